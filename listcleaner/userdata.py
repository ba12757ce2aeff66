"""Where the program keeps what it remembers for this person, on every system."""

from pathlib import Path

from platformdirs import user_data_path


def folder() -> Path:
    """The person's own folder of List Cleaner; it may not be there yet."""
    return user_data_path("ListCleaner", appauthor=False)
