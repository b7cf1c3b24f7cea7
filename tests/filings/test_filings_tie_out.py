"""The filings of the corpus audit themselves: every rule that applies is tested, and one altered figure is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from abs_grammar import parse, parse_file
from abs_grammar.tieouts.rules import OTHERS, RULES
from tests.conftest import CORPUS, ROOT

if TYPE_CHECKING:
    from abs_grammar.model import Fact, Filing

US_BANK = next(CORPUS.glob("us_bank/*.txt")).read_text(encoding="latin-1")
CTSLINK = next(CORPUS.glob("ctslink/*.txt")).read_text(encoding="latin-1")
RFC = ROOT.parent / "shared" / "filings" / "rfc-rfmsi-2000-12-26.sample.txt"

# How often a page lets one put a rule to its figures, counted on it: its classes or groups, with their totals.
CHECKED: dict[str, dict[str, int]] = {
    "us_bank": {"total-distribution": 17, "pool-roll-forward": 3, "principal-remittance": 3, "interest-remittance": 3},
    "ctslink": {"total-distribution": 11, "principal-parts": 11, "principal-reduction": 11, "interest-distributed": 11},
}

# Figures in an identity that cannot see them change by one unit of their second-last place, by line and measure: why.
_IN_DOLLARS = "ten cents, and the balances beside it are printed in dollars"
TOO_COARSE: dict[str, dict[tuple[int, str], str]] = {
    "us_bank": {
        (85, "beginning_balance"): "notional: ten dollars of it are cents of interest, printed in dollars",
        (96, "beginning_balance"): "likewise",
        (111, "pass_through_rate"): "0.0001 % of 7,700,000 for 33 days is 71 cents, and interest is printed in dollars",
        **{(line, "realized_loss"): _IN_DOLLARS for line in range(125, 132)},
        **{(line, "ending_balance_per_1000"): "of a class so small that a dollar hides it" for line in (209, 210, 211)},
        **{(line, "delinquent_balance"): _IN_DOLLARS for line in (252, 253, 254, 260, 261, 262)},
        **{(line, "foreclosure_balance"): _IN_DOLLARS for line in (276, 283)},
        (346, "overcollateralization_increase_amount"): _IN_DOLLARS,
        (348, "overcollateralization_release_amount"): _IN_DOLLARS,
        (350, "overcollateralization_deficiency_amount"): _IN_DOLLARS,
        (352, "excess_overcollateralization_amount"): _IN_DOLLARS,
    },
    "ctslink": {},
}

# Figures whose change is told as information only: R with a balance looks like one more class that totals leave out;
# ten cents are too little for the shares of 233,914,321.09, but its own amount stands in what is told of them.
INFORMED = {
    "us_bank": {(95, "beginning_balance"), (152, "ending_balance")},
    "ctslink": {(562, "ending_actual_pool_balance")},
}


class Altered(NamedTuple):
    """A figure with one unit of its second-last place changed, and how grave the findings are that name its line."""

    fact: Fact
    graded: frozenset[str]


def altered(text: str) -> str:
    """Change the second-last digit by one; a single digit gets another before it."""
    digits = [i for i, character in enumerate(text) if character.isdigit()]
    if len(digits) == 1:
        return "1" + text
    at = digits[-2]
    digit = int(text[at]) + (1 if text[at] != "9" else -1)
    return f"{text[:at]}{digit}{text[at + 1 :]}"


def findings(filing: Filing) -> set[tuple[str, str, str, tuple[int, ...]]]:
    return {(finding.severity, finding.rule, finding.message, finding.lines) for finding in filing.findings}


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
        told.append(Altered(fact, frozenset(graded for graded, _, _, where in fresh if fact.line in where)))
    return told


@pytest.mark.parametrize(("name", "text"), [("us_bank", US_BANK), ("ctslink", CTSLINK)], ids=["us_bank", "ctslink"])
class TestEachPage:
    @pytest.mark.slow
    def test_one_altered_figure_is_named(self, name: str, text: str) -> None:
        told = alter_each(text)
        unnamed = {(fact.line, fact.measure) for fact, graded in told if not graded}
        informed = {(fact.line, fact.measure) for fact, graded in told if graded == {"info"}}
        assert unnamed == set(TOO_COARSE[name])
        assert informed == INFORMED[name]

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


@pytest.mark.skipif(not RFC.is_file(), reason="the filing is not beside this checkout")
class TestMasterServicer:
    """Forty statements of one filing: nearly all tie on every row, and these, checked by hand, do not."""

    filing = parse_file(RFC) if RFC.is_file() else None

    def warnings(self) -> list[tuple[str | None, str, str | None, str | None]]:
        assert self.filing is not None
        return [
            (report.series, finding.rule, finding.entity, finding.difference)
            for report in self.filing.reports
            for finding in report.findings
            if finding.severity != "info"
        ]

    def test_the_lowest_class_of_six_deals_lost_what_no_column_says(self) -> None:
        # 1992-S16, B: 6,434,924.47 (613) less 9,990.37 is 6,424,934.10, and 639 prints 6,424,694.65; losses 0.00.
        assert [told for told in self.warnings() if told[1] == "balance-roll-forward"] == [
            ("1992-S16", "balance-roll-forward", "B", "-239.45"),
            ("1993-S12", "balance-roll-forward", "B-2", "-1542.11"),
            ("1997-S14", "balance-roll-forward", "B-3", "-84952.28"),
            ("1998-S5", "balance-roll-forward", "B-3", "-177302.65"),
            ("1998-S6", "balance-roll-forward", "B-3", "-875.87"),
            ("1998-S12", "balance-roll-forward", "B-3", "-939.35"),
        ]

    def test_whatever_else_does_not_foot(self) -> None:
        assert [told for told in self.warnings() if told[1] != "balance-roll-forward"] == [
            # 361: 7,403.37 for each $1,000 of 19,212,019.52 is 0.38535095, and 386 prints 0.385350.
            ("1990-3B", "per-1000", "Unnamed", "-0.000001"),
            # 374: 1,302,690.43 of certificates, and 425 prints 1,302,690.45 of loans.
            ("1990-3B", "pool-and-certificates", None, "-0.02"),
            # 478: 6,043,317.78 for each $1,000 of 56,799,660.28 is 106.39707614, and 505 prints 106.397077.
            ("1991-25A", "per-1000", "A", "0.000001"),
            # 3901 to 3903 print 0.00 for the whole, and the pages of its pools 4105, 4106, 4107 and so on do not.
            ("1995-R5", "group-totals", None, "-320000.00"),
            ("1995-R5", "group-totals", None, "-14962653.00"),
            ("1995-R5", "group-totals", None, "-5771972.00"),
        ]

    def test_every_statement_is_tested(self) -> None:
        assert self.filing is not None
        tested = [report.tie_outs.tested for report in self.filing.reports]
        assert min(tested) >= 20
