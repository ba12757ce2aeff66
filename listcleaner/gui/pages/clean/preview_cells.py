"""Why a row of the preview is where it is: icon, sentence, and the evidence for those who point at it."""

from collections.abc import Callable
from functools import lru_cache, partial

import numpy as np

from listcleaner.core.export.evidence import evidence_of, kept_copies
from listcleaner.core.rules.declared import RULES
from listcleaner.core.rules.plan import OWN, PROTECTED
from listcleaner.gui.document import Document
from listcleaner.gui.explained import Explained
from listcleaner.gui.look import theme
from listcleaner.gui.overview import Overview
from listcleaner.gui.parts.cells import Cell
from listcleaner.gui.story import date, problem_text, why
from listcleaner.gui.text import BETWEEN, begun, number, tr

# Rules whose reason and day say enough in the table.
BRIEF = ("complained", "unsubscribed", "hard", "soft", "blocked", "unknown")
MOST_WORDS = 300  # signs of a server's answer


class PreviewCells:
    """Of the rows that are shown, under the plan of a document as it is then."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._explained: Explained | None = None
        self._tab = ""
        self._corrected = self._shown = np.empty(0, dtype=np.int64)
        self._copies: np.ndarray | None = None

    def show(self, tab: str, shown: np.ndarray, corrected: np.ndarray) -> None:
        """A tab shows these rows (sorted positions in contacts), of those the person corrected."""
        document = self._document
        assert document.analysis is not None and document.plan is not None
        rules, lists = document.session.rules, document.result.lists
        self._tab, self._corrected = tab, corrected
        self._explained = Explained(document.analysis, document.plan, rules, lists, shown)
        self._shown, self._copies = shown, None
        self.why.cache_clear()

    @lru_cache(maxsize=4096)  # noqa: B019 - cleared at every change; a page lives as long as its window
    def why(self, contact: int) -> Cell:
        """The cell that says why."""
        overview, plan = self._document.overview, self._document.plan
        assert overview is not None and plan is not None
        if self._tab == "corrections" and (better := overview.suggestion(contact)):
            return _of(_suggestion(str(overview.written(contact)), better), "spell-check", "ok")
        if contact in self._corrected:
            was = tr("Corrected by you, was {address}").format(address=self._before(contact))
            return _of(was, "spell-check", "ok")
        place = int(plan.rule[contact])
        if place == OWN:
            return _of(tr("Your own decision"), "shield-check", "accent")
        if place == PROTECTED:
            return _of(tr("Protected by you"), "shield-check", "accent", partial(self._tip, contact))
        person = int(overview.analysis.person[contact])
        status = overview.status_name(person)
        if place < 0:
            return _of(why(overview, person), theme.ICONS[status], status)
        return self._of_rule(overview, contact, RULES[place].id, person, status)

    def _of_rule(self, overview: Overview, contact: int, rule: str, person: int, status: str) -> Cell:
        icon = theme.ICONS.get(status if status != "ok" else "unknown", "copy")
        if rule == "duplicate":
            icon, status = "copy", "unknown"
        short = self._short(overview, contact, rule, person)
        text, tip = short or self._sentence(contact), partial(self._tip, contact)
        # Names of lists take room, and so do two buttons.
        wrap = not short or len(overview.lists) > 1 or self._tab == "review"
        return Cell(text, icon=icon, tone=status, text_tone="text2", wrap=wrap, tip=tip)

    def _short(self, overview: Overview, contact: int, rule: str, person: int) -> str:
        """The reason in a few words, with its day; the sentence is shown to those who point at it. Empty: only that will do."""
        plan = self._document.plan
        assert plan is not None
        if rule == "duplicate":
            return self._copy(overview, contact)
        if rule == "invalid":
            return begun(problem_text(str(overview.analysis.contacts["problem"].array[contact])))
        if rule not in BRIEF or contact in plan.about:
            return ""
        soft = rule == "soft"
        event = plan.soft.last[person] if soft else overview.analysis.people["evidence"].array[person]
        when = date(overview, overview.analysis.events["at"].array[event]) if event >= 0 else ""
        often = tr("%Ln time(s)", "", int(plan.soft.count[person])) if soft else ""
        whole = [fact.replace(" ", "\N{NO-BREAK SPACE}") for fact in (often, when)]  # "3 Nov" on one line
        return BETWEEN.join(part for part in (why(overview, person), *whole) if part)

    def _copy(self, overview: Overview, contact: int) -> str:
        """Where the other row stands; empty when it is not known."""
        other = int(self._kept[np.searchsorted(self._shown, contact)])
        if other < 0:
            return ""
        contacts = overview.analysis.contacts
        row = int(contacts["row"].array[other])
        same = contacts["key"].array[other] == contacts["key"].array[contact]
        if not same:
            return ""
        if contacts["list"].array[other] == contacts["list"].array[contact]:
            return tr("Same address as row {row}").format(row=row)
        return tr("Also in {file}, row {row}").format(row=row, file=overview.list_of(other))

    @property
    def _kept(self) -> np.ndarray:
        """For each row shown, the copy of it that stays, -1 none; looked up once, at the first copy seen."""
        if self._copies is None:
            document = self._document
            assert document.analysis is not None and document.plan is not None
            self._copies = kept_copies(document.analysis, document.plan, self._shown)
        return self._copies

    def _before(self, contact: int) -> str:
        """What stood in the list before the correction."""
        overview = self._document.overview
        assert overview is not None
        return overview.as_it_stood(contact)

    def _sentence(self, contact: int) -> str:
        assert self._explained is not None
        return self._explained[contact]

    def _tip(self, contact: int) -> str:
        """The sentence, and below it what proves it: file, row and the server's own words."""
        analysis, plan = self._document.analysis, self._document.plan
        assert analysis is not None and plan is not None
        place = int(evidence_of(analysis, plan, np.array([contact]))[0])
        if place < 0:
            return self._sentence(contact)
        event = analysis.events.iloc[place]
        source = tr("{file}, row {row}").format(file=event["file"], row=number(int(event["row"])))
        return "\n".join(
            part for part in (self._sentence(contact), source, str(event["text"])[:MOST_WORDS]) if part
        )


def _of(text: str, icon: str, tone: str, tip: str | Callable[[], str] = "") -> Cell:
    return Cell(text, icon=icon, tone=tone, text_tone="text2", wrap=True, tip=tip or text)


def _suggestion(written: str, better: str) -> str:
    """What it was probably meant to be; where the two differ only in what cannot be seen, it is said so."""
    plain = "".join(sign for sign in written if sign.isprintable() and not sign.isspace())
    said = tr("Without hidden characters: {address}") if plain == better else tr("Probably {address}")
    return said.format(address=better)
