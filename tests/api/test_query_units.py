"""SQL refuses to add counts of unlike things, and has a column for each unit."""

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.api.query import QueryError, notes, sql
from ceasefire.api.query_measures import ADDING
from ceasefire.api.query_units import guarded
from ceasefire.vocabulary import TABLES, schema
from ceasefire.vocabulary.sql_views import MEASURED, counts_sql
from ceasefire.vocabulary.units import NOT_ADDITIVE, UNITS

ROWS = [
    {"tally_id": "a", "counted_by": "north", "unit": "breach", "low": 3, "high": 4, "place": "ALL"},
    {"tally_id": "b", "counted_by": "north", "unit": "case_of_firing", "low": 5, "high": 5, "place": "ALL"},
    {"tally_id": "c", "counted_by": "south", "unit": "breach", "low": 10, "high": None, "place": "Hama"},
    {"tally_id": "d", "counted_by": "south", "unit": "overflight", "low": None, "high": None, "place": "Hama"},
]


class Held:
    """Stands for the tables of a record."""

    def table(self, name: str) -> pa.Table:
        return pa.Table.from_pylist(ROWS if name == "tallies" else [], schema=schema(name))


def ask(query: str) -> pa.Table:
    return sql(Held(), query)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "select sum(low) from tallies",
        "select sum(low) from tallies where unit in ('case_of_firing', 'breach')",
        "select counted_by, avg(t.low) from tallies as t group by 1",
        "select count(*) from tallies having sum(low) > 1",
        "select (select sum(low + 1) from tallies) as x",
        "select sum(low) / count(*) from tallies",
        "select 1 as x union all select sum(low) from tallies",
        "select place from tallies group by place order by sum(low)",
    ],
)
def test_a_sum_over_unlike_units_is_refused_and_names_them(query: str) -> None:
    with pytest.raises(QueryError, match="adds unlike units: breach, case_of_firing; group by unit"):
        ask(query)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("select sum(low) as n from tallies where unit = 'breach'", 13),
        ("select sum(low) as n from tallies where counted_by = 'south'", 10),
        ("select sum(low) filter (where unit = 'breach') as n from tallies", 13),
        ("select sum(case when unit = 'breach' then low else 0 end) as n from tallies", 13),
        ("select max(s) as n from (select unit, sum(low) s from tallies group by unit)", 13),
        ("select count(low) as n from tallies", 3),
        ("select sum(breach_low) as n from counts", 13),
        ("select sum(case_of_firing_high) as n from counts", 5),
        ("select count(*) as n from counts", 4),
        ("select count(overflight_low) as n from counts", 0),
    ],
)
def test_counts_of_one_unit_are_added(query: str, found: int) -> None:
    answer = ask(query)
    assert answer["n"].to_pylist() == [found]
    assert notes(answer) == []


UNLIKE = (
    "select sum(low) from tallies",
    "select SUM(LOW) from TALLIES",
    "select low.sum() from tallies",
    "select t.low.sum() from tallies t",
    "select list_sum(list(low)) from tallies",
    "select list_avg(array_agg(low)) from tallies",
    "select aggregate(list(low), 'sum') from tallies",
    "select sum(columns('low')) from tallies",
    "select sum(struct_extract(t, 'low')) from tallies t",
    "select list(t) from tallies t",
    "select sum((select t.low)) from tallies t",
    "select (select sum(t.low)) from tallies t",
    "select product(low) from tallies",
    "select geomean(low) from tallies",
    "select kurtosis(low) from tallies",
    "select regr_avgx(low, low) from tallies",
    "select mad(low) from tallies",
    "select corr(low, high) from tallies",
    "summarize tallies",
    "summarize select low from tallies",
    "select * from (summarize tallies)",
    "select sum(x) from (select low as x from tallies)",
    "select sum(q.x) from (select low + 1 as x from tallies) q",
    "with mine as (select low from tallies) select sum(low) from mine",
    "with mine(x) as (select low from tallies) select sum(m.x) from mine m",
    "with mine as (select * from tallies) select sum(low) from mine",
    "select sum(low) from (select low from tallies union all select low from tallies)",
    "select sum(x) from (select 1 as x union all select low from tallies)",
    "select sum(x) from (select low from tallies union all select 3) q(x)",
    "select list_sum(array(select low from tallies))",
    "select sum(low) over () from tallies",
    "select sum(sum(low)) over () from tallies group by unit",
    "select sum(s) from (select unit, sum(low) as s from tallies group by unit)",
    "select sum(s) from (select sum(low) as s from tallies group by unit)",
    "select sum(x) from tallies t, lateral (select t.low as x)",
    "select max(low, 4) from tallies",
    "select list(low) from tallies",
    "select sum(q.x) from (select low as x from (select low from tallies)) q",
    "select approx_quantile(low, 0.5) from tallies",
    "select sum(x.low) from (select t as x from tallies t)",
    "select histogram(low) from tallies",
    "from tallies select sum(low)",
    "select 1 where (select sum(low) from tallies) > 1",
)


@pytest.mark.parametrize("query", UNLIKE)
def test_nothing_adds_unlike_units_in_whatever_form_it_is_asked(query: str) -> None:
    with pytest.raises(QueryError, match="adds unlike units: breach, case_of_firing"):
        ask(query)


LIKE = (
    "select unit, sum(low) from tallies group by unit",
    "select unit, list(low), product(low), geomean(low) from tallies group by all",
    "select count(*) from tallies",
    "select sum(1) from tallies",
    "select sum(low) from tallies where false",
    "select sum(low) filter (where unit = 'breach') from tallies",
    "select list(low) filter (where unit = 'breach') from tallies",
    "select sum(low) over (partition by unit) from tallies",
    "select unit, sum(low) over (partition by unit order by low) from tallies",
    "select min(low), max(low), any_value(low), first(low), last(low), string_agg(low, ',') from tallies",
    "select sum(case when low > 3 then 1 else 0 end) from tallies",
    "select sum((low > 3)::int) from tallies",
    "select sum(n) from (select count(low) as n from tallies group by place)",
    "select sum(low) from (select low from tallies where unit = 'breach')",
    "with b as (select * from tallies where unit = 'breach') select sum(low), list(low) from b",
    "select unit, sum(x) from (select unit, low as x from tallies) group by unit",
    "select unit, sum(x) from (select unit, low as x from tallies union all select unit, high from tallies) group by unit",
    "select low.abs(), low + high, coalesce(low, 0) from tallies",
    "select list(place), list(unit) from tallies",
    "select list(columns('place')) from tallies",
    "select count(columns(*)) from tallies",
    "select list_sum([1, 2]), list(tally_id) from tallies",
    "select arg_max(place, low), lag(low) over (order by low) from tallies group by low",
    "select row_number() over (order by low) from tallies",
    "summarize select place from tallies",
    "summarize select * from tallies where unit = 'breach'",
    "select avg(n) from (select place, count(*) as n from tallies group by place)",
    "select max(s) from (select unit, sum(low) s from tallies group by unit)",
    "select sum(length(place)) from tallies",
    "select * from tallies",
    "describe tallies",
)


@pytest.mark.parametrize("query", LIKE)
def test_what_adds_nothing_unlike_is_neither_refused_nor_noted(query: str) -> None:
    assert notes(ask(query)) == []


@pytest.mark.parametrize(
    "query",
    [
        "select sum(x) from (unpivot tallies on low, high into name k value x)",
        "select sum(x) from (select low as x from tallies except select 1)",
        "select sum(low) from (select * from query('select low from tallies'))",
        "select sum(columns(*)) from (select low from tallies)",
        'select sum("sum(low)") from (select sum(low) from tallies group by unit)',
    ],
)
def test_where_units_cannot_be_seen_the_answer_says_so(query: str) -> None:
    [words] = notes(ask(query))
    assert "units cannot be seen" in words


def test_the_view_of_counts_has_a_column_for_every_unit_that_may_be_added_and_each_number_in_its_own() -> None:
    answer = ask("select * from counts")
    names = {f"{unit}_{bound}" for unit in (UNITS.keys() - NOT_ADDITIVE) | {"overflight"} for bound in ("low", "high")}
    assert names <= set(answer.column_names)
    told = [{name for name in names if row[name] is not None} for row in answer.to_pylist()]
    assert told == [{"breach_low", "breach_high"}, {"case_of_firing_low", "case_of_firing_high"}, {"breach_low"}, set()]


def test_a_unit_cannot_break_out_of_the_view() -> None:
    con = duckdb.connect()
    con.register("tallies", Held().table("tallies"))
    odd = "x' end, \"y"
    assert f"{odd}_low" in con.sql(counts_sql([odd])).columns


def test_every_measured_column_is_a_number_of_a_table_with_a_unit() -> None:
    for name, columns in MEASURED.items():
        kinds = {column.name: column.type for column in TABLES[name]}
        assert kinds["unit"] == "str"
        assert {kinds[column] for column in columns} <= {"i64", "i32", "f64"}
    with_unit = {name for name, columns in TABLES.items() if any(column.name == "unit" for column in columns)}
    assert with_unit == set(MEASURED)


UNIT = st.sampled_from(["breach", "shell", "shot"])


ADDED = st.sampled_from(
    [
        "select place, sum(low) from tallies group by place",
        "select place, low.sum() from tallies group by place",
        "select place, list_sum(list(low)) from tallies group by place",
        "select place, product(t.low) from tallies t group by place",
        "select sum(x) from (select place, low as x from tallies) group by place",
        "with mine as (select * from tallies) select geomean(m.low) from mine m group by place",
        "select sum(low) over (partition by place) from tallies",
        "select sum(s) from (select place, unit, sum(low) as s from tallies group by place, unit) group by place",
    ]
)


@given(
    ADDED, st.lists(st.tuples(UNIT, st.sampled_from(["x", "y"]), st.one_of(st.none(), st.integers(1, 9))), max_size=6)
)
def test_a_sum_is_refused_exactly_where_one_of_its_groups_has_several_units(
    query: str,
    rows: list[tuple[str, str, int | None]],
) -> None:
    con = duckdb.connect()
    con.execute("create table tallies(unit varchar, place varchar, low bigint)")
    con.executemany("insert into tallies values (?, ?, ?)", [*rows, ("breach", "z", 1)])
    [check] = guarded(con, query, {"tallies": ["low"]}).queries
    mixed = any(len({u for u, p, n in rows if p == place and n is not None}) > 1 for place in "xy")
    if mixed:
        with pytest.raises(duckdb.Error, match="unlike units: "):
            con.execute(check).fetchall()
    else:
        con.execute(check).fetchall()
    assert "sum" in ADDING
