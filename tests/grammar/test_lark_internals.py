"""What the package leans on in Lark though Lark does not promise it, thing by thing.

A test that fails here says what a new Lark does otherwise. Then mend `abs_grammar/grammar/lark_internals.py`, and no
other module; and let `pyproject.toml` allow the versions that were tried, and no others. How Lark words a mistake of a
grammar is pinned by the table of tests/lint/test_lint.py.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from typing import Any

import lark
import pytest
from lark import Lark, Tree
from lark.exceptions import UnexpectedInput
from lark.grammar import NonTerminal, Terminal
from lark.lexer import Lexer
from lark.load_grammar import load_grammar
from lark.parsers.lalr_analysis import Shift

from abs_grammar.grammar.lark_internals import (
    Conflict,
    Grammar,
    Parser,
    conflicts_resolved,
    explained,
    is_terminal,
    load,
    parsed,
    written_name,
)
from abs_grammar.reading.record import PageToken
from tests.conftest import ROOT

FEES = """
%declare FIGURES
report: TITLE fee_line* (other_line | note)*
fee_line: TRUSTEE_FEE FIGURES
!other_line: _OTHER FIGURES
note: NOTE | NOTE FIGURES
TITLE: "Fees"
TRUSTEE_FEE.2: /trustee( fee)?/i
_OTHER: "Other" " fees"
NOTE: /\\*.*/
"""


def nothing_imported(_: str | None, name: str) -> tuple[str, str]:
    raise FileNotFoundError(name)


def grammar_of(text: str) -> Grammar:
    return load(text, "fees.lark", nothing_imported)


def tokens(*types: str) -> Iterator[PageToken]:
    return (PageToken(name, name.lower(), {}, line) for line, name in enumerate(types, 1))


def test_the_installed_lark_is_one_that_pyproject_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "lark>=1.3,<1.4" in project["dependencies"]
    assert lark.__version__.startswith("1.3."), "a Lark that was not tried: see what changed, then widen the pin"


class TestALoadedGrammar:
    """`load_grammar` gives definitions that hold trees of Lark's grammar of grammars."""

    def test_definitions_are_tuples_of_the_parts_we_take_apart(self) -> None:
        loaded, used = load_grammar(FEES, "fees.lark", [nothing_imported], global_keep_all_tokens=False)  # type: ignore[no-untyped-call]
        assert used == {}, "the imports that were read are no longer kept by their paths"
        for name, parameters, tree, _options in loaded.rule_defs:
            assert isinstance(name, str)
            assert list(parameters) == [], "a rule's second part is no longer its parameters"
            assert isinstance(tree, Tree)
            assert tree.data == "expansions", "a rule's third part is no longer its alternatives"
        for _, (tree, priority) in loaded.term_defs:
            assert isinstance(priority, int)
            assert tree is None or isinstance(tree, Tree)

    def test_a_declared_terminal_has_no_tree(self) -> None:
        loaded, _ = load_grammar(FEES, "fees.lark", [nothing_imported], global_keep_all_tokens=False)  # type: ignore[no-untyped-call]
        assert {str(name): tree for name, (tree, _) in loaded.term_defs}["FIGURES"] is None

    def test_a_template_has_parameters_and_its_arguments_are_symbols_of_the_rule_that_uses_it(self) -> None:
        grammar = grammar_of('report: _pair{A, B}\n_pair{one, other}: one other\nA: "a"\nB: "b"\n')
        assert grammar.rules == {"report": (("_pair", "A", "B"),), "_pair": (("one", "other"),)}

    def test_symbols_are_terminals_and_rules_with_a_name(self) -> None:
        grammar = grammar_of(FEES)
        assert grammar.rules["report"] == (("TITLE", "fee_line", "other_line", "note"),)
        assert grammar.rules["note"] == (("NOTE",), ("NOTE", "FIGURES"))

    def test_words_are_tokens_of_type_string_as_written(self) -> None:
        assert grammar_of(FEES).words == {"TITLE": '"Fees"', "_OTHER": '"Other"'}

    def test_lark_builds_a_parser_from_one_and_says_so_if_it_no_longer_does(self) -> None:
        assert Parser(grammar_of(FEES), "report").terminals

    def test_the_same_terminal_has_the_same_tree(self) -> None:
        grammar = grammar_of('report: A B C D\nA: "x"\nB: "x"\nC: "y"\nD.2: "x"\n')
        assert [name for name in "BCD" if grammar.is_same_terminal("A", name)] == ["B"]
        assert not grammar.is_same_terminal("report", "report")

    def test_what_comes_along_with_an_import_is_named_after_its_grammar(self) -> None:
        def imported(base: str | None, name: str) -> tuple[str, str]:
            assert (base, name) == ("", "fees.lark")
            return "fees.lark", FEES

        def shorter(grammar: Grammar, used: list[str]) -> dict[str, str]:
            assert used == ["fees.lark"]
            assert {"fee_line", "fees__TRUSTEE_FEE"} <= set(grammar.names)
            return {"fees__TRUSTEE_FEE": "FEE"}

        grammar = load("%import .fees (fee_line)\nreport: fee_line\n", "own.lark", imported, shorter)
        assert grammar.rules == {"report": (("fee_line",),), "fee_line": (("FEE", "fees__FIGURES"),)}

    def test_a_terminal_is_told_by_its_capitals(self) -> None:
        assert [name for name in ("A", "_B", "c", "_d", "A__B") if is_terminal(name)] == ["A", "_B", "A__B"]


class TestNothingAltersAGrammar:
    """Lark alters symbols while it builds, and we leave FIGURES out: each time of a copy."""

    @staticmethod
    def symbols(grammar: Grammar) -> list[tuple[int, str, bool]]:
        loaded = grammar._loaded  # noqa: SLF001 - whether it is left alone is the point
        return [
            (id(symbol), str(symbol.name), getattr(symbol, "filter_out", False))
            for _, _, tree, _ in loaded.rule_defs
            for symbol in tree.scan_values(lambda v: isinstance(v, (Terminal, NonTerminal)))
        ]

    def test_building_leaves_every_symbol_as_it_was(self) -> None:
        grammar = grammar_of(FEES)
        before = self.symbols(grammar)
        assert any(filter_out for _, _, filter_out in before), "the grammar holds nothing that Lark would alter"
        Parser(grammar, "report")
        assert self.symbols(grammar) == before

    def test_so_does_leaving_figures_out(self) -> None:
        grammar = grammar_of(FEES)
        before = self.symbols(grammar)
        joined, labels = grammar.without_last("FIGURES")
        assert (joined.rules["fee_line"], labels) == ((("TRUSTEE_FEE",),), {"TRUSTEE_FEE", "_OTHER", "NOTE"})
        assert grammar.rules["fee_line"] == (("TRUSTEE_FEE", "FIGURES"),)
        assert self.symbols(grammar) == before

    def test_one_grammar_gives_as_many_equal_parsers_as_are_asked_for(self) -> None:
        grammar = grammar_of(FEES)
        first, second = Parser(grammar, "report"), Parser(grammar, "report")
        assert (first.terminals, first.rules) == (second.terminals, second.rules)


class TestAParser:
    """What Lark makes of a grammar."""

    def test_terminals_have_words_or_a_pattern_and_a_priority(self) -> None:
        found = {t.name: (t.words, t.regexp, t.priority) for t in Parser(grammar_of(FEES), "report").terminals}
        assert found["TITLE"] == ("Fees", "Fees", 0)
        assert found["TRUSTEE_FEE"] == (None, "(?i:trustee( fee)?)", 2)
        assert "FIGURES" not in found, "a declared terminal is now one that has a pattern"

    def test_a_list_is_made_a_rule_whose_name_tells_whose_part_it_is(self) -> None:
        rules = {origin for origin, _ in Parser(grammar_of(FEES), "report").rules}
        own = rules - {"report", "fee_line", "other_line", "note"}
        assert own
        assert {written_name(name) for name in own} == {"report"}

    def test_ignored_terminals_are_named(self) -> None:
        parser = Parser(grammar_of('report: A*\nA: "a"\nPAGE: /page \\d+/\n%ignore PAGE\n'), "report")
        assert parser.ignored == {"PAGE"}

    def test_the_table_is_of_pairs_of_an_action_and_a_state_or_a_rule(self) -> None:
        parser = Lark('report: A b\nb: A*\nA: "a"\n', parser="lalr", start="report")
        table = parser.parser.parser._parse_table  # noqa: SLF001 - its shape is the point
        assert set(table.start_states) == set(table.end_states) == {"report"}
        for actions in table.states.values():
            for action, argument in actions.values():
                if action is Shift:
                    assert argument in table.states, "a shift no longer names a state of the table"
                else:
                    assert isinstance(argument.expansion, (list, tuple)), "a reduction no longer names a rule"
                    assert isinstance(argument.origin.name, str)
        assert any("$END" in actions for actions in table.states.values()), "the end has another name"

    def test_the_table_is_keyed_by_plain_strings_once_it_is_ours(self) -> None:
        table = Parser(grammar_of(FEES), "report").table
        assert {type(name) for state in table.states for name in table.names(state)} == {str}

    def test_a_stack_takes_what_the_grammar_allows_and_nothing_else(self) -> None:
        table = Parser(grammar_of(FEES), "report").table
        stack = [table.first]
        assert not table.may_end([*stack])
        assert not table.take([*stack], "FIGURES")
        taken = [table.take(stack, name) for name in ("TITLE", "TRUSTEE_FEE", "FIGURES", "NOTE")]
        assert taken == [True] * 4
        assert table.may_end([*stack])
        assert not table.take(stack, "TITLE")


class TestTokensAsAsked:
    """A lexer of one's own is handed whatever is to be parsed, and the parser's stack as it stands."""

    def test_lark_hands_on_what_it_is_given_and_the_stack_that_it_works_on(self) -> None:
        seen: list[Any] = []

        class Watching(Lexer):
            __future_interface__ = 2

            def __init__(self, lexer_conf: object) -> None:
                pass

            def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:  # noqa: ANN401 - Lark's
                seen.extend([lexer_state.text, parser_state.state_stack])
                yield from tokens("A", "A")

        given = object()
        parser = Lark('report: A A\nA: "a"\n', parser="lalr", lexer=Watching, start="report")
        parser.parse(given)
        assert seen[0] is given, "Lark no longer hands on to a lexer what it is asked to parse"
        assert isinstance(seen[1], list), "the parser's states are no longer a list"

    def test_the_stack_moves_between_one_token_and_the_next(self) -> None:
        parser = Parser(grammar_of(FEES), "report")
        stacks: list[list[Any]] = []
        same: list[int] = []

        def watched(stack: list[Any]) -> Iterator[PageToken]:
            for token in tokens("TITLE", "TRUSTEE_FEE", "FIGURES"):
                stacks.append([*stack])
                same.append(id(stack))
                yield token

        parser.parse(watched)
        assert stacks[0] == [parser.table.first]
        assert len({tuple(stack) for stack in stacks}) == 3, "a token is asked for before the one before it is taken"
        assert len(set(same)) == 1, "the stack is no longer one list throughout"

    def test_any_object_with_a_type_is_a_token_and_stands_in_the_tree_as_it_is(self) -> None:
        given = list(tokens("TITLE", "TRUSTEE_FEE", "FIGURES"))
        tree = Parser(grammar_of(FEES), "report").parse(lambda _: iter(given))
        assert (tree.data, tree.children[0]) == ("report", given[0])
        assert tree.children[1].children == given[1:]

    def test_a_transformer_is_called_rule_by_rule(self) -> None:
        class Count(lark.Transformer[Any, Any]):
            def report(self, parts: list[Any]) -> int:
                return len(parts)

        assert Parser(grammar_of(FEES), "report", Count()).parse(lambda _: tokens("TITLE", "NOTE")) == 2


class TestTheGrammarOfGrammars:
    """Lark's own parser of grammar files, for the line of each name."""

    def test_statements_are_trees_by_kind_with_tokens_that_know_their_line(self) -> None:
        tree = parsed(FEES)
        kinds = [child.data for child in tree.children if isinstance(child, Tree)]
        assert kinds == ["declare", *["rule"] * 4, *["term"] * 4]
        rule: Any = tree.children[1]
        assert (str(rule.children[1]), rule.children[1].line, rule.children[1].column) == ("report", 3, 1)

    def test_an_error_it_knows_is_put_into_words(self) -> None:
        with pytest.raises(UnexpectedInput) as error:
            parsed("report: (\n")
        assert explained(error.value) == "Unclosed parenthesis"

    def test_one_it_does_not_know_is_not(self) -> None:
        with pytest.raises(UnexpectedInput) as error:
            parsed("report: A ; B\n")
        assert explained(error.value) is None


class TestConflicts:
    """Lark lets a rule go on where it might end, and only its log says so."""

    GRAMMAR = 'report: IF report | IF report ELSE report | IF\nIF: "if"\nELSE: "else"\n'

    def test_they_are_heard(self) -> None:
        with conflicts_resolved() as found:
            Parser(grammar_of(self.GRAMMAR), "report")
        assert found == [Conflict("ELSE", "report")], "Lark words its conflicts otherwise, or logs them no more"

    def test_the_log_is_left_as_it_was(self) -> None:
        logger = logging.getLogger("lark")
        before = (logger.level, logger.propagate, list(logger.handlers))
        with conflicts_resolved():
            pass
        assert (logger.level, logger.propagate, list(logger.handlers)) == before
