"""What EDGAR wraps around a filing, and what is left when it is taken off: see `abs_grammar.edgar.submission`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import attrs
import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from abs_grammar.edgar.items import item_number
from abs_grammar.edgar.source import Source, read_source, source_from_text
from abs_grammar.edgar.submission import read_submission
from abs_grammar.model.submission import Address, Company, Document, FormerName, Submission

FILINGS = Path(__file__).resolve().parents[3] / "shared" / "filings"

IN_WORDS = """\
<SEC-DOCUMENT>0000950123-01-000123.txt : 20010103
<SEC-HEADER>0000950123-01-000123.hdr.sgml : 20010103
<ACCEPTANCE-DATETIME>20010102163025
ACCESSION NUMBER:\t\t0000950123-01-000123
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t2
CONFORMED PERIOD OF REPORT:\t20001226
ITEM INFORMATION:\t\tOther events
ITEM INFORMATION:\t\tFinancial statements and exhibits
FILED AS OF DATE:\t\t20010102
DATE AS OF CHANGE:\t\t20010103

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tHOME LOAN TRUST 2000-1
\t\tCENTRAL INDEX KEY:\t\t\t0001234567
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tASSET-BACKED SECURITIES [6189]
\t\tIRS NUMBER:\t\t\t\t752006294
\t\tSTATE OF INCORPORATION:\t\t\tDE
\t\tFISCAL YEAR END:\t\t\t1231

\tFILING VALUES:
\t\tFORM TYPE:\t\t8-K
\t\tSEC ACT:\t\t1934 Act
\t\tSEC FILE NUMBER:\t333-57481
\t\tFILM NUMBER:\t\t1500337

\tBUSINESS ADDRESS:\t
\t\tSTREET 1:\t\t8400 NORMANDALE LAKE BLVD
\t\tSTREET 2:\t\tSUITE 600
\t\tCITY:\t\t\tMINNEAPOLIS
\t\tSTATE:\t\t\tMN
\t\tZIP:\t\t\t55437
\t\tBUSINESS PHONE:\t\t6128327000

\tMAIL ADDRESS:\t
\t\tSTREET 1:\t\tPO BOX 1
\t\tCITY:\t\t\tST PAUL
\t\tSTATE:\t\t\tMN
\t\tZIP:\t\t\t55101

\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tOLD HOME LOAN TRUST
\t\tDATE OF NAME CHANGE:\t19870506
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>0001.txt
<DESCRIPTION>CURRENT REPORT
<TEXT>

FORM 8-K
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<TEXT>
<PAGE>
STATEMENT
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""

IN_TAGS = """\
<SUBMISSION>
<ACCESSION-NUMBER>0000950123-01-000123
<TYPE>8-K
<PUBLIC-DOCUMENT-COUNT>2
<PERIOD>20001226
<ITEMS>5
<ITEMS>7
<FILING-DATE>20010102
<DATE-OF-FILING-DATE-CHANGE>20010103
<ACCEPTANCE-DATETIME>20010102163025
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>HOME LOAN TRUST 2000-1
<CIK>0001234567
<ASSIGNED-SIC>6189
<IRS-NUMBER>752006294
<STATE-OF-INCORPORATION>DE
<FISCAL-YEAR-END>1231
</COMPANY-DATA>
<FILING-VALUES>
<FORM-TYPE>8-K
<ACT>34
<FILE-NUMBER>333-57481
<FILM-NUMBER>1500337
</FILING-VALUES>
<BUSINESS-ADDRESS>
<STREET1>8400 NORMANDALE LAKE BLVD
<STREET2>SUITE 600
<CITY>MINNEAPOLIS
<STATE>MN
<ZIP>55437
<PHONE>6128327000
</BUSINESS-ADDRESS>
<MAIL-ADDRESS>
<STREET1>PO BOX 1
<CITY>ST PAUL
<STATE>MN
<ZIP>55101
</MAIL-ADDRESS>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>OLD HOME LOAN TRUST
<DATE-CHANGED>19870506
</FORMER-COMPANY>
</FILER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>0001.txt
<DESCRIPTION>CURRENT REPORT
<TEXT>

FORM 8-K
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<TEXT>
<PAGE>
STATEMENT
</TEXT>
</DOCUMENT>
</SUBMISSION>
"""

ARMOUR = """\
-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR
Originator-Name: webmaster@www.sec.gov
Originator-Key-Asymmetric:
 MFgwCgYEVQgBAQICAf8DSgAwRwJAW2sNKK9AVtBzYZmr6aGjlWyK3XmZv3dTINen
 TWSM7vrzLADbmYQaionwg5sDW3P6oaM5D3tdezXMm7z1T+B+twIDAQAB
MIC-Info: RSA-MD5,RSA,
 Vh5CxJxRCxJYkzGCK3DJb6AbfRMpjXaPp5S1hIxZBpTRqXoiLfyTzm1Nfwxf6bAm

{}
-----END PRIVACY-ENHANCED MESSAGE-----
"""


def read(page: str) -> Submission:
    return read_submission(source_from_text(page))


def text_of(page: str, document: Document) -> tuple[str, ...]:
    return source_from_text(page).lines[document.first_line - 1 : document.last_line]


def header_of(submission: Submission) -> Submission:
    return attrs.evolve(submission, documents=(), markup_lines=())


def unowned(page: str) -> list[str]:
    """Give the lines that are neither markup nor in a document, blank ones apart."""
    submission, lines = read(page), source_from_text(page).lines
    owned = set(submission.markup_lines)
    for document in submission.documents:
        owned.update(range(document.first_line, document.last_line + 1))
    return [line for number, line in enumerate(lines, 1) if number not in owned and line.strip()]


class TestBareDocument:
    """A file without EDGAR's markup is one document, of which only the lines are known."""

    @pytest.mark.parametrize(
        "page",
        [
            "SECURITIES AND EXCHANGE COMMISSION\nFORM 8-K\n",
            "\n\n<TABLE>\n<S> <C>\nA-1  100.00\n</TABLE>\n",
            "<HTML>\n<PRE>\nTRUSTEE: US BANK\n</PRE>\n",
            "ACCESSION NUMBER: 5\nFILER:\n",
        ],
    )
    def test_it_covers_every_line(self, page: str) -> None:
        document = Document(None, None, None, None, 1, len(source_from_text(page).lines))
        assert read(page) == Submission(documents=(document,))

    @pytest.mark.parametrize("page", ["<TYPE>EX-99\n<TEXT>\nSTATEMENT\n</TEXT>\n", "<TEXT>\n\nSTATEMENT\n"])
    def test_cut_out_of_a_submission_it_loses_its_markup(self, page: str) -> None:
        (document,) = read(page).documents
        assert [line for line in text_of(page, document) if line] == ["STATEMENT"]
        assert unowned(page) == []


class TestHeader:
    """Both styles of header say the same facts, and give equal objects."""

    def test_in_words(self) -> None:
        assert header_of(read(IN_WORDS)) == Submission(
            accession_number="0000950123-01-000123",
            form_type="8-K",
            public_document_count=2,
            period=date(2000, 12, 26),
            items=("5", "7"),
            filing_date=date(2001, 1, 2),
            date_of_change=date(2001, 1, 3),
            acceptance=datetime.fromisoformat("2001-01-02T16:30:25"),
            filers=(
                Company(
                    role="FILER",
                    name="HOME LOAN TRUST 2000-1",
                    cik="0001234567",
                    sic="6189",
                    irs_number="752006294",
                    state_of_incorporation="DE",
                    fiscal_year_end="1231",
                    form_type="8-K",
                    act="34",
                    file_number="333-57481",
                    film_number="1500337",
                    business_address=Address(
                        "8400 NORMANDALE LAKE BLVD", "SUITE 600", "MINNEAPOLIS", "MN", "55437", "6128327000"
                    ),
                    mail_address=Address(street_1="PO BOX 1", city="ST PAUL", state="MN", zip_code="55101"),
                    former_names=(FormerName("OLD HOME LOAN TRUST", date(1987, 5, 6)),),
                ),
            ),
        )

    def test_in_tags_it_is_equal(self) -> None:
        assert header_of(read(IN_TAGS)) == header_of(read(IN_WORDS))

    def test_the_oldest_envelope_is_named_ims(self) -> None:
        page = IN_WORDS.replace("SEC-", "IMS-")
        assert header_of(read(page)) == header_of(read(IN_WORDS))
        assert unowned(page) == []

    @pytest.mark.parametrize("page", [IN_WORDS, IN_TAGS])
    def test_the_privacy_enhanced_wrapper_changes_nothing(self, page: str) -> None:
        wrapped = ARMOUR.format(page)
        assert header_of(read(wrapped)) == header_of(read(page))
        assert [text_of(wrapped, d) for d in read(wrapped).documents] == [
            text_of(page, d) for d in read(page).documents
        ]
        assert unowned(wrapped) == []

    @pytest.mark.parametrize("page", [IN_WORDS, IN_TAGS])
    def test_cr_lf_and_indentation_change_nothing(self, page: str) -> None:
        header, mark, rest = page.partition("<DOCUMENT>")
        indented = "".join(f"  {line}\r\n" for line in header.splitlines()) + mark + rest
        assert header_of(read(indented)) == header_of(read(page))
        assert unowned(indented) == []

    @pytest.mark.parametrize(
        ("page", "section"), [(IN_WORDS, ("FILER:\n", "</SEC-HEADER>")), (IN_TAGS, ("<FILER>\n", "<DOCUMENT>"))]
    )
    def test_every_filer_is_read_in_order(self, page: str, section: tuple[str, str]) -> None:
        begins, ends = page.index(section[0]), page.index(section[1])
        second = page[begins:ends].replace("HOME LOAN TRUST 2000-1", "SECOND TRUST").replace("333-57481", "333-2")
        two = read(page[:ends] + second + page[ends:])
        assert [(filer.name, filer.file_number) for filer in two.filers] == [
            ("HOME LOAN TRUST 2000-1", "333-57481"),
            ("SECOND TRUST", "333-2"),
        ]
        assert two.filers[1].former_names == two.filers[0].former_names

    def test_a_key_without_a_field_and_a_value_that_does_not_fit_are_kept_as_they_stand(self) -> None:
        page = IN_TAGS.replace("<PERIOD>20001226", "<PERIOD>26-DEC-00\n<SROS>NASD\n<TYPE>8-K/A")
        submission = read(page)
        assert submission.period is None
        assert submission.form_type == "8-K"
        assert submission.others == (("PERIOD", "26-DEC-00"), ("SROS", "NASD"), ("TYPE", "8-K/A"))
        assert unowned(page) == []

    def test_words_on_the_line_of_a_section_are_not_lost(self) -> None:
        page = IN_TAGS.replace("</COMPANY-DATA>", "</COMPANY-DATA> stray").replace(
            "<FILER>", "<DEPOSITOR>ACME\n<FILER>"
        )
        assert read(page).others == (("DEPOSITOR", "ACME"),)
        assert unowned(page) == ["</COMPANY-DATA> stray"]

    @pytest.mark.parametrize("page", [IN_WORDS, IN_TAGS])
    def test_a_line_of_no_known_form_is_owned_by_nobody(self, page: str) -> None:
        broken = page.replace("\n", "\n#### line noise ####\n", 3)
        assert unowned(broken) == ["#### line noise ####"] * 3
        assert header_of(read(broken)) == header_of(read(page))

    def test_a_submission_of_nothing_but_its_header_has_no_document(self) -> None:
        page = ARMOUR.format(IN_WORDS.partition("<DOCUMENT>")[0] + "</SEC-DOCUMENT>")
        assert read(page).documents == ()
        assert unowned(page) == []

    def test_a_header_may_stand_over_a_text_without_markup(self) -> None:
        page = "<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t8-K\nSROS: NASD\n</SEC-HEADER>\n\nTRUSTEE: US BANK\n"
        (document,) = read(page).documents
        assert text_of(page, document) == ("TRUSTEE: US BANK",)
        assert read(page).form_type == "8-K"

    def test_it_survives_the_json_converter(self) -> None:
        converter = make_converter()
        submission = read(IN_WORDS)
        assert converter.loads(converter.dumps(submission), Submission) == submission


class TestItems:
    """A title is the number that the rules of its day gave it; where no rule decides it stays a title."""

    @pytest.mark.parametrize(
        ("title", "filed", "number"),
        [
            ("Other events", date(2003, 11, 25), "5"),
            ("Other Events", date(2004, 8, 23), "8.01"),
            ("OTHER EVENTS", None, None),
            ("Financial  Statements and Exhibits", date(2004, 8, 22), "7"),
            ("Financial Statements and Exhibits", date(2005, 1, 1), "9.01"),
            ("Changes in Registrant's Certifying Accountant", date(2001, 1, 1), "4"),
            ("Change of Servicer or Trustee", None, "6.02"),
            ("Something else", date(2001, 1, 1), None),
        ],
    )
    def test_number(self, title: str, filed: date | None, number: str | None) -> None:
        assert item_number(title, filed) == number

    def test_numbers_in_one_tag_are_told_apart(self) -> None:
        assert read(IN_TAGS.replace("<ITEMS>5\n<ITEMS>7", "<ITEMS>5, 7")).items == ("5", "7")

    def test_an_unknown_title_stays_as_printed(self) -> None:
        page = IN_WORDS.replace("Other events", "Something, or other")
        assert read(page).items == ("Something, or other", "7")

    def test_an_item_left_blank_is_no_item(self) -> None:
        page = IN_WORDS.replace("\t\tOther events", "")
        assert read(page).items == ("7",)
        assert unowned(page) == []


class TestDocuments:
    """A document's lines are those of its text; everything else belongs to the markup or to nobody."""

    @pytest.mark.parametrize("page", [IN_WORDS, IN_TAGS])
    def test_each_document_has_its_fields_and_its_lines(self, page: str) -> None:
        first, second = read(page).documents
        assert (first.type, first.sequence, first.filename, first.description) == (
            "8-K",
            1,
            "0001.txt",
            "CURRENT REPORT",
        )
        assert (second.type, second.sequence, second.filename, second.description) == ("EX-99.1", 2, None, None)
        assert text_of(page, first) == ("", "FORM 8-K")
        assert text_of(page, second) == ("<PAGE>", "STATEMENT")
        assert unowned(page) == []

    @pytest.mark.parametrize("page", [IN_WORDS, IN_TAGS])
    @pytest.mark.parametrize("lost", ["</TEXT>\n", "</DOCUMENT>\n", "</TEXT>\n</DOCUMENT>\n"])
    def test_a_lost_end_costs_nothing(self, page: str, lost: str) -> None:
        broken = page.replace(lost, "")
        assert [text_of(broken, document) for document in read(broken).documents] == [
            ("", "FORM 8-K"),
            ("<PAGE>", "STATEMENT"),
        ]
        assert unowned(broken) == []

    def test_a_lost_beginning_of_the_text_costs_its_leading_blanks(self) -> None:
        page = IN_TAGS.replace("<TEXT>\n", "")
        assert [text_of(page, document) for document in read(page).documents] == [
            ("FORM 8-K",),
            ("<PAGE>", "STATEMENT"),
        ]

    def test_a_file_cut_short_amid_a_text_keeps_what_is_there(self) -> None:
        page = IN_TAGS[: IN_TAGS.rindex("EMENT\n")]
        assert [text_of(page, document) for document in read(page).documents][1] == ("<PAGE>", "STAT")

    def test_a_file_cut_short_amid_the_header_keeps_what_is_there(self) -> None:
        page = IN_TAGS[: IN_TAGS.index("<FILING-VALUES>")]
        assert (read(page).items, read(page).filers[0].cik, read(page).documents) == (("5", "7"), "0001234567", ())

    def test_an_empty_text_ends_before_it_begins(self) -> None:
        assert read("<DOCUMENT>\n<TYPE>EX-1\n<TEXT>\n</TEXT>\n</DOCUMENT>\n").documents == (
            Document("EX-1", None, None, None, 4, 3),
        )

    def test_tags_inside_a_text_are_text(self) -> None:
        page = "<DOCUMENT>\n<TYPE>EX-27\n<TEXT>\n<TYPE> 8-K\n<SEQUENCE>9\nFILER:\n <TEXT>\n</TEXT>\n</DOCUMENT>\n"
        (document,) = read(page).documents
        assert (document.type, document.sequence) == ("EX-27", None)
        assert text_of(page, document) == ("<TYPE> 8-K", "<SEQUENCE>9", "FILER:", " <TEXT>")

    def test_words_on_the_line_of_a_mark_are_not_lost(self) -> None:
        page = "<DOCUMENT>\n<TEXT>FORM 8-K\nSTATEMENT\n</TEXT> stray\n</DOCUMENT>\n"
        (document,) = read(page).documents
        assert text_of(page, document) == ("<TEXT>FORM 8-K", "STATEMENT")
        assert unowned(page) == ["</TEXT> stray"]

    def test_what_stands_around_the_documents_is_owned_by_nobody(self) -> None:
        page = "HTTP/1.0 200 OK\n" + IN_TAGS.replace("</TEXT>\n", "</TEXT>\nbetween\n", 1) + "after\n\x1a\n"
        assert unowned(page) == ["HTTP/1.0 200 OK", "between", "after"]

    def test_a_bare_document_may_be_wrapped_alone(self) -> None:
        page = ARMOUR.format("FORM 8-K\n<TABLE>")
        (document,) = read(page).documents
        assert text_of(page, document) == ("FORM 8-K", "<TABLE>")
        assert unowned(page) == []

    def test_a_real_submission_is_owned_to_the_last_line(self) -> None:
        path = FILINGS / "rfc-rfmsi-2000-12-26.sample.txt"
        if not path.exists():
            pytest.skip("the filing is not here")
        submission = read_submission(read_source(path))
        assert submission.accession_number == "0000774352-01-000002"
        assert (submission.items, submission.period) == (("5",), date(2000, 12, 26))
        assert submission.filers[0].former_names[0].name == "SALOMON BROTHERS MORTGAGE SECURITIES IV INC"
        assert submission.documents == (
            Document("8-K", 1, "0001.txt", "RFMSI 12/26/2000 FIN DISTRIBUTION REPORT", 42, 220),
            Document("EX-1", 2, "0002.txt", "FINANCIAL DISTRIBUTION REPORT", 229, 8230),
        )
        assert submission.markup_lines == (*range(1, 42), *range(221, 229), *range(8231, 8234))


class TestAnyText:
    """Whatever the lines, reading them does not fail, and no line has two owners."""

    @given(
        st.lists(
            st.one_of(
                st.sampled_from(
                    [*IN_WORDS.splitlines(), *IN_TAGS.splitlines(), *ARMOUR.splitlines(), "<ITEMS>,", "<A>:"]
                ),
                st.text(max_size=12),
            ),
            max_size=40,
        )
    )
    def test_every_line_has_one_owner_at_most(self, lines: list[str]) -> None:
        source = Source("<text>", (*lines, "last"), "unicode")
        submission = read_submission(source)
        owned = list(submission.markup_lines)
        for document in submission.documents:
            assert 1 <= document.first_line <= document.last_line + 1 <= len(source.lines) + 1
            owned += range(document.first_line, document.last_line + 1)
        assert len(owned) == len(set(owned))
        assert set(owned) <= set(range(1, len(source.lines) + 1))
