"""How many incidents a report says it sums, by its own words: a whole beside the parts that other reports tell.

The words stand in `sums_told.toml`; the grammar, a number before what it counts, stands here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.arrays import Bools, Codes, Levels, Wholes

FILE: Final = "sums_told.toml"

SOME: Final = 1
"""Stands for a sum of which the report does not say how many incidents it holds: one alone would be no sum."""

MOST: Final = 30_000
"""More incidents than this count as this, so that the number fits 16 bits."""

_LONG_DAYS = 3
"""Days from which a report is of a stretch of days, in which "this week" sums: a day told to within two days is shorter."""

_LISTS = ("between", "counted", "people", "own_acts", "counted_in", "during", "sums", "rolling", "sums_of_days")


@dataclass(frozen=True)
class _Grammar:
    """Patterns over all languages, for text in lower case, and what the number words mean."""

    counted: re.Pattern[str]
    own_acts: re.Pattern[str]
    counted_in: re.Pattern[str]
    during: re.Pattern[str]
    sums: re.Pattern[str]
    rolling: re.Pattern[str]
    sums_of_days: re.Pattern[str]
    numbers: dict[str, int]
    hint: str


class Sums(NamedTuple):
    """What the summary of each report says of a sum.

    `whole`: int16 [n], how many incidents it sums: 0 no sum, `SOME` a sum that does not say how many; `rolling`: int8 [n], 1 where it
    tells of the hours before it came out ("in the past 24 hours"), 0 elsewhere
    """

    whole: Wholes
    rolling: Levels


def sums_told(reports: pa.Table, days: Bools) -> Sums:
    """Return what the summary of each report says of a sum; a tally of one incident is none.

    `days` (bool [n]) marks the reports that are of `_LONG_DAYS` days and more.
    """
    found = Sums(np.zeros(len(reports), np.int16), np.zeros(len(reports), np.int8))
    if "summary" not in reports.column_names or not len(reports):
        return found
    grammar = _grammar()
    text = pc.utf8_lower(pc.fill_null(pc.cast(reports["summary"], pa.string()), "")).combine_chunks()
    rows = np.flatnonzero(pc.match_substring_regex(text, grammar.hint).to_numpy(zero_copy_only=False))
    texts = text.take(pa.array(rows)).to_pylist()
    found.whole[rows] = [_told(one, long) for one, long in zip(texts, days[rows].tolist(), strict=True)]
    found.rolling[rows] = [grammar.rolling.search(one) is not None for one in texts]
    return found


def long_days(first: Codes, last: Codes) -> Bools:
    """Mark (bool [n]) the reports of so many days that "this week" sums; `first` and `last` as in `Prepared`."""
    return np.asarray(last.astype(np.int64) - first + 1 >= _LONG_DAYS)


def _told(text: str, long: bool) -> int:
    grammar = _grammar()
    counts = grammar.counted.search(text) or (grammar.during.search(text) and grammar.counted_in.search(text))
    if counts:
        return _number(counts[1])
    if own := grammar.own_acts.search(text):
        return min(_number(own[1]), SOME)
    sums = grammar.sums.search(text) or grammar.rolling.search(text) or (long and grammar.sums_of_days.search(text))
    return SOME if sums else 0


def _number(said: str) -> int:
    number = int(said) if said.isdecimal() else _grammar().numbers[said]
    if not said.isdecimal() and not number:
        return SOME
    return min(number, MOST) if number > 1 else 0


@cache
def _grammar() -> _Grammar:
    return read(Path(__file__).with_name(FILE).read_text(encoding="utf-8"))


def read(text: str) -> _Grammar:
    """Return the patterns of a file of words; raises ValueError for a language with a list missing or not known."""
    told = tomllib.loads(text)
    for language, lists in told.items():
        if set(lists) != {*_LISTS, "numbers"}:
            raise ValueError(f"{language}: the lists are to be {', '.join(('numbers', *_LISTS))}")
    words = {name: [word for lists in told.values() for word in lists[name]] for name in _LISTS}
    numbers = {word: number for lists in told.values() for word, number in lists["numbers"].items()}
    number = rf"(?<![\w.,:/-])(\d{{1,4}}|{_any([*numbers])})"
    people = rf"(?!(?:{_any(words['people'])})(?!\w))"
    filler = rf"{people}(?:(?!(?:{_any(words['between'])})\s)[^\W\d]+\s)?{people}"
    return _Grammar(
        **{
            name: re.compile(rf"{number}\s{filler}(?:{_any(words[name])})(?!\w)")
            for name in ("counted", "own_acts", "counted_in")
        },
        **{name: re.compile(rf"(?<!\w)(?:{_any(words[name])})(?!\w)") for name in ("during", "sums", "sums_of_days")},
        # inside longer words, too
        rolling=re.compile(_any(words["rolling"])),
        numbers=numbers,
        hint=_any([word for name in _LISTS if name not in ("between", "people", "during") for word in words[name]]),
    )


def _any(words: list[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", " ") for word in sorted(set(words), key=lambda word: (-len(word), word))
    )
