"""What in a sentence can be a part of an incident: tolls, and acts of harm or attack that are told as done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.aggregates import is_aggregate
from ceasefire.reading.claims.figure_none import none_seen
from ceasefire.reading.claims.incident_bodies import is_dug_out
from ceasefire.reading.claims.incident_dates import is_log, is_short
from ceasefire.reading.claims.incident_kinds import OPEN, kind_at
from ceasefire.reading.claims.incident_tolls import from_label, is_none, is_of_anybody, of_animals, tolls_of
from ceasefire.reading.claims.told_as_fact import KEPT, is_unreal
from ceasefire.reading.frames import Mention, Reality, Voice
from ceasefire.reading.frames.doer import doers, told_as_before
from ceasefire.reading.frames.index import listed
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.lexicon.events import EventMention
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence

Span = tuple[int, int]
_ALONE: Final = wordset("en", "incidents", "frames_alone")
_WITH_KIND: Final = wordset("en", "incidents", "frames_with_kind")
_WEAPONS: Final = wordset("en", "incidents", "weapons")
_OF_WHEN: Final = frozenset(("at", "in", "during", "after", "before", "as", "since", "until", "to"))
_COUNTED_KINDS: Final = frozenset(("aid delivery", "evacuation", "force movement"))
"""Kinds that, told with a number of trucks or people, are a count."""
_CHARGE: Final = 50
_CHARGE_BEFORE: Final = 110
"""Characters between a verb of blame and what somebody is blamed for, behind the verb and before it ("the raid on X was the work of Y")."""
_LOOSE: Final = frozenset(("attack", "strike", "explode"))
"""Frames of nouns that are said of other things, too: "an attack on the budget"."""
_BEFORE: Final = 24
"""Characters before a noun in which its day may stand: "Tuesday's bombing"."""
_NOT_KNOWN: Final = ("known who ", "knows who ", "know who ", "clear who ", "say who ", "said who ")
"""Behind which what is told of a day happened, whoever did it."""
_CLAUSE_MARK = re.compile(r" but |, |;")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing told: where it stands, its clause, and the toll or the mention of a frame that it is."""

    start: int
    end: int
    clause: Span
    toll: Casualties | None = None
    mention: Mention | None = None

    @property
    def is_verb(self) -> bool:
        return self.mention is not None and self.mention.part == "verb"


def items_of(sentence: Sentence) -> list[Item]:
    """Return what a sentence tells of harm and attacks as done, in the order of the words."""
    if lexis.NOT_TOLD.search(sentence.text):
        return []
    tolls = [_of_toll(sentence, toll) for toll in tolls_of(sentence)]
    if not tolls and lexis.PLAYED.search(sentence.text):
        return []
    return sorted((*tolls, *_acts(sentence, tolls)), key=lambda item: (item.start, item.toll is None, item.end))


def _acts(sentence: Sentence, tolls: list[Item]) -> list[Item]:
    """Return the acts of harm and attack, without the words of "no casualties"; where none is left, the word of a kind of event."""
    none = [item for item in tolls if item.toll and is_none(item.toll)]
    told = [m for m in sentence.analysis.of("harm", "attack") if _is_fact(sentence, m)]
    earlier = told_as_before(sentence.analysis, told)
    acts = [_of_mention(m) for m in told if m not in earlier and _is_act(sentence, m)]
    acts = [a for a in acts if not any(t.start <= a.start and a.end <= t.end for t in none)]
    return acts if acts or len(none) < len(tolls) else list(_by_word(sentence))


def _of_mention(mention: Mention) -> Item:
    gapped = not mention.clause[0] <= mention.trigger[0] < mention.clause[1]
    start, end = mention.clause if gapped else mention.trigger
    return Item(start=start, end=end, clause=mention.clause, mention=mention)


def _of_toll(sentence: Sentence, toll: Casualties) -> Item:
    """Return the item of a toll; its clause is that of the harm in its words."""
    inside = sentence.analysis.between(toll.start, toll.end, "harm", "attack")
    verbs = [m for m in inside if m.part == "verb"] or list(inside)
    clause = verbs[-1].clause if verbs else (toll.start, toll.end)
    return Item(
        start=toll.start, end=toll.end, clause=(min(clause[0], toll.start), max(clause[1], toll.end)), toll=toll
    )


def _by_word(sentence: Sentence) -> Iterator[Item]:
    """Yield the word of a kind of event ("mortar rounds landed") where no frame tells of an act."""
    found = kind_at(sentence.text)
    if found is None or _is_no_act(sentence, found):
        return
    if any(m.part == "verb" and m.reality not in KEPT for m in sentence.analysis.of("harm", "attack")):
        return
    if any(of_animals(sentence, m) for m in sentence.analysis.of("harm")):
        return
    if not is_unreal(sentence, found[1], found[2]) and not _only_spoken_of(sentence, found[1], found[2]):
        yield Item(start=found[1], end=found[2], clause=(0, len(sentence.text)))


def _is_no_act(sentence: Sentence, found: EventMention) -> bool:
    """Return whether the word of a kind tells of no act: the dead of an unknown day, what was before, what is counted."""
    text, (kind, start, end) = sentence.text, found
    if _is_ended(text, start, end):
        return True
    if kind == "killing" and is_dug_out(text):
        return True
    if lexis.BEFORE_NO_ACT.search(text[max(0, start - 60) : start]) or lexis.NO_ATTACK.match(text, start):
        return True
    return kind in _COUNTED_KINDS and bool(sentence.numbers)


def _is_act(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a mention tells of an act by itself: a fact, done, and of a frame that needs no more to be known."""
    of_one = _is_of_a_day(sentence, mention) or (mention.part == "noun" and _is_placed(sentence, mention))
    if not _is_fact(sentence, mention) or of_animals(sentence, mention) or (is_aggregate(sentence) and not of_one):
        return False
    name = mention.frame.name
    if name not in _ALONE and not (
        name in _WITH_KIND and mention.part == "verb" and kind_at(sentence.text[slice(*mention.clause)])
    ):
        return False
    if mention.part != "verb":
        return mention.lemma not in _WEAPONS and _is_noun_act(sentence, mention)
    return _is_done(sentence, mention)


def _is_noun_act(sentence: Sentence, mention: Mention) -> bool:
    before = sentence.text[max(0, mention.trigger[0] - 100) : mention.trigger[0]]
    dated = is_aimed(sentence, mention) and any(d.start > mention.trigger[1] for d in sentence.event_dates)
    if lexis.BEFORE_PLAN.search(before[-40:]) or (lexis.CHARGED.search(before) and not dated):
        return False
    if _is_ended(sentence.text, *mention.trigger):
        return False
    if _is_placed(sentence, mention) or _is_charged(sentence, mention):
        return True
    return not _only_spoken_of(sentence, *mention.trigger)


def _is_ended(text: str, start: int, end: int) -> bool:
    """Return whether it is only told of a long operation how it ended or failed, which was not on the day of an attack."""
    return text[start:end].lower() in listed("long_operations") and lexis.ENDED.match(text, end) is not None


def _is_charged(sentence: Sentence, mention: Mention) -> bool:
    """Return whether somebody is blamed for it or claims it, so that it is told as done: "claimed responsibility for the blast"."""
    blames = [b for b in sentence.analysis.of("blame") if b.is_fact and b.part == "verb"]
    if not blames:
        return False
    if any(0 <= mention.trigger[0] - b.trigger[1] <= _CHARGE for b in blames):
        return True
    after = [d.mention.trigger[0] - mention.trigger[1] for d in doers(sentence.analysis, sentence.actors) if d.blamed]
    return any(0 <= gap <= _CHARGE_BEFORE for gap in after)


def _is_fact(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a mention is told as a fact; what "could be heard" is one."""
    if lexis.NEITHER.search(sentence.text[: mention.trigger[0]]):
        return False
    return mention.reality is Reality.FACT or (
        mention.reality is Reality.POSSIBLE and bool(lexis.COULD_BE_HEARD.search(sentence.text[slice(*mention.clause)]))
    )


def _is_of_a_day(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a verb tells of what was done in the last day or two, which is one act and no count of a period."""
    return mention.part == "verb" and any(d.form == "window" and is_short(d, 2) for d in sentence.event_dates)


def _is_placed(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a noun has a place and a day of its own ("the clashes in X on 3 May"), so that it is one thing that happened."""
    first, after = mention.trigger[1], _own_end(sentence, mention)
    own = [d for d in sentence.event_dates if first - _BEFORE <= d.start < after and is_short(d, 31)]
    if sentence.future and not any(_is_past(sentence, d) for d in own):
        return False
    return bool(own or from_label(sentence)) and (
        is_aimed(sentence, mention) or any(first <= p.start < after and p.level <= 2 for p in sentence.places)
    )


def _is_past(sentence: Sentence, date: DateMention) -> bool:
    written = sentence.thread.reference
    return written is not None and date.value is not None and date.value.end < written


def is_aimed(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a noun has what was attacked or who was harmed behind it: "the shelling of a home", "an attack on its camp"."""
    if mention.frame.name in _LOOSE and not _names_arms(
        sentence.text[max(0, mention.trigger[0] - _BEFORE) : mention.trigger[1]]
    ):
        return False
    roles, days = mention.frame.roles, {d.start for d in sentence.dates}
    behind = [
        span
        for place, span in (("of", mention.object), *mention.phrases)
        if span and roles.get(place) in ("target", "harmed")
    ]
    aims = [span for span in behind if not any(span[0] <= day < span[1] for day in days)]
    words = sentence.analysis.words
    return any(words.tags[at] in "D#" or words.capital(at) for span in aims for at in words.inside(span)[:1])


def _names_arms(words: str) -> bool:
    """Return whether words tell with what an attack was made: "a mortar attack"."""
    found = kind_at(words)
    return found is not None and found[0] not in OPEN


def _own_end(sentence: Sentence, mention: Mention) -> int:
    """Return where the phrases end that tell of a noun who, where and when; "at a meeting" tells of another thing."""
    end = mention.trigger[1]
    for preposition, (start, after) in mention.phrases:
        told = any(
            start <= at < after
            for at in (*(p.start for p in sentence.places), *(d.start for d in sentence.event_dates))
        )
        if preposition in _OF_WHEN and not told:
            break
        end = after
    return end


def _is_done(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a verb tells of something past; the present does in headings and logs alone, and of persons with a past not at all."""
    now = sentence.is_heading or is_log(sentence) or _is_dated_line(sentence)
    if mention.tense is Tense.PRESENT and (not now or is_of_anybody(sentence, mention)):
        return False
    if mention.tense is Tense.FUTURE or lexis.OF_LONG_AGO.search(sentence.text[slice(*mention.clause)]):
        return False
    before = sentence.text[max(0, mention.trigger[0] - 40) : mention.trigger[0]]
    if lexis.NO_ATTACK.match(sentence.text, mention.trigger[0]) or _is_undone(sentence, before):
        return False
    if lexis.CHARGED.search(sentence.text[max(0, mention.trigger[0] - 100) : mention.trigger[0]]):
        return False
    past = mention.finite or mention.tense is Tense.PAST or mention.voice is not Voice.ACTIVE
    return past or bool(lexis.BEFORE_GERUND.search(before)) or _is_charged(sentence, mention)


def _is_undone(sentence: Sentence, before: str) -> bool:
    """Return whether the words before a verb leave it no act, though of a day on which it is not known who did it there was one."""
    asked = bool(sentence.event_dates) and before.endswith(_NOT_KNOWN)
    return lexis.BEFORE_NO_ACT.search(before) is not None and not asked


def _is_of_an_hour(sentence: Sentence) -> bool:
    """Return whether what is counted was heard or seen in a town between two hours of a day, which is one thing that happened."""
    hours = lexis.HOURS.search(sentence.text) is not None
    return (
        hours
        and any(is_short(d, 1) for d in sentence.event_dates)
        and any(p.prep and p.level <= 2 for p in sentence.places)
    )


def _is_dated_line(sentence: Sentence) -> bool:
    """Return whether a sentence is one of a chronicle: it begins with its day, or stands behind one."""
    return not sentence.future and (from_label(sentence) or any(d.start == 0 for d in sentence.event_dates))


def _only_spoken_of(sentence: Sentence, start: int, end: int) -> bool:
    """True where the word of an incident is to come, counted, wished away, promised, seen nowhere, or said of no one thing."""
    text = sentence.text
    if any(none.start <= start < none.end for none in none_seen(text)):
        return True
    counted = lexis.NUMBERED.search(text) is not None and not _is_of_an_hour(sentence)
    if sentence.future or is_aggregate(sentence) or counted or not _is_seen(sentence):
        return True
    if lexis.CHARGED.search(text[max(0, start - 100) : start]):
        return True
    if lexis.BY_THE_WAY.search(text[max(0, start - 30) : start].lower()):
        return True
    clause = _CLAUSE_MARK.split(text[max(0, start - 45) : start])[-1]
    if re.match(r"(?:Not|No|Neither|Hardly|Most|Many)\b", text) or lexis.GENERAL.search(clause):
        return True
    wish = modality.is_wish(text[max(0, start - 60) : min(len(text), end + 30)])
    wish = wish and not lexis.COULD_BE_HEARD.search(text)
    return wish or bool(lexis.PROMISED.search(text[:start]))


def _is_seen(sentence: Sentence) -> bool:
    """Return whether the sentence says that something happened, as every line of a log does."""
    return bool(lexis.OCCURRED.search(sentence.text)) or is_log(sentence)


@cache
def _words() -> frozenset[str]:
    """Return the words without any of which a sentence tells of no incident."""
    from ceasefire.reading.frames.index import triggers

    return frozenset(
        word for word, found in triggers().items() if any(t.frame.group in ("harm", "attack") for t in found)
    )


def may_tell(sentence: Sentence) -> bool:
    """Return whether a sentence has any word of harm, attack or a kind of event, or a toll; most have none."""
    told = kind_at(sentence.text) is not None or not _words().isdisjoint(re.findall(r"[a-z]+", sentence.text.lower()))
    return told or bool(sentence.casualties)
