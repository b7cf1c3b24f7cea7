"""A filing goes through JSON and comes back equal, with every digit: see `abs_grammar.output.serialize`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from abs_grammar import AbsGrammarError, parse_file
from abs_grammar.model import (
    CertificateClass,
    Collateral,
    Cover,
    Coverage,
    Exhibit,
    Fact,
    Filing,
    Finding,
    Item,
    Report,
    Statement,
    Triggers,
    UnaccountedLine,
)
from abs_grammar.model.submission import Address, Company, Document, FormerName, Submission
from abs_grammar.output.serialize import from_dict, to_dict

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpus").rglob("*.txt"))

COMPANY = Company(
    role="FILER",
    name="ABSC 2003-HE4",
    cik="0001265000",
    business_address=Address(street_1="11 MADISON AVE", zip_code="00100"),
    former_names=(FormerName("ABSC", date(2003, 1, 31)),),
)
SUBMISSION = Submission(
    accession_number="0000950136-03-002911",
    filing_date=date(2003, 11, 26),
    acceptance=datetime(2003, 11, 26, 15, 4, 59),  # noqa: DTZ001 -- EDGAR gives no time zone
    items=("5", "7"),
    filers=(COMPANY,),
    others=(("SROS", "NONE"),),
    documents=(Document("8-K", 1, "a.txt", None, 20, 400),),
    markup_lines=(1, 2, 3),
)
FACT = Fact(
    "a.txt", 0, "us_bank", "A deal", "2003-11-17", None, "class", "A-1", None, None, "text", "N/A", 9, 4, 7, "A-1", None
)
REPORT = Report(
    "us_bank",
    "US Bank",
    distribution_date=date(2003, 11, 17),
    classes={
        "M-1": CertificateClass("M-1", original_balance=Decimal(65600000), class_factor=Decimal("0.00000000")),
        "A-1": CertificateClass("A-1", cusip="04541GER9", pass_through_rate=Decimal("0.0147000")),
    },
    class_totals=CertificateClass("Total", realized_loss=Decimal("0.00")),
    pool=Collateral("Pool", ending_loan_count=6204, weighted_average_maturity=Decimal(349)),
    triggers=Triggers(trigger_event_occurred="NO"),
    statements=(Statement("DISTRIBUTION SUMMARY", (FACT,)), Statement(None, ())),
    findings=(Finding("class-total", "warning", "it does not foot", 0, difference="-0.01", lines=(81, 97)),),
)
FILING = Filing(
    "a.txt",
    SUBMISSION,
    Cover(report_date=date(2003, 11, 17), items=(Item("5", "Other Events"),), exhibits=(Exhibit("99.1", None),)),
    (REPORT,),
    (UnaccountedLine(371, "  a line  12.00", ("12.00",)),),
    (Finding("coverage", "info", "a line is left over", lines=(371,)),),
    Coverage(10, 9, 8, 7),
)


def through_json(filing: Filing) -> Filing:
    return from_dict(json.loads(json.dumps(to_dict(filing))))


def parts_of(value: object) -> list[object]:
    """Every object, list and value within a value, for a comparison that `==` does not make: of types and digits."""
    inside: list[object] = []
    kind = type(value)
    if attrs.has(kind):
        inside = [getattr(value, field.name) for field in attrs.fields(kind)]
    elif isinstance(value, dict):
        inside = [*value, *value.values()]
    elif isinstance(value, tuple):
        inside = list(value)
    return [type(value), str(value) if isinstance(value, Decimal) else None, *(p for v in inside for p in parts_of(v))]


def test_a_filing_with_everything_in_it_comes_back_equal() -> None:
    assert through_json(FILING) == FILING
    assert parts_of(through_json(FILING)) == parts_of(FILING)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_real_filing_comes_back_equal(path: Path) -> None:
    filing = parse_file(path)
    assert len(filing.facts()) > 100
    assert through_json(filing) == filing
    assert parts_of(through_json(filing)) == parts_of(filing)


def test_an_empty_filing_comes_back_equal() -> None:
    filing = Filing("-", Submission())
    assert through_json(filing) == filing


def test_what_is_equal_to_a_filing_is_not_equal_to_another() -> None:
    other = attrs.evolve(FILING, coverage=Coverage(10, 9, 8, 8))
    assert through_json(other) != FILING


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.00"), "0.00"),
        (Decimal("0.00000000"), "0.00000000"),
        (Decimal("-1234567890123456789.010"), "-1234567890123456789.010"),
        (Decimal("0.0155000"), "0.0155000"),
    ],
)
def test_a_decimal_is_a_string_of_all_its_digits_and_never_an_exponent(value: Decimal, text: str) -> None:
    report = Report("x", class_totals=CertificateClass("Total", class_factor=value))
    plain = to_dict(Filing("a", Submission(), reports=(report,)))
    assert plain["reports"][0]["class_totals"]["class_factor"] == text
    back = from_dict(plain).reports[0].class_totals
    assert back is not None
    assert str(back.class_factor) == str(value)


def test_dates_are_iso_and_tuples_are_lists() -> None:
    plain = to_dict(FILING)
    assert plain["submission"]["filing_date"] == "2003-11-26"
    assert plain["submission"]["acceptance"] == "2003-11-26T15:04:59"
    assert plain["submission"]["filers"][0]["former_names"] == [{"name": "ABSC", "date_of_change": "2003-01-31"}]
    assert plain["reports"][0]["distribution_date"] == "2003-11-17"
    assert plain["reports"][0]["findings"][0]["lines"] == [81, 97]


def test_a_time_zone_is_kept() -> None:
    filing = Filing("a", Submission(acceptance=datetime(2003, 11, 26, 15, 4, tzinfo=UTC)))
    assert through_json(filing).submission.acceptance == datetime(2003, 11, 26, 15, 4, tzinfo=UTC)


def test_classes_stay_under_their_names_in_the_order_printed() -> None:
    plain = json.loads(json.dumps(to_dict(FILING)))
    assert list(plain["reports"][0]["classes"]) == ["M-1", "A-1"]
    assert list(from_dict(plain).reports[0].classes) == ["M-1", "A-1"]
    assert from_dict(plain).reports[0].classes["A-1"].pass_through_rate == Decimal("0.0147000")


def test_what_is_absent_stands_as_null() -> None:
    plain = to_dict(FILING)
    assert plain["reports"][0]["classes"]["A-1"]["ending_balance"] is None
    assert plain["reports"][0]["statements"][0]["facts"][0]["value"] is None


@pytest.mark.parametrize("plain", [None, [], {}, "a filing", {"source": "a"}, {**to_dict(FILING), "reports": "none"}])
def test_what_is_no_filing_is_an_error_of_ours(plain: object) -> None:
    with pytest.raises(AbsGrammarError, match="give what to_dict makes of a filing"):
        from_dict(plain)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0.0147, 1, "NaN", "Infinity", "1,000", "9" * 5000 + "x"])
def test_a_decimal_comes_back_from_its_digits_and_from_nothing_else(value: object) -> None:
    plain = to_dict(FILING)
    plain["reports"][0]["classes"]["A-1"]["pass_through_rate"] = value
    with pytest.raises(AbsGrammarError):
        from_dict(plain)
