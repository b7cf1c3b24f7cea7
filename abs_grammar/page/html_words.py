"""Words of an HTML page as a browser prints them, each character with the place it has in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

import attrs

__all__ = ["LineBuilder", "Words", "joined", "wrapped"]

# Where it begins in the words and how long it is there; where it begins and ends in the source; the piece it is of.
# A run as long here as there is the same, character by character; one of another length is one entity.
Run = tuple[int, int, int, int, int]

_LOOKS_LIKE_A_TAG = re.compile(r"<(?=[A-Za-z/])")
_NO_TAG = "\u2039"
_HARD_BLANKS = "\xa0\u2002\u2003\u2007\u2009\u200a\u202f"
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad"
_ENTITY = r"&(?:\#\d{1,8}|\#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?"
_BREAK = re.compile(
    rf"(?P<blank>[ \t\n\r\f\v]{{2,}}+|[\t\n\r\f\v])|(?P<other>{_ENTITY}|[{_HARD_BLANKS}{_NO_WIDTH}])", re.VERBOSE
)
_OTHER = re.compile(rf"{_ENTITY}|[{_HARD_BLANKS}{_NO_WIDTH}]", re.VERBOSE)
_GAP = 3
"""So many blanks that may not be broken set words apart as columns of print are set apart; fewer are one blank."""
_WIDEST_GAP = 60


@attrs.frozen(eq=False)
class Words:
    """A line of print, or a part of one, and the runs of source that its characters come from.

    A run is of a piece: what one cell holds on one line. `is_raised` tells that all of it was set above the line.
    """

    text: str
    runs: Sequence[Run] = ()
    indent: int = 0
    is_raised: bool = False

    def cut(self, start: int, end: int) -> Words:
        """Return the part from one character to another."""
        runs = [_cut(run, start, end) for run in self.runs if run[0] < end and start < run[0] + run[1]]
        return Words(self.text[start:end], runs, self.indent)

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where in the source something printed here stands; `None` where nothing of the source is.

        What stands in several pieces, as `(1,234.56` and `)` in two cells, is where its first digit is.
        """
        runs = [_cut(run, start, end) for run in self.runs if run[0] < end and start < run[0] + run[1]]
        if not runs:
            return None
        digit = next((i for i in range(start, min(end, len(self.text))) if self.text[i].isdigit()), start)
        at = digit - start
        piece = next((run[4] for run in runs if run[0] <= at < run[0] + run[1]), runs[0][4])
        of_piece = [run for run in runs if run[4] == piece]
        return of_piece[0][2], of_piece[-1][3]


def _cut(run: Run, start: int, end: int) -> Run:
    """Cut a run to what stands between two characters of the words, counted from the first of them."""
    at, length, first, last, piece = run
    left, right = max(start, at), min(end, at + length)
    if last - first == length:
        first, last = first + left - at, first + right - at
    return left - start, right - left, first, last, piece


def joined(parts: Iterable[tuple[int, Words]]) -> Words:
    """Join words, each after so many blanks, into one line. Their own indents are no longer heeded."""
    texts: list[str] = []
    runs: list[Run] = []
    width = 0
    for gap, words in parts:
        texts += [" " * gap, words.text]
        width += gap
        runs += [(at + width, *rest) for at, *rest in words.runs]  # type: ignore[misc]
        width += len(words.text)
    return Words("".join(texts), runs)


def wrapped(words: Words, width: int) -> list[Words]:
    """Break words into lines at the blanks, as a browser does, where they are longer than `width`."""
    lines, start, text = [], 0, words.text
    while len(text) - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        if end < 0:
            end = text.find(" ", start + width)
        if end < 0:
            break
        lines.append(words.cut(start, end))
        start = end + 1
        while text[start : start + 1] == " ":
            start += 1
    return [*lines, words.cut(start, len(text))] if start < len(text) else lines


class LineBuilder:
    """Puts together one line of print from pieces of the source. Blanks and line breaks together are one blank."""

    __slots__ = ("_hard", "_has_tags", "_indent", "_raised", "_runs", "_soft", "_texts", "_width", "piece")

    def __init__(self, piece: int) -> None:
        self.piece = piece
        self._texts: list[str] = []
        self._runs: list[Run] = []
        self._width = self._hard = self._indent = 0
        self._soft = self._has_tags = False
        self._raised = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed so far."""
        return not self._width

    def words(self) -> Words:
        """Return the line as it stands."""
        text = "".join(self._texts)
        if "<" in text and not self._has_tags:
            text = _LOOKS_LIKE_A_TAG.sub(_NO_TAG, text)
        return Words(text, self._runs, self._indent, is_raised=self._raised and bool(self._width))

    def add(self, source: str, start: int, end: int) -> None:
        """Add text of the source."""
        at = start
        for match in _BREAK.finditer(source, start, end):
            self._add_plain(source, at, match.start())
            at = match.end()
            if match["blank"]:
                self._soft = True
            else:
                self._add_other(match[0], match.start(), match.end())
        self._add_plain(source, at, end)

    def add_as_it_stands(self, source: str, start: int, end: int) -> None:
        """Add text of the source in which every blank counts."""
        at = start
        for match in _OTHER.finditer(source, start, end):
            self._put(source[at : match.start()], at, match.start())
            at = match.end()
            text = unescape(match[0])
            self._put(" " if text in _HARD_BLANKS else text, match.start(), at)
        self._put(source[at:end], at, end)

    def add_words(self, words: Words, *, apart: bool) -> None:
        """Add words that are put together already, one blank after what stands before them or right beside it."""
        self._soft = self._soft or apart
        self._gap()
        self._texts.append(words.text)
        self._runs += [(at + self._width, *rest) for at, *rest in words.runs]  # type: ignore[misc]
        self._width += len(words.text)
        self._soft, self._raised = apart, self._raised and words.is_raised

    def mark(self, tag: str, start: int, end: int) -> None:
        """Add a tag of EDGAR's text pages as it is."""
        self._has_tags = True
        self._texts.append(tag)
        self._runs.append((self._width, len(tag), start, end, self.piece))
        self._width += len(tag)

    def _add_plain(self, source: str, start: int, end: int) -> None:
        if start < end and source[start] == " ":
            self._soft = True
            start += 1
        if start >= end:
            return
        ends_blank = source[end - 1] == " "
        if ends_blank:
            end -= 1
        if start < end:
            self._gap()
            self._raised = False
            self._put(source[start:end], start, end)
        self._soft = ends_blank

    def _add_other(self, entity: str, start: int, end: int) -> None:
        """Add an entity, or a character that is more than it looks."""
        text = unescape(entity)
        if text and text in _HARD_BLANKS:
            self._hard += 1
        elif not text or text.isspace():
            self._soft = True
        elif text not in _NO_WIDTH:
            self._gap()
            self._raised = False
            self._put(text, start, end)

    def _gap(self) -> None:
        """Set what follows apart from what stands before it, as far as the blanks between them say."""
        blanks = min(self._hard + self._soft, _WIDEST_GAP)
        if not self._width:
            self._indent = min(self._hard, _WIDEST_GAP)
        elif blanks:
            width = blanks if self._hard >= _GAP else 1
            self._texts.append(" " * width)
            self._width += width
        self._hard, self._soft = 0, False

    def _put(self, text: str, start: int, end: int) -> None:
        if text:
            self._texts.append(text)
            self._runs.append((self._width, len(text), start, end, self.piece))
            self._width += len(text)


def raised(source: str, pieces: Iterable[tuple[int, int]], piece: int) -> Words:
    """Put together what is set above the line."""
    line = LineBuilder(piece)
    for start, end in pieces:
        line.add(source, start, end)
    words = line.words()
    return attrs.evolve(words, is_raised=True)
