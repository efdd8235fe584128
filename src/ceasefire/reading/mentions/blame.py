"""Whom a text itself names as the one who did it; the rule for its verbs and nouns stands in `frames/doer.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ceasefire.reading.frames import Voice, doers
from ceasefire.reading.frames.doer import Doer
from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.lexicon.load import alternation, forms, wordset
from ceasefire.reading.mentions.names import find_names, index_of, tokens
from ceasefire.reading.mentions.sentence import Sentence

_NOBODY_KNOWN: Final = wordset("en", "incidents", "nobody_known")
_ANONYMOUS: Final = wordset("en", "incidents", "anonymous")
_NOT_THEIRS: Final = wordset("en", "incidents", "not_theirs")
_LABELLED: Final = re.compile(rf"\b(?:{forms('en', 'incidents', 'blame_labels')}): ?(?P<np>[^.;:|\"]{{2,80}})", re.I)
"""A field of a case: "Presumed perpetrators: the Front"."""
_IT_WAS: Final = re.compile(
    rf"\b(?:{alternation('en', 'incidents', 'sayings')}) (?:that )?it was (?:(?:clearly|probably|in fact) )?(?P<np>(?:the )?[A-Z][^.,;:\"]{{1,60}})"
)
_NOT_THOSE: Final = re.compile(
    r"(?:\b[Ii]t was |^|\b(?:said|says|insisted|insists|that) )"
    r"(?P<np>(?:the )?(?!\w+ (?:said|says)\b)[A-Za-z](?:(?! (?:said|says|insist\w+|that) )[^.,;:\"]){1,60}?)"
    r",? (?:and )?not (?:by )?[^.,;:\"]{2,50}?,? "
    r"(?:who|that|which|(?<=, ))(?: )?(?:had |have |has )?(?=[a-z])"
)
"""Who it was, where it is also said who it was not: "the rebels, not the army, shelled X"."""
_ATTRIBUTABLE: Final = re.compile(
    r"\b(?:confirmed|verified|established|violation|finding:|is|was)(?:,| and| as)? attributable to (?P<np>(?:the )?[A-Z][^.,;:]{1,60})"
)
_DOING: Final = re.compile(
    r"\b(?:was|were|is|are)(?: (?:clearly|plainly|entirely|again))? (?P<np>(?:the )?[A-Z][^.,;:\"]{1,50}?)'s? "
    rf"(?:{alternation('en', 'incidents', 'doings')})\b"
)
"""Whose work it was: "the raid was the Front's doing"."""
_SAME_MEN: Final = re.compile(
    rf"\b(?:the|those|two|three|four|some) (?:{alternation('en', 'incidents', 'anonymous')}|ones|persons|people)"
    r" (?:who|that) (?P<act>[^.;:\"]{4,90}?),? (?:as|were|was|are|belonged to|came from)(?: (?:being|having been|belonging to|part of))? "
    r"(?P<np>(?:[a-z]+ (?:of|from) )?(?:the )?(?-i:[A-Z])[^.,;:\"]{1,60})",
    re.I,
)
"""Who those were who did it: "identified the gunmen who stormed the post as members of the Front"."""
_NP: Final = r"(?P<np>(?:[Tt]he (?=\w)|(?=[A-Z]))(?:(?!\b(?:said|says|who|which|that|and|but|not)\b)[^.,;:\"]){1,60}?)"
_OWNED: Final = (
    re.compile(
        rf"{_NP} (?:{forms('en', 'incidents', 'owning_verbs')}) (?:that )?(?:{forms('en', 'incidents', 'owned')})\b"
    ),
    re.compile(
        rf"{_NP} (?:(?:has|have|had|later|since|also) ){{0,2}}(?:apologi[sz]e[sd]?"
        r"|admit(?:s|ted) (?:it|this|the (?:act|attack|killing|shelling|strike))|admits)"
        r"(?= (?:for|to) (?:it|this|that|them|the (?:act|attack|deaths?|killings?|incident|mistake|shelling|strike)s?)\b|[.,;]|$)"
    ),
)
"""Who owns to an act: "the Front says it was theirs", "admitted that the gunner was one of its men", "apologised for it"."""
_NAMED: Final = (
    re.compile(
        rf"(?:^|[;:\"] ?|\b(?:that|but|and) |\b(?:say|says|said) ){_NP} "
        r"(?:(?:did|had done|has done|laid|had laid|fired|had fired|planted|launched) (?:it|this)\b"
        r"|(?:was|were|is|are|had been|has been) (?:behind|responsible for) "
        r"(?:it|this|the (?:attack|blast|killings?|raid|ambush|shelling|strike|bomb)s?)\b)"
    ),
    re.compile(
        rf"(?:^|[;:] )(?:[A-Z][^.;:,\"]{{0,50}} )(?:say|says|names?|named|suspects?|blames?|think|thinks) {_NP}(?=[.;]|$)"
    ),
    re.compile(rf": an act of {_NP}(?=[.,;]|$)"),
    re.compile(rf"\b(?:lays?|laid|puts?) (?:it|this|the \w+) at {_NP}'s? (?:feet|door|doorstep)\b"),
    re.compile(
        rf"\b(?:had been|was|were) (?:laid|planted|fired|launched|thrown|carried out|ordered) by {_NP}(?=[.,;]|$)"
    ),
    re.compile(rf"(?:^|[;:] ){_NP} suspected(?=[.,;]| by\b)"),
    re.compile(
        rf"\b(?:[Cc]omplaints?|[Pp]rotests?|[Ll]odged|[Ff]iled|[Cc]omplained)\b[^.;:]{{0,50}}? against {_NP}(?=[.,;]|$)"
    ),
    re.compile(
        r"\b(?:men|persons|people|gunmen|fighters|youths|attackers|assailants|some) (?:who|that) "
        r"(?:called|call|calls|styled|introduced|identified|described)"
        rf" (?:themselves|himself) (?:as )?(?:(?:members|men|fighters|soldiers) (?:of|from) )?{_NP}(?=[.,;]|$| (?:on|in|at|near|after|before)\b)"
    ),
    re.compile(
        r"\b(?:identif\w+|recogni[sz]ed?|named) the (?:attackers|gunmen|assailants|men|raiders|shooters|killers|kidnappers) as"
        rf" (?:(?:members|men|fighters|soldiers|belonging) (?:of|from|to) )?{_NP}(?=[.,;]|$| (?:on|in|at|by|near|after)\b)"
    ),
    re.compile(rf"(?:^|[;.] )Side: {_NP}(?=[.,;]|$)"),
)
"""Whom somebody names as the one who did it, in few words: "the Front did this", "Elders name the Front", "Side: TLF"."""
_ELSEWHERE: Final = re.compile(r" (?:at|in|on|near|against|for|from|to|with) ")
_ONLOOKERS: Final = frozenset(("monitor", "mediator", "outlet", "body"))
"""Kinds of those who tell of acts and do none."""
_NOT_SO: Final = re.compile(
    r"(?:\b(?:den(?:y|ies|ied)|reject\w*|dismiss\w*|disput\w+|whether|if|not|never|nobody|no one|nothing"
    r"|doubt\w*|unclear|unlikely|rumou?rs?|asked|unless)\b|n't\b)[^.;]*$",
    re.I,
)
_FALLS_ON: Final = re.compile(
    r"\b(?:[Ff]ingers?|[Bb]lame|[Ss]uspicions?|[Aa]ccusations?|[Cc]harges)(?: of (?:blame|suspicion|accusation))?"
    r"(?: (?:is|are|was|were|has|have|had|been|being|again|now|quickly|soon|immediately|widely|also|at once)){0,4}"
    r" (?:pointed|pointing|point|points|levelled|leveled|directed|made|fell|fall|falls|fallen|falling|laid|pinned|put|placed)"
    r" (?:squarely |firmly |mainly |first )?(?:at|on|upon|against|towards?|to) (?P<np>(?:the )?[A-Z][^.,;:\"]{1,60}?)"
    r"(?= (?:over|for|after|in|of|by|when|following|as)\b|[.,;:\"]|$)"
)
"""On whom blame falls, whoever lays it: "Fingers are being pointed at the Front over the killing"."""
_NO_ACCUSED: Final = frozenset(
    (
        "fingers",
        "finger",
        "the finger",
        "the finger of blame",
        "blame",
        "suspicion",
        "suspicions",
        "accusations",
        "charges",
    )
)
_AS_OWN: Final = re.compile(r"claim(?:s|ed)? [^.;:\"]{4,90}? as (?:its|their) (?:own|work|doing|handiwork)\b")
"""What a speaker says who claims an attack: "claimed the raid on X as its own"."""
_THE_GROUP: Final = re.compile(
    rf"the (?:armed |rebel |guerrilla |militant |insurgent )?(?:{alternation('en', 'incidents', 'nameless_rebels')}|organi[sz]ation)",
    re.I,
)
_THE_ARMY: Final = re.compile(
    r"(?:the |an )?(?:army|military)(?: (?:patrol|unit|troops|soldiers|helicopters?|aircraft|jets|drones?|gunners|artillery))?",
    re.I,
)
_BEATEN_OFF: Final = re.compile(
    r"\b(?:foil|repel|repell|repuls|thwart|beat(?:en|s)? back|fend\w* off|ward\w* off|beat(?:en|s)? off)(?:s|ed|es|ing|e)?\b"
    r"[^.;:]{0,40}\b(?:attack|assault|offensive|raid|ambush|incursion)s?\b",
    re.I,
)
"""An attack that was beaten off is not that of whoever did so: "the army repelled an attack on X, killing 12"."""
_IDENTIFIES: Final = re.compile(r"\b(?:identif(?:y|ies|ied)|recogni[sz]e[sd]?|name[sd]?|describe[sd]?) $", re.I)
_BEHIND_NAME: Final = re.compile(r" (?:who|that|which|and not|not)\b")


_SAID: Final = re.compile(r",? (?:said|says|say|according|on|in|at|yesterday|when|after|during)\b")
_OF_A_BODY: Final = re.compile(
    rf"\b(?:[A-Z]{{2,6}}|(?:[A-Z][\w'-]+ )+(?:{alternation('en', 'incidents', 'bodies')}))\b"
)


def blamed_by_text(
    sentence: Sentence, at: int = 0, zone: tuple[int, int] | None = None, others: tuple[tuple[int, int], ...] = ()
) -> str | None:
    """Return whom the words within a zone accuse, or name as the doer of the harm or attack nearest to an offset.

    Who does what one of the `others` tells did that alone.
    None where they name nobody, or somebody whom nobody knows ("unknown men", "gunmen").
    """
    first, after = zone or (0, len(sentence.text))
    near = [
        d
        for d in doers(sentence.analysis, sentence.actors)
        if first <= d.mention.trigger[0] < after and (d.blamed or _may_have_done(sentence, d, others))
    ]
    found = min(near, key=lambda d: (not d.blamed, abs(d.mention.trigger[0] - at)), default=None)
    if found is not None and found.blamed and found.words.lower() not in _NO_ACCUSED:
        return called(sentence, found.words, found.name)
    pointed = next((words for start, words in pointed_at(sentence) if first <= start < after), None)
    return pointed or (called(sentence, found.words, found.name) if found and not found.blamed else None)


def _may_have_done(sentence: Sentence, one: Doer, others: tuple[tuple[int, int], ...]) -> bool:
    """Return whether a doer is no place, not who did what one of the `others` tells, and did not beat off the attack that is told."""
    if _BEATEN_OFF.search(sentence.text):
        return False
    return not _is_place(sentence, one.span) and not any(start <= one.mention.trigger[0] < end for start, end in others)


def pointed_at(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield whom a field of a case names ("Attributed to: X"), and of whom it is said that "it was X"; with the offset."""
    if ":" in sentence.text:
        for match in _LABELLED.finditer(sentence.text):
            if name := in_field(match["np"], sentence.thread.names):
                yield match.start(), name
    acts = {m.trigger[0] for m in sentence.analysis.of("harm", "attack") if m.part == "verb" and m.is_fact}
    for match in _NOT_THOSE.finditer(sentence.text) if " not " in sentence.text else ():
        if match.end() in acts and (name := called(sentence, match["np"])):
            yield match.start(), name
    yield from _own_claims(sentence)
    yield from _in_few_words(sentence)
    yield from _same_men(sentence)
    yield from _whose_doing(sentence)
    for match in _FALLS_ON.finditer(sentence.text):
        if name := _body(sentence, match["np"]):
            yield match.start(), name
    for match in (*_IT_WAS.finditer(sentence.text), *_ATTRIBUTABLE.finditer(sentence.text)):
        if name := _known_body(_BEHIND_NAME.split(match["np"])[0], sentence.thread.names):
            yield match.start(), name


def _in_few_words(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield who owns to an act or is named as its doer in few words, where that is neither denied, asked nor supposed."""
    text, names = sentence.text, sentence.thread.names
    onlookers = {one.name for one in names.known if one.kind in _ONLOOKERS}
    for match in (m for pattern in (*_OWNED, *_NAMED) for m in pattern.finditer(text)):
        told = (
            not text.endswith("?")
            and not _ELSEWHERE.search(match["np"])
            and not _NOT_SO.search(text[: match.start("np")])
        )
        name = _known_body(match["np"], names) if told else None
        if name and name not in onlookers:
            yield match.start(), name


def _own_claims(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield who claims an attack as his own."""
    for speech in sentence.attributions if " as " in sentence.text else ():
        if _AS_OWN.match(sentence.text, speech.verb) and (name := called(sentence, speech.source)):
            yield speech.verb, name


def _same_men(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield the body of whose men it is said that they were those who did it."""
    acts = [
        m for m in sentence.analysis.of("harm", "attack") if m.is_fact and m.part == "verb" and m.voice is Voice.ACTIVE
    ]
    if not acts or (" who " not in sentence.text and " that " not in sentence.text):
        return
    for match in _SAME_MEN.finditer(sentence.text):
        said = " as " not in match[0] or _IDENTIFIES.search(sentence.text, 0, match.start())
        did = any(match.start("act") <= m.trigger[0] < match.end("act") and m.role("doer") for m in acts)
        if said and did and (name := _body(sentence, match["np"])):
            yield match.start(), name


def _whose_doing(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield whose doing an attack was: "the raid was the Front's doing"."""
    for match in _DOING.finditer(sentence.text) if "'" in sentence.text else ():
        acts = (
            m for m in sentence.analysis.of("harm", "attack") if m.part == "noun" and m.frame.roles.get("by") == "doer"
        )
        told = any(m.clause[0] <= match.start() < m.clause[1] and m.trigger[1] <= match.start() for m in acts)
        if told and (name := _body(sentence, match["np"])):
            yield match.start(), name


def called(sentence: Sentence, words: str, name: str = "") -> str | None:
    """Return what a doer is called: the known body whose men or arms the words tell of, else the words ("gunmen").

    None for somebody whom nobody knows: "unknown gunmen", "masked men".
    """
    raw = sentence.raw(words)
    names = sentence.thread.names
    body = _known_body(raw, names) or _known_body(name, names) or _only_one(sentence, raw)
    return body or (None if _is_nobody_known(name or raw) else name or raw)


def _only_one(sentence: Sentence, words: str) -> str | None:
    """Return the one group, or the one army, that a text names, where "the rebels", "the armed group" or "the army" takes it up."""
    kind = "group" if _THE_GROUP.fullmatch(words) else "forces" if _THE_ARMY.fullmatch(words) else None
    if kind is None:
        return None
    return _only_of_kind(kind, sentence.thread.text, sentence.thread.names)


@lru_cache(maxsize=8)
def _only_of_kind(kind: str, text: str, names: Names) -> str | None:
    """Return the one body of a kind that a text names; kept, for each sentence on "the army" asks it of the whole text."""
    spelt = {one.name: "|".join(map(re.escape, one.spellings)) for one in names.known if one.kind == kind}
    named = {name for name, words in spelt.items() if re.search(rf"\b(?:{words})\b", text, re.I)}
    return named.pop() if len(named) == 1 else None


def is_anonymous(words: str) -> bool:
    """Return whether words name no body, so that a later accusation names it better: "gunmen", "armed men"."""
    return set(words.lower().split()) <= _ANONYMOUS


def _is_nobody_known(words: str) -> bool:
    """Return whether words say themselves that nobody knows who it was, or name but a pronoun: "unidentified men", "they"."""
    return not _NOBODY_KNOWN.isdisjoint(words.lower().split())


def _body(sentence: Sentence, words: str) -> str | None:
    """Return the known body within words, else the name of one by itself; None for a town and for what names nobody."""
    words = _BEHIND_NAME.split(_SAID.split(words)[0])[0].strip()
    body = _known_body(sentence.raw(words), sentence.thread.names)
    if body or any(p.known and p.text in words for p in sentence.places):
        return body
    theirs = _NOT_THEIRS.isdisjoint(words.lower().split())
    return words if theirs and _OF_A_BODY.search(words) else None


def in_field(words: str, names: Names) -> str | None:
    """Return who stands in a field or a cell for who did it: a known body, or any words but "unknown" and the like."""
    raw = words.strip(" '-")
    bare = raw.lower().removeprefix("the ").split()
    if not bare or bare[0] in wordset("en", "incidents", "no_labels"):
        return None
    return _known_body(raw, names) or (None if _is_nobody_known(raw) else raw)


def _known_body(words: str, names: Names) -> str | None:
    """Return the one known body within words: of "FRN fighters", "a spokesman for the Front", "an army patrol" where "the army" is known.

    None where there is none, or several, or the words tell of those who left it ("Front dissidents").
    """
    parts = tokens(words)
    if not parts or not _NOT_THEIRS.isdisjoint(p.low for p in parts):
        return None
    found = [n for n in find_names(words, parts, names) if n.is_actor]
    if any(words[n.end : n.end + 1] == "-" for n in found):
        return None
    bodies = {n.entry.name for n in found} or {
        entry.name
        for phrase, _, entry in index_of(names).get("the", ())
        for part in parts
        if phrase == ("the", part.low)
    }
    return bodies.pop() if len(bodies) == 1 else None


def _is_place(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Return whether the words are just a town that the names know and no party."""
    if any(s < span[1] and span[0] < e for s, e, _ in sentence.actors):
        return False
    return any(p.known and p.level <= 3 and p.start <= span[0] and span[1] <= p.end for p in sentence.places)
