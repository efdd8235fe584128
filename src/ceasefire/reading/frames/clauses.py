"""Clauses: where each begins and ends, who does what in it, and which verb stands over it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from ceasefire.reading.frames.phrases import Phrase, phrase_left, phrase_right, prepositions, with_of
from ceasefire.reading.frames.subjects import PASSED, first_phrase, own_subject, taken_for, whole
from ceasefire.reading.frames.verb_groups import VerbGroup, Voice, object_follows
from ceasefire.reading.frames.words import REACH, Words

_HARD: Final = frozenset(';:.?!"-')
_INSERTS: Final = frozenset(("where", "who", "which", "that", "whom"))
"""What opens a clause that belongs to the noun before it."""
_BACK: Final = 4
"""Clauses that what is inserted may have."""
_OF_OBJECTS: Final = frozenset(("whom", "which", "that", "who"))
_OF_SPEAKERS: Final = ("speech", "blame", "count")
_ASKS: Final = frozenset(("ask", "asks", "asked", "asking", "tell", "tells", "told", "telling"))
"""Verbs behind whose object "who" asks: "asked the Front who had done it"."""
_SAYS: Final = frozenset(("say", "says", "said", "insisted", "insists"))
"""Verbs that have no noun as their object, so that one behind them begins what is said."""
_FINDS: Final = frozenset(
    ("find", "finds", "found", "conclude", "concludes", "concluded", "establish", "established", "establishes")
)


class Link(StrEnum):
    """What joins a clause to the one before it."""

    FREE = "free"
    RELATIVE = "relative"
    UNDER = "under"
    AND = "and"
    NEXT = "next"


class Clause(msgspec.Struct, frozen=True, gc=False):
    """A verb with its subject, object, by-phrase and the phrases of prepositions after it, as places of words.

    `over` is the number of the clause whose verb stands over this one ("said that ..."), -1 without. `opener` is the
    place of the word that joins it ("that", "who", "and"), -1 without.
    """

    group: VerbGroup
    start: int
    stop: int
    link: Link
    opener: int
    over: int
    subject: Phrase | None
    object: Phrase | None
    by: Phrase | None
    phrases: tuple[tuple[str, Phrase], ...]


def clauses_of(words: Words, groups: list[VerbGroup]) -> list[Clause]:
    """Return the clause of each verb group, in order."""
    opened = [_opening(words, groups, number) for number in range(len(groups))]
    found: list[Clause] = []
    for number, group in enumerate(groups):
        start, link, opener = opened[number]
        gap = _has_gap(words, group, link, opener)
        if gap and group.first == group.head:
            group = msgspec.structs.replace(group, voice=Voice.ACTIVE, finite=True)
        stop = _stop(words, groups, opened, number)
        object_ = _object(words, group, stop) if group.voice is Voice.ACTIVE else None
        taken_up = _antecedent(words, opener, found[-1] if found else None) if gap and object_ is None else None
        after = object_.after if object_ else group.after
        follow = prepositions(words, group.after, stop)
        found.append(
            Clause(
                group=group,
                start=start,
                stop=max(stop, after),
                link=link,
                opener=opener,
                over=_over(words, found, link, opener, group),
                subject=_subject(words, found, group, start, link, opener),
                object=object_ or taken_up,
                by=_by(words, follow) if group.voice is not Voice.ACTIVE else None,
                phrases=tuple(follow),
            )
        )
    return _led(words, found)


def _has_gap(words: Words, group: VerbGroup, link: Link, opener: int) -> bool:
    """Return whether a relative clause has a subject of its own, so that what it takes up is its object: "whom the army accused"."""
    if link is not Link.RELATIVE or words.lows[opener] not in _OF_OBJECTS or words.tags[opener - 1] == "P":
        return False
    active = group.voice is not Voice.OPEN and "B" not in words.tags[group.first : group.head + 1]
    return active and group.tells_of("harm", "attack", "blame") and not _straight(words, opener + 1, group.first)


def _led(words: Words, found: list[Clause]) -> list[Clause]:
    """Return the clauses with a subject for the participles that open a sentence: "Accused of the raid, the Front ..."."""
    opens = found and (found[0].group.first == 0 or (found[0].group.first == 1 and words.tags[0] in "AS"))
    number = next((n for n, c in enumerate(found) if c.group.finite), 0) if opens else 0
    subject = found[number].subject if number else None
    if subject is None or words.tags[subject.first - 1] != ",":
        return found
    return [
        msgspec.structs.replace(c, subject=subject)
        if n < number and c.subject is None and not c.group.infinitive
        else c
        for n, c in enumerate(found)
    ]


def _opening(words: Words, groups: list[VerbGroup], number: int) -> tuple[int, Link, int]:
    """Return where the clause of a verb begins, how it is joined, and the word that joins it."""
    group = groups[number]
    floor = groups[number - 1].after if number else 0
    tags = words.tags
    for at in range(group.first - 1, max(floor, group.first - REACH) - 1, -1):
        tag = tags[at]
        if tag == "R" or (
            tag == "S" and words.lows[at] == "that" and at == group.first - 1 and at and tags[at - 1] in "NW"
        ):
            return at + 1, Link.RELATIVE, at
        if tag == "S":
            return at + 1, Link.UNDER, at
        if tag in _HARD:
            return at + 1, Link.FREE, -1
        if tag == "C" and number and _joins_clauses(words, groups[number - 1], group, at):
            return at + 1, Link.AND, at
    return (floor, Link.NEXT, -1) if number else (0, Link.FREE, -1)


def _joins_clauses(words: Words, before: VerbGroup, group: VerbGroup, at: int) -> bool:
    """Return whether "and" joins two verbs and not two nouns of the second one's subject ("X and Y met")."""
    if at == before.after or at + 1 == group.first:
        return True
    if any(tag in "SR" for tag in words.tags[before.after : at]):
        return False
    if group.infinitive or (words.lows[before.head] in _SAYS and _is_noun_alone(words, before.after, at)):
        return False
    return before.finite or group.finite is before.finite


def _is_noun_alone(words: Words, start: int, stop: int) -> bool:
    """Return whether one noun phrase stands between two places: "Zarnian" of "said Zarnian and army planes struck X"."""
    phrase = phrase_right(words, start)
    return phrase is not None and phrase.after == stop


def _stop(words: Words, groups: list[VerbGroup], opened: list[tuple[int, Link, int]], number: int) -> int:
    """Return where the words after a verb end: at the next clause, at a hard mark, or at the end."""
    group = groups[number]
    stop = len(words.tags)
    if number + 1 < len(groups):
        start, link, opener = opened[number + 1]
        stop = opener if opener >= group.after else groups[number + 1].first
        if link is Link.FREE:
            stop = min(stop, start)
    stop = max(group.after, min(stop, group.after + REACH))
    first = group.after + (words.opens_quote(group.after) and not group.tells_of("speech"))
    return next((at for at in range(first, stop) if words.tags[at] in _HARD), stop)


def _object(words: Words, group: VerbGroup, stop: int) -> Phrase | None:
    if not object_follows(words, group.after):
        return None
    phrase = phrase_right(words, group.after)
    if phrase is None or phrase.first >= stop or _is_next_subject(words, group, phrase):
        return None
    return _listed(words, with_of(words, phrase, stop), stop)


def _is_next_subject(words: Words, group: VerbGroup, phrase: Phrase) -> bool:
    """Return whether a phrase after a verb of speech is the subject of what is said ("said it had fired")."""
    return group.tells_of("speech") and words.tags[phrase.after : phrase.after + 1] not in (
        [],
        ["."],
        ["P"],
        [","],
        ["C"],
    )


def _listed(words: Words, phrase: Phrase, stop: int) -> Phrase:
    """Return a phrase with what is joined to it by "and": "two men and a boy"."""
    after = phrase.after
    while after + 1 < stop and words.tags[after] in ("C", ","):
        here = after + 1 if words.tags[after + 1] != "C" else after + 2
        more = phrase_right(words, here) if here < stop else None
        if more is None or (words.tags[after] == "," and words.tags[more.after : more.after + 1] != ["C"]):
            break
        after = min(with_of(words, more, stop).after, stop)
    return Phrase(phrase.first, phrase.core, after)


def _by(words: Words, follow: list[tuple[str, Phrase]]) -> Phrase | None:
    """Return what stands after "by" where it is no time and no number alone."""
    for preposition, phrase in follow:
        tags = words.tags[phrase.first : phrase.core]
        if preposition == "by" and "W" not in tags and any(tag in "NO" for tag in tags):
            return phrase
    return None


def _subject(words: Words, found: list[Clause], group: VerbGroup, start: int, link: Link, opener: int) -> Phrase | None:
    """Return who or what the verb is said of: named before it, or shared with the verb before."""
    before = found[-1] if found else None
    if link is Link.RELATIVE and _straight(words, opener + 1, group.first) and words.lows[opener] != "whom":
        return _antecedent(words, opener, before)
    own = _named_before(words, found, group, start, link)
    if before is None or (own is not None and not (link is Link.NEXT and _is_object(before, own))):
        return own
    if own is None and _is_said_of(words, before, group):
        return _antecedent(words, before.opener, found[-2] if len(found) > 1 else None)
    joined = link in (Link.NEXT, Link.AND) or group.infinitive or not group.finite
    return _shared(words, _speaker_of(found, before, link, group), group) if joined else None


def _named_before(words: Words, found: list[Clause], group: VerbGroup, start: int, link: Link) -> Phrase | None:
    """Return who or what is named before a verb as its subject, around what is inserted."""
    before = found[-1] if found else None
    told = before is not None and words.lows[before.group.head] in _SAYS and start == before.group.after
    return (
        _round_speaker(words, before, group)
        or (taken_for(words, group) if link is Link.NEXT and group.finite else None)
        or _round_insertion(words, _inserted(found), group, link)
        or own_subject(words, group, start, alone=told or link is not Link.NEXT)
    )


def _is_said_of(words: Words, before: Clause, group: VerbGroup) -> bool:
    """Return whether a verb is of whom the clause before takes up: "had shelled" of "rebels who the army said had shelled X"."""
    taken_up = before.link is Link.RELATIVE and words.lows[before.opener] in _OF_OBJECTS
    told = before.group.tells_of("speech") and before.subject is not None and before.subject.first > before.opener
    return taken_up and told and group.finite and group.first == before.group.after


def _inserted(found: list[Clause]) -> Clause | None:
    """Return the clause before, or the one that opened what is inserted: "whom X accused" of "whom X accused of killing Y"."""
    for clause in reversed(found[-_BACK:]):
        if clause.link is not Link.NEXT or clause.group.finite:
            return clause if clause.group.tells_of("blame") else found[-1]
    return found[-1] if found else None


def _round_insertion(words: Words, before: Clause | None, group: VerbGroup, link: Link) -> Phrase | None:
    """Return what stands before an inserted clause: "Fire" of "Fire from the hill where rebels have posts killed two"."""
    if before is None or link is not Link.NEXT or before.link not in (Link.RELATIVE, Link.UNDER) or not group.finite:
        return None
    at = before.opener - 1 if words.tags[before.opener - 1] == "," else before.opener
    own = phrase_left(words, group.first, before.group.after)
    straight = own is not None and _is_object(before, own) and words.lows[before.opener] in _INSERTS
    between_commas = at < before.opener and words.tags[group.first - 1] == ","
    if at < 1 or not (straight or between_commas):
        return None
    floor = max(0, at - REACH)
    phrase = phrase_left(words, at, floor)
    return (whole(words, phrase, floor, listed=True) or phrase) if phrase else first_phrase(words, floor, at)


def _round_speaker(words: Words, before: Clause | None, group: VerbGroup) -> Phrase | None:
    """Return what stands before an inserted speaker: "The Front's guns" of "The Front's guns, monitors found, shelled X" and ", say monitors,"."""
    if before is None or not group.finite or words.tags[group.first - 1] != ",":
        return None
    if not (before.group.tells_of(*_OF_SPEAKERS) or words.lows[before.group.head] in _FINDS):
        return None
    follows = phrase_right(words, before.group.after)
    inverted = follows is not None and with_of(words, follows, group.first).after == group.first - 1
    straight = before.subject is not None and before.group.after == group.first - 1
    mark = (before.group.first if inverted else before.subject.first if straight and before.subject else 0) - 1
    if mark < 1 or words.tags[mark] != ",":
        return None
    floor = max(0, mark - REACH)
    phrase = phrase_left(words, mark, floor)
    return whole(words, phrase, floor, listed=True) if phrase else None


def _speaker_of(found: list[Clause], before: Clause, link: Link, group: VerbGroup) -> Clause:
    """Return the clause whose subject goes on: "denied that it was there and accused" goes back to who denied, and past "which X held, killing"."""
    back = link is Link.AND and before.over >= 0 and group.tells_of("speech", "blame")
    inserted = len(found) > 1 and before.object is not None and before.object.first < before.opener
    return found[before.over] if back else found[-2] if inserted and link is Link.NEXT else before


def _straight(words: Words, start: int, stop: int) -> bool:
    return all(words.tags[at] in PASSED for at in range(start, stop))


def _antecedent(words: Words, opener: int, before: Clause | None) -> Phrase | None:
    """Return the noun phrase that "who" or "which" takes up."""
    at = opener - 1 if opener and words.tags[opener - 1] == "," else opener
    floor = before.group.head + 1 if before else 0
    if (
        before is not None
        and words.lows[before.group.head] in _ASKS
        and before.object
        and before.object.after == opener
    ):
        return None
    phrase = phrase_left(words, at, floor)
    if phrase is not None and words.lows[opener] != "who":
        return phrase
    return (whole(words, phrase, floor, listed=False) or phrase) if phrase else None


def _is_object(before: Clause | None, own: Phrase) -> bool:
    """Return whether a phrase is the object of the verb before it, so that the next verb has another subject."""
    if before is None or before.object is None or before.group.infinitive or own.first < before.group.first:
        return False
    takes_clause = before.group.tells_of("speech", "count")
    return before.object.first == own.first and not takes_clause


def _shared(words: Words, before: Clause, group: VerbGroup) -> Phrase | None:
    """Return the subject that a verb shares with the one before; after a passive, "killing two" is done by its agent.

    Who is accused of shelling is the object of "accused", and who is urged to leave that of "urged".
    """
    prepared = group.infinitive or (group.first > 0 and words.tags[group.first - 1] == "P")
    if prepared and before.group.voice is Voice.ACTIVE and before.object is not None:
        return before.object
    if prepared and before.group.voice is Voice.PASSIVE:
        return before.subject
    if before.group.voice is Voice.ACTIVE or group.voice is not Voice.ACTIVE:
        return before.subject
    return before.subject if group.finite or group.infinitive else before.by


def _over(words: Words, found: list[Clause], link: Link, opener: int, group: VerbGroup) -> int:
    """Return the number of the clause whose verb stands over this one."""
    if not found:
        return -1
    last, before = len(found) - 1, found[-1]
    if link is Link.AND:
        return found[before.over].over if before.over >= 0 and group.tells_of("speech", "blame") else before.over
    if link is Link.UNDER:
        return last if words.lows[opener] in ("that", "whether", "if") and _reaches(words, before, opener) else -1
    if group.infinitive or _is_told(before, group) or words.tags[group.first - 1] == "P":
        return last
    if link is not Link.NEXT:
        return -1
    if not group.finite:
        return before.over
    return last if _speaks_on(words, before) else -1


def _is_told(before: Clause, group: VerbGroup) -> bool:
    """Return whether a verb stands straight behind another as its object: "denied shelling"."""
    return before.group.after == group.first and before.group.voice is Voice.ACTIVE and not group.finite


def _speaks_on(words: Words, before: Clause) -> bool:
    """Return whether what was said follows a verb of speech without "that" or a comma."""
    return before.group.tells_of("speech", "blame") and words.tags[before.group.after : before.group.after + 1] != [","]


def _reaches(words: Words, before: Clause, opener: int) -> bool:
    """Return whether "that" still belongs to the verb before it: no comma between them but one of a pair."""
    return words.tags[before.group.after : opener].count(",") in (0, 2)
