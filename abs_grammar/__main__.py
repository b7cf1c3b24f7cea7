"""Runs the command line as `python -m abs_grammar`."""

from __future__ import annotations

from abs_grammar.cli.app import main

if __name__ == "__main__":
    main()
