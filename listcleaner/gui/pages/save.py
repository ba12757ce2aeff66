"""Save: where to, in which format, which files; then what was written. Never over an input."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from listcleaner import resources
from listcleaner.core.errors import UserError
from listcleaner.core.export.naming import PlannedFile, planned_outputs
from listcleaner.core.export.write import RunStamp, export
from listcleaner.core.progress import Progress
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.gui.brake import BrakeQuestion
from listcleaner.gui.document import utc_now
from listcleaner.gui.jobs import Job
from listcleaner.gui.layouts import emptied, framed, row, scrolled, stack
from listcleaner.gui.messages import error_text
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.saving import afterwards, change_line, less, open_path
from listcleaner.gui.text import day, number, short_path, tr, word, wording
from listcleaner.gui.widgets import Button, Choice, Elided, Icon, Label, Strip, Switch

PARTS = ("cleaned", "removed", "suspended", "review", "log")
LOOKS = {
    "cleaned": ("file-check", "ok"),
    "removed": ("circle-x", "hard"),
    "suspended": ("circle-pause", "suspended"),
    "review": ("shield-alert", "blocked"),
    "log": ("file-text", "hard"),
}


@dataclass(frozen=True)
class Done:
    """What was written."""

    files: tuple[Path, ...]
    folder: Path


class SavePage(Page):
    """Write."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._folder: Path | None = None
        self._format: str | None = None
        self._off: set[str] = set()
        self._job: Job[tuple[Path, ...]] | None = None
        self._done: Done | None = None
        self._failure: UserError | None = None
        self._title, self._subtitle = Label("title"), Label("subtitle")
        self._mark = Icon("check", "ok", 28, 52, round_=True)
        self._save = Button("", "primary", "download")
        self._save.clicked.connect(self.save)
        self._open = Button(tr("Open folder"), "primary", "folder-open")
        self._open.clicked.connect(self._open_folder)
        self._again = Button(tr("Save again…"))
        self._again.clicked.connect(self._begin_again)
        self._other = Button(tr("Start another list"))
        self._other.clicked.connect(self._start_over)
        self._stop = Button(tr("Stop"))
        self._stop.clicked.connect(self.stop)
        head = row(
            self._mark,
            stack(self._title, self._subtitle, gap=4),
            None,
            self._save,
            row(self._other, self._again, self._open),
            gap=14,
        )
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = Label("caption")
        self._strips = QVBoxLayout()
        self._strips.setContentsMargins(0, 0, 0, 8)
        self.brake = BrakeQuestion(self.document)
        self.brake.show_wanted.connect(lambda: self.go.emit("clean"))
        self._files_head = Label("section")
        self._files = QVBoxLayout()
        self._changes_head = Label("section")
        self._changes = QVBoxLayout()
        files, changes = framed("card"), framed("card")
        self._files.setSpacing(0)
        self._files.setContentsMargins(0, 0, 0, 0)
        files.setLayout(self._files)
        self._changes.setSpacing(8)
        self._changes.setContentsMargins(18, 14, 18, 14)
        changes.setLayout(self._changes)
        left = QWidget()
        self._where = self._make_where()
        left.setLayout(stack(self._files_head, 10, files, 10, self._where, None))
        self._right = QWidget()
        self._right.setLayout(stack(self._changes_head, 10, changes, None))
        self._columns = row(left, self._right, gap=20)
        self._columns.setStretch(0, 1)
        self._below = stack(gap=0)
        content = QWidget()
        content.setLayout(stack(self._columns, self._below, None, margins=(0, 0, 0, 24)))
        progress = QWidget()
        # Not where the button to save was: a double click there would stop what it began.
        line = row(self._bar, self._stop, gap=12)
        line.setStretch(0, 1)
        progress.setLayout(stack(line, 4, self._step))
        self._progress = progress
        self.setLayout(
            stack(head, 14, progress, self._strips, self.brake, 8, scrolled(content), margins=(24, 22, 24, 0))
        )
        self.set_narrow(False)

    def _make_where(self) -> QWidget:
        self._place = Elided("name", middle=True)
        choose = Button(tr("Choose folder…"))
        choose.clicked.connect(self._choose)
        formats: dict[object, str] = {
            None: tr("Same as my list"),
            "xlsx": tr("Excel (.xlsx)"),
            "csv": tr("Text (.csv)"),
        }
        self._formats = Choice(tr("File format"), small=False)
        self._formats.offer(formats, None)
        self._formats.chosen.connect(self._set_format)
        card = framed("card")
        names = stack(Label("caption", tr("Save in")), self._place)
        line = row(Icon("folder", "accent", 20), names, choose, gap=12)
        line.setStretch(1, 1)
        second = row(
            Icon("file-spreadsheet", "accent", 20),
            Label("name", tr("File format")),
            None,
            self._formats,
            gap=12,
        )
        card.setLayout(stack(line, framed("line"), second, gap=12, margins=(16, 12, 16, 12)))
        return card

    # Showing

    def set_narrow(self, narrow: bool) -> None:
        self._right.setFixedWidth(264 if narrow else 316)

    @property
    def folder_chosen(self) -> Path:
        """Where the files will go."""
        if self._folder is not None:
            return self._folder
        lists = self.document.result.lists
        first = lists[0].path.parent if lists else self.folder()
        if first.is_relative_to(resources.path("samples")) or not os.access(first, os.W_OK):
            first = self.folder()
        today = self.document.now.date().isoformat()
        return first / tr("Cleaned {date}").format(date=today)

    def refresh(self, what: frozenset[str]) -> None:
        if what & {"sources", "rules", "decisions"} and self._job is None:
            self._done = self._failure = None
        if self.document.plan is not None and what & {"plan", "analysis"}:
            self._show()

    def _show(self) -> None:
        running, done = self._job is not None, self._done is not None
        there = self._counts()
        planned = self._planned()
        wanted = [file for file in planned if file.part not in self._off]
        if running:
            self._title.setText(tr("Saving…"))
            self._subtitle.setText(tr("You can keep working in other programs."))
        elif done:
            self._title.setText(tr("Done. Your cleaned list is ready."))
            self._subtitle.setText(
                tr("Use the cleaned file for your next send. Your original files are unchanged.")
            )
        else:
            self._title.setText(tr("Save"))
            self._subtitle.setText(
                tr("%Ln new file(s) will be written. Your original files stay as they are.", "", len(wanted))
            )
        self._mark.setVisible(done)
        self._save.setVisible(not running and not done)
        self._save.setText(tr("Save %Ln file(s)", "", len(wanted)))
        for button in (self._open, self._again, self._other):
            button.setVisible(done)
        self._stop.setVisible(running)
        self._progress.setVisible(running)
        self._where.setEnabled(not running)
        self._where.setVisible(not done)
        self._place.set_whole(short_path(self.folder_chosen))
        self._files_head.setText(tr("New files") if done or running else tr("What will be written"))
        self._changes_head.setText(tr("What changed") if done else tr("What will change"))
        emptied(self._strips)
        if self._failure is not None:
            self._strips.addWidget(Strip("error", error_text(self._failure)))
        elif not running and not done:
            there_already = sum(file.path.exists() for file in wanted)
            if there_already:
                told = tr("%Ln file(s) of the same name in this folder will be replaced.", "", there_already)
                self._strips.addWidget(Strip("warning", told))
        if running or done:
            self.brake.hide()
        else:
            self.brake.refresh()
        brake = self.document.plan.brake if self.document.plan is not None else None
        self._save.setEnabled(brake is None and not self.document.busy)
        self._show_files(planned, there)
        self._show_changes(there)
        emptied(self._below)
        if done and self._done is not None:
            self._below.addWidget(afterwards(self._done.folder, there))

    def _counts(self) -> dict[str, int]:
        plan = self.document.plan
        assert plan is not None
        kept, out = int(np.sum(plan.action == KEEP)), int(np.sum(plan.action == REMOVE))
        suspended = int(np.sum(plan.action == SUSPEND))
        return {
            "all": len(plan.action),
            "cleaned": kept,
            "removed": out,
            "suspended": suspended,
            "review": int(np.sum(plan.review)),
            "log": out + suspended,
            "corrected": len(self.document.session.decisions.corrections),
        }

    def _planned(self) -> list[PlannedFile]:
        lists = self.document.result.lists
        planned = planned_outputs(lists, self.folder_chosen, self._format)
        there = self._counts()
        planned = [file for file in planned if file.part != "review" or there["review"]]
        return sorted(planned, key=lambda file: (PARTS.index(file.part), file.list or 0))

    def _show_files(self, planned: list[PlannedFile], there: dict[str, int]) -> None:
        emptied(self._files)
        written = {path.name for path in self._done.files} if self._done else set()
        for place, part in enumerate(dict.fromkeys(file.part for file in planned)):
            paths = [file.path for file in planned if file.part == part]
            if self._done and not any(path.name in written for path in paths):
                continue
            if place:
                self._files.addWidget(framed("line"))
            self._files.addWidget(self._file_row(part, paths, there[part]))

    def _file_row(self, part: str, paths: list[Path], count: int) -> QWidget:
        texts = {
            "cleaned": (tr("Same columns and order as your list"), tr("row(s)", "", count)),
            "removed": (tr("The rows taken out, unchanged"), tr("removed")),
            "suspended": (tr("At rest; they can come back later"), tr("suspended")),
            "review": (tr("Still on your list until you decide"), tr("to review")),
            "log": (tr("Who was taken out, why, and the server’s own words"), tr("row(s)", "", count)),
        }
        icon, tone = LOOKS[part]
        title = paths[0].name + (tr(" and %Ln more", "", len(paths) - 1) if len(paths) > 1 else "")
        names = stack(Elided("file", title, middle=True), Elided("second", texts[part][0]), gap=3)
        figure = QWidget()
        figure.setFixedWidth(92)
        figure.setLayout(stack(Label("figure", number(count)), Label("caption", texts[part][1]), gap=2))
        line = row(Icon(icon, tone, 22, 44), names, figure, gap=14, margins=(16, 12, 16, 12))
        line.setStretch(1, 1)
        if self._done is not None:
            line.addWidget(Icon("circle-check", "ok", 18))
            button = Button(tr("Open"))
            button.setAccessibleName(tr("Open {file}").format(file=paths[0].name))
            button.clicked.connect(lambda: open_path(paths[0]))
            line.addWidget(button)
        elif self._job is None:
            switch = Switch(tr("Write {file}").format(file=paths[0].name))
            switch.set_on(part not in self._off)
            switch.setEnabled(part != "cleaned")
            switch.clicked.connect(lambda on: self._want(part, on))
            line.addWidget(switch)
        widget = QWidget()
        widget.setLayout(line)
        return widget

    def _show_changes(self, there: dict[str, int]) -> None:
        emptied(self._changes)
        pause = self.document.session.rules["soft"].param("pause_days")
        until = day(self.document.now.date() + timedelta(days=pause), self.document.now.date())
        self._changes.addWidget(
            change_line("users", "text2", tr("On your list before"), number(there["all"]))
        )
        self._changes.addWidget(change_line("circle-x", "hard", tr("Removed"), less(there["removed"])))
        suspended = tr("Suspended until {date}").format(date=until)
        self._changes.addWidget(change_line("circle-pause", "suspended", suspended, less(there["suspended"])))
        self._changes.addWidget(framed("line"))
        cleaned = change_line(
            "circle-check", "ok", tr("On your cleaned list"), number(there["cleaned"]), strong=True
        )
        self._changes.addWidget(cleaned)
        if there["corrected"]:
            self._changes.addWidget(
                change_line("spell-check", "ok", tr("of these were corrected"), number(there["corrected"]))
            )
        if there["review"]:
            self._changes.addWidget(
                change_line("shield-alert", "blocked", tr("of these wait for you"), number(there["review"]))
            )

    # Choosing

    def _want(self, part: str, on: bool) -> None:
        self._off.discard(part) if on else self._off.add(part)
        self._show()

    def _set_format(self, value: object) -> None:
        self._format = value if isinstance(value, str) else None
        self._show()

    def _choose(self) -> None:
        start = self.folder_chosen
        start = start if start.is_dir() else start.parent
        name = QFileDialog.getExistingDirectory(self, tr("Choose folder"), str(start))
        if name:
            self.use_folder(Path(name))

    def use_folder(self, folder: Path) -> None:
        """Saves to this folder."""
        self._folder = folder
        self._show()

    # Writing

    @property
    def state(self) -> str:
        """``running``, ``done`` or ``""``: for the rail."""
        return "running" if self._job is not None else "done" if self._done is not None else ""

    def save(self) -> None:
        """Writes the files, in the worker."""
        result, session = self.document.result, self.document.session
        analysis, plan = result.analysis, result.plan
        if analysis is None or plan is None or plan.brake is not None or self._job is not None:
            return
        folder, stamp, how = self.folder_chosen, RunStamp.at(utc_now()), wording()
        parts = tuple(part for part in PARTS if part not in self._off)

        def work(progress: Progress) -> tuple[Path, ...]:
            written = export(
                analysis, plan, result.lists, folder,
                wording=how, rules=session.rules, run=stamp, format=self._format, parts=parts,
                corrections=session.decisions.corrections, inputs=tuple(source.path for source in session.sources),
                progress=progress,
            )  # fmt: skip
            return tuple(file.path for file in written)

        self._failure = None
        job = self.desk.jobs.start(
            work, lambda paths: self._saved(Done(paths, folder)), self._failed, self._stopped, self._report
        )
        if not job.over:
            self._job = job
            self._bar.setRange(0, 0)
            self._step.setText(word("step.writing"))
            self._show()
            self.document.changed.emit(frozenset({"saving"}))

    def _report(self, step: str, done: int, total: int | None = None) -> None:
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        self._step.setText(word(f"step.{step}") + (" " + tr("%Ln row(s)", "", done) if done else ""))

    def stop(self) -> None:
        """Stops writing; what is half-written is taken away."""
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._show()
        self.document.changed.emit(frozenset({"saving"}))

    def _saved(self, done: Done) -> None:
        self._done = done
        self.desk.settings.folder = done.folder.parent
        self._end()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._failure = error
        else:
            self.desk.jobs.on_failure(error)
        self._end()

    def _stopped(self) -> None:
        self._end()

    def _begin_again(self) -> None:
        """Once more, perhaps to another folder or in another format."""
        self._done = None
        self._show()
        self.document.changed.emit(frozenset({"saving"}))

    def _start_over(self) -> None:
        self.document.start_over(lambda: tr("start another list"))
        self.go.emit("files")

    def _open_folder(self) -> None:
        if self._done is not None:
            open_path(self._done.folder)
