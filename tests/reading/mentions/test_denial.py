"""Who denies what a text tells of, also by saying who was not hit, and who calls a charge untrue."""

from __future__ import annotations

import datetime as dt

import pytest

from ceasefire.reading import read
from ceasefire.reading.model import Claim, ClaimType

TOLD = "Eleven people were killed in Kolvar on 9 May. "


def claims(text: str, type_: ClaimType) -> list[Claim]:
    return [c for c in read(text, date=dt.date(2031, 5, 15)).claims if c.type is type_]


@pytest.mark.parametrize(
    ("answer", "by"),
    [
        ("The army said it had targeted fighters, not villagers.", "The army"),
        ("The army did not target civilians, a spokesman said.", "The army"),
        ("Troops did not fire on any house, the army said.", "the army"),
        ("The ministry said that allegation was exaggerated.", "The ministry"),
        ("The army described the reports as fabricated.", "The army"),
        ("Residents said soldiers had fired at farmers, not at rebels.", None),
        ("The mission said it was not a school.", None),
        ("The mission said it was not clear who had fired.", None),
        ("The observatory said it had not yet been able to confirm the toll.", None),
        ("The army said it had no information about a raid.", None),
        ("The army said it had nothing to do with the killings.", "The army"),
        ("The Front said it was not behind the attack.", "The Front"),
        ('The Front said in a text message that it "had no business in the town".', "The Front"),
        ('"Bandits," says the Front, "not ours."', "the Front"),
        ('"Nonsense," said the Front.', "the Front"),
        ('The army: "we had nothing in the air".', "The army"),
        ("The Front disowns the act.", "The Front"),
        ("The army said in a statement that it had not yet received any report.", None),
        ("The army said it was a mistake.", None),
    ],
)
def test_who_denies_the_incident_before(answer: str, by: str | None) -> None:
    [incident] = claims(TOLD + answer, ClaimType.INCIDENT)
    assert incident.denied_by == by


@pytest.mark.parametrize(
    "text",
    [
        "The army said its troops shelled militants in Kolvar on 9 May, not civilians.",
        "The military said its forces had not shelled Kolvar on Friday.",
        "The army says the charge is untrue.",
        "The air force said it bombed a store in Kolvar on Friday, but not the nearby school.",
    ],
)
def test_a_word_that_others_were_spared_is_a_denial(text: str) -> None:
    assert [c.kind for c in claims(text, ClaimType.POSITION)] == ["deny"]


def test_a_pronoun_behind_other_words_is_no_speaker() -> None:
    text = "The army shelled Kolvar on 9 May, killing four, residents said, an accusation it rejected."
    assert not claims(text, ClaimType.POSITION)


@pytest.mark.parametrize(
    ("answer", "denies"),
    [
        ("They say no.", True),
        ("The Front says it was a drunk sergeant.", True),
        ("The Front: no mortar was stationed there.", True),
        ('The Front says that it "does not make war on farmers".', True),
        ("The Front says it was a mistake.", False),
        ("The Front says it was an accident.", False),
        ("They say more will follow.", False),
    ],
)
def test_what_the_accused_answers(answer: str, denies: bool) -> None:
    [incident] = claims("The Front shelled Kolvar on 9 May, killing two. " + answer, ClaimType.INCIDENT)
    assert (incident.denied_by is not None) == denies


def test_the_dead_told_by_who_denies_it_make_one_incident() -> None:
    text = "On 9 May the army shot two men in Kolvar. A spokesman for the army said that the two had drowned while fleeing."
    [incident] = claims(text, ClaimType.INCIDENT)
    assert incident.denied_by
