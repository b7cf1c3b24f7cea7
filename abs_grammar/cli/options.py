"""The arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["Files", "GrammarFolders", "LayoutName", "OutputPath"]

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Filings as text; - reads standard input.")]

LayoutName = Annotated[
    str | None,
    typer.Option("--layout", metavar="NAME", help="Read every page by this layout, not by what it looks like."),
]

GrammarFolders = Annotated[
    list[str] | None,
    typer.Option("--grammars", metavar="DIR", help="A folder of further grammars; may be given several times."),
]

OutputPath = Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="Where to write.")]
