"""Takes out of a page what hangs beside other text: a contact block, printed below or beside a letterhead.

Terwin Securitization LLC.              Contact: Customer Service - CTSLink
Asset-Backed Certificates                        Wells Fargo Bank Minnesota, N.A.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import islice

from abs_grammar.page.lines import Phrase, PrintedLine, has_amount

__all__ = ["block_at"]


def block_at(lines: Sequence[PrintedLine], at: int, index: int) -> tuple[str, Sequence[int], Mapping[int, PrintedLine]]:
    """Return the text of a block, the numbers of its lines, and what is left of each line without it, by its index.

    It begins at phrase `index` of line `at`, and holds whatever stands below, no further left, until a blank line,
    markup, or a line that has nothing there.
    """
    first = lines[at]
    start = first.phrases[index][0]
    taken = [" ".join([text for _, _, text, _ in first.phrases[index:]])]
    numbers = [first.number]
    left = {at: _left_of(first, first.phrases[:index])}
    for i, line in enumerate(islice(lines, at + 1, None), at + 1):
        hanging = [phrase for phrase in line.phrases if phrase[0] >= start]
        flush_left = start == 0 and line.phrases and line.phrases[0][0] == 0
        amounts = any([has_amount(text) for _, _, text, _ in hanging])
        if line.after_blank or line.tags or not hanging or flush_left or amounts:
            break
        taken.append(" ".join([text for _, _, text, _ in hanging]))
        numbers.append(line.number)
        left[i] = _left_of(line, [phrase for phrase in line.phrases if phrase[0] < start])
    return "\n".join(taken), numbers, left


def _left_of(line: PrintedLine, phrases: Iterable[Phrase]) -> PrintedLine:
    """Return what is left of a line, which may be of another kind than the whole was."""
    left = copy(line)
    left.keep(list(phrases))
    return left
