"""List Cleaner: cleans newsletter subscriber lists with the bounce exports of a mail service."""

__version__ = "0.1.0"
