"""What of a sentence is told as fact: one pass over its negations, questions, conditions, fears, plans and the like."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec

from ceasefire.reading.frames.clauses import Clause, Link
from ceasefire.reading.frames.cues import CueWords, Reality, cue_words
from ceasefire.reading.frames.index import end_of, listed
from ceasefire.reading.frames.phrases import Phrase, phrase_left
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.frames.words import REACH, Words

_RANK: Final = {
    reality: rank
    for rank, reality in enumerate(
        (
            Reality.QUESTION, Reality.FICTION, Reality.RETRACTED, Reality.DENIED, Reality.CONDITION, Reality.DRILL, Reality.NEGATED, Reality.ZERO,
            Reality.AVERTED, Reality.WISHED, Reality.PLANNED, Reality.FEARED, Reality.POSSIBLE, Reality.ENDED, Reality.GENERAL,
        )
    )
}  # fmt: skip
_MODALS: Final = {
    word: reality
    for reality, listed_ in (
        (Reality.PLANNED, "will shall"),
        (Reality.CONDITION, "would wouldn't"),
        (Reality.POSSIBLE, "could can may might"),
        (Reality.WISHED, "should must shouldn't mustn't"),
        (Reality.NEGATED, "won't couldn't can't cannot needn't"),
    )
    for word in listed_.split()
}
_CLAUSES: Final = 12
"""How many clauses a word can govern."""
_NEAR: Final = 8
"""Within how many words after "that" its verb stands."""
_OPENS: Final = frozenset(("that", "whether", "if", "to"))
_HARD: Final = frozenset(';:.?!"')
_INVERTED: Final = frozenset(("had", "were", "should"))


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What becomes of a word, and the words from `first` up to `after` that decide it."""

    reality: Reality
    first: int
    after: int


Verdicts = dict[int, Verdict]
FACT: Final = Verdict(Reality.FACT, 0, 0)


def cued(words: Words, clauses: list[Clause]) -> Verdicts:
    """Return the words that a cue takes out of the facts, each with its verdict; the strongest cue decides."""
    found: Verdicts = {}
    for verdict, start, stop in _scopes(words, clauses):
        for at in range(start, min(stop, start + REACH)):
            known = found.get(at)
            if known is None or _RANK[verdict.reality] < _RANK[known.reality]:
                found[at] = verdict
    return found


def numbers_near(clauses: list[Clause], at: int) -> range:
    """Return the numbers of the clauses whose verb stands near a word."""
    number = bisect_left(clauses, at, key=lambda c: c.group.head)
    return range(max(0, number - _CLAUSES), min(len(clauses), number + _CLAUSES))


def near(clauses: list[Clause], at: int) -> list[Clause]:
    """Return the clauses whose verb stands near a word."""
    return [clauses[number] for number in numbers_near(clauses, at)]


def _scopes(words: Words, clauses: list[Clause]) -> Iterator[tuple[Verdict, int, int]]:
    size = len(words.lows)
    if "?" in words.lows:
        yield from _questions(words)
    known = cue_words()
    for at, low in enumerate(words.lows):
        for cue in known.get(low, ()):
            after = end_of(cue.rest, words.lows, at)
            if after < 0 or (cue.verb and words.tags[at] != "V"):
                continue
            yield from _scope(words, clauses, cue, at, after)
            break
    if size > 2 and words.lows[0] in _INVERTED and words.tags[1] in "DN#OJ":
        yield Verdict(Reality.CONDITION, 0, 1), 0, size


def _questions(words: Words) -> Iterator[tuple[Verdict, int, int]]:
    start = 0
    for at, low in enumerate(words.lows):
        if low == "?":
            yield Verdict(Reality.QUESTION, at, at + 1), start, at
        if low in ("?", ".", "!"):
            start = at + 1


def _scope(
    words: Words, clauses: list[Clause], found: CueWords, at: int, after: int
) -> Iterator[tuple[Verdict, int, int]]:
    cue, verdict = found.cue, Verdict(found.cue.reality, at, after)
    if cue.scope == "sentence":
        yield verdict, 0, len(words.lows)
    elif found.verb:
        yield from _governed(words, clauses, found, verdict)
    elif cue.scope == "clause":
        yield from _whole_clause(words, clauses, verdict)
    else:
        yield from _following(words, clauses, verdict)


def _governed(
    words: Words, clauses: list[Clause], found: CueWords, verdict: Verdict
) -> Iterator[tuple[Verdict, int, int]]:
    """Yield what a verb governs: the clauses under it, and the nouns after it where its cue says so."""
    number = bisect_left(clauses, verdict.first, key=lambda c: c.group.head)
    if number == len(clauses) or clauses[number].group.head != verdict.first:
        return
    clause, cue = clauses[number], found.cue
    if clause.group.negation >= 0 and cue.reality is not Reality.PLANNED:
        return
    head = _object_head(words, clause, verdict.after)
    if head in cue.but or (cue.only and head not in cue.only):
        return
    if cue.nouns:
        yield verdict, verdict.after, clause.stop
    for under in _under(clauses, number):
        group = clauses[under].group
        if cue.infinitive and not group.infinitive and clauses[under].over == number:
            continue
        yield verdict, _own_start(clauses[under]), clauses[under].stop


def _object_head(words: Words, clause: Clause, after: int) -> str:
    """Return the head of what a verb has as its object, or of what a passive one has as its subject, in small letters."""
    phrase: Phrase | None = clause.object or (clause.subject if clause.group.voice.value != "active" else None)
    if phrase is not None:
        return words.lows[phrase.core - 1]
    return words.lows[after] if after < len(words.lows) else ""


def _own_start(clause: Clause) -> int:
    return clause.subject.first if clause.subject and clause.start <= clause.subject.first else clause.group.first


def _under(clauses: list[Clause], number: int) -> Iterator[int]:
    """Yield the numbers of the clauses that stand under a clause, at any depth."""
    inside = {number}
    for later in range(number + 1, min(len(clauses), number + _CLAUSES)):
        if clauses[later].over in inside:
            inside.add(later)
            yield later


def _whole_clause(words: Words, clauses: list[Clause], verdict: Verdict) -> Iterator[tuple[Verdict, int, int]]:
    """Yield the clause round a cue: for "if ..." at the head of a sentence the sentence, for "usually" a clause in the present."""
    at, size = verdict.first, min(len(words.lows), verdict.first + REACH)
    if verdict.reality is Reality.GENERAL:
        for clause in near(clauses, at):
            if clause.start <= at < clause.stop and clause.group.tense is Tense.PRESENT and not clause.group.perfect:
                yield verdict, clause.start, clause.stop
        return
    stop = next((here for here in range(at, size) if words.tags[here] in _HARD), size)
    yield verdict, at, stop


def _following(words: Words, clauses: list[Clause], verdict: Verdict) -> Iterator[tuple[Verdict, int, int]]:
    """Yield what follows a noun or phrase such as "fears of" in its clause, and the clause that its "that" opens."""
    at = verdict.after
    stop = _limit(words, at)
    number = _holding(clauses, verdict.first)
    if number < 0:
        yield verdict, at, stop
        return
    clause, opens = clauses[number], words.lows[at - 1] in _OPENS
    for under in _opened(clauses, number, at, opens=opens):
        yield verdict, min(_own_start(under), under.group.first), under.stop
    before_verb = verdict.first < clause.group.first and not clause.group.copula and not opens
    yield verdict, at, min(max(clause.group.first if before_verb else clause.stop, at), stop)


def _holding(clauses: list[Clause], at: int) -> int:
    """Return the number of the first clause that a word stands in; -1 without."""
    for number in numbers_near(clauses, at):
        if clauses[number].start <= at < max(clauses[number].stop, clauses[number].group.after):
            return number
    return -1


def _opened(clauses: list[Clause], number: int, at: int, *, opens: bool) -> Iterator[Clause]:
    """Yield the clauses that begin right behind a phrase, and those under them."""
    inside: set[int] = set()
    for later in range(number if opens else number + 1, min(len(clauses), number + _CLAUSES)):
        clause = clauses[later]
        first = clause.group.first
        begins = (clause.link is Link.UNDER and 0 <= clause.opener - at <= 1) or (not inside and first == at)
        straight = opens and not inside and clause.start <= at <= first <= at + _NEAR
        if begins or straight or clause.over in inside:
            inside.add(later)
            yield clause


def _limit(words: Words, at: int) -> int:
    """Return where what follows a phrase ends at the latest: at a hard mark, a relative or another conjunction."""
    tags, size = words.tags, min(len(words.tags), at + REACH)
    for here in range(at, size):
        if (
            tags[here] in _HARD
            or tags[here] == "R"
            or (tags[here] == "S" and words.lows[here] not in ("that", "whether", "if"))
        ):
            return here
        if words.lows[here] == "but":
            return here
    return size


def of_noun(words: Words, clauses: list[Clause], verdicts: Verdicts, at: int) -> Verdict:
    """Return what becomes of a noun at a place."""
    cue = verdicts.get(at)
    if cue is not None and cue.reality is not Reality.ZERO:
        return cue
    none = _none_in(words, at)
    if none >= 0:
        return Verdict(Reality.ZERO, none, at + 1)
    return cue or _by_clause(words, clauses, at)


def of_verb(words: Words, clause: Clause, verdicts: Verdicts) -> Verdict:
    """Return what becomes of a verb: by a cue, its subject or object ("nobody"), its "not", its modal, or as an infinitive."""
    group = clause.group
    cue = verdicts.get(group.head) or (verdicts.get(group.first) if group.infinitive else None)
    if cue is not None:
        return cue
    for phrase in (clause.subject, clause.object):
        if phrase is not None and (at := _nobody(words, phrase)) >= 0:
            return Verdict(Reality.ZERO, at, at + 1)
    if group.negation >= 0:
        return Verdict(Reality.NEGATED, group.negation, group.negation + 1)
    if clause.opener >= 0 and words.lows[clause.opener] == "nor":
        return Verdict(Reality.NEGATED, clause.opener, clause.opener + 1)
    if group.modal >= 0:
        return Verdict(_MODALS.get(words.lows[group.modal], Reality.POSSIBLE), group.modal, group.modal + 1)
    return _to_come(words, clause)


def _to_come(words: Words, clause: Clause) -> Verdict:
    """Return PLANNED for "were to meet" and for an infinitive after a verb that does not make it so; else a fact."""
    group = clause.group
    places = [at for at in range(group.first, group.head) if words.tags[at] == "T"]
    if not places or group.perfect:
        return FACT
    before = next((words.lows[at] for at in range(places[0] - 1, -1, -1) if words.tags[at] in "VBHN"), "")
    if before in _made_so():
        return FACT
    return Verdict(Reality.PLANNED, places[0], places[0] + 1)


@cache
def _made_so() -> frozenset[str]:
    return listed("makes_it_so")


def _nobody(words: Words, phrase: Phrase) -> int:
    """Return the place of "no", "nobody", "none" or "not a" at the head of a phrase; -1 without."""
    low = words.lows[phrase.first]
    if words.lows[phrase.first + 1 : phrase.first + 2] in (["fewer"], ["less"], ["more"]):
        return -1
    if low in listed("no_before_nouns") or low in listed("nobody"):
        return phrase.first
    if low in ("single", "one", "a") and phrase.first and words.lows[phrase.first - 1] == "not":
        return phrase.first - 1
    return -1


def _none_in(words: Words, at: int) -> int:
    """Return the place of "no" before a noun, also across "or" and "of": "no sign of shelling or clashes"; -1 without."""
    phrase = phrase_left(words, at + 1, 0)
    for _ in range(6):
        if phrase is None:
            return -1
        place = _nobody(words, phrase)
        if place >= 0:
            return place
        before = phrase.first - 1
        if before >= 0 and words.lows[before] in ("nor", "neither"):
            return before
        joined = before > 0 and (words.lows[before] in ("or", "of", "not", "from") or words.tags[before] == ",")
        if not joined:
            return -1
        phrase = phrase_left(words, before, 0)
    return -1


def _by_clause(words: Words, clauses: list[Clause], at: int) -> Verdict:
    """Return what the verb makes of a noun that is its subject or object: "did not hear any shelling", "shelling may resume"."""
    for clause in near(clauses, at):
        group = clause.group
        inside = any(p is not None and p.first <= at < p.after for p in (clause.subject, clause.object))
        if not inside:
            continue
        if group.negation >= 0:
            looks = group.copula or any(t.frame.group in ("count", "speech") for t in group.triggers)
            return Verdict(Reality.ZERO if looks else Reality.NEGATED, group.negation, group.negation + 1)
        if group.modal >= 0:
            return Verdict(_MODALS.get(words.lows[group.modal], Reality.POSSIBLE), group.modal, group.modal + 1)
        if group.infinitive or "T" in words.tags[group.first : group.head]:
            return _to_come(words, clause)
    return FACT
