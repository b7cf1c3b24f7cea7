"""What of a file is accounted for: the printed lines that nothing owns, and how many lines and figures are owned."""

from __future__ import annotations

from collections.abc import Container, Sequence

from abs_grammar.model.filing import Coverage, UnaccountedLine
from abs_grammar.page.lines import figures_on, read_lines

__all__ = ["coverage_of", "unaccounted_lines"]

_LONGEST_SHOWN = 500


def unaccounted_lines(lines: Sequence[str], owned: Container[int]) -> tuple[UnaccountedLine, ...]:
    """Return the printed lines of a file that nothing owns, with the figures that stand on them."""
    left = []
    for number, line in enumerate(lines, 1):
        if number not in owned and line and not line.isspace():
            read = read_lines(lines, number, number)
            figures = tuple(figures_on(read[0])) if read else ()
            left.append(UnaccountedLine(number, line[:_LONGEST_SHOWN], figures))
    return tuple(left)


def coverage_of(
    lines: Sequence[str], unaccounted: Sequence[UnaccountedLine], in_statements: Container[int], facts: int
) -> Coverage:
    """Count the printed lines, and the figures of the statements, and how many of each are accounted for.

    `in_statements` are the lines of statements: figures that are left over elsewhere, on the cover say, do not count.
    """
    printed = sum([not line.isspace() for line in lines if line])
    lost = sum([len(left.figures) for left in unaccounted if left.line in in_statements])
    return Coverage(printed, printed - len(unaccounted), facts + lost, facts)
