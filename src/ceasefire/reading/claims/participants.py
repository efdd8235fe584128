"""Who took part in a meeting: persons where two are named, else states, bodies and groups as the text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_tellings import Telling
from ceasefire.reading.mentions.sentence import Sentence

_PRONOUN = re.compile(r"\b(?:he|she|they)\b")
_ONLY_TITLE = re.compile(r"\S+ (?:capital|city of|border|crisis|conflict|civil war|question|issue)\b")
_APART = re.compile(r",? and |, |; | as well as | with | together with ")
_BETWEEN = re.compile(r"\b(?:between|with|of|by|from|for|among) ")
_LONGEST = 400
"""Characters of a stretch that may be one name with who sent it."""
_MOST_SPANS = 12
"""Words such as "between" and "of" after a telling that are looked at."""
_ENDS = re.compile(
    r" (?:in|on|at|to|over|about|after|before|during|since|under|near|aimed|held|here|via|here|until|as|again|last|this"
    r"|yesterday|today|who|which|that|was|were|is|are|has|have|will|took)\b|[;:(]"
)
_SENT = re.compile(
    r"^(?:.*?\b(?:of|from|for|representing) (?:the )?|the |a |an |its |his |her |their |both |two |three )+", re.I
)
_BODY = re.compile(
    r"(?:[A-Z][\w'+.&-]*|\d\+\d)(?: (?:(?:of|for|the|and|de|al|on) )*[A-Z][\w'+.-]*)*"
    r"(?: (?:group|movement|party|rebels|coalition|faction|alliance|army|militia))?"
)
_PERSON_WORDS = re.compile(
    r"\b(?:Foreign|Prime|President|Minister|General|Ambassador|Mr|Mrs|Ms|Dr|Special|Defence|Deputy|Chief|UN)\b"
)


def learn_people(sentence: Sentence) -> None:
    """Keep full names for the later sentences that give a last name alone, and the pair where just two are named."""
    whole = tuple(dict.fromkeys(name for _, _, name in sentence.people if " " in name))
    for name in whole:
        sentence.thread.people.setdefault(name.split()[-1], name)
    if len(whole) == 2:
        sentence.thread.pair = whole


def participants(sentence: Sentence, start: int, limit: int, telling: Telling | None = None) -> tuple[str, ...]:
    """Return persons where the text names two of them, else states, bodies and groups, each once in order.

    "The two" and the like mean those who met last; two persons named here are the pair of later sentences.
    """
    here = _Region(sentence, start, limit, telling)
    people, actors = here.people(), here.actors()
    if len(people) < 2 and len(people) + len(actors) <= 1 and lexis.THE_SAME.search(sentence.text, start, limit):
        more = (*people, *actors) if sentence.thread.pair else ()
        return tuple(dict.fromkeys((*sentence.thread.pair, *more)))
    if len(people) >= 2:
        actors = ()
    found = (*people, *(a for a in actors if not people or not _belongs(sentence, a)))
    if len(found) >= 2:
        sentence.thread.pair = found
    return found


class _Region:
    """A stretch of a sentence in which those who meet are looked for, without those who only speak."""

    def __init__(self, sentence: Sentence, start: int, limit: int, telling: Telling | None) -> None:
        self._sentence, self._start, self._limit, self._telling = sentence, start, limit, telling
        at = telling.start if telling is not None else -1
        self._speaking = [(first, last) for first, last in _speakers(sentence) if not first <= at < last]

    def _has(self, at: int) -> bool:
        return self._start <= at < self._limit and not any(first <= at < last for first, last in self._speaking)

    def people(self) -> tuple[str, ...]:
        """The persons by their full names, also those of whom a last name is told that the text gave in full."""
        full = self._sentence.thread.people
        named = [(s, full.get(name, name)) for s, _, name in self._sentence.people if self._has(s)]
        named += [(s, full[name]) for s, name in self._groups if name in full]
        return tuple(dict.fromkeys(name for _, name in sorted(named)))

    def actors(self) -> tuple[str, ...]:
        """The states, bodies and groups, in the order of their words."""
        sentence = self._sentence
        told = [(s, name) for s, _, name in sentence.actors if self._has(s) and not _only_titles(sentence, s)]
        told += [(s, name) for s, name in self._groups if name not in sentence.thread.people]
        return tuple(dict.fromkeys(name for _, name in sorted(told)))

    @cached_property
    def _groups(self) -> list[tuple[int, str]]:
        if self._telling is None:
            return []
        return [(s, name) for s, name in _groups(self._sentence, self._telling) if self._has(s)]


def _groups(sentence: Sentence, telling: Telling) -> Iterator[tuple[int, str]]:
    """Yield the bodies and groups of no known name that stand where those who meet do, with their places."""
    for start, end in _party_spans(sentence, telling):
        at = start
        for piece in _APART.split(sentence.text[start:end]):
            here = sentence.text.find(piece, at)
            at = here + len(piece)
            name = _group(sentence, here, at)
            if name is not None:
                yield sentence.text.find(name, here), name


def _party_spans(sentence: Sentence, telling: Telling) -> Iterator[tuple[int, int]]:
    """Yield where those who meet are named: subject and object of a verb, and what follows "between" and "with"."""
    text = sentence.text
    spans = [telling.subject] if telling.role in ("verb", "object", "participle") else []
    spans += [telling.object] if telling.role == "verb" and telling.core in lexis.SIDES | {"meet"} else []
    yield from (span for span in spans if span)
    end, stop = -1, telling.clause[1]
    for match in islice(_BETWEEN.finditer(text, telling.end, stop), _MOST_SPANS):
        if telling.role == "verb" and match[0] not in ("between ", "with "):
            continue
        gap = text[telling.end : match.start()]
        if match[0] in ("between ", "with ") or not gap.strip() or gap.strip().startswith(("of ", "held", ",")):
            if end < match.end():
                ends = _ENDS.search(text, match.end(), stop)
                end = ends.start() if ends else stop
            yield match.end(), end


def _group(sentence: Sentence, start: int, end: int) -> str | None:
    """Return the name of a body of no known name that a stretch is, or the noun of a group such as "the rebels"."""
    known = (*sentence.actors, *sentence.people)
    if not 0 < end - start <= _LONGEST or any(s < end and start < e for s, e, _ in known):
        return None
    bare = _SENT.sub("", sentence.text[start:end].strip(" .,'\""))
    words = bare.split()
    head = words[-1].lower() if words else ""
    if not words or head in lexis.SENDERS:
        return None
    if _BODY.fullmatch(bare) and not _PERSON_WORDS.search(bare):
        where = sentence.text.find(bare, start)
        return None if _is_else(sentence, where, where + len(bare)) else bare
    return bare if len(words) <= 3 and bare.islower() and head in lexis.PEOPLE else None


def _is_else(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether capitalised words are a place, a date or only the first word of the sentence."""
    placed = ((p.start, p.end) for p in sentence.places if p.prep in ("in", "at", "near"))
    dated = ((d.start, d.end) for d in sentence.dates)
    first = start == 0 and " " not in sentence.text[:end]
    return first or any(s < end and start < e for s, e in (*placed, *dated))


def _speakers(sentence: Sentence) -> list[tuple[int, int]]:
    """Where those stand who only say something, and not of themselves ("X said that he met")."""
    return [
        (a.start, a.verb)
        for a in sentence.attributions
        if a.verb > a.start and not _PRONOUN.search(sentence.text[a.verb : a.verb + 40])
    ]


def _belongs(sentence: Sentence, actor: str) -> bool:
    """True when the only mention of an actor stands in the title of a person ("Iranian Foreign Minister X")."""
    spots = [s for s, _, name in sentence.actors if name == actor]
    return bool(spots) and all(any(_titles(sentence.text, s, p) for p, _, _ in sentence.people) for s in spots)


def _titles(text: str, actor: int, person: int) -> bool:
    between = text[actor:person]
    return 0 <= person - actor <= 70 and not any(mark in between for mark in (",", " and ", " with "))


def _only_titles(sentence: Sentence, start: int) -> bool:
    return bool(_ONLY_TITLE.match(sentence.text[start : start + 40]))
