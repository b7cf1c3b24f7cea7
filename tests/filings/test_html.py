"""Filings in HTML are read as those in text are: by the same grammars, or by `generic`; only the places differ."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from abs_grammar import Fact, Filing, parse
from abs_grammar.edgar.source import source_from_text
from abs_grammar.edgar.submission import read_submission
from abs_grammar.output.trace import trace
from abs_grammar.page.lines import read_lines
from tests.conftest import CORPUS

PAGES = sorted(CORPUS.glob("*/*.txt"))
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)

SMALL = """<HTML><BODY>
<P><B>Harrow Lane Trust 2006-A</B></P>
<TABLE><TR><TD>Distribution Date:</TD><TD>June&nbsp;25, 2007</TD></TR></TABLE>
<P>Class Payments</P>
<TABLE>
<TR><TD>&nbsp;</TD><TD COLSPAN="3">Beginning<BR>Balance</TD><TD COLSPAN="3">Realized<BR>Loss</TD></TR>
<TR><TD>Class A-1</TD><TD>$</TD><TD>9,000.00</TD><TD>&nbsp;</TD><TD>$</TD><TD>(12.50</TD><TD>)</TD></TR>
<TR STYLE="display:none"><TD>Class X</TD><TD>$</TD><TD>1.00</TD><TD></TD><TD>$</TD><TD>2.00</TD><TD></TD></TR>
<TR><TD>Class M-1</TD><TD></TD><TD>500.00</TD><TD></TD><TD></TD><TD>&#151;</TD><TD></TD></TR>
</TABLE>
</BODY></HTML>"""


def meanings(filing: Filing) -> list[tuple[str | None, ...]]:
    return [(f.statement, f.scope, f.entity, f.measure, f.value, f.label, f.header) for f in filing.facts()]


def in_pre(text: str) -> str:
    """The same file, each document of it as HTML that holds its text as it stands."""
    source = source_from_text(text)
    lines = list(source.lines)
    for document in reversed(read_submission(source).documents):
        lines[document.last_line : document.last_line] = ["</PRE></BODY></HTML>"]
        lines[document.first_line - 1 : document.first_line - 1] = ["<HTML><BODY><PRE>"]
    return "\n".join(lines)


def as_table(page: str) -> str:
    """The same page, each line of it a row and each phrase a cell, in the columns of print that they begin in."""
    rows = []
    for line in read_lines(page.split("\n"), 1, page.count("\n") + 1):
        at, cells = 0, []
        for start, end, text, _ in line.phrases:
            cells.append(f'<td colspan="{start - at}"></td><td colspan="{end - start}">{escape(text)}</td>')
            at = end
        rows.append(f"<tr>{''.join(cells)}</tr>\n".replace('<td colspan="0"></td>', ""))
    return f"<html><table>\n{''.join(rows)}</table></html>"


def assert_places_are_true(facts: list[Fact], text: str) -> None:
    lines = text.split("\n")
    assert [fact.text for fact in facts] == [lines[fact.line - 1][fact.start : fact.end] for fact in facts]


@each_page
def test_a_page_of_text_inside_pre_is_read_by_its_grammar(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    page = in_pre(text)
    html = parse(page, layout=path.parent.name)
    assert meanings(html) == meanings(parse(text, layout=path.parent.name))
    assert_places_are_true(html.facts(), page)


class TestWithoutAGrammar:
    """`generic` reads a table of HTML with its labels and headings."""

    def test_each_figure_has_its_label_and_its_heading(self) -> None:
        filing = parse(SMALL, layout="generic")
        assert [(f.line, f.text, f.label, f.header) for f in filing.facts()] == [
            (3, "June&nbsp;25, 2007", "Distribution Date:", None),
            (7, "9,000.00", "Class A-1", "Beginning Balance"),
            (7, "(12.50", "Class A-1", "Realized Loss"),
            (9, "500.00", "Class M-1", "Beginning Balance"),
            (9, "&#151;", "Class M-1", "Realized Loss"),
        ]
        assert_places_are_true(filing.facts(), SMALL)

    def test_values_are_those_of_the_page_and_not_of_one_cell(self) -> None:
        values = {fact.text: fact.value for fact in parse(SMALL, layout="generic").facts()}
        assert values["(12.50"] == "-12.50"
        assert values["June&nbsp;25, 2007"] == "2007-06-25"
        assert values["&#151;"] is None

    def test_untested_figures_have_their_places_in_the_file(self) -> None:
        (report,) = parse(SMALL, layout="generic").reports
        places = {(fact.line, fact.start) for fact in report.facts()}
        assert report.tie_outs.untested
        assert places.issuperset(report.tie_outs.untested)

    def test_lines_that_nothing_reads_have_theirs(self) -> None:
        filing = parse(SMALL.replace("</BODY>", "<P>Moonshine  was  seen"), layout="generic")
        lines = SMALL.split("\n")
        assert all("Moonshine" not in lines[left.line - 1] or left.line == len(lines) for left in filing.unaccounted)
        assert max([line for finding in filing.findings for line in finding.lines], default=0) <= len(lines)


class TestTrace:
    """`trace` shows the page as it is printed, each line with its number in the file."""

    def test_shows_rows_and_not_tags(self, tmp_path: Path) -> None:
        path = tmp_path / "page.htm"
        path.write_text(SMALL, encoding="utf-8")
        lines = [(line.number, line.text) for line in trace(path, "generic").lines if line.text.strip()]
        assert lines == [
            (2, "Harrow Lane Trust 2006-A"),
            (3, "Distribution Date:  June 25, 2007"),
            (4, "Class Payments"),
            (6, "           Beginning Balance  Realized Loss"),
            (7, "Class A-1        $  9,000.00     $  (12.50)"),
            (9, "Class M-1             500.00              \u2014"),
        ]


@each_page
def test_hidden_or_broken_tags_never_stop_a_parse(path: Path) -> None:
    page = as_table(path.read_text(encoding="utf-8"))
    for broken in (page.replace("</td>", ""), page.replace("</tr>", "</table>"), page[: len(page) // 2]):
        filing = parse(broken, layout=path.parent.name)
        assert_places_are_true(filing.facts(), broken)
