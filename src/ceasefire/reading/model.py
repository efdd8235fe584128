"""The words of the article reader: claims, their slots, and what became of each of them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final

import msgspec

from ceasefire.reading.known_names.bundle import Names

DAY_SLOTS: Final = ("date", "effective", "expires", "period", "as_of", "deadline")
COUNT_SLOTS: Final = ("killed", "injured", "value")
"""Slots of a claim that hold days, and counts."""


class ClaimType(StrEnum):
    """What a sentence can be found to say; the value is the name of the list in the reading schema."""

    MEETING = "meetings"
    AGREEMENT = "agreements"
    INCIDENT = "incidents"
    FIGURE = "figures"
    EXPECTED = "expected"
    POSITION = "positions"


class Modality(StrEnum):
    """How the text puts the thing: as done, under way, to come, wished for or denied."""

    HELD = "held"
    IN_FORCE = "in force"
    PLANNED = "planned"
    PROPOSED = "proposed"
    ALLEGED = "alleged"
    DENIED = "denied"
    NOT_CONCLUDED = "not concluded"


class Basis(StrEnum):
    """How the reader knows who says so."""

    SENTENCE = "sentence"
    CARRIED = "carried"
    AUTHOR = "author"


class DateRange(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A closed range of calendar days; `approx` when the text only gives a part of a month or year."""

    start: dt.date
    end: dt.date
    approx: bool = False

    def overlaps(self, other: DateRange) -> bool:
        """Return whether two ranges have a day in common."""
        return self.start <= other.end and other.start <= self.end


class Count(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number with the bounds the text gives it; both bounds empty and `vague` set for "dozens"."""

    low: int | None = None
    high: int | None = None
    vague: str | None = None

    @property
    def plain(self) -> int | None:
        """Return the one number the text names, whatever its bound."""
        return self.low if self.low is not None else self.high


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a text says, with the exact words it stands on.

    `quote` is `text[start:end]`. Slots that the text does not fill are empty. `attribution` is who says so
    in the text's own words and `basis` how that is known.
    """

    type: ClaimType
    quote: str
    start: int
    end: int
    rule: str
    modality: Modality = Modality.HELD
    attribution: str | None = None
    basis: Basis | None = None
    also: tuple[tuple[int, int], ...] = ()
    kind: str | None = None
    date: DateRange | None = None
    place: str | None = None
    actors: tuple[str, ...] = ()
    status: str | None = None
    process: str | None = None
    round: int | None = None
    effective: DateRange | None = None
    expires: DateRange | None = None
    provisions: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    victims: str | None = None
    blamed: str | None = None
    denied_by: str | None = None
    breakdown: dict[str, int] = {}
    measure: str | None = None
    value: Count | None = None
    population: str | None = None
    period: DateRange | None = None
    as_of: DateRange | None = None
    method: str | None = None
    what: str | None = None
    deadline: DateRange | None = None


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that the validator refused, kept with the reason."""

    claim: Claim
    reason: str


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the text that does not agree with itself, or that the reader left open."""

    rule: str
    words: str
    start: int
    end: int


class UnreadNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number that no claim holds: where it stands, what it says, and the sentence around it."""

    start: int
    end: int
    words: str
    count: Count
    sentence: tuple[int, int]


class UnreadSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence without a claim that is like those that hold one: `likeness` from 0 to 1, `like` the type it is most like."""

    start: int
    end: int
    words: str
    likeness: float
    like: ClaimType


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """What a reading left: to be looked at by a person, never filed by itself."""

    numbers: tuple[UnreadNumber, ...] = ()
    sentences: tuple[UnreadSentence, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read in one text, the names that it was read with, and what it left unread.

    `languages` gives the letters of each language that was found, most first; `legible` the share of its tokens that look
    like words.
    """

    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    rejected: tuple[Rejected, ...]
    reference: dt.date | None
    reference_basis: str
    author: str | None
    language: str
    reader: str
    names: Names
    languages: dict[str, int] = {}
    legible: float = 1.0
    unread: Unread = Unread()
