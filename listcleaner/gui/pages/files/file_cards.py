"""The cards of the files that were read: what each was recognised as, its figures, and what should be known or asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from listcleaner.core.contacts import ListFile
from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.session import Source
from listcleaner.core.tables.table import DateOrder, Note
from listcleaner.gui.document import Document
from listcleaner.gui.encodings import encoding_name
from listcleaner.gui.messages import error_text, note_text
from listcleaner.gui.parts.cards import Card, tile
from listcleaner.gui.parts.day_field import DayStrip
from listcleaner.gui.parts.widgets import Icon, Strip
from listcleaner.gui.story import source_name
from listcleaner.gui.text import BETWEEN, day, days, number, short_path, tr, word

NOTES_SHOWN = 4
FIGURE, RANGE = 116, 208  # widths of a number and of a range of dates
# Failures that reading the file in another way can mend; the others need another file.
MENDED_BY_READING = frozenset(
    {
        "no_address_column",
        "column_missing",
        "sheet_missing",
        "header_missing",
        "encoding_unknown",
        "delimiter_wrong",
        "no_bounces_inside",
        "is_a_list",
    }
)


@dataclass(frozen=True)
class Acts:
    """What the person can do with a file that the document does not do by itself."""

    change: Callable[[Source], None]
    show_rows: Callable[[Source, Note], None]
    try_again: Callable[[Path], None]


class FileCards:
    """Makes the card of a file that was read, or could not be. ``narrow``: there is little room."""

    def __init__(self, document: Document, acts: Acts) -> None:
        self._document, self._acts = document, acts
        self.narrow = False
        self._sorted: tuple[tuple[BounceFile, ...], dict[Path, list[BounceFile]]] = ((), {})

    def make(self, source: Source) -> Card | None:
        """The card; None for a file that is still to be read."""
        result, problem = self._document.result, self._document.problem(source)
        listed = next((one for one in result.lists if one.path == source.path), None)
        files = self._bounces(source)
        if problem is not None:
            card = self._broken(source, problem)
        elif source.role == "list" and listed is not None:
            card = self._of_list(source, listed)
        elif source.role == "bounces" and files:
            card = self._of_bounces(source, files)
        else:
            return None
        if problem is None or problem.code in MENDED_BY_READING:
            card.add_button(tr("Change…"), lambda: self._acts.change(source))
        name = source.path.name
        card.add_button(
            "",
            lambda: self._document.remove(source, lambda: tr("remove {file}").format(file=name)),
            "x",
            tr("Remove {file} from this job").format(file=name),
        )
        return card

    def notes(self, source: Source) -> tuple[Note, ...]:
        """What should be known about a file that was read."""
        lists = [one for one in self._document.result.lists if one.path == source.path]
        files = lists if source.role == "list" else self._bounces(source)
        return tuple(note for file in files for note in file.notes)

    def _bounces(self, source: Source) -> list[BounceFile]:
        if source.role != "bounces":
            return []
        files = self._document.result.bounce_files
        if files is not self._sorted[0]:  # asking every file for every source takes a second for 200
            inside: dict[Path, list[BounceFile]] = {}
            for file in files:
                for place in (file.path, *file.path.parents):
                    inside.setdefault(place, []).append(file)
            self._sorted = (files, inside)
        return self._sorted[1].get(source.path, [])

    def _of_list(self, source: Source, file: ListFile) -> Card:
        overview, lists = self._document.overview, self._document.result.lists
        kind, parts = source_name(file.source) or word("kind.contacts"), self._where(source, file)
        if len(lists) > 1:  # all of one kind: the name tells them apart
            card = Card(tile(source), parts[0], BETWEEN.join([kind, *parts[1:]]))
        else:
            card = Card(tile(source), kind, BETWEEN.join(parts))
        card.add_figure(number(file.rows), tr("row(s)", "", file.rows), FIGURE)
        if overview is not None:
            place = next(i for i, one in enumerate(lists) if one is file)
            distinct = int(overview.in_list[place].sum())
            card.add_figure(number(distinct), tr("address(es)", "", distinct), FIGURE)
            if not self.narrow:
                again = file.rows - distinct
                card.add_figure(number(again), tr("duplicate(s)", "", again), RANGE - FIGURE)
        chosen = dict(source.columns).get("email")
        notes = (note for note in file.notes if not chosen or note.code != "other_address_columns")
        self._add_notes(card, source, [("", note) for note in notes])
        return card

    def _of_bounces(self, source: Source, files: list[BounceFile]) -> Card:
        names = list(dict.fromkeys(source_name(file.source) for file in files))
        where = BETWEEN.join(self._where(source, files[0]))
        card = Card(tile(source), BETWEEN.join(names) or word("kind.events"), where)
        rows = sum(file.rows for file in files)
        card.add_figure(number(rows), tr("row(s)", "", rows), FIGURE)
        span, said = self._dates(files)
        if self.narrow:
            card.add_caption(span)
            card.add_figure("", "", FIGURE)  # so that rows stand below rows
        else:
            card.add_figure(span, said, RANGE)
        notes = [(file.path.name if len(files) > 1 else "", note) for file in files for note in file.notes]
        if len(files) == 1 and files[0].dated_by != "name" and files[0].events["at"].isna().all():
            self._ask_day(card, source, files[0])
            notes = [(name, note) for name, note in notes if note.code != "no_dates"]
        self._add_notes(card, source, notes)
        return card

    def _dates(self, files: list[BounceFile]) -> tuple[str, str]:
        """From when to when the events are, and what that is; the day that stands in where no row has one."""
        today = self._document.now.date()
        at = pd.concat([file.events["at"] for file in files])
        if at.notna().any():
            return days(at.min(), at.max(), today), tr("date range")
        dated = [file.dated for file in files]
        said = {
            "name": tr("date in the name"),
            "person": tr("the day you gave"),
            "file": tr("date of the file"),
        }
        by = {file.dated_by for file in files}
        return days(min(dated), max(dated), today), said[by.pop() if len(by) == 1 else "file"]

    def _ask_day(self, card: Card, source: Source, file: BounceFile) -> None:
        """A file that names no day: of which mailing is it?"""
        today, dated = self._document.now.date(), file.dated.date()
        told = source.dated is not None
        if told:
            text = tr("As you said, this is what came back of the mailing of {date}.")
        else:
            text = tr("Nothing in this file says when. It counts as of {date}. When was the mailing?")
        strip = DayStrip("ok" if told else "warning", text.format(date=day(dated, today)), dated, today)
        strip.chosen.connect(partial(self._date, source))
        card.add_strip(strip)

    def _date(self, source: Source, chosen: date) -> None:
        name = source.path.name
        self._document.set_day(source, chosen, lambda: tr("date {file}").format(file=name))

    def _broken(self, source: Source, problem: UserError) -> Card:
        card = Card(Icon("circle-x", "hard", 22, 44), source.path.name, short_path(source.path.parent))
        text = error_text(problem)
        if problem.code == "no_address_column":
            text = tr("No column with e-mail addresses was found. Choose it yourself.")
            strip = Strip("error", text, tr("Choose the column…"), lambda: self._acts.change(source))
        elif problem.code in MENDED_BY_READING:
            strip = Strip("error", text)
        else:
            strip = Strip("error", text, tr("Try again"), lambda: self._acts.try_again(source.path))
        card.add_strip(strip)
        return card

    def _add_notes(self, card: Card, source: Source, notes: list[tuple[str, Note]]) -> None:
        """``notes``: each with the name of the file in a folder that it speaks of, "" where there is but one."""
        strips = [self._strip(source, note, name) for name, note in notes]
        for strip in strips[:NOTES_SHOWN]:
            card.add_strip(strip)
        card.add_more(strips[NOTES_SHOWN:])

    def _strip(self, source: Source, note: Note, name: str) -> Strip:
        text = note_text(note)
        if name:
            text = tr("{file}: {text}").format(file=name, text=text)
        if note.code == "other_sheets":
            return Strip("warning", text, tr("Choose the sheet…"), lambda: self._acts.change(source))
        if note.code == "dates_ambiguous":
            month_first = note.fields["order"] == "mdy"
            link = tr("The day comes first") if month_first else tr("The month comes first")
            return Strip(
                "warning", text, link, lambda: self._read_dates(source, "dmy" if month_first else "mdy")
            )
        if note.rows:
            return Strip("warning", text, tr("Show rows"), lambda: self._acts.show_rows(source, note))
        return Strip("warning", text)

    def _read_dates(self, source: Source, order: DateOrder) -> None:
        name = source.path.name
        self._document.read_dates(
            order, lambda: tr("read the dates of {file} differently").format(file=name), source
        )

    def _where(self, source: Source, file: ListFile | BounceFile) -> list[str]:
        """The file's name, and how it is read."""
        parts, reading = [source.path.name], file.reading
        if reading.sheet:
            parts.append(tr("sheet “{sheet}”").format(sheet=reading.sheet))
        elif reading.encoding and reading.format == "csv":
            parts.append(encoding_name(reading.encoding))
        if source.reading.dates not in (None, self._document.dates):
            parts.append(tr("day first") if source.reading.dates == "dmy" else tr("month first"))
        return parts
