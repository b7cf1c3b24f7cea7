"""What a cover page is taken to say: see `abs_grammar.cover.reader` and `grammars/sec_8k.lark`."""

from __future__ import annotations

import random
import time
from datetime import date
from pathlib import Path
from textwrap import dedent

import attrs
import pytest

from abs_grammar.cover.reader import read_cover
from abs_grammar.edgar.source import source_from_text
from abs_grammar.model.filing import Cover, Exhibit, Item
from abs_grammar.page.lines import PrintedLine, read_lines
from tests.filings.damage import KINDS, damage

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "filings"

US_BANK = ROOT / "corpus/us_bank/us-bank-absc-2003-he4-2003-11-17.txt"
CTSLINK = ROOT / "corpus/ctslink/ctslink-terwin-2003-4he-2003-11-25.txt"
RFC = SHARED / "rfc-rfmsi-2000-12-26.sample.txt"

# The lines of each cover, both ends included.
COVERS = {US_BANK: ((1, 70), (372, 385)), CTSLINK: ((1, 89),), RFC: ((42, 220),)}

needs_rfc = pytest.mark.skipif(not RFC.exists(), reason="the sample of the RFC filing is not at hand")


def lines_of(text: str, regions: tuple[tuple[int, int], ...] | None = None) -> list[PrintedLine]:
    lines = source_from_text(text).lines
    found = regions or ((1, len(lines)),)
    return [line for first, last in found for line in read_lines(lines, first, min(last, len(lines)))]


def read(text: str) -> tuple[Cover, list[str]]:
    """The cover, and the text of the lines that no rule owns."""
    lines = lines_of(dedent(text))
    cover, owned = read_cover(lines)
    assert owned <= {line.number for line in lines}
    return cover or Cover(), [line.text for line in lines if line.number not in owned]


FRONT = """\
                   SECURITIES AND EXCHANGE COMMISSION
                         Washington, D.C.  20549

                              FORM 8-K/A

     Date of Report (date of earliest event reported):    30-Apr-2000

                         First Mortgage Trust 2000-1
              (Exact name of registrant as specified in its charter)

       Maryland              333-11111              52-1111111
    (State or other         (Commission            52-2222222
     jurisdiction           File Number)          (I.R.S. Employer
   of incorporation)                             Identification No.)

    1 Main Street
    Columbia, Maryland                            21045-1951
    (Address of principal executive offices)      (Zip Code)
"""


class TestFront:
    """What stands on the front page, each field in the place the form gives it."""

    def test_a_small_page_is_read_whole(self) -> None:
        assert read(FRONT) == (
            Cover(
                form_type="8-K/A",
                report_date=date(2000, 4, 30),
                registrant_name="First Mortgage Trust 2000-1",
                state_of_incorporation="Maryland",
                commission_file_numbers=("333-11111",),
                irs_employer_identification_numbers=("52-1111111", "52-2222222"),
                address="1 Main Street, Columbia, Maryland",
                zip_code="21045-1951",
            ),
            [],
        )

    @pytest.mark.parametrize(
        "printed",
        [FRONT.upper(), FRONT.replace("\n", "\r\n"), FRONT.replace("\n", "\n         "), FRONT.lower()],
        ids=["upper case", "CRLF", "indented", "lower case"],
    )
    def test_the_way_it_is_printed_does_not_matter(self, printed: str) -> None:
        cover, unowned = read(printed)
        assert unowned == []
        assert cover.form_type == "8-K/A"
        assert cover.report_date == date(2000, 4, 30)
        assert cover.commission_file_numbers == ("333-11111",)
        assert cover.zip_code == "21045-1951"

    def test_columns_stand_wherever_the_page_puts_them(self) -> None:
        cover, unowned = read("""\
            333-106175-06            New York (governing law of
            (Commission              Pooling and Servicing Agreement)
            File Number)             (State or other jurisdiction of incorporation)
            """)
        assert (cover.state_of_incorporation, cover.commission_file_numbers) == ("New York", ("333-106175-06",))
        assert unowned == []

    def test_a_caption_may_stand_below_a_blank_line(self) -> None:
        cover, unowned = read("""\
              Delaware                    333-72493

            (State or other           (Commission File Number)
            jurisdiction of
            incorporation)
            """)
        assert (cover.state_of_incorporation, cover.commission_file_numbers) == ("Delaware", ("333-72493",))
        assert unowned == []

    def test_a_line_is_owned_once_all_its_columns_are(self) -> None:
        cover, unowned = read("""\
            1 Main Street
            Columbia, Maryland                            21045
            (Address of principal executive offices)      (Zop Cude)
            """)
        assert (cover.address, cover.zip_code) == ("1 Main Street, Columbia, Maryland", None)
        assert unowned == ["Columbia, Maryland 21045", "(Address of principal executive offices) (Zop Cude)"]

    def test_what_the_registrant_has_issued_stands_below_its_name(self) -> None:
        cover, _ = read("""\
            TERWIN MORTGAGE TRUST
            Asset-Backed Certificates, Series 2003-4HE Trust

            (Exact name of registrant as specified in its charter)
            """)
        assert cover.registrant_name == "TERWIN MORTGAGE TRUST"
        assert cover.securities_name == "Asset-Backed Certificates, Series 2003-4HE Trust"

    def test_a_day_that_no_calendar_has_is_no_date(self) -> None:
        cover, unowned = read("FORM 8-K\n\nDate of Report (Date of earliest event reported): February 30, 2003\n")
        assert cover == Cover(form_type="8-K")
        assert len(unowned) == 1

    def test_prose_on_the_front_page_is_nobodys(self) -> None:
        _, unowned = read("FORM 8-K\n\nThe trustee regrets to announce\nthat nothing happened.\n\nCURRENT REPORT\n")
        assert unowned == ["The trustee regrets to announce", "that nothing happened."]


class TestItems:
    """An item is its number and title, and the paragraphs that stand under it."""

    def test_paragraphs_are_kept_apart_and_their_lines_joined(self) -> None:
        cover, unowned = read("""\
            Item 5.  Other Events

               On   17-Nov-03   a distribution
               was made.

               See Exhibit No.1

            ITEM 9.01:  Financial Statements and Exhibits
            Item 6
            """)
        assert unowned == []
        assert cover.items == (
            Item("5", "Other Events", "On 17-Nov-03 a distribution was made.\nSee Exhibit No.1"),
            Item("9.01", "Financial Statements and Exhibits"),
            Item("6"),
        )

    def test_a_line_of_prose_that_begins_with_an_item_is_prose(self) -> None:
        cover, _ = read(
            "Item 7. Exhibits\nfurnished in accordance with\nItem 601(a) of Regulation S-K and\nItem 5 of it.\n"
        )
        assert [item.number for item in cover.items] == ["7"]

    def test_an_item_misspelt_ends_the_one_before_and_costs_its_own_line(self) -> None:
        cover, unowned = read("Item 5. Other Events\n\nNone.\n\nItqm 6. Resignations\n\nAll of them.\n")
        assert cover.items == (Item("5", "Other Events", "None."),)
        assert unowned == ["Itqm 6. Resignations"]


class TestExhibits:
    """An exhibit is its number as printed, and the lines of its description joined."""

    def test_exhibits_are_listed_under_a_heading(self) -> None:
        cover, unowned = read("""\
            Item 7. Exhibits

                 Exhibit Number      Description

                 EX-99.1             Monthly report
                                     of the trustee.
                 99.2                Another one.

                             INDEX TO EXHIBITS

            EX-99.1                  Monthly report of the trustee.
            """)
        assert unowned == []
        assert cover.items == (Item("7", "Exhibits"),)
        assert cover.exhibits == (Exhibit("EX-99.1", "Monthly report of the trustee."), Exhibit("99.2", "Another one."))

    def test_a_paragraph_among_the_exhibits_is_nobodys(self) -> None:
        _, unowned = read("INDEX TO EXHIBITS\n\n1.)  Monthly report\n\nIt is raining.\n")
        assert unowned == ["It is raining."]

    def test_the_name_above_an_exhibits_first_page_lists_none(self) -> None:
        lines = lines_of("\n          EX-99.1\n\n")
        assert read_cover(lines) == (None, {2})


class TestSignature:
    """Who signs, as what, for whom, and when."""

    CLAUSE = "SIGNATURES\nPursuant to the requirements of the Securities Exchange Act of 1934, the registrant\n"

    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("By: /s/ Ann Lee\nName: Ann Lee\nTitle: Trust Officer", Cover(None, None, None)),
            ("By:   /s/   Ann Lee as Trust Officer\nBy:   Ann Lee as Trust Officer", Cover(None, None, None)),
        ],
        ids=["name and title below", "all on one line"],
    )
    def test_name_and_title_stand_in_either_form(self, printed: str, expected: Cover) -> None:
        cover, unowned = read(self.CLAUSE + printed + "\n")
        expected = attrs.evolve(expected, signature="/s/ Ann Lee", signer_name="Ann Lee", signer_title="Trust Officer")
        assert (cover, unowned) == (expected, [])

    @pytest.mark.parametrize(
        "printed",
        [
            "US Bank, NA, as Trustee",
            "By: US Bank, NA as Trustee",
            "US Bank, NA, not in its individual capacity but solely as Trustee",
        ],
    )
    def test_the_trustee_signs_as_trustee(self, printed: str) -> None:
        assert read(f"{self.CLAUSE}{printed}\n")[0] == Cover(trustee="US Bank, NA")

    def test_who_signs_as_no_officer_is_no_person(self) -> None:
        cover, unowned = read(f"{self.CLAUSE}By:  Wells Fargo Bank as Trqstee\nBy: /s/ Ann Lee\n")
        assert cover == Cover(signature="/s/ Ann Lee")
        assert unowned == ["By: Wells Fargo Bank as Trqstee"]

    @pytest.mark.parametrize("printed", ["Date:  12/3/03", "Dated: December 3, 2003", "DATE: 3-Dec-2003"])
    def test_it_is_dated(self, printed: str) -> None:
        assert read(f"{self.CLAUSE}{printed}\n")[0] == Cover(signature_date=date(2003, 12, 3))

    def test_the_clause_may_break_its_lines_anywhere(self) -> None:
        clause = "pursuant to the requirements of the securities exchange act of 1934, the registrant has duly caused "
        words = (
            clause + "this report to be signed on its behalf by the undersigned thereunto duly authorized."
        ).split()
        for width in range(4, 12):
            printed = "\n".join([" ".join(words[at : at + width]) for at in range(0, len(words), width)])
            assert read(f"SIGNATURES\n\n{printed}\n\nBy: /s/ Ann Lee\n") == (Cover(signature="/s/ Ann Lee"), [])


EXPECTED = {
    US_BANK: Cover(
        form_type="8-K",
        report_date=date(2003, 11, 17),
        registrant_name="Asset Backed Securities Corporation, Home Equity Loan Trust, Series 2003-HE4",
        securities_name="Asset Backed Pass-Through Certificates, Series 2003-HE4",
        state_of_incorporation="New York",
        commission_file_numbers=("333-86750",),
        irs_employer_identification_numbers=("13-3354848",),
        address="11 Madison Avenue, 5th Floor, New York, New York",
        zip_code="10010",
        telephone="(212) 325-2000",
        items=(
            Item(
                "5",
                "Other Events",
                "On 17-Nov-03 a scheduled distribution was made from the Trust to holders of the Certificates. "
                "The Trustee has caused to be filed with the Commission, the Monthly Report dated 17-Nov-03 "
                "The Monthly Report is filed pursuant to and in accordance with (1) numerous no-action letters "
                "(2) current Commission policy in the area.\n"
                "A. Monthly Report Information See Exhibit No.1\n"
                "B. Have and deficiencies occurred? NO. Date: Amount:\n"
                "C. Item 1: Legal Proceedings: NONE\n"
                "D. Item 2: Changes in Securities: NONE\n"
                "E. Item 4: Submission of Matters to a Vote of Certificateholders: NONE\n"
                "F. Item 5: Other Information - Form 10-Q, PartII - Items 1,2,4,5 if applicable: NOT APPLICABLE",
            ),
            Item("7", "Monthly Statements and Exhibits"),
        ),
        exhibits=(Exhibit("1", "Monthly Distribution Report Dated 17-Nov-03"),),
        trustee="US Bank, NA",
        signature="/s/ Sheryl Christopherson",
        signer_name="Sheryl Christopherson",
        signer_title="Vice President",
    ),
    CTSLINK: Cover(
        form_type="8-K",
        report_date=date(2003, 11, 25),
        registrant_name="TERWIN MORTGAGE TRUST",
        securities_name="Asset-Backed Certificates, Series 2003-4HE Trust",
        state_of_incorporation="New York",
        commission_file_numbers=("333-106175-06",),
        irs_employer_identification_numbers=("54-2132882", "54-2132883", "54-6553671"),
        address="c/o Wells Fargo Bank Minnesota, N.A., 9062 Old Annapolis Road, Columbia, Maryland",
        zip_code="21045",
        telephone="(410) 884-2000",
        items=(
            Item(
                "5",
                "Other Events",
                "On November 25, 2003 a distribution was made to holders of TERWIN MORTGAGE TRUST, "
                "Asset-Backed Certificates, Series 2003-4HE Trust.",
            ),
            Item(
                "7",
                "Financial Statements and Exhibits",
                "(c) Exhibits furnished in accordance with Item 601(a) of Regulation S-K",
            ),
        ),
        exhibits=(
            Exhibit(
                "EX-99.1",
                "Monthly report distributed to holders of Asset-Backed Certificates, Series 2003-4HE Trust, "
                "relating to the November 25, 2003 distribution.",
            ),
        ),
        trustee="Wells Fargo Bank Minnesota, N.A.",
        signature="/s/ Beth Belfield",
        signer_name="Beth Belfield",
        signer_title="Assistant Vice President",
        signature_date=date(2003, 12, 3),
    ),
    RFC: Cover(
        form_type="8-K",
        report_date=date(2000, 12, 26),
        registrant_name="RESIDENTIAL FUNDING MORTGAGE SECURITIES I, INC.",
        state_of_incorporation="Delaware",
        commission_file_numbers=(
            *("2-99554", "33-9518", "33-10349"),
            *("33-20826", "33-26683", "33-31592"),
            *("33-35340", "33-40243", "33-44591"),
            *("33-49296", "33-49689", "33-52603"),
            *("33-54227", "333-4846", "333-39665"),
            *("333-57481", "333-72493"),
        ),
        irs_employer_identification_numbers=("75-2006294",),
        address="8400 Normandale Lake Boulevard, Minneapolis, Minnesota",
        zip_code="55437",
        telephone="(612) 832-7000",
        signature="/s/Davee Olson",
        signer_name="Davee Olson",
        signer_title="Chief Financial Officer",
        signature_date=date(2000, 12, 26),
    ),
}
FILINGS = [
    pytest.param(US_BANK, id="us_bank"),
    pytest.param(CTSLINK, id="ctslink"),
    pytest.param(RFC, id="rfc", marks=needs_rfc),
]


@pytest.mark.parametrize("path", FILINGS)
class TestRealCovers:
    """The covers of three filings, every field keyed by eye."""

    def test_every_field_is_as_printed(self, path: Path) -> None:
        cover, _ = read_cover(lines_of(path.read_text(encoding="latin-1"), COVERS[path]))
        assert cover is not None
        if path == RFC:
            assert [(item.number, item.title) for item in cover.items] == [
                ("5", "Other Events"),
                ("7", "Financial Statements and Exhibits"),
            ]
            assert str(cover.items[0].text).startswith("See the respective monthly reports, each reflecting the")
            assert str(cover.items[0].text).endswith("2000-S7 RFM1 2000-S8 RFM1 2000-S9 RFM1")
            assert cover.items[1].text == "(a) See attached monthly reports"
            cover = attrs.evolve(cover, items=())
        assert cover == EXPECTED[path]

    def test_every_line_is_owned(self, path: Path) -> None:
        lines = lines_of(path.read_text(encoding="latin-1"), COVERS[path])
        assert read_cover(lines)[1] == {line.number for line in lines}

    def test_cut_anywhere_it_is_read_as_far_as_it_goes(self, path: Path) -> None:
        lines = lines_of(path.read_text(encoding="latin-1"), COVERS[path])
        for at in range(len(lines)):
            for part in (lines[:at], lines[at:]):
                assert read_cover(part)[1] <= {line.number for line in part}


NAMES = {"registrant_name", "securities_name"}
REGISTRATION = {"state_of_incorporation", "commission_file_numbers", "irs_employer_identification_numbers"}
OFFICES = {"address", "zip_code"}


def fields_on(path: Path, number: int) -> set[str]:
    """The fields that are printed on a line, or cannot be read without it."""
    places: dict[Path, list[tuple[range, set[str]]]] = {
        US_BANK: [
            (range(4, 5), {"form_type"}),
            (range(12, 13), {"report_date"}),
            (range(14, 17), NAMES),
            (range(19, 22), REGISTRATION),
            (range(24, 27), OFFICES),
            (range(30, 31), {"telephone"}),
            (range(31, 67), {"items"}),
            (range(66, 69), {"exhibits"}),
            (range(382, 383), {"signature"}),
            (range(383, 384), {"signer_name"}),
            (range(384, 385), {"signer_title"}),
            (range(385, 386), {"trustee"}),
        ],
        CTSLINK: [
            (range(5, 6), {"form_type"}),
            (range(13, 14), {"report_date"}),
            (range(16, 19), NAMES),
            (range(20, 25), REGISTRATION),
            (range(29, 33), OFFICES),
            (range(34, 35), {"telephone"}),
            (range(40, 53), {"items"}),
            (range(54, 58), {"exhibits"}),
            (range(70, 71), {"trustee"}),
            (range(71, 72), {"signature", "signer_title"}),
            (range(72, 73), {"signer_name", "signer_title"}),
            (range(74, 75), {"signature_date"}),
        ],
    }
    return {field for lines, fields in places[path] if number in lines for field in fields}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", FILINGS[:2])
class TestDamage:
    """One line lost or misspelt costs what stands on it, and nothing else."""

    def test_the_other_fields_stay(self, path: Path, kind: str) -> None:
        text = path.read_text(encoding="latin-1")
        whole = EXPECTED[path]
        for first, last in COVERS[path]:
            for number in range(first, last + 1):
                damaged = damage(text, number, kind) if text.splitlines()[number - 1 : number] else None
                if damaged is None:
                    continue
                lost = int(kind == "delete")
                regions = tuple((a - lost * (number < a), b - lost * (number <= b)) for a, b in COVERS[path])
                cover, _ = read_cover(lines_of(damaged, regions))
                changed = {f.name for f in attrs.fields(Cover) if getattr(cover, f.name) != getattr(whole, f.name)}
                assert changed <= fields_on(path, number), f"line {number}"


class TestGarbage:
    """What is no cover is none, whatever it is, and is read in time linear in its length."""

    def test_an_empty_page_has_no_cover(self) -> None:
        assert read_cover([]) == (None, set())

    @pytest.mark.parametrize(
        "text", ["\x0c<PAGE>\n----------\n", "Class A-1    504,000,000\nTotal   1\n", "((((\n))))\n"]
    )
    def test_what_is_no_cover_owns_nothing(self, text: str) -> None:
        assert read_cover(lines_of(text)) == (None, set())

    def test_no_order_of_lines_stops_it(self) -> None:
        lines = [line for path in (US_BANK, CTSLINK) for line in path.read_text(encoding="latin-1").splitlines()]
        chance = random.Random(8)  # noqa: S311 - the same pages every time
        for _ in range(100):
            shuffled = lines_of("\n".join(chance.choices(lines, k=80)))
            assert read_cover(shuffled)[1] <= {line.number for line in shuffled}

    @pytest.mark.parametrize(
        "line",
        [
            "the the the the the requirements the the the the the the the the the the the the x",
            "333-11111, 333-11111, 333-11111, 333-11111, 333-11111, 333-11111, 333-11111, x",
            "A   A   A   A   A   A   A",
            "New York New York New York New York",
            "By: a as a as a as a as a as a as a as a as a as a as a as a as president x:",
            "(" * 200,
        ],
    )
    @pytest.mark.parametrize("above", ["", "Item 5. Other Events", "INDEX TO EXHIBITS", "SIGNATURES"])
    def test_the_time_is_linear_in_the_lines(self, line: str, above: str) -> None:
        def seconds(count: int) -> float:
            lines = lines_of("\n".join([above, *[line] * count]))
            start = time.process_time()
            read_cover(lines)
            return time.process_time() - start

        seconds(10)
        assert seconds(1600) < 16 * max(min(seconds(400), seconds(400)), 0.001)
