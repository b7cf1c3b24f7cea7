"""Where nearly all factors are exact to their last place, one that rounding would excuse is wrong all the same."""

from __future__ import annotations

import pytest

from abs_grammar.model import Fact
from tests.tieouts.by_hand import audit, facts, found

NAMES = [f"A-{n}" for n in range(1, 13)]


def factors(*, wrong: int = 0, off: int = 2, classes: int = len(NAMES), unit: str = ".00") -> list[Fact]:
    """Print classes of 13.00, of which 1.00 is left of the first, 2.00 of the next; some factors are off at the end.

    Half a cent of 13.00 is 0.0004, so rounding would excuse a factor that is wrong from the fourth place on.
    """
    printed = []
    for n, name in enumerate(NAMES[:classes], 1):
        factor = f"0.{(n * 10**8 * 2 + 13) // 26 + (off if n <= wrong else 0):08d}"
        printed.append(f"{name}.ending_balance={n}{unit} {name}.original_balance=13{unit} {name}.class_factor={factor}")
    return facts(" ".join(printed))


class TestFactors:
    def test_exact_ones_say_nothing(self) -> None:
        assert audit(factors()).findings == ()

    def test_one_that_is_off_at_the_end_is_told(self) -> None:
        (finding,) = audit(factors(wrong=1)).findings
        # 1 / 13 is 0.076923076...
        assert (finding.rule, finding.entity) == ("class-factor", "A-1")
        assert (finding.expected, finding.actual, finding.difference) == ("0.07692308", "0.07692310", "0.00000002")
        assert finding.message.endswith("; all other factors here are exact to their last place")

    def test_one_in_the_last_place_is_what_factors_that_are_added_up_may_be_off(self) -> None:
        assert audit(factors(wrong=1, off=1)).findings == ()

    @pytest.mark.parametrize(("wrong", "classes"), [(2, 12), (1, 10)], ids=["too many are off", "too few are exact"])
    def test_rounding_excuses_what_is_no_exception(self, wrong: int, classes: int) -> None:
        assert audit(factors(wrong=wrong, classes=classes)).findings == ()

    def test_balances_in_dollars_are_rounded(self) -> None:
        assert found(audit(factors(wrong=1, unit="")), "class-factor") == []
