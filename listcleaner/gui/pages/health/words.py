"""What the health page says, on the screen and on paper."""

from listcleaner.core.health.domains import Domain
from listcleaner.core.health.sends import LINE, Send
from listcleaner.gui.overview import Overview
from listcleaner.gui.parts.charts import SENDS, whole_percent
from listcleaner.gui.story import date
from listcleaner.gui.text import BETWEEN, tr, word


def judged(rates: list[float], known: bool) -> str:
    """How the last sends went, by their rates in percent. ``known``: there is a bounce file."""
    if not rates:
        return tr("How your list is doing.") if known else tr("Add bounce files to see how it is doing.")
    high = next((n for n, rate in enumerate(reversed(rates)) if rate <= LINE), len(rates))
    line = whole_percent(LINE)
    if high:
        told = tr("Your last %Ln send(s) were above {line}. Providers may start to block you.", "", high)
        return told.format(line=line)
    return tr("Your last send was below {line}. That is good.").format(line=line)


def shown_rates(overview: Overview) -> list[tuple[str, float, str]]:
    """Of each send: its date, its rate in percent, and how many of how many that is."""
    return [(date(overview, send.date), send.rate, _size(send)) for send in overview.sends]


def of_which_sends(sends: list[Send]) -> str:
    """How many of them are shown, and whether their sizes are known."""
    told = [tr("Last %Ln send(s)", "", min(SENDS, len(sends)))] if sends else []
    told += [word("rates.estimated")] if any(send.estimated for send in sends[-SENDS:]) else []
    return BETWEEN.join(told)


def verdict(overview: Overview, domain: Domain) -> str:
    """What a domain does with the mail, in a few words."""
    when = date(overview, domain.day) if domain.day is not None else ""
    return word(f"verdict.{domain.verdict}", date=when, domain=domain.meant)


def _size(send: Send) -> str:
    """How many came back of how many."""
    code = "rates.send.about" if send.estimated else "rates.send"
    return word(code, bounced=len(send.bounced), recipients=send.recipients)
