"""Copies of the ledger: backups, and what was there before one was put back."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from listcleaner.core.errors import UserError
from listcleaner.core.ledger.database import Database, make_private, sentences
from listcleaner.core.tables.source import check_is_file, reporting

_PATIENCE = 5.0  # seconds


def put_back(backup: Path, place: Path, at: datetime) -> Path | None:
    """Puts a backup in the place of a ledger. What was there is kept beside it; returns its new name.

    Nothing is changed when the backup is no ledger, or damaged: raises UserError as Ledger does, and what reading it raises.
    """
    check_is_file(backup)
    with new_file(place) as hidden, sentences(backup):
        with reporting(backup):
            shutil.copyfile(backup, hidden)
        _check_whole(hidden, backup)
        return _set_aside(place, at) if place.exists() else None


def _check_whole(copy: Path, backup: Path) -> None:
    """Raises UserError, with the name of the backup, when its copy is no whole ledger."""
    try:
        with closing(Database(copy, _PATIENCE)) as base:
            base.check_whole()
    except UserError as error:
        raise UserError(error.code, file=backup.name) from error


def _set_aside(place: Path, at: datetime) -> Path:
    """A copy of the ledger at a place, damaged or not; its journals do not stay for the one to come."""
    with suppress(UserError):
        Database(place, _PATIENCE).close()  # puts the journal into it
    before = place.with_name(f"{place.stem}-before-{at:%Y%m%d-%H%M%S}{place.suffix}")
    make_private(before)
    shutil.copyfile(place, before)
    for journal in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{place}{journal}").rename(f"{before}{journal}")
    return before


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A hidden file for its owner alone, which takes the place of the target when what is done inside has been done.

    Raises UserError output_not_writable (folder, reason).
    """
    hidden = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        make_private(hidden)
        yield hidden
        hidden.replace(target)
    except OSError as error:
        folder, reason = str(target.parent.absolute()), error.strerror or ""
        raise UserError("output_not_writable", folder=folder, reason=reason) from error
    finally:
        for file in (hidden, Path(f"{hidden}-wal"), Path(f"{hidden}-shm")):
            with suppress(OSError):
                file.unlink(missing_ok=True)
