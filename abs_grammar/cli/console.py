"""A command's dealings with the terminal: files read one by one, results printed, errors printed, endings quiet."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from abs_grammar.errors import AbsGrammarError, GrammarError, UnknownLayoutError
from abs_grammar.output.text_table import StyledLine, printable

if TYPE_CHECKING:
    from abs_grammar.model.filing import Filing
    from abs_grammar.output.acknowledgements import Acknowledgement

__all__ = [
    "FAILED",
    "FOUND",
    "STANDARD_OUTPUT",
    "Filings",
    "coloured",
    "ending_quietly",
    "has_colour",
    "opened",
    "outliving_the_reader",
    "print_error",
    "print_json",
    "print_lines",
    "refuse_to_overwrite",
    "width",
]

FOUND, FAILED, INTERRUPTED = 1, 2, 130
STANDARD_OUTPUT = _STANDARD_INPUT = "-"

# A line feed ends a line on every system, and what a path holds that is no UTF-8 goes out as it came.
_TEXT: dict[str, Any] = {"encoding": "utf-8", "errors": "surrogateescape", "newline": "\n"}

_COLOURS: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "good": {"fg": "green"},
    "info": {"fg": "cyan"},
    "warning": {"fg": "yellow"},
    "error": {"fg": "red", "bold": True},
}


# ---- reading -----------------------------------------------------------------------------------------------------


class Filings:
    """The filings of the files asked for, parsed one by one; one that fails is left out, and its error printed."""

    def __init__(self, files: Sequence[str], layout: str | None, grammars: Sequence[str] | None = None) -> None:
        self.files = files
        self.layout = layout
        self.grammars = grammars
        self.read = 0
        self.status = 0

    def __iter__(self) -> Iterator[Filing]:
        from abs_grammar.parsing import parse_file

        for number, file in enumerate(self.files, 1):
            try:
                with _progress(number, len(self.files), file):
                    filing = parse_file(file, layout=self.layout, grammars=self.grammars)
            except AbsGrammarError as error:
                print_error(error)
                self.status = FAILED
                if isinstance(error, GrammarError) or (
                    self.layout is not None and isinstance(error, UnknownLayoutError)
                ):
                    return  # the next file would fail in the same way
            else:
                self.read += 1
                yield filing

    def with_acknowledgements(self) -> Iterator[tuple[Filing, Sequence[Acknowledgement]]]:
        """Yield each filing with what is acknowledged of it; one whose file of these is broken is left out too."""
        from abs_grammar.output.acknowledgements import acknowledgements_for

        for filing in self:
            try:
                known = acknowledgements_for(filing.source)
            except AbsGrammarError as error:
                print_error(error)
                self.status = FAILED
                self.read -= 1
            else:
                yield filing, known


@contextmanager
def _progress(number: int, of: int, file: str) -> Iterator[None]:
    """While a file of several is parsed, say so where someone is watching."""
    if of == 1 or not sys.stderr.isatty():
        yield
        return
    shown = printable(f"{number} of {of}  {file}")[: shutil.get_terminal_size().columns - 1]
    typer.echo(shown, nl=False, err=True)
    try:
        yield
    finally:
        typer.echo("\r" + " " * len(shown) + "\r", nl=False, err=True)


# ---- writing -----------------------------------------------------------------------------------------------------


def refuse_to_overwrite(output: str, files: Iterable[str]) -> None:
    """Raise `AbsGrammarError` where the results would go into a file that is to be read, by whatever path."""
    for file in files:
        if output != STANDARD_OUTPUT and _is_same_file(output, file):
            raise AbsGrammarError(
                f"the results would be written over {_named(file)}, which is being read",
                expected="give -o another path",
                file=output,
            )


def _is_same_file(output: str, file: str) -> bool:
    """Return whether a path is that of a file to be read, which may be what standard input comes from."""
    try:
        there = Path(output).stat()
        read = os.fstat(sys.stdin.fileno()) if file == _STANDARD_INPUT and sys.stdin else Path(file).stat()
    except (OSError, ValueError):  # there is none, or no way to ask; reading and writing have their own errors
        return False
    return stat.S_ISREG(there.st_mode) and os.path.samestat(there, read)


def _named(file: str) -> str:
    return "standard input" if file == _STANDARD_INPUT else repr(file)


@contextmanager
def opened(output: str, *, binary: bool) -> Iterator[Any]:
    """Open what results go to: standard output or a file. Text is UTF-8, its lines end in a line feed."""
    if output == STANDARD_OUTPUT:
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


def print_lines(lines: Iterable[StyledLine]) -> None:
    """Print lines, each after its style, in colour where someone is watching."""
    sys.stdout.writelines(coloured(lines, colour=has_colour()))
    sys.stdout.flush()


def print_json(plain: dict[str, Any], *, several: bool) -> None:
    """Print an object as JSON: indented, or on one line where it is one of several."""
    import json

    sys.stdout.write(json.dumps(plain, indent=None if several else 2) + "\n")
    sys.stdout.flush()


def coloured(lines: Iterable[StyledLine], *, colour: bool) -> Iterator[str]:
    """Yield lines, each after its style, as text that ends in a line feed."""
    for style, line in lines:
        yield (typer.style(line, **_COLOURS[style]) if colour and style else line) + "\n"


def has_colour() -> bool:
    """Return whether standard output is a terminal that is to show colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int | None:
    """Return how many columns the screen has; `None` in a pipe, which takes lines of any length."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def print_error(error: AbsGrammarError | str) -> None:
    """Print an error on standard error, one that a hostile file cannot make the terminal obey."""
    typer.echo("\n".join([printable(line) for line in str(error).splitlines()]), err=True)


# ---- endings ---------------------------------------------------------------------------------------------------


@contextmanager
def ending_quietly() -> Iterator[None]:
    """End without a traceback: on an error, where the reader of a pipe has left, the disk is full, or at Ctrl-C."""
    try:
        yield
    except BrokenPipeError:
        _discard_output()
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        _discard_output()
        raise typer.Exit(INTERRUPTED) from None
    except AbsGrammarError as error:
        print_error(error)
        raise typer.Exit(FAILED) from None
    except OSError as error:
        _discard_output()
        print_error(f"the results cannot be written ({error.strerror})")
        raise typer.Exit(FAILED) from None


@contextmanager
def outliving_the_reader() -> Iterator[None]:
    """Go on in silence where the reader of a pipe has left: the exit status is a result too."""
    try:
        yield
    except BrokenPipeError:
        _discard_output()


def _discard_output() -> None:
    """Send what is still to be printed, and what Python flushes as it ends, nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
