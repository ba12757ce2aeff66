"""How long work reports where it is."""

from typing import Protocol


class Progress(Protocol):
    """Called with a step, rows done, and rows in all if known.

    Steps: ``reading`` ``recognising`` ``checking`` ``counting`` ``writing`` ``logging`` ``remembering``. May raise
    :class:`~listcleaner.core.errors.Cancelled`; the caller lets it through and leaves nothing half-done.
    Work over rows calls it at least every 50,000 rows.
    """

    def __call__(self, step: str, done: int, total: int | None = None) -> None: ...


def silent(step: str, done: int, total: int | None = None) -> None:
    """Progress nobody watches."""
