"""The made world `casebooks`: it repeats, its truth is whole, and its noise has the shares that its head names."""

from collections import Counter
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from bench.linkage.made import Made, maker
from bench.linkage.made.casebooks import listwise, make
from bench.linkage.made.columns import COLUMNS

from ceasefire.vocabulary.codes import EventType


@cache
def world(reports: int = 6000, seed: int = 3) -> Made:
    return make(reports, seed)


def rows(source: str) -> pa.Table:
    table = world().reports
    return table.filter(pc.equal(table["publisher"], source))


def share(column: pa.ChunkedArray) -> float:
    return float(pc.mean(column.cast(pa.float64())).as_py())


def test_the_same_seed_makes_the_same_reports_and_another_seed_others() -> None:
    first, second, other = make(500, 7), make(500, 7), make(500, 8)
    assert first.reports.equals(second.reports)
    assert (first.truth, first.parts) == (second.truth, second.parts)
    assert not first.reports.equals(other.reports)
    assert maker("casebooks") is make


@pytest.mark.parametrize("reports", [12, 100, 3000, 14000])
def test_there_are_as_many_reports_as_asked_for(reports: int) -> None:
    made = make(reports, 1)
    assert made.reports.num_rows == len(made.truth) == reports
    assert {f.name: f.type for f in made.reports.schema} == COLUMNS


def test_few_reports_are_few_days_as_dense_as_many() -> None:
    spans = []
    for reports in (350, 3500):
        start = make(reports, 5).reports["published"]
        spans.append((pc.max(start).as_py() - pc.min(start).as_py()).days)
    assert spans[0] < spans[1]
    few = rows_of_a_day(make(1000, 5))
    many = rows_of_a_day(world())
    assert 0.4 < few / many < 2.5


def rows_of_a_day(made: Made) -> float:
    days = Counter(d for d in made.reports["date_start"].to_pylist() if d is not None)
    common = sorted(days.values())[len(days) // 2 :]
    return sum(common) / len(common)


def test_the_truth_is_whole() -> None:
    made = world()
    names = made.reports["report_id"].to_pylist()
    assert len(set(names)) == len(names)
    number = dict(zip(names, made.truth, strict=True))
    assert len(set(made.parts)) == len(made.parts) > 1000
    assert all(number[part] != number[whole] for part, whole in made.parts)
    held = {(number[part], number[whole]) for part, whole in made.parts}
    assert not any((whole, part) in held for part, whole in held)
    wholes_of: dict[int, set[int]] = {}
    for part, whole in held:
        wholes_of.setdefault(part, set()).add(whole)
    assert all(
        wholes_of.get(w, set()) <= own for own in wholes_of.values() for w in own
    )  # a whole of a whole holds its parts
    every = Counter(made.truth)
    pairs = Counter((number[part], number[whole]) for part, whole in made.parts)
    assert all(pairs[p, w] == every[p] * every[w] for p, w in held)  # all reports of an incident are parts, or none


def test_neither_names_nor_order_tell_the_truth() -> None:
    made = world()
    beside = sum(a == b for a, b in zip(made.truth, made.truth[1:], strict=False))
    assert beside < 15


def test_codes_are_those_of_the_project() -> None:
    table = world().reports
    assert set(table["event_type"].to_pylist()) <= set(EventType)
    assert 0.002 < share(pc.is_null(table["place"])) < 0.06
    assert 0.3 < share(pc.is_null(table["lat"])) < 0.5


def test_days_and_hours_agree() -> None:
    table = world().reports
    told = table.filter(pc.is_valid(table["date_start"]))
    assert pc.sum(pc.is_null(table["date_start"])).as_py() > 10
    for start, end, low, high in zip(
        *(told[c].to_pylist() for c in ("date_start", "date_end", "utc_start", "utc_end")), strict=True
    ):
        assert start <= end
        assert low <= high
        assert abs((low.date() - start).days) <= 1
        assert abs((high.date() - end).days) <= 1
    assert pc.all(pc.equal(pc.is_null(table["utc_start"]), pc.is_null(table["date_start"]))).as_py()


def test_the_register_has_the_shares_of_the_real_one() -> None:
    events = rows("Event Register")
    exact, near = (share(pc.equal(events["place_precision"], n)) for n in (1, 2))
    assert abs(exact - 0.56) < 0.07
    assert abs(near - 0.345) < 0.07
    assert abs(share(pc.equal(events["date_precision"], 1)) - 0.934) < 0.03
    assert 0.78 < share(pc.equal(events["killed_low"], events["killed_high"])) < 0.92
    assert 1 <= pc.quantile(events["killed_low"], 0.5)[0].as_py() <= 3
    assert set(events["event_type"].to_pylist()) == {"fatal_violence"}


def test_texts_are_short_and_some_hold_several_reports() -> None:
    table = world().reports
    words = [len(s.split()) for s in table["summary"].to_pylist()]
    assert min(words) >= 4
    assert max(words) <= 40
    addresses = Counter(a for a in table["address"].to_pylist() if a is not None)
    assert sum(n > 1 for n in addresses.values()) > 100


def test_many_incidents_have_one_report_and_some_days_are_crowded() -> None:
    made = world()
    singles = sum(n == 1 for n in Counter(made.truth).values()) / len(set(made.truth))
    assert 0.45 < singles < 0.65
    lat, lon, day = (made.reports[c].to_pylist() for c in ("lat", "lon", "date_start"))
    cells = Counter(
        (d, round(x * 20), round(y * 20)) for d, x, y in zip(day, lat, lon, strict=True) if d and x is not None
    )
    assert max(cells.values()) > 15
    assert sum(n == 1 for n in cells.values()) > 300


def test_listwise_gives_the_cited_pairs_of_the_two_lists() -> None:
    made, cited = listwise(6000, 2)
    assert set(made.reports["source"].to_pylist()) == {"Skyline Casebook", "Event Register"}
    source = dict(zip(made.reports["report_id"].to_pylist(), made.reports["source"].to_pylist(), strict=True))
    number = dict(zip(made.reports["report_id"].to_pylist(), made.truth, strict=True))
    parts = set(made.parts)
    kinds = Counter(
        "same" if number[c] == number[e] else "sum" if (c, e) in parts else "parted" if (e, c) in parts else "across"
        for c, e in cited
    )
    assert all((source[c], source[e]) == ("Skyline Casebook", "Event Register") for c, e in cited)
    codes_of_event = Counter(Counter(e for _, e in cited).values())
    events_of_code = Counter(Counter(c for c, _ in cited).values())
    assert abs(codes_of_event[1] / codes_of_event.total() - 0.889) < 0.04
    assert 0.02 < 1 - events_of_code[1] / events_of_code.total() < 0.1
    assert kinds["same"] > kinds["sum"] > kinds["parted"] > 0
    assert kinds["across"] < 0.04 * len(cited)
