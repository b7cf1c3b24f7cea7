"""The cover page."""
