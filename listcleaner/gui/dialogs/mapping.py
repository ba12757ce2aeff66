"""How a file is read: sheet, header row, separator, encoding, and which column is which."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QSpinBox, QWidget

from listcleaner import userdata
from listcleaner.core.columns import remembered
from listcleaner.core.columns.find import find_columns
from listcleaner.core.formats.recognise import recognise
from listcleaner.core.session import Source
from listcleaner.core.tables.body import Body
from listcleaner.core.tables.table import Reading, Table
from listcleaner.gui.dialogs.preview import Preview, headers
from listcleaner.gui.encodings import ENCODINGS, encoding_name
from listcleaner.gui.labels import Label
from listcleaner.gui.layouts import row, stack
from listcleaner.gui.messages import failure_text
from listcleaner.gui.text import tr, word
from listcleaner.gui.widgets import Button, Choice

Read = Callable[[Source, Callable[[Table], None], Callable[[Exception], None]], None]
BOUNCE_ROLES = ("class", "text", "time", "campaign")  # of a bounce file, besides the addresses
LOOKED_AT = 1000  # rows from which the columns are guessed


class MappingDialog(QDialog):
    """Shows how the file is read now and lets the person read it otherwise; later files with the same header are read so, too.

    ``decided`` carries the new source. ``found`` is the table as it was read when the dialog opened, ``table`` as it is read now.
    """

    decided = Signal(object)

    def __init__(self, parent: QWidget, source: Source, read: Read) -> None:
        super().__init__(parent)
        self._source, self._read = source, read
        self.found: Table | None = None
        self.table: Table | None = None
        self.setWindowTitle(tr("How {file} is read").format(file=source.path.name))
        self.resize(860, 600)
        self._make_controls()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._fields = self._make_fields()
        self._message = Label("text", word("step.reading"), wrap=True)
        self._preview = Preview()
        self._use = Button(tr("Read it like this"), "primary")
        self._use.setDefault(True)
        self._use.clicked.connect(self._accept)
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = row(None, cancel, self._use)
        layout = stack(self._grid, 12, self._message, 6, self._preview, 14, buttons, margins=(20, 18, 20, 18))
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self._load()

    def _make_controls(self) -> None:
        self._role = Choice(tr("What it is"), small=False)
        self._role.offer({"list": word("kind.contacts"), "bounces": word("kind.events")}, self._source.role)
        self._role.chosen.connect(self._choose_role)
        self._column = Choice(tr("Column with the addresses"), small=False)
        self._column.setPlaceholderText(tr("Choose…"))
        self._column.chosen.connect(lambda name: self._choose_column("email", name))
        self._roles = {role: Choice(word(f"role.{role}"), small=False) for role in BOUNCE_ROLES}
        for role, choice in self._roles.items():
            choice.chosen.connect(lambda name, role=role: self._choose_column(role, name))
        self._header = QSpinBox()
        self._header.setAccessibleName(tr("Header row"))
        self._header.setRange(0, 100)
        self._header.setSpecialValueText(tr("No header"))
        self._header.setMinimumHeight(32)
        self._header.setKeyboardTracking(False)
        self._header.valueChanged.connect(lambda value: self._reread(header_row=value))
        self._sheet, self._encoding = Choice(tr("Sheet"), small=False), Choice(tr("Encoding"), small=False)
        self._delimiter = Choice(tr("Separator"), small=False)
        self._sheet.chosen.connect(lambda value: self._reread(sheet=value, header_row=None))
        self._encoding.chosen.connect(lambda value: self._reread(encoding=value))
        self._delimiter.chosen.connect(lambda value: self._reread(delimiter=value, header_row=None))

    def _make_fields(self) -> list[tuple[Label, QWidget]]:
        """Every control with its name, hidden until the file has been read."""
        controls: list[QWidget] = [
            self._role, self._column, *self._roles.values(), self._header, self._sheet, self._delimiter, self._encoding,
        ]  # fmt: skip
        fields = [(Label("body", control.accessibleName()), control) for control in controls]
        for label, control in fields:
            label.hide()
            control.hide()
        return fields

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
        self.found, self.table = self.found or table, table
        known = remembered.find(self._source.memory, table, self._source.role)
        columns = self._source.columns or (known.columns if known else ())
        self._source = replace(self._source, reading=table.reading, columns=columns)
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
        self._show_columns(table)
        self._show_fields()

    def _show_fields(self) -> None:
        """Only what can be asked about this file, without holes."""
        if self.table is None:
            return
        reading = self.table.reading
        text = reading.format == "csv"
        bounces = self._source.role == "bounces"
        shown = {
            id(self._sheet): len(self.table.sheets) > 1,
            id(self._delimiter): text,
            id(self._encoding): text,
            id(self._header): reading.format not in ("json", "log"),
            **{id(choice): bounces for choice in self._roles.values()},
        }
        place = 0
        for label, widget in self._fields:
            there = shown.get(id(widget), True)
            if there:  # into the dialog before it is shown, or it would be a window of its own for a moment
                self._grid.addWidget(label, place // 2, 2 * (place % 2))
                self._grid.addWidget(widget, place // 2, 2 * (place % 2) + 1)
                place += 1
            label.setVisible(there)
            widget.setVisible(there)
        self._preview.mark(self._column.currentIndex())
        self._use.setEnabled(bounces or self._column.currentIndex() >= 0)

    def _choose_role(self, role: str) -> None:
        self._set(role=role, columns=())
        if self.table is not None:
            self._show_columns(self.table)
        self._show_fields()

    def _show_columns(self, table: Table) -> None:
        names = headers(table)
        chosen = {role: names[place] for role, place in self._guess(table).items()} | dict(
            self._source.columns
        )
        self._column.offer({name: name for name in names}, chosen.get("email"))
        for role, choice in self._roles.items():
            choice.offer({"": "—", **{name: name for name in names}}, chosen.get(role, ""))

    def _guess(self, table: Table) -> dict[str, int]:
        """Role → column, as the file would be read if she said nothing."""
        if self._source.role == "list":
            return find_columns(table, "contacts").roles
        found = recognise(replace(table, body=Body.of(table.cells.iloc[:LOOKED_AT])), self._source.path.stem)
        columns = {role: [i for part in parts for i in part] for role, parts in found.columns.items()}
        return {
            "email" if role == "address" else role: places[0] for role, places in columns.items() if places
        }

    def show_failure(self, error: Exception) -> None:
        """The file cannot be read this way."""
        self._message.setText(failure_text(error))
        self._source = replace(self._source, reading=self.table.reading if self.table else Reading())

    def _choose_column(self, role: str, name: str) -> None:
        others = tuple(pair for pair in self._source.columns if pair[0] != role)
        self._set(columns=(*others, (role, name)))
        self._show_fields()

    def _accept(self) -> None:
        if self.found is not None and self.table is not None:
            _remember(self._source, self.found, self.table)
        self.decided.emit(self._source)
        self.accept()


def _remember(source: Source, found: Table, wanted: Table) -> None:
    """What she decided holds for later files with the same header."""
    folder = userdata.folder()
    said = remembered.told(source.role, source.columns, found, wanted, remembered.load(folder))
    if said:
        with suppress(OSError):  # this file is read as she said all the same
            remembered.remember(folder, said)
