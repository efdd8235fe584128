"""How far a story or a drill reaches, what a later correction takes back, and what stands within quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ceasefire.reading.frames.clauses import Clause, Link
from ceasefire.reading.frames.index import listed, triggers
from ceasefire.reading.frames.nearby import holding, near, own_start, under
from ceasefire.reading.frames.phrases import Phrase, phrase_left
from ceasefire.reading.frames.verb_groups import Voice
from ceasefire.reading.frames.words import REACH, Words

Stretch = tuple[int, int]
"""Words from the first number up to the second."""

_TURNS: Final = frozenset(("but", "while", "whereas"))
_OF_DOER: Final = ["of", "responsibility"]
"""Behind "the claim", so that who did it is taken back and not the act."""
_MARKS: Final = frozenset("\"'")
_QUOTE_WITHIN: Final = 8
"""Within how many words after "the banner" its words begin."""


def scene(words: Words, clauses: list[Clause], first: int, after: int, aside: frozenset[str]) -> Iterator[Stretch]:
    """Yield what a story or a drill makes unreal: the sentence up to a turn, or the clause of "who starred in the film".

    Nothing where the word is no noun of its own ("film crew"), tells when or where ("after the drill"), or was itself hit.
    """
    if (
        words.lows[first - 1 : first] == ["no"]
        or _is_part_of_name(words, first, after)
        or _is_aside(words, clauses, first, after, aside)
    ):
        return
    number = holding(clauses, first)
    if number >= 0 and _is_of_person(words, clauses[number]):
        for inside in (number, *under(clauses, number)):
            yield own_start(clauses[inside]), clauses[inside].stop
        return
    size = min(len(words.tags), after + REACH)
    stop = next((at for at in range(after, size) if words.tags[at] == ";" or words.lows[at] in _TURNS), size)
    yield _start(words, clauses[number] if number >= 0 else None, first), stop


def _start(words: Words, clause: Clause | None, first: int) -> int:
    """Return where the part of the sentence begins that a word makes unreal: a joined clause, else behind a semicolon."""
    if clause and clause.link is Link.AND and clause.subject and clause.opener < clause.subject.first <= first:
        return clause.subject.first
    return max((at + 1 for at in range(max(0, first - REACH), first) if words.tags[at] == ";"), default=0)


def _is_part_of_name(words: Words, first: int, after: int) -> bool:
    """Return whether another noun follows ("film crew", "exercise restraint"); "Exercise Iron Shield" is the name of one."""
    if after >= len(words.tags) or words.tags[after] not in "NJ" or words.lows[after] in listed("tells_stories"):
        return False
    if words.capital(after) and words.tags[after] == "N":
        return False
    phrase = phrase_left(words, after, 0)
    opening = phrase is not None and phrase.first == 1 and words.tags[0] == "P"
    return not (opening and words.lows[after].endswith(("s", "en")))


def _is_aside(words: Words, clauses: list[Clause], first: int, after: int, aside: frozenset[str]) -> bool:
    """Return whether a story or drill is only named: its maker, a time, a place, or what was attacked."""
    phrase = phrase_left(words, after, 0)
    before = (min(phrase.first, first) if phrase else first) - 1
    if before >= 0 and words.tags[before] in "PS":
        if words.lows[before] in aside and words.lows[before - 1] != "according":
            return True
        if words.lows[before] in ("of", "by", "in") and words.lows[before - 1] in listed("makers"):
            return True
        if words.lows[before] == "in" and words.lows[before - 1] == "part":
            return True
        if words.lows[before] in ("on", "at") and _is_attack(words, before - 1):
            return True
    return any(_is_hit(clause, first, after) for clause in near(clauses, first))


def _is_attack(words: Words, at: int) -> bool:
    """Return whether the noun at a place is of harm or attack: "an attack on the exercise"."""
    return at >= 0 and any(
        t.part == "noun" and t.frame.group in ("harm", "attack") for t in triggers().get(words.lows[at], ())
    )


def _is_hit(clause: Clause, at: int, after: int) -> bool:
    """Return whether a word is the head of what a verb of harm or attack has as its target."""
    group = clause.group
    if not group.tells_of("harm", "attack"):
        return False
    if group.voice is not Voice.ACTIVE and group.first == group.head:
        return False
    target: Phrase | None = clause.object if group.voice is Voice.ACTIVE else clause.subject
    return target is not None and target.first <= at and after == target.core


def _is_of_person(words: Words, clause: Clause) -> bool:
    return clause.link is Link.RELATIVE and clause.opener >= 0 and words.lows[clause.opener] in ("who", "whose", "whom")


def taken_back(words: Words, clauses: list[Clause], first: int, needs: frozenset[str]) -> Stretch:
    """Return what stands before a correction and is taken back by it: from "reports that" on, else from the beginning.

    Where it is said of a subject of its own behind "and", what stands before that is no part of it.
    """
    stop = first - 1 if first and words.tags[first] == "O" and words.tags[first - 1] == ";" else first
    start = max((at + 1 for at in range(max(0, first - REACH), stop) if words.tags[at] == ";"), default=0)
    if needs:
        return next(
            (at for at in range(start, first) if words.lows[at] in needs and words.lows[at + 1 : at + 3] != _OF_DOER),
            first,
        ), first
    number = holding(clauses, first)
    if number >= 0 and clauses[number].link is Link.AND:
        subject = clauses[number].subject
        if subject is not None and subject.first > clauses[number].opener and words.tags[subject.first] != "O":
            return subject.first, first
    return start, first


def quoted(words: Words, after: int) -> Stretch | None:
    """Return the words between the quotation marks that follow "the banner read"; None without."""
    size = len(words.lows)
    opens = next(
        (
            at
            for at in range(after - (words.lows[after - 1] in _MARKS), min(size, after + _QUOTE_WITHIN))
            if words.lows[at] in _MARKS
        ),
        -1,
    )
    if opens < 0:
        return None
    mark = words.lows[opens]
    closes = next((at for at in range(opens + 1, min(size, opens + REACH)) if words.lows[at] == mark), -1)
    return (opens + 1, closes) if closes > opens else None
