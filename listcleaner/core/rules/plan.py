"""The plan: one decision for every row. The preview is the plan; export writes it and computes nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import pandas as pd

from listcleaner.core.contacts import ListFile
from listcleaner.core.judgement.history import Protection
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.traits import FLAGS, SEVERAL, UNCLEAR, WISHES
from listcleaner.core.rules.brake import Brake, find_brake
from listcleaner.core.rules.copies import spare_copies
from listcleaner.core.rules.decisions import Decisions, RowRef
from listcleaner.core.rules.declared import BIT, PLACE, RULES, Rules
from listcleaner.core.rules.softcount import SoftCounts, soft_counts

KEEP, SUSPEND, REMOVE = 0, 1, 2  # values of Plan.action
# values of Plan.rule: the person's own decision on the row; her standing one to keep the address, against a rule
OWN, PROTECTED = -2, -3


@dataclass(frozen=True)
class Plan:
    """One decision a row of Analysis.contacts; all arrays have that length.

    ``action``: uint8 KEEP SUSPEND REMOVE. ``rule``: int8, position in RULES of the main reason (also of a review), -1 none,
    -2 the person's own decision, -3 kept because the address is protected.
    ``flags``: uint32, bit i = RULES[i] applies (all reasons are kept), rules that are off too.
    ``review``: bool, kept but to be looked at.
    ``own``: bool, decided by the person. ``counts``: by rule id, rows whose main reason it is.
    ``would``: by rule id, rows it applies to now, switched on or not (for the window's numbers).
    ``about``: row → whom in Analysis.judged its main reason is about, where that is a companion or the one whose wish counts for
    the mailbox: see :func:`subjects`. ``soft``: the soft counts, along Analysis.judged. ``protected``: by key, whom she protects.
    """

    action: np.ndarray
    rule: np.ndarray
    flags: np.ndarray
    review: np.ndarray
    own: np.ndarray
    soft: SoftCounts
    counts: dict[str, int] = field(default_factory=dict)
    would: dict[str, int] = field(default_factory=dict)
    about: dict[int, int] = field(default_factory=dict)
    brake: Brake | None = None
    protected: Mapping[str, Protection] = field(default_factory=dict)


def subjects(analysis: Analysis, plan: Plan, rows: np.ndarray) -> np.ndarray:
    """For rows of contacts, whom in Analysis.judged the main reason is about."""
    return _subjects(analysis, plan.about, rows)


def _subjects(analysis: Analysis, about: Mapping[int, int], rows: np.ndarray) -> np.ndarray:
    person = analysis.person[rows]
    for place in np.flatnonzero(np.isin(rows, list(about))):
        person[place] = about[int(rows[place])]
    return np.asarray(person)


def make_plan(
    analysis: Analysis,
    lists: Sequence[ListFile],
    rules: Rules,
    decisions: Decisions,
    now: datetime,
) -> Plan:
    """Apply the rules and the person's own decisions to every row.

    ``lists``: those of the analysis, in order; their fingerprints name the rows of the decisions. ``now``: naive, UTC.
    The main reason is the first rule, in order, that takes the row out; where none does, the first that wants it looked at.
    """
    traits = analysis.traits
    keep = rows_of(analysis, lists, decisions.keep)
    remove = np.setdiff1d(rows_of(analysis, lists, decisions.remove), keep)
    suspend = np.setdiff1d(rows_of(analysis, lists, decisions.suspend), np.union1d(keep, remove))
    soft = soft_counts(analysis, rules, now)
    of_people = _person_flags(analysis, soft, rules, now)
    flags = of_people[analysis.person].astype(np.intp)  # looked up four times
    flags[traits.unclear] |= traits.unclear_flags
    alone = flags[traits.beside]  # what is true of the first address of those cells
    reached = soft.reached[len(analysis.people) :]
    others = traits.beside_flags | np.where(reached, BIT["soft"], 0).astype(FLAGS)
    np.bitwise_or.at(flags, traits.beside, others)
    flags[spare_copies(analysis, rules, of_people, now, remove)] |= BIT["duplicate"]

    table = _outcomes(rules)
    action, rule, review = table.of(flags)
    whole = _whole_domains(analysis, rules, action)
    flags[whole] |= BIT["domain_cluster"]
    action[whole], rule[whole], review[whole] = table.of(flags[whole])
    protected = _protected(analysis, decisions)
    shielded = _protect(analysis, protected, table, flags, action, rule, review)
    own = np.zeros(len(flags), dtype=bool)
    for rows, outcome in ((keep, KEEP), (remove, REMOVE), (suspend, SUSPEND)):
        own[rows], action[rows], rule[rows], review[rows] = True, outcome, OWN, False

    about = _about(analysis, rule, alone, others)
    _take_out_the_worn_out(analysis, soft, action, rule, about)
    by_hand = shielded or own.any()
    counts, would = _tallies(table, flags, rule if by_hand else None)
    allowed = {
        (kind, at)
        for at, file in enumerate(lists)
        for kind, mark in decisions.allowed
        if mark == file.fingerprint
    }
    brake = find_brake(analysis, rules, now, action != KEEP, rule == PLACE["duplicate"], allowed)
    flags &= UNCLEAR - 1
    return Plan(
        action=action,
        rule=rule,
        flags=flags.astype(np.uint32),
        review=review,
        own=own,
        counts=counts,
        would=would,
        about=about,
        brake=brake,
        soft=soft,
        protected=protected,
    )


def rows_of(analysis: Analysis, lists: Sequence[ListFile], refs: Collection[RowRef]) -> np.ndarray:
    """Positions of the contact rows that are named; what is not there any more is left out."""
    wanted: dict[str, list[int]] = {}
    for fingerprint, number in refs:
        wanted.setdefault(fingerprint, []).append(number)
    found = [np.empty(0, dtype=np.int64)]
    numbers = analysis.contacts["row"].to_numpy()
    for part, file in zip(analysis.traits.lists, lists, strict=False):
        rows = np.isin(numbers[part], wanted.get(file.fingerprint, []))
        found.append(np.flatnonzero(rows) + part.start)
    return np.concatenate(found)


def _person_flags(analysis: Analysis, soft: SoftCounts, rules: Rules, now: datetime) -> np.ndarray:
    """The flags of each person, those with parameters included; rules that are off too."""
    traits = analysis.traits
    flags = traits.flags | np.where(soft.reached[: len(traits.flags)], FLAGS.type(BIT["soft"]), FLAGS.type(0))
    since = _before(now, pd.DateOffset(months=rules["inactive"].param("months")))
    # Where nobody was active since then, it is the column that is old, or is no column of activity.
    inactive = traits.engaged < since
    if inactive.any():
        flags[inactive & (traits.freshest >= since)] |= BIT["inactive"]
    return np.asarray(flags)


def _whole_domains(analysis: Analysis, rules: Rules, action: np.ndarray) -> np.ndarray:
    """Rows of people at domains where nearly everybody's mail bounces. ``action``: what the other rules do.

    Whom these take out though nothing of hers bounced does not count: the next cleaning will not see her, and where she makes the
    difference, her neighbours would go only then.
    """
    traits, cluster = analysis.traits, rules["domain_cluster"]
    gone = analysis.person[np.flatnonzero(action != KEEP)]
    lost = np.zeros(len(analysis.people), dtype=bool)
    lost[gone[traits.fine[gone]]] = True
    lost[analysis.person[traits.repeated[action[traits.repeated] == KEEP]]] = False
    addresses = traits.addresses - np.bincount(traits.domain[lost], minlength=len(traits.addresses))
    failing = (traits.bounced * 100 >= cluster.param("share") * addresses) & (
        addresses >= cluster.param("addresses")
    )
    return np.flatnonzero(failing[traits.domain][analysis.person]) if failing.any() else np.empty(0, np.int64)


def _protected(analysis: Analysis, decisions: Decisions) -> Mapping[str, Protection]:
    """By key, whom the person protects: since the ledger was read, and before."""
    if not decisions.protect and not decisions.unprotect:
        return analysis.protected
    every = dict(analysis.protected) | {one.key: one for one in decisions.protect}
    return {key: one for key, one in every.items() if key not in decisions.unprotect}


def _protect(
    analysis: Analysis,
    protected: Mapping[str, Protection],
    table: "_Outcomes",
    flags: np.ndarray,
    action: np.ndarray,
    rule: np.ndarray,
    review: np.ndarray,
) -> bool:
    """Decides the rows of protected addresses as if nothing but copies were against them. Whether there are any."""
    keys = analysis.people["key"]
    people = np.flatnonzero(keys.isin(protected).to_numpy()) if protected else ()
    if not len(people):
        return False
    rows = np.flatnonzero(np.isin(analysis.person, people) & (rule >= 0))
    bare = flags[rows] & BIT["duplicate"]
    action[rows], review[rows] = table.action[bare], table.review[bare]
    rule[rows] = np.where(table.rule[bare] >= 0, table.rule[bare], PROTECTED)
    return True


def _take_out_the_worn_out(
    analysis: Analysis, soft: SoftCounts, action: np.ndarray, rule: np.ndarray, about: Mapping[int, int]
) -> None:
    """Removes, where they would rest once more, the addresses that have rested often enough."""
    if not soft.worn_out.any():
        return
    resting = np.flatnonzero((action == SUSPEND) & (rule == PLACE["soft"]))
    who = _subjects(analysis, about, resting)
    action[resting[soft.worn_out[who]]] = REMOVE


def _about(analysis: Analysis, rule: np.ndarray, alone: np.ndarray, others: np.ndarray) -> dict[int, int]:
    """Plan.about: ``alone`` and ``others`` are the flags of the first address and of each companion."""
    rows = analysis.companions.rows
    reason = np.where(rule[rows] >= 0, 1 << np.maximum(rule[rows], 0).astype(np.int64), 0)
    theirs = np.flatnonzero((others & reason != 0) & (alone & reason == 0))[::-1]
    about = dict(zip(rows[theirs].tolist(), (len(analysis.people) + theirs).tolist(), strict=True))
    return _wished(analysis, rule) | about


def _wished(analysis: Analysis, rule: np.ndarray) -> dict[int, int]:
    """The part of Plan.about that follows the wish of another address of the same mailbox."""
    wishers = analysis.traits.wishers
    if not wishers:
        return {}
    wish = np.isin(rule, [PLACE[wish] for wish in WISHES])
    rows = np.flatnonzero(wish & np.isin(analysis.person, list(wishers)))
    return {row: wishers[int(analysis.person[row])] for row in rows.tolist()}


def _before(now: datetime, span: pd.DateOffset) -> np.datetime64:
    then: pd.Timestamp = pd.Timestamp(now) - span
    return then.to_datetime64()


@dataclass(frozen=True)
class _Outcomes:
    """For each combination of flags what becomes of the row."""

    action: np.ndarray
    rule: np.ndarray
    review: np.ndarray

    def of(self, flags: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Action, rule and review of some rows."""
        return self.action[flags], self.rule[flags], self.review[flags]


def _outcomes(rules: Rules) -> _Outcomes:
    """Decide every combination of flags once, so that a million rows are one look-up."""
    kinds = np.arange(2 * SEVERAL)
    action = np.full(len(kinds), KEEP, dtype=np.uint8)
    rule = np.full(len(kinds), -1, dtype=np.int8)
    for place in reversed(
        range(len(RULES))
    ):  # the last to write is the first in order; what takes out comes after reviews
        setting = rules[RULES[place].id]
        if setting.on and setting.action != "keep":
            rule[kinds & (1 << place) != 0] = place
    review = rule >= 0
    for place in reversed(range(len(RULES))):
        setting = rules[RULES[place].id]
        takes_out = kinds & (1 << place) != 0
        if RULES[place].id == "invalid":
            takes_out &= kinds & UNCLEAR == 0
        elif RULES[place].id not in WISHES:
            takes_out &= kinds & SEVERAL == 0
        if setting.on and setting.action in ("remove", "suspend"):
            rule[takes_out], review[takes_out] = place, False
            action[takes_out] = REMOVE if setting.action == "remove" else SUSPEND
    return _Outcomes(action, rule, review)


def _tallies(
    table: _Outcomes, flags: np.ndarray, rule: np.ndarray | None
) -> tuple[dict[str, int], dict[str, int]]:
    """Plan.counts and Plan.would. ``rule``: the main reasons, where not all of them follow from the flags."""
    every = np.bincount(flags)
    kinds = np.flatnonzero(every)  # a hundred of tens of thousands
    often, rules = every[kinds], table.rule[kinds]
    main = None if rule is None else np.bincount(rule[rule >= 0], minlength=len(RULES))
    counts, would = {}, {}
    for name, place in PLACE.items():
        counts[name] = int(often[rules == place].sum() if main is None else main[place])
        would[name] = int(often[kinds & BIT[name] != 0].sum())
    return counts, would
