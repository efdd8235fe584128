"""A step that only a full run can replace says why, and that is what is told of the tables."""

from collections.abc import Mapping

import pyarrow as pa

from ceasefire.derive.advance import Changes, advance
from ceasefire.derive.graph import Get, Graph, Tables, stage
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta, Held, OnlyFull
from tests.held_tables import HeldTables


class Kept(HeldTables):
    """Tables of which each that is given is kept."""

    def has(self, table: str) -> bool:
        return table in self.tables

    def change(self, table: str, delta: Delta) -> None:
        self.apply({table: delta})

    def put(self, table: str, whole: pa.Table) -> None:
        self.tables[table] = whole


def unsure(changes: Mapping[str, Delta], held: Held, get: Get) -> Mapping[str, Delta]:
    raise OnlyFull("a judgement names a batch")


@stage("links", live=True, step=unsure)
def links(reports: pa.Table) -> Tables:
    return {"links": schema("links").empty_table()}


def test_a_full_run_says_why_in_the_words_of_the_step() -> None:
    graph = Graph(("reports",), (links,))
    rows = pa.Table.from_pylist([{"report_id": "one"}], schema=schema("reports"))
    state = Kept({"reports": rows, "links": schema("links").empty_table()})
    changes = Changes({"reports": Delta(rows.slice(0, 0), rows)}, set())
    (done,) = advance(graph, state, changes, lambda one: one.run(rows), state.whole)
    assert (done.how, done.why) == ("full", "a judgement names a batch")
