"""The outline of a grammar file: where each name is defined, imported and used, so that a mistake has its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs
from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from abs_grammar.errors import GrammarError
from abs_grammar.grammar.lark_internals import explained, is_terminal, parsed
from abs_grammar.grammar.search_path import grammar_text

__all__ = ["Definition", "Import", "Outline", "plain_name"]


@attrs.frozen(eq=False)
class Definition:
    """A rule or a terminal as a file defines, extends, overrides or declares it; a declared one has no body."""

    name: Token
    kind: str
    body: Tree[Any] | None

    @property
    def is_terminal(self) -> bool:
        """Whether it is a terminal: its name is in capitals."""
        return is_terminal(str(self.name))

    @property
    def uses(self) -> list[Token]:
        """The names it uses, in the order of the file."""
        if self.body is None:
            return []
        aliases = {id(alias.children[-1]) for alias in self.body.find_data("alias")}
        nodes = [n for n in self.body.iter_subtrees() if n.data in ("terminal", "nonterminal") and id(n) not in aliases]
        return sorted([_token(node) for node in nodes], key=lambda token: token.start_pos or 0)

    @property
    def literals(self) -> list[Token]:
        """The words in quotation marks and the patterns that stand in it."""
        if self.body is None:
            return []
        return sorted([_token(n) for n in self.body.find_data("literal")], key=lambda token: token.start_pos or 0)


@attrs.frozen(eq=False)
class Import:
    """One name that a file imports: from which grammar, named at `position`, and under which name."""

    grammar: str
    position: Token
    name: Token
    alias: Token


class Outline:
    """The statements of one grammar file, each with its position.

    Raises `GrammarError` where the file is no text in Lark's language.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self._tree = self._parsed(text)

    @classmethod
    def of(cls, path: Path) -> Outline:
        """Read the outline of a file. Raises `GrammarError` where it cannot be read."""
        return cls(path, grammar_text(path))

    @cached_property
    def definitions(self) -> list[Definition]:
        """What the file defines, in its order."""
        return [definition for tree in self._tree.children for definition in _definitions(tree)]

    @cached_property
    def imports(self) -> list[Import]:
        """What the file imports, in its order."""
        return [imported for tree in self._tree.find_data("import") for imported in _imports(tree)]

    @cached_property
    def ignored(self) -> list[Token]:
        """The terminals that the file ignores."""
        return [_token(node) for tree in self._tree.find_data("ignore") for node in tree.find_data("terminal")]

    def definition(self, name: str) -> Definition | None:
        """Return the first definition of a name."""
        return next((d for d in self.definitions if str(d.name) == name), None)

    def position(self, name: str, *, within: str | None = None) -> Token | None:
        """Return where a name is used in the definition of another, or else where it stands first in the file."""
        inside = [token for d in self.definitions if str(d.name) == within for token in d.uses]
        everywhere = [d.name for d in self.definitions] + [i.alias for i in self.imports] + self.ignored
        everywhere += [token for d in self.definitions for token in d.uses]
        return next((token for token in [*inside, *everywhere] if str(token) == name), None)

    def error(self, what: str, cure: str, position: Token | None = None) -> GrammarError:
        """Return an error for a mistake in this file, with the line it stands on if it has one."""
        if position is None or position.line is None:
            return GrammarError(what, expected=cure, file=str(self.path))
        line = self.lines[position.line - 1]
        column = (position.column or 1) - 1
        return GrammarError(what, expected=cure, file=str(self.path), line=position.line, column=column, excerpt=line)

    def _parsed(self, text: str) -> Tree[Any]:
        try:
            return parsed(text)
        except UnexpectedInput as error:
            line = min(max(error.line, 1), max(len(self.lines), 1))
            at_end = error.line > len(self.lines) or error.line < 1
            excerpt = self.lines[line - 1] if self.lines else ""
            raise GrammarError(
                f"this is no grammar: {_worded(error)}",
                expected="correct it, or what stands right before it",
                file=str(self.path),
                line=line,
                column=len(excerpt) if at_end else max(error.column - 1, 0),
                excerpt=excerpt,
            ) from error


def plain_name(name: str, stems: Collection[str]) -> tuple[str, str]:
    """Return the grammars through which a name of Lark's was imported, and what it is called in its own."""
    came_through = []
    underscore, bare = ("_", name[1:]) if name.startswith("_") else ("", name)
    while bare.partition("__")[0] in stems and "__" in bare:
        stem, _, bare = bare.partition("__")
        came_through.append(stem)
    return "_".join(came_through), underscore + bare


def _worded(error: UnexpectedInput) -> str:
    """Return what Lark found wrong, in few words."""
    known = explained(error)
    if known:
        return known[0].lower() + known[1:]
    token = getattr(error, "token", None)
    found = str(token) if token is not None else str(getattr(error, "char", ""))
    return f"{found!r} cannot stand here" if found.strip() else "the line cannot end here"


def _definitions(tree: Any) -> Iterator[Definition]:  # noqa: ANN401 - a node of Lark's grammar of grammars
    if tree.data in ("extend", "override"):
        for inner in _definitions(tree.children[0]):
            yield attrs.evolve(inner, kind=str(tree.data))
    elif tree.data == "rule":
        yield Definition(tree.children[1], "define", tree.children[-1])
    elif tree.data == "term":
        yield Definition(tree.children[0], "define", tree.children[-1])
    elif tree.data == "declare":
        for node in tree.children:
            yield Definition(_token(node), "declare", None)


def _imports(tree: Any) -> Iterator[Import]:  # noqa: ANN401 - likewise
    path, *rest = tree.children
    names: list[Token] = path.children
    if rest and isinstance(rest[0], Tree):
        several: Any = rest[0].children
        for name in several:
            yield Import(".".join(names), names[0], name, name)
    elif len(names) > 1:
        yield Import(".".join(names[:-1]), names[0], names[-1], rest[0] if rest else names[-1])


def _token(node: Any) -> Token:  # noqa: ANN401 - likewise
    token: Token = node.children[0]
    return token
