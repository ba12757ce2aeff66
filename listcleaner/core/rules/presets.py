"""Ready-made rules: ours, and those that mail services publish. Data: ``resources/data/presets/*.toml``."""

import difflib
from dataclasses import dataclass
from datetime import date
from functools import cache

from listcleaner import resources
from listcleaner.core.errors import UserError
from listcleaner.core.rules.declared import Rules
from listcleaner.core.rules.file import rules_of

OURS = ("careful", "strict")  # come first


@dataclass(frozen=True)
class Preset:
    """Rules with a name. Texts: ``preset.NAME.title``, ``.about``, and ``.cannot`` where something cannot be said in our rules.

    ``source``: who says that these are the rules, as read on ``date``; "" for our own.
    """

    name: str
    rules: Rules
    source: str
    date: date


@cache
def presets() -> tuple[Preset, ...]:
    """All of them, ours first."""
    names = [file.stem for file in resources.path("data/presets").glob("*.toml")]
    others = sorted(name for name in names if name not in OURS)
    return tuple(_preset(name) for name in (*OURS, *others))


def _preset(name: str) -> Preset:
    content = dict(resources.toml(f"data/presets/{name}.toml"))
    about = content.pop("preset")
    return Preset(name, rules_of(content), about["source"], about["date"])


def preset(name: str) -> Preset:
    """The preset of a name, however it is spelt in capitals. Raises UserError ``preset_unknown`` (name, nearest, known)."""
    known = {one.name: one for one in presets()}
    if name.lower() in known:
        return known[name.lower()]
    nearest = difflib.get_close_matches(name.lower(), known, 1)
    if nearest:
        raise UserError("preset_misspelt", name=name, nearest=nearest[0])
    raise UserError("preset_unknown", name=name, known=list(known))


def preset_of(rules: Rules) -> Preset | None:
    """The preset that rules are, whatever their brake; None when the person has her own."""
    for one in presets():
        if (one.rules.settings, one.rules.judging) == (rules.settings, rules.judging):
            return one
    return None
