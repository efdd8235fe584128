"""Which words of a sentence a cue takes out of the facts: those under a verb, after a phrase, before it, or a whole scene."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.frames.clauses import Clause, Link
from ceasefire.reading.frames.cues import CueWords, Reality, cue_words, cues_of
from ceasefire.reading.frames.index import end_of
from ceasefire.reading.frames.nearby import CLAUSES, holding, near, own_start, under
from ceasefire.reading.frames.phrases import Phrase
from ceasefire.reading.frames.scenes import quoted, scene, taken_back
from ceasefire.reading.frames.verb_groups import Tense, Voice
from ceasefire.reading.frames.words import REACH, Words

_RANK: Final = {
    reality: rank
    for rank, reality in enumerate(
        (
            Reality.QUESTION, Reality.QUOTED, Reality.FICTION,
            Reality.RETRACTED, Reality.DENIED, Reality.CONDITION, Reality.DRILL, Reality.NEGATED, Reality.ZERO,
            Reality.AVERTED, Reality.WISHED, Reality.PLANNED, Reality.FEARED, Reality.POSSIBLE, Reality.ENDED, Reality.GENERAL,
        )
    )
}  # fmt: skip
_NEAR: Final = 8
"""Within how many words after "that" its verb stands."""
_OPENS: Final = frozenset(("that", "whether", "if", "to"))
_HARD: Final = frozenset(';:.?!"')
_QUOTED_LINE: Final = frozenset((">", "|"))
_THEN: Final = 4
"""Within how many words after "turned out to be" stands what it was."""
_BETTER: Final = frozenset(("better", "worse", "easier", "different", "otherwise"))
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


def _scopes(words: Words, clauses: list[Clause]) -> Iterator[tuple[Verdict, int, int]]:
    size = len(words.lows)
    if "?" in words.lows:
        yield from _questions(words)
    known = cue_words()
    if size > 1 and words.lows[0] in _QUOTED_LINE:
        yield Verdict(Reality.QUOTED, 0, 1), 0, size
    for at, low in enumerate(words.lows):
        if low not in known:
            continue
        for cue in cues_of(low, words.lows[at + 1] if at + 1 < size else ""):
            after = _end(words, cue, at)
            if after < 0:
                continue
            yield from _scope(words, clauses, cue, at, after)
            break
    if size > 2 and words.lows[0] in _INVERTED and words.tags[1] in "DN#OJ":
        yield Verdict(Reality.CONDITION, 0, 1), 0, size
    yield from _had_it_been(words)


def _had_it_been(words: Words) -> Iterator[tuple[Verdict, int, int]]:
    """Yield what "had" turned round supposes behind "would": "it would have been better had they met"."""
    would = next((at for at, low in enumerate(words.lows) if low in ("would", "might", "could")), -1)
    for at in range(would + 1, len(words.lows) - 2) if would >= 0 else ():
        turned = words.lows[at] == "had" and words.tags[at + 1] in "DO"
        if turned and (words.tags[at - 1] in ",VJA" or words.lows[at - 1] in _BETTER):
            yield Verdict(Reality.CONDITION, at, at + 1), at, len(words.lows)


def _end(words: Words, found: CueWords, at: int) -> int:
    """Return where the words of a cue end that begins at a place; -1 where it does not hold there."""
    after, cue = end_of(found.rest, words.lows, at), found.cue
    if after < 0 or (found.verb and words.tags[at] != "V"):
        return -1
    if cue.then:
        after = next(
            (here + 1 for here in range(after, min(after + _THEN, len(words.lows))) if words.lows[here] in cue.then), -1
        )
    if cue.needs and cue.needs.isdisjoint(words.lows[max(0, at - REACH) : at]):
        return -1
    return -1 if cue.unless and not cue.unless.isdisjoint(words.lows[max(0, at - REACH) : at + REACH]) else after


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
    elif cue.scope == "scene":
        yield from ((verdict, *stretch) for stretch in scene(words, clauses, at, after, cue.aside))
    elif cue.scope == "before":
        yield (verdict, *taken_back(words, clauses, at, cue.needs))
    elif cue.scope == "itself":
        yield verdict, after - 1, after
    elif cue.scope == "quote":
        yield from ((verdict, *stretch) for stretch in (quoted(words, after),) if stretch)
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
    for lower in (*under(clauses, number), *_without_that(clauses, number, verdict.after)):
        group = clauses[lower].group
        if cue.infinitive and not group.infinitive and clauses[lower].over == number:
            continue
        yield verdict, own_start(clauses[lower]), clauses[lower].stop


def _without_that(clauses: list[Clause], number: int, after: int) -> list[int]:
    """Return the number of a clause that begins straight behind a verb, without "that": "one wishes they had met"."""
    following = clauses[number + 1 : number + 2]
    if (
        not following
        or following[0].link is not Link.FREE
        or following[0].subject is None
        or not following[0].group.finite
    ):
        return []
    return [number + 1, *under(clauses, number + 1)] if following[0].subject.first == after else []


def _object_head(words: Words, clause: Clause, after: int) -> str:
    """Return the head of what a verb has as its object, or of what a passive one has as its subject, in small letters."""
    phrase: Phrase | None = clause.object or (clause.subject if clause.group.voice.value != "active" else None)
    if phrase is not None:
        return words.lows[phrase.core - 1]
    return words.lows[after] if after < len(words.lows) else ""


def _whole_clause(words: Words, clauses: list[Clause], verdict: Verdict) -> Iterator[tuple[Verdict, int, int]]:
    """Yield the clause round a cue: for "if ..." at the head of a sentence the sentence, for "usually" a clause in the present."""
    at, size = verdict.first, min(len(words.lows), verdict.first + REACH)
    if verdict.reality is Reality.GENERAL:
        for clause in near(clauses, at):
            if clause.start <= at < clause.stop and clause.group.tense is Tense.PRESENT and not clause.group.perfect:
                yield verdict, clause.start, clause.stop
        return
    accuses = next((c.group for c in near(clauses, at) if 0 <= c.group.head - verdict.after < 2), None)
    if verdict.reality is Reality.NEGATED and accuses is not None and accuses.tells_of("blame"):
        yield verdict, accuses.head, accuses.after
        return
    stop = next((here for here in range(at, size) if words.lows[here] in _HARD or words.lows[here] == "because"), size)
    yield verdict, at, stop


def _following(words: Words, clauses: list[Clause], verdict: Verdict) -> Iterator[tuple[Verdict, int, int]]:
    """Yield what follows a noun or phrase such as "fears of" in its clause, and the clause that its "that" opens."""
    at = verdict.after
    stop = _limit(words, at)
    number = holding(clauses, verdict.first)
    if number < 0:
        yield verdict, at, stop
        return
    clause, opens = clauses[number], words.lows[at - 1] in _OPENS
    for opened in _opened(words, clauses, number, at, opens=opens):
        start = min(own_start(opened), opened.group.first)
        yield verdict, max(start, at) if opened.group.first >= at else start, opened.stop
    before_verb = verdict.first < clause.group.first and not clause.group.copula and not opens
    if before_verb and clause.group.tells_of("speech"):
        yield from ((verdict, own_start(clauses[lower]), clauses[lower].stop) for lower in under(clauses, number))
    yield verdict, at, min(max(clause.group.first if before_verb else clause.stop, at), stop)


def _opened(words: Words, clauses: list[Clause], number: int, at: int, *, opens: bool) -> Iterator[Clause]:
    """Yield the clauses that begin right behind a phrase, and those under them."""
    inside: set[int] = set()
    for later in range(number if opens else number + 1, min(len(clauses), number + CLAUSES)):
        clause = clauses[later]
        first = clause.group.first
        begins = (clause.link is Link.UNDER and 0 <= clause.opener - at <= 1) or (not inside and first == at)
        bare = not inside and _is_bare(words, clause, at)
        straight = opens and not inside and clause.start <= at <= first <= at + _NEAR
        if begins or bare or straight or clause.over in inside:
            inside.add(later)
            yield clause


def _is_bare(words: Words, clause: Clause, at: int) -> bool:
    """Return whether a clause without a finite verb begins at a place: "without" anyone being hurt, "fears of" men killed."""
    group = clause.group
    if not at <= group.first <= at + _NEAR // 2 or "," in words.tags[at : group.first]:
        return False
    participle = group.voice is Voice.PASSIVE and group.first == group.head and not group.finite
    return participle or words.lows[group.first] in ("being", "having")


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
