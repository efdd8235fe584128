"""What one party confirms or denies of the counts of another, beside a number or of all that were told."""

from __future__ import annotations

from ceasefire.reading.bulletins.loose_book import Book
from ceasefire.reading.bulletins.loose_parties import Speakers, confirmer_of
from ceasefire.reading.bulletins.loose_sentences import Sentence, segments
from ceasefire.reading.bulletins.model import CASE
from ceasefire.reading.bulletins.word_items import CONFIRMING, REFUSED, TOLD, Item
from ceasefire.vocabulary.codes import WHOLE


class Answers:
    """Reads the answers in a bulletin into its book."""

    def __init__(self, book: Book, who: Speakers, *, verb_last: bool) -> None:
        self.book, self.who, self.verb_last = book, who, verb_last

    def read(self, items: tuple[Item, ...], at: int, verb: int, places: list[Item], verbs: dict[int, int]) -> None:
        """Read an answer to the number at a place, by its verb."""
        by, of = confirmer_of(items, verb, at, self.who, verb_last=self.verb_last)
        kind, number = items[verb].kind, items[at]
        if number.kind == "none" and kind == "denied" and items[verb].value != REFUSED:
            return
        count = 0.0 if number.kind == "none" else float(number.value)
        if self._is_told_whole(items, at, count, verbs):
            return
        if kind == "denied" and of is not None and of not in self._counters() and _is_claimed(items, at):
            self.book.add("cases", count, number.start, number.end, "count", places[0].value if places else WHOLE, of)
        kind = "confirmed" if number.kind == "none" else kind
        place = places[0].value if places else WHOLE
        start, end = min(number.start, items[verb].start), max(number.end, items[verb].end)
        self.book.add(kind, count, start, end, kind.replace("_", " "), place, None, by=by, of=of)

    def _is_told_whole(self, items: tuple[Item, ...], at: int, count: float, verbs: dict[int, int]) -> bool:
        """Say whether a number was told before and stands beside a smaller one, that of those among them which are meant."""
        span = next(range(*span) for span in segments(items) if span[0] <= at < span[1])
        beside = [n for n in span if items[n].kind == "num" and n != at and verbs.get(n) == verbs.get(at)]
        return any(float(items[n].value) < count for n in beside) and self.book.has_told(count)

    def none_confirmed(self, sentence: Sentence, counts: list[int], verbs: dict[int, int]) -> None:
        """Read words of not confirming that stand beside no number: none is confirmed."""
        for verb, item in enumerate(sentence.items):
            none = item.kind == "not_confirmed" or (item.value == REFUSED and sentence.has("of_them"))
            if none and not any(verbs.get(at) == verb for at in counts):
                by, of = confirmer_of(sentence.items, verb, verb, self.who, verb_last=self.verb_last)
                self.book.add("confirmed", 0.0, item.start, item.end, "confirmed", WHOLE, None, by=by, of=of)

    def of_all(self, sentence: Sentence, counts: list[int], verbs: dict[int, int], counter: str | None) -> None:
        """Read an answer of no number to the one count of a sentence: "A's list of seven violations is rejected in full".

        `counter` is whoever told that count.
        """
        items = sentence.items
        answers = [
            n for n, i in enumerate(items) if i.kind in ("confirmed", "denied") and n not in map(verbs.get, counts)
        ]
        if len(counts) != 1 or len(answers) != 1 or items[counts[0]].kind != "num" or counter is None:
            return
        (at,), (verb,) = counts, answers
        by, _ = confirmer_of(items, verb, verb, self.who, verb_last=self.verb_last)
        by = self.who.issuer if by == counter else by
        if by not in (None, counter) and not sentence.has("not_confirmed"):
            kind, start, end = (
                items[verb].kind,
                min(items[at].start, items[verb].start),
                max(items[at].end, items[verb].end),
            )
            self.book.add(kind, float(items[at].value), start, end, kind, WHOLE, None, by=by, of=counter)

    def _counters(self) -> set[str | None]:
        """Return who has told a number of cases so far."""
        return {e.counted_by for e in self.book.entries if e.unit == CASE}


def is_answered(items: tuple[Item, ...], at: int, verb: int | None, noun: str | None) -> bool:
    """Say whether the number of cases at a place is one that its verb confirms or denies."""
    if verb is None or items[verb].kind not in CONFIRMING:
        return False
    return _of_cases(items[at], noun) and not _says(items, verb, at)


def _of_cases(number: Item, noun: str | None) -> bool:
    """Say whether a number may be that of cases which somebody confirms."""
    return number.kind in ("num", "none") and noun in (None, "cases")


def _says(items: tuple[Item, ...], verb: int, at: int) -> bool:
    """Say whether a verb of confirming only says that somebody broke the truce so many times, and answers nothing."""
    return any(i.kind == "broke" for i in items[verb:at])


def _is_claimed(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is that of a list or a claim, or of what somebody is told to have reported."""
    kinds = [(i.kind, i.value) for i in items[:at]]
    return ("cases", TOLD) in kinds or any(i.kind == "registered" for i in items)
