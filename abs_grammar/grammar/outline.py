"""The outline of a grammar file: where each name is defined, imported and used, so that a mistake has its line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import attrs
from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from abs_grammar.errors import GrammarError
from abs_grammar.grammar.conventions import COVER, RECOGNISED_BY, REPORT
from abs_grammar.grammar.declarations import Declaration, declared_in, spelled_out
from abs_grammar.grammar.lark_internals import explained, is_terminal, parsed
from abs_grammar.grammar.search_path import grammar_text, import_path

__all__ = ["Definition", "Import", "Outline", "WholeImport", "plain_name"]


@attrs.frozen(eq=False)
class Definition:
    """A rule or a terminal as a file defines, extends, overrides or declares it; a declared one has no body.

    `within` is the rule that gives a terminal its name where its words stand; `ranked`, whether one has a priority.
    """

    name: Token
    kind: str
    body: Tree[Any] | None
    within: str | None = None
    ranked: bool = False

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
    """One name that a file imports: from which grammar, named at `position`, and under which name.

    `listed` says that the file lists it; if not, it imports the whole grammar, and uses this of it.
    """

    grammar: str
    position: Token
    name: Token
    alias: Token
    listed: bool = True


@attrs.frozen(eq=False)
class WholeImport:
    """A grammar that is imported without a list of names, `%import .common`: then all of it is there to be used.

    `names` are what it offers. What it ignores is ignored by the file that imports it.
    """

    grammar: str
    position: Token
    names: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()


class Outline:
    """The statements of one grammar file, each with its position.

    Raises `GrammarError` where the file is no text in Lark's language.
    """

    def __init__(self, path: Path, text: str, importing: tuple[Path, ...] = ()) -> None:
        self.path = path
        self.lines = text.splitlines()
        self._text = text
        self._importing = (*importing, path)  # the files that import this one whole: an import may come back
        self._tree, self._declared = self._parsed(text)

    @classmethod
    def of(cls, path: Path) -> Outline:
        """Read the outline of a file. Raises `GrammarError` where it cannot be read."""
        return cls(path, grammar_text(path))

    @classmethod
    def of_text(cls, path: Path, text: str, importing: tuple[Path, ...] = ()) -> Outline:
        """Return the outline of a text: the same again, unless it depends on other files, which may change."""
        known = _alone(path, text)
        return cls(path, text, importing) if known._whole_positions else known  # noqa: SLF001 - its own

    @cached_property
    def definitions(self) -> list[Definition]:
        """What the file defines, in its order. A terminal that stands in several rules is defined in the first."""
        by_themselves = [definition for tree in self._tree.children for definition in _definitions(tree)]
        known = {str(definition.name) for definition in by_themselves}
        first = {str(d.name): d for d in reversed(self._declared) if str(d.name) not in known}
        in_rules = [Definition(d.name, "define", d.body, d.rule) for d in first.values()]
        return sorted([*by_themselves, *in_rules], key=lambda definition: definition.name.start_pos or 0)

    @cached_property
    def imports(self) -> list[Import]:
        """What the file imports, in its order: of a grammar that it imports whole, what it uses, changes or ignores."""
        listed = [imported for tree in self._tree.find_data("import") for imported in _imports(tree)]
        own = {str(d.name) for d in self.definitions if d.kind in ("define", "declare")}
        changed = [str(d.name) for d in self.definitions if d.kind in ("extend", "override")]
        used = [str(token) for definition in self.definitions for token in definition.uses]
        wanted = [REPORT, COVER, *changed, *used, *map(str, self.ignored)]
        return [*listed, *_wanted(wanted, self.whole_imports, own | {str(i.alias) for i in listed})]

    @cached_property
    def whole_imports(self) -> list[WholeImport]:
        """The grammars that the file imports whole, in its order."""
        return [
            self._whole_import(position, import_path(self.path.parent, position)) for position in self._whole_positions
        ]

    @cached_property
    def ignored(self) -> list[Token]:
        """The terminals that the file ignores, and those that it has from a grammar which ignores them."""
        here = [_token(node) for tree in self._tree.find_data("ignore") for node in tree.find_data("terminal")]
        return here + [_at(whole.position, name) for whole in self.whole_imports for name in whole.ignored]

    @cached_property
    def spelled_out(self) -> str:
        """The text as Lark takes it: each terminal defined by itself, each import with its names. No line moves.

        Raises `GrammarError` where one name is given to different words, or nothing of an import is used.
        """
        own = {str(d.name): d for d in self.definitions if d.kind != "extend"}
        for declared in self._declared:
            other = own[str(declared.name)]
            if [str(literal) for literal in other.literals] != [str(declared.literal)] or other.uses:
                what = f"{declared.name} is {declared.literal} here, and something else in line {other.name.line}"
                cure = f"tell them apart, as in {str(declared.name).lower()}__other"
                raise self.error(what, cure, declared.name)
        defining = [d for d in self._declared if own[str(d.name)].within is not None]
        names: dict[int, list[str]] = {}
        for imported in self.imports:
            if not imported.listed:
                names.setdefault(imported.position.end_pos or 0, []).append(str(imported.name))
        for whole in self.whole_imports:
            if whole.names and whole.position.end_pos not in names:
                raise self.error(f"nothing of {whole.grammar} is used", "take the import out", whole.position)
        return spelled_out(self._text, self._declared, defining, names, map(str, self.ignored))

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

    @cached_property
    def _whole_positions(self) -> list[Token]:
        return [position for tree in self._tree.find_data("import") for position in _whole(tree)]

    def _whole_import(self, position: Token, path: Path | None) -> WholeImport:
        if path is None or path in self._importing:  # which is told of where the imports are followed
            return WholeImport(str(position), position)
        outline = Outline.of_text(path, grammar_text(path), self._importing)
        names = [str(d.name) for d in outline.definitions] + [str(i.alias) for i in outline.imports]
        return WholeImport(
            str(position), position, frozenset(names) - {RECOGNISED_BY}, tuple(map(str, outline.ignored))
        )

    def _parsed(self, text: str) -> tuple[Tree[Any], list[Declaration]]:
        try:
            return _outlined(text)
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


@lru_cache(maxsize=64)
def _alone(path: Path, text: str) -> Outline:
    """Return the outline of a grammar as it stands, kept: every layout imports the same few."""
    return Outline(path, text)


@lru_cache(maxsize=64)
def _outlined(text: str) -> tuple[Tree[Any], list[Declaration]]:
    """Parse a grammar as Lark does, with the terminals that its rules declare; nothing changes them afterwards."""
    tree = parsed(text)
    return tree, declared_in(tree)


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
        ranked = len(tree.children) > len(("name", "body"))
        yield Definition(tree.children[0], "define", tree.children[-1], ranked=ranked)
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


def _whole(tree: Any) -> Iterator[Token]:  # noqa: ANN401 - likewise
    """Yield the name of a grammar of ours that a statement imports without saying what of it."""
    path, *rest = tree.children
    if path.data == "import_rel" and len(path.children) == 1 and not rest:
        yield path.children[0]


def _wanted(names: Iterable[str], wholes: Iterable[WholeImport], known: Collection[str]) -> Iterator[Import]:
    """Yield those names wanted and not known that a grammar imported whole offers; the first that has one gives it."""
    wanted = dict.fromkeys(name for name in names if name not in known)
    for whole in wholes:
        for name in [name for name in wanted if name in whole.names]:
            del wanted[name]
            token = _at(whole.position, name)
            yield Import(whole.grammar, whole.position, token, token, listed=False)


def _at(position: Token, name: str) -> Token:
    return Token.new_borrow_pos(position.type, name, position)


def _token(node: Any) -> Token:  # noqa: ANN401 - likewise
    token: Token = node.children[0]
    return token
