"""Actors in other letters: compared by the Latin name of the party that they mean, told as they were told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.features.party_names import IN_LATIN, as_compared, in_latin, in_other_script
from ceasefire.linkage.features.prepare import prepare
from ceasefire.vocabulary import schema


def parties(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{"aliases": None, "name": None} | row for row in rows], schema=schema("parties"))


def reports(*actors: str | None) -> pa.Table:
    rows = [
        {"report_id": f"r{k}", "date_start": dt.date(2020, 5, 1), "actor_alleged": actor, "source": f"paper {k}"}
        for k, actor in enumerate(actors)
    ]
    return pa.Table.from_pylist(rows, schema=schema("reports"))


GUARD = {"party_id": "river-guard", "name": "River Guard", "aliases": ["حرس النهر", "речная стража", "RG"]}


@pytest.mark.parametrize("told", ["حرس النهر", "речная стража", "РЕЧНАЯ СТРАЖА"])
def test_a_translated_name_is_compared_by_the_latin_one(told: str) -> None:
    found = as_compared(in_latin(reports("River Guard", told), parties(GUARD)))
    assert found["actor_alleged"].to_pylist() == ["River Guard", "River Guard"]


def test_what_is_told_stays() -> None:
    found = in_latin(reports("речная стража"), parties(GUARD))
    assert found["actor_alleged"].to_pylist() == ["речная стража"]
    assert found[IN_LATIN["actor_alleged"]].to_pylist() == ["River Guard"]
    linked = linkage.link(found, parameters=linkage.prior())
    assert linked.incidents["actors_alleged"].to_pylist() == [["речная стража"]]


def test_latin_names_stay_and_need_no_column() -> None:
    told = reports("RG", "the River Guard", None)
    assert in_latin(told, parties(GUARD)).equals(told)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [GUARD | {"name": None, "aliases": ["речная стража"]}],
        [GUARD, {"party_id": "lake-guard", "name": "Lake Guard", "aliases": ["речная стража"]}],
    ],
    ids=["nobody on file", "no Latin name", "two parties share it"],
)
def test_a_name_that_means_no_one_party_stays(rows: list[dict[str, Any]]) -> None:
    assert as_compared(in_latin(reports("речная стража"), parties(*rows)))["actor_alleged"].to_pylist() == [
        "речная стража"
    ]


def test_the_order_of_parties_does_not_matter() -> None:
    other = GUARD | {"name": "Guard of the River", "aliases": ["речная стража"]}
    one, two = (in_latin(reports("речная стража"), parties(*rows)) for rows in ((GUARD, other), (other, GUARD)))
    assert one.equals(two)


def test_the_words_compared_are_those_of_the_latin_name() -> None:
    data = prepare(in_latin(reports("River Guard", "حرس النهر"), parties(GUARD)))
    assert len(set(data.actor.whole().tolist())) == 1
    assert len(set(data.code[:, 1].tolist())) == 1


def test_other_scripts_are_found() -> None:
    told = reports("River Guard", "حرس النهر", None, "Stráž", "бригада 5")
    assert in_other_script(told)["report_id"].to_pylist() == ["r1", "r4"]


def test_names_given_once_more_are_given_anew() -> None:
    once = in_latin(reports("речная стража"), parties(GUARD))
    assert in_latin(once, parties(GUARD)).equals(once)


def test_a_column_of_that_name_that_tells_no_text_is_passed_over() -> None:
    told = reports("a", "b").append_column(IN_LATIN["actor_alleged"], pa.nulls(2))
    assert as_compared(told)["actor_alleged"].to_pylist() == ["a", "b"]


def test_reports_may_have_other_usual_names_of_columns() -> None:
    told = pa.table({"id": ["r0"], "date": ["2020-05-01"], "actor": ["речная стража"]})
    assert as_compared(in_latin(told, parties(GUARD)))["actor_alleged"].to_pylist() == ["River Guard"]


@pytest.mark.parametrize("kind", [pa.dictionary(pa.int32(), pa.string()), pa.string_view(), pa.large_string()])
def test_actors_may_be_texts_of_any_kind(kind: pa.DataType) -> None:
    told = reports("речная стража", None)
    actors = pa.chunked_array([pa.array(["речная стража", None]).cast(kind)])
    told = told.set_column(told.column_names.index("actor_alleged"), "actor_alleged", actors)
    assert in_latin(told, parties(GUARD))[IN_LATIN["actor_alleged"]].to_pylist() == ["River Guard", None]


def test_parties_need_no_aliases_and_numbers_are_no_names() -> None:
    plain = pa.table({"party_id": ["river-guard"], "name": ["речная стража"]})
    assert as_compared(in_latin(reports("речная стража"), plain))["actor_alleged"].to_pylist() == ["речная стража"]
    told = in_latin(reports("речная стража"), parties(GUARD | {"name": "123", "aliases": ["речная стража", "RG"]}))
    assert as_compared(told)["actor_alleged"].to_pylist() == ["RG"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"name": ["A"]}, "parties: column party_id is missing"),
        ({"party_id": ["a"]}, "parties: column name is missing"),
        ({"party_id": ["a", None], "name": ["A", "B"]}, "parties: column party_id is empty in a row"),
        ({"party_id": [1], "name": ["A"]}, "parties: column party_id holds int64, and not texts"),
        (
            {"party_id": ["a"], "name": ["A"], "aliases": ["B"]},
            "parties: column aliases holds string, and not lists of texts",
        ),
    ],
)
def test_parties_of_another_form_are_refused(table: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        in_latin(reports("речная стража"), pa.table(table))
