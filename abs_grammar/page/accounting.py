"""What of a file is accounted for: the printed lines that nothing owns, and how many lines and figures are owned."""

from __future__ import annotations

from collections.abc import Container, Sequence

from abs_grammar.model.filing import Coverage, UnaccountedLine
from abs_grammar.model.report import Finding
from abs_grammar.page.lines import figures_on, read_lines

__all__ = ["coverage_of", "unaccounted_lines", "unread_figures"]

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


def coverage_of(lines: Sequence[str], unaccounted: Sequence[UnaccountedLine], facts: int, lost: int) -> Coverage:
    """Count the printed lines and the figures of a file, and how many of each are accounted for.

    `facts` is how many figures were read, and `lost` how many stand on lines that were read and are no facts. Figures
    of unaccounted lines count wherever they stand: a page that is not known to be a statement is not an empty one.
    """
    printed = sum([not line.isspace() for line in lines if line])
    left = sum([len(line.figures) for line in unaccounted])
    return Coverage(printed, printed - len(unaccounted), facts + left + lost, facts)


def unread_figures(unaccounted: Sequence[UnaccountedLine]) -> tuple[Finding, ...]:
    """Return the finding that figures stand on lines that nothing owns, if any do."""
    lines = [line for line in unaccounted if line.figures]
    if not lines:
        return ()
    count = sum([len(line.figures) for line in lines])
    figures = f"{count} {'figure stands' if count == 1 else 'figures stand'}"
    where = f"{len(lines)} {'line' if len(lines) == 1 else 'lines'} that no rule knows"
    return (Finding("unread-figures", "warning", f"{figures} on {where}", lines=tuple([line.line for line in lines])),)
