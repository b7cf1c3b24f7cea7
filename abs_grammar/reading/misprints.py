"""Words that are nearly those of a terminal: a letter misprinted, or a word left out.

A trustee's page has misprints, and a heading of three lines may lose one. Whatever is read by likeness is in a
finding, and only where one reading is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from abs_grammar.grammar.conventions import meaning

__all__ = ["like_heading", "like_title"]

_SHORTEST = 3
_PLURALS = {"losses": "loss", "shortfalls": "shortfall", "amounts": "amount", "balances": "balance"}


def like_title(text: str, titles: Mapping[str, str]) -> str | None:
    """Return the terminal whose words a text has but for a misprinted letter in each, if there is just one."""
    printed = _words(text)
    if len(printed) > 1 and printed[-1].startswith("("):
        printed.pop()  # (continued), misprinted or not
    found = [name for name, words in titles.items() if _misprints(printed, _words(words))]
    return found[0] if len(found) == 1 else None


def like_heading(text: str, headings: Mapping[str, str], taken: Iterable[str]) -> str | None:
    """Return the terminal a heading can only be: all its words, but for misprints, are words of that one's, in order.

    At least half of the words must be printed. `taken` are the measures of the table's other columns, which no
    table prints twice.
    """
    printed = [_PLURALS.get(word, word) for word in _words(text)]
    others = set(taken)
    found = {}
    for name, words in headings.items():
        full = [_PLURALS.get(word, word) for word in _words(words)]
        if meaning(name) not in others and 2 * len(printed) >= len(full) and _within(printed, full):
            found[meaning(name)] = name
    return next(iter(found.values())) if len(found) == 1 else None


def _words(text: str) -> list[str]:
    return text.casefold().rstrip(" :").replace("/", "/ ").split()


def _misprints(printed: list[str], words: list[str]) -> bool:
    return len(printed) == len(words) and all(map(_alike, printed, words))


def _within(printed: list[str], words: list[str]) -> bool:
    """Return whether all the printed words are among the words, in the same order."""
    rest = iter(words)
    return bool(printed) and all(any(_alike(word, other) for other in rest) for word in printed)


def _alike(word: str, other: str) -> bool:
    """Return whether two words are the same but for one letter."""
    if word == other:
        return True
    if len(word) != len(other) or len(word) < _SHORTEST:
        return False
    return sum([a != b for a, b in zip(word, other, strict=True)]) == 1
