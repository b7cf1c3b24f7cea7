"""Grammars: `.lark` files come in; layouts leave, with their terminals, what recognises a page, and what is wrong.

What a name in a grammar means stands in `conventions`, what Lark does not offer publicly in `lark_internals`, and in no
other module. Uses `errors` and `model`, for the words of the vocabulary.
"""
