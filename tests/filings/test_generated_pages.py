"""Next month's filing and the next deal's: nothing lost, nothing misplaced, on pages whose answer is known.

`PAGES_EXAMPLES=500` tries more pages, `PAGES_RANDOM=1` others every time, `PAGES_SHRINK=1` looks for the
smallest page that fails (slow). `python -m tests.pages us_bank 7` prints a page.
"""

from __future__ import annotations

import os
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from abs_grammar import parse
from tests.pages.ctslink import ctslink_pages
from tests.pages.printed import Page, Printed, lines_of
from tests.pages.us_bank import us_bank_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 5
_ALWAYS, _KNOWN = ("text", "measure"), ("unit", "scope", "entity", "value")
_NUMERIC = {"usd", "fraction", "count", "per_1000", "months"}

pytestmark = pytest.mark.slow
pages_of = settings(
    max_examples=int(os.environ.get("PAGES_EXAMPLES", "60")),
    deadline=None,
    derandomize="PAGES_RANDOM" not in os.environ,
    database=None,
    phases=[Phase.generate, *([Phase.shrink] if "PAGES_SHRINK" in os.environ else [])],
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)


class TestUsBank:
    @pages_of
    @given(us_bank_pages())
    def test_nothing_is_lost_and_nothing_misplaced(self, page: Page) -> None:
        stands_as_expected(page)
        reads_as_expected(page)


class TestCtslink:
    @pages_of
    @given(ctslink_pages())
    def test_nothing_is_lost_and_nothing_misplaced(self, page: Page) -> None:
        stands_as_expected(page)
        reads_as_expected(page)


def stands_as_expected(page: Page) -> None:
    """Every expected figure stands where it is said to stand, alone, with air on both sides."""
    lines = lines_of(page.text)
    taken: set[tuple[int, int]] = set()
    for figure in page.expected:
        line = lines[figure.line - 1]
        assert line[figure.start : figure.end] == figure.text, (figure, line)
        assert not line[: figure.start].strip() or line[figure.start - 1] in " \t\f", (figure, line)
        assert line[figure.end : figure.end + 1] in {"", " "}, (figure, line)
        columns = {(figure.line, column) for column in range(figure.start, figure.end)}
        assert not columns & taken, (figure, line)
        taken |= columns
    assert page.titles


def reads_as_expected(page: Page) -> None:
    """The promises of the package, in its own order: nothing lost, then nothing misplaced."""
    filing: Any = parse(page.text)
    lines = lines_of(page.text)
    facts = {(fact.line, fact.start, fact.end): fact for fact in filing.facts()}
    wanted = {(figure.line, figure.start, figure.end): figure for figure in page.expected}
    wrong = [
        *(f"lost: {_told(wanted[place])}{_at(lines, place[0])}" for place in sorted(wanted.keys() - facts.keys())),
        *(f"not there: {_read(facts[place])}{_at(lines, place[0])}" for place in sorted(facts.keys() - wanted.keys())),
        *(f"unaccounted:{_at(lines, left.line)}" for left in filing.unaccounted),
        *_misread(lines, facts, wanted, upper=page.upper),
        *_unsaid(filing, page.expected),
    ]
    if wrong:
        more = f"\n... and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        total = f"{len(wrong)} wrong on a page of {len(wanted)} figures:\n"
        pytest.fail(total + "\n".join(wrong[:_SHOWN]) + more, pytrace=False)


def _misread(lines: list[str], facts: dict[Any, Any], wanted: dict[Any, Printed], *, upper: bool) -> Iterable[str]:
    for place in sorted(facts.keys() & wanted.keys()):
        fact, figure = facts[place], wanted[place]
        differing = [
            f"{name} is {getattr(fact, name)!r}, not {getattr(figure, name)!r}"
            for name in (_ALWAYS if figure.unknown else _ALWAYS + _KNOWN)
            if not _same(name, figure, getattr(fact, name), upper=upper)
        ]
        if fact.text != lines[place[0] - 1][place[1] : place[2]]:
            differing.append(f"text {fact.text!r} is not what stands there")
        if differing:
            yield f"misread: {_told(figure)}: {'; '.join(differing)}{_at(lines, place[0])}"


def _same(name: str, figure: Printed, read: object, *, upper: bool) -> bool:
    expected = getattr(figure, name)
    if read is None or expected is None:
        return read is expected
    if name == "value" and figure.unit in _NUMERIC:
        # The same digits, down to the last zero; not only the same number.
        return _digits(read) == _digits(expected)
    if name == "entity" and upper:
        return str(read).casefold() == str(expected).casefold()
    return bool(read == expected)


def _digits(value: object) -> object:
    try:
        return Decimal(str(value)).as_tuple()
    except InvalidOperation:
        return None


def _unsaid(filing: Any, expected: list[Printed]) -> Iterable[str]:  # noqa: ANN401 - the package is read from outside
    """Every word that nobody knows is the matter of some finding: it names the word, or a line it governs."""
    findings = [*filing.findings, *(finding for report in filing.reports for finding in report.findings)]
    for name in sorted({figure.name for figure in expected if figure.unknown}):
        lines = {figure.line for figure in expected if figure.unknown and figure.name == name}
        words = name.casefold().split()
        if not any(
            all(word in finding.message.casefold() for word in words) or lines & set(finding.lines or ())
            for finding in findings
        ):
            yield f"unsaid: no finding for the unknown {name!r}, figures on lines {sorted(lines)[:3]}"


def _told(figure: Printed) -> str:
    meaning = f"unknown {figure.name!r}" if figure.unknown else f"{figure.measure} of {figure.scope} {figure.entity}"
    return f"{figure.text!r} ({meaning}) at {figure.line}:{figure.start}-{figure.end}"


def _read(fact: Any) -> str:  # noqa: ANN401 - the package is read from outside
    place = f"{fact.line}:{fact.start}-{fact.end}"
    return f"{fact.text!r} ({fact.measure} of {fact.scope} {fact.entity}) at {place} in {fact.statement!r}"


def _at(lines: list[str], number: int) -> str:
    return f"\n    {number:>4} | {lines[number - 1]}"
