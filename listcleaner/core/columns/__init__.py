"""Columns: which plays what role, and what its dates mean."""
