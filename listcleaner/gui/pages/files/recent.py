"""Files used lately, one click away."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.settings import Settings
from listcleaner.gui.text import short_path, tr


class RecentButton(Button):
    """A button with a menu of them; hidden while there are none. ``chosen`` carries the path of one, in a list."""

    chosen = Signal(list)

    def __init__(self, settings: Settings, kind: str = "") -> None:
        super().__init__(tr("Recent files"), kind, "" if kind else "chevron-down", trailing=True)
        self._settings = settings
        self.menu_ = QMenu(self)
        self.menu_.setToolTipsVisible(True)
        self.menu_.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the button's is for its icon
        self.clicked.connect(self._open)
        if not settings.recent:
            self.hide()

    def refresh(self) -> None:
        """Hides where there is nothing to offer."""
        self.setVisible(bool(self._settings.recent))

    def _open(self) -> None:
        self.fill()
        self.menu_.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def fill(self) -> None:
        """Puts the files used lately into the menu."""
        self.menu_.clear()
        for path in self._settings.recent:
            name = path.name.replace("&", "&&")
            action = self.menu_.addAction(f"{name}\t{short_path(path.parent)}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _, path=path: self.chosen.emit([path]))
        self.menu_.addSeparator()
        self.menu_.addAction(tr("Forget these")).triggered.connect(self._forget)

    def _forget(self) -> None:
        self._settings.forget_recent()
        self.refresh()
