"""The plan: one decision for every row. The preview is the plan; export writes it and computes nothing."""

from dataclasses import dataclass, field

import numpy as np

KEEP, SUSPEND, REMOVE = 0, 1, 2  # values of Plan.action

RowRef = tuple[str, int]
"""A list row that stays the same from run to run: the list file's fingerprint and its 1-based source row."""


@dataclass(frozen=True)
class Decisions:
    """The person's own decisions; they win over every rule. ``corrections``: suggestions she accepted."""

    keep: frozenset[RowRef] = frozenset()
    remove: frozenset[RowRef] = frozenset()
    corrections: frozenset[RowRef] = frozenset()


@dataclass(frozen=True)
class Brake:
    """The removal brake has tripped. ``limit`` and ``share`` in percent; ``kind``: list or engaged."""

    kind: str
    list: int
    limit: int
    share: float
    would_remove: int


@dataclass(frozen=True)
class Plan:
    """One decision a row of Analysis.contacts; all arrays have that length.

    ``action``: uint8 KEEP SUSPEND REMOVE. ``rule``: int8, position in RULES of the main reason (also of a review), -1 none,
    -2 the person's own decision. ``flags``: uint32, bit i = RULES[i] applies (all reasons are kept). ``review``: bool, kept but to be looked at.
    ``own``: bool, decided by the person. ``counts``: by rule id, rows whose main reason it is.
    ``would``: by rule id, rows it applies to now, switched on or not (for the window's numbers).
    """

    action: np.ndarray
    rule: np.ndarray
    flags: np.ndarray
    review: np.ndarray
    own: np.ndarray
    counts: dict[str, int] = field(default_factory=dict)
    would: dict[str, int] = field(default_factory=dict)
    brake: Brake | None = None
