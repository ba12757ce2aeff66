"""Outlook's ``.msg``: a message as a tree of properties in an OLE file, written out as an ordinary mail.

Property numbers: Microsoft's open specifications MS-OXMSG, MS-OXPROPS and MS-OXOMSG (reports).
"""

import base64
import io
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import olefile

from listcleaner.core.messages.charsets import decode

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 64 << 20
_MOST_EMBEDDED = 5
_BOUNDARY = "=_outlook_message"
_CLASS, _SUBJECT, _HEADERS, _SENDER, _BODY, _HTML, _REPORT_TEXT = (
    "001A",
    "0037",
    "007D",
    "5D01",
    "1000",
    "1013",
    "1001",
)
_DATA, _EMBEDDED, _MIME_TYPE = "3701", "3701000D", "370E"
_RECIPIENT_SMTP, _RECIPIENT, _SUPPLEMENTARY = "39FE", "3003", "0C1B"
_DELIVERED_AT, _SENT_AT = 0x0E060040, 0x00390040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def to_mime(content: bytes) -> bytes:
    """The message as the bytes of a mail. Raises ValueError when the file is damaged or no message."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            entries = {"/".join(entry).upper(): entry for entry in ole.listdir()}
            return _message(_Storage(ole, entries, ""), 0)
    except Exception as error:  # on damaged files olefile raises whatever its structures run into
        raise ValueError("damaged") from error


class _Storage:
    """A message, recipient or attachment in the tree. ``at``: its path, with a slash behind it."""

    def __init__(self, ole: olefile.OleFileIO, entries: dict[str, list[str]], at: str) -> None:
        self._ole, self._entries, self._at = ole, entries, at

    def raw(self, tag: str) -> bytes:
        entry = self._entries.get(f"{self._at}__SUBSTG1.0_{tag}")
        return self._ole.openstream(entry).read() if entry else b""

    def text(self, number: str) -> str:
        wide = self.raw(f"{number}001F")
        written = wide.decode("utf-16-le", "replace") if wide else decode(self.raw(f"{number}001E"))
        return written.strip("\0 \t\r\n")  # some programs end each text with a NUL

    def time(self, tag: int) -> datetime | None:
        """A time of the fixed properties: entries of 16 bytes, the tag first and the value in the second half."""
        entry = self._entries.get(f"{self._at}__PROPERTIES_VERSION1.0")
        content = self._ole.openstream(entry).read() if entry else b""
        at = content.find(tag.to_bytes(4, "little"))
        ticks = int.from_bytes(content[at + 8 : at + 16], "little") if at >= 0 else 0
        return _EPOCH + timedelta(microseconds=ticks // 10) if 0 < ticks < 1 << 58 else None

    def inside(self, prefix: str) -> list["_Storage"]:
        start = f"{self._at}{prefix}"
        names = {
            path[: path.index("/", len(start)) + 1]
            for path in self._entries
            if path.startswith(start) and "/" in path[len(start) :]
        }
        return [_Storage(self._ole, self._entries, name) for name in sorted(names)]


def _message(storage: _Storage, level: int) -> bytes:
    parts = [_part("text/plain; charset=utf-8", text.encode()) for text in _texts(storage)]
    html = storage.raw(f"{_HTML}0102")
    if html and not parts:
        parts.append(_part("text/html", html))
    if storage.text(_CLASS).upper().startswith("REPORT.") and (report := _report(storage)):
        parts.append(_part("message/delivery-status; charset=utf-8", report.encode()))
    for attachment in storage.inside("__ATTACH_VERSION1.0_#"):
        embedded = attachment.inside(f"__SUBSTG1.0_{_EMBEDDED}")
        if embedded and level < _MOST_EMBEDDED:
            parts.append(_part("message/rfc822", _message(embedded[0], level + 1)))
        elif data := attachment.raw(f"{_DATA}0102"):
            parts.append(_part(attachment.text(_MIME_TYPE) or "application/octet-stream", data))
    head = [
        *_headers(storage),
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}{level}"',
    ]
    delimiter = f"\n--{_BOUNDARY}{level}".encode()
    return (
        "\n".join(head).encode()
        + b"\n\n"
        + b"".join(delimiter + b"\n" + part for part in parts)
        + delimiter
        + b"--\n"
    )


def _headers(storage: _Storage) -> list[str]:
    """Those of the mail as it came in, but for the structure it had; else those Outlook knows."""
    kept: list[str] = []
    skipping = False
    for line in storage.text(_HEADERS).replace("\r\n", "\n").split("\n"):
        if not line.startswith((" ", "\t")):
            skipping = line.lower().startswith(("content-", "mime-version")) or ":" not in line
        if line.strip() and not skipping:
            kept.append(line)
    if kept:
        return kept
    when = storage.time(_DELIVERED_AT) or storage.time(_SENT_AT)
    known = {
        "Subject": storage.text(_SUBJECT),
        "From": storage.text(_SENDER),
        "Date": format_datetime(when) if when else "",
    }
    return [f"{name}: {' '.join(value.split())}" for name, value in known.items() if value]


def _texts(storage: _Storage) -> list[str]:
    """The body, and the text of a report where that is another."""
    return list(dict.fromkeys(text for text in (storage.text(_BODY), storage.text(_REPORT_TEXT)) if text))


def _report(storage: _Storage) -> str:
    """What a non-delivery report says of each recipient, as RFC 3464 would put it."""
    failed = storage.text(_CLASS).upper().endswith(".NDR")
    blocks = []
    for recipient in storage.inside("__RECIP_VERSION1.0_#"):
        address = recipient.text(_RECIPIENT_SMTP) or recipient.text(_RECIPIENT)
        words = " ".join(recipient.text(_SUPPLEMENTARY).split())
        if "@" in address and words:
            action = "failed" if failed else "delivered"
            blocks.append(
                f"Final-Recipient: rfc822; {address}\nAction: {action}\nDiagnostic-Code: smtp; {words}\n"
            )
    return "\n".join(blocks)


def _part(kind: str, content: bytes) -> bytes:
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(
        content
    )
