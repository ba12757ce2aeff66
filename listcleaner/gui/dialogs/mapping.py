"""How a file is read: sheet, header row, separator, encoding, dates, and which column is which."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QSpinBox, QWidget

from listcleaner import userdata
from listcleaner.core.columns import remembered
from listcleaner.core.columns.find import find_columns
from listcleaner.core.formats.recognise import recognise
from listcleaner.core.session import Source
from listcleaner.core.tables.body import Body
from listcleaner.core.tables.table import Reading, Table
from listcleaner.gui.dialogs.preview import MappedPreview, headers
from listcleaner.gui.encodings import ENCODINGS, encoding_name
from listcleaner.gui.messages import failure_text
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row, stack
from listcleaner.gui.parts.widgets import Button, Choice
from listcleaner.gui.text import tr, word

Read = Callable[[Source, Callable[[Table], None], Callable[[Exception], None]], None]
# What a column can hold, as far as it changes anything.
ROLES = {
    "list": ("email", "status", "opt_out", "confirmed", "joined", "active"),
    "bounces": ("email", "class", "text", "time", "campaign"),
}
LOOKED_AT = 1000  # rows from which the columns are guessed


class MappingDialog(QDialog):
    """Shows how the file is read now and lets the person read it otherwise; later files with the same header are read so, too.

    ``decided`` carries the new source. ``found`` is the table as it was read when the dialog opened, ``table`` as it is read now.
    ``said``: role → the header of its column, as guessed and as she says.
    """

    decided = Signal(object)

    def __init__(self, parent: QWidget, source: Source, read: Read) -> None:
        super().__init__(parent)
        self._source, self._read = source, read
        self._before: list[Source] = []
        self.found: Table | None = None
        self.table: Table | None = None
        self.said: dict[str, str] = {}
        self._places: dict[str, int | None] = {}  # role → column she chose before the file is read again
        self.setWindowTitle(tr("How {file} is read").format(file=source.path.name))
        self.resize(920, 640)
        self._make_controls()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._fields = self._make_fields()
        self._message = Label("text", word("step.reading"), wrap=True)
        self.preview = MappedPreview()
        self.preview.told.connect(self._choose_role_of)
        self._use = Button(tr("Read it like this"), "primary")
        self._use.setDefault(True)
        self._use.clicked.connect(self._accept)
        self._back = Button(tr("Undo"), "ghost", "undo")
        self._back.setShortcut(QKeySequence.StandardKey.Undo)
        self._back.clicked.connect(self._step_back)
        self._back.setEnabled(False)
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = row(self._back, None, cancel, self._use)
        layout = stack(self._grid, 14, self._message, 8, self.preview, 14, buttons, margins=(20, 18, 20, 18))
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self._load()

    def _make_controls(self) -> None:
        self._role = Choice(tr("What it is"), small=False)
        self._role.chosen.connect(lambda role: self._change(role=role, columns=()))
        self._header = QSpinBox()
        self._header.setAccessibleName(tr("Header row"))
        self._header.setRange(0, 100)
        self._header.setSpecialValueText(tr("No header"))
        self._header.setMinimumHeight(32)
        self._header.setKeyboardTracking(False)
        self._header.valueChanged.connect(lambda value: self._reread(True, header_row=value))
        self._sheet, self._encoding = Choice(tr("Sheet"), small=False), Choice(tr("Encoding"), small=False)
        self._delimiter, self._dates = Choice(tr("Separator"), small=False), Choice(tr("Dates"), small=False)
        self._sheet.chosen.connect(lambda value: self._reread(sheet=value, header_row=None))
        self._encoding.chosen.connect(lambda value: self._reread(True, encoding=value))
        self._delimiter.chosen.connect(lambda value: self._reread(delimiter=value, header_row=None))
        self._dates.chosen.connect(
            lambda value: self._change(reading=replace(self._source.reading, dates=value))
        )

    def _make_fields(self) -> list[tuple[Label, QWidget]]:
        """Every control with its name, hidden until the file has been read."""
        controls = (self._role, self._sheet, self._header, self._delimiter, self._encoding, self._dates)
        fields: list[tuple[Label, QWidget]] = [
            (Label("body", control.accessibleName()), control) for control in controls
        ]
        for field in fields:
            for widget in field:
                widget.setParent(self)  # those that this file does not need are in no layout
                widget.hide()
        return fields

    # Steps

    def _change(self, **changes: object) -> None:
        """A change that needs no reading."""
        self._before.append(self._source)
        self._source = replace(self._source, **changes)  # type: ignore[arg-type]
        self._show()

    def _reread(self, same_columns: bool = False, **changes: object) -> None:
        """Where the columns stay the same, so does what she said of them, whatever they are called then."""
        self._before.append(self._source)
        names = headers(self.table) if self.table is not None and same_columns else []
        self._places = {
            role: names.index(header) if header else None
            for role, header in self._source.columns
            if not header or header in names
        }
        reading = replace(self._source.reading, **changes)  # type: ignore[arg-type]
        self._source = replace(self._source, reading=reading, columns=())
        self._load()

    def _step_back(self) -> None:
        if self._before:
            now, self._source = self._source, self._before.pop()
            self._places = {}
            if self._source.reading == now.reading:
                self._show()
            else:
                self._load()

    def _choose_role_of(self, place: int, role: str) -> None:
        """She says what a column holds: no other column holds that then, and this one nothing else."""
        assert self.table is not None
        name = headers(self.table)[place]
        columns = dict(self._source.columns)
        columns |= {other: "" for other, header in self.said.items() if header == name and other != role}
        if role:
            columns.pop(role, None)
            columns[role] = name
        self._change(columns=tuple(columns.items()))

    # Reading

    def _load(self) -> None:
        self._use.setEnabled(False)
        self._back.setEnabled(False)
        self._read(self._source, self.show_table, self.show_failure)

    def show_table(self, table: Table) -> None:
        """The file has been read this way."""
        self.found, self.table = self.found or table, table
        known = remembered.find(self._source.memory, table, self._source.role)
        columns = self._source.columns or self._kept(table) or (known.columns if known else ())
        self._source = replace(self._source, reading=table.reading, columns=columns)
        self.preview.show_table(table)
        self._show()

    def _kept(self, table: Table) -> tuple[tuple[str, str], ...]:
        """What she said of the columns, by the names they have now."""
        names = headers(table)
        there = {role: place for role, place in self._places.items() if place is None or place < len(names)}
        return tuple((role, "" if place is None else names[place]) for role, place in there.items())

    def show_failure(self, error: Exception) -> None:
        """The file cannot be read this way."""
        self._message.setText(failure_text(error))
        table = self.table
        self._source = (
            replace(self._source, reading=Reading())
            if table is None
            else replace(self._source, reading=table.reading, columns=self._kept(table))
        )
        self._back.setEnabled(bool(self._before))

    # Showing

    def _show(self) -> None:
        """Everything as the source says now."""
        table, reading = self.table, self._source.reading
        if table is None:
            return
        self._role.offer({"list": word("kind.contacts"), "bounces": word("kind.events")}, self._source.role)
        self._sheet.offer({name: name for name in table.sheets}, reading.sheet)
        self._delimiter.offer(
            {",": tr("Comma"), ";": tr("Semicolon"), "\t": tr("Tab"), "|": tr("Vertical bar")},
            reading.delimiter,
        )
        encodings = dict.fromkeys([reading.encoding, *ENCODINGS] if reading.encoding else ENCODINGS)
        self._encoding.offer({name: encoding_name(str(name)) for name in encodings}, reading.encoding)
        orders = {None: tr("As it looks in the file"), "dmy": tr("Day first"), "mdy": tr("Month first")}
        self._dates.offer(orders, reading.dates)  # type: ignore[arg-type]
        self._header.blockSignals(True)
        self._header.setValue(reading.header_row or 0)
        self._header.blockSignals(False)
        self._show_roles(table)
        self._show_fields(table)
        enough = self._source.role == "bounces" or "email" in self.said
        self._use.setEnabled(enough)
        if enough:
            told = tr("The first rows, as they are read now. Say above a column what it holds.")
        else:
            told = tr("Which column holds the e-mail addresses? Choose “E-mail address” above it.")
        self._message.setText(told)
        self._back.setEnabled(bool(self._before))

    def _show_roles(self, table: Table) -> None:
        """Which column is which; of two of one name the first."""
        names = headers(table)
        guessed = {role: names[place] for role, place in self._guess(table).items()}
        said = guessed | dict(self._source.columns)
        roles = ROLES[self._source.role]
        self.said = {role: header for role, header in said.items() if header in names and role in roles}
        places = {names.index(header): role for role, header in self.said.items()}
        self.preview.show_roles({role: word(f"role.{role}") for role in roles}, places)

    def _show_fields(self, table: Table) -> None:
        """Only what can be asked about this file, without holes."""
        kind = table.reading.format
        shown = {
            id(self._sheet): len(table.sheets) > 1,
            id(self._delimiter): kind == "csv",
            id(self._encoding): kind == "csv",
            id(self._header): kind not in ("json", "log"),
            id(self._dates): kind != "log",
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

    def _guess(self, table: Table) -> dict[str, int]:
        """Role → column, as the file would be read if she said nothing."""
        if self._source.role == "list":
            return find_columns(table, "contacts").roles
        found = recognise(replace(table, body=Body.of(table.cells.iloc[:LOOKED_AT])), self._source.path.stem)
        columns = {role: [i for part in parts for i in part] for role, parts in found.columns.items()}
        return {
            "email" if role == "address" else role: places[0] for role, places in columns.items() if places
        }

    def _accept(self) -> None:
        if self.found is not None and self.table is not None:
            wanted = replace(self.table, reading=self._source.reading)
            _remember(self._source, self.found, wanted)
        self.decided.emit(self._source)
        self.accept()


def _remember(source: Source, found: Table, wanted: Table) -> None:
    """What she decided holds for later files with the same header."""
    folder = userdata.folder()
    said = remembered.told(source.role, source.columns, found, wanted, remembered.load(folder))
    if said:
        with suppress(OSError):  # this file is read as she said all the same
            remembered.remember(folder, said)
