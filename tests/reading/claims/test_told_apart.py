"""Whose act is whose where a sentence, or the next one, tells of two."""

import datetime as dt

import pytest

from ceasefire.reading import read
from ceasefire.reading.model import ClaimType

DAY = dt.date(2031, 5, 15)


def told(text: str) -> list[str]:
    """Return kind, day, place and accused of each incident of a text written on a Thursday."""
    claims = [c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]
    return [
        " | ".join((c.kind or "", c.date.start.isoformat()[5:] if c.date else "", c.place or "", c.blamed or ""))
        for c in claims
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Airstrikes hit Kolvar, which rebels captured on Friday, killing three people.", ["airstrike | | Kolvar |"]),
        ("Kolvar, which the rebels captured on Friday, was bombed by army jets on Monday.", [
            "territory change | 05-09 | Kolvar | the rebels", "airstrike | 05-12 | Kolvar | army",
        ]),
        ("Kolvar, where rebels seized ground on Friday, saw damage as airstrikes hit its market.", ["territory change | 05-09 | | rebels"]),
        ("The shelling of Kolvar began on Monday after rebels killed a pilot.", ["shelling | 05-12 | Kolvar |", "killing | | | rebels"]),
        ("Jets bombed Kolvar on Monday after rebels killed two soldiers in Besmir.", ["airstrike | 05-12 | Kolvar |", "killing | | Besmir | rebels"]),
        ("Two soldiers were killed in Kolvar on Monday after rebels attacked their post.", ["attack | 05-12 | Kolvar | rebels"]),
        ("Rebels who the army said had shelled Kolvar on Friday fled.", ["shelling | 05-09 | Kolvar | Rebels"]),
        ("Rebels, whom the army accuses of killing two nurses, attacked Kolvar on Monday.", ["attack | 05-12 | Kolvar | Rebels"]),
        ("A strike hit a post near Kolvar on Monday, Ostria said. "
         "Kadra announced in March that Kadran forces had killed its commander.", ["attack | 05-12 | Kolvar |"]),
        ("A strike hit a post near Kolvar on Monday. Kadra said the rebels had fired from a hill.", ["attack | 05-12 | Kolvar | the rebels"]),
    ],
)  # fmt: skip
def test_an_act_told_by_the_way_lends_the_other_neither_its_doer_nor_its_day(text: str, expected: list[str]) -> None:
    assert [" ".join(one.split()) for one in told(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Warplanes thought to be Kadran bombed Kolvar on Sunday, killing two.",
        "Fighter jets also believed to be Kadran bombed Kolvar on Sunday.",
        "Gunmen who were believed to be rebels killed two men in Kolvar on Monday.",
        "Gunmen suspected to be members of the Eastern Front killed two men in Kolvar on Sunday.",
        "The radio said Kadran and government planes targeted Kolvar on Sunday.",
    ],
)
def test_whom_somebody_only_takes_the_doers_for_is_not_accused(text: str) -> None:
    [one] = told(text)
    assert one.rpartition(" | ")[2] in ("", "Gunmen")


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Kadra-led Coalition Kills Over 20 Front Operatives Plotting Terrorist Attacks In Kolvar", "Kadra-led Coalition"),
        ("Army Killed 12 Rebel Fighters Planning Rebel Attacks In Kolvar", "Army"),
    ],
)  # fmt: skip
def test_the_dead_of_a_headline_are_not_accused(text: str, accused: str) -> None:
    assert {one.rpartition(" | ")[2] for one in told(text)} == {accused}


@pytest.mark.parametrize(
    "text",
    [
        "An offensive by the army near Kolvar was halted on Monday.",
        "The siege of Kolvar by the rebels ended on Monday.",
        "The army's offensive in Kolvar suffered a reverse on Monday.",
    ],
)
def test_the_day_on_which_a_long_operation_ends_is_not_that_of_an_attack(text: str) -> None:
    assert told(text) == []


def test_who_has_to_do_with_arms_was_not_attacked_with_them() -> None:
    kinds = {one.partition(" |")[0] for one in told("Soldiers killed a chemical weapons expert in Kolvar on Monday.")}
    assert kinds == {"killing"}


def tolls(text: str) -> list[tuple[str, int | None, dict[str, int]]]:
    claims = [c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]
    return [(c.blamed or "", c.killed.low if c.killed else None, dict(c.breakdown)) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of the 45 civilians killed on Monday, most were in Besmir, where army raids claimed 17 lives.", [("army", 17, {})]),
        ("The strike on Kolvar on Monday killed 86, 30 of them children.", [("", 86, {"children": 30})]),
        ("A doctor confirmed the death toll to a reporter and spoke of a bakery in Kolvar.", []),
    ],
)  # fmt: skip
def test_a_whole_its_parts_and_who_is_told_of_them_are_no_tolls_of_their_own(
    text: str, expected: list[tuple[str, int | None, dict[str, int]]]
) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A strike near Kolvar on Monday killed nine. The ministry said three men had died in an earlier strike.",
         ["airstrike | 05-12 | Kolvar |", "attack | | |"]),
        ("Rockets killed two people in Kolvar on Monday. Mortar fire on another district wounded four.",
         ["rocket fire | 05-12 | Kolvar |", "shelling | 05-12 | |"]),
        ("Rebels unleashed a barrage of rockets on Kolvar on Monday. The rebel fire killed 21 people.",
         ["rocket fire | 05-12 | Kolvar | Rebels"]),
    ],
)  # fmt: skip
def test_another_act_or_district_is_not_the_one_before_and_the_same_fire_is(text: str, expected: list[str]) -> None:
    assert [" ".join(one.split()) for one in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A strike near Kolvar killed 12 rebels over the past 24 hours. "
            "The ministry said three men were dead as a result of an earlier Kadran strike.",
            ["airstrike | 05-14 | Kolvar |", "airstrike | | |"],
        ),
    ],
)
def test_what_was_done_some_time_before_has_not_the_day_of_what_came_of_it(text: str, expected: list[str]) -> None:
    assert [" ".join(one.split()) for one in told(text)] == expected
