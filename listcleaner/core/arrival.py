"""A file nobody has said anything about: is it a list or bounces? What is read to find out is kept, so that it is read once."""

from pathlib import Path

from listcleaner.core.columns.remembered import Memory
from listcleaner.core.contacts import ListFile, understand
from listcleaner.core.errors import UserError
from listcleaner.core.events import BounceFile
from listcleaner.core.formats.files import files_in, open_file
from listcleaner.core.formats.inspect import inspect
from listcleaner.core.formats.load import bounces_of
from listcleaner.core.messages.containers import MAILS
from listcleaner.core.progress import Progress, silent
from listcleaner.core.session import Source
from listcleaner.core.tables.fingerprint import fingerprint
from listcleaner.core.tables.table import Reading

Loaded = ListFile | list[BounceFile]


def arrive(path: Path, progress: Progress = silent, memory: Memory = ()) -> tuple[Source, Loaded | None]:
    """What the file is, and what was read of it: what loading that source would give; None where it is still to be loaded.

    ``memory``: what the person told of earlier files. What cannot be read is taken for a list, whose loading then says what is
    wrong. Raises Cancelled.
    """
    try:
        return _arrive(path, progress, memory)
    except UserError:
        return Source(path, "list", memory=memory), None


def _arrive(path: Path, progress: Progress, memory: Memory) -> tuple[Source, Loaded | None]:
    if path.is_dir():
        return Source(path, "bounces", memory=memory), None
    files = list(files_in(path, Reading()))
    if any(how.format == MAILS for _, how in files):
        return Source(path, "bounces", memory=memory), None
    if len(files) != 1:
        is_bounces = inspect(path, memory=memory).kind in ("events", "messages")
        return Source(path, "bounces" if is_bounces else "list", memory=memory), None
    content = open_file(*files[0], (), progress, memory)
    if content.main.kind == "events":
        return Source(path, "bounces", memory=memory), [bounces_of(content, progress)]
    if content.reading.format == "json":  # records of several kinds; a list is one table of them
        return Source(path, "list", memory=memory), None
    return Source(path, "list", memory=memory), understand(
        content.main.table, fingerprint(path), content.main.fixed, progress
    )
