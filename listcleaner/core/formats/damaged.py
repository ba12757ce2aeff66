"""Reading as far as a file goes: compressed ones are cut off when a disk is full or a download breaks."""

from typing import IO

from listcleaner.core.tables.archives import DAMAGED

_BLOCK = 1 << 20


class AsFarAsItGoes:
    """A stream that ends where it is damaged. ``cut``: it did."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.cut = False

    def read(self, size: int = _BLOCK) -> bytes:
        """At most so many bytes, fewer before the end of the file, too; nothing at the end."""
        try:
            # not read(): that loses what it has already when the next part is damaged
            return b"" if self.cut else self._stream.read1(size)  # type: ignore[attr-defined]
        except DAMAGED:
            self.cut = True
            return b""

    def all(self, most: int) -> bytes:
        """The rest of the stream; one byte more than ``most`` where there is more."""
        parts, wanted = [], most + 1
        while wanted > 0 and (part := self.read(wanted)):
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)
