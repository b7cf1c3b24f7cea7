"""What a survey finds on a page: rows, tables, statements, and the letterhead above them."""

from __future__ import annotations

import attrs

__all__ = ["Statement", "Survey", "SurveyedRow", "Table"]


@attrs.frozen
class SurveyedRow:
    """One row: its line, its label, its figures and the heading of each (`None` where none stands over it)."""

    line: int
    label: str | None
    figures: tuple[str, ...]
    headers: tuple[str | None, ...]
    printed: str


@attrs.define(eq=False)
class Table:
    """Rows under one heading; without `levels`, rows of a label and its figure that no heading stands over.

    `levels` are the headings, the top level first, `label_heading` the one over the labels. `once_over_each` are
    words printed once over each column: what each line of an entry holds. `under` is the inner title above the rows,
    and `printed` the lines of the heading.
    """

    levels: list[list[str]] = attrs.field(factory=list)
    label_heading: str | None = None
    rows: list[SurveyedRow] = attrs.field(factory=list)
    once_over_each: list[str] = attrs.field(factory=list)
    printed: list[str] = attrs.field(factory=list)
    under: str = ""


@attrs.define(eq=False)
class Statement:
    """What stands below one title, up to the next. `title` is `None` where there is none.

    `line` and `start` are where the title stands; `numbered` says that it ends in a number that may be another one in
    another sample.
    """

    title: str | None
    line: int = 0
    start: int = 0
    numbered: bool = False
    tables: list[Table] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)
    inner: list[str] = attrs.field(factory=list)


@attrs.define(eq=False)
class Survey:
    """One sample: its letterhead, its dates, its statements, and whether <TABLE> marks part them."""

    name: str
    text: str
    letterhead: list[str] = attrs.field(factory=list)
    contact: list[str] = attrs.field(factory=list)
    series: list[str] = attrs.field(factory=list)
    dates: list[SurveyedRow] = attrs.field(factory=list)
    statements: list[Statement] = attrs.field(factory=list)
    signed: list[str] = attrs.field(factory=list)
    has_edges: bool = False
