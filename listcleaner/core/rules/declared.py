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
    Rule(
        "inactive", False, "review", ("review", "suspend", "remove"), (Param("months", 12, 1, 120, "months"),)
    ),
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

# Rule → its bit in the flags of rows and people.
BIT: dict[str, int] = {rule.id: 1 << place for place, rule in enumerate(RULES)}

# The numbers that hold for all rules; the fields of Rules of the same names.
GENERAL: tuple[Param, ...] = (
    Param("strike_months", 12, 1, 120, "months"),
    Param("brake_percent", 25, 0, 100, "percent"),
    Param("brake_engaged_percent", 5, 0, 100, "percent"),
)
_DEFAULT = {param.name: param.default for param in GENERAL}


@dataclass(frozen=True)
class Setting:
    """What the person chose for one rule."""

    on: bool
    action: Action
    params: tuple[tuple[str, int], ...] = ()

    def param(self, name: str) -> int:
        """The value of a parameter. Raises KeyError when the rule has none of that name."""
        return dict(self.params)[name]


@dataclass(frozen=True)
class Rules:
    """A complete set of rules. ``settings`` has every rule of RULES, in that order."""

    settings: tuple[tuple[str, Setting], ...]
    absence_resets: bool = True  # a known send without a bounce sets the soft count to zero
    incidents: bool = True  # what failed for many at once does not count against each of them
    same_mailbox: bool = False  # for duplicates a.nn+shop@googlemail.com is ann@gmail.com
    strike_months: int = _DEFAULT["strike_months"]  # older strikes do not count
    brake_percent: int = _DEFAULT["brake_percent"]  # of a list removed or suspended
    brake_engaged_percent: int = _DEFAULT["brake_engaged_percent"]  # of recent readers (plan.ENGAGED_DAYS)

    def __getitem__(self, rule: str) -> Setting:
        return dict(self.settings)[rule]


def default_rules() -> Rules:
    """The rules of DESIGN §5."""
    return Rules(
        tuple(
            (rule.id, Setting(rule.on, rule.action, tuple((p.name, p.default) for p in rule.params)))
            for rule in RULES
        )
    )
