"""Reads the indexes of EDGAR: `master.idx`, `form.idx` and `company.idx`, of a quarter or of a day, a filing a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from abs_grammar.errors import SourceError

__all__ = ["IndexEntry", "UnreadRow", "read_index"]

# Where a submission stands on the server. Anything else in an index is no path of ours to ask for.
_PATH = re.compile(r"edgar/data/[0-9]{1,10}/(?:[0-9]{18}/)?([0-9]{10}-[0-9]{2}-[0-9]{6})\.txt")
_CIK = re.compile(r"[0-9]{1,10}")
_LONGEST_PREAMBLE = 40


@attrs.frozen
class IndexEntry:
    """A filing as an index lists it. `cik` has no leading zeros; `path` is below `Archives/`."""

    cik: str
    company: str
    form: str
    filed: date
    path: str
    accession: str


@attrs.frozen
class UnreadRow:
    """A row of an index that reads as no filing: its line, and what stands there."""

    line: int
    text: str


def read_index(lines: Iterable[str], name: str) -> Iterator[IndexEntry | UnreadRow]:
    """Yield the filings that an index lists, whichever of the three formats it has, and the rows that read as none.

    Raises `SourceError` where the headings are those of no index.
    """
    rows = enumerate(lines, 1)
    read_row = _row_reader(rows, name)
    for number, line in rows:
        row = line.rstrip("\r\n")
        if not row.strip() or not row.strip("- "):
            continue  # blank, or the rule below the headings
        yield read_row(row) or UnreadRow(number, row)


def _row_reader(rows: Iterator[tuple[int, str]], name: str) -> Callable[[str], IndexEntry | None]:
    """Read the lines up to the headings, and return what reads a row below such headings."""
    for number, line in rows:
        headings = line.rstrip()
        if headings.startswith("CIK|Company Name|Form Type|Date Filed|File"):
            return _delimited
        if headings.startswith("Form Type ") and "Company Name" in headings:
            return lambda row: _fixed(row, headings.index("Company Name"), form_first=True)
        if headings.startswith("Company Name ") and "Form Type" in headings:
            return lambda row: _fixed(row, headings.index("Form Type"), form_first=False)
        if number >= _LONGEST_PREAMBLE:
            break
    raise SourceError(
        "this is no index of EDGAR", expected="expected the headings of master.idx, form.idx or company.idx", file=name
    )


def _delimited(row: str) -> IndexEntry | None:
    """Read a row of `master.idx`; the name of a company may hold a bar itself."""
    cik, _, rest = row.partition("|")
    parts = rest.rsplit("|", 3)
    return _entry(cik, *parts) if len(parts) == 4 else None  # noqa: PLR2004 -- company, form, date, path


def _fixed(row: str, column: int, *, form_first: bool) -> IndexEntry | None:
    """Read a row of `form.idx` or `company.idx`, whose second column begins at `column`."""
    parts = row.rsplit(None, 3)
    if len(parts) != 4 or parts[0][column - 1 : column].strip():  # noqa: PLR2004
        return None
    left, cik, filed, path = parts
    first, second = left[:column].strip(), left[column:].strip()
    company, form = (second, first) if form_first else (first, second)
    return _entry(cik, company, form, filed, path)


def _entry(cik: str, company: str, form: str, filed: str, path: str) -> IndexEntry | None:
    at = _PATH.fullmatch(path.strip())
    if at is None or not _CIK.fullmatch(cik.strip()) or not form.strip() or not company.strip():
        return None
    try:
        day = date.fromisoformat(filed.strip())  # 2003-11-25 in the index of a quarter, 20031125 in that of a day
    except ValueError:
        return None
    return IndexEntry(cik.strip().lstrip("0") or "0", company.strip(), form.strip(), day, path.strip(), at[1])
