"""Print one generated page: `python -m tests.pages us_bank 7`, with `--facts` what is expected of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.pages.ctslink import ctslink_pages
from tests.pages.us_bank import us_bank_pages

if TYPE_CHECKING:
    from tests.pages.printed import Page

_LAYOUTS = {"us_bank": us_bank_pages, "ctslink": ctslink_pages}


def example(layout: str, number: int) -> Page:
    """The page of that number, always the same. The first that hypothesis makes is the simplest: take the next."""
    made: list[Page] = []

    @seed(number)
    @settings(max_examples=4, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(_LAYOUTS[layout]())
    def keep(page: Page) -> None:
        made.append(page)

    keep()
    return made[-1]


def main(arguments: list[str]) -> int:
    match [word for word in arguments if not word.startswith("-")]:
        case [layout, number] if layout in _LAYOUTS and number.isdecimal():
            page = example(layout, int(number))
        case _:
            sys.stderr.write(f"usage: python -m tests.pages {{{'|'.join(_LAYOUTS)}}} SEED [--facts]\n")
            return 2
    sys.stdout.write(page.text)
    if "--facts" in arguments:
        sys.stdout.write("\n".join(map(str, ["", *page.expected, ""])))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
