"""Where a sentence tells of a gathering, by its frames: the noun or verb, what is said of it, and the clause round it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_nouns import is_gathering_noun, is_noted, verb_of, with_its_lead
from ceasefire.reading.frames import Analysis, Mention, Reality, Voice
from ceasefire.reading.frames.analysis import Span
from ceasefire.reading.frames.clauses import Clause, Link
from ceasefire.reading.frames.phrases import Phrase, phrase_left
from ceasefire.reading.frames.verb_groups import Tense

_PARTICIPLES: Final = frozenset(
    (
        "hold", "convene", "host", "organise", "organize", "chair", "mediate", "broker", "facilitate", "schedule", "plan", "arrange",
        "set",
    )
)  # fmt: skip
_LED: Final = frozenset(("host", "chair", "mediate", "broker", "facilitate", "organise", "organize"))
"""Participles that say who led a gathering, so that what became of it stands behind them."""
_ASIDE: Final = re.compile(
    r", (?!and |but |who |which |where |while |as |when |after |before )[^,;:]{4,80}, (?:in|at|on|from) [A-Z0-9][^,;:.]{2,60}"
)
_FAR: Final = 8
"""Within how many words behind its noun "which had opened" stands."""
_UNREAL: Final = frozenset(
    (
        Reality.QUESTION, Reality.QUOTED, Reality.FICTION, Reality.DRILL, Reality.RETRACTED, Reality.DENIED, Reality.NEGATED, Reality.ZERO,
        Reality.AVERTED, Reality.WISHED, Reality.POSSIBLE, Reality.FEARED,
    )
)  # fmt: skip


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a gathering is told of. All spans are offsets of the sentence.

    `start` and `end` are its words; `core` the noun or verb of them. `role` is "verb" where a verb tells of it
    ("met"), "subject" or "object" where a verb says something of its noun, else the preposition before the noun, or
    "loose". `verb` is the lemma of that verb, `tail` where the words beside the noun end, `clause` the clause round it.
    """

    start: int
    end: int
    core: str
    role: str
    verb: str
    clause: Span
    tail: int
    reality: Reality
    tense: Tense = Tense.NONE
    perfect: bool = False
    voice: Voice = Voice.ACTIVE
    subject: Span | None = None
    object: Span | None = None
    by: Span | None = None
    other: Span | None = None
    under: str = ""


def tellings(analysis: Analysis) -> list[Telling]:
    """Return the gatherings that a sentence tells of, in order; those only wished for, denied, asked or supposed are left out."""
    mentions = analysis.of("meeting")
    nouns = [t for m in mentions if m.part == "noun" and m.frame.name == "meet" for t in _by_noun(analysis, m)]
    verbs = [
        _by_verb(analysis, m) for m in mentions if m.part == "verb" and m.frame.name == "meet" and not _holds(m, nouns)
    ]
    said = any(verb_of(analysis, c) in lexis.SAYINGS for c in analysis.clauses)
    every = (_as_noted(analysis, t) for t in (*verbs, *nouns))
    return sorted((t for t in every if _is_told(t, said=said)), key=lambda t: t.start)


def _is_told(telling: Telling, *, said: bool) -> bool:
    """Return whether a gathering is told as one, by its reality; a condition only where somebody says it."""
    told = telling.reality not in _UNREAL or _came_to_nothing(telling)
    return told and (said or telling.reality is not Reality.CONDITION)


def _as_noted(analysis: Analysis, telling: Telling) -> Telling:
    noted = telling.reality is Reality.CONDITION and is_noted(analysis, telling.start)
    return msgspec.structs.replace(telling, reality=Reality.FACT) if noted else telling


def _came_to_nothing(telling: Telling) -> bool:
    """Return whether a gathering took place, though nothing came of it."""
    undone = telling.reality in (Reality.ZERO, Reality.NEGATED)
    return undone and telling.role == "subject" and telling.verb.split(" ")[0] in lexis.OUTCOMES | lexis.ENDS


def _holds(mention: Mention, nouns: list[Telling]) -> bool:
    """Return whether the object of a verb is itself a gathering, so that the noun tells of it: "convened its session"."""
    return mention.object is not None and any(
        mention.object[0] <= t.start and t.end <= mention.object[1] for t in nouns if t.role == "object"
    )


def _by_verb(analysis: Analysis, m: Mention) -> Telling:
    clause = _clause_of(analysis, m.trigger[0])
    subject = _same_subject(analysis, clause, m.subject)
    mover = _gone(analysis, clause)
    reach = _reach(analysis, m, clause) if mover is None else (_begin(analysis, mover), m.clause[1])
    return Telling(
        start=m.trigger[0],
        end=m.trigger[1],
        core=m.lemma,
        role="verb",
        verb=m.lemma,
        clause=_past_aside(analysis, reach),
        tail=m.clause[1],
        reality=m.reality,
        tense=m.tense,
        perfect=clause.group.perfect if clause else False,
        voice=m.voice,
        subject=subject,
        object=m.object,
        by=m.by,
        other=m.after("with"),
        under=verb_of(analysis, mover) if mover is not None else m.under,
    )


def _begin(analysis: Analysis, clause: Clause) -> int:
    """Return where the words of a clause begin."""
    return analysis.words.starts[min(clause.start, clause.group.first)]


def _gone(analysis: Analysis, clause: Clause | None) -> Clause | None:
    """Return the clause of the verb of going of "flew to X on Monday to meet Y"."""
    if clause is None or not clause.group.infinitive:
        return None
    number = bisect_left(analysis.clauses, clause.group.head, key=lambda c: c.group.head)
    before = analysis.clauses[max(0, number - 2) : number]
    return next((c for c in before if verb_of(analysis, c) in lexis.MOVES), None)


def _before(analysis: Analysis, clause: Clause) -> Clause | None:
    """Return the clause before another one."""
    number = bisect_left(analysis.clauses, clause.group.head, key=lambda c: c.group.head)
    return analysis.clauses[number - 1] if number else None


def _same_subject(analysis: Analysis, clause: Clause | None, subject: Span | None) -> Span | None:
    """Return whom "he" of "X was in Y, where he met Z" takes up."""
    if clause is None or analysis.words_in(subject).lower() not in ("he", "she", "they"):
        return subject
    before = _before(analysis, clause)
    known = analysis.span_of(before.subject) if before is not None and clause.opener >= 0 else None
    return known or subject


def _reach(analysis: Analysis, m: Mention, clause: Clause | None) -> Span:
    """Return the clause of a verb, with the one before it that says where: "X flew to Y on Monday and met Z", "Y, where X met Z"."""
    start, end = m.clause
    if clause is None:
        return start, end
    if m.subject is None and m.finite and not analysis.text[start : m.trigger[0]].strip():
        return 0, end
    before = _before(analysis, clause)
    words = analysis.words
    joins = clause.opener > 0 and words.lows[clause.opener] in ("where", "when", "and")
    if before is None or not joins:
        return (0, end) if joins else (start, end)
    if words.lows[clause.opener] == "where" or verb_of(analysis, before).split(" ")[0] in lexis.MOVES:
        return _begin(analysis, before), end
    return start, end


def _past_aside(analysis: Analysis, span: Span) -> Span:
    """Return a clause with the place and day that an aside parts from it: "met, at the invitation of X, in Tarn on Monday"."""
    aside = _ASIDE.match(analysis.text, span[1] - (analysis.text[span[1] - 1 : span[1]] == ","))
    return (span[0], aside.end()) if aside else span


def _by_noun(analysis: Analysis, m: Mention) -> Iterator[Telling]:
    words = analysis.words
    at, last = words.inside(m.trigger)[0], words.inside(m.trigger)[-1]
    if _is_meeting_people(analysis, at):
        yield _participial(analysis, m, at)
        return
    if not is_gathering_noun(analysis, m, at, last):
        return
    first = _whole(analysis, at)
    role, clause = _role(analysis, first, at, last)
    governed = clause is not None and role in ("subject", "object", "participle")
    group = clause.group if clause is not None else None
    tail = _tail(analysis, m, last)
    yield Telling(
        start=words.starts[first],
        end=m.trigger[1],
        core=m.lemma,
        role=role,
        verb=verb_of(analysis, clause) if clause is not None else "",
        clause=_past_aside(analysis, _union(analysis, m, first, tail, clause if governed else None)),
        tail=tail,
        reality=_noun_reality(analysis, m, clause if governed else None),
        tense=group.tense if group is not None else Tense.NONE,
        perfect=group.perfect if group is not None else False,
        voice=group.voice if group is not None else Voice.ACTIVE,
        subject=analysis.span_of(clause.subject) if clause is not None and role in ("object", "participle") else None,
        under=_over(analysis, clause),
    )


def _is_meeting_people(analysis: Analysis, at: int) -> bool:
    """Return whether "meeting" is what people do: "Sitting in X, the board", "the generals, meeting in X", "leaders meeting in X"."""
    words = analysis.words
    if words.lows[at] not in ("meeting", "sitting", "gathering") or words.tags[at + 1 : at + 2] not in (["P"], ["S"]):
        return False
    return at == 0 or words.tags[at - 1] == "," or words.lows[at - 1] in lexis.PEOPLE


def _participial(analysis: Analysis, m: Mention, at: int) -> Telling:
    words = analysis.words
    before = phrase_left(words, at - (words.tags[at - 1] == ","), 0) if at else None
    start, end = m.clause
    tail = _tail(analysis, m, at)
    return Telling(
        start=m.trigger[0],
        end=m.trigger[1],
        core="sit down",
        role="verb",
        verb="meet",
        clause=(min(start, words.starts[before.first] if before else 0), end),
        tail=tail,
        reality=m.reality,
        subject=_parted(analysis, before, at, start),
    )


def _parted(analysis: Analysis, before: Phrase | None, at: int, start: int) -> Span | None:
    """Return who meets before "meeting in X": all before its comma, "the ministers of A, B and C"."""
    if before is None:
        return None
    first = start if analysis.words.tags[at - 1] == "," else analysis.words.starts[before.first]
    return min(first, analysis.words.starts[before.first]), analysis.words.ends[before.after - 1]


def _union(analysis: Analysis, m: Mention, first: int, tail: int, clause: Clause | None) -> Span:
    """Return the clause of a noun, with that of the verb that says something of it."""
    start, end = min(m.clause[0], analysis.words.starts[first]), max(m.clause[1], tail)
    if clause is None:
        return start, end
    words = analysis.words
    stop = max(clause.stop, clause.group.after)
    return min(start, words.starts[min(clause.start, clause.group.first)]), max(end, words.ends[stop - 1])


def _noun_reality(analysis: Analysis, m: Mention, clause: Clause | None) -> Reality:
    """Return what becomes of a noun: by its own cue, else by the verb that says something of it."""
    own = clause is not None and clause.link is Link.RELATIVE and clause.group.finite
    if clause is None or (m.reality is not Reality.FACT and not own and not _is_on(analysis, clause)):
        return m.reality
    head = clause.group.head
    return analysis.reality_at(analysis.words.starts[head], analysis.words.ends[head])


def _whole(analysis: Analysis, at: int) -> int:
    """Return the place of the first word of a noun phrase, with "a round of", "two days of" and the like before it."""
    words = analysis.words
    phrase = phrase_left(words, at + 1, 0)
    first = with_its_lead(words, phrase.first if phrase else at)
    while first > 1 and words.lows[first - 1] == "of" and words.lows[first - 2] in lexis.MEASURES:
        more = phrase_left(words, first - 1, 0)
        if more is None:
            break
        first = more.first
    return first


def _role(analysis: Analysis, first: int, at: int, last: int) -> tuple[str, Clause | None]:
    """Return what a noun is in its clause, and the clause whose verb says something of it."""
    follows = _participle(analysis, last + 1) or _relative(analysis, last + 1)
    if follows is not None:
        main = _finite_after(analysis, follows) if verb_of(analysis, follows) in _LED else follows
        return ("participle", follows) if main is follows else ("subject", main)
    best = _best(analysis, [(r, c) for r, c in _governing(analysis, first, at) if r])
    if best is not None:
        return best[0], _finite_after(analysis, best[1])
    before = analysis.words.lows[first - 1] if first else ""
    clause = _clause_of(analysis, analysis.words.starts[at])
    if clause is not None and _is_late_object(analysis, clause, first):
        return "object", clause
    return (before if first and analysis.words.tags[first - 1] in "PS" else "loose"), clause


def _best(analysis: Analysis, governing: list[tuple[str, Clause]]) -> tuple[str, Clause] | None:
    """Return the verb that tells most of a noun: that it is under way, else that it took place, else the first one."""
    on = next((g for g in governing if _is_on(analysis, g[1])), None)
    happens = (g for g in governing if verb_of(analysis, g[1]) in lexis.HAPPENS)
    return on or next(happens, governing[0] if governing else None)


def _is_on(analysis: Analysis, clause: Clause) -> bool:
    """Return whether a verb tells that something is under way."""
    if verb_of(analysis, clause) != "be" or clause.group.infinitive:
        return False
    return lexis.UNDER_WAY.match(analysis.text, analysis.words.ends[clause.group.after - 1]) is not None


def _finite_after(analysis: Analysis, clause: Clause) -> Clause:
    """Return the verb of "the meeting involving X was held": the next one, where the first is but a participle."""
    if clause.group.finite or clause.group.infinitive:
        return clause
    number = bisect_left(analysis.clauses, clause.group.head, key=lambda c: c.group.head)
    after = analysis.clauses[number + 1] if number + 1 < len(analysis.clauses) else clause
    goes_on = after.link is Link.NEXT and after.group.finite and verb_of(analysis, after) in lexis.HAPPENS
    return after if goes_on else clause


def _is_late_object(analysis: Analysis, clause: Clause, first: int) -> bool:
    """Return whether a noun is the object of a verb from which commas part it: "chaired, together with Ghana, the plenary"."""
    group = clause.group
    bare = clause.object is None and group.voice is Voice.ACTIVE and group.after < first
    return bare and analysis.words.tags[first - 1] == "," and verb_of(analysis, clause) in lexis.ATTENDS


def _participle(analysis: Analysis, at: int) -> Clause | None:
    """Return the clause of "held" in "its 12th meeting, held at Tarn on 30 April,"."""
    words = analysis.words
    if at < len(words.tags) and words.tags[at] in ",":
        at += 1
    while at < len(words.tags) and words.tags[at] == "A":
        at += 1
    clause = next((c for c in analysis.clauses if c.group.first == at), None)
    bare = clause is not None and clause.group.first == clause.group.head and not clause.group.infinitive
    return clause if bare and clause is not None and verb_of(analysis, clause) in _PARTICIPLES else None


def _relative(analysis: Analysis, at: int) -> Clause | None:
    """Return the clause of "the round of talks in that format, which had opened on Monday" and "the talks that both held"."""
    words = analysis.words
    stop = min(at + _FAR, len(words.lows))
    opener = next((n for n in range(at, stop) if words.lows[n] == "which" or (n == at and words.lows[n] == "that")), -1)
    clause = next((c for c in analysis.clauses if c.group.first >= at), None)
    if opener < 0 or clause is None or clause.group.first <= opener:
        return None
    lemma = verb_of(analysis, clause)
    return clause if lemma in lexis.HAPPENS or (lemma == "have" and clause.object is None) else None


def _governing(analysis: Analysis, first: int, at: int) -> Iterator[tuple[str, Clause]]:
    number = bisect_left(analysis.clauses, at, key=lambda c: c.group.head)
    for clause in analysis.clauses[max(0, number - 3) : number + 3]:
        if clause.group.head > at and (
            _is_head(analysis, clause.subject, first, at) or _opens(analysis, clause, first, at)
        ):
            yield "subject", clause
        elif _is_head(analysis, clause.object, first, at):
            yield "object", clause


def _opens(analysis: Analysis, clause: Clause, first: int, at: int) -> bool:
    """Return whether a noun at the head of a sentence is the subject of a verb that has found none: "Talks on reopening roads were held"."""
    lone = clause.subject is None and clause.group.finite and clause.group.first > at + 1
    begins = first == 0 or (first == 2 and analysis.words.tags[1] == "'")
    return lone and begins and "," not in analysis.words.tags[at : clause.group.first]


def _is_head(analysis: Analysis, phrase: Phrase | None, first: int, at: int) -> bool:
    """Return whether a noun is the head of a phrase, or stands first in it; "the leaders of the talks" are no talks."""
    if phrase is None or not phrase.first <= at < phrase.after:
        return False
    return first <= phrase.first or first == phrase.first + 1


def _clause_of(analysis: Analysis, start: int) -> Clause | None:
    at = bisect_left(analysis.words.starts, start)
    holding = [c for c in analysis.clauses if min(c.start, c.group.first) <= at < max(c.stop, c.group.after)]
    return holding[-1] if holding else None


def _over(analysis: Analysis, clause: Clause | None) -> str:
    return verb_of(analysis, analysis.clauses[clause.over]) if clause is not None and clause.over >= 0 else ""


def _tail(analysis: Analysis, m: Mention, last: int) -> int:
    """Return where the words beside a noun end: at the next verb or the end of its clause."""
    words = analysis.words
    verb = next((c.group.first for c in analysis.clauses if c.group.first > last), len(words.starts))
    stop = words.ends[verb - 1] if verb > last + 1 else m.trigger[1]
    return min(stop, max(m.clause[1], m.trigger[1])) if m.clause[1] > m.trigger[1] else stop


__all__ = ["Telling", "tellings"]
