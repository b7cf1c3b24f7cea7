"""What the names and rules of a grammar mean, each on a page of a few lines, with what it ought to be read as."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from abs_grammar import Fact, Filing, Finding, parse
from abs_grammar.grammar.search_path import VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

GRAMMAR = r"""
// house.lark — a master servicer: no date in the letterhead, totals below a ruled line, pages for pools without names.

%import .common (CLASS, CLASS_NAME, FIGURES, PAGE_NUMBER, RUN_STAMP, TOTALS_RULE, UNKNOWN_TITLE)
%import .common (_ruled_table, class_or_unnamed_row, unnamed_totals_row)
%ignore PAGE_NUMBER
%ignore RUN_STAMP

recognised_by: HOUSE
HOUSE: "House Mortgage Funding"

report: (MASTER_SERVICER | DEAL_NAME__SERIES | STATEMENT | date_line | classes | pool | UNKNOWN_TITLE)*
MASTER_SERVICER: /(?P<master_servicer>.{2,60}) \(MASTER SERVICER\)/i
DEAL_NAME__SERIES: /CERTIFICATES SERIES (?P<series>[0-9A-Z-]+)( ?\(POOL ?# ?(?P<pool>\d+)\))?/i
STATEMENT: "STATEMENT TO HOLDERS"
date_line: DISTRIBUTION_DATE FIGURES
DISTRIBUTION_DATE: "DISTRIBUTION DATE"

classes: CLASSES _ruled_table{class_column, class_or_unnamed_row, unnamed_totals_row}?
?class_column: CLASS | CUSIP | BEGINNING_BALANCE | PASS_THROUGH_RATE__PERCENT | ENDING_BALANCE
CLASSES: /CLASSES OF POOL ?# ?\d{1,6}/i
CUSIP: "CUSIP"
BEGINNING_BALANCE: "BALANCE BEFORE"
PASS_THROUGH_RATE__PERCENT: "RATE"
ENDING_BALANCE: "BALANCE AFTER"

pool: POOL (pool_line | class_line | delinquent_row | component_row | loan_column | OTHER_COMPONENTS)*
?loan_column: LOAN_COUNT | BALANCE | COMPONENT
OTHER_COMPONENTS: "OTHER COMPONENTS"
POOL: /LOANS OF POOL \d{1,6}/i
pool_line: (ENDING_LOAN_COUNT | ENDING_POOL_BALANCE | POOL_FACTOR__PERCENT | POOL_FACTOR) FIGURES
class_line: NEXT_PASS_THROUGH_RATE FIGURES
delinquent_row: BUCKET FIGURES -> delinquent
component_row: COMPONENT_ENDING_BALANCE FIGURES
ENDING_LOAN_COUNT: "NUMBER OF LOANS IN THE POOL"
ENDING_POOL_BALANCE: "BALANCE OF THE LOANS"
POOL_FACTOR__PERCENT: "POOL FACTOR"
POOL_FACTOR: "POOL FACTOR AS A FRACTION"
NEXT_PASS_THROUGH_RATE: /CLASS (?P<class>[0-9A-Z-]{1,8}) - NEXT RATE/i
BUCKET: /\([A-Z]\) (?P<bucket>(ONE|TWO) MONTHLY PAYMENTS?)/i
LOAN_COUNT: "LOANS"
BALANCE: "BALANCE"
COMPONENT: /(?P<component>PAC I{1,2})/i
COMPONENT_ENDING_BALANCE: /CLASS (?P<class>[0-9A-Z-]{1,8}) ENDING BAL/i
"""

LETTERHEAD = """\
                    HOUSE MORTGAGE FUNDING (MASTER SERVICER)
                CERTIFICATES SERIES 1991-A(POOL #  2000)
STATEMENT TO HOLDERS
"""


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the grammar above one of those that are known."""
    (tmp_path / "house.lark").write_text(GRAMMAR, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))


def read(page: str) -> Filing:
    """Read lines below the letterhead of a page; they count from line 4 on."""
    return parse(LETTERHEAD + page.lstrip("\n"), layout="house")


def said(filing: Filing) -> dict[tuple[str | None, str], str | None]:
    """What the page says of whom; no two figures say the same."""
    told = [((fact.entity, fact.measure), fact.value) for fact in filing.facts() if fact.measure is not None]
    assert len(dict(told)) == len(told)
    return dict(told)


def unread(filing: Filing) -> list[Fact]:
    return [fact for fact in filing.facts() if fact.measure is None]


def told(filing: Filing, rule: str) -> list[tuple[int, ...]]:
    return [finding.lines for finding in filing.findings if finding.rule == rule]


CLASSES = """
CLASSES OF POOL#   2000
_________________________________________________________
CLASS   CUSIP       BALANCE BEFORE      RATE   BALANCE AFTER
_________________________________________________________
"""


class TestAClassWithoutAName:
    def test_the_one_class_of_a_deal_may_be_printed_without_a_name(self) -> None:
        page = read(f"""{CLASSES}
        760920BK3     4,797,017.76  7.041267    4,781,024.27

---------------------------------------------------------
                      4,797,017.76              4,781,024.27
""")
        assert said(page) == {
            ("Unnamed", "cusip"): "760920BK3",
            ("Unnamed", "beginning_balance"): "4797017.76",
            ("Unnamed", "pass_through_rate"): "0.07041267",
            ("Unnamed", "ending_balance"): "4781024.27",
            ("Total", "beginning_balance"): "4797017.76",
            ("Total", "ending_balance"): "4781024.27",
        }
        assert list(page.reports[0].classes) == ["Unnamed"]

    def test_its_row_keeps_the_place_of_every_figure(self) -> None:
        page = read(f"{CLASSES}        760920BK3     4,797,017.76  7.041267    4,781,024.27\n")
        assert [(f.header, f.label, f.start, f.text) for f in page.facts()] == [
            ("CUSIP", None, 8, "760920BK3"),
            ("BALANCE BEFORE", None, 22, "4,797,017.76"),
            ("RATE", None, 36, "7.041267"),
            ("BALANCE AFTER", None, 48, "4,781,024.27"),
        ]

    def test_among_classes_that_have_names_such_a_row_speaks_of_nobody(self) -> None:
        page = read(f"""{CLASSES}
A-1     760920BK3     4,797,017.76  7.041267    4,781,024.27
                        797,017.76                781,024.27
""")
        assert {entity for entity, _ in said(page)} == {"A-1"}
        assert [fact.text for fact in unread(page)] == ["797,017.76", "781,024.27"]
        assert told(page, "no-entity") == [(page.facts()[-1].line,)]

    def test_totals_that_have_lost_their_ruled_line_are_no_class(self) -> None:
        page = read(f"""{CLASSES}
        760920BK3     4,797,017.76  7.041267    4,781,024.27
                      4,797,017.76              4,781,024.27
""")
        assert said(page) == {}
        assert len(unread(page)) == 6

    def test_a_class_may_have_no_cusip(self) -> None:
        page = read(f"""{CLASSES}
A-1     760920BK3     4,797,017.76  7.041267    4,781,024.27
B                       797,017.76  8.750000      781,024.27
""")
        assert said(page)["B", "pass_through_rate"] == "0.08750000"
        assert ("B", "cusip") not in said(page)


class TestTotalsBelowARuledLine:
    def test_a_row_below_a_ruled_line_is_the_total(self) -> None:
        page = read(f"""{CLASSES}
A-1     760920BK3     4,797,017.76  7.041267    4,781,024.27
A-2     760920BL1       100,000.00  8.000000            0.00

---------------------------------------------------------
                      4,897,017.76              4,781,024.27
=========================================================
""")
        assert said(page)["Total", "beginning_balance"] == "4897017.76"
        assert said(page)["Total", "ending_balance"] == "4781024.27"
        assert ("Total", "pass_through_rate") not in said(page)
        assert not page.unaccounted


class TestATitleThatEndsInANumber:
    def test_it_is_a_title_though_its_number_stands_apart(self) -> None:
        page = read(f"{CLASSES}A-1     760920BK3     4,797,017.76  7.041267    4,781,024.27\n")
        assert {fact.statement for fact in page.facts()} == {"CLASSES OF POOL# 2000"}
        assert "2000" not in [fact.text for fact in page.facts()]
        assert not page.unaccounted


class TestPercents:
    def test_a_rate_printed_in_percent_without_the_sign_is_a_fraction(self) -> None:
        page = read("LOANS OF POOL 2000\nPOOL FACTOR:        11.16917240\n")
        assert said(page) == {(None, "pool_factor"): "0.1116917240"}
        assert page.reports[0].pool is not None
        assert page.reports[0].pool.pool_factor == Decimal("0.1116917240")

    def test_so_is_one_under_a_heading_and_rates_exceed_100_percent(self) -> None:
        page = read(f"{CLASSES}A-1     760920BK3     4,797,017.76  141.250000    4,781,024.27\n")
        assert said(page)["A-1", "pass_through_rate"] == "1.41250000"

    def test_the_sign_changes_nothing(self) -> None:
        page = read("LOANS OF POOL 2000\nPOOL FACTOR:        11.16917240  %\n")
        assert [(fact.value, fact.text) for fact in page.facts()] == [("0.1116917240", "11.16917240  %")]

    def test_a_plain_fraction_stays_what_it_is(self) -> None:
        page = read("LOANS OF POOL 2000\nPOOL FACTOR AS A FRACTION:       .11169172\n")
        assert said(page) == {(None, "pool_factor"): "0.11169172"}


class TestLabelsWithGaps:
    def test_a_mark_that_numbers_a_row_belongs_to_its_label(self) -> None:
        page = read("""
LOANS OF POOL 2000
                                    LOANS      BALANCE
 (A)  ONE MONTHLY PAYMENT:              2     239,542.04
 (B)  TWO MONTHLY PAYMENTS:             1      71,570.39
""")
        assert said(page) == {
            ("ONE MONTHLY PAYMENT", "delinquent_loan_count"): "2",
            ("ONE MONTHLY PAYMENT", "delinquent_balance"): "239542.04",
            ("TWO MONTHLY PAYMENTS", "delinquent_loan_count"): "1",
            ("TWO MONTHLY PAYMENTS", "delinquent_balance"): "71570.39",
        }

    def test_the_words_of_a_label_may_stand_apart(self) -> None:
        page = read("LOANS OF POOL 2000\nCLASS A-9  - NEXT RATE               0.0936 %\n")
        assert said(page) == {("A-9", "next_pass_through_rate"): "0.000936"}


class TestComponentsOfAClass:
    def test_a_component_is_told_by_the_class_of_its_row_and_the_words_of_its_column(self) -> None:
        page = read("""
LOANS OF POOL 2000
                               PAC I          PAC II
CLASS A-6 ENDING BAL:     100,000.00           N/A
""")
        assert said(page) == {
            ("A-6 / PAC I", "component_ending_balance"): "100000.00",
            ("A-6 / PAC II", "component_ending_balance"): None,
        }
        (report,) = page.reports
        assert not report.classes
        assert report.components["A-6 / PAC I"].component_ending_balance == Decimal("100000.00")


POOL = "LOANS OF POOL 2000\nNUMBER OF LOANS IN THE POOL      {0}\nBALANCE OF THE LOANS      {1}\n\n"


def dated(filing: Filing) -> list[Finding]:
    """The findings of a page but for the one that it is printed without a date."""
    return [finding for finding in filing.findings if finding.rule != "no-distribution-date"]


class TestAStatementPrintedForGroupsThatItDoesNotName:
    def test_the_printing_that_the_others_sum_to_is_the_pools(self) -> None:
        page = read(POOL.format(10, "1,000.00") + POOL.format(4, "300.00") + POOL.format(6, "700.00"))
        assert said(page) == {
            (None, "ending_loan_count"): "10",
            (None, "ending_pool_balance"): "1000.00",
            ("Unnamed 1", "ending_loan_count"): "4",
            ("Unnamed 1", "ending_pool_balance"): "300.00",
            ("Unnamed 2", "ending_loan_count"): "6",
            ("Unnamed 2", "ending_pool_balance"): "700.00",
        }
        assert [(f.rule, f.severity, f.lines) for f in dated(page)] == [("unnamed-groups", "info", (4, 8, 12))]
        assert list(page.reports[0].groups) == ["Unnamed 1", "Unnamed 2"]
        assert page.reports[0].pool is not None
        assert page.reports[0].pool.ending_loan_count == 10

    def test_one_that_is_printed_again_with_the_same_figures_is_of_the_same_group(self) -> None:
        four, six = POOL.format(4, "300.00"), POOL.format(6, "700.00")
        page = read(POOL.format(10, "1,000.00") + four + six + four + six)
        counts = [fact.entity for fact in page.facts() if fact.measure == "ending_loan_count"]
        assert counts == [None, "Unnamed 1", "Unnamed 2", "Unnamed 1", "Unnamed 2"]
        assert told(page, "printed-differently") == []

    def test_where_none_is_the_sum_of_the_others_none_is_taken_for_the_pools(self) -> None:
        page = read(POOL.format(10, "1,000.00") + POOL.format(4, "300.00"))
        assert {entity for entity, _ in said(page)} == {"Unnamed 1", "Unnamed 2"}
        assert [(f.rule, f.severity) for f in dated(page)] == [("unnamed-groups", "warning")]

    def test_the_whole_pool_may_be_printed_last(self) -> None:
        page = read(POOL.format(4, "300.00") + POOL.format(6, "700.00") + POOL.format(10, "1,000.00"))
        assert said(page)[None, "ending_loan_count"] == "10"
        assert said(page)["Unnamed 1", "ending_loan_count"] == "4"

    def test_a_statement_printed_twice_alike_is_of_the_pool_both_times(self) -> None:
        page = read(POOL.format(10, "1,000.00") * 2)
        assert {fact.entity for fact in page.facts()} == {None}
        assert not dated(page)

    def test_a_statement_that_goes_on_below_its_title_speaks_of_the_same(self) -> None:
        page = read(
            "LOANS OF POOL 2000\nNUMBER OF LOANS IN THE POOL      10\n\nLOANS OF POOL 2000\nPOOL FACTOR       11.16\n"
        )
        assert {fact.entity for fact in page.facts()} == {None}
        assert not dated(page)


def statement(series: str, pool: int, loans: int) -> str:
    """One report of two pages, the letterhead printed again on the second without its pool; the date stands below."""
    return f"""
Run:        12/22/00     09:50:51                                    REPT1B.FRG
Page:         1 of 2
                    HOUSE MORTGAGE FUNDING (MASTER SERVICER)
                CERTIFICATES SERIES {series}(POOL #  {pool})
STATEMENT TO HOLDERS
LOANS OF POOL {pool}
NUMBER OF LOANS IN THE POOL      {loans}

DISTRIBUTION DATE        26-December-00

Run:        12/22/00     09:50:52                                    rept2.frg
Page:         2 of 2
                    HOUSE MORTGAGE FUNDING (MASTER SERVICER)
                CERTIFICATES SERIES {series}
STATEMENT TO HOLDERS
LOANS OF POOL {pool}
POOL FACTOR       11.16

 ................................................................................

"""


class TestManyReports:
    """A letterhead without a date begins another report where it names another series, or another pool."""

    def test_a_letterhead_printed_again_on_the_next_page_begins_none(self) -> None:
        (report,) = parse(statement("1991-A", 2000, 46), layout="house").reports
        assert report.pool is not None
        assert (report.series, report.pool.ending_loan_count, report.pool.pool_factor) == (
            "1991-A",
            46,
            Decimal("0.1116"),
        )
        assert report.master_servicer == "HOUSE MORTGAGE FUNDING"
        assert report.trustee is None
        assert report.deal == "CERTIFICATES SERIES 1991-A(POOL # 2000)"

    def test_each_report_has_its_own_figures_and_dates(self) -> None:
        page = parse("".join(map(statement, ("1991-A", "1991-B", "1992-A"), (1, 2, 3), (46, 12, 7))), layout="house")
        assert [report.series for report in page.reports] == ["1991-A", "1991-B", "1992-A"]
        assert [report.pool.ending_loan_count for report in page.reports if report.pool] == [46, 12, 7]
        assert all(report.distribution_date is not None for report in page.reports)
        assert [len(report.facts()) for report in page.reports] == [3, 3, 3]
        assert not page.unaccounted
        assert not dated(page)

    def test_one_series_of_two_pools_is_two_reports(self) -> None:
        page = parse(statement("1991-A", 2000, 46) + statement("1991-A", 2001, 12), layout="house")
        assert [report.pool.ending_loan_count for report in page.reports if report.pool] == [46, 12]

    def test_a_letterhead_begins_below_the_statement_before_though_nothing_parts_them(self) -> None:
        close = [line for line in (statement("1991-A", 1, 46) + statement("1991-B", 2, 12)).splitlines() if line]
        page = parse("\n".join(close), layout="house")
        assert [len(report.facts()) for report in page.reports] == [3, 3]
        assert not page.unaccounted


class TestTitlesInsideAStatement:
    def test_what_stands_below_one_is_not_read_under_the_headings_above_it(self) -> None:
        page = read("""
LOANS OF POOL 2000
                               PAC I          PAC II
CLASS A-6 ENDING BAL:     100,000.00      200,000.00
OTHER COMPONENTS
CLASS A-7 ENDING BAL:     300,000.00      400,000.00
""")
        assert {entity for entity, _ in said(page)} == {"A-6 / PAC I", "A-6 / PAC II"}
        assert [fact.text for fact in unread(page)] == ["300,000.00", "400,000.00"]

    def test_a_misprinted_line_of_the_letterhead_above_a_title_is_still_above_it(self) -> None:
        page = read("STATEMENT TO HOLDENS\nLOANS OF POOL 2000\nPOOL FACTOR       11.16\n")
        assert said(page) == {(None, "pool_factor"): "0.1116"}
        assert told(page, "damaged-title") == [(4,)]


CLASSES_ACROSS = r"""
// across.lark — classes as columns, clauses as rows.

%import .common (FIGURES)

recognised_by: ACROSS
ACROSS: "Across Trust Company"

report: (date_line | notes)*
date_line: DISTRIBUTION_DATE FIGURES
DISTRIBUTION_DATE: "Payment Date"

notes: NOTES (note_column | note_row)*
NOTES: "NOTE DISTRIBUTIONS"
?note_column: NOTE_CLASS | ALL_NOTES
note_row: (BEGINNING_BALANCE | PASS_THROUGH_RATE | REALIZED_LOSS | PRINCIPAL_DISTRIBUTION) FIGURES
NOTE_CLASS: /Class (?P<class>[A-Z]-\d)/
ALL_NOTES: {}
BEGINNING_BALANCE: "(a) Principal Amount, beginning"
PASS_THROUGH_RATE: "(b) Note Rate"
PRINCIPAL_DISTRIBUTION: "(c) Principal paid"
REALIZED_LOSS: "(d) Loss"
"""

CLAUSES = """
Across Trust Company
Payment Date:  June 15, 1998
NOTE DISTRIBUTIONS
                                      Class A-1       Class A-2           TOTAL
(a) Principal Amount, beginning       1,000.00        2,000.00        3,000.00
(b) Note Rate                          5.6250%         5.9300%
(c) Principal paid                      100.00                          100.00
(d) Loss                                  0.00            0.00            0.00
"""


class TestClassesAcross:
    """Clauses as rows, classes as columns: a blank cell is no figure, and the last column is of the totals."""

    def read(self, total: str, tmp_path: Path) -> list[Fact]:
        (tmp_path / "across.lark").write_text(CLASSES_ACROSS.replace("{}", total), encoding="utf-8")
        return parse(CLAUSES).facts()

    def test_a_figure_is_of_the_class_over_its_column(self, tmp_path: Path) -> None:
        facts = self.read("/(?P<total>total)/i", tmp_path)
        assert [(f.line, f.entity, f.measure, f.value) for f in facts if f.line in (6, 7, 8)] == [
            (6, "A-1", "beginning_balance", "1000.00"),
            (6, "A-2", "beginning_balance", "2000.00"),
            (6, "Total", "beginning_balance", "3000.00"),
            (7, "A-1", "pass_through_rate", "0.056250"),
            (7, "A-2", "pass_through_rate", "0.059300"),
            (8, "A-1", "principal_distribution", "100.00"),
            (8, "Total", "principal_distribution", "100.00"),
        ]
        assert {f.scope for f in facts if f.line in (6, 7, 8)} == {"class"}

    @pytest.mark.parametrize(
        ("total", "scope"),
        [("/(?P<total>total)/i", "group"), ("/(?P<class>total)/i", "class")],
        ids=["pool", "classes"],
    )
    def test_the_pattern_says_whose_total_a_loss_is(self, total: str, scope: str, tmp_path: Path) -> None:
        facts = self.read(total, tmp_path)
        assert [(f.scope, f.entity) for f in facts if f.line == 9][-1] == (scope, "Total")
