"""Answers are drawn from tables alone, whoever gives the tables."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ceasefire.api import answers, incident_list, tally_comparison
from ceasefire.api.arguments import BadArgument, day, one_of
from ceasefire.figures import Period
from ceasefire.vocabulary import schema


class Given:
    """Tables with the rows given; every other table is empty."""

    def __init__(self, **rows: list[dict[str, Any]]) -> None:
        self._rows: Mapping[str, list[dict[str, Any]]] = rows

    def table(self, name: str) -> pa.Table:
        return pa.Table.from_pylist(self._rows.get(name, []), schema=schema(name))

    def rows(self, name: str, column: str, values: Collection[str]) -> pa.Table:
        return self.where(name, lambda table: pc.is_in(table[column], pa.array(list(values), pa.string())))

    def beginning(self, name: str, column: str, start: str) -> pa.Table:
        return self.where(name, lambda table: pc.starts_with(table[column], start))

    def where(self, name: str, test: Callable[[pa.Table], Any]) -> pa.Table:
        return self.table(name).filter(test(self.table(name)))


D1, D2, D3 = date(2020, 5, 1), date(2020, 5, 2), date(2020, 5, 3)
INCIDENTS = [
    {"incident_id": "i-1", "date_start": D1, "date_end": D2, "place": "Aine", "admin1": "Upper"},
    {"incident_id": "i-2", "date_start": D3, "place": None, "admin1": "Lower"},
    {"incident_id": "i-3"},
]
SCOPE = [{"incident_id": "i-1", "result": "in_scope", "clauses": ["a/1"]}]


@pytest.mark.parametrize(
    ("only", "found"),
    [
        ({}, ["i-3", "i-1", "i-2"]),
        ({"since": D2}, ["i-1", "i-2"]),
        ({"since": "2020-05-03"}, ["i-2"]),
        ({"until": "2020-05-01"}, ["i-3", "i-1"]),
        ({"since": D2, "until": D2}, ["i-1"]),
        ({"place": "UPPER"}, ["i-1"]),
        ({"place": "aine up"}, ["i-1"]),
        ({"result": "in_scope"}, ["i-1"]),
        ({"result": "undetermined"}, []),
    ],
)
def test_incidents_by_day_place_and_result(only: dict[str, Any], found: list[str]) -> None:
    rows = incident_list.incidents(Given(incidents=INCIDENTS, scope=SCOPE), **only)
    assert [row["incident_id"] for row in rows] == found
    assert rows.total == len(found)
    first = incident_list.incidents(Given(incidents=INCIDENTS, scope=SCOPE), **only, limit=1)
    assert (list(first), first.total) == (rows[:1], len(found))
    assert all(row["result"] == ("in_scope" if row["incident_id"] == "i-1" else None) for row in rows)


CONFLICTS = [
    {"conflict_id": "c", "kind": "rival", "subject": "round-7", "property": "began_on", "value": "1", "answer": False},
    {"conflict_id": "c", "kind": "rival", "subject": "round-7", "property": "began_on", "value": "2", "answer": False},
    {"conflict_id": "c", "kind": "rival", "subject": "round-7", "property": "began_on", "value": "2", "answer": True}
    | {"ground": "the communique"},
    {"conflict_id": "d", "kind": "coarser", "subject": "x", "property": "size", "value": "9", "answer": False},
]


def test_a_conflict_has_its_values_apart_from_the_argued_answer() -> None:
    first, second = answers.conflicts(Given(conflicts=CONFLICTS))
    assert (first["fact"], [row["value"] for row in first["values"]]) == ("round-7: began on", ["1", "2"])
    assert (first["resolution"], first["ground"]) == ("2", "the communique")
    assert (second["resolution"], second["ground"], second["answers"]) == (None, None, [])


def test_a_fact_told_as_of_two_days_has_two_answers_with_their_days() -> None:
    fact = {"conflict_id": "c", "kind": "rival", "subject": "talks", "property": "rounds_held"}
    early, late = date(2017, 8, 31), date(2017, 10, 25)
    rows = [
        fact | {"value": "5", "answer": True, "as_of": late, "ground": "so", "statement_id": "x"} | told
        for told in ({"value": "6"}, {"value": "5", "as_of": early, "ground": "dated", "statement_id": "y"})
    ]
    rows += [fact | {"value": value, "answer": False, "as_of": day} for value, day in (("6", late), ("4", early))]
    [found] = answers.conflicts(Given(conflicts=rows))
    assert found["answers"] == [
        {"as_of": early, "value": "5", "ground": "dated", "statement_id": "y"},
        {"as_of": late, "value": "6", "ground": "so", "statement_id": "x"},
    ]
    assert found["resolution"] == "5 as of 2017-08-31; 6 as of 2017-10-25"
    assert [(row["value"], row["as_of"]) for row in found["values"]] == [("4", early), ("6", late)]


@pytest.mark.parametrize(
    ("only", "kinds"),
    [({"subject": "BEGAN ON"}, ["rival"]), ({"kind": "coarser"}, ["coarser"]), ({"subject": "moon"}, [])],
)
def test_conflicts_by_words_and_kind(only: dict[str, str], kinds: list[str]) -> None:
    assert [fact["kind"] for fact in answers.conflicts(Given(conflicts=CONFLICTS), **only)] == kinds


def test_arithmetic_errors_are_bulletins_and_counters_in_order_of_day() -> None:
    checks = [
        {"date_start": D2, "counted_by": "b", "measure": "m", "stated": 5, "added": 4, "state": "places_below_total"},
        {"date_start": D1, "counted_by": "b", "measure": "m", "stated": 5, "added": 5, "state": "adds_up"},
    ]
    falls = [{"measure": "n", "day_before": D1, "before": 1200, "day_after": D1, "after": 900}]
    found = tally_comparison.arithmetic_errors(Given(bulletin_checks=checks, counter_falls=falls))
    assert [(row["day"], row["found"]) for row in found] == [
        (D1, "1,200 on 2020-05-01, then 900"),
        (D2, "says 5, places add up to 4"),
    ]


def test_tallies_of_a_day_are_those_whose_period_holds_it() -> None:
    rows = [
        {"tally_id": "a", "date_start": D1, "date_end": D2, "measure": "m", "low": 1, "high": 1, "said_by": "s"},
        {"tally_id": "b", "date_start": D3, "date_end": D3, "measure": "m", "low": 1, "high": 2},
        {"tally_id": "c", "date_start": D3, "date_end": D3, "measure": "n", "vague": "dozens"},
        {"tally_id": "d", "measure": "m"},
    ]
    tables = Given(tallies=rows)
    assert [row["counted_by"] for row in tally_comparison.of_day(tables, D2)] == ["s"]
    assert [row["count"] for row in tally_comparison.of_day(tables, "2020-05-03")] == ["1 to 2", "dozens"]
    assert [row["count"] for row in tally_comparison.of_day(tables, D3, "n")] == ["dozens"]


@pytest.mark.parametrize(
    ("low", "high", "count"),
    [(0, 5, "at most 5"), (3, None, "at least 3"), (None, 5, "at most 5"), (1200, 1500, "1,200 to 1,500"), (0, 0, 0)],
)
def test_a_tally_with_bounds_says_them_in_words(low: int | None, high: int | None, count: object) -> None:
    row = {"tally_id": "a", "date_start": D1, "date_end": D1, "measure": "m", "low": low, "high": high}
    assert [found["count"] for found in tally_comparison.of_day(Given(tallies=[row]), D1)] == [count]


def test_a_body_whose_name_holds_the_word_second_has_columns_of_its_own() -> None:
    pair = ("turkey", "second-army")
    rows = [
        {"tally_id": f"{body}{day}", "counted_by": body, "measure": "m", "unit": "case_of_firing", "place": "ALL"}
        | {"publisher": "p", "date_start": day, "date_end": day, "low": n, "high": n}
        for body, n in zip(pair, (3, 8), strict=True)
        for day in (D1, D2)
    ]
    [row] = tally_comparison.compare(Given(tallies=rows), pair, [Period(name="all", start=D1, end=D3)], "m")
    assert list(row) == [
        *("period", "from", "to", "days", "turkey", "second-army", "turkey_median", "second-army_median"),
        *("ratio", "correlation", "second-army_higher", "equal", "overlap"),
    ]
    assert (row["turkey"], row["second-army"], row["second-army_median"]) == ("6", "16", "8")


def test_without_two_bodies_there_is_nothing_to_compare() -> None:
    assert tally_comparison.compare(Given(), None, [Period(name="all", start=D1, end=D3)]) == []


def test_a_matrix_is_sums_or_days() -> None:
    rows = [{"by": "x", "of": "y", "date": None, "entries": 3}, {"by": "x", "of": "y", "date": D1, "entries": 1}]
    [total] = answers.matrix(Given(matrix=rows))
    [daily] = answers.matrix(Given(matrix=rows), by_day=True)
    assert (total["entries"], "date" in total) == (3, False)
    assert (daily["entries"], daily["date"]) == (1, D1)


@pytest.mark.parametrize("text", ["", "2018", "2018-2-3", "2018-02-30", "2018-10-16T00:00", "yesterday"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadArgument, match="2018-10-16"):
        day(text)


def test_a_long_list_is_cut_and_says_so() -> None:
    with pytest.raises(BadArgument, match=r"word 29 and 70 more$"):
        one_of("word", "x" * 9, [f"word {n}" for n in range(100)])
