"""The rules as a list of switches: what each looks for, its numbers and action, and how many it applies to now."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from listcleaner.core.rules.declared import RULES, Action, Param, Rule, Rules, Setting
from listcleaner.core.rules.plan import Plan
from listcleaner.gui.parts.labels import Elided, Label
from listcleaner.gui.parts.layouts import framed, row, stack
from listcleaner.gui.parts.rule_form import offered, unit_text
from listcleaner.gui.parts.widgets import Badge, Button, Choice, Switch
from listcleaner.gui.text import number, tr, word

TONES = {
    "complained": "complained",
    "unsubscribed": "unsubscribed",
    "hard": "hard",
    "came_back": "hard",
    "invalid": "invalid",
    "soft": "suspended",
    "duplicate": "unknown",
    "blocked": "blocked",
    "unknown": "blocked",
}
# Rules in the order of the page; the order in which they win is RULES'.
GROUPS: tuple[tuple[Callable[[], str], tuple[str, ...]], ...] = (
    (
        lambda: tr("Remove"),
        ("hard", "unsubscribed", "complained", "invalid", "duplicate", "came_back", "disposable"),
    ),
    (lambda: tr("Suspend for a while"), ("soft",)),
    (
        lambda: tr("Check"),
        ("blocked", "unknown", "role", "unconfirmed", "inactive", "domain_cluster"),
    ),
)


class RuleRow(QWidget):
    """One rule. ``changed`` carries its new setting and a name for the step; ``more_wanted``: the person asks for its finer
    settings; ``across_wanted``: whether copies on different lists count. ``across``: whether they do, None where it is no matter.
    """

    changed = Signal(str, object, object)
    more_wanted = Signal(str)
    across_wanted = Signal(bool)
    across: bool | None = None

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.rule = rule
        self.title = word(f"rule.{rule.id}.title")
        self.switch = Switch(self.title)
        self.switch.clicked.connect(self._switched)
        self._name = Label("strong", self.title)
        self._hint = Elided("second")
        self._count = Badge(TONES.get(rule.id, "unknown"))
        self._choices: dict[str, Choice] = {}
        self._setting: Setting | None = None
        self._params = [param for param in rule.params if not param.fine]
        params = [part for param in self._params for part in self._param(param)]
        self._action = Button("", "ghost", "ellipsis")
        self._action.setFixedWidth(26)
        self._action.setToolTip(tr("What to do"))
        self._action.setAccessibleName(tr("What to do: {rule}").format(rule=self.title))
        self._action.clicked.connect(self._ask_action)
        words = stack(self._name, self._hint, gap=0)
        self._line = QWidget()
        self._line.setLayout(row(*params, None, gap=5, margins=(48, 5, 0, 0)))
        layout = row(self.switch, words, self._count, self._action, gap=8)
        layout.setStretch(1, 1)
        for widget in (self.switch, self._count, self._action):
            layout.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        self.setLayout(stack(layout, self._line, margins=(0, 0, 0, 14)))

    def _param(self, param: Param) -> tuple[QWidget, ...]:
        caption = word(f"rule.param.{param.name}")
        choice = Choice(f"{self.title}: {caption}")
        choice.chosen.connect(lambda value: self._chosen(param, value))
        self._choices[param.name] = choice
        return Label("second", caption), choice

    def show_setting(self, setting: Setting, count: int) -> None:
        """Shows how the rule is set and how many it applies to."""
        self._setting = setting
        self.switch.set_on(setting.on)
        self._count.show_text(number(count), quiet=not setting.on or not count)
        self._count.setToolTip(tr("%Ln row(s) it applies to now", "", count))
        self._name.recolour("text" if setting.on else "text2")
        self._line.setVisible(setting.on and bool(self._params))
        hint = word(f"rule.{self.rule.id}.hint")
        if setting.limits:
            hint = tr("%Ln reason(s) with a limit of its own", "", len(setting.limits))
        if setting.action != self.rule.action:
            hint = tr("{action} instead").format(action=word(f"action.{setting.action}"))
        self._hint.setText(hint)
        for param in self._params:
            value = setting.param(param.name)
            shown: dict[object, str] = {
                one: number(one) if param.unit == "times" else unit_text(param, one)
                for one in offered(param, value)
            }
            self._choices[param.name].offer(shown, value)

    def _emit(self, setting: Setting, name: Callable[[], str]) -> None:
        self.changed.emit(self.rule.id, setting, name)

    def _switched(self, on: bool) -> None:
        if self._setting is None:
            return
        rule = self.rule.id

        def name() -> str:
            text = tr("switch on “{rule}”") if on else tr("switch off “{rule}”")
            return text.format(rule=word(f"rule.{rule}.title"))

        self._emit(replace(self._setting, on=on), name)

    def _chosen(self, param: Param, value: int) -> None:
        if self._setting is None:
            return
        rule = self.rule.id
        params = tuple((name, value if name == param.name else old) for name, old in self._setting.params)

        def name() -> str:
            title = word(f"rule.{rule}.title")
            return tr("“{rule}”: {value}").format(rule=title, value=unit_text(param, value))

        self._emit(replace(self._setting, params=params), name)

    def _ask_action(self) -> None:
        menu = QMenu(self)
        for action in self.rule.actions:
            entry = menu.addAction(word(f"action.{action}"))
            entry.setCheckable(True)
            entry.setChecked(self._setting is not None and self._setting.action == action)
            entry.triggered.connect(lambda _, action=action: self._acted(action))
        if self.across is not None:
            menu.addSeparator()
            entry = menu.addAction(word("general.copies_across_lists"))
            entry.setCheckable(True)
            entry.setChecked(self.across)
            entry.triggered.connect(self.across_wanted)
        if self.rule.limits is not None or any(param.fine for param in self.rule.params):
            menu.addSeparator()
            menu.addAction(tr("More settings…")).triggered.connect(
                lambda: self.more_wanted.emit(self.rule.id)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._action.mapToGlobal(self._action.rect().bottomLeft()))

    def _acted(self, action: Action) -> None:
        if self._setting is None:
            return
        rule = self.rule.id

        def name() -> str:
            title, does = word(f"rule.{rule}.title"), word(f"action.{action}")
            return tr("“{rule}”: {value}").format(rule=title, value=does)

        self._emit(replace(self._setting, action=action), name)


class RuleList(QWidget):
    """All rules in groups. ``changed`` carries the new rules and a name for the step; ``more_wanted``: a rule's id;
    ``across_wanted``: as of a row.
    """

    changed = Signal(object, object)
    more_wanted = Signal(str)
    across_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        rules = {rule.id: rule for rule in RULES}
        self.rows: dict[str, RuleRow] = {}
        self._rules: Rules | None = None
        parts: list[object] = []
        for place, (title, names) in enumerate(GROUPS):
            if place:
                parts += [2, framed("line"), 12]
            parts += [Label("heading", title()), 8]
            for name in names:
                self.rows[name] = RuleRow(rules[name])
                self.rows[name].changed.connect(self._changed)
                self.rows[name].more_wanted.connect(self.more_wanted)
                parts.append(self.rows[name])
        self.rows["duplicate"].across_wanted.connect(self.across_wanted)
        self.setLayout(stack(*parts, None, margins=(16, 0, 14, 16)))

    def show_rules(self, rules: Rules, plan: Plan) -> None:
        """Shows the rules and what each applies to."""
        self._rules = rules
        for name, shown in self.rows.items():
            would = plan.would.get(name, 0)
            shown.show_setting(rules[name], would)
            shown.across = rules.copies_across_lists if name == "duplicate" else None
            # Whoever was never removed cannot come back: the rule shows itself when it has something to say.
            shown.setVisible(name != "came_back" or would > 0)

    def set(self, rule: str, setting: Setting, name: Callable[[], str]) -> None:
        """Sets one rule otherwise."""
        self._changed(rule, setting, name)

    def _changed(self, rule: str, setting: Setting, name: Callable[[], str]) -> None:
        if self._rules is None:
            return
        settings = tuple((one, setting if one == rule else old) for one, old in self._rules.settings)
        self.changed.emit(replace(self._rules, settings=settings), name)
