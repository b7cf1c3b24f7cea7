"""The tests of a corpus."""
