"""Cases run by files, a folder or ids, against a record or the folder's own statements."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.agreements.language.files.loading import AgreementError
from ceasefire.api.agreement_cases import plain, run_cases
from ceasefire.api.folder_context import of_folder
from ceasefire.record import RecordError
from tests.small_truce import TRUCE, joined, listed, own_home, said, zone

__all__ = ["own_home"]
CASES = """
cases:
  - id: fire-1
    provision: fire
    incident: {date: 2020-02-10, where: {lat: 35.5, lon: 36.5}, event_type: shelling, actors: [North], targets: [South]}
    expect: in_scope
  - {id: posts-1, provision: posts, on: 2020-01-20, state: due, due: 2020-02-01}
"""
TEXT = TRUCE.replace("agreement/1", "agreement/2") + CASES
PARTIES = """ceasefire: statements/1
kind: party
items:
  - {label: n, id: north, name: North}
  - {label: s, id: south, name: South}
  - {label: w, id: west, name: West}
"""
AROUND = """ceasefire: statements/1
items:
  - {kind: accession, label: a, instrument: truce, joined: [north], when: {start: 2020-01-01}}
  - {kind: designation, label: l, list: list-1, version: 1, name: List, by: un, valid_from: 2020-01-01, members: [west]}
"""
ZONE = """{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "zone-1",
 "properties": {"id": "zone-1", "name": "Zone", "version": 1, "status": "drawn", "valid_from": "2020-01-01",
                "area_type": "de-escalation area", "basis": "drawn by hand"},
 "geometry": {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}}]}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "truce"
    (made / "agreements").mkdir(parents=True)
    (made / "agreements" / "truce.yaml").write_text(TEXT)
    (made / "parties.yaml").write_text(PARTIES)
    (made / "around.yaml").write_text(AROUND)
    (made / "zones.geojson").write_text(ZONE)
    return made


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with ceasefire.create(tmp_path / "record", name="test") as made:
        made.init_office("desk", "un")
        parties = [said("party", id=one, name=one.title()) for one in ("north", "south", "west")]
        reading = made.store.put_blob(TEXT.encode())
        coded = said("agreement", id="truce", title="Truce", reading=reading)
        made.file_drafts("desk", [*parties, coded, zone(1.0), listed("west"), joined("north")])
        yield made


def test_a_folder_is_one_truce(folder: Path) -> None:
    found = run_cases([str(folder)])
    [one] = found.instruments
    assert (one.instrument, one.cases, one.hold, found.aside) == ("truce", 2, 2, ())


def test_a_file_alone_knows_nothing_around_it(folder: Path) -> None:
    [one] = run_cases([str(folder / "agreements" / "truce.yaml")]).instruments
    assert [(case.case, case.holds) for case in one.outcomes] == [("fire-1", False), ("posts-1", True)]
    assert one.failing[0].came.startswith("undetermined")


def test_the_cases_of_a_record_hold_as_those_of_its_files(record: Record, folder: Path) -> None:
    of_record, of_files = run_cases([], record).instruments, run_cases([str(folder)]).instruments
    assert [plain(one) for one in of_record] == [plain(one) for one in of_files]
    assert run_cases(["truce"], record).instruments == of_record


def test_a_file_is_tested_as_it_is_against_the_facts_of_a_record(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text(TEXT.replace("fire/*", "air/*"))
    [one] = run_cases([str(file)], record).instruments
    assert [case.case for case in one.failing] == ["fire-1"]
    [same] = run_cases(["truce"], record).instruments
    assert not same.failing


def test_with_a_manifest_the_files_are_those_it_names(folder: Path) -> None:
    (folder / "manifest.toml").write_text(
        'title = "T"\noffice = "desk"\nparty = "un"\ntime_zone = "UTC"\n'
        + "".join(f'[[file]]\npath = "{name}"\n' for name in ("parties.yaml", "agreements/truce.yaml", "zones.geojson"))
    )
    context = of_folder(folder).context
    assert (sorted(context.zones), context.accessions, context.lists) == (["zone-1"], (), {})


def test_what_does_not_fit_is_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "around.yaml").write_text(AROUND.replace("version: 1", "version: none"))
    found = run_cases([str(folder)])
    assert ["around.yaml" in one for one in found.aside] == [True]
    assert found.instruments[0].cases == 2


def test_a_file_that_is_nothing_known_is_named(folder: Path) -> None:
    (folder / "notes.yaml").write_text("a: b\n")
    assert ["notes.yaml" in one for one in run_cases([str(folder)]).aside] == [True]


def test_a_faulty_agreement_is_refused_with_its_place(folder: Path) -> None:
    (folder / "agreements" / "truce.yaml").write_text(TEXT.replace("provision: fire", "provisio: fire"))
    with pytest.raises(AgreementError, match=r"truce\.yaml:\d+:"):
        run_cases([str(folder)])


def test_two_files_of_one_instrument_are_refused(folder: Path) -> None:
    (folder / "again.yaml").write_text(TEXT)
    with pytest.raises(RecordError, match=r"again\.yaml.* hold the same instrument, truce"):
        run_cases([str(folder)])


@pytest.mark.parametrize(("names", "words"), [([], "give agreement files"), (["none"], "give agreement files")])
def test_without_anything_to_test_it_says_so(names: list[str], words: str) -> None:
    with pytest.raises(RecordError, match=words):
        run_cases(names)


def test_an_id_that_is_not_coded_is_refused(folder: Path, record: Record) -> None:
    for where in (None, record):
        with pytest.raises(RecordError, match=r"'other' is neither .* coded are truce"):
            run_cases([str(folder), "other"], where)


def test_progress_is_told(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run_cases([str(folder)], progress=lambda *one: told.append(one))
    assert told == [("truce", 2, 2)]


def test_files_given_together_are_read_as_the_folder_of_them_is(folder: Path) -> None:
    together = run_cases([str(path) for path in sorted(folder.rglob("*")) if path.is_file()])
    assert together.instruments == run_cases([str(folder)]).instruments
    assert together.instruments[0].hold == 2


def test_a_file_without_an_agreement_is_told(folder: Path) -> None:
    with pytest.raises(RecordError, match="no agreement file in"):
        run_cases([str(folder / "parties.yaml")])
