"""A remark on a grammar: the rule it is made by, what is wrong, and the cure, with its position in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs
from lark import Token

from abs_grammar.errors import GrammarError
from abs_grammar.lint.context import Subject

__all__ = ["Check", "Remark", "remark"]


@attrs.frozen
class Remark:
    """One remark: `str` gives it as compilers do, `file:line:col: rule: what; cure`, line and caret."""

    rule: str
    error: GrammarError

    def __str__(self) -> str:
        e = self.error
        named = GrammarError(
            f"{self.rule}: {e.what}",
            expected=e.expected,
            file=e.file,
            line=e.line,
            column=e.column,
            excerpt=e.excerpt,
        )
        return str(named)

    @property
    def position(self) -> tuple[str, int, int]:
        """File, line and column, to sort by."""
        return self.error.file or "", self.error.line or 0, self.error.column or 0


Check = Callable[[Subject], Iterator[Remark]]


def remark(subject: Subject, rule: str, what: str, cure: str, position: Token | str) -> Remark:
    """Return a remark on a grammar, at a token of its file, or where a name is defined there, or else used."""
    if isinstance(position, Token):
        token: Token | None = position
    else:
        definition = subject.outline.definition(position)
        token = definition.name if definition is not None else subject.outline.position(position)
    return Remark(rule, subject.outline.error(what, cure, token))
