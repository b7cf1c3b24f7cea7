"""Facts: the tree of a report comes in; each figure leaves with its measure, its entity and its place, and the report.

Uses `reading` (its record), `page`, `grammar` (its conventions) and `model`. It does not parse.
"""
