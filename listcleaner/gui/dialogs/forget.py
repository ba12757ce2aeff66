"""Forgetting a person who asked for it: her address, and what that means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from listcleaner.core.addresses import check as addresses
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import lay_out, row, stack
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.text import tr

WIDE = 520  # pixels


class ForgetDialog(QDialog):
    """``decided`` carries the address."""

    decided = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Forget a person"))
        means = tr(
            "For somebody who asks you to erase what you know about them. The address and all that happened to it leave the "
            "history. Only a code stays that nobody can read back, so that the address is taken out when it comes back in a "
            "later list. This cannot be undone."
        )
        files = tr("Files written earlier are not changed: look there yourself.")
        self.address = QLineEdit()
        self.address.setPlaceholderText("name@example.com")
        self.address.setAccessibleName(tr("Address"))
        self.address.setMinimumHeight(32)
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.forget = Button(tr("Forget for good"), "primary")
        self.forget.setEnabled(False)
        self.forget.clicked.connect(self._accept)
        self.address.textChanged.connect(self._look)
        title = Label("section", tr("Whom do you want to forget?"))
        words, beside = Label("text", means, wrap=True), Label("body", files, wrap=True)
        buttons = row(None, cancel, self.forget)
        lay_out(
            self,
            stack(title, 8, words, 12, self.address, 10, beside, 18, buttons, margins=(20, 18, 20, 18)),
            WIDE,
        )

    def _look(self, text: str) -> None:
        self.forget.setEnabled(not addresses.check_one(text.strip()).problem)

    def _accept(self) -> None:
        self.decided.emit(self.address.text().strip())
        self.accept()
