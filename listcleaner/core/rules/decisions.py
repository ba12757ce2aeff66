"""What the person decides herself."""

from dataclasses import dataclass, replace

from listcleaner.core.judgement.history import Protection

RowRef = tuple[str, int]
"""A list row that stays the same from run to run: the list file's fingerprint and its 1-based source row."""


@dataclass(frozen=True)
class Decisions:
    """The person's own decisions; they win over every rule. ``corrections``: suggestions she accepted.

    ``protect``: whom she protects now; ``unprotect``: keys of those the ledger has as protected, and she protects no longer.
    ``allowed``: kind of brake and fingerprint of the list for which she answered the brake's question with yes.
    """

    keep: frozenset[RowRef] = frozenset()
    remove: frozenset[RowRef] = frozenset()
    suspend: frozenset[RowRef] = frozenset()
    corrections: frozenset[RowRef] = frozenset()
    protect: frozenset[Protection] = frozenset()
    unprotect: frozenset[str] = frozenset()
    allowed: frozenset[tuple[str, str]] = frozenset()

    @property
    def rows(self) -> frozenset[RowRef]:
        """The rows something is decided about."""
        return self.keep | self.remove | self.suspend | self.corrections

    def without(self, rows: frozenset[RowRef]) -> "Decisions":
        """Nothing is decided about these rows."""
        return replace(self, keep=self.keep - rows, remove=self.remove - rows, suspend=self.suspend - rows)
