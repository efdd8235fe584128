"""Who gives a number of what was counted before, what is still so, what is no count; and where those counted were."""

import pytest

from tests.reading.figures_of import counts, figures


def places(text: str) -> list[str | None]:
    return [c.place for c in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mission counted 40 violations in April. The government admits to nine.",
            [("ceasefire violations", 40), ("ceasefire violations", 9)],
        ),
        (
            "About 4,000 people have been displaced, the UN said. The governor speaks of 2,500.",
            [("displaced", 4000), ("displaced", 2500)],
        ),
        (
            "Nearly 1,900 families fled Tarn, according to the mayor; barely 1,200 according to the army.",
            [("displaced", 1900), ("displaced", 1200)],
        ),
        ("By our count, 1,950 dead.", [("killed", 1950)]),
        ("The war's toll, put by the church at 12,000, is disputed.", [("killed", 12_000)]),
        ("Of 45 reports received this month the team could confirm 19.", [("reports", 19)]),
        (
            "In the first week of May some 29 people were killed, against the 140 of April.",
            [("killed", 29), ("killed", 140)],
        ),
    ],
)
def test_a_number_is_given_by_more_words_than_a_verb(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eight people from the district are still missing.", [("missing", 8)]),
        ("As of this morning 37 enemy servicemen are in our custody.", [("detained", 37)]),
        ("About eleven thousand people wait in the camp at Tarn.", [("displaced", 11_000)]),
        ("Thirty-one burials since Christmas, says the priest.", [("killed", 31)]),
        ("Ninety-one firefights happened last year.", [("firefights", 91)]),
        ("The aid group took in 27 wounded over seven days.", [("injured", 27)]),
        ("Civilian casualties included 31 killed and 77 injured.", [("killed", 31), ("injured", 77)]),
        ("IDPs at the school: approx. 860.", [("displaced", 860)]),
        ("New arrivals Tarn camp: 1,140 persons", [("displaced", 1140)]),
        ("Missing: 8 (13 at new year).", [("missing", 8), ("missing", 13)]),
        ("In April 41 people were killed, 12 of them in Tarn market on 9 May.", [("killed", 41)]),
    ],
)
def test_what_lasts_and_what_notes_count(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_the_kinds_that_add_up_to_a_count_are_counts() -> None:
    text = "In April the league documented 12 acts of violence: six threats, five robberies and one disappearance."
    assert counts(text)[1:] == [("threats", 6), ("robberies", 5), ("disappearance", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Three things happened in April.",
        "2007 - Posts go up above the river.",
        "FIVE. The parties shall meet again in June.",
        "In April a panel composed of five officers from each side sat in Orvan.",
        "The mission needs 60 more vehicles.",
        "The mission plans 30 patrols in June.",
        "The plan foresees 60 monitors and 14 vehicles.",
        "He was accused of 14 murders.",
        "The village of 400 houses was empty.",
        "The two communities have 14 mixed villages.",
        "There are 14 burials on the programme for Friday.",
        "The protocol allows up to 40 monitors on each bank.",
        "The training involved 26 explosions, which are not counted above.",
    ],
)
def test_what_was_not_counted_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 9,000 displaced persons have returned to Orvan since March.", ["Orvan"]),
        ("More than 2,000 families have fled from Tarn to Kolvar since April.", ["Tarn"]),
        ("The mission recorded 14 violations in Tarn and nine elsewhere.", ["Tarn", None]),
        ("The mission recorded 35 violations, most of them in Tarn.", [None]),
        ("Some 240 prisoners were freed in April, the envoy said in Geneva.", [None]),
        ("Returns: 640 families.", [None]),
        ("ORVAN, May 14 - We have counted 14 violations here since April.", ["Orvan"]),
    ],
)
def test_where_those_counted_were(text: str, expected: list[str | None]) -> None:
    assert places(text) == expected


def sources(text: str) -> list[str | None]:
    return [c.attribution for c in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army owns to 12 breaches, the Front to nine.", ["The army", "the Front"]),
        (
            "In April the mission counted 41 breaches; the Front's own log has 90, the army's 60.",
            ["the mission", "the Front", "the army"],
        ),
        ("The army lodged 61 complaints, the Front 12.", ["The army", "the Front"]),
        ("The war has left 40,000 dead, says the state. 70,000, say the churches.", ["the state", "the churches"]),
        ("The mission counted 41 breaches, Tarn 30 and Velda 11.", ["The mission"] * 3),
        ("By the Front's count, 1,950 are dead.", ["the Front"]),
        ("Twelve breaches were confirmed: nine by the army, three by the border forces (BFT).", [None, None, None]),
        ("April brought 41 breaches; March had brought 63.", [None, None]),
    ],
)
def test_who_gives_a_number_beside_another(text: str, expected: list[str | None]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling killed twelve civilians in Orvan, the ministry said. The Front admits to four.", [4]),
        ("The Front says that it lost 43 men. Eighty, counters the army.", [80]),
        ("The raid killed nine people, or thirty if you ask the villagers.", [30]),
        ('How many breaches in April? "Forty-one," said the colonel.', [41]),
    ],
)
def test_another_toll_is_given_in_few_words(text: str, expected: list[int]) -> None:
    assert [n for _, n in counts(text)] == expected
