"""Facts, step by step: what a step is given, and what it returns."""
