"""Help: a question on the left, its answer on the right. The texts come with the program and need no internet."""

from functools import cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QListWidget, QTextBrowser, QWidget

from listcleaner import resources
from listcleaner.core.vocabulary import SHOWN, reasons
from listcleaner.gui.look import fonts
from listcleaner.gui.page import Desk, Page
from listcleaner.gui.parts.labels import Label
from listcleaner.gui.parts.layouts import row, stack
from listcleaner.gui.story import reason_text
from listcleaner.gui.text import language, tr, word

QUESTIONS, PADDING = 300, 18  # pixels
LINE_HEIGHT = 125  # percent
ROOM = "\n\n"
LICENCES = "{licences}"


@cache
def answers(spoken: str) -> dict[str, str]:
    """Question → answer in Markdown, from ``resources/i18n/help``; ``{statuses}`` and ``{reasons}`` stand for lists of them."""
    text = resources.path(f"i18n/help/{spoken}.md").read_text(encoding="utf-8")
    parts = (part.partition(ROOM) for part in f"{ROOM}{text}".split(f"{ROOM}# ")[1:])
    return {question: answer for question, _, answer in parts}


@cache
def licences() -> str:
    """What others want said of their work, in Markdown."""
    texts = [resources.path("icons/LICENSE.lucide.txt"), *sorted(resources.path("licences").glob("*.txt"))]
    parts = [f"```\n{text.read_text(encoding='utf-8').strip()}\n```" for text in texts]
    return ROOM.join(parts)


class HelpPage(Page):
    """Read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._answers = answers(language())
        self.questions = QListWidget()
        self.questions.setAccessibleName(tr("Questions"))
        self.questions.setFixedWidth(QUESTIONS)
        self.questions.setWordWrap(True)
        self.questions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.questions.addItems(list(self._answers))
        self._make_room()
        self.answer = QTextBrowser()
        self.answer.setAccessibleName(tr("Answer"))
        self.answer.document().setDefaultFont(fonts.font(14))
        self.answer.document().setDocumentMargin(20)
        self.answer.document().setIndentWidth(24)
        self.questions.currentTextChanged.connect(self._show)
        self.questions.setCurrentRow(0)
        self.first = self.questions
        both = row(self.questions, self.answer, gap=16)
        both.setStretch(1, 1)
        self.setLayout(stack(Label("title", tr("Help")), 18, both, margins=(24, 22, 24, 22)))

    @property
    def parts(self) -> list[QWidget]:
        return [self.questions, self.answer]

    def _make_room(self) -> None:
        """For every line of a question: Qt forgets the padding and cuts some."""
        self.questions.ensurePolished()
        metrics, room = self.questions.fontMetrics(), QRect(0, 0, QUESTIONS - 2 * PADDING, 999)
        for place in range(self.questions.count()):
            item = self.questions.item(place)
            lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            item.setSizeHint(QSize(0, lines.height() + 16))

    def _show(self, question: str) -> None:
        statuses = "\n".join(f"- {word(f'status.{name}.help')}" for name in SHOWN)
        named = (name for name in reasons() if name != "undefined")
        told = "\n".join(f"- **{reason_text(name)}.** {word(f'reason.{name}.help')}" for name in named)
        answer = self._answers[question].replace("{statuses}", statuses).replace("{reasons}", told)
        if LICENCES in answer:
            answer = answer.replace(LICENCES, licences())
        self.answer.setMarkdown(f"### {question}{ROOM}{answer}")
        airy = QTextBlockFormat()
        airy.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        airy.setBottomMargin(8)
        cursor = QTextCursor(self.answer.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(airy)
