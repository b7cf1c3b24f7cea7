"""Columns: stacked headings joined into one heading a column, and each cell given the column it stands in.

The upper half of the two-dimensional lexer, and as ignorant of trustees as the lower. Numbers align on
their right edge, words on their left or in the middle, and headings with each other more often than with
the figures under them. So headings are clustered among themselves, from the bottom line up; a row that
fills every column is read in order; and only a row with blank cells is read by where its cells stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from abs_grammar.page.lines import DASHES, Phrase, PrintedLine, Row, split_label

__all__ = ["Column", "Heading", "fit", "span", "stack"]

_MOST_APART = 3
"""A dash this near to a number may be its sign."""

_NEAR = 6
"""A heading that overlaps no figures belongs to the nearest ones only within so many columns of print."""


_NO_GROUPS: Mapping[str, str] = {}


# Not frozen, for making a frozen one takes three times as long. Nothing alters it.
@attrs.define(eq=False)
class Column:
    """One column: the words of its heading as printed, their extent, and the name the grammar has for them.

    `over` is the column of a heading one level up that spans this one: `GROUP 1` over `Count` and `Balance`.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    groups: Mapping[str, str] = _NO_GROUPS
    over: Column | None = None

    @property
    def printed(self) -> str:
        """The heading as printed, from the top level down."""
        return f"{self.over.text} / {self.text}" if self.over else self.text


@attrs.frozen(eq=False)
class Heading:
    """The headings of one table, with the extents of the figures that stand under them.

    `columns` and `extents` run in parallel, left to right; a column without a heading is `None`. `labels` is
    where the labels of the rows stand, and `line` the first line of the headings.
    """

    label: Column | None
    columns: Sequence[Column | None]
    extents: Sequence[tuple[int, int]]
    labels: tuple[int, int] | None = None
    line: int = 0

    def unlabelled(self, row: Row) -> Row | None:
        """Read the first words of a row as its first cell, where they stand with the cells and clear of the labels."""
        if row.label is None or self.labels is None or not self.extents:
            return None
        if not row.line.phrases[0][2].startswith(row.label):
            return None  # a label in several pieces, a mark and its words say, is no cell
        if not self.holds(0, row.label_start, row.label_end) or row.label_start < self.labels[1]:
            return None
        return _all_cells(row)

    def before_a_figure(self, row: Row) -> Row | None:
        """Read a label that ends in a figure as ending before it, where the figure fills a gap in the first column."""
        parted = split_label(row) if len(row.cells) < len(self.columns) else None
        return parted if parted is not None and self.holds(0, parted.cells[0][0], parted.cells[0][1]) else None

    def place(self, row: Row) -> Sequence[Column | None]:
        """Give each cell of a row its column; `None` where no column, or more than one, could be meant."""
        if len(row.cells) == len(self.columns):
            return self.columns
        return [None if i is None else self.columns[i] for i in _by_place(row.cells, self.extents)]

    def doubtful_signs(self, row: Row) -> frozenset[int]:
        """Return which cells of a row may have the wrong sign, for a dash or a bracket that stands apart from digits.

        A dash may be a cell of its own, or the sign of the figure after it. The columns tell which: one that stands in
        another column than its figure, or alone in none, may be either.
        """
        marked = [i for i, cell in enumerate(row.cells) if cell[2] in DASHES or cell[2][1:2] == " "]
        found: set[int] = set()
        for i in marked:
            start, end, text, _ = row.cells[i]
            if text not in DASHES:
                own = [at for at, (left, right) in enumerate(self.extents) if start < right and left < end]
                if len(own) > 1:
                    found.add(i)
            elif i + 1 < len(row.cells) and self._may_be_sign(start, end, row.cells[i + 1]):
                found |= {i, i + 1}
        return frozenset(found)

    def _may_be_sign(self, start: int, end: int, following: Phrase) -> bool:
        """Return whether a dash stands near a number, and in the place of no column."""
        if following[0] - end > _MOST_APART or not following[2][0].isdigit():
            return False
        places = [*self.extents, *[(column.start, column.end) for column in self.columns if column is not None]]
        return not any(start < right and left < end for left, right in places)

    def holds(self, index: int, start: int, end: int) -> bool:
        """Tell whether something printed here stands where the figures of a column do."""
        left, right = self.extents[index]
        return start < right and left < end


def stack(lines: Sequence[PrintedLine]) -> list[Column]:
    """Join the phrases of stacked heading lines into columns, from the bottom line up."""
    stacks = [_Stack(phrase) for phrase in lines[-1].phrases]
    for line in reversed(lines[:-1]):
        at = 0
        for phrase in line.phrases:
            at = _lay_on(phrase, stacks, at)
    return [Column(" ".join([p[2] for p in reversed(s.phrases)]), s.start, s.end) for s in stacks]


def span(upper: Sequence[Column], lower: Sequence[Column]) -> list[Column]:
    """Return the lower of two levels of headings with the upper laid over them.

    Where the lower headings repeat themselves, once under each of the upper, that says which belongs to which. Else
    each belongs to the one it stands under, or is nearest to.
    """
    width, rest = divmod(len(lower), len(upper))
    texts = [column.text for column in lower]
    if not rest and texts == texts[:width] * len(upper):
        return [_under(upper[i // width], column) for i, column in enumerate(lower)]
    return [_under(min(upper, key=lambda u: _gap(u.start, u.end, c.start, c.end)), c) for c in lower]


def _under(over: Column, column: Column) -> Column:
    return Column(column.text, column.start, column.end, column.name, column.groups, over)


def fit(columns: Sequence[Column], rows: Sequence[Row], line: int = 0) -> Heading:
    """Return the headings printed from a line on, fitted to the rows that follow them."""
    width = max([len(row.cells) for row in rows], default=0)
    labels = _labels(rows, width)
    if labels is not None and len(columns) == width + 2 and _under_the_second(labels, columns):
        # The labels are not printed: the words that begin the rows are the first cells, under a heading of their own.
        rows = [_all_cells(row) for row in rows]
        width, labels = width + 1, (columns[0].start, columns[0].end)
    if not width:
        return Heading(None, columns, [(c.start, c.end) for c in columns], line=line)
    extents = _extents(rows, width, len(columns))
    width = len(extents)
    heads_labels = labels is not None and _over_labels(columns[0], labels, extents[0])
    if len(columns) == width + 1 and heads_labels:
        return Heading(columns[0], columns[1:], extents, labels, line)
    if len(columns) == width and not heads_labels:
        return Heading(None, columns, extents, labels, line)
    fitted = _fit_by_place(columns, labels if heads_labels else None, extents)
    return Heading(*fitted, labels, line)


def _labels(rows: Sequence[Row], width: int) -> tuple[int, int] | None:
    """Where the labels stand of the rows that fill every column."""
    labelled = [row for row in rows if row.label is not None and len(row.cells) == width]
    return (min([r.label_start for r in labelled]), max([r.label_end for r in labelled])) if labelled else None


def _under_the_second(labels: tuple[int, int], columns: Sequence[Column]) -> bool:
    """Tell whether what look like labels stand under the second heading, and clear of the first, which is theirs."""
    first, second = columns[0], columns[1]
    return first.end <= labels[0] < second.end and second.start < labels[1]


def _all_cells(row: Row) -> Row:
    """Read the label of a row as its first cell."""
    if row.label is None:
        return row
    return Row(row.line, None, 0, 0, [(row.label_start, row.label_end, row.label, False), *row.cells])


class _Stack:
    """Phrases one above the other, the lowest first, and how far they reach to either side."""

    __slots__ = ("end", "phrases", "start")

    def __init__(self, phrase: Phrase) -> None:
        self.phrases = [phrase]
        self.start, self.end = phrase[0], phrase[1]


def _lay_on(phrase: Phrase, stacks: list[_Stack], at: int) -> int:
    """Lay a phrase on the stack it overlaps most, or start a new one where it overlaps none; return which.

    A phrase over more than one stack is neighbours one blank apart: each of its words is laid by itself.
    `at` is a stack that no phrase of this line, from here on, stands to the left of.
    """
    start, end, text, _ = phrase
    while at < len(stacks) and stacks[at].end <= start:
        at += 1
    under = at
    while under < len(stacks) and stacks[under].start < end:
        under += 1
    if under == at:
        stacks.insert(at, _Stack(phrase))
        return at
    if under > at + 1 and " " in text:
        for word in _words(phrase):
            at = _lay_on(word, stacks, at)
        return at
    at = max(range(at, under), key=lambda i: min(end, stacks[i].end) - max(start, stacks[i].start))
    best = stacks[at]
    last = best.phrases[-1]
    if last[1] + 1 == start:  # the word before, of the same line
        best.phrases[-1] = (last[0], end, f"{last[2]} {text}", False)
    else:
        best.phrases.append(phrase)
    best.start, best.end = min(best.start, start), max(best.end, end)
    return at


def _words(phrase: Phrase) -> list[Phrase]:
    words, at = [], phrase[0]
    for word in phrase[2].split(" "):
        words.append((at, at + len(word), word, False))
        at += len(word) + 1
    return words


def _extents(rows: Sequence[Row], width: int, headings: int) -> list[tuple[int, int]]:
    """Where the figures of each column stand, learnt from the rows that fill every column.

    Where there are more headings than any row has figures, no row fills every column: then the columns are where
    figures overlap, if that makes as many as there are headings and never puts two figures of one row together.
    """
    if headings - 1 > width:
        in_columns = [row for row in rows if len(row.cells) > 1]  # a line with one figure may be no row of this table
        merged = _merged([(cell[0], cell[1]) for row in in_columns for cell in row.cells])
        if len(merged) in (headings, headings - 1) and all(_apart(row.cells, merged) for row in in_columns):
            return merged
    full = [row.cells for row in rows if len(row.cells) == width]
    return [_extent([cells[i] for cells in full]) for i in range(width)]


def _extent(cells: Sequence[Phrase]) -> tuple[int, int]:
    """Where the cells of one column stand. A dash may stand anywhere, so it counts only where there is nothing else."""
    solid = [cell for cell in cells if cell[2] not in DASHES] or cells
    return min([cell[0] for cell in solid]), max([cell[1] for cell in solid])


def _merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge places that overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _apart(cells: Sequence[Phrase], extents: Sequence[tuple[int, int]]) -> bool:
    at = [i for cell in cells for i, (left, right) in enumerate(extents) if cell[0] < right and left < cell[1]]
    return len(set(at)) == len(cells)


def _over_labels(column: Column, labels: tuple[int, int], first: tuple[int, int]) -> bool:
    """Tell whether a heading stands over the labels of the rows rather than over their first figures."""
    return _gap(column.start, column.end, *labels) < _gap(column.start, column.end, *first)


def _fit_by_place(
    columns: Sequence[Column],
    headed: tuple[int, int] | None,
    extents: Sequence[tuple[int, int]],
) -> tuple[Column | None, Sequence[Column | None], Sequence[tuple[int, int]]]:
    """Fit headings to figures where their numbers differ: some column has no heading, or some heading no figures.

    Return the heading of the labels, the columns, and their extents.

    A heading without figures keeps its own place, for rows further down may have some. `headed` are the labels if one
    of the headings is theirs.
    """
    places = list(extents)
    if headed:
        places.insert(0, headed)
    found: list[Column | None] = [None] * len(places)
    at_places = _by_place([(c.start, c.end, c.text, False) for c in columns], places)
    for column, at in zip(columns, at_places, strict=True):
        if at is not None and _gap(column.start, column.end, *places[at]) <= _NEAR:
            found[at] = column
    label = found.pop(0) if headed else None
    bare = [column for column in columns if column is not label and column not in found]
    if len(columns) <= len(places):
        bare = []
    together = sorted([*zip(extents, found, strict=True), *[((c.start, c.end), c) for c in bare]], key=lambda t: t[0])
    return label, [column for _, column in together], [extent for extent, _ in together]


def _by_place(cells: Sequence[Phrase], extents: Sequence[tuple[int, int]]) -> list[int | None]:
    """Give each cell the extent it stands in, or is aligned with or nearest to, keeping the order of both."""
    if len(cells) > len(extents):
        return _each_alone(cells, extents)
    found: list[int | None] = []
    best = _least_distance(cells, extents)
    for cell, at in zip(cells, best, strict=True):
        found.append(at if _certain(cell, at, extents, taken=best) else None)
    return found


def _each_alone(cells: Sequence[Phrase], extents: Sequence[tuple[int, int]]) -> list[int | None]:
    """More cells than columns: only a cell that alone stands in an extent is given it."""
    wanted = [[i for i, (left, right) in enumerate(extents) if c[0] < right and left < c[1]] for c in cells]
    claims = [w[0] if len(w) == 1 else None for w in wanted]
    return [at if at is not None and claims.count(at) == 1 else None for at in claims]


def _least_distance(cells: Sequence[Phrase], extents: Sequence[tuple[int, int]]) -> list[int]:
    """Assign cells to extents in order, at the least total distance."""
    rows, width = len(cells), len(extents)
    cost = [[0] * (width + 1)] + [[10**6] * (width + 1) for _ in range(rows)]
    for i in range(1, rows + 1):
        start, end = cells[i - 1][0], cells[i - 1][1]
        for j in range(i, width - rows + i + 1):
            here = cost[i - 1][j - 1] + _distance(start, end, *extents[j - 1])
            cost[i][j] = min(here, cost[i][j - 1])
    found, j = [0] * rows, width
    for i in range(rows, 0, -1):
        while j > i and cost[i][j - 1] == cost[i][j]:
            j -= 1
        found[i - 1] = j - 1
        j -= 1
    return found


def _certain(cell: Phrase, at: int, extents: Sequence[tuple[int, int]], taken: Sequence[int]) -> bool:
    """Tell whether a cell could not as well stand in a free column beside the one it was given."""
    here = _distance(cell[0], cell[1], *extents[at])
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(extents) and i not in taken]
    return all(_distance(cell[0], cell[1], *extents[i]) > here for i in beside)


def _distance(start: int, end: int, left: int, right: int) -> int:
    """How far a cell is from an extent: by the gap between them, then by how far its edges are from being aligned."""
    off = min(abs(start - left), abs(end - right), abs(start + end - left - right) // 2)
    return 4 * _gap(start, end, left, right) + off


def _gap(start: int, end: int, left: int, right: int) -> int:
    return max(start - right, left - end, 0)
