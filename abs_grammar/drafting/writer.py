"""A first grammar for a trustee nobody has seen: what the samples print, as a grammar that reads them.

It looks as an author's does: titled sections in the order of the page, lines of the page above each rule, one word a
line, with its name where it stands. Beside each that was matched with the vocabulary stands how sure that is; what was
doubtful is left for the author, with the words it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from abs_grammar.drafting.familiar import CASED, OVERRIDDEN_BY, WIDER, is_plainly
from abs_grammar.drafting.lines import trustee_in
from abs_grammar.drafting.marks import any_of, mark_of
from abs_grammar.drafting.names import Word
from abs_grammar.drafting.plan import Plan, StatementPlan, plan_of
from abs_grammar.drafting.sample import Survey

__all__ = ["draft"]

_WIDTH = 120
_MOST_PRINTED = 8
_CONTACT = r"/(Contact|Attention|Attn|Administrator|Inquiries|Questions?|Prepared by)[^\n]*(\n[^\n]*)*/i"
_MOST_TITLES = 12
_FEWEST_OWN = 3
_BANK = re.compile(
    r"(?:[A-Z][A-Za-z&.']* ){0,4}"
    r"(?:(?:Bank(?:ers)?|BANK(?:ERS)?)\b(?: (?:of|OF|and|AND|&))?|Trust Company|TRUST COMPANY|National Association"
    r"|NATIONAL ASSOCIATION|Corporation|CORPORATION)"
    r"(?: (?:(?:of|OF) )?(?!AS\b|TRUSTEE\b)(?:[A-Z][A-Za-z&']*|N\.A\.))*",
)
_SERIES = r"/.{0,200}?series:? (?P<series>[0-9A-Z-]{1,20}).{0,100}/i"
_ALIGNED = 76  # where a name stands below others, unless its words are longer


def draft(name: str, samples: Sequence[Survey]) -> tuple[str, Plan]:
    """Write a grammar for what the samples print; return it with the plan it was written by."""
    plan = plan_of(name, samples)
    return _Writer(plan).text(), plan


class _Writer:
    """Writes one plan as a grammar."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.opening = [s for s in plan.statements if not s.is_empty]
        opening = {s.title.terminal for s in self.opening if s.title is not None}
        passing = [s.title for s in plan.statements if s.is_empty and s.title is not None]
        self.passing = [
            title for title in passing if title.terminal not in opening
        ]  # `Fees 7` may open, and `Fees` pass
        self.said: set[str] = set()
        self.has_edges = any(sample.has_edges for sample in plan.samples)
        self.has_contact = any(sample.contact for sample in plan.samples)

    def text(self) -> str:
        parts = [self._report(), *[self._statement(s) for s in self.opening], self._loose(), self._left_out()]
        body = [*self._recognition(), *[line for part in parts for line in part]]
        return "\n".join([*self._head("\n".join(body)), *body]).rstrip() + "\n"

    # ---- the head

    def _head(self, body: str) -> list[str]:
        head = [
            f"// {self.plan.name}.lark — a draft, made from {_listed([s.name for s in self.plan.samples])}.",
            "//",
            "// Beside a word stands how sure its match with the vocabulary is. `perhaps` leaves it to you: write the",
            "// name of what it means behind its ->, or let it be, and its figures stay without a measure.",
            "",
            "%import .common",
            *(["%import .edgar_table"] if self.has_edges else []),
        ]
        return [*head, "", *self._overridden(frozenset(re.findall(r"\w+", body)))]

    def _overridden(self, named: frozenset[str]) -> list[str]:
        """Write the labels of common.lark that this trustee prints more widely, or behind a list mark."""
        lines: list[str] = []
        for name, labels in self.plan.familiar.items():
            unlike = [label for label in labels if not is_plainly(label, name)]
            if unlike and not named.isdisjoint({name, *OVERRIDDEN_BY[name]}):
                marks = any_of(map(mark_of, labels))
                before = f"({marks} )?" if marks else ""
                flag = "" if name in CASED else "i"
                lines += [*_quoted(unlike[:1]), f"%override {name}: /{before}{WIDER[name]}/{flag}", ""]
        return lines

    def _recognition(self) -> list[str]:
        """Choose the words by which a page is known: a name in the letterhead or the signature, titles, or labels."""
        lines = [_section("how the page is recognised"), ""]
        own = [w for w in self._titles() if self._begins_lines(w)][:_MOST_TITLES]
        if len(own) < _FEWEST_OWN:
            labels = [w for s in [*self.plan.statements, self.plan.loose] for w in [*s.lines, *s.rows]]
            own = [*own, *[w for w in labels if self._begins_lines(w)]][:_FEWEST_OWN]
        own = own or self.plan.dates[:1]
        bank = self._bank()
        if not own:
            return [*lines, "recognised_by: NOTHING_YET", 'NOTHING_YET: "no words were found to know the page by"', ""]
        wanted = min(len(own), _FEWEST_OWN - (bank is not None))
        names = ["TRUSTEE_NAME"] * (bank is not None) + ["_own_words"] * wanted
        lines += [f"recognised_by: {' '.join(names)}", *_alternatives("_own_words", [w.terminal for w in own]), ""]
        return lines if bank is None else [*lines, f'TRUSTEE_NAME: "{bank}"', ""]

    def _begins_lines(self, word: Word) -> bool:
        """Tell whether every sample has a line that begins with these words, as the reader of claims looks for them."""
        pattern = re.compile(rf"^[^\S\n]*{re.escape(word.text)}(?!\w)", re.IGNORECASE | re.MULTILINE)
        return word.pattern is None and _plain(word.text) and all(pattern.search(s.text) for s in self.plan.samples)

    def _bank(self) -> str | None:
        """Return a name that every sample prints: the trustee's where one is called so, else that of a bank."""
        first = self.plan.samples[0]
        lines = [*first.contact, *first.signed, *first.letterhead]
        lines.sort(key=lambda line: ("trustee" not in line.casefold(), "bank" not in line.casefold()))
        named = [name for line in lines if (name := trustee_in(line))]
        for name in [*named, *[match.group().strip() for line in lines for match in _BANK.finditer(line)]]:
            everywhere = all(name.casefold() in sample.text.casefold() for sample in self.plan.samples)
            if " " in name and _plain(name) and everywhere:
                return name
        return None

    def _titles(self) -> list[Word]:
        return [*[s.title for s in self.opening if s.title is not None], *self.passing]

    # ---- the report

    def _report(self) -> list[str]:
        between = [*(["date_line"] if self.plan.dates else []), *(["SERIES"] if self.plan.series else [])]
        between += ["_edge"] if self.has_edges else []
        above = ["DEAL_NAME", *(["CONTACT_BLOCK"] if self.has_contact else [])]
        also = ["_between"] if between or self.passing else []
        alternatives = [s.rule for s in self.opening] + self._loose_alternatives() + ["UNKNOWN_TITLE"]
        lines = [
            _section("the report"),
            "",
            *_quoted(line for sample in self.plan.samples[:1] for line in sample.letterhead[:3]),
            f"report: {_several([*above, *also])}* (_statement {_several(['_statement', *also])}*)?",
            *(self._list("_between: ", [*between, *self.passing]) if also else []),
            "",
            *_alternatives("_statement", alternatives),
            "",
        ]
        if self.plan.dates and not all(is_plainly(word.text, word.terminal) for word in self.plan.dates):
            lines += _quoted([row.printed for row in self.plan.samples[0].dates[:2]])
            lines += [*self._rows("date_line", self.plan.dates), ""]
        if self.has_contact:
            lines += _quoted([line for sample in self.plan.samples[:1] for line in sample.contact[:2]])
            lines += [f"CONTACT_BLOCK: {_CONTACT}", ""]
        if self.plan.series:
            lines += [*_quoted(self.plan.series[:2]), f"SERIES.-2: {_SERIES}", ""]
        return lines

    # ---- statements

    def _statement(self, s: StatementPlan) -> list[str]:
        assert s.title is not None  # noqa: S101 - loose lines are written by another method
        lines = [_section(s.title.text), "", *_quoted(s.printed[:_MOST_PRINTED])]
        column = f"{s.stem}_column"
        title = self._title(s.title, s.rule)
        if self._is_class_table(s):
            row = "class_or_repeated_row" if "repeated" in s.shapes else "class_row"
            totals = "totals_or_unnamed_row" if "unlabelled" in s.shapes else "totals_row"
            lines.append(f"{s.rule}: {title} _table{{{column}, {row}, {totals}}}?")
        else:
            parts, rules = self._parts(s)
            lines += [f"{s.rule}: {title} {_several(parts)}*", *rules]
        if s.columns or s.groups:
            lines += self._list(f"?{column}: ", [*sorted(s.groups), *s.columns])
        return [*lines, *self._notes(s.notes), ""]

    @staticmethod
    def _is_class_table(s: StatementPlan) -> bool:
        """Tell whether a statement is tables of classes and nothing else, each under headings of its own."""
        plain = s.shapes <= {"class_row", "totals_row", "repeated", "unlabelled"} and "class_row" in s.shapes
        return (
            plain
            and not {"repeated", "unlabelled"} <= s.shapes
            and not (s.rows or s.lines or s.entry or s.notes or s.inner)
        )

    def _parts(self, s: StatementPlan) -> tuple[list[str], list[str]]:
        """Return the parts a statement is made of, in any order, and the rules for them."""
        parts = [f"{s.stem}_column"] if s.columns or s.groups else []
        rules: list[str] = []
        shapes = s.shapes
        if s.entry:
            parts.append(f"_{s.stem}_grid")
            rules += self._grid(s)
            shapes = shapes - {"bucket_row", "totals_row", "unlabelled", "repeated"}
        for shape in _written(shapes):
            part, rule = _SHAPES[shape]
            parts.append(part.format(s.stem))
            rules += [rule.format(s.stem)] if rule else []
        if s.rows and not s.entry:
            late = [w for w in s.rows if w.pattern is not None and "?P<bucket>" in w.pattern]
            others = [w for w in s.rows if w not in late]
            if late:
                parts.append(f"{s.stem}_late_row")
                rules += self._rows(f"{s.stem}_late_row", late, " -> delinquent")
            if others:
                parts.append(f"{s.stem}_row")
                rules += self._rows(f"{s.stem}_row", others)
        if s.lines:
            parts.append(f"{s.stem}_line")
            rules += self._rows(f"{s.stem}_line", s.lines)
        if s.inner:
            parts.append(f"_{s.stem}_subtitle")
            rules += self._list(f"_{s.stem}_subtitle: ", s.inner)
        parts += [w.terminal for w in s.notes]
        return parts or ["UNKNOWN_TITLE"], rules

    def _grid(self, s: StatementPlan) -> list[str]:
        """Write an entry of several lines: the first line labelled, what each holds printed once over each column."""
        labels = [name for shape, name in (("bucket_row", "BUCKET"), ("totals_row", "TOTAL")) if shape in s.shapes]
        grid, entry = f"_{s.stem}_entry*", ""
        for word in reversed(s.entry[1:]):
            grid = f"({self._once(word)} {grid})?"
        names = [f"{s.stem}_entry_{number}" for number in range(1, len(s.entry) + 1)]
        for name in reversed(names[1:]):
            entry = f" ({name}{entry})?"
        rules = [f"_{s.stem}_grid: {self._once(s.entry[0])} {grid}", f"_{s.stem}_entry: {names[0]}{entry}"]
        for name, word in zip(names, s.entry, strict=True):
            meant = f" -> {word.meant or name}"
            if name == names[0]:
                rules += self._rows(name, [*labels, *s.rows] or ["BUCKET"], meant)
            else:
                rules.append(f"{name}: FIGURES{meant}")
        return rules

    # ---- what stands in no statement

    def _loose_alternatives(self) -> list[str]:
        s = self.plan.loose
        parts = ["deal_line"] if s.lines else []
        if s.columns or s.groups:
            parts.append("untitled_column")
        parts += [_SHAPES[shape][0].format("untitled") for shape in _written(s.shapes)]
        return parts + (["untitled_row"] if s.rows else [])

    def _loose(self) -> list[str]:
        s = self.plan.loose
        if s.is_empty:
            return []
        lines = [_section("lines and tables without a title"), "", *_quoted(s.printed[:_MOST_PRINTED])]
        if s.lines:
            lines += self._rows("deal_line", s.lines)
        lines += [_SHAPES[shape][1].format("untitled") for shape in _written(s.shapes) if _SHAPES[shape][1]]
        if s.rows:
            lines += self._rows("untitled_row", s.rows)
        if s.columns or s.groups:
            lines += self._list("untitled_column: ", [*sorted(s.groups), *s.columns])
        return [*lines, ""]

    def _left_out(self) -> list[str]:
        """List what one sample alone prints."""
        left = self.plan.left_out
        if not left:
            return []
        why = "// These stand in one sample alone, or are too many: the deal's own words, perhaps."
        return [_section("what is left out"), "", why, *_quoted(left[:200]), ""]

    # ---- words, each declared where it stands first

    def _declared(self, word: Word) -> tuple[str, str, str]:
        """Return how a word is written: its words, its name and how sure that is; elsewhere, its terminal alone."""
        if word.terminal in self.said:
            return word.terminal, "", ""
        self.said.add(word.terminal)
        return _definition(word), word.terminal.lower(), _how_sure(word)

    def _once(self, word: Word) -> str:
        """Write a word that stands among other things."""
        words, name, _ = self._declared(word)
        return f"({words} -> {name})" if name else words

    def _title(self, word: Word, rule: str) -> str:
        """Write the words that a rule opens with: called what the rule is called, they need no name."""
        if word.terminal == rule.upper() and word.terminal not in self.said:
            self.said.add(word.terminal)
            return _definition(word)
        return self._once(word)

    def _list(self, head: str, words: Sequence[Word | str], end: str = "") -> list[str]:
        """Write alternatives, one a line, the names of words one below the other."""
        parts = [(word, "", "") if isinstance(word, str) else self._declared(word) for word in words if word]
        begun = [f"{'    | ' if number else head}{part[0]}" for number, part in enumerate(parts)]
        widths = [len(line) for line, (_, name, _) in zip(begun, parts, strict=True) if name]
        width = max([width for width in widths if width <= _ALIGNED], default=0)
        ends = [""] * (len(parts) - 1) + [end]
        return [
            (f"{line:{width}} -> {name}" if name else line) + after + sure
            for line, (_, name, sure), after in zip(begun, parts, ends, strict=True)
        ]

    def _rows(self, rule: str, words: Sequence[Word | str], end: str = "") -> list[str]:
        """Write a rule for rows or lines that bear these labels."""
        if len(words) == 1 and (isinstance(words[0], str) or words[0].terminal in self.said):
            return [f"{rule}: {words[0] if isinstance(words[0], str) else words[0].terminal} FIGURES{end}"]
        return self._list(f"{rule}: (", words, f") FIGURES{end}")

    def _notes(self, words: Iterable[Word]) -> list[str]:
        """Write notes, which come second to whatever else a line may be: so they are defined by themselves."""
        fresh = [word for word in words if word.terminal and word.terminal not in self.said]
        self.said.update([word.terminal for word in fresh])
        return [f"{word.terminal}.-1: {_definition(word)}{_how_sure(word)}" for word in fresh]


# What rows may be: the part of the statement, and the rule it takes, if common.lark has none.
_SHAPES = {
    "class_row": ("class_row", ""),
    "totals_row": ("totals_row", ""),
    "late_totals_row": ("{0}_totals_row", "{0}_totals_row: TOTAL FIGURES -> delinquent"),
    "slipped_row": ("{0}_slipped_row", "{0}_slipped_row: CLASS__LABEL FIGURES -> slipped_row"),
    "bucket_row": ("delinquent_row", ""),
    "account_row": ("{0}_account_row", "{0}_account_row: ACCOUNT_NAME FIGURES"),
    "group_row": ("{0}_group_row", "{0}_group_row: GROUP__LABEL FIGURES"),
    "bucket_line": ("{0}_bucket_line", "{0}_bucket_line: BUCKET FIGURES"),
    "class_line": ("{0}_class_line", "{0}_class_line: CLASS_NAME FIGURES"),
    "total_line": ("{0}_total_line", "{0}_total_line: TOTAL FIGURES"),
    "group_line": ("group_line", ""),
    "repeated": ("{0}_repeated_row", "{0}_repeated_row: FIGURES -> repeated_row"),
    "unlabelled": ("{0}_unlabelled_row", "{0}_unlabelled_row: FIGURES"),
}


# Shapes that a statement can have but one of: each pair is read alike, and the first is written.
_EXCLUDING = {"unlabelled": "repeated", "group_line": "group_row"}


def _written(shapes: set[str]) -> list[str]:
    """Return the shapes to write, in order."""
    return [shape for shape in _SHAPES if shape in shapes and _EXCLUDING.get(shape) not in shapes]


def _section(title: str) -> str:
    return f"// ------------------------------------------------------------------ {_shown(title)}"


def _quoted(lines: Iterable[str]) -> Iterator[str]:
    """Quote lines of the page as comments, as they stand."""
    for line in lines:
        yield f"// {_shown(line)}".rstrip()


def _shown(text: str) -> str:
    return "".join([c if c.isprintable() else " " for c in text])[: _WIDTH - 3].rstrip("\\")


def _definition(word: Word) -> str:
    """Write the words that a word is, or their pattern."""
    if word.pattern is not None:
        return f"/{word.pattern}/i"
    escaped = word.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _how_sure(word: Word) -> str:
    if not word.asked:
        return ""
    if word.meant is not None:
        return f"  // {word.found[0].percent} %"
    likely = [f"{guess.word} ({guess.percent} %)" for guess in word.likely]
    return f"  // perhaps {' or '.join(likely)}" if likely else "  // not in the vocabulary"


def _several(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"({' | '.join(names)})"


def _alternatives(rule: str, names: Sequence[str]) -> list[str]:
    return [f"{rule}: {names[0]}", *[f"    | {name}" for name in names[1:]]]


def _plain(text: str) -> bool:
    """Tell whether a text can be looked for on a page as it is."""
    return bool(text) and '"' not in text and "\\" not in text and text.isprintable() and text.strip() == text


def _listed(names: Sequence[str]) -> str:
    short = [re.split(r"[\\/]", _shown(name))[-1] for name in names]
    return short[0] if len(short) == 1 else f"{len(short)} samples"
