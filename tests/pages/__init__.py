"""Pages in the layouts of two trustees, made by hypothesis, each with its right answer."""
