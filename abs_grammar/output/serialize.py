"""A filing as plain data that JSON can hold, and back again without the loss of a digit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from cattrs import Converter
from cattrs.errors import CattrsError

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model.filing import Filing

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["from_dict", "to_dict"]


def to_dict(filing: Filing) -> dict[str, Any]:
    """Return a filing as dicts, lists, strings, integers and `None`: what `json.dumps` takes.

    A decimal is a string with every digit printed, a date is in ISO form. `from_dict` is the exact way back.
    """
    plain: dict[str, Any] = _converter().unstructure(filing, Filing)
    return plain


def from_dict(plain: Mapping[str, Any]) -> Filing:
    """Return the filing that `to_dict` made `plain` of, before or after a passage through JSON.

    Raises `AbsGrammarError` where `plain` is nothing that `to_dict` makes.
    """
    try:
        return _converter().structure(plain, Filing)
    except (CattrsError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        what = f"this is no filing as plain data ({type(error).__name__}: {error})"
        raise AbsGrammarError(what, expected="give what to_dict makes of a filing") from error


def _decimal(text: object) -> Decimal:
    """Read a decimal from its digits: a number of JSON's has lost some already."""
    if not isinstance(text, str) or not (value := Decimal(text)).is_finite():
        raise ValueError(f"{text!r} are no digits of a decimal")
    return value


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Decimal, lambda value: format(value, "f"))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(Decimal, lambda text, _: _decimal(text))
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    return converter
