"""``listcleaner clean``, ``domains`` and ``health`` say what many addresses together tell."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

SENDS = ("2026-08-04", "2026-09-01", "2026-10-06")


@pytest.fixture
def club(tmp_path: Path) -> list[object]:
    """A list of a hundred, half of them at one provider; a bounce export for each of three mailings, the last with an outage."""
    people = [f"p{n}@{'big.example' if n % 2 else f'host{n % 7}.example'}" for n in range(100)]
    (tmp_path / "club.csv").write_text("email,source\n" + "".join(f"{one},shop\n" for one in people))
    for send, day in enumerate(SENDS):
        bounced = people[1:41:2] if send == 2 else people[send : send + 1]
        rows = "".join(f'4.4.1,"451 4.4.1 Connection timed out",{one},{day}T10:00:00Z\n' for one in bounced)
        (tmp_path / f"suppression_bounces_{day}.csv").write_text(f"status,reason,email,created\n{rows}")
    reports = [tmp_path / f"suppression_bounces_{day}.csv" for day in SENDS]
    return [tmp_path / "club.csv", "--bounces", *reports]


def test_clean_says_what_it_set_aside(run: Run, club: list[object], tmp_path: Path) -> None:
    ran = run("clean", *club, "--out", tmp_path / "out", "--no-ledger", "--json")
    assert ran.code == 0, ran.err
    assert "On 6 Oct 2026, 20 of your 50 addresses at big.example came back for one reason: " in ran.err
    assert len(ran.lines) == 1


def test_health_tells_rates_the_forecast_and_reasons(run: Run, club: list[object]) -> None:
    ran = run("health", *club, "--no-ledger", "--json")
    assert ran.code == 0, ran.err
    kinds = [line["kind"] for line in ran.lines]
    assert kinds == ["send"] * 3 + ["forecast"] + ["month"] * 3 + ["incident", "source"]
    assert [line["rate"] for line in ran.lines[:3]] == [1, 1, 20]
    last = ran.lines[2]
    assert (last["recipients"], last["estimated"], last["set_aside"], last["above"]) == (100, True, 20, True)
    forecast = ran.lines[3]
    assert forecast["sends"] == 3
    assert forecast["everyone"] < 2, "an outage foretells nothing"
    assert ran.lines[4]["reasons"] == {"network": 1}
    assert ran.lines[-1]["name"] == "shop"


def test_health_in_words(run: Run, club: list[object]) -> None:
    said = run("health", *club, "--no-ledger")
    assert (
        "6 Oct 2026: 20.0 % came back, 20 of about 100 (everybody on your lists then). Above the 2 % line."
        in said.out
    )
    assert "Your next send, to everyone: about " in said.out
    chinese = run("health", *club, "--no-ledger", "--language", "zh_CN")
    assert "下一次发送，清理之后：约 " in chinese.out


def test_domains_have_verdicts_with_proof(run: Run, club: list[object]) -> None:
    ran = run("domains", *club, "--no-ledger", "--json")
    assert ran.code == 0, ran.err
    big = ran.lines[0]
    assert (big["domain"], big["addresses"], big["bounced"], big["verdict"]) == (
        "big.example",
        50,
        20,
        "outage",
    )
    assert big["day"] == "2026-10-06"
    assert big["proof"].startswith("20 of 50 addresses failed on 6 Oct 2026")
    assert {line["verdict"] for line in ran.lines[1:]} <= {"healthy", "few"}
    table = run("domains", *club, "--no-ledger").out.splitlines()
    assert table[0].split() == ["Domain", "Addresses", "Bounced", "Share", "Verdict"]
    assert table[1].split()[:3] == ["big.example", "50", "20"]


def test_looking_leaves_no_trace(run: Run, club: list[object], tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    for command in ("domains", "health"):
        assert run(command, *club, "--ledger", tmp_path / "ledger.sqlite").code == 0
    assert sorted(tmp_path.iterdir()) == before
