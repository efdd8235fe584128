"""What the accused answer to what they are accused of."""

from __future__ import annotations

import datetime as dt

import pytest

from ceasefire.reading import read
from ceasefire.reading.model import Claim, ClaimType

TOLD = "A shell killed two women in Orvan on Monday, residents said. The government blamed the Tarn Front. "
DENIALS = [
    "The Front said its men were nowhere near Orvan.",
    '"We have nothing to do with this," the Front\'s spokesman told Radio Tarn.',
    "The Front said it had fired nothing that day.",
    "The Front said no such thing had happened.",
    "The Front swore that it was army deserters.",
    "The Front blamed army deserters.",
    "The Front washed its hands of it.",
    "The rebels denied it.",
    'The Front said it was "not in the business of killing women".',
    "The Front gave a different account.",
    "The Front: not us.",
    "The Front said that the women had died when a gas bottle blew up.",
    "The Front said its guns had been silent that day.",
    "The Front, through its spokesman, ruled out any involvement.",
    "The Front has repeatedly denied targeting civilians.",
    "The Front distanced itself from the attack.",
]
NO_DENIALS = [
    "The Front did not deny it.",
    "The Front did not comment.",
    "The Front said it had no information.",
    "The Front said it was a mistake.",
    "The Front called it a response to earlier fire.",
    '"We did not know there were women in the house," Front spokesman Ali Dor said.',
    '"We have nothing left," villager Ana Kol said.',
    "The mission could not confirm who had fired.",
    "The army said it was nowhere near Orvan.",
]


def _told(then: str) -> Claim:
    found = read(TOLD + then, date=dt.date(2031, 5, 14)).claims
    return next(c for c in found if c.type is ClaimType.INCIDENT)


@pytest.mark.parametrize("then", DENIALS)
def test_what_the_accused_answer_is_their_denial(then: str) -> None:
    claim = _told(then)
    assert claim.blamed == "the Tarn Front"
    assert "Front" in (claim.denied_by or "")


@pytest.mark.parametrize("then", NO_DENIALS)
def test_nobody_denies_by_silence_or_excuse_or_the_word_of_another(then: str) -> None:
    assert "Front" not in (_told(then).denied_by or "")


@pytest.mark.parametrize(
    "then",
    [
        "The hospital confirmed the deaths.",
        "All were hit by splinters, the hospital said.",
        "The hospital verified this.",
    ],
)
def test_who_confirms_an_act_right_behind_it_is_its_source(then: str) -> None:
    found = read(f"A bomb killed two in Orvan on Monday. {then}", date=dt.date(2031, 5, 14)).claims
    assert [c.attribution for c in found if c.type is ClaimType.INCIDENT] == [
        "The hospital" if then[0] == "T" else "the hospital"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fingers are being pointed at the Hill Brigade over the killing of a judge in Orvan on Tuesday.",
        "A bomb killed two in Orvan on Monday. Suspicion immediately fell on the Hill Brigade.",
        "Accusations were levelled at the Hill Brigade over the ambush near Orvan on Monday.",
    ],
)
def test_he_on_whom_blame_falls_is_accused(text: str) -> None:
    found = read(text, date=dt.date(2031, 5, 14)).claims
    assert [c.blamed for c in found if c.type is ClaimType.INCIDENT] == ["the Hill Brigade"]


@pytest.mark.parametrize(
    "text",
    [
        "Actors played soldiers who shot villagers in Orvan on Monday.",
        "Let no one say that we shelled Orvan on Monday.",
        "Under the scenario, two shells hit the clinic in Orvan and four die.",
        "Doctors in Orvan wage war on malaria, which killed 40 in May.",
        "The Rebels attacked from the kick-off in Orvan on Saturday.",
    ],
)
def test_a_play_a_scenario_and_a_disease_are_no_incidents(text: str) -> None:
    assert not [c for c in read(text, date=dt.date(2031, 5, 14)).claims if c.type is ClaimType.INCIDENT]


def test_who_denies_is_not_the_one_who_says_so() -> None:
    text = "GENERAL STAFF OF THE TARN ARMED FORCES\n\nWe reject the charge that two women were shot in Orvan on 5 May."
    for claim in read(text, date=dt.date(2031, 5, 14)).claims:
        assert claim.attribution is None or claim.attribution != claim.denied_by


@pytest.mark.parametrize(
    ("then", "denier"),
    [
        ('"We were nowhere near Orvan," army spokesman Jon Tol said.', "army spokesman Jon Tol"),
        ('"It was not us," said a spokesman for the Hill Army.', "a spokesman for the Hill Army"),
        ('"We did not fire back," said the army spokesman.', None),
        ('"We had nothing to eat," a villager said.', None),
        ("The Hill Army issued a denial.", "The Hill Army"),
        ("Relatives suspect the Hill Army, which in a letter to us disclaimed any role.", "the Hill Army"),
    ],
)
def test_a_denial_needs_nobody_named_before(then: str, denier: str | None) -> None:
    found = read(
        f"Four monks were killed by gunmen in Orvan on Sunday, police said. {then}", date=dt.date(2031, 5, 14)
    ).claims
    assert [c.denied_by for c in found if c.type is ClaimType.INCIDENT] == [denier]
