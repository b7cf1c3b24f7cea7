"""Pages as CTSLink prints them: a table a statement, wide statements in halves, footnotes below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen
from hypothesis import strategies as st

from tests.pages import ctslink_words as words
from tests.pages.class_tables import Roster, class_table
from tests.pages.ctslink_front import draw_deal, print_cover, print_letterhead
from tests.pages.ctslink_grid import print_grid
from tests.pages.figures import class_names, dates, hands
from tests.pages.kit import Column, Kit
from tests.pages.listings import Listed, print_listing, shape_of, with_unknown
from tests.pages.printed import Meaning, Page, Writer
from tests.pages.tables import Entry, Table, looks, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.pages.tables import Look

__all__ = ["ctslink_pages"]

_ACCOUNTS = ("Cap Contract", "Basis Risk Reserve Fund", "Yield Maintenance Account")


@frozen
class _Statement:
    """A statement of classes: its columns, and whether they are per $1,000."""

    title: str
    columns: Sequence[Column]
    totals: bool = True


_STATEMENTS = (
    _Statement("Certificateholder Distribution Summary", words.SUMMARY),
    _Statement("Principal Distribution Statement", words.PRINCIPAL),
    _Statement("Principal Distribution Factors Statement", words.PRINCIPAL_FACTORS, totals=False),
    _Statement("Interest Distribution Statement", words.INTEREST),
    _Statement("Interest Distribution Factors Statement", words.INTEREST_FACTORS, totals=False),
)
_LISTINGS = {
    "PREPAYMENT/CURTAILMENT INTEREST SHORTFALL": words.PREPAYMENT,
    "SERVICING FEES": words.FEES,
    "OTHER INFORMATION": words.OTHER,
    "COLLATERAL STATEMENT": words.COLLATERAL,
    "Miscellaneous Reporting": words.MISCELLANEOUS,
}


def _look(kit: Kit) -> Look:
    return looks(kit, ("right", "right"), ("right", "right"), ("right", "left"), ("centre", "centre"), ("left", "left"))


def _class_statement(kit: Kit, statement: _Statement, classes: list[str], opened: list[bool]) -> None:
    """In halves, mostly: the second is `(continued)`, in a <TABLE> of its own."""
    parts = kit.parts(kit.some(statement.columns), most=3)
    for number, part in enumerate(parts):
        mark = f" ({kit.number(1, 9)})" if kit.chance(2) else ""
        columns = [evolve(column, head=tuple(w.format(mark=mark) for w in column.head)) for column in part]
        noted = bool(mark) and any("(" in word for column in columns for word in column.head)
        if not opened.pop():
            _open(kit)
        opened.append(False)
        kit.writer.title(statement.title + (" (continued)" if number else ""), kit.number(16, 50))
        kit.writer.blank(kit.number(0, 1))
        look = _look(kit)
        roster = Roster(classes, "Totals" if statement.totals and not kit.chance(5) else None, {}, twice=True)
        table = class_table(kit, kit.with_unknown(columns), roster, look)
        table.label_head = ("Class" + kit.pick("", "", " (2)"),)
        table.tags, table.blank_after_head = kit.pick("<s> <c>", "<s> <c>", "<S> <C>"), kit.number(0, 1)
        print_table(kit, table, look)
        _notes(kit, statement, mark if noted else "")
        kit.writer.line("</TABLE>")
        if number + 1 < len(parts):
            kit.part() if kit.chance(3) else kit.writer.blank(kit.number(0, 3))


def _notes(kit: Kit, statement: _Statement, mark: str) -> None:
    notes: list[str] = []
    if mark:
        first, *rest = kit.pick(*words.NOTES)
        notes += [f"{mark.strip()} {first}", *(f"    {line}" for line in rest)]
    if not statement.totals and kit.chance(2):
        notes.append(f"{kit.pick('All classes', 'All Classes')} are per $1,000 denomination.")
    if statement.title.startswith("Certificateholder") and kit.chance(2):
        notes += ["All distributions required by the Pooling and Servicing Agreement have been calculated by the"]
        notes += ["Certificate Administrator on behalf of the Trustee."]
    if notes or kit.chance(6):
        kit.writer.many(["<FN>", *[""] * kit.number(0, 1), *notes, *[""] * kit.number(0, 2), "</FN>"])


def _open(kit: Kit) -> None:
    kit.writer.many(["<TABLE>", "<CAPTION>", *[""] * kit.number(0, 2)])


def _listing(kit: Kit, titles: Sequence[str], lines: list[Listed]) -> None:
    _open(kit)
    kit.writer.title(titles[0], kit.number(16, 50))
    for other in titles[1:]:
        kit.writer.line(other, kit.number(16, 50))
    kit.writer.blank(kit.number(0, 1))
    kit.writer.line("<s>".ljust(kit.number(40, 80)) + "<c>")
    print_listing(kit, lines, evolve(shape_of(kit, lines), apart=kit.pick("never", "some")))
    kit.writer.blank(kit.number(0, 2))
    kit.writer.line("</TABLE>")


def _amounts(kit: Kit, title: str) -> None:
    lines = []
    for label, measure, form in kit.some(_LISTINGS[title]):
        printed = label.format(date=kit.draw(dates("{d}-{mon}-{yyyy}")).text)
        lines.append(Listed(printed, Meaning(measure, "deal"), form))
    _listing(kit, [title], with_unknown(kit, lines))


def _account(kit: Kit) -> None:
    lines = []
    kept = set(kit.some([label for label, _, form in words.ACCOUNT if form], least=3))
    for label, measure, form in words.ACCOUNT:
        if not form:
            lines.append(Listed(label, Meaning(None, "account")))
        elif label in kept:
            lines.append(Listed(label, Meaning(measure, "account", "CERTIFICATE ACCOUNT"), form))
    lines = with_unknown(kit, lines, indent="     ")
    _listing(kit, ["CERTIFICATEHOLDER ACCOUNT STATEMENT", "CERTIFICATE ACCOUNT"], lines)


def _accounts(kit: Kit) -> None:
    columns = kit.some(words.ACCOUNTS)
    entries = []
    for name in _ACCOUNTS[: kit.pick(1, 1, 2, 3)]:
        cells = [(kit.hand.figure(column.form), Meaning(column.measure, "account", name)) for column in columns]
        entries.append(Entry(name, tuple(cells)))
    _open(kit)
    kit.writer.title("OTHER ACCOUNTS", kit.number(16, 60))
    kit.writer.blank(kit.number(0, 1))
    table = Table(columns, entries, label_head=("Account Type",), tags="<s> <c>", blank_after_head=kit.number(0, 1))
    print_table(kit, table, evolve(_look(kit), label="left", label_head="left"))
    kit.writer.line("</TABLE>")


def _grid(kit: Kit) -> None:
    _open(kit)
    print_grid(kit)
    kit.writer.line("</TABLE>")


def _sections(kit: Kit, classes: list[str], opened: list[bool]) -> list[Callable[[], None]]:
    """Every statement this trustee has, as something to print; `opened` tells if a <TABLE> stands open."""

    def of_classes(statement: _Statement) -> Callable[[], None]:
        return lambda: _class_statement(kit, statement, classes, opened)

    def closed(printer: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            if opened.pop():
                kit.writer.line("</TABLE>")
            opened.append(False)
            printer()

        return run

    def amounts(title: str) -> Callable[[], None]:
        return closed(lambda: _amounts(kit, title))

    titles = list(_LISTINGS)
    return [
        *map(of_classes, _STATEMENTS),
        closed(lambda: _account(kit)),
        *map(amounts, titles[:2]),
        closed(lambda: _accounts(kit)),
        closed(lambda: _grid(kit)),
        *map(amounts, titles[2:]),
    ]


@st.composite
def ctslink_pages(draw: st.DrawFn) -> Page:
    """A whole filing: cover page, letterhead with its contact, statements."""
    writer = Writer()
    kit = Kit(draw, writer, draw(hands()))
    form = kit.pick("{m}/{d}/{yy}", None)
    record = draw(dates(form))
    paid, spelt = draw(dates(form, str(record.value))), draw(dates("{month} {day}, {yyyy}", str(record.value)))
    deal = draw_deal(kit, record, paid, spelt.text)
    if not kit.chance(4):
        print_cover(kit, deal)
    writer.upper = kit.chance(4)
    base = kit.pick(0, 0, 1, 2, 4, 8)
    writer.indent = base
    opened = [kit.chance(2)]
    if opened[0]:
        writer.many(["<TABLE>", "<CAPTION>"])
    print_letterhead(kit, deal)
    for section in kit.some(_sections(kit, draw(class_names()), opened), least=2):
        kit.part()
        writer.indent = base + kit.pick(0, 0, 1, 3)
        section()
        if kit.chance(12):
            writer.many(["", "<TABLE>", "<CAPTION>", "            <S>".ljust(50) + "<C>", "", "</TABLE>"])
    return writer.page(kit.pick("\n", "\r\n"))
