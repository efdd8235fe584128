"""How many incidents a report says it sums, by its own words: a whole beside the parts that other reports tell.

The words stand in `sums_told.toml`; the grammar, a number before what it counts, stands here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

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


def sums_told(reports: pa.Table, days: Bools) -> Wholes:
    """Return how many incidents the summary of each report says it sums, int16 [n]: 0 no sum, `SOME` a sum that
    does not say how many.

    `days` (bool [n]) marks the reports that are of `_LONG_DAYS` days and more. A tally of one incident is no sum.
    """
    found = np.zeros(len(reports), np.int16)
    text = _summaries(reports)
    rows = _containing(text, _grammar().hint)
    told = [
        _told(one, long) for one, long in zip(text.take(pa.array(rows)).to_pylist(), days[rows].tolist(), strict=True)
    ]
    found[rows] = told
    return found


def rolling_told(reports: pa.Table) -> Levels:
    """Return 1 for each report whose summary tells of the hours before it came out ("in the past 24 hours"), int8 [n]; 0."""
    found = np.zeros(len(reports), np.int8)
    found[_containing(_summaries(reports), _grammar().rolling.pattern)] = 1
    return found


def _summaries(reports: pa.Table) -> pa.Array:
    if "summary" not in reports.column_names:
        return pa.array([""] * len(reports), pa.string())
    text = pc.utf8_lower(pc.fill_null(pc.cast(reports["summary"], pa.string()), ""))
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def _containing(text: pa.Array, pattern: str) -> Wholes:
    return np.flatnonzero(pc.match_substring_regex(text, pattern).to_numpy(zero_copy_only=False))


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
        # without looking around, which Arrow cannot (`rolling_told`)
        rolling=re.compile(_any(words["rolling"])),
        numbers=numbers,
        hint=_any([word for name in _LISTS if name not in ("between", "people", "during") for word in words[name]]),
    )


def _any(words: list[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", " ") for word in sorted(set(words), key=lambda word: (-len(word), word))
    )
