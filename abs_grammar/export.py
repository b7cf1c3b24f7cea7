"""The table of facts as a file: aligned text for a person, CSV, JSON lines or Parquet for a program."""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any

import attrs

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model.collateral import DelinquencyBucket
from abs_grammar.model.measures import measures_of
from abs_grammar.model.report import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from types import ModuleType

    from abs_grammar.model.filing import Coverage, Filing, UnaccountedLine
    from abs_grammar.model.report import Finding, Report

__all__ = [
    "COLUMNS",
    "Audit",
    "Column",
    "aligned",
    "audit_lines",
    "facts_table",
    "filing_lines",
    "printable",
    "pyarrow",
    "write_csv",
    "write_jsonl",
    "write_parquet",
]

COLUMNS = tuple(field.name for field in attrs.fields(Fact))
"""The columns of the table of facts, in their order."""

_NUMBERS = {field.name for field in attrs.fields(Fact) if field.type in ("int", int)}
_row = attrgetter(*COLUMNS)

_GAP = "  "
_CUT = "..."
_NARROWEST = 8


# ---- for a program ---------------------------------------------------------------------------------------------


def write_csv(facts: Iterable[Fact], out: IO[str]) -> None:
    """Write facts as CSV under one row of headings: quotes where needed, nothing where a value is `None`.

    Values stand exactly as in the facts; a spreadsheet that takes `-5` or `=` for a formula is not catered for.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, facts))


def write_jsonl(facts: Iterable[Fact], out: IO[str]) -> None:
    """Write facts as JSON, one object a line, `null` where a value is `None`."""
    encode = json.JSONEncoder().encode
    for fact in facts:
        out.write(encode(dict(zip(COLUMNS, _row(fact), strict=True))) + "\n")


def write_parquet(facts: Iterable[Fact], out: IO[bytes]) -> None:
    """Write facts as Parquet: values are strings, so that no digit is lost; places are integers."""
    rows = [_row(fact) for fact in facts]
    arrow = pyarrow()
    types = [(name, arrow.int64() if name in _NUMBERS else arrow.string()) for name in COLUMNS]
    columns: Any = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    arrays = [arrow.array(values, kind) for values, (_, kind) in zip(columns, types, strict=True)]
    importlib.import_module("pyarrow.parquet").write_table(
        arrow.Table.from_arrays(arrays, schema=arrow.schema(types)), out
    )


def pyarrow() -> ModuleType:
    """Return the library that writes Parquet, an optional extra. Raises `AbsGrammarError` with the cure."""
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise AbsGrammarError(
            "Parquet needs pyarrow, which is not installed", expected='pip install "abs-grammar[parquet]"'
        ) from error


# ---- for a person ----------------------------------------------------------------------------------------------


@attrs.frozen
class Column:
    """A column of a printed table; an `elastic` one is cut short where the screen is narrow, a figure never is."""

    title: str
    right: bool = False
    elastic: bool = False


_FACT_COLUMNS = (
    Column("line", right=True),
    Column("statement", elastic=True),
    Column("scope"),
    Column("entity", elastic=True),
    Column("measure"),
    Column("value", right=True),
    Column("unit"),
    Column("text", right=True),
)


def facts_table(facts: Iterable[Fact], width: int | None = None) -> Iterator[str]:
    """Yield facts as the lines of a table, headings first, for a screen of `width` columns or of any width.

    What is said in words keeps to the left and may be cut; a value that the page does not give stands as `-`.
    """
    pick = attrgetter(*(column.title for column in _FACT_COLUMNS))
    rows = [["-" if value is None else str(value) for value in pick(fact)] for fact in facts]
    return aligned(_FACT_COLUMNS, rows, width)


def aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table: the headings, a rule, and the rows, safe to print on a terminal."""
    cells = [[printable(cell) for cell in row] for row in rows]
    natural = [max(map(len, column)) for column in zip([c.title for c in columns], *cells, strict=True)]
    widths = natural if width is None else _fitted(columns, natural, width)
    for row in ([column.title for column in columns], ["-" * w for w in widths], *cells):
        placed = [_placed(cell, column, w) for cell, column, w in zip(row, columns, widths, strict=True)]
        yield _GAP.join(placed).rstrip()


def printable(text: str) -> str:
    r"""Return text with whatever could command a terminal written out: an escape character reads `\x1b`."""
    return text if text.isprintable() else "".join([c if c.isprintable() else ascii(c)[1:-1] for c in text])


def _fitted(columns: Sequence[Column], natural: Sequence[int], width: int) -> list[int]:
    """Take what is too much for the screen from the widest elastic column, as long as one can give."""
    widths = list(natural)
    elastic = [i for i, column in enumerate(columns) if column.elastic]
    for _ in range(sum(widths) + len(_GAP) * (len(widths) - 1) - width):
        widest = max(elastic, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= max(_NARROWEST, len(columns[widest].title)):
            break
        widths[widest] -= 1
    return widths


def _placed(cell: str, column: Column, width: int) -> str:
    if len(cell) > width:
        cell = cell[: width - len(_CUT)] + _CUT
    return cell.rjust(width) if column.right else cell.ljust(width)


Lines = Iterator[tuple[str, str]]
"""Lines for a person, each after its style: `title`, `good`, `info`, `warning`, `error`, or none."""

_SEVERITIES = ("error", "warning", "info")


@attrs.frozen
class Audit:
    """What `check` says of a filing: how much of it is accounted for, and what wants a look."""

    source: str
    reports: int
    layouts: tuple[str, ...]
    coverage: Coverage
    unmeasured: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    unaccounted: tuple[UnaccountedLine, ...]

    @classmethod
    def of(cls, filing: Filing) -> Audit:
        """Gather what there is to say of a filing, the gravest findings first."""
        found = dict.fromkeys([*filing.findings, *(f for report in filing.reports for f in report.findings)])
        return cls(
            source=filing.source,
            reports=len(filing.reports),
            layouts=tuple(dict.fromkeys(report.layout for report in filing.reports)),
            coverage=filing.coverage,
            unmeasured=tuple(fact for fact in filing.facts() if fact.measure is None),
            findings=tuple(sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity))),
            unaccounted=filing.unaccounted,
        )

    @property
    def clean(self) -> bool:
        """Whether nothing wants a look: findings that only inform do not count."""
        return not (self.unaccounted or self.unmeasured or any(f.severity != "info" for f in self.findings))

    def to_dict(self) -> dict[str, Any]:
        """Return the same as JSON takes it."""
        return {
            "source": self.source,
            "clean": self.clean,
            "reports": self.reports,
            "layouts": list(self.layouts),
            "coverage": attrs.asdict(self.coverage),
            "unmeasured": [
                _only(fact, ("report", "line", "start", "end", "text", "label", "header")) for fact in self.unmeasured
            ],
            "findings": [attrs.asdict(finding) for finding in self.findings],
            "unaccounted": [attrs.asdict(line) for line in self.unaccounted],
        }


def audit_lines(audit: Audit) -> Lines:
    """Yield what `check` prints of a filing: a verdict, the coverage, and every place that wants a look."""
    yield "good" if audit.clean else "warning", f"{printable(audit.source)}: {_verdict(audit)}"
    yield "", f"  layout       {', '.join(audit.layouts) or 'none'} ({_counted(audit.reports, 'report')})"
    yield from _trust_lines(audit)


def _trust_lines(audit: Audit) -> Lines:
    """Yield the coverage, and below it what the verdict counts."""
    c = audit.coverage
    yield "", f"  coverage     lines {c.lines_accounted} of {c.lines}, figures {c.figures_accounted} of {c.figures}"
    yield "", f"  no measure   {_counted(len(audit.unmeasured), 'figure')}"
    for fact in audit.unmeasured:
        words = ", ".join(
            f"{name} {words!r}" for name, words in (("label", fact.label), ("header", fact.header)) if words
        )
        yield "warning", f"    line {fact.line}: {printable(fact.text)}  ({printable(words) or 'no label'})"
    yield "", f"  findings     {_by_severity(audit) or 'none'}"
    for finding in audit.findings:
        yield finding.severity, f"    {finding.severity:<7}  {printable(_told(finding, several=audit.reports > 1))}"
    yield "", f"  unaccounted  {_counted(len(audit.unaccounted), 'line')}"
    for line in audit.unaccounted:
        yield "warning", f"    line {line.line}: {printable(line.text.rstrip())}"


def _verdict(audit: Audit) -> str:
    if audit.clean:
        return "clean"
    parts = [
        _by_severity(audit, ("error", "warning")),
        f"{_counted(len(audit.unaccounted), 'line')} unaccounted for" if audit.unaccounted else "",
        f"{_counted(len(audit.unmeasured), 'figure')} without a measure" if audit.unmeasured else "",
    ]
    return ", ".join(filter(None, parts))


def _by_severity(audit: Audit, severities: Sequence[str] = _SEVERITIES) -> str:
    numbers = {s: sum(f.severity == s for f in audit.findings) for s in severities}
    return ", ".join(f"{n} info" if s == "info" else _counted(n, s) for s, n in numbers.items() if n)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _told(finding: Finding, *, several: bool) -> str:
    figures = [(name, getattr(finding, name)) for name in ("expected", "actual", "difference")]
    amounts = ", ".join(f"{name} {value}" for name, value in figures if value is not None)
    place = [_places(finding.lines)] if finding.lines else []
    place += [f"report {finding.report}"] if several and finding.report is not None else []
    where = f" ({', '.join(place)})" if place else ""
    return f"{finding.rule}{where}: {finding.message}{f' [{amounts}]' if amounts else ''}"


def _places(lines: Sequence[int]) -> str:
    """Tell line numbers briefly: `lines 3-5, 9`."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line <= runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    told = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"{'line' if len(lines) == 1 else 'lines'} {told}"


def _only(part: Any, names: Iterable[str]) -> dict[str, Any]:  # noqa: ANN401 -- any part of a filing
    return {name: getattr(part, name) for name in names}


# ---- a filing for a person -------------------------------------------------------------------------------------

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
_HEADINGS_OF_QUANTITIES = {"loan_count": "{} loans", "balance": "balance"}


def filing_lines(filing: Filing, width: int | None = None) -> Lines:
    """Yield what `show` prints of a filing: its reports one after another, then how far to trust them."""
    yield "title", printable(filing.source)
    for number, report in enumerate(filing.reports):
        if len(filing.reports) > 1:
            yield "", ""
            yield "title", f"Report {number} ({number + 1} of {len(filing.reports)})"
        yield from _report_lines(report, width)
    yield "", ""
    audit = Audit.of(filing)
    yield "good" if audit.clean else "warning", f"Check: {_verdict(audit)}"
    yield from _trust_lines(audit)


def _report_lines(report: Report, width: int | None) -> Lines:
    names = ("layout", "trustee", "deal", "series", "distribution_date", "record_date", "determination_date")
    for name, value in _only(report, names).items():
        if value is not None:
            yield "", f"  {_worded(name):<20}{printable(str(value))}"
    totals = [report.class_totals] if report.class_totals else []
    yield from _across("Class", [*report.classes.values(), *totals], _CLASS_HEADINGS, width)
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
