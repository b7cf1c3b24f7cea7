"""Every grammar of the folder: it loads, says what it means, and cannot hang or be read two ways."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from lark.parsers.lalr_analysis import Shift

from abs_grammar import parse_file
from abs_grammar.grammar.conventions import FIGURES, UNKNOWN_TITLE, meaning
from abs_grammar.grammar.lark_internals import Conflict, Parser, ParseTable, State, Tokens, conflicts_resolved
from abs_grammar.grammar.layouts import Layout, grammars_folder, known_layouts
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.model.vocabulary import MEASURES, QUANTITIES, STATUSES
from abs_grammar.reading.parser import PageParser, parser_of
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAYOUTS = sorted(known_layouts())
GRAMMARS = [*LAYOUTS, "sec_8k"]

# What names whom a row or a column speaks of, and so no measure.
ENTITIES = {"CLASS", "CLASS_NAME", "CLASS__LABEL", "TOTAL", "BUCKET", "GROUP", "GROUP__LABEL", "ALL_GROUPS"}
ENTITIES |= {"ACCOUNT_NAME", "ACCOUNT", "BUCKET__HEADING", "COMPONENT", "PAYMENTS", "ALL_PAYMENTS"}

HOSTILE = ("A " * 5000, "(" * 5000, "x" * 5000, "Class " * 1000, "9" * 5000, " " * 5000, "A-" * 2500, "Series 1-" * 600)
SECONDS = 0.1


def build(name: str) -> Parser:
    """Build a parser anew."""
    path = grammars_folder() / f"{name}.lark"
    if name == "sec_8k":
        return Parser(read_grammar(path), "cover")
    return PageParser(path, read_grammar(path)).parser


@pytest.fixture(scope="module", params=GRAMMARS)
def parser(request: pytest.FixtureRequest) -> Parser:
    return build(request.param)


def is_word(name: str) -> bool:
    """Tell whether the vocabulary has a name, on its own or composed of what it has."""
    return name in MEASURES or name in STATUSES | QUANTITIES


def written(name: str) -> str:
    """The grammar as written, without comments; and what it may import."""
    texts = [(grammars_folder() / f"{n}.lark").read_text("utf-8") for n in (name, "common", "edgar_table")]
    return "\n".join([re.sub(r"^//.*$", "", text, flags=re.MULTILINE) for text in texts])


def test_there_are_layouts() -> None:
    assert {"ctslink", "us_bank"} <= set(LAYOUTS)


@pytest.mark.parametrize("name", GRAMMARS)
class TestTheGrammar:
    """What Lark makes of it."""

    def test_nothing_in_it_can_be_read_two_ways(self, name: str) -> None:
        with conflicts_resolved() as conflicts:
            build(name)
        assert conflicts == []

    def test_every_terminal_has_a_name_of_its_own(self, name: str) -> None:
        defined = set(re.findall(r"^([A-Z][A-Z0-9_]*)(?:\.-?\d+)?:", written(name), re.MULTILINE))
        defined |= {name.upper() for name in re.findall(r"[\"/]i? *-> (\w+)", written(name))}
        defined |= {rule.upper() for rule in re.findall(r"^[_?]*([a-z]\w*): [\"/]", written(name), re.MULTILINE)}
        for declared in re.findall(r"^%declare (.+)$", written(name), re.MULTILINE):
            defined.update(declared.split())
        names = {terminal.name for terminal in build(name).terminals}
        assert names
        assert names <= defined

    def test_it_opens_with_what_it_is(self, name: str) -> None:
        opening = (grammars_folder() / f"{name}.lark").read_text("utf-8").partition("\n")[0]
        assert opening.startswith(f"// {name}.lark — ")


def test_a_conflict_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "odd.lark"
    path.write_text(
        'recognised_by: IF\nreport: IF report | IF report ELSE report | IF\nIF: "if"\nELSE: "else"\n', "utf-8"
    )
    with conflicts_resolved() as conflicts:
        parser_of(Layout(path))
    assert conflicts == [Conflict("ELSE", "report")]


class TestTerminals:
    """The words and patterns of a grammar."""

    def test_every_pattern_refuses_a_hostile_line_at_once(self, parser: Parser) -> None:
        slow = []
        for terminal in parser.terminals:
            if terminal.words is None:
                pattern = re.compile(terminal.regexp)
                slow += [
                    (terminal.name, line[:10])
                    for line in HOSTILE
                    if min(map(timed, [pattern] * 2, [line] * 2)) > SECONDS
                ]
        assert slow == []

    def test_words_are_not_blank_and_have_no_edges(self, parser: Parser) -> None:
        words = [t.words for t in parser.terminals if t.words is not None]
        assert words
        assert [w for w in words if not w or w != " ".join(w.split())] == []

    def test_no_alternative_leaks_out_of_a_pattern(self, parser: Parser) -> None:
        patterns = {t.name: bare(t.regexp) for t in parser.terminals if t.words is None}
        assert [name for name, pattern in patterns.items() if leaks(pattern)] == []


def timed(pattern: re.Pattern[str], line: str) -> float:
    start = time.process_time()
    pattern.fullmatch(line)
    pattern.match(line)
    return time.process_time() - start


def bare(regexp: str) -> str:
    """The pattern as it was written: the group that holds it with its flags is Lark's."""
    flagged = re.fullmatch(r"\(\?[a-z]+:(.*)\)", regexp, re.DOTALL)
    return flagged[1] if flagged is not None else regexp


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
        assert terminals.labels
        assert terminals.columns
        words = {terminal for terminal in terminals.labels | terminals.columns if not is_word(meaning(terminal))}
        assert words - {FIGURES} <= ENTITIES

    def test_no_text_is_two_things_at_one_place(self, name: str) -> None:
        table = build(name).table
        terminals = parser_of(known_layouts()[name]).terminals
        parts = (terminals.columns, terminals.labels, terminals.titles)  # what a text is for is told by its line
        same = [both for names in terminals.exact.values() for part in parts if len(both := part & set(names)) > 1]
        taken = [
            {name for name, (action, _) in table.names(state).items() if action is Shift} for state in table.states
        ]
        assert [both for both in same for names in taken if len(names & both) > 1] == []

    def test_it_says_how_a_page_is_recognised(self, name: str) -> None:
        layout = known_layouts()[name]
        assert layout.marks
        assert all(words for wanted in layout.marks for choice in wanted for words in choice.values())

    def test_it_can_pass_by_what_it_does_not_know(self, name: str) -> None:
        assert UNKNOWN_TITLE in {symbol for _, symbols in build(name).rules for symbol in symbols}

    def test_no_terminal_is_written_and_never_used(self, name: str) -> None:
        grammar = Layout(grammars_folder() / f"{name}.lark").grammar
        used = {name for rule in grammar.rules for name in grammar.uses(rule)}
        own = set(
            re.findall(
                r"^([A-Z][A-Z0-9_]*)(?:\.-?\d+)?:",
                (grammars_folder() / f"{name}.lark").read_text("utf-8"),
                re.MULTILINE,
            )
        )
        assert own - used - build(name).ignored == set()


class TestTheEnd:
    """A filing may be cut anywhere, so the grammar lets a report end after any token."""

    @pytest.mark.parametrize("filing", corpus_filings(CORPUS), ids=lambda path: path.parent.name)
    def test_a_report_may_end_after_every_token_of_a_real_page(
        self, filing: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[tuple[str, bool]] = []
        parse = Parser.parse

        def watched(tokens: Tokens, table: ParseTable, stack: list[State]) -> Iterator[Any]:
            for token in tokens(stack):
                yield token
                seen.append((token.type, table.may_end([*stack])))

        def watching(self: Parser, tokens: Tokens) -> Any:  # noqa: ANN401 - what the parser makes
            return parse(self, lambda stack: watched(tokens, self.table, stack))

        monkeypatch.setattr(Parser, "parse", watching)
        parse_file(filing)
        assert len(seen) > 50
        assert [token for token, ending in seen if not ending] == []
