"""What the table of people can be narrowed to: every status, and of each other group the most frequent values."""

from collections.abc import Callable, Mapping

from listcleaner.core.findings import group_name
from listcleaner.core.health.groups import members
from listcleaner.gui import theme
from listcleaner.gui.facets import Facet
from listcleaner.gui.overview import Overview
from listcleaner.gui.story import date, reason_text
from listcleaner.gui.text import tr, word, wording

MOST = 5  # values of a group, besides those chosen

Offer = dict[str, tuple[str, list[tuple[str, Facet, int]]]]


def people_facets(overview: Overview, chosen: Mapping[str, set[str]]) -> Offer:
    """Group → its title and (value, facet, count); what is ``chosen`` is always among them."""
    sends = {str(place): len(send.bounced) for place, send in enumerate(overview.sends)}
    groups: dict[str, tuple[str, dict[str, int], Callable[[str], str]]] = {
        "fault": (tr("Whose problem"), overview.fault_counts(), lambda name: word(f"fault.{name}")),
        "reason": (tr("Why"), overview.reason_counts(), reason_text),
        "domain": (tr("Largest domains"), overview.domain_counts(), str),
        "list": (tr("List"), overview.list_counts(), lambda place: overview.lists[int(place)].path.name),
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
        top = [name for name, n in counts.items() if n and said(name)][:MOST]
        mine = chosen.get(group, set())
        names = [*top, *(name for name in counts if name in mine and name not in top)]
        if names and (group != "list" or len(names) > 1):
            offered[group] = (title, [(name, Facet(said(name)), counts[name]) for name in names])
    return offered
