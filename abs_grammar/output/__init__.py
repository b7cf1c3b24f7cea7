"""Output: filings come in; JSON, tables, verdicts and traces leave.

Uses `model`, and to trace a page all that reads it.
"""
