"""What one statement to certificateholders says: its figures as facts, and the same as typed objects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Literal

import attrs

from abs_grammar.model.certificates import CertificateClass, ClassComponent
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.measures import Value, isodate, others

__all__ = [
    "NO_MEASURE",
    "TOTAL",
    "UNNAMED",
    "Fact",
    "Finding",
    "Part",
    "Report",
    "RuleTally",
    "Statement",
    "TieOuts",
    "UnfrozenFact",
]

TOTAL = "Total"
"""The entity of a totals row: of the classes, the groups, the buckets or the accounts."""

NO_MEASURE = "none"
"""The unit of a figure of which the grammar knows that it has no measure."""

UNNAMED = "Unnamed"
"""The entity of the one class of a deal that prints no name; groups of loans without one are numbered after it."""


@attrs.frozen(weakref_slot=False)
class Fact:
    """One printed figure: what it is, and where it stands.

    `line` counts from 1; `start` and `end` are the columns of that line as it stands in the file, from 0,
    end exclusive, so that `text == line[start:end]`. `value` is an exact decimal in digits, an ISO date,
    the text or the flag as printed, and `None` for a printed `N/A`. `measure` is `None` where the
    vocabulary has no word for what the page prints, or the page does not let one be sure. `entity` is
    the class, group, bucket or account as it ought to be read, `Total` for a totals row, and `None`
    for the deal itself; where the scope is another, `None` says that the page does not let one tell which class it is.
    `label` and `header` are the words of the row and of the column, as printed. `unit` is `none` where the grammar
    knows that the figure has no measure.

    `part` (a REMIC, say), `class_name`, `group`, `bucket`, `account` and `component` are the dimensions that `entity`
    is made of, `Total` where it is a total over one; `scope` is its kind. `series` is the report's.
    """

    source: str
    report: int
    layout: str
    deal: str | None
    distribution_date: str | None
    statement: str | None
    scope: str
    entity: str | None
    measure: str | None
    value: str | None
    unit: str
    text: str
    line: int
    start: int
    end: int
    label: str | None
    header: str | None
    series: str | None = None
    part: str | None = None
    class_name: str | None = None
    group: str | None = None
    bucket: str | None = None
    account: str | None = None
    component: str | None = None


# A frozen object is slow to fill: `python -m timeit` gives 0.37 µs for one that is not frozen, 1.89 µs for one that is,
# and 0.49 µs for one that is filled first and frozen after, by `fact.__class__ = Fact`. So the reader of figures makes
# the thousand facts of a filing in that way, for the two classes have the same slots. Everyone else makes a `Fact`.
UnfrozenFact: type[Fact] = attrs.make_class(
    "UnfrozenFact", [field.name for field in attrs.fields(Fact)], slots=True, weakref_slot=False, eq=False
)


@attrs.frozen
class Finding:
    """Something a reader of the figures ought to know.

    `severity` is `error` where the parse or the page cannot be right, `warning` where the page does not
    foot or was read against its own labels, `info` for the rest. `lines` are the lines concerned.
    """

    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    report: int | None = None
    entity: str | None = None
    expected: str | None = None
    actual: str | None = None
    difference: str | None = None
    lines: tuple[int, ...] = ()


@attrs.frozen
class RuleTally:
    """What the checks of one rule came to: how many held exactly, held within rounding, and failed."""

    rule: str
    held: int = 0
    rounded: int = 0
    failed: int = 0


@attrs.frozen
class TieOuts:
    """What a report's checks of itself came to.

    `untested` are the places, each a line and a first column, of the figures that take part in no identity.
    """

    rules: tuple[RuleTally, ...] = ()
    untested: tuple[tuple[int, int], ...] = ()

    @property
    def tested(self) -> int:
        """How many identities were checked."""
        return self.held + self.rounded + self.failed

    @property
    def held(self) -> int:
        """How many held to the last digit."""
        return sum([rule.held for rule in self.rules])

    @property
    def rounded(self) -> int:
        """How many held within the rounding of what is printed."""
        return sum([rule.rounded for rule in self.rules])

    @property
    def failed(self) -> int:
        """How many did not hold."""
        return sum([rule.failed for rule in self.rules])


@attrs.frozen
class Statement:
    """One statement as printed: its title (`None` where none is printed) and its figures in the order of the page."""

    title: str | None
    facts: tuple[Fact, ...]


@attrs.frozen
class Part:
    """A part of a deal (a REMIC, say): the names of its classes, their totals row, and what else is said of it."""

    name: str
    classes: tuple[str, ...] = ()
    class_totals: CertificateClass | None = None
    others: Mapping[str, Value] = others()


@attrs.frozen
class Report:
    """What one trustee reports of one deal for one distribution date.

    `classes` holds the classes by printed name, in printed order, and `class_totals` what their totals
    rows say; a class printed without a name is `Unnamed`. `components` holds the components that some classes
    have, by the names of both: `A-6 / PAC I`. `groups` holds the groups of loans, `pool` the loans as a whole;
    `delinquency` the buckets; `parts` the parts that have tables of classes of their own, with their totals. What has
    no field stands in the `others` of what it is of, by measure.
    """

    layout: str
    trustee: str | None = None
    deal: str | None = None
    series: str | None = None
    master_servicer: str | None = None
    distribution_date: date | None = isodate(
        "Date on which the distribution reported was made (payment date).", "1121(a)(1)"
    )
    record_date: date | None = isodate("Date on which holders of record are fixed for the distribution.", "1121(a)(1)")
    determination_date: date | None = isodate("Date on which the amounts to be distributed are determined.", "LI")
    classes: dict[str, CertificateClass] = attrs.field(factory=dict, kw_only=True)
    class_totals: CertificateClass | None = attrs.field(default=None, kw_only=True)
    components: dict[str, ClassComponent] = attrs.field(factory=dict, kw_only=True)
    groups: dict[str, Collateral] = attrs.field(factory=dict, kw_only=True)
    pool: Collateral | None = attrs.field(default=None, kw_only=True)
    delinquency: dict[str, DelinquencyBucket] = attrs.field(factory=dict, kw_only=True)
    accounts: dict[str, Account] = attrs.field(factory=dict, kw_only=True)
    fees: Fees = attrs.field(factory=Fees, kw_only=True)
    funds: Funds = attrs.field(factory=Funds, kw_only=True)
    enhancement: Enhancement = attrs.field(factory=Enhancement, kw_only=True)
    triggers: Triggers = attrs.field(factory=Triggers, kw_only=True)
    parts: dict[str, Part] = attrs.field(factory=dict, kw_only=True)
    others: Mapping[str, Value] = others()
    statements: tuple[Statement, ...] = attrs.field(default=(), kw_only=True)
    findings: tuple[Finding, ...] = attrs.field(default=(), kw_only=True)
    tie_outs: TieOuts = attrs.field(factory=TieOuts, kw_only=True)

    def facts(self) -> list[Fact]:
        """Return every figure of the report, in the order of the page."""
        facts = [fact for statement in self.statements for fact in statement.facts]
        facts.sort(key=attrgetter("line", "start"))
        return facts
