"""What is computed from a session."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listcleaner.core.errors import UserError
from listcleaner.core.session import Source

if TYPE_CHECKING:  # with them comes pandas: a window holds an empty result before it is there
    from listcleaner.core.contacts import ListFile
    from listcleaner.core.events import BounceFile
    from listcleaner.core.judgement.people import Analysis
    from listcleaner.core.rules.plan import Plan


@dataclass(frozen=True)
class Problem:
    """A source that could not be used, and why. The others go on working."""

    source: Source
    error: UserError


@dataclass(frozen=True)
class Result:
    """Everything computed from a session. ``analysis`` and ``plan`` are None until there is a list."""

    lists: "tuple[ListFile, ...]" = ()
    bounce_files: "tuple[BounceFile, ...]" = ()
    analysis: "Analysis | None" = None
    plan: "Plan | None" = None
    problems: tuple[Problem, ...] = ()
