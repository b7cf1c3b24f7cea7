"""Letterheads: where in a document each report begins, and where the cover page stands.

A bare document holds both, one after the other, and sometimes the signature after them; in a submission each
has a document of its own. The statement begins with its letterhead: the words above the first line that the
layout knows; a letterhead for another date, series or pool begins another report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from abs_grammar.grammar.terminals import Terminals
from abs_grammar.page.lines import PrintedLine
from abs_grammar.reading.titles import MOST_APART

__all__ = ["Regions", "is_signature", "letterhead_start", "regions_of"]

_SIGNATURES = ("signature", "signatures")
_SIGNED = "pursuant to the requirements of the securities"
_LETTERHEAD_GAP = 2
_LONGEST_LETTERHEAD = 25
_BELOW_DATE = 6  # so many lines of print further down, a letterhead may still name the series


@attrs.frozen
class Regions:
    """The lines of a document: the cover's (before and after the statements), and those of each report."""

    cover: Sequence[PrintedLine]
    reports: Sequence[Sequence[PrintedLine]] = ()


def regions_of(lines: Sequence[PrintedLine], terminals: Terminals) -> Regions:
    """Part the lines of a document. Where no line of a statement is known, all of them are the cover's.

    A second report begins where a letterhead is printed again for another deal or another date.
    """
    first = next((i for i, line in enumerate(lines) if _opens_report(line, terminals)), None)
    if first is None:
        return Regions(lines)
    start = letterhead_start(lines, first)
    end = next((i for i in range(first, len(lines)) if is_signature(lines[i])), len(lines))
    starts = [start, *_further_reports(lines, start, end, terminals), end]
    return Regions([*lines[:start], *lines[end:]], [lines[a:b] for a, b in pairwise(starts)])


def _further_reports(lines: Sequence[PrintedLine], start: int, end: int, terminals: Terminals) -> Iterator[int]:
    """Find where further letterheads begin: by the date they print, or if they print none, by the series they name."""
    dated = next((i for i in range(start, end) if _is_report_date(lines[i], terminals)), end)
    titled = next((i for i in range(start, end) if _has(terminals, lines[i].text, terminals.opening)), end)
    by_date = dated < titled or titled == end
    return (_letterheads_by_date if by_date else _letterheads_by_series)(lines, start, end, terminals)


def _letterheads_by_series(lines: Sequence[PrintedLine], start: int, end: int, terminals: Terminals) -> Iterator[int]:
    """Find letterheads that name another series; below a page break one is printed again for the same.

    MORTGAGE PASS-THROUGH CERTIFICATES SERIES 1994-RS4(POOL #  8021)
    """
    before: Mapping[str, str] = {}
    for i in range(start, end):
        named = _series(lines[i], terminals)
        if named and any(before.get(key, name) != name for key, name in named.items()):
            yield max(letterhead_start(lines, i, terminals), start + 1)
            before = {}
        before = {**before, **named}


def _series(line: PrintedLine, terminals: Terminals) -> Mapping[str, str]:
    """Return what a line of the letterhead that names a series says: the series, and the pool if it is named too."""
    if len(line.phrases) > MOST_APART:
        return {}
    found = [groups for name, groups in terminals.matching(line.text) if name in terminals.titles]
    return next((groups for groups in found if "series" in groups), {})


def _letterheads_by_date(lines: Sequence[PrintedLine], start: int, end: int, terminals: Terminals) -> Iterator[int]:
    """Find letterheads that print a distribution date, of another day or below another deal's name."""
    before: tuple[str, str] | None = None
    for i in range(start, end):
        line = lines[i]
        if _is_report_date(line, terminals):
            begin = max(letterhead_start(lines, i), start)
            date = next(text for _, _, text, is_figure in line.phrases if is_figure)
            deal = _deal(lines[begin : min(i + _BELOW_DATE, end)], terminals)
            if before is not None and begin > start and (date != before[0] or (deal and deal != before[1])):
                yield begin
            before = (date, deal or (before[1] if before is not None else ""))


def _is_report_date(line: PrintedLine, terminals: Terminals) -> bool:
    """Return whether a line prints the distribution date."""
    first = line.phrases[0] if line.kind == "row" else None
    return first is not None and not first[3] and _has(terminals, first[2], terminals.report_dates)


def _deal(letterhead: Sequence[PrintedLine], terminals: Terminals) -> str:
    """Return the series that a letterhead names, or else its first words; nothing if it has none."""
    texts = [line.text for line in letterhead if line.kind == "text"]
    series = [groups["series"] for text in texts for _, groups in terminals.matching(text) if "series" in groups]
    names = [text for text in texts if not _has(terminals, text, terminals.titles)]
    return next(iter([*series, *names]), "").casefold()


def _has(terminals: Terminals, text: str, names: frozenset[str]) -> bool:
    return not names.isdisjoint([name for name, _ in terminals.matching(text)])


def _opens_report(line: PrintedLine, terminals: Terminals) -> bool:
    """Return whether a line is a title of a statement, or a date of the letterhead."""
    if line.kind == "text":
        return any(name in terminals.titles and name in terminals.words for name, _ in terminals.matching(line.text))
    if line.kind != "row" or line.phrases[0][3]:
        return False
    return any(name in terminals.dates for name, _ in terminals.matching(line.phrases[0][2]))


def letterhead_start(lines: Sequence[PrintedLine], first: int, terminals: Terminals | None = None) -> int:
    """Find the line the letterhead starts at, going up from the first line the layout knows.

    It starts with the table it stands in, below the name of the exhibit, or below a gap of blank lines; however far
    above that first line the names of the deal may stand. Where the `terminals` are given, it starts below the last
    ruled line or row of the statement before too.
    """
    lowest = max(0, first - _LONGEST_LETTERHEAD)
    start, gap_found = first, False
    for i in range(first - 1, lowest - 1, -1):
        tags = lines[i].tags
        if "TABLE" in tags:
            return i
        if "/TABLE" in tags or "PAGE" in tags or _names_exhibit(lines[i]):
            return i + 1
        if terminals is not None and _ends_statement(lines[i], terminals):
            return i + 1
        is_wide = lines[i + 1].number - lines[i].number > _LETTERHEAD_GAP
        gap_found = gap_found or (is_wide and not (i + 1 == first and _is_name(lines[i])))
        if not gap_found:
            start = i
    return start


def _ends_statement(line: PrintedLine, terminals: Terminals) -> bool:
    """Return whether a line above a letterhead belongs to the statement before: a ruled line, or a row of figures."""
    return line.kind == "rule" or (line.kind == "row" and not terminals.is_furniture(line.text))


def _is_name(line: PrintedLine) -> bool:
    """Return whether a line can be a name: words in capitals, most of them, and nothing beside them."""
    words = [word for word in line.text.split() if word[0].isalpha()]
    return line.kind == "text" and len(line.phrases) == 1 and sum([w[0].isupper() for w in words]) * 2 > len(words)


def _names_exhibit(line: PrintedLine) -> bool:
    """Return whether a line is the name of the exhibit, alone above it: `EX-99.1`."""
    words = line.text.split()
    return len(words) == 1 and words[0].upper().startswith("EX-")


def is_signature(line: PrintedLine) -> bool:
    """Return whether a line begins the signature, with which a filing ends."""
    if line.kind != "text":
        return False
    text = line.text.casefold()
    return text in _SIGNATURES or text.startswith(_SIGNED)
