"""Incidents in scope by instrument, and those of one instrument alone."""

from collections import Counter

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.figures.scope_by_instrument import counts, in_scope, in_scope_by_instrument
from ceasefire.vocabulary import schema
from tests.soak import rounds

CODED = ("truce", "un", "memo", "never")
HIT = [["truce/1", "truce/2", "un/1"], ["un/1"], ["un/1", "un/2"], ["memo/1", "un/1"], None, []]


def tables(rows: list[tuple[str, list[str] | None]]) -> tuple[pa.Table, pa.Table, pa.Table]:
    names = [f"i{n}" for n in range(len(rows))]
    scope = [{"incident_id": i, "result": r, "clauses": c} for i, (r, c) in zip(names, rows, strict=True)]
    links = [{"report_id": f"r-{i}-{m}", "incident_id": i} for i in names for m in "ab"]
    return (
        pa.Table.from_pylist([{"incident_id": i} for i in names], schema=schema("incidents")),
        pa.Table.from_pylist(scope, schema=schema("scope")),
        pa.Table.from_pylist(links, schema=schema("links")),
    )


def test_what_is_in_scope_of_one_instrument_alone_is_counted_apart() -> None:
    incidents, scope, links = tables([("in_scope", one) for one in HIT] + [("out_of_scope", None)])
    assert [tuple(one) for one in counts(scope, CODED)] == [("un", 4, 2), ("memo", 1, 0), ("truce", 1, 0)]
    un, memo, truce = in_scope_by_instrument(incidents, scope, links, CODED)
    assert (un.incidents.value, un.alone and un.alone.value) == (4, 2)
    assert un.alone is not None
    assert un.alone.lineage == ("r-i1-a", "r-i1-b", "r-i2-a", "r-i2-b")
    assert un.alone.label == "in scope of un alone"
    assert "do not add" in (un.incidents.note or "")
    assert (memo.alone, truce.alone) == (None, None)


def test_nothing_in_scope_gives_nothing() -> None:
    for rows in ([], [("undetermined", None)]):
        assert counts(tables(rows)[1], CODED) == []
        assert in_scope_by_instrument(*tables(rows), CODED) == ()


def test_an_instrument_whose_id_holds_a_slash_is_counted_under_its_own_name() -> None:
    rows = [["un/truce/1"], ["un/truce/2", "un/truce/1"], ["un/1"], ["un/1", "un/truce/1"]]
    incidents, scope, links = tables([("in_scope", one) for one in rows])
    coded = ("un", "un/truce")
    assert [tuple(one) for one in counts(scope, coded)] == [("un/truce", 3, 2), ("un", 2, 1)]
    assert in_scope(scope, coded)["only_under"].to_pylist() == ["un/truce", "un/truce", "un", None]
    truce, un = in_scope_by_instrument(incidents, scope, links, coded)
    assert (truce.instrument, truce.incidents.label) == ("un/truce", "in scope of un/truce")
    assert truce.alone is not None
    assert truce.alone.lineage == ("r-i0-a", "r-i0-b", "r-i1-a", "r-i1-b")
    assert (un.instrument, un.incidents.value) == ("un", 2)
    alone = "un/truce"
    assert [tuple(one) for one in counts(scope.slice(0, 2), [alone])] == [(alone, 2, 2)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("in_scope", "undetermined", "no_act")),
            st.none()
            | st.lists(st.sampled_from(("a/1", "a/2", "b/1", "c/1", "c/x/y", "b/x/y")), max_size=4, unique=True),
        ),
        max_size=12,
    ),
    st.integers(0, 3),
)
@settings(max_examples=rounds(60, 2000))
def test_the_columns_say_what_each_row_says(rows: list[tuple[str, list[str] | None]], cut: int) -> None:
    _, scope, _ = tables(rows)
    scope = pa.concat_tables([scope.slice(0, cut), scope.slice(cut)])
    of = {"a/1": "a", "a/2": "a", "b/1": "b", "b/x/y": "b", "c/1": "c", "c/x/y": "c/x"}
    hit = [sorted({of[one] for one in clauses or []}) for result, clauses in rows if result == "in_scope"]
    coded = ("a", "b", "c", "c/x")
    found = in_scope(scope, coded).to_pylist()
    assert [row["instruments"] for row in found] == hit
    assert [row["only_under"] for row in found] == [one[0] if len(one) == 1 else None for one in hit]
    every, alone = Counter(i for one in hit for i in one), Counter(one[0] for one in hit if len(one) == 1)
    assert {one.instrument: (one.incidents, one.alone) for one in counts(scope, coded)} == {
        name: (number, alone[name]) for name, number in every.items()
    }
