"""Grammars: how they are found, read and told of."""
