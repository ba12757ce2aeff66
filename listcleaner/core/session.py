"""The session: the small frozen value everything else is computed from. Undo is the previous session."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from listcleaner.core.rules.decisions import Decisions
from listcleaner.core.rules.declared import Rules, default_rules
from listcleaner.core.tables.table import Reading

if TYPE_CHECKING:  # with it comes pandas
    from listcleaner.core.columns.remembered import Memory


@dataclass(frozen=True)
class Source:
    """One file the person gave, and how it is to be read.

    ``columns``: role → header, what the person set herself. ``memory``: what she had told of earlier files by then.
    ``dated``: the day she gives a bounce file that names none.
    """

    path: Path
    role: Literal["list", "bounces"]
    reading: Reading = field(default_factory=Reading)
    columns: tuple[tuple[str, str], ...] = ()
    memory: "Memory" = ()
    dated: date | None = None


@dataclass(frozen=True)
class Session:
    """Sources, rules and the person's own decisions."""

    sources: tuple[Source, ...] = ()
    rules: Rules = field(default_factory=default_rules)
    decisions: Decisions = field(default_factory=Decisions)

    def adding(self, *sources: Source) -> Self:
        """With more sources; one whose path is there already takes its place."""
        new = {source.path: source for source in sources}
        here = tuple(new.pop(source.path, source) for source in self.sources)
        return replace(self, sources=(*here, *new.values()))

    def without(self, path: Path) -> Self:
        """Without the source of this path."""
        return replace(self, sources=tuple(s for s in self.sources if s.path != path))
