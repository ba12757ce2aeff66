"""What the table of people can be narrowed to: every status, and of each other group the most frequent values."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from listcleaner.core.findings import group_name
from listcleaner.core.health.groups import members
from listcleaner.core.progress import Progress
from listcleaner.gui.look import theme
from listcleaner.gui.overview import WHOSE, Overview
from listcleaner.gui.parts.facets import Facet
from listcleaner.gui.story import date, reason_text
from listcleaner.gui.text import tr, word, wording

if TYPE_CHECKING:
    import pandas as pd

MOST = 5  # values of a group, besides those chosen
WHOLE = {"fault": len(WHOSE), "list": 50}  # groups shown whole: an agency looks at its lists one by one

Offer = dict[str, tuple[str, list[tuple[str, Facet, int]]]]


def people_facets(overview: Overview, chosen: Mapping[str, set[str]]) -> Offer:
    """Group → its title and (value, facet, count); what is ``chosen`` is always among them."""
    sends = {str(place): len(send.bounced) for place, send in enumerate(overview.sends)}
    listed = {str(place): int(there.sum()) for place, there in enumerate(overview.in_list)}
    groups: dict[str, tuple[str, dict[str, int], Callable[[str], str]]] = {
        "fault": (tr("Whose problem"), _counts(overview.fault), lambda name: word(f"fault.{name}")),
        "reason": (tr("Why"), _by_number(_counts(overview.reason)), reason_text),
        "domain": (tr("Largest domains"), {domain.name: domain.people for domain in overview.domains}, str),
        "list": (
            tr("List"),
            listed,
            lambda place: overview.lists[int(place)].path.name,
        ),
        "send": (
            tr("Came back from"),
            dict(reversed(sends.items())),
            lambda place: date(overview, overview.sends[int(place)].date),
        ),
        "found": (
            word("found.title"),
            {name: int(members(overview.analysis, name).sum()) for name in chosen.get("found", set())},
            lambda name: group_name(name, overview.analysis.incidents, wording()),
        ),
    }
    statuses = [
        (name, Facet(word(f"status.{name}"), theme.ICONS[name], name), n)
        for name, n in overview.status_counts.items()
        if n or name != "unknown"
    ]
    offered: Offer = {"status": (tr("Status"), statuses)}
    for group, (title, counts, said) in groups.items():
        most = WHOLE.get(group, MOST)
        top = [name for name, n in counts.items() if n and said(name)][:most]
        mine = chosen.get(group, set())
        names = [*top, *(name for name in counts if name in mine and name not in top)]
        if names and (group != "list" or len(names) > 1):
            offered[group] = (title, [(name, Facet(said(name)), counts[name]) for name in names])
    return offered


def narrowed_counts(
    overview: Overview,
    chosen: Mapping[str, set[str]],
    text: str,
    offered: Iterable[tuple[str, str]],
    progress: Progress,
) -> dict[tuple[str, str], int]:
    """How many of those that the search and the other groups leave have each value (group, value)."""
    masks = overview.masks(chosen, text)
    counts: dict[tuple[str, str], int] = {}
    for group, values in groupby(sorted(offered), key=itemgetter(0)):
        others = [mask for name, mask in masks.items() if name != group]
        left = np.logical_and.reduce(others) if others else np.ones(len(overview), dtype=bool)
        progress("counting", len(counts))  # it may have been cancelled
        tally = overview.tally(group, [value for _, value in values], left)
        counts |= {(group, value): many for value, many in tally.items()}
    return counts


def _by_number(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: -one[1]))


def _counts(values: "pd.Categorical[Any]") -> dict[str, int]:
    counts = np.bincount(values.codes.astype(np.int64) + 1, minlength=len(values.categories) + 1)[1:]
    return dict(zip(map(str, values.categories), map(int, counts), strict=True))
