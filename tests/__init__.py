"""The tests mirror the rooms of the package: `tests/facts` tests `abs_grammar/facts`, and so on.

Three folders have no room: `filings` tests whole filings (keyed figures, made-up pages, damage, hostile input), `docs`
the documentation and the wheel, and `test_rooms.py` what a room may import. What several tests use:

- `conftest`: where the corpus stands, and `run`, the command line in this process.
- `letterheads`: a page of a few lines, read below the letterhead of a known trustee. Most tests of reading begin so.
- `made_facts`, `tieouts/by_hand`: figures without a page. `gold/`: figures keyed by eye from the pages of the corpus.
- `pages/`: whole pages made up by hypothesis, each with its answer (`python -m tests.pages us_bank 7` prints one);
  `filings/damage`: filings with a line misspelt or lost (`python -m tests.filings.damage` prints what that costs).

A test that takes seconds is marked `slow`: `make quick` leaves it out, `make test` does not.
"""
