"""A table whose labels are one row off is put right where that is proved, and stands as printed where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.letterheads import us_bank
from tests.tieouts.by_hand import found, warnings

if TYPE_CHECKING:
    from abs_grammar import Filing

# Of each $1,000, A-1 is paid 10, A-2 is paid 20, and so on; M-2, the last, is paid 50.
SUMMARY = """
DISTRIBUTION SUMMARY
     Class         Orig Bal        Beg Bal           Prin
      A-1        100,000,000    100,000,000      1,000,000
      A-2        200,000,000    200,000,000      4,000,000
      A-3        100,000,000    100,000,000      3,000,000
      M-1         50,000,000     50,000,000      2,000,000
      M-2         10,000,000     10,000,000        500,000
"""
BALANCES = """
     Class          End Bal
      A-1         99,000,000
      A-2        196,000,000
      A-3         97,000,000
      M-1         48,000,000
      M-2          9,500,000
"""
FIGURES = ("10.00000", "20.00000", "30.00000", "40.00000", "50.00000")
CLASSES = ["A-1", "A-2", "A-3", "M-1", "M-2"]
TOO_LOW = ["Class", "A-1", "A-2", "A-3", "M-1"]
TOO_HIGH = ["A-2", "A-3", "M-1", "M-2", "R"]


def page(labels: list[str], figures: tuple[str, ...] = FIGURES, summary: str = SUMMARY + BALANCES) -> Filing:
    """Print what is paid of each $1,000 beside some labels."""
    rows = "\n".join(f"      {label:<10}{figure:>12}" for label, figure in zip(labels, figures, strict=True))
    return us_bank(f"{summary}AMOUNTS PER $1,000 UNIT\n     Class            Prin\n{rows}\n")


def entities(filing: Filing) -> list[str | None]:
    """Return the entities of the amounts for each $1,000."""
    return [fact.entity for fact in filing.facts() if fact.measure == "principal_distribution_per_1000"]


def labels(filing: Filing) -> list[str | None]:
    return [fact.label for fact in filing.facts() if fact.measure == "principal_distribution_per_1000"]


class TestProved:
    def test_labels_one_row_too_low(self) -> None:
        filing = page(TOO_LOW)
        assert entities(filing) == CLASSES
        assert warnings(filing) == ["relabelled"]
        (finding,) = found(filing, "relabelled")
        assert finding.lines == (21, 22, 23, 24, 25)
        assert (
            "one row too low: as labelled, 0 of 4 rows tie with other tables; one row up, all 5 do" in finding.message
        )

    def test_labels_one_row_too_high(self) -> None:
        filing = page(TOO_HIGH)
        assert entities(filing) == CLASSES
        (finding,) = found(filing, "relabelled")
        assert "one row too high: " in finding.message
        assert "; one row down, all 5 do" in finding.message

    def test_the_labels_are_kept_as_printed(self) -> None:
        assert labels(page(TOO_LOW)) == TOO_LOW

    def test_the_objects_follow_the_facts(self) -> None:
        classes = page(TOO_LOW).reports[0].classes
        assert list(classes) == CLASSES
        assert str(classes["M-2"].principal_distribution_per_1000) == "50.00000"

    def test_rows_of_zeros_prove_nothing_and_disprove_nothing(self) -> None:
        summary = SUMMARY + "      B-1         10,000,000     10,000,000              0\n"
        filing = page([*TOO_LOW, "M-2"], (*FIGURES, "0.00000"), summary + BALANCES + "      B-1         10,000,000\n")
        assert entities(filing)[:5] == CLASSES


class TestTheRowLeftWithoutALabel:
    """Of six rows five have a class; the last has no label of its own, whatever is printed beside it."""

    LABELS = (*TOO_LOW, "M-2")
    TOTALS = "      Total      460,000,000    460,000,000     10,500,000\n"

    def test_is_the_totals_row_where_it_ties_with_the_totals_of_another_table(self) -> None:
        # 10,500,000 is 22.82609 for each $1,000 of 460,000,000
        filing = page([*self.LABELS], (*FIGURES, "22.82609"), SUMMARY + self.TOTALS + BALANCES)
        assert entities(filing) == [*CLASSES, "Total"]
        assert warnings(filing) == ["relabelled"]
        assert found(filing, "relabelled")[0].message.endswith("; the row left without a label ties as the totals row")

    @pytest.mark.parametrize("figure", ["0.00000", "31.00000"])
    def test_has_no_entity_where_it_does_not_tie_with_them(self, figure: str) -> None:
        filing = page([*self.LABELS], (*FIGURES, figure), SUMMARY + self.TOTALS + BALANCES)
        assert entities(filing) == [*CLASSES, None]
        assert warnings(filing) == ["relabelled", "no-entity"]
        (finding,) = found(filing, "no-entity")
        assert "beside 'M-2'" in finding.message
        assert [filing.facts()[-1].line] == [*finding.lines]

    def test_has_no_entity_where_no_other_table_prints_totals(self) -> None:
        filing = page([*self.LABELS], (*FIGURES, "22.82609"))
        assert entities(filing) == [*CLASSES, None]
        assert warnings(filing) == ["relabelled", "no-entity"]

    def test_is_in_no_object_and_in_no_tie_out(self) -> None:
        filing = page([*self.LABELS], (*FIGURES, "31.00000"), SUMMARY + self.TOTALS + BALANCES)
        report, fact = filing.reports[0], filing.facts()[-1]
        assert (fact.text, fact.scope, fact.measure) == ("31.00000", "class", "principal_distribution_per_1000")
        assert list(report.classes) == CLASSES
        assert report.class_totals is not None
        assert report.class_totals.principal_distribution_per_1000 is None
        assert (fact.line, fact.start) in report.tie_outs.untested


class TestNotProved:
    """The page stands as printed."""

    def stands(self, filing: Filing, printed: list[str]) -> None:
        assert entities(filing) == printed
        assert found(filing, "relabelled") == []

    def test_labels_that_are_right(self) -> None:
        filing = page(CLASSES)
        self.stands(filing, CLASSES)
        assert warnings(filing) == []

    def test_labels_that_are_right_beside_one_wrong_figure(self) -> None:
        filing = page(CLASSES, ("10.00000", "20.00000", "31.00000", "40.00000", "50.00000"))
        self.stands(filing, CLASSES)
        assert warnings(filing) == ["per-1000"]

    def test_one_row_that_does_not_tie_either_way(self) -> None:
        figures = ("10.00000", "20.00000", "31.00000", "40.00000", "50.00000")
        self.stands(page(["P", *CLASSES[:4]], figures), ["P", *CLASSES[:4]])

    def test_too_few_rows(self) -> None:
        self.stands(page(["P", "A-1", "A-2"], FIGURES[:3]), ["P", "A-1", "A-2"])

    def test_classes_that_are_all_paid_alike(self) -> None:
        summary = "\nDISTRIBUTION SUMMARY\n     Class         Orig Bal           Prin\n" + "".join(
            f"      {name:<8}{'100,000,000':>14}{'1,000,000':>15}\n" for name in CLASSES
        )
        self.stands(page(["P", *CLASSES[:4]], ("10.00000",) * 5, summary), ["P", *CLASSES[:4]])

    def test_which_of_two_tables_is_off_where_there_is_no_third(self) -> None:
        # The labels of the summary may be one row too low as well as those of the other table one row too high.
        self.stands(page(TOO_HIGH, summary=SUMMARY), TOO_HIGH)

    def test_two_rows_off(self) -> None:
        self.stands(page(["P", "R", *CLASSES[:3]]), ["P", "R", *CLASSES[:3]])

    def test_rows_in_another_order(self) -> None:
        turned = CLASSES[::-1]
        self.stands(page(turned), turned)

    def test_two_tables_each_of_which_could_be_put_right(self) -> None:
        rows = "\n".join(
            f"      {label:<10}{figure:>12}" for label, figure in zip(["P", *CLASSES[:4]], FIGURES, strict=True)
        )
        table = f"AMOUNTS PER $1,000 UNIT\n     Class            Prin\n{rows}\n\n"
        filing = us_bank(f"{SUMMARY}{BALANCES}{table}{table}")
        self.stands(filing, ["P", *CLASSES[:4]] * 2)
        assert len(found(filing, "per-1000")) == 4

    def test_without_another_table_to_tie_with(self) -> None:
        self.stands(page(TOO_HIGH, summary="\n"), TOO_HIGH)


class TestBlankCells:
    """A table is one table where a row of it has a blank."""

    @pytest.mark.parametrize("blank", [1, 2, 3])
    def test_a_blank_in_the_middle(self, blank: int) -> None:
        summary = "\nDISTRIBUTION SUMMARY\n     Class         Orig Bal           Prin         End Bal\n" + "".join(
            f"      {name:<8}{'100,000,000':>14}{f'{n},000,000':>15}{f'{100 - n},000,000':>16}\n"
            for n, name in enumerate(["A-1", "A-2", "A-3", "A-4", "M-1", "M-2"], 1)
        )
        rows = "".join(
            f"      {name:<8}{f'{n}0.00000':>14}{'' if n == blank + 1 else f'{1000 - 10 * n}.00000':>16}\n"
            for n, name in enumerate(["Class", "A-1", "A-2", "A-3", "A-4", "M-1"], 1)
        )
        filing = us_bank(f"{summary}AMOUNTS PER $1,000 UNIT\n     Class          Prin         End Bal\n{rows}")
        assert entities(filing) == ["A-1", "A-2", "A-3", "A-4", "M-1", "M-2"]
        assert warnings(filing) == ["relabelled"]
