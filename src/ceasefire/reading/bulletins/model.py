"""What a bulletin says: entries, each with its words, and what does not add up."""

from __future__ import annotations

import datetime as dt

import msgspec

from ceasefire.vocabulary.codes import WHOLE

CASES = "alleged ceasefire violations"
CASE = "case_of_firing"
"""The unit of cases."""


RUNNING = f"{CASES}, running count"
"""The measure of cases since a day."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One count: who counts what, where, how many. `quote` is text[start:end]; `rule` says how it was read.

    `by` says who confirms or denies and `of` whose count it is; `period` is the first and the last day counted.
    """

    measure: str
    unit: str
    count: float
    place: str = WHOLE
    counted_by: str | None = None
    by: str | None = None
    of: str | None = None
    period: tuple[dt.date, dt.date] | None = None
    quote: str
    start: int
    end: int
    rule: str


class FoundCount(msgspec.Struct, frozen=True, kw_only=True):
    """A count as it is found in a clause; `start` and `end` are offsets in the folded text."""

    measure: str
    unit: str
    count: float
    place: str = WHOLE
    by: str | None = None
    of: str | None = None
    start: int
    end: int
    rule: str


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the bulletin that does not add up, or that is left open."""

    rule: str
    words: str
    start: int
    end: int


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """All counts of one bulletin."""

    language: str
    entries: tuple[Entry, ...]
    slips: tuple[Slip, ...]
    reader: str = "bulletins-2"
