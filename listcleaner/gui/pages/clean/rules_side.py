"""The left side of Clean: the rules, the menu of ready-made ones, and what the person decided beside them."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from listcleaner.core.rules.declared import Rules
from listcleaner.core.rules.plan import Plan
from listcleaner.gui.page import Desk
from listcleaner.gui.pages.clean.rules_menu import RulesButton
from listcleaner.gui.pages.clean.shared_copies import count_across
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, ground, row, scrolled, stack
from listcleaner.gui.parts.rule_list import RuleList
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import tr

WIDTH = (378, 360)  # pixels; the second where there is little room


class RulesSide(QWidget):
    """``protected_wanted``: the person wants to see whom she protects."""

    protected_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.rules = RuleList()
        self.rules.changed.connect(desk.document.set_rules)
        self.rules.across_wanted.connect(lambda on: count_across(desk.document, on))
        self.menu = RulesButton(desk)
        title = row(Label("title", tr("Clean")), None, self.menu)
        promise = Label("subtitle", tr("Nothing changes until you save."))
        titles = stack(title, promise, gap=3, margins=(16, 20, 16, 18))
        self.setLayout(stack(titles, scrolled(self.rules), self._make_own_bar()))
        ground(self, "canvas")
        self.set_narrow(False)

    def _make_own_bar(self) -> QWidget:
        self._own = Label("second")
        self._shielded, history = Label("second"), Button(tr("Edit"), "link")
        history.clicked.connect(self.protected_wanted)
        self._shield_bar = QWidget()
        self._shield_bar.setLayout(row(Icon("shield-check", "ok"), self._shielded, None, history, gap=8))
        self._own_bar = QWidget()
        self._own_bar.setLayout(
            stack(framed("line"), stack(self._own, self._shield_bar, gap=4, margins=(16, 6, 14, 6)))
        )
        return self._own_bar

    def set_narrow(self, narrow: bool) -> None:
        """There is little room, or there is not."""
        self.setFixedWidth(WIDTH[narrow])

    def show_plan(self, rules: Rules, plan: Plan) -> None:
        """Shows the rules, what each applies to, and how many rows she decided herself."""
        self.rules.show_rules(rules, plan)
        own = int(np.count_nonzero(plan.own))
        self._own.setText(tr("You decided %Ln row(s) yourself.", "", own))
        self._own.setVisible(own > 0)
        shielded = len(plan.protected)
        self._shielded.setText(tr("%Ln protected address(es) always stay", "", shielded))
        self._shield_bar.setVisible(shielded > 0)
        self._own_bar.setVisible(own + shielded > 0)
