"""Reading: the lines of a page and a layout come in; the tree that the grammar makes of them leaves.

Uses `page`, `grammar` and `model`.
"""
