"""Bounce files as events, whatever service wrote them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from listcleaner.core.columns.remembered import Memory
from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.formats.dates import date_in_name
from listcleaner.core.formats.files import Content, files_in, left_out, open_file
from listcleaner.core.formats.found import Found
from listcleaner.core.formats.notifications import fingerprint_of
from listcleaner.core.formats.profile import GENERIC
from listcleaner.core.formats.rows import Rows, read_rows
from listcleaner.core.messages.containers import MAILS
from listcleaner.core.messages.load import load_mails
from listcleaner.core.progress import Progress, silent
from listcleaner.core.tables.fingerprint import content_fingerprint
from listcleaner.core.tables.source import changed_at
from listcleaner.core.tables.table import Note, Reading

MOST_ROWS_NAMED = 1000
OWN_LOG = "listcleaner.removal_log"


def load_bounces(
    path: Path,
    reading: Reading = Reading(),
    columns: Sequence[tuple[str, str]] = (),
    progress: Progress = silent,
    memory: Memory = (),
) -> list[BounceFile]:
    """The events of a bounce file, or of each file of a folder or archive that has any.

    ``columns``: (role, header) pairs the person set; roles of ``core.columns``; ``memory``: what she told of earlier
    files. Files of a folder that are no bounce files are
    named in the notes of the first that is. Raises UserError no_bounces_inside, is_a_list, is_own_log,
    no_bounces_in_mails, json_too_deep, column_missing, and what read_table raises.
    """
    path = Path(path)
    files = list(files_in(path, reading))
    if len(files) == 1 and not path.is_dir():
        return [_load(*files[0], columns, progress, memory)]
    loaded: list[BounceFile] = []
    skipped: list[Note] = []
    for file, how in files:
        try:
            loaded.append(_load(file, how, columns, progress, memory))
        except UserError as error:
            skipped.append(left_out(file, how, error))
    if not loaded:
        raise UserError("no_bounces_inside", file=path.name)
    return [replace(loaded[0], notes=(*loaded[0].notes, *skipped)), *loaded[1:]]


def _load(
    path: Path, reading: Reading, columns: Sequence[tuple[str, str]], progress: Progress, memory: Memory
) -> BounceFile:
    if reading.format == MAILS:
        return load_mails(path, reading, progress)
    return bounces_of(open_file(path, reading, columns, progress, memory, "bounces"), progress)


def bounces_of(content: Content, progress: Progress = silent) -> BounceFile:
    """The events of a file that is open. Raises UserError as :func:`load_bounces`."""
    usable = [found for found in content.found if found.kind == "events"]
    if not usable:
        raise UserError(_what_instead(content), file=content.name)
    parts = [read_rows(found, _file_of(found, content), progress) for found in usable]
    events = _together([part.events for part in parts])
    if events.empty:
        raise UserError("no_bounces_inside", file=content.name)
    if content.files:
        names = pd.Series(content.files, index=range(1, len(content.files) + 1), dtype="str")
        events = events.assign(file=events["row"].map(names).astype("str"), row=np.int32(1))
    return _bounce_file(content, parts, events)


def dated_on(file: BounceFile, day: date) -> BounceFile:
    """The file with the day the person gives it; where it names one itself, as it is."""
    if file.dated_by != "file" or file.events["at"].notna().any():
        return file
    return replace(
        file,
        fingerprint=f"{file.fingerprint} {day:%Y-%m-%d}",
        dated=pd.Timestamp(day).as_unit("us"),
        dated_by="person",
        notes=tuple(note for note in file.notes if note.code != "no_dates"),
    )


def undated(fingerprint: str) -> str:
    """The fingerprint without the date it may carry."""
    return fingerprint.partition(" ")[0]


def _what_instead(content: Content) -> str:
    """The error code for a file without events."""
    if content.main.source == OWN_LOG:
        return "is_own_log"
    is_list = any(found.kind == "contacts" and len(found.table.cells) for found in content.found)
    return "is_a_list" if is_list else "no_bounces_inside"


def _together(tables: list[pd.DataFrame]) -> pd.DataFrame:
    if len(tables) == 1:
        return tables[0]
    return pd.concat(tables, ignore_index=True).sort_values(["file", "row"], kind="stable", ignore_index=True)


def _file_of(found: Found, content: Content) -> str:
    """The name of the file; of a workbook of which several sheets were read the sheet with it."""
    sheets = {one.table.reading.sheet for one in content.found}
    return f"{content.name} [{found.table.reading.sheet}]" if len(sheets) > 1 else content.name


def _mark(content: Content) -> str:
    if content.files:
        return fingerprint_of(content.path)
    return content_fingerprint(content.path, content.reading.member)


def _bounce_file(content: Content, parts: list[Rows], events: pd.DataFrame) -> BounceFile:
    changed = changed_at(content.path)
    named = date_in_name(content.name, changed)
    profile = content.main.profile
    strange = [int(n) for found in content.found if found.kind != "events" for n in found.table.numbers]
    unreadable = sorted({*content.unreadable, *strange, *(row for part in parts for row in part.unreadable)})
    every = [note for found in content.found for note in (*found.table.notes, *found.notes)]
    every += [note for part in parts for note in part.notes]
    notes = [note for i, note in enumerate(every) if note not in every[:i]]  # sheets say the same
    if unreadable:
        notes.append(
            Note("rows_without_address", {"n": len(unreadable)}, tuple(unreadable[:MOST_ROWS_NAMED]))
        )
    mark = _mark(content)
    if events["at"].isna().all():
        if named is None:
            notes.append(Note("no_dates", {"date": changed.to_pydatetime()}))
        else:
            mark = f"{mark} {named:%Y-%m-%d}"
    places = {(_file_of(found, content), n) for found in content.found for n in found.table.numbers.tolist()}
    kinds = set(events["class"].unique())
    # A file nobody described is believed to show soft bounces when it does. In a log that has deliveries, too, only those stand
    # who were written to; one of bounces only was picked out of such a log, and is like any report.
    picked = profile.format == "log" and "delivered" not in kinds
    shows_soft = "soft" in kinds if picked or profile.id == GENERIC else profile.shows_soft
    return BounceFile(
        path=content.path,
        reading=content.reading,
        fingerprint=mark,
        source=profile.id,
        rows=len(places) + len(content.unreadable),
        events=events,
        dated=(changed if named is None else named).as_unit("us"),
        dated_by="file" if named is None else "name",
        shows_soft=shows_soft,
        unreadable=tuple(unreadable),
        notes=tuple(notes),
    )
