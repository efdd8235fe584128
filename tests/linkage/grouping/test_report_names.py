"""Judgements name reports as people do."""

import pyarrow as pa

from ceasefire import linkage
from ceasefire.linkage.grouping.report_names import by_id
from ceasefire.vocabulary import schema

REPORTS = pa.table(
    {
        "report_id": ["a" * 64, "b" * 64, "c" * 64],
        "label": ["R1", "R2", "R2"],
        "date_start": pa.array([18000, 18000, 18003], pa.int32()).cast(pa.date32()),
        "place": ["Aine", "Aine", "Bourj"],
    }
)


def judgements(a: str, b: str) -> pa.Table:
    row = {"judgement_id": "j", "a": a, "b": b, "verdict": "different", "office": "desk", "superseded": False}
    return pa.Table.from_pylist([row], schema=schema("judgements"))


def test_labels_and_beginnings_become_ids_and_others_stay() -> None:
    found = by_id(judgements("R1", "bbbbbbbbb"), REPORTS)
    assert found is not None
    assert found.select(["a", "b"]).to_pylist() == [{"a": "a" * 64, "b": "b" * 64}]
    found = by_id(judgements("R2", "R9"), REPORTS)
    assert found is not None
    assert found.select(["a", "b"]).to_pylist() == [{"a": "R2", "b": "R9"}]
    assert by_id(None, REPORTS) is None


def test_a_judgement_by_label_is_obeyed() -> None:
    together = linkage.link(REPORTS, judgements("R1", "b" * 64))
    first, second, _ = together.links["incident_id"].to_pylist()
    assert first != second
    assert not [note for note in together.notes if "not here" in note]
