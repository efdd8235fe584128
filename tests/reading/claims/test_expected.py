"""Things to come: told by a verb, by a line without one, by an answer; and what only looks like them."""

import datetime as dt

import pytest

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)


def expected(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.EXPECTED]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Front has called a congress for 20 May.", "2031-05-20"),
        (
            "The monitors expect to publish a first finding on 20 May and the mission expects to close on 1 June.",
            "2031-05-20",
        ),
        ("An answer is promised by the weekend.", "2031-05-18"),
        ("The posts are to be removed not later than 20 May.", "2031-05-20"),
        ("Both sides undertook to open the road before the end of May.", "2031-05-31"),
        ("Elections will be held this summer.", "2031-08-31"),
        ("Upcoming: medical drill here, 20 May.", "2031-05-20"),
        ("A fresh round has been pencilled in for 20 May.", "2031-05-20"),
        ("They will meet the day after tomorrow.", "2031-05-17"),
        ("The committee meets in Sarn a week from today.", "2031-05-22"),
        ("The envoys will return ten days from now.", "2031-05-25"),
        ("The next monitors' report comes out on 20 May.", "2031-05-20"),
        ("In two weeks the guns are to be moved.", "2031-05-29"),
        ("Decisions:\n- heavy weapons to be ten kilometres back from the line by 20 May;", "2031-05-20"),
        ("On Saturday the assembly votes on the amnesty.", "2031-05-17"),
        ("The next sitting of the panel, if the road is mended by then: 24 May.", "2031-05-24"),
        ("Eighth session at Sarn on 24 May, provided the bridge is open.", "2031-05-24"),
        ("Ahead: donor meeting, Orvan. Review conference, Sarn, June.", "2031-06-30"),
        ("They have promised to do so on Monday.", "2031-05-19"),
        ("The court will not sit again until the 25th.", "2031-05-25"),
        ("The minister accepted an invitation to visit Orvan in the first half of June.", "2031-06-15"),
        ("Renewal of the mandate falls to be decided by 1 June.", "2031-06-01"),
        ("The new posts open in Sarn on 20 May, and on 2 June she takes her seat on the council.", "2031-05-20"),
        ("A new annex moves phase two to 1 June.", "2031-06-01"),
        ("The Front has promised the patrols a boat by 1 June.", "2031-06-01"),
        ("The handover has slipped to 28 May.", "2031-05-28"),
        ("The committee reconvenes in Sarn a week from Saturday.", "2031-05-24"),
        ("Q: When will the prisoners be released?\nA: On 20 May, in Sarn.", "2031-05-20"),
    ],
)
def test_what_is_to_come_has_its_day(text: str, day: str) -> None:
    assert str(expected(text)[0].date.end if expected(text)[0].date else None) == day


def test_two_verbs_have_each_their_day() -> None:
    found = expected("The League will publish its findings on 20 May and will meet the commission in Sarn on 4 August.")
    assert [str(c.date.end) for c in found if c.date] == ["2031-08-04", "2031-05-20"]


def test_two_things_of_one_day_that_share_no_word_are_two() -> None:
    found = expected("The prisoners will be freed on 3 June. A list of the missing will be exchanged on the same day.")
    assert [c.quote[:13] for c in found] == ["The prisoners", "A list of the"]


@pytest.mark.parametrize(
    "text",
    [
        "The round had begun here on Monday, been broken off on Tuesday and been resumed on Wednesday.",
        "At the month's end twelve observers were in post.",
        "The truce was signed in April. It took effect three days later and runs out on 15 June.",
        "The figures for June were published in Sarn.",
    ],
)
def test_what_has_been_and_the_end_of_a_pact_are_nothing_to_come(text: str) -> None:
    assert not expected(text)


def test_items_of_one_line_are_told_each_by_itself() -> None:
    found = expected(
        "Still ahead: fourth round (Sarn, late May); vote in the assembly, 30 June; first frost, as a poet puts it."
    )
    assert [c.quote for c in found] == ["Still ahead: fourth round (Sarn, late May)", "vote in the assembly, 30 June"]


def test_a_length_of_time_beside_a_day_is_told_too() -> None:
    found = expected(
        "The bishops will go to Sarn on 20 May, and the monitors expect to publish a finding within ten days."
    )
    assert [str(c.date.end) for c in found if c.date] == ["2031-05-20", "2031-05-25"]


@pytest.mark.parametrize(
    "text",
    [
        "The truce was signed on 1 March. It runs out on 31 December.",
        "The rebels want elections by 1 June.",
        "Any attack on 1 June will be answered, the minister said.",
        "The film opens on 2 June.",
        "The school year ends on 20 June.",
        "The parties decided to extend the mandate until 31 December 2031.",
        "The talks will not resume on 20 May.",
    ],
)
def test_terms_wishes_and_denials_are_none(text: str) -> None:
    assert expected(text) == []


def test_the_one_place_of_a_clause_is_where_it_will_be() -> None:
    [one] = expected("A joint mission to Orvan district is planned for 20 May.")
    assert one.place == "Orvan district"


@pytest.mark.parametrize(
    "text",
    [
        "The rebels vowed revenge for Tuesday's strike in the town of Sarn.",
        "The governor will visit the victims of Sunday's bombing in Sarn.",
        "The attack comes two days after jets hit a convoy near Sarn on Monday.",
    ],
)
def test_the_day_of_an_attack_gone_by_is_no_day_to_come(text: str) -> None:
    assert not expected(text)
