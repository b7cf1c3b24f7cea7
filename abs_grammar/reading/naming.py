"""Names the columns of a heading by the terminals of the grammar: those printed whole, then the damaged ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs

from abs_grammar.grammar.conventions import meaning
from abs_grammar.grammar.terminals import Match
from abs_grammar.model.vocabulary import Vocabulary
from abs_grammar.page.columns import Column, Heading, fit, span
from abs_grammar.page.lines import Row
from abs_grammar.reading.decisions import ColumnsNamed
from abs_grammar.reading.expected import expected_here
from abs_grammar.reading.headings import HeadingReader, Levels
from abs_grammar.reading.misprints import like_heading
from abs_grammar.reading.record import Inference

__all__ = ["name_columns", "name_columns_late"]


def name_columns(reader: HeadingReader, levels: Levels, rows: Sequence[Row], line: int) -> ColumnsNamed:
    """Return the headings printed from a line on, with their names, fitted to the rows below them."""
    namer = _Namer(reader, line)
    columns: list[Column] = []
    for level in levels:
        columns = namer.named(span(columns, level) if columns else level)
    return namer.result(fit(columns, rows, line))


def name_columns_late(reader: HeadingReader, heading: Heading) -> ColumnsNamed:
    """Return headings that were read before their statement was known, with the names that they have in it."""
    namer = _Namer(reader, heading.line)
    named = iter(namer.named([column for column in heading.columns if column is not None]))
    columns = [None if column is None else next(named) for column in heading.columns]
    return namer.result(attrs.evolve(heading, columns=columns))


class _Namer:
    """Names the columns of one heading, level by level, in the order in which the parser will take them."""

    def __init__(self, reader: HeadingReader, line: int) -> None:
        self.reader = reader
        self.line = line
        self.taken: list[str] = []
        self.tokens: list[tuple[str, Column]] = []
        self.inferences: list[Inference] = []
        self.expected: dict[str, str] = {}

    def result(self, heading: Heading) -> ColumnsNamed:
        return ColumnsNamed(heading, self.tokens, self.inferences, self.expected)

    def named(self, columns: Sequence[Column]) -> list[Column]:
        """Return the columns of one level with their names."""
        matches = [self._match(column) for column in columns]
        misread = _misread(columns, matches, self.reader.terminals.vocabulary)
        found = [
            column if match is None else _with(column, match, is_named=i not in misread)
            for i, (column, match) in enumerate(zip(columns, matches, strict=True))
        ]
        for before, match, after in zip(columns, matches, found, strict=True):
            if match is not None and before.name is None:
                self.tokens.append((match[0], after))
        for i, match in enumerate(matches):
            if match is None:
                found[i] = self._repaired(found[i], [column.name for column in found if column.name is not None])
        return found

    def _match(self, column: Column) -> Match | None:
        if column.name is not None:
            return column.name, column.groups
        match = self.reader.match(column, self.taken)
        if match is not None:
            self.taken.append(match[0])
        return match

    def _repaired(self, column: Column, others: Sequence[str]) -> Column:
        """Return a column that no terminal names whole with the one name that it can have, if there is just one."""
        terminals = self.reader.terminals
        parser = self.reader.parser.after(*self.taken)
        self.expected[column.printed] = expected_here(terminals, parser, terminals.columns)
        candidates = {n: terminals.words[n] for n in parser.accepted(terminals.columns) if n in terminals.words}
        name = like_heading(column.text, candidates, map(meaning, others))
        if name is None:
            return column
        repaired = _with(column, (name, {}), is_named=True)
        said = f"the heading {column.text!r} is read as {terminals.words[name]!r}, the only one here it can be"
        self.inferences.append(Inference("damaged-heading", self.line, said, repaired))
        self.taken.append(name)
        self.tokens.append((name, repaired))
        return repaired


def _misread(columns: Sequence[Column], matches: Sequence[Match | None], vocabulary: Vocabulary) -> set[int]:
    """Return which columns have the measure of another, and no heading above to tell them apart: one is misread."""
    names = [None if match is None else meaning(match[0]) for match in matches]
    measures = [
        (name, column.over) if name in vocabulary else None for name, column in zip(names, columns, strict=True)
    ]
    times = Counter(measures)
    return {i for i, measure in enumerate(measures) if measure is not None and times[measure] > 1}


def _with(column: Column, match: Match, *, is_named: bool) -> Column:
    name, groups = match
    return Column(column.text, column.start, column.end, name if is_named else None, groups, column.over)
