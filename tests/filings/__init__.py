"""Whole filings: the corpus, made-up ones, and what damage does to them."""
