"""Whom a sentence names as the one who did it: the only place where that is decided, and nothing is inferred.

A doer is the subject of an active verb of harm or attack, the agent of a passive one ("by gunmen"), or whom a verb of
blame names. Never the subject of a passive, the dead, the attacked, the place from which fire came, nor the body that
reports or counts. Where the words name no person, body or party, there is no doer: a weapon is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from ceasefire.reading.frames.analysis import Analysis, Mention, Span, analyse
from ceasefire.reading.frames.index import listed, triggers
from ceasefire.reading.frames.inflection import Form
from ceasefire.reading.frames.phrases import phrase_left
from ceasefire.reading.frames.verb_groups import Voice
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY

_GROUPS: Final = ("harm", "attack")
_HARM: Final = frozenset(("kill", "die", "wound"))
_NEAR: Final = 24
"""Characters after "responsible for" in which the harm must stand."""
_BOTH: Final = re.compile(
    r"(?:both|the two|two|all|neither|either|each) (?:sides?|parties|party|armies|forces|groups?|factions?)\b", re.I
)
"""Words that accuse nobody rather than another."""
_DAY: Final = re.compile(rf"(?:{ANY_WEEKDAY}|{ANY_MONTH}|today|yesterday|christmas|easter|eid|ramadan)", re.I)
"""Whose attack is one of a day: "Tuesday's bombing"."""
_OF_A_STATE: Final = re.compile(r"(?:[aei]an|ese|ish|[^w]i)$")
_SIDES: Final = frozenset(("army", "government", "rebel", "regime", "coalition", "militia", "police", "navy"))
_OWN: Final = ("its ", "their ", "his ", "our ")
_OPENERS: Final = frozenset(("the", "a", "an"))
NamedActor = tuple[int, int, str]
"""A named actor that the caller knows: where its name stands, and what it is called."""


class Doer(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it: the words of the text and where these stand, and the mention they belong to.

    `name` is what the caller calls the actor where the words are just its name; `blamed` where somebody only accuses.
    """

    words: str
    name: str = ""
    span: Span
    mention: Mention
    blamed: bool = False


def doers(analysis: Analysis, actors: Iterable[NamedActor] = ()) -> list[Doer]:
    """Return all doers of a sentence in the order of the mentions; those whom a verb of blame names come first."""
    known = tuple(actors)
    blamed = [
        d
        for m in analysis.of("blame")
        if m.is_fact and _is_of_harm(analysis, m)
        for d in _first_named(analysis, _blamed(analysis, m), m, known)
    ]
    acts = [m for m in analysis.of(*_GROUPS) if m.is_fact]
    harm = any(m.frame.name in _HARM for m in acts)
    told = [m for m in acts if not (harm and m.frame.name in listed("harmless_acts"))]
    return [*blamed, *(d for m in told for d in _named(analysis, _agent(analysis, m), m, known, blamed=False))]


def doer_near(analysis: Analysis, at: int, actors: Iterable[NamedActor] = ()) -> Doer | None:
    """Return the doer of the harm or attack that stands nearest to an offset; a verb of blame goes before all others."""
    found = doers(analysis, actors)
    return min(found, key=lambda d: (not d.blamed, abs(d.mention.trigger[0] - at)), default=None)


def _is_of_harm(analysis: Analysis, mention: Mention) -> bool:
    """Return whether that somebody "is responsible for" or "is behind" it is said of harm or an attack."""
    if mention.frame.name in ("carry out", "be the work of"):
        first, start = mention.clause[0], mention.trigger[0]
        return any(first <= m.trigger[0] < start for m in analysis.of(*_GROUPS) if m.part == "noun")
    if mention.frame.name != "be responsible":
        return True
    end = mention.trigger[1]
    near = (m.trigger[0] for m in analysis.of(*_GROUPS) if 0 <= m.trigger[0] - end <= _NEAR)
    return any("," not in analysis.text[end:start] for start in near)


def _owner_of_noun(analysis: Analysis, mention: Mention) -> Span | None:
    """Return what stands before the noun of an attack as its owner: "the rebels' shelling of X", "Zarnian shelling of X"."""
    words = analysis.words
    inside = words.inside(mention.trigger)
    at = inside.start - 1
    if mention.frame.group != "attack" or at < 0 or not len(inside):
        return None
    owned = words.tags[at] == "'"
    at -= owned
    if at < 0 or words.tags[at] not in "NJ":
        return None
    if words.lows[at] not in listed("doers") and not _is_name_before(words, at, mention, owned=owned):
        return None
    return words.span(_first_of_owner(words, at), at + 1)


def _first_of_owner(words: Words, at: int) -> int:
    """Return where the words of an owner begin: its capitals and a determiner before them, which an adjective alone has not."""
    first = at
    while first and words.capital(at) and words.capital(first - 1) and words.tags[first - 1] in "NJ":
        first -= 1
    body = first < at or words.lows[at] in listed("doers")
    return first - 1 if body and first and words.tags[first - 1] == "D" else first


def _is_backdrop(analysis: Analysis, mention: Mention) -> bool:
    """Return whether a noun only tells during what it happened ("during an army offensive"), or belongs to another ("shelling victims")."""
    words = analysis.words
    inside = words.inside(mention.trigger)
    if words.tags[inside.stop : inside.stop + 1] == ["N"] and not words.capital(inside.stop):
        return True
    if mention.lemma not in listed("operations"):
        return False
    phrase = phrase_left(words, inside.stop, 0)
    before = words.lows[max(0, phrase.first - 4) : phrase.first] if phrase else []
    return not listed("backdrops").isdisjoint(before[-1:]) or before[-4:] == ["in", "the", "course", "of"]


def _is_name_before(words: Words, at: int, mention: Mention, *, owned: bool) -> bool:
    """Return whether a word before a noun is a state's adjective, or the owner of what is aimed at something."""
    aimed = mention.object or mention.after("on") or mention.after("against")
    return words.capital(at) and bool(_OF_A_STATE.search(words.lows[at]) or (owned and aimed))


def _first_named(analysis: Analysis, spans: list[Span], mention: Mention, actors: tuple[NamedActor, ...]) -> list[Doer]:
    """Return the doer of the first of these words that name one."""
    found = ([*_named(analysis, span, mention, actors, blamed=True)] for span in spans)
    return next((one for one in found if one), [])


def _blamed(analysis: Analysis, mention: Mention) -> list[Span]:
    """Return whom a verb of blame may name, the surest first: who claims it, whom it is pinned on, its object or passive subject."""
    roles = mention.frame.roles
    if roles.get("subject") == "doer":
        taken_up = analysis.words_in(mention.subject).lower() in listed("told_by_it")
        one = mention.speaker if taken_up else mention.subject
        return [one] if one else []
    if mention.part == "noun":
        against = mention.after("against")
        return [against] if against else []
    own = mention.subject if mention.voice is Voice.PASSIVE else mention.object
    own = own if roles.get("object") == "doer" else mention.by if roles.get("by") == "doer" else None
    return [span for span in (_pinned_on(mention), own or _held(analysis, mention)) if span]


def _pinned_on(mention: Mention) -> Span | None:
    """Return what follows "on" or "to" ("blamed on X", "attributed to X"), unless "for" stands before it ("blamed X for fire on Y")."""
    for preposition, span in mention.phrases:
        if preposition == "for":
            return None
        if mention.frame.roles.get(preposition) == "doer" and preposition != "by":
            return span
    return None


def _held(analysis: Analysis, mention: Mention) -> Span | None:
    """Return the words within a verb of several words: "the rebels" of "held the rebels responsible"."""
    inside = analysis.words.inside(mention.trigger)
    return analysis.words.span(inside[1], inside[-1]) if "*" in mention.lemma and len(inside) > 2 else None


def _agent(analysis: Analysis, mention: Mention) -> Span | None:
    """Return the subject of an active verb, the agent of a passive one or of a noun; a pronoun takes up who says it."""
    if mention.frame.roles.get("by") != "doer":
        return None
    if mention.part != "verb":
        return None if _is_backdrop(analysis, mention) else mention.by or _owner_of_noun(analysis, mention)
    if mention.voice is Voice.PASSIVE:
        return mention.by
    if mention.voice is Voice.OPEN or mention.frame.roles.get("subject") != "doer":
        return None
    if analysis.words_in(mention.subject).lower() in listed("told_by_it"):
        return mention.speaker
    return mention.subject


def _named(
    analysis: Analysis, span: Span | None, mention: Mention, actors: tuple[NamedActor, ...], *, blamed: bool
) -> Iterator[Doer]:
    """Yield the doer whose words these are, if they name a person, a body or a party."""
    core = _core(analysis, span, charged=blamed) if span else None
    if core is None:
        return
    core = _behind_of(analysis, core) or core
    if not listed("unnamed").isdisjoint(analysis.words.lows[at] for at in analysis.words.inside(core)):
        return
    for test in (_is_known, _is_person, _is_armed, _is_capital):
        if test(analysis, core, mention, actors):
            name = _owner(analysis, core, actors) if test is _is_armed else _called(analysis, core, actors)
            if analysis.words_in(core).lower().startswith(_OWN):
                name = analysis.words_in(mention.speaker)
                if not name:
                    return
            yield Doer(words=analysis.words_in(core), name=name, span=core, mention=mention, blamed=blamed)
            return


def _is_arm(analysis: Analysis, at: int) -> bool:
    return analysis.words.lows[at] in listed("arms") or analysis.words.lows[at] in listed("acts_of_doers")


def _behind_of(analysis: Analysis, core: Span) -> Span | None:
    """Return the owner of arms or strikes: "the Northern Alliance" of "artillery of the Northern Alliance"."""
    words, head = analysis.words, _head(analysis, core)
    inside = words.inside(core)
    if head < 0 or head + 2 >= inside.stop or words.lows[head + 1] != "of" or not _is_arm(analysis, head):
        return None
    return words.span(head + 2, inside.stop)


def _called(analysis: Analysis, core: Span, actors: tuple[NamedActor, ...]) -> str:
    """Return what a known actor is called where the words are just its name, a determiner left out; else empty."""
    words = analysis.words
    kept = [at for at in words.inside(core) if words.tags[at] != "D"]
    if not kept:
        return ""
    start, end = words.span(kept[0], kept[-1] + 1)
    exact = (core, (start, end))
    return next((name for s, e, name in actors if (s, e) in exact), "")


def _core(analysis: Analysis, span: Span, *, charged: bool) -> Span | None:
    """Return the words of a phrase up to its first preposition but "of"; of one who is charged, up to any ("the army of shelling")."""
    words = analysis.words
    kept: list[int] = []
    for at in _behind_say(analysis, words.inside(span)):
        if kept and words.forms[at] & Form.ING and words.tags[kept[-1]] == "N" and not _is_arm(analysis, at):
            break
        if (
            words.tags[at] == "P"
            and not _is_joined(analysis, at)
            and (words.lows[at] != "of" or (charged and _is_charge(analysis, at + 1)))
        ) or words.tags[at] in ",RS(":
            break
        kept.append(at)
    return words.span(kept[0], kept[-1] + 1) if kept else None


def _behind_say(analysis: Analysis, inside: range) -> range:
    """Return the places behind "say" in words taken for one phrase: "soldiers" of "Residents say soldiers"."""
    lows = analysis.words.lows
    said = [
        at
        for at in inside[1:-1]
        if any(t.part == "verb" and t.frame.group == "speech" for t in triggers().get(lows[at], ()))
    ]
    nouns = [at for at in said if any(t.part == "noun" for t in triggers()[lows[at]])]
    return range(said[-1] + 1, inside.stop) if said and not nouns else inside


def _is_joined(analysis: Analysis, at: int) -> bool:
    """Return whether "from" joins persons to a body with a name: "fighters from the Eastern Front"."""
    words = analysis.words
    if words.lows[at] != "from" or at + 1 >= len(words.lows) or words.lows[at - 1] not in listed("doers"):
        return False
    name = at + 2 if words.tags[at + 1] == "D" else at + 1
    return name < len(words.lows) and words.capital(name)


def _is_charge(analysis: Analysis, at: int) -> bool:
    """Return whether "of" is followed by what somebody is accused of, and not by "the army" as in "members of the army"."""
    words = analysis.words
    return any(
        words.tags[here] == "V" or words.lows[here] in triggers() for here in range(at, min(at + 3, len(words.lows)))
    )


def _head(analysis: Analysis, core: Span) -> int:
    """Return the place of the head: the last word before "of" or "and"."""
    words = analysis.words
    head = -1
    for at in words.inside(core):
        if head >= 0 and words.tags[at] in "PC":
            break
        if words.tags[at] in "NJO":
            head = at
    return head


def _is_known(analysis: Analysis, core: Span, mention: Mention, actors: tuple[NamedActor, ...]) -> bool:
    """Return whether the head is a known actor's name ("the SLA", "Zarnia", not "a Zarnian village")."""
    head = _head(analysis, core)
    return head >= 0 and any(s <= analysis.words.starts[head] and analysis.words.ends[head] <= e for s, e, _ in actors)


def _is_person(analysis: Analysis, core: Span, mention: Mention, actors: tuple[NamedActor, ...]) -> bool:
    head = _head(analysis, core)
    if head < 0 or analysis.words.lows[head] not in listed("doers") or _BOTH.match(analysis.words_in(core)):
        return False
    verb = analysis.words.starts[head + 1 : head + 2] == [mention.trigger[0]] and mention.part == "verb"
    after = [] if verb else analysis.words.lows[head + 1 : head + 2]
    return not (after and after[0] in listed("acts_of_doers"))


def _is_armed(analysis: Analysis, core: Span, mention: Mention, actors: tuple[NamedActor, ...]) -> bool:
    """Return whether a known actor stands right before its arms or its strikes: "Zarnian jets", "army shelling"."""
    head = _head(analysis, core)
    if (
        head < 1
        or not _is_arm(analysis, head)
        or (mention.part == "verb" and not mention.finite and mention.voice is Voice.ACTIVE)
    ):
        return False
    before = _before_arms(analysis, head)
    start, end = analysis.words.starts[before], analysis.words.ends[before]
    named = any(s <= start and end <= e for s, e, _ in actors) or _is_short_name(analysis, before)
    named = named or (analysis.words.capital(before) and bool(_OF_A_STATE.search(analysis.words.lows[before])))
    return named or analysis.words.lows[before] in _SIDES


def _before_arms(analysis: Analysis, head: int) -> int:
    """Return the place of the word before the words of arms or strikes that end at a head."""
    before = head - 1
    while before > 0 and analysis.words.lows[before] not in _SIDES and _is_before_arms(analysis, before):
        before -= 1
    return before


def _is_before_arms(analysis: Analysis, at: int) -> bool:
    return _is_arm(analysis, at) or analysis.words.lows[at] in ("air", "fighter")


def _owner(analysis: Analysis, core: Span, actors: tuple[NamedActor, ...]) -> str:
    """Return what the actor before its arms or strikes is called: Zarnia for "Zarnian jets", "army" for "army shelling"."""
    before = _before_arms(analysis, _head(analysis, core))
    start, end = analysis.words.starts[before], analysis.words.ends[before]
    short = analysis.words.lows[before] in _SIDES or _is_short_name(analysis, before)
    return next((name for s, e, name in actors if s <= start and end <= e), analysis.text[start:end] if short else "")


def _is_capital(analysis: Analysis, core: Span, mention: Mention, actors: tuple[NamedActor, ...]) -> bool:
    """Return whether the head is a name, where only persons and bodies can be what it is the subject, agent or owner of."""
    head, roles = _head(analysis, core), mention.frame.roles
    if head < 0:
        return False
    if mention.part == "noun" or mention.frame.group == "blame":
        return _is_long_name(analysis, head) and not _DAY.fullmatch(analysis.words.lows[head])
    if "doer" not in (roles.get("subject"), roles.get("by")):
        return False
    if _is_short_name(analysis, head):
        return True
    return _is_long_name(analysis, head) and _is_of_persons(analysis, core, head, mention)


def _is_long_name(analysis: Analysis, head: int) -> bool:
    """Return whether a word has a capital, if only after a hyphen ("al-Nur"), and is no name of a weapon."""
    word = analysis.text[analysis.words.starts[head] : analysis.words.ends[head]]
    low = word.lower()
    common = low in listed("named_arms") or low in listed("arms") or low in triggers()
    return any(letter.isupper() for letter in word) and not common


def _is_of_persons(analysis: Analysis, core: Span, head: int, mention: Mention) -> bool:
    """Return whether a verb is one of persons, so that a name is a doer; of others "the" before the name says so of killing."""
    first = analysis.words.inside(core).start
    if mention.frame.name == "kill" and head > first and analysis.words.lows[head - 1] == "the":
        return True
    personal = mention.frame.agentive or mention.lemma in listed("personal_verbs")
    return personal and (head > 0 or _is_name_first(analysis))


def _is_name_first(analysis: Analysis) -> bool:
    """Return whether the first word of a sentence is a name and no common word with a capital."""
    low = analysis.words.lows[0]
    return analysis.words.tags[0] == "N" and low not in _OPENERS and not _known_word(low)


def _is_short_name(analysis: Analysis, at: int) -> bool:
    """Return whether a word is the abbreviation of a body's name and not of a weapon's."""
    word = analysis.text[analysis.words.starts[at] : analysis.words.ends[at]]
    return word.isalpha() and word.isupper() and 2 <= len(word) <= 7 and word.lower() not in listed("short_arms")


def _known_word(low: str) -> bool:
    """Return whether a word at the head of a sentence is a common one, so that its capital says nothing."""
    return low in listed("arms") or low in listed("acts_of_doers") or low.endswith(("s", "ing"))


def may_be_accused(words: str) -> bool:
    """Return whether words can name whom somebody accuses: not "nobody", and not the act ("an attack that killed four")."""
    found = analyse(words)
    first = found.words.lows[0] if found.words.lows else ""
    if first in listed("nobody") or first in listed("no_before_nouns"):
        return False
    head = next((at for at, tag in enumerate(found.words.tags) if at and tag in "PRSV"), len(found.words.tags)) - 1
    low = found.words.lows[head] if head >= 0 else ""
    return not any(t.part == "noun" and t.frame.group in _GROUPS for t in triggers().get(low, ()))
