"""What a report says against itself: the tie-outs, each on a page of a few lines or a few figures made by hand."""
