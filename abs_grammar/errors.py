"""What can go wrong, told with its place: file, line, column, the line itself, a caret and the cure."""

from __future__ import annotations

__all__ = [
    "AbsGrammarError",
    "AmbiguousLayoutError",
    "GrammarError",
    "SourceError",
    "UnknownLayoutError",
]

_LONGEST_EXCERPT = 160


class AbsGrammarError(Exception):
    """Base of every error this package raises on purpose.

    `str(error)` reads `file:line:col: what; what was expected`, followed, where there is a place to
    show, by the line and a caret. `line` is 1-based, `column` 0-based (it is printed 1-based, as
    editors count), both `None` where the trouble has no place.
    """

    def __init__(  # noqa: PLR0913 - a place has that many parts
        self,
        what: str,
        *,
        expected: str | None = None,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        excerpt: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.file = file
        self.line = line
        self.column = column
        self.excerpt = excerpt

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.line is not None:
            place += [str(self.line), str((self.column or 0) + 1)]
        message = self.what if self.expected is None else f"{self.what}; {self.expected}"
        head = f"{':'.join(place)}: {message}" if place else message
        return "\n".join([head, *self._pointer()])

    def _pointer(self) -> list[str]:
        """Return the line with a caret below it, cut to what a terminal shows."""
        if not self.excerpt or self.column is None:
            return []
        shown = "".join(c if c.isprintable() else " " for c in self.excerpt[:_LONGEST_EXCERPT])
        return [f"    {shown}", f"    {' ' * min(self.column, len(shown))}^"]


class SourceError(AbsGrammarError):
    """The input cannot be read as the text of a filing: missing, empty, binary, or another format."""


class UnknownLayoutError(AbsGrammarError):
    """No known layout claims the page. The message names each layout and why it did not match."""


class AmbiguousLayoutError(AbsGrammarError):
    """More than one layout claims the page. The message names them and what each recognised."""


class GrammarError(AbsGrammarError):
    """A layout's grammar cannot be used: the author's mistake, with its place in the `.lark` file."""
