"""Two ledgers side by side: plain cases, and the compilers' own tables of the example reproduced from its rows."""

from datetime import date
from functools import cache

import pytest

from ceasefire.figures.comparison_terms import Period
from ceasefire.figures.figure import Figure
from ceasefire.figures.ledgers import PeriodComparison, compare
from ceasefire.figures.ranks import pearson, ranks, spearman
from tests.figures.tallies import astana_daily, bulletin, table

PERIODS = {
    "truce": ("2017-01-01", "2017-05-06"),
    "areas": ("2017-05-07", "2018-04-30"),
    "summer": ("2018-05-01", "2018-09-17"),
    "memorandum": ("2018-09-18", "2019-04-29"),
    "offensives": ("2019-04-30", "2019-12-31"),
    "winter": ("2020-01-01", "2020-03-05"),
    "after": ("2020-03-06", "2022-12-31"),
    "three years": ("2017-01-01", "2019-12-31"),
    "all": ("2017-01-01", "2022-12-31"),
}


@cache
def example() -> dict[str, PeriodComparison]:
    spans = [Period(name=n, start=date.fromisoformat(a), end=date.fromisoformat(b)) for n, (a, b) in PERIODS.items()]
    return {c.name: c for c in compare(astana_daily(), "russia", "turkey", spans)}


def number(figure: Figure | None) -> float:
    assert figure is not None
    assert figure.value is not None
    return figure.value


@pytest.mark.parametrize(
    ("period", "days", "first", "first_median", "second", "second_median", "ratio", "rank", "higher"),
    [
        ("truce", 27, 296, 12, 343, 11, 1.16, 0.21, 16),
        ("areas", 46, 348, 7, 212, 4, 0.61, 0.18, 5),
        ("summer", 12, 129, 7, 21, 1.5, 0.16, 0.10, 1),
        ("memorandum", 32, 235, 7, 544, 13.5, 2.31, 0.54, 27),
        ("offensives", 39, 933, 26, 663, 17, 0.71, 0.45, 10),
        ("winter", 9, 314, 25, 197, 15, 0.63, 0.08, 0),
        ("after", 44, 572, 5, 187, 2, 0.33, 0.72, 2),
        ("three years", 156, 1941, 9, 1783, 9, 0.92, 0.41, 59),
    ],
)
def test_the_compilers_table_of_totals_is_reproduced(
    period: str,
    days: int,
    first: int,
    first_median: float,
    second: int,
    second_median: float,
    ratio: float,
    rank: float,
    higher: int,
) -> None:
    c = example()[period]
    got = [number(f) for f in (c.days, c.first, c.first_median, c.second, c.second_median, c.second_higher)]
    assert got == [days, first, first_median, second, second_median, higher]
    assert (round(number(c.ratio), 2), round(number(c.correlation), 2)) == (ratio, rank)


def test_the_compilers_notes_on_equal_days_and_pearson_are_reproduced() -> None:
    whole = example()["three years"]
    assert number(whole.equal) == 6
    assert round(number(whole.pearson), 2) == 0.40


def test_the_compilers_overlap_by_province_is_reproduced_over_all_years() -> None:
    places = example()["all"].places
    assert places is not None
    got = [number(f) for f in (places.days, places.nothing_in_common, places.overlap, places.first, places.second)]
    assert got == [133, 23, 787, 1895, 1655]


def test_the_compilers_shares_by_province_are_reproduced() -> None:
    shares = {(f.ledger, f.label): round(100 * number(f)) for f in example()["three years"].shares}
    names = ["Latakia", "Aleppo", "Idlib", "Hama", "Damascus", "Daraa", "Homs"]
    assert [shares["russia", n] for n in names] == [34, 22, 15, 14, 12, 2, 1]
    assert [shares["turkey", n] for n in names] == [11, 17, 28, 29, 9, 3, 2]
    watched = {f.ledger: len(f.watched or ()) for f in example()["three years"].shares}
    assert watched == {"russia": 139, "turkey": 125}


def test_every_figure_of_a_comparison_has_lineage_scope_ledger_and_coverage() -> None:
    c = example()["truce"]
    for figure in (c.days, c.first, c.second, c.ratio, c.correlation, c.second_higher, c.overlap, *c.shares):
        assert figure is not None
        assert figure.lineage
        assert figure.scope
        assert figure.coverage.endswith("of 126 days")
    assert (c.first.ledger if c.first else None) == "russia"


def test_a_day_with_one_total_is_not_compared() -> None:
    rows = bulletin("2017-01-01", "north", 3, {"Hama": 3}) + bulletin("2017-01-02", "north", 4, {"Hama": 4})
    rows += bulletin("2017-01-02", "south", 1, {"Homs": 1})
    [c] = compare(table(rows), "north", "south", [Period(name="p", start=date(2017, 1, 1), end=date(2017, 1, 3))])
    assert number(c.days) == 1
    assert number(c.first) == 4
    assert c.places is not None
    assert number(c.places.nothing_in_common) == 1
    assert number(c.places.overlap) == 0
    assert c.correlation is None
    assert c.days.coverage == "1 of 3 days"


def test_no_day_gives_no_number() -> None:
    [c] = compare(table([]), "north", "south", [Period(name="p", start=date(2017, 1, 1), end=date(2017, 1, 3))])
    assert c.days.value is None
    assert (c.first, c.ratio, c.overlap, c.shares) == (None, None, None, ())


def test_a_ratio_to_nothing_is_not_told() -> None:
    rows = bulletin("2017-01-01", "north", 0) + bulletin("2017-01-01", "south", 2, {"Hama": 2})
    [c] = compare(table(rows), "north", "south", [Period(name="p", start=date(2017, 1, 1), end=date(2017, 1, 1))])
    assert c.ratio is not None
    assert c.ratio.text() == "not told"


def test_ranks_share_ties_and_correlations_have_known_values() -> None:
    assert ranks([10, 30, 20, 20]) == [1, 4, 2.5, 2.5]
    assert spearman([1, 2, 3, 4], [1, 4, 9, 16]) == 1
    assert spearman([1, 2, 3], [3, 2, 1]) == -1
    assert round(pearson([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]) or 0, 6) == 0.8
    assert pearson([1, 1, 1], [1, 2, 3]) is None
    assert pearson([1, 2], [1, 2]) is None
    with pytest.raises(ValueError, match="2 values against 3"):
        pearson([1, 2], [1, 2, 3])


def test_our_rank_correlation_is_that_of_scipy() -> None:
    from scipy import stats  # a second to import

    a, b = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4]
    assert spearman(a, b) == pytest.approx(stats.spearmanr(a, b)[0], abs=1e-12)
