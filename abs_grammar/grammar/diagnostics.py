"""What is wrong with a grammar, for its author: the mistake in the grammar's own names, its line, and its cure.

Lark finds the mistakes that keep a grammar from being read, and words them for those who know Lark. `_MISTAKES` is what
is made of its words; the table in `tests/lint/test_lint.py` shows each.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from lark import Token

from abs_grammar.errors import GrammarError
from abs_grammar.grammar.lark_internals import written_name
from abs_grammar.grammar.outline import Import, Outline, WholeImport, plain_name
from abs_grammar.grammar.search_path import grammars_folder, import_path

__all__ = ["mistake_at", "mistake_in", "nearest"]

# What Lark says of a mistake, what is said to the author, and the cure. The names are those of what is wrong, and of
# what it stands in.
# `{0}` and so on are the parts of what Lark said.
_MISTAKES: tuple[tuple[str, str, str], ...] = (
    (r"'(?P<name>\w+)' used but not defined \(in \w+ (?P<within>\w+)\)", "{name} is used and nowhere defined", ""),
    (r"Terminal used but not defined: (?P<name>\w+)", "{name} is used and nowhere defined", ""),
    (r"Using an undefined rule: NonTerminal\(.(?P<name>\w+)", "there is no rule {name}", "{start}"),
    (r"'(?P<again>\w+)' defined more than once", "{again} is defined a second time", "{first}"),
    (
        r"(?:[Cc]an't extend|[Cc]annot override a nonexisting) \w+ (?P<name>\w+)",
        "{name} is extended or overridden, but nothing of that name is imported",
        "import it first: %import .LAYOUT ({name})",
    ),
    (
        r"arguments used for (?P<name>\w+) \(expected (?P<wanted>\d+), got (?P<got>\d+)\) \(in \w+ (?P<within>\w+)\)",
        "{name} takes {wanted} parts, and {got} are given",
        "give it one symbol for each, as in _table{{summary_column, class_row, totals_row}}",
    ),
    (
        r"Rules aren't allowed inside terminals \(NonTerminal\('(?P<name>\w+)'\) in (?P<within>\w+)\)",
        "the terminal {within} holds the rule {name}",
        "name a rule in small letters, or build the terminal of terminals",
    ),
    (r"Recursion in terminal '(?P<name>\w+)'", "the terminal {name} holds itself", "make it a pattern, or a rule"),
    (r"Terminals cannot be empty \((?P<name>\w+)", "the terminal {name} matches nothing", "give it the printed words"),
    (
        r"Empty terminals are not allowed \((?P<name>.+)\)",
        "the words {name} are empty",
        "write the printed words between the quotation marks",
    ),
    (
        r"marked to ignore but were not defined|Terminals \{'(?P<name>\w+)'",
        "{name} is ignored and nowhere defined",
        "define it, or import it",
    ),
    (
        r"Reduce/Reduce collision in Terminal\('(?P<la>[^']+)'\) between .*?- <(?P<name>\w+) : .*?- <(?P<other>\w+) :",
        "before {la}, the same tokens can be {name} or {other}",
        "give them different labels or headings, or make them one rule",
    ),
    (
        r"Rules defined twice: <?(?P<name>\w+)|Rules defined twice: .*?<(?P<name2>\w+) :",
        "{name} lists the same words twice",
        "take one of them out",
    ),
    (
        r"Cannot import '(?P<name>\w+)' from '(?P<file>[^']+)': Symbol already defined",
        "{name} is imported twice, the second time from {file}",
        "import it once, or under another name: %import .grammar.{name} -> OTHER",
    ),
    (
        r"Rule (?P<name>\w+) is marked for expansion",
        "{name} cannot give another name with ->: its underscore makes it vanish from the tree",
        "take the underscore away",
    ),
    (
        r"Inlined rules \(_rule\) cannot use the \?rule modifier",
        "a rule whose name begins with _ cannot have a ? before it",
        "take one of the two away",
    ),
    (
        r"Inconsistent base_path for (?P<name>\w+)\.|Couldn't import grammar .*?'(?P<name2>\w+)'\)",
        "{name} is imported without the point that stands before the name of a grammar",
        "write %import .{name}",
    ),
    (r"maximum recursion depth", "the grammar is nested too deeply", "take parentheses away, or give parts a name"),
)


def mistake_in(path: Path, error: Exception) -> GrammarError:
    """Return an error that says what is wrong with a grammar, given what Lark said of it."""
    if not path.is_file():
        if isinstance(error, FileNotFoundError):
            return GrammarError("no such grammar", expected="check its path", file=str(path))
        return GrammarError(str(error), file=str(path))  # a grammar that stands in no file
    try:
        outlines = list(_outlines(path))
    except GrammarError as error_of_import:
        return error_of_import
    message = str(error)
    for pattern, what, cure in _MISTAKES:
        match = re.search(pattern, message, re.DOTALL)
        if match is not None:
            return _worded(outlines, {k: v for k, v in match.groupdict().items() if v}, what, cure)
    return GrammarError(message.splitlines()[0] if message else repr(error), file=str(path))


def mistake_at(path: Path, name: str, what: str, cure: str) -> GrammarError:
    """Return an error for a mistake in what a grammar, or one it imports from, says of a name."""
    outlines = list(_outlines(path))
    plain = name.partition("__")[0] if name.rpartition("__")[2].lower() in {o.path.stem for o in outlines[1:]} else name
    for outline in outlines:
        definition = outline.definition(plain)
        if definition is not None:
            return outline.error(what, cure, definition.name)
    return outlines[0].error(what, cure)


def _worded(outlines: list[Outline], names: dict[str, str], what: str, cure: str) -> GrammarError:
    """Return the error for a mistake, at the line where the name that is wrong is used or defined."""
    stems = {outline.path.stem for outline in outlines}
    words = {key: _written(name, stems) for key, name in names.items()}
    words.setdefault("name", words.get("name2", words.get("again", "")))
    if "other" in words:  # Lark names the two in any order
        words["name"], words["other"] = sorted([words["name"], words["other"]])
    words["start"] = f"add `{words['name']}: ...`, the rule that a page is parsed by"
    for outline in outlines:
        position = outline.position(words["name"], within=words.get("within"))
        if "again" in words:
            position, words["first"] = _defined_again(outline, words["name"])
        if position is not None:
            worded = cure.format(**words) if cure else _cure_of_undefined(outline, words["name"])
            return outline.error(what.format(**words), worded, position)
    return outlines[0].error(what.format(**words), cure.format(**words) or "define it")


def _written(name: str, stems: Collection[str]) -> str:
    """Return a name as the author wrote it: not that of an import, nor of a part of a rule that Lark made a rule."""
    return plain_name(written_name(name), stems)[1]


def _defined_again(outline: Outline, name: str) -> tuple[Token | None, str]:
    positions = [d.name for d in outline.definitions if str(d.name) == name and d.kind in ("define", "declare")]
    imported = next((i for i in outline.imports if str(i.alias) == name), None)
    if imported is not None and positions:
        return positions[
            0
        ], f"line {imported.alias.line} imports it: write %override or %extend before it, or rename it"
    if len(positions) > 1:
        other = f"{name}__OTHER" if name.isupper() else f"{name}_2"
        return positions[1], f"line {positions[0].line} defines it first: keep one, or tell them apart, as in {other}"
    return None, ""


def _cure_of_undefined(outline: Outline, name: str) -> str:
    imported = next((i for i in outline.imports if str(i.alias) == name), None)
    if imported is not None:
        path = import_path(outline.path.parent, imported.grammar)
        there = [str(d.name) for d in Outline.of(path).definitions] if path is not None else []
        return f"{imported.grammar}.lark defines no {imported.name}{nearest(str(imported.name), there)}"
    known = [str(d.name) for d in outline.definitions] + [str(i.alias) for i in outline.imports]
    near = nearest(name, known)
    if not near:
        for shipped in ("common", "edgar_table"):
            path = import_path(outline.path.parent, shipped)
            if path is not None and Outline.of(path).definition(name) is not None:
                return f"import it: %import .{shipped} ({name})"
    return f"define it, or import it{near}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the question whether a name is a misspelling of the nearest known one, if one is near; else nothing."""
    found = get_close_matches(name, known, 1, 0.75)
    return f"; did you mean {found[0]}?" if found else ""


def _outlines(path: Path, seen: set[Path] | None = None, through: tuple[Path, ...] = ()) -> Iterator[Outline]:
    """Yield the outlines of a grammar and of those it imports from.

    Raises `GrammarError` where one is not there, or imports what imports it: `through` are those it is imported by.
    """
    seen = seen if seen is not None else set()
    seen.add(path)
    through = (*through, path)
    outline = Outline.of(path)
    yield outline
    sources: list[WholeImport | Import] = [*outline.whole_imports, *outline.imports]
    for imported in sources:
        other = import_path(path.parent, imported.grammar)
        if other is None:
            beside = [file.stem for folder in (path.parent, grammars_folder()) for file in folder.glob("*.lark")]
            raise outline.error(
                f"there is no grammar {imported.grammar}.lark to import from",
                f"put it beside this one{nearest(imported.grammar, beside)}",
                imported.position,
            )
        if other in through:
            raise outline.error(
                f"this grammar is imported by {imported.grammar}.lark, and cannot import from it",
                "put what both need into a third, and let both import it",
                imported.position,
            )
        if other not in seen:
            yield from _outlines(other, seen, through)
