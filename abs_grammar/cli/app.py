"""The command line: what `abs-grammar` and each of its subcommands do with the files they are given.

What a command needs is imported when it runs, so that help, and `layouts`, answer at once.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from enum import StrEnum
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from abs_grammar import __version__
from abs_grammar.cli.console import (
    FOUND,
    STANDARD_OUTPUT,
    Filings,
    coloured,
    ending_quietly,
    has_colour,
    opened,
    outliving_the_reader,
    print_json,
    print_lines,
    tell,
    width,
)
from abs_grammar.cli.fetch_command import fetch
from abs_grammar.errors import AbsGrammarError
from abs_grammar.output.text_table import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from abs_grammar.model.report import Fact

__all__ = ["app", "main"]

_NUMERALS = {1: "one", 2: "two", 3: "three"}


class Format(StrEnum):
    """How `facts` writes its table."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


app = typer.Typer(
    add_completion=False,
    add_help_option=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Filings as text; - reads standard input.")]
_LayoutName = Annotated[
    str | None,
    typer.Option("--layout", metavar="NAME", help="Read every page by this layout, not by what it looks like."),
]

_Grammars = Annotated[
    list[str] | None,
    typer.Option("--grammars", metavar="DIR", help="A folder of further grammars; may be given several times."),
]


def _print_help(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001 -- typer passes the flag so
    if wanted:
        typer.echo(context.get_help())
        raise typer.Exit


# Typer's own --help imports pydantic to read a flag, a third of the time that `layouts` takes; this one does not.
_Help = Annotated[
    bool, typer.Option("--help", "-h", callback=_print_help, is_eager=True, help="Show this message and exit.")
]


class _QuickCommand(TyperCommand):
    """A command that reads no option where none is given: to read one, typer imports pydantic, which takes 60 ms."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's copy of click has no name
        return super().parse_args(ctx, args) if args else args


def main() -> None:
    """Run the command line; the exit status is 0 if all is well, 1 if something was found, 2 if it failed."""
    if sys.stdout is None:  # closed by who called: what is printed goes nowhere
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- open to the end
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a letter that the screen lacks ends nothing
    app(prog_name="abs-grammar")


# ---- the commands ----------------------------------------------------------------------------------------------


def _print_version(wanted: bool) -> None:  # noqa: FBT001 -- typer passes the flag so
    if wanted:
        typer.echo(f"abs-grammar {__version__}")
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    help_: _Help = False,
) -> None:
    """Read what the trustees of asset-backed securities printed on SEC EDGAR."""


@app.command()
def parse(files: _Files, layout: _LayoutName = None, grammars: _Grammars = None) -> None:
    """Print filings as JSON: indented for one file, one object a line for several.

    \b
    Example:  abs-grammar parse statement.txt | jq '.reports[0].classes'
    """  # noqa: D301 -- \b is click's word for lines that stay as they are
    with ending_quietly():
        from abs_grammar.output.serialize import to_dict

        filings = Filings(files, layout, grammars)
        for filing in filings:
            print_json(to_dict(filing), several=len(files) > 1)
        raise typer.Exit(filings.status)


@app.command()
def facts(
    files: _Files,
    layout: _LayoutName = None,
    grammars: _Grammars = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="If not given, what the ending of PATH says, or else a table for a person."),
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="Where to write.")] = STANDARD_OUTPUT,
) -> None:
    """Print every figure of filings, one a row: what it is, its value, and where it stands.

    \b
    Example:  abs-grammar facts filings/*.txt -o facts.csv
    """  # noqa: D301
    with ending_quietly():
        filings = Filings(files, layout, grammars)
        chosen = format_ or next((f for f in Format if output.endswith(f".{f.value}")), Format.table)
        if chosen is Format.parquet:
            _make_sure_of_parquet(output)
        parsed = iter(filings)
        first = next(parsed, None)
        if first is not None:  # else a file that stood at PATH is left as it was
            _write_facts((fact for filing in chain([first], parsed) for fact in filing.facts()), chosen, output)
        raise typer.Exit(filings.status)


@app.command()
def show(files: _Files, layout: _LayoutName = None, grammars: _Grammars = None) -> None:
    """Show what filings say: deal, dates, classes, loans, delinquencies, and how far to trust them.

    \b
    Example:  abs-grammar show statement.txt | less -S
    """  # noqa: D301
    with ending_quietly():
        from abs_grammar.output.show import filing_lines

        filings = Filings(files, layout, grammars)
        for number, (filing, known) in enumerate(filings.with_acknowledgements()):
            print_lines(chain([("", "")] if number else [], filing_lines(filing, width(), known)))
        raise typer.Exit(filings.status)


@app.command()
def check(
    files: _Files,
    layout: _LayoutName = None,
    grammars: _Grammars = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one object a line for several files.")] = False,
) -> None:
    """Tell of filings how much of them is accounted for, what ties out, and what is doubtful.

    Exit status 1 says that something wants a look: a warning or an error, a line that no rule knows, or a figure
    without a measure. What FILE.acknowledged.toml, beside FILE.txt, gives a reason for does not count.

    \b
    Example:  abs-grammar check filings/*.txt
    """  # noqa: D301
    with ending_quietly():
        from abs_grammar.output.audit import Audit, audit_lines

        filings = Filings(files, layout, grammars)
        clean = 0
        for filing, known in filings.with_acknowledgements():
            audit = Audit.of(filing, known)
            clean += audit.clean
            with outliving_the_reader():
                if as_json:
                    print_json(audit.to_dict(), several=len(files) > 1)
                else:
                    print_lines(audit_lines(audit))
        if len(files) > 1 and not as_json:
            counts = f"{clean} clean, {filings.read - clean} to look at, {len(files) - filings.read} not read"
            with outliving_the_reader():
                print_lines([("title", f"{len(files)} files: {counts}")])
        raise typer.Exit(filings.status or (FOUND if clean < filings.read else 0))


@app.command()
def draft(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the layout is to be called.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Samples of one trustee; - is standard input.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="Where to write.")] = STANDARD_OUTPUT,
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

        stands = output != STANDARD_OUTPUT and Path(output).is_file()
        if stands and not force:
            raise AbsGrammarError("a file stands there already", expected="--force writes over it", file=output)
        grammar, plan, proofs = draft_from(name, [read_source(file) for file in files])
        with opened(output, binary=False) as out:
            out.write(grammar)
        for line in summary(plan, proofs):
            tell(line)
        if stands:
            tell(f"{output} was written over")
        raise typer.Exit(0 if all(proof.is_good for proof in proofs) else FOUND)


@app.command(add_help_option=False, cls=_QuickCommand)
def layouts(grammars: _Grammars = None, *, help_: _Help = False) -> None:  # noqa: ARG001 -- its callback does the work
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


@app.command()
def trace(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A filing as text; - reads standard input.")],
    layout: _LayoutName = None,
    grammars: _Grammars = None,
    *,
    tree: Annotated[bool, typer.Option("--tree", help="Print the parse trees too, below the lines.")] = False,
) -> None:
    """Show what read each line of a filing: a rule of the layout, the cover, markup, or nothing.

    What nothing read stands out, in colour or with a ! before it, and what the grammar would have taken is told below.
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


@app.command()
def lint(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME|FILE...", help="Grammars; all of them if none is named.")
    ] = None,
    grammars: _Grammars = None,
) -> None:
    """Tell the author of grammars what is wrong with them: each mistake with its line and the cure.

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


app.command()(fetch)


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


def _write_facts(facts: Iterable[Fact], chosen: Format, output: str) -> None:
    from abs_grammar.output import facts_table as export

    with opened(output, binary=chosen is Format.parquet) as out:
        if chosen is Format.parquet:
            export.write_parquet(facts, out)
        elif chosen is Format.csv:
            export.write_csv(facts, out)
        elif chosen is Format.jsonl:
            export.write_jsonl(facts, out)
        else:
            lines = export.facts_table(facts, width() if output == STANDARD_OUTPUT else None)
            styled = (("" if number else "title", line) for number, line in enumerate(lines))
            out.writelines(coloured(styled, colour=output == STANDARD_OUTPUT and has_colour()))


def _make_sure_of_parquet(output: str) -> None:
    """Refuse Parquet, before anything is parsed, where it cannot be written or would be poured onto a screen."""
    from abs_grammar.output.facts_table import pyarrow

    pyarrow()
    if output == STANDARD_OUTPUT and sys.stdout.isatty():
        raise AbsGrammarError("Parquet is no text for a screen", expected="give a file with -o PATH")
