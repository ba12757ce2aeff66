"""A calm word when the ledger cannot be used: what is wrong, what to do, and that the work goes on without it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.memory import Memory
from listcleaner.gui.messages import error_text
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, row, stack
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import tr


class MemoryBanner(QWidget):
    """Hidden while all is well. ``again``: the person wants it tried again; ``elsewhere``: to choose another place."""

    again = Signal()
    elsewhere = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._text = Label("text", wrap=True)
        without = Label(
            "body",
            tr(
                "Until then it goes on without its memory: it does not know who was taken out or opted out earlier."
            ),
            wrap=True,
        )
        again, elsewhere = Button(tr("Try again")), Button(tr("Choose another place…"), "link")
        again.clicked.connect(self.again)
        elsewhere.clicked.connect(self.elsewhere)
        frame = framed("strip", "warning")
        words = stack(self._text, without, gap=2)
        layout = row(
            Icon("triangle-alert", "soft"), words, elsewhere, again, gap=12, margins=(14, 10, 12, 10)
        )
        layout.setStretch(1, 1)
        frame.setLayout(layout)
        self.setLayout(stack(frame, margins=(24, 14, 24, 0)))
        memory.changed.connect(self.refresh)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Says what is wrong, or hides."""
        problem = self._memory.problem
        if problem is not None:
            self._text.setText(error_text(problem))
        if (problem is None) != self.isHidden():
            self.setVisible(problem is not None)
