"""The removal brake as a calm question: what would happen, and the safe way first."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import KEEP, OWN
from listcleaner.gui.document import Document
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, row, stack
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import percent, tr, word


class BrakeQuestion(QWidget):
    """Asks while the plan's brake is on; hidden otherwise. ``show_wanted``: the person wants to see the rows."""

    show_wanted = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._rule = ""
        self._title = Label("strong", wrap=True)
        self._text = Label("text", wrap=True)
        self._hold = Button("")
        self._hold.clicked.connect(self._hold_back)
        self._go_on = Button(tr("Clean them anyway"), "ghost")
        self._go_on.clicked.connect(self._allow)
        self._show = Button(tr("Show them"), "link")
        self._show.clicked.connect(self.show_wanted)
        frame = framed("brake")
        title = row(Icon("octagon-alert", "soft", 18), self._title, gap=8)
        title.setStretch(1, 1)
        frame.setLayout(
            stack(
                title,
                self._text,
                6,
                row(self._hold, self._go_on, None, self._show),
                gap=4,
                margins=(13, 10, 13, 10),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.hide()

    def refresh(self) -> None:
        """Asks, or hides."""
        plan, lists = self._document.plan, self._document.result.lists
        brake = plan.brake if plan is not None else None
        self.setVisible(brake is not None)
        if plan is None or brake is None:
            return
        share = percent(brake.share)
        title = {
            "list": tr("{share} of this list would be taken out. Is that right?"),
            "engaged": tr("{share} of your recent readers would be taken out. Is that right?"),
        }[brake.kind]
        self._title.setText(title.format(share=share))
        fields = {"share": brake.share, "limit": brake.limit, "n": brake.would_remove}
        self._text.setText(word(f"brake.{brake.kind}", file=lists[brake.list].path.name, **fields))
        out = {rule.id: plan.counts.get(rule.id, 0) for rule in RULES if self._takes_out(rule.id)}
        self._rule = max(out, key=lambda name: out[name]) if out else ""
        by_hand = int(((plan.rule == OWN) & (plan.action != KEEP)).sum())
        if by_hand > out.get(self._rule, 0):  # no rule did it that could be held
            self._rule = ""
        self._hold.setVisible(bool(self._rule))
        if self._rule:
            title = word(f"rule.{self._rule}.title")
            self._hold.setText(tr("Hold “{rule}” for review").format(rule=title))

    def _takes_out(self, rule: str) -> bool:
        setting = self._document.session.rules[rule]
        return setting.on and setting.action in ("remove", "suspend")

    def _hold_back(self) -> None:
        rules, held = self._document.session.rules, self._rule
        settings = tuple(
            (name, replace(one, action="review") if name == held else one) for name, one in rules.settings
        )
        self._document.set_rules(
            replace(rules, settings=settings),
            lambda: tr("hold “{rule}” for review").format(rule=word(f"rule.{held}.title")),
        )

    def _allow(self) -> None:
        rules = replace(self._document.session.rules, brake_percent=100, brake_engaged_percent=100)
        self._document.set_rules(rules, lambda: tr("clean them anyway"))
