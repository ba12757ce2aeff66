"""Files in zip archives and gzip: read in place, named as their writer saw them, and never unpacked without bounds."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.tables import archives
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.source import members, opened
from listcleaner.core.tables.table import Reading

LIST = b"Name,E-Mail\nAnn,ann@example.com\n"


class Unmarked(zipfile.ZipInfo):
    """A member whose name is written in another encoding than UTF-8, as many zip programs do."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("x")
        self.raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, 0


def archive(path: Path, *files: tuple[str | bytes, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files:
            written.writestr(Unmarked(name) if isinstance(name, bytes) else name, content)
    return path


def with_password(path: Path, name: str) -> Path:
    """Says of a member that it is encrypted."""
    content = bytearray(path.read_bytes())
    for magic, flags, start in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = content.find(magic)
        while at >= 0:
            if content[at + start :].startswith(name.encode()):
                content[at + flags] |= 1
            at = content.find(magic, at + 4)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("退信.csv".encode("gbk"), "退信.csv"),
        ("硬退/2026年3月.csv".encode("gbk"), "硬退/2026年3月.csv"),
        ("退信.csv".encode(), "退信.csv"),  # macOS
        ("退信.csv", "退信.csv"),
        ("Müller.csv".encode("cp850"), "Müller.csv"),
        ("Liste für März.csv".encode("cp437"), "Liste für März.csv"),
        (b"plain.csv", "plain.csv"),
    ],
)
def test_names_are_those_their_writer_saw(tmp_path, name, shown):
    path = archive(tmp_path / "export.zip", (name, LIST))
    assert members(path) == (shown,)
    assert read_table(path).cells.iloc[0].tolist() == ["Ann", "ann@example.com"]


def test_a_name_that_leads_out_of_the_archive_is_only_a_name(tmp_path):
    path = archive(tmp_path / "export.zip", ("../../evil.csv", LIST))
    assert members(path) == ("../../evil.csv",)
    assert len(read_table(path).cells) == 1
    assert [file.name for file in tmp_path.rglob("*")] == ["export.zip"]


def test_hidden_files_and_those_in_hidden_folders_are_left_out(tmp_path):
    hidden = ("__MACOSX/._a.csv", ".git/a.csv", "x/.DS_Store", "~$a.xlsx", "folder/")
    path = archive(tmp_path / "export.zip", *((name, LIST) for name in hidden), ("a.csv", LIST))
    assert members(path) == ("a.csv",)


def test_of_an_archive_with_one_encrypted_member_the_others_are_read(tmp_path):
    path = archive(tmp_path / "export.zip", ("a.csv", LIST), ("secret.csv", LIST))
    with_password(path, "secret.csv")
    assert len(read_table(path, Reading(member="a.csv")).cells) == 1
    with pytest.raises(UserError) as error:
        read_table(path, Reading(member="secret.csv"))
    assert error.value.code == "file_encrypted"


def test_an_archive_with_a_password_says_so(tmp_path):
    path = with_password(archive(tmp_path / "export.zip", ("a.csv", LIST)), "a.csv")
    with pytest.raises(UserError) as error:
        read_table(path)
    assert error.value.code == "file_encrypted"


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name, file in files.items():
            written.writestr(name.replace("_", "."), file)
    return content.getvalue()


def test_files_of_an_archive_in_an_archive_are_read(tmp_path):
    inner = zipped(a_csv=LIST, deeper_zip=zipped(b_csv=LIST))
    path = archive(tmp_path / "outer.zip", ("inner.zip", inner), ("z.csv", LIST))
    assert members(path) == ("inner.zip/a.csv", "inner.zip/deeper.zip/b.csv", "z.csv")
    assert len(read_table(path, Reading(member="inner.zip/deeper.zip/b.csv")).cells) == 1


def test_archives_in_each_other_without_end_are_not_followed(tmp_path):
    content = zipped(a_csv=LIST)
    for _ in range(50):
        content = zipped(x_zip=content)
    path = archive(tmp_path / "outer.zip", ("x.zip", content), ("z.csv", LIST))
    deepest, other = members(path)
    assert other == "z.csv"
    with pytest.raises(UserError) as error:
        read_table(path, Reading(member=deepest))
    assert (error.value.code, error.value.fields["kind"]) == ("file_not_a_table", "zip")


@pytest.mark.parametrize("inner", [b"PK\x03\x04 broken", b"", b"PK\x05\x06" + b"\xff" * 18])
def test_a_broken_archive_in_an_archive_hides_no_other_file(tmp_path, inner):
    path = archive(tmp_path / "outer.zip", ("inner.zip", inner), ("z.csv", LIST))
    assert "z.csv" in members(path)


@pytest.mark.parametrize("inside", [False, True])
def test_a_bomb_in_an_archive_hides_no_other_file(tmp_path, monkeypatch, inside):
    monkeypatch.setattr(archives, "RATIO_COUNTS_FROM", 1 << 20)
    bomb = b"\n" * (2 << 20)
    files = [("inner.zip", zipped(bomb_csv=bomb))] if inside else [("bomb.csv", bomb)]
    path = archive(tmp_path / "outer.zip", *files, ("a.csv", LIST), ("z.csv", LIST))
    assert len(read_table(path, Reading(member="a.csv")).cells) == 1
    assert len(read_table(path, Reading(member="z.csv")).cells) == 1
    with pytest.raises(UserError, match="too_large_inside"):
        read_table(path, Reading(member=next(name for name in members(path) if "bomb" in name)))


def test_many_files_that_are_a_bomb_only_together_are_not_all_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "RATIO_COUNTS_FROM", 1 << 20)
    files = [(f"{number}.csv", b"\n" * (1 << 19)) for number in range(9)]
    with archives.open_archive(archive(tmp_path / "bomb.zip", *files)) as opened_archive:
        assert [one.fits for one in archives.files_inside(opened_archive)] == [True] * 2 + [False] * 7


@pytest.mark.parametrize("inside", [False, True])
def test_gzip_is_unpacked_on_the_way(tmp_path, inside):
    packed = gzip.compress(LIST)
    if inside:
        path = archive(tmp_path / "export.zip", ("list.csv.gz", packed))
        table = read_table(path, Reading(member="list.csv.gz"))
    else:
        path = tmp_path / "list.csv.gz"
        path.write_bytes(packed)
        table = read_table(path)
    assert table.header == ("Name", "E-Mail")
    assert table.cells.iloc[0].tolist() == ["Ann", "ann@example.com"]


@pytest.mark.parametrize("cut", [5, 12, 30])
def test_a_cut_gzip_file_is_damaged(tmp_path, cut):
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress(LIST * 50)[:cut])
    with pytest.raises(UserError) as error:
        read_table(path)
    assert (error.value.code, error.value.fields["reason"]) == ("file_unreadable", "damaged")


def test_a_gzip_bomb_is_stopped_while_it_unpacks(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "RATIO_COUNTS_FROM", 1 << 20)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"\n" * (4 << 20)))
    read = 0
    with pytest.raises(UserError) as error, opened(path) as stream:
        while block := stream.read(1 << 16):
            read += len(block)
    assert error.value.code == "too_large_inside"
    assert read <= 1 << 20
