"""A file as it is printed: documents of HTML stand in it as pages of text, and each line knows its place in the file.

What reads pages of text so reads HTML too, line by line and column by column, and finds its grammars, titles and
headings there. Only what leaves the package goes back to the file as it was given: `place_in_file`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import attrs

from abs_grammar.edgar.source import Source
from abs_grammar.model.submission import Submission
from abs_grammar.page.html_page import page_of
from abs_grammar.page.html_source import is_html
from abs_grammar.page.html_words import Words

__all__ = ["PrintedFile", "printed_file"]


@attrs.frozen
class _HtmlLine:
    """A line printed by HTML: its words, and the document whose source they have their places in."""

    words: Words
    document: _HtmlSource


@attrs.frozen(eq=False)
class _HtmlSource:
    """The source of one document of HTML: its first line in the file, and where in the source each line begins."""

    first_line: int
    starts: Sequence[int]
    lengths: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the line and the columns of something in the source: as much of it as stands on its first line."""
        index = bisect_right(self.starts, start) - 1
        first = self.starts[index]
        return self.first_line + index, start - first, min(end - first, self.lengths[index])


@attrs.frozen
class PrintedFile:
    """What a file prints: its lines, and its submission with documents and markup numbered by these lines.

    Where no document of the file is HTML, both are those of the file, and every place is as it is.
    """

    source: Source
    submission: Submission
    file: Source
    _origins: Sequence[int | _HtmlLine] = attrs.field(default=(), repr=False)

    @property
    def is_as_given(self) -> bool:
        """Whether the lines printed are the lines of the file."""
        return self.source is self.file

    def line_in_file(self, number: int) -> int:
        """Return the number that a printed line has in the file: of the line on which its first words stand."""
        if not self._origins:
            return number
        origin = self._origins[number - 1]
        if isinstance(origin, int):
            return origin
        return origin.document.place(origin.words.runs[0][2], origin.words.runs[0][3])[0]

    def place_in_file(self, number: int, start: int, end: int) -> tuple[int, int, int]:
        """Return where in the file something printed stands: its line, and from which column to which.

        Of what several cells print, it is the one with the first digit; of what stands on several lines, the first.
        """
        if not self._origins:
            return number, start, end
        origin = self._origins[number - 1]
        if isinstance(origin, int):
            return origin, start, end
        found = origin.words.origin(start, end)
        return origin.document.place(*found) if found is not None else (self.line_in_file(number), 0, 0)


def printed_file(file: Source, submission: Submission) -> PrintedFile:
    """Return a file as it is printed. `submission` is what stands in the file."""
    html = [d for d in submission.documents if is_html(file.lines[d.first_line - 1 : d.last_line])]
    if not html:
        return PrintedFile(file, submission, file)
    lines: list[str] = []
    origins: list[int | _HtmlLine] = []
    at = 1
    numbers = {}  # of each line of the file that is no HTML, its number among those printed
    extents = {}
    for document in submission.documents:
        for number in range(at, document.first_line):
            numbers[number] = _as_it_is(file, number, lines, origins)
        first = len(lines) + 1
        if document in html:
            _printed_html(file, document.first_line, document.last_line, lines, origins)
        else:
            for number in range(document.first_line, document.last_line + 1):
                numbers[number] = _as_it_is(file, number, lines, origins)
        extents[id(document)] = first, len(lines)
        at = document.last_line + 1
    for number in range(at, len(file.lines) + 1):
        numbers[number] = _as_it_is(file, number, lines, origins)
    documents = tuple(
        attrs.evolve(d, first_line=extents[id(d)][0], last_line=extents[id(d)][1]) for d in submission.documents
    )
    markup = tuple(numbers[number] for number in submission.markup_lines if number in numbers)
    printed = attrs.evolve(submission, documents=documents, markup_lines=markup)
    return PrintedFile(attrs.evolve(file, lines=tuple(lines)), printed, file, origins)


def _as_it_is(file: Source, number: int, lines: list[str], origins: list[int | _HtmlLine]) -> int:
    lines.append(file.lines[number - 1])
    origins.append(number)
    return len(lines)


def _printed_html(file: Source, first: int, last: int, lines: list[str], origins: list[int | _HtmlLine]) -> None:
    """Add the lines that a document of HTML prints. A blank line has the place of the words before it."""
    of_document = file.lines[first - 1 : last]
    starts, lengths, at = [], [], 0
    for line in of_document:
        starts.append(at)
        lengths.append(len(line))
        at += len(line) + 1
    document = _HtmlSource(first, starts, lengths)
    number = first
    for words in page_of("\n".join(of_document)):
        lines.append(words.text)
        if words.runs:
            number = document.place(words.runs[0][2], words.runs[0][3])[0]
            origins.append(_HtmlLine(words, document))
        else:
            origins.append(number)
