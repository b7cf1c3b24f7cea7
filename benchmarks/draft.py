"""How good a first draft is: `python benchmarks/draft.py` drafts a grammar for each known filing and compares.

For each layout the real grammar is left out of account: the filing alone is surveyed, a grammar is drafted, and the
filing is read by it. The answer is what the real grammar gives for the same place in the file. `placed` counts the
figures that the draft gives with the same label and the same heading, `measured` those that also get the same measure.
A filing or a grammar that is not there is skipped, and said to be.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from abs_grammar.drafting.proof import read_by
from abs_grammar.drafting.survey import survey
from abs_grammar.drafting.writer import draft
from abs_grammar.edgar.source import read_source
from abs_grammar.grammar.layouts import known_layouts
from abs_grammar.model.report import Fact
from abs_grammar.pipeline import parse_source

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared" / "filings"
FILINGS = {
    "us_bank": "us-bank-absc-2003-he4-2003-11-17.txt",
    "ctslink": "ctslink-terwin-2003-4he-2003-11-25.txt",
    "rfc": "rfc-rfmsi-2000-12-26.sample.txt",
}
LEAST_PLACED, LEAST_MEASURED = 0.95, 0.70


def compare(name: str, path: Path, *, misses: int) -> bool:
    """Draft for one layout and print how it fares; tell whether it is good enough."""
    source = read_source(path)
    answer = parse_source(source, name)
    began = time.process_time()
    grammar, plan = draft(name, [survey(source)])
    drafted_in = time.process_time() - began
    read = {(f.line, f.start, f.end): f for f in read_by(grammar, source, f"{name}_draft").facts()}
    facts = answer.facts()
    placed = [fact for fact in facts if (other := read.get(place(fact))) and same_words(fact, other)]
    right = [fact for fact in placed if fact.measure == read[place(fact)].measure]
    wrong = [f for f in facts if place(f) in read and read[place(f)].measure not in (None, f.measure)]
    undecided = sum(word.undecided for word in plan.words)
    print(
        f"{name:10} {len(facts):6} figures  placed {len(placed) / len(facts):6.1%}  right measure "
        f"{len(right) / len(facts):6.1%}  wrong {len(wrong) / len(facts):5.1%}  undecided words {undecided:3} of "
        f"{len(plan.words):3}  drafted in {drafted_in:.2f} s"
    )
    for kind, found in (("not placed", unlike(facts, placed)), ("wrong", Counter(map(words_of, wrong)))):
        for words, count in found.most_common(misses):
            print(f"    {kind:10} {count:5}  {words}")
    return len(placed) >= LEAST_PLACED * len(facts) and len(right) >= LEAST_MEASURED * len(facts)


def place(fact: Fact) -> tuple[int, int, int]:
    """Return where a figure stands."""
    return fact.line, fact.start, fact.end


def same_words(fact: Fact, other: Fact) -> bool:
    """Tell whether two readings of a figure give it one label and one heading."""
    return (fact.label, fact.header) == (other.label, other.header)


def unlike(facts: list[Fact], placed: list[Fact]) -> Counter[str]:
    """Count what was not placed, by its words."""
    there = {place(fact) for fact in placed}
    return Counter(words_of(fact) for fact in facts if place(fact) not in there)


def words_of(fact: Fact) -> str:
    """Say where a figure stands, in the page's words."""
    return f"{fact.line}: {fact.label!r} x {fact.header!r} in {fact.statement!r} ({fact.measure})"


def main() -> int:
    """Compare every layout whose grammar and filing are there."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("layouts", nargs="*", help="which layouts; all if none is named")
    arguments.add_argument("--misses", type=int, default=0, metavar="N", help="list N of the figures that are amiss")
    arguments.add_argument(
        "--filings", type=Path, default=BESIDE, metavar="FOLDER", help="where those outside corpus/ are"
    )
    asked = arguments.parse_args()
    good = True
    for name in asked.layouts or FILINGS:
        places = [ROOT / "corpus" / name / FILINGS[name], asked.filings / FILINGS[name]]
        path = next((place for place in places if place.exists()), None)
        if name not in known_layouts() or path is None:
            print(f"{name:10} skipped: its grammar or its filing is not there")
            continue
        good = compare(name, path, misses=asked.misses) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
