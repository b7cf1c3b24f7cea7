"""What one file holds: the cover page of a filing, its reports, and whatever could not be placed."""

from __future__ import annotations

from datetime import date

import attrs

from abs_grammar.model.report import Fact, Finding, Report
from abs_grammar.model.submission import Submission

__all__ = ["Cover", "Coverage", "Exhibit", "Filing", "Item", "UnaccountedLine"]


@attrs.frozen
class Item:
    """An item of Form 8-K as the cover prints it: `5`, `Other Events`, and what stands under it."""

    number: str
    title: str | None = None
    text: str | None = None


@attrs.frozen
class Exhibit:
    """An exhibit as the cover names it: `EX-99.1`, and what it is."""

    number: str
    description: str | None = None


@attrs.frozen
class Cover:
    """The cover page and signature of a current report on Form 8-K, as far as they are printed."""

    form_type: str | None = None
    report_date: date | None = None
    registrant_name: str | None = None
    securities_name: str | None = None
    state_of_incorporation: str | None = None
    commission_file_numbers: tuple[str, ...] = ()
    irs_employer_identification_numbers: tuple[str, ...] = ()
    address: str | None = None
    zip_code: str | None = None
    telephone: str | None = None
    items: tuple[Item, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    trustee: str | None = None
    signature: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    signature_date: date | None = None


@attrs.frozen
class UnaccountedLine:
    """A printed line that no rule knows: its number, its text and the figures that stand on it."""

    line: int
    text: str
    figures: tuple[str, ...] = ()


@attrs.frozen
class Coverage:
    """How much of the file is accounted for. Blank lines do not count.

    `figures` counts the figures that became facts, those on lines left over, and those that were lost.
    """

    lines: int = 0
    lines_accounted: int = 0
    figures: int = 0
    figures_accounted: int = 0


@attrs.frozen
class Filing:
    """One file, parsed: every line of it is accounted for or listed in `unaccounted`."""

    source: str
    submission: Submission
    cover: Cover | None = None
    reports: tuple[Report, ...] = ()
    unaccounted: tuple[UnaccountedLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    coverage: Coverage = attrs.field(factory=Coverage)

    def facts(self) -> list[Fact]:
        """Return every figure of every report, in the order of the file."""
        return [fact for report in self.reports for fact in report.facts()]
