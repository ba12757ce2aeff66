"""Rules as a TOML file: what the window saves and ``clean --rules`` reads."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from listcleaner.core.errors import UserError
from listcleaner.core.rules.declared import (
    GENERAL,
    RULES,
    Option,
    Param,
    Rule,
    Rules,
    Setting,
    Switch,
    default_rules,
    striking,
)
from listcleaner.core.tables.source import opened

_ELSEWHERE = {"max_removal": "brake_percent"}  # as the command line calls it
_HEADER = re.compile(r"\[([^\]#]+)\]")
_KEY = re.compile(r"""([\w.\s"'-]+)=""")


def load_rules(path: Path) -> Rules:
    """Read a rules file; what it does not mention stays as in the defaults.

    Raises UserError ``rules_invalid`` (file, line, key, nearest: what would be right there), ``rules_unknown`` (file, line, key,
    known: what may stand there), ``rules_unreadable`` (file, line; no TOML), and what :func:`opened`
    raises.
    """
    try:
        with opened(path) as stream:
            text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UserError("rules_unreadable", file=str(path), line=line) from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("rules_unreadable", file=str(path), line=_line_of_error(error, text)) from None
    except RecursionError:  # thousands of brackets in each other: tomllib sets no limit of its own
        raise UserError("rules_unreadable", file=str(path), line=1) from None
    try:
        return rules_of(content)
    except _Unknown as unknown:
        line = _line_of_key(text, unknown.key)
        raise UserError(
            "rules_unknown", file=str(path), line=line, key=unknown.key, known=unknown.known
        ) from None
    except _Wrong as wrong:
        line = _line_of_key(text, wrong.key)
        raise UserError(
            "rules_invalid", file=str(path), line=line, key=wrong.shown, nearest=wrong.nearest
        ) from None


def toml_value(value: object) -> str:
    """A switch, word or number as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


class _Wrong(Exception):  # noqa: N818 - becomes a UserError once the line is known
    """``key``: where it stands. ``shown``: that, with its value where the value is wrong. ``nearest``: what would be right."""

    def __init__(self, key: str, nearest: str, value: object = None) -> None:
        super().__init__(key)
        self.key = key
        self.shown = key if value is None else f"{key} = {toml_value(value)}"
        self.nearest = nearest


class _Unknown(Exception):  # noqa: N818 - becomes a UserError once the line is known
    """A key that is like none of those that may stand there."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        super().__init__(key)
        self.key = key
        self.known = tuple(known)


def rules_of(content: dict[str, Any]) -> Rules:
    """The rules a parsed file holds; what it does not mention is as in the defaults. Raises _Wrong and _Unknown."""
    general = {one.name: one for one in GENERAL}
    declared = {rule.id: rule for rule in RULES}
    rules = default_rules()
    settings = dict(rules.settings)
    values: dict[str, Any] = {}
    for key, value in content.items():
        if key in general:
            values[key] = _value(key, value, general[key])
        elif key in declared:
            settings[key] = _setting(declared[key], settings[key], value)
        else:
            raise _misspelt(key, key, [*general, *declared])
    return replace(rules, settings=tuple(settings.items()), **values)


def _setting(rule: Rule, setting: Setting, content: object) -> Setting:
    if not isinstance(content, dict):
        raise _Wrong(rule.id, f"[{rule.id}]", _plain(content))
    declared: dict[str, Switch | Option | Param] = {
        "on": Switch("on", rule.on),
        "action": Option("action", rule.action, rule.actions),
        **{param.name: param for param in rule.params},
    }
    tables = {rule.limits.name: rule.limits} if rule.limits else {}
    values: dict[str, Any] = {}
    for name, value in content.items():
        key = f"{rule.id}.{name}"
        if name in tables:
            setting = replace(setting, limits=_limits(key, value, tables[name]))
        elif name in declared:
            values[name] = _value(key, value, declared[name])
        else:
            raise _misspelt(key, name, [*declared, *tables], f"{rule.id}.")
    on, action = values.pop("on", setting.on), values.pop("action", setting.action)
    return replace(setting, on=on, action=action, params=tuple((dict(setting.params) | values).items()))


def _limits(table: str, content: object, bounds: Param) -> tuple[tuple[str, int], ...]:
    """The limits of single reasons, in the order of the reasons."""
    if not isinstance(content, dict):
        raise _Wrong(table, f"[{table}]", _plain(content))
    reasons = striking()
    for reason in content:
        if reason not in reasons:
            raise _misspelt(f"{table}.{reason}", reason, list(reasons), f"{table}.")
    return tuple(
        (reason, _number(f"{table}.{reason}", content[reason], bounds))
        for reason in reasons
        if reason in content
    )


def _value(key: str, value: object, declared: Switch | Option | Param) -> bool | int | str:
    if isinstance(declared, Switch):
        return _switch(key, value)
    return _number(key, value, declared) if isinstance(declared, Param) else _option(key, value, declared)


def _switch(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        guess = str(value).strip().lower() not in ("", "0", "no", "off", "false", "none", "n", "f")
        raise _Wrong(key, f"{key} = {toml_value(guess)}", _plain(value))
    return value


def _option(key: str, value: object, option: Option) -> str:
    if isinstance(value, str) and value in option.values:
        return value
    nearest = _closest(str(value), option.values) or option.values[0]
    raise _Wrong(key, f"{key} = {toml_value(nearest)}", _plain(value))


def _number(key: str, value: object, param: Param) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and param.least <= value <= param.most:
        return value
    try:
        wanted = param.default if isinstance(value, bool) else round(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        wanted = param.default
    raise _Wrong(key, f"{key} = {min(max(wanted, param.least), param.most)}", _plain(value))


def _plain(value: object) -> object:
    """A wrong value short enough for a sentence."""
    return value if isinstance(value, (bool, int, float)) else str(value)[:60]


def _misspelt(key: str, name: str, known: list[str], table: str = "") -> _Wrong | _Unknown:
    """What is to be said of a key whose ``name`` is none of the known ones of its table."""
    nearest = _ELSEWHERE.get(name.replace("-", "_")) or _closest(name, known)
    return _Wrong(key, table + nearest) if nearest in known else _Unknown(key, known)


def _closest(word: str, known: Iterable[str]) -> str | None:
    """The most similar of the known words, None when none is like it."""
    return next(iter(difflib.get_close_matches(word.lower(), list(known), 1)), None)


def _line_of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line tomllib names in its message; it says "at end of document" for the last."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else max(len(text.splitlines()), 1)


def _line_of_key(text: str, key: str) -> int:
    """The line a key stands in, or the innermost table or inline table it is in."""
    table, whole, length = "", 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line.strip()):
            table = _bare(header[1])
            here = table
        elif name := _KEY.match(line.strip()):
            here = ".".join(part for part in (table, _bare(name[1])) if part)
        else:
            continue
        if here == key:
            return number
        if key.startswith(f"{here}.") and len(here) > length:
            whole, length = number, len(here)
    return whole


def _bare(key: str) -> str:
    """A dotted key without its quotes and spaces."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
