"""What is of Windows alone; elsewhere nothing here runs. ``windows_under_wine.sh`` runs it under Wine."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from listcleaner.core.second_process import WORTH
from tests.frozen.conftest import Shipped
from tests.frozen.test_surroundings import see_one_end

WINDOW = {"QT_QPA_PLATFORM": "windows"}


def whole_job(shipped: Shipped) -> dict:  # type: ignore[type-arg]
    """The result of a self-test in the program that has no console, in a real window."""
    out = shipped.home / "out.json"
    done = subprocess.run(
        [shipped.window, "--selftest", out], cwd=shipped.home, env=shipped.environment(**WINDOW), timeout=300
    )
    result = shipped.proof(out)
    assert result.get("problems") == []
    assert done.returncode == 0
    print(result["screen"], result["seconds"])
    return dict(result)


def test_the_whole_job_is_done_in_a_real_window(shipped: Shipped) -> None:
    assert whole_job(shipped)["screen"]["platform"] == "windows"


def test_a_list_of_chinese_excel_is_cleaned(shipped: Shipped) -> None:
    text = "姓名,邮箱,城市\n王小明,wang@example.com,杭州\n李伟,li@example,上海\n䶮先生,yan@example.org,成都\n"
    (shipped.home / "客户 🍵.csv").write_text(text, encoding="gb18030")
    done = shipped.run("clean", "客户 🍵.csv", "--out", "结果", "--max-removal", "100")
    assert (done.returncode, done.stderr) == (0, "")
    cleaned = (shipped.home / "结果" / "客户 🍵-cleaned.csv").read_bytes().decode("gb18030")
    assert cleaned.split() == [line for line in text.split() if "李伟" not in line]


@pytest.fixture
def cleaned(shipped: Shipped) -> Path:
    """What a first run wrote; another run of the same would write it again."""
    (shipped.home / "list.csv").write_text("Name,Email\nZoë,zoe@example.com\nBob,bob@example.org\n", "utf-8")
    assert again(shipped).returncode == 0
    return shipped.home / "out" / "list-cleaned.csv"


def again(shipped: Shipped, **environment: str) -> subprocess.CompletedProcess[str]:
    return shipped.run("--language", "en", "clean", "list.csv", "--out", "out", **environment)


def test_a_file_of_an_earlier_run_is_written_anew(shipped: Shipped, cleaned: Path) -> None:
    whole = cleaned.read_bytes()
    cleaned.write_bytes(b"old")
    assert (again(shipped).returncode, cleaned.read_bytes()) == (0, whole)


def test_a_file_that_is_open_in_another_program_stays_and_a_sentence_says_so(
    shipped: Shipped, cleaned: Path
) -> None:
    with cleaned.open("rb") as opened:  # such a file cannot be replaced on Windows
        whole = opened.read()
        done = again(shipped)
        assert done.returncode == 1
        assert cleaned.name in done.stderr
        assert "Traceback" not in done.stderr
    assert cleaned.read_bytes() == whole
    assert not list(cleaned.parent.glob("*.tmp")) + list(cleaned.parent.glob(".*"))


@pytest.mark.parametrize("data", ["list.csv/data", "Q:/data"], ids=["below a file", "a drive pulled out"])
def test_where_nothing_can_be_remembered_a_sentence_says_so(
    shipped: Shipped, cleaned: Path, data: str
) -> None:
    shutil.rmtree(cleaned.parent)
    done = again(shipped, LISTCLEANER_DATA=data)
    assert done.returncode == 1
    assert "--no-ledger" in done.stderr.splitlines()[-1]
    assert not cleaned.exists()


def test_a_list_worth_a_second_process_is_cleaned(shipped: Shipped) -> None:
    rows = "".join(f"{n},person{n}@example.com,{'some words ' * 10}\n" for n in range(70_000))
    assert len(rows) > WORTH
    (shipped.home / "large.csv").write_text("Number,Email,Notes\n" + rows, encoding="utf-8")
    done = shipped.run("--language", "en", "clean", "large.csv", "--out", "out", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["lists"][0]["kept"] == 70_000


def test_of_two_starts_at_once_one_window_is_left(shipped: Shipped) -> None:
    told = shipped.environment(**WINDOW)
    both = [subprocess.Popen([shipped.window], env=told, cwd=shipped.home) for _ in range(2)]
    try:
        see_one_end(both)
    finally:
        for one in both:
            one.kill()
            one.wait()
