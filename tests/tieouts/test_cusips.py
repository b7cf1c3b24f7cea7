"""The ninth character of a CUSIP checks the eight before it."""

from __future__ import annotations

import pytest

from abs_grammar.tieouts.cusips import is_cusip
from tests.letterheads import us_bank
from tests.tieouts.by_hand import audit

REAL = (
    "037833100",  # 0 + (6) + 7 + (1+6) + 3 + (6) + 1 + (0) = 30, and 0 makes it a multiple of ten
    "17275R102",  # 1 + (1+4) + 2 + (1+4) + 5 + R 27 (5+4) + 1 + (0) = 28, and 2
    "38259P508",  # 3 + (1+6) + 2 + (1+0) + 9 + P 25 (5+0) + 5 + (0) = 32, and 8
    "881561BU7",  # 8 + (1+6) + 1 + (1+0) + 6 + (2) + B (1+1) + U 30 (6+0) = 33, and 7
    "04541GER9",  # 0 + (8) + 5 + (8) + 1 + G 16 (3+2) + E (1+4) + R 27 (5+4) = 41, and 9
)


class TestCheckDigit:
    @pytest.mark.parametrize("cusip", REAL)
    def test_real_ones(self, cusip: str) -> None:
        assert is_cusip(cusip)

    @pytest.mark.parametrize("cusip", REAL)
    def test_no_other_digit_will_do(self, cusip: str) -> None:
        assert [digit for digit in "0123456789" if is_cusip(cusip[:-1] + digit)] == [cusip[-1]]

    @pytest.mark.parametrize("cusip", REAL)
    def test_one_digit_read_wrong_is_found(self, cusip: str) -> None:
        first = "1" if cusip[0] != "1" else "2"
        assert not is_cusip(first + cusip[1:])

    @pytest.mark.parametrize(
        "text", ["", "0378331005", "03783310", "03783310O", "TER034HER", "0378 3100", "037833100 ", "03783310\u0660"]
    )
    def test_what_is_none(self, text: str) -> None:
        assert not is_cusip(text)


class TestOnAPage:
    PAGE = """
AMOUNTS PER $1,000 UNIT
     Class          Cusip           Prin
      A-1         04541GER9      15.78374
      R           TER034HER       0.00000
      P             N/A           0.00000
"""

    def test_numbers_made_up_are_named_for_information(self) -> None:
        (finding,) = us_bank(self.PAGE).findings
        assert (finding.rule, finding.severity, finding.lines) == ("cusip-check-digit", "info", (8,))
        assert finding.message.endswith(": TER034HER of R")

    def test_only_those_that_hold_are_counted_as_checked(self) -> None:
        (rule,) = us_bank(self.PAGE).reports[0].tie_outs.rules
        assert (rule.rule, rule.held, rule.rounded, rule.failed) == ("cusip-check-digit", 1, 0, 0)

    def test_small_letters_are_letters(self) -> None:
        assert audit("A1.cusip=881561bu7").findings == ()
