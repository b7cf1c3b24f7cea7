"""EDGAR: bytes come in; numbered lines leave, with the documents and the header of their submission.

Uses `model` and `errors`.
"""
