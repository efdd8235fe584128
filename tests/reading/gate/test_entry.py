"""What a person enters passes the gate: numbers, days, rounds, places, speakers and the accused."""

import datetime as dt

import msgspec
import pytest

from ceasefire.reading.gate.entry import fault_of, stands, value_fault
from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.known_names.bundle import Layer, joined
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from ceasefire.reading.model import Claim, ClaimType, Count, DateRange

TEXT = (
    "Two men were killed in Orvan on 9 May 2031, residents said. The talks ran from 10 to 13 May 2031. "
    "On their last day the camp at Tarn was shelled; the governor blamed the Hill Brigade."
)
NAMES = joined(Layer(origin="record", known=(KnownName(name="Lesk", kind="city", spellings=("Lesk",)),)))
EVIDENCE = Evidence(TEXT, dt.date(2031, 5, 15), NAMES)
AT = TEXT.index("On their last day")


def claim(**slots: object) -> Claim:
    words = TEXT[AT:]
    return msgspec.structs.replace(
        Claim(type=ClaimType.INCIDENT, quote=words, start=AT, end=len(TEXT), rule="review"), **slots
    )


def day(of: int) -> DateRange:
    return DateRange(start=dt.date(2031, 5, of), end=dt.date(2031, 5, of))


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({"place": "Tarn"}, None),
        ({"place": "tarn"}, None),
        ({"place": "Orvan, Tarn"}, None),
        ({"place": "Lesk"}, None),
        ({"place": "Atlantis"}, "place: Atlantis is not named"),
        ({"place": "Tar"}, "place: Tar is not named"),
        ({"attribution": "the governor"}, None),
        ({"attribution": "Napoleon"}, "speaker: Napoleon is not named"),
        ({"blamed": "the Hill Brigade"}, None),
        ({"blamed": "the army"}, "accused: the army is not named"),
        ({"denied_by": "the army"}, "denied by: the army is not named"),
        ({"killed": Count(low=2, high=2)}, "killed: 2 is not in the quote"),
        ({"date": day(13)}, None),
        ({"date": day(11)}, "date: 2031-05-11 to 2031-05-11 cannot be derived"),
        ({"round": 3}, "round 3 is not named"),
        ({"actors": ("Hill Brigade",)}, None),
        ({"actors": ("Atlantis",)}, "actor Atlantis is not named"),
    ],
)
def test_what_does_not_stand_in_the_text_and_is_not_known_is_refused(
    slots: dict[str, object], reason: str | None
) -> None:
    found = fault_of(claim(**slots), slots, EVIDENCE)
    assert (found is None) if reason is None else str(found).startswith(reason)


def test_only_what_was_changed_is_tested() -> None:
    assert fault_of(claim(place="Atlantis"), (), EVIDENCE) is None


def test_emptying_a_slot_is_always_possible() -> None:
    assert fault_of(claim(), ("place", "date", "killed", "attribution", "round", "actors"), EVIDENCE) is None


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("2031-05-13", True),
        ("2031-05-10/2031-05-13", True),
        ("2031-05-11", False),
        ("residents; Tarn", True),
        ("Rome 9", False),
    ],
)
def test_the_value_of_a_property_stands_in_the_text_too(value: str, taken: bool) -> None:
    assert (value_fault(value, claim(), EVIDENCE) is None) is taken


def test_words_stand_only_as_whole_words() -> None:
    assert stands("the camp", EVIDENCE)
    assert not stands("amp", EVIDENCE)
    assert not stands("", EVIDENCE)
