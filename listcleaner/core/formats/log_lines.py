"""Lines of mail server logs, as ``resources/data/log_lines.toml`` describes them."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain

from listcleaner import resources

CLOSED = "closed"  # the queue id is done
PASSED_ON = "passed on"  # to another queue of the same machine, which reports the delivery itself
EXPIRED = "expired"
ASKED = "asked"  # the recipient was named to the other server, whose answers follow in lines of their own
ANSWERED = "answered"
LONGEST = 1 << 16  # bytes of a line that are read; servers break off after 2 to 8 kB
_SEEN = 200  # lines looked at to tell a log from other text
_STAMP = re.compile(
    rb"\0*"  # a file system leaves NULs after a crash
    rb"(?:<\d{1,3}>(?:1 )?"  # <22>1 is the priority of RFC 5424
    rb'|"SMTPC"\t\d+\t(?P<session>\d+)\t"|\[|[A-Z][a-z]{2} (?=\d{4}-))?'  # hMailServer, Kerio, MDaemon
    rb"(?P<stamp>[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,9})?"
    rb"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?"
    rb"|\d\d/(?:\d\d|[A-Z][a-z]{2})/\d{2,4} \d\d:\d\d:\d\d)(?:\]|:|\"\t\"[^\"\t]*\")?[ \t]+"
)
_SYSLOG = re.compile(rb"\S+ [^\s\[:]+(?:\[\d+\])?: (?:\[ID \d+ \w+\.\w+\] )?")  # host program[pid]:
_RFC5424 = re.compile(rb"\S+ \S+ \S+ \S+ (?:-|(?:\[[^\]]*\])++) (?:\xef\xbb\xbf)?")
_OWN_STAMP = re.compile(  # Exim's, which it writes into syslog, too
    rb"(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [+-]\d{4})? )?(?:\[\d+\] )?"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """One kind of line of one server. ``service``: profile id; ``state``: where the line has no word for it."""

    service: str
    pattern: re.Pattern[bytes]
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says. ``stamp``: its time as written. ``to``: "" where all recipients of the queue id are meant.

    ``orig``: the address before aliases, or "".
    """

    service: str
    stamp: str
    queue: str
    state: str
    to: str = ""
    orig: str = ""
    dsn: str = ""
    text: str = ""


@cache
def _shapes() -> dict[bytes, list[_Shape]]:
    """All kinds of lines by what they hold, of one server those first that go before others."""
    by_mark: dict[bytes, list[_Shape]] = {}
    for server, table in resources.toml("data/log_lines.toml").items():
        for shape in table:
            pattern = re.compile(shape["pattern"].encode())
            known = by_mark.setdefault(shape["holds"].encode(), [])
            known.append(_Shape(f"{server}.log", pattern, shape.get("state", "")))
    return by_mark


def read_line(line: bytes) -> Line | None:
    """What a line says; None for a line that reports no delivery."""
    line = line[:LONGEST]
    candidates = [known for mark, known in _shapes().items() if mark in line]
    stamp = _STAMP.match(line) if candidates else None
    if stamp is None:
        return None
    start = _message(line, stamp.end())
    for shape in chain.from_iterable(candidates):
        found = shape.pattern.match(line, start)
        if found is not None:
            groups = (stamp.groupdict() | found.groupdict()).items()
            said = {name: text.decode(errors="replace") for name, text in groups if text}
            return Line(
                **{"state": shape.state, "queue": said.pop("session", ""), **said}, service=shape.service
            )
    return None


def looks_like_log(start: bytes) -> bool:
    """Whether a text that begins like this is the log of a mail server: lines begin with a time, and one reports a delivery."""
    lines = start.split(b"\n")
    stamped = sum(_STAMP.match(line) is not None for line in lines[:_SEEN])
    return stamped * 2 >= min(len(lines), _SEEN) and any(read_line(line) for line in lines)


def _message(line: bytes, start: int) -> int:
    """Where the server's own message begins."""
    head = _SYSLOG.match(line, start) or (_RFC5424.match(line, start) if b"T" in line[:start] else None)
    own = _OWN_STAMP.match(line, head.end() if head else start)
    return own.end() if own else start
