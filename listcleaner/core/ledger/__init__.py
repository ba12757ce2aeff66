"""The ledger: the SQLite history of bounce files, runs and the person's decisions, so that they count from month to month."""

from listcleaner.core.ledger.ledger import Ledger, ListOfRun, Run, Undone

__all__ = ["Ledger", "ListOfRun", "Run", "Undone"]
