"""How a file is read: sheet, header row, separator, encoding, and which column holds the addresses."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QSpinBox, QWidget

from listcleaner.core.columns.find import find_columns
from listcleaner.core.session import Source
from listcleaner.core.tables.table import Reading, Table
from listcleaner.gui.dialogs.preview import Preview, headers
from listcleaner.gui.layouts import row, stack
from listcleaner.gui.messages import failure_text
from listcleaner.gui.text import tr, word
from listcleaner.gui.widgets import Button, Choice, Label

Read = Callable[[Source, Callable[[Table], None], Callable[[Exception], None]], None]
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "shift_jis", "cp1252", "utf-16")


def encoding_name(encoding: str) -> str:
    """What a person may know it by, and its own name."""
    known = {
        "utf-8": tr("Unicode"),
        "utf-8-sig": tr("Unicode with mark"),
        "utf-16": tr("Unicode, two bytes"),
        "gb18030": tr("Chinese, simplified"),
        "big5": tr("Chinese, traditional"),
        "shift_jis": tr("Japanese"),
        "cp1252": tr("Western European"),
    }.get(encoding)
    return f"{known} ({encoding})" if known else encoding


class MappingDialog(QDialog):
    """Shows how the file is read now and lets the person read it otherwise. ``decided`` carries the new source."""

    decided = Signal(object)

    def __init__(self, parent: QWidget, source: Source, read: Read) -> None:
        super().__init__(parent)
        self._source, self._read = source, read
        self._table: Table | None = None
        self.setWindowTitle(tr("How {file} is read").format(file=source.path.name))
        self.resize(860, 600)
        self._role = Choice(tr("What it is"), small=False)
        self._role.offer({"list": word("kind.contacts"), "bounces": word("kind.events")}, source.role)
        self._role.chosen.connect(self._choose_role)
        self._sheet, self._encoding = Choice(tr("Sheet"), small=False), Choice(tr("Encoding"), small=False)
        self._delimiter = Choice(tr("Separator"), small=False)
        self._column = Choice(tr("Column with the addresses"), small=False)
        self._column.setPlaceholderText(tr("Choose…"))
        self._header = QSpinBox()
        self._header.setAccessibleName(tr("Header row"))
        self._header.setRange(0, 100)
        self._header.setSpecialValueText(tr("No header"))
        self._header.setMinimumHeight(32)
        self._header.setKeyboardTracking(False)
        self._header.valueChanged.connect(lambda value: self._reread(header_row=value))
        self._sheet.chosen.connect(lambda value: self._reread(sheet=value, header_row=None))
        self._encoding.chosen.connect(lambda value: self._reread(encoding=value))
        self._delimiter.chosen.connect(lambda value: self._reread(delimiter=value, header_row=None))
        self._column.chosen.connect(self._choose_column)
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        fields.setVerticalSpacing(8)
        self._fields: list[tuple[Label, QWidget]] = []
        rows = [
            (tr("What it is"), self._role),
            (tr("Column with the addresses"), self._column),
            (tr("Header row"), self._header),
            (tr("Sheet"), self._sheet),
            (tr("Separator"), self._delimiter),
            (tr("Encoding"), self._encoding),
        ]
        for name, widget in rows:
            label = Label("body", name)
            label.hide()
            widget.hide()
            self._fields.append((label, widget))
        self._grid = fields
        fields.setColumnStretch(1, 1)
        fields.setColumnStretch(3, 1)
        self._message = Label("text", word("step.reading"), wrap=True)
        self._preview = Preview()
        self._use = Button(tr("Read it like this"), "primary")
        self._use.setDefault(True)
        self._use.clicked.connect(self._accept)
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        layout = stack(
            fields,
            12,
            self._message,
            6,
            self._preview,
            14,
            row(None, cancel, self._use),
            margins=(20, 18, 20, 18),
        )
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self._load()

    # Reading

    def _load(self) -> None:
        self._use.setEnabled(False)
        self._read(self._source, self.show_table, self.show_failure)

    def _reread(self, **changes: object) -> None:
        self._set(reading=replace(self._source.reading, **changes), columns=())  # type: ignore[arg-type]
        self._load()

    def _set(self, **changes: object) -> None:
        self._source = replace(self._source, **changes)  # type: ignore[arg-type]

    def show_table(self, table: Table) -> None:
        """The file has been read this way."""
        self._table = table
        self._source = replace(self._source, reading=table.reading)
        reading = table.reading
        self._message.setText(tr("The first rows, as they are read now:"))
        self._preview.show_table(table)
        self._sheet.offer({name: name for name in table.sheets}, reading.sheet)
        self._delimiter.offer(
            {",": tr("Comma"), ";": tr("Semicolon"), "\t": tr("Tab"), "|": tr("Vertical bar")},
            reading.delimiter,
        )
        encodings = dict.fromkeys([reading.encoding, *ENCODINGS] if reading.encoding else ENCODINGS)
        self._encoding.offer({name: encoding_name(str(name)) for name in encodings}, reading.encoding)
        self._header.blockSignals(True)
        self._header.setValue(reading.header_row or 0)
        self._header.blockSignals(False)
        self._show_column(table)
        self._show_fields()

    def _show_fields(self) -> None:
        """Only what can be asked about this file, without holes."""
        if self._table is None:
            return
        reading = self._table.reading
        text, headed = reading.format == "csv", reading.header_row != 0
        column = self._source.role == "list" and headed
        shown = {
            id(self._sheet): len(self._table.sheets) > 1,
            id(self._delimiter): text,
            id(self._encoding): text,
            id(self._column): column,
        }
        place = 0
        for label, widget in self._fields:
            there = shown.get(id(widget), True)
            label.setVisible(there)
            widget.setVisible(there)
            if there:
                self._grid.addWidget(label, place // 2, 2 * (place % 2))
                self._grid.addWidget(widget, place // 2, 2 * (place % 2) + 1)
                place += 1
        self._preview.mark(self._column.currentIndex() if column else -1)
        self._use.setEnabled(not column or self._column.currentIndex() >= 0)

    def _choose_role(self, role: str) -> None:
        self._set(role=role, columns=())
        self._show_fields()

    def _show_column(self, table: Table) -> None:
        names = headers(table)
        chosen = dict(self._source.columns).get("email")
        if chosen is None:
            place = find_columns(table, "contacts").roles.get("email", -1)
            chosen = names[place] if place >= 0 else None
        self._column.offer({name: name for name in names}, chosen)

    def show_failure(self, error: Exception) -> None:
        """The file cannot be read this way."""
        self._message.setText(failure_text(error))
        self._source = replace(self._source, reading=self._table.reading if self._table else Reading())

    def _choose_column(self, name: str) -> None:
        others = tuple(pair for pair in self._source.columns if pair[0] != "email")
        self._set(columns=(*others, ("email", name)))
        self._show_fields()

    def _accept(self) -> None:
        self.decided.emit(self._source)
        self.accept()
