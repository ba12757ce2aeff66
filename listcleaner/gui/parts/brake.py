"""The removal brake as a calm question: what would happen, and the safe way first."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import KEEP, OWN, Plan
from listcleaner.gui.deciding import step
from listcleaner.gui.document import Document
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import framed, row, stack
from listcleaner.gui.parts.widgets import Button, Icon
from listcleaner.gui.text import gap, percent, tr, word

BY_HAND = "own"  # beside the rules' ids: what the person takes out herself


class BrakeQuestion(QWidget):
    """Asks while the plan's brake is on; hidden otherwise. ``show_wanted``: of the list at this place, the person wants to see
    the rows.
    """

    show_wanted = Signal(int)

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
        self._show.clicked.connect(self._show_rows)
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
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(frame)
        self.hide()

    def refresh(self) -> None:
        """Asks, or hides."""
        plan, lists = self._document.plan, self._document.result.lists
        brake = plan.brake if plan is not None else None
        self.setVisible(brake is not None)
        if plan is None or brake is None:
            return
        file = lists[brake.list].path.name
        title = {
            "list": tr("{share} of “{file}” would be taken out. Is that right?"),
            "engaged": tr("{share} of the recent readers in “{file}” would be taken out. Is that right?"),
        }[brake.kind]
        self._title.setText(title.format(share=percent(brake.share), file=file))
        said = {
            "list": tr("That is %Ln row(s); above {limit} you are asked first.", "", brake.would_remove),
            "engaged": tr(
                "That is %Ln person(s); above {limit} you are asked first.", "", brake.would_remove
            ),
        }[brake.kind]
        told = [said.format(limit=percent(brake.limit, whole=True))]
        self._rule, many = self._cause(plan, brake.list)
        if self._rule == BY_HAND:
            told.append(tr("You took out %Ln row(s) of it yourself.", "", many))
            self._hold.setText(tr("Undo my decision(s) on %Ln row(s)", "", many))
        elif self._rule:
            title = word(f"rule.{self._rule}.title")
            told.append(tr("The main reason: “{rule}” (%Ln row(s)).", "", many).format(rule=title))
            self._hold.setText(tr("Hold “{rule}” for review").format(rule=title))
        self._text.setText(gap().join(told))
        self._hold.setVisible(bool(self._rule))

    def _cause(self, plan: Plan, place: int) -> tuple[str, int]:
        """What takes out most of a list, a rule or her own hand, and how many rows; an empty name when nothing does."""
        analysis = self._document.analysis
        assert analysis is not None
        part = analysis.traits.lists[place]
        gone = plan.rule[part][plan.action[part] != KEEP]
        out = {rule.id: int(np.count_nonzero(gone == at)) for at, rule in enumerate(RULES)}
        out[BY_HAND] = int(np.count_nonzero(gone == OWN))
        name = max(out, key=lambda name: out[name])
        return (name, out[name]) if out[name] else ("", 0)

    def _show_rows(self) -> None:
        plan = self._document.plan
        if plan is not None and plan.brake is not None:
            self.show_wanted.emit(plan.brake.list)

    def _hold_back(self) -> None:
        if self._rule == BY_HAND:
            self._take_back()
            return
        rules, held = self._document.session.rules, self._rule
        settings = tuple(
            (name, replace(one, action="review") if name == held else one) for name, one in rules.settings
        )
        self._document.set_rules(
            replace(rules, settings=settings),
            lambda: tr("hold “{rule}” for review").format(rule=word(f"rule.{held}.title")),
        )

    def _take_back(self) -> None:
        """Leaves to the rules what she took out of this list herself."""
        plan, overview = self._document.plan, self._document.overview
        assert plan is not None and plan.brake is not None and overview is not None
        part = overview.analysis.traits.lists[plan.brake.list]
        mine = np.flatnonzero((plan.action[part] != KEEP) & (plan.rule[part] == OWN)) + part.start
        whom = str(overview.written(int(mine[0])))
        self._document.release(overview.refs(mine), lambda: step("release", whom, len(mine)))

    def _allow(self) -> None:
        brake = self._document.plan.brake if self._document.plan is not None else None
        if brake is not None:
            file = self._document.result.lists[brake.list]
            self._document.allow(brake.kind, file.fingerprint, lambda: tr("clean them anyway"))
