"""How many of the addresses are shown, and why none is."""

from listcleaner.gui.overview import Overview
from listcleaner.gui.text import number, tr


def subtitle(overview: Overview, shown: int, narrowed: bool) -> str:
    """The line under the page's name; ``narrowed``: by facets or a search."""
    everyone = number(len(overview))
    if narrowed:
        return tr("{shown} of {count} shown").format(shown=number(shown), count=everyone)
    look = number(len(overview) - overview.status_counts["ok"])
    return tr("{count}, of which {look} need a look").format(count=everyone, look=look)


def nothing(sought: str, among: bool) -> str:
    """What stands in place of an empty table; ``among``: the search was among some only."""
    if sought and among:
        return tr("None of these addresses contains “{text}”.").format(text=sought)
    if sought:
        return tr("No address contains “{text}”.").format(text=sought)
    return tr("No addresses here. That is good.")
