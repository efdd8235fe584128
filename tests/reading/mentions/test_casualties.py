"""Casualty clauses in all their orders."""

import pytest

from ceasefire.reading.mentions.casualties import find_casualties
from ceasefire.reading.mentions.numbers import find_numbers


def tolls(text: str) -> dict[str, tuple[int | None, int | None]]:
    return {c.measure: (c.count.low, c.count.high) for c in find_casualties(text, find_numbers(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killing 12 and wounding 30", {"killed": (12, 12), "injured": (30, 30)}),
        ("12 people, including 3 children, were killed", {"killed": (12, 12)}),
        ("left 5 dead and 9 injured", {"killed": (5, 5), "injured": (9, 9)}),
        ("claimed the lives of at least 40 people", {"killed": (40, None)}),
        ("has claimed more than 13,000 lives", {"killed": (13_000, None)}),
        ("killed three people and wounded 12 others", {"killed": (3, 3), "injured": (12, 12)}),
        ("Three gunmen killed 12 people", {"killed": (12, 12)}),
        ("a soldier was killed and two others were hurt", {"killed": (1, 1), "injured": (2, 2)}),
        ("killing a woman and two girls", {"killed": (3, 3)}),
        ("three soldiers and two civilians were killed", {"killed": (5, 5)}),
        ("the deaths of five rescue workers", {"killed": (5, 5)}),
        ("31 of its servicemen died", {"killed": (31, 31)}),
        ("the toll rose to 41", {"killed": (41, 41)}),
        ("five members of a family died", {"killed": (5, 5)}),
        ("7.6 million people have been displaced", {"displaced": (7_600_000, 7_600_000)}),
        ("nearly 1.4 million people have been driven from their homes", {"displaced": (1_400_000, 1_400_000)}),
        ("an armed group abducted 14 people", {"abducted": (14, 14)}),
        ("no one was hurt", {"killed": (0, 0), "injured": (0, 0)}),
        ("12 dead, 30 wounded", {"killed": (12, 12), "injured": (30, 30)}),
        ("Killed: 36", {"killed": (36, 36)}),
        ("2 civilians killed 5 injured near Orvan", {"killed": (2, 2), "injured": (5, 5)}),
        ("3 killed 2 wounded", {"killed": (3, 3), "injured": (2, 2)}),
        ("Five killed, 20 wounded and 11 missing", {"killed": (5, 5), "injured": (20, 20), "missing": (11, 11)}),
        ("Nobody was killed in the blast", {"killed": (0, 0)}),
        ("No civilians were injured", {"injured": (0, 0)}),
        ("left 74 civilians dead or wounded", {"casualties": (74, 74)}),
        ("1,5 million people have been displaced", {"displaced": (1_500_000, 1_500_000)}),
    ],
)
def test_tolls(text: str, expected: dict[str, tuple[int | None, int | None]]) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    "text", ["the talks claimed two victories", "12 people met", "he fired three times", "three ministers were present"]
)
def test_no_toll(text: str) -> None:
    assert tolls(text) == {}


def test_the_named_part_of_a_toll_is_kept_apart() -> None:
    text = "At least 17 people, including five children, were killed"
    (toll,) = find_casualties(text, find_numbers(text))
    assert toll.count.low == 17
    assert toll.breakdown == {"children": 5}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We lost 4 men, 11 were wounded", {"killed": (4, 4), "injured": (11, 11)}),
        ("12 lost their lives and 18 were wounded", {"killed": (12, 12), "injured": (18, 18)}),
        ("12 Ruritanians and Graustarkians were killed", {"killed": (12, 12)}),
        ("No one was killed or wounded", {"killed": (0, 0), "injured": (0, 0)}),
    ],
)
def test_each_clause_keeps_its_number(text: str, expected: dict[str, tuple[int | None, int | None]]) -> None:
    assert tolls(text) == expected
