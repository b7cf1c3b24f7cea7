"""Each cause for which figures have no measure is one finding, with the lines it touches."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from abs_grammar.facts.doubts import Doubt, doubt_findings
from abs_grammar.model.report import Fact
from tests.made_facts import BALANCE

UNKNOWN = attrs.evolve(BALANCE, entity=None, measure=None, label="Moon", header="Sun")


def at(line: int, **changes: Any) -> Fact:  # noqa: ANN401 - fields of a fact
    return attrs.evolve(UNKNOWN, line=line, **changes)


def test_one_cause_is_one_finding_with_its_lines_once_each() -> None:
    (finding,) = doubt_findings([Doubt("no-column", at(7, header="")), Doubt("no-column", at(7, text="2"))], {}, 3)
    assert (finding.rule, finding.severity, finding.report, finding.lines) == ("no-column", "warning", 3, (7,))
    assert finding.message.endswith("; the figures have no measure")


def test_rows_with_one_label_are_one_cause_and_another_label_is_another() -> None:
    doubts = [Doubt("no-entity", at(7)), Doubt("no-entity", at(9)), Doubt("no-entity", at(8, label="Star"))]
    assert [finding.lines for finding in doubt_findings(doubts, {}, 0)] == [(7, 9), (8,)]


def test_one_label_in_two_statements_is_two_causes() -> None:
    doubts = [Doubt("no-entity", at(7)), Doubt("no-entity", at(9, statement="FEES"))]
    assert [finding.lines for finding in doubt_findings(doubts, {}, 0)] == [(7,), (9,)]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("unknown-label", "no rule knows a row labelled 'Moon' here, expected 'Star'"),
        ("unknown-heading", "no rule knows a column headed 'Sun' here, expected 'Moonlight'"),
        ("no-measure", "the row 'Moon' and the column 'Sun' together name no measure"),
        ("misfit: a percentage", "'504,000,000' under 'Sun' beside 'Moon' is a percentage"),
        ("several-figures", "'Moon' is followed by more than one figure"),
    ],
)
def test_a_finding_quotes_the_page_and_says_what_was_expected(reason: str, said: str) -> None:
    (finding,) = doubt_findings([Doubt(reason, at(7))], {7: "'Star'", "Sun": "'Moonlight'"}, 0)
    assert finding.rule == reason.partition(":")[0]
    assert finding.message == f"{said}; the figures have no measure"


def test_without_a_doubt_there_is_no_finding() -> None:
    assert doubt_findings([], {}, 0) == []
