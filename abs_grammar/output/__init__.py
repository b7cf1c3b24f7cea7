"""Output: filings come in; JSON, tables, verdicts and traces leave.

Uses `model`, and to trace a page all that reads it; to explain findings, the rules of `tieouts`.
"""
