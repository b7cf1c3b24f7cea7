"""What an odd line costs: itself, and never the meaning of another line in silence."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import attrs
import pytest

from abs_grammar.grammar.layouts import Layout, grammars_folder
from abs_grammar.page.lines import read_lines
from abs_grammar.pipeline import read_report
from abs_grammar.reading.parser import parser_of
from abs_grammar.reading.record import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from abs_grammar import Report

GRAMMAR = r"""
// tiny.lark — a trustee with three statements and two lines.

%import .common (CLASS, CLASS_NAME, FIGURES, PAGE_NUMBER, RUN_STAMP, TOTAL, UNKNOWN_TITLE)
%import .common (_table, class_row, totals_row)
%import .edgar_table (FOOTNOTE, TABLE_EDGE, _edge)
%ignore PAGE_NUMBER
%ignore RUN_STAMP

recognised_by: TRUSTEE_NAME
TRUSTEE_NAME: "First Test Bank"

report: (DEAL_NAME | CONTACT_BLOCK | _edge)* (_statement (_statement | _edge)*)?
_statement: summary | unit_amounts_per_1000 | losses | fees | UNKNOWN_TITLE
DEAL_NAME.-3: /.+/
CONTACT_BLOCK: /Contact:[^\n]*(\n[^\n]*)*/

summary: SUMMARY _table{summary_column, class_row, totals_row}?
?summary_column: CLASS | BEGINNING_BALANCE | PRINCIPAL_DISTRIBUTION | INTEREST_DISTRIBUTION | ENDING_BALANCE
SUMMARY: "Distribution Summary"
BEGINNING_BALANCE: "Opening Balance"
PRINCIPAL_DISTRIBUTION: "Principal Paid"
INTEREST_DISTRIBUTION: "Interest Paid"
ENDING_BALANCE: "Closing Balance"

unit_amounts_per_1000: UNIT_AMOUNTS _table{unit_column, class_row, totals_row}?
?unit_column: CLASS | CUSIP | PRINCIPAL_DISTRIBUTION | INTEREST_DISTRIBUTION
UNIT_AMOUNTS: "Amounts for Each Unit"
CUSIP: "Cusip"

losses: LOSSES _table{loss_column, class_row, totals_row}?
?loss_column: CLASS | REALIZED_LOSS | ENDING_BALANCE
LOSSES: "Losses by Class"
REALIZED_LOSS: "Loss of the Month"

fees: FEES fee_line*
fee_line: (TRUSTEE_FEE | NET_SERVICING_FEE) FIGURES
FEES: "Fees Paid"
TRUSTEE_FEE: "Fee of the Trustee"
NET_SERVICING_FEE: "Fee of the Servicer"
"""


@attrs.frozen
class Read:
    """A page as it was read."""

    report: Report
    reading: Reading
    lines: list[str]

    def said(self) -> dict[tuple[str | None, str], str | None]:
        """What the page says: a value for each entity and measure."""
        return {(f.entity, f.measure): f.value for f in self.report.facts() if f.measure is not None}

    def unmeasured(self) -> list[str]:
        return [fact.text for fact in self.report.facts() if fact.measure is None]

    def unowned(self) -> list[str]:
        """The printed lines that nobody owns."""
        return [line.strip() for n, line in enumerate(self.lines, 1) if line.strip() and n not in self.reading.owned]

    def told(self) -> list[tuple[str, tuple[int, ...]]]:
        return [(finding.rule, finding.lines) for finding in self.report.findings]


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    folder: Path = tmp_path_factory.mktemp("grammars")
    for name in ("common.lark", "edgar_table.lark"):
        shutil.copy(grammars_folder() / name, folder)
    (folder / "tiny.lark").write_text(GRAMMAR, encoding="utf-8")
    return Layout(folder / "tiny.lark")


def read(layout: Layout, page: str) -> Read:
    lines = page.split("\n")
    reading = Reading(read_lines(lines, 1, len(lines)))
    tree = parser_of(layout).parse(reading)
    return Read(read_report(tree, reading, source="page", number=0, layout="tiny"), reading, lines)


SUMMARY = """Distribution Summary

Class        Opening Balance    Principal Paid
A-1               900,000.00         10,000.00
A-2               400,000.00          5,000.00
Total           1,300,000.00         15,000.00
"""
SUMMARY_SAYS = {
    ("A-1", "beginning_balance"): "900000.00",
    ("A-1", "principal_distribution"): "10000.00",
    ("A-2", "beginning_balance"): "400000.00",
    ("A-2", "principal_distribution"): "5000.00",
    ("Total", "beginning_balance"): "1300000.00",
    ("Total", "principal_distribution"): "15000.00",
}
UNITS = """Amounts for Each Unit

Class            Cusip    Principal Paid
A-1          881561BU7          11.11111
"""
UNITS_SAY = {("A-1", "cusip"): "881561BU7", ("A-1", "principal_distribution_per_1000"): "11.11111"}
FEES = """Fees Paid
Fee of the Trustee            25.00
Fee of the Servicer          300.00
"""


def without_a(says: dict[tuple[str, str], str], entity: str) -> dict[tuple[str, str], str]:
    return {key: value for key, value in says.items() if key[0] != entity}


class TestAWholePage:
    """The page that the damaged ones below are made from."""

    def test_every_line_is_owned_and_every_figure_told(self, layout: Layout) -> None:
        page = read(layout, f"{SUMMARY}\n{UNITS}\n{FEES}")
        fees = {(None, "trustee_fee"): "25.00", (None, "net_servicing_fee"): "300.00"}
        assert page.said() == SUMMARY_SAYS | UNITS_SAY | fees
        assert (page.unowned(), page.unmeasured(), page.told()) == ([], [], [])

    def test_what_stands_per_unit_has_its_own_measure(self, layout: Layout) -> None:
        report = read(layout, f"{SUMMARY}\n{UNITS}").report
        assert str(report.classes["A-1"].principal_distribution) == "10000.00"
        assert str(report.classes["A-1"].principal_distribution_per_1000) == "11.11111"


class TestUnknownLines:
    """A line no rule knows costs that line."""

    @pytest.mark.parametrize("odd", ["  it is raining", "  See the Prospectus, Section 4.", "(1) As amended."])
    def test_a_line_of_words_among_rows_costs_itself(self, layout: Layout, odd: str) -> None:
        page = read(layout, SUMMARY.replace("A-2  ", f"{odd}\nA-2  "))
        assert page.said() == SUMMARY_SAYS
        assert page.unowned() == [odd.strip()]

    def test_a_row_no_rule_knows_keeps_its_figures_without_a_measure(self, layout: Layout) -> None:
        odd = "Adjustment of last month        7.00              8.00\n"
        page = read(layout, SUMMARY.replace("A-2  ", f"{odd}A-2  "))
        assert page.said() == SUMMARY_SAYS
        assert page.unmeasured() == ["7.00", "8.00"]
        assert page.told() == [("unknown-label", (5,))]
        assert page.unowned() == []

    def test_a_line_with_too_many_figures_is_not_guessed_at(self, layout: Layout) -> None:
        page = read(layout, FEES.replace("25.00", "25.00     26.00"))
        assert page.said() == {(None, "net_servicing_fee"): "300.00"}
        assert page.unmeasured() == ["25.00", "26.00"]
        assert page.told() == [("several-figures", (2,))]

    def test_a_heading_no_rule_knows_disowns_its_own_column_only(self, layout: Layout) -> None:
        page = read(layout, SUMMARY.replace("Opening Balance", "  Odd Things   "))
        assert page.said() == {key: value for key, value in SUMMARY_SAYS.items() if key[1] == "principal_distribution"}
        assert page.unmeasured() == ["900,000.00", "400,000.00", "1,300,000.00"]
        assert page.told() == [("unknown-heading", (4, 5, 6))]

    def test_a_figure_of_the_wrong_form_has_no_measure(self, layout: Layout) -> None:
        page = read(layout, SUMMARY.replace("  5,000.00", "1.55000%  "))
        assert ("A-2", "principal_distribution") not in page.said()
        assert page.unmeasured() == ["1.55000%"]
        assert page.told() == [("misfit", (5,)), ("class-totals", (4, 6))]


class TestTitles:
    """A title opens its statement; one that is unknown closes the one before; one that is lost may be inferred."""

    def test_an_unknown_title_closes_the_statement_before_it(self, layout: Layout) -> None:
        other = SUMMARY.replace("Distribution Summary", "What Might Have Been")
        page = read(layout, f"{SUMMARY}\n{other}")
        assert page.said() == SUMMARY_SAYS
        assert page.unmeasured() == ["900,000.00", "10,000.00", "400,000.00", "5,000.00", "1,300,000.00", "15,000.00"]
        assert page.unowned() == ["What Might Have Been"]
        assert [statement.title for statement in page.report.statements] == [
            "Distribution Summary",
            "What Might Have Been",
        ]

    def test_unknown_words_above_rows_make_their_names_doubtful(self, layout: Layout) -> None:
        page = read(layout, f"{SUMMARY}\nWhat Might Have Been\n\nA-3     700,000.00     1.00\n")
        assert page.said() == SUMMARY_SAYS
        assert page.unmeasured() == ["700,000.00", "1.00"]

    def test_a_lost_title_is_inferred_where_one_statement_prints_these_headings(self, layout: Layout) -> None:
        page = read(layout, UNITS.replace("Amounts for Each Unit", ""))
        assert page.said() == UNITS_SAY
        assert page.told() == [("missing-title", (3, 4))]

    def test_it_is_not_where_two_might(self, layout: Layout) -> None:
        page = read(layout, "Class        Closing Balance    Odd\nA-1               900,000.00         10,000.00\n")
        assert page.said() == {}
        assert page.unmeasured() == ["900,000.00", "10,000.00"]
        assert page.told() != []

    @pytest.mark.parametrize(
        ("figures", "measures"),
        [
            (("10,000.00", "500.00"), {"principal_distribution", "interest_distribution"}),
            (("11.11111", "1.25000"), {"principal_distribution_per_1000", "interest_distribution_per_1000"}),
        ],
        ids=["dollars", "per $1,000"],
    )
    def test_decimals_tell_two_statements_apart(
        self, layout: Layout, figures: tuple[str, str], measures: set[str]
    ) -> None:
        page = read(
            layout,
            f"Class     Principal Paid     Interest Paid\nA-1            {figures[0]:>9}         {figures[1]:>9}\n",
        )
        assert {measure for _, measure in page.said()} == measures
        assert page.told() == [("missing-title", (1, 2))]

    @pytest.mark.parametrize("title", ["Distribution Sumnary", "Distribition Summary", "DISTRIBUTION SUMMARX"])
    def test_a_title_misprinted_by_a_letter_is_read_and_told(self, layout: Layout, title: str) -> None:
        page = read(layout, SUMMARY.replace("Distribution Summary", title))
        assert page.said() == SUMMARY_SAYS
        assert page.told() == [("damaged-title", (1, 4, 5, 6))]

    @pytest.mark.parametrize("title", ["Monthly Review", "Distribution of Tickets", "Distributions Summarized"])
    def test_a_dissimilar_one_is_another(self, layout: Layout, title: str) -> None:
        page = read(layout, SUMMARY.replace("Distribution Summary", title))
        assert page.said() == {}
        assert len(page.unmeasured()) == 6

    def test_a_row_that_names_its_measure_may_stand_without_its_title(self, layout: Layout) -> None:
        page = read(layout, FEES.replace("Fees Paid\n", ""))
        assert page.said() == {(None, "trustee_fee"): "25.00", (None, "net_servicing_fee"): "300.00"}
        assert page.told() == [("missing-title", (1, 2))]

    def test_a_title_may_say_that_it_continues(self, layout: Layout) -> None:
        rest = "Class      Interest Paid    Closing Balance\nA-1               500.00         890,000.00\n"
        page = read(layout, f"{SUMMARY}\nDistribution Summary (continued)\n\n{rest}")
        says = {("A-1", "interest_distribution"): "500.00", ("A-1", "ending_balance"): "890000.00"}
        assert page.said() == SUMMARY_SAYS | says
        assert page.told() == []


class TestHeadings:
    """A heading is read whole, or as what alone it can be, or not at all."""

    STACKED = SUMMARY.replace(
        "Class        Opening Balance    Principal Paid",
        "                     Opening         Principal\nClass                Balance              Paid",
    )

    def test_stacked_headings_are_read(self, layout: Layout) -> None:
        assert read(layout, self.STACKED).said() == SUMMARY_SAYS

    def test_one_that_lost_a_line_is_read_if_it_can_be_only_one(self, layout: Layout) -> None:
        page = read(layout, self.STACKED.replace("Opening         Principal", "                Principal"))
        assert {key for key in page.said() if key[1] == "principal_distribution"} == {
            key for key in SUMMARY_SAYS if key[1] == "principal_distribution"
        }
        assert not any(measure in ("beginning_balance", "ending_balance") for _, measure in page.said())
        assert page.unmeasured() == ["900,000.00", "400,000.00", "1,300,000.00"]

    def test_and_is_told(self, layout: Layout) -> None:
        page = read(layout, "Losses by Class\n\nClass     Loss of Month     Closing Balance\nA-1    7.00      900.00\n")
        assert page.said() == {("A-1", "realized_loss"): "7.00", ("A-1", "ending_balance"): "900.00"}
        assert page.told() == [("damaged-heading", (3, 4))]

    def test_rows_that_name_the_classes_again_have_lost_theirs(self, layout: Layout) -> None:
        untotalled = SUMMARY.partition("Total")[0]
        page = read(
            layout, f"{untotalled}\nA-1        500.00         890,000.00\nA-2        200.00         395,000.00\n"
        )
        assert page.said() == without_a(SUMMARY_SAYS, "Total")
        assert page.unmeasured() == ["500.00", "890,000.00", "200.00", "395,000.00"]
        assert page.told() == [("lost-heading", (7,)), ("lost-heading", (8,))]

    def test_after_the_totals_no_row_stands_under_the_same_ones(self, layout: Layout) -> None:
        page = read(layout, f"{SUMMARY}A-3               700,000.00              1.00\n")
        assert page.said() == SUMMARY_SAYS
        assert page.unmeasured() == ["700,000.00", "1.00"]

    def test_a_second_table_of_the_statement_has_its_own(self, layout: Layout) -> None:
        second = "Class      Interest Paid    Closing Balance\nA-1               500.00         890,000.00\n"
        page = read(layout, f"{SUMMARY}\n{second}")
        says = {("A-1", "interest_distribution"): "500.00", ("A-1", "ending_balance"): "890000.00"}
        assert page.said() == SUMMARY_SAYS | says


class TestFurniture:
    """What stands in the middle of a statement and is no part of it."""

    @pytest.mark.parametrize(
        "furniture",
        [
            "Page: 2 of 3",
            "Page:         2 of 3",
            "Run:        12/22/00     09:50:51                                    REPT1B.FRG",
            "\n" * 40,
            "\x0c",
            "- -----------------------------------",
            "==========    =========    ==========",
            "<PAGE>",
            "<S>          <C>              <C>",
        ],
    )
    def test_it_costs_nothing(self, layout: Layout, furniture: str) -> None:
        page = read(layout, SUMMARY.replace("A-2  ", f"{furniture}\nA-2  "))
        assert page.said() == SUMMARY_SAYS
        assert (page.unowned(), page.told(), page.unmeasured()) == ([], [], [])

    def test_footnotes_are_owned(self, layout: Layout) -> None:
        notes = "(1) Of 1,000 units, 5.00 each.\n    Please refer to the prospectus.\n"
        page = read(layout, f"<TABLE>\n<CAPTION>\n{SUMMARY}<FN>\n{notes}</FN>\n</TABLE>\n{UNITS}")
        assert page.said() == SUMMARY_SAYS | UNITS_SAY
        assert (page.unowned(), page.told()) == ([], [])

    def test_a_row_printed_among_the_footnotes_is_not_swallowed(self, layout: Layout) -> None:
        page = read(layout, f"<TABLE>\n<CAPTION>\n{SUMMARY}<FN>\n    A-1    7.00\n</FN>\n</TABLE>\n{UNITS}")
        assert page.said() == SUMMARY_SAYS | UNITS_SAY
        assert page.unmeasured() == ["7.00"]

    def test_a_table_ends_what_it_says(self, layout: Layout) -> None:
        page = read(
            layout, f"<TABLE>\n{SUMMARY.partition('Total')[0]}</TABLE>\n<TABLE>\nA-3   700.00   1.00\n</TABLE>\n"
        )
        assert page.said() == without_a(SUMMARY_SAYS, "Total")
        assert page.unmeasured() == ["700.00", "1.00"]


class TestLetterhead:
    """The names of the deal, and whom to ask about it."""

    CONTACT = ("Contact: Customer Service", "         7485 New Horizon Way", "         Telephone: (301) 815-6600")

    def test_the_contact_may_stand_below_the_names(self, layout: Layout) -> None:
        page = read(layout, "\n".join(["Terwin Securitization LLC.", "", *self.CONTACT, "", SUMMARY]))
        assert page.report.deal == "Terwin Securitization LLC."
        assert page.said() == SUMMARY_SAYS
        assert page.unowned() == []

    def test_or_beside_them(self, layout: Layout) -> None:
        names = ("Terwin Securitization LLC.", "Asset-Backed Certificates", "Series 2003-4HE")
        beside = [f"{name:<45}{contact}" for name, contact in zip(names, self.CONTACT, strict=True)]
        page = read(layout, "\n".join([*beside, "", SUMMARY]))
        assert page.report.deal == "Terwin Securitization LLC. Asset-Backed Certificates Series 2003-4HE"
        assert page.said() == SUMMARY_SAYS
        assert (page.unowned(), page.unmeasured()) == ([], [])

    def test_a_figure_beside_the_contact_belongs_to_it(self, layout: Layout) -> None:
        page = read(layout, f"Terwin Securitization LLC.\n\nContact: Customer Service     815.00\n\n{SUMMARY}")
        assert page.report.deal == "Terwin Securitization LLC."
        assert page.said() == SUMMARY_SAYS
        assert (page.unowned(), page.unmeasured()) == ([], [])
