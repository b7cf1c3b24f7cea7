"""What is printed of filings."""
