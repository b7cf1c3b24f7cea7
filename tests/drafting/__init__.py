"""Drafting a grammar."""
