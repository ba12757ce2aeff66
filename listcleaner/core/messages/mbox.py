"""Mailboxes: one file with many mails, each after a ``From `` line."""

import codecs
import re
from collections.abc import Iterator
from typing import IO

from listcleaner.core.messages.mime import MOST_BYTES

_BLOCK = 1 << 20
_HOLD = 1024  # bytes kept back: the longest line between two mails, and the header after it
# The line names a time, and a header follows it; "From the desk of …" in a mail's text does neither.
_BETWEEN = re.compile(
    rb"\nFrom [^\n]{0,200}?\d\d?:\d\d[^\n]{0,100}\n(?=>?From |[!-9;-~]{1,80}:)|"
    rb"\nFrom [^\n]{1,200}\n(?=(?:Return-Path|Received|X-Mozilla-Status|Message-ID|Delivered-To|From|Date): )"
)


def split_mbox(stream: IO[bytes]) -> Iterator[bytes]:
    """The mails of a mailbox in order, in memory for one. Of a mail that is too large as much as shows that it is."""
    mail = _Mail()
    buffer, block = b"\n", _block(stream).removeprefix(codecs.BOM_UTF8)
    while buffer:
        following = _block(stream) if block else b""
        buffer += block
        end = len(buffer) - _HOLD if following else len(buffer)
        done = 0
        for match in _BETWEEN.finditer(buffer):
            if match.start() >= end:
                break
            mail.add(buffer[done : match.start() + 1])
            if mail.content.strip():
                yield mail.unescaped()
            mail = _Mail()
            done = match.end()
        mail.add(buffer[done : max(done, end)])
        buffer = buffer[max(done, end) :]
        block = following
    if mail.content.strip():
        yield mail.unescaped()


def _block(stream: IO[bytes]) -> bytes:
    block = stream.read(_BLOCK)
    return block.replace(b"\r", b"\n") if b"\n" not in block else block


class _Mail:
    """The bytes of a mail while it is read, up to one more than are looked at."""

    def __init__(self) -> None:
        self.content = bytearray()

    def add(self, content: bytes) -> None:
        self.content += content[: MOST_BYTES + 1 - len(self.content)]

    def unescaped(self) -> bytes:
        """With the ``From `` lines of its text as they were."""
        return bytes(self.content).replace(b"\n>From ", b"\nFrom ")
