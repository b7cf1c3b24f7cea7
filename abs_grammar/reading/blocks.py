"""Takes out of a page what hangs beside other text: a contact block, printed below or beside a letterhead.

Terwin Securitization LLC.              Contact: Customer Service - CTSLink
Asset-Backed Certificates                        Wells Fargo Bank Minnesota, N.A.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from abs_grammar.page.lines import PrintedLine, has_amount

__all__ = ["take_block"]


def take_block(lines: Sequence[PrintedLine], at: int, index: int) -> tuple[str, list[int]]:
    """Take a block out of the lines it stands on; return its text, and the numbers of those lines.

    It begins at phrase `index` of line `at`, and holds whatever stands below, no further left, until a blank line,
    markup, or a line that has nothing there.
    """
    first = lines[at]
    start = first.phrases[index][0]
    taken = [" ".join([text for _, _, text, _ in first.phrases[index:]])]
    numbers = [first.number]
    first.keep(first.phrases[:index])
    for line in islice(lines, at + 1, None):
        hanging = [phrase for phrase in line.phrases if phrase[0] >= start]
        flush_left = start == 0 and line.phrases and line.phrases[0][0] == 0
        amounts = any([has_amount(text) for _, _, text, _ in hanging])
        if line.after_blank or line.tags or not hanging or flush_left or amounts:
            break
        taken.append(" ".join([text for _, _, text, _ in hanging]))
        numbers.append(line.number)
        line.keep([phrase for phrase in line.phrases if phrase[0] < start])
    return "\n".join(taken), numbers
