"""Lint: a grammar comes in; remarks on it leave, each with its line and the cure.

Uses `page`, `grammar`, `reading`, `cover` and `model`.
"""
