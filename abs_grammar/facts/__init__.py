"""Facts: the tree of a report comes in; each figure leaves with its measure, its entity and its place, and the report.

Each step is a function that returns facts and findings and alters nothing; `pipeline` calls them in this order:

    sections         statements with their titles and rows, and the letterhead
    figures          a fact for every figure, by `entities` (of rows) and `measures` (of columns); what it cannot tell
                     goes to `doubts`
    groups           figures without a group, in a statement that tells groups apart
    unnamed_groups   a statement printed for several groups that names none
    statements       facts under their titles, in the order of the page
    class_names      classes that are spelt in two ways
    slipped_labels   tables whose labels look one row too low; `tieouts.relabelling` may prove it
    inferences       findings of what the lexer read otherwise than printed
    report           the typed objects

Uses `reading` (its record), `page`, `grammar` (its conventions) and `model`. It does not parse.
"""
