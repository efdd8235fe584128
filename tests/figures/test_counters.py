"""Running counters that fall."""

from datetime import date
from typing import Any

from ceasefire.figures.counters import falls, falls_table
from tests.figures.tallies import astana_other, table


def counter(*told: tuple[str, int], **extra: Any) -> Any:
    return table(
        {
            "tally_id": f"t{n}",
            "measure": "settlements",
            "unit": "settlement",
            "counted_by": "north",
            "as_of": date.fromisoformat(day),
            "low": value,
            "high": value,
        }
        | extra
        for n, (day, value) in enumerate(told)
    )


def test_a_counter_that_rises_or_stands_does_not_fall() -> None:
    assert falls(counter(("2017-01-01", 5), ("2017-01-02", 5), ("2017-01-09", 7)), {"settlements"}) == ()


def test_a_fall_names_both_statements() -> None:
    [fall] = falls(counter(("2017-01-09", 6), ("2017-01-01", 5), ("2017-01-02", 7)), {"settlements"})
    assert (fall.earlier.text(), fall.earlier.start) == ("7", date(2017, 1, 2))
    assert (fall.later.text(), fall.later.start) == ("6", date(2017, 1, 9))
    assert (fall.earlier.lineage, fall.later.lineage) == (("t2",), ("t0",))


def test_a_fall_is_a_row_with_both_values_their_days_and_statements() -> None:
    [row] = falls_table(counter(("2017-01-01", 7), ("2017-01-02", 6)), {"settlements"}).to_pylist()
    assert row == {
        "measure": "settlements",
        "counted_by": "north",
        "unit": "settlement",
        "day_before": date(2017, 1, 1),
        "before": 7,
        "day_after": date(2017, 1, 2),
        "after": 6,
        "lineage": ["t0", "t1"],
    }


def test_two_values_of_one_day_and_other_measures_are_no_fall() -> None:
    assert falls(counter(("2017-01-01", 7), ("2017-01-01", 6)), {"settlements"}) == ()
    assert falls(counter(("2017-01-01", 7), ("2017-01-02", 6)), {"groups"}) == ()


def test_a_later_lower_bound_is_no_fall() -> None:
    assert falls(counter(("2017-01-01", 7), ("2017-01-02", 6), high=None), {"settlements"}) == ()


def test_the_actions_of_the_example_fall_once_and_its_settlements_never() -> None:
    found = falls(astana_other(), {"humanitarian_actions_total", "settlements_reconciled"})
    assert [(f.measure, f.earlier.value, f.later.value, f.later.start) for f in found] == [
        ("humanitarian_actions_total", 1866, 1841, date(2018, 7, 22))
    ]
