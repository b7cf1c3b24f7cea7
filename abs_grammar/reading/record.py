"""One page that is read, and the tokens it is read into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

import attrs

from abs_grammar.page.columns import Column, Heading
from abs_grammar.page.lines import PrintedLine, Row

__all__ = ["Inference", "PageToken", "PlacedRow", "Reading"]


# Not frozen, for a page has hundreds: making a frozen one takes three times as long. Nothing alters them.
@attrs.define(eq=False)
class PlacedRow:
    """A row with the column of each of its cells, the heading it stands under, and its number on the page.

    `why` says why it was set aside, if it was; `doubtful` are the cells that may have the wrong sign.
    """

    row: Row
    columns: Sequence[Column | None]
    order: int
    heading: Heading | None
    why: str = ""
    doubtful: frozenset[int] = frozenset()


@attrs.define(eq=False)
class PageToken:
    """A token: the terminal, the printed text, what its named groups say, and the line it stands on.

    `of` is the column that a heading is of, or the row that a label brings along.
    """

    type: str
    text: str
    groups: Mapping[str, str]
    line: int
    of: Column | PlacedRow | None = None

    # Lark copies these to its end-of-input token; the place of a figure is kept with its row.
    start_pos: ClassVar[None] = None
    column: ClassVar[None] = None
    end_line: ClassVar[None] = None
    end_column: ClassVar[None] = None
    end_pos: ClassVar[None] = None


@attrs.frozen(eq=False)
class Inference:
    """Something read as what it can only be, though it is not printed so: the rule, the line, and what was done."""

    rule: str
    line: int
    said: str
    column: Column | None = None


@attrs.define(eq=False)
class Reading:
    """One page that is read: its lines, and what became of each.

    `owned` are the lines that some rule read, `blocks` those beside which a block of other text hangs; `set_aside` the
    rows that no rule read; `unknown_titles` the titles that no rule knows; `inferences` what was read as other than
    printed. `expected` says what the grammar would have taken where a line, by its number, or a heading, by its words,
    is not known.
    """

    lines: list[PrintedLine]
    owned: set[int] = attrs.field(factory=set)
    blocks: set[int] = attrs.field(factory=set)
    set_aside: list[PlacedRow] = attrs.field(factory=list)
    unknown_titles: list[PageToken] = attrs.field(factory=list)
    inferences: list[Inference] = attrs.field(factory=list)
    expected: dict[int | str, str] = attrs.field(factory=dict)
