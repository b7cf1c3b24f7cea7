"""Oddities of trustees' pages, each on a page of a few lines, with what it ought to be read as."""

from __future__ import annotations

from pathlib import Path

import pytest

from abs_grammar import Fact, Filing, GrammarError, parse
from abs_grammar.grammar.layouts import Layout
from abs_grammar.page.columns import span, stack
from abs_grammar.page.lines import read_lines
from tests.letterheads import CTSLINK, US_BANK, ctslink, us_bank

Said = dict[tuple[str | None, str], str | None]


def below(filing: Filing) -> list[Fact]:
    """The figures below the letterhead."""
    return [fact for fact in filing.facts() if not (fact.measure or "").endswith("_date")]


def said(filing: Filing) -> Said:
    """What the page says of whom, below the letterhead, in the order printed."""
    return {(fact.entity, fact.measure): fact.value for fact in below(filing) if fact.measure is not None}


def unread(filing: Filing) -> list[str]:
    """The figures that have no measure."""
    return [fact.text for fact in below(filing) if fact.measure is None]


def told(filing: Filing, rule: str) -> list[tuple[int, ...]]:
    """The lines of each finding of a rule."""
    return [finding.lines for finding in filing.findings if finding.rule == rule]


def unaccounted(filing: Filing) -> list[str]:
    return [line.text.strip() for line in filing.unaccounted]


class TestFiguresThatContradictEachOther:
    def test_a_figure_printed_twice_with_different_values_is_told_with_both_lines(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal
      A-1        504,000,000    491,563,567

     Class         Orig Bal       Prin
      A-1        504,000,009      7,955,004
""")
        assert told(page, "printed-differently") == [(7, 10)]
        assert [(f.expected, f.actual) for f in page.findings] == [("504000000", "504000009")]
        assert page.reports[0].classes["A-1"].original_balance == 504_000_000

    def test_coupons_under_lines_that_name_groups_are_not_those_of_the_deal(self) -> None:
        page = us_bank("""
Group 1
Weighted Avg. Gross Coup. of Mortg. Loans              7.55854%
Group 2
Weighted Avg. Gross Coup. of Mortg. Loans              7.65854%
""")
        assert unread(page) == ["7.55854%", "7.65854%"]
        assert [line.text for line in page.unaccounted] == ["Group 1", "Group 2"]


class TestRowsThatAreNoClass:
    @pytest.mark.parametrize("label", ["SUBTOTAL", "SUB-TOTAL", "SUM", "ALL", "POOL", "DEAL TOTAL", "TOTAL A"])
    def test_a_row_of_totals_in_other_words_is_no_class(self, label: str) -> None:
        page = us_bank(f"""
DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal
      A-1        504,000,000    491,563,567
{label:<12}     504,000,000    491,563,567
""")
        assert said(page) == {("A-1", "original_balance"): "504000000", ("A-1", "beginning_balance"): "491563567"}
        assert unread(page) == ["504,000,000", "491,563,567"]
        assert told(page, "unknown-label") == [(8,)]

    def test_an_unnamed_row_that_is_not_the_last_is_not_the_total(self) -> None:
        page = us_bank("""
Interest Shortfall
                     Tot            Real
                    Unpaid         Losses
      A-1           0.01           0.02
                    0.03           0.04
      A-2           0.05           0.06
""")
        assert {fact.entity for fact in below(page) if fact.measure is not None} == {"A-1"}
        assert told(page, "no-entity") == [(9,)]

    def test_a_totals_row_of_other_accounts_is_the_total(self) -> None:
        page = ctslink("""
                       OTHER ACCOUNTS
                          Beginning            Current
Account Type                Balance        Withdrawals
Cap Contract                   1.00               2.00
Totals                         1.00               2.00
""")
        assert [fact.entity for fact in below(page)] == ["Cap Contract", "Cap Contract", "Total", "Total"]

    def test_a_class_takes_the_spelling_printed_more_often_though_the_other_comes_first(self) -> None:
        page = us_bank("""
Interest Shortfall
                     Tot
                    Unpaid
      BIO           0.01

DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal
      B-IO        90,000,000     90,000,000
""")
        assert {fact.entity for fact in below(page)} == {"B-IO"}
        assert told(page, "class-spelling") == [(8,)]

    def test_labels_printed_one_row_too_low_are_told_for_every_line_of_their_table(self) -> None:
        page = us_bank("""
AMOUNTS PER $1,000 UNIT
     Class           Int           Total
     Class         1.31425       17.09799
      A-1          1.31779       24.96321
      A-2          1.17145       29.68505
""")
        assert told(page, "slipped-labels") == [(7, 8, 9)]


class TestFiguresInDoubt:
    @pytest.mark.parametrize("rate", ["0.95000", "1.55000"])
    def test_a_rate_without_a_percent_sign_is_doubted(self, rate: str) -> None:
        page = us_bank(f"""
DISTRIBUTION SUMMARY
Class                Rate           Int
A-1                1.47000%       662,382
A-2                {rate}        226,660
""")
        assert said(page)["A-1", "pass_through_rate"] == "0.0147000"
        assert unread(page) == [rate]
        assert told(page, "misfit") == [(8,)]

    def test_figures_under_an_unknown_subtitle_are_not_those_of_the_rows_above(self) -> None:
        page = us_bank("""
                   GROUP 1        GROUP 2           TOTAL
Prin Dist:
Beg Bal           602,919,224     384,627,023      987,546,248

Prior Month
Beg Bal           602,000,000     384,000,000      986,000,000
""")
        assert said(page)["Total", "beginning_pool_balance"] == "987546248"
        assert unread(page) == ["602,000,000", "384,000,000", "986,000,000"]
        assert told(page, "of-another") == [(10,)]

    def test_buckets_whose_headings_are_lost_are_not_those_of_the_group_above(self) -> None:
        page = us_bank("""
Delinq Info
                   GROUP 1
                    Count         Balance
30-59 days           68          8,472,409
60-89 days           27          3,621,077

30-59 days           94         12,267,233
60-89 days           39          5,666,418
""")
        assert unread(page) == ["94", "12,267,233", "39", "5,666,418"]

    def test_an_account_statement_of_a_prior_period_is_not_read_as_the_account(self) -> None:
        page = ctslink("""
                         SERVICING FEES
Gross Servicing Fee                                   98,669.27
</TABLE>
<TABLE>
                     PRIOR ACCOUNT STATEMENT
                       CERTIFICATE ACCOUNT
Beginning Balance                                          0.00
     Payments of Interest and Principal            4,513,296.15
""")
        assert said(page) == {(None, "gross_servicing_fee"): "98669.27"}
        assert unaccounted(page) == ["PRIOR ACCOUNT STATEMENT", "CERTIFICATE ACCOUNT"]
        assert told(page, "of-another") == [(13,), (14,)]

    def test_an_unaccounted_line_lists_its_amounts(self) -> None:
        page = us_bank("Total Distribution Amount 4,473,947.78 less 12.50 for the month\n")
        assert [(line.line, line.figures) for line in page.unaccounted] == [(5, ("4,473,947.78", "12.50"))]


class TestOneBlank:
    def test_a_label_and_its_figure(self) -> None:
        assert said(us_bank("Num Liq Loans 0\n")) == {(None, "liquidated_loan_count"): "0"}

    def test_a_label_that_ends_in_a_colon_and_its_date(self) -> None:
        page = parse(US_BANK.replace(" " * 19, " ") + "Num Liq Loans    0\n", layout="us_bank")
        assert str(page.reports[0].distribution_date) == "2003-11-17"
        assert page.reports[0].deal == "Asset Backed Securities Corporation, Series 2003-HE4"

    def test_all_the_figures_of_a_class(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal           Prin
      A-1        504,000,000    491,563,567      7,955,004
      A-2 172,000,000 165,394,980 4,067,013
""")
        assert said(page)["A-2", "original_balance"] == "172000000"
        assert said(page)["A-2", "principal_distribution"] == "4067013"

    def test_a_bucket_and_its_share_and_a_percent_sign(self) -> None:
        page = ctslink("""
          LOAN STATUS STRATIFICATION/CREDIT ENHANCEMENT STATEMENT
                             DELINQUENCY STATUS
         DELINQUENT               BANKRUPTCY
<s>       <c>                     <c>
          No of Loans             No of Loans
          Principal Balance       Principal Balance
30 Days   36                      2
          4,896,139.31            215,634.26

          No of Loans             No of Loans
          Principal Balance       Principal Balance
30 Days 2.474227 %                0.137457 %
          2.093134 %              0.092185 %
""")
        assert said(page)["30 Days", "delinquent_loan_count"] == "36"
        assert said(page)["30 Days", "delinquent_loan_count_share"] == "0.02474227"

    def test_a_footnote_mark_after_a_figure_is_no_figure(self) -> None:
        assert [fact.text for fact in below(us_bank("Agg End Coll Bal     975,586,503 (3)\n"))] == ["975,586,503"]

    def test_a_dollar_sign_after_a_label_is_none_of_its_words(self) -> None:
        assert said(us_bank("O/C Release Amt $     12.55\n")) == {
            (None, "overcollateralization_release_amount"): "12.55"
        }


class TestLabels:
    WRAPPED = (
        "Num. of Loans for which\n  Prep.Prem. were collected          37\n",
        "Num. of Loans\nfor which Prep.Prem.\nwere collected         37\n",
    )

    @pytest.mark.parametrize("page", WRAPPED, ids=["two lines", "three lines"])
    def test_a_label_wrapped_over_lines_is_one(self, page: str) -> None:
        assert said(us_bank(page)) == {(None, "prepayment_penalty_loan_count"): "37"}
        assert unaccounted(us_bank(page)) == []

    def test_an_escaped_ampersand_is_one(self) -> None:
        page = parse(
            f"<HTML><BODY><PRE>\n{CTSLINK}COLLATERAL STATEMENT\n"
            "Monthly P &amp;I Constant                1,662,802.15\n</TABLE>\n</PRE></BODY></HTML>\n",
            layout="ctslink",
        )
        assert said(page) == {(None, "principal_and_interest_constant"): "1662802.15"}

    def test_a_row_printed_inside_the_marks_of_a_footnote_is_a_row(self) -> None:
        page = ctslink("""
               Certificateholder Distribution Summary
                          Ending              Total
Class                    Balance       Distribution
A1                157,824,262.08       2,671,202.77
<FN>
Totals            157,824,262.08       2,671,202.77
All distributions have been calculated by the Certificate Administrator.
</FN>
""")
        assert said(page)["Total", "total_distribution"] == "2671202.77"
        assert unaccounted(page) == []


class TestTables:
    GROUPS = """
                   GROUP 1                      GROUP 2
               Count      Balance           Count       Balance
"""

    def test_headings_of_groups_are_centred_over_their_columns(self) -> None:
        page = us_bank(f"""
Delinq Info{self.GROUPS}30-59 days      68       8,472,409           26        3,794,824
""")
        assert said(page) == {
            ("Group 1 / 30-59 days", "delinquent_loan_count"): "68",
            ("Group 1 / 30-59 days", "delinquent_balance"): "8472409",
            ("Group 2 / 30-59 days", "delinquent_loan_count"): "26",
            ("Group 2 / 30-59 days", "delinquent_balance"): "3794824",
        }

    def test_headings_that_repeat_themselves_are_spanned_in_turn(self) -> None:
        upper, lower = (stack(read_lines([line], 1, 1)) for line in self.GROUPS.strip("\n").split("\n"))
        lower = span(upper, lower)
        spanned = [column.printed for column in lower]
        assert spanned == ["GROUP 1 / Count", "GROUP 1 / Balance", "GROUP 2 / Count", "GROUP 2 / Balance"]

    def test_a_title_repeated_at_a_page_break_without_headings_goes_on(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal
      A-1        504,000,000    491,563,567
Page 2
<PAGE>
DISTRIBUTION SUMMARY
      A-2        172,000,000    165,394,980
     Total       676,000,000    656,958,547
""")
        assert said(page)["A-2", "beginning_balance"] == "165394980"
        assert said(page)["Total", "original_balance"] == "676000000"
        assert unread(page) == []

    def test_not_applicable_in_a_column_of_words_has_no_value(self) -> None:
        page = us_bank("""
AMOUNTS PER $1,000 UNIT
     Class          Cusip           Prin
      A-1         04541GER9      15.78374
       P             N/A          0.00000
""")
        assert said(page)["A-1", "cusip"] == "04541GER9"
        assert said(page)["P", "cusip"] is None


class TestGrammarsWithMistakes:
    def test_an_unclosed_quote_has_its_line_and_column(self, tmp_path: Path) -> None:
        path = tmp_path / "odd.lark"
        path.write_text('// odd.lark\n\nrecognised_by: ODD ODD\nreport: ODD\nODD: "Odd\n', "utf-8")
        with pytest.raises(GrammarError) as error:
            Layout(path).grammar  # noqa: B018 - read when asked for
        assert (error.value.line, error.value.column) == (5, 5)
        assert str(error.value).startswith(f"{path}:5:6: ")
