"""What the ledger remembers of a run: its lists and every row it did not keep or corrected."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from listcleaner.core.addresses import check as addresses
from listcleaner.core.contacts import ListFile
from listcleaner.core.export.evidence import evidence_of
from listcleaner.core.export.log import reasons
from listcleaner.core.judgement.history import Pause
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.ledger.database import place_of
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.rules.declared import PLACE, RULES
from listcleaner.core.rules.plan import KEEP, OWN, REMOVE, SUSPEND, Plan, rows_of, subjects
from listcleaner.core.rules.rests import Changes, changes

LASTING = ("complained", "unsubscribed", "hard", "soft")
"""Rules whose removals are for good: who comes back in a later list is taken out again. A duplicate or a suspension is not.

Nor is ``came_back``: it lasts as long as the run that first removed her is remembered.
"""

BY_EVENTS = 2
"""Value of ``decision.lasting``: as long as some remembered file tells of what happened. 1: as long as the run is remembered."""

ACTIONS = {KEEP: "corrected", SUSPEND: "suspended", REMOVE: "removed"}
OWN_RULE = "own"
CORRECTION = "correction"


@dataclass(frozen=True)
class Recorded:
    """``lists`` and ``decisions``: rows for the tables of these names, without the run. ``pauses``: those begun and ended."""

    lists: list[tuple[object, ...]]
    decisions: pd.DataFrame
    pauses: Changes


def recorded(result: Result, corrections: Collection[RowRef], pauses: Collection[Pause]) -> Recorded:
    """What is remembered of a result. ``corrections``: suggestions the person accepted. ``pauses``: remembered so far.

    ``decisions``: list, row, key, address (the cell as the list has it), action, rule, reason, lasting, became.
    """
    analysis, plan = result.analysis, result.plan
    assert analysis is not None and plan is not None
    contacts = analysis.contacts
    corrected = rows_of(analysis, result.lists, corrections)
    rows = np.union1d(np.flatnonzero(plan.action != KEEP), corrected)
    rule = plan.rule[rows].astype(np.int64)
    who = analysis.judged.iloc[subjects(analysis, plan, rows)]
    names = np.array([*(one.id for one in RULES), OWN_RULE], dtype=object)
    action = plan.action[rows]
    decisions = pd.DataFrame(
        {
            "list": contacts["list"].to_numpy()[rows],
            "row": contacts["row"].to_numpy()[rows],
            "key": who["key"].to_numpy(object),
            "address": contacts["address"].to_numpy(object)[rows],
            "action": [ACTIONS[code] for code in action],
            "rule": np.where(action == KEEP, CORRECTION, names[np.where(rule == OWN, len(RULES), rule)]),
            "reason": np.where(action == KEEP, "", reasons(analysis, plan, rows)),
            "lasting": _lasting(analysis, plan, rows),
            "became": "",
        }
    )
    decisions = _as_before(decisions, result.lists, np.searchsorted(rows, corrected))
    lists = _lists(analysis, plan, result.lists, decisions)
    return Recorded(lists, decisions, changes(analysis, plan, pauses))


def _lists(
    analysis: Analysis, plan: Plan, lists: Sequence[ListFile], decisions: pd.DataFrame
) -> list[tuple[object, ...]]:
    of_list = analysis.contacts["list"].to_numpy()
    corrected = decisions.loc[decisions["action"] == ACTIONS[KEEP], "list"].to_numpy()
    found: list[tuple[object, ...]] = []
    for place, file in enumerate(lists):
        mine = of_list == place
        actions = np.bincount(plan.action[mine], minlength=3).tolist()
        fixed = int(np.count_nonzero(corrected == place))
        reading = json.dumps(asdict(file.reading))
        facts = (place, place_of(file.path), file.fingerprint, reading, file.address_column)
        found.append((*facts, int(mine.sum()), actions[KEEP], actions[SUSPEND], actions[REMOVE], fixed))
    return found


def _lasting(analysis: Analysis, plan: Plan, rows: np.ndarray) -> np.ndarray:
    """Whether somebody is gone for good: by such a rule, or by the person's own hand when no row of the address was kept.

    0 no, 1 yes, BY_EVENTS because of events.
    """
    person = analysis.person
    stays = np.zeros(len(analysis.people), dtype=bool)
    stays[person[plan.action != REMOVE]] = True
    nameless = (analysis.people["domain"] == "").to_numpy()  # "n/a", or no address: not one person, but many
    by_hand = (plan.rule[rows] == OWN) & ~(stays | nameless)[person[rows]]
    by_rule = np.isin(plan.rule[rows], [PLACE[rule] for rule in LASTING])
    by_events = by_rule & (evidence_of(analysis, plan, rows) >= 0)
    return np.where(plan.action[rows] == REMOVE, np.where(by_events, BY_EVENTS, by_rule | by_hand), 0)


def _as_before(decisions: pd.DataFrame, lists: Sequence[ListFile], places: np.ndarray) -> pd.DataFrame:
    """Corrected rows with the address they had, and its key; the new one in ``became``. Corrections of nothing are left out."""
    old, new = decisions["address"].to_numpy(object).copy(), decisions["became"].to_numpy(object).copy()
    numbers, of_list = decisions["row"].to_numpy(), decisions["list"].to_numpy()
    for place, file in enumerate(lists):
        mine = places[of_list[places] == place]
        if len(mine):
            rows = pd.Index(file.contacts["row"]).get_indexer(pd.Index(numbers[mine]))
            new[mine], old[mine] = old[mine], file.contacts["address"].to_numpy(object)[rows]
    new[new == old] = ""
    changed = np.flatnonzero(new != "")
    keys = decisions["key"].to_numpy(object).copy()
    keys[changed] = [addresses.check_one(address).key for address in old[changed]]
    done = (decisions["action"] != ACTIONS[KEEP]).to_numpy() | (new != "")
    found: pd.DataFrame = decisions.assign(address=old, key=keys, became=new)[done]
    return found
