"""Figures keyed by eye from the pages: a snapshot only says that nothing changed, these say that it is right.

`gold/<filing>.csv` holds figures of one filing, each with its line and the words of the page: `nth` tells figures
of the same text on one line apart, and an empty cell is `None`. The name is that of the filing in the corpus, or
how it begins. `gold/counts.csv` says how many figures each table prints, counted on the page.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from abs_grammar import parse_file
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from abs_grammar.model import Fact

GOLD = Path(__file__).parents[1] / "gold"
COUNTS = GOLD / "counts.csv"
FILINGS = corpus_filings(CORPUS)
NAMES = [path.relative_to(CORPUS).as_posix() for path in FILINGS]
KEYED = ("scope", "entity", "measure", "unit", "value")

each_filing = pytest.mark.parametrize("filing", FILINGS, ids=NAMES)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gold_of(filing: Path) -> list[Path]:
    """List the files of figures keyed for a filing: those whose name, `_` read as `-`, begins the filing's."""
    return [
        path
        for path in sorted(GOLD.glob("*.csv"))
        if path != COUNTS and filing.stem.startswith(path.stem.replace("_", "-"))
    ]


@cache
def facts_of(filing: Path) -> list[Fact]:
    return parse_file(filing).facts()


@cache
def lines_of(filing: Path) -> list[str]:
    return filing.read_text(encoding="latin-1").splitlines()


def by_place(facts: Iterable[Fact]) -> dict[tuple[int, str, int], Fact]:
    """Index facts by line, text and how many of that text stand on the line up to there."""
    found: dict[tuple[int, str, int], Fact] = {}
    for fact in sorted(facts, key=lambda f: (f.line, f.start)):
        nth = 1
        while (fact.line, fact.text, nth) in found:
            nth += 1
        found[fact.line, fact.text, nth] = fact
    return found


def told(wrong: list[str]) -> str:
    return "\n".join([f"{len(wrong)} figures differ from the page:", *wrong])


def difference(row: dict[str, str], fact: Fact | None) -> str | None:
    """Say how a fact differs from what was keyed for its figure, or `None`."""
    if fact is None:
        return "is no fact"
    keyed = {name: row[name] or None for name in KEYED}
    differing = [
        f"{name} is {getattr(fact, name)!r}, not {value!r}"
        for name, value in keyed.items()
        if getattr(fact, name) != value
    ]
    return "; ".join(differing) or None


@each_filing
def test_figures_are_what_an_accountant_reads_on_the_page(filing: Path) -> None:
    keyed = [row for path in gold_of(filing) for row in rows_of(path)]
    assert keyed, f"no figures are keyed for this filing: put some into {GOLD.name}/{filing.stem}.csv"
    facts = by_place(facts_of(filing))
    wrong = []
    for row in keyed:
        number = int(row["line"])
        differing = difference(row, facts.get((number, row["text"], int(row["nth"]))))
        if differing:
            line = lines_of(filing)[number - 1]
            wrong.append(f"{filing.name}:{number}: {row['text']!r} (no. {row['nth']}): {differing}\n    {line}")
    assert not wrong, told(wrong)


@each_filing
def test_each_table_has_as_many_figures_as_the_page_prints(filing: Path) -> None:
    name = filing.relative_to(CORPUS).as_posix()
    counted = [row for row in rows_of(COUNTS) if row["file"] == name]
    assert counted, f"no figures are counted for this filing: put its tables into {GOLD.name}/{COUNTS.name}"
    wrong = []
    inside: set[int] = set()
    for row in counted:
        lines = range(int(row["first_line"]), int(row["last_line"]) + 1)
        inside.update(lines)
        found = sum(fact.line in lines for fact in facts_of(filing))
        if found != int(row["figures"]):
            wrong.append(f"{filing.name}:{lines[0]}-{lines[-1]}: {found} figures, not {row['figures']}")
    wrong += [
        f"{filing.name}:{fact.line}: {fact.text!r} is read as a figure, and stands in no table\n"
        f"    {lines_of(filing)[fact.line - 1]}"
        for fact in facts_of(filing)
        if fact.line not in inside
    ]
    assert not wrong, told(wrong)


@each_filing
def test_a_figure_is_the_text_at_its_place(filing: Path) -> None:
    facts = facts_of(filing)
    assert [f.text for f in facts] == [lines_of(filing)[f.line - 1][f.start : f.end] for f in facts]
    assert len({(f.line, f.start) for f in facts}) == len(facts)


def test_all_that_was_keyed_is_of_a_filing_of_the_corpus() -> None:
    used = {path for filing in FILINGS for path in gold_of(filing)}
    assert set(GOLD.glob("*.csv")) == {*used, COUNTS}
    assert {row["file"] for row in rows_of(COUNTS)} <= set(NAMES)
