"""The garbage collector is paused while a page is parsed, and runs again after, however that ends."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from abs_grammar import UnknownLayoutError, parse
from tests.letterheads import us_bank

PAGE = "FEES\nServicing Fee      2,000.00\n"


@pytest.fixture(autouse=True)
def _collecting() -> None:
    gc.enable()


def test_after_a_parse_it_runs() -> None:
    us_bank(PAGE)
    assert gc.isenabled()


def test_after_a_parse_that_fails_it_runs() -> None:
    with pytest.raises(UnknownLayoutError):
        parse("no page of any trustee's")
    assert gc.isenabled()


def test_after_parses_in_many_threads_it_runs() -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(us_bank, [PAGE] * 40))
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    us_bank(PAGE)
    assert not gc.isenabled()
    gc.enable()
