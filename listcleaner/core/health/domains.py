"""What each domain does with the mail: how many of its addresses bounce, why, and a verdict with its proof."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from listcleaner.core.addresses import typos
from listcleaner.core.health.sends import LINE
from listcleaner.core.judgement.incidents import Incident
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.vocabulary import STATUS_BIT, reasons

Verdict = Literal["healthy", "usual", "few", "many", "blocks", "overloaded", "outage", "gone", "typo"]
LEAST = 5  # addresses; of a smaller domain nothing is said
ENOUGH = 20  # of which next to none bounces: that is said already
MANY = 3  # of them bouncing; fewer are chance
WORSE = 1.5  # times the share of all other domains: a list that was never cleaned is bad everywhere
GONE = 0.8  # of its addresses
# There is no such domain, or it takes no mail.
GONE_REASONS = ("invalid_domain", "null_mx", "no_mail_service")
AGAIN = 2  # sends in a row
LATELY = pd.Timedelta(days=60)  # before the last thing known; an older outage is over


@dataclass(frozen=True)
class Domain:
    """One domain: its addresses, how many of them bounce or are blocked now, and what that means.

    ``reasons``: addresses by reason, most first. ``blocked``: those refused because of us alone. ``evidence``: position in
    events of the last that shows it, -1 none. ``day``: of an outage; those it hit are counted as bounced. ``meant``: the domain a
    slip of the pen was probably to be.
    """

    name: str
    people: int
    bounced: int
    verdict: Verdict
    blocked: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    evidence: int = -1
    day: pd.Timestamp | None = None
    meant: str = ""

    @property
    def rate(self) -> float:
        """Percent of its people."""
        return 100 * self.bounced / self.people


def domains(analysis: Analysis) -> list[Domain]:
    """Every domain with its verdict, the largest first."""
    traits, counts = analysis.traits, _Counts.of(analysis)
    why, shown = _reasons(analysis, counts.bad_people)
    outages, meant = _outages(analysis), _meant(analysis)
    order = np.argsort(-traits.addresses, kind="stable")[: np.count_nonzero(traits.addresses)]
    told = []
    for place in order.tolist():
        name = str(traits.domains[place])
        there, bad = int(counts.there[place]), int(counts.bad[place])
        outage, slip = outages.get(name), meant.get(place, "")
        verdict = counts.verdict(place, bool(slip), outage is not None)
        blocked, reasons, event = int(counts.blocked[place]), why.get(place, {}), shown.get(place, -1)
        if verdict == "outage" and outage is not None:
            told.append(
                Domain(name, there, max(bad, outage.addresses), verdict, blocked, reasons, event, outage.at)
            )
        else:
            told.append(Domain(name, there, bad, verdict, blocked, reasons, event, meant=slip))
    return told


@dataclass(frozen=True)
class _Counts:
    """Arrays by domain: addresses ``there``, of them ``bad``, refused because of us (``blocked``), at a domain that is ``gone``,
    or does not answer send after send (``silent``), failing for a fault at the provider (``busy``). ``bad_people``: positions.
    """

    there: np.ndarray
    bad: np.ndarray
    blocked: np.ndarray
    gone: np.ndarray
    silent: np.ndarray
    busy: np.ndarray
    bad_people: np.ndarray

    @classmethod
    def of(cls, analysis: Analysis) -> "_Counts":
        traits, people = analysis.traits, analysis.people
        facts, soft = people["facts"].to_numpy(), people["soft_count"].to_numpy() > 0
        hard, refused = facts & STATUS_BIT["hard"] != 0, facts & STATUS_BIT["blocked"] != 0
        bad = np.flatnonzero(hard | refused | soft)
        some, of_domain = people.iloc[bad], traits.domain[bad]
        hard, refused, soft = hard[bad], refused[bad], soft[bad]
        outage = [name for name, reason in reasons().items() if reason.outage]
        gone = hard & some["reason"].isin(GONE_REASONS).to_numpy()
        busy = ~hard & soft & some["soft_reason"].isin(outage).to_numpy()
        gone |= ~hard & soft & some["soft_reason"].isin(GONE_REASONS).to_numpy()
        silent = busy & (some["soft_count"].to_numpy() >= AGAIN)

        def count(mask: np.ndarray) -> np.ndarray:
            return np.bincount(of_domain[mask], minlength=len(traits.domains))

        every = np.ones(len(bad), dtype=bool)
        refused &= ~hard & ~soft
        return cls(
            traits.addresses, count(every), count(refused), count(gone), count(silent), count(busy), bad
        )

    def verdict(self, place: int, slip: bool, out: bool) -> Verdict:
        """What is said of a domain. ``slip``: its name is one of the pen; ``out``: there was an incident."""
        there, bad = int(self.there[place]), int(self.bad[place])
        if slip:
            return "typo"
        if there < LEAST:
            return "few"
        if bad < MANY:
            return "outage" if out else "healthy" if not bad or there >= ENOUGH else "few"
        if max(self.gone[place], self.silent[place]) >= GONE * there:
            return "gone"
        if bad * 100 > LINE * there and self.blocked[place] * 2 >= bad:
            return "blocks"
        whole, all_bad = self.whole
        usual = (all_bad - bad) / max(1, whole - there)
        if bad <= there * max(LINE / 100, WORSE * usual):
            return "outage" if out else "healthy" if bad * 100 <= LINE * there else "usual"
        return "overloaded" if self.busy[place] * 2 >= bad else "many"

    @cached_property
    def whole(self) -> tuple[int, int]:
        """Addresses of all domains, and of them bad."""
        return int(self.there.sum()), int(self.bad.sum())


def _reasons(analysis: Analysis, bad: np.ndarray) -> tuple[dict[int, dict[str, int]], dict[int, int]]:
    """By domain: addresses by reason, and the last event that shows the most frequent one."""
    some = analysis.people.iloc[bad]
    soft = (some["facts"].to_numpy() & STATUS_BIT["hard"] == 0) & (some["soft_count"].to_numpy() > 0)
    table = pd.DataFrame(
        {
            "domain": analysis.traits.domain[bad],
            "reason": pd.Categorical(some["soft_reason"].where(soft, some["reason"]).to_numpy(object)),
            "event": np.where(soft, some["last_strike"].to_numpy(), some["evidence"].to_numpy()),
        }
    )
    grouped = table.groupby(["domain", "reason"], observed=True, sort=False)["event"].agg(["size", "max"])
    why: dict[int, dict[str, int]] = {}
    shown: dict[int, int] = {}
    ordered = grouped.sort_values("size", ascending=False).reset_index()
    columns = (ordered[name].tolist() for name in ("domain", "reason", "size", "max"))
    for domain, reason, size, event in zip(*columns, strict=True):
        if reason:
            why.setdefault(int(domain), {})[str(reason)] = int(size)
            shown.setdefault(int(domain), int(event))
    return why, shown


def _outages(analysis: Analysis) -> dict[str, Incident]:
    """The last incident of each provider that had one lately."""
    last = analysis.events["at"].max()
    return {one.provider: one for one in analysis.incidents if one.provider and last - one.at < LATELY}


def _meant(analysis: Analysis) -> dict[int, str]:
    """Domains that are near-certain slips of another, and of which: those for which the other is suggested still."""
    contacts, traits = analysis.contacts, analysis.traits
    rows = np.flatnonzero((contacts["suggestion"] != "").to_numpy())
    places = np.unique(traits.domain[analysis.person[rows]])
    named = ((int(place), typos.domain(str(traits.domains[place]))) for place in places)
    return {place: meant for place, meant in named if meant}
