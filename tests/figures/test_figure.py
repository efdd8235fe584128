"""The algebra of figures: what may be added, what may not, and how a figure reads."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.errors import (
    CountedTwiceError,
    FigureError,
    NoLineageError,
    UnlikeLedgersError,
    UnlikeScopesError,
    UnlikeUnitsError,
)
from ceasefire.figures.figure import Figure, digest, rate, total


def figure(value: Any = None, lineage: tuple[str, ...] = ("a",), **terms: Any) -> Figure:
    base: dict[str, Any] = {"unit": "case_of_firing", "scope": "Hama", "ledger": "north", "method": "as stated"}
    return Figure(value=value, lineage=lineage, **(base | terms))


@st.composite
def counts(draw: st.DrawFn, name: str) -> Figure:
    """A count of the one unit, scope and ledger, exact, bounded, open or not told, on statements of its own."""
    low = draw(st.none() | st.integers(0, 10**9))
    high = draw(st.none() | st.integers(low or 0, 2 * 10**9))
    days = draw(st.none() | st.lists(st.dates(date(2017, 1, 1), date(2017, 3, 1)), max_size=4))
    return figure(
        low=low,
        high=high,
        lineage=(name, f"{name}{draw(st.integers(0, 3))}"),
        watched=None if days is None else DaysCovered.on(days),
        label=draw(st.none() | st.sampled_from(["x", "y"])),
        note=draw(st.none() | st.sampled_from(["n", "m"])),
        start=draw(st.none() | st.just(date(2017, 1, 1))),
        end=draw(st.none() | st.dates(date(2017, 1, 1), date(2017, 3, 1))),
    )


@given(counts("a"), counts("b"), counts("c"))
def test_addition_is_associative_and_commutative(a: Figure, b: Figure, c: Figure) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a


@given(counts("a"), counts("b"))
def test_a_sum_rests_on_all_statements_and_keeps_its_bounds(a: Figure, b: Figure) -> None:
    added = a + b
    assert set(added.lineage) == set(a.lineage) | set(b.lineage)
    assert added.low == (None if a.low is None and b.low is None else (a.low or 0) + (b.low or 0))
    assert added.high == (None if a.high is None or b.high is None else a.high + b.high)


@given(st.sampled_from(["explosion", "person_killed", "day", "breach"]), st.integers(0, 100), st.integers(0, 100))
def test_unlike_units_are_never_added(unit: str, n: int, m: int) -> None:
    a, b = figure(n), figure(m, ("b",), unit=unit)
    with pytest.raises(UnlikeUnitsError, match=unit):
        a + b
    with pytest.raises(UnlikeUnitsError):
        total([a, b], scope="everywhere", ledger="all")
    with pytest.raises(UnlikeUnitsError):
        rate(a, b)


@pytest.mark.parametrize(
    "terms", [{"unit": "ratio"}, {"unit": "correlation"}, {"kind": "median"}, {"kind": "rate", "unit": "ratio"}]
)
def test_rates_medians_and_correlations_are_never_added(terms: dict[str, Any]) -> None:
    a, b = figure(1, **terms), figure(1, ("b",), **terms)
    with pytest.raises(UnlikeUnitsError, match="never added"):
        a + b
    with pytest.raises(UnlikeUnitsError, match="never added"):
        total([a], scope="everywhere")


def test_another_scope_needs_the_joint_scope_said() -> None:
    a, b = figure(2), figure(3, ("b",), scope="Idlib")
    with pytest.raises(UnlikeScopesError, match="Idlib"):
        a + b
    both = total([a, b], scope="Hama and Idlib")
    assert (both.value, both.scope, both.lineage) == (5, "Hama and Idlib", ("a", "b"))


def test_another_ledger_needs_the_joint_ledger_said_and_warns() -> None:
    a, b = figure(2), figure(3, ("b",), ledger="south")
    with pytest.raises(UnlikeLedgersError):
        a + b
    with pytest.raises(UnlikeLedgersError):
        total([a, b], scope="Hama")
    both = total([a, b], scope="Hama", ledger="north and south")
    assert both.value == 5
    assert "counted in each" in (both.note or "")


def test_a_statement_is_not_counted_twice_within_one_scope() -> None:
    with pytest.raises(CountedTwiceError, match="a"):
        figure(2) + figure(2)
    assert total([figure(2), figure(3, scope="Idlib")], scope="both").value == 5


def test_no_figures_have_no_total() -> None:
    with pytest.raises(FigureError):
        total([], scope="nowhere")


def test_a_number_without_statements_is_refused() -> None:
    with pytest.raises(NoLineageError):
        figure(0, ())
    assert figure(None, ()).text() == "not told"


def test_bounds_out_of_order_are_refused() -> None:
    with pytest.raises(FigureError):
        figure(low=4, high=3)
    with pytest.raises(FigureError):
        figure(9, low=3, high=5)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"value": 1866}, "1,866"),
        ({"low": 400_000}, "at least 400,000"),
        ({"high": 9}, "at most 9"),
        ({"low": 0, "high": 1}, "at most 1"),
        ({"low": 3, "high": 5}, "3 to 5"),
        ({"value": 4, "low": 3, "high": 5}, "4 (3 to 5)"),
        ({"vague": "dozens"}, "“dozens”, no number told"),
        ({}, "not told"),
        ({"value": 0}, "zero reported (coverage not known)"),
        ({"value": 0, "watched": DaysCovered.on([date(2017, 1, 3)])}, "zero reported (1 day with a list)"),
        (
            {
                "value": 0,
                "watched": DaysCovered.on([date(2017, 1, 3)]),
                "start": date(2017, 1, 1),
                "end": date(2017, 1, 31),
            },
            "zero reported (1 of 31 days)",
        ),
        ({"value": 0, "unit": "day"}, "0"),
        ({"value": 0.4142, "unit": "correlation", "kind": "coefficient"}, "0.41"),
        ({"value": 13.5, "kind": "median"}, "13.50"),
    ],
)
def test_how_a_figure_reads(terms: dict[str, Any], words: str) -> None:
    assert figure(**terms).text() == words


def test_a_figure_can_name_its_unit() -> None:
    assert figure(3).text(unit=True) == "3 cases of firing"
    assert figure(1).text(unit=True) == "1 case of firing"
    assert figure(2, unit="person_killed").text(unit=True) == "2 people killed"
    assert figure(2, unit="square_kilometre").text(unit=True) == "2 square kilometres"
    assert figure(low=3, unit="day").text(unit=True) == "at least 3 days"
    assert figure(0.5, unit="ratio", kind="ratio").text(unit=True) == "0.50"


def test_a_figure_prints_itself_on_one_short_line_whatever_it_rests_on() -> None:
    many = figure(526, tuple(f"s{n:04}" for n in range(526)), unit="report", scope="all reports", label="reports")
    assert str(many) == "526 reports"
    assert repr(many) == (
        "<Figure 'reports': 526 reports; unit report; scope 'all reports'; ledger 'north'; lineage 526>"
    )
    assert repr(figure(0.5, unit="ratio", kind="ratio")) == (
        "<Figure 0.50; unit ratio; scope 'Hama'; ledger 'north'; lineage 1>"
    )


def test_the_first_names_of_the_errors_still_work() -> None:
    from ceasefire.figures.figure import CountedTwice, NoLineage, UnlikeLedgers, UnlikeScopes, UnlikeUnits

    assert (UnlikeUnits, UnlikeScopes, UnlikeLedgers) == (UnlikeUnitsError, UnlikeScopesError, UnlikeLedgersError)
    assert (CountedTwice, NoLineage) == (CountedTwiceError, NoLineageError)


def test_a_rate_carries_its_denominator() -> None:
    found = rate(figure(6), figure(225, ("b",)), label="confirmed")
    assert (found.numerator, found.denominator, found.denominator_unit) == (6, 225, "case_of_firing")
    assert found.text() == "6 of 225 (0.03)"
    assert found.lineage == ("a", "b")


def test_a_rate_of_nothing_is_no_number() -> None:
    found = rate(figure(0), figure(0, ("b",)))
    assert found.value is None
    assert found.text() == "0 of 0, no rate"


def test_a_rate_keeps_what_is_uncertain() -> None:
    found = rate(figure(low=0, high=1), figure(19, ("b",)))
    assert (found.value, found.low, found.high) == (None, 0.0, 1 / 19)


def test_a_long_lineage_compacts_to_its_count_and_digest() -> None:
    ids = tuple(f"s{n:04}" for n in range(1200))
    assert figure(1, ids).compact(1000).lineage == (digest(reversed(ids)),)
    assert figure(1, ids).compact(1200).lineage == ids
    assert digest(["b", "a"]) == "set:2:7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78"


def test_the_name_of_a_figure_stays_when_only_the_number_changes() -> None:
    assert figure(1).key == figure(2, ("b",)).key
    assert figure(1).key != figure(1, scope="Idlib").key


def test_runs_of_days() -> None:
    days = [date(2017, 1, d) for d in (5, 1, 2, 3, 5)]
    covered = DaysCovered.on(days)
    assert covered.runs == ((date(2017, 1, 1), date(2017, 1, 3)), (date(2017, 1, 5), date(2017, 1, 5)))
    assert len(covered) == 4
    assert (covered | DaysCovered.on([date(2017, 1, 4)])).runs == ((date(2017, 1, 1), date(2017, 1, 5)),)
