"""What the person decides about rows and addresses: a step of the document, with a name, and a sentence that says it.

Nobody who is protected is taken out along with others, nor alone: the protection has to go first.
"""

import numpy as np

from listcleaner.core.rules.decisions import RowRef
from listcleaner.gui.document import Document
from listcleaner.gui.text import gap, tr

TAKING_OUT = ("drop", "suspend")
NONE: frozenset[RowRef] = frozenset()


def decide(document: Document, act: str, people: np.ndarray) -> str:
    """Decides all rows of these people. ``act``: keep, drop, suspend, release; protect, free: in later runs too."""
    overview = document.overview
    assert overview is not None
    shielded = protected(document, people) if act in TAKING_OUT else np.zeros(len(people), dtype=bool)
    left = people[~shielded]
    if not len(left):
        return stay(len(people))
    name, many = str(overview.address[left[0]]), len(left)
    refs = overview.refs(np.concatenate([overview.contact_rows(one) for one in left.tolist()]))
    if act in ("protect", "free"):
        on = act == "protect"
        document.protect(overview.reachable(left), lambda: step(act, name, many), on, refs if on else NONE)
    else:
        getattr(document, act)(refs, lambda: step(act, name, many))
    return told(act, name, many, len(people) - many)


def decide_rows(document: Document, act: str, rows: np.ndarray) -> str:
    """Decides some rows of the contacts table. ``act``: keep, drop, suspend, release, correct, uncorrect."""
    overview = document.overview
    assert overview is not None
    people = overview.analysis.person[rows]
    left = rows[~protected(document, people)] if act in TAKING_OUT else rows
    if not len(left):
        return stay(len(rows))
    name, many, refs = overview.written(int(left[0])), len(left), overview.refs(left)
    if act in ("correct", "uncorrect"):
        document.correct(refs, lambda: step(act, name, many), act == "correct")
    else:
        getattr(document, act)(refs, lambda: step(act, name, many))
    return told(act, name, many, len(rows) - many)


def protected(document: Document, people: np.ndarray) -> np.ndarray:
    """Which of these people she protects (bool)."""
    plan, overview = document.plan, document.overview
    if plan is None or overview is None or not plan.protected:
        return np.zeros(len(people), dtype=bool)
    return np.asarray(overview.analysis.people["key"].iloc[people].isin(plan.protected))


def step(act: str, address: str, many: int) -> str:
    """The name of a decision as a step."""
    return {
        "keep": tr("keep {what}"),
        "drop": tr("remove {what}"),
        "suspend": tr("suspend {what}"),
        "release": tr("leave {what} to the rules"),
        "protect": tr("protect {what}"),
        "free": tr("protect {what} no longer"),
        "correct": tr("correct {what}"),
        "uncorrect": tr("take back the correction of {what}"),
    }[act].format(what=_whom(address, many))


def told(act: str, address: str, many: int, spared: int = 0) -> str:
    """What was decided, in a sentence. ``spared``: how many protected ones were left alone."""
    said = {
        "keep": tr("Kept {what}"),
        "drop": tr("{what}: will be removed"),
        "suspend": tr("{what}: left out for now"),
        "release": tr("{what}: the rules decide again"),
        "protect": tr("{what}: protected from now on"),
        "free": tr("{what}: protected no longer"),
        "correct": tr("Corrected {what}"),
        "uncorrect": tr("{what}: stays as it was written"),
    }[act].format(what=_whom(address, many))
    return f"{said}. {tr('%Ln protected address(es) stay(s).', '', spared)}" if spared else said


def stay(many: int) -> str:
    """Why nothing was done about so many protected addresses."""
    parts = tr("%Ln protected address(es) stay(s).", "", many), tr("Take the protection off first.")
    return gap().join(parts)


def _whom(address: str, many: int) -> str:
    return tr("%Ln address(es)", "", many) if many > 1 or not address else address
