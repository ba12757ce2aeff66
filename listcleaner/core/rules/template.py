"""Rules written out as a file that says what each line means: what ``rules`` prints and the window saves."""

from dataclasses import replace

from listcleaner.core.rules.declared import (
    GENERAL,
    RULES,
    Option,
    Param,
    Rule,
    Rules,
    Setting,
    Switch,
    striking,
)
from listcleaner.core.rules.file import toml_value
from listcleaner.core.rules.presets import Preset
from listcleaner.core.wording import Wording


def dump_rules(rules: Rules, wording: Wording, preset: Preset | None = None) -> str:
    """The rules as TOML; load_rules() gives the same rules back. ``preset``: which they are, told at the top."""
    lines = [f"# {wording.text('template.head')}"]
    if preset:
        lines += ["#", *_about(preset, wording)]
    lines.append("")
    for one in GENERAL:
        lines.append(_line(one, getattr(rules, one.name), wording.text(f"general.{one.name}.help"), wording))
    for rule in RULES:
        title, hint = (wording.text(f"rule.{rule.id}.{part}") for part in ("title", "hint"))
        lines += ["", f"# {wording.pair(title, hint)}", f"[{rule.id}]"]
        lines += _rule(rule, rules[rule.id], wording)
    return "\n".join(lines) + "\n"


def _about(preset: Preset, wording: Wording) -> list[str]:
    said = [wording.pair(*(wording.text(f"preset.{preset.name}.{part}") for part in ("title", "about")))]
    if (cannot := f"preset.{preset.name}.cannot") in wording:
        said.append(wording.text(cannot))
    if preset.source:
        said.append(wording.text("template.source", source=preset.source, date=str(preset.date)))
    return [f"# {one}" for one in said]


def _rule(rule: Rule, setting: Setting, wording: Wording) -> list[str]:
    action = Option("action", rule.action, rule.actions)
    lines = [f"on = {toml_value(setting.on)}", _line(action, setting.action, "", wording)]
    for param in rule.params:
        meaning = wording.text(f"rule.param.{param.name}.help")
        lines.append(_line(param, setting.param(param.name), meaning, wording))
    if rule.limits is None:
        return lines
    name, own = rule.limits.name, dict(setting.limits)
    lines += ["", f"# {wording.text(f'rule.param.{name}.help')}", f"[{rule.id}.{name}]"]
    for reason in striking():
        limit = replace(rule.limits, name=reason)
        line = _line(limit, own.get(reason, limit.default), wording.text(f"reason.{reason}"), wording)
        lines.append(line if reason in own else f"# {line}")
    return lines


def _line(declared: Switch | Option | Param, value: object, meaning: str, wording: Wording) -> str:
    told = meaning
    if isinstance(declared, Option):
        values = ", ".join(declared.values)
        told = wording.pair(values, meaning) if meaning else values
    elif isinstance(declared, Param):
        unit = wording.text(f"unit.{declared.unit}")
        bounds = wording.text("template.bounds", unit=unit, least=declared.least, most=declared.most)
        told = wording.pair(bounds, meaning)
    return f"{declared.name} = {toml_value(value)}  # {told}"
