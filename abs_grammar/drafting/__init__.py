"""Drafting: a page that no grammar knows comes in; a first grammar for it leaves.

Uses the rooms that read a page, up to the pipeline.
"""
