"""Layouts: each grammar found in the grammars folder, and what it recognises a page by.

A layout is a `.lark` file that has a rule `recognised_by`. There is nothing to register: a file put in the
folder is a layout. Its grammar is read when the layout is first asked for.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lark import Tree
from lark.exceptions import LarkError
from lark.grammar import NonTerminal, Terminal
from lark.load_grammar import Grammar, load_grammar

from abs_grammar.errors import AmbiguousLayoutError, GrammarError, UnknownLayoutError

__all__ = ["GENERIC", "Layout", "find_layout", "grammar_from", "grammars_folder", "known_layouts", "layouts"]

GENERIC = "generic"
"""The layout of a page that is read without a grammar, on request. No file is a layout of this name."""

_RECOGNITION = "recognised_by"
_PLACE = re.compile(r"line (\d{1,9}),? column (\d{1,9})")


def grammars_folder() -> Path:
    """Return the folder of the grammars: inside the package where it is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "grammars"
    return inside if inside.is_dir() else package.parent / "grammars"


class Layout:
    """One trustee's layout: its name is that of its file."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.path = path

    def __repr__(self) -> str:
        return f"Layout({self.name!r})"

    @cached_property
    def grammar(self) -> Grammar:
        """The grammar as Lark reads it, its imports resolved, not yet made into a parser."""
        return grammar_from(self.path)

    @cached_property
    def marks(self) -> tuple[tuple[Mapping[str, str], ...], ...]:
        """What the page is recognised by: in each alternative, for each word wanted, the words that will do.

        A choice of words maps the terminal's name to its pattern, as written in the grammar.
        """
        return tuple(
            tuple({name: self._pattern(name) for name in names} for names in wanted)
            for wanted in _alternatives(self.grammar, _RECOGNITION)
        )

    @property
    def summary(self) -> str:
        """The first line of the grammar's opening comment, without the name of the file."""
        opening = self.path.read_text(encoding="utf-8").split("\n//\n", 1)[0].split("\n\n", 1)[0]
        words = " ".join([line.lstrip("/ ") for line in opening.splitlines()])
        return words.partition(" — ")[2] or words

    def claims(self, folded: str) -> bool:
        """Tell whether a page is of this layout, from its text with case folded."""
        return any(self._satisfied(wanted, folded, frozenset()) for wanted in self.marks)

    def reason(self, folded: str) -> str:
        """Say what of its marks stands on a page, for a message about why it did or did not match."""
        every = {name: words for wanted in self.marks for choice in wanted for name, words in choice.items()}
        found = [words for name, words in every.items() if self._stands(name, words, folded)]
        missing = [words for words in every.values() if words not in found]
        if not found:
            return f"none of its words: {_quoted(missing)}"
        return f"found {_quoted(found)}, but not {_quoted(missing)}"

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words that only serve to recognise a page: they may stand anywhere on it, and titles alone on a line."""
        rules = {str(name): tree for name, _, tree, _ in self.grammar.rule_defs}
        recognising = {name for wanted in self.marks for choice in wanted for name in choice}
        reading = {
            str(symbol.name)
            for name, tree in rules.items()
            if name != _RECOGNITION and not _recognises(name, rules)
            for symbol in tree.scan_values(lambda v: isinstance(v, Terminal))
        }
        return frozenset(recognising - reading)

    def _satisfied(self, wanted: Sequence[Mapping[str, str]], folded: str, used: frozenset[str]) -> bool:
        """Tell whether every word wanted stands on the page, no word serving twice."""
        if not wanted:
            return True
        return any(
            name not in used
            and self._stands(name, words, folded)
            and self._satisfied(wanted[1:], folded, used | {name})
            for name, words in wanted[0].items()
        )

    def _stands(self, name: str, words: str, folded: str) -> bool:
        words = words.casefold()
        return words in folded if name in self._names else _begins_a_line(words, folded)

    def _pattern(self, terminal: str) -> str:
        for name, (tree, _), *_ in self.grammar.term_defs:
            if name == terminal and tree is not None:
                pattern = next(tree.scan_values(lambda v: hasattr(v, "value")))
                if pattern.type == "STRING":
                    return " ".join(str(literal_eval(pattern.value.rstrip("i"))).split())
        raise GrammarError(
            f"{_RECOGNITION} names {terminal}, which is not plain words",
            expected="a page is recognised by words in quotation marks, not by patterns",
            file=str(self.path),
        )


@cache
def known_layouts(folder: Path | None = None) -> Mapping[str, Layout]:
    """Return the layouts of a folder of grammars, by name."""
    found = [Layout(path) for path in sorted((folder or grammars_folder()).glob("*.lark"))]
    return {layout.name: layout for layout in found if layout.name != GENERIC and _is_layout(layout.path)}


def layouts() -> list[Layout]:
    """Return the layouts that are known, by name in alphabetical order."""
    return list(known_layouts().values())


def find_layout(text: str, name: str | Layout | None = None, *, file: str = "<text>") -> Layout:
    """Return the one layout that claims a page, or the one asked for: by name, or one that stands in no folder.

    Raises `UnknownLayoutError` where none claims it or none has the name, `AmbiguousLayoutError` where more
    than one does.
    """
    if isinstance(name, Layout):
        return name
    every = known_layouts()
    if name is not None:
        if name not in every:
            known = ", ".join(every)
            raise UnknownLayoutError(f"there is no layout {name!r}", expected=f"known layouts are {known}", file=file)
        return every[name]
    folded = text.casefold()
    claiming = [layout for layout in every.values() if layout.claims(folded)]
    if len(claiming) == 1:
        return claiming[0]
    if claiming:
        raise AmbiguousLayoutError(
            f"more than one layout claims this page: {', '.join([c.name for c in claiming])}",
            expected="choose one with --layout (layout= in Python)",
            file=file,
        )
    reasons = "; ".join([f"{layout.name}: {layout.reason(folded)}" for layout in every.values()])
    raise UnknownLayoutError(
        "no known layout claims this page",
        expected=f"{reasons}; --layout NAME (layout= in Python) reads it by one of them all the same, "
        f"--layout {GENERIC} without a grammar",
        file=file,
        line=1,
        column=0,
    )


def grammar_from(path: Path, text: str | None = None) -> Grammar:
    """Read a grammar as Lark does: a file, or a text that would stand at a path and imports what stands beside it.

    Raises `GrammarError`, with its place, where it cannot be read or is no grammar.
    """
    try:
        text = path.read_text(encoding="utf-8") if text is None else text
        grammar: Grammar = load_grammar(text, str(path), [], global_keep_all_tokens=False)[0]  # type: ignore[no-untyped-call]
    except OSError as error:
        raise GrammarError(f"cannot read the grammar: {error.strerror}", file=str(path)) from error
    except LarkError as error:
        said = str(error).splitlines()[0]
        place = _PLACE.search(said)  # an error of Lark's may have its place in its words only
        line = int(place[1]) if place else getattr(error, "line", None)
        column = int(place[2]) if place else getattr(error, "column", 1)
        at = None if line is None else max(column - 1, 0)  # Lark counts columns from 1
        raise GrammarError(said, file=str(path), line=line, column=at) from error
    return grammar


def _is_layout(path: Path) -> bool:
    return f"\n{_RECOGNITION}:" in path.read_text(encoding="utf-8")


def _alternatives(grammar: Grammar, rule: str) -> list[list[list[str]]]:
    """Read the alternatives of a rule: for each word wanted in turn, the terminals that will do."""
    rules = {str(name): tree for name, _, tree, _ in grammar.rule_defs}

    def terminals(symbol: Any) -> list[str]:  # noqa: ANN401 - a symbol of Lark's
        if isinstance(symbol, Terminal):
            return [str(symbol.name)]
        return [name for alternative in symbols(rules[str(symbol.name)]) for name in terminals(alternative[0])]

    def symbols(tree: Tree[Any]) -> list[list[Any]]:
        is_symbol = lambda v: isinstance(v, (Terminal, NonTerminal))  # noqa: E731 - Lark asks for a predicate
        return [
            list(alternative.scan_values(is_symbol)) for alternative in tree.children if isinstance(alternative, Tree)
        ]

    return [[terminals(symbol) for symbol in wanted] for wanted in symbols(rules[rule])]


def _recognises(name: str, rules: Mapping[str, Tree[Any]]) -> bool:
    """Tell whether a rule is one of the choices that the rule of recognition is made of."""
    return any(str(s.name) == name for s in rules[_RECOGNITION].scan_values(lambda v: isinstance(v, NonTerminal)))


def _begins_a_line(words: str, folded: str) -> bool:
    at = folded.find(words)
    while at >= 0:
        line_start = max(folded.rfind("\n", 0, at), folded.rfind("\r", 0, at)) + 1
        if not folded[line_start:at].strip() and not folded[at + len(words) : at + len(words) + 1].isalnum():
            return True
        at = folded.find(words, at + 1)
    return False


def _quoted(words: Sequence[str]) -> str:
    return ", ".join([f"'{w}'" for w in words])
