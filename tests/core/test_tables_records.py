"""Records with their bytes: what export copies must be the file, byte for byte."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from listcleaner.core.tables.outline import outline
from listcleaner.core.tables.records import prefix, read_records
from listcleaner.core.tables.splitting import split

ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "gb18030": b"",
    "big5": b"",
    "shift_jis": b"",
    "cp1252": b"",
}


def whole(path, encoding: str, delimiter: str = ",") -> bytes:
    batches = read_records(path, encoding, delimiter)
    return prefix(path, encoding) + b"".join(raw for batch in batches for raw in batch.raws)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("start", ["", "sep=,\r\n"], ids=["", "sep"])
def test_prefix_and_raw_records_are_the_file(tmp_path, encoding, start):
    path = tmp_path / "list.csv"
    text = start + 'email,name\r\na@example.com,"two\r\nlines"\nb@example.com,x\r\r\n,\nlast@example.com,"y'
    bare = encoding.removesuffix("-sig")
    path.write_bytes(ENCODINGS[encoding] + text.encode(bare))
    assert prefix(path, encoding) == ENCODINGS[encoding] + start.encode(bare)
    assert whole(path, encoding) == path.read_bytes()
    records = [row for batch in read_records(path, encoding, ",") for row in batch.rows]
    assert records[:3] == [["email", "name"], ["a@example.com", "two\r\nlines"], ["b@example.com", "x"]]
    assert records[-1][0] == "last@example.com"


@given(content=st.binary(max_size=300), encoding=st.sampled_from(list(ENCODINGS)))
def test_even_bytes_that_are_no_text_are_copied(tmp_path_factory, content, encoding):
    assume(not content.startswith(b"\x1f\x8b\x08"))  # gzip
    path = tmp_path_factory.mktemp("bytes") / "list.csv"
    path.write_bytes(content)
    assert whole(path, encoding) == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_records_over_the_edges_of_blocks(tmp_path, encoding):
    path = tmp_path / "long.csv"
    note = '"first line\n' + "第二行, " * 90 + '"'
    lines = [f"user{n}@example.com,{note if n % 5 == 0 else '王伟'},{n}" for n in range(9000)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    batches = list(read_records(path, encoding, ","))
    assert len(batches) > 1
    assert b"".join(raw for batch in batches for raw in batch.raws) == path.read_bytes()
    numbers = [(batch.first + place, row[2]) for batch in batches for place, row in enumerate(batch.rows)]
    assert numbers == [(n + 1, str(n)) for n in range(9000)]


FIELD = st.text(alphabet='ab,"\n\r; @é王\t', max_size=6)


@given(
    rows=st.lists(st.lists(FIELD, min_size=3, max_size=3), min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_the_csv_module_writes_is_read_back(rows, end):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(rows)
    found = split(list(io.StringIO(text.getvalue(), newline="")), ",", 3, final=True)
    if not found.mended:  # cells that look like rows of their own are taken for them
        assert list(found.rows) == rows


@given(text=st.text(alphabet='ab,"\n\r; \\@é王\0\t', max_size=60))
def test_the_fast_way_by_columns_agrees_with_the_rows(text):
    found = split(list(io.StringIO(text, newline="")), ",", 0, final=True)
    width = found.rows.width
    if width:
        columns = found.rows.columns(range(width))
        assert [list(row) for row in zip(*columns, strict=True)] == list(found.rows)


TEXT = st.text(alphabet='ab,"\n\r; \\@é王\0\t', max_size=60)
PIECES = [
    "\u3000",
    "\xa0",
    "\u2003",
    '"\u3000"',
    " \t",
    "a",
    "é王",
    ",",
    ";",
    '"',
    '""',
    '"a, b"',
    '"a""b"',
    '"x\ny"',
    '"@\na@b,c"',
    "a@b,",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\0",
    "|",
]


@given(
    text=TEXT | st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    delimiter=st.sampled_from(",;\t|"),
    codec=st.sampled_from(["utf-8", "gb18030", "cp932"]),
    final=st.booleans(),
)
def test_records_found_on_bytes_are_those_found_line_by_line(text, delimiter, codec, final):
    content = (text if final else text + "\n").encode(codec, "replace")  # whole lines
    found = outline(content, codec, delimiter, final=final)
    if found is None:
        return
    lines = list(io.StringIO(content.decode(codec), newline=""))
    slow = split(lines, delimiter, 0, final=final)
    assert not slow.mended
    assert list(found) == list(slow.rows)
    assert found.ends.tolist() == [len("".join(lines[:end]).encode(codec)) for end in slow.ends]
    assert found.width == slow.rows.width
    if found.width:
        for columns in (range(found.width), [found.width - 1]):
            cells = [[row[column] for column in columns] for row in slow.rows]
            assert [list(row) for row in zip(*found.columns(columns), strict=True)] == cells
        assert found.filled().tolist() == [sum(cell != "" for cell in row) for row in slow.rows]
        blank = [place for place, row in enumerate(slow.rows) if not "".join(row).strip()]
        assert found.blank().tolist() == blank


def test_ordinary_text_is_found_on_its_bytes():
    content = 'a,"b ""c"", d",\n"王\r\n伟",,x\r\n,"",""\n\nlast,"y"'.encode()
    found = outline(content, "utf-8", ",", final=True)
    assert found is not None
    assert list(found) == [
        ["a", 'b "c", d', ""],
        ["王\r\n伟", "", "x"],
        ["", "", ""],
        [""],
        ["last", "y"],
    ]


@given(text=TEXT)
def test_well_formed_text_is_what_the_csv_module_makes_of_it(text):
    lines = list(io.StringIO(text, newline=""))
    found = split(lines, ",", 0, final=True)
    assert (found.ends[-1] if found.ends else 0) == len(lines)
    if not found.mended:
        assert [row if row != [""] else [] for row in found.rows] == [
            row if row != [""] else [] for row in csv.reader(lines, strict=True)
        ]
