"""Two trustees' letterheads, for pages of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from abs_grammar import parse

if TYPE_CHECKING:
    from abs_grammar import Filing

__all__ = ["CTSLINK", "US_BANK", "ctslink", "us_bank"]

US_BANK = """\
Asset Backed Securities Corporation, Series 2003-HE4
STATEMENT TO CERTIFICATEHOLDERS
Distribution Date:                   17-Nov-03

"""

CTSLINK = """\
<TABLE>
<CAPTION>
Terwin Securitization LLC.
Record Date:             10/31/03
Distribution Date:       11/25/03

"""


def us_bank(page: str) -> Filing:
    """Read lines printed below the letterhead of a page of US Bank's; they count from line 5 on."""
    return parse(US_BANK + page.lstrip("\n"), layout="us_bank")


def ctslink(page: str) -> Filing:
    """Read lines printed below a letterhead of CTSLink's, in its table; they count from line 7 on."""
    return parse(f"{CTSLINK}{page.lstrip(chr(10))}</TABLE>\n", layout="ctslink")
