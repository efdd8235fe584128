"""Lists over time: what is missing is missing, and sums are over the days compared."""

from collections import Counter
from datetime import date

from ceasefire.figures.bulletins import bulletins, choose, main_measure
from ceasefire.figures.series import series, steps
from tests.figures.tallies import astana_daily, bulletin, table


def rows() -> list[dict[str, object]]:
    found = bulletin("2017-01-02", "north", 3, {"Hama": 3}) + bulletin("2017-01-02", "south", 0)
    found += bulletin("2017-01-04", "north", 5, {"Hama": 5})
    return found + bulletin("2017-01-11", "south", 2, {"Homs": 2})


def values(step: str) -> list[tuple[str, str, int | None, int, int]]:
    found = series(table(rows()), ("north", "south"), step=step).to_pylist()  # type: ignore[arg-type]
    return [
        (r["counted_by"], r["date_start"].isoformat(), r["value"], r["days_found"], r["days_compared"]) for r in found
    ]


def test_a_day_without_a_list_is_missing_and_a_stated_zero_is_zero() -> None:
    found = {(who, day): value for who, day, value, _, _ in values("day")}
    assert found["south", "2017-01-02"] == 0
    assert found["south", "2017-01-04"] is None
    assert found["north", "2017-01-03"] is None
    assert found["north", "2017-01-04"] == 5


def test_a_week_is_summed_over_the_days_with_both_lists_only() -> None:
    assert values("week") == [
        ("north", "2017-01-02", 3, 2, 1),
        ("south", "2017-01-02", 0, 1, 1),
        ("north", "2017-01-09", None, 0, 0),
        ("south", "2017-01-09", None, 1, 0),
    ]


def test_months_are_cut_at_both_ends() -> None:
    assert list(steps(date(2017, 1, 30), date(2017, 3, 2), "month")) == [
        (date(2017, 1, 30), date(2017, 1, 31)),
        (date(2017, 2, 1), date(2017, 2, 28)),
        (date(2017, 3, 1), date(2017, 3, 2)),
    ]


def test_weeks_begin_on_monday() -> None:
    assert list(steps(date(2017, 1, 6), date(2017, 1, 10), "week")) == [
        (date(2017, 1, 6), date(2017, 1, 8)),
        (date(2017, 1, 9), date(2017, 1, 10)),
    ]


def test_nothing_gives_an_empty_table() -> None:
    assert series(table([]), ("north",)).num_rows == 0


def test_the_days_with_a_list_are_those_the_compilers_counted_by_month() -> None:
    bodies = ("russia", "turkey")
    tallies = astana_daily()
    days = choose(bulletins(tallies, measure=main_measure(tallies, bodies)), bodies)
    found = Counter(f"{d.day:%Y-%m}" for d in days)
    assert [found[f"2017-{m:02}"] for m in range(1, 13)] == [8, 5, 3, 8, 9, 5, 5, 4, 8, 4, 1, 3]
    assert [found[f"2019-{m:02}"] for m in range(1, 13)] == [9, 8, 5, 5, 3, 2, 4, 6, 10, 6, 6, 5]
    assert found["2021-04"] == 0
    assert found.total() == 218
