"""New files that appear all at once, or not at all."""

import errno
import glob
import os
import secrets
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from listcleaner.core.errors import UserError

# EFBIG: a FAT disk takes no file over 4 GB, and a quota on file size says the same.
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}  # no quotas on some systems


class Staged(NamedTuple):
    """A complete file of an export that waits under a hidden name to be ``target``. ``list``: its list, None for the log."""

    list: int | None
    part: str
    target: Path
    hidden: Path


Seal = Callable[[Sequence[Staged]], None]
"""Told of all files of an export when they are complete, before they get their names; may raise."""


class Staging:
    """Writes files of one folder under hidden names and renames them all on :meth:`commit`.

    Left without commit, by an error or Cancelled, everything it made is deleted, folders too. What a program that was killed
    left behind is deleted by the next save of the same file.
    Raises UserError output_not_writable (folder, reason), output_in_use (file), output_name_too_long (file), disk_full (folder).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: list[Path] = []
        self._files: dict[Path, tuple[Path, IO[bytes]]] = {}

    def __enter__(self) -> Self:
        try:
            missing = [place for place in (self.folder, *self.folder.parents) if not place.exists()]
            for place in reversed(missing):
                place.mkdir()
                self._made.append(place)
            if not self.folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        except BaseException as error:
            self._discard()
            if isinstance(error, OSError):
                raise self._sentence(error) from error
            raise
        return self

    def open(self, target: Path) -> IO[bytes]:
        """The stream of a new file that will be ``target``."""
        hidden = self.folder / f".{target.name}.{secrets.token_hex(4)}.tmp"
        try:
            if target.exists():  # opened elsewhere (Excel locks it): say so now, not after a minute's work
                with target.open("r+b"):
                    pass
        except OSError as error:
            code = "output_name_too_long" if error.errno == errno.ENAMETOOLONG else "output_in_use"
            raise UserError(code, file=target.name) from error
        self._clear_abandoned(target)
        try:
            stream = hidden.open("x+b")
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                raise UserError("output_name_too_long", file=target.name) from error
            raise self._sentence(error) from error
        _lock(stream)
        self._files[target] = hidden, stream
        return stream

    def _clear_abandoned(self, target: Path) -> None:
        """Deletes hidden files of the target that nobody is writing."""
        for path in self.folder.glob(f".{glob.escape(target.name)}.{'[0-9a-f]' * 8}.tmp"):
            with suppress(OSError):
                with path.open("r+b") as stream:
                    abandoned = _lock(stream)
                if abandoned:
                    path.unlink()

    def complete(self) -> dict[Path, Path]:
        """Brings all files to the disk; where each target waits under its hidden name."""
        for _, stream in self._files.values():
            stream.flush()
            os.fsync(stream.fileno())
        return {target: hidden for target, (hidden, _) in self._files.items()}

    def commit(self) -> None:
        """Puts all files in their places."""
        self.complete()
        for target, (hidden, stream) in self._files.items():
            stream.close()
            try:
                hidden.replace(target)
            except OSError as error:
                if (
                    hidden.exists() or not target.exists()
                ):  # else another program did it: see Ledger.recording
                    raise UserError("output_in_use", file=target.name) from error
        self._files.clear()
        self._made.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._discard()
        if isinstance(error, OSError):
            raise self._sentence(error) from error

    def _discard(self) -> None:
        for hidden, stream in self._files.values():
            with suppress(OSError):  # closing writes what is left, which fails again on a full disk
                stream.close()
            with suppress(OSError):
                hidden.unlink()
        for place in reversed(self._made):
            with suppress(OSError):
                place.rmdir()

    def _sentence(self, error: OSError) -> UserError:
        if error.errno in _FULL:
            return UserError("disk_full", folder=str(self.folder))
        return UserError("output_not_writable", folder=str(self.folder), reason=error.strerror or "")


if sys.platform == "win32":

    def _lock(stream: IO[bytes]) -> bool:  # noqa: ARG001
        """Nothing to do: an open file cannot be deleted there."""
        return True

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> bool:
        """Marks a file as being written, until it is closed or the program ends; False where another program has done so."""
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def check_no_input(targets: Collection[Path], inputs: Collection[Path]) -> None:
    """Raises UserError output_is_input (file) where an output would replace an input, or a file in a folder that is an input."""
    given = [path.resolve() for path in inputs]
    for target in targets:
        place = target.resolve()
        for path in given:
            # not Path.exists, which raises where a folder may not be looked into: that is said when it is written to
            same = os.path.exists(target) and os.path.exists(path) and target.samefile(path)  # noqa: PTH110
            inside = path.is_dir() and path in place.parents and place.exists()
            if same or inside or place == path:
                raise UserError("output_is_input", file=target.name)
