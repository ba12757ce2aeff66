"""The bar above the page: what is loaded, undo and redo by name, search."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from listcleaner.gui.document import Document
from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import ground, row
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import BETWEEN, tr

WIDE, NARROW = 232, 220  # of the search field
QUIET = 50  # milliseconds after the last key until a search runs: with it, 200 at a million rows


class SearchField(QLineEdit):
    """Searches as you type, a moment after the last key. ``left``: the arrow down leads to what was found."""

    searched = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("Search addresses"))
        self.setAccessibleName(tr("Search addresses"))
        self.setFixedWidth(WIDE)
        self._clear = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText(tr("Clear the search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.leave)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self._icon = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._wait = QTimer(self, singleShot=True, interval=QUIET)
        self._wait.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda: self._wait.start())
        self._dress()

    def _dress(self) -> None:
        self._icon.setIcon(icons.icon("search", theme.tokens().text3))
        self._clear.setIcon(icons.icon("x", theme.tokens().text2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def begin(self) -> None:
        """The next search takes the place of this one."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def leave(self) -> None:
        """Takes the search away at once."""
        self.clear()
        self._wait.stop()
        self.searched.emit("")

    def show_quietly(self, text: str) -> None:
        """Shows what is sought already; nobody searches."""
        self.setText(text)
        self._wait.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the search away; Down and Enter go on to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.leave()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.searched.emit(self.text().strip())
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QWidget):
    """Says what is loaded and takes steps back and forth. ``title``: the window's, so that it is found among others."""

    title = ""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.setFixedHeight(56)
        ground(self, "surface")
        self._mark = Icon("file-spreadsheet", "ok", 18)
        self._file = Elided("strong", middle=True)
        self._counts = Label("body")
        self.undo = Button(tr("Undo"), "ghost", "undo")
        self.redo = Button("", "ghost", "redo")
        self.redo.setAccessibleName(tr("Redo"))
        self.redo.setFixedWidth(32)
        self.undo.clicked.connect(document.undo)
        self.redo.clicked.connect(document.redo)
        self.search = SearchField()
        self.narrow = False
        self._file.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._file.setMinimumWidth(40)
        layout = row(
            row(self._mark, self._file), self._counts, None, self.undo, self.redo, self.search,
            gap=10, margins=(24, 0, 24, 0),
        )  # fmt: skip
        self.setLayout(layout)
        document.changed.connect(self.refresh)
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        """Drops the counts where there is little room."""
        self.narrow = narrow
        self.search.setFixedWidth(NARROW if narrow else WIDE)
        self.refresh()

    def refresh(self) -> None:
        """Shows the document as it is."""
        document = self._document
        sources = [one for one in document.session.sources if document.problem(one) is None]
        lists = [source.path.name for source in sources if source.role == "list"]
        names = lists or [source.path.name for source in sources or document.session.sources]
        self._mark.setVisible(bool(names))
        more = tr(" and %Ln more", "", len(names) - 1) if len(names) > 1 else ""
        name = names[0] + more if names else tr("Nothing loaded yet")
        self._file.setText(name)
        loaded = bool(names) and document.overview is not None
        self.title = f"{name} – {tr('List Cleaner')}" if loaded else tr("List Cleaner")
        self._file.setFont(fonts.font(13, 600 if names else 400))
        self._file.recolour("text" if names else "text2")
        counts = []
        if document.overview is not None:
            counts.append(tr("%Ln address(es)", "", len(document.overview)))
        bounces = sum(source.role == "bounces" for source in sources)
        if bounces:
            counts.append(tr("%Ln bounce file(s)", "", bounces))
        self._counts.setText(BETWEEN.join(counts))
        self._counts.setVisible(bool(counts) and not self.narrow)
        self._step(self.undo, tr("Undo"), tr("Undo: {step}"), document.undo_name)
        self._step(self.redo, tr("Redo"), tr("Redo: {step}"), document.redo_name)
        self.redo.setText("")

    def _step(self, button: Button, bare: str, named: str, step: str | None) -> None:
        text = named.format(step=step) if step else bare
        metrics = QFontMetrics(button.font())
        button.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, 200 if self.narrow else 320))
        button.setToolTip(text)
        button.setEnabled(step is not None)
