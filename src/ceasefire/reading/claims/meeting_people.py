"""Whether those who are named in a telling can meet, and whether a verb has people on both of its sides."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_tellings import Telling
from ceasefire.reading.frames import Voice
from ceasefire.reading.frames.analysis import Span
from ceasefire.reading.mentions.sentence import Sentence

_WORD = re.compile(r"[\w'-]+")
_BROUGHT = re.compile(r"(?: of [^,.;]{3,40}?)? (?:back )?(?:together|to|face to face|round|around)\b")
_BEHIND = re.compile(
    r"(?:,? (?:in|at|on|to) [A-Z0-9][\w' -]{1,30}?){1,2},? (?P<x>(?:the|a|an|his|her|its|their|two|both) [^,.;]{3,60})"
)
_INSIDE: Final = re.compile(r"\w+ (?P<x>.+?) (?:on (?:the|one)|aside)\b")
"""Whom "had the minister on the phone" and "took him aside" hold within."""
_TOGETHER: Final = re.compile(r"\b(?:together|in (?:one|the same) room|face to face|behind closed doors)\b")
_AT_LENGTH: Final = re.compile(
    r"\b(?:for|until|till|into|through) (?:[\w-]+ ){0,3}(?:hours?|night|morning|dawn|midnight|noon|evening|days?|minutes)\b",
    re.I,
)
_AND_WHEN: Final = re.compile(
    r"(?:,? (?:again|twice|briefly|privately|alone|last|once more|in [A-Z][\w'-]+))*,? (?:on |in |late |early |late on |early on )?(?:the )?"
)
"""Between "they spoke" and the day."""
_OF: Final = re.compile(r",? (?:of|about|for|to|against|out|in)\b")
"""Behind the day: they spoke of something, or to others."""
_MANY: Final = re.compile(
    r"(?:they|we|(?:they|we) last|both|the two|both (?:sides|men|women|teams|delegations)|the (?:two )?\w+s)", re.I
)
_WITH_OTHERS: Final = frozenset(("discuss", "speak", "talk", "spend"))
_RUNG: Final = frozenset(
    ("call", "phone", "telephone", "ring", "speak to", "talk to", "see", "receive", "host", "brief", "consult")
)
_BY_WIRE: Final = frozenset(("phone", "telephone", "ring"))
CALLED: Final = frozenset(("call", "phone", "telephone", "ring", "speak to", "talk to"))
THEM: Final = frozenset(("him", "her", "them", "me", "us"))
_TOLD: Final = frozenset(("brief",))


def has_sides(sentence: Sentence, telling: Telling, people: tuple[str, ...]) -> bool:
    """Return whether a verb such as "receive" or "talk" has people on its other side; true for any other telling."""
    if telling.role != "verb" or telling.core not in lexis.SIDES:
        return True
    if telling.voice is Voice.PASSIVE:
        return telling.by is not None or telling.core == "bring together"
    if telling.core in lexis.HOSTED:
        return _are_hosted(sentence, telling) or _is_visit(sentence, telling)
    if telling.core == "by phone":
        return are_people(sentence, telling.object, named=False) and are_people(sentence, telling.subject)
    if telling.core in _WITH_OTHERS and are_people(sentence, telling.other, named=False):
        return True
    if telling.core in _ALONE:
        return _ALONE[telling.core](sentence, telling)
    with_people = telling.core.endswith((" with", " to", " before")) and are_people(sentence, telling.object)
    return with_people or len(people) >= 2 or _is_mutual(sentence, telling)


def _are_together(sentence: Sentence, telling: Telling) -> bool:
    """Return whether time is spent together: "spent the day in one room"."""
    return _TOGETHER.search(sentence.text, *telling.clause) is not None


def _is_mutual(sentence: Sentence, telling: Telling) -> bool:
    """Return whether those who talk do so with each other: for a time, or on a day with nothing that they speak of between."""
    if telling.core not in ("talk", "speak") or not _MANY.fullmatch(
        sentence.text[slice(*telling.subject)] if telling.subject else ""
    ):
        return False
    at_length = _AT_LENGTH.search(sentence.text, telling.end, telling.clause[1]) is not None
    return at_length or any(
        _AND_WHEN.fullmatch(sentence.text, telling.end, max(telling.end, d.start))
        and not _OF.match(sentence.text, d.end)
        for d in sentence.event_dates
    )


def _are_two(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a subject joins two who can meet: "the envoy and the minister"."""
    words = sentence.text[slice(*telling.subject)].lower() if telling.subject else ""
    if words.startswith(("the two ", "both ")) and not lexis.PEOPLE.isdisjoint(_WORD.findall(words)):
        return True
    both = words.split(" and ")
    return len(both) == 2 and all(not lexis.PEOPLE.isdisjoint(_WORD.findall(one)) for one in both)


def _is_visit(sentence: Sentence, telling: Telling) -> bool:
    """Return whether an envoy goes to a town, or hears those who live there: "the co-chairs listened to the bereaved"."""
    if telling.core not in lexis.VISITS | lexis.HEARD or telling.object is None:
        return False
    who = sentence.text[slice(*telling.subject)].lower() if telling.subject else ""
    what = _WORD.findall(sentence.text[slice(*telling.object)])
    place = telling.core in lexis.VISITS and what[-1:] and what[-1][:1].isupper()
    seen = not lexis.HEARS.isdisjoint(word.lower() for word in what)
    visits = not lexis.VISITORS.isdisjoint(_WORD.findall(who)) or any(" " in v and v in who for v in lexis.VISITORS)
    return visits and bool(place or seen)


def _are_hosted(sentence: Sentence, telling: Telling) -> bool:
    """Return whether the object of "receive" or "brief" ends with those who can meet: "welcomed the parties' words" does not."""
    where = _object(sentence, telling)
    if where is None or (telling.core == "bring" and not _BROUGHT.match(sentence.text, where[1])):
        return False
    words = _WORD.findall(sentence.text[slice(*where)])
    if not words or words[-1].lower() in lexis.NO_SIDES | {"it"}:
        return False
    named, head = _is_named(sentence, where), _head_of(words)
    if telling.core in _RUNG and _is_one_person(words):
        return True
    if telling.core in CALLED:
        heads = lexis.PEOPLE if telling.core in _BY_WIRE else lexis.SENDERS & lexis.PEOPLE
        return are_people(sentence, telling.subject, named=False) and (named or head in heads)
    body = words[-1][:1].isupper() and telling.core in _TOLD
    return head in lexis.PEOPLE or named or body


def _is_one_person(words: list[str]) -> bool:
    """Return whether a name stands alone, or "him": "Hask telephoned Keril"."""
    return len(words) == 1 and (words[0][:1].isupper() or words[0] in THEM)


def _is_named(sentence: Sentence, where: Span) -> bool:
    """Return whether a person or a body with a known name stands whole in a phrase."""
    return any(where[0] <= s < e <= where[1] + 1 for s, e, _ in (*sentence.people, *sentence.actors))


def _head_of(words: list[str]) -> str:
    """Return the word that a phrase is about: the one before "of", else the last one."""
    low = [word.lower() for word in words]
    return low[low.index("of") - 1] if "of" in low[1:] else low[-1]


def _object(sentence: Sentence, telling: Telling) -> Span | None:
    """Return the object of a verb: the one within its words ("brought the two together"), or behind them."""
    inside = _INSIDE.match(sentence.text, telling.start, telling.end) if "*" in telling.core else None
    return inside.span("x") if inside else telling.object or _object_behind(sentence, telling)


def _object_behind(sentence: Sentence, telling: Telling) -> Span | None:
    """Return the object that a place or a day parts from its verb: "received in Orvan the ambassador of Tarnia"."""
    behind = _BEHIND.match(sentence.text, telling.end)
    return behind.span("x") if behind else None


def are_people(sentence: Sentence, span: Span | None, *, named: bool = True) -> bool:
    """Return whether a phrase names those who can meet: a person, a known body, a noun of people, or a name in capitals."""
    if span is None:
        return False
    if any(span[0] <= s < span[1] for s, _, _ in (*sentence.people, *sentence.actors)):
        return True
    words = sentence.text[span[0] : span[1]]
    if any(word.lower() in lexis.PEOPLE for word in _WORD.findall(words)):
        return True
    last = words.split()[-1:]
    capital = named and bool(last) and last[0][:1].isupper()
    if span[0] == 0 and " " not in words:
        return False
    return capital and not any(d.start < span[1] and span[0] < d.end for d in sentence.dates)


_ALONE: Final = {
    "spend": _are_together,
    "discuss": _are_two,
    "be on the phone": _are_two,
    "be on the telephone": _are_two,
}
"""How those of a verb are known to meet whom no one else is told to have met."""
