"""Linting a grammar."""
