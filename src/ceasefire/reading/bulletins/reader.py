"""A bulletin read whole: language, clauses, counts, further numbers, arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ceasefire.reading.bulletins.case_counts import Counted, counted
from ceasefire.reading.bulletins.clauses import Clause, clauses
from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.lexer import LANGUAGES, Lexicon, items_of, lexicon
from ceasefire.reading.bulletins.model import CASES, Bulletin, Entry, Slip
from ceasefire.reading.bulletins.other_counts import FACTS, confirmation, facts
from ceasefire.vocabulary.codes import WHOLE

MAX_BULLETIN = 60_000
MAX_QUOTE = 480
REACH = 2
"""How many clauses on a count may go on without naming its party again."""
_SCRIPTS = (("ar", re.compile(r"[\u0621-\u064a]")), ("ru", re.compile(r"[\u0400-\u04ff]")))
_LETTER = re.compile(r"[^\W\d_]")
_TURKISH = re.compile(r"\b(?:ve|ihlal|son|tarafı|ateşkes|saatte|kaydetti|olay|vaka|Rus|Türk)\b|[ğşı]|[a-z]'[dt][ae]\b")


def languages() -> tuple[str, ...]:
    """Return the languages that are read here."""
    return LANGUAGES


def language_of(text: str) -> str:
    """Return which of the four languages a text is in, by its letters."""
    sample = text[:6_000]
    letters = max(1, len(_LETTER.findall(sample)))
    for name, pattern in _SCRIPTS:
        if len(pattern.findall(sample)) / letters > 0.4:
            return name
    return "tr" if len(_TURKISH.findall(sample)) / letters > 0.01 else "en"


def read_bulletin(text: str, *, language: str | None = None) -> Bulletin | None:
    """Read a text as a daily bulletin; None when no party counts cases in it.

    `language` is en, ru, ar or tr; without it the letters decide. Longer texts than 60,000 characters are none.
    """
    tongue = language or language_of(text)
    if tongue not in LANGUAGES or len(text) > MAX_BULLETIN:
        return None
    words = lexicon(tongue)
    plain, places = folded(text)
    if not words.counts.search(plain):
        return None
    items = items_of(plain, words)
    if not any(i.kind == "party" for i in items):
        return None
    page = _Page(text, places, words)
    page.read(clauses(items))
    if not page.holds:
        return None
    return Bulletin(language=tongue, entries=tuple(page.entries), slips=tuple(page.slips))


def puts_plainly(clause: Clause, told: Counted) -> bool:
    """Say whether a clause counts cases in so many words: a party, a verb of counting or a colon, and a number of cases."""
    kinds = [i.kind for i in clause.items]
    if clause.party is None:
        return False
    marked = any(
        kinds[n] == "party" and kinds[n + 1] in ("colon", "dash") and kinds[n + 2] in ("num", "none")
        for n in range(len(kinds) - 2)
    )
    if told.zero is not None:
        return told.zero.kind == "not_registered" or marked or "registered" in kinds
    counts = "cases" in kinds and ("registered" in kinds or any(i.kind == "party" and not i.bare for i in clause.items))
    return marked or (counts and (told.total is not None or bool(told.parts)))


class _Page:
    """What has been read of one bulletin so far."""

    def __init__(self, text: str, places: Sequence[int], words: Lexicon) -> None:
        self.text, self.places, self.words = text, places, words
        self.entries: list[Entry] = []
        self.slips: list[Slip] = []
        self.party: str | None = None
        self.at, self.sentence, self.plain = -REACH, -1, False
        self.done: set[str] = set()
        self.totals: dict[str, int] = {}

    def read(self, pieces: list[Clause]) -> None:
        for number, clause in enumerate(pieces):
            if clause.has("confirmed", "not_confirmed"):
                self._confirmed(clause)
            elif clause.has(*FACTS) and not (clause.has("cases") and clause.party and clause.has("registered")):
                self._facts(clause)
            elif clause.party is not None or (self.party is not None and number - self.at <= REACH):
                self._counts(clause, number)

    @property
    def holds(self) -> bool:
        """Whether it is a bulletin: some count is put plainly, and two parties count, or one whose parts add up."""
        parts = [e.count for e in self.entries if e.counted_by and e.place != WHOLE]
        return self.plain and (len(self.totals) > 1 or (len(parts) > 1 and sum(parts) == sum(self.totals.values())))

    def _confirmed(self, clause: Clause) -> None:
        found = confirmation(clause, self.party, self.words)
        if found is not None:
            self._add(found.measure, found.unit, found.count, found.start, found.end, found.rule, clause)

    def _facts(self, clause: Clause) -> None:
        for found in facts(clause, self.words):
            if found.measure not in self.done:
                self.done.add(found.measure)
                self._add(found.measure, found.unit, found.count, found.start, found.end, found.rule, clause)

    def _counts(self, clause: Clause, number: int) -> None:
        party = clause.party or self.party
        assert party is not None
        told = counted(clause.items)
        goes_on = clause.party is None
        plain = puts_plainly(clause, told)
        beside = number - self.at == 1 and clause.sentence == self.sentence
        self.party = party
        if (told.total is None and told.zero is None and not told.parts) or not (
            plain or goes_on or beside or clause.has("registered")
        ):
            return
        self.at, self.sentence = number, clause.sentence
        self.plain = self.plain or plain
        if party in self.totals and not goes_on and (told.total or told.zero):
            return
        if goes_on and not told.parts:
            return
        if goes_on and told.total is not None and party in self.totals and not clause.has("of_them"):
            start, end = self._span(clause.items[0].start, clause.items[-1].end)
            self.slips.append(
                Slip(
                    rule="no party named",
                    words=f"{told.total.value} cases of which the text names no counter",
                    start=start,
                    end=end,
                )
            )
            return
        self._whole(party, told, clause, goes_on)
        for part in told.parts:
            if not any(e.counted_by == party and e.place == part.place for e in self.entries):
                self._add(
                    CASES,
                    "case_of_firing",
                    part.count,
                    part.start,
                    part.end,
                    "bulletins/place",
                    clause,
                    party,
                    part.place,
                )
        self._check(party, told, clause)

    def _whole(self, party: str, told: Counted, clause: Clause, goes_on: bool) -> None:
        if party in self.totals:
            return
        if told.total is not None:
            self.totals[party] = int(told.total.value)
            self._add(
                CASES,
                "case_of_firing",
                int(told.total.value),
                told.total.start,
                told.total.end,
                "bulletins/total",
                clause,
                party,
            )
        elif told.zero is not None:
            self.totals[party] = 0
            self._add(CASES, "case_of_firing", 0, told.zero.start, told.zero.end, "bulletins/none", clause, party)
        elif not goes_on:
            self.totals[party] = sum(p.count for p in told.parts)
            first, last = told.parts[0], told.parts[-1]
            self._add(
                CASES,
                "case_of_firing",
                self.totals[party],
                first.start,
                last.end,
                "bulletins/sum of parts",
                clause,
                party,
            )

    def _check(self, party: str, told: Counted, clause: Clause) -> None:
        parts = [e.count for e in self.entries if e.counted_by == party and e.place != WHOLE]
        total = self.totals.get(party)
        start, end = self._span(clause.items[0].start, clause.items[-1].end)
        if parts and total is not None and sum(parts) != total:
            self.slips.append(
                Slip(
                    rule="sum",
                    words=f"{party}: the text says {total} and its parts add up to {sum(parts)}",
                    start=start,
                    end=end,
                )
            )
        if told.bare:
            self.slips.append(
                Slip(
                    rule="places without counts",
                    start=start,
                    end=end,
                    words=f"{party}: {', '.join(b.value for b in told.bare)} named without a number",
                )
            )

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[max(start, end - 1)] + 1

    def _add(
        self,
        measure: str,
        unit: str,
        count: int,
        start: int,
        end: int,
        rule: str,
        clause: Clause,
        party: str | None = None,
        place: str = WHOLE,
    ) -> None:
        """Keep one entry; its quote is its clause, or its own words where the clause is long."""
        a, b = self._span(clause.items[0].start, clause.items[-1].end)
        if b - a > MAX_QUOTE:
            a, b = self._span(start, end)
            b = min(b, a + MAX_QUOTE)
        self.entries.append(
            Entry(
                measure=measure,
                unit=unit,
                count=count,
                place=place,
                counted_by=party,
                start=a,
                end=b,
                quote=self.text[a:b],
                rule=rule,
            )
        )
