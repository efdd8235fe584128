"""A pin that changes never gives an answer of the former one, and a view of its own leaves everybody's tables alone."""

from pathlib import Path

import pytest

import ceasefire
from ceasefire import NoRecord, Record
from ceasefire.api import told, trust
from ceasefire.api.cache_folder import folder_of
from ceasefire.record import Draft, RecordError
from ceasefire.record.errors import NotFoundError
from ceasefire.vocabulary.labels import statement_of
from tests.api.charter_forms import FORM, adopted, with_offices


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))


@pytest.fixture
def judged(record: Record, reports: Path, tmp_path: Path) -> Record:
    """A record in which `a` holds that A1 and A3 are of one incident, `b` that A1 and A2 are not; `watch` says nothing."""
    record.file(reports, time_zone="UTC")
    with_offices(record)
    for office, two, verdict in (("a", "A3", "same"), ("b", "A2", "different")):
        record.judge(record.report_id("A1"), record.report_id(two), verdict, office=office)
    return record


def charter_of(record: Record, folder: Path, office: str) -> str:
    """Adopt a charter in which an office keeps the links, and return its id."""
    form = FORM.replace("A charter", f"Links of {office}") + f"  - {{of: links, office: {office}}}\n"
    return adopted(record, folder, form)


def incidents(record: Record) -> list[list[str]]:
    """Return the labels of the reports of each incident."""
    labels = {row["report_id"]: row["label"] for row in record.table("reports").to_pylist()}
    found: dict[str, list[str]] = {}
    for row in record.table("links").to_pylist():
        found.setdefault(row["incident_id"], []).append(labels[row["report_id"]])
    return sorted(sorted(one) for one in found.values())


PLAIN = [["A1", "A2"], ["A3"]]
OF_A = [["A1", "A2", "A3"]]
OF_B = [["A1"], ["A2"], ["A3"]]


def asked(path: Path, charter: str | None = None, judged_by: str | None = None) -> list[list[str]]:
    with ceasefire.open(path, readonly=True, charter=charter, judged_by=judged_by) as reader:
        return incidents(reader)


def test_each_pin_gives_its_own_answer_in_any_order(judged: Record, tmp_path: Path) -> None:
    a, b = (charter_of(judged, tmp_path, office) for office in ("a", "b"))
    want = {"none": PLAIN, a: OF_A, b: OF_B}
    for charter in ("none", a, "none", b, a, b, "none"):
        assert asked(judged.path, charter) == want[charter]


def test_a_pin_that_changes_while_a_record_is_open_is_heeded_at_the_next_question(
    judged: Record, tmp_path: Path
) -> None:
    a, b = (charter_of(judged, tmp_path, office) for office in ("a", "b"))
    assert incidents(judged) == PLAIN
    for charter, want in ((a, OF_A), (b, OF_B), (a, OF_A)):
        judged.trust_charter(charter)
        assert incidents(judged) == want
        assert asked(judged.path) == want
        assert asked(judged.path, "none") == PLAIN
    trust.unpin_charter(a)
    assert incidents(judged) == PLAIN


def test_the_versions_are_told_as_of_the_pin_of_the_question(judged: Record, tmp_path: Path) -> None:
    a, b = (charter_of(judged, tmp_path, office) for office in ("a", "b"))
    for charter in (a, b, "none", a):
        with ceasefire.open(judged.path, readonly=True, charter=charter) as reader:
            rows = {row["charter_id"]: row for row in reader.table("charter_states").to_pylist()}
            assert {name: row["in_force"] for name, row in rows.items()} == {a: charter == a, b: charter == b}
            assert reader.tables.table("charter_states").equals(reader.recomputed().table("charter_states"))


def test_what_is_told_without_tables_is_of_the_pin_and_the_view(judged: Record, tmp_path: Path) -> None:
    a = charter_of(judged, tmp_path, "a")
    report = judged.report_id("A3")
    seen = []
    for charter, judged_by in ((None, None), (a, None), (None, "a"), (a, None), (None, None)):
        for _ in range(2):
            with ceasefire.open(judged.path, readonly=True, charter=charter, judged_by=judged_by) as reader:
                assert told.current(reader) is None or told.current(reader) == told.read(told.place(reader))
                incident = reader.show(report)["in_incident"]
                with ceasefire.open(judged.path, readonly=True, charter=charter, judged_by=judged_by) as again:
                    assert incident == again.recomputed().incident_name(report).id
                reader.status()
        seen.append(incident)
    alone, together = seen[0], seen[1]
    assert seen == [alone, together, together, together, alone]
    assert alone != together


def test_after_a_question_what_is_told_is_current_under_this_pin_alone(judged: Record, tmp_path: Path) -> None:
    a = charter_of(judged, tmp_path, "a")
    with ceasefire.open(judged.path, readonly=True) as reader:
        reader.derive()
        reader.status()
    with ceasefire.open(judged.path, readonly=True) as reader:
        assert told.current(reader) is not None
    with ceasefire.open(judged.path, readonly=True, charter=a) as reader:
        assert told.current(reader) is None
    trust.pin_charter(a, "test-mechanism")
    with ceasefire.open(judged.path, readonly=True) as reader:
        assert told.current(reader) is None


def kept(record: Record, judged_by: str | None = None) -> dict[str, bytes]:
    """Return every file that is kept of a record, for everybody or for a view."""
    with ceasefire.open(record.path, readonly=True, judged_by=judged_by) as reader:
        folder, _ = folder_of(reader.path, reader.store.name, reader.asked.view)
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_view_leaves_everybody_s_tables_as_they_are(judged: Record) -> None:
    judged.derive()
    judged.status()
    before = kept(judged)
    assert before
    assert asked(judged.path, judged_by="a") == OF_A
    assert asked(judged.path, judged_by=judged.office("b")) == OF_B
    assert kept(judged) == before
    assert kept(judged, "a") != before
    assert asked(judged.path) == PLAIN


def test_an_office_is_one_view_by_its_name_and_by_its_origin(judged: Record) -> None:
    with (
        ceasefire.open(judged.path, judged_by="a") as one,
        ceasefire.open(judged.path, judged_by=judged.office("a")) as two,
    ):
        assert one.asked.view == two.asked.view != ""


def test_what_is_asked_for_and_not_here_is_refused_at_once(judged: Record) -> None:
    with pytest.raises(NoRecord, match="'nobody' is not in this record"):
        ceasefire.open(judged.path, judged_by="nobody")
    with pytest.raises(NotFoundError):
        ceasefire.open(judged.path, charter="ffffffffff")
    with pytest.raises(RecordError, match="of the kind report, not a charter"):
        ceasefire.open(judged.path, charter=statement_of(judged.report_id("A1"))[:12])
    with ceasefire.open(judged.path, charter="f" * 64) as reader:
        why = reader.tables.chosen().authority.why_not
        assert why == "the pinned charter ffffffffffff is not among those that can be read in this record"
        assert reader.charters()["why_not"]
    judged.file_drafts("a", [Draft(kind="report", body={"label": "still open"})])
