"""Whatever a file holds, reading it ends soon, in a result or in one sentence for the person: never in anything else."""

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listcleaner.core.contacts import load_list
from listcleaner.core.errors import UserError
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import load_bounces
from tests.core.outlook_file import ole_file, text

DATA = Path(__file__).parent.parent / "data"
SOON = 5  # seconds of work on a small file
BOUNDED = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)

PAGE = b"<html><table><tr><th>E-Mail</th></tr><tr><td colspan=2>ann@example.com</td></tr></table></html>"
OUTLOOK = ole_file(
    {
        "__substg1.0_001A001F": text("REPORT.IPM.Note.NDR"),
        "__substg1.0_007D001F": text("From: postmaster@example.com\r\nContent-Type: multipart/report\r\n"),
        "__recip_version1.0_#00000000": {
            "__substg1.0_39FE001F": text("ann@example.com"),
            "__substg1.0_0C1B001F": text("<mx.example.com #5.1.1 smtp;550 5.1.1 User unknown>"),
        },
        "__attach_version1.0_#00000000": {"__substg1.0_3701000D": {"__substg1.0_0037001F": text("Teas")}},
    }
)
# What readers trip over, in any file …
ODD = [
    b"\0",
    b"\xff\xfe",
    b'"',
    b"\r",
    b"\n\n",
    b"[" * 3000,
    b"{",
    b"\\ud800",
    b"1e999",
    b"9" * 400,
    b"@",
    b"<![x",
    b"\x1a",
]
ODD += [
    b"\xe4\xbd",
    b"0000-00-00",
    b"-1",
    b"=?utf-8?b?",
    b"From ",
    b"\n--",
    b"Content-Type: message/rfc822\n\n",
    b"charset=hz",
]
# … and in the parts of a workbook.
ODD_XML = [
    b'r="XFD1048576"',
    b'r="A0"',
    b'r="ZZZZZZZ99999999999"',
    b't="s"',
    b"<v>-1</v>",
    b"<v>1e999</v>",
    b"&#0;",
    b"&lol;",
]
ODD_XML += [
    b'table:number-columns-repeated="1000000"',
    b'table:number-rows-repeated="1000000"',
    b'count="-1"',
    b'r:id="rId99"',
]
ODD_XML += [
    b'<!DOCTYPE x [<!ENTITY a "aaaa">]>',
    b'Target="../../x"',
    b's="-1"',
    b'office:date-value="0000-00-00"',
    b"<row/>",
]


@st.composite
def damaged(draw: st.DrawFn, content: bytes, odd: list[bytes] = ODD) -> bytes:
    """The content with some places cut out, doubled, changed or overwritten."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.sampled_from([0, 1, 10, 100, len(content)]))
        piece = draw(st.sampled_from(odd) | st.binary(max_size=8))
        put = draw(st.sampled_from([b"", piece, piece * 50, content[start:end] * 2]))
        content = content[:start] + put + content[end:]
    return content


@st.composite
def damaged_package(draw: st.DrawFn, content: bytes) -> bytes:
    """A zip file of which a part is damaged or missing."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        chosen = draw(st.sampled_from(names))
        for name in names:
            if name != chosen:
                new.writestr(name, old.read(name))
            elif draw(st.booleans()) or draw(st.booleans()):
                new.writestr(name, draw(damaged(old.read(name), ODD_XML)))
    return draw(damaged(made.getvalue())) if draw(st.integers(0, 9)) == 0 else made.getvalue()


def packed(content: bytes, how: str) -> bytes:
    if how == "gz":
        return gzip.compress(content)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.eml", content)
        archive.writestr("inner.zip", content)
    return made.getvalue()


def ends_soon(path: Path) -> None:
    readers: tuple[Callable[[Path], object], ...] = (load_bounces, inspect, load_list)
    for read in readers:
        started = time.process_time()
        with suppress(UserError):
            read(path)
        assert time.process_time() - started < SOON


def samples(*patterns: str) -> list[Path]:
    found = (
        path for pattern in patterns for path in sorted(DATA.rglob(pattern)) if path.stat().st_size < 20_000
    )
    return [path for path in found if not path.name.endswith(".expected.jsonl")]


TEXTS = samples("*.csv", "*.json", "*.jsonl", "*.log")
MAILS = samples("*.eml", "*.mbox")


@pytest.mark.parametrize("kinds", [TEXTS, MAILS], ids=["tables and logs", "mails"])
@given(data=st.data())
@BOUNDED
def test_text_that_is_damaged(tmp_path, kinds, data):
    sample = data.draw(st.sampled_from(kinds))
    content = sample.read_bytes()
    if data.draw(st.integers(0, 4)) == 0:
        content = content.decode("utf-8", "replace").encode(
            data.draw(st.sampled_from(["utf-16", "gb18030"])), "replace"
        )
    path = tmp_path / f"x{sample.suffix}"
    path.write_bytes(data.draw(damaged(content)))
    ends_soon(path)


@given(data=st.data())
@BOUNDED
def test_workbooks_that_are_damaged(tmp_path, data):
    sample = data.draw(st.sampled_from(samples("people.*")))
    content = sample.read_bytes()
    path = tmp_path / f"x{sample.suffix}"
    path.write_bytes(data.draw(damaged(content) if sample.suffix == ".xls" else damaged_package(content)))
    ends_soon(path)


@pytest.mark.parametrize("ending", [".zip", ".gz", ".msg", ".xls"])
@given(data=st.data())
@BOUNDED
def test_archives_pages_and_outlook_files_that_are_damaged(tmp_path, ending, data):
    whole = {".msg": OUTLOOK, ".xls": PAGE}.get(ending) or packed(MAILS[0].read_bytes(), ending[1:])
    path = tmp_path / f"x{ending}"
    path.write_bytes(data.draw(damaged(whole)))
    ends_soon(path)


def test_a_reader_that_gives_up_says_so_in_our_words_only(tmp_path, capfd):
    path = tmp_path / "list.xlsb"
    whole = zipfile.ZipFile(DATA / "tables" / "people.xlsb")
    with whole, zipfile.ZipFile(path, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, b"" if name.endswith(".bin.rels") else whole.read(name))
    with pytest.raises(UserError, match="file_unreadable"):
        load_list(path)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("read", [load_bounces, inspect, load_list])
def test_an_archive_whose_names_are_no_text_is_damaged(tmp_path, read):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/é.xml", "x")
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xff\xff"))
    with pytest.raises(UserError, match="file_unreadable"):
        read(path)
