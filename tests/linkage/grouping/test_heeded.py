"""Which judgements links follow, and which stand beside."""

import pyarrow as pa

from ceasefire.linkage.grouping.heeded import beside, heeded
from ceasefire.vocabulary import schema

SAID = (("j1", "one", False), ("j2", "two", False), ("j3", "one", True), ("j4", "two", True), ("j5", "three", False))
ROWS = [
    {"judgement_id": name, "a": "r1", "b": "r2", "verdict": "same", "ledger": ledger, "superseded": superseded}
    for name, ledger, superseded in SAID
]
JUDGEMENTS = pa.Table.from_pylist(ROWS, schema=schema("judgements"))


def ids(table: pa.Table) -> list[str]:
    found: list[str] = table["judgement_id"].to_pylist()
    return found


def test_the_judges_are_heeded_and_all_others_that_stand_are_proposals() -> None:
    assert ids(heeded(JUDGEMENTS, ("one",))) == ["j1", "j3"]
    assert ids(beside(JUDGEMENTS, ("one",))) == ["j2", "j5"]
    assert ids(heeded(JUDGEMENTS, ("two", "three"))) == ["j2", "j4", "j5"]
    assert ids(beside(JUDGEMENTS, ("two", "three"))) == ["j1"]


def test_without_a_judge_nobody_is_heeded() -> None:
    assert ids(heeded(JUDGEMENTS, ())) == []
    assert ids(beside(JUDGEMENTS, ())) == ["j1", "j2", "j5"]
    assert ids(heeded(JUDGEMENTS.slice(0, 0), ("one",))) == []
