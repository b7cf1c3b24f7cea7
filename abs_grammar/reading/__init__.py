"""Reading: the lines of a page and a layout come in; the tree that the grammar makes of them leaves.

Uses `page`, `grammar` and `model`. A run of lines is first classified (`classifier`, which asks `titles`, `headings`,
`naming` and `rows`) into a value (`decisions`). The `emitter` turns that into tokens; it alone changes what is known of
the page so far (`state`) and what became of its lines (`record`).
"""
