"""A file as it is printed: documents of HTML stand in it as pages of text, and each line knows its place in the file.

What reads pages of text so reads HTML too, line by line and column by column, and finds its grammars, titles and
headings there. Only what leaves the package goes back to the file as it was given: `place_in_file`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

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
    printer = _Printer(file, submission)
    documents = []
    for document in submission.documents:
        printer.as_it_stands(document.first_line - 1)
        first = len(printer.lines) + 1
        if document in html:
            printer.html(document.last_line)
        else:
            printer.as_it_stands(document.last_line)
        documents.append(attrs.evolve(document, first_line=first, last_line=len(printer.lines)))
    printer.as_it_stands(len(file.lines))
    printed = attrs.evolve(
        submission,
        documents=tuple(documents),
        markup_lines=printer.numbered(submission.markup_lines),
        attachments=tuple(
            [
                attrs.evolve(attached, first_line=lines[0], last_line=lines[-1])
                for attached in submission.attachments
                if (lines := printer.numbered(range(attached.first_line, attached.last_line + 1)))
            ]
        ),
    )
    return PrintedFile(attrs.evolve(file, lines=tuple(printer.lines)), printed, file, printer.origins)


class _Printer:
    """Prints a file from its first line to its last, and keeps where each line comes from."""

    def __init__(self, file: Source, submission: Submission) -> None:
        self.file = file
        self.attached = frozenset(
            [number for a in submission.attachments for number in range(a.first_line, a.last_line + 1)]
        )
        self.lines: list[str] = []
        self.origins: list[int | _HtmlLine] = []
        self.at = 1  # the next line of the file
        self._numbers: dict[int, int] = {}

    def numbered(self, of_file: Iterable[int]) -> tuple[int, ...]:
        """Return the numbers that lines of the file have among those printed, where they are printed as they stand."""
        return tuple([self._numbers[number] for number in of_file if number in self._numbers])

    def as_it_stands(self, last: int) -> None:
        """Print the lines up to one as the file has them."""
        for number in range(self.at, last + 1):
            self.lines.append(self.file.lines[number - 1])
            self.origins.append(number)
            self._numbers[number] = len(self.lines)
        self.at = max(self.at, last + 1)

    def html(self, last: int) -> None:
        """Print the lines up to one as HTML, without the files attached to it. A blank line is where the words were."""
        numbers = range(self.at, last + 1)
        source = ["" if number in self.attached else self.file.lines[number - 1] for number in numbers]
        starts = [0, *accumulate([len(line) + 1 for line in source])]
        document = _HtmlSource(self.at, starts[:-1], [len(line) for line in source])
        number = self.at
        for words in page_of("\n".join(source)):
            self.lines.append(words.text)
            if words.runs:
                number = document.place(words.runs[0][2], words.runs[0][3])[0]
            self.origins.append(_HtmlLine(words, document) if words.runs else number)
        self.at = last + 1
