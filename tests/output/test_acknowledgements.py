"""Findings that someone has verified on the page, in a small file beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from abs_grammar import AbsGrammarError, parse_file
from abs_grammar.cli.app import app
from abs_grammar.output.acknowledgements import acknowledgements_for, read_acknowledgements
from abs_grammar.output.audit import Audit, audit_lines
from tests.letterheads import US_BANK

if TYPE_CHECKING:
    from pathlib import Path

# The total of line 9 is 36 more than lines 7 and 8.
PAGE = f"""{US_BANK}DISTRIBUTION SUMMARY
     Class         Orig Bal           Prin
      A-1        504,000,000      7,955,004
      M-1         65,600,000              0
     Total       569,600,000      7,955,040
"""
ENTRY = """\
[[acknowledged]]
rule = "class-totals"
lines = [7, 8, 9]
reason = "The last two digits of the total are turned round on the page."
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "statement.txt"
    path.write_text(PAGE, "utf-8")
    return path


def acknowledge(page: Path, entry: str = ENTRY) -> Path:
    path = page.with_suffix(".acknowledged.toml")
    path.write_text(entry, "utf-8")
    return path


def audit(page: Path) -> Audit:
    return Audit.of(parse_file(str(page), layout="us_bank"), acknowledgements_for(str(page)))


class TestWhatIsAcknowledged:
    def test_without_a_file_a_finding_wants_a_look(self, page: Path) -> None:
        assert acknowledgements_for(str(page)) == ()
        assert (audit(page).clean, audit(page).verdict) == (False, "1 warning")

    def test_the_finding_of_that_rule_on_those_lines_is_clean_and_told_with_its_reason(self, page: Path) -> None:
        acknowledge(page)
        audited = audit(page)
        assert (audited.clean, audited.verdict, audited.findings) == (True, "clean, 1 finding acknowledged", ())
        told = [line for _, line in audit_lines(audited)]
        known = next(at for at, line in enumerate(told) if line.startswith("    known    class-totals (lines 7-9): "))
        assert told[known + 1] == "             The last two digits of the total are turned round on the page."

    @pytest.mark.parametrize(
        "same",
        [
            ENTRY.replace("[7, 8, 9]", "[9, 7, 8]"),
            f'{ENTRY}entity = "Total"\n',
            f"{ENTRY}report = 0\n",
        ],
        ids=["lines in another order", "of its entity", "of its report"],
    )
    def test_what_names_it_otherwise(self, page: Path, same: str) -> None:
        acknowledge(page, same)
        assert audit(page).clean

    @pytest.mark.parametrize(
        "other",
        [
            ENTRY.replace("class-totals", "counted-twice"),
            ENTRY.replace("[7, 8, 9]", "[7, 9]"),
            ENTRY.replace("[7, 8, 9]", "[7, 8, 9, 10]"),
            f'{ENTRY}entity = "A-1"\n',
            f"{ENTRY}report = 1\n",
        ],
        ids=["another rule", "fewer lines", "more lines", "another entity", "another report"],
    )
    def test_what_is_of_another_finding_is_stale_and_acknowledges_nothing(self, page: Path, other: str) -> None:
        acknowledge(page, other)
        audited = audit(page)
        assert not audited.clean
        assert audited.verdict == "1 warning, 1 acknowledgement of what is not found"
        assert len(audited.stale) == len(audited.findings) == 1

    def test_a_page_put_right_leaves_the_acknowledgement_stale(self, page: Path) -> None:
        acknowledge(page)
        page.write_text(PAGE.replace("7,955,040", "7,955,004"), "utf-8")
        audited = audit(page)
        assert (audited.findings, audited.clean) == ((), False)
        assert "    stale    class-totals (lines 7-9): acknowledged, but not found" in [
            line for _, line in audit_lines(audited)
        ]

    def test_one_entry_of_several_is_enough(self, page: Path) -> None:
        acknowledge(page, ENTRY + ENTRY.replace("class-totals", "counted-twice"))
        audited = audit(page)
        assert (len(audited.acknowledged), len(audited.stale)) == (1, 1)

    def test_in_json_they_stand_apart(self, page: Path) -> None:
        acknowledge(page)
        told = audit(page).to_dict()
        assert (told["clean"], told["findings"], told["stale"]) == (True, [], [])
        (known,) = told["acknowledged"]
        assert (known["rule"], known["difference"], known["reason"][:8]) == ("class-totals", "36", "The last")


class TestFilesThatAreNone:
    @pytest.mark.parametrize(
        ("entry", "what"),
        [
            ("[[acknowledged]\n", ".toml:1:15: these acknowledgements are no TOML: "),
            ("[[known]]\nrule = 'x'\n", "have no known"),
            (ENTRY.replace("reason =", "because ="), "because"),
            (ENTRY.replace(ENTRY.splitlines()[-1], ""), "reason"),
            (ENTRY.replace("The last two digits of the total are turned round on the page.", "  "), "has no reason"),
            (ENTRY.replace("[7, 8, 9]", '["seven"]'), "lines"),
            (ENTRY.replace("[7, 8, 9]", "7"), "lines"),
            ('acknowledged = "all"\n', "acknowledged"),
            ("acknowledged = 5\n", "acknowledged"),
            (ENTRY.replace("[7, 8, 9]", '"789"'), "lines"),
            (ENTRY.replace("[7, 8, 9]", "[7.5]"), "lines"),
            (ENTRY.replace("[7, 8, 9]", "[true]"), "lines"),
            (ENTRY.replace("[7, 8, 9]", f"[{'9' * 5000}]"), "cannot be read: "),
            (ENTRY.replace('"class-totals"', "5"), "rule"),
            ("acknowledged = " + "[" * 5000, "cannot be read: "),
        ],
        ids=[
            "bad TOML",
            "no such table",
            "no such key",
            "no reason",
            "a blank reason",
            "a word",
            "a line",
            "text",
            "5",
            "digits in text",
            "half a line",
            "true for a line",
            "a line of 5,000 digits",
            "a number for a rule",
            "brackets without end",
        ],
    )
    def test_each_is_told_with_its_file_and_a_cure(self, page: Path, entry: str, what: str) -> None:
        path = acknowledge(page, entry)
        with pytest.raises(AbsGrammarError) as error:
            read_acknowledgements(path)
        assert error.value.file == str(path)
        assert what in str(error.value)
        assert 'as in: rule = "class-totals", lines = [7, 9], reason = "..."' in str(error.value)

    @pytest.mark.parametrize(
        ("code", "cure"),
        [
            ("class-total", "did you mean class-totals or "),
            ("Class-Totals", "did you mean class-totals"),
            ("foots-badly", "`abs-grammar explain` lists them all"),
        ],
    )
    def test_a_code_that_no_finding_has_is_told_with_its_line_and_those_like_it(
        self, page: Path, code: str, cure: str
    ) -> None:
        path = acknowledge(page, f"{ENTRY}\n{ENTRY.replace('class-totals', code)}")
        with pytest.raises(AbsGrammarError) as error:
            read_acknowledgements(path)
        assert str(error.value).startswith(f"{path}:7:1: no finding has the code {code!r}; {cure}")

    def test_bytes_that_are_no_text(self, page: Path) -> None:
        path = acknowledge(page)
        path.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(AbsGrammarError, match="cannot be read"):
            read_acknowledgements(path)

    def test_a_byte_order_mark_does_no_harm(self, page: Path) -> None:
        path = acknowledge(page, f"\ufeff{ENTRY}")
        assert [entry.rule for entry in read_acknowledgements(path)] == ["class-totals"]

    def test_beside_a_filing_with_the_longest_of_names_there_is_none(self, page: Path) -> None:
        longest = page.rename(page.with_name("n" * 250 + ".txt"))
        assert acknowledgements_for(str(longest)) == ()

    def test_an_empty_one_acknowledges_nothing(self, page: Path) -> None:
        assert read_acknowledgements(acknowledge(page, "")) == ()


class TestCheck:
    """The exit status of `abs-grammar check`."""

    @pytest.mark.parametrize(
        ("entry", "status"),
        [
            (None, 1),
            (ENTRY, 0),
            (ENTRY.replace("[7, 8, 9]", "[1]"), 1),
            ("[[acknowledged]\n", 2),
            (ENTRY.replace("class-totals", "class-total"), 2),
        ],
        ids=["nothing acknowledged", "acknowledged", "stale", "not to be read", "of a code that there is not"],
    )
    def test_it_says_whether_anything_wants_a_look(self, page: Path, entry: str | None, status: int) -> None:
        if entry is not None:
            acknowledge(page, entry)
        ended = CliRunner().invoke(app, ["check", "--layout", "us_bank", str(page)])
        assert ended.exit_code == status


def test_a_broken_file_costs_its_own_filing_only(tmp_path: Path) -> None:
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text(PAGE, encoding="ascii")
    (tmp_path / "first.acknowledged.toml").write_text("[[acknowledged", encoding="utf-8")
    result = CliRunner().invoke(
        app, ["check", "--layout", "us_bank", str(tmp_path / "first.txt"), str(tmp_path / "second.txt")]
    )
    assert result.exit_code == 2
    assert "2 files: 0 clean, 1 to look at, 1 not read" in result.output
