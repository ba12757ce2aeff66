"""Bounce files: which service wrote them, and what their rows mean. The services are data: ``resources/data/profiles``."""
