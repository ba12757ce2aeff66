"""Where a program is not at home: it starts all the same, or says in a sentence why it does not."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.frozen.conftest import ROOT, Shipped, alone

NO_SCREEN = "There is no screen to open a window on. Use a command: listcleaner --help names them.\n"
OTHER_LOCALES = ["de_DE.ISO-8859-1", "zh_CN.GBK"]
SAMPLES = ROOT / "resources" / "samples"
Screen = Callable[[str], dict[str, str]]


def cleaned(shipped: Shipped, *options: str, **how: object) -> subprocess.CompletedProcess[str]:
    """``clean`` on copies of the samples."""
    shutil.copytree(SAMPLES, shipped.home / "samples", dirs_exist_ok=True)
    files = ["samples/subscribers.xlsx", "--bounces", "samples/bounces", "--out", "out"]
    return shipped.run("--language", "en", "clean", *files, *options, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("where", [{}, {"DISPLAY": ":9999"}, {"WAYLAND_DISPLAY": "wayland-99"}])
def test_without_a_screen_it_says_so(shipped: Shipped, where: dict[str, str]) -> None:
    done = shipped.run(QT_QPA_PLATFORM="", XDG_RUNTIME_DIR=str(shipped.home), **where)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", NO_SCREEN)


@pytest.mark.parametrize("home", ["", "/nonexistent", "/root"])
def test_somebody_without_a_home_sees_the_window(
    shipped: Shipped, somebody_else: list[str], home: str
) -> None:
    assert shipped.show(before=somebody_else, HOME=home, LISTCLEANER_DATA="") == []


@pytest.mark.parametrize("home", ["", "/nonexistent", "/root"])
def test_somebody_without_a_home_cleans_without_the_ledger_and_is_told_so(
    shipped: Shipped, somebody_else: list[str], home: str
) -> None:
    refused = cleaned(shipped, before=somebody_else, HOME=home, LISTCLEANER_DATA="")
    assert refused.returncode == 1
    assert "--no-ledger" in refused.stderr.splitlines()[-1]
    assert not (shipped.home / "out").exists()
    assert cleaned(shipped, "--no-ledger", before=somebody_else, HOME=home).returncode == 0


def test_where_nothing_can_be_remembered_the_window_shows(shipped: Shipped, somebody_else: list[str]) -> None:
    data = shipped.home / "data"
    data.mkdir(mode=0o500)
    assert shipped.show(before=somebody_else) == []
    assert not list(data.iterdir())


def test_a_folder_of_the_program_that_cannot_be_written_is_enough(
    shipped: Shipped, somebody_else: list[str]
) -> None:
    before = set(shipped.folder.rglob("*"))
    assert cleaned(shipped, before=somebody_else).returncode == 0  # somebody else may not write there
    assert set(shipped.folder.rglob("*")) == before


def test_of_two_starts_at_once_one_window_is_left(shipped: Shipped, screen: Screen) -> None:
    told = shipped.environment(**screen("1280x800"))
    both = [
        subprocess.Popen([*alone(), shipped.window], env=told, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(2)
    ]  # fmt: skip
    try:
        see_one_end(both)
    finally:
        for one in both:
            one.terminate()
        said = [one.communicate(timeout=30)[0] for one in both]
    assert said == [b"", b""]


def see_one_end(both: list[subprocess.Popen[bytes]]) -> None:
    """One of two ends well, and the other goes on."""
    ended = _first_to_end(both)
    assert ended.returncode == 0
    (other,) = (one for one in both if one is not ended)
    assert other.poll() is None


def _first_to_end(both: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    for _ in range(300):  # a minute: the first window must have come, and the second start asked it
        for one in both:
            try:
                one.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            return one
    raise AssertionError("both go on")


@pytest.fixture(scope="module")
def locales(open_folder: Path) -> Path:
    """A folder with two locales of which this machine knows nothing: a name alone would be taken for C."""
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/locales").exists():
        pytest.skip("no locale can be made here")
    place = open_folder / "locales"
    place.mkdir()
    for name in OTHER_LOCALES:
        language, charset = name.split(".")
        command = ["localedef", "--no-warnings=ascii", "-i", language, "-f", charset, place / name]
        subprocess.run(command, check=True, capture_output=True)
    return place


@pytest.mark.parametrize("locale", OTHER_LOCALES)
def test_the_locales_tried_are_not_utf_8(locales: Path, locale: str) -> None:
    told = {"LOCPATH": str(locales), "LC_ALL": locale, "PATH": os.defpath}
    assert subprocess.check_output(["locale", "charmap"], env=told, encoding="ascii").strip() in locale


@pytest.mark.parametrize("locale", ["C", "POSIX", *OTHER_LOCALES])
def test_a_locale_that_is_not_utf_8_changes_nothing(shipped: Shipped, locales: Path, locale: str) -> None:
    told = {"LC_ALL": locale, "LOCPATH": str(locales)}
    assert shipped.show(**told) == []
    list_ = shipped.home / "Kund·innen 🍵 (neu).csv"
    list_.write_text("Name,Email\nZoë,zoe@example.com\nBob,bob@example\n", encoding="utf-8")
    options = ["--out", "out", "--max-removal", "100"]
    done = shipped.run("--language", "zh_CN", "clean", list_, *options, **told)
    assert (done.returncode, done.stderr) == (0, "")
    assert list_.name in done.stdout
    assert (shipped.home / "out" / f"{list_.stem}-cleaned.csv").exists()


@pytest.mark.parametrize(
    "settings",
    [
        b"",
        bytes(range(256)) * 20,
        b"[General]\nlanguage=klingon\ntheme=purple\ndates=7\n",
        b"[General]\ngeometry=7\nfolder=@ByteArray(0)\nrecent=3\nledger=\ncolumns=@Invalid()\n",
        b"[General]\ngeometry=@ByteArray(nonsense)\ncolumns=a, b\nlanguage=en, zh_CN\ntheme=@ByteArray(\\0)\n",
    ],
    ids=["empty", "noise", "other values", "other kinds", "lists and bytes"],
)
def test_damaged_settings_are_as_none(shipped: Shipped, settings: bytes) -> None:
    place = shipped.home / ".config" / "ListCleaner" / "ListCleaner.conf"
    for name in (place, place.with_suffix(".ini")):
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_bytes(settings)
    assert shipped.show() == []


def test_a_self_test_that_cannot_say_what_came_of_it_says_that(shipped: Shipped) -> None:
    place = shipped.home / "a file"
    place.write_text("no folder")
    done = shipped.run("--language", "en", "--selftest", place / "out.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Nothing can be written to the folder “{place}”")


def test_a_damaged_memory_is_said_and_stays_as_it_is(shipped: Shipped) -> None:
    ledger = shipped.home / "data" / "ledger.sqlite"
    ledger.parent.mkdir()
    ledger.write_bytes(b"no ledger at all" * 100)
    done = cleaned(shipped)
    assert done.returncode == 1
    assert "--no-ledger" in done.stderr.splitlines()[-1]
    assert ledger.read_bytes() == b"no ledger at all" * 100
    assert shipped.show() == []


def test_a_list_of_somebody_else_can_be_read_from_a_folder_that_cannot_be_written(
    shipped: Shipped, somebody_else: list[str]
) -> None:
    locked = shipped.home / "locked"
    shutil.copytree(SAMPLES, locked)
    locked.chmod(0o555)
    done = shipped.run(
        "--language",
        "en",
        "clean",
        locked / "subscribers.xlsx",
        "--out",
        locked / "out",
        before=somebody_else,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (Path(locked) / "out").exists()
