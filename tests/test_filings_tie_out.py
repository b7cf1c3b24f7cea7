"""The filings of the corpus audit themselves: every rule that applies is tested, and one altered figure is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from abs_grammar import parse
from abs_grammar.tieouts.rules import OTHERS, RULES
from tests.conftest import CORPUS

if TYPE_CHECKING:
    from abs_grammar.model import Fact, Filing

US_BANK = next(CORPUS.glob("us_bank/*.txt")).read_text(encoding="latin-1")
CTSLINK = next(CORPUS.glob("ctslink/*.txt")).read_text(encoding="latin-1")

# How often a page lets one put a rule to its figures, counted on it: its classes or groups, with their totals.
CHECKED: dict[str, dict[str, int]] = {
    "us_bank": {"total-distribution": 17, "pool-roll-forward": 3, "principal-remittance": 3, "interest-remittance": 3},
    "ctslink": {"total-distribution": 11, "principal-parts": 11, "principal-reduction": 11, "interest-distributed": 11},
}

# Figures that are in an identity which cannot see them change by one unit of their second-last place, by line.
TOO_COARSE: dict[str, dict[int, str]] = {
    "us_bank": {
        **dict.fromkeys(
            (85, 96), "a notional balance: ten dollars of it are a few cents of interest, printed in dollars"
        ),
        111: "0.0001 % of 7,700,000 for 33 days is 71 cents, and the interest is printed in dollars",
        **dict.fromkeys(range(125, 132), "ten cents of loss, of balances printed in dollars"),
        **dict.fromkeys((172, 190, 209, 210, 211), "a factor of a class so small that a dollar hides its last places"),
        **dict.fromkeys((252, 253, 254, 260, 261, 262), "ten cents, and Group 1 is printed in dollars"),
        **dict.fromkeys((276, 283), "ten cents, and Group 1 is printed in dollars"),
        **dict.fromkeys((346, 348, 350, 352), "ten cents, and the balances are printed in dollars"),
    },
    "ctslink": {},
}


class Altered(NamedTuple):
    """A figure with one unit of its second-last place more or less, and whether a finding names its line."""

    fact: Fact
    named: bool


def altered(text: str) -> str:
    """Change the second-last digit by one; a single digit gets another before it."""
    digits = [i for i, character in enumerate(text) if character.isdigit()]
    if len(digits) == 1:
        return "1" + text
    at = digits[-2]
    digit = int(text[at]) + (1 if text[at] != "9" else -1)
    return f"{text[:at]}{digit}{text[at + 1 :]}"


def findings(filing: Filing) -> set[tuple[str, str, tuple[int, ...]]]:
    return {(finding.rule, finding.message, finding.lines) for finding in filing.findings}


def alter_each(text: str) -> list[Altered]:
    """Change each number that takes part in an identity, one at a time, and parse the page again."""
    filing = parse(text)
    before = findings(filing)
    (report,) = filing.reports
    untested = set(report.tie_outs.untested)
    lines = text.split("\n")
    told = []
    for fact in report.facts():
        if (fact.line, fact.start) in untested or fact.unit in ("text", "flag", "date"):
            continue
        line, changed = lines[fact.line - 1], altered(fact.text)
        start = fact.end - len(changed)
        assert line[start : fact.start].strip() == ""
        page = [*lines[: fact.line - 1], line[:start] + changed + line[fact.end :], *lines[fact.line :]]
        fresh = findings(parse("\n".join(page))) - before
        told.append(Altered(fact, any([fact.line in where for _, _, where in fresh])))
    return told


@pytest.mark.parametrize(("name", "text"), [("us_bank", US_BANK), ("ctslink", CTSLINK)])
class TestEachPage:
    def test_one_altered_figure_is_named(self, name: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
        told = alter_each(text)
        unnamed = [change.fact for change in told if not change.named]
        coarse = TOO_COARSE[name]
        untested = parse(text).reports[0].tie_outs.untested
        with capsys.disabled():
            print(  # noqa: T201 - the numbers belong in the run's output
                f"\ntie-outs of {name}: {len(told)} figures altered, {len(told) - len(unnamed)} named; "
                f"{len(untested)} figures in no identity, on lines {sorted({line for line, _ in untested})}"
            )
        assert {fact.line for fact in unnamed} <= set(coarse)
        assert len(unnamed) < len(told) / 10

    def test_the_rules_that_apply_are_tested(self, name: str, text: str) -> None:
        (report,) = parse(text).reports
        tested = {rule.rule: rule.held + rule.rounded + rule.failed for rule in report.tie_outs.rules}
        assert {rule: tested.get(rule) for rule in CHECKED[name]} == CHECKED[name]


def test_every_rule_is_declared() -> None:
    declared = {rule.name for rule in RULES} | {sentence.rule for sentence in OTHERS}
    tested = {r.rule for text in (US_BANK, CTSLINK) for r in parse(text).reports[0].tie_outs.rules}
    assert tested <= declared


class TestUsBank:
    """What the page says of itself, checked by hand."""

    report = parse(US_BANK).reports[0]

    def test_its_totals_leave_out_the_interest_only_classes_and_x(self) -> None:
        # 97: 1,008,600,100 is, M-1 to M5-B and P; 78,100,000 of A-IO and the rest are not in it.
        assert [name for name, c in self.report.classes.items() if c.notional] == ["A-IO", "A-IO-INV", "X", "B-IO"]
        assert self.report.classes["A-1"].notional is False

    def test_a_class_of_which_no_total_tells_is_not_called_either(self) -> None:
        assert self.report.classes["R"].notional is None  # its balances are 0

    def test_the_labels_of_lines_178_to_194_are_put_right(self) -> None:
        facts = {fact.line: fact for fact in self.report.facts() if fact.measure == "interest_distribution_per_1000"}
        assert (facts[178].entity, facts[178].label) == ("A-1", "Class")
        assert (facts[193].entity, facts[193].label) == ("B-IO", "R")
        (finding,) = [f for f in self.report.findings if f.rule == "relabelled"]
        assert finding.lines == tuple(range(178, 195))


class TestCtslink:
    """What the page says of itself, checked by hand."""

    report = parse(CTSLINK).reports[0]

    def finding(self, rule: str) -> tuple[str | None, str | None, str | None]:
        (found,) = [f for f in self.report.findings if f.rule == rule and f.severity == "warning"]
        return found.expected, found.actual, found.difference

    def test_the_pool_falls_by_12900000_more_than_was_paid(self) -> None:
        # 560: 249,706,282.72, less 201,151.91 (569) and 2,891,093.10 (570); 561 prints 233,714,037.71.
        assert self.finding("pool-roll-forward") == ("246614037.71", "233714037.71", "-12900000.00")

    def test_the_overcollateralization_misses_the_same_12900000(self) -> None:
        # 560 less R, A1, A2, A3, M1, M2, B (125-131), 232,188,100.00; 576 prints 4,618,182.72.
        assert self.finding("overcollateralization") == ("17518182.72", "4618182.72", "-12900000.00")

    def test_class_r_is_counted_twice(self) -> None:
        assert self.finding("counted-twice") == ("249706282.72", "249706382.72", "100.00")

    def test_no_other_finding_is_a_warning(self) -> None:
        warnings = sorted(f.rule for f in self.report.findings if f.severity != "info")
        assert warnings == ["counted-twice", "overcollateralization", "pool-roll-forward"]
