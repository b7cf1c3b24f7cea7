"""A filing as plain data that JSON can hold, and back again without the loss of a digit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.errors import CattrsError

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model.filing import Filing
from abs_grammar.model.measures import Value

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


def _is_of_values(kind: object) -> bool:
    """Return whether a type is that of `others`: measures, and what they are worth."""
    return kind == Mapping[str, Value]


def _values_to_plain(values: Mapping[str, Value]) -> dict[str, Any]:
    """Give each value its type, which the name of its measure need not tell: `{"Decimal": "12.55"}`."""
    return {name: {type(value).__name__: _plain(value)} for name, value in values.items()}


def _plain(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _values_from_plain(plain: Mapping[str, Mapping[str, Any]]) -> dict[str, Value]:
    read: dict[str, Callable[[Any], Value]] = {
        "Decimal": _decimal,
        "date": date.fromisoformat,
        "int": int,
        "str": str,
        "NoneType": lambda _: None,
    }
    return {name: read[kind](value) for name, typed in plain.items() for kind, value in typed.items()}


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Decimal, lambda value: format(value, "f"))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_unstructure_hook_func(_is_of_values, _values_to_plain)
    converter.register_structure_hook_func(_is_of_values, lambda plain, _: _values_from_plain(plain))
    converter.register_structure_hook(Decimal, lambda text, _: _decimal(text))
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    return converter
