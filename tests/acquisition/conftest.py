"""A server that answers as EDGAR does, with a few filings of trustees and others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.acquisition.edgar_server import Edgar, Filed, serving

TERWIN_NOV = Filed("0001056404-03-002001", ("1266155",), "TERWIN MORTGAGE TRUST 2003-4HE", "8-K", date(2003, 11, 28))
TERWIN_DEC = Filed("0001056404-03-002002", ("1266155",), "TERWIN MORTGAGE TRUST 2003-4HE", "8-K", date(2003, 12, 29))
AMENDED = Filed("0001056404-04-003021", ("1266155",), "TERWIN MORTGAGE TRUST 2003-4HE", "8-K/A", date(2004, 1, 5))
ABSC = Filed(
    "0000905148-03-006001",
    ("1264000", "1003197"),
    "ASSET BACKED SECURITIES CORP HE SERIES 2003-HE4",
    "8-K",
    date(2003, 11, 28),
)
BANK = Filed("0000950123-03-001111", ("70858",), "BANK OF AMERICA CORP /DE/", "8-K", date(2003, 11, 28))
ANNUAL = Filed("0001056404-03-002003", ("1266155",), "TERWIN MORTGAGE TRUST 2003-4HE", "10-K", date(2003, 12, 30))


@pytest.fixture
def edgar() -> Iterator[Edgar]:
    with serving(Edgar(filed=[TERWIN_NOV, TERWIN_DEC, AMENDED, ABSC, BANK, ANNUAL])) as running:
        yield running
