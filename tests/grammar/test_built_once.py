"""A parser is built once, whole, whichever thread asks first; what was broken stays broken."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from abs_grammar import GrammarError, parse, parse_file, to_dict
from abs_grammar.cover import reader as cover
from abs_grammar.cover.reader import read_cover
from abs_grammar.drafting import familiar
from abs_grammar.grammar import lark_internals, layouts, loading, once
from abs_grammar.grammar.layouts import Layout, known_layouts
from abs_grammar.grammar.once import Once, once_for_each
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.page.lines import read_lines
from abs_grammar.reading.parser import parser_of
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

_T = TypeVar("_T")

US_BANK = """Asset Backed Securities Corporation, Series 2003-HE4
STATEMENT TO CERTIFICATEHOLDERS
Distribution Date:                   17-Nov-03

Num Liq Loans    3
"""

ODD_BANK = """// oddbank.lark — a trustee made up, whose ENDING_BALANCE heads a column and labels a row.

%import .common (CLASS, CLASS_NAME, FIGURES, TOTAL)
%import .common (_table, class_row, totals_row)
recognised_by: ODD_BANK SUMMARY
ODD_BANK: "ODD BANK"
report: (DEAL_NAME | date_line)* (summary | balance_line)*
DEAL_NAME.-3: /.+/
date_line: DISTRIBUTION_DATE FIGURES
DISTRIBUTION_DATE: "Distribution Date"
summary: SUMMARY _table{summary_column, class_row, totals_row}?
?summary_column: CLASS | ENDING_BALANCE
balance_line: ENDING_BALANCE FIGURES
SUMMARY: "SUMMARY OF CLASSES"
ENDING_BALANCE: "Ending Balance"
"""

ODD_PAGE = """ODD BANK
Distribution Date:   11/25/2003

SUMMARY OF CLASSES
Class       Ending Balance
A-1           1,000,000.00
"""

FIGURES_SAID = [("distribution_date", "2003-11-17"), ("liquidated_loan_count", "3")]


@pytest.fixture
def nothing_built() -> Iterator[None]:
    """As in a process that has just begun: no layout is known, and no parser is built."""
    builders: list[Once[..., Any]] = [layouts.layouts_in, cover._cover_parser, familiar._common]  # noqa: SLF001
    for builder in builders:
        builder.forget()
    layouts._layouts_of.forget()  # noqa: SLF001 - likewise
    yield
    layouts._layouts_of.forget()  # noqa: SLF001 - likewise


def at_once(work: Callable[[int], _T], threads: int = 8) -> list[_T]:
    """Do a piece of work in several threads, which all begin together."""
    ready = threading.Barrier(threads)

    def begin(number: int) -> _T:
        ready.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, range(threads)))


def said(page: str) -> list[tuple[str | None, str | None]]:
    return [(fact.measure, fact.value) for fact in parse(page, layout="us_bank").facts()]


@pytest.mark.usefixtures("nothing_built")
class TestManyThreads:
    @pytest.mark.parametrize("time", range(3))
    def test_the_first_parse_of_a_layout_may_be_in_many_threads_at_once(self, time: int) -> None:
        assert at_once(lambda _: said(US_BANK)) == [FIGURES_SAID] * 8, f"the {time + 1}th time"
        assert said(US_BANK) == FIGURES_SAID

    def test_eight_threads_read_every_filing_as_one_does_alone(self) -> None:
        paths = [path for path in corpus_filings(CORPUS) if path.stat().st_size < 60_000]
        together = at_once(lambda number: [to_dict(parse_file(path)) for path in [*paths[number % 2 :], *paths[:1]]])
        alone = {path: to_dict(parse_file(path)) for path in paths}
        assert together == [[alone[path] for path in [*paths[n % 2 :], *paths[:1]]] for n in range(8)]

    def test_all_of_them_use_one_parser(self) -> None:
        assert len({id(parser_of(known_layouts()["us_bank"])) for _ in range(2)}) == 1
        layouts.layouts_in.forget()
        layouts._layouts_of.forget()  # noqa: SLF001 - built anew
        assert len(set(at_once(lambda _: id(parser_of(known_layouts()["us_bank"]))))) == 1

    def test_covers_too(self) -> None:
        lines = ["FORM 8-K", "", "Date of Report (Date of earliest event reported):  November 25, 2003"]
        covers = at_once(lambda _: read_cover(read_lines(lines, 1, len(lines)))[0])
        assert covers[0] is not None
        assert covers[0].form_type == "8-K"
        assert covers == [covers[0]] * 8

    def test_what_a_text_can_be_is_remembered_for_all_of_them(self) -> None:
        terminals = parser_of(known_layouts()["us_bank"]).terminals
        texts = [f"Class {n % 300}-A" for n in range(40_000)]  # more than are remembered: what is, is forgotten between
        alone = [terminals.matching(text) for text in texts]
        assert all(at_once(lambda n: [terminals.matching(t) for t in texts[n:]] == alone[n:], threads=4))


class TestABrokenGrammar:
    def test_it_is_broken_every_time_with_the_same_words(self, tmp_path: Path) -> None:
        (tmp_path / "oddbank.lark").write_text(ODD_BANK, encoding="utf-8")
        found = []
        for _ in range(3):
            with pytest.raises(GrammarError, match="ENDING_BALANCE heads a column and labels a row") as error:
                parse(ODD_PAGE, grammars=tmp_path)
            found.append(str(error.value))
        assert len(set(found)) == 1

    def test_one_that_is_nested_too_deeply_is_an_error_with_the_cure(self, tmp_path: Path) -> None:
        depth = 3_000
        path = tmp_path / "deep.lark"
        rule = f"report: {'(' * depth}A | B{' C)' * depth}"
        path.write_text(f'recognised_by: A\n{rule}\nA: "a"\nB: "b"\nC: "c"\n', encoding="utf-8")
        for _ in range(2):
            with pytest.raises(GrammarError, match="nested too deeply; take parentheses away"):
                parser_of(Layout(path))

    def test_in_every_thread(self, tmp_path: Path) -> None:
        path = tmp_path / "oddbank.lark"
        path.write_text(ODD_BANK, encoding="utf-8")
        layout = Layout(path)

        def told(_: int) -> str:
            with pytest.raises(GrammarError) as error:
                parser_of(layout)
            return str(error.value)

        assert len(set(at_once(told))) == 1


def interrupted_once(monkeypatch: pytest.MonkeyPatch, place: object, name: str) -> list[str]:
    """Let a person press Ctrl-C at the end of the first call of a function, and not again."""
    whole = getattr(place, name)
    pressed: list[str] = []

    def interrupted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it takes
        made = whole(*args, **kwargs)
        if not pressed:
            pressed.append(name)
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(place, name, interrupted)
    return pressed


# What a first parse goes through: at the end of each of these it may be interrupted.
STEPS = [
    (loading, "load"),
    (lark_internals, "_copied"),
    (lark_internals, "_table_of"),
    (lark_internals.Grammar, "without_last"),
    (lark_internals.Parser, "__init__"),
    (Terminals, "__init__"),
    (Terminals, "_match"),
    (layouts.Layout, "_read"),
    (lark_internals.Parser, "parse"),
]


@pytest.mark.usefixtures("nothing_built")
class TestAnInterruption:
    @pytest.mark.parametrize(("place", "name"), STEPS, ids=lambda step: getattr(step, "__name__", step))
    def test_a_parse_that_was_interrupted_is_as_if_it_had_not_been(
        self,
        place: object,
        name: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        pressed = interrupted_once(monkeypatch, place, name)
        with pytest.raises(KeyboardInterrupt):
            said(US_BANK)
        assert pressed
        assert said(US_BANK) == FIGURES_SAID


class TestOnce:
    def test_a_value_is_built_once_for_the_same_arguments(self) -> None:
        built: list[tuple[int, int]] = []

        @Once
        def pair(one: int, other: int = 2) -> tuple[int, int]:
            built.append((one, other))
            return one, other

        assert [pair(1), pair(1), pair(3), pair(1, other=4)] == [(1, 2), (1, 2), (3, 2), (1, 4)]
        assert built == [(1, 2), (3, 2), (1, 4)]

    def test_one_thread_builds_and_the_others_wait(self) -> None:
        built: list[int] = []
        resting = threading.Event()

        @Once
        def slow() -> object:
            built.append(threading.get_ident())
            resting.wait(0.05)
            return object()

        assert len(set(map(id, at_once(lambda _: slow())))) == 1
        assert len(built) == 1

    def test_an_error_is_not_kept(self) -> None:
        tries: list[int] = []

        @once_for_each
        def third_time(_: Layout) -> str:
            tries.append(1)
            if len(tries) < 3:
                raise ValueError(f"try {len(tries)}")
            return "whole"

        layout = Layout(Path("any.lark"))
        for expected in ("try 1", "try 2"):
            with pytest.raises(ValueError, match=expected):
                third_time(layout)
        assert (third_time(layout), third_time(layout), len(tries)) == ("whole", "whole", 3)

    def test_a_builder_may_ask_for_what_another_builds(self) -> None:
        inner = Once(lambda: 1)
        outer = Once(lambda: inner() + 1)
        assert at_once(lambda n: outer() if n % 2 else inner() + 1) == [2] * 8

    def test_the_lock_is_free_after_an_error(self) -> None:
        broken: Once[[], None] = Once(lambda: exec("raise KeyboardInterrupt"))  # noqa: S102
        with pytest.raises(KeyboardInterrupt):
            broken()
        assert at_once(lambda _: _is_free()) == [True] * 8


def _is_free() -> bool:
    """Return whether the lock can be had, and give it back."""
    if not once.BUILDING.acquire(timeout=1):
        return False
    once.BUILDING.release()
    return True
