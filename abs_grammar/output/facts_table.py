"""The table of facts: aligned text for a person, CSV, JSON lines or Parquet for a program."""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Iterator
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any

import attrs

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model.report import Fact
from abs_grammar.output.text_table import Column, aligned

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

__all__ = ["COLUMNS", "facts_table", "pyarrow", "write_csv", "write_jsonl", "write_parquet"]

COLUMNS = tuple(field.name for field in attrs.fields(Fact))
"""The columns of the table of facts, in their order."""

_NUMBERS = {field.name for field in attrs.fields(Fact) if field.type in ("int", int)}
_row = attrgetter(*COLUMNS)


def write_csv(facts: Iterable[Fact], out: IO[str]) -> None:
    """Write facts as CSV under one row of headings: quotes where needed, nothing where a value is `None`.

    Values stand exactly as in the facts; a spreadsheet that takes `-5` or `=` for a formula is not catered for.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, facts))


def write_jsonl(facts: Iterable[Fact], out: IO[str]) -> None:
    """Write facts as JSON, one object a line, `null` where a value is `None`."""
    encode = json.JSONEncoder().encode
    for fact in facts:
        out.write(encode(dict(zip(COLUMNS, _row(fact), strict=True))) + "\n")


def write_parquet(facts: Iterable[Fact], out: IO[bytes]) -> None:
    """Write facts as Parquet: values are strings, so that no digit is lost; places are integers."""
    rows = [_row(fact) for fact in facts]
    arrow = pyarrow()
    types = [(name, arrow.int64() if name in _NUMBERS else arrow.string()) for name in COLUMNS]
    columns: Any = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    arrays = [arrow.array(values, kind) for values, (_, kind) in zip(columns, types, strict=True)]
    importlib.import_module("pyarrow.parquet").write_table(
        arrow.Table.from_arrays(arrays, schema=arrow.schema(types)), out
    )


def pyarrow() -> ModuleType:
    """Return the library that writes Parquet, an optional extra. Raises `AbsGrammarError` with the cure."""
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise AbsGrammarError(
            "Parquet needs pyarrow, which is not installed", expected='pip install "abs-grammar[parquet]"'
        ) from error


_FACT_COLUMNS = (
    Column("line", right=True),
    Column("statement", elastic=True),
    Column("scope"),
    Column("entity", elastic=True),
    Column("measure"),
    Column("value", right=True),
    Column("unit"),
    Column("text", right=True),
)


def facts_table(facts: Iterable[Fact], width: int | None = None) -> Iterator[str]:
    """Yield facts as the lines of a table, headings first, for a screen of `width` columns or of any width.

    Words keep to the left and may be cut; a value that the page does not give stands as `-`.
    """
    pick = attrgetter(*(column.title for column in _FACT_COLUMNS))
    rows = [["-" if value is None else str(value) for value in pick(fact)] for fact in facts]
    return aligned(_FACT_COLUMNS, rows, width)
