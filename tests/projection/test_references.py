"""Files coded by hand name reports by label; the tables name them by id."""

from pathlib import Path

from ceasefire import Record
from ceasefire.projection.references import Labels

POSITIONS = """\
ceasefire: statements/1
origin: made for this test
licence: Apache-2.0
kind: position
items:
  - label: p1
    about: [A1]
    axis: occurrence
    value: verified
    of: ngo
    role: commission
  - label: m1
    kind: remedy
    about: [A1]
    asked_by: ngo
    asked_of: force-a
    what: Move the mortars back.
  - label: y1
    kind: reply
    to: m1
    by: force-a
    says: Moved.
"""


def test_labels_become_ids(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    (tmp_path / "positions.yaml").write_text(POSITIONS, encoding="utf-8")
    assert record.file(tmp_path / "positions.yaml", new_parties=True).aside == ()
    report = record.report_id("A1")
    assert record.table("positions")["about"].to_pylist() == [[report]]
    [remedy] = record.table("remedies").to_pylist()
    assert (remedy["about"], remedy["reply"]) == ([report], "Moved.")


def test_a_label_of_the_same_ledger_comes_first_and_an_ambiguous_one_stays() -> None:
    labels = Labels(
        [("1", "north", "A"), ("2", "south", "A"), ("3", "south", "B"), ("4", "south", "B"), ("5", "x", None)]
    )
    assert labels.id("A", "south") == "2"
    assert labels.id("A", "west") == "A"
    assert labels.id("B", "north") == "4"
    assert labels.id("nothing", "north") == "nothing"
