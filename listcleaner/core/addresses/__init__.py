"""Addresses: reading them out of cells, judging their syntax, guessing what was meant."""
