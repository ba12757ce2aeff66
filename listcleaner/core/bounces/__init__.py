"""Bounces: what a server's code and words mean."""
