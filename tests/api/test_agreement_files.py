"""Agreement files given together see each other, and the statements files beside them; nothing else is called wrong."""

import json
from pathlib import Path

import pytest

from ceasefire import Record
from ceasefire.agreements.language.files.loading import AgreementError
from ceasefire.api import agreement_files
from ceasefire.api.filing import FileOptions, file_path
from ceasefire.record import RecordError
from tests.agreements.worlds import TRUCE
from tests.small_truce import own_home, record

__all__ = ["own_home", "record"]

PARTIES = """ceasefire: statements/1
kind: party
items:
  - {id: north, name: North, classes: [state]}
  - {id: south, name: South, classes: [state]}
  - {id: red, name: Red Brigade, classes: [groups]}
  - {id: outlaws, name: Outlaws}
"""
JOINED = """ceasefire: statements/1
kind: accession
items:
  - {instrument: truce, joined: [red], when: 2020-01-10}
"""
LISTS = """ceasefire: statements/1
kind: designation
items:
  - {list: black, version: 1, name: Black, by: Council, valid_from: 2019-01-01, members: [outlaws]}
"""
SQUARE = [[36.0, 34.0], [37.0, 34.0], [37.0, 35.0], [36.0, 35.0], [36.0, 34.0]]
ZONES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            "properties": {
                "id": "area",
                "name": "Area",
                "version": 1,
                "valid_from": "2019-01-01",
                "status": "drawn",
                "area_type": "de_escalation_area",
                "basis": "annex",
                "uncertainty_km": 1,
            },
        }
    ],
}
OTHER = TRUCE.replace("id: truce\n", "id: second\n").replace(
    "confidence: K\nsource", "layered_on: [truce]\nconfidence: K\nsource"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "facts").mkdir()
    (tmp_path / "truce.yaml").write_text(TRUCE)
    (tmp_path / "facts" / "parties.yaml").write_text(PARTIES)
    (tmp_path / "facts" / "joined.yaml").write_text(JOINED)
    (tmp_path / "facts" / "lists.yaml").write_text(LISTS)
    (tmp_path / "facts" / "zones.geojson").write_text(json.dumps(ZONES))
    return tmp_path


def told(*paths: Path) -> list[str]:
    return [str(one) for one in agreement_files.check(paths).found]


def test_a_folder_is_read_as_one_truce(folder: Path) -> None:
    (folder / "second.yaml").write_text(OTHER)
    found = agreement_files.check([folder])
    assert (found.found, found.files, found.aside) == ((), 2, ())


def test_a_name_that_a_file_of_its_kind_does_not_hold_is_wrong(folder: Path) -> None:
    (folder / "truce.yaml").write_text(
        TRUCE.replace("[outlaws]", "[outlawz]").replace("zones: [area]", "zones: [arena]")
    )
    assert told(folder) == [
        "truce.yaml:19:13: error: no zone 'arena' is recorded; did you mean 'area'? at provisions[0].place.zones (t-1) [dangling]",
        "truce.yaml:21:24: error: no party 'outlawz' is recorded; did you mean 'outlaws'? at provisions[0].exceptions[0].actors "
        "(t-1) [dangling]",
    ]


def test_a_class_is_told_from_a_party_by_the_parties_beside_it(folder: Path) -> None:
    (folder / "truce.yaml").write_text(TRUCE.replace("{actors: [north, south]}", "{classes: [north]}"))
    [one] = told(folder)
    assert "'north' is a party, not a class; write it in `actors`" in one


def test_a_file_alone_is_not_blamed_for_what_nobody_gave(folder: Path) -> None:
    assert told(folder / "truce.yaml") == [
        "note: not checked: 4 parties, 1 zone, 1 list, 1 list of joiners named here; nothing given holds any "
        "(give their files too, or --record) [not-checked]"
    ]
    assert told(folder / "truce.yaml", *(folder / "facts").iterdir()) == []


def test_what_is_wrong_inside_a_file_alone_is_still_told(folder: Path) -> None:
    (folder / "truce.yaml").write_text(TRUCE.replace("{after: signature, weeks: 2}", "{after: 'deadline:t-7'}"))
    assert any("no provision 't-7' in this instrument" in one for one in told(folder / "truce.yaml"))


def test_two_files_of_one_instrument_are_one_fault(folder: Path) -> None:
    (folder / "truce-2.yaml").write_text(TRUCE)
    assert told(folder) == [
        "truce.yaml:3:1: truce.yaml and truce-2.yaml hold the same instrument, truce; give one of them at id [same-instrument]"
    ]


def test_a_row_of_another_file_that_does_not_fit_is_named(folder: Path) -> None:
    (folder / "facts" / "more.yaml").write_text(PARTIES.replace("id: north", "idd: north"))
    [line] = agreement_files.check([folder]).aside
    assert line.startswith("more.yaml")


def test_a_folder_without_an_agreement_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no agreement file in .*there is no \.yaml or \.yml file"):
        agreement_files.check([tmp_path])
    (tmp_path / "parties.yaml").write_text(PARTIES)
    with pytest.raises(RecordError, match=r"first line is `ceasefire: agreement/2`; found instead: parties\.yaml"):
        agreement_files.check([tmp_path])


@pytest.mark.parametrize("name", ["headless.yaml", "headless.yml"])
@pytest.mark.parametrize("head", ["", "ceasefire: agrement/2\n"])
def test_an_agreement_without_its_first_line_is_told_what_to_write(tmp_path: Path, name: str, head: str) -> None:
    (tmp_path / name).write_text(TRUCE.replace("ceasefire: agreement/1\n", head))
    for path in (tmp_path, tmp_path / name):
        [fault] = agreement_files.check([path]).found
        assert fault.file == name
        assert "agreement/2" in fault.words
        assert head or "as the first line" in fault.words


def test_the_name_of_a_party_where_its_id_belongs_is_told_with_the_id(folder: Path) -> None:
    (folder / "truce.yaml").write_text(TRUCE.replace("actors: [north, south]", "actors: [north, Red Brigade]"))
    [line] = [one for one in told(folder) if "spelling" in one]
    assert (
        "'Red Brigade' is the name of a party and not its id; write red at provisions[1].bound.actors[1] (t-2)" in line
    )


def test_a_folder_is_explained_and_its_exceptions_shown_as_those_of_its_files(folder: Path) -> None:
    by_file = agreement_files.codings_of([str(folder / "truce.yaml")])
    by_folder = agreement_files.codings_of([str(folder)])
    assert by_file[0] in by_folder
    assert agreement_files.explain(by_file)[0] in agreement_files.explain(by_folder)
    assert agreement_files.exceptions(by_file)[0] in agreement_files.exceptions(by_folder)


def test_a_file_that_does_not_hold_is_refused_before_it_is_signed(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "truce.yaml"
    path.write_text(TRUCE.replace("    acts: [fire", "    survives: true\n    acts: [fire"))
    before = [office.size for office in record.offices()]
    with pytest.raises(AgreementError, match=r"truce.yaml:18:5: `survives` is said so in edition 2 of the language"):
        file_path(record, path, FileOptions(office="hostile"))
    assert [office.size for office in record.offices()] == before
    path.write_text(path.read_text().replace("agreement/1", "agreement/2").replace("id: truce\n", "id: other-truce\n"))
    assert file_path(record, path, FileOptions(office="hostile")).filed == 1
    assert "other-truce" in {one.id for one in record.instruments()}


@pytest.mark.parametrize(
    ("first", "means"),
    [("t-1", "could as well mean"), ("annex/t-1", "also")],
)
def test_two_instruments_that_can_name_two_provisions_alike_are_told_with_both_files(
    folder: Path, first: str, means: str
) -> None:
    (folder / "truce.yaml").write_text(TRUCE.replace("id: t-1\n", f"id: {first}\n"))
    (folder / "annex.yaml").write_text(TRUCE.replace("id: truce\n", "id: truce/annex\n"))
    [line] = [one for one in told(folder) if "[one-name]" in one]
    assert line.startswith("annex.yaml:3:")
    assert (
        f"'truce/annex/t-1' means provision 't-1' of 'truce/annex', and {means} provision 'annex/t-1' of 'truce'"
        in line
    )
    assert "(in truce.yaml)" in line
    (folder / "annex.yaml").write_text(TRUCE.replace("id: truce\n", "id: truce-annex\n"))
    assert not [one for one in told(folder) if "[one-name]" in one]
