"""What to expect of the next send: its bounce rate if it goes to everyone, and after cleaning."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from listcleaner.core.health.sends import Present, Send, dead_since
from listcleaner.core.judgement.moments import micros
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.rules.plan import KEEP, Plan
from listcleaner.core.vocabulary import STATUS_BIT

BACKED = 3  # sends an estimate looks back on
LEAST = 50  # addresses; of fewer a share says nothing


@dataclass(frozen=True)
class Audience:
    """Who the next send goes to: ``dead`` addresses bounced for good, those on the ``edge`` softly in the last mailings."""

    size: int
    dead: int
    edge: int

    def rate(self, again: float, fresh: float) -> float:
        """Percent to bounce: the dead all, the others as their kind did (percent)."""
        rest = self.size - self.dead - self.edge
        return (100 * self.dead + again * self.edge + fresh * rest) / max(1, self.size)


@dataclass(frozen=True)
class Forecast:
    """Bounce rates to expect, in percent: of a send to ``everyone``, and to those the rules leave on the list.

    ``again``: how many percent of those who bounced softly bounced in the next send as well; ``fresh``: of all others, how many
    bounced for the first time. ``cleaned`` and both are None while there is no second send to learn them from. ``sends``: how
    many the estimate rests on.
    """

    everyone: float
    cleaned: float | None
    sends: int
    before: Audience
    after: Audience
    again: float | None = None
    fresh: float | None = None


@dataclass(frozen=True)
class Chances:
    """Percent to bounce ``again`` of those who bounced softly in the send before, and ``fresh`` of all others."""

    again: float
    fresh: float


def forecast(
    analysis: Analysis, plan: Plan, sends: Sequence[Send], learned: Chances | None
) -> Forecast | None:
    """What to expect of the next send; None where there is no earlier one, or the list is too small to say.

    ``learned``: what :func:`learn` makes of the sends.

    An address that is dead bounces again. One that bounced softly does so as often as such addresses did in the last sends; of
    all the others as many do as then bounced for the first time, which no cleaning can foresee. Incidents teach nothing.
    """
    facts = analysis.people["facts"].to_numpy()
    usable = facts & STATUS_BIT["invalid"] == 0
    stays = np.zeros(len(facts), dtype=bool)
    stays[analysis.person[plan.action == KEEP]] = True
    before, after = (_audience(analysis, facts, who) for who in (usable, usable & stays))
    if not sends or before.size < LEAST:
        return None
    last = len(sends[-BACKED:])
    if learned is None:
        dead = before.dead + int(np.count_nonzero(~(facts & STATUS_BIT["hard"] != 0)[sends[-1].bounced]))
        return Forecast(100 * dead / before.size, None, last, before, after)
    again, fresh = learned.again, learned.fresh
    cleaned = after.rate(again, fresh)
    return Forecast(before.rate(again, fresh), cleaned, last, before, after, again, fresh)


def _audience(analysis: Analysis, facts: np.ndarray, who: np.ndarray) -> Audience:
    dead = (facts & STATUS_BIT["hard"] != 0) & who
    edge = (analysis.people["soft_count"].to_numpy() > 0) & who & ~dead
    return Audience(*(int(np.count_nonzero(some)) for some in (who, dead, edge)))


def learn(analysis: Analysis, sends: Sequence[Send]) -> Chances | None:
    """How often what has not bounced for good bounces, from the last BACKED sends and the one before them; None for one send.

    One of each outcome is added to the former: of three addresses nobody can say that all or none of their kind will bounce.
    """
    present, since = Present(analysis), dead_since(analysis)
    counts = np.zeros(4, dtype=np.int64)  # soft before, of them again; others, of them now
    for earlier, later in itertools.pairwise(sends[-BACKED - 1 :]):
        there = present.mask(later.date)
        there[later.bounced] = True
        there &= ~(since < micros(later.date))
        bounced, soft = np.zeros(len(there), dtype=bool), np.zeros(len(there), dtype=bool)
        bounced[later.counting(later.bounced)], soft[earlier.counting(earlier.soft)] = True, True
        for place, some in ((0, soft & there), (2, ~soft & there)):
            counts[place] += np.count_nonzero(some)
            counts[place + 1] += np.count_nonzero(some & bounced)
    if not counts[2]:
        return None
    return Chances(
        100 * float(counts[1] + 1) / float(counts[0] + 2), 100 * float(counts[3]) / float(counts[2])
    )
