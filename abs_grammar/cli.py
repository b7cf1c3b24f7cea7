"""The command line: what `abs-grammar` and each of its subcommands do with the files they are given.

What a command needs is imported when it runs, so that help, and `layouts`, answer at once.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from abs_grammar import __version__
from abs_grammar.errors import AbsGrammarError, GrammarError, UnknownLayoutError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from abs_grammar.model.filing import Filing
    from abs_grammar.model.report import Fact

__all__ = ["app", "main"]

_FOUND, _FAILED, _INTERRUPTED = 1, 2, 130
_STANDARD_OUTPUT = "-"

# A line feed ends a line on every system, and what a path holds that is no UTF-8 goes out as it came.
_TEXT: dict[str, Any] = {"encoding": "utf-8", "errors": "surrogateescape", "newline": "\n"}

_COLOURS: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "good": {"fg": "green"},
    "info": {"fg": "cyan"},
    "warning": {"fg": "yellow"},
    "error": {"fg": "red", "bold": True},
}
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


def _print_help(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001 -- typer passes the flag so
    if wanted:
        typer.echo(context.get_help())
        raise typer.Exit


# Typer's own --help imports pydantic to read a flag, a third of the time that `layouts` takes; this one does not.
_Help = Annotated[
    bool, typer.Option("--help", "-h", callback=_print_help, is_eager=True, help="Show this message and exit.")
]


def main() -> None:
    """Run the command line; the exit status is 0 if all is well, 1 if `check` found something, 2 if it failed."""
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
def parse(files: _Files, layout: _LayoutName = None) -> None:
    """Print filings as JSON: indented for one file, one object a line for several.

    \b
    Example:  abs-grammar parse statement.txt | jq '.reports[0].classes'
    """  # noqa: D301 -- \b is click's word for lines that stay as they are
    with _ending_quietly():
        from abs_grammar.serialize import to_dict

        filings = _Filings(files, layout)
        for filing in filings:
            _print_json(to_dict(filing), several=len(files) > 1)
        raise typer.Exit(filings.status)


@app.command()
def facts(
    files: _Files,
    layout: _LayoutName = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="If not given, what the ending of PATH says, or else a table for a person."),
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="Where to write.")] = _STANDARD_OUTPUT,
) -> None:
    """Print every figure of filings, one a row: what it is, its value, and where it stands.

    \b
    Example:  abs-grammar facts filings/*.txt -o facts.csv
    """  # noqa: D301
    with _ending_quietly():
        filings = _Filings(files, layout)
        chosen = format_ or next((f for f in Format if output.endswith(f".{f.value}")), Format.table)
        if chosen is Format.parquet:
            _make_sure_of_parquet(output)
        parsed = iter(filings)
        first = next(parsed, None)
        if first is not None:  # else a file that stood at PATH is left as it was
            _write_facts((fact for filing in chain([first], parsed) for fact in filing.facts()), chosen, output)
        raise typer.Exit(filings.status)


@app.command()
def show(files: _Files, layout: _LayoutName = None) -> None:
    """Show what filings say: deal, dates, classes, loans, delinquencies, and how far to trust them.

    \b
    Example:  abs-grammar show statement.txt | less -S
    """  # noqa: D301
    with _ending_quietly():
        from abs_grammar.export import filing_lines

        filings = _Filings(files, layout)
        for number, filing in enumerate(filings):
            _print(chain([("", "")] if number else [], filing_lines(filing, _width())))
        raise typer.Exit(filings.status)


@app.command()
def check(
    files: _Files,
    layout: _LayoutName = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one object a line for several files.")] = False,
) -> None:
    """Tell of filings how much of them is accounted for, and what is doubtful.

    Exit status 1 says that something wants a look: a warning or an error, a line that no rule knows, or a figure
    without a measure.

    \b
    Example:  abs-grammar check filings/*.txt
    """  # noqa: D301
    with _ending_quietly():
        from abs_grammar.export import Audit, audit_lines

        filings = _Filings(files, layout)
        clean = 0
        for audit in map(Audit.of, filings):
            clean += audit.clean
            with _outliving_the_reader():
                if as_json:
                    _print_json(audit.to_dict(), several=len(files) > 1)
                else:
                    _print(audit_lines(audit))
        if len(files) > 1 and not as_json:
            counts = f"{clean} clean, {filings.read - clean} to look at, {len(files) - filings.read} not read"
            with _outliving_the_reader():
                _print([("title", f"{len(files)} files: {counts}")])
        raise typer.Exit(filings.status or (_FOUND if clean < filings.read else 0))


@app.command(add_help_option=False)
def layouts(*, help_: _Help = False) -> None:  # noqa: ARG001 -- its callback does the work
    """List the layouts known, and the words each is recognised by.

    \b
    Example:  abs-grammar layouts
    """  # noqa: D301
    with _ending_quietly():
        from abs_grammar.layout import known_layouts

        for number, layout in enumerate(known_layouts().values()):
            _print([("", "")] if number else [])
            _print([("title", layout.name), *_wrapped(layout.summary, 2), ("", "  recognised by")])
            _print(line for marks in _recognition(layout.marks) for line in _wrapped(marks, 4))


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
    margin, width = " " * indent, _width() or sys.maxsize
    lines = wrap(text, width, initial_indent=margin, subsequent_indent=margin + "  ", break_on_hyphens=False)
    return [("", line) for line in lines]


# ---- reading ---------------------------------------------------------------------------------------------------


class _Filings:
    """The filings of the files asked for, parsed one by one; a file that fails is told of and left out."""

    def __init__(self, files: Sequence[str], layout: str | None) -> None:
        self.files = files
        self.layout = layout
        self.read = 0
        self.status = 0

    def __iter__(self) -> Iterator[Filing]:
        from abs_grammar.parsing import parse_file

        for number, file in enumerate(self.files, 1):
            try:
                with _progress(number, len(self.files), file):
                    filing = parse_file(file, layout=self.layout)
            except AbsGrammarError as error:
                _tell(error)
                self.status = _FAILED
                if isinstance(error, GrammarError) or (
                    self.layout is not None and isinstance(error, UnknownLayoutError)
                ):
                    return  # the next file would fail in the same way
            else:
                self.read += 1
                yield filing


@contextmanager
def _progress(number: int, of: int, file: str) -> Iterator[None]:
    """While a file of several is parsed, say so where someone is watching."""
    if of == 1 or not sys.stderr.isatty():
        yield
        return
    from abs_grammar.export import printable

    told = printable(f"{number} of {of}  {file}")[: shutil.get_terminal_size().columns - 1]
    typer.echo(told, nl=False, err=True)
    try:
        yield
    finally:
        typer.echo("\r" + " " * len(told) + "\r", nl=False, err=True)


# ---- writing ---------------------------------------------------------------------------------------------------


def _write_facts(facts: Iterable[Fact], chosen: Format, output: str) -> None:
    from abs_grammar import export

    with _opened(output, binary=chosen is Format.parquet) as out:
        if chosen is Format.parquet:
            export.write_parquet(facts, out)
        elif chosen is Format.csv:
            export.write_csv(facts, out)
        elif chosen is Format.jsonl:
            export.write_jsonl(facts, out)
        else:
            lines = export.facts_table(facts, _width() if output == _STANDARD_OUTPUT else None)
            styled = (("" if number else "title", line) for number, line in enumerate(lines))
            out.writelines(_coloured(styled, colour=output == _STANDARD_OUTPUT and _has_colour()))


def _make_sure_of_parquet(output: str) -> None:
    """Refuse Parquet, before anything is parsed, where it cannot be written or would be poured onto a screen."""
    from abs_grammar.export import pyarrow

    pyarrow()
    if output == _STANDARD_OUTPUT and sys.stdout.isatty():
        raise AbsGrammarError("Parquet is no text for a screen", expected="give a file with -o PATH")


@contextmanager
def _opened(output: str, *, binary: bool) -> Iterator[Any]:
    """Open what results go to: standard output or a file. Text is UTF-8, its lines end in a line feed."""
    if output == _STANDARD_OUTPUT:
        if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
            sys.stdout.reconfigure(**_TEXT)
        yield sys.stdout.buffer if binary else sys.stdout
        sys.stdout.flush()
        return
    try:
        out = Path(output).open("wb") if binary else Path(output).open("w", **_TEXT)  # noqa: SIM115 -- closed below
    except OSError as error:
        what = f"the file cannot be written ({error.strerror})"
        raise AbsGrammarError(what, expected="give -o a path in a folder that is there", file=output) from None
    with out:
        yield out


def _print(lines: Iterable[tuple[str, str]]) -> None:
    sys.stdout.writelines(_coloured(lines, colour=_has_colour()))
    sys.stdout.flush()


def _print_json(plain: dict[str, Any], *, several: bool) -> None:
    import json

    sys.stdout.write(json.dumps(plain, indent=None if several else 2) + "\n")
    sys.stdout.flush()


def _coloured(lines: Iterable[tuple[str, str]], *, colour: bool) -> Iterator[str]:
    for style, line in lines:
        yield (typer.style(line, **_COLOURS[style]) if colour and style else line) + "\n"


def _has_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int | None:
    """Return how many columns the screen has; `None` in a pipe, which takes lines of any length."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _tell(error: AbsGrammarError | str) -> None:
    """Tell of an error on standard error, one that a hostile file cannot make the terminal obey."""
    from abs_grammar.export import printable

    typer.echo("\n".join([printable(line) for line in str(error).splitlines()]), err=True)


# ---- endings ---------------------------------------------------------------------------------------------------


@contextmanager
def _ending_quietly() -> Iterator[None]:
    """End without a traceback: on an error, where the reader of a pipe has left, the disk is full, or at Ctrl-C."""
    try:
        yield
    except BrokenPipeError:
        _discard_output()
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        _discard_output()
        raise typer.Exit(_INTERRUPTED) from None
    except AbsGrammarError as error:
        _tell(error)
        raise typer.Exit(_FAILED) from None
    except OSError as error:
        _discard_output()
        _tell(f"the results cannot be written ({error.strerror})")
        raise typer.Exit(_FAILED) from None


@contextmanager
def _outliving_the_reader() -> Iterator[None]:
    """Go on in silence where the reader of a pipe has left: the exit status is a result too."""
    try:
        yield
    except BrokenPipeError:
        _discard_output()


def _discard_output() -> None:
    """Send what is still to be printed, and what Python flushes as it ends, nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
