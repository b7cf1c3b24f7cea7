"""The catalogue of findings: each code once, with what it says, an example from a page, and what to do about it.

The sentence of a finding is made where the doubt arises; `says` is the pattern that it must match, and a test compares.

The findings of identities are not listed: each has the name of its rule, whose sentence stands with the rule in
`tieouts.rules`. `output.findings` puts both together.
"""

# ruff: noqa: E501 - the lines of a page stand as they are printed

from __future__ import annotations

from textwrap import dedent
from typing import Literal

import attrs

__all__ = ["LOOK_AT_THE_LINES", "OF_FILINGS", "OF_READING", "OF_TIE_OUTS", "FindingKind", "Severity"]

Severity = Literal["error", "warning", "info"]


@attrs.frozen
class FindingKind:
    """What one code stands for.

    `says` gives the messages that a finding of this code may have, each with its severity. Words in capitals stand for
    what the page prints, what is in brackets applies to some pages only, and a message may go on where the pattern ends.
    `example` is a few lines of a page; `[...]` stands for lines that are left out. `cure` says what a reader of the
    figures, or the author of the grammar, can do. `rule` is what ought to hold, if the finding is of a tie-out.
    """

    code: str
    says: tuple[tuple[Severity, str], ...]
    example: str
    cure: str
    rule: str = ""

    @property
    def severities(self) -> tuple[Severity, ...]:
        """The severities that a finding of this code may have."""
        return tuple(dict.fromkeys([severity for severity, _ in self.says]))


def _error(code: str, says: str, example: str, cure: str) -> FindingKind:
    return FindingKind(code, (("error", says),), _lines(example), cure)


def _warning(code: str, says: str, example: str, cure: str) -> FindingKind:
    return FindingKind(code, (("warning", says),), _lines(example), cure)


def _information(code: str, says: str, example: str, cure: str) -> FindingKind:
    return FindingKind(code, (("info", says),), _lines(example), cure)


def _lines(example: str) -> str:
    return dedent(example.strip("\n")).rstrip()


_NO_MEASURE = "; the figures have no measure"
_SETS = "TITLE is printed with COUNT sets of figures, and does not say of which group each speaks"
LOOK_AT_THE_LINES = (
    "Look at the lines. If the page is right, the reading is wrong: find the figure with `abs-grammar trace` and mend "
    "the grammar. If the page contradicts itself, acknowledge the finding."
)

OF_FILINGS: tuple[FindingKind, ...] = (
    _error(
        "no-statement",
        "no statement to certificateholders was found in this file",
        """
        SECURITIES AND EXCHANGE COMMISSION
        FORM 8-K
        Item 7. Monthly Statements and Exhibits: see the exhibit filed on paper by US Bank, NA
        """,
        "Look whether the file holds a statement at all: it may be a cover without its exhibit. If it does, the title "
        "that opens the statement is not in the grammar.",
    ),
    _warning(
        "no-distribution-date",
        "no date of distribution was read in this report",
        """
        Asset Backed Securities Corporation, Series 2003-HE4
        STATEMENT TO CERTIFICATEHOLDERS

        Agg End Coll Bal                                   975,586,503
        """,
        "Look at the letterhead: the date may be in a form that is not known, or missing.",
    ),
    _warning(
        "unread-figures",
        "COUNT figure[s] stand[s] on COUNT line[s] that no rule knows",
        """
        Distribution Summary in Detail
                         Low        High
        First Period    12.00      13.00
        """,
        "Look at the lines, which are listed as unaccounted: `abs-grammar trace` shows what was read around them. Teach "
        "the layout's grammar the table, or its title.",
    ),
    _warning(
        "cut-submission",
        "the submission ends, or goes on, inside a document: of TAGS there is no end, so some of it may be lost",
        """
        <SUBMISSION>
        <TYPE>8-K
        <DOCUMENT>
        <TYPE>EX-99.1
        <TEXT>
        STATEMENT TO CERTIFICATEHOLDERS
        Agg End Coll Bal                                   975,586,503
        """,
        "Compare the end of the file with the filing on EDGAR, and take the whole file.",
    ),
    _warning(
        "missing-documents",
        "the header announces COUNT documents, and the file holds COUNT",
        """
        <SUBMISSION>
        <TYPE>8-K
        <PUBLIC-DOCUMENT-COUNT>2
        <DOCUMENT>
        <TYPE>8-K
        <TEXT>
        STATEMENT TO CERTIFICATEHOLDERS
        Agg End Coll Bal                                   975,586,503
        </TEXT>
        </DOCUMENT>
        </SUBMISSION>
        """,
        "Take the complete submission from EDGAR: a document may hold the statement, or a part of it.",
    ),
    _warning(
        "no-signature",
        "the report ends without the signature that ends a Form 8-K: it may be cut short",
        """
        FORM 8-K
        CURRENT REPORT
        [...]
        Deposit to Net WAC Reserve Fund                            0.00
        """,
        "Compare the end of the file with the filing on EDGAR, and take the whole file.",
    ),
    _warning(
        "no-grammar",
        "the page was read without a grammar: COUNT of COUNT figures have a measure, by their printed words alone",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bal           Prin
              A-1        504,000,000    491,563,567      7,955,004
        """,
        "Check the measures against the page before you use them, or draft a grammar for this trustee with "
        "`abs-grammar draft`.",
    ),
)

OF_READING: tuple[FindingKind, ...] = (
    _warning(
        "unknown-label",
        f"no rule knows a row labelled LABEL here[, expected WORDS]{_NO_MEASURE}",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bal
              A-1        504,000,000    491,563,567
           SUBTOTAL      504,000,000    491,563,567
        """,
        "Add the label to the rule of its statement in the grammar.",
    ),
    _warning(
        "unknown-heading",
        f"no rule knows a column headed HEADING here[, expected WORDS]{_NO_MEASURE}",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal      Retained
              A-1        504,000,000    491,563,567
        """,
        "Add the heading to the columns of its statement in the grammar. The other columns are read.",
    ),
    _error(
        "lost-figure",
        "WORDS stands here, and is neither a figure that was read nor words that the grammar knows",
        """
        Agg End Coll Bal                         see the letter of 12 May
        """,
        "Read the figure on the page: it is in no fact. If the trustee prints it so as a rule, teach the grammar the form.",
    ),
    _warning(
        "sign-apart",
        f"the sign of FIGURE stands apart from its digits, and may be a cell of its own{_NO_MEASURE}",
        """
        DISTRIBUTION SUMMARY
        Class         Cusip                 Orig Bal           Beg Bal
        A-1       881561BU7              504,000,000       491,563,567
        A-2                           -  172,000,000       165,394,980
        """,
        "Look at the page: the dash is the sign of the figure after it, or says that a cell is empty.",
    ),
    _warning(
        "negative-amount",
        "the MEASURE is printed below zero, first as FIGURE beside LABEL, and nothing explains it",
        """
        Curr. amt of Prep. Prems                               (12.55)
        Current Real. Losses                                (1,200.00)
        """,
        "If the trustee subtracts the row, as in LESS: FEES, say so in the grammar: a name that ends in __SUBTRACTED.",
    ),
    _warning(
        "no-column",
        f"no heading stands over these figures, or more than one might{_NO_MEASURE}",
        """
        Interest Shortfall
                             Tot            Real
                            Unpaid         Losses
              A-1           0.01           0.02             0.03
        """,
        "Look whether the heading is printed further to the side, or is missing from the page.",
    ),
    _warning(
        "no-measure",
        f"ROW OR COLUMN [together ]name[s] no measure{_NO_MEASURE}",
        """
        Delinq Info
                           GROUP 1
                            Count         Balance     Market Value (REO)
        Foreclosure          20          2,692,688        1,500,000
        """,
        "Look at what the row and the column say together. A terminal that is named after a measure gives it; two that "
        "name different measures contradict each other.",
    ),
    FindingKind(
        "no-entity",
        (
            ("warning", f"the row LABEL does not say of which class, group, bucket or account it speaks{_NO_MEASURE}"),
            ("warning", f"the row LABEL and the column HEADING name two things, NAME and NAME{_NO_MEASURE}"),
            (
                "warning",
                "no label is left for the row that is printed beside LABEL",
            ),
        ),
        _lines("""
        Interest Shortfall
                             Tot            Real
                            Unpaid         Losses
              A-1           0.01           0.02
                            0.03           0.04
              A-2           0.05           0.06
        """),
        "Find on the page whose figures they are; a row that has no label of its own cannot be told from a total.",
    ),
    _warning(
        "of-another",
        f"the row LABEL stands under text that speaks of another period or group{_NO_MEASURE}",
        """
                           GROUP 1        GROUP 2           TOTAL
        Prin Dist:
        Beg Bal           602,919,224     384,627,023      987,546,248

        Prior Month
        Beg Bal           602,000,000     384,000,000      986,000,000
        """,
        "Nothing, if the figures are of another month. If they are not, add the text above them to the grammar.",
    ),
    _warning(
        "several-figures",
        f"LABEL is followed by more than one figure{_NO_MEASURE}",
        """
        Agg End Coll Bal          975,586,503     987,546,248
        """,
        "If the page prints a table here, give it a rule with columns; a `..._line` has one figure.",
    ),
    _warning(
        "lost-heading",
        f"rows from LABEL on name the classes again: their headings are missing{_NO_MEASURE}",
        """
        Delinq Info
                           GROUP 1
                            Count         Balance
        30-59 days           68          8,472,409
        60-89 days           27          3,621,077

        30-59 days           94         12,267,233
        60-89 days           39          5,666,418
        """,
        "Look for the headings on the page: they may be lost, or misprinted, or of a form that is not in the grammar.",
    ),
    _warning(
        "misfit",
        f"FIGURE under HEADING beside LABEL is PROBLEM{_NO_MEASURE}",
        """
        DISTRIBUTION SUMMARY
        Class                Rate           Int
        A-1                1.47000%       662,382
        A-2                1.55000        226,660
        """,
        "Look at the figure: its form is not that of its measure. It may be misprinted, or stand in the wrong column.",
    ),
    _warning(
        "slipped-labels",
        "a row is labelled with the heading of its column: the labels of this table may be printed one row too low; "
        "its figures are given under the labels as printed",
        """
        AMOUNTS PER $1,000 UNIT
             Class           Int           Total
             Class         1.31425       17.09799
              A-1          1.31779       24.96321
              A-2          1.17145       29.68505
        """,
        "Compare the figures with the other tables of the page: they may belong to the class one row further down. No "
        "other table proved it, or the labels would have been put right (`relabelled`).",
    ),
    _warning(
        "missing-title",
        "WORDS stands without its title TITLE",
        """
                           GROUP 1        GROUP 2           TOTAL
        Beg Bal           602,919,224     384,627,023      987,546,248
          Tot Prin Remit    6,083,199       5,876,545       11,959,745
        """,
        "Look whether these figures are of the statement that is named: its title is not printed above them.",
    ),
    _warning(
        "damaged-title",
        "the line LINE is read as TITLE, misprinted",
        """
        DISTRIBUTION SUMNARY
             Class         Orig Bal       Beg Bal
              A-1        504,000,000    491,563,567
        """,
        "Look at the line, and acknowledge the finding if it is that title. If trustees print it so, add it to the "
        "grammar.",
    ),
    _warning(
        "damaged-heading",
        "the heading HEADING is read as WORDS, the only one here it can be",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bol
              A-1        504,000,000    491,563,567
        """,
        "Look at the heading, and acknowledge the finding if it means that.",
    ),
    _warning(
        "unclosed-table",
        "the table that begins here has no end: the page may have been cut short",
        """
        <TABLE>
        <CAPTION>
        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bal
              A-1        504,000,000    491,563,567
        """,
        "Compare the end of the file with the filing on EDGAR, and take the whole file.",
    ),
    _information(
        "class-spelling",
        "class NAME is read as NAME, as the page prints it elsewhere",
        """
        Interest Shortfall
                             Tot
                            Unpaid
              BIO           0.01

        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bal
              B-IO        90,000,000     90,000,000
        """,
        "Nothing, unless the two are different classes.",
    ),
    FindingKind(
        "unnamed-groups",
        (
            (
                "warning",
                f"{_SETS}; none is the sum of the others, so none is taken for the pool's; the groups are NAMES",
            ),
            (
                "info",
                f"{_SETS}; no. NUMBER is the pool's, for the loans of the others sum to it; the groups are NAMES",
            ),
        ),
        _lines("""
                      ADDITIONAL RELATED INFORMATION FOR POOL 10104
        [...]
        SERVICING COMPENSATION RECEIVED BY SUB-SERVICER                        2,876.02
        [...]
                      ADDITIONAL RELATED INFORMATION FOR POOL 10104
        [...]
        SERVICING COMPENSATION RECEIVED BY SUB-SERVICER                        1,379.31
        """),
        "As information, nothing. As a warning: a set may be missing from the file, or one of the sets of figures is "
        "misprinted.",
    ),
)

OF_TIE_OUTS: tuple[FindingKind, ...] = (
    _warning(
        "class-totals",
        "the MEASURE of the classes adds up to AMOUNT, but the total is printed as AMOUNT",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal           Prin
              A-1        504,000,000      7,955,004
              M-1         65,600,000              0
             Total       569,600,000      7,955,040
        """,
        LOOK_AT_THE_LINES,
    ),
    _warning(
        "counted-twice",
        "COUNT totals tie only if class CLASS is counted twice: the MEASURE adds up to AMOUNT, and AMOUNT of CLASS "
        "more is the AMOUNT that is printed",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal           Prin
              A-1        504,000,000      7,955,004
               P                 100            100
             Total       504,000,200      7,955,204
        """,
        LOOK_AT_THE_LINES,
    ),
    _warning(
        "group-totals",
        "the MEASURE of the GROUPS adds up to AMOUNT, but the total is printed as AMOUNT",
        """
                           GROUP 1        GROUP 2           TOTAL
        Prin Dist:
        Beg Bal           602,919,224     384,627,023      978,546,248
        """,
        LOOK_AT_THE_LINES,
    ),
    _warning(
        "bucket-totals",
        "the MEASURE of the buckets adds up to AMOUNT, but the total is printed as AMOUNT",
        """
                  LOAN STATUS STRATIFICATION/CREDIT ENHANCEMENT STATEMENT
                                     DELINQUENCY STATUS
                 DELINQUENT               BANKRUPTCY
        <s>       <c>                     <c>
                  No of Loans             No of Loans
                  Principal Balance       Principal Balance
        30 Days   36                      2
                  4,896,139.31            215,634.26
        Totals    37                      2
                  4,896,139.31            215,634.26
        """,
        LOOK_AT_THE_LINES,
    ),
    _warning(
        "account-totals",
        "the MEASURE of the accounts adds up to AMOUNT, but the total is printed as AMOUNT",
        """
                               OTHER ACCOUNTS
                                  Beginning            Current
        Account Type                Balance        Withdrawals
        Cap Contract                   1.00               2.00
        Totals                         1.00               3.00
        """,
        LOOK_AT_THE_LINES,
    ),
    _information(
        "notional",
        "the totals of balances leave out CLASSES: these balances are notional, or stand for what the pool is over the "
        "certificates",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bal           Prin
              A-1        504,000,000    491,563,567      7,955,004
              A-IO        78,100,000     74,700,000              0
             Total       504,000,000    491,563,567      7,955,004
        """,
        "Nothing: `notional` of these classes is true, and their balances are not to be added to the others.",
    ),
    _warning(
        "interest-accrued",
        "the interest of CLASS is printed as AMOUNT; AMOUNT at RATE for DAYS days of DAYS comes to AMOUNT",
        """
        DISTRIBUTION SUMMARY
             Class         Beg Bal          Rate            Int        Int Short
              M-1         12,000,000      3.00000%         30,000          0
              M-2         12,000,000      3.00000%         30,600          0
        """,
        LOOK_AT_THE_LINES,
    ),
    _information(
        "accrual-basis",
        "CLASSES accrued for DAYS days on actual/YEAR, REASON",
        """
        DISTRIBUTION SUMMARY
             Class         Beg Bal          Rate            Int        Int Short
              A-1        491,563,567      1.47000%        662,382          0
              A-2        165,394,980      1.49500%        226,660          0
              M-1         12,000,000      3.00000%         30,000          0
        """,
        "Nothing: it says for how many days which classes accrued, where that is not 30/360 for all.",
    ),
    FindingKind(
        "delinquency-share",
        (
            ("warning", "MEASURE[ of BUCKET] is printed as SHARE; MEASURE AMOUNT / MEASURE AMOUNT comes to SHARE"),
            ("info", "shares of LOANS are of the MEASURE AMOUNT"),
        ),
        _lines("""
        30 Days   2.474227%               0.137457%              0.000000%               0.000000%               2.611684%
                  2.093134%               0.092185%              0.000000%               0.000000%               2.185319%
        [...]
         Ending Scheduled Collateral Balance                                    233,714,037.71
         Ending Actual Collateral Balance at 31-Oct-2003                        233,914,321.09
        """),
        "As information, nothing: it says by which whole the page divides, where that is not the loans after the "
        f"period with their scheduled balance. As a warning: {LOOK_AT_THE_LINES[0].lower()}{LOOK_AT_THE_LINES[1:]}",
    ),
    _information(
        "cusip-check-digit",
        "no CUSIP has this check digit, so these are made up: CUSIPS",
        """
               R         TER034HER              SEN             1.55000%             100.00               0.11             100.00
              A1         881561BU7              SEN             1.55000%     160,316,000.00         179,464.85       2,491,737.92
        """,
        "Nothing, where the class is unlisted: such numbers are the trustee's own. Do not look them up.",
    ),
    _information(
        "unbacked-certificates",
        "the pool backs the certificates without CLASSES: so the balances tie with the overcollateralization",
        """
               B         881561BX1              SUB             6.50000%       8,407,000.00          45,537.91               0.00
               N         TER034HEN              SEN             8.50000%      12,900,000.00          91,375.00         984,789.66
               X         TER034HEX              SEN             0.00000%       4,618,182.72               0.00               0.00
        [...]
         Overcollateralized Amount                                                4,618,182.72
        """,
        "Nothing: it says which certificates were left out so that the identities of overcollateralization hold.",
    ),
    _information(
        "balancing-class",
        "the factors of CLASS miss its amounts by some cents: the last class takes the rounding of the others",
        """
        AMOUNTS PER $1,000 UNIT
             Class           Prin
              A-1          15.78374
              M-1          20.00000

        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bal           Prin
              A-1        504,000,000    491,563,567     7,955,004
              M-1             50,000         50,000         1,001
        """,
        "Nothing: the factor was reckoned before the rounding was added to the amount.",
    ),
    _warning(
        "printed-differently",
        "MEASURE of CLASS is printed as FIGURE and elsewhere as FIGURE",
        """
        DISTRIBUTION SUMMARY
             Class         Orig Bal       Beg Bal
              A-1        504,000,000    491,563,567

             Class         Orig Bal       Prin
              A-1        504,000,009      7,955,004
        """,
        "Find out which of the two is right. The objects hold the figure that is printed first.",
    ),
    _warning(
        "relabelled",
        "the labels of this table are printed one row too DIRECTION: as labelled, COUNT of COUNT rows tie with other "
        "tables; one row DIRECTION, all COUNT do. Its figures are given under the classes they are of",
        """
             Class           Int           Total
             Class         1.31425       17.09799
              A-1          1.31779       24.96321
              A-2          1.17145       29.68505
              A-3          1.43354       15.34261
        """,
        "Check one or two rows against the other tables, and acknowledge the finding.",
    ),
)
