"""What stands before CTSLink's statements: the cover page, and the letterhead in one column or two."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import frozen

from tests.pages.printed import Meaning, Row

if TYPE_CHECKING:
    from tests.pages.kit import Kit
    from tests.pages.printed import Figure

__all__ = ["Deal", "draw_deal", "print_cover", "print_letterhead"]


@frozen
class Deal:
    """Who issued what, and when it paid."""

    issuer: str
    program: str
    registrant: str
    series: str
    ticker: str
    record: Figure
    paid: Figure
    spelt: str


_DEALS = (
    ("Terwin Securitization LLC.", "Asset-Backed Certificates", "TERWIN MORTGAGE TRUST", "2003-4HE", "TER"),
    ("Ace Securities Corp.", "Mortgage Pass-Through Certificates", "ACE SECURITIES CORP", "2001-HE1", "ACE"),
    ("Banc of America Mortgage Securities, Inc.", "Mortgage Pass-Through Certificates", "BOA TRUST", "2000-A", "BOA"),
)
_CONTACTS = (
    (
        "Wells Fargo Bank Minnesota, N.A.",
        "Securities Administration Services",
        "7485 New Horizon Way",
        "Frederick, MD 21703",
        "Telephone: (301) 815-6600",
        "Fax:       (301) 815-6660",
    ),
    (
        "Wells Fargo Bank, N.A.",
        "Securities Administration Services",
        "9062 Old Annapolis Road",
        "Columbia, MD 21045",
        "Telephone: (410) 884-2000",
        "Fax:       (410) 884-2360",
    ),
)
_COVER = """UNITED STATES
                       SECURITIES AND EXCHANGE COMMISSION
                             Washington D. C. 20549

                                    Form 8-K

                Current Report Pursuant to Section 13 or 15(d) of
                       The Securities Exchange Act of 1934




       Date of Report (Date of earliest event reported):  {date}


                              {registrant}
                  {program}, Series {series} Trust
              (Exact name of registrant as specified in its charter)

New York (governing law of            333-106175-06
Pooling and Servicing Agreement)      (Commission         54-2132882
(State or other                       File Number)        54-2132883
jurisdiction                                              54-6553671
of Incorporation)                                         IRS EIN




       c/o Wells Fargo Bank Minnesota, N.A.
       9062 Old Annapolis Road
       Columbia, Maryland                                   21045
       (Address of principal executive offices)             (Zip Code)

       Registrant's telephone number, including area code:  (410) 884-2000


       (Former name or former address, if changed since last report)


ITEM 5.  Other Events

 On {date} a distribution was made to holders of {registrant},
 {program}, Series {series} Trust.



ITEM 7.  Financial Statements and Exhibits

      (c)  Exhibits furnished in accordance with Item 601(a) of Regulation S-K


           Exhibit Number               Description

           EX-99.1                      Monthly report distributed to holders of
                                        {program},
                                        Series {series} Trust, relating to the
                                        {date} distribution.



Pursuant to the requirements of the Securities Exchange Act of 1934, the
registrant has duly caused this report to be signed on its behalf by the
undersigned hereunto duly authorized.



                              {registrant}
                 {program}, Series {series} Trust

              By:    Wells Fargo Bank Minnesota, N.A. as Trustee
              By:   /s/   {signer} as Assistant Vice President
              By:    {signer} as Assistant Vice President

              Date:  12/3/03
                                INDEX TO EXHIBITS


Exhibit Number            Description

EX-99.1                   Monthly report distributed to holders of {program},
                          Series {series} Trust,
                          relating to the {date} distribution.





                   EX-99.1
"""


def draw_deal(kit: Kit, record: Figure, paid: Figure, spelt: str) -> Deal:
    issuer, program, registrant, series, ticker = kit.pick(*_DEALS)
    return Deal(issuer, program, registrant, series, ticker, record, paid, spelt)


def print_cover(kit: Kit, deal: Deal) -> None:
    words = {"date": deal.spelt, "registrant": deal.registrant, "program": deal.program, "series": deal.series}
    kit.writer.many(_COVER.format(**words, signer=kit.pick("Beth Belfield", "Amy Doyle")).split("\n"))


def print_letterhead(kit: Kit, deal: Deal) -> None:
    first, *rest = kit.pick(*_CONTACTS)
    contact = ["Contact: Customer Service - CTSLink", f"         {first}", *(f"         {line}" for line in rest)]
    dates = [
        _dated("Record Date:", "record_date", deal.record),
        _dated("Distribution Date:", "distribution_date", deal.paid),
    ]
    if kit.chance(4):
        dates.reverse()
    wide = kit.chance(2)
    blanks = [Row()] * kit.number(0, 2)
    series = Row(f"{deal.ticker}  Series: {deal.series}")
    left = [Row(deal.issuer), Row(deal.program), *blanks, dates[0], *blanks[:1], dates[1], *blanks[:1], series]
    if not wide:
        for row in left:
            kit.writer.add(row)
        kit.writer.blank(kit.number(1, 2))
        kit.writer.many(contact)
        return
    at = max(len(row.text) for row in left) + kit.number(3, 20)
    top = kit.pick(0, 2)
    for row, words in zip_longest(left, [""] * top + contact):
        both = Row(row.text, list(row.placed)) if row else Row()
        both.words(at, words or "")
        kit.writer.add(both)


def _dated(label: str, measure: str, date: Figure) -> Row:
    row = Row(label)
    row.figure(25, date, Meaning(measure, "deal"))
    return row
