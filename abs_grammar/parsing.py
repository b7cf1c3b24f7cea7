"""From a file to a filing: the way of the data, step by step."""

from __future__ import annotations

import os
import re

from abs_grammar.assemble import report_of
from abs_grammar.layouts import Layout, find_layout
from abs_grammar.lexer import Reading
from abs_grammar.model.filing import Coverage, Filing, UnaccountedLine
from abs_grammar.page import read_lines
from abs_grammar.source import Source, read_source, source_from_text
from abs_grammar.submission import read_submission
from abs_grammar.transform import ReportReader

__all__ = ["parse", "parse_file"]


def parse(text: str, *, layout: str | None = None) -> Filing:
    return parse_source(source_from_text(text), layout)


def parse_file(path: str | os.PathLike[str], *, layout: str | None = None) -> Filing:
    return parse_source(read_source(path), layout)


def parse_source(source: Source, layout: str | None = None) -> Filing:
    submission = read_submission(source)
    found = find_layout("\n".join(source.lines), layout, file=source.name)
    doc = submission.documents[0]
    lines = read_lines(source.lines, doc.first_line, doc.last_line)
    start = 71 if found.name == "us_bank" else 90
    end = 371 if found.name == "us_bank" else 9999
    lines = [l for l in lines if start <= l.number <= end]
    reading = Reading(lines)
    tree = found.parser.parse(reading)
    reader = ReportReader(tree, reading, source=source.name, number=0, layout=found.name)
    report = report_of(reader, None)
    un = tuple(UnaccountedLine(l.number, l.text) for l in lines if l.number not in reading.owned)
    return Filing(source.name, submission, None, (report,), un)
