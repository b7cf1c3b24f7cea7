"""Reading a page."""
