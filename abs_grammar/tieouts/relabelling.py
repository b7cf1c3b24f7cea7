"""Labels proved wrong: a table whose column of labels is printed one row too low, or one too high.

The figures themselves say whose they are, where other tables print the same classes. A relabelling is believed only if
under it every row that can be checked ties, while as labelled hardly any does, and no other table of the page can be
put right in that way too. Otherwise the page stands as printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain

import attrs

from abs_grammar.model.report import TOTAL, Fact, Finding, Statement
from abs_grammar.tieouts.identity import Identity, Outcome
from abs_grammar.tieouts.ledger import Ledger, Row
from abs_grammar.tieouts.rules import RULES

__all__ = ["relabel"]

# How many rows must tell between the labels as printed and one row off, and what part of them may tie as printed.
_ENOUGH_ROWS = 3
_HARDLY_ANY = 4
_ALL = sys.maxsize

_IDENTITIES = tuple(rule.identity for rule in RULES if rule.of == "class")


@attrs.frozen(eq=False)
class _Table:
    """A table of classes: its rows, each with its facts, and the identities that tie it to other tables."""

    rows: tuple[tuple[Fact, ...], ...]
    identities: tuple[Identity, ...]
    measures: frozenset[str]

    @property
    def labels(self) -> list[str]:
        """The entities of the rows, as labelled."""
        return [str(row[0].entity) for row in self.rows]

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(row[0].line for row in self.rows)

    def elsewhere(self, of_class: Row) -> Row:
        """Return what is printed of a class in other tables."""
        return {measure: figures for measure, figures in of_class.items() if measure not in self.measures}


@attrs.frozen
class _Proof:
    """How the rows of a table tie under some labels: how many of those that tell, and how many do not."""

    labels: tuple[str | None, ...]
    tied: int
    failed: int


def relabel(statements: Sequence[Statement], ledger: Ledger) -> Finding | None:
    """Give the rows of a table their right classes where its labels are proved to be one row off, and say so.

    A row that is left without a label is taken for the totals row, and out of the ledger: nothing proves what it is.
    """
    found = []
    printed = frozenset(measure for row in ledger.classes.values() for measure in row)
    for table in _tables(statements, [i for i in _IDENTITIES if i.left in printed]):
        proved = _proved(table, ledger)
        if proved is not None:
            found.append((table, *proved))
    if len(found) != 1:
        return None
    table, as_printed, shifted, off = found[0]
    for row, label in zip(table.rows, shifted.labels, strict=True):
        for fact in row:
            ledger.move(fact, label)
    for row, label in zip(table.rows, shifted.labels, strict=True):
        for fact in row:
            fact.entity = label or TOTAL
    return _finding(table, as_printed, shifted, off)


def _tables(statements: Sequence[Statement], identities: Sequence[Identity]) -> Iterator[_Table]:
    """Yield the tables of classes: the lines one below the other that stand under the same headings."""
    for statement in statements:
        rows: dict[int, list[Fact]] = {}
        for fact in statement.facts:
            if fact.scope == "class" and fact.measure is not None and fact.entity is not None:
                rows.setdefault(fact.line, []).append(fact)
        table: list[tuple[Fact, ...]] = []
        headings: set[str | None] = set()
        classes: set[str | None] = set()
        for row in chain(map(tuple, rows.values()), [()]):
            of_row = {fact.header for fact in row}
            # Cells may be blank, but no class comes again further down.
            goes_on = row and (of_row <= headings or headings <= of_row) and row[0].entity not in classes
            if table and not goes_on:
                if len(table) > _ENOUGH_ROWS:
                    yield _table(table, identities)
                table, headings, classes = [], set(), set()
            if row and row[0].entity != TOTAL:
                classes |= {table[-1][0].entity} if table else set()
                table.append(row)
                headings |= of_row


def _table(rows: Sequence[tuple[Fact, ...]], identities: Sequence[Identity]) -> _Table:
    measures = frozenset(str(fact.measure) for row in rows for fact in row)
    across = [i for i in identities if i.measures & measures and i.measures - measures]
    return _Table(tuple(rows), tuple(across), measures)


def _proved(table: _Table, ledger: Ledger) -> tuple[_Proof, _Proof, int] | None:
    """Return how the table ties as labelled and how one row off, and which way, if that proves it."""
    as_printed = _proof(table, table.labels, ledger, most_tied=len(table.rows) // _HARDLY_ANY)
    telling = as_printed.tied + as_printed.failed
    if as_printed.failed < _ENOUGH_ROWS or as_printed.tied * _HARDLY_ANY > telling:
        return None
    for off in (1, -1):
        proof = _moved(table, off, ledger)
        if proof.tied >= _ENOUGH_ROWS and not proof.failed:
            return as_printed, proof, off
    return None


def _moved(table: _Table, off: int, ledger: Ledger) -> _Proof:
    """Check the table with its labels moved up by one row (1), or down (-1).

    The row that is left over is of the class that other tables print next, if it ties with them. Otherwise the last row
    of a table is its totals row; the first cannot be, and counts as one that does not tie.
    """
    labels = table.labels
    order = [name for name, row in ledger.classes.items() if row.keys() - table.measures]
    kept = labels[1:] if off == 1 else labels[:-1]
    end = kept[-1] if off == 1 else kept[0]
    place = order.index(end) + off if end in order else -1
    following = [order[place]] if 0 <= place < len(order) and order[place] not in kept else []
    without, *others = [
        _proof(table, [*kept, label] if off == 1 else [label, *kept], ledger, most_failed=0)
        for label in (None, *following)
    ]
    for proof in others:
        if proof.tied > without.tied:
            return proof
    return without if off == 1 else attrs.evolve(without, failed=without.failed + 1)


def _proof(
    table: _Table, labels: Sequence[str | None], ledger: Ledger, *, most_tied: int = _ALL, most_failed: int = _ALL
) -> _Proof:
    """Check each row as one of the class its label names, until more tie or fail than would prove anything.

    A row of noughts that ties tells nothing.
    """
    tied = failed = 0
    for row, label in zip(table.rows, labels, strict=True):
        if tied > most_tied or failed > most_failed:
            break
        others = table.elsewhere(ledger.classes.get(label or "", {}))
        if not others:
            continue
        own = {str(fact.measure): [figure] for fact in row if (figure := ledger.figures.get(id(fact))) is not None}
        read = others | own
        checks = [check for identity in table.identities if (check := identity.check(read)) is not None]
        if any([check.outcome is Outcome.FAILED for check in checks]):
            failed += 1
        elif any([check.left.value for check in checks]):
            tied += 1
    return _Proof(tuple(labels), tied, failed)


def _finding(table: _Table, as_printed: _Proof, shifted: _Proof, off: int) -> Finding:
    where, cure = ("low", "up") if off == 1 else ("high", "down")
    left_over = "; the row left without a label is taken for the totals row" if None in shifted.labels else ""
    return Finding(
        "relabelled",
        "warning",
        f"the labels of this table are printed one row too {where}: as labelled, {as_printed.tied} of "
        f"{as_printed.tied + as_printed.failed} rows tie with other tables; one row {cure}, all {shifted.tied} do. Its "
        f"figures are given under the classes they are of{left_over}",
        lines=table.lines,
    )
