"""What the words of evidence say is what was compared."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.output.evidence import EvidenceLine

PRIOR = linkage.prior()
DAY = dt.date(2020, 5, 1)
MARKET = ("Four mortar rounds hit the market", "Mortar rounds landed near the market")
PLACES = ("school", "mosque", "road", "bridge", "mill", "house", "farm", "hill", "camp", "gate")


def reports(*texts: str, **columns: list[Any]) -> pa.Table:
    """Return reports of two sources by turns, two each day."""
    told: dict[str, list[Any]] = {
        "report_id": [f"r{k:08}" for k in range(len(texts))],
        "label": [f"A{k}" for k in range(len(texts))],
        "date_start": [DAY + dt.timedelta(k // 2) for k in range(len(texts))],
        "source": ["x" if k % 2 else "y" for k in range(len(texts))],
        "summary": list(texts),
    }
    return pa.table(told | columns)


def line(
    field: str, table: pa.Table, parameters: linkage.Parameters, one: str = "A0", other: str = "A1"
) -> EvidenceLine | None:
    told = linkage.explain(one, other, table, parameters)
    return next((g for g in told.grounds if g.field == field), None)


@pytest.mark.parametrize("learnt", [True, False])
def test_in_a_record_of_two_a_shared_word_is_told_and_is_not_against(learnt: bool) -> None:
    table = reports(*MARKET)
    parameters = linkage.learn(table) if learnt else PRIOR
    told = str(linkage.explain("A0", "A1", table, parameters))
    assert "none of the rarer words shared" not in told
    assert "no word" not in told
    text = line("text", table, parameters)
    assert text is None if learnt else text is not None and text.bits > 0


@pytest.mark.parametrize("pair", [("A0", "A1"), ("A2", "A3"), ("A0", "A2"), ("A1", "A11")])
def test_in_a_small_record_words_that_all_share_are_not_against(pair: tuple[str, str]) -> None:
    table = reports(*MARKET, *(f"Mortar rounds hit the {place}" for place in PLACES))
    for parameters in (linkage.learn(table), PRIOR):
        text = line("text", table, parameters, *pair)
        assert text is None or text.bits > 0


def test_to_share_nothing_counts_where_both_texts_tell_enough_alone() -> None:
    both = reports("Rockets struck a bakery in Aine", "Snipers shot two drivers near Bourj")
    against = line("text", both, PRIOR)
    assert against is not None
    assert (against.words, against.bits < 0) == ("none of the rarer words shared", True)
    for short in ("Shelling", ""):
        assert line("text", reports("Rockets struck a bakery in Aine", short), PRIOR) is None
    # a text of common words alone tells nothing either
    common = reports(*["Rockets were heard"] * 11, "Snipers shot two drivers near Bourj")
    assert line("text", common, linkage.learn(common), "A0", "A11") is None


HERE, KM = (35.5, 36.5), 1 / 111.195
PLACED = {"place_precision": [1, 1], "lon": [HERE[1]] * 2}


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (0.25, "within 300 m, both places exact"),
        (0.5, "300 m to 1 km apart, both places exact"),
        (2, "1-3 km apart, both places exact"),
        (30, "20-50 km apart, both places exact"),
    ],
)
def test_a_distance_is_told_as_it_is(km: float, words: str) -> None:
    table = reports(*MARKET, lat=[HERE[0], HERE[0] + km * KM], **PLACED)
    found = line("where", table, PRIOR)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ((3, None), (3, None), "killed: same, 3 to 9"),
        ((2, None), (2, None), "killed: same, 1 or 2"),
        ((0, 0), (0, 0), "killed: both none"),
        ((12, 12), (12, 14), "killed: same, 10 or more"),
        ((10, 10), (12, 12), "killed: close"),
        ((10, 10), (15, 15), "killed: told otherwise"),
        ((10, 10), (30, 30), "killed: twice to four times as many"),
        ((10, 10), (80, 80), "killed: four to ten times as many"),
        ((1, 1), (80, 80), "killed: over ten times as many"),
        ((1, 80), (70, 70), "killed: close"),
    ],
)
def test_tolls_are_told_by_the_ratio_of_their_nearer_bounds(
    one: tuple[int, int | None], other: tuple[int, int | None], words: str
) -> None:
    low, high = zip(one, other, strict=True)
    found = line("killed", reports(*MARKET, killed_low=list(low), killed_high=list(high)), PRIOR)
    assert found is not None
    assert found.words == words
    again = line("killed", reports(*MARKET, killed_low=list(low[::-1]), killed_high=list(high[::-1])), PRIOR)
    assert again == found


def hours(start: float, length: float) -> tuple[dt.datetime, dt.datetime]:
    begin = dt.datetime(2020, 5, 1, tzinfo=dt.UTC) + dt.timedelta(hours=start)
    return begin, begin + dt.timedelta(hours=length)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ((0, 24), (0, 24), "same day"),
        ((-3, 24), (0, 24), "same day"),  # by the clocks of two places
        ((-3, 24), (24, 24), "a day apart"),
        ((21, 24), (0, 24), "a day apart"),  # three hours in common are no day in common
        ((0, 72), (24, 24), "short windows overlap"),
        ((0, 240), (24, 24), "long or unknown windows overlap"),
        ((0, 24), (49, 24), "two days apart"),
        ((22.5, 0), (22.5, 0), "same hour"),
        ((20, 4), (23, 1), "same hour"),
        ((6, 1), (9, 1), "one to three hours apart"),
        ((1, 1), (8, 2), "three to eight hours apart"),
        ((1, 1), (20, 1), "eight to 24 hours apart"),
        ((1, 1), (30, 1), "hours told, over a day apart"),
        ((20, 8), (0, 24), "same day"),  # a night, and either of its days
        ((20, 8), (24, 24), "same day"),
    ],
)
def test_times_are_told_in_hours_where_both_tell_hours(
    one: tuple[float, float], other: tuple[float, float], words: str
) -> None:
    windows = [hours(*one), hours(*other)]
    columns: dict[str, list[Any]] = {"utc_start": [w[0] for w in windows], "utc_end": [w[1] for w in windows]}
    columns["date_start"] = [w[0].date() for w in windows]
    columns["date_end"] = [(w[1] - dt.timedelta(seconds=1)).date() if w[1] > w[0] else w[0].date() for w in windows]
    found = line("when", reports(*MARKET, **columns), PRIOR)
    assert found is not None
    assert found.words == words


def test_one_time_told_by_two_clocks_is_the_same_hour() -> None:
    """01:30 in Damascus is 22:30 in UTC on the evening before."""
    time = dt.datetime(2020, 5, 1, 22, 30, tzinfo=dt.UTC)
    columns: dict[str, list[Any]] = {name: [time, time] for name in ("utc_start", "utc_end")}
    columns |= {name: [dt.date(2020, 5, 2), dt.date(2020, 5, 1)] for name in ("date_start", "date_end")}
    found = line("when", reports(*MARKET, **columns), PRIOR)
    assert found is not None
    assert found.words == "same hour"
