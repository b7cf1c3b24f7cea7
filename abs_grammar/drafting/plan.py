"""What a drafted grammar is to say: each statement's rules, and what each printed word is taken to mean.

The statements of all samples that bear one title are one. A word that no sample shares with another, where there are
several, is not planned for. What each text means is asked of `wording`; what is not certain gets a name of its own
words, which names no measure, so that its figures are read and left undecided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import attrs

from abs_grammar.drafting.familiar import is_a, says_account
from abs_grammar.drafting.kinds import Kind, Kinds, late, rows_say, says_late, says_more
from abs_grammar.drafting.marks import without_mark
from abs_grammar.drafting.matching import Setting, guesses, says_per_1000, sure
from abs_grammar.drafting.names import Names, Role, Word, escaped, free, key_of, says_nothing, slug
from abs_grammar.drafting.sample import Survey, SurveyedRow, Table
from abs_grammar.grammar.terminals import unmarked
from abs_grammar.model.vocabulary import MEASURES

__all__ = ["Plan", "StatementPlan", "plan_of"]

_DEAL = frozenset({"deal", "group"})
_CLASS = frozenset({"class"})
_ACCOUNT = frozenset({"account"})
_DELINQUENCY = frozenset({"delinquency"})
_NOTHING: frozenset[str] = frozenset()
_FIRST_WORDS = 6
_MOST_FIGURES = 30
_OF_CLASS = re.compile(r"class (?P<class>[0-9A-Z][0-9A-Z-]{0,7})(?P<after> .{3,})", re.IGNORECASE)
_OF_BUCKET = re.compile(
    r"(?P<before>.*?)\b(?P<bucket>((over|more than) )?\d{1,3}( ?(-|to) ?\d{1,3})? ?\+? days?( or more| and over)?)"
    r"(?P<after>.*)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[-/](?:\d{1,2}|[A-Za-z]{3,9})[-/]\d{2,4}|[A-Z][a-z]{2,8} \d{1,2}, ?\d{4}")
_NUMBER = re.compile(r"\d+")
_RESERVED_RULES = frozenset(
    """amount balance class_line class_or_repeated_row class_or_slipped_row class_or_unnamed_row class_row date_line
    deal_line delinquent delinquent_row group_column group_line loan_count recognised_by repeated_row report
    totals_or_unnamed_row totals_row unlabelled_row unnamed_class_row unnamed_totals_row""".split()  # noqa: SIM905 - a list of words reads best as words
)
_RESERVED_STEMS = frozenset({rule.rpartition("_")[0] for rule in _RESERVED_RULES} | {"untitled"})
_FAMILIAR = {
    "bucket_row": "BUCKET",
    "bucket_line": "BUCKET",
    "totals_row": "TOTAL",
    "total_line": "TOTAL",
    "class_row": "CLASS_NAME",
    "class_line": "CLASS_NAME",
    "group_row": "GROUP__LABEL",
    "group_line": "GROUP__LABEL",
}
# Lines that only say of whom their figure is: the title says what it is.
_OF_EACH = {"group_line": frozenset({"group"}), "class_line": _CLASS, "bucket_line": _DELINQUENCY}
_RULE_ENDINGS = ("_column", "_line", "_row", "_per_1000", "_note", "_block")


@attrs.define(eq=False)
class StatementPlan:
    """One statement: its rule, the words of its headings and labels, and the shapes its rows have."""

    rule: str
    title: Word | None
    columns: list[Word] = attrs.field(factory=list)
    groups: set[str] = attrs.field(factory=set)
    rows: list[Word] = attrs.field(factory=list)
    lines: list[Word] = attrs.field(factory=list)
    entry: list[Word] = attrs.field(factory=list)
    inner: list[Word] = attrs.field(factory=list)
    notes: list[Word] = attrs.field(factory=list)
    shapes: set[str] = attrs.field(factory=set)
    printed: list[str] = attrs.field(factory=list)

    @property
    def stem(self) -> str:
        """What the names of the statement's other rules begin with."""
        return self.rule.removesuffix("_per_1000")

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands below the title: then it is only printed on the way to another."""
        return not (self.columns or self.groups or self.rows or self.lines or self.entry or self.shapes)


@attrs.define(eq=False)
class Plan:
    """Everything that a drafted grammar says, in the order of the page.

    `familiar` are the labels, as printed, that a terminal of common.lark is for.
    """

    name: str
    samples: list[Survey]
    dates: list[Word]
    statements: list[StatementPlan]
    loose: StatementPlan
    left_out: list[str]
    familiar: dict[str, list[str]]

    @property
    def series(self) -> list[str]:
        """The lines that name the series below the letterhead, as the first sample prints them."""
        return self.samples[0].series

    @property
    def words(self) -> list[Word]:
        """Every word of the headings and labels."""
        every = [w for s in [*self.statements, self.loose] for w in [*s.columns, *s.rows, *s.lines, *s.entry]]
        every += [s.title for s in self.statements if s.title is not None and s.title.asked]
        return list({id(word): word for word in every}.values())


def plan_of(name: str, samples: Sequence[Survey]) -> Plan:
    """Plan a grammar for what the samples print."""
    return _Planner(name, samples).plan()


# ---- what the samples share


@attrs.define(eq=False)
class _Merged:
    """The statements of all samples that bear one title, in the several ways it is printed."""

    titles: list[str] = attrs.field(factory=list)
    tables: list[Table] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)
    inner: list[str] = attrs.field(factory=list)
    numbered: bool = False


def _skeleton(text: str) -> str:
    """Return a text as it is matched, its numbers taken out, unless they number a group."""
    return key_of(text) if "group" in text.casefold() else _NUMBER.sub("#", key_of(text))


def _texts_of(sample: Survey) -> set[str]:
    """Return every title, heading and label of a sample, as they are matched."""
    texts = set()
    for statement in sample.statements:
        texts.add(_skeleton(statement.title or ""))
        for table in statement.tables:
            texts.update(key_of(text) for level in table.levels for text in level)
            texts.update(_skeleton(row.label) for row in table.rows if row.label is not None)
            texts.update(key_of(text) for text in [table.label_heading or "", *table.once_over_each])
    return texts


@attrs.frozen
class _About:
    """What the rows and headings of a table are about. `rows_say` says that its labels name the measures."""

    kind: Kind
    title: str
    per_1000: bool = False
    rows_say: bool = True


class _Planner:
    """Plans one grammar."""

    def __init__(self, name: str, samples: Sequence[Survey]) -> None:
        self.name = name
        self.samples = list(samples)
        printed = Counter(text for sample in samples for text in _texts_of(sample))
        self.shared = {text for text, count in printed.items() if count > 1 or len(samples) == 1}
        self.left_out: dict[str, None] = {}
        self.names = Names()
        self.rules: set[str] = set(_RESERVED_RULES)
        self.kinds = Kinds(samples)
        self.familiar: dict[str, list[str]] = {}

    def plan(self) -> Plan:
        """Plan the dates first, then every statement as the first sample that has it prints it."""
        dates = self._dates()
        loose = StatementPlan("", None)
        statements = []
        for found in self._merge():
            if found.titles:
                statements.append(self._statement(found))
            else:
                self._fill(loose, found, "")
        statements = [statement for statement in statements if statement.title is None or statement.title.terminal]
        return Plan(
            self.name, self.samples, dates, statements, loose, [*self.left_out, *self.names.too_many], self.familiar
        )

    def _merge(self) -> list[_Merged]:
        by_title: dict[str, _Merged] = {}
        for statement in [statement for sample in self.samples for statement in sample.statements]:
            if not self._keeps(statement.title or "", _skeleton):
                continue
            merged = by_title.setdefault(_skeleton(statement.title or ""), _Merged())
            if statement.title is not None and key_of(statement.title) not in map(key_of, merged.titles):
                merged.titles.append(unmarked(statement.title))
            merged.numbered = merged.numbered or statement.numbered
            merged.tables += statement.tables
            merged.notes += statement.notes
            merged.inner += statement.inner
        return list(by_title.values())

    def _keeps(self, text: str, form: Callable[[str], str] = key_of) -> bool:
        """Tell whether a text is shared by samples; one that is not is noted."""
        if not text or form(text) in self.shared:
            return True
        self.left_out[text] = None
        return False

    def _dates(self) -> list[Word]:
        rows = [row for sample in self.samples for row in sample.dates if row.label is not None]
        words = [self.names.word(row.label or "", "date", Setting(figures=row.figures)) for row in rows]
        return [word for word in dict.fromkeys(words) if word.terminal]

    # ---- one statement

    def _statement(self, found: _Merged) -> StatementPlan:
        title = self._title(found)
        per_1000 = says_per_1000(title.text) and any(self.kinds.of(table) == "classes" for table in found.tables)
        words = without_mark(title.text)
        rule = slug(_NUMBER.sub("", words) if found.numbered or len(found.titles) > 1 else words).lower()
        if per_1000:
            rule = rule.partition("_per_1000")[0]
        if not says_nothing(rule) or rule.endswith(_RULE_ENDINGS) or rule in _RESERVED_STEMS:
            rule += "_statement"
        plan = StatementPlan(free(rule, self.rules) + "_per_1000" * per_1000, title)
        self._fill(plan, found, title.text, per_1000=per_1000)
        of_each = plan.shapes - {"total_line"}
        if len(of_each) == 1 and of_each <= _OF_EACH.keys() and not (plan.columns or plan.lines):
            self._measured_by_title(plan, title, Setting(_OF_EACH[of_each.pop()]))
        if title.terminal:
            self.names.rename(title, plan.rule.upper())
        return plan

    def _measured_by_title(self, plan: StatementPlan, title: Word, setting: Setting) -> None:
        """Name a statement after the measure of its title, where its lines only say of whom their figures are."""
        title.found, title.asked = guesses(without_mark(title.text), setting), True
        measured = sure(title.found)
        if measured is not None and measured.word in MEASURES and measured.word not in self.rules:
            title.meant = measured.word
            plan.rule = free(measured.word, self.rules)

    def _title(self, found: _Merged) -> Word:
        text = found.titles[0]
        varies = len(found.titles) > 1 or found.numbered
        word = self.names.word(_NUMBER.sub("", text).strip(" #") or text if varies else text, "title")
        if varies:
            word.text, word.pattern = text, escaped(text, _NUMBER, r"\d+")
        if says_account(text) and any(self.kinds.of(table) == "lines" for table in found.tables):
            word.pattern = f"(?P<account>{word.pattern or escaped(text)})"
        return word

    def _fill(self, plan: StatementPlan, found: _Merged, title: str, *, per_1000: bool = False) -> None:
        for table in found.tables:
            kind = self.kinds.of(table)
            says = kind == "lines" or rows_say(table, title)
            about = _About(kind, f"{title} {table.under}".strip(), per_1000, says)
            if kind == "lines":
                self._lines(plan, table, about)
            else:
                plan.printed = plan.printed or [*table.printed, *[row.printed for row in table.rows[:1]]]
                self._columns(plan, table, about)
                self._rows(plan, table, about)
            for text in dict.fromkeys(table.once_over_each):
                _add(plan.entry, self.names.word(text, "over", Setting(quantity=True), plan.rule))
        for text in dict.fromkeys(found.inner):
            _add(plan.inner, self.names.word(text, "inner"))
        for text in dict.fromkeys(found.notes):
            word = self.names.word(" ".join(text.split()[:_FIRST_WORDS]), "note")
            word.pattern = f"{escaped(word.text)}.*"
            _add(plan.notes, word)
        if (
            "bucket_row" in plan.shapes
            and not plan.shapes & {"class_row", "group_row"}
            and not (plan.rows or plan.entry)
        ):
            plan.shapes = {"late_totals_row" if shape == "totals_row" else shape for shape in plan.shapes}
        plan.lines = [word for word in plan.lines if word not in plan.rows]  # a label is read in one way only

    # ---- headings

    def _columns(self, plan: StatementPlan, table: Table, about: _About) -> None:
        figures: dict[str, list[str]] = {}
        for row in table.rows:
            for figure, header in zip(row.figures, row.headers, strict=True):
                figures.setdefault((header or "").rpartition(" / ")[2], []).append(figure)
        for depth, level in enumerate(table.levels):
            for text in level:
                named = _named_column(text, about.kind, is_top=depth < len(table.levels) - 1)
                if named:
                    plan.groups.add(named)
                elif self._keeps(text):
                    setting = self._of_column(table, about, tuple(figures.get(text, ())[:_MOST_FIGURES]))
                    _add(plan.columns, self.names.word(text, "column", setting, plan.rule))
        heading = table.label_heading
        if heading is not None and is_a(heading, "CLASS"):
            plan.groups.add("CLASS")
        elif heading is not None and self._keeps(heading):
            _add(plan.columns, self.names.word(heading, "column", None, plan.rule))

    @staticmethod
    def _of_column(table: Table, about: _About, figures: tuple[str, ...]) -> Setting | None:
        """Say what a heading may mean: nothing is asked of one that only tells the figures of a row apart."""
        if about.kind == "classes":
            return Setting(_CLASS, about.title, about.per_1000, figures)
        if about.kind == "accounts":
            return Setting(_ACCOUNT, about.title, figures=figures)
        if about.kind == "grid":
            return Setting(status=True) if table.once_over_each else Setting(quantity=True)
        if about.rows_say:
            return None
        labels = {row.label for row in table.rows if not is_a(row.label or "", "TOTAL", "GROUP", "BUCKET")}
        return Setting(_DEAL if len(labels) <= 1 else _NOTHING, about.title, figures=figures)

    # ---- rows

    def _rows(self, plan: StatementPlan, table: Table, about: _About) -> None:
        above: SurveyedRow | None = None
        for row in table.rows:
            shape = _shape(row, above, about.kind)
            if shape:
                self._has(plan, shape, row)
            elif self._keeps(row.label or "", _skeleton):
                _add(plan.rows, self._row_word(plan, table, row, about))
            above = row

    def _has(self, plan: StatementPlan, shape: str, row: SurveyedRow) -> None:
        """Note that a row has a shape, and how its label is printed."""
        plan.shapes.add(shape)
        if shape in _FAMILIAR and row.label is not None:
            self.familiar.setdefault(_FAMILIAR[shape], []).append(unmarked(row.label))

    def _row_word(self, plan: StatementPlan, table: Table, row: SurveyedRow, about: _About) -> Word:
        label = row.label or ""
        if about.kind == "grid":
            if late(label) is None:
                return self.names.word(label, "label", Setting(status=True), plan.rule)
            word = self.names.word(label, "label", None, plan.rule)
            word.pattern = late(label)
            return word
        if about.kind == "classes across":
            setting = Setting(_CLASS, about.title, says_per_1000(about.title), row.figures)
            return self._label(label, "label", setting, plan.rule)
        if not about.rows_say:
            return self.names.word(label, "label", None, plan.rule)
        scopes = _NOTHING if says_more(table) else _DEAL
        return self._label(label, "label", Setting(scopes, about.title, figures=row.figures), plan.rule)

    def _lines(self, plan: StatementPlan, table: Table, about: _About) -> None:
        role: Role = "loose" if plan.title is None else "label"
        scopes = _ACCOUNT if says_account(about.title) else _DEAL
        shape = ""
        for row in table.rows:
            if row.label is None or not self._keeps(row.label, _skeleton):
                continue
            if not plan.printed or plan.title is None:
                plan.printed.append(row.printed)
            shape = self._shape_of_line(row.label, shape)
            if shape:
                self._has(plan, shape, row)
            else:
                setting = Setting(scopes, about.title, figures=row.figures)
                _add(plan.lines, self._label(row.label, role, setting, plan.rule))

    def _shape_of_line(self, label: str, before: str) -> str:
        """Return which shape a line has whose label only says of whom its figure is, below one of another shape."""
        if is_a(label, "GROUP"):
            return "group_line"
        if self.kinds.is_class(label):
            return "class_line"
        if is_a(label, "BUCKET"):
            return "bucket_line"
        return "total_line" if is_a(label, "TOTAL") and before in ("bucket_line", "class_line", "group_line") else ""

    def _label(self, text: str, role: Role, setting: Setting, place: str) -> Word:
        """Name a label; one that names a class is of every class, and one that holds a date of every date."""
        words = without_mark(unmarked(text))
        before = unmarked(text).removesuffix(words)
        of_class = _OF_CLASS.fullmatch(words)
        if of_class is not None and is_a(of_class["class"], "CLASS_NAME") and sure(guesses(text, setting)) is None:
            asked = attrs.evolve(setting, scopes=_CLASS if setting.scopes else _NOTHING)
            word = self.names.word(f"Class{of_class['after']}", role, asked, place, ask=of_class["after"])
            word.pattern = f"{escaped(before)}Class (?P<class>[0-9A-Z-]{{1,8}}){escaped(of_class['after'])}"
            return word
        of_bucket = _OF_BUCKET.fullmatch(words)
        if of_bucket is not None and (says_late(words) or says_late(setting.title)):
            said = f"{of_bucket['before']} {of_bucket['after']}"
            word = self.names.word(text, role, attrs.evolve(setting, scopes=_DELINQUENCY), place, ask=said)
            first, last = escaped(before + of_bucket["before"]), escaped(of_bucket["after"])
            word.pattern = f"{first}(?P<bucket>{escaped(of_bucket['bucket'])}){last}"
            return word
        if _DATE.search(text):
            word = self.names.word(_DATE.sub("…", text), role, setting, place, ask=text)
            word.pattern = escaped(unmarked(text), _DATE, ".{6,20}")
            return word
        return self.names.word(text, role, setting, place)


def _named_column(text: str, kind: Kind, *, is_top: bool) -> str:
    """Return the terminal of a heading that names what its figures speak of, or the label's column; else nothing."""
    if is_a(text, "GROUP"):
        return "GROUP"
    if is_a(text, "CLASS"):
        return "CLASS"
    if is_a(text, "TOTAL"):
        return "ALL_GROUPS" if is_top or kind in ("labels", "classes across") else ""
    return "CLASS_NAME__COLUMN" if kind == "classes across" else ""


def _shape(row: SurveyedRow, above: SurveyedRow | None, kind: Kind) -> str:
    """Return which shape a row has that has no word of its own; nothing if its label is one."""
    label = row.label
    if label is None:
        return "repeated" if above is not None and above.figures == row.figures else "unlabelled"
    if kind == "classes" and is_a(label, "CLASS"):
        return "slipped_row"
    if kind == "classes" and is_a(label, "CLASS_NAME"):
        return "class_row"
    if kind == "accounts" and not is_a(label, "TOTAL"):
        return "account_row"
    shapes = {"TOTAL": "totals_row", "BUCKET": "bucket_row", "GROUP": "group_row"}
    return next((shape for name, shape in shapes.items() if is_a(label, name)), "")


def _add(words: list[Word], word: Word) -> None:
    if word.terminal and word not in words:
        words.append(word)
