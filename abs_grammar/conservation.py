"""A law of conservation: what is printed in a statement is a fact, or words that are known, or told of.

It looks at the lines as they stand in the file and at what came of them; how the reader came to it does not matter.
On a line that gave facts, nothing else may stand but the label, and marks that change no figure. On any other line,
each word with a digit must be part of words that the grammar knows by name (a title, a note, page furniture, the
letterhead), of a label that goes on below, or of a heading that stands over facts; and a label must have its figure.
What is listed as unaccounted, or named by a finding, is told of already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from abs_grammar.grammar.conventions import DEAL_NAME
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.model.report import Fact, Finding, Report
from abs_grammar.page.figures import FOOTNOTE_MARK
from abs_grammar.page.lines import PrintedLine
from abs_grammar.reading.state import names_only

__all__ = ["LOST_FIGURE", "lost_figures"]

LOST_FIGURE = "lost-figure"
"""The rule of what is lost."""

_DIGIT = re.compile(r"\d")
_FOOTNOTE_MARK = re.compile(FOOTNOTE_MARK)
_TAG = re.compile(r"<[^<>]{0,200}>")
# What may stand beside a figure: the sign of its currency, and marks that lead to footnotes.
_NO_FIGURE = re.compile(rf"(?:\s|US\$|\$|{FOOTNOTE_MARK})*+")


def lost_figures(  # noqa: PLR0913, PLR0917 - what was read, and what it was read from
    report: Report,
    number: int,
    lines: Iterable[PrintedLine],
    source: Sequence[str],
    terminals: Terminals,
    unaccounted: Collection[int],
    blocks: Collection[int],
) -> list[Finding]:
    """Return a finding for each line of a report on which something stands that nothing accounts for.

    `lines` are those of the report and `source` those of the file; `unaccounted` the lines that are listed so, and
    `blocks` those beside which a block of other text hangs.
    """
    facts = report.facts()
    on_line: dict[int, list[Fact]] = {}
    for fact in facts:
        on_line.setdefault(fact.line, []).append(fact)
    words = _Words(terminals, facts)
    lost = []
    in_letterhead = True
    for line in _lines_of_words_and_figures(lines, terminals):
        of_line = on_line.get(line.number)
        in_letterhead = in_letterhead and not _ends_letterhead(line, of_line, terminals)
        if of_line is not None:
            left = _beside(source[line.number - 1], of_line)
            is_lost = bool(left) and line.number not in blocks
        else:
            left = line.text
            is_lost = words.are_lost(line, in_letterhead=in_letterhead)
        if is_lost:
            lost.append((line.number, left))
    told = set(unaccounted).union(*[finding.lines for finding in report.findings]) if lost else set()
    return [
        Finding(
            LOST_FIGURE,
            "error",
            f"{left!r} stands here, and is neither a figure that was read nor words that the grammar knows",
            number,
            lines=(at,),
        )
        for at, left in lost
        if at not in told
    ]


def _lines_of_words_and_figures(lines: Iterable[PrintedLine], terminals: Terminals) -> Iterator[PrintedLine]:
    """Yield the lines of a report but for ruled lines, footnotes, and what follows the first line of a note."""
    in_note = in_footnote = False
    for line in lines:
        for tag in line.tags:
            in_footnote = tag == "FN" or (in_footnote and tag != "/FN")
        if not line.phrases or line.kind == "rule":
            in_note = False
            continue
        in_note = in_note and line.kind == "text" and not line.after_blank
        if not in_note and not (in_footnote and line.kind == "text"):
            yield line
            in_note = line.kind == "text" and terminals.begins_note(line.text)


def _ends_letterhead(line: PrintedLine, facts: Sequence[Fact] | None, terminals: Terminals) -> bool:
    """Return whether a line is a title of a statement, or gives a figure that is no date."""
    if facts is not None:
        return any(fact.unit != "date" for fact in facts)
    return any(name in terminals.opening for name, _ in terminals.matching(line.text))


def _beside(text: str, facts: Sequence[Fact]) -> str:
    """Return what stands on a line beside its figures and their label; nothing if all of it is accounted for."""
    first = text[: facts[0].start].strip()
    label = facts[0].label
    gaps = [text[a.end : b.start] for a, b in pairwise(facts)]
    gaps.append(text[facts[-1].end :])
    if first and first != label:
        gaps.append(_without_label(first, label or ""))
    left = [gap for gap in gaps if gap and not gap.isspace() and _NO_FIGURE.fullmatch(_TAG.sub(" ", gap)) is None]
    return " ".join([" ".join(gap.split()) for gap in left])


def _without_label(text: str, label: str) -> str:
    """Return the words of a text that are no part of a label, of which some may stand on the lines above."""
    words, of_label = _TAG.sub(" ", text).split(), label.split()
    for begin in range(len(of_label)):
        size = len(of_label) - begin
        if words[:size] == of_label[begin:]:
            return " ".join(words[size:])
    return " ".join(words)


class _Words:
    """Tells of the words of a line without facts whether something is lost among them."""

    def __init__(self, terminals: Terminals, facts: Sequence[Fact]) -> None:
        self._terminals = terminals
        texts = {fact.label for fact in facts} | {fact.header for fact in facts}
        self._of_facts = {word for text in texts if text is not None for word in text.split() if _DIGIT.search(word)}

    def are_lost(self, line: PrintedLine, *, in_letterhead: bool) -> bool:
        """Return whether a number of a line is part of no words that are known, or a label has lost its figure."""
        named = [name for name, _ in self._terminals.matching(line.repeated or line.text)]
        if any(name not in self._terminals.labels and name != DEAL_NAME for name in named):
            return False
        if self._is_label_without_figure(line):
            return True
        if in_letterhead and DEAL_NAME in named:
            return any(is_figure for _, _, _, is_figure in line.phrases)
        return any(
            word not in self._of_facts and _FOOTNOTE_MARK.fullmatch(word) is None
            for _, _, text, _ in line.phrases
            if _DIGIT.search(text) and not self._is_title(text)
            for word in text.split()
            if _DIGIT.search(word)
        )

    def _is_title(self, text: str) -> bool:
        """Return whether a text is a title, though other words stand on its line."""
        return any(name in self._terminals.titles for name, _ in self._terminals.matching(text))

    def _is_label_without_figure(self, line: PrintedLine) -> bool:
        """Return whether a line begins with a label that is known, and goes on with what should be its figure."""
        first = line.phrases[0][2]
        if len(line.phrases) == 1 or self._terminals.heads_column(first):
            return False
        labels = [name for name, _ in self._terminals.matching(first) if name in self._terminals.labels]
        return any(not names_only(label, self._terminals.vocabulary) for label in labels)
