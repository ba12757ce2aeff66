"""Strictness that every test gets: a stray log line fails it, nothing reaches the network or this user's own folders."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt: tests need no screen

USER_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
NETWORK = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: the interpreter itself calls it, so no library can go round it. Local sockets have a path for address."""
    if event not in NETWORK:
        return
    if event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], str | bytes):
        return
    raise RuntimeError(f"a test tried to reach the network: {event} {arguments[1:]}")


def pytest_configure() -> None:
    sys.addaudithook(refuse_network)


class LogLines(logging.Handler):
    """Collects what is logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def log_lines_are_expected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every log line (WARNING or worse) is announced by a marker ``logs(text)``, and every announced one comes."""
    expected = [mark.args[0] for mark in request.node.iter_markers("logs")]
    handler = LogLines()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    stray = [line for line in handler.lines if not any(text in line for text in expected)]
    missing = [text for text in expected if not any(text in line for line in handler.lines)]
    assert not stray, f"unexpected log lines: {stray}"
    assert not missing, f"log lines that did not come: {missing}"


@pytest.fixture(scope="session")
def session_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home and cache for the whole run: font caches are slow to make."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def own_folders(
    session_home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings, ledger and logs of a test live and die with it."""
    for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(session_home))
    folder = tmp_path_factory.mktemp("user", numbered=True)
    for name in USER_FOLDERS:
        monkeypatch.setenv(name, str(folder / name.lower()))
    monkeypatch.delenv("LISTCLEANER_DATA", raising=False)
