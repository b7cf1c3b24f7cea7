"""Words of one's own: a `vocabulary.toml` beside the grammars of a folder makes words known that the shipped ones lack.

[words.replacement_reserve_draw]
unit = "usd"
definition = "What was drawn from the replacement reserve."
source = "Pooling and servicing agreement, 'Replacement Reserve'"
scope = "deal"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

from abs_grammar.errors import GrammarError
from abs_grammar.model.measures import Measure, Scope, Unit
from abs_grammar.model.vocabulary import MEASURES, QUANTITIES, STATUSES, Vocabulary

__all__ = ["FILE", "vocabulary_beside"]

FILE = "vocabulary.toml"

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_FIELDS = ("unit", "definition", "source", "scope")
_CURE = 'write [words.NAME], and below it unit = "usd", definition = "…", source = "…", scope = "deal"'


def vocabulary_beside(folder: Path) -> Vocabulary:
    """Return the words that the grammars of a folder may use: the shipped ones, and those of its `vocabulary.toml`.

    Raises `GrammarError`, with line and cure, where that file cannot be read, gives a word that is known already, or a
    unit or a scope that there is not.
    """
    path = folder / FILE
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return MEASURES
    return _read(path, stamp)


@cache
def _read(path: Path, stamp: int) -> Vocabulary:  # noqa: ARG001 - a file that changed is read again
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = tomllib.loads(text).get("words", {})
    except (OSError, ValueError, RecursionError) as error:
        raise GrammarError(f"the vocabulary cannot be read: {error}", expected=_CURE, file=str(path)) from None
    if not isinstance(entries, dict):
        raise GrammarError("words is no table", expected=_CURE, file=str(path))
    return Vocabulary({name: _word(name, entry, path, text) for name, entry in entries.items()})


def _word(name: str, entry: object, path: Path, text: str) -> tuple[Measure, frozenset[str]]:
    def wrong(what: str, cure: str = _CURE) -> GrammarError:
        lines = text.splitlines()
        at = next((i for i, line in enumerate(lines) if f"words.{name}" in line), None)
        if at is None:
            return GrammarError(what, expected=cure, file=str(path))
        return GrammarError(what, expected=cure, file=str(path), line=at + 1, column=0, excerpt=lines[at])

    if _NAME.fullmatch(name) is None:
        raise wrong(f"{name!r} is no name of a measure", "write it in small letters, words parted by underscores")
    if name in MEASURES or name in STATUSES or name in QUANTITIES:
        raise wrong(f"{name} is a word of the shipped vocabulary already", "use that one, or another name")
    if not isinstance(entry, Mapping) or set(entry) - set(_FIELDS) or not {"unit", "definition"} <= set(entry):
        raise wrong(f"{name} wants a unit and a definition, and may have a source and a scope")
    if any(not isinstance(value, str) for value in entry.values()):
        raise wrong(f"what is said of {name} is no text")
    unit: Any = entry["unit"]
    if unit not in get_args(Unit):
        raise wrong(f"{name} has the unit {unit!r}", f"give one of {', '.join(get_args(Unit))}")
    scope = entry.get("scope", "deal")
    if scope not in get_args(Scope):
        raise wrong(f"{name} has the scope {scope!r}", f"give one of {', '.join(get_args(Scope))}")
    return Measure(name, unit, entry["definition"], entry.get("source", "")), frozenset({scope})
