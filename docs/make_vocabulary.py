"""Writes `docs/vocabulary.md`, the table of every measure, from the model: `python docs/make_vocabulary.py`."""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from abs_grammar.model import (
    Account,
    CertificateClass,
    ClassComponent,
    Collateral,
    DelinquencyBucket,
    Enhancement,
    Fees,
    Funds,
    Measure,
    Report,
    Triggers,
    measures,
    measures_of,
)
from abs_grammar.model.vocabulary import CROSSINGS, SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent / "vocabulary.md"

# Each part of a report, and where a report holds it. A measure that two parts have is listed with the first.
PARTS: dict[type, str] = {
    Report: "the fields of `report`",
    CertificateClass: "`report.classes[name]`, and `report.class_totals` for the totals row",
    ClassComponent: "`report.components[name]`",
    DelinquencyBucket: "`report.delinquency[bucket]`",
    Collateral: "`report.pool`, and `report.groups[name]` for a group of loans",
    Account: "`report.accounts[name]`",
    Fees: "`report.fees`",
    Funds: "`report.funds`",
    Enhancement: "`report.enhancement`",
    Triggers: "`report.triggers`",
}

UNITS = {
    "usd": "US dollars, with the cents as printed",
    "fraction": "a rate or a share; a printed `1.55000%` is `0.0155000`, every printed digit kept",
    "count": "a number of loans",
    "per_1000": "US dollars for each $1,000 of original balance",
    "months": "a term in months",
    "date": "a day, in ISO form",
    "text": "words or an identifier, as printed",
    "flag": "`YES` or `NO`, as printed",
}

HEAD = """\
# Vocabulary

<!-- Written by docs/make_vocabulary.py from the classes of abs_grammar.model. Do not edit. -->

One word for each thing that a trustee's statement prints, whatever the trustee calls it. A word is a field of the
model; its unit, definition and source stand there, and this page is made from them. A terminal of a grammar that
bears the name of a measure in capitals gives that measure.

- A measure has one unit. Amounts for each $1,000 have words of their own (`_per_1000`), and so have shares (`_share`).
- The scope says what a figure speaks of: a `class`, a `group` of loans, a bucket of `delinquency`, an `account`, or the
  whole `deal`. The entity of a totals row is `Total`.
- Balances of notional classes are `beginning_balance` and `ending_balance` too.
- A measure is `None` where nothing is printed, and where `N/A` is printed.
"""


def page() -> str:
    """Return the page as it ought to stand in the file."""
    return "\n".join([HEAD, *_units(), *_sources(), *_measures(), *_crossings()])


def _units() -> Iterator[str]:
    yield from ("| unit | is |", "|---|---|")
    yield from (f"| `{unit}` | {meaning} |" for unit, meaning in UNITS.items())
    yield ""


def _sources() -> Iterator[str]:
    """Say what the names of the sources mean, in the words of the module that declares the measures."""
    paragraphs = (measures.__doc__ or "").split("\n\n")
    yield from (paragraph.rstrip() for paragraph in paragraphs if paragraph.startswith("Sources:"))
    yield "\nThe field names of the CREFC files were put down from memory and are still to be checked.\n"


def _measures() -> Iterator[str]:
    listed: set[str] = set()
    for part, place in PARTS.items():
        yield f"## {part.__name__}\n\n{_summary(part)} Found in {place}.\n"
        yield from ("| measure | unit | scope | definition | source |", "|---|---|---|---|---|")
        for name, measure in measures_of(part).items():
            if name not in listed:
                listed.add(name)
                yield _row(measure)
        yield ""


def _row(measure: Measure) -> str:
    scopes = ", ".join(sorted(SCOPES[measure.name]))
    cells = (f"`{measure.name}`", measure.unit, scopes, measure.definition, measure.source)
    return "| " + " | ".join([cell.replace("|", r"\|") for cell in cells]) + " |"


def _summary(part: type) -> str:
    return (part.__doc__ or "").partition("\n")[0]


def _crossings() -> Iterator[str]:
    yield "## Crossings\n"
    yield "Where a grid prints loans by status, or shares by who has them, the two together name the measure.\n"
    yield from ("| status | quantity | measure |", "|---|---|---|")
    yield from (f"| `{status}` | `{quantity}` | `{name}` |" for (status, quantity), name in sorted(CROSSINGS.items()))
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
