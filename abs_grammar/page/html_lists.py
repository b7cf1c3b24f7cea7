"""Lists that stand side by side in one table of HTML, taken apart: each label has its figures to its right alone.

Closing Date:      June 22, 2006       Distribution Date:       April 16, 2007
Record Date:       April 13, 2007      Determination Date:      April 11, 2007
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from abs_grammar.page.html_grid import Entry, GridRow

__all__ = ["one_below_the_other"]

_PAGE_NUMBER = re.compile(r"page:? *\d{1,4}(?: of \d{1,4})?", re.IGNORECASE)
_FEWEST_ROWS = 2
_MOST_LISTS = 8


def one_below_the_other(rows: Sequence[GridRow]) -> list[list[GridRow]]:
    """Return the rows of each list of a table; all of them, where it is no lists. Numbers of pages stand alone."""
    found: list[list[GridRow]] = []
    rest = [part for row in rows for part in _without_page_number(row)]
    while len(found) < _MOST_LISTS and (at := _second_list(rest)) is not None:
        found.append([[entry for entry in row if entry.start < at] for row in rest])
        rest = [[entry for entry in row if entry.start >= at] for row in rest]
    return [*found, rest]


def _without_page_number(row: GridRow) -> list[GridRow]:
    """Set the number of a page apart from what stands beside it: `Page 2 of 10`."""
    if len(row) < 2 or not any(_is_page_number(entry) for entry in row):  # noqa: PLR2004 - something beside it
        return [row]
    return [[e for e in row if not _is_page_number(e)], *[[e] for e in row if _is_page_number(e)]]


def _is_page_number(entry: Entry) -> bool:
    return len(entry.lines) == 1 and _PAGE_NUMBER.fullmatch(entry.text) is not None


def _second_list(rows: Sequence[GridRow]) -> int | None:
    """Return the column of the grid in which the second of the lists begins; `None` where there is but one."""
    filled = [row for row in rows if len(row) > 3]  # noqa: PLR2004 - a label and a figure, twice
    if not filled:
        return None
    at = next(
        (e.start for before, e in zip(filled[0], filled[0][1:], strict=False) if before.is_figure and _is_label(e)),
        None,
    )
    if at is None:
        return None
    lefts = [[e for e in row if e.start < at] for row in rows]
    rights = [[e for e in row if e.start >= at] for row in rows]
    if any(len(row) > 1 and any(e.start < at < e.end for e in row) for row in rows):
        return None
    if not all(_is_of_list(part) for part in [*lefts, *rights]):
        return None
    labels = [right[0].text for left, right in zip(lefts, rights, strict=True) if len(left) > 1 and len(right) > 1]
    few = len(labels) < _FEWEST_ROWS and not all(label.endswith(":") for label in labels)
    return None if few or len(set(labels)) < len(labels) else at


def _is_of_list(part: GridRow) -> bool:
    """Tell whether a part of a row is a label with figures, a title alone, or nothing: no headings of columns."""
    return len(part) < 2 or (_is_label(part[0]) and all(entry.is_figure for entry in part[1:]))  # noqa: PLR2004


def _is_label(entry: Entry) -> bool:
    """Tell whether words are the label of a row, and not one word of a column: a class, a CUSIP, a type."""
    words = entry.text
    return not entry.is_figure and words[:1].isalpha() and (" " in words or words.endswith(":"))
