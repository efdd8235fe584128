"""What has been read of one bulletin so far: its entries, the totals of its parties, and what does not add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from ceasefire.reading.bulletins.case_counts import REST, Counted, Part, counted
from ceasefire.reading.bulletins.clauses import FACTS, Clause
from ceasefire.reading.bulletins.confirmations import Counters, confirmations
from ceasefire.reading.bulletins.corrections import correction
from ceasefire.reading.bulletins.model import CASE, CASES, RUNNING, Entry, FoundCount, Slip
from ceasefire.reading.bulletins.other_counts import facts
from ceasefire.reading.bulletins.periods import Period, day_before, of_day, since, told_day
from ceasefire.reading.bulletins.word_items import CONFIRMING
from ceasefire.vocabulary.codes import WHOLE

MAX_QUOTE = 480
REACH = 2
"""How many clauses on a count may go on without naming its party again."""


def puts_plainly(clause: Clause, told: Counted) -> bool:
    """Say whether a clause counts cases explicitly: a party, a verb of counting or its side, and a number of cases."""
    if clause.party is None or told.empty:
        return False
    kinds = [i.kind for i in clause.items]
    counts = any(i.kind == "party" and not i.bare for i in clause.items) or _beside(kinds, ("party",), _COUNTING)
    counts = counts or kinds[-1] in _COUNTING
    return counts and ("not_registered" in kinds or _beside(kinds, ("num", "none"), ("cases", "genitive")))


_COUNTING = ("registered", "not_registered")
_BESIDE = 4
"""How many items apart two words are that belong together at most."""


def _beside(kinds: list[str], ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Say whether items of some kinds stand beside items of others."""
    found = [n for n, kind in enumerate(kinds) if kind in ones]
    return any(kind in others for n in found for kind in kinds[max(0, n - _BESIDE) : n + _BESIDE + 1])


def is_marked(clause: Clause, told: Counted) -> bool:
    """Say whether a party, a colon or dash, and a number or a list of parts follow one another: "Turkey: 3"."""
    kinds = [i.kind for i in clause.items]
    return any(
        one == "party" and two in ("colon", "dash") and (three in ("num", "none") or bool(told.parts))
        for one, two, three in zip(kinds, kinds[1:], kinds[2:], strict=False)
    )


def _corrects(clause: Clause) -> bool:
    """Say whether a clause puts a count right: it says so, or tells of an earlier day what holds and what does not."""
    told = clause.has("correction") or (clause.day is not None and clause.has("instead", "instead_after"))
    return told and clause.has("num")


class Page:
    """What has been read of one bulletin so far."""

    def __init__(self, text: str, places: Sequence[int], counters: Counters, day: dt.date | None) -> None:
        self.text, self.places, self.counters, self.day = text, places, counters, day
        self.entries: list[Entry] = []
        self.slips: list[Slip] = []
        self.party: str | None = None
        self.at, self.sentence, self.plain = -REACH, -1, False
        self.marked: set[str] = set()
        self.done: set[str] = set()
        self.totals: dict[str, int] = {}
        self.firm = 0

    def read(self, pieces: list[Clause]) -> None:
        """Read all clauses in their order."""
        for number, clause in enumerate(pieces):
            if clause.has(*CONFIRMING):
                for found in confirmations(clause, self.party, self.counters):
                    self._add(found, clause, self._period(clause))
            elif _corrects(clause):
                self._corrected(clause)
            elif (
                clause.has("since")
                and clause.has("num")
                and not clause.has("settlements", "formations", "humanitarian")
            ):
                self._running(clause)
            elif clause.day == "yesterday" and (clause.party is None or clause.party in self.totals):
                self._earlier(clause)
            else:
                self._today(clause, number)

    @property
    def holds(self) -> bool:
        """Say whether it is a bulletin: counts are put plainly, or listed, and two parties count or one in so many words."""
        parts = [e.count for e in self.entries if e.counted_by and e.place != WHOLE and e.rule == "bulletins/place"]
        adds_up = len(parts) > 1 and sum(parts) == sum(self.totals.values())
        return (self.plain or len(self.marked) > 1) and (len(self.totals) > 1 or adds_up or self.firm > 0)

    def _period(self, clause: Clause) -> Period | None:
        """Return the days that a clause counts: those of the bulletin, or of the day that it names."""
        return of_day(day_before(self.day) if clause.day == "yesterday" else self.day)

    def _corrected(self, clause: Clause) -> None:
        found = correction(clause)
        if found is None:
            return
        day = day_before(self.day)
        if clause.day not in (None, "yesterday"):
            day = told_day(clause.day or "", self.day)
        self._add(found, clause, of_day(day), party=clause.party or self.party)

    def _running(self, clause: Clause) -> None:
        """Read a count since the start of a week, a month, a year or the truce."""
        told = counted(clause.items)
        start = clause.first("since")
        assert start is not None
        period = since(start.value, self.day)
        party = clause.party or (self.party if clause.party is None else None)
        if told.total is not None:
            total = _cases(int(told.total.value), told.total.start, told.total.end, "bulletins/since")
            self._add(msgspec.structs.replace(total, measure=RUNNING), clause, period, party=party)
        for part in told.parts if told.total is None or len(told.parts) > 1 else ():
            found = _cases(part.count, part.start, part.end, "bulletins/since", part.place)
            self._add(msgspec.structs.replace(found, measure=RUNNING), clause, period, party=party)

    def _today(self, clause: Clause, number: int) -> None:
        """Read a clause that counts for the day of the bulletin: facts first, cases from what is left of it."""
        found, left = facts(clause)
        for fact in found:
            if fact.measure not in self.done:
                self.done.add(fact.measure)
                self._add(fact, clause, self._period(clause))
        rest = msgspec.structs.replace(clause, items=left)
        if found and not (rest.has("cases", "not_registered") or (rest.has("place") and rest.has("num"))):
            return
        if clause.has("both", "neither") and len(self.counters.sides) == 2:
            for party in self.counters.sides:
                self._counts(msgspec.structs.replace(rest, party=party), number)
        elif clause.party is not None or (self.party is not None and number - self.at <= REACH):
            self._counts(rest, number)

    def _earlier(self, clause: Clause) -> None:
        """Keep the count of the day before that a clause sets beside today's, where it tells one number and no difference."""
        numbers = [i for i in clause.items if i.kind == "num"]
        party = clause.party or self.party
        if party is None or len(numbers) != 1 or clause.has("more", "place", *FACTS):
            return
        found = _cases(int(numbers[0].value), numbers[0].start, numbers[0].end, "bulletins/day before")
        self._add(found, clause, self._period(clause), party=party)

    def _counts(self, clause: Clause, number: int) -> None:
        """Read a clause that counts cases, or that may go on with the counts of the party before it."""
        party = clause.party or self.party
        assert party is not None
        told = counted(clause.items)
        plain, marked = puts_plainly(clause, told), is_marked(clause, told)
        beside = number - self.at == 1 and clause.sentence == self.sentence
        self.party = party
        explicit = plain or marked or clause.has("registered", "both", "neither")
        if told.empty or not (explicit or clause.party is None or beside):
            return
        self.at, self.sentence = number, clause.sentence
        self.plain = self.plain or plain
        self.marked |= {party} if marked else set()
        if self._is_new(party, told, clause):
            self.firm += _is_firm(clause, self.counters)
            self._whole(party, told, clause)
            self._places(party, told, clause)
            self._check(party, told, clause)

    def _is_new(self, party: str, told: Counted, clause: Clause) -> bool:
        """Say whether a clause adds to what is known of a party; a total without a party of its own is a slip."""
        if clause.party is not None:
            return party not in self.totals or bool(told.parts) or not (told.total or told.zero)
        if (
            told.parts
            and told.total is not None
            and party in self.totals
            and not clause.has("of_them", "including", "more")
        ):
            if len(told.parts) == 1 and told.parts[0].count == int(told.total.value):
                return True
            self._slip("no party named", f"{told.total.value} cases of which the text names no counter", clause)
            return False
        return bool(told.parts)

    def _whole(self, party: str, told: Counted, clause: Clause) -> None:
        """Keep the count of all places: as told, or zero, or the sum of the parts where the party itself tells those."""
        if party in self.totals:
            self._confirm_sum(party, told, clause)
            return
        if told.total is not None:
            whole = _cases(int(told.total.value), told.total.start, told.total.end, "bulletins/total")
        elif told.zero is not None:
            whole = _cases(0, told.zero.start, told.zero.end, "bulletins/none")
        elif clause.party is not None and _adds_up_itself(told, clause):
            total = sum(part.count for part in told.parts)
            whole = _cases(total, told.parts[0].start, told.parts[-1].end, "bulletins/sum of parts")
        else:
            return
        self.totals[party] = int(whole.count)
        self._add(whole, clause, self._period(clause), party=party)

    def _confirm_sum(self, party: str, told: Counted, clause: Clause) -> None:
        """Put a total that is told in the end in the place of the sum of the parts told before it."""
        summed = [n for n, e in enumerate(self.entries) if e.counted_by == party and e.rule == "bulletins/sum of parts"]
        if not summed or told.total is None or not clause.has("total"):
            return
        del self.entries[summed[0]]
        del self.totals[party]
        self._whole(party, told, clause)

    def _places(self, party: str, told: Counted, clause: Clause) -> None:
        """Keep the count of each place that has none yet; "the rest" is what the total leaves."""
        mine = [entry for entry in self._today_of(party) if entry.place != WHOLE]
        known = {entry.place: entry.count for entry in mine}
        for part in sorted(told.parts, key=lambda p: p.count == REST):
            left = self._left(party, part, known)
            if part.place not in known and left is not None:
                known[part.place] = left
                rule = "bulletins/rest" if part.count == REST else "bulletins/place"
                self._add(
                    _cases(left, part.start, part.end, rule, part.place), clause, self._period(clause), party=party
                )

    def _today_of(self, party: str) -> list[Entry]:
        """Return the entries of a party's cases on the day of the bulletin."""
        other = ("bulletins/correction", "bulletins/day before")
        return [e for e in self.entries if e.counted_by == party and e.measure == CASES and e.rule not in other]

    def _left(self, party: str, part: Part, known: dict[str, float]) -> float | None:
        """Return the count of a part; of "the rest" only where a total is told that leaves one."""
        if part.count != REST:
            return part.count
        left = self.totals.get(party, 0) - sum(known.values())
        return left if left > 0 else None

    def _check(self, party: str, told: Counted, clause: Clause) -> None:
        """Note a total that its parts do not add up to, and places without a number."""
        parts = [int(e.count) for e in self._today_of(party) if e.place != WHOLE]
        total = self.totals.get(party)
        short = total is not None and sum(parts) < total and (clause.has("including") or told.bare or 0 in parts)
        if parts and total is not None and sum(parts) != total and not short:
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

    def _add(self, found: FoundCount, clause: Clause, period: Period | None, *, party: str | None = None) -> None:
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
                place=found.place,
                counted_by=party,
                by=found.by,
                of=found.of,
                period=period,
                start=start,
                end=end,
                quote=self.text[start:end],
                rule=found.rule,
            )
        )


def _is_firm(clause: Clause, counters: Counters) -> bool:
    """Say whether a clause alone makes a bulletin: a side and its word or a party that is known, a verb of counting, cases."""
    side = any(i.kind == "party" and (not i.bare or i.value in counters.given) for i in clause.items)
    return side and clause.has("cases", "not_registered") and clause.has("registered", "not_registered")


def _adds_up_itself(told: Counted, clause: Clause) -> bool:
    """Say whether the parts of a clause are all there is: not zero for one place alone, and no "including"."""
    return any(part.count > 0 for part in told.parts) and not clause.has("including")


def _cases(count: float, start: int, end: int, rule: str, place: str = WHOLE) -> FoundCount:
    return FoundCount(measure=CASES, unit=CASE, count=count, place=place, start=start, end=end, rule=rule)
