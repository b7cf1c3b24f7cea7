"""The table of facts in each format, and what a person is told of a filing: see `abs_grammar.export`."""

from __future__ import annotations

import csv
import io
import json
import sys
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Literal

import attrs
import pytest

from abs_grammar.errors import AbsGrammarError
from abs_grammar.export import (
    COLUMNS,
    Audit,
    Column,
    aligned,
    audit_lines,
    facts_table,
    filing_lines,
    printable,
    write_csv,
    write_jsonl,
    write_parquet,
)
from abs_grammar.model import (
    CertificateClass,
    Collateral,
    Coverage,
    DelinquencyBucket,
    Fact,
    Filing,
    Finding,
    Report,
    Statement,
    Triggers,
    UnaccountedLine,
)
from abs_grammar.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Callable

# The contract, word for word.
CONTRACT = [
    *("source", "report", "layout", "deal", "distribution_date", "statement", "scope", "entity", "measure", "value"),
    *("unit", "text", "line", "start", "end", "label", "header"),
]

BALANCE = Fact(
    source="a.txt",
    report=0,
    layout="us_bank",
    deal='The "Trust", Series 1',
    distribution_date="2003-11-17",
    statement="DISTRIBUTION SUMMARY",
    scope="class",
    entity="A-1",
    measure="original_balance",
    value="504000000",
    unit="usd",
    text="504,000,000",
    line=81,
    start=17,
    end=28,
    label="A-1",
    header="Orig Bal",
)
NOT_APPLICABLE = attrs.evolve(
    BALANCE, statement=None, entity=None, measure=None, value=None, unit="text", text="N/A", header=None
)
FORMULA = attrs.evolve(BALANCE, deal="Crédit § 5 § “A”", text="=1+1", value="=1+1", unit="text")


def exported(write: Callable[[list[Fact], IO[str]], None], facts: list[Fact]) -> str:
    out = io.StringIO()
    write(facts, out)
    return out.getvalue()


class TestCsv:
    def test_the_columns_are_those_of_the_contract_in_its_order(self) -> None:
        assert list(COLUMNS) == CONTRACT
        assert exported(write_csv, []) == ",".join(CONTRACT) + "\n"

    def test_a_row_quotes_what_needs_it_and_nothing_else(self) -> None:
        assert exported(write_csv, [BALANCE]).splitlines()[1] == (
            'a.txt,0,us_bank,"The ""Trust"", Series 1",2003-11-17,DISTRIBUTION SUMMARY,class,A-1,original_balance,'
            '504000000,usd,"504,000,000",81,17,28,A-1,Orig Bal'
        )

    def test_none_is_empty(self) -> None:
        row = next(csv.DictReader(io.StringIO(exported(write_csv, [NOT_APPLICABLE]))))
        assert [name for name, value in row.items() if value == ""] == [
            "statement",
            "entity",
            "measure",
            "value",
            "header",
        ]
        assert row["text"] == "N/A"

    def test_a_value_stays_as_printed_even_where_a_spreadsheet_would_calculate(self) -> None:
        row = next(csv.DictReader(io.StringIO(exported(write_csv, [FORMULA]))))
        assert (row["value"], row["text"], row["deal"]) == ("=1+1", "=1+1", "Crédit § 5 § “A”")


class TestJsonLines:
    def test_a_line_is_a_fact_with_null_for_none(self) -> None:
        lines = exported(write_jsonl, [BALANCE, NOT_APPLICABLE]).splitlines()
        assert [json.loads(line) for line in lines] == [attrs.asdict(BALANCE), attrs.asdict(NOT_APPLICABLE)]
        assert '"value": null' in lines[1]

    def test_the_keys_keep_the_order_of_the_contract(self) -> None:
        assert list(json.loads(exported(write_jsonl, [BALANCE]))) == CONTRACT


class TestParquet:
    def test_without_pyarrow_the_error_tells_the_cure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(AbsGrammarError, match=r'pyarrow.*; pip install "abs-grammar\[parquet\]"'):
            write_parquet([BALANCE], io.BytesIO())

    @pytest.mark.parametrize("facts", [[], [BALANCE, NOT_APPLICABLE, FORMULA]], ids=["none", "three"])
    def test_what_is_written_reads_back(self, facts: list[Fact]) -> None:
        parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an optional extra")
        out = io.BytesIO()
        write_parquet(facts, out)
        table = parquet.read_table(io.BytesIO(out.getvalue()))
        assert table.column_names == CONTRACT
        assert {f.name for f in table.schema if str(f.type) == "int64"} == {"report", "line", "start", "end"}
        assert table.to_pylist() == [attrs.asdict(fact) for fact in facts]


class TestTable:
    def test_figures_keep_to_the_right_and_words_to_the_left(self) -> None:
        short = attrs.evolve(BALANCE, value="100", text="100", line=7)
        assert list(facts_table([BALANCE, short])) == [
            "line  statement             scope  entity  measure               value  unit         text",
            "----  --------------------  -----  ------  ----------------  ---------  ----  -----------",
            "  81  DISTRIBUTION SUMMARY  class  A-1     original_balance  504000000  usd   504,000,000",
            "   7  DISTRIBUTION SUMMARY  class  A-1     original_balance        100  usd           100",
        ]

    def test_what_is_none_stands_as_a_dash(self) -> None:
        assert list(facts_table([NOT_APPLICABLE]))[2].split() == ["81", "-", "class", "-", "-", "-", "text", "N/A"]

    def test_a_narrow_screen_cuts_words_and_no_figure(self) -> None:
        line = list(facts_table([BALANCE], 70))[2]
        assert "DISTRIBUTION" not in line
        assert line.split()[1:2] == ["DISTRI..."]
        assert line.endswith("504000000  usd   504,000,000")

    def test_a_screen_that_is_wide_enough_changes_nothing(self) -> None:
        assert list(facts_table([BALANCE], 500)) == list(facts_table([BALANCE]))

    def test_a_table_cannot_command_the_terminal(self) -> None:
        hostile = attrs.evolve(BALANCE, entity="\x1b[2J\x9b31m[bold]\u202eA")
        row = list(facts_table([hostile]))[2]
        assert r"\x1b[2J\x9b31m[bold]\u202eA" in row
        assert row.isprintable()

    def test_no_rows_leave_the_headings(self) -> None:
        assert list(aligned([Column("Class"), Column("ending", right=True)], [])) == ["Class  ending", "-----  ------"]


def test_text_without_control_characters_is_left_alone() -> None:
    assert printable(r"Crédit \x1b § “A”") == r"Crédit \x1b § “A”"
    assert printable("a\tb\x00") == r"a\tb\x00"


# ---- what a person is told -------------------------------------------------------------------------------------

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
        assert "  no measure   1 figure\n    line 81: N/A  (label 'A-1')\n" in checked(filing)

    def test_the_same_as_json(self) -> None:
        filing = attrs.evolve(CLEAN, findings=(WARNING,), unaccounted=(UnaccountedLine(371, "x 1", ("1",)),))
        assert json.loads(json.dumps(Audit.of(filing).to_dict())) == {
            "source": "a.txt",
            "clean": False,
            "reports": 1,
            "layouts": ["us_bank"],
            "coverage": {"lines": 376, "lines_accounted": 376, "figures": 782, "figures_accounted": 782},
            "unmeasured": [],
            "findings": [{**attrs.asdict(WARNING), "lines": [81, 82, 83, 97]}],
            "unaccounted": [{"line": 371, "text": "x 1", "figures": ["1"]}],
        }
