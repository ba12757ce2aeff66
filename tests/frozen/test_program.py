"""The shipped program does the whole job, in the window and on the command line, and says nothing unexpected."""

import shutil
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

from installers import licences
from installers.shared_modules import SHARED_MODULES
from listcleaner import __version__
from listcleaner.core.second_process import WORTH
from tests.frozen import check
from tests.frozen.conftest import Shipped, alone


def proven(shipped: Shipped, *before: str, **environment: str) -> dict:  # type: ignore[type-arg]
    """The result of a self-test in which nothing went wrong and nothing was said."""
    out = shipped.home / "out.json"
    done = shipped.run("--selftest", out, before=before, **environment, LISTCLEANER_DATA="")
    result = shipped.proof(out)
    assert (done.returncode, done.stdout, done.stderr, result.get("problems")) == (0, "", "", [])
    print(result["screen"], result["seconds"])
    return result


def test_it_keeps_within_its_budget(installed: Path) -> None:
    check.keep_within_budget(installed)


def modules(shipped: Shipped) -> Iterable[str]:
    """The names of all modules inside; on Windows they are in a file that the two programs share."""
    if (shared := shipped.inside / SHARED_MODULES).exists():
        return list(ZlibArchiveReader(str(shared)).toc)
    archive = CArchiveReader(str(shipped.window))
    (inside,) = (archive.open_embedded_archive(name) for name in archive.toc if name.startswith("PYZ"))
    return list(inside.toc)


def test_help_shows_the_licence_of_every_package_inside_and_of_no_other(shipped: Shipped) -> None:
    inside = {name.partition(".")[0] for name in modules(shipped)} | {
        path.name for path in shipped.inside.iterdir()
    }
    packages = {one for module, of in packages_distributions().items() if module in inside for one in of}
    packages -= {one.name for one in licences.shipped() if licences.is_qt(one)} | {"listcleaner"}
    shown = (shipped.inside / "resources/licences/shipped.txt").read_text(encoding="utf-8")
    assert packages | {"tzdata"} == licences.named(shown)  # that is for Windows


def test_the_command_line_gives_the_expected_outputs(shipped: Shipped) -> None:
    check.check([*alone(), str(shipped.console)])


@pytest.mark.skipif(
    sys.platform == "win32", reason="without a screen Qt has no fonts there; test_windows.py does it"
)
def test_the_whole_job_is_done_in_both_languages_and_looks(shipped: Shipped) -> None:
    result = proven(shipped)
    assert {(job["language"], job["theme"]) for job in result["jobs"]} >= {("en", "light"), ("zh_CN", "dark")}
    endings = {Path(name).suffix for job in result["jobs"] for name in job["files"]}
    assert endings == {".csv", ".ods", ".eml"}  # and the sample's xlsx
    assert result["versions"]["List Cleaner"] == __version__
    assert "ledger.sqlite" in result["remembered"]
    assert not list(shipped.home.glob("*.sqlite"))


def test_the_whole_job_is_done_on_a_real_screen(
    shipped: Shipped, screen: Callable[[str], dict[str, str]]
) -> None:
    assert proven(shipped, **screen("1280x800"))["screen"]["platform"] == "xcb"


def test_it_fits_on_a_small_screen(shipped: Shipped, screen: Callable[[str], dict[str, str]]) -> None:
    seen = proven(shipped, **screen("1024x600"))["screen"]
    assert seen["window"][0] <= 1024
    assert seen["window"][1] <= 600


def test_it_asks_for_nothing_from_the_network(shipped: Shipped) -> None:
    if shutil.which("strace") is None:
        pytest.skip("no strace here")
    calls = shipped.home / "calls"
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,bind", "-e", "signal=none"]
    proven(shipped, *trace, "-o", str(calls))
    assert "AF_INET" not in calls.read_text(errors="replace")


def test_a_big_list_is_cleaned_with_a_second_process(shipped: Shipped) -> None:
    """The program starts itself once more; what goes wrong there is said on stderr, and done here instead."""
    if shutil.which("strace") is None:
        pytest.skip("no strace here")
    row = "{0},a.customer.with.a.long.name.{0}@example.com\n"
    text = "Name,Email\n" + "".join(map(row.format, range(WORTH // 40)))
    (shipped.home / "big.csv").write_text(text, encoding="ascii")
    assert len(text) > WORTH
    starts = shipped.home / "starts"
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=execve", "-e", "signal=none", "-o", starts]
    done = shipped.run(
        "clean", "big.csv", "--out", "out", "--no-ledger", "--json", before=list(map(str, trace))
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert starts.read_text(errors="replace").count('"--multiprocessing-fork"') == 1


def test_a_file_with_an_emoji_in_its_name_is_opened(shipped: Shipped) -> None:
    here = shipped.home / "Kund·innen 🍵 (neu).csv"
    here.write_text("Name,Email\nZoë,zoe@example.com\n", encoding="utf-8")
    assert shipped.show(here, seen="PendingCard") == []  # of a file that is being read


def test_a_file_with_an_emoji_in_its_name_is_cleaned(shipped: Shipped) -> None:
    here = shipped.home / "Kund·innen 🍵 (neu).csv"
    here.write_text("Name,Email\nZoë,zoe@example.com\nBob,bob@example\n", encoding="utf-8")
    done = shipped.run("--language", "en", "clean", here, "--out", "out", "--max-removal", "100", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert (shipped.home / "out" / "Kund·innen 🍵 (neu)-cleaned.csv").exists()
