"""The garbage collector, paused while a page is parsed, runs again after: whoever parses, and however it ends."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from abs_grammar import UnknownLayoutError, parse
from tests.letterheads import US_BANK


@pytest.fixture(autouse=True)
def _collecting() -> None:
    gc.enable()


def test_after_a_parse_it_runs() -> None:
    parse(US_BANK)
    assert gc.isenabled()


def test_after_a_parse_that_fails_it_runs() -> None:
    with pytest.raises(UnknownLayoutError):
        parse("no page of any trustee's")
    assert gc.isenabled()


def test_after_parses_in_many_threads_it_runs() -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(parse, [US_BANK] * 40))
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    parse(US_BANK)
    assert not gc.isenabled()
    gc.enable()
