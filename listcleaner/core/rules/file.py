"""Rules as a TOML file: what the window saves and ``clean --rules`` reads."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from listcleaner.core.errors import UserError
from listcleaner.core.rules.declared import GENERAL, RULES, Param, Rule, Rules, Setting, default_rules
from listcleaner.core.tables.source import opened

# What holds for all rules and is yes or no; the numbers are in GENERAL.
SWITCHES = ("absence_resets", "incidents", "same_mailbox")
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
    try:
        return _rules(content)
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


def dump_rules(rules: Rules) -> str:
    """The rules as TOML; :func:`load_rules` gives the same rules back."""
    lines = [f"{name} = {_toml(getattr(rules, name))}" for name in SWITCHES]
    lines += [_number(param, getattr(rules, param.name)) for param in GENERAL]
    for rule in RULES:
        setting = rules[rule.id]
        lines += ["", f"[{rule.id}]", f"on = {_toml(setting.on)}"]
        lines.append(f"action = {_toml(setting.action)}  # {', '.join(rule.actions)}")
        lines += [_number(param, setting.param(param.name)) for param in rule.params]
    return "\n".join(lines) + "\n"


def _number(param: Param, value: int) -> str:
    return f"{param.name} = {value}  # {param.unit}, {param.least} to {param.most}"


def _toml(value: object) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f'"{value}"'
        if isinstance(value, str)
        else str(value)
    )


class _Wrong(Exception):  # noqa: N818 - becomes a UserError once the line is known
    """``key``: where it stands. ``shown``: that, with its value where the value is wrong. ``nearest``: what would be right."""

    def __init__(self, key: str, nearest: str, value: object = None) -> None:
        super().__init__(key)
        self.key = key
        self.shown = key if value is None else f"{key} = {_toml(value)}"
        self.nearest = nearest


class _Unknown(Exception):  # noqa: N818 - becomes a UserError once the line is known
    """A key that is like none of those that may stand there."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        super().__init__(key)
        self.key = key
        self.known = tuple(known)


def _rules(content: dict[str, Any]) -> Rules:
    numbers = {param.name: param for param in GENERAL}
    declared = {rule.id: rule for rule in RULES}
    rules = default_rules()
    settings = dict(rules.settings)
    general: dict[str, Any] = {}
    for key, value in content.items():
        if key in SWITCHES:
            general[key] = _switch(key, value)
        elif key in numbers:
            general[key] = _in_bounds(key, value, numbers[key])
        elif key in declared:
            settings[key] = _setting(declared[key], settings[key], value)
        else:
            raise _misspelt(key, key, [*SWITCHES, *numbers, *declared])
    return replace(rules, settings=tuple(settings.items()), **general)


def _setting(rule: Rule, setting: Setting, content: object) -> Setting:
    if not isinstance(content, dict):
        raise _Wrong(rule.id, f"[{rule.id}]", _plain(content))
    declared = {param.name: param for param in rule.params}
    params = dict(setting.params)
    for name, value in content.items():
        key = f"{rule.id}.{name}"
        if name == "on":
            setting = replace(setting, on=_switch(key, value))
        elif name == "action":
            if value not in rule.actions:
                nearest = _closest(str(value), rule.actions) or rule.actions[0]
                raise _Wrong(key, f"{key} = {_toml(nearest)}", _plain(value))
            setting = replace(setting, action=value)
        elif name in declared:
            params[name] = _in_bounds(key, value, declared[name])
        else:
            raise _misspelt(key, name, ["on", "action", *declared], f"{rule.id}.")
    return replace(setting, params=tuple(params.items()))


def _switch(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        guess = str(value).strip().lower() not in ("", "0", "no", "off", "false", "none", "n", "f")
        raise _Wrong(key, f"{key} = {_toml(guess)}", _plain(value))
    return value


def _in_bounds(key: str, value: object, param: Param) -> int:
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
    """The line a key stands in, or the table or inline table it is in."""
    table, whole = "", 0
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
        if not whole and key.startswith(f"{here}."):
            whole = number
    return whole or 1


def _bare(key: str) -> str:
    """A dotted key without its quotes and spaces."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
