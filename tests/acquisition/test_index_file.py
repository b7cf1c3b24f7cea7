"""The indexes of EDGAR, in the three formats in which it keeps them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from abs_grammar.acquisition.index_file import IndexEntry, UnreadRow, read_index
from abs_grammar.errors import SourceError
from tests.acquisition.conftest import ABSC, TERWIN_NOV
from tests.acquisition.edgar_server import Filed, company_index, form_index, master_index

TERWIN = IndexEntry(
    "1266155",
    "TERWIN MORTGAGE TRUST 2003-4HE",
    "8-K",
    date(2003, 11, 28),
    "edgar/data/1266155/0001056404-03-002001.txt",
    "0001056404-03-002001",
)
HEADINGS = "CIK|Company Name|Form Type|Date Filed|Filename\n"


def read(text: str) -> list[IndexEntry | UnreadRow]:
    return list(read_index(text.splitlines(keepends=True), "an.idx"))


@pytest.mark.parametrize("written", [master_index, form_index, company_index])
def test_each_format_lists_the_same_filings(written: Callable[[Sequence[Filed]], str]) -> None:
    first, *others = read(written([TERWIN_NOV, ABSC]))
    assert first == TERWIN
    assert [entry.cik for entry in others if isinstance(entry, IndexEntry)] == ["1264000", "1003197"]


def test_the_index_of_a_day_writes_its_dates_without_hyphens() -> None:
    assert read(master_index([TERWIN_NOV], "%Y%m%d")) == [TERWIN]


def test_a_form_of_several_words_is_no_part_of_the_name() -> None:
    row = f"{'SC 13D/A':<12}{'A B  C INC':<62}{'20':<12}{'2003-11-28':<12}edgar/data/20/0000000020-03-000001.txt\n"
    (entry,) = read(f"{'Form Type':<12}{'Company Name':<62}CIK\n{row}")
    assert isinstance(entry, IndexEntry)
    assert (entry.form, entry.company) == ("SC 13D/A", "A B  C INC")


def test_a_bar_in_a_name_is_part_of_it() -> None:
    (entry,) = read(f"{HEADINGS}0000000020|A|B INC|8-K|2003-11-28|edgar/data/20/0000000020-03-000001.txt\n")
    assert isinstance(entry, IndexEntry)
    assert (entry.cik, entry.company) == ("20", "A|B INC")


@pytest.mark.parametrize(
    "row",
    [
        "20|A INC|8-K|2003-11-28",
        "20|A INC|8-K|2003-11-31|edgar/data/20/0000000020-03-000001.txt",
        "x|A INC|8-K|2003-11-28|edgar/data/20/0000000020-03-000001.txt",
        "20|A INC|8-K|2003-11-28|edgar/data/20/../../../etc/0000000020-03-000001.txt",
        "20|A INC|8-K|2003-11-28|http://elsewhere.example/edgar/data/20/0000000020-03-000001.txt",
        "20|A INC||2003-11-28|edgar/data/20/0000000020-03-000001.txt",
    ],
    ids=["cut short", "no day", "no cik", "climbs", "elsewhere", "no form"],
)
def test_a_row_that_is_no_filing_is_told_with_its_line(row: str) -> None:
    assert read(f"{HEADINGS}{row}\n") == [UnreadRow(2, row)]


def test_a_row_out_of_its_columns_is_told() -> None:
    row = f"{'8-K':<9}{'A INC AND OTHERS':<62}{'20':<12}{'2003-11-28':<12}edgar/data/20/0000000020-03-000001.txt"
    assert read(f"{'Form Type':<12}{'Company Name':<62}CIK\n{row}\n") == [UnreadRow(2, row)]


@pytest.mark.parametrize("text", ["", "<html>\n", "a line\n" * 1000])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"an\.idx: this is no index of EDGAR"):
        read(text)
