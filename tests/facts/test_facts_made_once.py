"""A fact is made once: no step alters it, nor what it was given, so the same page read twice says the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

from abs_grammar import parse, parse_file
from abs_grammar.edgar.source import read_source
from abs_grammar.edgar.submission import read_submission
from abs_grammar.model.report import Fact
from abs_grammar.pipeline import pages_of, read_report
from abs_grammar.reading.record import Reading
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import ROOT
from tests.made_facts import BALANCE

if TYPE_CHECKING:
    from abs_grammar import Report

FILINGS = corpus_filings(ROOT / "corpus")
each_filing = pytest.mark.parametrize("filing", FILINGS, ids=lambda path: path.name)


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(Fact)])
def test_no_field_of_a_fact_can_be_set(name: str) -> None:
    fact = parse_file(FILINGS[0]).facts()[0]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(fact, name, None)


def test_a_fact_of_a_page_is_like_one_that_is_made_by_hand() -> None:
    fact = parse_file(FILINGS[0]).facts()[0]
    by_hand = Fact(**attrs.asdict(fact))
    assert type(fact) is Fact
    assert fact == by_hand
    assert hash(fact) == hash(by_hand)
    assert repr(fact) == repr(by_hand)
    assert attrs.evolve(fact, entity="another") == attrs.evolve(by_hand, entity="another")
    assert fact != BALANCE


@each_filing
def test_the_steps_leave_what_they_are_given_as_it_was(filing: Path) -> None:
    source = read_source(filing)
    page = pages_of(source, read_submission(source), None)[0]
    reading = Reading(list(page.regions.reports[0]))
    tree = page.parser.parse(reading)

    def report() -> Report:
        return read_report(tree, reading, source=source.name, number=0, layout=page.layout)

    printed, before = str(tree), attrs.asdict(reading, recurse=False)
    before = {name: tuple(value) for name, value in before.items()}
    first = report()
    assert report() == first
    assert str(tree) == printed
    assert {name: tuple(value) for name, value in attrs.asdict(reading, recurse=False).items()} == before


@each_filing
def test_every_figure_is_one_fact(filing: Path) -> None:
    facts = parse_file(filing).facts()
    assert len({(fact.line, fact.start) for fact in facts}) == len(facts)


def test_a_report_knows_nothing_of_those_before_it() -> None:
    text = read_source(FILINGS[0]).lines
    once = parse("\n".join(text))
    assert parse("\n".join(text)) == once
