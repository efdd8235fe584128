"""A record in which one office coded a truce, and four others may file: bodies of the truce, and a hostile one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.record import Draft
from ceasefire.vocabulary.charters import ActNeeds, Depositary
from ceasefire.vocabulary.codes import Shared
from tests.charters import adopted, office_of
from tests.live.statements import square

TRUCE: Final = """ceasefire: agreement/1
id: truce
title: Truce of the tests
signed: 2020-01-01
signatories: [north, south, east]
time_zone: UTC
in_force: {after: signature}
term: {months: 3}
extension: {mode: automatic, needs: consensus, who: [north, south, east]}
confidence: R
source: {text: made up}
provisions:
  - id: fire
    says: Nobody fires into the zone.
    modality: must_not
    bound: {joined: [truce]}
    acts: [fire/*]
    place: {zones: [zone-1]}
    exceptions: [{kind: target, lists: [list-1]}]
    confidence: R
  - id: posts
    says: Posts are set up.
    modality: must
    bound: {actors: [south]}
    deadline: {date: 2020-02-01}
    confidence: R
"""
OTHER: Final = TRUCE.replace("fire/*", "air/*").replace("id: fire", "id: flights")
BROKEN: Final = TRUCE.replace("modality: must_not", "modality: x")
IN_FEBRUARY, IN_MAY = "2020-02-10", "2020-05-10"


def said(kind: str, **body: Any) -> Draft:
    return Draft(kind=kind, body=body)


def agreement(record: Record, text: str) -> Draft:
    return said("agreement", id="truce", title="Truce", reading=record.store.put_blob(text.encode()))


def zone(size: float, version: int = 1) -> Draft:
    body = {"id": "zone-1", "version": version, "name": "Zone", "area_type": "de_escalation_area", "basis": "annex"}
    return said("zone", **body, valid_from="2020-01-01", status="drawn", polygons=square(36.0, 35.0, size))


def listed(*members: str, version: int = 1) -> Draft:
    body = {"list": "list-1", "version": version, "name": "List", "by": "un", "valid_from": "2020-01-01"}
    return said("designation", **body, members=list(members))


def joined(party: str, day: str = "2020-01-01", **more: Any) -> Draft:
    return said("accession", instrument="truce", joined=[party], when={"start": day}, **more)


def extension(*by: str) -> Draft:
    when = {"start": "2020-03-20"}
    return said("act", act="extension", instrument="truce", by=list(by), when=when, term_to="2020-07-01")


def report(label: str, day: str) -> Draft:
    where = {"name": "Aine", "admin1": "Upper", "lat_e7": 355000000, "lon_e7": 365000000, "precision": 1}
    told = {"event_type": "shelling", "actor_alleged": "North", "actor_target": "South"}
    return said("report", label=label, when={"start": day}, where=where, source="Watch", **told)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Return a record in which the office `desk` coded a truce, and `hostile` nothing yet."""
    with ceasefire.create(tmp_path / "record", name="test") as made:
        for office, party in (("desk", "un"), ("n", "north"), ("s", "south"), ("e", "east"), ("hostile", "west")):
            made.init_office(office, party)
        parties = [said("party", id=one, name=one.title()) for one in ("north", "south", "east", "west")]
        law = [agreement(made, TRUCE), zone(1.0), listed("west"), joined("north")]
        made.file_drafts("desk", [*parties, *law, report("R1", IN_FEBRUARY), report("R2", IN_MAY)])
        yield made


def charter(record: Record, *acts: ActNeeds) -> str:
    """Adopt a charter of the three and the UN, whose desk keeps instruments, zones, lists and accessions."""
    kept = (Shared.INSTRUMENT, Shared.ZONE, Shared.LIST, Shared.ACCESSION, Shared.PARTY)
    desk = office_of(record, "desk")
    bodies = {"north": ["n"], "south": ["s"], "east": ["e"], "un": ["desk"]}
    return adopted(record, bodies, depositaries=tuple(Depositary(of=of, office=desk) for of in kept), acts=acts)
