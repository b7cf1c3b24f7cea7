"""HTML cut into tags and text, however hostile it is."""

from __future__ import annotations

from time import process_time

import pytest

from abs_grammar.page.html_page import page_of
from abs_grammar.page.html_source import attributes_of, is_html, tokens


def parts(source: str) -> list[tuple[str, str, str]]:
    return [(kind, name, source[start:end]) for kind, name, start, end in tokens(source)]


class TestTokens:
    """Each has its place: `source[start:end]`."""

    def test_tags_and_text(self) -> None:
        assert parts("a<TD ALIGN=right>5.00</TD >b") == [
            ("text", "", "a"),
            ("open", "td", "<TD ALIGN=right>"),
            ("text", "", "5.00"),
            ("close", "td", "</TD >"),
            ("text", "", "b"),
        ]

    def test_a_sign_in_quotation_marks_ends_no_tag(self) -> None:
        assert parts('<td title="a > b">5') == [("open", "td", '<td title="a > b">'), ("text", "", "5")]

    def test_a_quotation_mark_within_a_value_without_them_is_nothing(self) -> None:
        assert parts('<td width=5">5') == [("open", "td", '<td width=5">'), ("text", "", "5")]

    def test_a_quotation_mark_that_is_never_closed_costs_its_tag_alone(self) -> None:
        assert parts('<td width="5>5.00</td>')[1:] == [("text", "", "5.00"), ("close", "td", "</td>")]

    def test_attributes(self) -> None:
        tag = "<TD COLSPAN=2 rowspan='3' Style=\"display: none\" NOWRAP>"
        assert attributes_of(tag, 0, len(tag)) == {
            "colspan": "2",
            "rowspan": "3",
            "style": "display: none",
            "nowrap": "",
        }


class TestWhatIsHtml:
    """A table of EDGAR's text pages is none."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("<HTML>\n<BODY>", True),
            ("<!DOCTYPE html PUBLIC>", True),
            ("<TABLE BORDER=0>\n<TR>\n<TD>5.00", True),
            ("<TABLE>\n<CAPTION>\n<S>      <C>\nClass A     5.00\n</TABLE>", False),
            ("The <html> of it", True),
            ("A plain page.", False),
        ],
    )
    def test_is_told_by_its_tags(self, text: str, expected: bool) -> None:  # noqa: FBT001 - an answer beside its question
        assert is_html(text.splitlines()) is expected


class TestHostilePages:
    """Time and memory grow with the length of the page and with nothing else; no page is too deep."""

    PAGES = (
        "<table><tr><td>",
        "<div>",
        "<b><sup>",
        "<table><tr><td>A<td>1.00",
        "<td>1.00",
        "<tr><td rowspan=60000 colspan=1000>1.00",
        "<tr><td>a<td colspan=999999999><td>1.00",
        "<!-- <td ",
        "<a ",
        "<a b=\"x' ",
        "<script>",
        "<title>",
        "&nbsp;",
        "&#",
        "<",
        "<tr style='display:none'><td>5.00",
        "1.00<br>",
        "<table><tr><td>A<td>B<td>1.00</table>",
        "<pre>a\tb 1.00\n",
        "<td>A b:<td>1.00",
    )

    @pytest.mark.parametrize("repeated", PAGES)
    def test_time_is_linear(self, repeated: str) -> None:
        def taken(times: int) -> float:
            source = repeated * times
            began = process_time()
            page_of(source)
            return process_time() - began

        times = 40_000 // len(repeated)
        taken(times)
        assert taken(4 * times) < 16 * max(taken(times), 0.01)  # four times as long if linear, 16 times if quadratic

    def test_a_hundred_thousand_tables_in_each_other_are_read(self) -> None:
        assert [line.text for line in page_of("<table><tr><td>" * 100_000 + "5.00")] == ["5.00"]

    def test_an_attribute_of_a_megabyte_is_passed(self) -> None:
        source = f"<table><tr><td style='{'x' * 1_000_000}'>Fee<td>5.00</table>"
        assert [line.text for line in page_of(source)] == ["Fee  5.00"]

    def test_figures_far_to_the_right_do_not_fill_the_memory_with_blanks(self) -> None:
        wide = "<table><tr>" + f"<td>{'w' * 900}<td>1.00" * 2
        page = page_of(wide + "<tr><td colspan=3><td>1.00" * 5_000)
        assert sum(len(line.text) for line in page) < 2_000_000
