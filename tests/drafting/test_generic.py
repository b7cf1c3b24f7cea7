"""A page of an unknown trustee, read without a grammar because it was asked for."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from typer.testing import CliRunner

from abs_grammar import UnknownLayoutError, from_dict, layouts, parse, to_dict
from abs_grammar.cli.app import app
from abs_grammar.grammar.layouts import known_layouts
from abs_grammar.reading.parser import PageParser
from tests.drafting.test_draft import ACROSS, CENTRED, HOSTILE, MARKED

each_page = pytest.mark.parametrize(
    "page", [CENTRED, ACROSS, MARKED, HOSTILE], ids=["centred", "across", "marked", "odd"]
)


class TestOnRequestOnly:
    @each_page
    def test_an_unknown_page_is_refused_and_told_of_it(self, page: str) -> None:
        with pytest.raises(UnknownLayoutError, match="--layout generic without a grammar"):
            parse(page)

    def test_it_is_no_layout_that_a_page_can_be_recognised_by(self) -> None:
        assert "generic" not in [layout.name for layout in layouts()]

    def test_a_file_of_that_name_is_no_layout_either(self, tmp_path: Path) -> None:
        (tmp_path / "generic.lark").write_text('\nrecognised_by: A\nA: "a"\nreport: A\n')
        assert known_layouts(tmp_path) == known_layouts()


class TestWhatItGives:
    @each_page
    def test_each_report_says_that_no_grammar_read_it(self, page: str) -> None:
        filing = parse(page, layout="generic")
        assert [report.layout for report in filing.reports] == ["generic"]
        (finding,) = [finding for finding in filing.findings if finding.rule == "no-grammar"]
        assert (finding.severity, finding.report) == ("warning", 0)
        assert "without a grammar" in finding.message
        assert finding in filing.reports[0].findings

    @each_page
    def test_every_figure_is_there_with_its_place(self, page: str) -> None:
        lines = page.splitlines()
        filing = parse(page, layout="generic")
        assert filing.coverage.figures == filing.coverage.figures_accounted > 0
        for fact in filing.facts():
            assert lines[fact.line - 1][fact.start : fact.end] == fact.text
            assert fact.layout == "generic"
            assert fact.label is not None or fact.header is not None

    def test_classes_are_read_where_their_words_are_certain(self) -> None:
        report = parse(CENTRED, layout="generic").reports[0]
        assert list(report.classes) == ["A-1", "A-2", "R"]
        assert str(report.classes["A-1"].ending_balance) == "890000.00"
        assert str(report.distribution_date) == "1998-04-27"

    def test_a_word_that_is_not_certain_gives_no_measure(self) -> None:
        (fact,) = [f for f in parse(CENTRED, layout="generic").facts() if f.label == "Fraud Coverage"]
        assert (fact.measure, fact.value, fact.unit) == (None, "500000.00", "text")

    def test_it_goes_to_plain_data_and_back(self) -> None:
        filing = parse(CENTRED, layout="generic")
        assert from_dict(to_dict(filing)) == filing

    @pytest.mark.parametrize(
        ("page", "found"),
        [
            ("Dear holder,\n\nnothing was paid.\n", ["no-statement"]),
            ("x\n", ["no-statement"]),
            ("1.00\n", ["unread-figures", "no-statement"]),
        ],
    )
    def test_a_page_without_a_statement_has_none(self, page: str, found: list[str]) -> None:
        filing = parse(page, layout="generic")
        assert filing.reports == ()
        assert [finding.rule for finding in filing.findings] == found


def parsers_kept() -> int:
    gc.collect()
    return sum(isinstance(kept, PageParser) for kept in gc.get_objects())


def test_a_page_leaves_no_parser_behind() -> None:
    parse(CENTRED, layout="generic")
    before = parsers_kept()
    for _ in range(3):
        parse(CENTRED, layout="generic")
    assert parsers_kept() == before


def test_a_row_without_a_label_that_repeats_the_row_above_is_nobodys_where_there_are_no_classes() -> None:
    table = "LATE LOANS\n              Count       Balance\n30-59 days        2        100.00\n"
    filing = parse(f"Payment Date:   25-Apr-00\n\n{table}                  2        100.00\n", layout="generic")
    assert [fact.entity for fact in filing.facts()][1:] == ["30-59 days", "30-59 days", None, None]


def test_a_label_in_two_pieces_is_no_cell() -> None:
    page = """Payment Date:   25-Apr-00

LATE LOANS
LOANS    BALANCE                NOTES
X             2                     1          1.00
 (A)  ONE MONTHLY PAYMENT:          4    812,440.10
"""
    lines = page.splitlines()
    for fact in parse(page, layout="generic").facts():
        assert lines[fact.line - 1][fact.start : fact.end] == fact.text


def test_check_tells_of_it(tmp_path: Path) -> None:
    sample = tmp_path / "sample.txt"
    sample.write_text(CENTRED)
    done = CliRunner().invoke(app, ["check", "--layout", "generic", str(sample)])
    assert done.exit_code == 1
    assert "no-grammar" in done.stdout


class TestTitlesThatAlsoOpen:
    """The words of a table of contents, with a page number, are those of a statement's title further down."""

    PAGE = """\
Harrow Lane Trust 2006-A
Distribution Date:  06/25/2007

CONTENTS
Interest Distribution      4
Credit Enhancement        10

Deal Contact:    Eudora Pemberwick    Citibank, N.A.

Credit Enhancement

TESTS
Delinquency Percentage    3.575408%
Loss Percentage           0.028619%
"""

    def test_are_no_two_rules(self) -> None:
        assert "3.575408%" in [fact.text for fact in parse(self.PAGE, layout="generic").facts()]
