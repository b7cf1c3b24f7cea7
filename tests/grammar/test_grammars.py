"""Every grammar of the folder: it loads, says what it means, and cannot hang or be read two ways."""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from lark.grammar import Terminal
from lark.lexer import PatternRE, PatternStr
from lark.parsers.lalr_analysis import Shift

from abs_grammar import parse_file
from abs_grammar.cover import reader as cover
from abs_grammar.grammar.conventions import meaning
from abs_grammar.grammar.layouts import Layout, grammars_folder, known_layouts
from abs_grammar.grammar.terminals import FIGURES, UNKNOWN_TITLE
from abs_grammar.model.vocabulary import MEASURES, QUANTITIES, STATUSES
from abs_grammar.reading.lexer import PageLexer
from abs_grammar.reading.parser import PageParser, parser_of
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lark import Lark
    from lark.lexer import LexerState
    from lark.parsers.lalr_parser_state import ParserState

LAYOUTS = sorted(known_layouts())
GRAMMARS = [*LAYOUTS, "sec_8k"]

# What names whom a row or a column speaks of, and so no measure.
ENTITIES = {"CLASS", "CLASS_NAME", "CLASS__LABEL", "TOTAL", "BUCKET", "GROUP", "GROUP__LABEL", "ALL_GROUPS"}
ENTITIES |= {"ACCOUNT_NAME", "ACCOUNT", "BUCKET__HEADING", "COMPONENT"}

HOSTILE = ("A " * 5000, "(" * 5000, "x" * 5000, "Class " * 1000, "9" * 5000, " " * 5000, "A-" * 2500, "Series 1-" * 600)
SECONDS = 0.1


def build(name: str) -> Lark:
    """Build a parser anew."""
    if name == "sec_8k":
        cover._parser.cache_clear()  # noqa: SLF001 - built once a process otherwise
        return cover._parser()  # noqa: SLF001 - likewise
    layout = Layout(grammars_folder() / f"{name}.lark")
    return PageParser(layout.path, layout.grammar).lark


@pytest.fixture(scope="module", params=GRAMMARS)
def parser(request: pytest.FixtureRequest) -> Lark:
    return build(request.param)


def written(name: str) -> str:
    """The grammar as written, without comments; and what it may import."""
    texts = [(grammars_folder() / f"{n}.lark").read_text("utf-8") for n in (name, "common", "edgar_table")]
    return "\n".join([re.sub(r"^//.*$", "", text, flags=re.MULTILINE) for text in texts])


def test_there_are_layouts() -> None:
    assert {"ctslink", "us_bank"} <= set(LAYOUTS)


@pytest.mark.parametrize("name", GRAMMARS)
class TestTheGrammar:
    """What Lark makes of it."""

    def test_nothing_in_it_can_be_read_two_ways(self, name: str, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG, logger="lark"):
            build(name)
        conflicts = [record.getMessage() for record in caplog.records if record.name == "lark"]
        assert [line for line in conflicts if "conflict" in line.lower()] == []

    def test_every_terminal_has_a_name_of_its_own(self, name: str) -> None:
        defined = set(re.findall(r"^([A-Z][A-Z0-9_]*)(?:\.-?\d+)?:", written(name), re.MULTILINE))
        for declared in re.findall(r"^%declare (.+)$", written(name), re.MULTILINE):
            defined.update(declared.split())
        names = {str(terminal.name) for terminal in build(name).terminals}
        assert names
        assert names <= defined

    def test_it_opens_with_what_it_is(self, name: str) -> None:
        opening = (grammars_folder() / f"{name}.lark").read_text("utf-8").partition("\n")[0]
        assert opening.startswith(f"// {name}.lark — ")


def test_a_conflict_would_be_seen(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "odd.lark"
    path.write_text(
        'recognised_by: IF\nreport: IF report | IF report ELSE report | IF\nIF: "if"\nELSE: "else"\n', "utf-8"
    )
    with caplog.at_level(logging.DEBUG, logger="lark"):
        parser_of(Layout(path))
    assert "Shift/Reduce conflict for terminal ELSE" in caplog.text


class TestTerminals:
    """The words and patterns of a grammar."""

    def test_every_pattern_refuses_a_hostile_line_at_once(self, parser: Lark) -> None:
        slow = []
        for terminal in parser.terminals:
            if isinstance(terminal.pattern, PatternRE):
                pattern = re.compile(terminal.pattern.to_regexp())
                slow += [
                    (terminal.name, line[:10])
                    for line in HOSTILE
                    if min(map(timed, [pattern] * 2, [line] * 2)) > SECONDS
                ]
        assert slow == []

    def test_words_are_not_blank_and_have_no_edges(self, parser: Lark) -> None:
        words = [t.pattern.value for t in parser.terminals if isinstance(t.pattern, PatternStr)]
        assert words
        assert [w for w in words if not w or w != " ".join(w.split())] == []

    def test_no_alternative_leaks_out_of_a_pattern(self, parser: Lark) -> None:
        patterns = {t.name: t.pattern.value for t in parser.terminals if isinstance(t.pattern, PatternRE)}
        assert [name for name, pattern in patterns.items() if leaks(pattern)] == []


def timed(pattern: re.Pattern[str], line: str) -> float:
    start = time.process_time()
    pattern.fullmatch(line)
    pattern.match(line)
    return time.process_time() - start


def leaks(pattern: str) -> bool:
    """Tell whether a `|` stands outside every parenthesis and every set."""
    bare = re.sub(r"\\.|\[[^]]*\]", "", pattern)
    depth = 0
    for character in bare:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            return True
    return False


@pytest.mark.parametrize("name", LAYOUTS)
class TestMeanings:
    """A grammar is the mapping from printed words to the vocabulary."""

    def test_every_label_and_heading_is_a_word_of_the_vocabulary(self, name: str) -> None:
        terminals = parser_of(known_layouts()[name]).terminals
        known = MEASURES.keys() | STATUSES | QUANTITIES
        assert terminals.labels
        assert terminals.columns
        assert {t for t in terminals.labels | terminals.columns if meaning(t) not in known} - {FIGURES} <= ENTITIES

    def test_no_text_is_two_things_at_one_place(self, name: str) -> None:
        states: dict[Any, dict[str, Any]] = build(name).parser.parser._parse_table.states  # noqa: SLF001 - Lark's table
        terminals = parser_of(known_layouts()[name]).terminals
        parts = (terminals.columns, terminals.labels, terminals.titles)  # what a text is for is told by its line
        same = [both for names in terminals.exact.values() for part in parts if len(both := part & set(names)) > 1]
        assert [n for n in same for actions in states.values() if len(actions.keys() & set(n)) > 1] == []

    def test_it_says_how_a_page_is_recognised(self, name: str) -> None:
        layout = known_layouts()[name]
        assert layout.marks
        assert all(words for wanted in layout.marks for choice in wanted for words in choice.values())

    def test_it_can_pass_by_what_it_does_not_know(self, name: str) -> None:
        assert UNKNOWN_TITLE in {str(symbol.name) for rule in build(name).rules for symbol in rule.expansion}

    def test_no_terminal_is_written_and_never_used(self, name: str) -> None:
        grammar = Layout(grammars_folder() / f"{name}.lark").grammar
        used = {
            str(s.name)
            for _, _, tree, _ in grammar.rule_defs
            for s in tree.scan_values(lambda v: isinstance(v, Terminal))
        }
        own = set(
            re.findall(
                r"^([A-Z][A-Z0-9_]*)(?:\.-?\d+)?:",
                (grammars_folder() / f"{name}.lark").read_text("utf-8"),
                re.MULTILINE,
            )
        )
        assert own - used == set()


def may_end(parser_state: ParserState[Any]) -> bool:
    """Tell whether a parser would take the end of the page now, going through its reductions on a copy of its stack."""
    states, stack = parser_state.parse_conf.states, [*parser_state.state_stack]
    while stack[-1] != parser_state.parse_conf.end_state:
        action, rule = states[stack[-1]].get("$END", (Shift, None))
        if action is Shift:
            return False
        del stack[len(stack) - len(rule.expansion) :]
        stack.append(states[stack[-1]][rule.origin.name][1])
    return True


class TestTheEnd:
    """A filing may be cut anywhere, so the grammar lets a report end after any token."""

    @pytest.mark.parametrize("filing", corpus_filings(CORPUS), ids=lambda path: path.parent.name)
    def test_a_report_may_end_after_every_token_of_a_real_page(
        self, filing: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[tuple[str, bool]] = []
        lex = PageLexer.lex

        def watch(self: PageLexer, lexer_state: LexerState, parser_state: ParserState[Any]) -> Iterator[Any]:
            for token in lex(self, lexer_state, parser_state):
                yield token
                seen.append((token.type, may_end(parser_state)))

        monkeypatch.setattr(PageLexer, "lex", watch)
        parse_file(filing)
        assert len(seen) > 50
        assert [token for token, ending in seen if not ending] == []
