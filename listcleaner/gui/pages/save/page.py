"""Save: where to, in which format, which files; then what was written. Never over an input."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLayout, QVBoxLayout, QWidget

from listcleaner import resources
from listcleaner.core.export.naming import planned_outputs
from listcleaner.gui.messages import error_text, note_text, open_path
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.pages.save.cards import Changes, Where, next_steps, placed
from listcleaner.gui.pages.save.files import FileList, by_part
from listcleaner.gui.parts.brake import BrakeQuestion
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, row, scrolled, stack
from listcleaner.gui.parts.widgets import Button, Icon, Strip
from listcleaner.gui.saver import Done
from listcleaner.gui.text import gap, here, moment, number, tr, word

BESIDE, UNBOUND = 316, 16_777_215  # width of what changes, beside the files; Qt's QWIDGETSIZE_MAX
ELSEWHERE = frozenset(
    {"output_not_writable", "output_in_use", "output_is_input", "disk_full"}
)  # another folder may do


class _Stop(Button):
    """Stands where the button to save was: the second half of a double click there does not stop what the first began."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class SavePage(Page):
    """Write."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.saver = desk.saver
        self._left: Done | None = None  # what she looks at no more, and may save once more
        self._strips = QVBoxLayout()
        self._strips.setContentsMargins(0, 0, 0, 8)
        self.brake = BrakeQuestion(self.document)
        self.brake.show_wanted.connect(lambda: self.go.emit("clean"))
        content = QWidget()
        content.setLayout(stack(self._make_columns(), None, margins=(0, 0, 0, 24)))
        self.setLayout(
            stack(
                stack(self._make_head(), 9, self._strips, self.brake, margins=(0, 0, 24, 0)),
                8, scrolled(content, gutter=24), margins=(24, 24, 0, 0),
            )
        )  # fmt: skip
        self.set_narrow(False)
        self.document.working.connect(self._allow)
        self.saver.changed.connect(self._follow)
        self.saver.progressed.connect(self._report)

    def _make_head(self) -> QLayout:
        self._title, self._subtitle = Label("title"), Label("subtitle")
        self._mark = Icon("check", "ok", 28, 56, round_=True)
        self._save = Button("", "primary", "download")
        self._save.clicked.connect(self.save)
        self._stop = _Stop(tr("Stop"))
        self._stop.clicked.connect(self.saver.stop)
        self._open = Button(tr("Open folder"), "primary", "folder-open")
        self._open.clicked.connect(self._open_folder)
        self._other = Button(tr("Start another list"))
        self._other.clicked.connect(self._start_over)
        titles = stack(self._title, self._subtitle, gap=4)
        return row(self._mark, titles, None, row(self._other, self._save, self._stop, self._open), gap=14)

    def _make_columns(self) -> QLayout:
        self._files_head, self._changes_head = Label("section"), Label("section")
        self._files, self._changes, self._where = FileList(), Changes(), Where()
        self._files.switched.connect(self._want)
        self._files.opened.connect(lambda path: open_path(self, path))
        self._where.folder_wanted.connect(self._choose)
        self._where.format_chosen.connect(self._set_format)
        left, self._right, self._below = QWidget(), QWidget(), stack(gap=16)
        left.setLayout(stack(self._files_head, 10, self._files, 10, self._where, stack(4, self._below), None))
        self._right.setLayout(stack(self._changes_head, 10, self._changes, None))
        self._columns = row(left, self._right, gap=20)
        self._columns.setStretch(0, 1)
        return self._columns

    # Showing

    def set_narrow(self, narrow: bool) -> None:
        sideways, downwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(downwards if narrow else sideways)
        self._right.setMaximumWidth(UNBOUND if narrow else BESIDE)
        self._right.setMinimumWidth(BESIDE)

    @property
    def folder_chosen(self) -> Path:
        """Where the files will go."""
        if self.saver.wish.folder is not None:
            return self.saver.wish.folder
        lists = self.document.result.lists
        first = lists[0].path.parent if lists else self.folder()
        if first.is_relative_to(resources.path("samples")) or not os.access(first, os.W_OK):
            first = self.folder()
        named = tr("Cleaned {date}")
        if first.name.startswith(named.partition("{")[0]):  # last month's: beside it, not in it
            first = first.parent
        return first / named.format(date=here(self.document.now).date().isoformat())

    def refresh(self, what: frozenset[str]) -> None:
        if self.document.plan is not None and what & {"plan", "analysis"}:
            self._show()

    def _show(self) -> None:
        shown, wish = self._shown, self.saver.wish
        outcome = shown.outcome if shown is not None else self.saver.outcome
        planned = planned_outputs(self.document.result.lists, self.folder_chosen, wish.format)
        files = by_part([file for file in planned if file.is_due(outcome.reviewed.get(file.list or 0, 0))])
        wanted = {part: paths for part, paths in files.items() if part not in wish.off}
        paths = [path for several in wanted.values() for path in several]
        lists = len(files["cleaned"])
        self._show_head(len(paths), lists)
        self._show_strips(paths)
        self._show_files(files, wanted, outcome.rows)
        self._where.show_folder(self.folder_chosen, self.saver.running)
        today = self.document.now.date()
        self._changes.show_counts(outcome.rows, lists, outcome.until, today)
        self._allow()
        emptied(self._below)
        if shown is not None:
            again, history = Button(tr("Save again…"), "link"), Button(tr("Open History"), "link")
            again.clicked.connect(lambda: self._look_again(True))
            history.clicked.connect(lambda: self.go.emit("history"))
            known = moment(here(shown.at), today) if shown.remembered else ""
            self._below.addWidget(placed(shown.folder, again, known, history))
            self._below.addWidget(next_steps(lists, outcome.rows["review"]))

    def _allow(self) -> None:
        """Not while the plan is another than she sees."""
        self._save.setEnabled(self.saver.ready)

    def _show_head(self, many: int, lists: int) -> None:
        """Title, buttons and headings: before, during and after. ``many``: files of so many ``lists``."""
        title, subtitle = {
            "": (
                tr("Save"),
                tr("%Ln new file(s) will be written. Your original files stay as they are.", "", many),
            ),
            "running": (tr("Saving…"), tr("You can keep working in other programs.")),
            "done": (
                tr("Done. Your cleaned list(s) are ready.", "", lists),
                tr(
                    "Use the cleaned file(s) for your next send. Your original files are unchanged.",
                    "",
                    lists,
                ),
            ),
        }[self.state]
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._save.setText(tr("Save %Ln file(s)", "", many))
        before, running, done = (self.state == state for state in ("", "running", "done"))
        self._save.setVisible(before)
        self._stop.setVisible(running)
        for widget in (self._mark, self._open, self._other):
            widget.setVisible(done)
        self._where.setVisible(not done)
        self._files_head.setText(tr("What will be written") if before else tr("New files"))
        self._changes_head.setText(tr("What changed") if done else tr("What will change"))

    def _show_strips(self, wanted: list[Path]) -> None:
        """What went wrong, what would be replaced, and the brake's question."""
        emptied(self._strips)
        done, failure = self.saver.done, self.saver.failure
        for file in self._shown.files if self._shown is not None else ():
            for note in file.notes:
                self._strips.addWidget(Strip("warning", note_text(note)))
        if left_out := [one.source.path.name for one in self.document.result.problems]:
            told = tr(
                "%Ln file(s) could not be used, and are not in what is saved: {files}.", "", len(left_out)
            )
            files, link = tr(", ").join(left_out), tr("Go to your files")
            self._strips.addWidget(
                Strip("warning", told.format(files=files), link, lambda: self.go.emit("files"))
            )
        if failure is not None and failure.code.startswith("ledger_"):
            link = tr("Save without the history")
            self._strips.addWidget(Strip("error", error_text(failure), link, self._save_unremembered))
        elif failure is not None:
            link = tr("Choose folder…") if failure.code in ELSEWHERE else ""
            self._strips.addWidget(Strip("error", error_text(failure), link, self._choose))
        if self.saver.stopped and self.state == "":
            self._strips.addWidget(Strip("ok", tr("Stopped. Nothing was written.")))
        if self.state == "" and done is not None:
            told = tr("Saved {time}").format(time=f"{here(done.at):%H:%M}")
            link = tr("Show what was written")
            self._strips.addWidget(Strip("ok", told, link, lambda: self._look_again(False)))
        # os.path.exists, which never raises
        if self.state == "" and failure is None and (there := sum(map(os.path.exists, wanted))):
            told = tr("%Ln file(s) of the same name in this folder will be replaced.", "", there)
            self._strips.addWidget(Strip("warning", told))
        if self.state == "":
            self.brake.refresh()
        else:
            self.brake.hide()

    def _show_files(
        self, files: dict[str, list[Path]], wanted: dict[str, list[Path]], there: dict[str, int]
    ) -> None:
        rows = there | {"cleaned": there["kept"]}
        if self._shown is not None:
            self._files.show_done(by_part(self._shown.files), rows)
        elif self.saver.running:
            self._files.show_running(wanted, rows)
        else:
            self._files.show_planned(files, rows, self.saver.wish.off)

    def invite(self) -> None:
        """By keyboard, the next press saves."""
        self._save.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def press(self) -> None:
        """The button that saves, where it is there and can be pressed."""
        if self._save.isVisible():
            self._save.click()

    # Choosing

    def _want(self, part: str, on: bool) -> None:
        self.saver.wish.off.discard(part) if on else self.saver.wish.off.add(part)
        self._show()

    def _set_format(self, value: object) -> None:
        self.saver.wish.format = value if isinstance(value, str) else None
        self._show()

    def _choose(self) -> None:
        start = self.folder_chosen
        start = start if start.is_dir() else start.parent
        name = QFileDialog.getExistingDirectory(self, tr("Choose folder"), str(start))
        if name:
            self.use_folder(Path(name))

    def use_folder(self, folder: Path) -> None:
        """Saves to this folder."""
        self.saver.wish.folder = folder
        self._show()

    # Writing

    @property
    def state(self) -> str:
        """``running``, ``done`` or ``""``: what the page shows."""
        return "running" if self.saver.running else "done" if self._shown is not None else ""

    @property
    def _shown(self) -> Done | None:
        """What was written, as long as she looks at it."""
        return None if self.saver.running or self.saver.done is self._left else self.saver.done

    def save(self) -> None:
        """Writes the files."""
        self._left = self.saver.done
        self.saver.save(self.folder_chosen)

    def _report(self, step: str, done: int, total: int) -> None:
        if step == "writing":
            told = tr("{done} of {all} rows.").format(done=number(done), all=number(total))
        else:
            told = word(f"step.{step}")
        self._subtitle.setText(told + gap() + tr("You can keep working in other programs."))
        self._files.show_progress(step, done / total if total else 0)

    def _follow(self) -> None:
        """Writing began, or is over."""
        done = self.saver.done
        if done is not None and not self.saver.running:
            self.desk.settings.folder = done.folder.parent
        if self.document.plan is not None:
            self._show()

    # Afterwards

    def _look_again(self, again: bool) -> None:
        """``again``: once more, perhaps to another folder or in another format; else back to what was written."""
        self._left = self.saver.done if again else None
        self._show()

    def _start_over(self) -> None:
        self.document.start_over(lambda: tr("start another list"))
        self.go.emit("files")

    def _save_unremembered(self) -> None:
        """The ledger stands in the way: this once it is left out, and the banner says so."""
        if self.saver.failure is not None:
            self.document.memory.do_without(self.saver.failure)
            self.save()

    def _open_folder(self) -> None:
        if self._shown is not None:
            open_path(self, self._shown.folder)
