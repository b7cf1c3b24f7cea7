"""The names and endings that have a meaning in a grammar: the language that an author of a layout writes in.

Lark knows names; what a name says of the page stands here and nowhere else: `CONVENTIONS` lists each name, ending and
named group with its sentence and an example, and the functions below answer what the lexer, the facts, lint and draft
ask of one. The head of `grammars/common.lark` and `docs/conventions.md` are written from the list by
`docs/make_conventions.py`; a test compares them.
"""

from __future__ import annotations

from typing import Literal

import attrs

__all__ = [
    "AND_BELOW",
    "CLASS_LABEL",
    "CONVENTIONS",
    "COVER",
    "DEAL_NAME",
    "ENTITY_GROUPS",
    "FIGURES",
    "FOOTNOTE",
    "GROUPS",
    "LETTERHEAD_GROUPS",
    "OWN_NAMES",
    "PAGE_TOKENS",
    "PART",
    "RECOGNISED_BY",
    "REPEATED_ROW",
    "REPORT",
    "SERIES",
    "TABLE_EDGE",
    "TOTALS_RULE",
    "TOTAL_LABEL",
    "UNKNOWN_TITLE",
    "UNLABELLED_ROWS",
    "UNNAMED_CLASS_ROW",
    "UNNAMED_TOTALS_ROW",
    "Convention",
    "Kind",
    "has_no_measure",
    "holds_amounts_per_1000",
    "is_block",
    "is_column",
    "is_deal_name",
    "is_distribution_date",
    "is_line",
    "is_note",
    "is_report_date",
    "is_subtracted",
    "is_untitled",
    "meaning",
    "names_the_deal",
    "printed_before_distribution",
    "printed_in_percent",
]

Kind = Literal["measure", "terminal", "terminal ending", "rule", "rule ending", "group"]
"""What a convention is about: how a terminal names a measure, a name or an ending of terminals or rules, a group."""


@attrs.frozen
class Convention:
    """A name, an ending or a named group that has a meaning: `says` is its sentence, `example` shows it in use."""

    kind: Kind
    name: str
    says: str
    example: str


REPORT = "report"
COVER = "cover"
RECOGNISED_BY = "recognised_by"
REPEATED_ROW = "repeated_row"
UNNAMED_TOTALS_ROW = "unnamed_totals_row"
UNNAMED_CLASS_ROW = "unnamed_class_row"

DEAL_NAME = "DEAL_NAME"
SERIES = "SERIES"
TOTAL_LABEL = "TOTAL"
TOTALS_RULE = "TOTALS_RULE"
CLASS_LABEL = "CLASS__LABEL"
FIGURES = "FIGURES"
UNKNOWN_TITLE = "UNKNOWN_TITLE"
TABLE_EDGE = "TABLE_EDGE"
FOOTNOTE = "FOOTNOTE"

_VARIANT = "__"
_PERCENT = "__PERCENT"
_BEFORE_DISTRIBUTION = "__BEFORE_DISTRIBUTION"
_SUBTRACTED = "__SUBTRACTED"
_NO_MEASURE = "__NO_MEASURE"
_NOTE = "NOTE"
_BLOCK = "BLOCK"
_COLUMN = "_column"
PART = "part"
"""The named group of a part of the deal."""

AND_BELOW = "_and_below"
"""The ending of a named group that holds for the rows below too."""

_LINE = "_line"
_PER_1000 = "_per_1000"

CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        "measure",
        "ENDING_BALANCE",
        "A terminal, or a rule, named after a measure of the vocabulary gives it, over a column or beside a row.",
        'ENDING_BALANCE: "End Bal"',
    ),
    Convention(
        "measure",
        "FORECLOSURE, LOAN_COUNT",
        "A terminal, or a rule, named after a status of loans or a quantity gives half of a measure: the two cross.",
        'FORECLOSURE: "Foreclosure", beside a row; LOAN_COUNT: "Count", over a column',
    ),
    Convention(
        "terminal ending",
        f"{_VARIANT}…",
        "What follows a double underscore tells apart different words for one meaning, and says nothing else.",
        'ENDING_POOL_BALANCE__AGGREGATE: "Agg End Bal"',
    ),
    Convention(
        "terminal ending",
        _PERCENT,
        "The rates that it heads or labels are printed in percent, without the sign: 7.79978828 is 0.0779978828.",
        'PASS_THROUGH_RATE__PERCENT: "PASS-THROUGH RATE"',
    ),
    Convention(
        "terminal ending",
        _BEFORE_DISTRIBUTION,
        "This trustee prints the measure as it was before the distribution.",
        'OVERCOLLATERALIZATION_AMOUNT__BEFORE_DISTRIBUTION: "Overcollateralized Amount"',
    ),
    Convention(
        "terminal ending",
        _SUBTRACTED,
        "The row is subtracted as it is printed: LESS: SERVICING FEE (110.00) is a fee of 110.00.",
        'SERVICING_FEE__SUBTRACTED: "LESS: SERVICING FEE"',
    ),
    Convention(
        "terminal ending",
        _NO_MEASURE,
        "Its figures are known and have no measure: facts with none, and no warning.",
        'RUN_NUMBER__NO_MEASURE: "Run number"',
    ),
    Convention(
        "terminal ending",
        _NOTE,
        "It owns the rest of its paragraph.",
        "NOTE: /\\*note: .*/i",
    ),
    Convention(
        "terminal ending",
        _BLOCK,
        "It owns whatever hangs below its first words, beside other text.",
        "CONTACT_BLOCK: /contact: .*/i",
    ),
    Convention(
        "rule ending",
        _COLUMN,
        "It lists the headings that may stand over a table.",
        "?summary_column: CLASS | BEGINNING_BALANCE | ENDING_BALANCE",
    ),
    Convention(
        "rule ending",
        _LINE,
        "It reads a label and its one figure, to which no heading applies. Any other rule with FIGURES reads a row of "
        "a table, each figure under its heading.",
        "advance_line: CURRENT_ADVANCES FIGURES",
    ),
    Convention(
        "rule ending",
        _PER_1000,
        "The statement holds amounts for each $1,000 of original balance, for those measures that have such a word.",
        "amounts_per_1000: AMOUNTS_PER_1000 _table{amounts_column, class_row, totals_row}?",
    ),
    Convention(
        "group",
        "part",
        "The part of the deal (a REMIC, say) that what follows is of, until the next letterhead.",
        "PART: /(?P<part>REMIC [IV]{1,4})/",
    ),
    Convention(
        "group",
        f"…{AND_BELOW}",
        "A group of this name holds for the rows below too, until another of them is printed.",
        "BALANCE: /((?P<group_and_below>Fixed|Adj) )?Principal Balance/i",
    ),
    Convention(
        "group",
        "status",
        "The status of loans that a title or a row is about, half of a measure: delinquent, foreclosure, REO.",
        "LOANS_IN: /loans in (?P<status>foreclosure|bankruptcy)/i",
    ),
    Convention(
        "group",
        "class",
        "The class that a row, a column or a title is about; the classes' totals where it matches just that word.",
        "CLASS_NAME: /(?P<class>[A-Z0-9]{1,8})/",
    ),
    Convention(
        "group",
        "group",
        "The group of loans that a row, a column or a title is about.",
        "GROUP: /group (?P<group>[0-9]{1,4})/i",
    ),
    Convention(
        "group",
        "bucket",
        "The bucket of delinquency that a row is about.",
        "BUCKET: /(?P<bucket>\\d{1,3}-\\d{1,3} days)/i",
    ),
    Convention(
        "group",
        "account",
        "The account of the trust that a row or a title is about.",
        "ACCOUNT_NAME: /(?P<account>(reserve|collection) account)/i",
    ),
    Convention(
        "group",
        "component",
        "The component that a column is about, of the class that its rows name: A-6 / PAC I.",
        "COMPONENT: /(?P<component>PAC [IV]{1,3})/",
    ),
    Convention(
        "group",
        "total",
        "It marks a row or a column of totals, of whatever the others beside it tell apart: groups, buckets, classes.",
        "ALL_GROUPS: /(?P<total>total)/i",
    ),
    Convention(
        "group",
        "series",
        "The series of the report. Where the letterhead has no date, a line that names another begins another report.",
        "DEAL_NAME.-3: /.+?(series (?P<series>[0-9A-Z-]{1,20}))?/i",
    ),
    Convention(
        "group",
        "pool",
        "The pool of the series: a letterhead that names another begins another report.",
        "SERIES: /series (?P<series>[0-9A-Z-]{1,20}) \\(pool # (?P<pool>\\d{1,6})\\)/i",
    ),
    Convention(
        "group",
        "trustee",
        "The trustee of the report.",
        "TRUSTEE: /(?P<trustee>.{1,80}), as trustee/i",
    ),
    Convention(
        "group",
        "master_servicer",
        "The master servicer of the report.",
        "MASTER_SERVICER: /master servicer: (?P<master_servicer>.{1,80})/i",
    ),
    Convention(
        "rule",
        REPORT,
        "The rule that a page is parsed by.",
        "report: (DEAL_NAME | date_line)* (summary | UNKNOWN_TITLE)*",
    ),
    Convention(
        "rule",
        RECOGNISED_BY,
        "The words by which a page is known to be this trustee's. It is never parsed: each alternative wants all its "
        "words, no word serving twice, and a rule among them offers a choice.",
        "recognised_by: US_BANK DISTRIBUTION_SUMMARY",
    ),
    Convention(
        "rule",
        REPEATED_ROW,
        "A row without a label that repeats the row above. One under any other rule belongs to the row above it, "
        "unless its rule is named after a measure.",
        "class_or_repeated_row: CLASS_NAME FIGURES -> class_row | FIGURES -> repeated_row",
    ),
    Convention(
        "rule",
        UNNAMED_TOTALS_ROW,
        "A row without a label that is the totals row by where it stands: the last of its table.",
        "unnamed_totals_row: FIGURES",
    ),
    Convention(
        "rule",
        UNNAMED_CLASS_ROW,
        "A row of the one class of its table, which is printed without a name.",
        "class_or_unnamed_row: CLASS_NAME FIGURES -> class_row | FIGURES -> unnamed_class_row",
    ),
    Convention(
        "terminal",
        DEAL_NAME,
        "Any text of the letterhead that is nothing else; DEAL_NAME__OF_IT, a line of it that has words of its own.",
        "DEAL_NAME.-3: /.+/",
    ),
    Convention(
        "terminal",
        SERIES,
        "A line that names the series, and is no title of what stands below it.",
        "SERIES: /series (?P<series>[0-9A-Z-]{1,20})/i",
    ),
    Convention(
        "terminal",
        TOTAL_LABEL,
        "The label of a totals row, whatever it totals.",
        "totals_row: TOTAL FIGURES",
    ),
    Convention(
        "terminal",
        TOTALS_RULE,
        "The ruled line above totals that have no label.",
        "TOTALS_RULE: /-{4,}/",
    ),
    Convention(
        "terminal",
        CLASS_LABEL,
        "The heading of the column of classes, printed beside a row: the labels may stand one row too low.",
        'slipped_row: CLASS__LABEL FIGURES, with CLASS__LABEL: "Class"',
    ),
    Convention(
        "terminal",
        FIGURES,
        "The figures of one row, each in its column. The page reader makes this token: no pattern could.",
        "class_row: CLASS_NAME FIGURES",
    ),
    Convention(
        "terminal",
        UNKNOWN_TITLE,
        "Text above a table that no rule knows, a token of the page reader: what was printed before ends there.",
        "report: (summary | UNKNOWN_TITLE)*",
    ),
    Convention(
        "terminal",
        TABLE_EDGE,
        "A <TABLE> or </TABLE> mark, a token of the page reader.",
        "_edge: TABLE_EDGE",
    ),
    Convention(
        "terminal",
        FOOTNOTE,
        "A line between the marks <FN> and </FN>, a token of the page reader.",
        "%import .edgar_table (FOOTNOTE)",
    ),
)

PAGE_TOKENS = frozenset({FIGURES, UNKNOWN_TITLE, TABLE_EDGE, FOOTNOTE})
"""The tokens that the page reader makes, for which no words are printed."""

OWN_NAMES = (DEAL_NAME, FIGURES, FOOTNOTE, TABLE_EDGE, UNKNOWN_TITLE, SERIES)
"""Terminals that are known by their whole name, and that no measure is near."""

UNLABELLED_ROWS = (REPEATED_ROW, UNNAMED_TOTALS_ROW, UNNAMED_CLASS_ROW)
"""Rules whose row has no label, and a meaning by where it stands."""

ENTITY_GROUPS = frozenset({"part", "class", "group", "bucket", "account", "component", "total"})
"""The named groups that say of which entity a row, a column or a title is."""

LETTERHEAD_GROUPS = ("series", "trustee", "master_servicer")
"""The named groups that the report takes over, in the words of the page."""

GROUPS = frozenset({convention.name for convention in CONVENTIONS if convention.kind == "group"})
"""Every named group that has a meaning in a layout."""

_DATES = ("distribution_date", "record_date", "determination_date")
_NO_TITLE = frozenset({DEAL_NAME, SERIES, TABLE_EDGE, FOOTNOTE})


def meaning(name: str) -> str:
    """Return the word of the vocabulary a name is made of: `ENDING_BALANCE__TOTAL` is `ending_balance`."""
    return name.partition(_VARIANT)[0].lower()


# ---- what a terminal's name says


def printed_in_percent(terminal: str) -> bool:
    """Return whether the rates that a terminal heads or labels are printed in percent without the sign."""
    return terminal.endswith(_PERCENT)


def printed_before_distribution(terminal: str) -> bool:
    """Return whether a terminal's measure is printed as it was before the distribution."""
    return terminal.endswith(_BEFORE_DISTRIBUTION)


def is_subtracted(terminal: str) -> bool:
    """Return whether what a terminal labels or heads is subtracted as it is printed."""
    return terminal.endswith(_SUBTRACTED)


def has_no_measure(terminal: str) -> bool:
    """Return whether the figures of a terminal are known to have no measure."""
    return terminal.endswith(_NO_MEASURE)


def is_note(terminal: str) -> bool:
    """Return whether a terminal owns the rest of its paragraph."""
    return terminal.endswith(_NOTE)


def is_block(terminal: str) -> bool:
    """Return whether a terminal owns what hangs below its first words."""
    return terminal.endswith(_BLOCK)


def is_deal_name(terminal: str) -> bool:
    """Return whether a terminal is a line of the deal's name."""
    return meaning(terminal) == meaning(DEAL_NAME)


def names_the_deal(terminal: str) -> bool:
    """Return whether a terminal is a line of a letterhead that names the deal or its series."""
    return is_deal_name(terminal) or meaning(terminal).upper() == SERIES


def is_untitled(terminal: str) -> bool:
    """Return whether a line of the report itself is no title of the rows below it."""
    return is_block(terminal) or meaning(terminal).upper() in _NO_TITLE


def is_distribution_date(terminal: str) -> bool:
    """Return whether a terminal labels the distribution date."""
    return meaning(terminal) == _DATES[0]


def is_report_date(terminal: str) -> bool:
    """Return whether a terminal labels a date of the letterhead."""
    return meaning(terminal) in _DATES


# ---- what a rule's name says


def is_column(rule: str) -> bool:
    """Return whether a rule lists headings."""
    return rule.endswith(_COLUMN)


def is_line(rule: str) -> bool:
    """Return whether a rule reads a label and its one figure, to which no heading applies."""
    return rule.endswith(_LINE)


def holds_amounts_per_1000(rule: str) -> bool:
    """Return whether a statement holds amounts for each $1,000 of original balance."""
    return rule.endswith(_PER_1000)
