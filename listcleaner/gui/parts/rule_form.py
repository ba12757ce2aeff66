"""Declared numbers, switches and options as a form: a line each, what it means left, its control right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from listcleaner.core.rules import declared
from listcleaner.core.rules.declared import Option, Param
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row
from listcleaner.gui.parts.widgets import Choice, Switch
from listcleaner.gui.text import number, percent, tr, word

Declared = declared.Switch | Option | Param


def unit_text(param: Param, value: int) -> str:
    """A value with its unit: ``3 times``, ``30 days``."""
    return {
        "times": lambda: tr("%Ln time(s)", "", value),
        "days": lambda: tr("%Ln day(s)", "", value),
        "months": lambda: tr("%Ln month(s)", "", value),
        "percent": lambda: percent(value, whole=True),
        "addresses": lambda: number(value),
    }[param.unit]()


def offered(param: Param, value: int) -> list[int]:
    """The values a form offers for a number that has this one now."""
    return [one for one in sorted({*param.steps, value}) if param.least <= one <= param.most]


class RuleForm(QWidget):
    """Lines added one by one; ``values`` are what the controls show now."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._controls: dict[str, Choice | Switch] = {}

    def add_heading(self, text: str) -> None:
        """A heading above the lines that follow."""
        self._column.addWidget(Label("heading", text))

    def add(self, name: str, text: str, what: Declared, value: Any) -> None:
        """A line for a declared setting with its value."""
        if isinstance(what, declared.Switch):
            switch = Switch(text)
            switch.set_on(bool(value))
            self._add_line(name, text, switch)
            return
        if isinstance(what, Option):
            values: dict[object, str] = {one: word(f"option.{what.name}.{one}") for one in what.values}
        else:
            values = {one: _value_text(what, one) for one in offered(what, value)}
        self.add_choice(name, text, values, value)

    def add_choice(self, name: str, text: str, values: dict[object, str], value: object) -> None:
        """A line with one of several values (value → text)."""
        choice = Choice(text)
        choice.offer(values, value)
        self._add_line(name, text, choice)

    def _add_line(self, name: str, text: str, control: Choice | Switch) -> None:
        self._controls[name] = control
        line = row(Label("text", text, wrap=True), control, gap=16)
        line.setStretch(0, 1)
        self._column.addLayout(line)

    @property
    def names(self) -> Sequence[str]:
        """Of the lines, in order."""
        return list(self._controls)

    def set(self, name: str, value: object) -> None:
        """Shows another value in a line."""
        control = self._controls[name]
        if isinstance(control, Switch):
            control.set_on(bool(value))
        else:
            control.setCurrentIndex(control.findData(value))

    @property
    def values(self) -> dict[str, Any]:
        """By name, what is chosen."""
        return {
            name: control.isChecked() if isinstance(control, Switch) else control.currentData()
            for name, control in self._controls.items()
        }


def _value_text(param: Param, value: int) -> str:
    if value == 0 and param.name == "strikes":  # of hard bounces
        return tr("No: one is enough")
    return tr("Off") if value == 0 and param.unit != "percent" else unit_text(param, value)
