"""A small writer of OLE files, for tests: Outlook's ``.msg`` is one, and nothing on PyPI writes them."""

SECTOR = 512
LEAST = 4096  # shorter streams would go into the small-stream container
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Tree = dict[str, "bytes | Tree"]


def ole_file(tree: Tree) -> bytes:
    """An OLE file with these streams (bytes) and storages (dicts). Streams are padded with blanks to 4,096 bytes."""
    entries: list[list] = [["Root Entry", 5, None, END, 0]]
    sectors: list[bytes] = []
    chains: list[int] = []
    _fill(entries, 0, tree, sectors, chains)
    directory = b"".join(_entry(*entry) for entry in entries)
    directory += b"\0" * (-len(directory) % SECTOR)
    first_directory = len(sectors)
    pieces = [directory[i : i + SECTOR] for i in range(0, len(directory), SECTOR)]
    sectors += pieces
    chains += [first_directory + i + 1 for i in range(len(pieces) - 1)] + [END]
    tables = 1
    while tables * SECTOR // 4 < len(sectors) + tables:
        tables += 1
    first_table = len(sectors)
    chains += [FAT] * tables
    fat = b"".join(number.to_bytes(4, "little") for number in chains)
    fat += FREE.to_bytes(4, "little") * (tables * SECTOR // 4 - len(chains))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += b"".join(n.to_bytes(2, "little") for n in (0x3E, 3, 0xFFFE, 9, 6)) + b"\0" * 10
    numbers = (tables, first_directory, 0, LEAST, END, 0, END, 0)
    header += b"".join(n.to_bytes(4, "little") for n in numbers)
    places = [*range(first_table, first_table + tables)]
    header += b"".join(n.to_bytes(4, "little") for n in places + [FREE] * (109 - tables))
    return header + b"".join(sectors) + fat


def text(value: str) -> bytes:
    """As Outlook writes text."""
    return value.encode("utf-16-le")


def _fill(entries: list, parent: int, tree: Tree, sectors: list[bytes], chains: list[int]) -> None:
    """Adds the children of an entry, as a chain of right siblings."""
    before = None
    for name, value in sorted(tree.items()):
        number = len(entries)
        entries.append([name, 2 if isinstance(value, bytes) else 1, None, END, 0, None])
        if before is None:
            entries[parent][2] = number
        else:
            entries[before][5] = number
        before = number
        if isinstance(value, bytes):
            blank = text(" ") if name.upper().endswith("001F") else b" "
            content = (
                value + blank * ((LEAST - len(value)) // len(blank) + 1) if len(value) < LEAST else value
            )
            start, count = len(sectors), -(-len(content) // SECTOR)
            sectors += [content[i : i + SECTOR].ljust(SECTOR, b"\0") for i in range(0, len(content), SECTOR)]
            chains += [start + i + 1 for i in range(count - 1)] + [END]
            entries[number][3:5] = [start, len(content)]
        else:
            _fill(entries, number, value, sectors, chains)


def _entry(name: str, kind: int, child: int | None, start: int, size: int, right: int | None = None) -> bytes:
    wide = name.encode("utf-16-le")
    links = b"".join((FREE if n is None else n).to_bytes(4, "little") for n in (None, right, child))
    head = wide.ljust(64, b"\0") + (len(wide) + 2).to_bytes(2, "little") + bytes([kind, 1]) + links
    return head + b"\0" * 36 + start.to_bytes(4, "little") + size.to_bytes(8, "little")
