"""Bad input: one clear sentence saying what to do, exit code 1, nothing written."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    + bytes(range(256)) * 4
)


def missing(folder: Path) -> Path:
    return folder / "missing.csv"


def empty(folder: Path) -> Path:
    return written(folder / "empty.csv", b"")


def folder_as_list(folder: Path) -> Path:
    (folder / "folder").mkdir()
    return folder / "folder"


def no_address_column(folder: Path) -> Path:
    return written(folder / "stock.csv", b"article,price\nchair,10\ntable,20\n")


def damaged_workbook(folder: Path) -> Path:
    return written(folder / "damaged.xlsx", b"PK\x03\x04" + b"\x00" * 500)


def picture_named_csv(folder: Path) -> Path:
    return written(folder / "picture.csv", PNG)


def decompression_bomb(folder: Path) -> Path:
    file = folder / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b" " * 2**20)
    return file


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


def name_too_long(folder: Path) -> Path:
    return folder / ("long" * 1000 + ".csv")


def written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    "make",
    [
        missing,
        empty,
        folder_as_list,
        no_address_column,
        damaged_workbook,
        picture_named_csv,
        decompression_bomb,
        pytest.param(pipe, marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")),
        name_too_long,
    ],
)
def test_an_unusable_list_is_one_sentence_and_nothing_written(
    run: Run, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    given = make(tmp_path)
    ran = run("clean", given, "--out", tmp_path / "out")
    assert ran.code == 1
    assert ran.out == ""
    assert given.name in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_same_file_cannot_be_list_and_bounces(run: Run, list_file: Path, tmp_path: Path) -> None:
    ran = run("clean", list_file, "--bounces", list_file, "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (1, "")
    assert not (tmp_path / "out").exists()


def test_a_bounce_file_without_a_bounce_is_refused(run: Run, list_file: Path, tmp_path: Path) -> None:
    notes = written(tmp_path / "notes.csv", b"article,price\nchair,10\n")
    ran = run("clean", list_file, "--bounces", notes, "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (1, "")
    assert "notes.csv" in ran.err


def test_output_never_overwrites_an_input(run: Run, list_file: Path, tmp_path: Path) -> None:
    bounces = written(
        tmp_path / "members-removed.csv", b"email,type,reason\nann@example.com,hard,550 5.1.1 User unknown\n"
    )
    before = sorted(tmp_path.iterdir()), bounces.read_bytes()
    ran = run("clean", list_file, "--bounces", bounces, "--out", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert (sorted(tmp_path.iterdir()), bounces.read_bytes()) == before


@pytest.mark.parametrize("name", ["x" * 300, "members.csv/.."])
def test_a_folder_nothing_can_be_written_to(run: Run, list_file: Path, tmp_path: Path, name: str) -> None:
    ran = run("clean", list_file, "--out", tmp_path / name)
    assert (ran.code, ran.out) == (1, "")
    assert [*tmp_path.iterdir()] == [list_file]


def test_a_file_where_the_output_folder_should_be(run: Run, list_file: Path, tmp_path: Path) -> None:
    ran = run("clean", list_file, "--out", written(tmp_path / "out", b"x"))
    assert (ran.code, ran.out) == (1, "")


@pytest.mark.parametrize("option", ["--rules", "--ledger"])
def test_output_overwrites_no_other_file_of_the_persons(
    run: Run, list_file: Path, tmp_path: Path, option: str
) -> None:
    ran = run("clean", list_file, option, written(tmp_path / "removal-log.csv", b""), "--out", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "removal-log.csv" in ran.err
    assert not (tmp_path / "members-cleaned.csv").exists()


def test_a_hard_link_is_the_same_file(run: Run, list_file: Path, tmp_path: Path) -> None:
    (tmp_path / "hard bounces.csv").hardlink_to(list_file)
    ran = run("clean", list_file, "--bounces", tmp_path / "hard bounces.csv", "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (1, "")


def test_a_copy_of_the_list_is_no_bounce_file_whatever_its_name(
    run: Run, list_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "exports").mkdir()
    copy = written(tmp_path / "exports" / "hard bounces.csv", list_file.read_bytes())
    for bounces in (copy, copy.parent):
        ran = run("clean", list_file, "--bounces", bounces, "--out", tmp_path / "out", "--max-removal", 100)
        assert (ran.code, ran.out) == (1, "")
        assert "hard bounces.csv" in ran.err
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--max-removal", "0"], ["--rules", "missing.toml"]])
def test_a_run_that_writes_nothing_leaves_no_new_ledger(
    run: Run, list_file: Path, bounce_file: Path, tmp_path: Path, arguments: list[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    run("clean", list_file, "--bounces", bounce_file, "--out", "out", "--ledger", "ledger.db", *arguments)
    assert sorted(tmp_path.iterdir()) == before


def truncated_archive(folder: Path) -> Path:
    file = folder / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bounces.csv", "email,type\nann@example.com,hard\n")
    return written(file, file.read_bytes()[:60])


def bomb_in_archive(folder: Path) -> Path:
    file = folder / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("bounces.csv", b" " * 300 * 2**20)
    return file


def header_alone(folder: Path) -> Path:
    return written(folder / "header.csv", b"email,type,reason,date\n")


def empty_array(folder: Path) -> Path:
    return written(folder / "ses.json", b"[]\n")


def cut_off_json(folder: Path) -> Path:
    return written(folder / "cut.json", b'{"bounce": \n')


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (header_alone, "There is no bounce in"),
        (empty_array, "There is no bounce in"),
        (cut_off_json, "download it again"),
        (truncated_archive, "download it again"),
        (bomb_in_archive, "would unpack to far more"),
    ],
)
def test_what_to_do_about_a_bounce_file_fits_its_kind(
    run: Run, list_file: Path, tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    ran = run("clean", list_file, "--bounces", make(tmp_path), "--out", tmp_path / "out")
    assert (ran.code, ran.out, len(ran.err.strip().splitlines())) == (1, "", 1)
    assert said in ran.err
    assert "Excel" not in ran.err
    assert not (tmp_path / "out").exists()


def test_no_error_promises_what_a_command_cannot_do(run: Run, tmp_path: Path) -> None:
    ran = run("clean", no_address_column(tmp_path), "--out", tmp_path / "out")
    assert "which column" not in ran.err
