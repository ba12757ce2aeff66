"""The rows of a recognised table as events. Everything is done by column, and classification once per distinct combination."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from listcleaner.core.addresses import check as addresses
from listcleaner.core.bounces import codes
from listcleaner.core.bounces.classify import classify_columns
from listcleaner.core.columns.headers import visible
from listcleaner.core.columns.times import MAX_LENGTH, parse_times
from listcleaner.core.events import EVENT_DTYPES
from listcleaner.core.formats import meanings
from listcleaner.core.formats.evidence import ADDRESS
from listcleaner.core.formats.flags import says_yes
from listcleaner.core.formats.found import Found, Parts
from listcleaner.core.formats.profile import IGNORED, STATED, Profile, fold_header
from listcleaner.core.progress import Progress
from listcleaner.core.tables.table import Note

ROWS_AT_ONCE = 50_000
ROWS_NAMED = 1000  # in a note
SENDER = 0.9  # share of rows; an address that stands beside another in so many is the sender's
_NO_EVENT = (IGNORED, STATED)
_PLAIN = re.compile(r"[^\s<>@,;:()\"'\[\]|＠][^\s<>@,;:()\"\[\]|＠]*@[^\s<>@,;:()\"'|＠]+")
_TIME_FIRST = re.compile(
    r"\W{0,3}(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)"
)
_TAKEN = re.compile(
    r"\s*(?:smtp; ?)?(2\d\d(?:[ -]2\.\d\.\d+)?)[ -]"
)  # whatever follows: "250 Ok (greylisted before)"
_OWN_CODE = re.compile(r"\s*(\d{3})(?!\d)")


@dataclass(frozen=True)
class Rows:
    """Events of a table, and the rows that gave none because no address could be read."""

    events: pd.DataFrame
    unreadable: tuple[int, ...]
    notes: tuple[Note, ...]


def read_rows(found: Found, file: str, progress: Progress) -> Rows:
    """Events of EVENT_DTYPES in source order."""
    cells, numbers = found.table.cells, found.table.numbers
    progress("recognising", 0, len(cells))
    address, rows, unreadable = _addresses(_coalesce(cells, found.columns.get("address", ())))
    hints, states = _hints(found, cells)
    counted = ~states[rows]
    address, rows = address[counted], rows[counted]
    ignored = int(states.sum())
    text, told = _texts(found, cells)
    records = {"text": told[rows], "status": _statuses(found, cells, text)[rows], "hint": hints[rows]}
    verdicts = _classified(pd.DataFrame(records, dtype=object), progress)
    at, zone, time_notes = _times(found, cells)
    events = pd.DataFrame(
        {
            "address": address,
            "key": addresses.keys(pd.Series(address, dtype="str")).to_numpy(dtype=object),
            "class": verdicts["category"],
            "reason": verdicts["reason"],
            "fault": verdicts["fault"],
            "status": verdicts["status"],
            "reply": verdicts["reply"],
            "at": at[rows],
            "zone": zone[rows],
            "campaign": _coalesce(cells, found.columns.get("campaign", ()))[rows],
            "echo": verdicts["echo"],
            "source": found.profile.id,
            "file": file,
            "row": numbers[rows],
            "text": text[rows],
            "because": found.profile.id + ": " + verdicts["because"],
        }
    )
    events = _without_forbidden(events, found.profile).astype(EVENT_DTYPES)
    progress("recognising", len(cells), len(cells))
    notes = [Note("rows_without_event", {"n": ignored})] if ignored else []
    return Rows(events, tuple(numbers[unreadable].tolist()), (*notes, *time_notes))


def _classified(records: pd.DataFrame, progress: Progress) -> pd.DataFrame:
    """Verdicts, a part of the rows at a time, so that the person can stop it."""
    parts = []
    for start in range(0, max(len(records), 1), ROWS_AT_ONCE):
        progress("recognising", start, len(records))
        parts.append(classify_columns(records.iloc[start : start + ROWS_AT_ONCE]))
    return pd.concat(parts) if len(parts) > 1 else parts[0]


def _coalesce(cells: pd.DataFrame, parts: Parts) -> np.ndarray:
    """The first content of the columns of one role, blanks around it removed; "" where there is none."""
    result: np.ndarray | None = None
    for column in (column for part in parts for column in part):
        values = np.array([text.strip() for text in cells.iloc[:, column].tolist()], dtype=object)
        result = values if result is None else np.where(result == "", values, result)
    return np.full(len(cells), "", dtype=object) if result is None else result


def _addresses(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(addresses, position of the row of each, positions of rows without any). A cell with several addresses gives several."""
    places, distinct = pd.factorize(cells)
    inside = _without_senders(
        [[text] if _PLAIN.fullmatch(text) else ADDRESS.findall(visible(text)) for text in distinct]
    )
    counts = np.array([len(one) for one in inside], dtype=np.int64)[places] if len(distinct) else places
    unreadable = np.flatnonzero(counts == 0)
    first = np.array([one[0] if one else "" for one in inside], dtype=object)
    rows = np.repeat(np.arange(len(cells)), counts)
    found: np.ndarray = first[places[rows]] if len(distinct) else np.array([], dtype=object)
    for i in np.flatnonzero(counts[rows] > 1) if len(rows) else ():
        found[i] = inside[places[rows[i]]][i - np.searchsorted(rows, rows[i])]
    return found, rows, unreadable


def _without_senders(inside: list[list[str]]) -> list[list[str]]:
    """The addresses of each cell, without one that stands beside another in nearly every cell: "mail from a to b failed"."""
    several = [one for one in inside if len(set(one)) > 1]
    if len(several) < max(3, SENDER * len(inside)):
        return inside
    counts = Counter(address for one in several for address in set(one))
    senders = {address for address, n in counts.items() if n >= SENDER * len(inside)}
    return [[address for address in one if address not in senders] or one for one in inside]


def _values(found: Found, cells: pd.DataFrame) -> np.ndarray:
    """The service's own value of each row: its parts with content, joined."""
    parts = [_coalesce(cells, (part,)) for part in found.columns.get("class", ()) if part]
    if found.profile.flags:
        parts.insert(0, _first_flag(found, cells))
    return _joined(parts, meanings.JOIN, len(cells))


def _joined(parts: Sequence[np.ndarray], between: str, rows: int) -> np.ndarray:
    joined = np.full(rows, "", dtype=object)
    for part in parts:
        joined = joined + np.where((joined != "") & (part != ""), between, "") + part
    return joined


def _first_flag(found: Found, cells: pd.DataFrame) -> np.ndarray:
    """Of the profile's yes/no columns the header of the first that says yes."""
    result = np.full(len(cells), "", dtype=object)
    headers = [fold_header(name) for name in found.table.header]
    for flag in found.profile.flags:
        for column in (i for i, name in enumerate(headers) if name == fold_header(flag)):
            result = np.where((result == "") & says_yes(cells.iloc[:, column]), flag, result)
    return result


def _hints(found: Found, cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(hint for the classifier, True where the row is no event) of each row."""
    places, distinct = pd.factorize(_values(found, cells))
    each = [meanings.find_meaning(value, found.profile) for value in distinct]
    hints = np.empty(len(distinct), dtype=object)
    hints[:] = [meanings.to_hint(meaning, word, found.profile.final) for meaning, word in each]
    states = np.array(
        [meaning is not None and meaning.category in _NO_EVENT for meaning, _ in each], dtype=bool
    )
    return hints[places], states[places]


def _texts(found: Found, cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(the server's words, what the classifier reads: those, with the service's reason before them where it says more)."""
    text = _coalesce(cells, found.columns.get("text", ()))
    reason = _coalesce(cells, found.columns.get("reason", ()))
    shown = np.where(text == "", reason, text)
    both = (text != "") & (reason != "") & (text != reason)
    told = np.where(both, reason + "; " + text, shown)
    taken = np.array([match[1] if (match := _TAKEN.match(answer)) else "" for answer in text], dtype=object)
    return shown, np.where(taken == "", told, taken)


def _statuses(found: Found, cells: pd.DataFrame, text: np.ndarray) -> np.ndarray:
    """What the code columns say; where a service's own codes are no SMTP codes, those with its name: ``alidm:552``."""
    reply = _coalesce(cells, found.columns.get("reply", ()))
    status = _coalesce(cells, found.columns.get("status_code", ()))
    both = np.where((reply != "") & (status != ""), reply + " " + status, reply + status)
    service = found.profile.codes
    if not service:
        return np.asarray(both)
    places, distinct = pd.factorize(np.where(both == "", text, both))
    own = [f"{service}:{match[1]}" if (match := _OWN_CODE.match(one)) else "" for one in distinct]
    known = np.array([code if code and codes.lookup(code) else "" for code in own], dtype=object)[places]
    statuses: np.ndarray = np.where(known == "", both, known)
    return statuses


def _times(found: Found, cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, list[Note]]:
    written = _written_times(found, cells)
    times, zones, note = parse_times(pd.Series(written, dtype="str"), found.table.reading.dates)
    zone = zones.to_numpy(dtype=object)
    if found.profile.zone != "unknown":
        zone = np.where(zone == "unknown", found.profile.zone, zone)
    notes = [note] if note else []
    unread = np.array(
        [i for i in np.flatnonzero(times.isna()) if written[i].strip("0-: ")], dtype=np.int64
    )  # not 0000-00-00
    if len(unread):
        about = {"n": len(unread), "example": written[unread[0]][:MAX_LENGTH]}
        notes.append(
            Note("times_unreadable", about, tuple(found.table.numbers[unread[:ROWS_NAMED]].tolist()))
        )
    return times.to_numpy(dtype="datetime64[us]"), zone, notes


def _written_times(found: Found, cells: pd.DataFrame) -> np.ndarray:
    """The time column, or those of day and clock. Else, where address and answer share one, its texts' start."""
    text, time = found.columns.get("text", ()), found.columns.get("time", ())
    if time or not text or text != found.columns.get("address"):
        return _joined([_coalesce(cells, (part,)) for part in time], " ", len(cells))
    starts = (_TIME_FIRST.match(line) for line in _coalesce(cells, text))
    return np.array([match[1] if match else "" for match in starts], dtype=object)


def _without_forbidden(events: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    """Classes the file cannot hold: a refusal listed under "blocks" says that the address is valid, whatever its text."""
    wrong = events["class"].isin(profile.never)
    if wrong.any():
        events.loc[wrong, ["class", "reason", "fault"]] = ["blocked", "policy", "sender"]
        events.loc[wrong, "because"] += "; but this file lists refusals of valid addresses"
    return events
