"""An id that one command prints is accepted by every other: in full, by a unique beginning, or by label."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire import Record
from ceasefire.api import names
from ceasefire.api.arguments import BadArgument
from ceasefire.cli import cli
from ceasefire.linkage.naming import name_after
from ceasefire.record.errors import Ambiguous, NotFound


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
    with pytest.raises(NotFound, match="no incident or report with id or label 'i-0000000000000000'"):
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
