"""The check digit of a CUSIP, the ninth character, which the other eight determine."""

from __future__ import annotations

from collections.abc import Sequence

from abs_grammar.model.report import Fact
from abs_grammar.tieouts.identity import Outcome
from abs_grammar.tieouts.tally import Tally

__all__ = ["check_cusips", "is_cusip"]

_RULE = "cusip-check-digit"
_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*@#"
_LENGTH = 9


def is_cusip(text: str) -> bool:
    """Return whether the last of nine characters is the check digit of the others, as ANSI X9.6 has it.

    Each of the eight is worth its place in the digits and letters, every second one twice that; the digits of all of
    these are added up, and the check digit makes the sum a multiple of ten.
    """
    if len(text) != _LENGTH or not text[-1].isdecimal() or any([character not in _CHARACTERS for character in text]):
        return False
    values = [_CHARACTERS.index(character) * (1 + place % 2) for place, character in enumerate(text[:-1])]
    return (sum([value // 10 + value % 10 for value in values]) + int(text[-1])) % 10 == 0


def check_cusips(facts: Sequence[Fact], tally: Tally) -> None:
    """Check every CUSIP. A wrong check digit is information: for unlisted classes numbers are made up."""
    made_up = []
    for fact in facts:
        if fact.measure == "cusip" and fact.value:
            if is_cusip(fact.value.upper().replace(" ", "").replace("-", "")):
                tally.count(_RULE, Outcome.HELD, facts=(fact,))
            else:
                made_up.append(fact)
    if made_up:
        named = ", ".join(dict.fromkeys([f"{fact.value} of {fact.entity}" for fact in made_up]))
        tally.add_finding(_RULE, "info", f"no CUSIP has this check digit, so these are made up: {named}", made_up)
