"""Bulletins that keep to no set form: each number with its noun, place and party, by what stands nearest and what the lines above say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

import msgspec

from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.lexer import items_of
from ceasefire.reading.bulletins.loose_answers import Answers, is_answered
from ceasefire.reading.bulletins.loose_book import Book
from ceasefire.reading.bulletins.loose_corrections import correcting, is_wrong
from ceasefire.reading.bulletins.loose_gate import holds
from ceasefire.reading.bulletins.loose_marks import without_marks
from ceasefire.reading.bulletins.loose_numbers import by_head, counts_of, is_aside, noun_of
from ceasefire.reading.bulletins.loose_parties import (
    Speakers,
    counter_of,
    is_bracketed,
    speakers,
    together,
    without_accused,
)
from ceasefire.reading.bulletins.loose_places import is_in_other_piece, places_of, places_of_none
from ceasefire.reading.bulletins.loose_sentences import (
    FAMILIES,
    VERBS,
    Sentence,
    governing,
    segments,
    sentences,
    with_us,
)
from ceasefire.reading.bulletins.loose_tables import Cell, tables
from ceasefire.reading.bulletins.model import Entry
from ceasefire.reading.bulletins.periods import Period, day_before, head_days, of_day, since, told_day, told_span
from ceasefire.reading.bulletins.word_data import word_data
from ceasefire.reading.bulletins.word_items import CONFIRMING, Item
from ceasefire.reading.bulletins.word_patterns import Lexicon, lexicon
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from ceasefire.vocabulary.codes import WHOLE

_MARKED: Final = ("colon", "dash", "party")
_TOLD: Final = ("num", "none")
_ZEROS: Final = ("not_registered", "calm", "neither")
_VERB_LAST: Final = frozenset(("tr", "fa"))
_ASIDE: Final = frozenset(("tonnes", "people", "checkpoints", "times", "provinces"))
"""What is no count of this reader."""
_STOP: Final = re.compile(r"(?<= )(?:STOP|ТЧК)(?!\w)")
"""The end of a sentence in telegrams."""
_HEAD_WORDS: Final = 20
_LEAD: Final = 3
"""Lines of the head, where the days are told that the bulletin is of."""
_TITLE: Final = 2
"""Lines of the title, in which a number is that of the bulletin where no word of counting stands."""
_TELLS: Final = ("place", "yesterday", "since", "registered", "total", "of_them", *FAMILIES, *CONFIRMING)


class Reader:
    """What has been read of one bulletin so far."""

    def __init__(self, text: str, words: Lexicon, names: tuple[KnownName, ...], day: dt.date | None) -> None:
        self.text, self.day, self.words = text, day, words
        text = _STOP.sub(lambda stop: "." * len(stop[0]), text)
        self.plain, self.at = folded(text)
        items = with_us(items_of(text, words, names, by_line=True), self.plain, words.forms.we)
        self.who: Speakers = speakers(sentences(items, self.plain), names)
        cells, items = tables(items, text, self.plain, self.at)
        self.pieces = [s for s in map(without_marks, sentences(items, self.plain)) if s is not None]
        self.book = Book(self.text, self.at, day)
        self.to = word_data(words.language).dates.to
        head = [i for s in self.pieces if s.line < _LEAD for i in s.items]
        self.days = self.book.days = head_days(head, self.plain, self.to, day)
        self.answers = Answers(self.book, self.who, verb_last=words.language in _VERB_LAST)
        self.party, self.family, self.paragraph = self.who.issuer, "", -1
        self.place, self.line = WHOLE, -1
        self.told: list[str] = []
        self.last_count = ""
        self.row: list[str] = []
        self.listed = False
        self.corrects = False
        self.last_who: str | None = None
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
            self.book.add(
                cell.family, count, cell.start, cell.number.end, "table", cell.place, cell.party or self.who.issuer
            )

    def _line(self, line: list[Sentence]) -> None:
        """Read the sentences of a line; from a correction on, only what it puts right."""
        first, end = (0, len(line)) if self.corrects else correcting(line, self.day)
        right = line[first:end]
        self._row(line)
        for sentence in line[:first]:
            self._sentence(sentence)
        self.corrects = bool(right) and (not any(s.has("num") for s in right) or (self.corrects and right[0].bullet))
        each = [[s] for s in right if s.has("num") and s.has("place")]
        for piece in each if len(each) > 1 else [right]:
            self._correction(piece)
        for sentence in line[end:]:
            self._sentence(sentence)

    def _row(self, line: list[Sentence]) -> None:
        """Forget who counted, where a line of no party follows lines of one party each, with its number."""
        named = [i.value for s in line for i in s.items if i.kind in ("party", "owner")]
        listed, self.listed = self.listed, line[-1].ends_open
        if named and any(s.has("num", "none", "not_registered") for s in line):
            self.row += named
            return
        if not named and len(set(self.row)) > 1 and not listed:
            self.party = self.who.issuer
        self.row = []

    def _correction(self, line: list[Sentence]) -> None:
        """Read what a correction says is right: the number that stands behind no "not", else the last one."""
        items = tuple(i for s in line for i in s.items)
        right = [n for n, i in enumerate(items) if i.kind == "num" and not is_wrong(items, n)]
        if not right:
            return
        place = next((i.value for i in items if i.kind == "place"), WHOLE)
        told = next((i.value for i in items if i.kind == "date" and i.value), None)
        day = told_day(told, self.day) if told else day_before(self.day)
        start, end = items[0].start, max(i.end for i in items)
        count = float(items[right[-1]].value)
        self.book.add("cases", count, start, end, "correction", place, self.who.issuer, period=of_day(day))

    def _sentence(self, sentence: Sentence) -> None:
        self._enter(sentence)
        self.book.days, began = self._days(sentence), bool(self.book.entries)
        sentence = msgspec.structs.replace(sentence, items=without_accused(sentence.items, self.who))
        items = sentence.items
        if self._is_place_head(sentence):
            self.place = items[0].value
        counts = counts_of(items, self.plain)
        places = places_of(items, counts, self.plain)
        verbs = governing(items, verb_last=self.words.language in _VERB_LAST)
        stands = [n for n, i in enumerate(items) if i.kind in CONFIRMING]
        if len(counts) == len(stands) == 1 and items[counts[0]].kind == "none":
            verbs[counts[0]] = stands[0]
        used: set[str] = {i.value for held in places.values() for i in held}
        self.told.clear()
        self.last_who, last = None, WHOLE
        for at in counts:
            last = self._count(sentence, at, places.get(at, []), verbs, last)
        for at in (n for n, i in enumerate(items) if i.kind in _ZEROS and not _is_elsewhere(items, n)):
            self._zero(sentence, at, used, bool(counts))
        self.answers.none_confirmed(sentence, counts, verbs)
        self.answers.of_all(sentence, counts, verbs, self.last_who)
        self._leave(sentence)
        if not began and self.book.entries:
            self.days = self.book.days

    def _days(self, sentence: Sentence) -> Period | None:
        """Return the days that a sentence counts: as it tells them, before its first number, else those of the first count."""
        items = sentence.items
        number = next((n for n, i in enumerate(items) if i.kind in _TOLD), len(items))
        week = any(i.kind == "since" and i.value == "past_week" for i in items[:number])
        told = since("past_week", self.day) if week and self.days == of_day(self.day) else None
        return told_span(items, self.plain, self.to, self.day) or told or self.days

    def _is_place_head(self, sentence: Sentence) -> bool:
        """Say whether a line is the name of a place alone: what its entries count is counted there."""
        items = sentence.items
        if not items or items[0].kind != "place" or any(i.kind not in ("place", "provinces", "colon") for i in items):
            return False
        end = self.plain.find("\n", items[0].start)
        line = self.plain[self.plain.rfind("\n", 0, items[0].start) + 1 : end if end >= 0 else len(self.plain)]
        return len(line) < (items[0].end - items[0].start) + _HEAD_WORDS

    def _leave(self, sentence: Sentence) -> None:
        """Keep who counted what in a sentence for those after it."""
        named = [i for i in sentence.items if i.kind in ("party", "own") and not i.possessor]
        if self.last_who is not None:
            self.party = self.last_who
        elif named and not sentence.has(*CONFIRMING):
            self.party = self.who.of(named[0])
        families = [*self.told, *(i.kind for i in sentence.items if i.kind in FAMILIES)]
        self.family = families[0] if families else self.family

    def _enter(self, sentence: Sentence) -> None:
        """Forget who counted, where a paragraph begins that is no list, or a line after one that ends on a stop."""
        begun = self.plain.rfind("\n", 0, sentence.items[0].start)
        stopped = sentence.line != self.line and self.plain[: max(0, begun)].rstrip().endswith((".", "!", "۔"))
        self.line = sentence.line
        if stopped and not sentence.bullet:
            self.party = self.who.issuer
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.place = WHOLE
            if not sentence.bullet:
                self.party, self.family = self.who.issuer, ""

    def _count(self, sentence: Sentence, at: int, places: list[Item], verbs: dict[int, int], last: str) -> str:
        """Read one number; return the place that it is of."""
        items, number = sentence.items, sentence.items[at]
        noun, verb = self._noun(sentence, at), verbs.get(at)
        if noun == "posts" and is_in_other_piece(items, at, places):
            places = []
        if verb is not None and is_answered(items, at, verb, noun):
            self.answers.read(items, at, verb, places, verbs)
            return last
        family = noun or self._family(items, at)
        if not self._is_count(sentence, at, family, noun, places):
            return last
        carried = self._carried(sentence, family)
        who = counter_of(items, at, self.who, carried)
        count = self._value(number, places, who, noun)
        if count is None:
            return last
        self.told += [family] * (not is_aside(items, at))
        self.last_count = number.value
        self.last_who = who if family == "cases" else self.last_who
        self.firm += noun == "cases" and sentence.has("registered", "party", "own", "broke")
        goes_on = last != WHOLE and (family == "explosions" or is_bracketed(items, at))
        held = [i.value for i in places] or [last if goes_on else self.place]
        self._told(sentence, family, count, (number, *places), held, who)
        return held[0]

    def _noun(self, sentence: Sentence, at: int) -> str | None:
        """Return the noun beside a number; "three times" in a list of cases are cases, "aid: one case" is aid."""
        items = sentence.items
        noun = noun_of(items, at, self.plain)
        if noun == "cases" and items[0].kind in FAMILIES and [i.kind for i in items[1:2]] == ["colon"]:
            return items[0].kind
        named = sentence.has("party", "place") or not sentence.has(*VERBS)
        return "cases" if noun == "times" and self.family == "cases" and named else noun

    def _carried(self, sentence: Sentence, family: str) -> str | None:
        """Return who counts where a sentence names nobody: who counted before, and the issuer for all but a day's cases."""
        return self.party if family == "cases" and not sentence.has("since") else self.who.issuer

    def _told(
        self, sentence: Sentence, family: str, count: float, words: tuple[Item, ...], held: list[str], who: str | None
    ) -> None:
        """Add a count for each of its places; without a place it may run since a day that the sentence names."""
        since_item = next((i for i in sentence.items if i.kind == "since"), None)
        whole = since_item is not None and since_item.value == "past_week" and self.book.days != of_day(self.day)
        running = since_item is not None and held == [WHOLE] and not whole
        words = (*words, since_item) if since_item is not None and running else words
        start, end = min(i.start for i in words), max(i.end for i in words)
        began = since_item.value if since_item is not None and running else ""
        for place in held:
            self.book.add(family, count, start, end, "since" if running else "count", place, who, running=began)

    def _is_count(self, sentence: Sentence, at: int, family: str, noun: str | None, places: list[Item]) -> bool:
        """Say whether a number counts something of a family that is read here."""
        number = sentence.items[at]
        if family in _ASIDE or (number.kind == "each" and not (number.value and places)):
            return False
        if noun is None and (_is_title(sentence) or self._is_again(sentence.items, at)):
            return False
        if number.kind == "none" and noun is None and not places:
            beside = sentence.items[at - 1].kind if at else ""
            return beside in _MARKED and sentence.has("party", *FAMILIES)
        return noun is not None or self._goes_on(sentence, at, family, places)

    def _is_again(self, items: tuple[Item, ...], at: int) -> bool:
        """Say whether a number only says once more how many, "all twelve"."""
        return at > 0 and items[at - 1].kind == "all" and self.last_count == items[at].value

    def _goes_on(self, sentence: Sentence, at: int, family: str, places: list[Item]) -> bool:
        """Say whether a number without a noun counts on what was counted before."""
        if sentence.items[at].value == "1" and not places and sentence.items[max(0, at - 1)].kind not in _MARKED:
            return False
        told = bool(self.told) or any(i.kind == family for i in sentence.items)
        return told or family in ("cases", "explosions") or sentence.has("total", "of_them", "since")

    def _family(self, items: tuple[Item, ...], at: int) -> str:
        if self.told:
            return self.told[-1]
        if plain_family := by_head(items, at):
            return plain_family
        before = self._families_before(items[:at])
        after = [i.kind for n, i in enumerate(items) if n >= at and i.kind in FAMILIES and not is_aside(items, n)]
        if not before and len(set(after)) == 1 and self.words.language in _VERB_LAST:
            return after[0]
        return next(kind for kind in (*before[-1:], self.family, *after[:1], "cases") if kind)

    def _families_before(self, items: tuple[Item, ...]) -> list[str]:
        """Return what items before a number speak of, or else what there is none of there."""
        told = [i.kind for i in items if i.kind in FAMILIES and i.kind != "explosions"]
        return told or [kind for i in items if i.kind == "not_registered" for kind in self._inside(i)]

    def _value(self, number: Item, places: list[Item], who: str | None, noun: str | None) -> float | None:
        """Return a number; "the rest" is what is left of the last total."""
        if number.kind == "rest":
            left = self.total[1] - self.parts if self.total is not None and self.total[0] == who and places else -1.0
            return left if left >= 0 else None
        count = 0.0 if number.kind == "none" else float(number.value)
        if not places and noun is None and self.total == (who, count):
            return None
        if places and noun in (None, "cases"):
            self.parts += count * len(places)
        elif noun in (None, "cases") and not places and self._begins_total(who):
            self.total, self.parts = (who, count), 0.0
        return count

    def _begins_total(self, who: str | None) -> bool:
        """Say whether a number may be a party's total: the first of a sentence, or of another party than the last one."""
        return not self.told or self.total is None or self.total[0] != who

    def _zero(self, sentence: Sentence, at: int, used: set[str], counted: bool) -> None:
        """Read a word for none: of every place of the sentence that has no number, else of who counts."""
        items, zero = sentence.items, sentence.items[at]
        family = self._family_of_none(sentence, zero)
        used = set() if family == "explosions" else used
        places = places_of_none(items, used, counted=counted)
        used |= {i.value for i in places}
        whole = zero.kind != "calm" and self._is_of_whole(sentence, family, at if counted else None)
        everywhere = [Item("place", self.place, zero.start, zero.end)] if whole else []
        self.told += [family] * (whole and family != "cases")
        counts_some = self._counts_some() if family == "cases" else ""
        for party in self._nobodies(sentence, at, family):
            for place in places or (everywhere if party != counts_some else ()):
                start, end = min(zero.start, place.start), max(zero.end, place.end)
                self.book.add(family, 0.0, start, end, "none", place.value, party)

    def _counts_some(self) -> str | None:
        """Return who told a total of cases last; an empty text where nobody did."""
        return self.total[0] if self.total is not None and self.total[1] else ""

    def _is_of_whole(self, sentence: Sentence, family: str, beside: int | None) -> bool:
        """Say whether words for none are of the whole; `beside`: where they stand in a sentence that has a count, too."""
        if beside is not None and (family == "cases" or not _told_apart(sentence.items, beside)):
            return False
        return not sentence.has("place") and (family != "cases" or sentence.has("party", "own", *FAMILIES))

    def _family_of_none(self, sentence: Sentence, none: Item) -> str:
        """Return what there is none of, as the sentence says or the words for none themselves: "no convoy moved"."""
        kinds = (*self._inside(none), *(i.kind for i in sentence.items))
        return next((kind for kind in kinds if kind in FAMILIES and kind not in _ASIDE), "cases")

    def _inside(self, none: Item) -> list[str]:
        """Return what words for none themselves say there is none of."""
        found = self.words.rest.finditer(self.plain, none.start, none.end)
        told = (self.words.names[word.lastgroup or ""][0] for word in found if word.lastgroup in self.words.names)
        return [kind for kind in told if kind in FAMILIES]

    def _nobodies(self, sentence: Sentence, at: int, family: str) -> tuple[str | None, ...]:
        """Return who counted none: both sides, where a sentence says so of both or neither."""
        if sentence.has("both", "neither") and not sentence.has("party") and self.who.sides:
            return self.who.sides
        named = together(sentence.items)
        return named or (counter_of(sentence.items, at, self.who, self._carried(sentence, family)),)


def _is_title(sentence: Sentence) -> bool:
    """Say whether a sentence is the title of a bulletin, whose numbers are those of the bulletin."""
    return sentence.line < _TITLE and not sentence.has(*_TELLS)


def _is_elsewhere(items: tuple[Item, ...], at: int) -> bool:
    """Say whether words for none are of the other places, that nobody names."""
    return any(i.kind == "rest" for i in items[max(0, at - 2) : at])


def _told_apart(items: tuple[Item, ...], zero: int) -> bool:
    """Say whether no number stands in the piece of a sentence that says of none."""
    start, end = next(span for span in segments(items) if span[0] <= zero < span[1])
    return not any(i.kind in _TOLD for i in items[start:end])


def read_loosely(text: str, language: str, names: Iterable[KnownName], day: dt.date | None) -> tuple[Entry, ...]:
    """Return the counts of a text as far as it is a bulletin; none where it is not."""
    reader = Reader(text, lexicon(language, loose=True), tuple(names), day)
    return (
        tuple(reader.book.entries)
        if holds(reader.pieces, reader.book.entries, reader.text, reader.firm) and reader.who.issuer is not None
        else ()
    )
