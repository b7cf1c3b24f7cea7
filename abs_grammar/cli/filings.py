"""The commands that read filings: `parse`, `facts`, `show` and `check`.

What a command needs is imported when it runs, so that help answers at once.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

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
    refuse_to_overwrite,
    width,
)
from abs_grammar.cli.options import Files, GrammarFolders, LayoutName, OutputPath
from abs_grammar.errors import AbsGrammarError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from abs_grammar.model.report import Fact

__all__ = ["check", "facts", "parse", "show"]


class Format(StrEnum):
    """How `facts` writes its table."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def parse(files: Files, layout: LayoutName = None, grammars: GrammarFolders = None) -> None:
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


def facts(
    files: Files,
    layout: LayoutName = None,
    grammars: GrammarFolders = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="If not given, what the ending of PATH says, or else a table for a person."),
    ] = None,
    output: OutputPath = STANDARD_OUTPUT,
) -> None:
    """Print every figure of filings, one a row: what it is, its value, and where it stands.

    \b
    Example:  abs-grammar facts filings/*.txt -o facts.csv
    """  # noqa: D301
    with ending_quietly():
        refuse_to_overwrite(output, files)
        filings = Filings(files, layout, grammars)
        chosen = format_ or next((f for f in Format if output.endswith(f".{f.value}")), Format.table)
        if chosen is Format.parquet:
            _make_sure_of_parquet(output)
        parsed = iter(filings)
        first = next(parsed, None)
        if first is not None:  # else a file that stood at PATH is left as it was
            _write_facts((fact for filing in chain([first], parsed) for fact in filing.facts()), chosen, output)
        raise typer.Exit(filings.status)


def show(files: Files, layout: LayoutName = None, grammars: GrammarFolders = None) -> None:
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


def check(
    files: Files,
    layout: LayoutName = None,
    grammars: GrammarFolders = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one object a line for several files.")] = False,
) -> None:
    """Show how much of filings is accounted for, what ties out, and what is doubtful.

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
