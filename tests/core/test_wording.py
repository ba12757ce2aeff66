"""Everything the core says exists in both languages, with the same facts in it."""

import ast
import re
import string
from datetime import datetime
from pathlib import Path

import pytest

import listcleaner
from listcleaner import resources
from listcleaner.core.rules.declared import GENERAL, RULES, Option
from listcleaner.core.rules.presets import presets
from listcleaner.core.vocabulary import CLASSES, FAULTS, STATUSES, reasons
from listcleaner.core.wording import LANGUAGES, Wording, codes, preferred_language

PACKAGE = Path(listcleaner.__file__).parent
TEXTS = {
    code: text
    for file in sorted(resources.path("i18n/texts").glob("*.toml"))
    for code, text in resources.toml(f"i18n/texts/{file.name}").items()
}


def variants(text: object) -> list[str]:
    return [str(one) for one in text.values()] if isinstance(text, dict) else [str(text)]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def calls(name: str) -> set[str]:
    """First arguments of all calls of a name in the package."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name and node.args:
                first = node.args[0]
                chosen = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                found |= {str(one.value) for one in chosen if isinstance(one, ast.Constant)}
    return found


def params() -> set[str]:
    """The names of all parameters of rules."""
    every = {param.name for rule in RULES for param in rule.params}
    return every | {rule.limits.name for rule in RULES if rule.limits}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_each_text_exists_in_every_language_with_the_same_fields(code: str) -> None:
    assert set(TEXTS[code]) == set(LANGUAGES)
    named = [set().union(*(fields(v) for v in variants(TEXTS[code][language]))) for language in LANGUAGES]
    assert all(variant.strip() for language in LANGUAGES for variant in variants(TEXTS[code][language]))
    assert named[0] - {"n"} == named[1] - {"n"}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_chinese_texts_are_chinese(code: str) -> None:
    assert all(re.search(r"[\u4e00-\u9fff%]|^[A-Z]", variant) for variant in variants(TEXTS[code]["zh_CN"]))


@pytest.mark.parametrize(
    "code",
    sorted(
        {f"error.{code}" for code in calls("UserError")}
        | {f"note.{code}" for code in calls("Note")}
        | {f"reason.{name}" for name in reasons()}
        | {f"reason.{name}.help" for name in reasons()}
        | {f"status.{name}" for name in STATUSES}
        | {f"status.{name}.help" for name in STATUSES}
        | {f"class.{name}" for name in CLASSES}
        | {f"class.{name}.help" for name in CLASSES}
        | {f"fault.{name}" for name in FAULTS}
        | {f"rule.{rule.id}.{part}" for rule in RULES for part in ("title", "hint")}
        | {f"rule.param.{name}{part}" for name in params() for part in ("", ".help")}
        | {f"unit.{unit}" for unit in ("times", "days", "months", "percent", "addresses")}
        | {f"preset.{one.name}.{part}" for one in presets() for part in ("title", "about")}
        | {f"general.{one.name}{part}" for one in GENERAL for part in ("", ".help")}
        | {f"option.{one.name}.{value}" for one in GENERAL if isinstance(one, Option) for value in one.values}
        | {
            f"step.{name}"
            for name in (
                "reading",
                "recognising",
                "checking",
                "counting",
                "writing",
                "logging",
                "remembering",
            )
        }
    ),
)
def test_what_the_program_can_say_has_a_text(code: str) -> None:
    assert code in codes()


@pytest.mark.parametrize(
    ("language", "days", "text"),
    [
        ("en", ["2026-03-12"], "12 Mar 2026"),
        ("zh_CN", ["2026-03-12"], "2026年3月12日"),
        ("en", ["2026-03-12", "2026-04-09", "2026-05-14"], "12 Mar, 9 Apr, 14 May 2026"),
        ("zh_CN", ["2026-03-12", "2026-04-09", "2026-05-14"], "2026年3月12日、4月9日、5月14日"),
        ("en", ["2025-12-12", "2026-01-09"], "12 Dec 2025, 9 Jan 2026"),
        ("zh_CN", ["2025-12-12", "2026-01-09"], "2025年12月12日、2026年1月9日"),
        ("en", [], ""),
    ],
)
def test_dates_name_each_year_once(language: str, days: list[str], text: str) -> None:
    assert Wording(language).dates([datetime.fromisoformat(day) for day in days]) == text


def test_numbers_have_thousands_separators() -> None:
    assert (
        Wording("en").text("cli.inspected", file="a.csv", source="List", n=12480)
        == "a.csv: List, 12,480 rows"
    )
    assert Wording("en").text("cli.inspected", file="a.csv", source="List", n=1) == "a.csv: List, 1 row"


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["zh_CN.UTF-8"], "zh_CN"),
        ([None, "Chinese (Simplified)_China.936"], "zh_CN"),
        (["de_DE.UTF-8"], "en"),
        (["C", "zh_CN"], "en"),
        ([None, "", None], "en"),
    ],
)
def test_the_system_language_decides(names: list[str | None], language: str) -> None:
    assert preferred_language(names) == language


def test_a_pair_has_the_colon_of_its_language() -> None:
    assert Wording("en").pair("Duplicates", "3") == "Duplicates: 3"
    assert Wording("zh_CN").pair("重复", "3") == "重复：3"


@pytest.mark.parametrize(
    ("code", "fields", "said"),
    [
        ("error.file_unreadable", {"file": "a.xlsx", "reason": "damaged"}, "已损坏"),
        ("error.file_not_a_table", {"file": "a.csv", "kind": "program"}, "程序"),
        ("error.file_not_a_table", {"file": "a.csv", "kind": "PDF"}, "PDF"),
        ("error.output_not_writable", {"folder": "out", "reason": "Permission denied"}, "没有权限"),
        ("note.also_inside", {"name": "a.csv", "kind": "events"}, "退信文件"),
    ],
)
def test_causes_and_kinds_are_said_in_the_persons_language(code, fields, said):
    sentence = Wording("zh_CN").text(code, **fields)
    assert said in sentence
    assert not {"damaged", "program", "Permission", "events"} & set(re.findall("[A-Za-z]+", sentence))
