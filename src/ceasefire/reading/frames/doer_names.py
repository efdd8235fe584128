"""Whether the words of a phrase name a person, a body or a party, and what these are called; a weapon is none."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.frames.analysis import Analysis, Mention, Span, analyse
from ceasefire.reading.frames.index import listed, triggers
from ceasefire.reading.frames.inflection import Form
from ceasefire.reading.frames.phrases import phrase_right
from ceasefire.reading.frames.verb_groups import Voice
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY

_GROUPS: Final = ("harm", "attack")
_BOTH: Final = re.compile(
    r"(?:both|the two|two|all|neither|either|each) (?:sides?|parties|party|armies|forces|groups?|factions?)\b", re.I
)
"""Words that accuse nobody rather than another."""
_DAY: Final = re.compile(rf"(?:{ANY_WEEKDAY}|{ANY_MONTH}|today|yesterday|christmas|easter|eid|ramadan)", re.I)
"""Whose attack is one of a day: "Tuesday's bombing"."""
_OF_A_STATE: Final = re.compile(r"(?:[aei]an|ese|ish|[^w]i)$")
_USES: Final = frozenset(
    (
        "air",
        "fighter",
        "attack",
        "combat",
        "war",
        "enemy",
        "military",
        "ground",
        "field",
        "heavy",
        "gunship",
        "bomber",
        "stealth",
    )
)
"""What arms are for and not whose they are: "fighter jets"."""
_SIDES: Final = frozenset(("army", "government", "rebel", "regime", "coalition", "militia", "police", "navy"))
_OWN: Final = frozenset(("its", "their", "his", "our"))
_CONTRASTS: Final = frozenset(("not", "rather", "instead"))
"""What goes on with who it was not: "the rebels rather than the army"."""
_MEN_OF: Final = frozenset(("belonging", "serving", "loyal"))
"""What joins men to their body: "soldiers serving with the 3rd Brigade"."""
_OPENERS: Final = frozenset(("the", "a", "an"))
_WEARS: Final = (["in"], ["with"], ["wearing"], ["bearing"])
NamedActor = tuple[int, int, str]
"""A named actor that the caller knows: where its name stands, and what it is called."""


def named_in(
    analysis: Analysis, span: Span | None, mention: Mention, actors: tuple[NamedActor, ...], *, charged: bool
) -> tuple[Span, str] | None:
    """Return the words that name a person, a body or a party within a phrase, and what that is called; None where none is named.

    The name is empty where it is just the words.
    """
    core = _core(analysis, span, charged=charged) if span else None
    if core is None:
        return None
    core = _behind_of(analysis, core) or core
    if not listed("unnamed").isdisjoint(analysis.words.lows[at] for at in analysis.words.inside(core)) or _denies(
        analysis, core
    ):
        return None
    for test in (_is_known, _is_person, _is_armed, _is_capital):
        if test(analysis, core, mention, actors):
            name = _owner(analysis, core, actors) if test is _is_armed else _called(analysis, core, actors)
            if not _OWN.isdisjoint(analysis.words.lows[at] for at in analysis.words.inside(core)):
                name = analysis.words_in(_owner_told(core, mention))
                if not name:
                    return None
            return _in_uniform(analysis, core), name
    return None


def _owner_told(core: Span, mention: Mention) -> Span | None:
    """Return who says it of "its men" or "its guns", where he stands before these words."""
    return mention.speaker if mention.speaker and mention.speaker[0] < core[0] else None


def _in_uniform(analysis: Analysis, core: Span) -> Span:
    """Return the words of a doer with the dress of a body that is told of him: "men in Front uniforms", "men wearing the badge of the Front"."""
    words, last = analysis.words, analysis.words.inside(core)[-1]
    if words.lows[last] not in listed("doers") or words.lows[last + 1 : last + 2] not in _WEARS:
        return core
    after = next(
        (at for at in range(last + 2, min(last + 7, len(words.lows))) if words.lows[at] in listed("uniforms")), -1
    )
    if after < 0:
        return core
    behind = phrase_right(words, after + 2) if words.lows[after + 1 : after + 2] == ["of"] else None
    stop = behind.after if behind else after + 1
    return words.span(words.inside(core)[0], stop) if any(map(words.capital, range(last + 2, stop))) else core


def _denies(analysis: Analysis, core: Span) -> bool:
    """Return whether words end with a verb of denial that was taken for a noun: "both armies deny"."""
    last = analysis.words.lows[analysis.words.inside(core)[-1]]
    return any(t.part == "verb" and t.frame.name == "deny" for t in triggers().get(last, ()))


def is_of_a_state(low: str) -> bool:
    """Return whether a word in small letters ends as the adjective of a state does: "zarnian", "sudanese"."""
    return _OF_A_STATE.search(low) is not None


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
        if words.lows[at] not in _MEN_OF and _ends_name(analysis, at, kept, charged=charged):
            break
        kept.append(at)
    return words.span(kept[0], kept[-1] + 1) if kept else None


def _ends_name(analysis: Analysis, at: int, kept: list[int], *, charged: bool) -> bool:
    """Return whether a word is no more of the name before it: a preposition, a mark, or a verb in -ing."""
    words = analysis.words
    if kept and words.forms[at] & Form.ING and words.tags[kept[-1]] == "N" and not _is_arm(analysis, at):
        return True
    if words.tags[at] == "P" and not _is_joined(analysis, at):
        return words.lows[at] != "of" or (charged and _is_charge(analysis, at + 1))
    return words.tags[at] in ",RST(" or words.lows[at] in _CONTRASTS


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
    """Return whether "from" joins persons to a body with a name: "fighters from the Eastern Front", "men belonging to it"."""
    words = analysis.words
    if at + 1 >= len(words.lows):
        return False
    if words.lows[at - 1] not in _MEN_OF and (words.lows[at] != "from" or words.lows[at - 1] not in listed("doers")):
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
        if words.tags[at] in "NJO" and words.lows[at] not in _MEN_OF:
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
    named = named or (analysis.words.lows[before] in _OWN and _owner_told(core, mention) is not None)
    named = named or (
        analysis.words.capital(before) and (_owns(analysis, before) or _is_of_state(analysis, before, head))
    )
    return named or analysis.words.lows[before] in _SIDES


def _is_of_state(analysis: Analysis, at: int, head: int) -> bool:
    """Return whether a name before arms is that of a state, as its ending or arms that only states have say: "Orvan jets", no "Mirage jets"."""
    low = analysis.words.lows[at]
    armed = analysis.words.lows[head] in listed("state_arms") and low.isalpha() and low not in listed("named_arms")
    if analysis.words.tags[at] != "N" or low in _USES or _DAY.fullmatch(low):
        return False
    return armed or is_of_a_state(low) or (len(low) > 4 and low.endswith("an"))


def _before_arms(analysis: Analysis, head: int) -> int:
    """Return the place of the word before the words of arms or strikes that end at a head."""
    before = head - 1 - (analysis.words.tags[head - 1] == "'")
    while before > 0 and analysis.words.lows[before] not in _SIDES and _is_before_arms(analysis, before):
        before -= 1
    return before


def _is_before_arms(analysis: Analysis, at: int) -> bool:
    return _is_arm(analysis, at) or analysis.words.lows[at] in ("air", "fighter")


def _owns(analysis: Analysis, at: int) -> bool:
    """Return whether a word is an owner: "Front" of "the Front's artillery"."""
    return analysis.words.tags[at + 1 : at + 2] == ["'"] and not _DAY.fullmatch(analysis.words.lows[at])


def _owner(analysis: Analysis, core: Span, actors: tuple[NamedActor, ...]) -> str:
    """Return what the actor before its arms or strikes is called: Zarnia for "Zarnian jets", "army" for "army shelling"."""
    before = _before_arms(analysis, _head(analysis, core))
    start, end = analysis.words.starts[before], analysis.words.ends[before]
    if _owns(analysis, before) and before and analysis.words.lows[before - 1] == "the":
        start = analysis.words.starts[before - 1]
    short = analysis.words.lows[before] in _SIDES or _is_short_name(analysis, before) or _owns(analysis, before)
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
