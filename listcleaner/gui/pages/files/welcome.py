"""The files page while there are none: where to drop them, what belongs here, and what does not happen to them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from listcleaner.gui.parts.drop_area import Drawing, DropArea
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row, stack
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import tr


class Welcome(QWidget):
    """``choose_wanted``: the person wants a file dialog; ``sample_wanted``: the sample data. ``recent``: a button of its own."""

    choose_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, recent: QWidget) -> None:
        super().__init__()
        self._recent = recent
        hints = row(
            _hint(
                "users",
                tr("Your subscriber list"),
                tr("The sheet with everyone you write to.\nOne column with e-mail addresses is enough."),
            ),
            _hint(
                "mail-x",
                tr("Your bounce files"),
                tr(
                    "What came back: exports from SendGrid, Mailchimp, Brevo and others, "
                    "or the bounce mails of your mail program."
                ),
            ),
            _hint(
                "lock",
                tr("It all stays here"),
                tr("Nothing is uploaded. The work happens on this computer, also without internet."),
            ),
            gap=32,
        )
        for place in range(3):
            hints.setStretch(place, 1)
        layout = stack(self._make_area(), 22, hints, margins=(0, 0, 24, 22))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.set_hovered(0)

    def _make_area(self) -> QWidget:
        self._area = DropArea(14)
        choose = Button(tr("Choose files…"), "primary")
        choose.clicked.connect(self.choose_wanted)
        sample = Button(tr("Try with sample data"))
        sample.clicked.connect(self.sample_wanted)
        self._title = Label("drop")
        promise = Label("subtitle", tr("Your files are never changed. List Cleaner writes new ones."))
        kinds = Label(
            "caption", tr("Excel, CSV, TXT and ODS  ·  bounce mails as .eml, .msg or mbox  ·  .zip")
        )
        drawing, buttons = Drawing(), row(None, choose, sample, self._recent, None)
        for label in (self._title, promise, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        around = (0, 14, 0, 14)
        layout = stack(
            None, drawing, 28, self._title, 6, promise, 22, buttons, 22, kinds, None, margins=around
        )
        layout.setAlignment(drawing, Qt.AlignmentFlag.AlignHCenter)
        self._area.setLayout(layout)
        return self._area

    def set_hovered(self, count: int, refused: str = "") -> None:
        """``count`` files hover over the window; 0: none. ``refused``: why none of them can be read."""
        self._area.set_hovered(count > 0, bool(refused))
        let_go = refused or tr("Let go to add %Ln file(s)", "", count)
        self._title.setText(let_go if count else tr("Drop your subscriber list and your bounce files here"))


def _hint(icon: str, title: str, text: str) -> QWidget:
    """What a card of this kind would be for: icon, title and a sentence, for the empty page."""
    made = QWidget()
    words = Label("body", text, wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    layout = row(Icon(icon, "accent", 20), stack(Label("strong", title), words, None, gap=1), gap=12)
    layout.setAlignment(layout.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
    layout.setStretch(1, 1)
    made.setLayout(layout)
    made.setMinimumHeight(78)
    return made
