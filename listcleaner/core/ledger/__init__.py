"""The ledger: the SQLite history of bounce files, runs and the person's decisions, so that they count from month to month."""

from listcleaner.core.ledger.book import write_book
from listcleaner.core.ledger.copies import put_back
from listcleaner.core.ledger.forgetting import Forgotten
from listcleaner.core.ledger.ledger import Ledger
from listcleaner.core.ledger.reading import Decision, ListOfRun, Run
from listcleaner.core.ledger.restoring import Restored, restore
from listcleaner.core.ledger.undoing import Undone

__all__ = [
    "Decision",
    "Forgotten",
    "Ledger",
    "ListOfRun",
    "Restored",
    "Run",
    "Undone",
    "put_back",
    "restore",
    "write_book",
]
