"""The command line as a person uses it, in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from listcleaner import cli


@dataclass(frozen=True)
class Ran:
    """What one command gave."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")

    def run(*arguments: object) -> Ran:
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


LIST = """email,name,phone
ann@example.com,Ann Lee,0012345
bob@example.net,Bob Ray,
cara@example.org,Cara Lim,0049
dan@example.com,Dan Fox,1
eve@example.net,Eve Ott,2
frank@example.org,Frank Abt,3
grace@example.com,Grace Hu,4
heidi@example.net,Heidi Iz,5
"""

BOUNCES = """status,reason,email,created
5.1.1,"550 5.1.1 The email account that you tried to reach does not exist",ann@example.com,1790083507
"""


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    """Eight contacts."""
    file = tmp_path / "members.csv"
    file.write_bytes(LIST.encode())
    return file


@pytest.fixture
def bounce_file(tmp_path: Path) -> Path:
    """A SendGrid export in which Ann's mailbox does not exist."""
    file = tmp_path / "suppression_bounces.csv"
    file.write_bytes(BOUNCES.encode())
    return file
