"""What the person just decided, with a way back, below the table: the rows above do not move under the mouse."""

from PySide6.QtWidgets import QWidget

from listcleaner.gui.document import Document
from listcleaner.gui.parts.layouts import stack
from listcleaner.gui.parts.widgets import Button, Strip
from listcleaner.gui.text import tr


class DecidedStrip(QWidget):
    """Shows as long as the decision is the last step."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        strip = Strip("ok", "")
        self.sentence = strip.sentence
        self._undo = Button(tr("Undo"), "link")
        self._undo.clicked.connect(document.undo)
        strip.add(self._undo)
        self.setLayout(stack(strip, margins=(16, 8, 16, 12)))
        self._document = document
        self._step: str | None = None
        self.hide()

    def tell(self, text: str, taken: bool = True) -> None:
        """Says this of the step just taken, or why none was."""
        self._step = self._document.undo_name
        self._undo.setVisible(taken)
        self.sentence.setText(text)
        self.show()

    def refresh(self) -> None:
        """Goes when another step was taken, or this one back."""
        if self._document.undo_name != self._step:
            self.hide()
