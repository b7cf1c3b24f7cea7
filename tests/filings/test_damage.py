"""One line of a filing misspelt or lost: the other lines' figures may go missing, but not be misread in silence.

`python -m tests.filings.damage` prints how each filing fared, and which lines did the most harm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.filings.damage import FILINGS, Outcome, compare, damage, exhibit_lines, fresh, misspell, tally, typo

# Figures of other lines that a damaged line may cost, on average. Below a lost heading a whole table has no measure.
LOST_BELOW = {
    ("us_bank", "misspell"): 1,
    ("us_bank", "delete"): 2,
    ("ctslink", "misspell"): 1,
    ("ctslink", "delete"): 3,
}


@dataclass(frozen=True)
class FakeFact:
    line: int = 10
    start: int = 5
    end: int = 8
    text: str = "100"
    statement: str = "Distribution"
    scope: str | None = "class"
    entity: str | None = "A-1"
    measure: str | None = "beginning_balance"
    value: str | None = "100"
    unit: str | None = "usd"


@dataclass(frozen=True)
class FakeFinding:
    lines: tuple[int, ...]
    rule: str = "column-unknown"
    report: int | None = 0
    entity: str | None = None
    expected: str | None = None
    actual: str | None = None


class TestTheDamage:
    """Words change, figures and columns do not."""

    def test_misspelling_changes_every_word_and_no_figure(self) -> None:
        line = "Beginning Balance  at 31-Oct-2003   1,234.00  04541GER9"
        assert misspell(line) == "Begiqning Balqnce  at 31-Oct-2003   1,234.00  04541GER9"

    def test_a_line_with_a_class_name_only_gets_another_name(self) -> None:
        assert misspell("      A-1        504,000,000") == "      Q-1        504,000,000"

    def test_a_line_without_letters_cannot_be_misspelt(self) -> None:
        assert misspell("   100.00   0.00") == "   100.00   0.00"

    def test_a_typo_changes_one_letter(self) -> None:
        assert typo("End of Beginning Balance 1.00") == "End of Begiqning Balance 1.00"

    def test_deletion_takes_the_line_and_its_ending(self) -> None:
        assert damage("a\nb\nc\n", 2, "delete") == "a\nc\n"

    @pytest.mark.parametrize(("filing", "first", "last"), [("us_bank", 74, 371), ("ctslink", 90, 597)])
    def test_the_exhibit_is_found(self, filing: str, first: int, last: int) -> None:
        lines = exhibit_lines(FILINGS[filing].read_text("ascii"))
        assert (lines[0], lines[-1]) == (first, last)


class TestTheComparison:
    """The yardstick itself: it sees what is planted, and nothing else."""

    FACT = FakeFact()

    def outcome(self, *after: FakeFact, kind: str = "misspell", findings: tuple[FakeFinding, ...] = ()) -> Outcome:
        return compare([self.FACT], after, 3, kind, findings)

    def test_an_unchanged_figure_is_neither(self) -> None:
        assert self.outcome(self.FACT).troubles == ()

    def test_a_figure_below_a_deleted_line_is_looked_for_one_line_higher(self) -> None:
        assert self.outcome(replace(self.FACT, line=9), kind="delete").troubles == ()

    def test_a_figure_below_an_inserted_line_is_looked_for_one_line_lower(self) -> None:
        assert self.outcome(replace(self.FACT, line=11), kind="insert").troubles == ()

    @pytest.mark.parametrize(
        "wrong",
        [
            FakeFact(measure="ending_balance"),
            FakeFact(entity="A-2"),
            FakeFact(entity=None),
            FakeFact(scope="group"),
            FakeFact(unit="count"),
            FakeFact(value="10"),
            FakeFact(value=None),
        ],
        ids=["measure", "entity", "no entity", "scope", "unit", "value", "no value"],
    )
    def test_each_wrong_claim_is_a_misreading(self, wrong: FakeFact) -> None:
        outcome = self.outcome(wrong)
        assert (outcome.misread, outcome.misread_told, outcome.lost) == (1, 0, 0)

    def test_a_finding_that_names_the_line_makes_it_told(self) -> None:
        outcome = self.outcome(replace(self.FACT, entity="A-2"), findings=(FakeFinding((9, 10)),))
        assert (outcome.misread, outcome.misread_told) == (0, 1)

    def test_a_finding_about_another_line_does_not(self) -> None:
        assert self.outcome(replace(self.FACT, entity="A-2"), findings=(FakeFinding((9, 11)),)).misread == 1

    def test_an_absent_figure_is_lost(self) -> None:
        outcome = self.outcome()
        assert (outcome.lost, outcome.lost_untold, outcome.misread) == (1, 1, 0)

    def test_an_absent_figure_on_an_unaccounted_line_is_lost_but_told(self) -> None:
        outcome = compare([self.FACT], [], 3, "misspell", unaccounted=[self.FACT])
        assert (outcome.lost, outcome.lost_untold) == (1, 0)

    def test_a_figure_without_measure_and_entity_is_lost_not_misread(self) -> None:
        outcome = self.outcome(replace(self.FACT, measure=None, entity=None, unit=None, scope=None))
        assert (outcome.lost, outcome.misread) == (1, 0)

    def test_a_figure_without_measure_under_another_entity_is_both(self) -> None:
        outcome = self.outcome(replace(self.FACT, measure=None, entity="A-2"))
        assert (outcome.lost, outcome.misread) == (1, 1)

    def test_a_figure_that_never_had_a_measure_must_not_get_one(self) -> None:
        assert compare([replace(self.FACT, measure=None)], [self.FACT], 3, "typo").misread == 1

    def test_a_figure_where_none_was_is_a_misreading(self) -> None:
        outcome = self.outcome(self.FACT, replace(self.FACT, line=12))
        assert (outcome.misread, outcome.lost) == (1, 0)

    def test_half_a_figure_is_lost_and_misread(self) -> None:
        outcome = self.outcome(replace(self.FACT, end=7, text="10", value="10"))
        assert (outcome.misread, outcome.lost) == (1, 1)

    def test_the_damaged_line_itself_does_not_count(self) -> None:
        assert compare([self.FACT], [replace(self.FACT, entity="A-2", start=6)], 10, "misspell").troubles == ()

    def test_the_line_that_took_the_place_of_a_deleted_one_does(self) -> None:
        below = replace(self.FACT, line=11, start=4)
        assert compare([self.FACT, below], [replace(below, line=10, entity="A-2")], 10, "delete").misread == 1

    def test_a_finding_of_the_undamaged_page_tells_nothing_of_the_damage(self) -> None:
        old, moved_old, new = FakeFinding((4, 10)), FakeFinding((4, 9)), FakeFinding((9,), rule="row-unknown")
        assert fresh([old], [moved_old, new], 6, "delete") == [new]


@pytest.mark.slow
@pytest.mark.parametrize(("filing", "kind"), LOST_BELOW)
def test_every_line_damaged_in_turn_costs_little_but_its_own_figures(filing: str, kind: str) -> None:
    result = tally(filing, kind)
    assert result.damaged > 200
    assert result.crashes == []
    assert result.total("misread") == 0, result.summary()
    assert result.total("lost") / result.damaged < LOST_BELOW[filing, kind], result.summary()
