"""Facts that tests of tables and of reports share."""

from __future__ import annotations

import attrs

from abs_grammar.model import Fact

BALANCE = Fact(
    source="a.txt",
    report=0,
    layout="us_bank",
    deal='The "Trust", Series 1',
    distribution_date="2003-11-17",
    statement="DISTRIBUTION SUMMARY",
    scope="class",
    entity="A-1",
    measure="original_balance",
    value="504000000",
    unit="usd",
    text="504,000,000",
    line=81,
    start=17,
    end=28,
    label="A-1",
    header="Orig Bal",
    class_name="A-1",
)
NOT_APPLICABLE = attrs.evolve(
    BALANCE, statement=None, entity=None, measure=None, value=None, unit="text", text="N/A", header=None
)
