"""The commands for authors of grammars: `layouts`, `draft`, `trace` and `lint`.

What a command needs is imported when it runs, so that help answers at once.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import chain
from pathlib import Path
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from abs_grammar.cli.console import (
    FOUND,
    STANDARD_OUTPUT,
    ending_quietly,
    has_colour,
    opened,
    outliving_the_reader,
    print_error,
    print_lines,
    refuse_to_overwrite,
    width,
)
from abs_grammar.cli.options import GrammarFolders, LayoutName, OutputPath
from abs_grammar.cli.quick import Help
from abs_grammar.errors import AbsGrammarError
from abs_grammar.output.text_table import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["draft", "layouts", "lint", "trace"]

_NUMERALS = {1: "one", 2: "two", 3: "three"}


def draft(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the layout is to be called.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Samples of one trustee; - is standard input.")],
    output: OutputPath = STANDARD_OUTPUT,
    *,
    force: Annotated[bool, typer.Option("--force", help="Write over the file that stands at PATH.")] = False,
) -> None:
    """Draft a grammar for a trustee whose pages are not known yet, from samples of them.

    It loads as it is. What it reads of its samples, and which words are yours to decide, goes to standard error; exit
    status 1 says that it places fewer than 95 % of the figures of some sample.

    \b
    Example:  abs-grammar draft first_bank sample.txt -o grammars/first_bank.lark
    """  # noqa: D301
    with ending_quietly():
        from abs_grammar.drafting.proof import draft_from, summary
        from abs_grammar.edgar.source import read_source

        refuse_to_overwrite(output, files)
        stands = output != STANDARD_OUTPUT and Path(output).is_file()
        if stands and not force:
            raise AbsGrammarError("a file stands there already", expected="--force writes over it", file=output)
        grammar, plan, proofs = draft_from(name, [read_source(file) for file in files])
        with opened(output, binary=False) as out:
            out.write(grammar)
        for line in summary(plan, proofs):
            print_error(line)
        if stands:
            print_error(f"{output} was written over")
        raise typer.Exit(0 if all(proof.is_good for proof in proofs) else FOUND)


def layouts(grammars: GrammarFolders = None, *, help_: Help = False) -> None:  # noqa: ARG001 -- its callback does it
    """List the layouts known, and the words each is recognised by.

    \b
    Example:  abs-grammar layouts
    """  # noqa: D301
    with ending_quietly():
        from abs_grammar.grammar.layouts import known_layouts

        for number, layout in enumerate(known_layouts(grammars).values()):
            print_lines([("", "")] if number else [])
            print_lines([("title", layout.name), *_wrapped(layout.summary, 2), ("", "  recognised by")])
            print_lines(line for marks in _recognition(layout.marks) for line in _wrapped(marks, 4))


def trace(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A filing as text; - reads standard input.")],
    layout: LayoutName = None,
    grammars: GrammarFolders = None,
    *,
    tree: Annotated[bool, typer.Option("--tree", help="Print the parse trees too, below the lines.")] = False,
) -> None:
    """Show what read each line of a filing: a rule of the layout, the cover, markup, or nothing.

    What nothing read stands out, in colour or with a ! before it, and what the grammar would have taken stands below.
    Exit status 1 says that there is such a line.

    \b
    Example:  abs-grammar trace statement.txt --layout first_bank | less -S
    """  # noqa: D301
    with ending_quietly():
        from abs_grammar.output.trace import trace as traced_file
        from abs_grammar.output.trace import trace_lines, tree_lines

        traced = traced_file(file, layout, grammars)
        with outliving_the_reader():
            print_lines(trace_lines(traced, coloured=has_colour()))
            if tree:
                print_lines(chain([("", "")], tree_lines(traced)))
        raise typer.Exit(FOUND if traced.unread else 0)


def lint(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME|FILE...", help="Grammars; all of them if none is named.")
    ] = None,
    grammars: GrammarFolders = None,
) -> None:
    """Show what is wrong with grammars: each mistake with its line and the cure.

    Exit status 1 says that there is something.

    \b
    Example:  abs-grammar lint my_grammars/first_bank.lark
    """  # noqa: D301
    with ending_quietly():
        from abs_grammar.lint.linter import grammars_named
        from abs_grammar.lint.linter import lint as remarks_on

        found = read = 0
        for path in grammars_named(names or (), grammars):
            remarks = remarks_on(path)
            read += 1
            found += len(remarks)
            for remark in remarks:
                with outliving_the_reader():
                    head, *excerpt = str(remark).splitlines()
                    print_lines([("warning", printable(head)), *(("", printable(line)) for line in excerpt)])
        with outliving_the_reader():
            verdict = f"{counted(found, 'remark')}" if found else "clean"
            print_lines([("warning" if found else "good", f"{counted(read, 'grammar')}: {verdict}")])
        raise typer.Exit(FOUND if found else 0)


def _recognition(alternatives: Iterable[Sequence[Mapping[str, str]]]) -> Iterator[str]:
    """Put into words what a page is recognised by: for each alternative, how many of which words it takes."""
    for number, wanted in enumerate(alternatives):
        parts = []
        for words, times in Counter(tuple(choice.values()) for choice in wanted).items():
            quoted = ", ".join([f"'{word}'" for word in words])
            parts.append(quoted if len(words) == 1 else f"{_NUMERALS.get(times, times)} of ({quoted})")
        yield ("or " if number else "") + " and ".join(parts)


def _wrapped(text: str, indent: int) -> list[tuple[str, str]]:
    """Indent text, and break it into lines where there is a screen to fit it to."""
    margin = " " * indent
    fitted = TextWrapper(width() or sys.maxsize, margin, margin + "  ", break_on_hyphens=False)
    return [("", line) for line in fitted.wrap(text)]
