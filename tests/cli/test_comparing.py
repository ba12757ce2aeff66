"""``listcleaner compare-presets`` and ``rules``, and ready-made rules by name."""

from pathlib import Path

import pytest

from listcleaner.core.rules.declared import GENERAL, RULES, default_rules
from listcleaner.core.rules.file import load_rules
from listcleaner.core.rules.presets import presets
from listcleaner.core.wording import Wording
from tests.cli.conftest import Run

PRESETS = [one.name for one in presets()]


def test_whom_other_services_would_take_out_stands_beside_ones_own_rules(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    ran = run("compare-presets", list_file, "--bounces", bounce_file, "--no-ledger")
    assert ran.code == 0, ran.err
    table = [line.split("  ") for line in ran.out.splitlines()]
    assert table[0][0] == "Rules"
    rows = {row[0]: [cell.strip() for cell in row[1:] if cell.strip()] for row in table[1:-1]}
    assert rows["Yours (Careful)"] == ["1", "0"]
    assert rows["As Mailchimp"] == ["1", "0", "0", "0"]
    assert rows["As phpList"] == ["0", "0", "0", "1"]
    assert sorted(tmp_path.iterdir()) == before


def test_the_differences_are_named_with_their_reasons(run: Run, list_file: Path, bounce_file: Path) -> None:
    ran = run("compare-presets", list_file, "--bounces", bounce_file, "--rules", "phplist", "--json")
    assert [line["preset"] for line in ran.lines] == PRESETS
    facts = {line["preset"]: line for line in ran.lines}
    assert facts["phplist"]["takes_out"] == facts["phplist"]["keeps"] == []
    assert facts["careful"] | {"title": "", "keeps": []} == {
        "preset": "careful",
        "title": "",
        "removed": 1,
        "suspended": 0,
        "takes_out": [
            {
                "address": "ann@example.com",
                "file": "members.csv",
                "row": 2,
                "action": "remove",
                "rule": "hard",
                "reason": "invalid_mailbox",
                "explanation": "Bounced for good on 22 Sep 2026: no such mailbox.",
            }
        ],
        "keeps": [],
    }


def test_clean_takes_ready_made_rules_by_name(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path
) -> None:
    how = ("clean", list_file, "--bounces", bounce_file, "--out", tmp_path / "out", "--json", "--dry-run")
    assert run(*how, "--rules", "civicrm").lines[0]["lists"][0]["suspended"] == 1
    assert run(*how, "--rules", "PhpList").lines[0]["lists"][0]["kept"] == 8


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mailchip", "Did you mean “mailchimp”?"),
        ("unheard", "Ready-made rules: careful, strict, activecampaign"),
        ("mailchimp.toml", "mailchimp.toml"),
        ("", "Ready-made rules: careful, strict, activecampaign"),  # a variable that was never set
    ],
)
def test_rules_nobody_knows_are_answered_with_what_there_is(
    run: Run, list_file: Path, tmp_path: Path, name: str, says: str
) -> None:
    ran = run("clean", list_file, "--out", tmp_path / "out", "--rules", name)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err


def test_a_file_of_that_name_is_what_is_meant(run: Run, list_file: Path, tmp_path: Path) -> None:
    (tmp_path / "strict").write_text("[invalid]\non = nonsense")
    ran = run("clean", list_file, "--out", tmp_path / "out", "--rules", "strict")
    assert ran.code == 1
    assert "strict" in ran.err and "line 2" in ran.err


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_rules_are_written_out_as_a_file_that_explains_itself(
    run: Run, tmp_path: Path, name: str, language: str
) -> None:
    ran = run("--language", language, "rules", name)
    (tmp_path / "mine.toml").write_text(ran.out, encoding="utf-8")
    assert load_rules(tmp_path / "mine.toml") == next(one.rules for one in presets() if one.name == name)
    wording = Wording(language)
    assert wording.text(f"preset.{name}.about") in ran.out
    for rule in RULES:
        assert wording.text(f"rule.{rule.id}.hint") in ran.out
        assert all(wording.text(f"rule.param.{param.name}.help") in ran.out for param in rule.params)
    assert all(wording.text(f"general.{one.name}.help") in ran.out for one in GENERAL)


def test_without_a_name_the_defaults_are_written_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(run("rules").out, encoding="utf-8")
    assert load_rules(tmp_path / "mine.toml") == default_rules()


def test_ready_made_rules_are_listed_with_what_cannot_be_said(run: Run) -> None:
    facts = {line["preset"]: line for line in run("rules", "--json").lines}
    assert list(facts) == PRESETS
    assert facts["mailman"]["cannot"] and facts["mailman"]["source"] and facts["mailman"]["date"]


def test_the_help_names_the_ready_made_rules(run: Run) -> None:
    said = " ".join(run("clean", "--help").out.split())
    assert all(name in said for name in PRESETS)


@pytest.mark.parametrize("memory", [["--ledger", "ledger.sqlite"], ["--no-ledger"]], ids=lambda one: one[0])
@pytest.mark.parametrize("name", PRESETS)
def test_a_cleaned_list_cleaned_again_stays_as_it_is(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path, name: str, memory: list[str]
) -> None:
    how = ("--bounces", bounce_file, "--rules", name, "--max-removal", 100, "--json", *memory)
    run("clean", list_file, "--out", "first", *how)
    cleaned = tmp_path / "first/members-cleaned.csv"
    (facts,) = run("clean", cleaned, "--out", "second", *how).lines
    assert facts["lists"][0]["kept"] == facts["lists"][0]["rows"]
    assert (tmp_path / "second/members-cleaned-cleaned.csv").read_bytes() == cleaned.read_bytes()
