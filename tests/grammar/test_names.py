"""The names of a grammar that have a meaning: one module knows them, and what authors read is written from it."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from abs_grammar.grammar import conventions as c
from abs_grammar.grammar.lark_internals import is_terminal, parsed
from tests.conftest import ROOT

PACKAGE = ROOT / "abs_grammar"
NAMES = {convention.name for convention in c.CONVENTIONS if convention.kind not in ("measure", "group")}
GRAMMARS = "".join([path.read_text("utf-8") for path in sorted((ROOT / "grammars").glob("*.lark"))])


class TestWhatAuthorsRead:
    def test_the_page_is_what_the_conventions_say(self) -> None:
        made = runpy.run_path("docs/make_conventions.py")
        written = (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8")
        assert written == made["page"](), "out of date: run python docs/make_conventions.py"

    def test_so_is_the_head_of_common(self) -> None:
        made = runpy.run_path("docs/make_conventions.py")
        written = (ROOT / "grammars" / "common.lark").read_text(encoding="utf-8")
        assert written.startswith(made["opening"]() + "// ------"), "out of date: run python docs/make_conventions.py"

    @pytest.mark.parametrize("convention", c.CONVENTIONS, ids=lambda convention: convention.name)
    def test_an_example_shows_the_name_at_work(self, convention: c.Convention) -> None:
        ending = convention.name.strip("…").partition(",")[0]
        is_name = convention.kind == "group" and not convention.name.startswith("…")
        named = f"(?P<{ending}>" if is_name else ending
        assert named in convention.example.replace("_edge", "TABLE_EDGE") or convention.name == c.FOOTNOTE

    @pytest.mark.parametrize("convention", c.CONVENTIONS, ids=lambda convention: convention.name)
    def test_an_example_is_a_statement_of_lark(self, convention: c.Convention) -> None:
        statement = re.sub(r"(, (beside|over|with) | -> class_row \| ).*", "", convention.example)
        assert parsed(f"{statement}\n").children

    def test_every_name_of_a_rule_or_terminal_is_one_that_a_grammar_has(self) -> None:
        body = GRAMMARS.partition("// ------")[2]
        names = [name for name in NAMES if not name.endswith("…")]
        unused = {name for name in names if name not in body and name.lower() not in body}  # words with a name: -> name
        assert unused <= {c.SERIES, "__SUBTRACTED", "__NO_MEASURE"}, "no grammar of the folder shows these"


ASKED: list[tuple[Callable[[str], bool], tuple[str, ...], tuple[str, ...]]] = [
    (c.is_note, ("NOTE", "SERVICER_NOTE"), ("NOTES", "NOTE_RATE")),
    (c.is_block, ("CONTACT_BLOCK",), ("BLOCK_LETTERS",)),
    (c.printed_in_percent, ("POOL_FACTOR__PERCENT",), ("POOL_FACTOR", "PERCENT_PAID", "POOL_FACTOR_PERCENT")),
    (c.printed_before_distribution, ("ENDING_BALANCE__BEFORE_DISTRIBUTION",), ("ENDING_BALANCE__POOL",)),
    (c.is_deal_name, ("DEAL_NAME", "DEAL_NAME__OF_IT"), ("DEAL_NAMES", "NAME")),
    (c.is_untitled, ("DEAL_NAME", "SERIES", "TABLE_EDGE", "FOOTNOTE", "CONTACT_BLOCK"), ("TRUSTEE", "NOTE")),
    (c.is_distribution_date, ("DISTRIBUTION_DATE", "DISTRIBUTION_DATE__LONG"), ("RECORD_DATE",)),
    (c.is_report_date, ("RECORD_DATE", "DETERMINATION_DATE__OF_IT"), ("STEPDOWN_DATE",)),
    (c.is_column, ("summary_column",), ("column", "columns")),
    (c.is_line, ("deal_line",), ("line", "deal_lines")),
    (c.holds_amounts_per_1000, ("amounts_per_1000",), ("amounts_per_1000_units",)),
]


@pytest.mark.parametrize(("asks", "yes", "no"), ASKED, ids=lambda asked: getattr(asked, "__name__", ""))
def test_a_name_answers_what_it_is(asks: Callable[[str], bool], yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    assert [name for name in yes if not asks(name)] == []
    assert [name for name in no if asks(name)] == []


def test_what_follows_a_double_underscore_changes_no_meaning() -> None:
    names = ("ENDING_BALANCE", "ENDING_BALANCE__POOL", "ENDING_BALANCE__PERCENT__2")
    assert {c.meaning(name) for name in names} == {"ending_balance"}


def test_terminals_and_rules_are_listed_as_what_they_are() -> None:
    kinds = {convention.name: convention.kind for convention in c.CONVENTIONS}
    assert all(is_terminal(name) for name, kind in kinds.items() if kind == "terminal")
    assert not any(is_terminal(name) for name, kind in kinds.items() if kind in ("rule", "rule ending"))


def strings_in(path: Path) -> Iterator[str]:
    """Yield the string constants of a module that are compared or kept, and no docstrings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("room", ["cover", "facts", "lint", "reading"])
def test_no_other_module_that_reads_a_grammar_spells_them(room: str) -> None:
    spelt = {(path.stem, text) for path in (PACKAGE / room).glob("*.py") for text in strings_in(path) if text in NAMES}
    assert spelt == set()


def test_nor_does_another_module_of_this_room() -> None:
    paths = [path for path in (PACKAGE / "grammar").glob("*.py") if path.stem != "conventions"]
    assert {(path.stem, text) for path in paths for text in strings_in(path) if text in NAMES} == set()
