"""A figure is reprinted in every form that a trustee might print: it is read as what it then says, or it is told of.

What each form says stands in `FORMS`, keyed by hand. No figure may vanish or change without a word, whatever its form,
and no figure of another line may be read otherwise for it unless a finding names one of the two lines.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest

from abs_grammar import parse
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from abs_grammar.model import Fact, Filing

FILINGS = corpus_filings(CORPUS)
SEED = 20_001_226
NUMERIC = frozenset({"usd", "count", "per_1000", "fraction", "months"})

# How many times the plain figure a form says it is; `None` where it says that there is none.
FORMS: dict[str, int | None] = {
    "{}": 1,
    "{}*": 1,
    "{}**": 1,
    "{}(1)": 1,
    "({})": -1,
    "( {})": -1,
    "({} )": -1,
    "-{}": -1,
    "- {}": -1,
    "\N{EN DASH}{}": -1,
    "\N{MINUS SIGN}{}": -1,
    "{}-": -1,
    "{} CR": -1,
    "{}CR": -1,
    "{} DR": 1,
    "US${}": 1,
    "$({})": -1,
    "-0-": 0,
    "ZERO": 0,
    "N/A": None,
    "n.a.": None,
    "NONE": None,
    "--": None,
}
# What is no figure, or not this one: it may be a fact of some value only where a finding names its line.
NO_FIGURES = (
    "({}",
    "{})",
    "{}{}",
    "#{}#",
    "{}?",
    "x{}",
    "{}/{}",
    "1 234 567.89",
    "12,55,1",
    "1.2.3",
    "~",
    "REDACTED",
    "=",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A filing as printed, with what is read from it."""

    layout: str
    lines: tuple[str, ...]
    filing: Filing

    def reprinted(self, fact: Fact, text: str) -> tuple[Filing, int, int] | None:
        """Parse the page with a text in the place of a figure; and where that text begins and ends.

        It ends where the figure did, as trustees align figures to the right. `None` where it would touch its neighbour.
        """
        line = self.lines[fact.line - 1]
        start = fact.end - len(text)
        room = line[max(start - 3, 0) : fact.start]
        if start < 3 or (start < fact.start and room.strip()):
            return None
        before = line[: fact.start].ljust(start)[:start]
        changed = [*self.lines]
        changed[fact.line - 1] = before + text + line[fact.end :]
        return parse("\n".join(changed), layout=self.layout), start, fact.end


@cache
def page_of(path: Path) -> Page:
    text = path.read_text(encoding="latin-1")
    return Page(path.parent.name, tuple(text.split("\n")), parse(text, layout=path.parent.name))


def plain_figures(page: Page) -> list[Fact]:
    """List the figures that are printed without a sign, whose measure is known, in every report but repeated ones."""
    return [
        fact
        for fact in page.filing.facts()
        if fact.measure is not None and fact.unit in NUMERIC and fact.value is not None and fact.text[:1].isdigit()
    ]


def told_lines(filing: Filing, page: Page) -> set[int]:
    """List the lines that are unaccounted for, or that a finding names which the page did not have before."""
    before = {(finding.rule, finding.lines, finding.message) for finding in page.filing.findings}
    fresh = [f for f in filing.findings if (f.rule, f.lines, f.message) not in before]
    return {line for finding in fresh for line in finding.lines} | {line.line for line in filing.unaccounted}


def silently_wrong(page: Page, fact: Fact, form: str) -> Iterator[str]:
    """Say what a reprinted figure, and every other figure of the page, is read as otherwise than printed, untold."""
    text = form.format(fact.text, fact.text)
    if form == "{}{}" and "." not in fact.text:
        return  # two counts run together are a count
    parsed = page.reprinted(fact, text)
    if parsed is None:
        return
    filing, start, end = parsed
    told = told_lines(filing, page)
    where = f"{page.layout}:{fact.line}: {fact.text!r} as {text!r}"
    if fact.line in told:
        return  # named: whatever became of it, and of what stands beside it, is looked up by whoever reads findings
    read = [other for other in filing.facts() if other.line == fact.line and other.start < end and start < other.end]
    if [claim(other) for other in read] != wanted(fact, form):
        yield f"{where}: {[claim(other) for other in read]}"
    elsewhere = {(other.line, other.start): claim(other) for other in filing.facts() if other.line != fact.line}
    for other in page.filing.facts():
        same = elsewhere.get((other.line, other.start))
        if other.line != fact.line and same != claim(other) and other.line not in told:
            yield f"{where}: line {other.line} is {same}, not {claim(other)}"


def claim(fact: Fact) -> tuple[object, ...]:
    """Return what a fact claims; of a figure without a number, that it has none."""
    value = fact.value if fact.value is None or fact.unit not in NUMERIC else Decimal(fact.value)
    return (fact.measure, fact.entity, value)


def wanted(fact: Fact, form: str) -> list[tuple[object, ...]]:
    """Return what may be read, untold, where a figure is reprinted: nothing, if the text is no figure."""
    if form not in FORMS:
        return []
    times = FORMS[form]
    value = None if times is None else Decimal(fact.value or 0) * times
    return [(fact.measure, fact.entity, value)]


def sample(path: Path, figures: int, *, seed: int) -> list[str]:
    page = page_of(path)
    chosen = random.Random(seed).sample(plain_figures(page), figures)  # noqa: S311 - not a secret
    return [said for fact in chosen for form in (*FORMS, *NO_FIGURES) for said in silently_wrong(page, fact, form)]


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_a_figure_in_any_form_is_what_it_says_or_is_told_of(path: Path) -> None:
    assert sample(path, 3, seed=SEED) == []


@pytest.mark.parametrize("nothing", ["-0-", "N/A", "--"])
def test_a_word_among_percentages_is_no_count(nothing: str) -> None:
    # 180+ Days 0.000000%               0.000000%              0.000000%               0.000000%               0.000000%
    page = page_of(CORPUS / "ctslink" / "ctslink-terwin-2003-4he-2003-11-25.txt")
    (last,) = [fact for fact in page.filing.facts() if fact.line == 520][-1:]
    parsed = page.reprinted(last, nothing)
    assert parsed is not None
    (read,) = [fact for fact in parsed[0].facts() if fact.line == 520][-1:]
    assert (read.text, read.measure, read.unit) == (nothing, "total_delinquent_loan_count_share", "fraction")


@pytest.mark.slow
@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_a_figure_in_any_form_is_what_it_says_or_is_told_of_at_more_places(path: Path) -> None:
    assert sample(path, 20, seed=SEED + 1) == []
