"""Bounce mails in whatever they are kept in become events; what cannot be read is said, and everything else still read."""

import io
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
from listcleaner.core.messages.mbox import split_mbox
from listcleaner.core.messages.mime import MOST_BYTES
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


def test_an_archive_that_unpacks_to_gigabytes_is_refused(tmp_path):
    with pytest.raises(UserError, match="too_large_inside"):
        load_bounces(archive(tmp_path / "bomb.zip", {"a.eml": b"\0" * (300 << 20)}))


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


def test_a_mailbox_cut_in_half_is_read_to_where_it_ends(tmp_path):
    whole = FROM + bounce("ann@example.com") + b"\n" + FROM + BOUNCE
    for size in range(len(FROM), len(whole), 97):
        path = tmp_path / "cut.mbox"
        path.write_bytes(whole[:size])
        if size > len(whole) - len(BOUNCE):
            assert "ann@example.com" in addresses(load(path))


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
    "code", ["mails_no_bounces", "mails_without_address", "mails_in_part", "mails_damaged"]
)
@pytest.mark.parametrize("n", [1, 2])
def test_every_note_is_a_sentence_that_says_where(language, code, n):
    note = Note(code, {"n": n, "where": "box.mbox #7"})
    assert "box.mbox #7" in Wording(language).text(f"note.{note.code}", **note.fields)
