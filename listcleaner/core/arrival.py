"""A file nobody has said anything about: is it a list or bounces? What is read to find out is kept, so that it is read once."""

from dataclasses import replace
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


def arrive(
    path: Path,
    progress: Progress = silent,
    memory: Memory = (),
    reading: Reading = Reading(),
) -> tuple[Source, Loaded | None]:
    """What the file is, and what was read of it: what loading that source would give; None where it is still to be loaded.

    ``memory``: what the person told of earlier files; ``reading``: what she says of all files. What cannot be read is taken for
    a list, whose loading then says what is wrong. Raises Cancelled.
    """
    a_list = Source(path, "list", reading, memory=memory)
    try:
        return _arrive(path, progress, a_list, replace(a_list, role="bounces"))
    except UserError:
        return a_list, None


def _arrive(path: Path, progress: Progress, a_list: Source, bounces: Source) -> tuple[Source, Loaded | None]:
    if path.is_dir():
        return bounces, None
    files = list(files_in(path, a_list.reading))
    if any(how.format == MAILS for _, how in files):
        return bounces, None
    if len(files) != 1:
        kind = inspect(path, a_list.reading, a_list.memory).kind
        return (bounces if kind in ("events", "messages") else a_list), None
    content = open_file(*files[0], (), progress, a_list.memory)
    if content.main.kind == "events":
        return bounces, [bounces_of(content, progress)]
    if content.reading.format == "json":  # records of several kinds; a list is one table of them
        return a_list, None
    return a_list, understand(content.main.table, fingerprint(path), content.main.fixed, progress)
