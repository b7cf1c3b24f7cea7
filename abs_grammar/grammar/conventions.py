"""The names and endings that have a meaning in a grammar: the language that an author of a layout writes in."""

from __future__ import annotations

__all__ = ["PER_1000_RULE", "meaning"]

PER_1000_RULE = "_per_1000"


def meaning(terminal: str) -> str:
    """Return the word of the vocabulary a terminal is named after: `ENDING_BALANCE__TOTAL` is `ending_balance`."""
    return terminal.partition("__")[0].lower()
