"""What each run of lines is decided to be: the page, and beside each line the decision that it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from abs_grammar.page.lines import read_lines
from abs_grammar.reading import decisions as d
from abs_grammar.reading.classifier import Classifier
from abs_grammar.reading.parser import parser_of
from abs_grammar.reading.record import Reading
from tests.reading.test_lexer import FEES, SUMMARY, layout

if TYPE_CHECKING:
    from abs_grammar.grammar.layouts import Layout

__all__ = ["layout"]


class Decided:
    """The decisions of one page, in order, noted as the parser reads it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.all: list[d.Decision] = []
        decisions = Classifier.decisions

        def noted(classifier: Classifier) -> Iterator[d.Decision]:
            for decision in decisions(classifier):
                self.all.append(decision)
                yield decision

        monkeypatch.setattr(Classifier, "decisions", noted)

    def kinds(self, layout: Layout, page: str) -> list[str]:
        """Read a page; return the kinds of its decisions."""
        lines = page.strip("\n").split("\n")
        parser_of(layout).parse(Reading(read_lines(lines, 1, len(lines))))
        return [type(decision).__name__ for decision in self.all]


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> Decided:
    return Decided(monkeypatch)


def of_kind(decided: Decided, kind: type[d.Decision]) -> Sequence[d.Decision]:
    return [decision for decision in decided.all if isinstance(decision, kind)]


CASES = {
    "a table": (SUMMARY, "Title HeadingBlock TableRow TableRow TableRow"),
    "headings of two lines": (
        SUMMARY.replace(
            "Class        Opening Balance    Principal Paid",
            "           Opening     Principal\nClass      Balance          Paid",
        ),
        "Title HeadingBlock TableRow TableRow TableRow",
    ),
    "lines of a label and a figure": (FEES, "Title TableRow TableRow"),
    "a row that no rule knows": (
        FEES.replace("Fee of the Servicer ", "Fee of the Wizard"),
        "Title TableRow UnknownRow",
    ),
    "furniture, a ruled line and an empty mark": (
        SUMMARY.replace("A-2  ", "Page 2\n=======\n<PAGE>\nA-2  "),
        "Title HeadingBlock TableRow Passed Passed Passed TableRow TableRow",
    ),
    "names of the deal and whom to ask": (
        f"First Trust, Series 1\n\nContact: Customer Service\n         7485 New Horizon Way\n\n{FEES}",
        "Words Block Passed Passed Title TableRow TableRow",
    ),
    "a title that is misprinted": (FEES.replace("Fees", "Feex"), "Title TableRow TableRow"),
    "a title that is missing above its rows": (
        FEES.replace("Fees Paid\n", ""),
        "MissingTitle TableRow TableRow",
    ),
    "a title that is missing above its headings": (
        "Class      Cusip    Principal Paid\nA-1    881561BU7     11.11111\n",
        "MissingTitle HeadingBlock TableRow",
    ),
    "a title that no rule knows": (
        SUMMARY.replace("Distribution Summary", "What Might Have Been"),
        "UnknownTitle HeadingBlock UnknownRow UnknownRow UnknownRow",
    ),
    "words among rows": (
        SUMMARY.replace("A-2  ", "  it is raining\nA-2  "),
        "Title HeadingBlock TableRow UnknownText TableRow TableRow",
    ),
    "a label on two lines": (
        FEES.replace("Fee of the Servicer ", "Fee of the\nServicer"),
        "Title TableRow WrappedLabel TableRow",
    ),
    "footnotes": (
        f"<TABLE>\n{SUMMARY}<FN>\n(1) Of 1,000 units, 5.00 each.\n</FN>\n</TABLE>",
        " ".join(
            [
                *("TableEdge", "Passed", "Title", "HeadingBlock", "TableRow", "TableRow", "TableRow"),
                *("FootnoteEdge", "Passed", "Words", "FootnoteEdge", "Passed", "TableEdge", "Passed"),
            ]
        ),
    ),
}


@pytest.mark.parametrize(("page", "kinds"), CASES.values(), ids=CASES)
def test_lines_are_decided_in_the_order_of_the_page(layout: Layout, decided: Decided, page: str, kinds: str) -> None:
    assert decided.kinds(layout, page) == kinds.split()


def test_a_heading_is_named_whole_before_any_of_its_tokens_is_said(layout: Layout, decided: Decided) -> None:
    decided.kinds(layout, SUMMARY)
    (heading,) = of_kind(decided, d.HeadingBlock)
    assert isinstance(heading, d.HeadingBlock)
    columns = [column for column in heading.named.heading.columns if column is not None]
    assert [column.name for column in columns] == ["BEGINNING_BALANCE", "PRINCIPAL_DISTRIBUTION"]
    assert [name for name, _ in heading.named.tokens] == ["CLASS", "BEGINNING_BALANCE", "PRINCIPAL_DISTRIBUTION"]


def test_deciding_alters_neither_the_state_nor_the_lines(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions = Classifier.decisions
    seen: list[bool] = []

    def watched(classifier: Classifier) -> Iterator[d.Decision]:
        ahead = decisions(classifier)
        while True:
            before = (repr(classifier.state), list(classifier.lines))
            decision = next(ahead, None)
            seen.append(before == (repr(classifier.state), list(classifier.lines)))
            if decision is None:
                return
            yield decision

    monkeypatch.setattr(Classifier, "decisions", watched)
    lines = f"First Trust\n\nContact: Customer Service\n\n{SUMMARY}\n{FEES}".split("\n")
    parser_of(layout).parse(Reading(read_lines(lines, 1, len(lines))))
    assert len(seen) > 10
    assert all(seen)
