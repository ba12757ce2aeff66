"""The cleaning rules: parameters only. One declaration; files, forms, help and texts come from it."""

from dataclasses import dataclass
from typing import Any, Literal

from listcleaner.core.vocabulary import reasons

Action = Literal["keep", "review", "suspend", "remove"]


@dataclass(frozen=True)
class Param:
    """A number, with its bounds (both allowed). Its texts are ``rule.param.NAME`` and, in a sentence, ``rule.param.NAME.help``.

    ``steps``: values a form offers besides the one in use. ``fine``: for those who look for it, not on the rule's own line.
    """

    name: str
    default: int
    least: int
    most: int
    unit: str  # times, days, months, percent, addresses
    steps: tuple[int, ...] = ()
    fine: bool = False


@dataclass(frozen=True)
class Switch:
    """A yes or no."""

    name: str
    default: bool


@dataclass(frozen=True)
class Option:
    """One of a few words."""

    name: str
    default: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A rule as declared. Its texts are ``rule.ID.*`` in ``resources/i18n/texts/rules.toml``.

    ``limits``: the bounds of its limits for single reasons, where it takes any (:func:`striking`).
    """

    id: str
    on: bool
    action: Action
    actions: tuple[Action, ...]
    params: tuple[Param, ...] = ()
    limits: Param | None = None


# In order: the first that applies is a row's main reason. The position is the rule's bit in Plan.flags.
RULES: tuple[Rule, ...] = (
    Rule("complained", True, "remove", ("remove", "suspend", "review")),
    Rule("unsubscribed", True, "remove", ("remove", "suspend", "review")),
    # strikes: as how many soft bounces a hard one counts, for those whose server says so too easily; 0: it takes out at once
    Rule(
        "hard",
        True,
        "remove",
        ("remove", "suspend", "review"),
        (Param("strikes", 0, 0, 20, "times", (0, 1, 2), fine=True),),
    ),
    Rule("came_back", True, "remove", ("remove", "suspend", "review")),
    Rule("invalid", True, "remove", ("remove", "suspend", "review")),
    Rule(
        "soft",
        True,
        "suspend",
        ("suspend", "remove", "review"),
        (
            Param("limit", 3, 1, 20, "times", (1, 2, 3, 4, 5, 6, 8, 10)),
            Param("pause_days", 30, 1, 365, "days", (7, 14, 30, 60, 90, 180)),
            # of people who ever opened or clicked, where it is the higher one
            Param("reader_limit", 0, 0, 50, "times", (0, 5, 10, 15), fine=True),
        ),
        Param(
            "limits", 3, 0, 20, "times", (0, 1, 2, 3, 4, 5, 6, 8, 10), fine=True
        ),  # 0: recorded only, no strike
    ),
    Rule("duplicate", True, "remove", ("remove", "review")),
    Rule("disposable", False, "remove", ("remove", "suspend", "review")),
    Rule("role", False, "review", ("review", "suspend", "remove")),
    Rule("unconfirmed", False, "review", ("review", "suspend", "remove")),
    Rule(
        "inactive",
        False,
        "review",
        ("review", "suspend", "remove"),
        (Param("months", 12, 1, 120, "months", (3, 6, 12, 18, 24, 36)),),
    ),
    Rule(
        "domain_cluster",
        False,
        "review",
        ("review", "suspend", "remove"),
        (
            Param("addresses", 5, 2, 1000, "addresses", (2, 5, 10, 20, 50)),
            Param("share", 80, 1, 100, "percent", (50, 70, 80, 90, 100)),
        ),
    ),
    Rule("blocked", True, "review", ("review", "suspend", "remove")),
    Rule("unknown", True, "review", ("review", "suspend", "remove")),
)

# Rule → its position, as in Plan.rule, and its bit in the flags of rows and people.
PLACE: dict[str, int] = {rule.id: place for place, rule in enumerate(RULES)}
BIT: dict[str, int] = {rule: 1 << place for rule, place in PLACE.items()}

# What holds for all rules; the fields of Rules of the same names. Their texts are ``general.NAME``.
GENERAL: tuple[Switch | Option | Param, ...] = (
    Switch("absence_resets", True),  # a known send without a bounce sets the soft count to zero
    Option(
        "resets", "delivered", ("delivered", "engaged", "never")
    ),  # what else does; opens are deliveries, too
    Option("strike_per", "send", ("send", "day")),  # soft bounces of one send, or of one day, count once
    Switch("incidents", True),  # what failed for many at once does not count against each of them
    Switch("same_mailbox", False),  # for duplicates a.nn+shop@googlemail.com is ann@gmail.com
    Switch("copies_across_lists", True),  # off: lists of different senders, where each stays as it is
    Param("strike_months", 12, 1, 120, "months", (3, 6, 12, 24, 36)),  # older strikes do not count
    # so long without a strike, and the count is zero; 0: it does not matter
    Param("strike_gap", 0, 0, 365, "days", (0, 7, 35, 90, 180)),
    Param("brake_percent", 25, 0, 100, "percent", (10, 25, 50, 100)),  # of a list removed or suspended
    Param(
        "brake_engaged_percent", 5, 0, 100, "percent", (1, 5, 10, 25, 100)
    ),  # of recent readers (brake.ENGAGED_DAYS)
)


def striking() -> tuple[str, ...]:
    """The reasons a soft bounce counts for, which may have limits of their own (``resources/data/reasons.toml``)."""
    return tuple(name for name, reason in reasons().items() if reason.strike and reason.fault != "sender")


@dataclass(frozen=True)
class Setting:
    """What the person chose for one rule. ``limits``: of single reasons, in the order of :func:`striking`."""

    on: bool
    action: Action
    params: tuple[tuple[str, int], ...] = ()
    limits: tuple[tuple[str, int], ...] = ()

    def param(self, name: str) -> int:
        """The value of a parameter. Raises KeyError when the rule has none of that name."""
        return dict(self.params)[name]


@dataclass(frozen=True)
class Judging:
    """What of the rules the judgement of people depends on. All else only means another plan.

    ``hard``: as how many strikes a hard bounce counts, 0: it is none. ``ignored``: reasons that are recorded only.
    The rest is as GENERAL declares it.
    """

    absence_resets: bool
    resets: str
    strike_per: str
    incidents: bool
    same_mailbox: bool
    copies_across_lists: bool
    strike_months: int
    strike_gap: int
    hard: int
    ignored: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """A complete set of rules. ``settings`` has every rule of RULES, in that order; the rest is as GENERAL declares it."""

    settings: tuple[tuple[str, Setting], ...]
    absence_resets: bool
    resets: str
    strike_per: str
    incidents: bool
    same_mailbox: bool
    copies_across_lists: bool
    strike_months: int
    strike_gap: int
    brake_percent: int
    brake_engaged_percent: int

    def __getitem__(self, rule: str) -> Setting:
        return dict(self.settings)[rule]

    @property
    def judging(self) -> Judging:
        """What the judgement of people depends on."""
        hard, soft = self["hard"], self["soft"]
        return Judging(
            absence_resets=self.absence_resets,
            resets=self.resets,
            strike_per=self.strike_per,
            incidents=self.incidents,
            same_mailbox=self.same_mailbox,
            copies_across_lists=self.copies_across_lists,
            strike_months=self.strike_months,
            strike_gap=self.strike_gap,
            hard=hard.param("strikes") if hard.on else 0,
            ignored=frozenset(reason for reason, limit in soft.limits if limit == 0),
        )


def default_rules() -> Rules:
    """The rules of DESIGN §5."""
    settings = tuple(
        (rule.id, Setting(rule.on, rule.action, tuple((p.name, p.default) for p in rule.params)))
        for rule in RULES
    )
    general: dict[str, Any] = {one.name: one.default for one in GENERAL}
    return Rules(settings, **general)
