"""The panel about one address: what it is, what it means, what happened, the server's own words, what can be done."""

from dataclasses import dataclass
from html import escape

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QWidget

from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND
from listcleaner.gui.look import fonts, icons, theme
from listcleaner.gui.overview import Overview
from listcleaner.gui.pages.addresses.timeline import Happening, timeline
from listcleaner.gui.pages.addresses.whole_row import WholeRow
from listcleaner.gui.parts.cells import DOTS, count_text, elide_address, paint_dots
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import emptied, framed, row, scrolled, stack
from listcleaner.gui.parts.painted import write
from listcleaner.gui.parts.widgets import Button, Icon, Pill, Switch
from listcleaner.gui.story import advice, code_text, date, meaning
from listcleaner.gui.text import gap, language, tr, word

LINE_HEIGHT = {"en": 122, "zh_CN": 112}  # percent; Chinese fonts bring a tall line of their own
ENTRIES = 50  # of the time line; an address with more is a test address


class Entry(QWidget):
    """One entry of the time line: circle with the strike's number, title, date, a second line."""

    def __init__(self, happening: Happening, date: str, last: bool) -> None:
        super().__init__()
        self._happening, self._date, self._last = happening, date, last
        self.setFixedHeight(50 if happening.second or not last else 30)
        self.setAccessibleName(", ".join((happening.title, date, happening.second)))
        self.setToolTip(happening.second)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = t.tones[self._happening.status]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.tint))
        circle = QRectF(0, 2, 20, 20)
        painter.drawEllipse(circle)
        if not self._last:
            painter.fillRect(QRectF(9.4, 27, 1.25, 20), QColor(t.border_strong))
        if self._happening.kind == "strike":
            painter.setFont(fonts.font(12, 600))
            painter.setPen(QColor(tone.text))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._happening.count))
        else:
            icon = "rotate-ccw" if self._happening.kind == "reset" else tone.icon
            icons.paint(painter, icon, tone.text, 4, 6, 12)
        right = QFontMetrics(fonts.font(12)).horizontalAdvance(self._date) + 2
        room = self.width() - 32
        write(painter, QRectF(32 + room - right, 2, right, 20), self._date, fonts.font(12), t.text3)
        title = QRectF(32, 2, room - right - 8, 20)
        write(painter, title, self._happening.title, fonts.font(13, 600), t.text)
        write(painter, QRectF(32, 21, room, 18), self._happening.second, fonts.font(12), t.text2)


class Dots(QWidget):
    """The soft count as dots and words."""

    def __init__(self) -> None:
        super().__init__()
        self._done, self._limit = 0, 3
        self.setFixedHeight(22)

    def show_count(self, done: int, limit: int) -> None:
        """Shows ``2 of 3``."""
        self._done, self._limit = done, limit
        self.setAccessibleName(tr("{done} of {limit} soft bounces").format(done=done, limit=limit))
        self.setFixedWidth(12 * (limit if limit <= DOTS else 0) + 80)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        if self._limit <= DOTS:
            paint_dots(painter, 0, 11, self._done, self._limit)
            x = 12.0 * self._limit + 8
        painter.setFont(fonts.font(13, 500))
        painter.setPen(QColor(theme.tokens().text))
        text = count_text(self._done, self._limit)
        painter.drawText(QRectF(x, 0, self.width() - x, 22), Qt.AlignmentFlag.AlignVCenter, text)


@dataclass(frozen=True)
class Fate:
    """What becomes of a person: ``action`` as in Plan, ``own``: by the person's decision; ``protected``: for good."""

    action: int = KEEP
    review: bool = False
    own: bool = False
    protected: bool = False


class AddressLabel(Label):
    """An address that keeps its domain when it must be shortened."""

    def _shortened(self, metrics: QFontMetrics, width: int) -> str:
        return elide_address(self._whole, metrics, width)


class Detail(QFrame):
    """Everything about one person. ``decided`` carries what is to be done (keep, drop, suspend, release, protect, free) and her
    number; ``row_wanted``: the person wants to see her whole row.
    """

    decided = Signal(str, int)
    row_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self.person, self._selected, self._fate = -1, 0, Fate()
        self._body = QWidget()
        self._body.setLayout(stack(scrolled(self._make_content()), self._make_actions()))
        self._nothing = Label("body", tr("Choose an address to see what happened to it."), wrap=True)
        self._nothing.setContentsMargins(16, 24, 16, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(stack(self._body, self._nothing))
        self.clear()

    def _make_content(self) -> QWidget:
        self._address = AddressLabel("section")
        copy = Button("", "ghost", "copy")
        copy.setFixedWidth(30)
        copy.setToolTip(tr("Copy address"))
        copy.setAccessibleName(tr("Copy address"))
        copy.clicked.connect(self._copy)
        address = row(self._address, copy, gap=4)
        address.setStretch(0, 1)
        self._pill, self._dots = Pill(), Dots()
        self._meaning = QLabel()
        self._meaning.setWordWrap(True)
        self._meaning.setTextFormat(Qt.TextFormat.RichText)
        self._advice = Label("body", "", wrap=True)
        self._advice.setContentsMargins(0, 8, 0, 0)
        self._story_head, self._story = Label("heading", tr("What happened")), stack()
        self.whole_row = WholeRow()
        self.whole_row.wanted.connect(lambda: self.row_wanted.emit(self.person))
        content = QWidget()
        content.setLayout(
            stack(
                address, 8, row(self._pill, self._dots, None, gap=10), 10, self._meaning, self._advice, 18,
                self._story_head, 8, self._story, 8, *self._make_words(), 10, self.whole_row, None,
                margins=(16, 18, 16, 12),
            )
        )  # fmt: skip
        return content

    def _make_words(self) -> tuple[object, ...]:
        """What the server said."""
        self._words_head = Label("heading", tr("The server’s own words"))
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setFont(fonts.mono())
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box = framed("box")
        self._box.setLayout(stack(self._words, margins=(13, 9, 13, 9)))
        self._code = Label("body", "", wrap=True)
        self._code.setContentsMargins(0, 6, 0, 0)
        return self._words_head, 6, self._box, self._code

    def _make_actions(self) -> QLayout:
        self._keep = Button(tr("Keep"), icon="check")
        self._drop = Button(tr("Remove"), icon="circle-x")
        self._suspend = Button(tr("Suspend now"), icon="circle-pause")
        self._release = Button(tr("Undo my decision"))
        self._keep.setToolTip(tr("It stays on your list, whatever the rules say"))
        self._drop.setToolTip(tr("It leaves your list, whatever the rules say"))
        self._suspend.setToolTip(tr("It gets no mail this time and is kept in a list of its own"))
        self._many = Label("caption")
        self._many.hide()
        acts = {"keep": self._keep, "suspend": self._suspend, "drop": self._drop, "release": self._release}
        for act, button in acts.items():
            button.setMinimumWidth(60)  # it may be cut, the panel may not
            button.clicked.connect(lambda _, act=act: self.decided.emit(act, self.person))
        buttons = stack(framed("line"), 8, self._many, 4, self._make_protect(), 8, row(*acts.values()))
        buttons.setContentsMargins(16, 0, 16, 16)
        return buttons

    def _make_protect(self) -> QWidget:
        """A decision for good: in this run and all later ones."""
        said = tr("No rule takes it out, in later runs too. History lists whom you protect.")
        self.protect = Switch(tr("Protect for good"))
        self.protect.setToolTip(said)
        self.protect.clicked.connect(lambda on: self.decided.emit("protect" if on else "free", self.person))
        name = Label("name", self.protect.accessibleName())
        self._protect = QWidget()
        self._protect.setLayout(row(Icon("shield-check", "ok"), name, None, self.protect))
        return self._protect

    def show_selected(self, many: int) -> None:
        """What is decided here is decided for so many addresses."""
        self._many.setText(tr("%Ln address(es) selected", "", many))
        self._many.setVisible(many > 1)
        self._selected = many
        self._fit_actions()
        self._keep.setText(tr("Keep all") if many > 1 else tr("Keep"))
        self._drop.setText(tr("Remove all") if many > 1 else tr("Remove"))

    def clear(self) -> None:
        """Nobody is chosen."""
        self.person = -1
        self._body.hide()
        self._nothing.show()

    def show_person(self, overview: Overview, person: int, fate: Fate) -> None:
        """Shows a person, and what becomes of her."""
        if person != self.person:
            self.whole_row.hide_row()
        self.person, self._fate = person, fate
        self._nothing.hide()
        self._body.show()
        self.protect.set_on(fate.protected)
        self._protect.setVisible(bool(overview.reachable(np.array([person]))))
        status, done = overview.status_name(person), int(overview.count[person])
        self._address.setText(str(overview.address[person]))
        self._pill.show_status(status, word(f"status.{status}"))
        limit = int(overview.limits[person])
        self._dots.show_count(min(done, limit), limit)
        self._dots.setVisible(overview.has_history(person))
        first, then, rest = (escape(part) for part in meaning(overview, person))
        said = gap().join(part for part in (first, f"<b>{then}</b>" if then else "", rest) if part)
        self._meaning.setText(f'<p style="line-height: {LINE_HEIGHT[language()]}%">{said}</p>')
        self._tell(overview, timeline(overview, person)[:ENTRIES])
        words = overview.evidence_text(person)
        self._words.setText(words)
        self._box.setVisible(bool(words))
        for label, said in ((self._code, code_text(words)), (self._advice, advice(overview, person))):
            label.setText(said)
            label.setVisible(bool(said))
        self._words_head.setVisible(bool(words))
        self._fit_actions()

    def _fit_actions(self) -> None:
        """What can be done that is not so already; for several, either way."""
        fate, several = self._fate, self._selected > 1
        free = several or not (fate.own or fate.protected)
        self._keep.setVisible(several or (free and (fate.action != KEEP or fate.review)))
        self._suspend.setVisible(free and not several and fate.action != SUSPEND and not fate.review)
        self._drop.setVisible(free and fate.action != REMOVE)
        self._release.setVisible(fate.own and not several)

    def _tell(self, overview: Overview, story: list[Happening]) -> None:
        emptied(self._story)
        self._story_head.setVisible(bool(story))
        for place, happening in enumerate(story):
            when = date(overview, happening.at)
            self._story.addWidget(Entry(happening, when, place == len(story) - 1))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address.text())
