"""`abs-grammar explain`: what there is to say of a finding."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

from abs_grammar.cli.app import app
from abs_grammar.output.findings import catalogue


def explain(*codes: str) -> Result:
    return CliRunner().invoke(app, ["explain", *codes])


def test_a_code_is_explained_by_what_it_says_an_example_and_what_to_do() -> None:
    ended = explain("misfit")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert (
        ended.stdout
        == """\
misfit
  warning: FIGURE under HEADING beside LABEL is PROBLEM; the figures have no measure

what to do
  Look at the figure: its form is not that of its measure. It may be misprinted, or stand in the
  wrong column.

for example
    DISTRIBUTION SUMMARY
    Class                Rate           Int
    A-1                1.47000%       662,382
    A-2                1.55000        226,660
"""
    )


def test_a_tie_out_is_explained_by_what_ought_to_hold() -> None:
    told = explain("class-factor").stdout
    assert "what ought to hold\n  The factor of a class is the part of its original balance that is left.\n" in told
    assert "    class_factor = ending_balance / original_balance\n" in told


def test_several_are_explained_one_after_another() -> None:
    told = explain("notional", "unnamed-groups").stdout
    assert told.startswith("notional\n  info: ")
    assert "\n\nunnamed-groups\n  warning: " in told


def test_all_are_listed_where_none_is_named() -> None:
    ended = explain()
    assert ended.exit_code == 0
    assert [line.split()[0] for line in ended.stdout.splitlines()[2:]] == list(catalogue())


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        ("unknown-lable", "did you mean unknown-label or "),
        ("class-total", "did you mean class-totals or "),
        ("\x1b[2J", "`abs-grammar explain` lists them all"),
    ],
)
def test_an_unknown_code_ends_in_2_with_those_like_it(code: str, cure: str) -> None:
    ended = explain(code, "misfit")
    assert ended.exit_code == 2
    assert ended.stdout.startswith("misfit\n")
    assert ended.stderr.startswith("no finding has the code ")
    assert f"; {cure}" in ended.stderr
    assert "\x1b" not in ended.stderr
