"""Bounce mails in whatever they are kept in become events; what cannot be read is said, and everything else still read."""

import errno
import gzip
import io
import os
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from listcleaner.core.errors import UserError
from listcleaner.core.events import EVENT_DTYPES, BounceFile
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import load_bounces
from listcleaner.core.messages import containers
from listcleaner.core.messages.mbox import split_mbox
from listcleaner.core.messages.mime import MOST_BYTES
from listcleaner.core.tables import archives
from listcleaner.core.tables.read import read_table
from listcleaner.core.tables.table import Note
from listcleaner.core.wording import Wording
from tests.core.outlook_file import ole_file, text

MAILS = Path(__file__).parent.parent / "data" / "mails"
EXPECTED = pd.read_csv(MAILS.parent / "mails.expected.csv", dtype=str, keep_default_na=False)
BOUNCE = (MAILS / "postfix-two-fates.eml").read_bytes()
NEWSLETTER = (MAILS / "newsletter.eml").read_bytes()
FROM = b"From MAILER-DAEMON Mon Sep 14 10:00:00 2026\n"


def load(path: Path) -> BounceFile:
    (file,) = load_bounces(path)
    return file


def addresses(file: BounceFile) -> list[str]:
    return file.events["address"].tolist()


def codes(file: BounceFile) -> dict[str, object]:
    return {note.code: note.fields["n"] for note in file.notes}


def bounce(address: str, text: str = "550 5.1.1 User unknown", action: str = "failed") -> bytes:
    return (
        f"From: MAILER-DAEMON@mail.example.org\nTo: news@example.org\nDate: Mon, 14 Sep 2026 10:00:00 +0000\n"
        f"Subject: Undelivered Mail Returned to Sender\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; {address}\nAction: {action}\n"
        f"Diagnostic-Code: smtp; {text}\n"
    ).encode()


@pytest.mark.parametrize("name", sorted(path.name for path in MAILS.iterdir()))
def test_each_mail_gives_the_events_a_person_reads_in_it(name):
    expected = EXPECTED[EXPECTED["file"] == name]
    if expected.empty:
        with pytest.raises(UserError, match="no_bounces_in_mails"):
            load(MAILS / name)
        return
    events = load(MAILS / name).events
    found = events.assign(at=events["at"].dt.strftime("%Y-%m-%dT%H:%M:%S"), row=events["row"].astype(str))
    assert found[list(expected.columns)].values.tolist() == expected.values.tolist()
    assert {name: str(dtype) for name, dtype in events.dtypes.items()} == EVENT_DTYPES


def test_every_mail_of_the_samples_is_expected_or_no_bounce():
    silent = {"newsletter.eml", "dmarc.eml", "not-spam.eml"}
    assert {path.name for path in MAILS.iterdir()} == {*EXPECTED["file"]} | silent


def test_a_delay_is_never_more_than_a_delay(tmp_path):
    path = tmp_path / "delayed.eml"
    path.write_bytes(bounce("ann@example.com", "550 5.1.1 User unknown", "delayed"))
    assert load(path).events["class"].tolist() == ["deferred"]


# --- where mails are kept


@pytest.fixture
def maildir(tmp_path):
    folder = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    (folder / "cur" / "1789372809.M1P2.mail,S=2048:2,S").write_bytes(bounce("ann@example.com"))
    (folder / "new" / "1789372810.M1P3.mail").write_bytes(bounce("bob@example.com").replace(b"\n", b"\r\n"))
    (folder / "dovecot-uidlist").write_text("3 V1 N3\n1 :1789372809.M1P2.mail\n", encoding="ascii")
    return folder


def test_a_status_that_no_registry_knows_stands_as_the_mail_has_it(tmp_path):
    raw = bounce("ann@example.com", "Spam").replace(b"Action: failed", b"Action: failed\nStatus: 5.9.8")
    (tmp_path / "a.eml").write_bytes(raw)
    assert load(tmp_path).events["status"].tolist() == ["5.9.8"]


def test_a_maildir_is_one_bounce_file(maildir):
    file = load(maildir)
    assert addresses(file) == ["ann@example.com", "bob@example.com"]
    assert file.events["file"].tolist() == ["cur/1789372809.M1P2.mail,S=2048:2,S", "new/1789372810.M1P3.mail"]


def test_mails_and_tables_in_one_folder_are_both_read(tmp_path):
    (tmp_path / "bounces.csv").write_text(
        "email,reason\ncara@example.com,550 5.1.1 User unknown\n", encoding="utf-8"
    )
    (tmp_path / "one.eml").write_bytes(bounce("ann@example.com"))
    (tmp_path / "two.eml").write_bytes(bounce("bob@example.com"))
    table, mails = load_bounces(tmp_path)
    assert (addresses(table), addresses(mails)) == (
        ["cara@example.com"],
        ["ann@example.com", "bob@example.com"],
    )


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return path


def test_an_archive_of_mails_is_read_whatever_its_files_are_called(tmp_path):
    files = {
        "a.eml": bounce("ann@example.com"),
        "../../b.eml": bounce("bob@example.com"),
        "/etc/c": bounce("cara@example.com"),
        "box.mbox": FROM + bounce("dan@example.com") + b"\n" + FROM + bounce("eve@example.com"),
        "__MACOSX/._a.eml": b"\0",
    }
    path = archive(tmp_path / "mails.zip", files)
    file = load(path)
    assert sorted(addresses(file)) == [f"{name}@example.com" for name in ("ann", "bob", "cara", "dan", "eve")]
    assert [*tmp_path.iterdir()] == [path]
    assert (inspect(path).kind, inspect(path).rows) == ("messages", 5)


def test_mails_and_tables_in_one_archive_are_both_read(tmp_path):
    table = b"email,reason\ncara@example.com,550 5.1.1 User unknown\n"
    path = archive(tmp_path / "all.zip", {"a.eml": bounce("ann@example.com"), "bounces.csv": table})
    assert sorted(address for file in load_bounces(path) for address in addresses(file)) == [
        "ann@example.com",
        "cara@example.com",
    ]


@pytest.mark.parametrize("beside", [{}, {"b.eml": bounce("bob@example.com")}])
def test_a_mail_that_unpacks_to_far_too_much_is_refused_and_the_others_are_read(
    tmp_path, monkeypatch, beside
):
    monkeypatch.setattr(archives, "RATIO_COUNTS_FROM", 1 << 20)
    path = archive(tmp_path / "bomb.zip", {"a.eml": b"\0" * (3 << 20)} | beside)
    if beside:
        file = load(path)
        assert (addresses(file), codes(file)) == (["bob@example.com"], {"mails_damaged": 1})
    else:
        with pytest.raises(UserError, match="too_large_inside"):
            load_bounces(path)


def test_mails_of_an_archive_in_an_archive_are_read(tmp_path):
    inner = archive(tmp_path / "inner.zip", {"a.eml": bounce("ann@example.com"), "b.zip": b"PK\x03\x04"})
    files = {"inner.zip": inner.read_bytes(), "c.eml.gz": gzip.compress(bounce("cara@example.com"))}
    file = load(archive(tmp_path / "mails.zip", files))
    assert file.events[["address", "file"]].values.tolist() == [
        ["cara@example.com", "c.eml.gz"],
        ["ann@example.com", "inner.zip/a.eml"],
    ]


def test_an_archive_with_a_password_hides_no_other_file_of_its_folder(tmp_path):
    path = archive(tmp_path / "secret.zip", {"a.eml": bounce("ann@example.com")})
    path.write_bytes(path.read_bytes().replace(b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\1"))
    (tmp_path / "b.eml").write_bytes(bounce("bob@example.com"))
    first, *_ = load_bounces(tmp_path)
    assert addresses(first) == ["bob@example.com"]
    assert [note.fields["name"] for note in first.notes if note.code == "file_skipped"] == ["secret.zip"]


@pytest.fixture
def closed(monkeypatch):
    """Takes the right to read a file or folder away; root, as whom tests may run, has every right."""
    names: set[str] = set()
    path_open, access = Path.open, os.access

    def refuse(path: object) -> None:
        if Path(str(path)).name in names:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def checked_open(self: Path, *arguments, **options):
        refuse(self)
        return path_open(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", checked_open)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name not in names and access(path, mode))
    return names


def test_files_and_folders_that_may_not_be_read_are_named_and_the_others_read(tmp_path, closed):
    for name in ("a.eml", "closed.eml", "open/c.eml"):
        path = tmp_path / "mails" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bounce(f"{path.stem}@example.com"))
    (tmp_path / "mails" / "closed").mkdir()
    closed |= {"closed.eml", "closed"}
    file = load(tmp_path / "mails")
    assert addresses(file) == ["a@example.com", "c@example.com"]
    left_out = [note.fields for note in file.notes if note.code == "file_skipped"]
    assert [(fields["name"], fields["reason"].code) for fields in left_out] == [("closed", "no_permission")]
    (damaged,) = [note.fields["where"] for note in file.notes if note.code == "mails_damaged"]
    assert damaged == "closed.eml"


@pytest.mark.parametrize("name", ["closed.eml", "closed"])
def test_what_may_not_be_read_says_so(tmp_path, closed, name):
    path = tmp_path / name
    path.mkdir() if name == "closed" else path.write_bytes(bounce("ann@example.com"))
    closed.add(name)
    for read in (load_bounces, inspect):
        with pytest.raises(UserError, match="no_permission"):
            read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", ["pipe.eml", "pipe.csv", "pipe.zip"])
def test_a_pipe_is_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / name)
    for read in (load_bounces, inspect, read_table):
        with pytest.raises(UserError, match="file_is_device"):
            read(tmp_path / name)
    (tmp_path / "good.eml").write_bytes(bounce("ann@example.com"))
    assert addresses(load(tmp_path)) == ["ann@example.com"]


def test_links_to_themselves_and_to_nothing_are_passed_over(tmp_path):
    (tmp_path / "a.eml").write_bytes(bounce("ann@example.com"))
    try:
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "itself.eml").symlink_to("itself.eml")
        (tmp_path / "nothing.eml").symlink_to("missing.eml")
    except OSError:
        pytest.skip("this system makes no links")
    assert addresses(load(tmp_path)) == ["ann@example.com"]


def test_a_mail_that_is_gone_by_the_time_it_is_read_hides_no_other(tmp_path, monkeypatch):
    for name in ("ann", "bob"):
        (tmp_path / f"{name}.eml").write_bytes(bounce(f"{name}@example.com"))
    files = containers.visible_files

    def with_one_gone(folder: Path) -> list[Path]:
        return [*files(folder), folder / "gone.eml"]

    monkeypatch.setattr(containers, "visible_files", with_one_gone)
    file = load(tmp_path)
    assert addresses(file) == ["ann@example.com", "bob@example.com"]
    assert codes(file)["mails_damaged"] == 1


def test_a_damaged_file_of_an_archive_does_not_hide_the_others(tmp_path):
    path = archive(
        tmp_path / "mails.zip", {"a.eml": bounce("ann@example.com"), "b.eml": bounce("bob@example.com")}
    )
    content = path.read_bytes()
    path.write_bytes(content[:60] + bytes(byte ^ 0xFF for byte in content[60:120]) + content[120:])
    file = load(path)
    assert (addresses(file), codes(file)) == (["bob@example.com"], {"mails_damaged": 1})


REPORT = {
    "__substg1.0_001A001F": text("REPORT.IPM.Note.NDR"),
    "__substg1.0_0037001F": text("Undeliverable: Autumn teas"),
    "__substg1.0_1000001F": text("Your message did not reach some or all of the intended recipients.\r\n"),
    "__recip_version1.0_#00000000": {
        "__substg1.0_39FE001F": text("ann@example.com"),
        "__substg1.0_0C1B001F": text("<mx.example.com #5.1.1 smtp;550 5.1.1 User unknown>"),
    },
    "__attach_version1.0_#00000000": {
        "__substg1.0_3701000D": {
            "__substg1.0_007D001F": text("To: ann@example.com\r\nX-Campaign-Id: autumn\r\n")
        }
    },
}


def test_a_report_saved_from_outlook_is_read(tmp_path):
    path = tmp_path / "Undeliverable.msg"
    path.write_bytes(ole_file(REPORT))
    assert load(path).events[["address", "class", "status", "campaign"]].values.tolist() == [
        ["ann@example.com", "hard", "5.1.1", "autumn"]
    ]


def test_a_report_in_one_byte_letters_with_a_nul_behind_each_text_is_read(tmp_path):
    recipient = {"39FE": "ann@example.com", "0C1B": "<mx.example.com #5.1.1 smtp;550 5.1.1 User unknown>"}
    report = {
        "001A": "REPORT.IPM.Note.NDR",
        "0037": "Undeliverable: Autumn teas",
        "1000": "It did not arrive.",
    }

    def one_byte(texts: dict[str, str]) -> dict[str, bytes]:
        return {
            f"__substg1.0_{number}001E": text.encode("cp1252").ljust(4096, b"\0")
            for number, text in texts.items()
        }

    path = tmp_path / "Undeliverable.msg"
    path.write_bytes(ole_file(one_byte(report) | {"__recip_version1.0_#00000000": one_byte(recipient)}))
    assert load(path).events[["address", "class"]].values.tolist() == [["ann@example.com", "hard"]]


def test_a_mail_in_outlook_that_kept_its_parts_is_read(tmp_path):
    status = b"Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\n\n"
    headers = "From: postmaster@example.com\r\nContent-Type: multipart/report\r\nDate: Mon, 14 Sep 2026 10:00:00 +0000\r\n"
    kind = text("message/delivery-status")
    mail = {
        "__substg1.0_007D001F": text(headers),
        "__substg1.0_1000001F": text("Delivery has failed."),
        "__attach_version1.0_#00000000": {"__substg1.0_370E001F": kind, "__substg1.0_37010102": status},
    }
    path = tmp_path / "mail.msg"
    path.write_bytes(ole_file(mail))
    assert load(path).events[["address", "class", "zone"]].values.tolist() == [
        ["ann@example.com", "hard", "explicit"]
    ]


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole_file(REPORT)[:3000], ole_file({})]
)
def test_a_damaged_file_of_outlook_is_said(tmp_path, content):
    (tmp_path / "broken.msg").write_bytes(content)
    (tmp_path / "good.eml").write_bytes(bounce("ann@example.com"))
    file = load(tmp_path)
    assert addresses(file) == ["ann@example.com"]
    assert set(codes(file)) <= {"mails_damaged", "mails_no_bounces"} and codes(file)


# --- mailboxes


def test_mails_of_a_mailbox_have_their_place_in_it(tmp_path):
    path = tmp_path / "Bounces"  # as Thunderbird calls it
    path.write_bytes(FROM + NEWSLETTER + b"\n" + FROM + bounce("ann@example.com") + b"\n" + FROM + NEWSLETTER)
    file = load(path)
    assert (file.rows, file.events["row"].tolist(), codes(file)) == (3, [2], {"mails_no_bounces": 2})
    assert inspect(path).rows == 3


@pytest.mark.parametrize("packed", [False, True])
def test_a_mailbox_cut_in_half_is_read_to_where_it_ends_and_said_to_be_cut(tmp_path, packed):
    path = tmp_path / "box.mbox"
    before = FROM + bounce("ann@example.com") + b"\n"
    whole = before + FROM + BOUNCE
    last = BOUNCE.rindex(b"\n--")  # what is behind it is nothing
    for size in range(len(before) + len(FROM) + 60, len(before) + len(FROM) + last, 97):
        path.write_bytes(gzip.compress(whole, 0)[: size + 10] if packed else whole[:size])
        file = load(path)
        assert "ann@example.com" in addresses(file)
        (note,) = [note for note in file.notes if note.code == "mails_cut"]
        assert note.fields == {"n": 1, "where": "box.mbox #2"}
        assert file.unreadable == (() if len(addresses(file)) > 1 else (2,))
    path.write_bytes(whole)
    assert "mails_cut" not in codes(load(path))


def test_a_packed_mail_that_lost_its_end_is_read_and_said_to_be_cut(tmp_path):
    path = tmp_path / "mail.eml.gz"
    path.write_bytes(gzip.compress(bounce("ann@example.com"))[:-8])
    file = load(path)
    assert (addresses(file), codes(file)) == (["ann@example.com"], {"mails_cut": 1})


@pytest.mark.parametrize("name", ["mail.eml", "box.mbox"])
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\0\0\0\0"])
def test_what_editors_and_crashes_put_before_a_mail_is_no_part_of_it(tmp_path, name, mark):
    path = tmp_path / name
    path.write_bytes(mark + (FROM if name == "box.mbox" else b"") + bounce("ann@example.com"))
    assert load(path).events[["address", "zone"]].values.tolist() == [["ann@example.com", "explicit"]]


def test_a_mail_saved_again_as_utf16_is_read(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_bytes(bounce("ann@example.com").decode().encode("utf-16"))
    assert load(path).events[["address", "zone"]].values.tolist() == [["ann@example.com", "explicit"]]


def test_a_from_line_in_the_words_of_a_mail_does_not_end_it():
    text = b"Subject: x\n\none\nFrom the desk of Ann\n>From quoted\n"
    assert [*split_mbox(io.BytesIO(FROM + text + FROM + text))] == [text.replace(b">From", b"From")] * 2


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_mailbox_of_any_system_is_split(end):
    content = (FROM + bounce("ann@example.com") + b"\n") * 3
    assert len([*split_mbox(io.BytesIO(content.replace(b"\n", end)))]) == 3


def test_a_mail_wherever_it_lies_in_the_blocks_read_is_found():
    filler = b"Subject: filler\n\n" + b"x" * ((1 << 20) - 200)
    for shift in range(0, 400, 7):
        content = FROM + filler + b"x" * shift + b"\n\n" + FROM + bounce("ann@example.com") + b"\n"
        assert len([*split_mbox(io.BytesIO(content))]) == 2


class Endless(io.RawIOBase):
    """A mailbox of many MB that nobody has to hold."""

    def __init__(self, mails: int) -> None:
        self._left = mails
        self._mail = FROM + BOUNCE + b"A" * 30_000 + b"\n\n"

    def read(self, size: int = -1) -> bytes:
        count = min(self._left, size // len(self._mail))
        self._left -= count
        return self._mail * count


def test_a_mailbox_is_split_in_constant_memory():
    tracemalloc.start()
    count = sum(1 for _ in split_mbox(Endless(2500)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2500
    assert peak < 12 << 20  # of 82 MB


def test_a_huge_mail_is_reported_and_the_others_read(tmp_path):
    path = tmp_path / "huge.mbox"
    with path.open("wb") as stream:
        stream.write(FROM + bounce("ann@example.com") + b"\n")
        for _ in range(200):
            stream.write(b"A" * (1 << 20))
        stream.write(b"\n\n" + FROM + bounce("bob@example.com"))
    tracemalloc.start()
    file = load(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (addresses(file), codes(file)) == (["ann@example.com", "bob@example.com"], {"mails_in_part": 1})
    assert peak < 8 * MOST_BYTES


# --- what is no bounce


def test_a_file_with_nothing_in_it_is_said_to_be_empty(tmp_path):
    path = tmp_path / "empty.eml"
    path.touch()
    with pytest.raises(UserError, match="file_empty"):
        load_bounces(path)


def test_mails_that_are_no_bounces_are_counted_and_named(tmp_path):
    for name in ("newsletter.eml", "dmarc.eml", "complaint.eml"):
        shutil.copy(MAILS / name, tmp_path)
    (note,) = load(tmp_path).notes
    assert (note.code, note.fields) == ("mails_no_bounces", {"n": 2, "where": "dmarc.eml, newsletter.eml"})


def test_a_bounce_that_names_nobody_is_counted_and_named(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_bytes(FROM + bounce("") + b"\n" + FROM + bounce("ann@example.com"))
    file = load(path)
    assert (codes(file), file.unreadable) == ({"mails_without_address": 1}, (1,))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    "code", ["mails_no_bounces", "mails_without_address", "mails_in_part", "mails_cut", "mails_damaged"]
)
@pytest.mark.parametrize("n", [1, 2])
def test_every_note_is_a_sentence_that_says_where(language, code, n):
    note = Note(code, {"n": n, "where": "box.mbox #7"})
    assert "box.mbox #7" in Wording(language).text(f"note.{note.code}", **note.fields)
