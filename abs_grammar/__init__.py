"""x"""
__version__ = "0.1.0"
from abs_grammar.parsing import parse, parse_file
