"""What a person is told of a filing: see `abs_grammar.output.show` and `abs_grammar.output.audit`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Literal

import attrs
import pytest

from abs_grammar.model import (
    CertificateClass,
    Collateral,
    Coverage,
    DelinquencyBucket,
    Filing,
    Finding,
    Report,
    RuleTally,
    Statement,
    TieOuts,
    Triggers,
    UnaccountedLine,
)
from abs_grammar.model.submission import Submission
from abs_grammar.output.audit import Audit, audit_lines
from abs_grammar.output.show import filing_lines
from tests.made_facts import BALANCE, NOT_APPLICABLE

REPORT = Report(
    "us_bank",
    deal="A deal",
    classes={
        "A-1": CertificateClass(
            "A-1", original_balance=Decimal("1234567.80"), pass_through_rate=Decimal("0.0147000"), cusip="04541GER9"
        ),
        "X": CertificateClass("X", original_balance=Decimal(0)),
    },
    class_totals=CertificateClass("Total", original_balance=Decimal("1234567.80")),
    groups={"Group 1": Collateral("Group 1", ending_loan_count=4038)},
    pool=Collateral("Pool", ending_loan_count=6204, weighted_average_gross_coupon=Decimal("0.0755854")),
    delinquency={
        "30-59 days": DelinquencyBucket("30-59 days", delinquent_loan_count=68, delinquent_balance=Decimal("8472.00"))
    },
    triggers=Triggers(trigger_event_occurred="NO"),
    statements=(Statement("DISTRIBUTION SUMMARY", (BALANCE,)),),
)
CLEAN = Filing("a.txt", Submission(), reports=(REPORT,), coverage=Coverage(376, 376, 782, 782))
WARNING = Finding(
    "class-total",
    "warning",
    "it does not foot",
    0,
    expected="3.00",
    actual="2.99",
    difference="-0.01",
    lines=(81, 82, 83, 97),
)
INFO = Finding("class-spelling", "info", "two spellings")


def shown(filing: Filing) -> str:
    return "\n".join(line for _, line in filing_lines(filing))


def checked(filing: Filing) -> str:
    return "\n".join(line for _, line in audit_lines(Audit.of(filing)))


class TestShow:
    def test_classes_stand_with_their_totals_below_and_without_the_measures_that_none_has(self) -> None:
        assert (
            "Class      original      rate\n"
            "-----  ------------  --------\n"
            "A-1    1,234,567.80  1.47000%\n"
            "X                 0\n"
            "Total  1,234,567.80\n"
        ) in shown(CLEAN)

    def test_loans_stand_by_group_with_the_pool_beside_them(self) -> None:
        assert (
            "Loans                          Group 1      Pool\n"
            "-----------------------------  -------  --------\n"
            "ending loan count                4,038     6,204\n"
            "weighted average gross coupon           7.55854%\n"
        ) in shown(CLEAN)

    def test_delinquencies_stand_by_status(self) -> None:
        assert "Delinquency  delinquent loans   balance\n" in shown(CLEAN)
        assert "30-59 days                 68  8,472.00\n" in shown(CLEAN)

    def test_what_concerns_the_deal_stands_in_one_column(self) -> None:
        assert "trigger event occurred  NO\n" in shown(CLEAN)

    def test_the_coverage_and_the_findings_come_last(self) -> None:
        assert shown(CLEAN).endswith(
            "\n\nCheck: clean\n  coverage     lines 376 of 376, figures 782 of 782\n  no measure   0 figures\n"
            "  tie-outs     0 checked: 0 hold, 0 within rounding, 0 do not; 0 figures in none\n"
            "  findings     none\n  unaccounted  0 lines"
        )

    def test_reports_are_numbered_where_there_are_several(self) -> None:
        assert "Report" not in shown(CLEAN)
        assert "\nReport 1 (2 of 2)\n" in shown(attrs.evolve(CLEAN, reports=(REPORT, REPORT)))

    def test_it_cannot_command_the_terminal(self) -> None:
        report = attrs.evolve(REPORT, deal="\x1b]0;x\x07", classes={"\x1bc": CertificateClass("\x1bc", cap_rate=None)})
        assert shown(attrs.evolve(CLEAN, source="\x1b[1m", reports=(report,))).replace("\n", "").isprintable()


class TestCheck:
    def test_a_clean_filing_is_called_so(self) -> None:
        assert Audit.of(CLEAN).clean
        assert checked(CLEAN).startswith("a.txt: clean\n  layout       us_bank (1 report)\n")

    def test_a_finding_that_only_informs_leaves_it_clean(self) -> None:
        filing = attrs.evolve(CLEAN, findings=(INFO,))
        assert Audit.of(filing).clean
        assert "    info     class-spelling: two spellings" in checked(filing)

    @pytest.mark.parametrize("severity", ["warning", "error"])
    @pytest.mark.parametrize("of_the_report", [True, False])
    def test_a_graver_finding_wants_a_look(self, severity: Literal["warning", "error"], of_the_report: bool) -> None:  # noqa: FBT001
        found = (attrs.evolve(WARNING, severity=severity),)
        filing = (
            attrs.evolve(CLEAN, reports=(attrs.evolve(REPORT, findings=found),))
            if of_the_report
            else attrs.evolve(CLEAN, findings=found)
        )
        assert not Audit.of(filing).clean
        assert checked(filing).startswith(f"a.txt: 1 {severity}\n")

    def test_a_finding_is_told_with_its_lines_and_figures_the_gravest_first(self) -> None:
        text = checked(attrs.evolve(CLEAN, findings=(INFO, WARNING)))
        assert "  findings     1 warning, 1 info\n    warning  class-total (lines 81-83, 97): it does not foot " in text
        assert "[expected 3.00, actual 2.99, difference -0.01]\n    info " in text

    def test_a_finding_that_stands_with_the_filing_and_its_report_counts_once(self) -> None:
        both = attrs.evolve(CLEAN, findings=(WARNING,), reports=(attrs.evolve(REPORT, findings=(WARNING,)),))
        assert Audit.of(both).findings == (WARNING,)

    def test_a_finding_names_its_report_where_there_are_several(self) -> None:
        filing = attrs.evolve(CLEAN, reports=(REPORT, attrs.evolve(REPORT, findings=(WARNING,))))
        assert "class-total (lines 81-83, 97, report 0)" in checked(filing)

    def test_a_line_left_over_is_given_with_its_number_and_text(self) -> None:
        filing = attrs.evolve(CLEAN, unaccounted=(UnaccountedLine(371, "  \x1b[2J new line  12.00  ", ("12.00",)),))
        assert checked(filing).startswith("a.txt: 1 line unaccounted for\n")
        assert checked(filing).endswith("  unaccounted  1 line\n    line 371:   \\x1b[2J new line  12.00")

    def test_a_figure_without_a_measure_is_given_with_its_words(self) -> None:
        report = attrs.evolve(REPORT, statements=(Statement(None, (NOT_APPLICABLE,)),))
        filing = attrs.evolve(CLEAN, reports=(report,))
        assert checked(filing).startswith("a.txt: 1 figure without a measure\n")
        assert "  no measure   1 figure\n    1 figure: label 'A-1'  (line 81, first 'N/A')\n" in checked(filing)

    def test_words_without_a_measure_are_gathered_the_most_frequent_first(self) -> None:
        often = [attrs.evolve(NOT_APPLICABLE, label="Moon", header="Sun", line=line) for line in (90, 91, 95)]
        report = attrs.evolve(REPORT, statements=(Statement(None, (NOT_APPLICABLE, *often)),))
        text = checked(attrs.evolve(CLEAN, reports=(report,)))
        assert (
            "4 figures\n    3 figures: label 'Moon', header 'Sun'  (lines 90-91, 95, first 'N/A')\n    1 figure:"
            in text
        )
        words = Audit.of(attrs.evolve(CLEAN, reports=(report,))).to_dict()["unmeasured_words"]
        assert words[0] == {"label": "Moon", "header": "Sun", "figures": 3, "lines": [90, 91, 95]}

    def test_what_the_tie_outs_of_all_reports_came_to_is_added_up(self) -> None:
        one = attrs.evolve(REPORT, tie_outs=TieOuts((RuleTally("per-1000", 3, 2, 1),), ((81, 17),)))
        two = attrs.evolve(REPORT, tie_outs=TieOuts((RuleTally("total", 5), RuleTally("per-1000", 1))))
        filing = attrs.evolve(CLEAN, reports=(one, two))
        assert "  tie-outs     12 checked: 9 hold, 2 within rounding, 1 do not; 1 figure in none\n" in checked(filing)
        told = Audit.of(filing).to_dict()["tie_outs"]
        assert told["rules"][0] == {"rule": "per-1000", "held": 4, "rounded": 2, "failed": 1}
        assert told["untested"] == [[81, 17]]

    def test_the_same_as_json(self) -> None:
        filing = attrs.evolve(CLEAN, findings=(WARNING,), unaccounted=(UnaccountedLine(371, "x 1", ("1",)),))
        assert json.loads(json.dumps(Audit.of(filing).to_dict())) == {
            "source": "a.txt",
            "clean": False,
            "reports": 1,
            "layouts": ["us_bank"],
            "coverage": {"lines": 376, "lines_accounted": 376, "figures": 782, "figures_accounted": 782},
            "declared_without_measure": 0,
            "unmeasured": [],
            "unmeasured_words": [],
            "tie_outs": {"tested": 0, "held": 0, "rounded": 0, "failed": 0, "rules": [], "untested": []},
            "findings": [{**attrs.asdict(WARNING), "lines": [81, 82, 83, 97]}],
            "acknowledged": [],
            "stale": [],
            "unaccounted": [{"line": 371, "text": "x 1", "figures": ["1"]}],
        }
