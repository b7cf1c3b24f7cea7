"""What `show` says of a filing: its reports as tables for a person, and how far to trust them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from abs_grammar.model.collateral import DelinquencyBucket
from abs_grammar.model.filing import Filing
from abs_grammar.model.measures import measures_of
from abs_grammar.model.report import Report
from abs_grammar.output.acknowledgements import Acknowledgement
from abs_grammar.output.audit import Audit, trust_lines
from abs_grammar.output.text_table import Column, Lines, aligned, printable

__all__ = ["filing_lines"]

# The measures of a class that `show` has room for, and how it heads them.
_CLASS_HEADINGS = {
    "original_balance": "original",
    "beginning_balance": "beginning",
    "principal_distribution": "principal",
    "interest_distribution": "interest",
    "realized_loss": "loss",
    "ending_balance": "ending",
    "pass_through_rate": "rate",
}
_NAMES = (
    *("layout", "trustee", "master_servicer", "deal", "series"),
    *("distribution_date", "record_date", "determination_date"),
)
_HEADINGS_OF_QUANTITIES = {"loan_count": "{} loans", "balance": "balance"}


def filing_lines(filing: Filing, width: int | None = None, acknowledgements: Sequence[Acknowledgement] = ()) -> Lines:
    """Yield what `show` prints of a filing: its reports one after another, then how far to trust them."""
    yield "title", printable(filing.source)
    for number, report in enumerate(filing.reports):
        if len(filing.reports) > 1:
            yield "", ""
            yield "title", f"Report {number} ({number + 1} of {len(filing.reports)})"
        yield from _report_lines(report, width)
    yield "", ""
    audit = Audit.of(filing, acknowledgements)
    yield "good" if audit.clean else "warning", f"Check: {audit.verdict}"
    yield from trust_lines(audit)


def _report_lines(report: Report, width: int | None) -> Lines:
    for name, value in ((name, getattr(report, name)) for name in _NAMES):
        if value is not None:
            yield "", f"  {_worded(name):<20}{printable(str(value))}"
    totals = [report.class_totals] if report.class_totals else []
    yield from _across("Class", [*report.classes.values(), *totals], _CLASS_HEADINGS, width)
    yield from _down("Components", list(report.components.values()), width)
    pool = [report.pool] if report.pool else []
    yield from _down("Loans", [*report.groups.values(), *pool], width)
    yield from _across("Delinquency", list(report.delinquency.values()), _delinquency_headings(), width)
    yield from _down("Accounts", list(report.accounts.values()), width)
    yield from _down("Deal", [report.funds, report.fees, report.enhancement, report.triggers], width, stacked=True)


def _delinquency_headings() -> dict[str, str]:
    """Head the columns of the delinquencies: each status with its loans, and their balance beside them."""
    headings = {}
    for name, measure in measures_of(DelinquencyBucket).items():
        if measure.status and measure.quantity:
            words = _HEADINGS_OF_QUANTITIES[measure.quantity]
            headings[name] = words.format(measure.status.removesuffix("_delinquent"))
    return headings


def _across(title: str, parts: Sequence[Any], headings: Mapping[str, str], width: int | None) -> Lines:
    """Yield a table with a row for each part, and a column for each measure of those headed that any part has."""
    if not parts:
        return
    measures = measures_of(type(parts[0]))
    known = [name for name in headings if any(getattr(part, name) is not None for part in parts)]
    columns = [Column(title, elastic=True), *(Column(headings[name], right=True) for name in known)]
    rows = [[part.name, *(_shown(getattr(part, name), measures[name].unit) for name in known)] for part in parts]
    yield from _table(columns, rows, width)


def _down(title: str, parts: Sequence[Any], width: int | None, *, stacked: bool = False) -> Lines:
    """Yield a table with a row for each measure, and a column for each part, or one for all of them."""
    rows = []
    for group in [[part] for part in parts] if stacked else [parts]:
        for name, measure in measures_of(type(group[0])).items() if group else ():
            values = [getattr(part, name) for part in group]
            if any(value is not None for value in values):
                rows.append([_worded(name), *(_shown(value, measure.unit) for value in values)])
    if rows:
        headings = [""] if stacked else [part.name for part in parts]
        yield from _table([Column(title, elastic=True), *(Column(h, right=True) for h in headings)], rows, width)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> Lines:
    yield "", ""
    for number, line in enumerate(aligned(columns, rows, width)):
        yield "" if number else "title", line


def _worded(name: str) -> str:
    return name.replace("_", " ")


def _shown(value: Decimal | int | date | str | None, unit: str) -> str:
    """Show a value as a page would: thousands set apart, a fraction as a percentage, nothing where it is not given."""
    if value is None:
        return ""
    if isinstance(value, Decimal) and unit == "fraction":
        return f"{value.scaleb(2):f}%"
    return f"{value:,}" if isinstance(value, (Decimal, int)) else str(value)
