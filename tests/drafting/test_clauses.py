"""Pages made up in the way trustees print clauses: classes as columns, lettered or numbered items as rows.

Beside each label stands what a reader of the page takes its figures for; `None` is for what the vocabulary has no word
for. A draft may leave a figure undecided; it may take none for what it is not.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import pytest

from abs_grammar.drafting.proof import read_by
from abs_grammar.drafting.survey import survey
from abs_grammar.drafting.writer import draft
from abs_grammar.edgar.source import source_from_text
from abs_grammar.model.report import Fact


@attrs.frozen
class Clauses:
    """A page, what its labels mean, the trustee's name on it, and how much of it a draft must find."""

    page: str
    means: Mapping[str, str | None]
    trustee: str
    least: float


EQUIPMENT = Clauses(
    """PRAIRIE NATIONAL TRUST COMPANY, AS TRUSTEE

Heartland Equipment Receivables Trust 1998-B
Monthly Report to Noteholders

Payment Date:  June 15, 1998
Record Date:   May 31, 1998


I.   NOTE DISTRIBUTIONS

                                             Class A-1        Class A-2        Class B          Total

(a)  Initial Principal Amount              60,000,000.00    85,000,000.00    12,500,000.00   157,500,000.00
(b)  Principal Amount, beginning           41,250,775.18    85,000,000.00    12,500,000.00   138,750,775.18
(c)  Note Rate                                   5.6250%          5.9300%          6.4800%
(d)  Interest due and paid                    193,363.01       420,041.67        67,500.00       680,904.68
(e)  Principal paid                         4,118,220.37                                       4,118,220.37
(f)  Total paid                             4,311,583.38       420,041.67        67,500.00     4,799,125.05
(g)  Principal Amount, ending              37,132,554.81    85,000,000.00    12,500,000.00   134,632,554.81
(h)  Note factor                              0.61887591       1.00000000       1.00000000

II.  CONTRACT POOL

(i)  Aggregate Contract Balance, beginning                                                   146,102,115.60
(j)  Scheduled payments of principal                                                           3,914,208.11
(k)  Prepayments                                                                                 204,012.26
(l)  Aggregate Contract Balance, ending                                                      141,983,895.23
(m)  Number of Contracts, beginning                                                                   4,118
(n)  Contracts paid in full                                                                              23
(o)  Number of Contracts, ending                                                                      4,095

III. DELINQUENT CONTRACTS
                                                               Number       Balance
(p)  31-60 days                                                    41   1,204,553.19
(q)  61-90 days                                                    12     388,120.44
(r)  91 days or more                                                3      72,908.10
(s)  Total                                                         56   1,665,581.73
""",
    {
        "(a) Initial Principal Amount": "original_balance",
        "(b) Principal Amount, beginning": "beginning_balance",
        "(c) Note Rate": "pass_through_rate",
        "(d) Interest due and paid": "interest_distribution",
        "(e) Principal paid": "principal_distribution",
        "(f) Total paid": "total_distribution",
        "(g) Principal Amount, ending": "ending_balance",
        "(h) Note factor": "class_factor",
        "(i) Aggregate Contract Balance, beginning": "beginning_pool_balance",
        "(j) Scheduled payments of principal": "scheduled_principal",
        "(k) Prepayments": "unscheduled_principal",
        "(l) Aggregate Contract Balance, ending": "ending_pool_balance",
        "(m) Number of Contracts, beginning": "beginning_loan_count",
        "(n) Contracts paid in full": "paid_in_full_loan_count",
        "(o) Number of Contracts, ending": "ending_loan_count",
    },
    "PRAIRIE NATIONAL TRUST COMPANY",
    0.90,
)

AUTO = Clauses(
    """Lakeshore Auto Owner Trust 1999-A
Servicer's Certificate and Statement to Noteholders
Great Lakes Bank, N.A., Indenture Trustee

Distribution Date:     July 15, 1999
Record Date:           July 14, 1999

A.  NOTES
                                          Class A-1 Notes      Class A-2 Notes      Class A-3 Notes
a.  Original Note Balance                   92,000,000.00       110,000,000.00        64,500,000.00
b.  Beginning of Period Note Balance        18,411,902.77       110,000,000.00        64,500,000.00
c.  Interest Rate                                 5.1250%              5.6800%              5.9100%
d.  Interest Distributable Amount               78,634.17           520,666.67           317,662.50
e.  Interest Carryover Shortfall                     0.00                 0.00                 0.00
f.  Principal Distributable Amount           9,804,115.06                 0.00                 0.00
g.  End of Period Note Balance               8,607,787.71       110,000,000.00        64,500,000.00
h.  Note Pool Factor                            0.0935629            1.0000000            1.0000000

B.  RECEIVABLES
a.  Beginning Pool Balance                                                           201,774,310.40
b.  Principal collections on Simple Interest Receivables                               8,440,911.90
c.  Prepayments in full                                                                1,212,340.02
d.  Receivables paid in full                                                                    402
e.  Aggregate Net Losses                                                                 150,863.14
f.  Ending Pool Balance                                                              191,970,195.34
g.  Number of Receivables at end of period                                                   18,220
h.  Weighted Average APR                                                                     9.412%
i.  Weighted Average Remaining Term                                                           41.77
j.  Servicing Fee                                                                        168,145.26

C.  DELINQUENCIES
                                                  Number of            Aggregate
                                                 Receivables        Principal Balance
a.  31 to 60 days                                        311             3,290,114.55
b.  61 to 90 days                                         84               911,406.18
c.  Over 90 days                                          29               288,777.03
d.  Totals                                               424             4,490,297.76
""",
    {
        "a. Original Note Balance": "original_balance",
        "b. Beginning of Period Note Balance": "beginning_balance",
        "c. Interest Rate": "pass_through_rate",
        "d. Interest Distributable Amount": "interest_distribution",
        "e. Interest Carryover Shortfall": "unpaid_interest_shortfall",
        "f. Principal Distributable Amount": "principal_distribution",
        "g. End of Period Note Balance": "ending_balance",
        "h. Note Pool Factor": "class_factor",
        "a. Beginning Pool Balance": "beginning_pool_balance",
        "b. Principal collections on Simple Interest Receivables": None,
        "c. Prepayments in full": None,
        "d. Receivables paid in full": "paid_in_full_loan_count",
        "e. Aggregate Net Losses": "net_realized_loss",
        "f. Ending Pool Balance": "ending_pool_balance",
        "g. Number of Receivables at end of period": "ending_loan_count",
        "h. Weighted Average APR": "weighted_average_gross_coupon",
        "i. Weighted Average Remaining Term": "weighted_average_maturity",
        "j. Servicing Fee": "servicing_fee",
    },
    "Great Lakes Bank, N.A.",
    0.70,
)

CARDS = Clauses(
    """THE GRANITE STATE TRUST COMPANY
Trustee

Granite Master Credit Card Trust
Monthly Certificateholders' Statement, Series 1997-2

Payment Date:     16-Mar-98

1. CERTIFICATES
                                                   Class A             Class B             Class C
1. Initial Invested Amount                  400,000,000.00       42,000,000.00       58,000,000.00
2. Invested Amount, beginning of month      400,000,000.00       42,000,000.00       58,000,000.00
3. Certificate Rate                                 6.150%              6.310%              6.925%
4. Monthly Interest paid                      2,050,000.00          220,850.00          334,708.33
5. Unpaid interest shortfall                          0.00                0.00                0.00
6. Principal paid                                     0.00                0.00                0.00
7. Investor Charge-Offs                               0.00                0.00                0.00
8. Invested Amount, end of month            400,000,000.00       42,000,000.00       58,000,000.00

2. THE RECEIVABLES
9. Aggregate Receivables Balance, beginning of month                               1,204,118,540.06
10. Aggregate Receivables Balance, end of month                                    1,198,433,902.71
11. Portfolio Yield                                                                          18.42%
12. Monthly Servicing Fee                                                                833,333.33

3. DELINQUENT ACCOUNTS
                                               Accounts            Balance
13. 30-59 days delinquent                        11,204      17,311,904.55
14. 60-89 days delinquent                         6,118      10,227,318.29
15. 90 days and over                              9,977      19,640,002.12
16. Total                                        27,299      47,179,224.96
""",
    {
        "1. Initial Invested Amount": "original_balance",
        "2. Invested Amount, beginning of month": "beginning_balance",
        "3. Certificate Rate": "pass_through_rate",
        "4. Monthly Interest paid": "interest_distribution",
        "5. Unpaid interest shortfall": "unpaid_interest_shortfall",
        "6. Principal paid": "principal_distribution",
        "7. Investor Charge-Offs": "realized_loss",
        "8. Invested Amount, end of month": "ending_balance",
        "9. Aggregate Receivables Balance, beginning of month": "beginning_pool_balance",
        "10. Aggregate Receivables Balance, end of month": "ending_pool_balance",
        "11. Portfolio Yield": None,
        "12. Monthly Servicing Fee": "servicing_fee",
    },
    "THE GRANITE STATE TRUST COMPANY",
    0.70,
)

LEASES = Clauses(
    """HARBOR LEASE FUNDING TRUST 1996-1
Trustee: Old Colony Bank and Trust Company of New England

PAYMENT DATE REPORT

Payment Date:          October 21, 1996

I.    LEASE PORTFOLIO
   (a)   Discounted Lease Balance, beginning                          88,120,455.21
   (b)   Scheduled principal payments                                  2,910,044.86
   (c)   Prepaid Leases                                                  118,500.00
   (d)   Discounted Lease Balance, ending                             85,091,910.35
   (e)   Number of Leases, ending                                          2,207

II.   OUTSTANDING NOTES
                                     Class A Notes    Class B Notes       Total
   (f)   Initial Note Principal      90,000,000.00    10,000,000.00   100,000,000.00
   (g)   Outstanding Principal Amount,
         beginning                   74,904,112.60     8,322,679.18    83,226,791.78
   (h)   Annual Interest Rate               6.700%           7.250%
   (i)   Interest Payment               418,214.63        50,282.85       468,497.48
   (j)   Principal Payment            2,725,690.37       302,854.49     3,028,544.86
   (k)   Total Payment                3,143,905.00       353,137.34     3,497,042.34
   (l)   Outstanding Principal Amount,
         ending                      72,178,422.23     8,019,824.69    80,198,246.92

IV.   DELINQUENCY
                                     Number of Leases    Lease Balance
   (m)   31 - 60 days past due                     88     2,114,300.17
   (n)   61 - 90 days past due                     31       690,855.40
   (o)   120+ days past due                         9       204,118.66

V.    FEES
   (p)   Servicing Fee                                                    36,716.86
   (q)   Indenture Trustee Fee                                             1,041.67
   (r)   Back-up Servicer Fee                                              2,203.01
""",
    {
        "(a) Discounted Lease Balance, beginning": "beginning_pool_balance",
        "(b) Scheduled principal payments": "scheduled_principal",
        "(c) Prepaid Leases": "unscheduled_principal",
        "(d) Discounted Lease Balance, ending": "ending_pool_balance",
        "(e) Number of Leases, ending": "ending_loan_count",
        "(f) Initial Note Principal": "original_balance",
        "(g) Outstanding Principal Amount, beginning": "beginning_balance",
        "(h) Annual Interest Rate": "pass_through_rate",
        "(i) Interest Payment": "interest_distribution",
        "(j) Principal Payment": "principal_distribution",
        "(k) Total Payment": "total_distribution",
        "(l) Outstanding Principal Amount, ending": "ending_balance",
        "(p) Servicing Fee": "servicing_fee",
        "(q) Indenture Trustee Fee": "trustee_fee",
        "(r) Back-up Servicer Fee": None,
    },
    "Old Colony Bank and Trust Company of New England",
    0.70,
)

HOUSES = Clauses(
    """SIERRA MANUFACTURED HOUSING CONTRACT TRUST 1997-3
Report of the Servicer
Western Pacific Trust Company, Owner Trustee

Remittance Date:   September 15, 1997


ARTICLE I.  BONDS
                                        Class A-1 Bonds     Class A-2 Bonds     Class M Bonds
(1) Bond Balance before payment           31,400,118.02       50,000,000.00     12,000,000.00
(2) Bond Interest Rate                          6.2200%             6.6100%           7.0500%
(3) Interest Shortfall                             0.00                0.00              0.00
(4) Interest Paid                            162,757.28          275,416.67         70,500.00
(5) Unpaid Interest                                0.00                0.00              0.00
(6) Principal Paid                         1,112,909.44                0.00              0.00
(7) Bond Balance after payment            30,287,208.58       50,000,000.00     12,000,000.00
(8) Bond Factor                              0.65842845          1.00000000        1.00000000

ARTICLE II.  CONTRACTS
(9) Pool Scheduled Principal Balance, beginning                              95,620,118.77
(10) Scheduled Principal                                                        298,117.03
(11) Principal Prepayments                                                      601,340.55
(12) Repurchased Contracts                                                            0.00
(13) Liquidated Contracts, number                                                        9
(14) Pool Scheduled Principal Balance, ending                                94,507,209.33
(15) Number of outstanding Contracts                                                 3,118
(16) Weighted Average Contract Rate                                                10.118%
(17) Monthly Servicing Fee                                                       79,683.43

ARTICLE III.  DELINQUENT CONTRACTS
                                   Number of Contracts     Unpaid Principal Balance
(18) 30-59 days                                    102                 3,001,227.18
(19) 60-89 days                                     41                 1,118,440.02
(20) 90 days or more                                18                   560,200.90
(21) Repossessions                                  14                   411,900.11
(22) Total                                         175                 5,091,768.21
""",
    {
        "(1) Bond Balance before payment": "beginning_balance",
        "(2) Bond Interest Rate": "pass_through_rate",
        "(3) Interest Shortfall": "current_interest_shortfall",
        "(4) Interest Paid": "interest_distribution",
        "(5) Unpaid Interest": "unpaid_interest_shortfall",
        "(6) Principal Paid": "principal_distribution",
        "(7) Bond Balance after payment": "ending_balance",
        "(8) Bond Factor": "class_factor",
        "(9) Pool Scheduled Principal Balance, beginning": "beginning_pool_balance",
        "(10) Scheduled Principal": "scheduled_principal",
        "(11) Principal Prepayments": "unscheduled_principal",
        "(12) Repurchased Contracts": "repurchase_proceeds",
        "(13) Liquidated Contracts, number": "liquidated_loan_count",
        "(14) Pool Scheduled Principal Balance, ending": "ending_pool_balance",
        "(15) Number of outstanding Contracts": "ending_loan_count",
        "(16) Weighted Average Contract Rate": "weighted_average_gross_coupon",
        "(17) Monthly Servicing Fee": "servicing_fee",
        "(21) Repossessions": None,
        "(22) Total": None,
    },
    "Western Pacific Trust Company",
    0.70,
)

PAGES = {"houses": HOUSES, "equipment": EQUIPMENT, "auto": AUTO, "cards": CARDS, "leases": LEASES}
LATE_BY_HEADING = {
    "Number": "delinquent_loan_count",
    "Number of Receivables": "delinquent_loan_count",
    "Number of Leases": "delinquent_loan_count",
    "Number of Contracts": "delinquent_loan_count",
    "Accounts": "delinquent_loan_count",
    "Balance": "delinquent_balance",
    "Aggregate Principal Balance": "delinquent_balance",
    "Unpaid Principal Balance": "delinquent_balance",
    "Lease Balance": "delinquent_balance",
}
each_page = pytest.mark.parametrize("clauses", PAGES.values(), ids=list(PAGES))


def facts_of(page: str) -> list[Fact]:
    source = source_from_text(page)
    dates = ("distribution_date", "record_date")
    return [f for f in read_by(draft("mine", [survey(source)])[0], source).facts() if f.measure not in dates]


def answer(fact: Fact, clauses: Clauses) -> str | None:
    """Give what a figure is, as keyed above."""
    label = fact.label or ""
    return clauses.means[label] if label in clauses.means else LATE_BY_HEADING[fact.header or ""]


class TestClauses:
    @each_page
    def test_a_draft_knows_most_figures_and_none_wrongly(self, clauses: Clauses) -> None:
        facts = facts_of(clauses.page)
        known = [fact for fact in facts if fact.measure is not None]
        assert [(f.label, f.measure) for f in known if f.measure != answer(f, clauses)] == []
        assert len(known) >= clauses.least * len(facts)

    @each_page
    def test_each_figure_under_a_class_is_of_that_class(self, clauses: Clauses) -> None:
        known = [fact for fact in facts_of(clauses.page) if fact.measure is not None]
        under = {(f.header, f.entity) for f in known if (f.header or "").startswith("Class ")}
        assert under
        assert all(f"{header} ".startswith(f"Class {entity} ") for header, entity in under)

    @each_page
    def test_what_is_late_is_of_its_bucket_by_the_words_without_the_mark(self, clauses: Clauses) -> None:
        late = {f.label: f.entity for f in facts_of(clauses.page) if (f.measure or "").startswith("delinquent_")}
        assert len(late) > 2
        assert all(
            (label or "").partition(" ")[2].startswith(entity or "?") or entity == "Total"
            for label, entity in late.items()
        )

    @each_page
    def test_no_name_carries_a_mark(self, clauses: Clauses) -> None:
        plan = draft("mine", [survey(source_from_text(clauses.page))])[1]
        titles = [statement.title.terminal for statement in plan.statements if statement.title is not None]
        names = [*titles, *[word.terminal for word in plan.words]]
        assert [name for name in names if len(name.split("_")[0]) < 3 or name.startswith(("III_", "N1", "N2"))] == []

    @each_page
    def test_the_trustees_name_is_what_the_page_is_known_by(self, clauses: Clauses) -> None:
        text = draft("mine", [survey(source_from_text(clauses.page))])[0]
        assert f'TRUSTEE_NAME: "{clauses.trustee}"' in text
        assert "recognised_by: TRUSTEE_NAME _own_words" in text


BOATS = """Old Colony Bank, as Trustee
Fleet Boat Loan Trust 1997-A

Distribution Date:   May 15, 1997

(i) Amount of distribution allocable to principal:
      Class A-1 Notes                    1,234,560.00
      Class A-2 Notes                            0.00
      Total                              1,234,560.00

(ii) Amount of interest distributed:
      Class A-1 Notes                       12,345.60
      Class A-2 Notes                       20,000.00

(iii) Pool Balance at end of period                          41,202,118.00

(iv) Delinquencies
    (a) Number of contracts 31-60 days past due                         22
    (b) Principal balance of contracts over 60 days past due     30,002.11

(v) Aging
    (a) 31-60 days                         100.00
    (b) Total                              100.00
"""


class TestClausesWithoutColumns:
    def told(self) -> set[tuple[str | None, str | None, str]]:
        return {(fact.entity, fact.measure, fact.text) for fact in facts_of(BOATS)}

    def test_a_clause_over_classes_says_what_their_figures_are(self) -> None:
        assert self.told() >= {
            ("A-1", "principal_distribution", "1,234,560.00"),
            ("A-2", "principal_distribution", "0.00"),
            ("Total", "principal_distribution", "1,234,560.00"),
            ("A-1", "interest_distribution", "12,345.60"),
            (None, "ending_pool_balance", "41,202,118.00"),
        }

    def test_a_label_may_hold_a_bucket(self) -> None:
        assert self.told() >= {
            ("31-60 days", "delinquent_loan_count", "22"),
            ("over 60 days", "delinquent_balance", "30,002.11"),
        }

    def test_a_bucket_alone_does_not_say_what_its_figure_is(self) -> None:
        assert {measure for _, measure, text in self.told() if text == "100.00"} == {None}
