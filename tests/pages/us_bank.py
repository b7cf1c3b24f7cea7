"""Pages as US Bank prints them: class tables, collateral groups, lines of amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen
from hypothesis import strategies as st

from tests.pages.class_tables import Roster, class_table
from tests.pages.figures import class_names, dates, hands, squeezed
from tests.pages.kit import Column, Kit
from tests.pages.listings import Listed, print_listing, shape_of, with_unknown
from tests.pages.printed import Meaning, Page, Row, Writer
from tests.pages.tables import Look, looks, print_table
from tests.pages.us_bank_groups import print_delinquency, print_fees, print_pool
from tests.pages.us_bank_words import ADVANCES, AGGREGATES, COVER, LISTING, PER_1000, SHORTFALL, SIGNATURE, SUMMARY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.pages.tables import Align

__all__ = ["us_bank_pages"]

_TRUSTS = (
    (
        "Asset Backed Securities Corporation, Home Equity Loan Trust, Series 2003-HE4",
        "Asset Backed Pass-Through Certificates, Series 2003-HE4",
    ),
    ("Home Equity Asset Trust 2004-1", "Home Equity Pass-Through Certificates, Series 2004-1"),
    ("CSFB Mortgage Loan Trust, Series 2002-HE16",),
    ("Asset Backed Securities Corporation", "Long Beach Home Equity Loan Trust 2000-LB1", "Series 2000-LB1"),
)
_SIGNERS = ("Sheryl Christopherson", "Tamara Schultz-Fugh", "Nancy A. Brown")
_OFFICES = (
    ("New York", "11 Madison Avenue, 5th Floor", "New York, New York", "10010", "(212) 325-2000"),
    ("Delaware", "180 East Fifth Street", "St. Paul, Minnesota", "55101", "(651) 244-0727"),
)


@frozen
class _Deal:
    classes: list[str]
    groups: int
    alias: dict[str, str]


def _look(kit: Kit) -> Look:
    centred: tuple[Align, Align] = ("centre", "centre")
    return looks(kit, centred, centred, ("right", "right"), ("left", "left"), ("right", "left"))


def _tables(kit: Kit, columns: Sequence[Column], roster: Callable[[], Roster], head: tuple[str, ...]) -> None:
    """The columns that this deal prints, in one wide table or in several narrow ones."""
    parts = kit.parts(kit.some(columns), most=5)
    for number, part in enumerate(parts):
        look = _look(kit)
        table = class_table(kit, kit.with_unknown(part), roster(), look)
        table.label_head = head
        print_table(kit, table, look)
        if number + 1 < len(parts):
            kit.part() if kit.chance(4) else kit.writer.blank(kit.number(1, 3))


def _summary(kit: Kit, deal: _Deal) -> None:
    kit.writer.title("DISTRIBUTION SUMMARY", kit.number(0, 30))
    kit.writer.blank(kit.number(0, 2))
    _tables(kit, SUMMARY, lambda: Roster(deal.classes, kit.pick("Total", "Total", None), {}), ("Class",))


def _per_1000(kit: Kit, deal: _Deal) -> None:
    kit.writer.title("AMOUNTS PER $1,000 UNIT", kit.number(0, 30))
    kit.writer.blank(kit.number(0, 2))
    _tables(kit, PER_1000, lambda: Roster(deal.classes, None, {}), ("Class",))


def _shortfall(kit: Kit, deal: _Deal) -> None:
    kit.writer.title("Interest Shortfall", kit.number(0, 8))
    names = [name for name in deal.classes if name != "R"] if kit.chance(2) else deal.classes
    bottom = kit.chance(2)

    def hung(column: Column) -> Column:
        return evolve(column, head=tuple(filter(None, column.head))) if bottom else column

    def roster() -> Roster:
        return Roster(names, kit.pick("", "Total", None), deal.alias)

    _tables(kit, [hung(column) for column in SHORTFALL], roster, ())


def _advances(kit: Kit, _: _Deal) -> None:
    kit.writer.title("Advances")
    _lines(kit, [Listed(label, Meaning(measure, "deal"), form) for label, measure, form in kit.some(ADVANCES)])


def _aggregates(kit: Kit, _: _Deal) -> None:
    _lines(kit, [Listed(label, Meaning(measure, "deal"), form) for label, measure, form in kit.some(AGGREGATES)])


def _listing(kit: Kit, deal: _Deal) -> None:
    lines = []
    for label, measure, form in kit.some(LISTING):
        if "{}" in label:
            name = kit.pick(*deal.classes)
            lines.append(Listed(label.format(name), Meaning(measure, "class", name), form))
        else:
            lines.append(Listed(label, Meaning(measure, "deal"), form))
    _lines(kit, with_unknown(kit, lines))


def _lines(kit: Kit, lines: list[Listed]) -> None:
    print_listing(kit, lines, shape_of(kit, lines))


def _sections(kit: Kit, groups: int) -> list[Callable[[Kit, _Deal], None]]:
    always = [_summary, _per_1000, _advances, _shortfall, _listing]
    if not groups:
        return kit.some([*always[:2], _aggregates, *always[2:]], least=2)
    return kit.some([*always[:2], _pool, _fees, _advances, _delinquency, *always[3:]], least=2)


def _pool(kit: Kit, deal: _Deal) -> None:
    print_pool(kit, deal.groups)


def _fees(kit: Kit, deal: _Deal) -> None:
    print_fees(kit, deal.groups)


def _delinquency(kit: Kit, deal: _Deal) -> None:
    print_delinquency(kit, deal.groups)


def _deal(kit: Kit, sections: Sequence[Callable[[Kit, _Deal], None]], groups: int) -> _Deal:
    """Another spelling of a class in a later table is only one when the summary has told the right one before."""
    classes, alias = kit.draw(class_names()), {}
    told = _summary in sections and _shortfall in sections and sections.index(_summary) < sections.index(_shortfall)
    hyphened = [name for name in classes if "-" in name]
    if told and hyphened and kit.chance(4):
        name = kit.pick(*hyphened)
        alias = {name: squeezed(name)}
    return _Deal(classes, groups, alias)


@st.composite
def us_bank_pages(draw: st.DrawFn) -> Page:
    """A whole filing: cover page, letterhead, statements, signature."""
    writer = Writer()
    kit = Kit(draw, writer, draw(hands()))
    trust, date = kit.pick(*_TRUSTS), draw(dates())
    if not kit.chance(4):
        state, street, city, code, phone = kit.pick(*_OFFICES)
        words = {"date": date.text, "trust": "\n".join(trust), "state": state, "street": street, "city": city}
        words |= {"zip": code, "phone": phone, "file": "333-86750", "irs": "13-3354848"}
        writer.many(COVER.format(**words).split("\n"))
    base, upper = kit.pick(0, 0, 1, 2, 4, 8), kit.chance(4)
    writer.indent, writer.upper = base, upper
    writer.many(trust)
    writer.blank(kit.number(0, 2))
    writer.title("STATEMENT TO CERTIFICATEHOLDERS", kit.number(0, 20))
    writer.blank(kit.number(1, 2))
    row = Row("Distribution Date:")
    row.figure(kit.pick(37, 20, 25, 50), date, Meaning("distribution_date", "deal"))
    writer.add(row)
    groups = kit.pick(2, 0, 3)
    sections = _sections(kit, groups)
    deal = _deal(kit, sections, groups)
    for section in sections:
        kit.part()
        writer.indent = base + kit.pick(0, 0, 1, 3)
        section(kit, deal)
    writer.indent, writer.upper = 0, False
    writer.blank(kit.number(1, 4))
    writer.many(SIGNATURE.format(trust="\n".join(trust), signer=kit.pick(*_SIGNERS)).split("\n"))
    return evolve(writer.page(kit.pick("\n", "\r\n")), upper=upper)
