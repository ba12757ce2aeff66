"""Why a row is where the plan puts it, as sentences. The removal log and the window say the same."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from listcleaner.core.addresses.check import NO_CONTACT, SLIPPED, WITH_ADDRESS, keys_in
from listcleaner.core.contacts import ListFile
from listcleaner.core.export.distinct import sentences
from listcleaner.core.export.evidence import (
    NO_RULE,
    PROOF,
    evidence_of,
    incidents_of,
    kept_copies,
    of_events,
)
from listcleaner.core.export.soft_sentences import SoftSentences
from listcleaner.core.findings import held_sentence, set_aside_sentence
from listcleaner.core.judgement.comeback import ERASED
from listcleaner.core.judgement.comeback import OWN as REMOVED_BY_HAND
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import PLACE, RULES, Rules
from listcleaner.core.rules.plan import KEEP, OWN, PROTECTED, REMOVE, SUSPEND, Plan, subjects
from listcleaner.core.wording import Wording

# What a slip of the pen explains: rules about the address, not about what the person wishes.
_OF_A_SLIP = [PLACE[rule] for rule in ("hard", "soft", "came_back", "disposable", "domain_cluster")]
_OWN_ACTS = {KEEP: "own_keep", SUSPEND: "own_suspend", REMOVE: "own_remove"}


def explain(
    analysis: Analysis,
    plan: Plan,
    rules: Rules,
    wording: Wording,
    rows: np.ndarray,
    lists: Sequence[ListFile] = (),
) -> list[str]:
    """A plain sentence or two for each of ``rows`` (int array, positions in contacts): the main reason, then "Also: …".

    ``""`` for a row about which there is nothing to say. ``lists`` name the file a duplicate's kept copy is in.
    Sentences are made once for each distinct combination of facts.
    """
    rows = np.asarray(rows)
    return _Sentences(analysis, plan, rules, wording, rows, lists).all()


class _Sentences:
    """The facts of some rows, and the sentences made of them."""

    def __init__(
        self,
        analysis: Analysis,
        plan: Plan,
        rules: Rules,
        wording: Wording,
        rows: np.ndarray,
        lists: Sequence[ListFile],
    ) -> None:
        self.analysis, self.plan, self.rules, self.wording, self.lists = analysis, plan, rules, wording, lists
        self.rows = rows
        self.rule = plan.rule[rows].astype(np.int64)
        self.contacts = analysis.contacts
        self.person = subjects(analysis, plan, rows)
        self.evidence = evidence_of(analysis, plan, rows)
        self.soft = SoftSentences(analysis, plan, rules, wording)
        self.back = self._are_back()

    def all(self) -> list[str]:
        main = np.full(len(self.rows), "", dtype=object)
        for rule in np.unique(self.rule):
            chosen = np.flatnonzero(self.rule == rule)
            main[chosen] = self._of_rule(int(rule), chosen)
        self._name_one_of_several(main)
        self._say_what_was_set_aside(main)
        self._say_what_is_meant(main)
        self._say_when_she_was_taken_out(main)
        also = self._also()
        return [self.wording.joined(both) for both in zip(main, also, strict=True)]

    def _name_one_of_several(self, said: np.ndarray) -> None:
        """Where a cell has several addresses, or a mailbox has, which of them it is that something happened to."""
        several = (self.contacts["problem"].iloc[self.rows] == "several_addresses").to_numpy()
        happened = several & (self.rule >= 0) & (self.rule != PLACE["invalid"])
        wished = ~several & (self.person != self.analysis.person[self.rows])
        for code, which in (("one_of", happened), ("same_mailbox", wished)):
            for place in np.flatnonzero(which):
                address = self.analysis.judged["key"].iloc[self.person[place]]
                said[place] = self.wording.joined([said[place], self._say(code, address=address)])

    def _say_what_was_set_aside(self, said: np.ndarray) -> None:
        """Which soft bounces of an incident do not count, where soft bounces are what the row is about."""
        if not self.analysis.incidents:
            return
        found = self.analysis.events["incident"].to_numpy()
        soft = (self.analysis.events["class"] == "soft").to_numpy()
        aside = np.flatnonzero((found >= 0) & (self.analysis.whose >= 0) & soft)
        pairs = np.unique(np.stack([self.analysis.whose[aside], found[aside]]), axis=1)
        for place in np.flatnonzero(np.isin(self.rule, (PLACE["soft"], NO_RULE))):
            first, end = np.searchsorted(pairs[0], [self.person[place], self.person[place] + 1])
            if first < end:
                days = [self.analysis.incidents[one] for one in pairs[1][first:end].tolist()]
                said[place] = self.wording.joined([said[place], set_aside_sentence(days, self.wording)])

    def _say_what_is_meant(self, said: np.ndarray) -> None:
        """Another address the reader may have had in mind: taking her out is not all that can be done."""
        suggestion, key = (
            self.contacts[name].iloc[self.rows].to_numpy(object) for name in ("suggestion", "key")
        )
        for place in np.flatnonzero(np.isin(self.rule, _OF_A_SLIP) & (suggestion != "")):
            if keys_in(suggestion[place]) != (key[place],):  # more than another spelling of the same
                offer = self._say("suggestion", address=suggestion[place])
                said[place] = self.wording.joined([said[place], offer])

    def _say_when_she_was_taken_out(self, said: np.ndarray) -> None:
        """Where she came back, and what happened to her is remembered as well: her bounce is the main reason."""
        some = np.flatnonzero(self.back & (self.rule != PLACE["came_back"]))
        for place, told in zip(some, self._came_back(some), strict=True):
            said[place] = self.wording.joined([said[place], told])

    def _of_rule(self, rule: int, chosen: np.ndarray) -> np.ndarray:
        if rule == NO_RULE:
            return self._unruled(chosen)
        if rule == OWN:
            done = pd.DataFrame({"action": self.plan.action[self.rows[chosen]]})
            return sentences(done, lambda action: self._say(_OWN_ACTS[action]))
        if rule == PROTECTED:
            days = [self.plan.protected[key].at for key in self._people("key", chosen)]
            return sentences(pd.DataFrame({"day": days}), lambda day: self._say("protected", date=day))
        name = RULES[rule].id
        special = {
            "invalid": self._invalid,
            "soft": self._of_soft_bounces,
            "came_back": self._came_back,
            "duplicate": self._duplicate,
            "inactive": self._inactive,
        }
        if name in special:
            return special[name](chosen)
        if name in PROOF:
            return self._by_event(name, chosen)
        domain = pd.DataFrame({"domain": self._people("domain", chosen)})
        return sentences(domain, lambda domain: self._say(name, domain=domain))

    def _by_event(self, name: str, chosen: np.ndarray) -> np.ndarray:
        """What an event says, with its day; else what a column of the list says."""
        held = incidents_of(self.analysis, self.evidence[chosen])
        facts = pd.DataFrame(
            {"day": self._day(chosen), "reason": self._event("reason", chosen), "held": held}
        )

        def sentence(day: pd.Timestamp, reason: str, held: int) -> str:
            if pd.isna(day):
                return self._say(f"{name}.list")
            if held >= 0:
                return held_sentence(self.analysis.incidents[held], self.wording)
            return self._say(f"{name}.event", date=day, reason=self._inside("reason", reason))

        return sentences(facts, sentence)

    def _invalid(self, chosen: np.ndarray) -> np.ndarray:
        facts = self.contacts[["problem", "suggestion"]].iloc[self.rows[chosen]]

        def sentence(problem: str, suggestion: str) -> str:
            special = problem in (NO_CONTACT, SLIPPED)
            code = problem if special else "unclear" if problem in WITH_ADDRESS else "invalid"
            said = self._say(code, problem=self._inside("problem", problem))
            meant = self._say("suggestion", address=suggestion) if suggestion else ""
            return self.wording.joined([said, meant])

        return sentences(facts, sentence)

    def _of_soft_bounces(self, chosen: np.ndarray) -> np.ndarray:
        return self.soft.of(self.person[chosen])

    def _came_back(self, chosen: np.ndarray) -> np.ndarray:
        removals = [self.analysis.removed[key] for key in self._people("key", chosen)]
        cleaned = [self.analysis.cleaned.get(file.fingerprint, datetime.min) for file in self.lists]
        lists = self.contacts["list"].to_numpy()[self.rows[chosen]]
        facts = pd.DataFrame(
            {
                "day": pd.Series([one.at for one in removals], dtype="datetime64[us]").dt.normalize(),
                "rule": [one.rule for one in removals],
                "reason": [one.reason for one in removals],
                "same": [cleaned[place] >= one.at for place, one in zip(lists, removals, strict=True)],
            }
        )

        def sentence(day: pd.Timestamp, rule: str, reason: str, same: bool) -> str:
            said = "same_list" if same else "came_back"  # nobody came back to the file she was taken out of
            if rule in (ERASED, REMOVED_BY_HAND):
                return self._say(f"{said}.{rule}", date=day)
            why = self._inside("reason", reason) if reason else self._inside("rule", f"{rule}.title")
            return self._say(said, date=day, why=why)

        return sentences(facts, sentence)

    def _duplicate(self, chosen: np.ndarray) -> np.ndarray:
        rows = self.rows[chosen]
        kept = kept_copies(self.analysis, self.plan, rows)
        at = np.maximum(kept, 0)
        filled, keys = self.contacts["filled"].to_numpy(), self.contacts["key"].to_numpy(object)
        same = keys[at] == keys[rows]
        facts = pd.DataFrame(
            {
                "known": kept >= 0,
                "list": self.contacts["list"].to_numpy()[at],
                "row": self.contacts["row"].to_numpy()[at],
                "fuller": filled[at] > filled[rows],
                "spelt": np.where(same, "", keys[at]),
            }
        )

        def sentence(known: bool, place: int, row: int, fuller: bool, spelt: str) -> str:
            if not known:
                return self._say("duplicate.other")
            file = self.lists[place].path.name if self.lists else ""
            code = "duplicate.mailbox" if spelt else "duplicate.fuller" if fuller else "duplicate.first"
            return self._say(code, row=str(row), file=file, address=spelt).replace("  ", " ")

        return sentences(facts, sentence)

    def _inactive(self, chosen: np.ndarray) -> np.ndarray:
        facts = pd.DataFrame({"day": pd.Series(self._people("last_engaged", chosen)).dt.normalize()})
        months = self.rules["inactive"].param("months")
        return sentences(
            facts,
            lambda day: self._say(
                "inactive.never" if pd.isna(day) else "inactive", n=months, date=None if pd.isna(day) else day
            ),
        )

    def _unruled(self, chosen: np.ndarray) -> np.ndarray:
        """Kept, and no rule asks for more: soft bounces below the limit and recoveries are still said."""
        said = np.full(len(chosen), "", dtype=object)
        recovered = self._people("recovered", chosen).astype(bool)
        said[recovered] = self._say("recovered")
        counting = self.plan.soft.count[self.person[chosen]] > 0
        said[counting] = self._of_soft_bounces(chosen[counting])
        return self._corrected_before(chosen, said)

    def _corrected_before(self, chosen: np.ndarray, said: np.ndarray) -> np.ndarray:
        """Adds what the person corrected in an earlier run: this address, or another one to this."""
        if not self.analysis.corrected:
            return said
        made = {keys_in(one.address)[0]: one for one in self.analysis.corrected.values()}
        for place, key in enumerate(self._people("key", chosen)):
            if before := self.analysis.corrected.get(key):
                told = self._say("corrected_before", address=before.address, date=before.at)
            elif before := made.get(key):
                told = self._say("was_before", address=before.key, date=before.at)
            else:
                continue
            said[place] = self.wording.joined([said[place], told])
        return said

    def _also(self) -> np.ndarray:
        """The other rules that are on and apply, of which nothing has been said yet."""
        main = np.where(self.rule >= 0, 1 << np.maximum(self.rule, 0), 0)
        others = self._apply() & ~main & ~np.where(self.back, 1 << PLACE["came_back"], 0)

        def sentence(flags: int) -> str:
            titles = [
                self.wording.text(f"rule.{rule.id}.title")
                for place, rule in enumerate(RULES)
                if flags >> place & 1
            ]
            return self._say("also", rules=titles) if titles else ""

        return sentences(pd.DataFrame({"flags": others}), sentence)

    def _are_back(self) -> np.ndarray:
        """Rows whose own subject came back (bool); of several addresses in a cell it may have been another."""
        back = (self._apply() >> PLACE["came_back"] & 1).astype(bool)
        some = np.flatnonzero(back)
        back[some] = [key in self.analysis.removed for key in self._people("key", some)]
        return back

    def _apply(self) -> np.ndarray:
        """Bits of the rules that are on and apply to each row."""
        on = sum(1 << place for place, rule in enumerate(RULES) if self.rules[rule.id].on)
        return np.asarray(self.plan.flags[self.rows].astype(np.int64) & on)

    def _people(self, column: str, chosen: np.ndarray) -> np.ndarray:
        return np.asarray(self.analysis.judged[column].to_numpy()[self.person[chosen]])

    def _event(self, column: str, chosen: np.ndarray) -> np.ndarray:
        return of_events(self.analysis, column, self.evidence[chosen])

    def _day(self, chosen: np.ndarray) -> pd.Series:
        event = self.evidence[chosen]
        at = (
            self.analysis.events["at"].iloc[np.maximum(event, 0)].dt.normalize()
            if (event >= 0).any()
            else None
        )
        none = pd.Series(pd.NaT, index=range(len(event)), dtype="datetime64[us]")
        return none if at is None else at.reset_index(drop=True).where(event >= 0)

    def _say(self, code: str, **fields: object) -> str:
        return self.wording.text(f"explain.{code}", **fields)

    def _inside(self, kind: str, code: str) -> str:
        return self.wording.inside(kind, code)
