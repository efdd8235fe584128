"""Bulletins that keep to no set form: each number with its noun, place and party, by what stands nearest and what the lines above say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.lexer import items_of
from ceasefire.reading.bulletins.loose_numbers import counts_of, noun_of
from ceasefire.reading.bulletins.loose_parties import Speakers, confirmer_of, counter_of, speakers
from ceasefire.reading.bulletins.loose_places import places_of
from ceasefire.reading.bulletins.loose_sentences import CONFIRMING, FAMILIES, Sentence, segments, sentences
from ceasefire.reading.bulletins.loose_tables import Cell, tables
from ceasefire.reading.bulletins.model import CASE, CASES, Entry
from ceasefire.reading.bulletins.other_counts import MEASURES
from ceasefire.reading.bulletins.periods import day_before, of_day, since, told_day
from ceasefire.reading.bulletins.word_items import Item
from ceasefire.reading.bulletins.word_patterns import Lexicon, lexicon
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from ceasefire.vocabulary.codes import WHOLE

RUNNING: Final = f"{CASES}, running count"
_MEASURES: Final = {**MEASURES, "cases": (CASES, CASE), "explosions": ("explosions", "explosion")}
_VERBS: Final = (*CONFIRMING, "registered", "not_registered")
_ZEROS: Final = ("not_registered", "calm", "neither")
_VERB_LAST: Final = frozenset(("tr", "fa"))
_ASIDE: Final = frozenset(("tonnes", "people", "checkpoints"))
"""What is no count of this reader."""
_MAX_QUOTE: Final = 480
_DENSE: Final = 0.5
"""How many counts a bulletin has for each of its numbers and sentences at least; news of a truce has fewer."""


class Reader:
    """What has been read of one bulletin so far."""

    def __init__(self, text: str, words: Lexicon, names: tuple[KnownName, ...], day: dt.date | None) -> None:
        self.text, self.day, self.words = text, day, words
        self.plain, self.at = folded(text)
        items = items_of(text, words, names, by_line=True)
        self.who: Speakers = speakers(sentences(items, self.plain), names)
        cells, items = tables(items, text, self.plain, self.at)
        self.pieces = sentences(items, self.plain)
        self.entries: list[Entry] = []
        self.party, self.family, self.paragraph = self.who.issuer, "", -1
        self.total: tuple[str | None, float] | None = None
        self.parts = 0.0
        self.firm = 0
        for cell in cells:
            self._cell(cell)
        for _, line in groupby(self.pieces, key=lambda s: s.line):
            self._line(list(line))

    def _cell(self, cell: Cell) -> None:
        count = 0.0 if cell.number.kind == "none" else float(cell.number.value)
        if cell.family not in _ASIDE:
            self.firm += 1
            self._add(
                cell.family, count, cell.start, cell.number.end, "table", cell.place, cell.party or self.who.issuer
            )

    def _line(self, line: list[Sentence]) -> None:
        """Read the sentences of a line; from a correction on, only what it puts right."""
        first = next((n for n, s in enumerate(line) if _corrects(s)), None)
        if first is None:
            for sentence in line:
                self._sentence(sentence)
            return
        if first and line[first - 1].has("yesterday") and not line[first].has("place"):
            first -= 1
        for sentence in line[:first]:
            self._sentence(sentence)
        self._correction(line[first:])

    def _correction(self, line: list[Sentence]) -> None:
        items = tuple(i for s in line for i in s.items)
        numbers = [n for n, i in enumerate(items) if i.kind == "num"]
        right = [
            n
            for n in numbers
            if not (n and items[n - 1].kind == "instead")
            and items[n + 1 : n + 2] != ()
            and items[n + 1].kind != "instead_after"
        ]
        right = right or [n for n in numbers if not (n and items[n - 1].kind == "instead")]
        instead = any(i.kind in ("instead", "instead_after") for i in items)
        if not right:
            return
        at = right[0] if instead and len(right) == 1 else right[-1]
        place = next((i.value for i in items if i.kind == "place"), WHOLE)
        day = day_before(self.day)
        told = next((i.value for i in items if i.kind == "date" and i.value), None)
        day = told_day(told, self.day) if told else day
        start, end = items[0].start, max(i.end for i in items)
        self._add("cases", float(items[at].value), start, end, "correction", place, self.who.issuer, period=of_day(day))

    def _sentence(self, sentence: Sentence) -> None:
        self._enter(sentence)
        items = sentence.items
        counts = counts_of(items, self.plain)
        zeros = [n for n, i in enumerate(items) if i.kind in _ZEROS]
        places = places_of(items, counts)
        verbs = self._verbs(items)
        used: set[str] = {i.value for held in places.values() for i in held}
        self.told: list[str] = []
        last: str = WHOLE
        for at in counts:
            last = self._count(sentence, at, places.get(at, []), verbs, last)
        for at in zeros:
            self._zero(sentence, at, used, bool(counts))
        named = [i for i in items if i.kind in ("party", "own") and not i.possessor]
        if named and not sentence.has(*CONFIRMING):
            self.party = self.who.of(named[0])
        nouns = [i.kind for i in items if i.kind in FAMILIES]
        if self.told or nouns:
            self.family = self.told[0] if self.told else nouns[0]

    def _enter(self, sentence: Sentence) -> None:
        """Forget who counted, where a paragraph begins that is no list."""
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            if not sentence.bullet:
                self.party, self.family = self.who.issuer, ""

    def _verbs(self, items: tuple[Item, ...]) -> dict[int, int]:
        """Return for each place in a sentence the verb that governs it."""
        found: dict[int, int] = {}
        verbs = [n for n, i in enumerate(items) if i.kind in _VERBS]
        last = self.words.language in _VERB_LAST
        for start, end in segments(items):
            inside = [n for n in verbs if start <= n < end]
            before, after = [n for n in verbs if n < start], [n for n in verbs if n >= end]
            later = after[:1] or before[-1:]
            chosen = later if last else before[-1:] or after[:1]
            for n in range(start, end):
                best = sorted(inside, key=lambda v: (last and items[v].kind not in CONFIRMING, abs(v - n)))[:1]
                for verb in best or chosen:
                    found[n] = verb
        return found

    def _count(self, sentence: Sentence, at: int, places: list[Item], verbs: dict[int, int], last: str) -> str:
        """Read one number; return the place that it is of."""
        items, number = sentence.items, sentence.items[at]
        verb = verbs.get(at)
        noun = noun_of(items, at)
        if verb is not None and items[verb].kind in CONFIRMING and noun in (None, "cases") and number.kind != "rest":
            self._confirmed(items, at, verb, places)
            return last
        family = noun or self._family(items, at)
        if family in _ASIDE or (number.kind == "none" and noun is None and not places and not sentence.has(*_VERBS)):
            return last
        if noun is None and not self._goes_on(sentence, at, family, places):
            return last
        self.told.append(family)
        held = [i.value for i in places] or ([last] if family == "explosions" else [WHOLE])
        who = counter_of(items, at, self.who, self.party)
        start = min(number.start, *(i.start for i in places)) if places else number.start
        end = max(number.end, *(i.end for i in places)) if places else number.end
        began = next((i for i in items if i.kind == "since"), None)
        count = self._value(number, places, who)
        if count is None:
            return last
        self.firm += noun == "cases" and sentence.has("registered", "party", "own")
        for place in held:
            if began is not None and place == WHOLE:
                self._add(
                    family,
                    count,
                    min(start, began.start),
                    max(end, began.end),
                    "since",
                    place,
                    who,
                    running=began.value,
                )
            else:
                self._add(family, count, start, end, "count", place, who)
        return held[0]

    def _goes_on(self, sentence: Sentence, at: int, family: str, places: list[Item]) -> bool:
        """Say whether a number without a noun counts on what was counted before."""
        if sentence.items[at].value == "1" and not places:
            return False
        told = bool(self.told) or any(i.kind == family for i in sentence.items)
        return told or family in ("cases", "explosions") or sentence.has("total", "of_them", "since")

    def _family(self, items: tuple[Item, ...], at: int) -> str:
        if self.told:
            return self.told[-1]
        before = [i.kind for i in items[:at] if i.kind in FAMILIES and i.kind != "explosions"]
        return (before[-1:] or [self.family])[0] or next((i.kind for i in items[at:] if i.kind in FAMILIES), "cases")

    def _value(self, number: Item, places: list[Item], who: str | None) -> float | None:
        """Return a number; "the rest" is what is left of the last total."""
        if number.kind == "rest":
            if self.total is None or self.total[0] != who or not places:
                return None
            left = self.total[1] - self.parts
            return left if left >= 0 else None
        count = 0.0 if number.kind == "none" else float(number.value)
        if not places:
            self.total, self.parts = (who, count), 0.0
        else:
            self.parts += count * len(places)
        return count

    def _confirmed(self, items: tuple[Item, ...], at: int, verb: int, places: list[Item]) -> None:
        by, of = confirmer_of(items, verb, self.who)
        kind = items[verb].kind
        number = items[at]
        count = 0.0 if number.kind == "none" else float(number.value)
        if kind == "not_confirmed" and number.kind == "none":
            kind = "confirmed"
        place = places[0].value if places else WHOLE
        start, end = min(number.start, items[verb].start), max(number.end, items[verb].end)
        self._add(kind, count, start, end, kind.replace("_", " "), place, None, by=by, of=of)

    def _zero(self, sentence: Sentence, at: int, used: set[str], counted: bool) -> None:
        """Read a word for none: of every place of the sentence that has no number, else of who counts."""
        items, zero = sentence.items, sentence.items[at]
        nouns = [i.kind for i in items if i.kind in FAMILIES]
        all_of = nouns[:1] == ["explosions"]
        places = [i for i in items if i.kind == "place" and (all_of or i.value not in used)]
        family = nouns[0] if nouns and nouns[0] not in ("cases", *_ASIDE) else "cases"
        who = counter_of(items, at, self.who, self.party)
        used |= {i.value for i in places}
        for place in places:
            start, end = min(zero.start, place.start), max(zero.end, place.end)
            self._add(family, 0.0, start, end, "none", place.value, who)
        if not places and not counted and zero.kind != "calm" and sentence.has("party", "own", *FAMILIES):
            self._add(family, 0.0, zero.start, zero.end, "none", WHOLE, who)

    def _add(
        self, family: str, count: float, start: int, end: int, rule: str, place: str, who: str | None, *,
        by: str | None = None, of: str | None = None, running: str = "", period: tuple[dt.date, dt.date] | None = None,
    ) -> None:  # fmt: skip
        if family in CONFIRMING:
            whose = f"{of}_cases" if of else "cases"
            measure, unit = (f"{whose}_{family}" + (f"_by_{by}" if by else "")).replace(" ", "_").lower(), CASE
        else:
            measure, unit = _MEASURES[family]
        if running and family == "cases":
            measure = RUNNING
        started, stopped = self.at[start], self.at[max(start, end - 1)] + 1
        stopped = min(stopped, started + _MAX_QUOTE)
        self.entries.append(
            Entry(
                measure=measure, unit=unit, count=count, place=place, by=by, of=of, start=started, end=stopped,
                counted_by=who, period=period or (since(running, self.day) if running else of_day(self.day)),
                quote=self.text[started:stopped], rule=f"bulletins/loose {rule}",
            )
        )  # fmt: skip

    @property
    def holds(self) -> bool:
        """Say whether it is a bulletin: somebody who is known counts cases in so many words, and of places or of none too."""
        cases = [e for e in self.entries if e.measure.startswith(CASES)]
        parts = {e.place for e in cases} - {WHOLE}
        numbers = sum(i.kind == "num" for s in self.pieces for i in s.items)
        dense = len(self.entries) >= _DENSE * max(numbers, len(self.pieces))
        told = (self.firm > 0 or len(parts) > 1) if "\n" in self.text.strip() else self.firm > 0 and len(parts) > 1
        return self.who.issuer is not None and bool(cases) and told and dense


def _corrects(sentence: Sentence) -> bool:
    return sentence.has("correction") or (
        sentence.has("yesterday", "date") and sentence.has("instead", "instead_after")
    )


def read_loosely(text: str, language: str, names: Iterable[KnownName], day: dt.date | None) -> tuple[Entry, ...]:
    """Return the counts of a text as far as it is a bulletin; none where it is not."""
    reader = Reader(text, lexicon(language, loose=True), tuple(names), day)
    return tuple(reader.entries) if reader.holds else ()
