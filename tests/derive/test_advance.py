"""Changes go through the stages: what is kept key by key is what a full run makes, and what does not change stops them."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.derive import Graph, advance, stage
from ceasefire.derive.advance import Changes, Done, touched
from ceasefire.derive.graph import ByKey, Joined, Stage, Tables, fitted
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import difference
from ceasefire.vocabulary.errors import CeasefireError
from tests.held_tables import HeldTables, counted, differing
from tests.soak import rounds

Facts = dict[str, dict[str, Any]]
BY = ByKey(
    "incident_id",
    own=("incidents", "links"),
    through=(Joined("reports", "report_id", "links", "report_id"),),
    named=(Joined("positions", "about", "links", "report_id"),),
)


class State(HeldTables):
    """Tables in memory, with what stages put into them."""

    def has(self, table: str) -> bool:
        return table in self.tables

    def change(self, table: str, delta: Any) -> None:
        self.apply({table: delta})
        self.tables[table] = fitted(table, self.tables[table])

    def put(self, table: str, whole: pa.Table) -> None:
        self.tables[table] = whole

    def drop(self, table: str) -> None:
        del self.tables[table]


@stage("incidents", live=True)
def named(links: pa.Table) -> Tables:
    """Which incidents there are: made from all links."""
    ids = sorted({*links["incident_id"].to_pylist()})
    return {"incidents": pa.Table.from_pylist([{"incident_id": one} for one in ids], schema=schema("incidents"))}


@stage("standing", live=True, by=BY)
def standing(incidents: pa.Table, links: pa.Table, reports: pa.Table, positions: pa.Table, parties: pa.Table) -> Tables:
    """Tell of each incident, in a column of text, all that is given of it, and of whole tables their length."""
    labels = dict(zip(reports["report_id"].to_pylist(), reports["label"].to_pylist(), strict=True))
    where = dict(zip(links["report_id"].to_pylist(), links["incident_id"].to_pylist(), strict=True))
    rows = []
    for one in incidents["incident_id"].to_pylist():
        mine = {name for name, incident in where.items() if incident == one}
        told = [f"{name} {labels.get(name)}" for name in mine]
        for said in positions.to_pylist():
            if mine.intersection(said["about"]):  # what a row says of one incident hangs on the others that it names
                told.append(f"{said['position_id']} {[where.get(name) for name in said['about']]}")
        rows.append({"incident_id": one, "occurrence": f"{sorted(told)} {parties.num_rows}"})
    return {"standing": pa.Table.from_pylist(rows, schema=schema("standing"))}


GRAPH = Graph(("links", "reports", "positions", "parties"), [named, standing])
ROWS = {
    "links": st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"), max_size=6),
    "reports": st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"), max_size=6),
    "positions": st.dictionaries(st.sampled_from("pqrs"), st.lists(st.sampled_from("abcdef"), max_size=2), max_size=4),
    "parties": st.dictionaries(st.sampled_from("mn"), st.just("m"), max_size=1),
}
COLUMNS = {
    "links": ("report_id", "incident_id"),
    "reports": ("report_id", "label"),
    "positions": ("position_id", "about"),
    "parties": ("party_id", "name"),
}
FACTS = st.fixed_dictionaries(ROWS)


def tables(facts: Facts) -> dict[str, pa.Table]:
    return {
        name: pa.Table.from_pylist(
            [dict(zip(COLUMNS[name], row, strict=True)) for row in held.items()], schema=schema(name)
        )
        for name, held in facts.items()
    }


def made(graph: Graph, held: State, name: str) -> Mapping[str, pa.Table]:
    return graph.run(name, held.whole, {})  # type: ignore[return-value]


def begun(facts: Facts, graph: Graph = GRAPH) -> State:
    """Return the tables that follow from facts, all made in full."""
    held = State(tables(facts))
    for one in graph.live:
        held.tables |= made(graph, held, one.makes[0])
    return held


def change(held: State, facts: Facts, graph: Graph = GRAPH) -> list[Done]:
    """Put other facts in the place of those held, and let what changed go through the stages."""
    deltas = {name: difference(held.whole(name), new, COLUMNS[name][0]) for name, new in tables(facts).items()}
    held.apply(deltas)

    def run(one: Stage) -> Mapping[str, pa.Table]:
        return made(graph, held, one.makes[0])

    return advance.advance(graph, held, Changes(dict(deltas), set()), run, held.whole)


@settings(max_examples=rounds(40, 2000), deadline=None)
@given(FACTS, st.lists(FACTS, max_size=3))
def test_step_by_step_is_what_a_full_run_gives(first: Facts, then: list[Facts]) -> None:
    held = begun(first)
    for facts in then:
        change(held, facts)
        expected = begun(facts)
        assert differing(held.tables, {name: expected.whole(name) for name in ("incidents", "standing")}) == {}
        assert held.whole("standing")["incident_id"].to_pylist() == sorted(
            held.whole("standing")["incident_id"].to_pylist()
        )


SOME: Facts = {
    "links": {"a": "x", "b": "x", "c": "y"},
    "reports": {"a": "1", "b": "1", "c": "2"},
    "positions": {"p": ["a"]},
    "parties": {},
}


def how(done: list[Done]) -> dict[str, str]:
    return {one.tables[0]: one.how for one in done}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {"incidents": "same", "standing": "same"}),
        ({"positions": {"p": ["c"]}}, {"incidents": "same", "standing": "incremental"}),
        ({"reports": {"a": "2", "b": "1", "c": "2"}}, {"incidents": "same", "standing": "incremental"}),
        ({"links": {"a": "x", "b": "y", "c": "y"}}, {"incidents": "full", "standing": "incremental"}),
        ({"links": {"a": "x", "b": "z", "c": "y"}}, {"incidents": "full", "standing": "incremental"}),
        ({"parties": {"m": "m"}}, {"incidents": "same", "standing": "full"}),
    ],
)
def test_what_is_done_is_no_more_than_what_changed_asks_for(changed: Facts, expected: dict[str, str]) -> None:
    held = begun(SOME)
    assert how(change(held, SOME | changed)) == expected
    assert counted(held.whole("standing")) == counted(begun(SOME | changed).whole("standing"))


def test_a_full_run_that_gives_what_there_was_stops_the_chain() -> None:
    """The links change, and the incidents do not: what needs the incidents alone is not run."""

    @stage("scope", live=True)
    def scope(incidents: pa.Table) -> Tables:
        return {"scope": pa.Table.from_pylist([], schema=schema("scope"))}

    graph = Graph(GRAPH.stated, [named, scope])
    held = begun(SOME, graph)
    assert how(change(held, SOME | {"links": {"a": "x", "b": "y", "c": "y"}}, graph)) == {
        "incidents": "full",
        "scope": "same",
    }


def test_many_keys_at_once_are_made_in_a_full_run(monkeypatch: pytest.MonkeyPatch) -> None:
    other = SOME | {"positions": {"p": ["a"], "q": ["c"]}}
    for least, share, expected in ((0, 0.2, "full"), (1, 0.2, "incremental"), (0, 0.5, "incremental")):
        monkeypatch.setattr(advance, "FULL_FROM", least)
        monkeypatch.setattr(advance, "FULL_SHARE", share)
        assert how(change(begun(SOME), other))["standing"] == expected


def test_what_changes_under_its_id_touches_the_keys_that_name_it() -> None:
    held = begun(SOME)
    again = difference(held.whole("reports"), tables(SOME | {"reports": {"a": "2", "b": "1"}})["reports"], "report_id")
    assert touched(BY, {"reports": again}, held) == {"x"}


def test_a_stage_that_cannot_be_run_costs_its_own_tables_and_those_made_from_them() -> None:
    @stage("incidents", live=True)
    def failing(links: pa.Table) -> Tables:
        if pc.any(pc.equal(links["incident_id"], "z")).as_py():
            raise CeasefireError("a fault")
        return named.run(links)  # type: ignore[return-value]

    graph = Graph(GRAPH.stated, [failing, standing])
    held = begun(SOME, graph)
    done = change(held, SOME | {"links": {"a": "z"}}, graph)
    assert how(done) == {"incidents": "dropped", "standing": "dropped"}
    assert not held.has("incidents")
    assert not held.has("standing")
    assert "a fault" in done[0].why
