"""A filing as plain data that JSON can hold, and back again without the loss of a digit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from cattrs import Converter

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
    """Return the filing that `to_dict` made `plain` of, before or after a passage through JSON."""
    return _converter().structure(plain, Filing)


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Decimal, lambda value: format(value, "f"))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    return converter
