"""Lint: what can be said against a grammar before a page is read by it."""
