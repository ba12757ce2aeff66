"""What few people need to set: the finer numbers of a rule, limits for single reasons, and what holds for all rules."""

import re
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from listcleaner.core.rules.declared import GENERAL, Param, Rule, Rules, Setting, striking
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row, scrolled, stack
from listcleaner.gui.parts.rule_form import RuleForm, offered, unit_text
from listcleaner.gui.parts.widgets import Button
from listcleaner.gui.story import reason_text
from listcleaner.gui.text import tr, word

WIDE, HIGH, AROUND = 560, 520, 160  # pixels; the last is what stands above and below the lines


class SettingsDialog(QDialog):
    """A form with OK and Cancel. ``decided``: the person said OK."""

    decided = Signal()

    def __init__(self, parent: QWidget, title: str, promise: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(WIDE, HIGH)
        self.form = RuleForm()
        use, cancel = Button(tr("OK"), "primary"), Button(tr("Cancel"))
        use.setDefault(True)
        use.clicked.connect(self._accept)
        cancel.clicked.connect(self.reject)
        head = [Label("section", title), 2, Label("body", promise, wrap=True)]
        content = self._content = QWidget()
        content.setLayout(stack(self.form, None))
        layout = stack(
            *head, 14, scrolled(content, gutter=10), 14, row(None, cancel, use), margins=(20, 18, 20, 18)
        )
        layout.setStretch(4, 1)
        self.setLayout(layout)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its lines, as far as that is not too high."""
        self.resize(WIDE, min(HIGH, self._content.sizeHint().height() + AROUND))
        super().showEvent(event)

    def _accept(self) -> None:
        self.accept()
        self.decided.emit()


class RuleDialog(SettingsDialog):
    """The finer numbers of one rule, and its limits for single reasons."""

    def __init__(
        self, parent: QWidget, rule: Rule, setting: Setting, frequent: Mapping[str, int] | None = None
    ) -> None:
        """``frequent``: reason → how many soft bounces have it; the most frequent come first."""
        super().__init__(parent, word(f"rule.{rule.id}.title"), word(f"rule.{rule.id}.hint"))
        self._setting, self._fine = setting, [param for param in rule.params if param.fine]
        for param in self._fine:
            self.form.add(
                param.name, _sentence(f"rule.param.{param.name}.help"), param, setting.param(param.name)
            )
        often, known = frequent or {}, striking() if rule.limits else ()
        self._reasons = known
        self._shown = sorted(known, key=lambda reason: -often.get(reason, 0))
        if rule.limits is not None:
            self._add_limits(rule.limits, dict(setting.limits))

    def _add_limits(self, bounds: Param, limits: dict[str, int]) -> None:
        self.form.add_heading(_sentence(f"rule.param.{bounds.name}"))
        for reason in self._shown:
            values: dict[object, str] = {None: tr("As for all")}
            for value in offered(bounds, limits.get(reason, bounds.default)):
                values[value] = tr("Never counts") if value == 0 else unit_text(bounds, value)
            self.form.add_choice(f"reason.{reason}", reason_text(reason), values, limits.get(reason))

    @property
    def setting(self) -> Setting:
        """The rule's setting as the form says."""
        chosen = self.form.values
        fine = {param.name for param in self._fine}
        params = tuple((name, chosen[name] if name in fine else old) for name, old in self._setting.params)
        told = ((reason, chosen[f"reason.{reason}"]) for reason in self._reasons)
        limits = tuple((reason, limit) for reason, limit in told if limit is not None)
        return replace(self._setting, params=params, limits=limits)


class GeneralDialog(SettingsDialog):
    """What holds for all rules: what counts, and when the brake asks."""

    def __init__(self, parent: QWidget, rules: Rules) -> None:
        super().__init__(parent, counting_title(), tr("These hold for all rules."))
        self._rules = rules
        for one in GENERAL:
            self.form.add(one.name, word(f"general.{one.name}"), one, getattr(rules, one.name))

    @property
    def rules(self) -> Rules:
        """The rules as the form says."""
        return replace(self._rules, **self.form.values)


def counting_title() -> str:
    """What the general settings are called, in menu and dialog."""
    return tr("Counting, and when to ask first")


def _sentence(code: str) -> str:
    """A text of the core that stands at the beginning of a line; what 0 means is said by the control."""
    text = re.split("[;；] ?0[:：]", word(code))[0]
    return text[:1].upper() + text[1:]
