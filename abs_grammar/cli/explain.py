"""The command that explains findings: `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from abs_grammar.cli.console import FAILED, ending_quietly, print_error, print_lines, width

__all__ = ["explain"]


def explain(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="CODE...", help="Codes of findings; all are listed if none is given.")
    ] = None,
) -> None:
    """Explain findings: what each says, an example from a page, and what to do about it.

    \b
    Example:  abs-grammar explain unknown-label
    """  # noqa: D301 -- \b is click's word for lines that stay as they are
    with ending_quietly():
        from abs_grammar.output.findings import catalogue, explanation, index, unknown_code

        kinds = catalogue()
        if not codes:
            print_lines(index(width()))
        known = [code for code in codes or () if code in kinds]
        for number, code in enumerate(known):
            print_lines([("", "")] if number else [])
            print_lines(explanation(kinds[code], width()))
        unknown = [code for code in codes or () if code not in kinds]
        for code in unknown:
            print_error(unknown_code(code))
        raise typer.Exit(FAILED if unknown else 0)
