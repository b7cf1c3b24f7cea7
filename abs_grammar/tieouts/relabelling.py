"""Labels proved wrong: a table whose column of labels is printed one row too low, or one too high.

The figures themselves say of which class they are, where other tables print the same classes. A relabelling is believed
only if under it every row that can be checked ties, while as labelled hardly any does, and no other table of the page
can be put right in that way too. Otherwise the page stands as printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import localcontext
from itertools import chain

import attrs

from abs_grammar.model.report import TOTAL, Fact, Finding, Statement
from abs_grammar.tieouts.identity import Identity, Outcome
from abs_grammar.tieouts.ledger import EXACT, Ledger, Row
from abs_grammar.tieouts.rules import RULES

__all__ = ["Relabelling", "relabel"]

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
    """How the rows of a table tie under some labels: how many of those that tell, and how many do not.

    The label of a row that is of no class is `None`; it is that of a totals row only if the row ties as one.
    """

    labels: tuple[str | None, ...]
    tied: int
    failed: int


@attrs.frozen
class Relabelling:
    """The statements with the right classes in a table whose labels are proved to be one row off, and the proof."""

    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]


def relabel(statements: Sequence[Statement], report: int = 0) -> Relabelling | None:
    """Return the statements anew where the labels of one table are proved to be one row off, else `None`.

    A row that is left without a label, and does not tie as the totals row, has no entity: nothing proves which it is.
    """
    with localcontext(EXACT):
        ledger = Ledger([fact for s in statements for fact in s.facts if fact.scope == "class"])
        printed = frozenset(measure for row in ledger.classes.values() for measure in row)
        found = []
        for table in _tables(statements, [i for i in _IDENTITIES if i.left in printed]):
            proved = _proved(table, ledger)
            if proved is not None:
                found.append((table, *proved))
        if len(found) != 1:
            return None
        table, as_printed, shifted, off = found[0]
        anew: dict[int, Fact] = {}
        left_over = table.rows[shifted.labels.index(None)] if None in shifted.labels else ()
        of_total = bool(left_over) and _ties(table, left_over, ledger.certificates, ledger) is True
        for row, label in zip(table.rows, shifted.labels, strict=True):
            entity = TOTAL if label is None and of_total else label
            anew.update({id(fact): attrs.evolve(fact, entity=entity, class_name=entity) for fact in row})
    relabelled = [Statement(s.title, tuple([anew.get(id(fact), fact) for fact in s.facts])) for s in statements]
    proof = _finding(table, as_printed, shifted, off, of_total=of_total)
    findings = [attrs.evolve(proof, report=report)]
    if left_over and not of_total:
        findings.append(_unlabelled(left_over, report))
    return Relabelling(tuple(relabelled), tuple(findings))


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
    of a table may be its totals row; the first cannot be, and counts as one that does not tie.
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
    """Check each row as one of the class its label names, until more tie or fail than would prove anything."""
    tied = failed = 0
    for row, label in zip(table.rows, labels, strict=True):
        if tied > most_tied or failed > most_failed:
            break
        ties = _ties(table, row, ledger.classes.get(label or "", {}), ledger)
        if ties is not None:
            tied, failed = tied + ties, failed + (not ties)
    return _Proof(tuple(labels), tied, failed)


def _ties(table: _Table, row: Sequence[Fact], of_class: Row, ledger: Ledger) -> bool | None:
    """Tell whether a row ties with what other tables print of a class; `None` where that tells nothing.

    A row of zeros that ties tells nothing.
    """
    others = table.elsewhere(of_class)
    if not others:
        return None
    own = {str(fact.measure): [figure] for fact in row if (figure := ledger.figures.get(id(fact))) is not None}
    read = others | own
    checks = [check for identity in table.identities if (check := identity.check(read)) is not None]
    if any([check.outcome is Outcome.FAILED for check in checks]):
        return False
    return True if any([check.left.value for check in checks]) else None


def _finding(table: _Table, as_printed: _Proof, shifted: _Proof, off: int, *, of_total: bool) -> Finding:
    where, cure = ("low", "up") if off == 1 else ("high", "down")
    total = "; the row left without a label ties as the totals row" if of_total else ""
    return Finding(
        "relabelled",
        "warning",
        f"the labels of this table are printed one row too {where}: as labelled, {as_printed.tied} of "
        f"{as_printed.tied + as_printed.failed} rows tie with other tables; one row {cure}, all {shifted.tied} do. Its "
        f"figures are given under the classes they are of{total}",
        lines=table.lines,
    )


def _unlabelled(row: Sequence[Fact], report: int) -> Finding:
    """Say that no label is left for a row, and which is printed beside it."""
    return Finding(
        "no-entity",
        "warning",
        f"no label is left for the row that is printed beside {row[0].label!r}, and it does not tie as the totals row: "
        "nothing says of which class it is; the figures have no entity",
        report,
        lines=(row[0].line,),
    )
