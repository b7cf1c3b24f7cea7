"""Grammars: `.lark` files come in; layouts leave, with their terminals, what recognises a page, and what is wrong.

Uses `errors`, and the names of the vocabulary in `model`.
"""
