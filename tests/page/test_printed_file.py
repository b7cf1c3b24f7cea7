"""A file of HTML as it is printed: each figure stands in the file where the page says it does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from abs_grammar.edgar.source import Source, source_from_text
from abs_grammar.edgar.submission import read_submission
from abs_grammar.page.lines import read_lines
from abs_grammar.page.printed_file import PrintedFile, printed_file

GOLD = sorted((Path(__file__).resolve().parents[3] / "shared" / "pages").glob("*_html-*.gold.jsonl"))


def printed(text: str) -> PrintedFile:
    source = source_from_text(text)
    return printed_file(source, read_submission(source))


def figures(page: PrintedFile) -> list[tuple[int, str]]:
    """The figures of a page, each with its line in the file and its text there."""
    found = []
    for line in read_lines(page.source.lines, 1, len(page.source.lines)):
        for start, end, _, is_figure in line.phrases:
            if is_figure:
                number, first, last = page.place_in_file(line.number, *line.place(start, end))
                found.append((number, page.file.lines[number - 1][first:last]))
    return found


class TestPlaces:
    """`text == line[start:end]`, in the file as given."""

    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            ("<td>1,234.56", "1,234.56"),
            ("<td>&nbsp;1,234.56 ", "1,234.56"),
            ("<td>$<td>1,234.56", "1,234.56"),
            ("<td>(1,234.56<td>)", "(1,234.56"),
            ("<td>(<td>1,234.56<td>)", "1,234.56"),
            ("<td>5.25<td>%", "5.25"),
            ("<td>1&#44;234.56", "1&#44;234.56"),
            ("<td>April&nbsp;16, 2007", "April&nbsp;16, 2007"),
            ("<td>&#151;", "&#151;"),
            ("<td>1,<b>234</b>.56", "1,<b>234</b>.56"),
        ],
    )
    def test_are_those_of_the_source(self, cells: str, expected: str) -> None:
        page = printed(f"<HTML>\n<TABLE>\n<TR><TD>Fee {cells}\n</TABLE>")
        assert figures(page) == [(3, expected)]

    def test_a_figure_broken_over_two_lines_is_where_it_begins(self) -> None:
        assert figures(printed("<html><table><tr><td>Date<td>April 16,\n2007</table>")) == [(1, "April 16,")]

    def test_several_rows_may_stand_on_one_line_of_the_file_and_one_row_on_several(self) -> None:
        page = printed("<html><table><tr><td>A<td>1.00<tr><td>B<td>2.00\n<tr><td>\nC<td>\n3.00</table>")
        assert figures(page) == [(1, "1.00"), (1, "2.00"), (4, "3.00")]
        assert [page.line_in_file(number) for number in (1, 2, 3)] == [1, 1, 3]


class TestSubmissions:
    """Only documents of HTML are printed anew; all else stands as it is."""

    TEXT = (
        "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nCover  1.00\n</TEXT>\n</DOCUMENT>\n"
        "<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n<html><table><tr><td>A<td>2.00<tr><td>B<td>3.00</table>\n</html>\n</TEXT>\n"
        "</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-99.2\n<TEXT>\nMore  4.00\n</TEXT>\n</DOCUMENT>"
    )

    def test_documents_are_numbered_as_printed(self) -> None:
        page = printed(self.TEXT)
        assert [page.source.lines[d.first_line - 1 : d.last_line] for d in page.submission.documents] == [
            ("Cover  1.00",),
            ("A  2.00", "B  3.00"),
            ("More  4.00",),
        ]
        assert figures(page) == [(4, "1.00"), (10, "2.00"), (10, "3.00"), (17, "4.00")]

    def test_markup_keeps_its_place(self) -> None:
        page = printed(self.TEXT)
        source = source_from_text(self.TEXT)
        markup = [source.lines[number - 1] for number in read_submission(source).markup_lines]
        assert [page.source.lines[number - 1] for number in page.submission.markup_lines] == markup

    def test_a_file_attached_to_html_is_not_printed(self) -> None:
        encoded = ["begin 644 logo.gif", *["M" + "A" * 60] * 12, "`", "end"]
        page = printed("\n".join(["<html><p>Fee&nbsp;&nbsp;&nbsp;1.00", *encoded, "<p>Tax&nbsp;&nbsp;&nbsp;2.00"]))
        assert read_submission(page.file).attachments
        assert page.source.lines == ("Fee   1.00", "", "Tax   2.00")
        assert page.submission.attachments == ()
        assert figures(page) == [(1, "1.00"), (17, "2.00")]

    def test_a_file_without_html_is_as_it_is(self) -> None:
        page = printed("Class A   5.00")
        assert page.is_as_given
        assert page.place_in_file(1, 10, 14) == (1, 10, 14)


@pytest.mark.skipif(not GOLD, reason="the pages with gold are not here")
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name.removesuffix(".gold.jsonl"))
def test_every_figure_of_the_pages_with_gold_is_printed(gold: Path) -> None:
    path = gold.with_name(gold.name.replace(".gold.jsonl", ".htm"))
    source = Source(path.name, tuple(path.read_text(encoding="utf-8").removesuffix("\n").split("\n")), "utf-8")
    page = printed_file(source, read_submission(source))
    places = {}
    for line in read_lines(page.source.lines, 1, len(page.source.lines)):
        for start, end, _, _ in line.phrases:
            number, first, last = page.place_in_file(line.number, *line.place(start, end))
            places[number, first] = source.lines[number - 1][first:last]
    wanted = [json.loads(row) for row in gold.read_text(encoding="utf-8").splitlines()]
    assert [row for row in wanted if places.get((row["line"], row["start"])) != row["text"]] == []
