"""Writes the conventions of grammars where authors look: `python docs/make_conventions.py`.

They stand in abs_grammar/grammar/conventions.py. `docs/conventions.md` is made of them, and so is the head of
`grammars/common.lark`, down to its first section.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from abs_grammar.grammar.conventions import CONVENTIONS, Convention, Kind

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "conventions.md"
GRAMMAR = ROOT / "grammars" / "common.lark"

_WIDTH = 118
_SECTION = "// ------"

KINDS: dict[Kind, str] = {
    "measure": "Names of measures",
    "terminal ending": "Endings of a terminal's name",
    "rule ending": "Endings of a rule's name",
    "group": "Named groups of a pattern: what a row, a column, a title or the letterhead is about",
    "rule": "Rules that have a meaning of their own",
    "terminal": "Terminals that have a meaning of their own",
}

HEAD = """\
# Conventions

<!-- Written by docs/make_conventions.py from abs_grammar/grammar/conventions.py. Do not edit. -->

A grammar is Lark's own syntax; what its names say of a page is this. [Adding a layout](adding-a-layout.md) shows them
at work, [the vocabulary](vocabulary.md) lists the measures.
"""

OPENING = """\
// common.lark — what every trustee's page has: rows of figures, tables of classes, page furniture.
//
// A layout imports it whole, %import .common, and has of it what it uses. Names carry the meaning, and words that a
// rule lists get theirs there: "End Bal" -> ending_balance is the terminal ENDING_BALANCE: "End Bal". These are the
// conventions, written here from abs_grammar/grammar/conventions.py by docs/make_conventions.py; docs/conventions.md
// has an example of each.
"""

CLOSING = """\
The label of a row is a terminal of its own, never one that heads a column too: GROUP__LABEL beside GROUP.

Text is matched whole, without regard to case, runs of blanks or a colon at the end. Where two terminals match, the \
one that the statement allows at that place is meant.
"""


def page() -> str:
    """Return the page as it ought to stand in the file."""
    return "\n".join([HEAD, *_tables(), CLOSING])


def opening() -> str:
    """Return the comment that common.lark ought to open with."""
    return "\n".join([OPENING.rstrip(), *_listed(), "//", *_comment(CLOSING), "", ""])


def grammar() -> str:
    """Return common.lark as it ought to stand in the file: its rules are left as they are."""
    text = GRAMMAR.read_text(encoding="utf-8")
    return opening() + text[text.index(_SECTION) :]


def _of(kind: Kind) -> list[Convention]:
    return [convention for convention in CONVENTIONS if convention.kind == kind]


def _tables() -> Iterator[str]:
    for kind, title in KINDS.items():
        yield from (f"## {title}\n", "| name | says | example |", "|---|---|---|")
        for convention in _of(kind):
            cells = (f"`{_shown(convention)}`", convention.says, f"`{convention.example}`")
            yield "| " + " | ".join([cell.replace("|", r"\|") for cell in cells]) + " |"
        yield ""


def _listed() -> Iterator[str]:
    for kind, title in KINDS.items():
        yield from ("//", f"// {title}:", "//")
        wide = max([len(_shown(convention)) for convention in _of(kind)]) + 2
        for convention in _of(kind):
            said = textwrap.wrap(convention.says, _WIDTH - wide - 5)
            yield f"//   {_shown(convention):{wide}}{said[0]}"
            yield from [f"//   {'':{wide}}{line}" for line in said[1:]]


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        yield from [f"// {line}" for line in textwrap.wrap(paragraph, _WIDTH - 3)]


def _shown(convention: Convention) -> str:
    """Return a name as it stands in a grammar: an ending after a stroke for what it ends."""
    if convention.kind == "group":
        return f"(?P<{convention.name}>…)"
    is_ending = convention.kind.endswith("ending") and not convention.name.endswith("…")
    return f"…{convention.name}" if is_ending else convention.name


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    GRAMMAR.write_text(grammar(), encoding="utf-8", newline="\n")
