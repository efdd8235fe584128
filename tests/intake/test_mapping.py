"""Mapping files: any table with a few lines of TOML, strict about both."""

from pathlib import Path

import pytest

from ceasefire import intake
from ceasefire.intake.tables.mapping import parse, shapes
from tests.intake.making import write

MAPPING = """
ceasefire = "mapping/1"
kind = "report"
title = "the mission's log"
filled = ["label", "when.start"]
ignore = ["Remarks"]
date_order = "dmy"
decimal = ","
time_zone = "Asia/Damascus"
nulls = ["-"]

[columns]
"No." = "label"
Date = "when.start"
Place = "where.name"
Lat = "where.lat"
Lon = "where.lon"
Type = "event_type"
Dead = "killed"

[constants]
source = "Observation post 4"
"where.precision" = 2

[compose]
summary = "{Type} at {Place}"

[values.event_type]
"Mortar fire" = "shelling"
"""
TABLE = (
    "No.;Date;Place;Lat;Lon;Type;Dead;Remarks\n"
    "1;5/1/2017;Harasta;33,5595;36,365;Mortar fire;1.234;x\n2;6/1/2017;Douma;-;-;airstrike;at least 3;\n"
)


def _read(tmp_path: Path, mapping: str = MAPPING, table: str = TABLE) -> "intake.Intake":
    options = intake.Options(mapping=write(tmp_path / "m.toml", mapping))
    return intake.read(write(tmp_path / "log.csv", table), options=options)


def test_a_table_of_ones_own_becomes_reports(tmp_path: Path) -> None:
    source = _read(tmp_path)
    drafts = list(source.drafts())
    assert source.aside == []
    assert drafts[0].body == {
        "label": "1",
        "source": "Observation post 4",
        "when": {"start": "2017-01-05", "zone": "Asia/Damascus"},
        "where": {"name": "Harasta", "lat_e7": 335595000, "lon_e7": 363650000, "precision": 2},
        "event_type": "shelling",
        "killed": {"low": 1234, "high": 1234},
        "summary": "Mortar fire at Harasta",
    }
    assert drafts[1].body["killed"] == {"low": 3, "vague": "at least 3"}
    assert "lat_e7" not in drafts[1].body["where"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("mapping/1", "mapping/2", "this reads 'mapping/1'"),
        ('"report"', '"rumour"', "is no kind of statement"),
        ('"where.name"', '"where.nmae"', "'where.nmae' is no field of a report"),
        ("ignore =", "ignroe =", "unknown field `ignroe`"),
        ('"where.lon"', '"where.lat"', "two columns fill"),
        ("[columns]", "[columns", "not a mapping"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(intake.IntakeError, match=words) as error:
        _read(tmp_path, MAPPING.replace(old, new, 1))
    assert str(error.value).startswith("m.toml")


def test_a_table_must_hold_what_the_mapping_names_and_no_more(tmp_path: Path) -> None:
    with pytest.raises(intake.IntakeError, match="neither filed nor ignored"):
        list(_read(tmp_path, table=TABLE.replace("Remarks", "Observer", 1)).drafts())
    with pytest.raises(intake.IntakeError, match="the column 'Dead' is missing"):
        list(_read(tmp_path, table=TABLE.replace("Dead", "Remarks2", 1)).drafts())


def test_a_mapping_like_a_shape_adds_to_it(tmp_path: Path) -> None:
    like = 'ceasefire = "mapping/1"\nlike = "reports"\ndate_order = "dmy"\nencoding = "cp1251"\ndelimiter = "|"\n'
    more = '[columns]\nTown = "where.country"\n[values.event_type]\nbang = "explosion"\n'
    options = intake.Options(mapping=write(tmp_path / "m.toml", like + more))
    table = "report_id|event_date_start|event_type|Town|place\n1|5/1/2020|bang|Идлиб|Хама\n"
    path = write(tmp_path / "r.csv", table, "cp1251")
    [draft] = intake.read(path, options=options).drafts()
    assert draft.body == {
        "label": "1",
        "when": {"start": "2020-01-05"},
        "event_type": "explosion",
        "where": {"country": "Идлиб", "name": "Хама"},
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('like = "rumours"', "no such shape"),
        ('like = "reports"\nencoding = "klingon"', "is no encoding"),
        ('like = "reports"\ndelimiter = "ab"', "no delimiter"),
        ('like = "reports"\ndate_order = "ydm"', "date_order is one"),
    ],
)
def test_what_a_mapping_says_of_the_file_is_checked(tmp_path: Path, text: str, words: str) -> None:
    options = intake.Options(mapping=write(tmp_path / "m.toml", 'ceasefire = "mapping/1"\n' + text))
    with pytest.raises(intake.IntakeError, match=words):
        intake.read(write(tmp_path / "r.csv", "report_id,event_date_start\n"), options=options)


def test_every_shape_that_the_room_knows_is_sound() -> None:
    for name, shape in shapes().items():
        assert shape.requires, name
        assert set(shape.docs) <= set(shape.columns), name
        assert set(shape.example) <= set(shape.columns), name


def test_only_fills_rows_that_say_so() -> None:
    shape = shapes()["ucdp-ged"]
    assert [(o.column, o.equals) for o in shape.only] == [("type_of_violence", "3")]
    with pytest.raises(intake.IntakeError, match="is no field"):
        parse(
            b'ceasefire = "mapping/1"\nkind = "report"\ntitle = "t"\n[columns]\n[[only]]\ncolumn = "a"\n'
            b'equals = "1"\ncolumns = {b = "nothing"}\n',
            "m.toml",
        )


def test_a_column_that_only_some_rows_would_file_may_be_missing(tmp_path: Path) -> None:
    header = "id,date_start,date_end,date_prec,where_prec,latitude,longitude,type_of_violence,side_b,best,high,low"
    line = "7,2016-01-01 00:00:00.000,2016-01-01,1,1,34.8,36.7,3,Civilians,4,5,3"
    [draft] = intake.read(write(tmp_path / "g.csv", f"{header}\n{line}\n")).drafts()
    assert (draft.body["actor_target"], draft.body["killed"]) == ("Civilians", {"low": 3, "high": 5})
    assert "actor_alleged" not in draft.body
