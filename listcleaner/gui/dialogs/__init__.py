"""Dialogs. They start no work themselves: their page or the window does."""
