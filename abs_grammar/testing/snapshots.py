"""A corpus of filings, and the snapshots that pin what each of them parses to.

A corpus is a folder of folders: `corpus/<layout>/<filing>`. A snapshot is a text made to be read as a diff. Its
first part says what was read, one figure a line, sorted by what the figure is and not by where it stands; its
second part says where each figure was printed. So a figure that changes is one changed line, and a line put in
at the top of a page changes places alone.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model.report import NO_MEASURE
from abs_grammar.output.acknowledgements import SUFFIX
from abs_grammar.output.text_table import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from abs_grammar.model import Fact, Filing, Finding, Report

__all__ = ["PLACES", "SnapshotRefusedError", "corpus_filings", "snapshot_of"]

# The line that parts what was read from where it stands.
PLACES = "======== places ========"

_EXPECTED = "a snapshot pins only what was read whole; teach the layout's grammar the line"
_FIELDS_OF_PLACES = frozenset({"first_line", "last_line", "markup_lines"})
_SAID = (
    "deal",
    "determination_date",
    "distribution_date",
    "layout",
    "master_servicer",
    "record_date",
    "series",
    "trustee",
)

# What an entry of a snapshot is about; what was read, `None` where only its place is worth telling; and its place.
_Entry = tuple[str, str | None, str]


class SnapshotRefusedError(AbsGrammarError):
    """A filing that was not read whole: a snapshot would pin what is missing as though it were right."""


def corpus_filings(folder: Path) -> list[Path]:
    """List the filings of a corpus, `<folder>/<layout>/<filing>`, sorted.

    Hidden files are none, nor are the acknowledgements that stand beside filings.
    """
    return sorted(
        path
        for path in folder.glob("*/*")
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(SUFFIX)
    )


def snapshot_of(filing: Filing) -> str:
    """Render what a filing parses to. The path it was read from does not matter.

    Raises `SnapshotRefusedError` where a line is unaccounted or a figure has no measure.
    """
    _refuse_what_was_not_read(filing)
    sections = {"filing": sorted(_fields_of(filing))}
    for number, report in enumerate(filing.reports):
        sections[f"report {number}"] = list(_told(report))
        sections[f"report {number}: figures"] = list(_figures(report.facts()))
    findings = dict.fromkeys((*filing.findings, *(f for report in filing.reports for f in report.findings)))
    sections["findings"] = list(_numbered(sorted(map(_finding, findings))))
    values = (
        _section(title, [f"{key}{value}" for key, value, _ in entries if value is not None])
        for title, entries in sections.items()
    )
    places = (
        _section(title, [f"{key} @ {place}" for key, _, place in entries if place])
        for title, entries in sections.items()
    )
    return "\n".join([*filter(None, values), PLACES, "", *filter(None, places)])


def _refuse_what_was_not_read(filing: Filing) -> None:
    if filing.unaccounted:
        count, first = len(filing.unaccounted), filing.unaccounted[0]
        what = f"no rule knows {'this line' if count == 1 else f'{count} lines, of which this is the first'}"
        raise SnapshotRefusedError(
            what, expected=_EXPECTED, file=filing.source, line=first.line, column=0, excerpt=first.text
        )
    nameless = [fact for fact in filing.facts() if fact.measure is None and fact.unit != NO_MEASURE]
    if nameless:
        figures, first_fact = counted(len(nameless), "figure"), nameless[0]
        raise SnapshotRefusedError(
            f"{figures} without a measure, first {first_fact.text!r} beside {first_fact.label!r}",
            expected=_EXPECTED,
            file=filing.source,
            line=first_fact.line,
            column=first_fact.start,
        )


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([f"-- {title} --", *lines, ""]) if lines else ""


def _fields_of(filing: Filing) -> Iterator[_Entry]:
    """Give the fields of the cover and of the submission's header that hold something."""
    for part, fields in (("cover", filing.cover), ("submission", filing.submission)):
        if fields is not None:
            yield from _flat(part, attrs.asdict(fields))


def _flat(key: str, value: Any) -> Iterator[_Entry]:  # noqa: ANN401 - whatever a field holds
    if value is None or value in ((), [], {}, ""):
        return
    if key.rpartition(".")[2] in _FIELDS_OF_PLACES:
        numbers = value if isinstance(value, (list, tuple)) else [value]
        yield key, None, ", ".join(map(str, numbers))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{key}.{name}", inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _flat(f"{key}[{number}]", inner)
    else:
        yield key, f" = {_quoted(value) if isinstance(value, str) else value}", ""


def _told(report: Report) -> Iterator[_Entry]:
    """Give what a report says of itself, and the names of its parts in printed order."""
    for name in _SAID:
        yield from _flat(name, getattr(report, name))
    for name in ("accounts", "classes", "components", "delinquency", "groups"):
        names = getattr(report, name)
        if names:
            yield name, f" = {', '.join(map(_quoted, names))}", ""
    for statement in report.statements:
        yield "statement", f" = {_quoted(statement.title)}", ""


def _figures(facts: Iterable[Fact]) -> Iterator[_Entry]:
    return _numbered(_figure(fact) for fact in sorted(facts, key=_order))


def _order(fact: Fact) -> tuple[str, ...]:
    return fact.scope, fact.entity or "", fact.measure or "", fact.statement or ""


def _figure(fact: Fact) -> _Entry:
    whose = f"{fact.scope} {fact.entity}" if fact.entity is not None else fact.scope
    beside = " x ".join(_quoted(words) for words in (fact.label, fact.header) if words is not None)
    return (
        f"{whose} | {fact.measure} | {fact.statement or '-'}",
        f" = {'none' if fact.value is None else fact.value} {fact.unit} {_quoted(fact.text)}",
        f"{fact.line}:{fact.start}-{fact.end} {beside}".rstrip(),
    )


def _finding(finding: Finding) -> _Entry:
    of = [] if finding.report is None else [f"report {finding.report}"]
    about = [*of, *filter(None, [finding.entity]), finding.message]
    amounts = {"expected": finding.expected, "actual": finding.actual, "difference": finding.difference}
    said = ", ".join(f"{name} {amount}" for name, amount in amounts.items() if amount is not None)
    key = " | ".join([f"{finding.severity} {finding.rule}", *about])
    return key, f" = {said}" if said else "", ", ".join(map(str, finding.lines))


def _numbered(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """Tell entries of the same key apart by a running number: the second is `#2`."""
    seen: Counter[str] = Counter()
    for key, value, place in entries:
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key} #{seen[key]}"), value, place


def _quoted(words: str | None) -> str:
    return json.dumps(words, ensure_ascii=False)
