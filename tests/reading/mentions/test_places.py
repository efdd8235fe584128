"""Places: known ones, ones named by their kind, and what only looks like one."""

import pytest

from ceasefire.reading.mentions.names import find_names, tokens
from ceasefire.reading.mentions.places import best_place, find_places
from tests.reading.given import SYRIA


def places(text: str) -> list[str]:
    return [p.text for p in find_places(text, find_names(text, tokens(text), SYRIA))]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a strike on the town of Bulbul killed two", "Bulbul"),
        ("fighting in Tombura County", "Tombura County"),
        ("shells fell in Zaitseve", "Zaitseve"),
        ("an ambush near Sake in North Kivu", "Sake"),
        ("talks in Al-Hudaydah", "Al-Hudaydah"),
        ("in the Mayo district of Khartoum", "Mayo district"),
        ("across Deir ez-Zor", "Deir ez-Zor"),
        ("Mahambel: barrel bombs dropped on the village", "Mahambel"),
    ],
)
def test_found(text: str, place: str) -> None:
    assert place in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "in March the army left",
        "a March on the capital",
        "in English",
        "at the Ministry of Defence",
        "on Monday in May",
        "Ann said so",
        "near August",
    ],
)
def test_not_a_place(text: str) -> None:
    assert places(text) == []


def test_the_most_local_place_with_what_it_lies_in() -> None:
    text = "Twelve people were killed in Inkhil, Daraa province, on Thursday"
    assert best_place(text, find_places(text, find_names(text, tokens(text), SYRIA)), 0) == "Inkhil, Daraa province"


def test_a_place_beside_another_is_not_the_scene() -> None:
    text = "Shelling of eastern Ghouta near Damascus killed three"
    assert best_place(text, find_places(text, find_names(text, tokens(text), SYRIA)), 0) == "eastern Ghouta"
