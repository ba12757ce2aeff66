"""Save: where to, in which format, which files; then what was written. Never over an input."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLayout, QProgressBar, QVBoxLayout, QWidget

from listcleaner import resources
from listcleaner.core.errors import UserError
from listcleaner.core.export.naming import planned_outputs
from listcleaner.core.export.write import RunStamp, WrittenFile, export
from listcleaner.core.progress import Progress
from listcleaner.core.session import Session
from listcleaner.gui.document import utc_now
from listcleaner.gui.jobs import Job
from listcleaner.gui.messages import error_text, note_text
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.parts.brake import BrakeQuestion
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, row, scrolled, stack
from listcleaner.gui.parts.saving import PARTS, Changes, FileList, Where, afterwards, by_part, open_path
from listcleaner.gui.parts.sentence import counts
from listcleaner.gui.parts.widgets import Button, Icon, Strip
from listcleaner.gui.text import here, moment, tr, word, wording


@dataclass(frozen=True)
class Done:
    """What was written, and when (naive, UTC). ``remembered``: it is in the history as of that moment."""

    files: tuple[WrittenFile, ...]
    folder: Path
    at: datetime
    remembered: bool


class SavePage(Page):
    """Write."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._folder: Path | None = None
        self._format: str | None = None
        self._off: set[str] = set()
        self._job: Job[tuple[WrittenFile, ...]] | None = None
        self._done: Done | None = None
        self._failure: UserError | None = None
        self._strips = QVBoxLayout()
        self._strips.setContentsMargins(0, 0, 0, 8)
        self.brake = BrakeQuestion(self.document)
        self.brake.show_wanted.connect(lambda: self.go.emit("clean"))
        self._below = stack()
        content = QWidget()
        content.setLayout(stack(self._make_columns(), self._below, None, margins=(0, 0, 0, 24)))
        self.setLayout(
            stack(
                stack(
                    self._make_head(), 14, self._make_progress(), self._strips, self.brake, margins=(0, 0, 24, 0)
                ),
                8, scrolled(content, gutter=24), margins=(24, 22, 0, 0),
            )
        )  # fmt: skip
        self.set_narrow(False)

    def _make_head(self) -> QLayout:
        self._title, self._subtitle = Label("title"), Label("subtitle")
        self._mark = Icon("check", "ok", 28, 52, round_=True)
        self._save = Button("", "primary", "download")
        self._save.clicked.connect(self.save)
        self._open = Button(tr("Open folder"), "primary", "folder-open")
        self._open.clicked.connect(self._open_folder)
        self._log = Button(tr("Open log"), icon="file-text")
        self._log.clicked.connect(self._open_log)
        titles = stack(self._title, self._subtitle, gap=4)
        return row(self._mark, titles, None, row(self._log, self._save, self._open), gap=14)

    def _make_progress(self) -> QWidget:
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = Label("caption")
        # Not where the button to save was: a double click there would stop what it began.
        self._stop = Button(tr("Stop"))
        self._stop.clicked.connect(self.stop)
        line = row(self._bar, self._stop, gap=12)
        line.setStretch(0, 1)
        self._progress = QWidget()
        self._progress.setLayout(stack(line, 4, self._step))
        return self._progress

    def _make_columns(self) -> QLayout:
        self._files_head, self._changes_head = Label("section"), Label("section")
        self._files, self._changes, self._where = FileList(), Changes(), Where()
        self._files.switched.connect(self._want)
        self._where.folder_wanted.connect(self._choose)
        self._where.format_chosen.connect(self._set_format)
        left, self._right = QWidget(), QWidget()
        left.setLayout(stack(self._files_head, 10, self._files, 10, self._where, None))
        self._right.setLayout(stack(self._changes_head, 10, self._changes, None))
        columns = row(left, self._right, gap=20)
        columns.setStretch(0, 1)
        return columns

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
        plan = self.document.plan
        assert plan is not None
        there = counts(plan, len(self.document.session.decisions.corrections))
        planned = planned_outputs(self.document.result.lists, self.folder_chosen, self._format)
        files = by_part([file for file in planned if file.is_due(there["review"])])
        wanted = [path for part, paths in files.items() if part not in self._off for path in paths]
        self._show_head(len(wanted))
        self._show_strips(wanted)
        self._show_files(files, there)
        self._where.show_folder(self.folder_chosen)
        pause = timedelta(days=self.document.session.rules["soft"].param("pause_days"))
        today = self.document.now.date()
        self._changes.show_counts(there, today + pause, today)
        self._save.setEnabled(plan.brake is None and not self.document.busy)
        emptied(self._below)
        if self._done is not None:
            again, other = Button(tr("Save again…")), Button(tr("Start another list"))
            again.clicked.connect(self._begin_again)
            other.clicked.connect(self._start_over)
            look = Button(tr("Open History"), "link")
            look.clicked.connect(lambda: self.go.emit("history"))
            known = moment(here(self._done.at), today) if self._done.remembered else ""
            self._below.addWidget(afterwards(self._done.folder, known, there["review"], look, (again, other)))

    def _show_head(self, many: int) -> None:
        """Title, buttons and headings: before, during and after."""
        title, subtitle = {
            "": (
                tr("Save"),
                tr("%Ln new file(s) will be written. Your original files stay as they are.", "", many),
            ),
            "running": (tr("Saving…"), tr("You can keep working in other programs.")),
            "done": (
                tr("Done. Your cleaned list is ready."),
                tr("Use the cleaned file for your next send. Your original files are unchanged."),
            ),
        }[self.state]
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._save.setText(tr("Save %Ln file(s)", "", many))
        before, running, done = (self.state == state for state in ("", "running", "done"))
        self._save.setVisible(before)
        self._progress.setVisible(running)
        for widget in (self._mark, self._open):
            widget.setVisible(done)
        self._log.setVisible(self._log_file is not None)
        self._where.setEnabled(not running)
        self._where.setVisible(not done)
        self._files_head.setText(tr("What will be written") if before else tr("New files"))
        self._changes_head.setText(tr("What changed") if done else tr("What will change"))

    def _show_strips(self, wanted: list[Path]) -> None:
        """What went wrong, what would be replaced, and the brake's question."""
        emptied(self._strips)
        for file in self._done.files if self._done is not None else ():
            for note in file.notes:
                self._strips.addWidget(Strip("warning", note_text(note)))
        if self._failure is not None and self._failure.code.startswith("ledger_"):
            link = tr("Save without the history")
            strip = Strip("error", error_text(self._failure), link, self._save_unremembered)
            self._strips.addWidget(strip)
        elif self._failure is not None:
            self._strips.addWidget(Strip("error", error_text(self._failure)))
        elif self.state == "" and (there := sum(path.exists() for path in wanted)):
            told = tr("%Ln file(s) of the same name in this folder will be replaced.", "", there)
            self._strips.addWidget(Strip("warning", told))
        if self.state == "":
            self.brake.refresh()
        else:
            self.brake.hide()

    def _show_files(self, files: dict[str, list[Path]], there: dict[str, int]) -> None:
        rows = there | {"cleaned": there["kept"], "log": there["removed"] + there["suspended"]}
        if self._done is not None:
            written = {file.path.name for file in self._done.files}
            self._files.show_done(
                {part: paths for part, paths in files.items() if written & {path.name for path in paths}},
                rows,
            )
        elif self._job is not None:
            self._files.show_running(files, rows)
        else:
            self._files.show_planned(files, rows, self._off)

    def invite(self) -> None:
        """By keyboard, the next press saves."""
        self._save.setFocus(Qt.FocusReason.ShortcutFocusReason)

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

    @property
    def saved_at(self) -> datetime | None:
        """When it was written (naive, UTC); None: it is not, or no longer."""
        return self._done.at if self._done is not None else None

    def save(self) -> None:
        """Writes the files, in the worker."""
        result, session = self.document.result, self.document.session
        analysis, plan = result.analysis, result.plan
        if analysis is None or plan is None or plan.brake is not None or self._job is not None:
            return
        folder, stamp, how = self.folder_chosen, RunStamp.at(utc_now()), wording()
        parts = tuple(part for part in PARTS if part not in self._off)
        inputs = [source.path for source in session.sources]
        inputs += [place for place in (self.document.memory.place,) if place]

        memory = self.document.memory
        remembered = memory.remembers(session)

        def work(progress: Progress) -> tuple[WrittenFile, ...]:
            with memory.recording(session, result, stamp.id, stamp.moment) as sealing:
                written = export(
                    analysis, plan, result.lists, folder,
                    wording=how, rules=session.rules, run=stamp, format=self._format, parts=parts,
                    corrections=session.decisions.corrections, inputs=inputs, progress=progress, sealing=sealing,
                )  # fmt: skip
            return tuple(written)

        self._failure = None
        job = self.desk.jobs.start(
            work,
            lambda files: self._saved(session, Done(files, folder, stamp.moment, remembered)),
            self._failed,
            self._end,
            self._report,
        )
        if not job.over:
            self._job = job
            self._bar.setRange(0, 0)
            self._step.setText(word("step.writing"))
            self._tell()

    def _report(self, step: str, done: int, total: int | None = None) -> None:
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        self._step.setText(word(f"step.{step}") + (" " + tr("%Ln row(s)", "", done) if done else ""))

    def stop(self) -> None:
        """Stops writing; what is half-written is taken away."""
        if self._job is not None:
            self._job.cancel()

    def _tell(self) -> None:
        """The state is another: here, and in the rail."""
        self._show()
        self.document.changed.emit(frozenset({"saving"}))

    def _end(self) -> None:
        self._job = None
        self._tell()

    def _saved(self, session: Session, done: Done) -> None:
        self._done = done
        self.document.saved(session)
        self.desk.settings.folder = done.folder.parent
        self._end()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._failure = error
        else:
            self.desk.jobs.on_failure(error)
        self._end()

    # Afterwards

    def _begin_again(self) -> None:
        """Once more, perhaps to another folder or in another format."""
        self._done = None
        self._tell()

    def _start_over(self) -> None:
        self.document.start_over(lambda: tr("start another list"))
        self.go.emit("files")

    @property
    def _log_file(self) -> Path | None:
        files = self._done.files if self._done is not None else ()
        return next((file.path for file in files if file.part == "log"), None)

    def _open_log(self) -> None:
        if self._log_file is not None:
            open_path(self._log_file)

    def _save_unremembered(self) -> None:
        """The ledger stands in the way: this once it is left out, and the banner says so."""
        if self._failure is not None:
            self.document.memory.do_without(self._failure)
            self.save()

    def _open_folder(self) -> None:
        if self._done is not None:
            open_path(self._done.folder)
