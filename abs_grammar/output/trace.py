"""Traces every line of a page to what read it: a rule of the layout, the cover, markup, or nothing."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import attrs
from lark import Tree

from abs_grammar.cover.reader import read_cover
from abs_grammar.edgar.source import read_source
from abs_grammar.edgar.submission import read_submission
from abs_grammar.grammar.search_path import Folders
from abs_grammar.output.text_table import Lines, printable
from abs_grammar.page.lines import PrintedLine
from abs_grammar.page.printed_file import printed_file
from abs_grammar.parsing import layout_for
from abs_grammar.pipeline import Page, pages_of
from abs_grammar.reading.record import PageToken, PlacedRow, Reading

__all__ = ["Trace", "TracedLine", "trace", "trace_lines", "tree_lines"]

_UNREAD = "nothing"
_MARK = "!"
_CONTINUED = '"'
_WIDEST_OWNER = 44


@attrs.frozen
class TracedLine:
    """A printed line, what read it, and, where a rule should have, what the grammar would have taken there.

    `number` is that of the line in the file. Several printed lines may stand on one line of HTML.
    """

    number: int
    text: str
    owner: str
    is_read: bool = True
    expected: str = ""


@attrs.frozen
class Trace:
    """The lines of a file with their owners, and the parse trees of its reports."""

    source: str
    lines: tuple[TracedLine, ...]
    trees: tuple[tuple[str, Tree[Any]], ...]

    @property
    def unread(self) -> int:
        """How many lines no rule read."""
        return sum(not line.is_read for line in self.lines)


def trace(path: str | os.PathLike[str], layout: str | None = None, grammars: Folders = None) -> Trace:
    """Parse a file and return what read each of its lines. Raises what `parse_file` does."""
    source = read_source(path)
    printed = printed_file(source, read_submission(source))
    pages = pages_of(printed.source, printed.submission, layout_for(source, layout), grammars)
    traced: dict[int, TracedLine] = {}

    def mark(number: int, owner: str, *, is_read: bool = True, expected: str = "") -> None:
        text = printed.source.lines[number - 1]
        traced[number] = TracedLine(printed.line_in_file(number), text, owner, is_read, expected)

    for number in printed.submission.markup_lines:
        mark(number, "markup")
    for number in read_cover([line for page in pages for line in page.regions.cover])[1]:
        mark(number, "cover")
    trees = []
    for page in pages:
        for lines in page.regions.reports:
            reading = Reading(list(lines))
            tree = page.parser.parse(reading)
            trees.append((page.layout, tree))
            owners = _owners(page, tree, reading)
            aside = {placed.row.line.number: f"set aside: {placed.why}" for placed in reversed(reading.set_aside)}
            for number in [line.number for line in lines]:
                if number in owners:
                    mark(number, owners[number])
                else:
                    mark(number, aside.get(number, _UNREAD), is_read=False, expected=reading.expected.get(number, ""))
    return Trace(
        source.name,
        tuple(
            [
                traced.get(number, TracedLine(printed.line_in_file(number), text, _UNREAD, is_read=False))
                if text.strip()
                else TracedLine(printed.line_in_file(number), text, "blank")
                for number, text in enumerate(printed.source.lines, 1)
            ]
        ),
        tuple(trees),
    )


def _owners(page: Page, tree: Tree[Any], reading: Reading) -> dict[int, str]:
    """Return what read each line: rule and terminals of its tokens, or those of the line that it goes on from."""
    rules: dict[int, str] = {}
    tokens: defaultdict[int, dict[str, None]] = defaultdict(dict)
    wrapped: dict[int, int] = {}
    lines = {line.number: line for line in reading.lines}
    for rule, lexeme in _leaves(tree):
        rules.setdefault(lexeme.line, rule)
        tokens[lexeme.line][lexeme.type] = None
        if isinstance(lexeme.of, PlacedRow):
            wrapped.update(_wrapped(lines, lexeme.of))
    owners = {
        number: f"{page.layout} {rules[number]}: {' '.join(names)}"
        for number, names in tokens.items()
        if number in reading.owned
    }
    aside = {placed.row.line.number for placed in reading.set_aside}
    last = ""
    for line in reading.lines:
        number = line.number
        if number in wrapped:
            owners.setdefault(number, owners.get(wrapped[number], last))
        elif number in owners:
            last = _CONTINUED
        elif number in reading.owned and number not in aside:
            is_furniture = bool(line.phrases) and page.parser.terminals.is_furniture(line.text)
            owners[number] = "page furniture" if is_furniture else _of_no_token(line, last)
    return owners


def _of_no_token(line: PrintedLine, last: str) -> str:
    """Return what a line is that was read and gave no token: markup, a ruled line, or what goes on from above it."""
    if line.tags:
        return "markup"
    return "a ruled line" if line.kind == "rule" and line.phrases else last


def _leaves(tree: Tree[Any]) -> Iterator[tuple[str, PageToken]]:
    """Yield the tokens of a tree, in the order of the page, each with the rule it stands in."""
    todo: list[tuple[str, Any]] = [(str(tree.data), tree)]
    while todo:
        rule, node = todo.pop()
        if isinstance(node, Tree):
            todo += [(str(node.data), child) for child in reversed(node.children)]
        elif isinstance(node, PageToken):
            yield rule, node


def _wrapped(lines: Mapping[int, PrintedLine], placed: PlacedRow) -> dict[int, int]:
    """Return the lines above a row that begin its label."""
    row, number = placed.row, placed.row.line.number
    label = row.label or ""
    if not label or row.line.text.startswith(label):
        return {}
    near = [lines[n] for n in range(number - 1, number - 1 - min(len(label), number), -1) if n in lines]
    above = islice((line for line in near if line.phrases), 3)
    return {line.number: number for line in above if line.text and line.text in label}


# ---- printed


def trace_lines(traced: Trace, *, coloured: bool) -> Lines:
    """Yield what `trace` prints: each line with its owner before it; what nothing read is marked where no colour is."""
    width = min(max((len(line.owner) for line in traced.lines), default=0), _WIDEST_OWNER)
    digits = len(str(len(traced.lines)))
    mark = " " if coloured else _MARK
    for line in traced.lines:
        owner = printable(line.owner)
        owner = owner if len(owner) <= width else f"{owner[: width - 3]}..."
        style = "" if line.is_read else "error"
        place = f"{' ' if line.is_read else mark} {owner:<{width}}  {line.number:>{digits}}"
        yield style, f"{place}  {printable(line.text.expandtabs())}".rstrip()
        if line.expected:
            yield "info", f"  {'':<{width}}  {'':>{digits}}  expected {printable(line.expected)}"


def tree_lines(traced: Trace) -> Lines:
    """Yield the parse trees, one token or rule a line, indented as they nest."""
    for number, (layout, tree) in enumerate(traced.trees):
        yield "title", f"report {number} ({layout})"
        todo: list[tuple[int, Any]] = [(1, tree)]
        while todo:
            depth, node = todo.pop()
            if isinstance(node, Tree):
                yield "title", f"{'  ' * depth}{node.data}"
                todo += [(depth + 1, child) for child in reversed(node.children)]
            else:
                cells = [text for _, _, text, _ in node.of.row.cells] if isinstance(node.of, PlacedRow) else []
                words = printable(" | ".join([node.text.replace("\n", " / "), *cells]))
                yield "", f"{'  ' * depth}{node.type} {node.line}: {words}".rstrip()
