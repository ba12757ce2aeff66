"""The columns of the table of addresses: which there are, how wide their words are, and what their cells show."""

from datetime import date as calendar

import numpy as np

from listcleaner.core.vocabulary import SHOWN
from listcleaner.gui.grid_model import Column, wide_enough
from listcleaner.gui.look import fonts, theme
from listcleaner.gui.overview import WHOSE, Overview
from listcleaner.gui.parts.cells import EMPTY, Cell, count_width
from listcleaner.gui.story import date
from listcleaner.gui.text import day, number, tr, word

USUAL = ("status", "address", "count", "last", "fault")
ALWAYS = ("address",)
DROPPED = "fault"  # of the usual ones where there is little room: it has a facet, too
LEAST_ADDRESS = 150  # pixels; with more columns than fit beside it the table scrolls sideways
APART = "reason"  # in a column of its own where there is much room; else it stands below the address
REASON = 230  # pixels of it
TEXT = 180  # pixels of a column whose words are the person's own


def people_columns() -> list[Column]:
    """All of them, in the order shown, as wide as their words in the language in use."""
    words, body = fonts.font(13, 500), fonts.font(13)
    statuses = [word(f"status.{name}") for name in SHOWN]
    widest = day(calendar(2024, 12, 28), calendar(2025, 1, 1))
    faults = [word(f"fault.{name}") for name in WHOSE]

    def dated(name: str, title: str) -> Column:
        return Column(name, title, wide_enough(title, [widest], body) + 6, falls=True)

    return [
        Column("status", tr("Status"), wide_enough(tr("Status"), statuses, words, 40 + 8)),
        Column("address", tr("Address and reason")),
        Column("reason", tr("Why"), REASON),
        Column("count", tr("Soft bounces"), wide_enough(tr("Soft bounces"), [], body), falls=True),
        dated("last", tr("Last bounce")),
        Column("bounces", tr("Bounces in all"), wide_enough(tr("Bounces in all"), [], body, 30), right=True, falls=True),
        Column("fault", tr("Whose problem"), wide_enough(tr("Whose problem"), faults, body)),
        Column("domain", tr("Domain"), TEXT),
        Column("list", tr("List"), TEXT),
        dated("engaged", tr("Last opened")),
    ]  # fmt: skip


def people_cell(overview: Overview, person: int, column: str, second: str) -> Cell:
    """What a cell shows. ``second``: the line under the address."""
    status = overview.status_name(person)
    if column == "status":
        quiet = "text2" if status == "ok" else ""
        shown = word(f"status.{status}")
        return Cell(shown, icon=theme.tone(status).icon, tone=status, weight=500, text_tone=quiet)
    if column == "address":
        return Cell(str(overview.address[person]), second=second, address=True, weight=500)
    if column == "count" and overview.has_history(person):
        return Cell(count=(int(overview.count[person]), int(overview.limits[person])))
    if column == "bounces" and (many := int(overview.bounces[person])):
        return Cell(number(many), tone="text2", right=True)
    if column in ("last", "engaged"):
        when = (overview.last_bounce if column == "last" else overview.last_engaged)[person]
        whole = "" if np.isnat(when) else day(when.astype(object), overview.now, year=True)
        return Cell(date(overview, when), tone="text2", tip=whole)
    if column == "fault" and (fault := overview.fault_name(person)):
        return Cell(word(f"fault.{fault}"), tone="text2")
    if column == "domain":
        return Cell(overview.domain_name(person), tone="text2")
    if column == "list":
        return Cell(lists_text(overview, person), tone="text2")
    return EMPTY


def lists_text(overview: Overview, person: int) -> str:
    """The list a person is on, and how many others."""
    first, *others = overview.lists_of(person)
    return f"{first} +{len(others)}" if others else first


def count_column(overview: Overview) -> int:
    """How wide the column of soft counts has to be at this limit."""
    title = wide_enough(tr("Soft bounces"), [], fonts.font(13))
    return max(title, count_width(int(overview.limits.max(initial=1))))
