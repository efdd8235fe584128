"""The numbers of a text that are no date, time, name, size or share, and that no claim holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ceasefire.reading.lexicon.calendar_names import YEAR
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import find_dates, find_durations
from ceasefire.reading.mentions.numbers import find_numbers
from ceasefire.reading.model import Claim, Count, UnreadNumber
from ceasefire.reading.text.fold import lower
from ceasefire.reading.text.segment import Unit
from ceasefire.reading.unread.overlaps import Overlaps

_DIGITS = re.compile(r"(?<![\w.,/:#$-])(?<![\w]-)\d{1,3}(?:[., ]\d{3})+(?!\d)|(?<![\w.,/:#$-])\d+(?:[.,]\d+)?(?!\d)")
"""A number in digits in any language; digits that are part of a word or of a longer number are none."""
_NO_COUNT_AFTER = re.compile(
    rf" ?(?:%|:\d|/\d)|[ -]?(?:{alternation('en', 'unread', 'sizes')})\b|(?:st|nd|rd|th)\b|[-.]\d|-?[^\W\d_]", re.I
)
_NO_COUNT_BEFORE = re.compile(
    rf"(?:\b(?:{alternation('en', 'unread', 'labels')})\.? ?|[$\u20ac\u00a3#/:]|\d[.:/])$", re.I
)
_COUNTED = re.compile(r" (?:[a-z]+ ){0,3}?[a-z]+s\b")
_ONE = gated(
    rf"\b(?<!\bno )(?<!\bany )(?<!\bthis )(?<!\bevery )(?:one|another)\b(?! (?:{alternation('en', 'unread', 'not_after_one')})\b)",
    re.I,
)
_LOOSE = re.compile(rf"(?:{alternation('en', 'unread', 'loose')})\b", re.I)
ANY_CLOCK = Clock(reference=dt.date(2000, 1, 1))
"""Which words are a date does not depend on the day of writing; any serves."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim accounts for: the words it stands on, and the numbers it gives (None: all that stand there)."""

    start: int
    end: int
    values: frozenset[int] | None


def told_by(claim: Claim) -> Iterator[Told]:
    """Yield what a claim accounts for, at its words and at each further place where the text says the same."""
    values = _values(claim)
    for start, end in ((claim.start, claim.end), *claim.also):
        yield Told(start=start, end=end, values=values)


def _values(claim: Claim) -> frozenset[int] | None:
    """The numbers that a claim gives; one that is told loosely ("dozens") accounts for all at its words."""
    counts = [c for c in (claim.killed, claim.injured, claim.value) if c]
    if any(c.vague for c in counts):
        return None
    found = {v for c in counts for v in (c.low, c.high) if v is not None} | set(claim.breakdown.values())
    return frozenset(found | ({claim.round} if claim.round else set()))


def unread_numbers(folded: str, units: Sequence[Unit], told: Iterable[Told]) -> tuple[UnreadNumber, ...]:
    """Return the numbers of a folded text that nothing told accounts for, in reading order."""
    found = [n for unit in units for n in numbers_of(folded, unit)]
    numbers = Overlaps((n.start, n.end, n) for n in found)
    held = Overlaps((t.start, t.end, _whole(t, numbers)) for t in told)
    return tuple(n for n in found if not any(_accounts(t, n) for t in held.at(n.start, n.end)))


def _accounts(told: Told, number: UnreadNumber) -> bool:
    return told.values is None or bool({number.count.low, number.count.high} & told.values)


def _whole(told: Told, numbers: Overlaps[UnreadNumber]) -> Told:
    """Return a claim as accounting for all numbers at its words where it gives none of them, so that it adds them up."""
    here = {v for n in numbers.at(told.start, told.end) for v in (n.count.low, n.count.high)}
    values = told.values or frozenset()
    added_up = len(here) > 1 and bool(values - here) and not values & here
    return msgspec.structs.replace(told, values=None) if added_up else told


def numbers_of(folded: str, unit: Unit) -> Iterator[UnreadNumber]:
    """Yield the numbers of one sentence or line that are no date, time, name, size or share."""
    words = folded[unit.start : unit.end].replace("\n", " ").replace("\t", " ")
    found = _numbers(words)
    if not found:
        return
    taken = [(m.start, m.end) for m in find_dates(words, ANY_CLOCK)] + [(d.start, d.end) for d in find_durations(words)]
    for start, end, count in found:
        if not any(s < end and start < e for s, e in taken):
            yield UnreadNumber(
                start=unit.start + start,
                end=unit.start + end,
                words=folded[unit.start + start : unit.start + end],
                count=count,
                sentence=(unit.start, unit.end),
            )


def _numbers(words: str) -> list[tuple[int, int, Count]]:
    """Return the numbers of a sentence as (start, end, count): those of the grammar, then other digits, then "one"."""
    found = [
        (n.core, n.end, n.count)
        for n in find_numbers(words)
        if not (n.count.vague and _LOOSE.match(n.count.vague)) and _is_count(words, n.core, n.end)
    ]
    for match in _DIGITS.finditer(words):
        if _is_count(words, match.start(), match.end()):
            _add(found, match, _digits(match[0]))
    for match in _ONE.finditer(lower(words)):
        if not any(start == match.end() + 1 for start, _, _ in found):
            _add(found, match, 1)
    return sorted(found, key=lambda n: n[:2])


def _add(found: list[tuple[int, int, Count]], match: re.Match[str], value: int) -> None:
    if not any(s < match.end() and match.start() < e for s, e, _ in found):
        found.append((match.start(), match.end(), Count(low=value, high=value)))


def _is_count(words: str, start: int, end: int) -> bool:
    """Say whether a number can count something: it is no size, share, label or year."""
    if words[start:end].lower() == "one":  # it has rules of its own
        return False
    if _NO_COUNT_AFTER.match(words, end) or _NO_COUNT_BEFORE.search(words[max(0, start - 20) : start]):
        return False
    return not YEAR.fullmatch(words[start:end]) or bool(_COUNTED.match(words, end))


def _digits(words: str) -> int:
    """Return the value of digits; a mark before exactly three digits parts thousands, any other a fraction."""
    if re.fullmatch(r"\d{1,3}(?:[., ]\d{3})+", words):
        return int(re.sub(r"[., ]", "", words))
    return int(re.split(r"[.,]", words)[0])
