"""Lint: a grammar comes in; what can be said against it leaves, each remark with its line and the cure.

Uses `page`, `grammar`, `reading`, `cover` and `model`.
"""
