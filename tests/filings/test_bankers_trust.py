"""A real statement of Bankers Trust, whose every figure was keyed by eye before any program had read the page."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from abs_grammar import parse_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from abs_grammar.model import Fact, Filing

FILING = (
    Path(__file__).resolve().parents[3] / "shared" / "filings" / "bankers-trust-aames-1998-c-1998-12-15.txt"
)  # filings that are not of the corpus stand beside the checkout, or nowhere
KEYED = Path(__file__).parents[1] / "gold" / "elsewhere" / "bankers-trust-aames-1998-c.csv"
DIMENSIONS = ("part", "class_name", "bucket")

pytestmark = pytest.mark.skipif(not FILING.is_file(), reason="the filing is not beside this checkout")


@cache
def parsed() -> Filing:
    return parse_file(FILING)


def what_was_keyed() -> list[Mapping[str, str]]:
    with KEYED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_line_and_text() -> dict[tuple[int, str], list[Fact]]:
    found: dict[tuple[int, str], list[Fact]] = {}
    for fact in sorted(parsed().facts(), key=lambda fact: (fact.line, fact.start)):
        found.setdefault((fact.line, fact.text), []).append(fact)
    return found


def differences(row: Mapping[str, str], fact: Fact) -> list[str]:
    """Name what a fact says otherwise than the one who keyed the figure from the page.

    A date stands on the page of one REMIC and is that of the whole deal, so that its part is either.
    """
    group = row["group"] and (row["group"] if row["group"] == "Total" else f"Group {row['group']}")
    wanted = {
        "value": row["value"],
        "measure": row["measure"],
        "scope": row["scope"],
        "account": row["account"].upper(),
        "group": "" if group == "Total" else group,
        **{name: row[name] for name in DIMENSIONS if name != "part" or row["unit"] != "date"},
    }
    return [f"{name} {getattr(fact, name)!r} for {want!r}" for name, want in wanted.items() if read(fact, name) != want]


def read(fact: Fact, name: str) -> str:
    value = str(getattr(fact, name) or "")
    if name == "group" and value == "Total":
        return ""
    return value.upper() if name == "account" else value


def test_every_figure_is_what_was_keyed() -> None:
    facts = by_line_and_text()
    keyed = what_was_keyed()
    wrong = []
    for row in keyed:
        place = (int(row["line"]), row["text"])
        printed = facts.get(place, [])
        if len(printed) < int(row["nth"]):
            wrong.append(f"{place}: is no fact")
            continue
        wrong += [f"{place}: {said}" for said in differences(row, printed[int(row["nth"]) - 1])]
    assert wrong == []
    assert len(keyed) == len(parsed().facts())


def test_the_deal_is_named_by_its_cover_and_its_page() -> None:
    (report,) = parsed().reports
    assert (report.series, report.trustee) == ("1998-C", "Bankers Trust Company")
    assert list(report.parts) == ["REMIC I", "REMIC II"]


def test_nothing_on_it_fails_to_tie() -> None:
    (report,) = parsed().reports
    assert report.tie_outs.failed == 0
    assert parsed().unaccounted == ()
