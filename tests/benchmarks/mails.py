"""``python -m tests.benchmarks.mails MAILS`` prints how many bounce mails are read in a second of processor time.

The mails are the samples of ``tests/data/mail_systems``, each with the mail it returns so long that it has 5 kB, and with other
addresses each time. Of the programs beside it Python's email parser only takes mails apart, and flufl.bounce looks for addresses.
"""

import csv
import email
import importlib.util
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from listcleaner.core.messages.load import load_mails
from listcleaner.core.tables.table import Reading

MAILS = Path(__file__).parent.parent / "data" / "mail_systems"
SIZE = 5000  # bytes
LINE = b"Autumn has come, and with it our new shoes, coats and umbrellas.\n"
COPY = b"\n------ This is a copy of the message, including all the headers. ------\n\nReceived: from shop.example.org\n\n"


def samples() -> Iterator[tuple[bytes, bytes]]:
    """(mail, address it is about) of each sample that fits."""
    with MAILS.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        addresses = {row["file"]: row["address"] for row in csv.DictReader(file)}
    for path in sorted(MAILS.glob("*.eml")):
        raw = path.read_bytes()
        if len(raw) < SIZE:
            yield longer(raw), addresses[path.name].encode()


def longer(raw: bytes) -> bytes:
    """The mail with more of the one it returns: before the last boundary, else behind a line that announces it."""
    body, boundary, rest = raw.rstrip().rpartition(b"\n--")
    if not boundary or b"\n" in rest:
        body, boundary, rest = raw + COPY, b"", b""
    return body + b"\n" + LINE * ((SIZE - len(raw)) // len(LINE)) + boundary + rest + b"\n"


def mails(count: int) -> list[bytes]:
    """So many mails, no two about the same address."""
    return [
        raw.replace(address, b"n%d.%s" % (number, address)) if address else raw
        for number, (raw, address) in enumerate(islice(cycle(list(samples())), count))
    ]


def read_all(raws: list[bytes]) -> None:
    """As ``listcleaner events`` does with a mailbox."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bounces.mbox"
        path.write_bytes(
            b"".join(b"From MAILER-DAEMON Mon Sep 14 08:00:00 2026\n" + raw + b"\n" for raw in raws)
        )
        load_mails(path, Reading(format="mails"))


def parse_all(raws: list[bytes]) -> None:
    for raw in raws:
        for part in email.message_from_bytes(raw).walk():
            part.get_payload(decode=True)


def detect_all(raws: list[bytes]) -> None:
    from flufl.bounce import all_failures

    for raw in raws:
        with suppress(Exception):  # 6.0 breaks on a From that is not ASCII
            all_failures(email.message_from_bytes(raw))


def main(count: int) -> None:
    raws = mails(count)
    programs: dict[str, Callable[[list[bytes]], None]] = {
        "List Cleaner": read_all,
        "Python's email": parse_all,
    }
    if importlib.util.find_spec("flufl"):
        programs["flufl.bounce"] = detect_all
    rates = []
    for name, program in programs.items():
        start = process_time()
        program(raws)
        rates.append(f"{name} {count / (process_time() - start):,.0f}")
    print(f"bounce mails a second on one core: {', '.join(rates)} (promised: 1,500)")


if __name__ == "__main__":
    main(int(sys.argv[1]))
