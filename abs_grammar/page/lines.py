"""The page: printed lines cut into phrases, and told apart as rows, text, rules and markup.

This is the lower half of the two-dimensional lexer and knows nothing of any trustee. A phrase is what
stands between two gaps of two blanks or more; a row is a line on which a figure stands; text is a line
on which none does. Which phrase belongs to which column is the business of `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import attrs

from abs_grammar.page.figures import FIGURE, FOOTNOTE_MARK, is_odd

__all__ = [
    "DASHES",
    "Kind",
    "Phrase",
    "PrintedLine",
    "Row",
    "as_row",
    "figures_on",
    "first_phrase_of",
    "has_amount",
    "read_lines",
    "split_label",
    "without_first_phrase",
]

Kind = Literal["row", "text", "rule", "markup"]

# start, end, text, whether it is a figure. A plain tuple: a page has thousands, and nothing is made more often.
Phrase = tuple[int, int, str, bool]

LONGEST_LINE = 2_000
"""No statement is printed this wide. A longer line is left unread, and so is listed as unaccounted."""

_split = re.compile(r"( {2,})").split
_FIGURE = re.compile(FIGURE, re.IGNORECASE)
_FIGURE_THEN = re.compile(rf"{FIGURE}(?= |$)", re.IGNORECASE)
_AMOUNT = re.compile(r"[-(+\u2013\u2212]?(?:US)?\$?[-(+]?(?:\d+[.,]\d|\.\d)")
DASHES = frozenset({"-", "--", "---", "\u2013", "\u2014", "\u2212"})
"""A cell of these alone prints nothing, or is the sign of what stands after it."""

_DASHES = ("- ", "\u2013 ", "\u2014 ", "\u2212 ")
_FOOTNOTE_MARK = re.compile(FOOTNOTE_MARK)
_CURRENCY_MARKS = ("$", "US$")
_MARKS_BEFORE = frozenset("(")
_MARKS_AFTER = frozenset({"%", ")", "CR", "DR", "USD"})
_MOST_BEFORE = 3
"""So many blanks may stand between an opening bracket and its number."""
_SMALL_NUMBER = re.compile(r"\d{1,2}\+?")
_NUMBER_MARK = re.compile(r"\(\d{1,2}\)|\d{1,2}[.)]")
_LIST_MARK = re.compile(rf"\(?[A-Za-z]{{1,4}}\)|[A-Za-z]\.|{_NUMBER_MARK.pattern}")
_MARKS_END_WITH = frozenset(").")
_PUNCTUATION = frozenset(".,%")
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9-]{0,20})(?: [^<>]{0,200})?>")
_RULE_CHARACTERS = " -=_*.\t"
_SHORTEST_RULE = 4
_BLANKED = str.maketrans({"\f": " ", "\0": " ", "\x1a": " ", "\v": " ", "\xa0": " "})
_NARROW_TAB = 8


@attrs.define(eq=False)
class PrintedLine:
    """One line that is not blank.

    `columns_of_tabs` gives the column in the file of each position, where tabs made the two differ. `row` is the
    line read as a row, once it has been.
    """

    number: int
    kind: Kind
    phrases: list[Phrase]
    after_blank: bool
    tags: tuple[str, ...] = ()
    columns_of_tabs: list[int] | None = None
    _text: str | None = None

    @property
    def text(self) -> str:
        """The words of the line, one blank between phrases."""
        if self._text is None:
            self._text = " ".join([text for _, _, text, _ in self.phrases])
        return self._text

    def keep(self, phrases: list[Phrase]) -> None:
        """Keep some of the phrases, and say anew what kind of line is left."""
        self.phrases = phrases
        self._text = None
        if not phrases:
            self.kind = "markup"
        elif not any([is_figure for _, _, _, is_figure in phrases]):
            self.kind = "text"

    @property
    def repeated(self) -> str | None:
        """The phrase that the line prints again and again, once over each column; `None` if it prints no such."""
        if len(self.phrases) < 2:  # noqa: PLR2004 - markup alone has none
            return None
        first = self.phrases[0][2]
        return first if all([phrase[2] == first for phrase in self.phrases]) else None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a phrase stands in the line as the file has it."""
        if self.columns_of_tabs is None:
            return start, end
        return self.columns_of_tabs[start], self.columns_of_tabs[end - 1] + 1


@attrs.define(eq=False)
class Row:
    """A line read as a label (`None` where none is printed) and the cells that stand beside it."""

    line: PrintedLine
    label: str | None
    label_start: int
    label_end: int
    cells: list[Phrase]


def read_lines(lines: Sequence[str], first: int, last: int) -> list[PrintedLine]:
    """Read lines `first` to `last` (from 1, inclusive) of a file, leaving out the blank ones."""
    printed: list[PrintedLine] = []
    after_blank = True
    for number in range(first, last + 1):
        line = lines[number - 1]
        if not line or line.isspace() or len(line) > LONGEST_LINE:
            after_blank = True
            continue
        tags: tuple[str, ...] = ()
        tabs = None
        if not line.isprintable():
            line, tabs = _without_control_characters(line)
        if "<" in line:
            line, tags = _without_tags(line)
        phrases: list[Phrase] = []
        kind: Kind = "row" if _cut(line, phrases) else _kind_of_text(line, phrases)
        printed.append(PrintedLine(number, kind, phrases, after_blank, tags, tabs))
        after_blank = False
    for above, below in pairwise(printed):
        if above.kind == "row" and _are_headings(above, below):
            above.phrases = [(start, end, text, False) for start, end, text, _ in above.phrases]
            above.kind = "text"
    return printed


def _are_headings(above: PrintedLine, below: PrintedLine) -> bool:
    """Tell whether small numbers are the upper line of stacked headings: each stands over words of the line below.

       1              2             3+
    Payment       Payments       Payments
    """
    return (
        len(above.phrases) > 1
        and below.kind == "text"
        and below.number == above.number + 1
        and all([_SMALL_NUMBER.fullmatch(text) is not None for _, _, text, _ in above.phrases])
        and all([any([start < e and s < end for s, e, _, _ in below.phrases]) for start, end, _, _ in above.phrases])
    )


def _cut(line: str, phrases: list[Phrase]) -> bool:
    """Cut a line into phrases; tell whether one of them is a figure."""
    at, found, marked = 0, False, False
    pieces = iter(_split(line.rstrip()))  # phrases and gaps by turns
    for piece in pieces:
        end = at + len(piece)
        text = piece.lstrip(" ") if piece[:1] == " " else piece
        if text:
            form = _forms.get(text) or _form(text)
            if form == "figure":
                found = True
                phrases.append((end - len(text), end, text, True))
            elif form == "words":
                phrases.append((end - len(text), end, text, False))
            elif form == "mark":
                marked = True
                phrases.append((end - len(text), end, text, False))
            else:
                found = True
                phrases += _figures_and_words(text, end - len(text))
        at = end + len(next(pieces, ""))
    if marked and found:
        phrases[:] = _with_marks(line, phrases)
    return found and not _is_numbered_text(phrases)


def _with_marks(line: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Join the marks that stand apart with the figures they belong to: `6.500000   %`, `(  5.00)`, `5.00   CR`.

    A dollar sign belongs to the figure after it, but is no part of its text.
    """
    joined: list[Phrase] = []
    for start, end, text, is_figure in phrases:
        last = joined[-1] if joined else None
        if (last is not None and last[3] and text in _MARKS_AFTER) or (
            last is not None and is_figure and last[2] in _MARKS_BEFORE and start - last[1] <= _MOST_BEFORE
        ):
            joined[-1] = (last[0], end, line[last[0] : end], True)
        elif text not in _CURRENCY_MARKS:
            joined.append((start, end, text, is_figure))
    return joined


def _is_numbered_text(phrases: list[Phrase]) -> bool:
    """Take a number that marks the words after it for words too; tell whether no figure is left then.

    In front of words `(4)` or `1.` counts the rows of a list: it is no figure of a row without a label.
    """
    start, end, text, is_figure = phrases[0]
    if not is_figure or text[-1] not in _MARKS_END_WITH or len(phrases) == 1 or phrases[1][3]:
        return False
    if _NUMBER_MARK.fullmatch(text) is None:
        return False
    phrases[0] = (start, end, text, False)
    return not any([phrase[3] for phrase in phrases])


def as_row(line: PrintedLine) -> Row:
    """Read a line as a row: its first phrase is the label unless it is a figure; the others are cells.

    A mark that numbers the row belongs to its label, however far from the words it stands: `(A)  ONE MONTHLY PAYMENT`.
    """
    phrases = line.phrases
    first = phrases[0]
    if first[2][-1] in _MARKS_END_WITH and len(phrases) > 1 and not phrases[1][3] and _LIST_MARK.fullmatch(first[2]):
        first = (first[0], phrases[1][1], f"{first[2]} {phrases[1][2]}", False)
        phrases = [first, *phrases[2:]]
    label = None if first[3] else first
    cells = phrases if label is None else phrases[1:]
    for cell in cells:
        if not cell[3]:
            cells = _cells(cells)
            break
    if label is None:
        return Row(line, None, 0, 0, cells)
    words = first[2].removesuffix(" $")  # a dollar sign belongs to the figure after it
    return Row(line, words, first[0], first[0] + len(words), cells)


def first_phrase_of(line: PrintedLine) -> PrintedLine:
    """Return a line as its first phrase alone."""
    return attrs.evolve(line, phrases=line.phrases[:1], text=None)


def without_first_phrase(line: PrintedLine) -> PrintedLine:
    """Return a line without its first phrase."""
    return attrs.evolve(line, phrases=line.phrases[1:], text=None)


def has_amount(text: str) -> bool:
    """Tell whether an amount stands among words: a figure with a point, a comma or a percent sign."""
    return any(
        not _PUNCTUATION.isdisjoint(word[1:]) and any(map(str.isdigit, word)) and _FIGURE.fullmatch(word) is not None
        for word in text.split()
    )


def figures_on(line: PrintedLine) -> list[str]:
    """Return the figures of a line, and the amounts among its words: those with a point, a comma or a percent sign."""
    return [
        word
        for _, _, text, is_figure in line.phrases
        for word in ([text] if is_figure else text.split())
        if is_figure or has_amount(word)
    ]


def split_label(row: Row) -> Row | None:
    """Read a row whose label ends in a figure as if the figure were its first cell; `None` if it does not."""
    if row.label is None:
        return None
    head, *figures = _apart((row.label_start, row.label_end, row.label, False))
    if head[3] or not figures or figures[0][2].startswith(_DASHES):
        return None  # a dash after words parts them from what follows as often as it is a sign
    return Row(row.line, head[2], head[0], head[1], [*figures, *row.cells])


def _cells(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Cut a phrase that ends in figures one blank apart into one cell each."""
    cells = []
    for phrase in phrases:
        if phrase[3] or " " not in phrase[2]:
            cells.append(phrase)
        else:
            cells += _apart(phrase)
    return cells


def _apart(phrase: Phrase) -> list[Phrase]:
    """Cut a phrase before the figures it ends in; all of it may be figures."""
    start, end, text, _ = phrase
    figures: list[Phrase] = []
    while text:
        figure = _last_figure(text)
        if figure is None or text[: -len(figure)].endswith("/ "):  # `Act / 360` is one text
            break
        figures.insert(0, (end - len(figure), end, figure, True))
        text = text[: len(text) - len(figure)].rstrip()
        if text.endswith(_CURRENCY_MARKS) and (text in _CURRENCY_MARKS or text.rpartition(" ")[2] in _CURRENCY_MARKS):
            text = text.rpartition(" ")[0].rstrip()
        end = start + len(text)
    return [(start, end, text, False), *figures] if text else figures


def _last_figure(text: str) -> str | None:
    """Return the figure that a text ends in, the longest there is: `- 5.00`, `7.02 %`, `June 15, 1999`."""
    found, at = None, len(text)
    for _ in range(_MOST_WORDS):
        at = text.rfind(" ", 0, at)
        if _FIGURE.fullmatch(text, at + 1):
            found = text[at + 1 :]
        if at < 0:
            break
    return found


# What each text is by its form; pages repeat themselves, so most are known. `mixed` begins with a figure, and more is
# beside it; a `mark` belongs to the figure before or after it.
_Form = Literal["figure", "words", "mixed", "mark"]
_forms: dict[str, _Form] = {}
_MOST_FORMS = 50_000
_MOST_WORDS = 6
"""No figure has more words: `the 17th day of November, 2003`."""


def _form(text: str) -> _Form:
    """Tell what a phrase is, and remember it."""
    if len(_forms) > _MOST_FORMS:  # a hostile file must not fill the memory
        _forms.clear()
    form: _Form = "words"
    if text in _CURRENCY_MARKS or text in _MARKS_BEFORE or text in _MARKS_AFTER:
        form = "mark"
    elif text.startswith(tuple([f"{mark} " for mark in _CURRENCY_MARKS])):
        form = "mixed" if _FIGURE_THEN.match(text, text.index(" ") + 1) else "words"
    elif _FIGURE.fullmatch(text) or is_odd(text):
        form = "figure"
    elif " " in text and _begins_with_figures(text):
        form = "mixed"
    _forms[text] = form
    return form


def _begins_with_figures(text: str) -> bool:
    """Tell whether a phrase begins with a figure that ends one blank before an amount, or is figures throughout."""
    first = _FIGURE_THEN.match(text)
    if first is None or first.end() == len(text):
        return False
    rest = first.end() + 1
    return _AMOUNT.match(text, rest) is not None or _FOOTNOTE_MARK.fullmatch(text, rest) is not None


def _figures_and_words(text: str, start: int) -> list[Phrase]:
    """Cut a phrase that begins with a figure into figures and words one blank apart; marks of footnotes are neither."""
    phrases: list[Phrase] = []
    at = 0
    while at < len(text):
        figure = _FIGURE_THEN.match(text, at)
        end = figure.end() if figure is not None else text.find(" ", at)
        end = len(text) if end < 0 else end
        is_mark = bool(phrases) and phrases[-1][3] and _FOOTNOTE_MARK.fullmatch(text, at, end) is not None
        if text[at:end] not in _CURRENCY_MARKS and not is_mark:
            phrases.append((start + at, start + end, text[at:end], figure is not None))
        at = end + 1
    return phrases


def _kind_of_text(line: str, phrases: list[Phrase]) -> Kind:
    if not phrases:
        return "markup"
    stripped = line.strip()
    if len(stripped) >= _SHORTEST_RULE and not stripped.strip(_RULE_CHARACTERS):
        return "rule"
    return "text"


def _without_control_characters(line: str) -> tuple[str, list[int] | None]:
    """Blank out form feeds and the like, and set tabs as a printer would."""
    line = line.translate(_BLANKED)
    if "\t" not in line:
        return line, None
    set_out: list[str] = []
    origins: list[int] = []
    for column, character in enumerate(line):
        width = _NARROW_TAB - len(origins) % _NARROW_TAB if character == "\t" else 1
        set_out.append(" " * width if character == "\t" else character)
        origins += [column] * width
    return "".join(set_out), origins


def _without_tags(line: str) -> tuple[str, tuple[str, ...]]:
    """Blank out the markup of a line, keeping every column, and return the names of its tags."""
    tags = tuple(m.group(1).upper() for m in _TAG.finditer(line))
    return (_TAG.sub(lambda m: " " * len(m.group()), line), tags) if tags else (line, tags)
