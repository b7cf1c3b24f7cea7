"""Totals: what the rows of a table add up to, and which classes a total leaves out or counts twice.

No page says which classes its totals leave out: notional ones, whose balance is no principal, and residuals. The
totals themselves say it, where one set of classes makes all of them tie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, islice

import attrs

from abs_grammar.model.report import Statement
from abs_grammar.tieouts.identity import Outcome, compare
from abs_grammar.tieouts.ledger import TOTAL, Figure, Ledger, Row, facts_of
from abs_grammar.tieouts.tally import Tally, shown, told
from abs_grammar.vocabulary import SHARES

__all__ = [
    "ClassTotals",
    "Sum",
    "check_account_totals",
    "check_bucket_totals",
    "check_class_totals",
    "check_group_totals",
    "columns_of",
]

_ADDITIVE = frozenset({"usd", "count"})
_SHARES = frozenset(SHARES.values())
_BALANCES = frozenset({"original_balance", "beginning_balance", "ending_balance"})
# A set of classes is believed to be left out where at least so many totals say so.
_ENOUGH_COLUMNS = 2
_MOST_STEPS = 20_000
# A total that more sets of classes would make tie says nothing about which one it is.
_MOST_SETS = 64
# So many parts, without any of which a total would tie, are no hint.
_MANY = 3


@attrs.frozen(eq=False)
class Sum:
    """A total and the figures it ought to be the sum of, by what they are of."""

    total: Figure
    parts: Mapping[str, Figure]

    @property
    def measure(self) -> str:
        """What is added up."""
        return str(self.total.facts[0].measure)

    @property
    def figures(self) -> list[Figure]:
        """The parts, and the total after them."""
        return [*self.parts.values(), self.total]

    @property
    def excess(self) -> Decimal:
        """What the total is more than the sum of its parts."""
        return self.total.value - sum([part.value for part in self.parts.values()], Decimal(0))

    @property
    def tolerance(self) -> Decimal:
        """What rounding may make of the excess."""
        return sum([part.half for part in self.parts.values()], self.total.half)

    def without(self, names: frozenset[str]) -> Sum:
        """Return the same without some parts."""
        return Sum(self.total, {name: part for name, part in self.parts.items() if name not in names})

    def outcome(self) -> Outcome:
        """Tell whether the total is the sum of its parts."""
        return compare(self.excess, self.tolerance)


def columns_of(statements: Sequence[Statement], ledger: Ledger) -> Iterator[Sum]:
    """Yield the columns of the class tables that end in a total. A row that is printed twice over counts once."""
    columns: dict[tuple[str | None, str | None], dict[str, Figure]] = {}
    for statement in statements:
        for fact in statement.facts:
            if fact.scope != "class" or fact.unit not in _ADDITIVE:
                continue
            key = (statement.title, fact.measure)
            if fact.entity != TOTAL:
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
        name = _counted_twice(column)
        if name is None:
            short.append(column)
        else:
            twice.setdefault(name, []).append(column)
    balances = [column for column in columns if column.measure in _BALANCES]
    left_out = _left_out([column for column in short if column.measure in _BALANCES], balances, ledger)
    explained = {id(column) for columns_of_one in twice.values() for column in columns_of_one}
    for column in columns:
        counted = column.without(left_out) if column.measure in _BALANCES else column
        outcome = Outcome.HELD if id(column) in explained else counted.outcome()
        tally.count("class-totals", outcome, counted.figures)
        if outcome is Outcome.FAILED:
            _tell_failed(counted, tally, "class-totals")
    for name, counting in twice.items():
        _tell_twice(name, counting, tally)
    if left_out:
        _tell_left_out(left_out, balances, tally)
    return ClassTotals(
        columns, left_out, frozenset(id(fact) for c in columns if id(c) in explained for fact in c.total.facts)
    )


def check_group_totals(ledger: Ledger, tally: Tally) -> None:
    """Check that what the groups of loans are said to have is together what the pool has."""
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
        _tell_failed(column, tally, rule)


# ---- explanations ----------------------------------------------------------------------------------------------


def _counted_twice(column: Sum) -> str | None:
    """Name the one class that a total counts once more than it ought to, if that is why it does not tie."""
    if column.excess <= column.tolerance:
        return None
    excess, tolerance = column.excess, column.tolerance
    names = [n for n, p in column.parts.items() if p.value and abs(excess - p.value) <= tolerance + p.half]
    return names[0] if len(names) == 1 else None


def _left_out(short: Sequence[Sum], balances: Sequence[Sum], ledger: Ledger) -> frozenset[str]:
    """Find the set of classes without which most totals of balances tie that did not.

    It is none where too few totals say so, or another set of as many classes would do as well. A class that is paid
    principal is no notional one.
    """
    paid = {
        name
        for name, row in ledger.classes.items()
        if any([figure.value for figure in row.get("principal_distribution", ())])
    }
    best: list[frozenset[str]] = []
    most = (_ENOUGH_COLUMNS, -len(ledger.classes))
    for names in {names for column in short for names in _few_subsets(column, paid)}:
        outcomes = [column.without(names).outcome() for column in balances]
        gained = sum([column.without(names).outcome() is not Outcome.FAILED for column in short])
        lost = sum([outcome is Outcome.FAILED for outcome in outcomes])
        rank = (gained, -len(names))
        if lost <= len(short) - gained and rank >= most:
            best = [*best, names] if rank == most else [names]
            most = rank
    return best[0] if len(best) == 1 else frozenset()


def _few_subsets(column: Sum, never: set[str]) -> Sequence[frozenset[str]]:
    """Return the sets of parts that a total may leave out; nothing where these are too many."""
    sets = list(islice(_subsets(column, never), _MOST_SETS + 1))
    return sets if len(sets) <= _MOST_SETS else ()


def _subsets(column: Sum, never: set[str]) -> Iterator[frozenset[str]]:
    """Yield the sets of parts that are together what a total falls short by, the largest parts first.

    It gives up where that takes too many steps: a page may be made to take for ever.
    """
    short, tolerance = -column.excess, column.tolerance
    parts = sorted(
        [(part.value, name) for name, part in column.parts.items() if part.value > 0 and name not in never],
        reverse=True,
    )
    rest = list(accumulate([value for value, _ in reversed(parts)], initial=Decimal(0)))[::-1]
    stack: list[tuple[int, Decimal, tuple[str, ...]]] = [(0, Decimal(0), ())]
    for _ in range(_MOST_STEPS):
        if not stack:
            return
        at, taken, names = stack.pop()
        if names and abs(short - taken) <= tolerance:
            yield frozenset(names)
        if at < len(parts) and taken + rest[at] >= short - tolerance:
            value, name = parts[at]
            stack.append((at + 1, taken, names))
            if taken + value <= short + tolerance:
                stack.append((at + 1, taken + value, (*names, name)))


# ---- findings --------------------------------------------------------------------------------------------------


def _tell_failed(column: Sum, tally: Tally, rule: str) -> None:
    total = column.total
    comes_to = total.value - column.excess
    scope = {"class": "classes", "group": "groups", "delinquency": "buckets", "account": "accounts"}
    tally.tell(
        rule,
        "warning",
        f"the {total.words} of the {scope.get(total.facts[0].scope, 'groups')} adds up to "
        f"{told(comes_to, total.value)}, but the total is printed as {total.text}{_hint(column)}",
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


def _tell_twice(name: str, columns: Sequence[Sum], tally: Tally) -> None:
    first = columns[0]
    part = first.parts[name]
    tally.tell(
        "counted-twice",
        "warning",
        f"{len(columns)} totals tie only if class {name} is counted twice: the {first.total.words} adds up "
        f"to {told(first.total.value - first.excess, first.total.value)}, and {part.text} of {name} more is the "
        f"{first.total.text} that is printed",
        facts_of([figure for column in columns for figure in (column.parts[name], column.total)]),
        entity=name,
        expected=shown(first.total.value - first.excess, first.total.value),
        actual=first.total.facts[0].value,
        difference=shown(first.excess, first.total.value),
    )


def _tell_left_out(names: frozenset[str], balances: Sequence[Sum], tally: Tally) -> None:
    printed = [name for name in balances[0].parts if name in names]
    others = sorted(names - set(printed))
    tally.tell(
        "notional",
        "info",
        f"the totals of balances leave out {', '.join([*printed, *others])}: these balances are notional, or stand "
        "for what the pool is over the certificates",
        facts_of([f for c in balances for f in (c.total, *(c.parts[name] for name in names if name in c.parts))]),
    )
