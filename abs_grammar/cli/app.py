"""The command line as a whole: `abs-grammar` with its subcommands, each of which stands with its family."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from abs_grammar import __version__
from abs_grammar.cli import filings, grammars
from abs_grammar.cli.explain import explain
from abs_grammar.cli.fetch_command import fetch
from abs_grammar.cli.quick import Help, QuickCommand

__all__ = ["app", "main"]

app = typer.Typer(
    add_completion=False,
    add_help_option=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; the exit status is 0 if all is well, 1 if something was found, 2 if it failed."""
    if sys.stdout is None:  # closed by the caller: what is printed goes nowhere
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- open to the end
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a letter that the screen lacks ends nothing
    app(prog_name="abs-grammar")


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
    help_: Help = False,
) -> None:
    """Read what the trustees of asset-backed securities printed on SEC EDGAR."""


# As `abs-grammar --help` lists them.
app.command()(filings.parse)
app.command()(filings.facts)
app.command()(filings.show)
app.command()(filings.check)
app.command()(explain)
app.command()(fetch)
app.command(add_help_option=False, cls=QuickCommand)(grammars.layouts)
app.command()(grammars.draft)
app.command()(grammars.trace)
app.command()(grammars.lint)
