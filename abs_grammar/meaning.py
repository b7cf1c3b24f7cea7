"""What a figure means: its measure, from the words of its column, its row, its rule and its statement.

The names in a grammar are words of the vocabulary. A full measure may be named by the column or by the row,
and then the other only says what is measured; or each names half, a status and a quantity; or the statement
names it. Two full measures for one figure contradict each other, and then neither is believed.
"""

from __future__ import annotations

from collections.abc import Sequence

from abs_grammar.terminals import meaning
from abs_grammar.vocabulary import CROSSINGS, MEASURES, PER_1000, QUANTITIES, STATUSES

__all__ = ["PER_1000_RULE", "measure_of", "names_a_measure"]

PER_1000_RULE = "_per_1000"


def measure_of(statement: str | None, words: Sequence[str]) -> str | None:
    """Return the measure that a statement's rule and the words of column, row and rule together name, or `None`."""
    meanings = [meaning(word) for word in words]
    measures = {word for word in meanings if word in MEASURES}
    if len(measures) > 1:
        return None
    if measures:
        measure = measures.pop()
    else:
        measure = _crossing(meanings) or (statement if statement in MEASURES else None)
    if measure is not None and statement is not None and statement.endswith(PER_1000_RULE):
        return PER_1000.get(measure, measure)
    return measure


def names_a_measure(word: str) -> bool:
    """Tell whether a word is a measure, or half of one."""
    return word in MEASURES or word in STATUSES or word in QUANTITIES


def _crossing(meanings: Sequence[str]) -> str | None:
    statuses = {_status(word) for word in meanings} - {None}
    quantities = {word for word in meanings if word in QUANTITIES}
    if len(statuses) != 1 or len(quantities) != 1:
        return None
    return CROSSINGS.get((str(statuses.pop()), quantities.pop()))


def _status(word: str) -> str | None:
    return word if word in STATUSES else None
