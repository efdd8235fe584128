"""The tolls of a sentence that can be those of one incident: told by number, by "the driver", "and one in X", or as none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import msgspec

from ceasefire.reading.claims.aggregates import TOTALS, is_aggregate, is_of_the_war, is_shared_out
from ceasefire.reading.claims.incident_bodies import bodies_of, counted, is_behind
from ceasefire.reading.claims.incident_dates import is_log, is_short
from ceasefire.reading.claims.told_as_fact import is_unreal
from ceasefire.reading.frames import Mention, Reality, Voice
from ceasefire.reading.frames.index import listed
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.gate.evidence import values_in
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import alternation, wordset
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.casualty_patterns import PERSONS
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count

Span = tuple[int, int]
MEASURES: Final = frozenset(("killed", "injured", "casualties", "abducted", "sexual violence", "detained"))
HARMED: Final = frozenset(("killed", "injured"))
_SEASON: Final = 80
_NEAR: Final = 90
"""Characters before a noun of harm in which its day may stand."""
_OF_FRAME: Final = {
    "kill": "killed",
    "die": "killed",
    "find dead": "killed",
    "wound": "injured",
    "suffer": "injured",
    "abduct": "abducted",
    "take": "abducted",
    "detain": "detained",
}
_PERSON: Final = f"(?:{alternation('en', 'casualties', 'person')}|{alternation('en', 'incidents', 'kin')})"
_PERSONS = re.compile(rf"\b(?:{PERSONS})$")
_RESCUED = re.compile(
    r" (?:the |a |its |their )?(?:[\w-]+ )?(?:rubble|ruins|debris|wreckage|water|sea|river|lake|well|flames|fire|smoke|mud|danger|hospital|clinic)\b"
)
_ONE_PERSON = re.compile(
    rf"(?:the|his|her|its|their|my|our|an?) (?:[\w'-]+ ){{0,3}}?{_PERSON}$|an? (?:second|third|fourth|fifth|sixth)$|another$",
    re.I,
)
_LIKE_A_PERSON = re.compile(
    r"(?:the|his|her|its|their|my|our) (?:[\w'-]+ ){0,2}?(?P<head>[a-z]{2,}(?:er|or|ist|ian|man|woman|keeper|herd|wright|smith))$",
    re.I,
)
"""One person by a trade that no list has: "its owner", "the miller"."""
_BARE = re.compile(rf"(?:[a-z-]+ ){{0,2}}{_PERSON}$", re.I)
"""One person in the style of a log: "driver dead", "army engineer killed"."""
_A_NOUN = re.compile(r"(?:an?|one) (?:[a-z'-]+ ){0,3}(?P<head>(?:\d+-year-old|[a-z'-]{3,}))$", re.I)
_HEAD = re.compile(r",| (?:of|from|in|at|who|whose|near|with|on)\b")
"""What ends the words for one person: "the chief of X"."""
_OF_THEM = re.compile(r"\bof\b|\(|among|including|aged")
_OF = re.compile(r" (?:by [^,.;]{3,40} |(?:under|in) (?:torture|custody|detention|captivity) )?of ")
_SAID = re.compile(r" (?:said|says|say|told|reported|report)\b")
"""Behind persons who tell of it and were not harmed: "12 people, witnesses and a priest said"."""
_JOINT = re.compile(
    r",? and (?!(?:wounded|injured|killed)\b|[A-Z])|, (?=(?:an?|his|her|their|one|two|three|four)\b(?! of\b)[^,]* and )"
)
_ANIMALS: Final = wordset("en", "incidents", "animals")
_THINGS: Final = wordset("en", "incidents", "things") | _ANIMALS
_NOT_ONE: Final = wordset("en", "incidents", "not_one") | _THINGS
_BOTH = re.compile(
    r"(?:an?|the) (?:[a-z-]+ ){0,2}couple\b(?! of)|(?:the )?twins\b|both(?= (?:died|were|was|have|had|succumbed|perished|drowned)\b)"
    r"|both(?: (?:of (?:them|these|those|whom)"
    r"|(?:of )?(?:the |its |their )?(?:[\w'-]+ ){0,2}?[a-z]+s)\b)",
    re.I,
)
_NONE = gated(
    r"\b(?:no|nil|zero|without(?: (?:causing|any|causing any))?|nor any) (?:reported |known |confirmed |further |human )?"
    r"(?:(?P<both>casualties|victims|casualty|cas\b)|(?P<hurt>injuries|wounded)|(?P<dead>deaths|fatalities|dead|losses))\b"
    r"|\b(?P<neither>(?:neither|no) (?:dead|deaths|killed) (?:n?or) (?:wounded|injured|injuries)|casualties: (?:none|nil|0)\b)"
    r"|\b(?P<unhurt>(?:without|not) (?:hurting|wounding|injuring|harming) any(?:one|body)|(?:wound|injur|hurt)ing (?:no ?one|nobody))\b"
    r"|\b(?P<alive>(?:without killing any(?:one|body)|kill(?:ed|ing) (?:no ?one|nobody)))\b",
    re.I,
)
_REST = re.compile(
    r"(?: (?:more|others?|further))?(?: (?:people|persons|civilians|soldiers|fighters))?,? (?:in|near|at|on|outside) "
)
_LOOKED_INTO = gated(
    r"\b(?:investigat\w+|inquir\w+|probe|trial|anniversary|commemorat\w+|mourn\w*|memorial|justice|compensation|charged with|suspected of"
    r"|convicted|sentenced)\b[^,.;]{0,30}$",
    re.I,
)
"""What tells of a toll of long ago."""
_OF_THE_DEAD = re.compile(
    r"^[\w,-]+(?: [\w-]+)? of (?:the|those) (?:dead|victims|killed|wounded|injured|casualties)\b", re.I
)
"""What tells which of a toll told before somebody was."""
_ONE_ACT = re.compile(
    r"[^,.;]{0,24}\b(?:in|by|when|after) (?:an?|one) (?:[\w-]+ ){0,3}?(?:attack|ambush|strike"
    r"|airstrike|raid|blast|explosion|bombing|shelling|assault|shooting)\b",
    re.I,
)
_WHICH_ACT = re.compile(
    r"\b(?:the|an?) (?:[\w-]+ ){0,3}?(?:attack|ambush|strike|airstrike|raid|blast|explosion|bombing|shelling|assault|shooting|massacre)\b"
    r"[^;:.]{0,100}, (?:in )?which(?:, according to [^,]{2,50},)? (?:[\w-]+ ){0,3}$"
)
"""What stands before the toll of one act: "the attack of 7 May on a bus, in which"."""
_FAR: Final = 200
_FROM_ACT = re.compile(
    r"\b(?:in|from|of|by) (?:an?|the|this|that|last|[\w-]+'s) (?:[\w'-]+ ){0,3}?(?:attack|ambush|strike|airstrike|raid|blasts?|explosions?|bombings?"
    r"|shelling|assault|shooting|massacre|crash|clash)\b",
    re.I,
)
_LASTS = re.compile(r"\b(?:since|so far|this (?:year|month|week)|in total|altogether|[Tt]he (?:latest|toll)|between)\b")
_IN_CARE = re.compile(r"hospital|clinic|treat|care|attention")
"""What is done with the sick as well as with the wounded."""
_LONGER = re.compile(
    r"\b(?:since|so far|this (?:year|month|week)|in total|altogether|overall|war|conflict|truce|ceasefire|year|month|week|period)\b"
)
_AMONG = re.compile(r"\b(?:among|of) (?:them|whom|these|those)\b", re.I)
_FULL_NAME = re.compile(r"[A-Z][a-z'-]+ (?:[A-Z][\w'-]+ )?[A-Z][a-z'-]+(?:, (?:an?|the|aged|\d\d)\b[^;:]{1,60})?")
"""A first and a last name, with what tells who it is: "Anna Doru, a teacher"."""
_FATAL: Final = ("fatally ", "mortally ")
_LIVED = re.compile(r"did(?: not|n't) survive|never |survived")
"""Verbs of death that deny that somebody lived on."""
_AND = re.compile(r"(?:,| and|, and)(?: another| a further)? $")


def tolls_of(sentence: Sentence) -> list[Casualties]:
    """Return the tolls that are told as fact and of no period or war, in the order of the words."""
    told = [t for t in sentence.casualties if _is_of_one(sentence, t) and not is_shared_out(sentence, t)]
    whole = {t.measure for t in told if _is_total_of_act(sentence, t)}
    told = [t for t in told if t.measure not in whole or _is_total_of_act(sentence, t)]
    taken = [(t.start, t.end) for t in sentence.casualties]
    told += [one for m in sentence.analysis.of("harm", "attack", "move") for one in _one(sentence, m, taken)]
    told += _rest(sentence, told)
    told += list(bodies_of(sentence, taken))
    told += [none for none in _none(sentence) if none.measure not in {t.measure for t in told}]
    return sorted(told, key=lambda toll: toll.start)


def is_none(toll: Casualties) -> bool:
    """Return whether a toll is that nobody was harmed."""
    return toll.count == Count(low=0, high=0)


def _is_of_one(sentence: Sentence, toll: Casualties) -> bool:
    if toll.measure not in MEASURES or _is_of_a_year(sentence) or is_of_the_war(sentence, toll):
        return False
    in_care = _IN_CARE.search(toll.verb) and not _is_of_an_act(sentence, toll)
    if in_care or (is_aggregate(sentence, toll) and not _is_once(sentence, toll)):
        return False
    before = sentence.text[max(0, toll.start - 60) : toll.start]
    if _OF_THE_DEAD.search(sentence.text[toll.start : toll.end + 24]) or _LOOKED_INTO.search(before):
        return False
    return is_none(toll) or _LIVED.match(toll.verb) is not None or not is_unreal(sentence, toll.start, toll.end)


def _is_once(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether a toll is that of one act or of the last day."""
    last_day = any(d.form == "window" and is_short(d, 1) for d in sentence.event_dates)
    return last_day or _in_one_act(sentence, toll) or _is_of_last(sentence, toll) or _is_total_of_act(sentence, toll)


def _in_one_act(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether a toll told in the perfect is that of one act: "have been killed in an attack in X"."""
    text = sentence.text
    if _WHICH_ACT.search(text, max(0, toll.start - _FAR), toll.start):
        return toll.measure in HARMED
    return bool(_ONE_ACT.match(text, toll.end)) and not _LASTS.search(text) and toll.measure in HARMED


def _is_total_of_act(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether a total is said to be that of one act: "the toll from Saturday's bombing in X rose to 21"."""
    return toll.verb.startswith(TOTALS) and _FROM_ACT.search(sentence.text, toll.start, toll.end) is not None


def _is_of_an_act(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether those who were taken to hospital were hurt in what the sentence or the one before it tells."""
    others = any(t is not toll and t.measure in HARMED for t in sentence.casualties)
    return is_behind(sentence) or others or bool(sentence.analysis.of("attack"))


def _is_of_last(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether a total is that of the incident right before, which had none: "The death toll stands at seven"."""
    last = sentence.thread.incident
    if last is None or not is_behind(sentence) or toll.measure not in HARMED or not toll.verb.startswith(TOTALS):
        return False
    return (
        getattr(last.claim, toll.measure) is None
        and not sentence.event_dates
        and not sentence.places
        and not _LONGER.search(sentence.text)
    )


def _is_of_a_year(sentence: Sentence) -> bool:
    """Return whether the only dates of a sentence are as long as a season ("Last year 31 people were killed")."""
    days = [d.value for d in sentence.event_dates if d.value and d.form != "year-label"]
    return bool(days) and all((day.end - day.start).days > _SEASON for day in days)


def _rest(sentence: Sentence, told: list[Casualties]) -> Iterator[Casualties]:
    """Yield the toll of "and one in X", which is of the measure of the toll before it."""
    for number in sentence.numbers:
        first = next((t for t in sorted(told, key=lambda t: t.start, reverse=True) if t.end <= number.start), None)
        if first is None or any(t.start <= number.core < t.end for t in (*sentence.casualties, *told)):
            continue
        rest = _REST.match(sentence.text, number.end)
        joined = _AND.search(sentence.text[first.end : number.start])
        if rest and joined and any(0 <= p.start - rest.end() <= 12 for p in sentence.places):
            yield msgspec.structs.replace(
                first, start=number.start, end=number.end, count=number.count, people=None, breakdown={}
            )


def _one(sentence: Sentence, mention: Mention, taken: list[tuple[int, int]]) -> Iterator[Casualties]:
    """Yield the one person of "killing the driver" and "his assistant was injured", and the number before any verb of harm."""
    fatal = sentence.text[: mention.trigger[0]].endswith(_FATAL)
    measure = "killed" if fatal else _OF_FRAME.get(mention.frame.name)
    told = mention.part in ("verb", "adjective") or _is_of_one_act(sentence, mention)
    role = "target" if fatal and mention.frame.group == "attack" else "harmed"
    span = (_within(sentence, mention) or mention.role(role)) if told else None
    if measure is None or span is None or not _befell(sentence, mention, span, taken):
        return
    toll = _of_harmed(sentence, measure, span, _words_of(mention, span))
    if toll is not None and _is_of_one(sentence, toll):
        yield toll


def _befell(sentence: Sentence, mention: Mention, span: Span, taken: list[tuple[int, int]]) -> bool:
    """Return whether harm is a fact of somebody whom no other toll counts: of no one "of them", and not of whoever it befalls."""
    if mention.reality is not Reality.FACT or mention.tense is Tense.FUTURE or is_of_anybody(sentence, mention):
        return False
    if any(s < span[1] and span[0] < e for s, e in taken):
        return False
    if _AMONG.search(sentence.text[span[0] : span[1] + 16].split(",")[0]):
        return False
    return mention.frame.group != "move" or _is_taken(sentence, mention, span)


def _is_taken(sentence: Sentence, mention: Mention, span: Span) -> bool:
    """Return whether armed persons took somebody from where he was, and out of no rubble: "gunmen took two clerks from a bus"."""
    text, words = sentence.text, sentence.analysis.words_in
    if not _PERSONS.search(_HEAD.split(text[slice(*span)].lower())[0]) or _RESCUED.match(text, mention.trigger[1]):
        return False
    by = words(mention.by or mention.subject) if mention.voice is Voice.ACTIVE else words(mention.by)
    return not listed("doers").isdisjoint(f"{by} {words(mention.trigger)}".lower().split())


def is_of_anybody(sentence: Sentence, mention: Mention) -> bool:
    """Return whether harm is told in the present of whom it may befall: "a patient who dies"."""
    return mention.tense is Tense.PRESENT and sentence.text[: mention.trigger[0]].endswith((" who ", " that "))


def _within(sentence: Sentence, mention: Mention) -> Span | None:
    """Return who stands within a verb of several words: "a deckhand" of "leaving a deckhand dead"."""
    before, gap, after = mention.lemma.partition(" * ")
    if not gap or "*" in after or mention.voice is not Voice.ACTIVE or mention.frame.roles.get("object") != "harmed":
        return None
    words = sentence.analysis.words
    inside = list(words.inside(mention.trigger))[len(before.split()) : -len(after.split())]
    return words.span(inside[0], inside[-1] + 1) if inside else None


def _is_of_one_act(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a noun tells of the harm of one person, where and when: "the killing of a teacher in X on Monday"."""
    start = mention.trigger[0]
    labelled = sentence.thread.town_at[0] == sentence.unit.block and from_label(sentence)
    before = labelled or any(start - _NEAR <= d.start for d in sentence.event_dates if d.value)
    if mention.object is None or not before or not (labelled or sentence.places):
        return False
    return _OF.fullmatch(sentence.text, mention.trigger[1], mention.object[0]) is not None


def from_label(sentence: Sentence) -> bool:
    """Return whether the head of its line gives a sentence its day: "Kolvar, 9 May. Killing of a teacher."."""
    lead = sentence.thread.lead
    return lead is not None and lead.head and lead.block == sentence.unit.block


def _words_of(mention: Mention, span: tuple[int, int]) -> tuple[int, int]:
    """Return the stretch from the harmed to the verb, or the harmed alone where the verb is that of another clause."""
    gapped = not mention.clause[0] <= mention.trigger[0] < mention.clause[1]
    return span if gapped else (min(span[0], mention.trigger[0]), max(span[1], mention.trigger[1]))


def _of_harmed(sentence: Sentence, measure: str, span: tuple[int, int], words: tuple[int, int]) -> Casualties | None:
    """Return the toll of what is harmed: its number, or one person."""
    pieces = list(_pieces(sentence.text, span))
    pieces = pieces[:1] if _SAID.match(sentence.text, span[1]) else pieces
    counts = [_counted(sentence, piece, later=at > 0) for at, piece in enumerate(pieces)]
    if None in counts[1:] and len(_numbers(sentence, span)) == 1:
        counts = counts[:1]
    if any(count is None for count in counts) or (measure not in HARMED and not _numbers(sentence, span)):
        return None
    whole = counts[0] if len(counts) == 1 else _added(counts)
    if whole is None or (len(counts) > 1 and whole.low not in values_in(sentence.text)):
        return None
    people = None if _numbers(sentence, span) else sentence.text[slice(*pieces[0])]
    first = min((n.start for n in _numbers(sentence, span)), default=words[0])
    return counted(measure, min(words[0], first), words[1], whole, people)


def _pieces(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the parts of "a woman and her two daughters"."""
    start = span[0]
    for joint in _JOINT.finditer(text, *span):
        yield start, joint.start()
        start = joint.end()
    yield start, span[1]


def _numbers(sentence: Sentence, span: tuple[int, int]) -> list[Number]:
    return [n for n in sentence.numbers if span[0] <= n.core < span[1]]


def _counted(sentence: Sentence, span: tuple[int, int], *, later: bool) -> Count | None:
    """Return how many the words of a part are: by a number at their head, or as one person; what follows "and" needs no article."""
    numbers = _numbers(sentence, span)
    if _are(_THINGS, sentence.text[slice(*span)]):
        return None
    if numbers:
        head = numbers[0].start <= span[0] + 12 and _is_of_first(sentence.text, numbers)
        return numbers[0].count if head else None
    if _BOTH.match(sentence.text, span[0]) and 2 in values_in(sentence.text):
        return Count(low=2, high=2)
    person = _HEAD.split(sentence.text[slice(*span)], maxsplit=1)[0]
    if later:
        alone = _is_one(sentence.text, person) or _ONE_PERSON.match(f"a {person}")
        return Count(low=1, high=1) if alone else None
    one = _is_one(sentence.text, person) or (
        is_log(sentence) and _BARE.match(person) is not None and 1 in values_in(sentence.text)
    )
    return Count(low=1, high=1) if one or _is_named(sentence, span) else None


def of_animals(sentence: Sentence, mention: Mention) -> bool:
    """Return whether animals alone were harmed: "three cows were killed"."""
    span = mention.role("harmed")
    return span is not None and _are(_ANIMALS, sentence.text[slice(*span)])


def _are(nouns: frozenset[str], words: str) -> bool:
    """Return whether the words of who was harmed have one of the nouns at their head."""
    last = _HEAD.split(words.lower(), maxsplit=1)[0].rpartition(" ")[2]
    return last in nouns or last.removesuffix("s") in nouns


def _added(counts: list[Count | None]) -> Count | None:
    plain = [count.plain for count in counts if count is not None and count.plain is not None]
    return Count(low=sum(plain), high=sum(plain)) if len(plain) == len(counts) else None


def _is_of_first(text: str, numbers: list[Number]) -> bool:
    """Return whether further numbers of the harmed only tell of the first: "five members of one family", not "two men and a boy"."""
    return all(_OF_THEM.search(text[a.end : b.start]) for a, b in pairwise(numbers))


def _is_named(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Return whether the harmed is one person called by name, and the text has a word for one."""
    named = [p for p in sentence.people if p[0] < span[1] and span[0] < p[1]]
    if not named and _FULL_NAME.fullmatch(sentence.text, *span) and 1 in values_in(sentence.text):
        return not any(s < span[1] and span[0] < e for s, e in _not_people(sentence))
    return len(named) == 1 and 1 in values_in(sentence.text) and " and " not in sentence.text[slice(*span)]


def _not_people(sentence: Sentence) -> list[Span]:
    """Return where names of places and of bodies stand."""
    return [(p.start, p.end) for p in sentence.places] + [(n.start, n.end) for n in sentence.names]


def _is_one(text: str, words: str) -> bool:
    """Return whether the words of who was harmed are one person: by trade or kin, or "a" and a noun that is none of a thing."""
    if _ONE_PERSON.match(words) and 1 in values_in(text):
        return True
    one = _A_NOUN.match(words) or (_LIKE_A_PERSON.match(words) if 1 in values_in(text) else None)
    return one is not None and one["head"].lower() not in _NOT_ONE and not one["head"].endswith("s")


def _none(sentence: Sentence) -> Iterator[Casualties]:
    """Yield the zeros of "no casualties"."""
    for match in _NONE.finditer(sentence.text):
        both = match["both"] or match["neither"]
        dead, hurt = both or match["dead"] or match["alive"], both or match["hurt"] or match["unhurt"]
        for measure, told in (("killed", dead), ("injured", hurt)):
            if told:
                yield counted(measure, match.start(), match.end(), Count(low=0, high=0), None)
