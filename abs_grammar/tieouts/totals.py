"""Totals: classes, groups of loans, buckets and accounts add up to what is printed for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from abs_grammar.model.report import TOTAL, Statement
from abs_grammar.model.vocabulary import SHARES
from abs_grammar.tieouts.counting import counted_twice, left_out
from abs_grammar.tieouts.identity import Outcome
from abs_grammar.tieouts.ledger import Figure, Ledger, Row, facts_of, is_totals
from abs_grammar.tieouts.sums import Sum
from abs_grammar.tieouts.tally import Tally, shown, written_out

__all__ = [
    "ClassTotals",
    "check_account_totals",
    "check_bucket_totals",
    "check_class_totals",
    "check_group_totals",
    "columns_of",
]

_ADDITIVE = frozenset({"usd", "count"})
_SHARES = frozenset(SHARES.values())
_BALANCES = frozenset({"original_balance", "beginning_balance", "ending_balance"})
# So many parts, without any of which a total would tie, are no hint.
_MANY = 3


def columns_of(statements: Sequence[Statement], ledger: Ledger) -> Iterator[Sum]:
    """Yield the columns of the class tables that end in a total. A row that is printed twice over counts once."""
    columns: dict[tuple[str | None, str | None, str | None], dict[str, Figure]] = {}
    for statement in statements:
        for fact in statement.facts:
            if fact.scope != "class" or fact.unit not in _ADDITIVE:
                continue
            key = (statement.title, fact.measure, fact.part)
            if not is_totals(fact.entity or ""):
                figure = ledger.figures.get(id(fact))
                if figure is not None:
                    columns.setdefault(key, {}).setdefault(str(fact.entity), figure)
            elif (parts := columns.pop(key, None)) and (total := ledger.figures.get(id(fact))):
                yield Sum(total, parts)


@attrs.frozen(eq=False)
class ClassTotals:
    """What the totals of the class tables say: which classes they leave out, and which facts count one twice."""

    columns: tuple[Sum, ...] = ()
    left_out: frozenset[str] = frozenset()
    counting_twice: frozenset[int] = frozenset()

    def notional(self) -> dict[str, bool]:
        """Say of each class whose balance a total might count whether the totals that tie leave it out."""
        return {
            name: name in self.left_out
            for column in self.columns
            if column.measure in _BALANCES and column.without(self.left_out).outcome() is not Outcome.FAILED
            for name, part in column.parts.items()
            if part.value or name in self.left_out
        }


def check_class_totals(statements: Sequence[Statement], ledger: Ledger, tally: Tally) -> ClassTotals:
    """Check each total of the class tables."""
    columns = tuple(columns_of(statements, ledger))
    failed = [column for column in columns if column.outcome() is Outcome.FAILED]
    twice: dict[str, list[Sum]] = {}
    short = []
    for column in failed:
        name = counted_twice(column)
        if name is None:
            short.append(column)
        else:
            twice.setdefault(name, []).append(column)
    balances = [column for column in columns if column.measure in _BALANCES]
    uncounted = left_out([column for column in short if column.measure in _BALANCES], balances, ledger)
    explained = {id(column) for columns_of_one in twice.values() for column in columns_of_one}
    for column in columns:
        counted = column.without(uncounted) if column.measure in _BALANCES else column
        outcome = Outcome.HELD if id(column) in explained else counted.outcome()
        tally.count("class-totals", outcome, counted.figures)
        if outcome is Outcome.FAILED:
            _add_failed(counted, tally, "class-totals")
    for name, counting in twice.items():
        _add_counted_twice(name, counting, tally)
    if uncounted:
        _add_notional(uncounted, balances, tally)
    return ClassTotals(
        columns, uncounted, frozenset(id(fact) for c in columns if id(c) in explained for fact in c.total.facts)
    )


def check_group_totals(ledger: Ledger, tally: Tally) -> None:
    """Check that the figures of the groups of loans add up to those of the pool."""
    groups = list(ledger.groups.items())
    for measure in groups[0][1] if len(groups) > 1 else ():
        parts = {name: row[measure][0] for name, row in groups if measure in row}
        total = ledger.pool.get(measure)
        if total and len(parts) == len(groups):
            _check_sum(total[0], parts, tally, "group-totals")


def check_bucket_totals(ledger: Ledger, tally: Tally) -> None:
    """Check that the buckets are together the total, and that a bucket of the groups is together that of the pool."""
    of_group: dict[str, list[str]] = {}
    of_bucket: dict[str, list[str]] = {}
    for name in ledger.buckets:
        group, _, bucket = name.rpartition(" / ")
        if bucket != TOTAL:
            of_group.setdefault(f"{group} / {TOTAL}" if group else TOTAL, []).append(name)
        if group and group != TOTAL:
            of_bucket.setdefault(f"{TOTAL} / {bucket}", []).append(name)
    for rule, sums in (("bucket-totals", of_group), ("group-totals", of_bucket)):
        for name, names in sums.items():
            _check_rows(ledger.buckets.get(name, {}), {part: ledger.buckets[part] for part in names}, tally, rule)


def check_account_totals(ledger: Ledger, tally: Tally) -> None:
    """Check that the accounts are together what their totals row says."""
    parts = {name: row for name, row in ledger.accounts.items() if name != TOTAL}
    _check_rows(ledger.accounts.get(TOTAL, {}), parts, tally, "account-totals")


def _check_rows(totals: Row, rows: Mapping[str, Row], tally: Tally, rule: str) -> None:
    for measure, total in totals.items():
        parts = {name: row[measure][0] for name, row in rows.items() if measure in row}
        if parts:
            _check_sum(total[0], parts, tally, rule)


def _check_sum(total: Figure, parts: Mapping[str, Figure], tally: Tally, rule: str) -> None:
    """Check a total that leaves nothing out. Rates do not add up; shares of one whole do."""
    fact = total.facts[0]
    if fact.unit not in _ADDITIVE and fact.measure not in _SHARES:
        return
    column = Sum(total, parts)
    outcome = column.outcome()
    tally.count(rule, outcome, column.figures)
    if outcome is Outcome.FAILED:
        _add_failed(column, tally, rule)


def _add_failed(column: Sum, tally: Tally, rule: str) -> None:
    total = column.total
    comes_to = total.value - column.excess
    scope = {"class": "classes", "group": "groups", "delinquency": "buckets", "account": "accounts"}
    tally.add_finding(
        rule,
        "warning",
        f"the {total.words} of the {scope.get(total.facts[0].scope, 'groups')} adds up to "
        f"{written_out(comes_to, total.value)}, but the total is printed as {total.text}{_hint(column)}",
        facts_of(column.figures),
        entity=total.facts[0].entity,
        expected=shown(comes_to, total.value),
        actual=total.facts[0].value,
        difference=shown(column.excess, total.value),
    )


def _hint(column: Sum) -> str:
    """Say without which one part the total would tie, and if there are two such parts, which two."""
    excess, tolerance = column.excess, column.tolerance
    alone = [n for n, p in column.parts.items() if p.value and abs(excess + p.value) <= tolerance - p.half]
    return f"; it would tie {' or '.join([f'without {name}' for name in alone])}" if 0 < len(alone) < _MANY else ""


def _add_counted_twice(name: str, columns: Sequence[Sum], tally: Tally) -> None:
    first = columns[0]
    part = first.parts[name]
    tally.add_finding(
        "counted-twice",
        "warning",
        f"{len(columns)} totals tie only if class {name} is counted twice: the {first.total.words} adds up "
        f"to {written_out(first.total.value - first.excess, first.total.value)}, and {part.text} of {name} more is the "
        f"{first.total.text} that is printed",
        facts_of([figure for column in columns for figure in (column.parts[name], column.total)]),
        entity=name,
        expected=shown(first.total.value - first.excess, first.total.value),
        actual=first.total.facts[0].value,
        difference=shown(first.excess, first.total.value),
    )


def _add_notional(names: frozenset[str], balances: Sequence[Sum], tally: Tally) -> None:
    printed = [name for name in balances[0].parts if name in names]
    others = sorted(names - set(printed))
    tally.add_finding(
        "notional",
        "info",
        f"the totals of balances leave out {', '.join([*printed, *others])}: these balances are notional, or stand "
        "for what the pool is over the certificates",
        facts_of([f for c in balances for f in (c.total, *(c.parts[name] for name in names if name in c.parts))]),
    )
