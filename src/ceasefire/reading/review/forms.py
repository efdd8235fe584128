"""The slots that a person fills or mends for each type of claim: what each is called, what it takes, and an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Final

import msgspec

from ceasefire.reading.lexicon.events import events
from ceasefire.reading.lexicon.load import kinds, mapping, words
from ceasefire.reading.model import Claim, ClaimType, Count, DateRange, Modality
from ceasefire.reading.review import entries
from ceasefire.vocabulary.wording import range_words


class Takes(StrEnum):
    """What a slot takes."""

    COUNT = "a number"
    DAYS = "a day or days"
    ROUND = "a round"
    WORDS = "words of the text"
    NAMES = "names with commas between"
    CHOICE = "one of a list"


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """One slot of a form: the claim's field, its name for a person, what it takes, examples; `choices` where it is a list.

    A list that is `open` takes other words too.
    """

    field: str
    label: str
    takes: Takes
    example: str
    choices: tuple[str, ...] = ()
    open: bool = False

    def read(self, told: str, reference: dt.date | None, *, ahead: bool = False) -> Any:
        """Return what was typed as a value of this slot, of something that lies `ahead` or not; raises EntryError."""
        if self.takes is Takes.DAYS:
            return entries.days_of(told, reference, ahead=ahead)
        if self.takes is Takes.CHOICE:
            return self._chosen(told)
        return _READ[self.takes](told)

    def _chosen(self, told: str) -> Any:
        try:
            found = entries.choice_of(told, self.choices)
        except entries.EntryError:
            if not self.open:
                raise
            found = entries.words_of(told)
        return Modality(found) if self.field == "modality" else found

    @property
    def help(self) -> str:
        """Return in one line what the slot takes."""
        if not self.choices:
            return f"{self.takes}: {self.example}"
        listed = ", ".join(f"{n} {choice}" for n, choice in enumerate(self.choices, 1))
        return f"{listed}{'; or other words' if self.open else ''}"


_READ: Final[Mapping[Takes, Any]] = {
    Takes.COUNT: entries.count_of,
    Takes.ROUND: entries.round_of,
    Takes.WORDS: entries.words_of,
    Takes.NAMES: entries.names_of,
}
TYPES: Final[Mapping[ClaimType, str]] = {
    ClaimType.INCIDENT: "incident",
    ClaimType.FIGURE: "count or toll",
    ClaimType.MEETING: "meeting that was held",
    ClaimType.EXPECTED: "meeting or step to come",
    ClaimType.AGREEMENT: "agreement or truce",
}
"""The types of claim that a person can add, in the order of the list, and what they are called."""
NAMES: Final[Mapping[ClaimType, str]] = {**TYPES, ClaimType.POSITION: "stand"}
_COUNTS = "40; at least 40; 3 to 5; dozens"
_DAYS = "9 May 2031; 9-13 May; May 2031"


def _days(field: str, label: str) -> Slot:
    return Slot(field=field, label=label, takes=Takes.DAYS, example=_DAYS)


def _words(field: str, label: str, example: str) -> Slot:
    return Slot(field=field, label=label, takes=Takes.WORDS, example=example)


def _count(field: str, label: str) -> Slot:
    return Slot(field=field, label=label, takes=Takes.COUNT, example=_COUNTS)


def _choice(field: str, label: str, choices: tuple[str, ...], *, open_: bool = False) -> Slot:
    return Slot(
        field=field, label=label, takes=Takes.CHOICE, example=", ".join(choices[:3]), choices=choices, open=open_
    )


QUOTE: Final = _words("quote", "words", "all of them, or how they begin and end: Two men ... Orvan")
"""The words of the text that the claim stands on; another choice of them moves the claim."""
_PLACE = _words("place", "place", "as the text names it")
_ROUND = Slot(field="round", label="round", takes=Takes.ROUND, example="6; sixth")
_PROCESS = _words("process", "process", "the talks it belongs to, by their town")
_ACTORS = Slot(field="actors", label="who takes part", takes=Takes.NAMES, example="Iran, Turkey")
_SAID = _words("attribution", "who says so", "residents; the ministry")
_MODALITY = _choice("modality", "put as", tuple(Modality))


@cache
def form_of(kind: ClaimType, title: str = "") -> tuple[Slot, ...]:
    """Return the slots of a type of claim; those of a property of the process, which has a title, are its value and speaker."""
    if title:
        return (_words("what", "value", "as the text tells it; days as 2031-05-09"), _SAID)
    return (QUOTE, *_forms()[kind])


@cache
def _forms() -> Mapping[ClaimType, tuple[Slot, ...]]:
    incidents = tuple(event.name for event in events())
    meetings = tuple(mapping("en", "statements", "meetings"))
    agreements = tuple(dict.fromkeys(name for name, _ in kinds("en", "agreements", "kind")))
    measures = tuple(dict.fromkeys((*_MEASURES, *words("en", "statements", "people"))))
    return {
        ClaimType.INCIDENT: (
            _choice("kind", "kind", incidents),
            _days("date", "day"),
            _PLACE,
            _count("killed", "killed"),
            _count("injured", "injured"),
            _words("victims", "who was hit", "civilians"),
            _words("blamed", "accused by the text", "nobody whom the text does not accuse"),
            _words("denied_by", "denied by", "who denies it"),
            _SAID,
            _MODALITY,
        ),
        ClaimType.FIGURE: (
            _choice("measure", "what is counted", measures, open_=True),
            _count("value", "number"),
            _words("population", "of whom", "civilians"),
            _PLACE,
            _days("period", "over which days"),
            _days("as_of", "as of"),
            _SAID,
        ),
        ClaimType.MEETING: (
            _choice("kind", "kind", meetings),
            _PROCESS,
            _ROUND,
            _days("date", "day"),
            _PLACE,
            _ACTORS,
            _SAID,
            _MODALITY,
        ),
        ClaimType.EXPECTED: (
            _words("what", "what", "the next round"),
            _days("date", "day"),
            _PLACE,
            _PROCESS,
            _ROUND,
            _ACTORS,
            _SAID,
            _MODALITY,
        ),
        ClaimType.AGREEMENT: (
            _choice("kind", "kind", agreements, open_=True),
            _days("date", "made on"),
            _days("effective", "in force from"),
            _days("expires", "ends on"),
            _PLACE,
            _ACTORS,
            _SAID,
            _MODALITY,
        ),
        ClaimType.POSITION: (_SAID,),
    }


_MEASURES: Final = (
    "ceasefire violations",
    "killed",
    "injured",
    "casualties",
    "displaced",
    "explosions",
    "incidents",
    "attacks",
    "airstrikes",
    "shells",
    "complaints",
    "patrols",
)
"""Measures that are named first in the list; each has a unit in which it is filed."""
NEEDED: Final[Mapping[ClaimType, tuple[str, ...]]] = {
    ClaimType.INCIDENT: ("kind",),
    ClaimType.FIGURE: ("measure", "value"),
    ClaimType.MEETING: ("kind",),
    ClaimType.EXPECTED: ("what",),
    ClaimType.AGREEMENT: ("kind",),
}
"""Slots without which a claim that a person adds says nothing."""
ALWAYS: Final = frozenset(("blamed", "denied_by", "modality"))
"""Slots that are shown even where they are empty: nobody is to be accused, or a denial lost, unseen."""


def shown(slot: Slot, claim: Claim) -> str:
    """Return the value of a slot as a person reads it; an empty text where it has none."""
    return said(getattr(claim, slot.field))


def said(value: object) -> str:
    """Return a value of a claim in words."""
    if isinstance(value, Count):
        return value.vague or range_words(value.low, value.high) or ""
    if isinstance(value, DateRange):
        return value.start.isoformat() if value.start == value.end else f"{value.start} to {value.end}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def emptied(slot: Slot) -> Any:
    """Return the value of a slot that says nothing."""
    return () if slot.takes is Takes.NAMES else Modality.HELD if slot.field == "modality" else None
