"""Accounts of one list asked for among those of others: sums, none of these, ties, lists apart, and no order of rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.listwise.asking import SCHEMA, ask
from tests.linkage.worlds import world

PRIOR = linkage.prior()
Row = dict[str, Any]
TOWN: Row = {"place": "Raqqa", "admin1": "Raqqa", "lat": 35.95, "lon": 39.01, "actor_alleged": "Coalition"}


def listed(source: str | None, *rows: Row) -> pa.Table:
    """Accounts of one source in one town on one day, each with its id, its civilian dead and what is told otherwise."""
    found = []
    for row in rows:
        dead = row.get("dead")
        day = {"date_start": dt.date(2017, 6, 15), "killed_low": dead, "killed_high": dead, "killed_civilians": dead}
        found.append(TOWN | {"source": source} | day | row)
    names = ("report_id", "source", "date_start", "date_end", "place", "admin1", "lat", "lon", "place_precision")
    names += ("actor_alleged", "killed_low", "killed_high", "killed_civilians")
    kinds: dict[str, pa.DataType] = dict.fromkeys(names[2:4], pa.date32()) | dict.fromkeys(("lat", "lon"), pa.float64())
    kinds |= dict.fromkeys(("place_precision", *names[-3:]), pa.int32())
    return pa.table({n: pa.array([row.get(n) for row in found], kinds.get(n, pa.string())) for n in names})


def asked(one: pa.Table, other: pa.Table, **options: Any) -> dict[str, list[Row]]:
    """What is said of each account, best first."""
    told: dict[str, list[Row]] = {}
    for row in linkage.candidates(one, other, parameters=PRIOR, **options).to_pylist():
        told.setdefault(row["report_id"], []).append(row)
    return told


STRIKES = ({"report_id": "a", "dead": 4}, {"report_id": "b", "dead": 6}, {"report_id": "c", "dead": 5})


def test_one_event_may_sum_several_accounts() -> None:
    events = listed("register", {"report_id": "sum", "dead": 15}, {"report_id": "small", "dead": 1})
    told = asked(listed("casebook", *STRIKES), events)
    assert [rows[0]["candidate"] for rows in told.values()] == ["sum", "sum", "sum"]
    assert "may sum several" in told["a"][0]["toll"]


def test_an_equal_toll_goes_before_a_sum() -> None:
    events = listed("register", {"report_id": "sum", "dead": 15}, {"report_id": "own", "dead": 6})
    assert asked(listed("casebook", *STRIKES), events)["b"][0]["candidate"] == "own"


def test_an_event_without_civilian_dead_is_not_told_by_an_equal_toll() -> None:
    fighters = {"report_id": "fighters", "dead": 4, "killed_civilians": 0}
    events = listed("register", {"report_id": "sum", "dead": 15}, fighters)
    told = asked(listed("casebook", {"report_id": "a", "dead": 4}), events)["a"]
    assert told[0]["candidate"] == "sum"
    assert any(row["candidate"] == "fighters" and "no civilians there" in row["toll"] for row in told)


def test_an_event_of_a_whole_siege_sums_no_day() -> None:
    siege = {"report_id": "siege", "dead": 60, "date_start": dt.date(2017, 6, 5), "date_end": dt.date(2017, 7, 20)}
    events = listed("register", siege, {"report_id": "day", "dead": 12})
    assert asked(listed("casebook", *STRIKES), events)["a"][0]["candidate"] == "day"


def test_a_towns_event_goes_before_its_governorates() -> None:
    wide = {"report_id": "wide", "place": "Raqqa governorate", "lat": 36.1, "lon": 38.9, "place_precision": 4}
    events = listed("register", {"report_id": "town", "dead": 15}, wide | {"dead": 15})
    assert asked(listed("casebook", *STRIKES), events)["a"][0]["candidate"] == "town"


def test_what_another_account_plainly_is_this_one_is_less_likely_to_be() -> None:
    event = listed("register", {"report_id": "e", "dead": 6})
    own = {"report_id": "own", "dead": 6}
    near = {"report_id": "near", "dead": 6, "lat": 35.99, "place": "Mansura"}
    alone = asked(listed("casebook", near), event)["near"][0]["probability"]
    beside = {r["candidate"]: r["probability"] for r in asked(listed("casebook", near, own), event)["near"]}
    assert beside["e"] < alone


def test_probabilities_of_an_account_and_a_list_add_up_to_one() -> None:
    reports = world(5, 400)[0]
    names = sorted(set(reports["source"].to_pylist()))
    mine = reports.filter(pa.compute.equal(reports["source"], names[0]))
    others = reports.filter(pa.compute.not_equal(reports["source"], names[0]))
    found = linkage.candidates(mine, others, parameters=PRIOR)
    assert found.schema == SCHEMA
    total: dict[tuple[str, str], float] = {}
    for row in found.to_pylist():
        key = row["report_id"], row["source"]
        total[key] = total.get(key, 0.0) + row["probability"]
    assert total
    assert np.allclose(list(total.values()), 1)
    assert set(found["report_id"].to_pylist()) == set(mine["report_id"].to_pylist())
    assert len(set(found["source"].to_pylist()) - {None}) > 1


def test_no_order_of_rows_matters_and_learning_needs_no_parameters() -> None:
    reports = world(6, 300)[0]
    half = reports.slice(0, 120), reports.slice(120)
    turn = np.random.default_rng(1)
    turned = [table.take(pa.array(turn.permutation(len(table)))) for table in half]
    one, other = linkage.candidates(*half), linkage.candidates(*turned)
    order = [("report_id", "ascending"), ("source", "ascending"), ("rank", "ascending"), ("candidate", "ascending")]
    assert one.sort_by(order).equals(other.sort_by(order))


def test_equals_share_a_rank() -> None:
    twice = listed("register", {"report_id": "e", "dead": 6}, {"report_id": "f", "dead": 6})
    told = asked(listed("casebook", {"report_id": "a", "dead": 6}), twice)["a"]
    assert [row["rank"] for row in told] == [1, 1, 3]
    assert told[2]["candidate"] is None


def test_accounts_of_two_sources_do_not_compete() -> None:
    event, again = listed("register", {"report_id": "e", "dead": 6}), listed("wire", {"report_id": "w", "dead": 6})
    account = listed("casebook", {"report_id": "a", "dead": 6})
    alone = asked(account, event)["a"][0]["probability"]
    both = {row["candidate"]: row for row in asked(account, pa.concat_tables([event, again]))["a"] if row["candidate"]}
    assert both["e"]["probability"] == alone
    assert {row["source"] for row in both.values()} == {"register", "wire"}


def test_the_likeliest_list_stands_first() -> None:
    far = {"report_id": "w", "dead": 1, "lat": 36.1, "place": "Mansura"}
    for names in (("register", "wire"), ("wire", "register")):
        others = pa.concat_tables([listed(names[0], {"report_id": "e", "dead": 6}), listed(names[1], far)])
        told = asked(listed("casebook", {"report_id": "a", "dead": 6}), others)["a"]
        assert told[0]["source"] == names[0]
        assert told[-1]["source"] == names[1]


def test_none_is_said_where_nothing_is_near_and_nothing_where_no_day_is_told() -> None:
    far = {"report_id": "far", "lat": 10.0, "lon": 10.0, "place": "Elsewhere", "admin1": "Other"}
    undated = {"report_id": "undated", "date_start": None}
    told = asked(listed("casebook", far, undated), listed("register", {"report_id": "e", "dead": 6}))
    assert [(r["candidate"], r["probability"], r["source"]) for r in told["far"]] == [(None, 1.0, None)]
    assert [(r["candidate"], r["probability"]) for r in told["undated"]] == [(None, None)]


def test_the_most_wanted_are_kept_and_none_with_them() -> None:
    events = listed("register", *({"report_id": f"e{n}", "dead": n} for n in (1, 5, 9)))
    told = asked(listed("casebook", {"report_id": "a", "dead": 5}), events, most=1)["a"]
    assert {row["candidate"] for row in told} == {"e5", None}


@pytest.mark.parametrize("source", ["casebook", None])
def test_ids_may_stand_in_both_lists_and_a_list_may_be_empty(source: str | None) -> None:
    account = listed(source, {"report_id": "1", "dead": 6})
    told = asked(account, listed("register", {"report_id": "1", "dead": 6}))["1"]
    assert told[0]["candidate"] == "1"
    assert [row["candidate"] for row in asked(account, account.slice(0, 0))["1"]] == [None]
    assert asked(account.slice(0, 0), account) == {}


def test_ids_that_are_missing_null_or_met_twice_are_refused_in_words() -> None:
    account = listed("casebook", {"report_id": "a"}, {"report_id": "a"})
    event = listed("register", {"report_id": "e"})
    with pytest.raises(ValueError, match="'a' stands on more than one row"):
        linkage.candidates(account, event)
    with pytest.raises(ValueError, match="null in row 1"):
        linkage.candidates(event, listed("casebook", {"report_id": None}))
    with pytest.raises(ValueError, match="report_id"):
        linkage.candidates(event, event.drop_columns("report_id"))


NAN = float("nan")
INF = float("inf")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("killed_low", INF),
        ("killed_low", -1.0),
        ("killed_high", 2.5),
        ("place_precision", 99.0),
        ("date_precision", INF),
    ],
)
def test_what_cannot_be_used_counts_as_not_told_and_a_note_says_of_which_list(name: str, value: float) -> None:
    account, event = listed("casebook", {"report_id": "a"}), listed("register", {"report_id": "e", "dead": 6})
    odd = pa.table({n: account[n] for n in account.column_names if n != name} | {name: pa.array([value])})
    plain, found = (ask(table, event, parameters=PRIOR) for table in (account, odd))
    assert found.table.equals(plain.table)
    assert not plain.notes
    assert [note.startswith(f"asked: 1 report tells a {name} that cannot be used") for note in found.notes] == [True]
    (note,) = ask(event, odd, parameters=PRIOR).notes
    assert note.startswith("among: 1 report tells")


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (pa.array(["north"]), "among: lat of report 'e' in row 1 is 'north', which is no number"),
        (pa.array([True]), "among: lat of report 'e' in row 1 is True, which is no number"),
        (pa.array([[35.0]]), "among: lat of report 'e' in row 1 is \\[35.0\\], which is no number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_list(column: pa.Array, words: str) -> None:
    account, event = listed("casebook", {"report_id": "a"}), listed("register", {"report_id": "e"})
    with pytest.raises(ValueError, match=words):
        linkage.candidates(account, event.set_column(event.column_names.index("lat"), "lat", column), parameters=PRIOR)


def test_tables_and_numbers_that_make_no_question_are_refused() -> None:
    account, event = listed("casebook", {"report_id": "a"}), listed("register", {"report_id": "e"})
    for most in (0, -1):
        with pytest.raises(ValueError, match="is to be 1 or more"):
            linkage.candidates(account, event, parameters=PRIOR, most=most)
    with pytest.raises(ValueError, match="asked: report_id 'a' stands on more than one row"):
        linkage.candidates(pa.concat_tables([account, account]), event, parameters=PRIOR)
    with pytest.raises(ValueError, match="among: column lat is there more than once"):
        linkage.candidates(account, event.append_column("lat", event["lat"]), parameters=PRIOR)
    with pytest.raises(ValueError, match="prior_bits is nan"):
        linkage.candidates(account, event, parameters=msgspec.structs.replace(PRIOR, prior_bits=NAN))


def test_times_with_a_clock_are_days_beside_days() -> None:
    account, event = listed("casebook", {"report_id": "a"}), listed("register", {"report_id": "e"})
    clock = pa.array([dt.datetime(2017, 6, 15, 1, 30)], pa.timestamp("us"))
    clocked = account.set_column(account.column_names.index("date_start"), "date_start", clock)
    assert asked(clocked, event) == asked(account, event)


def test_a_list_bears_one_name_however_its_rows_spell_their_source() -> None:
    rows = [{"report_id": f"e{n}", "source": name, "dead": 6} for n, name in enumerate(("sohr", "SOHR", " SOHR "))]
    for order in (rows, rows[::-1]):
        told = asked(listed("casebook", {"report_id": "a", "dead": 6}), listed("register", *order))["a"]
        assert {row["source"] for row in told} == {"SOHR"}
        assert sum(row["probability"] for row in told) == pytest.approx(1)
    blank = [{"report_id": f"e{n}", "source": name} for n, name in enumerate(("", " ", None))]
    told = asked(listed("casebook", {"report_id": "a"}), listed("register", *blank))["a"]
    assert {row["source"] for row in told} == {None}


def test_an_account_of_years_was_not_asked_for() -> None:
    years = {"report_id": "a", "date_end": dt.date(2019, 6, 15)}
    found = ask(listed("casebook", years), listed("register", {"report_id": "e"}), parameters=PRIOR)
    assert found.table["probability"].to_pylist() == [None]
    assert found.notes == ("asked: 1 report tells a window of more than 400 days and was compared with none: a",)


def test_lists_of_other_types_are_asked_alike_and_a_value_that_cannot_be_read_is_refused() -> None:
    one, other = listed("casebook", *STRIKES), listed("register", {"report_id": "sum", "dead": 15})
    words = [table.cast(pa.schema([(name, pa.string()) for name in table.column_names])) for table in (one, other)]
    expected = linkage.candidates(one, other, parameters=PRIOR)
    assert linkage.candidates(words[0], other, parameters=PRIOR).equals(expected)
    assert linkage.candidates(*words, parameters=PRIOR).equals(expected)
    bad = words[1].set_column(2, "date_start", pa.array(["15/06/2017"]))
    with pytest.raises(ValueError, match="date_start of report 'sum' in row 1 is '15/06/2017'"):
        linkage.candidates(words[0], bad, parameters=PRIOR)


def test_what_cannot_be_used_is_not_told() -> None:
    event = listed("register", {"report_id": "e", "dead": -6, "lat": 95.0})
    bare = listed("register", {"report_id": "e", "dead": None, "lat": None, "lon": None})
    account = listed("casebook", {"report_id": "a", "dead": 6})
    assert asked(account, event) == asked(account, bare)


def test_a_set_that_does_not_fit_is_refused() -> None:
    account = listed("casebook", {"report_id": "a"})
    unfit = msgspec.structs.replace(PRIOR, prior_bits=float("nan"))
    with pytest.raises(ValueError, match="prior_bits"):
        linkage.candidates(account, account, parameters=unfit)


def test_an_account_that_is_compared_with_none_is_not_said_to_be_surely_none() -> None:
    events = listed("register", {"report_id": "e", "dead": 6})
    for days in ({"date_start": None}, {"date_end": dt.date(2019, 1, 1)}):
        dated = listed("casebook", {"report_id": "b", "dead": 6})
        told = asked(pa.concat_tables([listed("casebook", {"report_id": "a", "dead": 6} | days), dated]), events)
        assert [(row["candidate"], row["probability"]) for row in told["a"]] == [(None, None)]
        assert told["b"][0]["candidate"] == "e"
