"""Where the program keeps what it remembers for this person, on every system."""

from pathlib import Path

from platformdirs import user_data_path


def folder() -> Path:
    """The person's own folder of List Cleaner; it may not be there yet."""
    return user_data_path("ListCleaner", appauthor=False)


def ledger() -> Path:
    """The person's ledger: see :mod:`listcleaner.core.ledger`; it, and its folder, may not be there yet."""
    return folder() / "ledger.sqlite"
