"""The addresses shown, as a file: what the table says of each, in the words of the language in use."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from listcleaner.core.export.log import harmless
from listcleaner.core.export.staging import Staging, check_no_input
from listcleaner.core.export.values import TextWriter
from listcleaner.core.progress import Progress
from listcleaner.core.vocabulary import STATUSES
from listcleaner.gui.overview import Overview
from listcleaner.gui.story import reason_text
from listcleaner.gui.text import tr, word

AT_ONCE = 20_000


def write_view(
    overview: Overview, people: np.ndarray, path: Path, inputs: Collection[Path], progress: Progress
) -> None:
    """Writes these people (int array, in this order) as CSV.

    Raises UserError as :class:`~listcleaner.core.export.staging.Staging` does, output_is_input (file), and Cancelled. Progress
    step: ``writing``.
    """
    check_no_input([path], inputs)
    with Staging(path.parent) as staging:
        writer = TextWriter(staging.open(path))
        writer.add(
            [
                tr("Address"),
                tr("Status"),
                tr("Why"),
                tr("Soft bounces"),
                tr("Last bounce"),
                tr("Whose problem"),
            ]
        )
        for start in range(0, len(people), AT_ONCE):
            progress("writing", start, len(people))
            writer.add_all(zip(*_columns(overview, people[start : start + AT_ONCE]), strict=True))
        writer.close()
        staging.commit()


def _columns(overview: Overview, people: np.ndarray) -> list[list[object]]:
    statuses = {name: word(f"status.{name}") for name in STATUSES}
    last = pd.Series(overview.last_bounce[people]).dt.strftime("%Y-%m-%d").fillna("")
    return [
        [harmless(str(address), in_csv=True) for address in overview.address[people]],
        [statuses[STATUSES[code]] for code in overview.status[people].tolist()],
        _said(overview.reason, people, reason_text),
        overview.count[people].tolist(),
        last.tolist(),
        _said(overview.fault, people, lambda name: word(f"fault.{name}")),
    ]


def _said(values: "pd.Categorical[Any]", people: np.ndarray, words: Callable[[str], str]) -> list[object]:
    """Each person's value in words; the words are made once for each value."""
    said = [*(words(str(name)) for name in values.categories), ""]  # the last for those without
    return [said[code] for code in values.codes[people].tolist()]
