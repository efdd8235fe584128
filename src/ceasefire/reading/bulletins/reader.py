"""A bulletin read whole: language, clauses, counts, further numbers, arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ceasefire.reading.bulletins.case_counts import Counted, counted
from ceasefire.reading.bulletins.clauses import Clause, clauses
from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.lexer import items_of
from ceasefire.reading.bulletins.model import CASE, CASES, Bulletin, Entry, FoundCount, Slip
from ceasefire.reading.bulletins.other_counts import FACTS, confirmation, facts
from ceasefire.reading.bulletins.word_patterns import LANGUAGES, Lexicon, lexicon
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
    """Say whether a clause counts cases explicitly: a party, a verb of counting or a colon, and a number of cases."""
    if clause.party is None:
        return False
    marked = _is_marked([i.kind for i in clause.items])
    if told.zero is not None:
        return marked or told.zero.kind == "not_registered" or clause.has("registered")
    if marked:
        return True
    counts = clause.has("registered") or any(i.kind == "party" and not i.bare for i in clause.items)
    return counts and clause.has("cases") and not told.empty


def _is_marked(kinds: list[str]) -> bool:
    """Say whether a party, a colon or dash, and a number follow one another: "Turkey: 3"."""
    return any(
        one == "party" and two in ("colon", "dash") and three in ("num", "none")
        for one, two, three in zip(kinds, kinds[1:], kinds[2:], strict=False)
    )


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
        """Say whether it is a bulletin: some count is put plainly, and two parties count, or one whose parts add up."""
        parts = [e.count for e in self.entries if e.counted_by and e.place != WHOLE]
        return self.plain and (len(self.totals) > 1 or (len(parts) > 1 and sum(parts) == sum(self.totals.values())))

    def _confirmed(self, clause: Clause) -> None:
        found = confirmation(clause, self.party, self.words)
        if found is not None:
            self._add(found, clause)

    def _facts(self, clause: Clause) -> None:
        for found in facts(clause):
            if found.measure not in self.done:
                self.done.add(found.measure)
                self._add(found, clause)

    def _counts(self, clause: Clause, number: int) -> None:
        """Read a clause that counts cases, or that may go on with the counts of the party before it."""
        party = clause.party or self.party
        assert party is not None
        told = counted(clause.items)
        plain = puts_plainly(clause, told)
        beside = number - self.at == 1 and clause.sentence == self.sentence
        self.party = party
        if told.empty or not (plain or clause.party is None or beside or clause.has("registered")):
            return
        self.at, self.sentence = number, clause.sentence
        self.plain = self.plain or plain
        if self._is_new(party, told, clause):
            self._whole(party, told, clause)
            self._places(party, told, clause)
            self._check(party, told, clause)

    def _is_new(self, party: str, told: Counted, clause: Clause) -> bool:
        """Say whether a clause adds to what is known of a party; a total without a party of its own is a slip."""
        if clause.party is not None:
            return party not in self.totals or not (told.total or told.zero)
        if told.parts and told.total is not None and party in self.totals and not clause.has("of_them"):
            self._slip("no party named", f"{told.total.value} cases of which the text names no counter", clause)
            return False
        return bool(told.parts)

    def _whole(self, party: str, told: Counted, clause: Clause) -> None:
        """Keep the count of all places: as told, or zero, or the sum of the parts where the party itself tells those."""
        if party in self.totals:
            return
        if told.total is not None:
            whole = _cases(int(told.total.value), told.total.start, told.total.end, "bulletins/total")
        elif told.zero is not None:
            whole = _cases(0, told.zero.start, told.zero.end, "bulletins/none")
        elif clause.party is not None:
            total = sum(part.count for part in told.parts)
            whole = _cases(total, told.parts[0].start, told.parts[-1].end, "bulletins/sum of parts")
        else:
            return
        self.totals[party] = whole.count
        self._add(whole, clause, party)

    def _places(self, party: str, told: Counted, clause: Clause) -> None:
        """Keep the count of each place that has none yet."""
        known = {entry.place for entry in self.entries if entry.counted_by == party}
        for part in told.parts:
            if part.place not in known:
                known.add(part.place)
                self._add(_cases(part.count, part.start, part.end, "bulletins/place"), clause, party, part.place)

    def _check(self, party: str, told: Counted, clause: Clause) -> None:
        """Note a total that its parts do not add up to, and places without a number."""
        parts = [e.count for e in self.entries if e.counted_by == party and e.place != WHOLE]
        total = self.totals.get(party)
        if parts and total is not None and sum(parts) != total:
            self._slip("sum", f"{party}: the text says {total} and its parts add up to {sum(parts)}", clause)
        if told.bare:
            places = ", ".join(item.value for item in told.bare)
            self._slip("places without counts", f"{party}: {places} named without a number", clause)

    def _slip(self, rule: str, words: str, clause: Clause) -> None:
        start, end = self._span(clause.items[0].start, clause.items[-1].end)
        self.slips.append(Slip(rule=rule, words=words, start=start, end=end))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of a stretch of the folded text."""
        return self.places[start], self.places[max(start, end - 1)] + 1

    def _add(self, found: FoundCount, clause: Clause, party: str | None = None, place: str = WHOLE) -> None:
        """Keep one entry; its quote is its clause, or its own words where the clause is long."""
        start, end = self._span(clause.items[0].start, clause.items[-1].end)
        if end - start > MAX_QUOTE:
            start, end = self._span(found.start, found.end)
            end = min(end, start + MAX_QUOTE)
        self.entries.append(
            Entry(
                measure=found.measure,
                unit=found.unit,
                count=found.count,
                place=place,
                counted_by=party,
                start=start,
                end=end,
                quote=self.text[start:end],
                rule=found.rule,
            )
        )


def _cases(count: int, start: int, end: int, rule: str) -> FoundCount:
    return FoundCount(measure=CASES, unit=CASE, count=count, start=start, end=end, rule=rule)
