"""Who owns to an act or is named as its doer in few words; nobody is where that is denied, asked or supposed."""

import datetime as dt

import pytest

from ceasefire.reading import ClaimType, read
from ceasefire.reading.known_names.bundle import Layer, joined
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from ceasefire.reading.mentions import blame

NAMES = joined(
    Layer(
        origin="test",
        known=(
            KnownName(
                name="Tarn Liberation Front", kind="group", spellings=("Tarn Liberation Front", "TLF", "the Front")
            ),
            KnownName(name="Truce Mission", kind="monitor", spellings=("Truce Mission",)),
            KnownName(name="Zarnian Army", kind="forces", spellings=("Zarnian Army",)),
        ),
    )
)
TOLD = "On Monday a mortar round killed two people in Kolvar. "
FRONT = "Tarn Liberation Front"


def blamed(text: str) -> str | None:
    [told] = [c for c in read(text, date=dt.date(2031, 5, 15), names=NAMES).claims if c.type is ClaimType.INCIDENT]
    return told.blamed


@pytest.mark.parametrize(
    "then",
    [
        "The Front says it was theirs.",
        "The Front admitted that the gunner was one of its men.",
        "Commander Sanda of the Front accepted that his men had fired first.",
        "The Front apologised.",
        "They say TLF.",
        "The market committee names the Front.",
        "TLF suspected by elders.",
        "Side: TLF.",
        "A complaint was lodged by the army against the Front.",
        'The army: "the Front did this".',
        "Residents are certain that the Front fired it.",
        "According to police the round had been fired by the Front.",
        "Survivors identified the attackers as men of the Front.",
    ],
)
def test_who_owns_to_it_or_is_named(then: str) -> None:
    assert blamed(TOLD + then) == FRONT


@pytest.mark.parametrize(
    "then",
    [
        "Nobody believes that the Front did this.",
        "Elders doubt that the Front fired it.",
        "The governor did not say that the Front fired it.",
        "Who says that the Front did this?",
        "The Front apologised for the late reply.",
        "The Front says it was not theirs.",
        "The army denies that the round was fired by the army.",
        "The Front was fired on as well.",
        "The Truce Mission apologised.",
        "A report told of shells that had been fired by the Front at another town.",
    ],
)
def test_nobody_is_named_where_it_is_denied_asked_or_of_another_thing(then: str) -> None:
    assert blamed(TOLD + then) is None


def test_the_only_group_of_a_text_is_meant_by_the_group() -> None:
    assert (
        blamed("The Front is not bound by the truce. On Monday the armed group shelled Kolvar, killing two.") == FRONT
    )


def test_men_are_called_as_they_call_themselves() -> None:
    assert blamed("On Monday two clerks were shot dead in Kolvar by men who called themselves the Front.") == FRONT


def test_neither_of_two_who_exchange_fire_is_blamed() -> None:
    text = (
        "On Monday an exchange of automatic fire between the army and a TLF patrol in Kolvar cost one soldier his life."
    )
    assert blamed(text) is None


def test_a_text_is_asked_once_which_army_it_names() -> None:
    forces = tuple(KnownName(name=name, kind="forces", spellings=(name,)) for name in ("Zarn Guard", "Lesk Guard"))
    before = blame._only_of_kind.cache_info().misses
    words = " ".join(f"The army shelled Orvan on {day} May 2031." for day in range(1, 15))
    found = read(words, date=dt.date(2031, 5, 15), names=joined(Layer(origin="the folder", known=forces)))
    assert len(found.claims) == 14
    assert blame._only_of_kind.cache_info().misses == before + 1
