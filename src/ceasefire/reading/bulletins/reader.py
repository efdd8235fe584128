"""A bulletin read whole: language, clauses, counts, further numbers, arithmetic."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import msgspec

from ceasefire.reading.bulletins.clauses import clauses
from ceasefire.reading.bulletins.confirmations import Counters
from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.language import language_of
from ceasefire.reading.bulletins.lexer import items_of
from ceasefire.reading.bulletins.loose_reader import read_loosely
from ceasefire.reading.bulletins.model import CASE, Bulletin, Entry
from ceasefire.reading.bulletins.other_counts import called
from ceasefire.reading.bulletins.page import Page
from ceasefire.reading.bulletins.periods import told_day
from ceasefire.reading.bulletins.word_data import languages
from ceasefire.reading.bulletins.word_items import Item
from ceasefire.reading.bulletins.word_patterns import lexicon
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from ceasefire.vocabulary.codes import WHOLE

MAX_BULLETIN = 60_000
_AID = ("tonne", "person")
"""Units of what the set forms alone count."""
_SHARE = 0.8
"""The share of counts from which on a text is one of the set forms."""


def read_bulletin(
    text: str, *, names: Iterable[KnownName] = (), date: dt.date | None = None, language: str | None = None
) -> Bulletin | None:
    """Read a text as a daily bulletin; None when nobody counts cases in it.

    `names` are the parties and places that are known, in any languages; a party of another name is taken as the text
    writes it. `date` is the bulletin's day; without it the first day that the text tells with its year. `language` is
    one of `languages()`; without it the letters and frequent words decide. Texts of over 60,000 characters are none.
    """
    tongue = language or language_of(text)
    if tongue not in languages() or len(text) > MAX_BULLETIN:
        return None
    known = tuple(names)
    strict = _strictly(text, tongue, known, date)
    loose = read_loosely(text, tongue, known, date or (_told_in(text, tongue)))
    if strict is not None and _is_whole(strict, loose):
        return _completed(strict, loose)
    aid = tuple(e for e in strict.entries if e.unit in _AID) if strict is not None else ()
    return Bulletin(language=tongue, entries=(*loose, *aid), slips=()) if loose else None


def _is_whole(strict: Bulletin, loose: tuple[Entry, ...]) -> bool:
    """Say whether a reading by set forms has about as many counts and places as the loose one, whoever counts most in it, and the same answers."""
    told = Counter(e.counted_by for e in loose if e.unit == CASE and e.counted_by)
    named = not told or told.most_common(1)[0][0] in {e.counted_by for e in strict.entries}
    share = _SHARE if _adds_up(strict.entries) and not _adds_up(loose) else 1.0
    counted = [e for e in strict.entries if e.unit not in _AID]
    enough = len(counted) >= share * len(loose) and _places(strict.entries) >= share * _places(loose)
    ours, theirs = _answers(loose), _answers(strict.entries)
    return named and enough and (ours == theirs or ours.total() != theirs.total())


def _answers(entries: Iterable[Entry]) -> Counter[float]:
    """Return how many cases are confirmed or denied in each answer."""
    return Counter(e.count for e in entries if e.by is not None)


def _adds_up(entries: Iterable[Entry]) -> bool:
    """Say whether somebody's counts of places add up to a total."""
    parts: Counter[str | None] = Counter()
    totals: set[tuple[str | None, float]] = set()
    for entry in entries:
        if entry.unit == CASE and entry.place == WHOLE:
            totals.add((entry.counted_by, entry.count))
        elif entry.unit == CASE:
            parts[entry.counted_by] += int(entry.count)
    return any(found in totals for found in parts.items())


def _places(entries: Iterable[Entry]) -> int:
    """Return how many counts of cases are of a place."""
    return sum(e.unit == CASE and e.place != WHOLE for e in entries)


def _completed(strict: Bulletin, loose: tuple[Entry, ...]) -> Bulletin:
    """Return a bulletin whose counts of other things than cases have the place and the counter that the loose reading gives them."""
    told = {(e.unit, e.count): e for e in loose if e.unit != CASE}
    return msgspec.structs.replace(strict, entries=tuple(_with(e, told.get((e.unit, e.count))) for e in strict.entries))


def _with(entry: Entry, told: Entry | None) -> Entry:
    """Return an entry with the place and the counter of another that tells the same, where it has none."""
    if told is None:
        return entry
    place = told.place if entry.place == WHOLE else entry.place
    return msgspec.structs.replace(entry, place=place, counted_by=entry.counted_by or told.counted_by)


def _strictly(text: str, tongue: str, known: tuple[KnownName, ...], date: dt.date | None) -> Bulletin | None:
    """Read a text by the grammar of set forms; None where it counts nothing in them."""
    words = lexicon(tongue)
    plain, places = folded(text)
    if not words.counts.search(plain):
        return None
    items = items_of(text, words, known)
    counters = _counters(items, known)
    if not counters.parties:
        return None
    page = Page(text, places, counters, date or _told(items))
    page.read(clauses(items))
    if not page.holds:
        return None
    return Bulletin(language=tongue, entries=tuple(page.entries), slips=tuple(page.slips))


def _told_in(text: str, tongue: str) -> dt.date | None:
    return _told(items_of(text, lexicon(tongue), ()))


def _told(items: list[Item]) -> dt.date | None:
    """Return the first day that a text tells with its year."""
    told = (told_day(item.value, None) for item in items if item.kind == "date" and len(item.value) > 5)
    return next((day for day in told if day is not None), None)


def _counters(items: list[Item], names: tuple[KnownName, ...]) -> Counters:
    """Return who counts in a bulletin; its sides are the two parties that are known, or else that it speaks of."""
    spoken = dict.fromkeys(item.value for item in items if item.kind in ("party", "owner"))
    given = dict.fromkeys(name.name for name in names if name.kind == "party")
    sides = tuple(given) if len(given) == 2 and set(spoken) & set(given) else tuple(spoken)
    parties = tuple(dict.fromkeys((*spoken, *sides))) if spoken else ()
    spellings: dict[str, tuple[str, ...]] = {}
    for name in names:
        if name.name in parties:
            spellings[name.name] = (*spellings.get(name.name, ()), *name.spellings)
    names_of_cases = {party: called(party, spellings.get(party, ())) for party in parties}
    return Counters(parties=parties, called=names_of_cases, sides=sides, given=frozenset(given))
