"""Short ways to write a list, say what becomes of its rows, and export it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from listcleaner.core.contacts import ListFile, combine, load_list
from listcleaner.core.export.explain import explain
from listcleaner.core.export.write import RunStamp, WrittenFile, export
from listcleaner.core.judgement.analysis import analyse
from listcleaner.core.judgement.people import Analysis
from listcleaner.core.judgement.sends import assign
from listcleaner.core.result import Result
from listcleaner.core.rules.decisions import RowRef
from listcleaner.core.rules.declared import PLACE, default_rules
from listcleaner.core.rules.plan import KEEP, REMOVE, SUSPEND, Plan
from listcleaner.core.rules.softcount import soft_counts
from listcleaner.core.tables.table import Reading
from listcleaner.core.wording import Wording

NOW = datetime(2026, 6, 30, 12)
RUN = RunStamp.at(NOW)
ENGLISH = Wording("en")

# What a test says of a row → action, rule of Plan.
FATES = {"remove": (REMOVE, "hard"), "suspend": (SUSPEND, "soft"), "review": (KEEP, "unknown")}


@dataclass(frozen=True)
class Exported:
    """What an export gave."""

    files: tuple[WrittenFile, ...]

    def path(self, part: str, list: int | None = 0) -> Path:
        """The file of a part."""
        return self.file(part, list).path

    def file(self, part: str, list: int | None = 0) -> WrittenFile:
        """What is said of the file of a part."""
        (found,) = [file for file in self.files if file.part == part and (part == "log" or file.list == list)]
        return found

    def content(self, part: str) -> bytes:
        """The bytes of a part of the first list."""
        return self.path(part).read_bytes()


def judged(lists: Sequence[ListFile], corrections: frozenset[RowRef] = frozenset()) -> Analysis:
    """The analysis of lists without any bounce."""
    return analyse(combine(lists, corrections), assign([]), default_rules(), NOW)


def plan_of(analysis: Analysis, fates: Mapping[int | tuple[int, int], str]) -> Plan:
    """A plan by hand: source row of the first list, or (list, row), → remove, suspend or review."""
    size = len(analysis.contacts)
    action, rule = np.zeros(size, np.uint8), np.full(size, -1, np.int8)
    review = np.zeros(size, bool)
    places = list(zip(analysis.contacts["list"], analysis.contacts["row"], strict=True))
    for where, fate in fates.items():
        row = places.index(where if isinstance(where, tuple) else (0, where))
        action[row], name = FATES[fate]
        rule[row], review[row] = PLACE[name], fate == "review"
    flags = np.where(rule >= 0, 1 << np.maximum(rule, 0).astype(np.uint32), 0).astype(np.uint32)
    soft = soft_counts(analysis, default_rules(), NOW)
    return Plan(action, rule, flags, review, np.zeros(size, bool), soft)


def exported(
    paths: Path | Sequence[Path],
    fates: Mapping[int | tuple[int, int], str],
    out: Path | None = None,
    reading: Reading = Reading(),
    corrected: Sequence[int] = (),
    **options: object,
) -> Exported:
    """Exports lists into ``out`` (else a folder beside the first).

    ``corrected``: rows of the first list with an accepted correction.
    """
    paths = [paths] if isinstance(paths, Path) else paths
    lists = [load_list(path, reading) for path in paths]
    corrections = frozenset((lists[0].fingerprint, row) for row in corrected)
    analysis = judged(lists, corrections)
    settings: dict[str, object] = {"wording": ENGLISH, "rules": default_rules(), "run": RUN}
    settings |= {"corrections": corrections} | options
    plan = plan_of(analysis, fates)
    return Exported(tuple(export(analysis, plan, lists, out or paths[0].parent / "out", **settings)))


def explain_all(result: Result, wording: Wording) -> list[str]:
    """What is said of each row, by the default rules."""
    assert result.analysis is not None
    assert result.plan is not None
    rows = np.arange(len(result.analysis.contacts))
    return explain(result.analysis, result.plan, default_rules(), wording, rows, result.lists)
