"""Reads a grammar file as Lark does, its imports resolved; what is wrong with it is told with its place and the cure.

`%import .name` looks beside the file first, then among the shipped grammars: so a grammar from outside can use the
shipped pieces, and extend a shipped layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from lark.exceptions import LarkError
from lark.grammar import NonTerminal, Terminal
from lark.load_grammar import Grammar, load_grammar

from abs_grammar.grammar.outline import plain_name
from abs_grammar.grammar.search_path import import_path

__all__ = ["read_grammar"]

_MOST_TIMES = 50  # a grammar that is imported more often than this is imported by itself


def read_grammar(path: Path, text: str | None = None) -> Grammar:
    """Read a grammar: a file, or a text that would stand at a path and imports what stands beside it.

    Raises `GrammarError`, with place and cure, where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8") if text is None else text
        grammar, used = load_grammar(text, str(path), [_Imports()], global_keep_all_tokens=False)  # type: ignore[no-untyped-call]
    except (LarkError, OSError, ValueError, AssertionError, RecursionError) as error:  # Lark asserts what imports are
        from abs_grammar.grammar.diagnostics import mistake_in  # noqa: PLC0415 - a grammar without mistakes need not wait for it

        raise mistake_in(path, error) from error
    return _with_plain_names(grammar, {Path(file).stem for file in used})


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
        return str(path), path.read_text(encoding="utf-8")


def _with_plain_names(grammar: Grammar, stems: Collection[str]) -> Grammar:
    """Take back the names that Lark gives to what comes along with an import.

    Lark calls it `us_bank__ENDING_BALANCE`. Names carry the meaning, so it is `ENDING_BALANCE` here, or, where the
    grammar has another terminal of that name, `ENDING_BALANCE__US_BANK`, which means the same.
    """
    bodies = {str(name): body for name, *_, body in [*grammar.rule_defs, *grammar.term_defs]}
    parted = {name: plain_name(name, stems) for name in bodies}
    taken = {name: bodies[name] for name, (stem, _) in parted.items() if not stem}
    renamed: dict[str, str] = {}
    for name, (stem, plain) in parted.items():
        if not stem:
            continue
        is_terminal = plain.lstrip("_").isupper()
        if plain in taken and not (is_terminal and taken[plain] == bodies[name]):
            plain = f"{plain}__{stem.upper()}" if is_terminal else name  # noqa: PLW2901
        taken[plain] = bodies[name]
        renamed[name] = plain
    if renamed:
        _rename(grammar, renamed)
    return grammar


def _rename(grammar: Grammar, renamed: Mapping[str, str]) -> None:
    def rename(tree: Any) -> None:  # noqa: ANN401 - a node of Lark's grammar of grammars
        for subtree in tree.iter_subtrees():
            for i, symbol in enumerate(subtree.children):
                if isinstance(symbol, (Terminal, NonTerminal)) and symbol.name in renamed:
                    subtree.children[i] = type(symbol)(renamed[symbol.name])

    for _, _, tree, _ in grammar.rule_defs:
        rename(tree)
    grammar.rule_defs[:] = [(renamed.get(n, n), params, tree, opts) for n, params, tree, opts in grammar.rule_defs]
    grammar.term_defs[:] = {renamed.get(name, name): body for name, body in grammar.term_defs}.items()
