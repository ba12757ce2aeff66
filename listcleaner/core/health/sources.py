"""Where bad addresses come from: the sign-up sources and months of which more is bad than of the rest of the list."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from listcleaner.core.health.sends import LINE
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.vocabulary import STATUS_BIT

LEAST = 20  # addresses; of fewer nothing is said
LEAST_BAD = 5  # of them bad; fewer are chance
TIMES = 2  # as bad as the rest of the list


@dataclass(frozen=True)
class Source:
    """A sign-up source as the list names it, or a month: its addresses, those of them that are ``bad`` (bounce or cannot be
    delivered) and those of people who left (``left``). ``others``: percent bad of the rest of the list, None where that is too
    small.
    """

    kind: Literal["source", "signup"]
    name: str
    people: int
    bad: int
    left: int
    others: float | None

    @property
    def bad_share(self) -> float:
        """Percent of its addresses."""
        return 100 * self.bad / self.people

    @property
    def feeds(self) -> bool:
        """Whether so many of its addresses are bad that one should look at it."""
        if self.others is None or self.bad < LEAST_BAD:
            return False
        return self.bad_share > max(LINE, TIMES * self.others)


def sources(analysis: Analysis) -> list[Source]:
    """The sign-up sources, the worst share first; none where the lists do not name any."""
    column = analysis.contacts["source"]
    return _of("source", analysis, column.cat.codes.to_numpy(), [str(name) for name in column.cat.categories])


def signup_months(analysis: Analysis) -> list[Source]:
    """The months people joined in (``2026-03``), the worst share first; none where the lists have no dates."""
    joined = analysis.contacts["joined"]
    month = joined.to_numpy().astype("datetime64[M]")
    codes, names = pd.factorize(month.astype(np.int64))
    codes = np.where(joined.isna().to_numpy(), -1, codes)
    return _of("signup", analysis, codes, np.datetime_as_string(names.astype("datetime64[M]")).tolist())


def feeding(analysis: Analysis) -> list[Source]:
    """Those that feed bad addresses."""
    return [one for one in (*sources(analysis), *signup_months(analysis)) if one.feeds]


def _of(
    kind: Literal["source", "signup"], analysis: Analysis, codes: np.ndarray, names: list[str]
) -> list[Source]:
    """Each value of a column with enough people. ``codes``: of each contact row its place in ``names``, -1 for none."""
    people = analysis.people
    facts = people["facts"].to_numpy()
    is_bad = (facts & (STATUS_BIT["hard"] | STATUS_BIT["invalid"]) != 0) | (
        people["soft_count"].to_numpy() > 0
    )
    has_left = facts & (STATUS_BIT["complained"] | STATUS_BIT["unsubscribed"]) != 0
    first = np.empty(len(people), dtype=np.int64)  # of several rows the first tells where somebody came from
    first[analysis.person[::-1]] = np.arange(len(analysis.person))[::-1]
    who = np.flatnonzero(codes[first] >= 0)
    place = codes[first[who]]

    def count(some: np.ndarray) -> np.ndarray:
        return np.bincount(place[some], minlength=len(names))

    size, bad, left = count(np.ones(len(who), dtype=bool)), count(is_bad[who]), count(has_left[who])
    rest, rest_bad = len(people) - size, int(is_bad.sum()) - bad
    others = [100 * float(b) / int(n) if n >= LEAST else None for n, b in zip(rest, rest_bad, strict=True)]
    told = [
        Source(kind, names[n], int(size[n]), int(bad[n]), int(left[n]), others[n])
        for n in np.flatnonzero(size >= LEAST).tolist()
        if names[n]
    ]
    return sorted(told, key=lambda one: (-one.bad_share, one.name))
