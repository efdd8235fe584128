"""An id that one command prints is accepted by every other: in full, by a unique beginning, or by label."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire import Record
from ceasefire.api import names, trust
from ceasefire.api.arguments import BadArgument
from ceasefire.cli import cli
from ceasefire.linkage import naming
from ceasefire.linkage.naming import name_after
from ceasefire.record import Draft
from ceasefire.record.errors import Ambiguous, NotFound
from tests.small_record import office_of


def filed(record: Record, reports: Path) -> dict[str, str]:
    record.file(reports, time_zone="UTC")
    table = record.table("reports")
    return dict(zip(table["label"].to_pylist(), table["report_id"].to_pylist(), strict=True))


def ways(record: Record, report: str, label: str) -> list[str]:
    """Every way of naming the incident of a report."""
    incident = names.incident(record, report).id
    return [incident, incident[:10], report, report[:12], label]


def test_every_way_of_naming_an_incident_leads_to_it(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    for label, report in ids.items():
        assert len({names.incident(record, name).id for name in ways(record, report, label)}) == 1
        assert names.report(record, report[:12]) == names.report(record, label) == report


def test_commands_accept_what_others_print(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    for name in ways(record, ids["A3"], "A3"):
        for command in ("show", "hits", "standing"):
            done = CliRunner().invoke(cli, [command, name, "--record", str(record.path)])
            assert (done.exit_code, done.stderr) == (0, ""), (command, name)
    done = CliRunner().invoke(cli, ["link", "--explain", ids["A1"][:12], "A2", "--record", str(record.path)])
    assert done.exit_code == 0
    record.judge(names.incident(record, "A3").id, "A1", "different")
    assert record.table("judgements")["a"].to_pylist() == [ids["A3"]]


def test_a_position_on_an_incident_is_filed_on_the_report_it_is_called_after(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    incident = names.incident(record, "A1").id
    assert names.first_report(record, incident) in (ids["A1"], ids["A2"])
    assert name_after(names.first_report(record, incident)) == incident


def test_a_former_name_says_what_it_is_called_now(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    now = names.incident(record, "A1")
    other = next(name_after(ids[label]) for label in ("A1", "A2") if name_after(ids[label]) != now.id)
    assert names.incident(record, other) == names.IncidentName(now.id, was=other)
    assert names.incident(record, other).words == f"{other} is now {now.id}"
    assert record.show(other)["was"] == other
    done = CliRunner().invoke(cli, ["standing", other[:12], "--record", str(record.path)])
    assert done.stderr == f"note: {other[:12]} is now {now.id}\n"
    record.judge("A1", "A2", "different")
    assert names.incident(record, other) == names.IncidentName(other)
    assert names.incident(record, now.id) == now


def test_names_of_nothing_and_of_several_things_are_told_apart(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    pair = names.incident(record, "A1").id
    with pytest.raises(NotFound, match="no report with id or label 'R9'"):
        names.report(record, "R9")
    with pytest.raises(
        NotFound, match="no incident, report, or position on an incident has the id or label 'i-0000000000000000'"
    ):
        names.incident(record, "i-0000000000000000")
    with pytest.raises(Ambiguous, match="means 2 reports: .*" + min(ids["A1"], ids["A2"])):
        names.report(record, pair)
    with pytest.raises(NotFound):
        names.report(record, ids["A1"][:7])


def test_a_corrected_report_is_found_by_the_statement_it_corrects(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    name = names.incident(record, "A3").id
    reports.write_text(reports.read_text().replace("An aircraft bombed Bourj", "Two aircraft bombed Bourj"))
    assert record.file(reports, time_zone="UTC").superseding == 1
    [new] = set(filed(record, reports).values()) - set(ids.values())
    assert names.report(record, ids["A3"]) == new
    assert names.incident(record, ids["A3"]) == names.incident(record, "A3") == names.IncidentName(name)


def of_each_office(record: Record, reports: Path) -> dict[tuple[str, str], str]:
    """Have two offices file reports under the same labels, a third have none; return ids by office and label."""
    record.file(reports, time_zone="UTC")
    for office in ("second", "third"):
        record.init_office(office, "ngo")
    record.file(reports, time_zone="UTC", office="second")
    rows = record.table("reports").to_pylist()
    return {(office_of(row["ledger"]), row["label"]): row["report_id"] for row in rows}


def test_who_signs_means_its_own_label_and_who_has_none_is_asked_which(
    record: Record, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))
    ids = of_each_office(record, reports)
    for office in ("watch", "second"):
        record.judge("A1", "A2", "different", office=office)
        record.take_position("A3", "occurrence", "verified", office=office)
    told = {office_of(row["ledger"]): {row["a"], row["b"]} for row in record.table("judgements").to_pylist()}
    assert told == {office: {ids[office, "A1"], ids[office, "A2"]} for office in ("watch", "second")}
    about = {office_of(row["ledger"]): row["about"] for row in record.table("positions").to_pylist()}
    assert about == {office: [ids[office, "A3"]] for office in ("watch", "second")}
    both = sorted([ids["watch", "A1"], ids["second", "A1"]])
    whose = {ids[office, "A1"]: office for office in ("watch", "second")}
    watch = next(one for one in record.offices() if one.name == "watch")
    trust.add(watch.origin, watch.first_key)
    named = [f"{one} ({whose[one]}{', pinned' if whose[one] == 'watch' else ''})" for one in both]
    message = re.escape(f"'A1' means 2 reports: {named[0]}, {named[1]}")
    with pytest.raises(Ambiguous, match=message):
        record.judge("A1", "A2", "different", office="third")
    with pytest.raises(Ambiguous, match=message):
        names.report(record, "A1")
    with pytest.raises(Ambiguous, match=message.replace("reports", "statements")):
        names.statement(record, "A1")


def test_the_last_that_stands_under_a_label_of_one_office_is_meant(record: Record) -> None:
    drafts = [Draft(kind="report", body={"label": "A1", "summary": text}) for text in ("One.", "Two.")]
    _, last = record.file_drafts("watch", drafts)
    assert names.report(record, "A1") == names.statement(record, "A1") == last.id
    record.file_drafts("watch", [Draft(kind="report", body={"label": "A9"}, supersedes=last.id)])
    assert names.report(record, "A1") == names.statement(record, "A1") != last.id


def test_a_label_of_two_kinds_means_two_things(record: Record) -> None:
    kinds: tuple[tuple[str, dict[str, object]], ...] = (
        ("report", {}),
        ("tally", {"measure": "m", "unit": "case_of_firing", "count": {"low": 1, "high": 1}}),
    )
    ids = [record.file_drafts("watch", [Draft(kind=k, body={"label": "A1", **body})])[0].id for k, body in kinds]
    with pytest.raises(Ambiguous, match="means 2 statements"):
        names.statement(record, "A1")
    assert names.report(record, "A1") == ids[0]


def test_a_row_of_a_batch_counts_as_a_statement_does(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.init_office("other", "ngo")
    record.file(reports, time_zone="UTC", bulk=True, office="other")
    for meaning in (names.report, names.statement):
        with pytest.raises(Ambiguous, match=r"'A1' means 2 .*#0"):
            meaning(record, "A1")


def test_a_label_cannot_take_the_place_of_an_id_or_its_beginning(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    record.init_office("other", "force-a")
    drafts = [Draft(kind="report", body={"label": label}) for label in (ids["A1"], ids["A1"][:12])]
    record.file_drafts("other", drafts)
    for meaning in (names.report, names.statement):
        assert meaning(record, ids["A1"]) == ids["A1"]
        with pytest.raises(Ambiguous, match="means 2"):
            meaning(record, ids["A1"][:12])


def test_a_corrected_row_of_a_batch_is_found_by_its_id(record: Record, reports: Path) -> None:
    batch = record.file(reports, time_zone="UTC", bulk=True).batch
    draft = Draft(kind="report", body={"label": "A1", "summary": "Three."}, supersedes=f"{batch}#0")
    [receipt] = record.file_drafts("watch", [draft])
    assert names.report(record, f"{batch}#0") == names.report(record, "A1") == receipt.id
    assert names.incident(record, name_after(f"{batch}#0")) == names.incident(record, receipt.id)


def test_another_office_cannot_change_a_report_by_claiming_to_correct_it(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    before, name = record.table("reports").to_pylist(), names.incident(record, "A3").id
    record.init_office("other", "force-a")
    foreign = [
        Draft(kind="report", body={"label": f"B{n}", "summary": "No."}, supersedes=one)
        for n, one in enumerate(ids.values())
    ]
    record.file_drafts("other", foreign)
    assert [row for row in record.table("reports").to_pylist() if office_of(row["ledger"]) == "watch"] == before
    assert record.status()["rival_corrections"] == 0
    assert record.show("A3")["superseded_by"] is None
    assert names.report(record, ids["A3"]) == ids["A3"]
    assert names.incident(record, "A3") == names.IncidentName(name)


def test_a_provision_and_an_instrument_are_named_as_they_are_printed(record: Record) -> None:
    folder = Path(ceasefire.__file__).parent / "examples" / "doha" / "agreements"
    for path in sorted(folder.glob("*.yaml")):
        record.file(path)
    [instrument, *_] = record.instruments()
    provision = instrument.provisions[0].id
    assert record.hits(provision=f"{instrument.id}/{provision}") == record.hits(provision=provision) == []
    where = ["--record", str(record.path)]
    done = CliRunner().invoke(cli, ["agreement", "explain", instrument.id, *where])
    assert (done.exit_code, done.stderr) == (0, "")
    assert instrument.title in done.stdout
    done = CliRunner().invoke(cli, ["agreement", "explain", "memorandum-of-nowhere", *where])
    assert "neither a file nor an instrument coded here" in str(done.exception)
    assert instrument.id in str(done.exception)


def test_blanks_around_an_id_from_a_file_do_no_harm(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    incident = names.incident(record, "A3").id
    assert names.incident(record, f"{incident}\r\n").id == incident
    assert names.report(record, f" {ids['A3']} ") == ids["A3"]
    assert record.show("A3 ")["id"] == ids["A3"]


def test_a_provision_of_another_instrument_is_refused(record: Record) -> None:
    for path in sorted((Path(ceasefire.__file__).parent / "examples" / "doha" / "agreements").glob("*.yaml")):
        record.file(path)
    first, second, *_ = record.instruments()
    with pytest.raises(BadArgument, match="is not a provision of"):
        record.hits(instrument=second.id, provision=f"{first.id}/{first.provisions[0].id}")


def corrected(record: Record, reports: Path, old: str, new: str) -> None:
    reports.write_text(reports.read_text().replace(old, new))
    assert record.file(reports, time_zone="UTC").superseding == 1


def test_a_correction_loses_nothing_that_was_said_of_the_report(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    record.take_position("A1", "occurrence", "verified")
    record.judge("A1", "A2", "different")
    corrected(record, reports, "Three people died", "Three persons died")
    [new] = set(filed(record, reports).values()) - set(ids.values())
    assert record.table("positions")["about"].to_pylist() == [[new]]
    assert {row["value"] for row in record.standing(incident=new, body="ngo")} >= {"verified"}
    assert names.incident(record, "A1") != names.incident(record, "A2")
    record.take_position("A1", "occurrence", "refuted")
    assert [row["superseded"] for row in record.table("positions").to_pylist()] == [True, False]


def test_two_corrections_of_one_report_are_two_incidents_with_two_names(record: Record, reports: Path) -> None:
    ids = filed(record, reports)
    body = dict(record.get(ids["A3"]).statement.body)
    away = body | {"label": "A3b", "where": {"name": "Elsewhere", "admin1": "Other"}, "when": {"start": "2020-09-01"}}
    drafts = [Draft(kind="report", body=b, supersedes=ids["A3"]) for b in (body | {"summary": "corrected"}, away)]
    record.file_drafts("watch", drafts)
    found = record.table("incidents")["incident_id"].to_pylist()
    assert len(found) == len(set(found)) == 3
    assert all(record.show(name)["kind"] == "incident" for name in found)


def test_a_beginning_that_fits_a_name_and_a_former_name_is_asked_back(
    record: Record, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(record, reports)
    now, other = names.incident(record, "A3").id, names.incident(record, "A1").id
    monkeypatch.setattr(naming, "find", lambda name, *tables: frozenset({other}))
    assert names.incident(record, now) == names.IncidentName(now)
    with pytest.raises(Ambiguous, match="means 2 incidents"):
        names.incident(record, now[:10])
