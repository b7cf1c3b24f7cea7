"""Writes `docs/tie-outs.md`, what a report is checked for, from the rules: `python docs/make_tie_outs.py`."""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from abs_grammar.model.findings import OF_TIE_OUTS
from abs_grammar.tieouts.rules import OTHERS, RULES, Of

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent / "tie-outs.md"

HEADINGS: dict[Of, str] = {
    "class": "Of a class, and of the totals row",
    "pool": "Of the pool, and of a group of loans",
    "bucket": "Of a bucket of delinquency",
    "account": "Of an account",
    "deal": "Of the deal",
}

HEAD = """\
# Tie-outs

<!-- Written by docs/make_tie_outs.py from abs_grammar/tieouts/rules.py. Do not edit. -->

Trustees print totals, roll-forwards, factors and rates of the very figures they print. After a parse, each identity
below is checked wherever the page prints what it takes. What does not hold is a finding with both amounts, the
difference and the lines. `abs-grammar check` prints how many were checked; `report.tie_outs` has the numbers rule
by rule, and the places of the figures that are in none.

- **Rounding.** Two sides may differ by half a unit of the last printed place of each term, and by what that makes
  of a product. A count of loans is exact. Where the factors of a report are exact to their last place with amounts
  to the cent as printed, the one must be too.
- **A term with `?`** is nothing where the page does not print it. Where another term is missing, or is `N/A`,
  nothing is checked.
- **Printed twice.** Where a figure is printed in two places with two values, an identity holds if it holds for
  either; that they differ is a finding of its own.
- **Notional classes** are those that the totals of balances leave out. Their balances fall as a schedule says, so
  no roll-forward is asked of them.
- **Examples** are from the two filings of `corpus/`, with their lines.
"""

TAIL = """\
## What is acknowledged

A finding that someone has verified on the page stands in a file beside the filing, `<filing>.acknowledged.toml`,
with the reason. `check` prints it, and does not count it.

```toml
[[acknowledged]]
rule = "counted-twice"
lines = [177, 189, 206, 219]
reason = "The totals of the Principal Distribution Statement count class R twice."
```

It is for the finding of that rule on those very lines (and of that `entity` or `report`, if it names one). An
acknowledgement of what is no longer found is reported, and counts; one of a code that no finding has is an error.
"""


def page() -> str:
    """Return the page as it ought to stand in the file."""
    return "\n".join([HEAD, *_identities(), *_others(), *_information(), TAIL])


def _identities() -> Iterator[str]:
    for of, heading in HEADINGS.items():
        yield f"## {heading}\n"
        seen = set()
        for rule in RULES:
            if rule.of == of and (rule.name, rule.definition) not in seen:
                seen.add((rule.name, rule.definition))
                text = rule.identity.text if rule.name != "per-1000" else "x_per_1000 = 1000 * x / original_balance"
                yield f"**`{rule.name}`** {rule.definition}\n"
                yield f"    {text}\n"
                yield from [f"{rule.example}\n"] if rule.example else []


def _others() -> Iterator[str]:
    yield "## Of more than one row\n"
    for sentence in OTHERS:
        yield f"**`{sentence.rule}`** {sentence.definition}\n"
        yield from [f"{sentence.example}\n"] if sentence.example else []


def _information() -> Iterator[str]:
    yield "## What is only information\n"
    yield "What these mean, and every other finding, is [listed](findings.md).\n"
    yield from ("| finding | says |", "|---|---|")
    yield from (
        f"| `{kind.code}` | {says} |" for kind in OF_TIE_OUTS for severity, says in kind.says if severity == "info"
    )
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
