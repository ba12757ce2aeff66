"""The window's door: it shows empty at once; what belongs in it is loaded behind it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from listcleaner import userdata
from listcleaner.gui.only_window import OnlyWindow
from listcleaner.gui.opening import Opening, make_app
from listcleaner.gui.settings import Settings


def run(language: str | None = None, files: Sequence[Path] = ()) -> int:
    """Opens the window with these files, in the one that is open already if there is one, and returns the exit code."""
    only = OnlyWindow(userdata.folder())
    if not only.claim() and only.hand_over(files):
        return 0
    app, sent = make_app(), None
    if sys.platform == "darwin":
        from listcleaner.gui.system_files import (
            SystemFiles,  # with it come all kinds of events, a fiftieth of a second
        )

        sent = SystemFiles()
        app.installEventFilter(sent)
    opening = Opening(Settings.of_person())
    opening.appear()
    from listcleaner.gui import app as window  # with it come the window and the texts

    QApplication.processEvents()
    if not opening.isVisible():  # closed meanwhile
        return 0
    return window.run(None, language, files, opening, only, sent)
