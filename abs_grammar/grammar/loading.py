"""Reads a grammar file with its imports; what is wrong with it is raised with its line and the cure.

`%import .name` looks beside the file first, then among the shipped grammars: so a grammar from outside can use the
shipped pieces, and extend a shipped layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from lark.exceptions import LarkError

from abs_grammar.grammar.lark_internals import Grammar, is_terminal, load
from abs_grammar.grammar.outline import Outline, plain_name
from abs_grammar.grammar.search_path import import_path

__all__ = ["read_grammar"]

_MOST_TIMES = 50  # a grammar that is imported more often than this is imported by itself


def read_grammar(path: Path, text: str | None = None) -> Grammar:
    """Read a grammar: a file, or a text that would stand at a path and imports what stands beside it.

    Raises `GrammarError`, with line and cure, where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8") if text is None else text
        text = Outline.of_text(path, text).spelled_out
        return load(text, str(path), _Imports(), _plain_names)
    except (LarkError, OSError, ValueError, AssertionError, RecursionError) as error:  # Lark asserts what imports are
        from abs_grammar.grammar.diagnostics import mistake_in  # noqa: PLC0415 - a grammar without mistakes need not wait for it

        raise mistake_in(path, error) from error


class _Imports:
    """Finds what a grammar imports: beside it, or among the shipped ones. Lark's own library it finds by itself."""

    def __init__(self) -> None:
        self._times: Counter[Path] = Counter()

    def __call__(self, base: str | None, name: str) -> tuple[str, str]:
        path = None if base is None else import_path(Path(base), name)
        if path is None or base is None:
            raise FileNotFoundError(name)
        self._times[path] += 1
        if self._times[path] > _MOST_TIMES:
            raise ValueError(f"the imports of {path.name} come back to it")
        return str(path), Outline.of_text(path, path.read_text(encoding="utf-8")).spelled_out


def _plain_names(grammar: Grammar, imported: list[str]) -> Mapping[str, str]:
    """Return new names for what comes along with an import.

    Lark calls it `us_bank__ENDING_BALANCE`. Names carry the meaning, so it is `ENDING_BALANCE` here, or, where the
    grammar has another terminal of that name, `ENDING_BALANCE__US_BANK`, which means the same.
    """
    stems = {Path(file).stem for file in imported}
    parted = {name: plain_name(name, stems) for name in grammar.names}
    taken = {name: name for name, (stem, _) in parted.items() if not stem}
    renamed: dict[str, str] = {}
    for name, (stem, plain) in parted.items():
        if not stem:
            continue
        new = plain
        if plain in taken and not grammar.is_same_terminal(taken[plain], name):
            new = f"{plain}__{stem.upper()}" if is_terminal(plain) else name
        taken[new] = name
        renamed[name] = new
    return renamed
