"""Figures whose measure is in no list: told by a verb, by a list of a report, by another speaker, as parts of a count."""

import datetime as dt

import pytest

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)


def figures(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.FIGURE]


def counts(text: str) -> list[tuple[str | None, int | None]]:
    return [
        (c.measure, (c.value.low if c.value.low is not None else c.value.high) if c.value else None)
        for c in figures(text)
    ]


def days(text: str) -> list[tuple[str, str] | None]:
    return [(str(c.period.start), str(c.period.end)) if c.period else None for c in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So far this year 31 wells have been repaired.", [("wells repaired", 31)]),
        ("6 posts were handed over in the week to 14 May.", [("posts handed over", 6)]),
        ("The team counted 14 roadblocks in the first week of May.", [("roadblocks", 14)]),
        ("In Orvan, 1,120 households went home.", [("returned", 1120)]),
        ("Of those who fled, barely 31,000 have come back.", [("returned", 31_000)]),
        ("Detentions reached 208 in April.", [("detentions", 208)]),
        ("Seven people lost their lives in April and 19 were hurt.", [("killed", 7), ("injured", 19)]),
    ],
)
def test_any_things_counted_over_a_time_are_a_figure(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three delegations have met since May.",
        "The sides agreed to hand over 60 posts in June.",
        "On Monday a convoy of 14 trucks was burned in Orvan.",
        "Three hostages were freed the day after.",
        "The board heard 63 witnesses in May.",
        "The patrol heard 4 mortar rounds on Monday.",
    ],
)
def test_details_plans_and_sittings_are_none(text: str) -> None:
    assert figures(text) == []


def test_the_number_of_another_speaker_takes_up_the_count_before() -> None:
    [first, second] = figures("The mission recorded 55 violations in Orvan in April. The Front says 90.")
    assert (second.measure, second.value.plain if second.value else None) == (first.measure, 90)
    assert second.attribution == "The Front"


@pytest.mark.parametrize(
    "text",
    [
        "The commission examined 33 complaints: 20 by the army, 13 by the Front.",
        "The week saw 33 complaints. Orvan had 20 and Veldara 13.",
    ],
)
def test_numbers_that_add_up_to_a_count_are_its_parts(text: str) -> None:
    assert [n for _, n in counts(text)] == [33, 20, 13]
    assert len({m for m, _ in counts(text)}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Violations climbed to 88 in the week of 5-11 May from 61 a week earlier.",
            [("2031-05-05", "2031-05-11"), ("2031-04-28", "2031-05-04")],
        ),
        ("The team counted 40 breaches in the week to 14 May.", [("2031-05-08", "2031-05-14")]),
    ],
)
def test_a_time_told_by_another_one(text: str, expected: list[tuple[str, str]]) -> None:
    assert days(text) == expected


def test_the_lines_of_a_report_have_the_time_of_its_title() -> None:
    text = "Violations of the truce, 1-30 April 2031\n\n1. Arbitrary arrests: 22\n2. Enforced disappearances: 4\n"
    assert counts(text) == [("arbitrary arrests", 22), ("enforced disappearances", 4)]
    assert days(text) == [("2031-04-01", "2031-04-30")] * 2


def test_a_list_by_type_names_no_places() -> None:
    text = "Violations by type, April 2031\n\n- Small arms: 44\n- Drone: 8\n- Mortar: 17\n"
    assert [c.place for c in figures(text)] == [None] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Incidents this week 14, last week 22.", [("incidents", 14), ("incidents", 22)]),
        ("Convoys: 6 through, 1 stopped.", [("convoys through", 6), ("convoys stopped", 1)]),
        ("- Arrests: 22 (Army 15, Front 7)", [("arrests", 22), ("arrests", 15), ("arrests", 7)]),
        ("- Attacks on health workers: none", [("attacks on health workers", 0)]),
        ("How many families are still in the camps?\nThe Minister: 1,900, at the last count.", [("families", 1900)]),
        ("There were 17 incidents this week (last week: 25).", [("incidents", 17), ("incidents", 25)]),
    ],
)
def test_counts_that_leave_words_out(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_four_and_nine_are_two_numbers() -> None:
    assert counts("Six people were killed this year and 15 injured, compared with four and nine last year.") == [
        ("killed", 6),
        ("injured", 15),
        ("killed", 4),
        ("injured", 9),
    ]


def test_what_is_counted_gives_no_count() -> None:
    [one] = figures("Complaints received from the public rose to 31.")
    assert one.attribution is None


def test_a_number_for_another_time_has_not_that_of_the_list() -> None:
    text = "What we counted, 1-30 April 2031\n\n- killed: 14 (March: 20)\n- houses burned: 52\n"
    assert [n for _, n in counts(text)] == [14, 20, 52]
    assert days(text)[1] != ("2031-04-01", "2031-04-30")


def test_tables_speak_for_their_owner() -> None:
    text = "In April the mission recorded 31 violations. The army's tables have 24."
    assert [c.attribution for c in figures(text)] == ["the mission", "The army"]
