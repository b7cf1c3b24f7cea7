"""A row that is labelled with the heading of its column: the labels look one row too low."""

from __future__ import annotations

from abs_grammar.facts.slipped_labels import SlippedTable, slipped_findings
from tests.letterheads import us_bank

LABELS = SlippedTable("Class", (178, 179, 180))


def test_a_table_that_looks_so_is_a_finding() -> None:
    (finding,) = slipped_findings([LABELS], 0)
    assert (finding.rule, finding.severity, finding.lines) == ("slipped-labels", "warning", (178, 179, 180))


def test_a_table_that_is_proved_to_be_so_needs_none() -> None:
    assert slipped_findings([LABELS], 0, {LABELS.lines}) == []
    assert len(slipped_findings([LABELS], 0, {(1, 2, 3)})) == 1


def test_the_heading_is_no_class() -> None:
    filing = us_bank(
        "AMOUNTS PER $1,000 UNIT\n     Class            Prin\n     Class        10.00000\n      A-1         20.00000\n"
    )
    assert [finding.rule for finding in filing.findings if finding.severity == "warning"] == ["slipped-labels"]
    assert list(filing.reports[0].classes) == ["A-1"]
