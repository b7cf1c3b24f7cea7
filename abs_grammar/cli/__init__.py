"""The command line: one module for each family of commands, and `console`, their dealings with the terminal.

Uses everything.
"""
