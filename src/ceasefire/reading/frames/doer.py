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

from ceasefire.reading.frames.analysis import Analysis, Mention, Span
from ceasefire.reading.frames.clauses import Link
from ceasefire.reading.frames.doer_names import NamedActor, is_of_a_state, named_in
from ceasefire.reading.frames.index import listed
from ceasefire.reading.frames.nearby import headed, near
from ceasefire.reading.frames.phrases import phrase_left
from ceasefire.reading.frames.verb_groups import Voice
from ceasefire.reading.frames.words import Words

_GROUPS: Final = ("harm", "attack")
_HARM: Final = frozenset(("kill", "die", "find dead", "wound"))
_BLASTS: Final = frozenset(("explode", "throw", "hurl"))
"""Frames beside which an arrest is one of those who did it: "arrested a man after the blast"."""
_ARTICLES: Final = frozenset(("a", "an"))
"""Of "an army raid" the article is that of the raid."""
_ANSWERS: Final = re.compile(r"\b(?:after|when|once|in (?:response|reply|answer) to|in self-defen[cs]e)\b")
"""What stands between who opens fire and who had shot at him."""
_NEAR: Final = 40
"""Characters after "responsible for" in which the harm must stand."""
_OTHER: Final = re.compile(
    r",|\b(?:to|of|in|on|with|over|by|handling|failing|failure|delay\w*|response|silence|role|conduct|reports?|inquiry|allowing"
    r"|not|claims?|lack)\b"
)
"""What stands before the harm where somebody is responsible for another thing: "for failing to stop the raid"."""
_FOR: Final = re.compile(r"(?: (?:of|for|over|in))?")
_OF_HARM: Final = frozenset(("be responsible", "fault", "name as author", "stand accused"))
_BETWEEN: Final = re.compile(r"\bbetween [^,.;]{2,60} and (?:(?:an?|the) )?$")
"""What stands before the second of two who fought, of whom none is said to have begun."""
_GUILT: Final = re.compile(
    r"\b(?:responsibility|blame|guilt|culpability|suspicions?|accountability|fault|liability)\b", re.I
)


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
    charges = (m for m in analysis.of("blame") if m.is_fact and _is_of_harm(analysis, m))
    blamed = [d for m in charges for d in _first_named(analysis, _blamed(analysis, m), m, known)]
    return [*blamed, *_who_began(analysis, known)]


def _who_began(analysis: Analysis, known: tuple[NamedActor, ...]) -> Iterator[Doer]:
    """Yield who did what is told of harm and attacks, without those who only answer fire and what had been done before."""
    acts = [m for m in analysis.of(*_GROUPS) if m.is_fact]
    told = [*_harmful(acts), *(m for m in analysis.of("move") if m.is_fact and acts and _is_of_arms(analysis, m))]
    own = [d for m in told for d in _named(analysis, _agent(analysis, m), m, known, blamed=False)]
    earlier = told_as_before(analysis, told)
    yield from (
        d
        for d in own
        if d.mention not in earlier and not _is_answer(analysis, d, own) and not _is_of_harmed(analysis, d)
    )


def _is_of_harmed(analysis: Analysis, doer: Doer) -> bool:
    """Return whether an attack is only told of those whom somebody killed: "killed 20 rebels plotting rebel attacks"."""
    if doer.mention.part != "noun":
        return False
    at = analysis.words.inside(doer.span).start
    spans = (c.object for c in near(analysis.clauses, at) if c.group.tells_of("harm"))
    return any(p is not None and p.first <= at < p.after for p in spans)


def _harmful(acts: list[Mention]) -> list[Mention]:
    """Return the acts without those that hurt nobody, beside harm, and without arrests, beside shots and blasts."""
    names = {m.frame.name for m in acts}
    harmless = (
        listed("harmless_acts") if names & _HARM else {"detain"} if names & (listed("shots") | _BLASTS) else set()
    )
    return [m for m in acts if m.frame.name not in harmless]


def _is_of_arms(analysis: Analysis, mention: Mention) -> bool:
    """Return whether arms or fire are what somebody launched, laid or began: "a drone launched by rebels", "began the shelling"."""
    span = mention.role("weapon")
    if span is None:
        return False
    if mention.frame.name == "begin fighting":
        return any(span[0] <= m.trigger[0] < span[1] for m in analysis.of("attack") if m.part == "noun")
    words = analysis.words
    core = [at for at in words.inside(span) if words.tags[at] not in "P"]
    low = words.lows[core[-1]] if core else ""
    if mention.lemma == "drop" and low in ("charge", "charges"):
        return False
    if mention.lemma == "open":
        return low == "fire"
    return any(low in listed(table) for table in ("arms", "laid_arms", "shots_fired", "bullets"))


def told_as_before(analysis: Analysis, acts: list[Mention]) -> list[Mention]:
    """Return the acts that a relative clause "had" before those that the sentence tells: "hit the post that the army had bombed"."""
    before = [m for m in acts if is_of_before(analysis, m)]
    return before if len(before) < len(acts) else []


def _is_answer(analysis: Analysis, doer: Doer, found: list[Doer]) -> bool:
    """Return whether somebody returns fire, or opens it once he himself has been shot at by another."""
    mention = doer.mention
    if mention.lemma in listed("answers"):
        return True
    end = mention.trigger[1]
    others = [d.mention for d in found if d.words != doer.words and d.mention.trigger[0] > end]
    shot_at = next((m.trigger[0] for m in others if m.frame.name in listed("shots")), end)
    return mention.frame.name == "fire" and _ANSWERS.search(analysis.text, end, shot_at) is not None


def is_of_before(analysis: Analysis, mention: Mention) -> bool:
    """Return whether a relative clause tells what had been done at another time: "the post which the army had bombed"."""
    words = analysis.words
    at = words.inside(mention.trigger).start
    clause = headed(analysis.clauses, at)
    if clause is None or clause.link is not Link.RELATIVE:
        return False
    return clause.group.perfect and words.lows[clause.group.first] == "had"


def doer_near(analysis: Analysis, at: int, actors: Iterable[NamedActor] = ()) -> Doer | None:
    """Return the doer of the harm or attack that stands nearest to an offset; a verb of blame goes before all others."""
    found = doers(analysis, actors)
    return min(found, key=lambda d: (not d.blamed, abs(d.mention.trigger[0] - at)), default=None)


def _is_of_harm(analysis: Analysis, mention: Mention) -> bool:
    """Return whether that somebody "is responsible for" or "is behind" it is said of harm or an attack."""
    name, (start, end) = mention.frame.name, mention.trigger
    if name == "lie with":
        return _GUILT.search(analysis.text, mention.clause[0] if mention.clause[0] < start else 0, start) is not None
    if name in ("carry out", "be the work of"):
        first = mention.clause[0]
        before = any(first <= m.trigger[0] < start for m in analysis.of(*_GROUPS) if m.part == "noun")
        behind = mention.object[1] if mention.object and name == "be the work of" else end
        return before or (mention.voice is Voice.ACTIVE and _is_right_behind(analysis, behind))
    if name == "link":
        return any(mention.clause[0] <= m.trigger[0] < mention.clause[1] for m in analysis.of(*_GROUPS))
    return name not in _OF_HARM or _is_right_behind(analysis, end)


def _is_right_behind(analysis: Analysis, end: int) -> bool:
    """Return whether harm or an attack stands behind an offset with no more than a few words of its own before it."""
    end = _FOR.match(analysis.text, end).end()  # type: ignore[union-attr]
    near = (m.trigger[0] for m in analysis.of(*_GROUPS) if 0 <= m.trigger[0] - end <= _NEAR)
    return any(_OTHER.search(analysis.text, end, start) is None for start in near)


def _owner_of_noun(analysis: Analysis, mention: Mention) -> Span | None:
    """Return what stands before the noun of an attack as its owner: "the rebels' shelling of X", "Zarnian shelling of X"."""
    words = analysis.words
    inside = words.inside(mention.trigger)
    at = inside.start - 1
    if mention.frame.group != "attack" or at < 0 or not len(inside):
        return None
    owned = words.tags[at] == "'"
    at -= owned
    while at > 0 and not owned and words.lows[at] in listed("arms") and words.tags[at - 1] in "NJ":
        at -= 1
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
    return (
        first - 1
        if body and first and words.tags[first - 1] == "D" and words.lows[first - 1] not in _ARTICLES
        else first
    )


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
    return words.capital(at) and bool(is_of_a_state(words.lows[at]) or (owned and aimed))


def _first_named(analysis: Analysis, spans: list[Span], mention: Mention, actors: tuple[NamedActor, ...]) -> list[Doer]:
    """Return the doer of the first of these words that name one."""
    found = ([*_named(analysis, span, mention, actors, blamed=True)] for span in spans)
    return next((one for one in found if one), [])


def _blamed(analysis: Analysis, mention: Mention) -> list[Span]:
    """Return whom a verb of blame may name, the surest first: who claims it, whom it is pinned on, its object or passive subject."""
    roles = mention.frame.roles
    if roles.get("subject") == "doer" and mention.voice is not Voice.PASSIVE:
        one = _taken_up(analysis, mention)
        return [one] if one else []
    if mention.part == "noun":
        against = mention.after("against")
        return [against] if against else []
    own = _held(analysis, mention) or _charged(analysis, mention)
    if analysis.words_in(own).lower() in listed("charged_with_it"):
        own = _denier(analysis, mention)
    return [span for span in (*_pinned_on(mention), own) if span]


def _charged(analysis: Analysis, mention: Mention) -> Span | None:
    """Return who is charged as the object or passive subject of a verb of blame, or as its agent."""
    if mention.frame.roles.get("object") == "doer":
        passive = mention.voice is Voice.PASSIVE or _is_to_blame(analysis, mention)
        return mention.subject if passive else mention.object
    return mention.by if mention.frame.roles.get("by") == "doer" else None


def _is_to_blame(analysis: Analysis, mention: Mention) -> bool:
    words = analysis.words
    at = words.inside(mention.trigger).start
    return mention.lemma == "blame" and at > 1 and words.lows[at - 1] == "to" and words.tags[at - 2] == "B"


def _denier(analysis: Analysis, mention: Mention) -> Span | None:
    """Return who is charged where the sentence says before that he denies it: "X denied a part in it, after Y had charged it"."""
    denies = (m for m in analysis.of("speech") if m.frame.name == "deny" and m.part == "verb" and m.is_fact)
    return next((m.subject for m in denies if m.trigger[0] < mention.trigger[0]), None)


def _pinned_on(mention: Mention) -> Iterator[Span]:
    """Yield what follows "on" or "to", the last first ("pinned the raid on Y on X"); with an accused as its object only before "for"."""
    found = []
    for preposition, span in mention.phrases:
        if preposition == "for" and mention.frame.roles.get("object") == "doer":
            break
        if mention.frame.roles.get(preposition) == "doer" and preposition != "by":
            found.append(span)
    yield from reversed(found)


def _held(analysis: Analysis, mention: Mention) -> Span | None:
    """Return the words within an active verb of several words: "the rebels" of "held the rebels responsible"."""
    if mention.frame.name == "lay at" or mention.voice is Voice.PASSIVE:
        return None
    inside = analysis.words.inside(mention.trigger)
    return analysis.words.span(inside[1], inside[-1]) if "*" in mention.lemma and len(inside) > 2 else None


def _agent(analysis: Analysis, mention: Mention) -> Span | None:
    """Return the subject of an active verb, the agent of a passive one or of a noun; a pronoun takes up who says it."""
    if mention.frame.name in _HARM and (by_hand := _at_hands(analysis, mention)):
        return by_hand
    if mention.frame.roles.get("by") != "doer":
        return None
    if mention.part != "verb":
        return None if _is_backdrop(analysis, mention) else mention.by or _owner_of_noun(analysis, mention)
    if mention.voice is Voice.PASSIVE:
        return mention.by
    if mention.voice is Voice.OPEN or mention.frame.roles.get("subject") != "doer" or _is_upon_arms(analysis, mention):
        return None
    if analysis.words_in(mention.object).endswith(("self", "selves")):
        return None
    return _taken_up(analysis, mention)


def _taken_up(analysis: Analysis, mention: Mention) -> Span | None:
    """Return the subject, or whom its pronoun takes up: who said so before, "we" also who says so after, or those who did what came before."""
    low, subject = analysis.words_in(mention.subject).lower(), mention.subject
    if subject is None or low not in listed("told_by_it"):
        return subject
    if mention.speaker is not None:
        return mention.speaker if low == "we" or mention.speaker[0] < subject[0] else None
    before = analysis.clauses[0].subject
    span = analysis.span_of(before)
    if before is None or span is None or span[1] > subject[0] or low not in ("it", "they"):
        return None
    words = analysis.words
    between = range(before.after, words.inside(subject).start)
    body = words.lows[before.core - 1] in listed("doers") and listed("doers").isdisjoint(
        words.lows[at] for at in between
    )
    return span if body else None


def _at_hands(analysis: Analysis, mention: Mention) -> Span | None:
    """Return at whose hands somebody died: "killed at the hands of rebels"."""
    hands = [
        at
        for at, (low, span) in enumerate(mention.phrases)
        if analysis.words_in(span).lower().startswith("the hands of")
    ]
    return next((span for low, span in mention.phrases[hands[0] + 1 :] if low == "of"), None) if hands else None


def _is_upon_arms(analysis: Analysis, mention: Mention) -> bool:
    """Return whether what a verb strikes lay in wait for its subject: "a patrol struck a mine"."""
    if mention.object is None or mention.frame.name != "strike":
        return False
    words = analysis.words
    inside = [at for at in words.inside(mention.object) if words.tags[at] in "NJ"]
    return any(words.lows[at] in listed("laid_arms") for at in inside)


def _named(
    analysis: Analysis, span: Span | None, mention: Mention, actors: tuple[NamedActor, ...], *, blamed: bool
) -> Iterator[Doer]:
    """Yield the doer whose words these are, if they name a person, a body or a party."""
    found = named_in(analysis, span, mention, actors, charged=blamed)
    if found is not None and not _is_contrasted(analysis, found[0]):
        core, name = found
        yield Doer(words=analysis.words_in(core), name=name, span=core, mention=mention, blamed=blamed)


def _is_contrasted(analysis: Analysis, core: Span) -> bool:
    """Return whether it was somebody else: "the rebels, not the army, shelled X", "by rebels rather than the army", "men posing as soldiers"."""
    words = analysis.words
    first = words.inside(core).start
    before = [low for low in words.lows[max(0, first - 4) : first] if low not in listed("determiners")]
    if not listed("poses").isdisjoint(before[-3:]):
        return True
    if _BETWEEN.search(analysis.text, 0, core[0]):
        return True
    return before[-1:] == ["not"] or before[-2:] in (["not", "by"], ["rather", "than"], ["instead", "of"])
