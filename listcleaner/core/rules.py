"""The cleaning rules: parameters only. One declaration; files, forms, help and texts come from it."""

from dataclasses import dataclass
from typing import Literal

Action = Literal["keep", "review", "suspend", "remove"]


@dataclass(frozen=True)
class Param:
    """A number a rule takes, with its bounds (both allowed)."""

    name: str
    default: int
    least: int
    most: int
    unit: str  # times, days, months, percent, addresses


@dataclass(frozen=True)
class Rule:
    """A rule as declared. Its texts are ``rule.ID.*`` in ``resources/i18n/core.*.toml``."""

    id: str
    on: bool
    action: Action
    actions: tuple[Action, ...]
    params: tuple[Param, ...] = ()


# In order: the first that applies is a row's main reason. The position is the rule's bit in Plan.flags.
RULES: tuple[Rule, ...] = (
    Rule("complained", True, "remove", ("remove", "suspend", "review")),
    Rule("unsubscribed", True, "remove", ("remove", "suspend", "review")),
    Rule("hard", True, "remove", ("remove", "suspend", "review")),
    Rule("came_back", True, "remove", ("remove", "suspend", "review")),
    Rule("invalid", True, "remove", ("remove", "suspend", "review")),
    Rule(
        "soft",
        True,
        "suspend",
        ("suspend", "remove", "review"),
        (Param("limit", 3, 1, 20, "times"), Param("pause_days", 30, 1, 365, "days")),
    ),
    Rule("duplicate", True, "remove", ("remove", "review")),
    Rule("disposable", False, "remove", ("remove", "suspend", "review")),
    Rule("role", False, "review", ("review", "suspend", "remove")),
    Rule("unconfirmed", False, "review", ("review", "suspend", "remove")),
    Rule("inactive", False, "review", ("review", "suspend", "remove"), (Param("months", 12, 1, 120, "months"),)),
    Rule(
        "domain_cluster",
        False,
        "review",
        ("review", "suspend", "remove"),
        (Param("addresses", 5, 2, 1000, "addresses"), Param("share", 80, 1, 100, "percent")),
    ),
    Rule("blocked", True, "review", ("review", "suspend", "remove")),
    Rule("unknown", True, "review", ("review", "suspend", "remove")),
)
