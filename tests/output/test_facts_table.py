"""The table of facts in each format, and as a table on a screen: see `abs_grammar.output.facts_table` and `screen`."""

from __future__ import annotations

import csv
import io
import json
import sys
from importlib import import_module
from typing import IO, TYPE_CHECKING

import attrs
import pytest

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model import (
    Fact,
)
from abs_grammar.output.facts_table import COLUMNS, facts_table, write_csv, write_jsonl, write_parquet
from abs_grammar.output.text_table import Column, aligned, printable
from tests.made_facts import BALANCE, NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Callable

# The contract, word for word.
CONTRACT = [
    *("source", "report", "layout", "deal", "distribution_date", "statement", "scope", "entity", "measure", "value"),
    *("unit", "text", "line", "start", "end", "label", "header"),
    *("series", "part", "class_name", "group", "bucket", "account", "component"),
]

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
            '504000000,usd,"504,000,000",81,17,28,A-1,Orig Bal,,,A-1,,,,'
        )

    def test_none_is_empty(self) -> None:
        row = next(csv.DictReader(io.StringIO(exported(write_csv, [NOT_APPLICABLE]))))
        assert [name for name, value in row.items() if value == ""][:5] == [
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
        parquet = import_module("pyarrow.parquet")
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
