"""The sample data everybody can try the program on: a tea shop's list and four bounce exports."""

from datetime import datetime

from listcleaner import resources
from listcleaner.core.session import Session, Source

WRITTEN = datetime(2026, 11, 10, 9)
"""The samples' today, naive, UTC: a year later their strikes would no longer count."""


def session() -> Session:
    """The sample list and its bounce exports, oldest first."""
    folder = resources.path("samples")
    (subscribers,) = folder.glob("subscribers.*")
    bounces = sorted(path for path in (folder / "bounces").iterdir() if path.is_file())
    return Session((Source(subscribers, "list"), *(Source(path, "bounces") for path in bounces)))


def moment(session: Session, clock: datetime) -> datetime:
    """The moment to judge a session by: the samples' own today while it holds nothing but them, else the clock's."""
    return WRITTEN if are_all_of(session) else clock


def are_all_of(session: Session) -> bool:
    """Whether a session holds samples and nothing else."""
    folder = resources.path("samples")
    return bool(session.sources) and all(source.path.is_relative_to(folder) for source in session.sources)
