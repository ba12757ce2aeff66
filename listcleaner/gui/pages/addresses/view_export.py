"""The addresses shown, as a file: what the table says of each, in the words of the language in use."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from listcleaner.core.export.log import harmless
from listcleaner.core.export.staging import Staging, check_no_input
from listcleaner.core.export.values import TextWriter
from listcleaner.core.progress import Progress
from listcleaner.core.vocabulary import STATUSES
from listcleaner.gui.grid_model import Column
from listcleaner.gui.overview import Overview
from listcleaner.gui.story import reason_text
from listcleaner.gui.text import tr, word

AT_ONCE = 20_000


def write_view(
    overview: Overview,
    people: np.ndarray,
    columns: Sequence[Column],
    path: Path,
    inputs: Collection[Path],
    progress: Progress,
) -> None:
    """Writes these columns of these people (int array, in this order) as CSV; the reason has a column of its own.

    Raises UserError as :class:`~listcleaner.core.export.staging.Staging` does, output_is_input (file), and Cancelled. Progress
    step: ``writing``.
    """
    check_no_input([path], inputs)
    titles = {column.id: column.title for column in columns} | {"address": tr("Address"), "reason": tr("Why")}
    with Staging(path.parent) as staging:
        writer = TextWriter(staging.open(path))
        writer.add(list(titles.values()))
        for start in range(0, len(people), AT_ONCE):
            progress("writing", start, len(people))
            some = people[start : start + AT_ONCE]
            writer.add_all(zip(*(_column(overview, some, name) for name in titles), strict=True))
        writer.close()
        staging.commit()


def _column(overview: Overview, people: np.ndarray, name: str) -> list[object]:
    """What one column says of each."""
    if name == "status":
        statuses = [word(f"status.{status}") for status in STATUSES]
        return [statuses[code] for code in overview.status[people].tolist()]
    if name == "address":
        return [harmless(str(address), in_csv=True) for address in overview.address[people]]
    if name in ("last", "engaged"):
        when = overview.last_bounce if name == "last" else overview.last_engaged
        return list(pd.Series(when[people]).dt.strftime("%Y-%m-%d").fillna(""))
    if name == "reason":
        return _said(overview.reason, people, reason_text)
    if name == "fault":
        return _said(overview.fault, people, lambda fault: word(f"fault.{fault}"))
    if name == "domain":
        return [harmless(overview.domain_name(person), in_csv=True) for person in people.tolist()]
    if name == "list":
        return [harmless("; ".join(overview.lists_of(person)), in_csv=True) for person in people.tolist()]
    numbers = {"count": overview.count, "bounces": overview.bounces}
    return list(numbers[name][people].tolist())


def _said(values: "pd.Categorical[Any]", people: np.ndarray, words: Callable[[str], str]) -> list[object]:
    """Each person's value in words; the words are made once for each value."""
    said = [*(words(str(name)) for name in values.categories), ""]  # the last for those without
    return [said[code] for code in values.codes[people].tolist()]
