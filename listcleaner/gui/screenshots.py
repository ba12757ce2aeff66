"""Pictures of every page with the sample data, in both languages and looks; needs no screen."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from listcleaner.core import samples
from listcleaner.core.errors import UserError
from listcleaner.gui.app import Application
from listcleaner.gui.dialogs.forget import ForgetDialog
from listcleaner.gui.dialogs.undo_run import UndoDialog
from listcleaner.gui.document import utc_now
from listcleaner.gui.look.theme import Scheme
from listcleaner.gui.main_window import MainWindow
from listcleaner.gui.opening import make_app
from listcleaner.gui.settings import Settings
from listcleaner.gui.text import here, tr

WAIT = 60_000  # milliseconds the samples may take


def take(folder: Path, language: str | None = None, look: Scheme | None = None) -> int:
    """Saves the pictures, in one language and look or in all; returns 0, or 1 when one could not be written or the samples
    could not be read.
    """
    app = make_app()
    folder.mkdir(parents=True, exist_ok=True)
    looks: tuple[Scheme, ...] = (look,) if look else ("light", "dark")
    good = True
    for spoken in [language] if language else ["en", "zh_CN"]:
        for look in looks:
            settings = Settings()
            settings.language, settings.theme = spoken, look
            with TemporaryDirectory() as place:
                settings.ledger = Path(place) / "ledger.sqlite"
                whole = Application(app, settings)
                for name, widget in _scenes(whole, Path(place)):
                    good &= widget.grab().save(str(folder / f"{name}-{spoken}-{look}.png"))
                good &= whole.document.plan is not None
                whole.close()
            whole.window.setProperty("quiet", True)
            whole.window.close()
            whole.window.deleteLater()
    app.processEvents()
    return 0 if good else 1


def _scenes(whole: Application, place: Path) -> Iterator[tuple[str, QWidget]]:
    window = whole.window
    window.resize(1280, 800)
    window.show()
    settle()
    yield "1-files-empty", window
    window.files.set_hovered([Path(f"{place}.csv") for place in range(5)])
    settle()
    yield "1-files-drag", window
    window.files.set_hovered([Path("photo.jpg")])
    settle()
    yield "1-files-refused", window
    window.files.set_hovered(())
    window.open_samples()
    _wait(whole)
    settle()
    yield "2-files", window
    yield from _mapping(whole)
    window.go("addresses")
    window.addresses.show_example()
    settle()
    yield "3-addresses", window
    menu = window.addresses.ask_columns()
    settle()
    yield "3-addresses-columns", menu
    menu.close()
    window.go("health")
    settle()
    yield "4-health", window
    yield from _cleaning(window)
    yield from _setting_rules(whole)
    yield from _saving(whole)
    for page in ("settings", "help", "history"):
        window.go(page)
        _wait(whole)
        settle()
        yield f"7-{page}", window
    window.resize(1024, 700)
    for name in ("files", "addresses", "health", "clean", "save"):
        window.go(name)
        settle()
        yield f"8-small-{name}", window
    yield from _wrong_file(whole)
    window.resize(1280, 800)
    yield from _asking(whole, place)
    yield from _remembering(whole, place)


def _mapping(whole: Application) -> Iterator[tuple[str, QWidget]]:
    """How the Chinese bounce file is read."""
    sources = whole.document.session.sources
    dialog = whole.window.dialogs.asking(next(one for one in sources if one.path.name.startswith("3-")))
    _wait(whole)
    settle()
    yield "2-files-change", dialog
    dialog.deleteLater()


def _cleaning(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The tabs, and the brake's question."""
    window.go("clean")
    for tab in ("removed", "corrections", "review"):
        window.clean.tabs.choose(tab)
        settle()
        yield f"5-clean-{tab}", window
    window.clean.tabs.choose("removed")
    window.clean.grid.row_acted.emit(int(window.clean.grid.grid_model().order[0]), "act")
    settle()
    yield "5-clean-kept", window
    window.document.undo()
    rules = window.document.session.rules
    window.document.set_rules(replace(rules, brake_percent=5), str)
    settle()
    yield "5-clean-brake", window
    window.document.undo()


def _setting_rules(whole: Application) -> Iterator[tuple[str, QWidget]]:
    """The menu of rules and its dialogs."""
    clean = whole.window.clean
    menu = clean.menu.ask()
    settle()
    yield "5-clean-menu", menu
    menu.close()
    comparison = clean.ask_comparison()
    _wait(whole)
    comparison.rules.setCurrentIndex(comparison.rules.grid_model().index(2, 0))
    for name, dialog in {
        "5-clean-comparison": comparison,
        "5-clean-limits": clean.ask_rule("soft"),
        "5-clean-counting": clean.ask_general(),
    }.items():
        settle()
        yield name, dialog
        dialog.reject()


def _saving(whole: Application) -> Iterator[tuple[str, QWidget]]:
    """Before, during and after."""
    window, save = whole.window, whole.window.save
    window.go("save")
    save.use_folder(Path.home() / tr("Documents") / tr("Newsletter"))
    settle()
    yield "6-save", window
    with TemporaryDirectory() as folder:
        save.use_folder(Path(folder) / tr("Newsletter"))
        save.save()
        whole.saver.progressed.emit("logging", 50, 84)  # as it reports, slowed down
        # Of the widgets alone: with all events through, the 1,800 rows are saved, and the page is half changed.
        for _ in range(2):
            for widget in [window, *window.findChildren(QWidget)]:
                QApplication.sendPostedEvents(widget)
        yield "6-save-progress", window
        _wait(whole)
        settle()
        yield "6-save-done", window


def _wrong_file(whole: Application) -> Iterator[tuple[str, QWidget]]:
    """A file without addresses among the others."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "prices.csv"
        path.write_text("item,price\ntea,3\ncups,5\n", encoding="utf-8")
        whole.window.add_files([path])
        _wait(whole)
        settle()
        yield "9-wrong-file", whole.window


def _asking(whole: Application, place: Path) -> Iterator[tuple[str, QWidget]]:
    """Files that leave something open."""
    texts = {
        "members.csv": "email,name\nanna@example.com,Anna\nben@example.com,Ben\n",
        "bounced.csv": "Email Address,Bounce Type\nanna@example.com,Soft\n",
        "report.csv": "email,bounce type,bounced at\nanna@example.com,soft,05/04/2026\nben@example.com,soft,06/04/2026\n",
    }
    for name, text in texts.items():
        (place / name).write_text(text, encoding="utf-8")
    whole.document.start_over(str)
    whole.window.add_files(place / name for name in texts)
    _wait(whole)
    settle()
    yield "2-files-asking", whole.window


def _remembering(whole: Application, place: Path) -> Iterator[tuple[str, QWidget]]:
    """Two months of the tea shop, of which the samples themselves leave no trace; then a history that cannot be used."""
    window, document, memory = whole.window, whole.document, whole.document.memory
    list_, *bounces = (source.path for source in samples.session().sources)
    for month, given in (("1", bounces[:2]), ("2", bounces)):
        document.start_over(str)
        window.add_files(Path(shutil.copy(path, place)) for path in (list_, *given))
        _wait(whole)
        assert document.overview is not None
        document.protect(document.overview.reachable(np.array([3, 5])), str)
        window.save.use_folder(place / month)
        window.save.save()
        _wait(whole)
    window.go("history")
    _wait(whole)
    for tab in ("runs", "protected"):
        window.history.tabs.choose(tab)
        settle()
        yield f"7-history-{tab}", window
    window.history.tabs.choose("runs")
    window.resize(1024, 700)
    settle()
    yield "8-small-history", window
    window.resize(1280, 800)
    today = here(utc_now()).date()
    undo = UndoDialog(window, memory.contents.runs[0], today, Path.home() / tr("Documents"))
    for name, dialog in (("undo", undo), ("forget", ForgetDialog(window))):
        settle()
        yield f"7-history-{name}", dialog
        dialog.deleteLater()
    document.start_over(str)
    window.add_files([place / "1" / "subscribers-removed.xlsx"])
    _wait(whole)
    window.go("clean")
    settle()
    yield "7-history-came-back", window
    memory.do_without(UserError("ledger_damaged", file=str(memory.place)))
    window.go("files")
    settle()
    yield "9-no-history", window


def settle() -> None:
    """Lets layouts and paint events of a moment happen."""
    QApplication.processEvents()
    QApplication.processEvents()


def _wait(whole: Application) -> None:
    """Until the files are read and judged."""
    loop = QEventLoop()
    QTimer.singleShot(WAIT, loop.quit)
    poll = QTimer(interval=20)
    poll.timeout.connect(
        lambda: loop.quit() if whole.document.plan is not None and not whole.jobs.busy else None
    )
    poll.start()
    loop.exec()
    poll.stop()
