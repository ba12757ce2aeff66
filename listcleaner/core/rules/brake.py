"""The removal brake: whether so much would be taken out that it should be looked at first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.declared import Rules

ENGAGED_DAYS = 90  # who opened or clicked within these days is a reader one does not want to lose
LEAST_READERS = 2  # one person is no mass removal, whatever share of a small list she is


@dataclass(frozen=True)
class Brake:
    """The removal brake has tripped. ``limit`` and ``share`` in percent.

    ``kind``: list or engaged; accordingly ``would_remove`` counts rows of the list, or people among its recent readers.
    """

    kind: str
    list: int
    limit: int
    share: float
    would_remove: int


def find_brake(
    analysis: Analysis,
    rules: Rules,
    now: datetime,
    taken: np.ndarray,
    copies: np.ndarray,
    allowed: Collection[tuple[str, int]] = (),
) -> Brake | None:
    """The first list of which more is taken out than the brake allows; by her own hand, too, for two keys remove everybody.

    Both bool by row: ``taken`` out, and ``copies`` of which there is another: one fewer is no reader lost.
    ``allowed``: kind and list of the questions she has answered with yes.
    """
    traits = analysis.traits
    for place, part in enumerate(traits.lists):
        size, out = part.stop - part.start, int(np.count_nonzero(taken[part]))
        share = 100 * out / max(size, 1)
        if share > rules.brake_percent and ("list", place) not in allowed:
            return Brake("list", place, rules.brake_percent, share, out)
    since: pd.Timestamp = pd.Timestamp(now) - pd.DateOffset(days=ENGAGED_DAYS)
    readers = traits.engaged >= since.to_datetime64()
    if not readers.any():
        return None
    for place, part in enumerate(traits.lists):
        reads = readers[analysis.person[part]] & ~copies[part]
        lost = _people(analysis.person[part][reads & taken[part]])
        share = 100 * lost / max(_people(analysis.person[part][reads]), 1)
        asked = share > rules.brake_engaged_percent and lost >= LEAST_READERS
        if asked and ("engaged", place) not in allowed:
            return Brake("engaged", place, rules.brake_engaged_percent, share, lost)
    return None


def _people(person: np.ndarray) -> int:
    """How many different people some rows are about."""
    return int(np.count_nonzero(np.bincount(person)))
