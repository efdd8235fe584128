"""Files coded by hand name reports by label; the tables name them by id."""

from pathlib import Path

from ceasefire import Record
from ceasefire.projection.references import labels_of
from ceasefire.record import Draft
from tests.small_record import office_of

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


def test_an_id_is_never_taken_for_a_label_of_another_office(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    report = record.report_id("A1")
    record.init_office("other", "force-a")
    record.file_drafts("other", [Draft(kind="report", body={"label": report, "summary": "Another place."})])
    (tmp_path / "positions.yaml").write_text(POSITIONS.replace("[A1]", f'["{report}"]'), encoding="utf-8")
    assert record.file(tmp_path / "positions.yaml", new_parties=True, office="watch").aside == ()
    assert record.table("positions")["about"].to_pylist() == [[report]]


def test_the_label_of_the_signing_office_is_meant_and_else_that_of_one_office(
    record: Record, reports: Path, tmp_path: Path
) -> None:
    record.file(reports, time_zone="UTC")
    for office in ("second", "third"):
        record.init_office(office, "ngo")
    record.file(reports, time_zone="UTC", office="second")
    table = record.table("reports").to_pylist()
    of = {office_of(row["ledger"]): row["report_id"] for row in table if row["label"] == "A1"}
    (tmp_path / "positions.yaml").write_text(POSITIONS, encoding="utf-8")
    for office in of:
        record.file(tmp_path / "positions.yaml", new_parties=True, office=office)
    found = {office_of(row["ledger"]): row["about"] for row in record.table("positions").to_pylist()}
    assert found == {office: [report] for office, report in of.items()}
    position = Draft(kind="position", body={"about": ["A1"], "axis": "occurrence", "value": "verified", "of": "ngo"})
    record.file_drafts("third", [position])
    [third] = [row["about"] for row in record.table("positions").to_pylist() if office_of(row["ledger"]) == "third"]
    assert third == ["A1"]  # both offices have one: nobody is chosen


def test_the_last_thing_under_a_label_is_the_last_in_the_ledger_batch_or_not(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC", bulk=True)
    [receipt] = record.file_drafts("watch", [Draft(kind="report", body={"label": "A1", "summary": "Later."})])
    labels = labels_of(record.table("reports"), record.table("statements"))
    assert labels.meant("A1") == (receipt.id,)
    assert labels.meant("A2") == (record.table("reports")["report_id"].to_pylist()[-2],)


def test_each_statement_says_which_one_it_corrects_in_the_end(record: Record) -> None:
    bodies = [{"label": "A1", "summary": text} for text in ("One.", "Two.", "Three.")]
    ids: list[str] = []
    for body in bodies:
        draft = Draft(kind="report", body=body, supersedes=ids[-1] if ids else None)
        ids += [receipt.id for receipt in record.file_drafts("watch", [draft])]
    record.init_office("other", "ngo")
    [foreign] = record.file_drafts("other", [Draft(kind="report", body={"label": "B1"}, supersedes=ids[0])])
    held = record.table("statements").to_pylist()
    first = {row["statement_id"]: row["first_id"] for row in held if row["kind"] == "report"}
    assert first == dict.fromkeys(ids, ids[0]) | {foreign.id: foreign.id}
    reports = {row["report_id"]: row["first_id"] for row in record.table("reports").to_pylist()}
    assert reports == {ids[-1]: ids[0], foreign.id: foreign.id}
