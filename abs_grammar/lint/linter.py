"""All checks of a grammar, made before a page is read by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from abs_grammar.errors import GrammarError
from abs_grammar.grammar.search_path import Folders, grammar_folders
from abs_grammar.lint import ambiguity, declared, names, patterns
from abs_grammar.lint.context import Subject
from abs_grammar.lint.diagnostic import Remark

__all__ = ["grammars_named", "lint"]

_CHECKS = (*names.CHECKS, *patterns.CHECKS, *declared.CHECKS, *ambiguity.CHECKS)


def lint(path: Path) -> list[Remark]:
    """Return the remarks on a grammar, in the order of its lines.

    A grammar that cannot be read has one remark, `unusable`, with what keeps it from being read.
    """
    try:
        subject = Subject(path)
    except GrammarError as error:
        return [Remark("unusable", error)]
    return sorted((found for check in _CHECKS for found in check(subject)), key=lambda found: found.position)


def grammars_named(wanted: Sequence[str], grammars: Folders = None) -> Iterator[Path]:
    """Return the grammars that are meant: files, or names of those in the folders; all of these if none is named.

    Raises `GrammarError` where one is not there.
    """
    here = Path.cwd()
    known = {path.stem: path for folder in grammar_folders(grammars) for path in sorted(folder.glob("*.lark"))}
    if not wanted:
        yield from [path.relative_to(here) if path.is_relative_to(here) else path for path in known.values()]
    for name in wanted:
        path = Path(name)
        if name in known and not path.is_file():
            yield known[name]
        elif path.is_file():
            yield path
        else:
            names_known = ", ".join(sorted(known))
            raise GrammarError("no such grammar", expected=f"name a file, or one of {names_known}", file=name)
