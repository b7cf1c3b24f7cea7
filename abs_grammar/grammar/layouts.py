"""Layouts: each grammar found in the grammars folder, and what it recognises a page by.

A layout is a `.lark` file that has a rule `recognised_by`. There is nothing to register: a file put in the
folder is a layout. Its grammar is read when the layout is first asked for.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lark import Tree
from lark.grammar import NonTerminal, Terminal
from lark.load_grammar import Grammar

from abs_grammar.errors import AmbiguousLayoutError, GrammarError, UnknownLayoutError
from abs_grammar.grammar.diagnostics import mistake_at
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.grammar.search_path import Folders, grammar_folders, grammar_text, grammars_folder

__all__ = ["GENERIC", "Layout", "find_layout", "grammars_folder", "known_layouts", "layouts", "layouts_in"]

GENERIC = "generic"
"""The layout of a page that is read without a grammar, on request. No file is a layout of this name."""

_RECOGNITION = "recognised_by"


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
        return read_grammar(self.path)

    @cached_property
    def marks(self) -> tuple[tuple[Mapping[str, str], ...], ...]:
        """What the page is recognised by: in each alternative, for each word wanted, the words that will do.

        A choice of words maps the terminal's name to its pattern, as written in the grammar.
        """
        try:
            alternatives = _alternatives(self.grammar, _RECOGNITION)
        except RecursionError:
            what = f"{_RECOGNITION} comes back to a rule that it is made of"
            raise mistake_at(self.path, _RECOGNITION, what, "list words alone, or rules that list words") from None
        if not all(alternatives):
            what = f"{_RECOGNITION} names no words, so that every page would be of this layout"
            raise mistake_at(self.path, _RECOGNITION, what, 'give the words a name: TITLE, and TITLE: "..."')
        return tuple(
            tuple({name: self._pattern(name) for name in names} for names in wanted) for wanted in alternatives
        )

    @property
    def summary(self) -> str:
        """The first line of the grammar's opening comment, without the name of the file."""
        opening = grammar_text(self.path).split("\n//\n", 1)[0].split("\n\n", 1)[0]
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

    def _words(self, terminal: str, quoted: str) -> str:
        try:
            return " ".join(str(literal_eval(quoted)).split())
        except (SyntaxError, ValueError):
            what = f"a backslash in {quoted} stands before what is no character"
            raise mistake_at(self.path, terminal, what, "write two backslashes for one that is printed") from None

    def _pattern(self, terminal: str) -> str:
        for name, (tree, _), *_ in self.grammar.term_defs:
            if name == terminal and tree is not None:
                pattern = next(tree.scan_values(lambda v: hasattr(v, "value")))
                if pattern.type == "STRING":
                    return self._words(terminal, pattern.value.rstrip("i"))
        raise mistake_at(
            self.path,
            terminal,
            f"{_RECOGNITION} names {terminal}, which is not plain words",
            "a page is recognised by words in quotation marks, not by patterns",
        )


def known_layouts(grammars: Folders = None) -> Mapping[str, Layout]:
    """Return the layouts that are known, by name: the shipped ones, and those of further folders of grammars.

    Raises `GrammarError` where two of them have one name, or where a folder is not there.
    """
    return _layouts_of(grammar_folders(grammars))


def layouts(*, grammars: Folders = None) -> list[Layout]:
    """Return the layouts that are known, by name in alphabetical order.

    `grammars` names a folder, or several, that holds grammars beside the shipped ones.
    Raises `GrammarError` where two layouts have one name, or where a folder is not there.
    """
    return list(known_layouts(grammars).values())


@cache
def _layouts_of(folders: tuple[Path, ...]) -> Mapping[str, Layout]:
    found: dict[str, Layout] = {}
    for layout in [layout for folder in folders for layout in layouts_in(folder)]:
        other = found.setdefault(layout.name, layout)
        if other is not layout:
            raise GrammarError(
                f"there is a layout {layout.name!r} already, {other.path}",
                expected="give the file another name",
                file=str(layout.path),
            )
    return dict(sorted(found.items()))


@cache
def layouts_in(folder: Path) -> tuple[Layout, ...]:
    """Return the layouts of one folder: the same objects each time, for a parser is kept for each."""
    return tuple([Layout(path) for path in sorted(folder.glob("*.lark")) if path.stem != GENERIC and _is_layout(path)])


def find_layout(
    text: str, name: str | Layout | None = None, *, file: str = "<text>", grammars: Folders = None
) -> Layout:
    """Return the one layout that claims a page, or the one asked for: by name, or one that stands in no folder.

    `grammars` names further folders of grammars, as in `layouts`.

    Raises `UnknownLayoutError` where none claims it or none has the name, `AmbiguousLayoutError` where more
    than one does.
    """
    if isinstance(name, Layout):
        return name
    every = known_layouts(grammars)
    if name is not None:
        if name not in every:
            known = ", ".join(every)
            raise UnknownLayoutError(f"there is no layout {name!r}", expected=f"known layouts are {known}", file=file)
        return every[name]
    folded = text.replace("\r", "\n").casefold()
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


def _is_layout(path: Path) -> bool:
    return f"\n{_RECOGNITION}:" in grammar_text(path)


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
        line_start = folded.rfind("\n", 0, at) + 1
        if not folded[line_start:at].strip() and not folded[at + len(words) : at + len(words) + 1].isalnum():
            return True
        line_end = folded.find("\n", at)
        at = folded.find(words, line_end) if line_end >= 0 else -1  # what follows on this line does not begin it
    return False


def _quoted(words: Sequence[str]) -> str:
    return ", ".join([f"'{w}'" for w in words])
