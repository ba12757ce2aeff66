"""Logs of mail servers as tables: what became of each message for each recipient, one row, however often it was tried."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from listcleaner.core.formats import meanings
from listcleaner.core.formats.damaged import AsFarAsItGoes
from listcleaner.core.formats.log_lines import (
    ANSWERED,
    ASKED,
    CLOSED,
    EXPIRED,
    LONGEST,
    PASSED_ON,
    Line,
    read_line,
)
from listcleaner.core.formats.profile import Profile, profiles
from listcleaner.core.progress import Progress
from listcleaner.core.tables.body import Body
from listcleaner.core.tables.table import Reading, Table

HEADER = ("time", "address", "state", "status", "text")
_BLOCK = 1 << 20
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TRIED_AGAIN = "deferred"
_TAKEN = "taken"
_REFUSED = {"4": _TRIED_AGAIN, "5": "refused"}  # by the first digit of the reply code
_TO_RECIPIENT, _TO_MESSAGE = _REFUSED | {"2": _TAKEN}, _REFUSED | {"2": "sent"}
_LINE_ENDS = ("#012", "\\n", "[nl]")  # how syslog, Exim and hMailServer write a line end inside of an answer
_AHEAD = pd.Timedelta(days=1)  # clocks and time zones: how far a log may be ahead of its file's date


@dataclass(frozen=True, slots=True)
class _Delivery:
    """The last that is known of one message to one recipient. ``turn``: years' ends in the log before it."""

    number: int
    stamp: str
    turn: int
    address: str
    state: str
    dsn: str
    text: str


@dataclass
class _Deliveries:
    """What the lines of one server have said so far. Bounded by its deliveries: lines are not kept."""

    service: str
    done: list[_Delivery] = field(default_factory=list)
    open: dict[str, dict[str, _Delivery]] = field(default_factory=dict)

    def take(self, line: Line, number: int, turn: int) -> None:
        if line.state == CLOSED:
            self.done += self.open.pop(line.queue, {}).values()
            return
        if line.state == ANSWERED:
            self._answer(line, number, turn)
            return
        if not line.to:
            self._give_up(line, number, turn)
            return
        of_queue = self.open.setdefault(line.queue, {})
        for address in _addresses(line):
            if line.state == PASSED_ON:
                of_queue.pop(address, None)
                continue
            before = of_queue.get(address)
            # "retry timeout exceeded" says less than the answer before it
            dsn, text = (line.dsn, line.text) if line.text or before is None else (before.dsn, before.text)
            if _is_delivered(self.service, line.state):
                text = ""  # differs in every line and tells nothing: with it a log takes twice the memory
            of_queue[address] = _Delivery(number, line.stamp, turn, address, line.state, dsn, text)

    def _give_up(self, line: Line, number: int, turn: int) -> None:
        of_queue = self.open.get(line.queue, {})
        for address, waiting in of_queue.items():
            if waiting.state == _TRIED_AGAIN:
                of_queue[address] = replace(
                    waiting, number=number, stamp=line.stamp, turn=turn, state=EXPIRED
                )

    def _answer(self, line: Line, number: int, turn: int) -> None:
        """An answer is for the one recipient who waits for it, else it is that to the message, for all who were taken.

        Of several who wait nobody can tell which is meant: they are passed over.
        """
        of_queue = self.open.get(line.queue, {})
        waiting = [one for one in of_queue.values() if one.state == ASKED]
        taken = [] if waiting else [one for one in of_queue.values() if one.state == _TAKEN]
        states = _TO_RECIPIENT if waiting else _TO_MESSAGE
        for one in (*waiting, *taken):
            if len(waiting) > 1:
                del of_queue[one.address]
            else:
                state = states[line.text[:1]]
                text = line.text if line.text[:1] in _REFUSED else ""
                told = replace(one, number=number, stamp=line.stamp, turn=turn, state=state, text=text)
                of_queue[one.address] = told

    def all(self) -> list[_Delivery]:
        """In the order of their last lines."""
        rest = [delivery for of_queue in self.open.values() for delivery in of_queue.values()]
        return sorted([*self.done, *rest], key=lambda delivery: delivery.number)


def read_log(
    stream: AsFarAsItGoes, path: Path, member: str | None, dated: pd.Timestamp, progress: Progress
) -> list[tuple[Profile, Table]]:
    """A table for each server that reports deliveries in the log, of HEADER; ``numbers`` are lines.

    ``dated``: no line is later (syslog writes no year). Raises what reading the stream raises.
    """
    found: dict[str, _Deliveries] = {}
    number, turn, last = 0, 0, ""
    for lines in _lines(stream):
        progress("reading", number)
        for raw in lines:
            number += 1
            line = read_line(raw)
            if line is None:
                continue
            turn, last = turn + _turned(last, line.stamp), line.stamp
            found.setdefault(line.service, _Deliveries(line.service)).take(line, number, turn)
    year = _year(last, dated) - turn
    reading = Reading(format="log", encoding="utf-8", header_row=1, member=member)
    known = {profile.id: profile for profile in profiles()}
    return [
        (known[service], _table(path, reading, deliveries.all(), year))
        for service, deliveries in found.items()
    ]


def _lines(stream: AsFarAsItGoes) -> Iterator[list[bytes]]:
    rest = b""
    while block := stream.read(_BLOCK):
        *lines, rest = (rest + block).split(b"\n")
        yield lines
        rest = rest[:LONGEST]
    yield [rest]


def _addresses(line: Line) -> list[str]:
    """The address the list holds: that before aliases, where the line names it."""
    written = line.orig if "@" in line.orig else line.to
    parts = [written] if written == line.orig or "," not in written else written.split(",")
    return [address for part in parts if "@" in (address := part.strip("<> "))]


@cache
def _is_delivered(service: str, state: str) -> bool:
    profile = next(profile for profile in profiles() if profile.id == service)
    meaning, _ = meanings.find_meaning(state, profile)
    return meaning is not None and meaning.category == "delivered"


def _table(path: Path, reading: Reading, deliveries: list[_Delivery], year: int) -> Table:
    columns = (
        [_time(delivery.stamp, year + delivery.turn) for delivery in deliveries],
        [delivery.address for delivery in deliveries],
        [delivery.state for delivery in deliveries],
        [delivery.dsn for delivery in deliveries],
        [_answer(delivery.text) for delivery in deliveries],
    )
    cells = pd.DataFrame({i: pd.Series(column, dtype="str") for i, column in enumerate(columns)})
    numbers = np.array([delivery.number for delivery in deliveries], dtype=np.int32)
    return Table(path, reading, HEADER, Body.of(cells), numbers)


def _answer(text: str) -> str:
    """The server's answer, its lines as lines."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def _month(stamp: str) -> int:
    return _MONTHS.index(stamp[:3]) if stamp[:3] in _MONTHS else 0


def _turned(before: str, now: str) -> int:
    """1 where the year ended between two stamps without year, -1 where lines of the old one come late."""
    if not before[:3].isalpha() or not now[:3].isalpha():
        return 0
    months = _month(now) - _month(before)
    return 1 if months < -6 else -1 if months > 6 else 0


def _year(stamp: str, dated: pd.Timestamp) -> int:
    """The latest year in which this stamp is not after the file's own date."""
    latest = dated + _AHEAD
    if not stamp[:3].isalpha():
        return latest.year
    month, day, *_ = stamp.split()
    return latest.year - ((_month(month), int(day)) > (latest.month, latest.day))


def _time(stamp: str, year: int) -> str:
    if not stamp[:3].isalpha():
        return stamp.replace(",", ".")
    month, day, *rest = stamp.split()
    if len(rest) == 2:
        year = int(rest[0])
    return f"{year}-{_month(month):02}-{int(day):02} {rest[-1][:8]}"
