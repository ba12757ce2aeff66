"""Files on their way into the document: each is looked at first, to tell lists from bounce files."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from listcleaner.core.progress import Progress
from listcleaner.core.session import Source
from listcleaner.gui.document import Document
from listcleaner.gui.jobs import Job, Jobs
from listcleaner.gui.text import tr


class Arrivals(QObject):
    """``changed``: other files are on their way. ``told`` carries a sentence about files that were here already.
    ``progressed`` carries the step and rows done of the file being looked at.
    """

    changed = Signal()
    told = Signal(str)
    progressed = Signal(str, int)

    def __init__(self, document: Document, jobs: Jobs) -> None:
        super().__init__()
        self._document, self._jobs = document, jobs
        self._coming: dict[object, tuple[Path, ...]] = {}
        self._started: dict[object, Job[list[Source]]] = {}
        self.current: Path | None = None

    @property
    def paths(self) -> list[Path]:
        """Those not in the document yet."""
        here = {source.path for source in self._document.session.sources}
        coming = dict.fromkeys(path for paths in self._coming.values() for path in paths)
        return [path for path in coming if path not in here]

    def add(self, paths: Iterable[Path]) -> None:
        """Finds out what each file is and adds it, as one step."""
        wanted = tuple(dict.fromkeys(paths))
        if not wanted:
            return

        def work(progress: Progress) -> list[Source]:
            sources = []
            for path in wanted:
                progress("recognising", 0)
                self._jobs.deliver(lambda path=path: self._look_at(path))  # type: ignore[misc]
                sources.append(self._document.receive(path, progress))
            return sources

        def end(sources: list[Source]) -> None:
            del self._coming[batch]
            self._started.pop(batch, None)
            if sources:
                self._take(sources)
            self.changed.emit()

        def failed(error: Exception) -> None:
            end([])
            self._jobs.on_failure(error)

        batch = object()
        self._coming[batch] = wanted
        self.changed.emit()
        job = self._jobs.start(work, end, failed, lambda: end([]), self._report, lasting=True)
        if not job.over:
            self._started[batch] = job

    def stop(self) -> None:
        """Lets none of them in."""
        for job in list(self._started.values()):
            self._jobs.abandon(job)

    def _report(self, step: str, done: int, total: int | None = None) -> None:
        del total
        self.progressed.emit(step, done)

    def _look_at(self, path: Path) -> None:
        self.current = path
        self.changed.emit()

    def _take(self, sources: list[Source]) -> None:
        """A file that is here already keeps the way it is read, unless that did not work, and is read as it is now."""
        here = {source.path: source for source in self._document.session.sources}
        working = {path for path, source in here.items() if self._document.problem(source) is None}
        known = [source.path.name for source in sources if source.path in working]
        new = [source for source in sources if source.path not in working]
        step = new[0].path.name if len(new) == 1 else ""
        many = len(new)
        before = self._document.session
        self._document.add(new, lambda: tr("add {what}").format(what=step or tr("%Ln file(s)", "", many)))
        if self._document.session == before:
            self._document.read_again()
        if known:
            told = tr("%Ln file(s) were here already. They count once, as they are now.", "", len(known))
            self.told.emit(tr("{file} was here already. It counts once, as it is now.").format(file=known[0])
                           if len(known) == 1 else told)  # fmt: skip
