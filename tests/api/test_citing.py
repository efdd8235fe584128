"""What uses authority cites the charter version under which its office speaks, by whichever way it is filed, and once."""

from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api.citing import USES_AUTHORITY, Citing
from ceasefire.api.entries import Refused
from ceasefire.record import Draft
from ceasefire.record.errors import DraftRefusedError
from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.charters import RoleSays
from ceasefire.vocabulary.codes import Role
from tests import charters
from tests.api.charter_forms import FORM, adopted, following, with_offices, written


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))


@pytest.fixture
def three(record: Record, reports: Path) -> Record:
    record.file(reports, time_zone="UTC")
    return with_offices(record)


def position(report: str, of: str = "alpha", **more: str) -> dict[str, object]:
    return {"about": [report], "axis": "legal", "value": "violation", "of": of, **more}


def cites(record: Record, name: str) -> tuple[str, ...]:
    return tuple(record.get(name).statement.cites)


POSITIONS = """\
ceasefire: statements/1
origin: made for this test
licence: Apache-2.0
kind: position
items:
  - {label: p1, about: [A1], axis: legal, value: violation, of: alpha}
"""


# --- which draft cites what


def test_by_command_from_a_file_and_from_python_it_cites_the_version_in_force(three: Record, tmp_path: Path) -> None:
    charter = adopted(three, tmp_path)
    three.trust_charter(charter)
    report = three.report_id("A1")
    entered = three.take_position("A1", "legal", "violation", office="a")
    assert cites(three, entered.id) == (report, charter)
    [filed] = three.file(written(tmp_path, POSITIONS, "p.yaml"), office="a", new_parties=True).ids
    assert cites(three, filed) == (charter,)
    [drafted] = three.file_drafts("a", [Draft(kind="position", body=position(report), cites=(report,))])
    assert cites(three, drafted.id) == (report, charter)


@pytest.mark.parametrize("kind", sorted(set(BODIES)))
def test_the_kinds_that_use_authority_cite_and_no_others(three: Record, tmp_path: Path, kind: str) -> None:
    three.trust_charter(charter := adopted(three, tmp_path))
    draft = Draft(kind=kind, body={})
    citing = Citing(lambda: three.tables, three.office("a"))
    uses = kind in {"position", "act", "finding", "stance", "complaint", "remedy", "reply"}
    assert (kind in USES_AUTHORITY) == uses
    assert citing.cited(draft).cites == ((charter,) if uses else ())


def test_an_office_that_speaks_for_nobody_cites_nothing_and_nobody_does_without_a_pin(
    three: Record, tmp_path: Path
) -> None:
    charter = adopted(three, tmp_path)
    report = three.report_id("A1")
    [unpinned] = three.file_drafts("a", [Draft(kind="position", body=position(report))])
    three.trust_charter(charter)
    [stranger] = three.file_drafts("watch", [Draft(kind="position", body=position(report))])
    three.under("none")
    [none] = three.file_drafts("b", [Draft(kind="position", body=position(report))])
    assert [cites(three, one.id) for one in (unpinned, stranger, none)] == [(), (), ()]


def test_a_draft_that_cites_a_charter_is_left_alone_and_one_that_cites_two_is_refused(
    three: Record, tmp_path: Path
) -> None:
    first = adopted(three, tmp_path)
    second = adopted(three, tmp_path, following(first))
    three.trust_charter(first)
    report = three.report_id("A1")
    [old] = three.file_drafts("a", [Draft(kind="position", body=position(report), cites=(report, first))])
    assert cites(three, old.id) == (report, first)
    [new] = three.file_drafts("a", [Draft(kind="position", body=position(report))])
    assert cites(three, new.id) == (second,)
    with pytest.raises(DraftRefusedError, match="cites 2 charter versions"):
        three.file_drafts("a", [Draft(kind="position", body=position(report), cites=(first, second))])
    two = POSITIONS + f"  - {{about: [A2], axis: legal, value: violation, of: alpha, cites: [{first}, {second}]}}\n"
    filed = three.file(written(tmp_path, two, "two.yaml"), office="a", new_parties=True)
    assert (filed.filed, filed.aside_count) == (1, 1)
    assert "it speaks under one" in filed.aside[0].reason


def test_filing_twice_is_filing_once_under_a_charter_too(three: Record, tmp_path: Path) -> None:
    three.trust_charter(adopted(three, tmp_path))
    path = written(tmp_path, POSITIONS, "p.yaml")
    draft = Draft(kind="position", body=position(three.report_id("A1")))
    first = (three.file(path, office="a", new_parties=True), three.file_drafts("a", [draft])[0])
    head = three.store.head_digest()
    again = (three.file(path, office="a", new_parties=True), three.file_drafts("a", [draft])[0])
    assert (again[0].filed, again[0].already) == (0, 1)
    assert (again[1].id, again[1].already, again[1].differs) == (first[1].id, True, False)
    assert three.store.head_digest() == head


# --- a position


def test_a_position_says_whose_word_it_is(three: Record, tmp_path: Path) -> None:
    before = three.take_position("A1", "legal", "violation", office="a")
    assert (before.of, before.role, before.charter) == ("alpha", None, None)
    assert before.told is not None
    assert "no charter is pinned" in before.told
    three.trust_charter(charter := adopted(three, tmp_path))
    own = three.take_position("A1", "legal", "violation", office="a")
    assert (own.of, own.role, own.charter, own.told) == ("alpha", "guarantor", charter, None)
    other = three.take_position("A1", "legal", "violation", office="a", of="beta")
    assert (other.role, other.told) == (None, "it speaks for alpha, not for beta")
    stranger = three.take_position("A1", "legal", "violation", office="watch")
    assert stranger.told == f"it speaks for no body under the charter {charter[:16]}"
    with three.__class__.open(three.path, readonly=True) as reader:
        authority, rows = reader.tables.chosen().authority, reader.table("positions").to_pylist()
    voices = {row["position_id"]: authority.voice(row["ledger"], row["seq"], row["cites"]).body for row in rows}
    assert [voices[one.id] for one in (before, own, other, stranger)] == [None, "alpha", "alpha", None]


def test_the_body_is_the_charter_s_where_the_office_is_of_another_party(three: Record, tmp_path: Path) -> None:
    three.trust_charter(adopted(three, tmp_path, FORM.replace("offices: [b]", "offices: [b, watch]")))
    assert three.take_position("A1", "legal", "violation", office="watch").of == "beta"


def test_what_the_charter_does_not_let_a_role_say_is_refused_and_not_filed(three: Record, tmp_path: Path) -> None:
    form = FORM + 'roles: [{role: monitor, occurrence: any, why: "it sees and does not rule"}]\n'
    three.trust_charter(adopted(three, tmp_path, form))
    with pytest.raises(Refused, match=r"monitor\.legal: .*it sees and does not rule"):
        three.take_position("A1", "legal", "violation", office="c")
    assert three.table("positions").num_rows == 0
    assert three.take_position("A1", "occurrence", "verified", office="c").told is None
    told = three.take_position("A1", "legal", "violation", office="c", of="alpha")
    assert told.told == "it speaks for gamma, not for alpha"


def test_a_role_that_is_not_the_charter_s_cannot_be_given(three: Record) -> None:
    with pytest.raises(TypeError, match="role"):
        three.take_position("A1", "legal", "violation", office="a", role="guarantor")  # type: ignore[call-arg]


def test_a_standard_of_proof_is_asked_where_the_charter_asks_it(three: Record, tmp_path: Path) -> None:
    form = FORM.replace("role: monitor", "role: investigator")
    three.trust_charter(adopted(three, tmp_path, form))
    with pytest.raises(Refused, match="only with a standard of proof"):
        three.take_position("A1", "responsibility", "attributed", office="c", against="alpha")
    filed = three.take_position(
        "A1", "responsibility", "attributed", office="c", against="alpha", standard_of_proof="seen"
    )
    assert filed.role == "investigator"


def test_the_charter_asked_for_goes_before_the_pinned_one(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    other = adopted(three, tmp_path, FORM.replace("title: A", "title: Another"))
    three.trust_charter(first)
    with ceasefire.open(three.path, charter=other[:8]) as record:
        assert record.take_position("A1", "legal", "violation", office="a").charter == other


def test_what_a_role_forbids_in_a_file_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    record = ceasefire.create(tmp_path / "r", name="r")
    for office, party in (("north", "north"), ("team", "team")):
        record.init_office(office, party)
    monitor = RoleSays(role=Role.GUARANTOR, occurrence="any", responsibility=("unattributed",))
    record.under(charters.adopted(record, {"team": ["team"]}, roles=(monitor,)))
    record.file_drafts("north", [Draft(kind="report", body={"label": "N1"})])
    path = tmp_path / "positions.yaml"
    path.write_text(
        "ceasefire: statements/1\nkind: position\nitems:\n"
        "  - {label: a, about: [N1], axis: legal, value: violation, of: team}\n"
        "  - {label: b, about: [N1], axis: occurrence, value: verified, of: team}\n"
        "  - {label: c, about: [N1], axis: legal, value: violation, of: north}\n",
        encoding="utf-8",
    )
    done = record.file(path, office="team", new_parties=True)
    assert (done.filed, done.aside_count) == (2, 1)
    assert "may enter nothing on legal" in done.aside[0].reason
    checks = {row["value"]: row["state"] for row in record.table("position_checks").to_pylist()}
    assert checks == {"verified": "counted", "violation": "told"}
