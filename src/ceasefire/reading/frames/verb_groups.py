"""Verbs with what belongs to them: auxiliaries, "not", voice, tense, and whether they are finite."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import msgspec

from ceasefire.reading.frames.index import Trigger, end_of, triggers
from ceasefire.reading.frames.inflection import Form
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS

_AUXILIARY: Final = frozenset("BHXMT")
_PASSED: Final = frozenset("A!")
_OBJECT: Final = frozenset("D#NJO")
_BARE: Final = frozenset('#.,;:("-')


class Voice(StrEnum):
    """Whether the subject does it, has it done to it, or the words leave that open ("Convoy attacked at dawn")."""

    ACTIVE = "active"
    PASSIVE = "passive"
    OPEN = "open"


class Tense(StrEnum):
    """When the verb puts it."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"


class VerbGroup(msgspec.Struct, frozen=True, gc=False):
    """A verb and its auxiliaries as places of words: from `first` up to `after`; `head` is the verb itself.

    `negation` and `modal` are places of "not" and of a modal, -1 without; `triggers` are the frames that it tells of.
    `after` lies behind all words of a phrase such as "put their names to".
    """

    first: int
    head: int
    after: int
    voice: Voice
    tense: Tense
    perfect: bool
    finite: bool
    infinitive: bool
    negation: int
    modal: int
    triggers: tuple[Trigger, ...]

    @property
    def copula(self) -> bool:
        """Return whether the verb is "be" or "have" alone; its frames, as of "came under fire", are none of its own."""
        return self.first == self.head and not self.triggers

    def tells_of(self, *groups: str) -> bool:
        """Return whether a frame of one of these groups ("speech", "harm") is told by the verb."""
        return any(trigger.frame.group in groups for trigger in self.triggers)


def verb_groups(words: Words) -> list[VerbGroup]:
    """Find the verb groups of a sentence, in order."""
    return list(_found(words))


def _found(words: Words) -> Iterator[VerbGroup]:
    tags, at, size = words.tags, 0, len(words.tags)
    while at < size:
        if tags[at] != "V" and tags[at] not in _AUXILIARY:
            at += 1
            continue
        head = _head(tags, at, size)
        if tags[head] in "XMT":
            at = head + 1
            continue
        group = _group(words, at, head)
        yield group
        at = max(group.head + 1, group.after if len(group.triggers) else 0)


def _head(tags: list[str], at: int, size: int) -> int:
    """Return the place of the verb of a group that begins here: the verb, or the last auxiliary where none follows."""
    here = last = at
    while here < size and tags[here] in _AUXILIARY:
        last = here
        here += 1
        while here < size and tags[here] in _PASSED:
            here += 1
    return here if here < size and tags[here] == "V" else last


def _group(words: Words, first: int, head: int) -> VerbGroup:
    tags, lows = words.tags, words.lows
    auxiliaries = [at for at in range(first, head) if tags[at] in _AUXILIARY]
    found, after = triggers_at(words, head, "verb")
    kinds = {tags[at] for at in auxiliaries}
    voice = _voice(words, first, head, after, auxiliaries, found)
    lone = not auxiliaries
    start = first
    while start and tags[start - 1] in _PASSED:
        start -= 1
    negation = next(
        (
            at
            for at in range(start, min(head + 2, len(tags)))
            if tags[at] == "!" or lows[at].endswith("n't") or lows[at] == "cannot"
        ),
        -1,
    )
    return VerbGroup(
        first=first,
        head=head,
        after=after,
        voice=voice,
        tense=_tense(words, head, auxiliaries),
        perfect="H" in kinds,
        finite=_finite(words, head, lone, voice, kinds),
        infinitive=tags[first] == "T",
        negation=negation,
        modal=next((at for at in auxiliaries if tags[at] == "M"), -1),
        triggers=found,
    )


def triggers_at(words: Words, at: int, part: str) -> tuple[tuple[Trigger, ...], int]:
    """Return the frames that the word at a place tells of as verb, noun or adjective, and where their words end.

    Where a phrase of more words is known ("open fire"), the frames of its first word alone do not count.
    """
    best: list[Trigger] = []
    after = at + 1
    for trigger in triggers().get(words.lows[at], ()):
        if trigger.part != part:
            continue
        end = end_of(trigger.rest, words.lows, at, names=trigger.frame.group == "blame")
        gap_too = "*" in trigger.rest and any(b.rest and "*" not in b.rest for b in best)
        if end < 0 or gap_too or (best and end < after) or (end > at + 1 and _is_of_another(words, end)):
            continue
        best.append(trigger)
        after = end
    return tuple(best), after


def _is_of_another(words: Words, end: int) -> bool:
    """Return whether the last word of a phrase belongs to what follows it: "agreed to meet", "agreed on Monday"."""
    if words.tags[end - 1] == "T":
        return True
    at = next((at for at in range(end, min(end + 2, len(words.lows))) if not words.lows[at].isdigit()), end)
    day = words.lows[at] if at < len(words.lows) and words.tags[at + 1 : at + 2] != ["'"] else ""
    return words.tags[end - 1] == "P" and (day in WEEKDAY_NUMBERS or day in MONTH_NUMBERS)


def _voice(
    words: Words, first: int, head: int, after: int, auxiliaries: list[int], found: tuple[Trigger, ...]
) -> Voice:
    form = words.forms[head]
    last = auxiliaries[-1] if auxiliaries else -1
    if last >= 0 and words.tags[last] == "B" and form & Form.PARTICIPLE:
        return Voice.PASSIVE
    if last >= 0 or not form & (Form.PAST | Form.PARTICIPLE):
        return Voice.ACTIVE
    if not form & Form.PARTICIPLE:
        return Voice.ACTIVE
    return _bare_voice(words, first, head, after, found)


def _bare_voice(words: Words, first: int, head: int, after: int, found: tuple[Trigger, ...]) -> Voice:
    """Return the voice of "killed" without auxiliary: passive where nothing that can be its object follows."""
    if not words.forms[head] & Form.PAST or _by_follows(words, after):
        return Voice.PASSIVE
    bare = words.tags[first - 1] == "#" if first else True
    if not found or found[0].frame.valency == "none":
        return Voice.ACTIVE
    if not bare and (object_follows(words, after) or _holds_object(found[0])):
        return Voice.ACTIVE
    if found[0].frame.group in ("harm", "attack"):
        return _open_voice(found[0], bare=bare)
    if found[0].frame.roles.get("object") == "doer" and words.tags[after : after + 1] != ['"']:
        return Voice.PASSIVE
    told = words.tags[after : after + 1] in (["S"], ["R"], [","])
    return Voice.PASSIVE if found[0].frame.valency == "object" and not told else Voice.ACTIVE


def _holds_object(trigger: Trigger) -> bool:
    """Return whether the words of a phrase hold their object: "opened fire", "put their names to"."""
    return bool(trigger.rest) and (trigger.frame.valency == "either" or "*" in trigger.rest)


def _open_voice(trigger: Trigger, *, bare: bool) -> Voice:
    """Return the voice of a bare "attacked" or "killed" without an object; a number before it was attacked."""
    does = trigger.frame.roles.get("subject") == "doer"
    if trigger.frame.valency == "object" or (bare and does):
        return Voice.PASSIVE
    return Voice.OPEN if does else Voice.ACTIVE


def _by_follows(words: Words, at: int) -> bool:
    """Return whether "by" follows within the next words of the same clause, before any noun phrase that could be an object."""
    if words.tags[at : at + 1] == ["A"]:
        at += 1
    return words.lows[at : at + 1] == ["by"] and words.tags[at + 1 : at + 2] not in (["W"], [])


def object_follows(words: Words, at: int) -> bool:
    """Return whether what follows a verb can be its object; "killed 5 injured" is two tolls and no object."""
    tags, size = words.tags, len(words.tags)
    while at < size and (tags[at] == "A" or words.opens_quote(at)):
        at += 1
    if at + 1 < size and tags[at] == "C" and tags[at + 1] == "V":
        at += 2
    if at < size and tags[at] == "V" and words.forms[at] & Form.ING:
        return True
    if at >= size or tags[at] not in _OBJECT:
        return False
    return not (tags[at] == "#" and at + 1 < size and tags[at + 1] == "V")


def _tense(words: Words, head: int, auxiliaries: list[int]) -> Tense:
    first = words.lows[auxiliaries[0]] if auxiliaries else ""
    if first in ("will", "shall", "won't"):
        return Tense.FUTURE
    if not auxiliaries:
        form = words.forms[head]
        if words.tags[head] in "BH":
            return Tense.PAST if words.lows[head] in ("was", "were", "had", "wasn't", "weren't") else Tense.PRESENT
        return Tense.PAST if form & Form.PAST else Tense.PRESENT if form & (Form.S | Form.BASE) else Tense.NONE
    past = first in (
        "was",
        "were",
        "had",
        "did",
        "wasn't",
        "weren't",
        "hadn't",
        "didn't",
        "got",
        "has",
        "have",
        "hasn't",
        "haven't",
    )
    return Tense.PAST if past else Tense.PRESENT


def _finite(words: Words, head: int, lone: bool, voice: Voice, kinds: set[str]) -> bool:
    if "T" in kinds and kinds <= {"T", "B"}:
        return False
    if not lone:
        return True
    return words.tags[head] in "BH" or (not words.forms[head] & Form.ING and voice is not Voice.PASSIVE)
