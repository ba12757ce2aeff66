"""Pictures of every page with the sample data, in both languages and looks; needs no screen."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from listcleaner.gui.app import Application
from listcleaner.gui.settings import Settings
from listcleaner.gui.text import tr

WAIT = 60_000  # milliseconds the samples may take


def take(app: QApplication, folder: Path, language: str | None = None) -> int:
    """Saves the pictures; returns 0, or 1 when one could not be written or the samples could not be read."""
    folder.mkdir(parents=True, exist_ok=True)
    good = True
    for spoken in [language] if language else ["en", "zh_CN"]:
        for look in ("light", "dark"):
            settings = Settings()
            settings.language, settings.theme = spoken, look
            whole = Application(app, settings)
            for name, widget in _scenes(whole):
                good &= widget.grab().save(str(folder / f"{name}-{spoken}-{look}.png"))
            good &= whole.document.plan is not None
            whole.close()
            whole.window.setProperty("quiet", True)
            whole.window.close()
            whole.window.deleteLater()
    app.processEvents()
    return 0 if good else 1


def _scenes(whole: Application) -> Iterator[tuple[str, QWidget]]:
    window = whole.window
    window.resize(1280, 800)
    window.show()
    yield "1-files-empty", window
    window.open_samples()
    _wait(whole)
    settle()
    yield "2-files", window
    window.go("addresses")
    window.addresses.show_example()
    settle()
    yield "3-addresses", window
    window.go("health")
    settle()
    yield "4-health", window
    window.go("clean")
    for tab in ("removed", "corrections", "review"):
        window.clean.tabs.choose(tab)
        settle()
        yield f"5-clean-{tab}", window
    window.clean.tabs.choose("removed")
    window.go("save")
    window.save.use_folder(Path.home() / tr("Documents") / tr("Newsletter"))
    settle()
    yield "6-save", window
    window.go("settings")
    settle()
    yield "7-settings", window
    window.resize(1024, 700)
    for name in ("files", "addresses", "health", "clean", "save"):
        window.go(name)
        settle()
        yield f"8-small-{name}", window


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
