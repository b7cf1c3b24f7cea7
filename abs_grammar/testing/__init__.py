"""Testing: snapshots of what filings parse to, the tests of a corpus, and what pytest is told of them.

Uses `parsing`, `output` and `model`.
"""
