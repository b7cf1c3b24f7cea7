"""Acquisition: names of folders, archives and lists, or of deals on EDGAR, come in; the bytes of filings leave.

Uses `edgar` and `errors`. It parses no statement. What it takes from EDGAR needs the extra `[edgar]`.
"""
