"""Mails as bounce files: what a file, folder or archive of them says of whom."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from listcleaner.core.addresses import check as addresses
from listcleaner.core.bounces.classify import Hint, classify_columns
from listcleaner.core.errors import UserError
from listcleaner.core.events import EVENT_DTYPES, BounceFile
from listcleaner.core.formats.dates import date_in_name
from listcleaner.core.messages.containers import MAILS, RawMail, mail_files, mails_in
from listcleaner.core.messages.mail import Outcome
from listcleaner.core.messages.read import MailReading, read_mail
from listcleaner.core.messages.times import first_time
from listcleaner.core.progress import Progress, silent
from listcleaner.core.tables.fingerprint import content_fingerprint, fingerprint
from listcleaner.core.tables.source import changed_at, check_is_file
from listcleaner.core.tables.table import Note, Reading

SOURCE = "mail"
_AT_ONCE = 2000  # mails between two classifications, which work on distinct texts
_MOST_TEXT = 2000  # characters of a server's words kept as evidence
_MOST_NAMED = 1000
_MOST_PLACES = 5  # named in a note
_NO_TIME = np.iinfo(np.int64).min  # NaT

_FAILED = Hint("unknown", weak=True, final=True)
_DELAYED = Hint("deferred", final=False, word="delayed")
_NOT_SAID = Hint("unknown", weak=True)
# RFC 3464 actions, and what else a mail can report → what the classifier is told.
_HINTS = {
    "failed": _FAILED,
    "delayed": _DELAYED,
    "delivered": Hint("delivered", "delivered", word="delivered"),
    "relayed": Hint("delivered", "delivered", word="relayed"),
    "expanded": Hint("delivered", "delivered", word="expanded"),
    "complaint": Hint("complaint", "complained", word="complaint"),
    "unsubscribe": Hint("unsubscribe", "unsubscribed", word="opt-out"),
    "auto_reply": Hint("auto_reply", "auto_reply", word="automatic reply"),
    "challenge": Hint("auto_reply", "challenge", word="asks the sender to prove that he is a person"),
}


def load_mails(path: Path, reading: Reading, progress: Progress = silent) -> BounceFile:
    """The events of a file of mails, or of all mails of a folder or archive together.

    ``row`` of an event is the place of its mail in its file, ``file`` that file. Mails without anything about an address are
    counted in a note; ``unreadable`` and notes say which could not be read, or not whole. Raises UserError no_bounces_in_mails,
    file_missing, file_empty, no_permission, file_unreadable, file_encrypted, too_large_inside, member_missing.
    """
    if not path.is_dir():
        check_is_file(path)
    changed = changed_at(path)
    found = _Found()
    for number, mail in enumerate(mails_in(path, reading.member), 1):
        found.take(mail)
        if number % _AT_ONCE == 0:
            found.classify()
            progress("reading", number)
    found.classify()
    if not found.parts:
        raise found.error or UserError("no_bounces_in_mails", file=path.name, n=found.mails)
    name = Path(reading.member or path.name).name
    named = date_in_name(name, changed)
    events = pd.concat(found.parts, ignore_index=True)
    return BounceFile(
        path=path,
        reading=Reading(format=MAILS, member=reading.member),
        fingerprint=_fingerprint(path, reading.member),
        source=SOURCE,
        rows=found.mails,
        events=events,
        dated=(changed if named is None else named).as_unit("us"),
        dated_by="file" if named is None else "name",
        shows_soft=bool((events["class"] == "soft").any()),
        unreadable=tuple(sorted({number for _, number in found.lost}))[:_MOST_NAMED],
        notes=tuple(found.notes()),
    )


def _fingerprint(path: Path, member: str | None) -> str:
    """Of a folder that of its mails together, whatever they are called."""
    if not path.is_dir():
        return content_fingerprint(path, member)
    each = []
    for file in mail_files(path):
        with suppress(UserError):  # said as a note
            each.append(fingerprint(file))
    return hashlib.sha256("".join(sorted(each)).encode()).hexdigest()


@dataclass
class _Found:
    """What is known after some of the mails: finished parts of the events table, and what is still to be classified."""

    mails: int = 0
    parts: list[pd.DataFrame] = field(default_factory=list)
    lost: list[tuple[str, int]] = field(
        default_factory=list
    )  # files and places of mails that should have said more
    error: UserError | None = None  # of the first mail, where none could be read
    _counts: Counter[str] = field(default_factory=Counter)
    _places: dict[str, list[RawMail]] = field(default_factory=dict)
    _rows: list[tuple[MailReading, Outcome, str, int]] = field(default_factory=list)

    def take(self, mail: RawMail) -> None:
        """Reads a mail."""
        self.mails += 1
        if mail.error:
            self.error = mail.error if self.mails == 1 else self.error
            self._note("mails_damaged", mail, lost=True)
            return
        self.error = None
        reading = read_mail(mail.raw)
        cut = mail.cut or reading.problem == "cut"
        if cut or reading.problem:
            self._note("mails_cut" if cut else "mails_in_part", mail, lost=not reading.outcomes)
        elif not reading.outcomes:
            unnamed = reading.kind in ("bounce", "complaint")
            self._note("mails_without_address" if unnamed else "mails_no_bounces", mail, lost=unnamed)
        self._rows += [(reading, outcome, mail.file, mail.number) for outcome in reading.outcomes]

    def _note(self, code: str, mail: RawMail, *, lost: bool) -> None:
        self._counts[code] += 1
        if lost:
            self.lost.append((mail.file, mail.number))
        places = self._places.setdefault(code, [])
        if len(places) < _MOST_NAMED:
            places.append(replace(mail, raw=b""))

    def classify(self) -> None:
        """Makes a part of the events table of what was read since the last time."""
        if self._rows:
            self.parts.append(_events(self._rows))
            self._rows = []

    def notes(self) -> list[Note]:
        return [
            Note(
                code,
                {"n": n, "where": _where(self._places[code])},
                tuple(mail.number for mail in self._places[code]),
            )
            for code, n in sorted(self._counts.items())
        ]


def _where(mails: Sequence[RawMail]) -> str:
    """The first places: the file, and the place in it where it holds several mails."""
    named = [
        mail.file if mail.number == 1 else f"{mail.file} #{mail.number}" for mail in mails[:_MOST_PLACES]
    ]
    return ", ".join(named) + (" …" if len(mails) > _MOST_PLACES else "")


def _events(rows: Sequence[tuple[MailReading, Outcome, str, int]]) -> pd.DataFrame:
    """A table of EVENT_DTYPES."""
    outcomes = [outcome for _, outcome, _, _ in rows]
    known: dict[str, str] = {}  # the same words are kept once
    text = [known.setdefault(outcome.text[:_MOST_TEXT], outcome.text[:_MOST_TEXT]) for outcome in outcomes]
    records = {
        "text": text,
        "status": [f"{outcome.reply} {outcome.status}".strip() for outcome in outcomes],
        "hint": [_HINTS.get(outcome.action, _NOT_SAID) for outcome in outcomes],
    }
    verdicts = classify_columns(pd.DataFrame(records, dtype=object))
    delayed = np.array([outcome.action == "delayed" for outcome in outcomes], dtype=bool)
    times = {reading.dates: first_time(reading.dates) for reading, _, _, _ in rows}
    moments = [times[reading.dates] for reading, _, _, _ in rows]
    address = pd.Series([outcome.address for outcome in outcomes], dtype="str")
    because = [f"{SOURCE}: {outcome.because}: " for outcome in outcomes]
    return pd.DataFrame(
        {
            "address": address,
            "key": addresses.keys(address).to_numpy(dtype=object),
            "class": verdicts["category"].mask(delayed, "deferred"),
            "reason": verdicts["reason"],
            "fault": verdicts["fault"],
            # A code that no registry knows, such as 5.9.8, stands as the mail has it.
            "status": verdicts["status"].mask(verdicts["status"] == "", [one.status for one in outcomes]),
            "reply": verdicts["reply"],
            "at": np.array(
                [int(moment[0]) if moment else _NO_TIME for moment in moments], dtype="datetime64[s]"
            ),
            "zone": [moment[1] if moment else "" for moment in moments],
            "campaign": [reading.campaign for reading, _, _, _ in rows],
            "echo": verdicts["echo"],
            "source": SOURCE,
            "file": [file for _, _, file, _ in rows],
            "row": [number for _, _, _, number in rows],
            "text": text,
            "because": np.array(because, dtype=object) + verdicts["because"].to_numpy(dtype=object),
        }
    ).astype(EVENT_DTYPES)
