"""Figures: what is counted, how many, for which time and place, and by whom."""

import datetime as dt

import pytest

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)


def figures(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.FIGURE]


def counts(text: str) -> list[tuple[str | None, int | None]]:
    return [(c.measure, c.value.plain if c.value else None) for c in figures(text)]


def days(text: str) -> list[tuple[str, str] | None]:
    return [(str(c.period.start), str(c.period.end)) if c.period else None for c in figures(text)]


BREACHES = "ceasefire violations"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Air violations numbered 54, up from 31 in the last period.",
            [("air violations", 54), ("air violations", 31)],
        ),
        ("The rebels put the army's dead at 80.", [("killed", 80)]),
        (
            "The number of ceasefire violations rose from 210 in 2028 to 340 in 2029.",
            [(BREACHES, 210), (BREACHES, 340)],
        ),
        ("The ministry of health speaks of 17 dead.", [("killed", 17)]),
        ("The ministry claims 17 dead; the rebels claim 40 dead.", [("killed", 17), ("killed", 40)]),
        ("Twenty episodes fell in Orvan, nine in Veldara.", [("episodes", 20), ("episodes", 9)]),
        ("Shelling: 12 cases", [("shelling", 12)]),
        ("The number of displaced people stood at 12,500 on 1 May.", [("displaced", 12_500)]),
        ("The truce was broken 14 times on Sunday and 9 times on Monday.", [(BREACHES, 14), (BREACHES, 9)]),
        ("The hospital received 15 bodies on Monday, bringing the total to 48.", [("bodies", 15), ("bodies", 48)]),
        ("2 lakh people have been displaced.", [("displaced", 200_000)]),
    ],
)
def test_what_is_counted(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_a_bare_count_takes_up_what_was_counted_before() -> None:
    text = "The office has counted 21,500 killed in the war since 2020. Her earlier count stood at 19,300."
    assert counts(text) == [("killed", 21_500), ("killed", 19_300)]
    assert [c.attribution for c in figures(text)] == ["The office", "The office"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "There were 210 ceasefire violations in 2028, 340 in 2029 and 410 in 2030.",
            [(str(y), 210 if y == 2028 else 340 if y == 2029 else 410) for y in (2028, 2029, 2030)],
        ),
        ("In 2028 there were 38 violations, in 2029 27.", [("2028", 38), ("2029", 27)]),
    ],
)
def test_each_count_of_a_series_has_its_own_time(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(d[0][:4], n) for d, (_, n) in zip(days(text), counts(text), strict=True) if d] == expected


def test_a_month_and_a_count_are_no_day() -> None:
    text = "In January there were 38 violations, in February 27."
    assert counts(text) == [(BREACHES, 38), (BREACHES, 27)]
    assert days(text) == [("2031-01-01", "2031-01-31"), ("2031-02-01", "2031-02-28")]


def test_a_count_compared_with_another_keeps_its_own_time() -> None:
    text = "In the first half of the year the centre documented 1.250 breaches, compared with 980 in 2030."
    assert counts(text) == [(BREACHES, 1250), (BREACHES, 980)]
    assert days(text) == [("2031-01-01", "2031-06-30"), ("2030-01-01", "2030-12-31")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The monitors have recorded 120 violations since April 15.", ("2031-04-15", "2031-05-15")),
        ("The office has counted 21,500 killed in the war since 2020.", ("2020-01-01", "2031-05-15")),
        ("So far this year 31 people have been killed in the war.", ("2031-01-01", "2031-05-15")),
        ("Over the past week, the mission recorded 12 violations.", ("2031-05-08", "2031-05-15")),
        ("From 1 March 2029 to 31 March 2031 the office counted 300 violations.", ("2029-03-01", "2031-03-31")),
    ],
)
def test_the_period_of_a_count(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == [expected]


def test_places_and_speakers_stand_in_their_own_clauses() -> None:
    [first, second] = figures("Russia counted 5 violations in Orvan on 9 May; Turkey counted 12 in Veldara.")
    assert (first.place, first.attribution) == ("Orvan", "Russia")
    assert (second.place, second.attribution) == ("Veldara", "Turkey")


def test_the_same_count_of_another_day_is_another_count() -> None:
    text = " ".join(f"The committee recorded 5 ceasefire violations in Orvan on {d} April 2031." for d in (19, 20, 21))
    assert [d[0] for d in days(text) if d] == ["2031-04-19", "2031-04-20", "2031-04-21"]


def test_the_older_state_of_a_toll_is_no_count_beside_it() -> None:
    assert counts("The mission said the death toll, earlier put at 12, was revised from 22 to 24.") == [("killed", 24)]


def test_lines_are_read_under_their_heading() -> None:
    text = "Violations by district:\n- Orvan district: 2\n- Veldara district: 5\nTotal: 7\n"
    assert [(c.measure, c.value.low if c.value else None, c.place) for c in figures(text)] == [
        (BREACHES, 2, "Orvan district"),
        (BREACHES, 5, "Veldara district"),
        (BREACHES, 7, None),
    ]
    kinds = "Breaches in May\n- Shooting at houses: 42\n- Incursions: 21\n- Shelling: 25\nTotal: 88\n"
    assert counts(kinds) == [("shooting at houses", 42), ("incursions", 21), ("shelling", 25), (BREACHES, 88)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The patrol reported no shelling in Veldara on 9 May 2031.", "shelling incidents"),
        ("There was no shelling in Veldara on 9 May.", "shelling incidents"),
        ("The patrol heard no explosions in Veldara on 9 May.", "explosions"),
        ("No shelling was reported in Veldara on 9 May.", "shelling incidents"),
        ("The patrol did not record any ceasefire violations in Veldara on 9 May.", BREACHES),
    ],
)
def test_nothing_seen_is_a_count_of_none(text: str, measure: str) -> None:
    [one] = figures(text)
    assert (one.measure, one.value.low if one.value else None, one.place) == (measure, 0, "Veldara")
    assert one.period is not None
    assert one.period.start == dt.date(2031, 5, 9)
    assert one.attribution in ("The patrol", None)
    assert not [c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]


@pytest.mark.parametrize(
    "text",
    ["If no shelling was reported, the truce would hold.", "Both sides agreed that there should be no shelling."],
)
def test_nothing_seen_must_be_told_as_fact(text: str) -> None:
    assert figures(text) == []


def test_numbers_of_names_are_not_counted() -> None:
    assert counts("Post 4 reported 12 violations on Route 7 under Resolution 2254.") == [(BREACHES, 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The group has handed over 26 of the 28 bodies.", [("bodies", 26)]),
        ("The committee recorded 38 violations in May. In Orvan there were 20, in Veldara 18.", [38, 20, 18]),
        ("The centre logged 112 violations on Monday; the day before, 11.", [112, 11]),
        ("2,936 violations were reported in 2030 as against 971 in 2029 and 449 the year before.", [2936, 971, 449]),
        ("The observatory documented 318 cases of arbitrary detention.", [("arbitrary detention", 318)]),
        ("The observatory's tally for April: 71 civilians killed.", [("killed", 71)]),
        ("Gunmen killed four men in Orvan on 3 May; 31 soldiers have died there this year.", [("killed", 31)]),
    ],
)
def test_other_ways_to_count(text: str, expected: list[object]) -> None:
    found = counts(text)
    assert [c if isinstance(e, tuple) else c[1] for c, e in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The parties agreed to release 400 prisoners.",
        "Half of the country's 26 million people need assistance.",
        "On 12 May a convoy of seven trucks was stopped near Orvan and looted.",
        "Fifteen civilians were hurt in Orvan on 9 May, twelve of them at a market.",
        "The team saw one more breach of the law in this.",
    ],
)
def test_parts_plans_and_details_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_time_told_for_comparison_is_not_taken_for_that_of_the_count() -> None:
    assert days("The team conducted 14 patrols in May, compared with 20 in the previous month.") == [
        ("2031-05-01", "2031-05-31"),
        ("2031-04-01", "2031-04-30"),
    ]


def test_the_reporting_period_stands_in_the_head() -> None:
    text = "Report on the mission\nFor the period from 1 March to 31 May 2031\n\nDuring the reporting period 40 violations were recorded.\n"
    assert days(text) == [("2031-03-01", "2031-05-31")]


def test_a_toll_that_somebody_gives_is_that_of_the_incident_before() -> None:
    text = "Shells hit the town of Nawa on 9 May, killing 12 people. The hospital put the dead at 15."
    [toll] = figures(text)
    assert (toll.value.low if toll.value else None, toll.place, toll.attribution) == (15, "Nawa", "The hospital")
    assert toll.period is not None
    assert toll.period.start == dt.date(2031, 5, 9)


def test_who_did_it_in_a_list_is_no_place() -> None:
    text = "Killed in April by party:\n- Army: 38\n- Unidentified: 21\n"
    assert [(c.measure, c.place) for c in figures(text)] == [("killed", None), ("killed", None)]
