"""What proves the decision about a row: an event, or a row of a list."""

import numpy as np

from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import BIT, PLACE
from listcleaner.core.rules.plan import OWN, PROTECTED, Plan, subjects

NO_RULE = -1  # value of Plan.rule
# The class of the event that proves a rule; where the deciding event is of another, a column of the list is the proof.
PROOF = {
    "complained": "complaint",
    "unsubscribed": "unsubscribe",
    "hard": "hard",
    "blocked": "blocked",
    "unknown": "unknown",
}
_ANY_PROOF = (OWN, PROTECTED, NO_RULE, PLACE["domain_cluster"])


def evidence_of(analysis: Analysis, plan: Plan, rows: np.ndarray) -> np.ndarray:
    """For rows of contacts, the position in ``events`` of what proves the main reason; -1: the list row itself does."""
    people, rule = analysis.judged, plan.rule[rows]
    person = subjects(analysis, plan, rows)
    evidence = people["evidence"].to_numpy()[person].astype(np.int64)
    kinds = of_events(analysis, "class", evidence)
    proved = np.isin(rule, _ANY_PROOF)
    for name, kind in PROOF.items():
        proved |= (rule == PLACE[name]) & (kinds == kind)
    proved |= (rule == PLACE["unknown"]) & (incidents_of(analysis, evidence) >= 0)
    return np.where(rule == PLACE["soft"], plan.soft.last[person], np.where(proved, evidence, -1))


def of_events(analysis: Analysis, column: str, events: np.ndarray) -> np.ndarray:
    """A column of some events (positions), dtype object; ``""`` for -1."""
    values = np.full(len(events), "", dtype=object)
    there = events >= 0
    values[there] = analysis.events[column].iloc[events[there]].to_numpy(object)
    return values


def incidents_of(analysis: Analysis, events: np.ndarray) -> np.ndarray:
    """The places in Analysis.incidents of what some events (positions) are part of; -1 for none, and for event -1."""
    return np.asarray(np.append(analysis.events["incident"].to_numpy(), -1)[events])


def kept_copies(analysis: Analysis, plan: Plan, rows: np.ndarray) -> np.ndarray:
    """For rows of contacts, the twin that is no extra copy; -1 when there is none."""
    copies = analysis.traits.copies  # few: the other rows have nothing to look for
    others = np.sort(copies[plan.flags[copies] & BIT["duplicate"] == 0])[::-1]
    twins = analysis.twins
    kept = np.full(int(twins.max(initial=-1)) + 1, -1, dtype=np.int64)
    kept[twins[others]] = others
    found = kept[twins[rows]]
    return np.where(found == rows, -1, found)
