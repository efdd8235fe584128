"""Incidents in sentences: when they were, which tolls are of a whole war, which sentences tell one incident."""

import datetime as dt

import pytest

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.claims.incident_merge import merge_incidents
from ceasefire.reading.model import Count, DateRange

DAY = dt.date(2018, 3, 5)


def incidents(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two people were killed by shelling in Nawa on 3 March 2018.", "2018-03-03"),
        ("Two people were killed by shelling in Nawa on Saturday.", "2018-03-03"),
        ("On 1 March 2018 one man was shot dead in Nawa, and on 3 March 2018 two people were killed in Inkhil.", "2018-03-03"),
        ("Two people were killed by shelling in Nawa.", None),
    ],
)  # fmt: skip
def test_the_day_of_an_incident(text: str, day: str | None) -> None:
    last = incidents(text)[-1]
    assert (str(last.date.start) if last.date else None) == day


@pytest.mark.parametrize(
    "text",
    [
        "More than 5,000 people were killed in Syria.",
        "Since the start of the war, 340 people have been killed in Nawa.",
        "The observers documented 12 attacks in Daraa and Idlib in which 40 people were killed in 2017.",
        "The death toll in Nawa rose to 60.",
    ],
)
def test_a_toll_of_a_war_or_a_period_is_no_incident(text: str) -> None:
    assert incidents(text) == []


def test_a_toll_of_one_day_is_an_incident_though_the_war_is_named() -> None:
    [one] = incidents(
        "Since the start of the war Nawa had been quiet; four people were killed by shelling there on 3 March 2018."
    )
    assert one.killed == Count(low=4, high=4)


def claim(start: int, place: str | None, day: int | None, killed: int | None, injured: int | None = None) -> Claim:
    date = DateRange(start=dt.date(2018, 3, day), end=dt.date(2018, 3, day)) if day else None
    tolls = [Count(low=n, high=n) if n else None for n in (killed, injured)]
    return Claim(
        type=ClaimType.INCIDENT, quote="x", start=start, end=start + 5, rule="incidents/toll", kind="shelling",
        place=place, date=date, killed=tolls[0], injured=tolls[1],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("second", "merged"),
    [
        (claim(100, "Nawa", 3, 4), True),
        (claim(100, "the town of Nawa", None, 4), True),
        (claim(100, None, None, 4, 2), True),
        (claim(100, "Inkhil", 3, 4), False),
        (claim(100, "Nawa", 4, 4), False),
        (claim(100, "Nawa", 3, 5), False),
        (claim(100, "Nawa", 3, None), False),
    ],
)
def test_two_tellings_are_one_incident_where_nothing_differs(second: Claim, merged: bool) -> None:
    found = merge_incidents([claim(0, "Nawa", 3, 4), second], " " * 200)
    assert len(found) == (1 if merged else 2)
    if merged:
        assert {(found[0].start, found[0].end), *found[0].also} == {(0, 5), (100, 105)}


def test_a_headline_gives_way_to_the_telling_that_names_who_tells_and_the_day_of_writing_dates_neither() -> None:
    [one] = incidents(
        "Raids on Syria kill 25 people: monitor\n\nMonday 5 Mar 2018\n\n"
        "Air strikes on the rebel stronghold of Nawa killed 25 people, six of them children, a monitoring group said on Sunday, "
        "as the battle for the town went into its third week."
    )
    assert (one.kind, one.place, one.date, one.attribution) == ("airstrike", "Nawa", None, "a monitoring group")
    assert one.also
