"""What helps an author write a grammar."""
