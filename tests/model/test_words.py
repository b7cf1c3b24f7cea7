"""Words compose: a measure of the distribution before, the next one, for each $1,000, as a share of a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from abs_grammar import GrammarError, parse
from abs_grammar.model.own_words import vocabulary_beside
from abs_grammar.model.vocabulary import MEASURES

OWN = """\
[words.replacement_reserve_draw]
unit = "usd"
definition = "What was drawn from the replacement reserve."
source = "Pooling and servicing agreement"
scope = "deal"
"""


class TestComposedWords:
    @pytest.mark.parametrize(
        ("name", "unit", "definition"),
        [
            ("prior_accrued_interest", "usd", "Accrued_interest of the distribution before."),
            ("second_prior_pass_through_rate", "fraction", "Pass_through_rate of the distribution before the last."),
            (
                "next_weighted_average_gross_coupon",
                "fraction",
                "Weighted_average_gross_coupon for the next distribution.",
            ),
            (
                "average_servicing_fee",
                "usd",
                "Servicing_fee on average, over the months or the loans that the page says.",
            ),
            ("cumulative_prepayment_penalties", "usd", "Prepayment penalties collected since the closing day."),
            ("accrued_interest_per_1000", "per_1000", "accrued_interest * 1000 / original_balance."),
            (
                "replacement_loan_balance_share",
                "fraction",
                "Replacement_loan_balance as a fraction of the whole that the page says.",
            ),
            ("prior_delinquent_balance_share", "fraction", "Delinquent_balance_share of the distribution before."),
        ],
    )
    def test_it_has_the_unit_and_the_meaning_of_its_parts(self, name: str, unit: str, definition: str) -> None:
        assert name in MEASURES
        assert (MEASURES[name].unit, MEASURES[name].definition) == (unit, definition)

    def test_a_word_with_a_field_means_what_its_field_says(self) -> None:
        assert MEASURES["next_pass_through_rate"].source == "RFC"

    @pytest.mark.parametrize(
        "name",
        [
            *(
                "prior_acrued_interest",
                "prior_",
                "prior",
                "later_accrued_interest",
                "prior_cusip",
                "cumulative_pass_through_rate",
            ),
            *("ending_loan_count_per_1000", "distribution_date_share", "prior_prior_prior_prior_accrued_interest"),
        ],
    )
    def test_what_is_composed_of_nothing_known_is_no_word(self, name: str) -> None:
        assert name not in MEASURES

    def test_it_is_usual_where_the_measure_is(self) -> None:
        assert MEASURES.scopes("prior_accrued_interest") == MEASURES.scopes("accrued_interest")


class TestOwnWords:
    def test_a_folder_without_any_has_the_shipped_ones(self, tmp_path: Path) -> None:
        assert vocabulary_beside(tmp_path) is MEASURES

    def test_they_are_known_beside_the_shipped_ones_and_compose(self, tmp_path: Path) -> None:
        (tmp_path / "vocabulary.toml").write_text(OWN, encoding="utf-8")
        words = vocabulary_beside(tmp_path)
        assert words["replacement_reserve_draw"].unit == "usd"
        assert "prior_replacement_reserve_draw" in words
        assert "accrued_interest" in words
        assert "replacement_reserve_draw" not in MEASURES

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            (
                OWN.replace("replacement_reserve_draw", "accrued_interest"),
                "is a word of the shipped vocabulary already",
            ),
            (
                OWN.replace("replacement_reserve_draw", "prior_accrued_interest"),
                "is a word of the shipped vocabulary already",
            ),
            (OWN.replace("replacement_reserve_draw", "Draw"), "is no name of a measure"),
            (OWN.replace('"usd"', '"euro"'), "has the unit 'euro'"),
            (OWN.replace('"deal"', '"world"'), "has the scope 'world'"),
            (OWN.replace("definition", "meaning"), "wants a unit and a definition"),
            (OWN.replace("[words", "[words."), "the vocabulary cannot be read"),
        ],
    )
    def test_what_is_wrong_with_one_is_told_with_its_cure(self, tmp_path: Path, text: str, what: str) -> None:
        (tmp_path / "vocabulary.toml").write_text(text, encoding="utf-8")
        with pytest.raises(GrammarError, match=what) as caught:
            vocabulary_beside(tmp_path)
        assert caught.value.expected

    def test_a_grammar_beside_them_reads_figures_by_them(self, tmp_path: Path) -> None:
        (tmp_path / "vocabulary.toml").write_text(OWN, encoding="utf-8")
        (tmp_path / "own_bank.lark").write_text(
            """// own_bank.lark — a trustee with a word of its own.
%import .common
recognised_by: OWN_BANK
OWN_BANK: "Own Bank"
report: (OWN_BANK | date_line | fee_line)*
fee_line: (REPLACEMENT_RESERVE_DRAW | PRIOR_ACCRUED_INTEREST | SERVICING_FEE__SUBTRACTED | RUN__NO_MEASURE) FIGURES
REPLACEMENT_RESERVE_DRAW: "Drawn from the replacement reserve"
PRIOR_ACCRUED_INTEREST: /(?P<class>[A-Z]-\\d) interest last month/i
SERVICING_FEE__SUBTRACTED: "Less: Servicing fee"
RUN__NO_MEASURE: "Run"
""",
            encoding="utf-8",
        )
        page = """Own Bank
Distribution Date:                       June 15, 1999
Drawn from the replacement reserve               12.55
A-1 interest last month                         100.00
Less: Servicing fee                           (110.00)
Run                                               4711
"""
        (report,) = (filing := parse(page, grammars=tmp_path)).reports
        assert filing.findings == ()
        assert {f.measure: f.value for f in filing.facts() if f.line > 2} == {
            "replacement_reserve_draw": "12.55",
            "prior_accrued_interest": "100.00",
            "servicing_fee": "110.00",
            None: "4711",
        }
        assert str(report.others["replacement_reserve_draw"]) == "12.55"
        assert str(report.classes["A-1"].others["prior_accrued_interest"]) == "100.00"
