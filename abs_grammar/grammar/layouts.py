"""Layouts: each grammar found in the folders of grammars, and the one that a page is read by.

A layout is a `.lark` file that has a rule `recognised_by`. There is nothing to register: a file put in the
folder is a layout. Its grammar is read when the layout is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from abs_grammar.errors import AmbiguousLayoutError, GrammarError, UnknownLayoutError
from abs_grammar.grammar.conventions import RECOGNISED_BY
from abs_grammar.grammar.lark_internals import Grammar
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.grammar.once import Once, once_for_each
from abs_grammar.grammar.recognition import Marks, Recognition, recognition_of
from abs_grammar.grammar.search_path import Folders, grammar_folders, grammar_text, grammars_folder

__all__ = ["GENERIC", "Layout", "find_layout", "grammars_folder", "known_layouts", "layouts", "layouts_in"]

GENERIC = "generic"
"""The layout of a page that is read without a grammar, on request. No file is a layout of this name."""


class Layout:
    """One trustee's layout: its name is that of its file."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.path = path

    def __repr__(self) -> str:
        return f"Layout({self.name!r})"

    @property
    @once_for_each
    def grammar(self) -> Grammar:
        """The grammar, its imports resolved, not yet made into a parser. Raises `GrammarError` if it cannot be read."""
        return self._read()

    @property
    @once_for_each
    def recognition(self) -> Recognition:
        """What recognises a page of this layout. Raises `GrammarError` if the grammar does not say it rightly."""
        return recognition_of(self.grammar, self.path)

    @property
    def marks(self) -> Marks:
        """What the page is recognised by: in each alternative, for each word wanted, the words that will do."""
        return self.recognition.marks

    @property
    def summary(self) -> str:
        """The first line of the grammar's opening comment, without the name of the file."""
        opening = grammar_text(self.path).split("\n//\n", 1)[0].split("\n\n", 1)[0]
        words = " ".join([line.lstrip("/ ") for line in opening.splitlines()])
        return words.partition(" — ")[2] or words

    def claims(self, folded: str) -> bool:
        """Return whether a page is of this layout, from its text with case folded."""
        return self.recognition.claims(folded)

    def reason(self, folded: str) -> str:
        """Return what of its marks stands on a page, for a message about why it did or did not match."""
        return self.recognition.reason(folded)

    def _read(self) -> Grammar:
        return read_grammar(self.path)


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


@Once
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


@Once
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
    return f"\n{RECOGNISED_BY}:" in grammar_text(path)
