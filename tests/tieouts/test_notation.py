"""How an identity is written, and what is made of it."""

from __future__ import annotations

import pytest

from abs_grammar.tieouts.identity import Identity
from abs_grammar.tieouts.notation import Term, read_equation
from abs_grammar.tieouts.rules import Rule
from tests.tieouts.by_hand import row


def terms(text: str) -> list[tuple[int, str]]:
    """The terms of the right side, each with its coefficient."""
    written = []
    for term in read_equation(f"x = {text}").terms:
        factors = "*".join("|".join(names) for names in term.factors)
        written.append((term.coefficient, factors + "?" * term.optional))
    return written


class TestArithmetic:
    @pytest.mark.parametrize(
        ("text", "means"),
        [
            ("b", [(1, "b")]),
            ("-b", [(-1, "b")]),
            ("b - c + d", [(1, "b"), (-1, "c"), (1, "d")]),
            ("b - (c + d)", [(1, "b"), (-1, "c"), (-1, "d")]),
            ("b - (c - d)", [(1, "b"), (-1, "c"), (1, "d")]),
            ("b - (c - (d - e)) + f", [(1, "b"), (-1, "c"), (1, "d"), (-1, "e"), (1, "f")]),
            ("b - (c? + d?)", [(1, "b"), (-1, "c?"), (-1, "d?")]),
            ("b - 2 * c * d", [(1, "b"), (-2, "c*d")]),
            ("2 * 500 * c", [(1000, "c")]),
            ("b - c|d?", [(1, "b"), (-1, "c|d?")]),
            ("account.b_1 - even.c", [(1, "account.b_1"), (-1, "even.c")]),
        ],
    )
    def test_a_sum_has_the_signs_that_its_parentheses_give(self, text: str, means: list[tuple[int, str]]) -> None:
        assert terms(text) == means

    def test_a_whole_side_may_be_divided_by_one_measure(self) -> None:
        assert read_equation("x = 1000 * a / b").divisor == "b"
        divided = read_equation("x = (a + b?) / c")
        assert (divided.divisor, divided.terms) == ("c", (Term(1, (("a",),)), Term(1, (("b",),), optional=True)))
        assert divided.measures == {"x", "a", "b", "c"}

    def test_figures_are_put_into_parentheses_as_into_any_others(self) -> None:
        printed = row("ending_balance=90.00 beginning_balance=100.00 principal_distribution=7.00 realized_loss=3.00")
        loss = "ending_balance = beginning_balance - (principal_distribution + realized_loss)"
        checks = [Identity(text).check(printed) for text in (loss, loss.replace("(", "").replace(")", ""))]
        assert [str(check.difference) for check in checks if check is not None] == ["0.00", "-6.00"]


class TestWhatIsNoIdentity:
    @pytest.mark.parametrize(
        ("text", "column"),
        [
            ("x = a - b / c", 11),
            ("x = -a / b", 8),
            ("x = a / (b + c)", 9),
            ("x = a / b / c", 11),
            ("x = a = b", 7),
            ("x = (a + b", 10),  # it ends after this word, before the parenthesis is closed
            ("x = a + b)", 10),
            ("x = a ? b", 9),
            ("x = 1000", 5),
            ("x = 2 * (a + b)", 9),
            ("x a", 3),
            ("x = A", 5),
        ],
    )
    def test_is_refused_with_its_place(self, text: str, column: int) -> None:
        with pytest.raises(ValueError, match=f"no identity from column {column} on:\n") as error:
            read_equation(text)
        assert text in str(error.value)


class TestWords:
    def test_a_word_that_is_no_measure_is_named_with_its_rule(self) -> None:
        identity = Identity("ending_balance = beginning_balance - principle_distribution")
        with pytest.raises(ValueError, match="the rule 'roll' has 'principle_distribution', which is no measure"):
            Rule("roll", "class", identity, "", "")

    @pytest.mark.parametrize(
        "word", ["accounts.current_advances", "account.current_advance", "covered_before_distribution"]
    )
    def test_so_is_a_part_of_the_deal_that_there_is_not(self, word: str) -> None:
        with pytest.raises(ValueError, match=f"'{word}'"):
            Rule("roll", "deal", Identity(f"ending_pool_balance = {word}"), "", "")

    def test_the_parts_of_a_deal_and_what_is_worked_out_are_known(self) -> None:
        words = (
            "account.current_advances + certificates.ending_balance + covered + ending_pool_balance_before_distribution"
        )
        assert Rule("sum", "deal", Identity(f"ending_pool_balance = {words}"), "", "").name == "sum"
