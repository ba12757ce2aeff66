"""Where the program keeps what it remembers for this person, on every system."""

import os
from pathlib import Path

from platformdirs import user_data_path

ELSEWHERE = "LISTCLEANER_DATA"
"""The environment variable that names another folder: for a program on a stick, and for tests of the shipped one."""


def folder() -> Path:
    """The person's own folder of List Cleaner; it may not be there yet."""
    if told := os.environ.get(ELSEWHERE):
        return Path(told)
    try:
        return user_data_path("ListCleaner", appauthor=False)
    except RuntimeError:  # somebody without a home: as for Qt it is the root, where nothing can be kept
        return Path(os.sep, "ListCleaner")


def ledger() -> Path:
    """The person's ledger: see :mod:`listcleaner.core.ledger`; it, and its folder, may not be there yet."""
    return folder() / "ledger.sqlite"
