"""Learnt sets in a record: what is proposed, filed, in force and set aside, and what an older program makes of it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import ceasefire
from ceasefire import NoRecord, Record, linkage
from ceasefire.api import learning
from ceasefire.cli.main import main
from ceasefire.linkage.membership import members
from ceasefire.linkage.options import EDITION
from ceasefire.linkage.pinned import limits, shipped
from ceasefire.record import Draft
from ceasefire.vocabulary import understand
from ceasefire.vocabulary.errors import SetAsideWarning
from ceasefire.vocabulary.parts import to_builtins
from ceasefire.vocabulary.statements import LearntSet
from tests.data.decoder_760274c import statements as old
from tests.small_record import file_settings

HEAD = "report_id,source,event_date_start,place,admin1,latitude,longitude,where_precision,event_type,actor_alleged,actor_target,killed_low,killed_high"  # noqa: E501


def accounts(folder: Path, *numbers: int) -> Path:
    """Return a file of accounts of one incident, each of another source."""
    path = folder / f"accounts-{numbers[0]}.csv"
    lines = [f"A{n},Source {n},2020-05-01,Aine,Upper,35.50{n},36.5,1,shelling,Force A,civilians,3,3" for n in numbers]
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def groups(record: Record) -> list[int]:
    return sorted(len(ids) for ids in members(record.table("links")).values())


def filed(
    record: Record,
    parameters: linkage.Parameters | bytes,
    office: str = "watch",
    *,
    day: int = 1,
    year: int = 2021,
    form: int = EDITION,
) -> str:
    """File a set as it is, without learning it here; return its statement."""
    digest = record.store.put_blob(parameters if isinstance(parameters, bytes) else parameters.to_json())
    named: dict[str, Any] = {
        "purpose": "linkage",
        "sha256": digest,
        "form": form,
        "heads": record.heads(),
        "reports": 3,
    }
    body = LearntSet(method="by hand", **named)
    draft = Draft(kind="parameters", body=to_builtins(body), claimed_at=f"{year}-01-{day:02}T00:00:00Z")
    return record.file_drafts(record.office(office), [draft])[0].id


APART = msgspec.structs.replace(linkage.prior(), prior_bits=-60.0)
"""Under this set no two reports speak of one incident."""


@pytest.fixture
def five(record: Record, tmp_path: Path) -> Record:
    """A record in which five reports speak of one incident."""
    record.file(accounts(tmp_path, *range(5)), time_zone="UTC")
    return record


def test_five_linked_reports_stay_linked_when_a_sixth_is_filed_alone(five: Record, tmp_path: Path) -> None:
    assert groups(five) == [5]
    name = five.table("incidents")["incident_id"].to_pylist()
    five.file(accounts(tmp_path, 5), time_zone="UTC")
    assert groups(five) == [6]
    assert five.table("incidents")["incident_id"].to_pylist() == name


def test_learning_shows_what_would_change_and_files_nothing_unless_asked(five: Record) -> None:
    size = five.offices()[0].size
    found = five.learn()
    assert (found.id, found.reports, found.incidents_before) == (None, 5, 1)
    assert len(found.moved) == found.incidents_after - 1
    assert (five.offices()[0].size, five.table("parameters").num_rows) == (size, 0)
    assert found.under.startswith("the set that comes with the program")


def test_a_filed_set_holds_at_once_and_its_correction_after_it(five: Record) -> None:
    first = filed(five, APART)
    assert groups(five) == [1] * 5
    learnt = five.learn(file=True)
    assert learnt.id is not None
    assert learnt.note is None
    assert learning.in_force(five).id == learnt.id
    assert learnt.under == f"the learnt set {first[:12]}, from 3 reports"
    states = [(row["parameters_id"], row["superseded"]) for row in five.table("parameters").to_pylist()]
    assert states == [(first, True), (learnt.id, False)]
    again = five.learn(file=True)
    assert (again.id, again.already, five.table("parameters").num_rows) == (learnt.id, True, 2)


def test_a_judgement_or_a_tally_does_not_change_the_set(five: Record) -> None:
    before = learning.in_force(five)
    five.judge("A1", "A2", "different")
    assert learning.in_force(five) == before


def test_an_office_that_came_later_relinks_nothing_whatever_time_it_claims_until_the_settings_name_it(
    five: Record,
) -> None:
    five.init_office("a-desk", "army")
    filed(five, APART, "a-desk", year=2000)
    assert groups(five) == [5]
    assert learning.in_force(five).id is None
    origin = next(one.origin for one in five.offices() if one.name == "a-desk")
    file_settings(five, f'linkage_ledger = "{origin}"')
    assert len(groups(five)) > 1


def test_a_set_of_another_office_relinks_nothing_and_is_said_to_be_a_proposal(five: Record) -> None:
    five.init_office("a-desk", "army")  # its ledger stands before the other in every table
    first = filed(five, linkage.prior())
    other = filed(five, APART, "a-desk", day=2)
    assert groups(five) == [5]
    assert learning.in_force(five).id == first
    assert learning.others(five) == [f"a-desk proposes the set {other[:12]}, from 3 reports; it is not in force"]
    with pytest.raises(NoRecord):
        five.learn(file=True)
    note = five.learn(file=True, office="a-desk").note
    assert note is not None
    assert note.startswith("not in force: the sets of watch hold here;")


@pytest.mark.parametrize("harm", ["missing", "altered", "unfit"])
def test_a_set_that_cannot_be_read_is_set_aside_and_the_one_before_it_holds(five: Record, harm: str) -> None:
    filed(five, APART)
    bad = linkage.prior() if harm != "unfit" else msgspec.structs.replace(linkage.prior(), prior_bits=1e9)
    last = filed(five, bad)
    [path] = (p for p in (five.path / "blobs").rglob("*") if p.is_file() and p.read_bytes() == bad.to_json())
    if harm == "missing":
        path.unlink()
    elif harm == "altered":
        path.chmod(0o600)
        path.write_bytes(b"{}")
    with pytest.warns(SetAsideWarning, match="parameters"):
        assert groups(five) == [1] * 5
    rows = [row for row in five.table("set_aside").to_pylist() if row["statement_id"] == last]
    states = {"missing": "blob_missing", "altered": "blob_altered", "unfit": "does_not_fit"}
    assert [(row["kind"], row["state"]) for row in rows] == [("parameters", states[harm])]


def of_edition_1() -> bytes:
    """A set as the first edition wrote it: one table of weights, for pairs of two sources and of one alike."""
    told = msgspec.to_builtins(APART) | {"edition": 1}
    return msgspec.json.encode({name: told[name] for name in told if name not in ("within", "within_prior_bits")})


def test_a_record_with_a_set_of_the_first_edition_goes_on_under_the_shipped_set_and_says_why(
    five: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old_set = filed(five, of_edition_1(), form=1)
    with pytest.warns(SetAsideWarning, match="parameters"):
        assert groups(five) == [5]
    held = learning.in_force(five)
    assert (held.id, held.words) == (
        None,
        f"the set that comes with the program ({shipped.digest(linkage.prior())[:12]})",
    )
    [row] = [row for row in five.table("set_aside").to_pylist() if row["statement_id"] == old_set]
    assert (row["state"], row["reason"]) == ("does_not_fit", "form 1 of a learnt set is not known here (known: 2)")
    new = five.learn(file=True)
    assert new.id is not None
    assert learning.in_force(five).id == new.id
    # as a file beside a table of reports, too
    (tmp_path / "old.json").write_bytes(of_edition_1())
    with pytest.raises(SystemExit) as ended:
        main(["link", str(accounts(tmp_path, 0, 1)), "--parameters", str(tmp_path / "old.json")])
    assert ended.value.code not in (0, None)
    assert "form 1 of a learnt set is not known here (known: 2)" in capsys.readouterr().err


def test_a_missing_file_that_comes_back_is_read_at_the_next_question(five: Record) -> None:
    filed(five, APART)
    [path] = (p for p in (five.path / "blobs").rglob("*") if p.is_file() and p.read_bytes() == APART.to_json())
    kept = path.read_bytes()
    path.unlink()
    with ceasefire.open(five.path, readonly=True) as without, pytest.warns(SetAsideWarning):
        assert groups(without) == [5]
    path.write_bytes(kept)
    with ceasefire.open(five.path, readonly=True) as whole:
        assert groups(whole) == [1] * 5


def test_an_older_program_carries_a_set_as_not_understood(five: Record) -> None:
    entry = five.get(filed(five, APART))
    found = understand("parameters", 1, entry.statement.body, kinds=old.BODIES, known_edition=1)
    assert (found.body, found.unknown) == (None, ("kind parameters",))
    later = {**entry.statement.body, "purpose": "weather"}
    assert understand("parameters", 1, later) == (None, ("purpose weather",))


def test_an_answer_and_a_manifest_say_under_which_set(five: Record, tmp_path: Path) -> None:
    words = five.show("A1")["in_incident"] and learning.in_force(five).words
    assert five.show(five.table("incidents")["incident_id"][0].as_py())["linked_under"] == words
    five.report(tmp_path / "report.html")
    manifest = json.loads((tmp_path / "report.manifest.json").read_text())
    assert manifest["parameters"]["linked_under"] == words
    assert words in (tmp_path / "report.html").read_text()
    # the digest of a filed set would prove a guess of what it was learnt from: it is in no export
    filed(five, APART)
    five.export(tmp_path / "export", formats=["csv"])
    assert all(shipped.digest(APART).encode() not in p.read_bytes() for p in (tmp_path / "export").iterdir())


def test_the_command_learns_files_and_keeps_a_set(
    five: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str, status: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        assert ended.value.code == status
        return capsys.readouterr().out

    of = ("--record", str(five.path))
    assert "nothing is filed; --file files it" in run("link", "--learn", "--out", str(tmp_path / "set.json"), *of)
    assert limits.read((tmp_path / "set.json").read_bytes())
    assert (
        json.loads(run("link", "--learn", "--file", "--json", *of))["id"]
        == five.table("parameters")["parameters_id"][0].as_py()
    )
    assert "linked under the learnt set" in run("link", *of)
    file = str(accounts(tmp_path, *range(6)))
    (tmp_path / "apart.json").write_bytes(APART.to_json())
    assert json.loads(run("link", file, "--json", "--parameters", str(tmp_path / "apart.json")))["incidents"] == 6
    for wrong in (("--file",), (file, "--learn", "--file"), ("--parameters", file)):
        run("link", *wrong, *of, status=2)
