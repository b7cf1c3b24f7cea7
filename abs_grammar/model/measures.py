"""How a field of the model says which measure it is: its unit, what it means, and who defines it so.

The attrs classes of this package are the one source of the vocabulary. Each figure a trustee prints
lands in a field made by one of the functions below; the table of facts, the documentation, the lint
of grammars and the JSON all read the metadata that these functions leave on the field.

Sources: `1121`, `1100(b)`, `1114`, `1115` are items of Regulation AB (17 CFR 229); `CTS` the headings
of Wells Fargo's CTSLink statements; `LI` terms that pooling and servicing agreements define; `GN`, `FM`
the Ginnie Mae and Fannie Mae definitions of a class factor; `CREFC-B`, `CREFC-C` the Bond Level and
Collateral Summary files of the CREFC Investor Reporting Package; `III` the Investing in Bonds glossary;
`US` US Bank's own statement; `RFC` Residential Funding Corporation's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import attrs

__all__ = [
    "Measure",
    "Scope",
    "Unit",
    "Value",
    "also",
    "count",
    "flag",
    "fraction",
    "identifier",
    "isodate",
    "measures_of",
    "months",
    "others",
    "per_1000",
    "share",
    "text",
    "usd",
]

Value = Decimal | int | date | str | None
"""What a figure is worth: `None` for a printed N/A."""

Unit = Literal["usd", "fraction", "count", "per_1000", "months", "date", "text", "flag"]
Scope = Literal["class", "group", "delinquency", "account", "deal"]

_METADATA = "abs_grammar.measure"


@attrs.frozen
class Measure:
    """What one measure is.

    `status` and `quantity` are set where a grid prints the measure at the crossing of a loan status
    (`foreclosure`) and a quantity (`balance`), or of those who have a share (`senior`) and the share. `plain` is a
    fraction that is printed as one, not in percent; an `identifier` is text of nine letters and digits.
    """

    name: str
    unit: Unit
    definition: str
    source: str
    status: str | None = None
    quantity: str | None = None
    plain: bool = False
    identifier: bool = False


def _measured(  # noqa: PLR0913 - a measure has that many parts
    unit: Unit,
    definition: str,
    source: str,
    status: str | None = None,
    quantity: str | None = None,
    *,
    plain: bool = False,
    identifier: bool = False,
) -> Any:
    metadata = {_METADATA: (unit, definition, source, status, quantity, plain, identifier)}
    return attrs.field(default=None, kw_only=True, metadata=metadata)


def usd(definition: str, source: str, *, status: str | None = None, quantity: str | None = None) -> Any:
    """Declare an amount in dollars."""
    return _measured("usd", definition, source, status, quantity)


def fraction(
    definition: str, source: str, *, status: str | None = None, quantity: str | None = None, plain: bool = False
) -> Any:
    """Declare a rate or share as a fraction: a printed 1.55000% is 0.0155000.

    `plain` says that it is printed as a fraction, not in percent. Of any other, one that is printed without a
    percent sign may be either.
    """
    return _measured("fraction", definition, source, status, quantity, plain=plain)


def count(definition: str, source: str, *, status: str | None = None, quantity: str | None = None) -> Any:
    """Declare a number of loans."""
    return _measured("count", definition, source, status, quantity)


def months(definition: str, source: str) -> Any:
    """Declare a term in months."""
    return _measured("months", definition, source)


def isodate(definition: str, source: str) -> Any:
    """Declare a date."""
    return _measured("date", definition, source)


def text(definition: str, source: str) -> Any:
    """Declare words, kept as printed."""
    return _measured("text", definition, source)


def identifier(definition: str, source: str) -> Any:
    """Declare an identifier of nine letters and digits, kept as printed, blanks and hyphens included."""
    return _measured("text", definition, source, identifier=True)


def flag(definition: str, source: str) -> Any:
    """Declare a YES or NO, kept as printed."""
    return _measured("flag", definition, source)


def per_1000(of: str) -> Any:
    """Declare the measure `of` for each $1,000 of original balance."""
    return _measured("per_1000", f"{of} * 1000 / original_balance.", "CTS")


def share(of: str, whole: str) -> Any:
    """Declare the measure `of` as a fraction of `whole`."""
    return _measured("fraction", f"{of} as a fraction of {whole}.", "1100(b)(2)")


def others() -> Any:
    """Declare what a part of a report says in words that have no field: `prior_accrued_interest`, by measure."""
    return attrs.field(factory=dict, kw_only=True)


def also(part: type[Any], name: str) -> Any:
    """Declare the measure that `part` declares under `name`, for another part of the report."""
    *parts, plain, is_identifier = getattr(attrs.fields(part), name).metadata[_METADATA]
    return _measured(*parts, plain=plain, identifier=is_identifier)


def measures_of(part: type[Any]) -> dict[str, Measure]:
    """Return the measures that a part of the report declares, by name, in the order it declares them."""
    return {
        field.name: Measure(field.name, *field.metadata[_METADATA])
        for field in attrs.fields(part)
        if _METADATA in field.metadata
    }
