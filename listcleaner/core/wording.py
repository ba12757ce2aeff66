"""Sentences in the person's language: errors, notes, reasons, explanations, the command line.

The texts are data in ``resources/i18n/texts/*.toml``, both languages side by side. The window's own labels are Qt's business
(``resources/i18n/*.ts``); everything the core has to say, in whatever shell, is here.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import PurePath
from typing import Any

from listcleaner import resources
from listcleaner.core.errors import UserError

LANGUAGES = ("en", "zh_CN")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def preferred_language(names: Sequence[str | None]) -> str:
    """The first of some locale names (``zh_CN.UTF-8``, ``Chinese (Simplified)_China``) we speak, else English."""
    for name in names:
        if name and name.lower().startswith(("zh", "chinese")):
            return "zh_CN"
        if name:
            return "en"
    return "en"


def terminal_language() -> str:
    """The language a terminal asks for."""
    import locale

    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return preferred_language([*names, locale.getlocale()[0]])


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = {}
    for file in sorted(resources.path("i18n/texts").glob("*.toml")):
        texts |= resources.toml(f"i18n/texts/{file.name}")
    return texts


def codes() -> frozenset[str]:
    """All text codes there are."""
    return frozenset(_catalogue())


def error_key(error: UserError) -> str:
    """The code of an error's text; an archive has its own: ``error.file_unreadable.zip``, for Excel opens none."""
    code = f"error.{error.code}"
    of_ending = code + PurePath(str(error.fields.get("file", ""))).suffix.lower()
    return of_ending if of_ending in _catalogue() else code


_OWN_WORDS = {"kind": "kind", "reason": "cause"}  # names of fields, and how the codes of their texts begin


@dataclass(frozen=True)
class Wording:
    """One language's texts, numbers and dates."""

    language: str = "en"

    def __contains__(self, code: str) -> bool:
        return code in _catalogue()

    def text(self, code: str, **fields: object) -> str:
        """The text of a code with its fields filled in; ``n`` chooses between singular and plural. Raises KeyError."""
        text = _catalogue()[code][self.language]
        if isinstance(text, dict):
            text = text["one" if fields.get("n") == 1 else "other"]
        return str(text).format_map({name: self._named(name, value) for name, value in fields.items()})

    def inside(self, kind: str, code: str) -> str:
        """The text ``KIND.CODE`` as part of a sentence: no full stop, no capital at its start unless the word is all capitals.

        A code without a text is shown as it is: a sentence with one plain word less is better than none.
        """
        name = f"{kind}.{code or 'unknown'}"
        text = self.text(name) if name in self else code.replace("_", " ")
        text = text.rstrip("。.")
        return text[:1].lower() + text[1:] if text[1:2].islower() else text

    def joined(self, sentences: Sequence[str]) -> str:
        """Sentences one behind the other."""
        return ("" if self.language == "zh_CN" else " ").join(one for one in sentences if one)

    def _named(self, name: str, value: object) -> str:
        """A field as text; one that holds a word of the program's or the system's own has a text in each language."""
        code = f"{_OWN_WORDS.get(name, name)}.{value}"
        return self.text(code) if name in _OWN_WORDS and code in self else self.value(value)

    def error(self, error: UserError) -> str:
        """One sentence for a person: what is wrong and what to do."""
        return self.text(error_key(error), **error.fields)

    def explained(self, category: str, reason: str) -> str:
        """A verdict by name, and on the next line what happened, whose problem it is and what to do."""
        named = f"reason.{reason}"
        told = f"class.{category}" if reason == "undefined" else named
        return f"{self.text(f'class.{category}')}: {self.text(named)}\n  {self.text(f'{told}.help')}"

    def value(self, value: object) -> str:
        """A field as text: numbers with thousands separators, dates short, files by name, errors as their sentences,
        several joined.
        """
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, float):
            return self.number(round(value, 1))
        if isinstance(value, datetime):
            return self.date(value)
        if isinstance(value, PurePath):
            return value.name
        if isinstance(value, UserError):
            return self.error(value)
        if isinstance(value, (list, tuple)):
            return self.list([self.value(one) for one in value])
        return str(value)

    def number(self, number: float) -> str:
        """``12,480``; both languages write it so."""
        return f"{number:,}"

    def list(self, parts: Sequence[str]) -> str:
        """``a, b, c`` or ``a、b、c``."""
        return ("、" if self.language == "zh_CN" else ", ").join(parts)

    def pair(self, what: str, value: str) -> str:
        """``what: value`` or ``what：value``."""
        return f"{what}{'：' if self.language == 'zh_CN' else ': '}{value}"

    def date(self, day: datetime) -> str:
        """``12 Mar 2026`` or ``2026年3月12日``."""
        return self.dates([day])

    def dates(self, days: Sequence[datetime]) -> str:
        """Several days, each year named once: ``12 Mar, 9 Apr, 14 May 2026`` or ``2026年3月12日、4月9日、5月14日``."""
        chinese = self.language == "zh_CN"
        parts = []
        for place, day in enumerate(days):
            other = days[place - 1] if chinese else days[place + 1] if place + 1 < len(days) else None
            named = place > 0 if chinese else other is not None
            same_year = named and other is not None and other.year == day.year
            if chinese:
                parts.append(("" if same_year else f"{day.year}年") + f"{day.month}月{day.day}日")
            else:
                parts.append(f"{day.day} {MONTHS[day.month - 1]}" + ("" if same_year else f" {day.year}"))
        return self.list(parts)
