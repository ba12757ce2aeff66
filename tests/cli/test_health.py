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
