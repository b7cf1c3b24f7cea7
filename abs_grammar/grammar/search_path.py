"""Where grammars are looked for: the shipped folder, and those that packages, the environment or the caller name.

A folder from outside is its owner's: its grammars are layouts beside the shipped ones, and may import from them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from abs_grammar.errors import GrammarError

__all__ = ["ENTRY_POINTS", "VARIABLE", "Folders", "grammar_folders", "grammar_text", "grammars_folder", "import_path"]

VARIABLE = "ABS_GRAMMAR_GRAMMARS"
"""The environment variable that names folders, parted as those of PATH are."""

ENTRY_POINTS = "abs_grammar.grammars"
"""The group of entry points by which an installed package offers a package or folder of its own that holds grammars."""

Folders = str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | None
"""What a caller may name: one folder of grammars, several, or none."""


@cache
def grammars_folder() -> Path:
    """Return the folder of the shipped grammars: inside the package where installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "grammars"
    return inside if inside.is_dir() else package.parent / "grammars"


def grammar_folders(given: Folders = None) -> tuple[Path, ...]:
    """Return every folder of grammars once, the shipped one first.

    Raises `GrammarError` where one that was named is not there.
    """
    names = (given,) if isinstance(given, (str, os.PathLike)) else tuple(given or ())
    return _found(tuple([os.path.abspath(name) for name in names]), os.environ.get(VARIABLE, ""))  # noqa: PTH100 - a str


def import_path(folder: Path, grammar: str) -> Path | None:
    """Return the file that a grammar in a folder means by `%import .grammar`: one beside it, or a shipped one."""
    name = Path(*grammar.removesuffix(".lark").split(".")).with_suffix(".lark")
    return next((f / name for f in (folder, grammars_folder()) if (f / name).is_file()), None)


def grammar_text(path: Path) -> str:
    """Return the text of a grammar file. Raises `GrammarError` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        what = f"cannot read the grammar ({error.strerror})"
        raise GrammarError(what, expected="check its path", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise GrammarError("the grammar is no UTF-8", expected="save it as UTF-8", file=str(path)) from error


@cache
def _found(given: tuple[str, ...], variable: str) -> tuple[Path, ...]:
    named = [(path, VARIABLE) for path in variable.split(os.pathsep) if path]
    named += [(path, "--grammars (grammars= in Python)") for path in given]
    for path, by in named:
        if not Path(path).is_dir():
            raise GrammarError("no such folder of grammars", expected=f"correct what {by} names", file=path)
    return tuple(dict.fromkeys([grammars_folder(), *_offered(), *[Path(path).resolve() for path, _ in named]]))


@cache
def _offered() -> tuple[Path, ...]:
    """Return the folders that installed packages offer. No code of theirs is run."""
    found = []
    for point in entry_points(group=ENTRY_POINTS):
        try:
            spec = find_spec(point.value)
        except ImportError:
            spec = None
        if spec is None or not spec.submodule_search_locations:
            raise GrammarError(
                f"the entry point {point.name!r} of {ENTRY_POINTS} names {point.value!r}, which is no package",
                expected=f"correct it in {point.dist.name if point.dist else 'its package'}, or uninstall that",
            )
        found += [Path(folder).resolve() for folder in spec.submodule_search_locations]
    return tuple(found)
