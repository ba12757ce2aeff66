"""A mail is read whatever wrote it: charsets, transfer encodings, HTML, nesting, line ends, and everything broken."""

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcleaner.core.messages.headers import decode_words
from listcleaner.core.messages.htmltext import to_lines
from listcleaner.core.messages.mime import MOST_BYTES, read_mime
from listcleaner.core.messages.read import read_mail

CHINESE = "您的邮件未能送达，邮箱已满"
JAPANESE = "宛先が見つかりません"
GERMAN = "Empfänger unbekannt, größer als erlaubt"


def plain(raw: bytes) -> str:
    """The text of a mail of one part."""
    (part,) = read_mime(raw)[0].parts
    return part.text


def mail(body: bytes, content_type: str = "", encoding: str = "") -> bytes:
    head = f"Subject: x\nContent-Type: {content_type}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + body


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "utf-8", "iso-8859-1"),  # says one, writes the other
        (GERMAN, "utf-8", "x-unknown"),
        (GERMAN, "cp1252", ""),
        (GERMAN, "utf-7", "unicode-1-1-utf-7"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", "GBK"),
        (CHINESE, "gb18030", ""),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (JAPANESE, "iso2022_jp", "us-ascii"),  # the escapes give it away
        (JAPANESE, "cp932", "Shift_JIS"),
        ("수신자를 찾을 수 없습니다", "cp949", "ks_c_5601-1987"),
        ("Пользователь не найден", "koi8-r", "KOI8-R"),
        ("Пользователь не найден", "cp1251", "windows-1251"),
    ],
)
def test_text_is_read_in_the_charset_it_is_written_in(text, written, named):
    assert plain(mail(text.encode(written), f"text/plain; charset={named}")) == text


@pytest.mark.parametrize(
    "charset", ["punycode", "unicode_escape", "zlib", "rot13", "idna", "a" * 500, "utf-8\x00", "%s", "../x"]
)
def test_a_charset_that_is_none_is_not_believed(charset):
    assert plain(mail(GERMAN.encode(), f"text/plain; charset={charset}")) == GERMAN


def test_broken_bytes_are_marked_and_the_rest_is_read():
    assert plain(mail(b"caf\xc3\xa9 \xff 550 5.1.1", "text/plain; charset=gb2312")).endswith("550 5.1.1")


@pytest.mark.parametrize(
    ("body", "encoding", "text"),
    [
        (b"a =E2=80=93 b=\n c", "quoted-printable", "a – b c"),
        (b"a =XY b =", "Quoted-Printable", "a =XY b "),
        (base64.b64encode(b"user unknown"), "base64", "user unknown"),
        (b"dXNlciB1\n!bmtub3du", "BASE64", "user unknown"),  # a stray character
        (b"dXNlciB1bmtub3duX", "base64", "user unknown"),  # a letter too many
        (b"plain", "7bit", "plain"),
        (b"plain", "nonsense", "plain"),
    ],
)
def test_transfer_encodings_are_undone_even_where_they_are_damaged(body, encoding, text):
    assert plain(mail(body, "text/plain", encoding)) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?caf=C3=A9?=", "café"),
        ("=?UTF-8?B?5a6J?= Lee", "安 Lee"),
        ("=?gb2312?B?zt63qA==?= =?gb2312?B?zba13Q==?=", "无法投递"),
        ("=?utf-8?b?5g==?= =?utf-8?b?l6U=?=", "日"),  # one letter cut in two
        ("=?iso-8859-1*de?Q?gr=F6=DFer?=", "größer"),
        ("a =?x-unknown?q?b_c?= d", "a b c d"),
        ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ("=?utf-8?b?!!!?=", ""),
    ],
)
def test_encoded_words_in_headers_are_text(written, read):
    assert decode_words(written) == read


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end):
    raw = "Subject: one\n two\nTo: ann@example.com\n\nfirst\nsecond\n".replace("\n", end).encode()
    read, _ = read_mime(raw)
    assert (read.header("subject"), read.header("to")) == ("one two", "ann@example.com")
    assert read.parts[0].text == "first\nsecond\n"


@pytest.mark.parametrize("first", ["From MAILER-DAEMON Mon Jan  5 10:00:00 2026\n", ">From x\n", "\n\n"])
def test_what_a_mailbox_leaves_before_the_headers_is_no_part_of_the_mail(first):
    assert read_mime(f"{first}Subject: one\n\nbody".encode())[0].header("subject") == "one"


@pytest.mark.parametrize("raw", [b"", b"\n", b"no header at all", b"\0\0\0", b":\n\n", b"Subject"])
def test_what_is_no_mail_is_a_mail_without_headers(raw):
    read, problem = read_mime(raw)
    assert (read.headers, problem) == ((), "")


HTML = """<html><head><title>no</title><style>p {color: red}</style></head><body><!-- <p>not shown</p> -->
<p>Your message to <b>ann@example.com</b>&nbsp;could not
be delivered.</p><table><tr><td>550</td><td>5.1.1 &lt;ann@example.com&gt;</td></tr></table>
raw <bob@example.net><br>end<script>x()</script></body></html>"""


def test_html_is_the_lines_a_person_sees():
    assert to_lines(HTML).split("\n") == [
        "Your message to ann@example.com could not be delivered.",
        "550 5.1.1 <ann@example.com>",
        "raw <bob@example.net>",
        "end",
    ]


def multipart(*parts: str, kind: str = "mixed", boundary: str = "b") -> str:
    joined = "".join(f"\n--{boundary}\n{part}" for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\npreamble{joined}\n--{boundary}--\nepilogue'
    )


def test_the_address_behind_a_name_is_seen():
    html = (
        '<p>To <a href="mailto:ann@example.com">Ann</a></p><a href="mailto:b@example.com">b@example.com</a>'
    )
    assert to_lines(html) == "To Ann <ann@example.com>\nb@example.com"


def test_a_report_kept_as_an_unnamed_attachment_is_a_report():
    raw = b"Content-Type: application/octet-stream; name=ATT00001.dat\n\nReporting-MTA: dns; mx.example.net\n"
    mail, _ = read_mime(raw)
    assert [part.content_type for part in mail.parts] == ["message/delivery-status"]


def test_a_returned_mail_is_deeper_than_the_words_about_it():
    inner = "To: ann@example.com\nSubject: =?utf-8?q?caf=C3=A9?=\n\nDear Ann"
    raw = multipart("\nCould not deliver", f"Content-Type: message/rfc822\n\n{inner}", kind="report")
    parts = read_mime(raw.encode())[0].parts
    assert [(part.content_type, part.depth, part.text) for part in parts] == [
        ("text/plain", 0, "Could not deliver"),
        ("text/rfc822-headers", 1, "To: ann@example.com\nSubject: café"),
        ("text/plain", 1, "Dear Ann"),
    ]


def test_a_boundary_that_begins_like_another_does_not_end_its_part():
    inner = multipart("\none", "\ntwo", boundary="bb")
    parts = read_mime(multipart(inner, "\nthree").encode())[0].parts
    assert [part.text for part in parts] == ["one", "two", "three"]


def test_html_beside_the_same_words_in_plain_text_is_left_out():
    words = "the recipient is unknown " * 20
    raw = multipart(f"\n{words}", "Content-Type: text/html\n\n<p>html</p>", kind="alternative")
    assert [part.text for part in read_mime(raw.encode())[0].parts] == [words, ""]


def test_html_beside_a_plain_excuse_is_read():
    raw = multipart("\nUse another program.", "Content-Type: text/html\n\n<p>html</p>", kind="alternative")
    assert [part.text for part in read_mime(raw.encode())[0].parts] == ["Use another program.", "html"]


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_mail_cut_in_the_middle_is_read_as_far_as_it_goes(keep):
    raw = multipart("\nfirst part of it", "\nsecond part of it").encode()
    parts = read_mime(raw[: int(len(raw) * keep)])[0].parts
    assert parts


def nested(levels: int, kind: str) -> bytes:
    text = "Subject: inside\n\nwords"
    for level in range(levels):
        wrapped = f"Content-Type: message/rfc822\n\n{text}"
        text = multipart(text, boundary=f"b{level}") if kind == "multipart" else wrapped
    return text.encode()


@pytest.mark.parametrize("kind", ["multipart", "message"])
def test_nesting_without_end_is_read_in_part_and_said(kind):
    start = time.process_time()
    _, problem = read_mime(nested(1000, kind))
    assert problem == "too_deep"
    assert time.process_time() - start < 2


@pytest.mark.parametrize("kind", ["multipart", "message"])
def test_nesting_as_in_real_mails_is_read_whole(kind):
    read, problem = read_mime(nested(8, kind))
    assert (problem, read.parts[-1].text) == ("", "words")


def test_a_mail_of_many_parts_is_read_in_part_and_said():
    read, problem = read_mime(multipart(*["\nx"] * 5000).encode())
    assert (problem, len(read.parts)) == ("too_many_parts", 200)


def test_a_huge_mail_is_read_at_its_beginning_and_said():
    read, problem = read_mime(b"Subject: big\n\n550 5.1.1 user unknown\n" + b"x" * MOST_BYTES)
    assert (problem, read.parts[0].text[:22]) == ("too_large", "550 5.1.1 user unknown")


HOSTILE = [
    b"Subject: " + b"=?utf-8?q?a" * 20000,
    b"Subject: " + b"=?a?b?" * 40000,
    b"Subject: a" + b" " * 200_000 + b"\n b",
    b"Content-Type: " + b"boundary" * 30000,
    b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a" * 300_000,
    b"Content-Type: multipart/mixed; boundary=a\n\n" + b"\n--a" * 300_000,
    b"Content-Type: text/html\n\n" + b"<" * 250_000,
    b"Content-Type: text/html\n\n" + b"<!--" * 60_000,
    b"Content-Type: text/html\n\n" + b"<style" * 40_000,
    b"Content-Type: text/html\n\n" + b"<a " * 80_000,
    b"Content-Type: text/html\n\n" + b"&" * 250_000,
    b"Content-Type: message/delivery-status\n\nFinal-Recipient: " + b"a;" * 100_000,
    b"Content-Type: message/delivery-status\n\nFinal-Recipient: " + b"a@" * 100_000,
    b"Content-Type: message/delivery-status\n\nFinal-Recipient:\n" + b" \n" * 100_000,
    b"Content-Type: message/delivery-status\n\n" + b"Final-Recipient: rfc822; a@example.com\n" * 6000,
    b"From: " + b'"a' * 100_000 + b"\n\nx",
    b"X:\n" * 300_000,
]


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_takes_longer_than_its_length_explains(raw):
    start = time.process_time()
    read_mail(raw)
    assert time.process_time() - start < 2


PIECES = [
    "Content-Type: multipart/report; boundary=b\n",
    "Content-Type: multipart/mixed; boundary=\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: text/html; charset=utf-16\n",
    "Content-Type: message/delivery-status\n",
    "Content-Type: message/feedback-report\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Final-Recipient: rfc822;ann@example.com\n",
    "Action: failed\nStatus: 5.1.1\n",
    "Date: Mon, 99 Foo 20266 99:99:99 +9999\n",
    "Subject: =?utf-8?b?5a6J?= =?gb2312?q?=?=\n",
    "\n--b\n",
    "\n--b--\n",
    "\n\n",
    "From x Mon Jan  5 10:00:00 2026\n",
]


@given(st.lists(st.sampled_from(PIECES).map(str.encode) | st.binary(max_size=40), max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_reader(pieces):
    read_mail(b"".join(pieces))
