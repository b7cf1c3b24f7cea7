"""Which filings are wanted: by CIK, deal, accession number, form and days."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from abs_grammar.acquisition.index_file import IndexEntry, read_index
from abs_grammar.acquisition.selection import Quarter, select, selection
from abs_grammar.errors import AbsGrammarError
from tests.acquisition.conftest import ABSC, AMENDED, ANNUAL, BANK, TERWIN_DEC, TERWIN_NOV
from tests.acquisition.edgar_server import master_index

TODAY = date(2004, 6, 15)
ALL = [
    entry
    for entry in read_index(
        master_index([AMENDED, TERWIN_DEC, TERWIN_NOV, ABSC, BANK, ANNUAL]).splitlines(), "master.idx"
    )
    if isinstance(entry, IndexEntry)
]


def chosen(**wanted: Any) -> list[str]:  # noqa: ANN401 -- what a selection takes
    return [entry.accession for entry in select(ALL, selection(today=TODAY, **wanted))]


class TestWhatIsChosen:
    def test_the_filings_of_a_filer_in_the_order_in_which_they_were_filed(self) -> None:
        filings = [TERWIN_NOV.accession, TERWIN_DEC.accession, AMENDED.accession]
        assert chosen(ciks=["0001266155"], first="2003") == filings

    def test_by_words_of_the_name_in_any_order_and_case(self) -> None:
        assert chosen(deals=["2003-he4 asset backed"], first="2003") == [ABSC.accession]

    @pytest.mark.parametrize("words", ["TERWIN 2003-4H", "TERW", "TERWIN 2003"])
    def test_not_by_parts_of_words(self, words: str) -> None:
        assert chosen(deals=[words], first="2003") == []

    def test_of_an_agent_by_the_beginning_of_the_accession_number(self) -> None:
        assert chosen(accessions=["0001056404"], first="2004") == [AMENDED.accession]

    def test_an_accession_number_says_when_to_look(self) -> None:
        wanted = selection(accessions=["0001056404-03-002001"], today=TODAY)
        assert list(wanted.quarters()) == [Quarter(2003, n) for n in (1, 2, 3, 4)]
        assert chosen(accessions=["0001056404-03-002001"]) == [TERWIN_NOV.accession]

    def test_of_other_forms_where_they_are_named(self) -> None:
        assert chosen(ciks=["1266155"], forms=["10-K"], first="2003") == [ANNUAL.accession]

    def test_of_a_month(self) -> None:
        assert chosen(ciks=["1266155"], first="2003-12", last="2003-12") == [TERWIN_DEC.accession]

    def test_to_the_very_day(self) -> None:
        assert chosen(ciks=["1266155"], first="2003-11-28", last="2003-11-28") == [TERWIN_NOV.accession]

    def test_once_though_each_of_its_filers_has_a_line(self) -> None:
        wanted = selection(deals=["ASSET BACKED"], first="2003", today=TODAY)
        assert [(e.accession, e.cik) for e in select(ALL, wanted)] == [(ABSC.accession, "1003197")]
        of_one = selection(ciks=["1264000"], first="2003", today=TODAY)
        assert [(e.accession, e.cik) for e in select(ALL, of_one)] == [(ABSC.accession, "1264000")]


def test_a_year_that_is_not_over_ends_today() -> None:
    assert list(selection(ciks=["1"], first="2004", last="2004", today=TODAY).quarters()) == [
        Quarter(2004, 1),
        Quarter(2004, 2),
    ]


def test_the_last_day_of_a_month_is_in_it() -> None:
    assert selection(ciks=["1"], first="2004-02", last="2004-02", today=TODAY).last == date(2004, 2, 29)


@attrs.frozen
class Wrong:
    wanted: dict[str, Any]
    told: str


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong({"first": "2003"}, "nothing says whose filings; give --cik, --deal or --accession"),
        Wrong({"ciks": ["1266155"]}, "nothing says when they were filed; give --from"),
        Wrong({"accessions": ["0001056404"]}, "nothing says when they were filed; give --from"),
        Wrong({"ciks": ["TERWIN"], "first": "2003"}, "'TERWIN' is no CIK"),
        Wrong({"accessions": ["1056404-03-1"]}, "'1056404-03-1' is no accession number"),
        Wrong({"deals": ["--"], "first": "2003"}, "a deal without a word"),
        Wrong({"ciks": ["1"], "first": "last year"}, "'last year' is no day; expected 2003, 2003-10 or 2003-10-25"),
        Wrong({"ciks": ["1"], "first": "2003-13"}, "'2003-13' is no day"),
        Wrong({"ciks": ["1"], "first": "2003-11-31"}, "'2003-11-31' is no day"),
        Wrong({"ciks": ["1"], "first": "2004", "last": "2003"}, "the days end before they begin"),
        Wrong({"ciks": ["1"], "first": "2005"}, "the days end before they begin"),
    ],
    ids=lambda wrong: wrong.told.split(";")[0],
)
def test_what_cannot_be_meant_is_told(wrong: Wrong) -> None:
    with pytest.raises(AbsGrammarError) as error:
        selection(today=TODAY, **wrong.wanted)
    assert wrong.told in str(error.value)
