"""What was agreed without the name of an agreement: "agreed to exchange prisoners"; and the words that close one."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_dates import Days, days_of
from ceasefire.reading.claims.agreement_doubts import is_undertaking
from ceasefire.reading.claims.agreement_makers import makers_of
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_places import place_of
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.frames import Mention, Voice
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

_ASIDES: Final = (
    r"(?:,? (?:(?:by|in|on|at|over|during|after|through|via|with|for|among|between|late|early|last|this)\b(?: [\w.'-]+){1,5}?"
    r"|today|yesterday|also|further|again|\w+ly)){0,3},?"
)
_WHAT: Final = re.compile(
    rf"(?: themselves| each other)?{_ASIDES}(?:(?: not)? to (?P<do>(?!this|that|the |a |an )\w[^.;]{{5,200}})"
    r"| that (?P<be>[^.;]{3,70} (?:will|would|shall|is to|are to|(?:should|must) (?:not|no longer)) [^.;]{4,160}"
    r"|[^.;]{3,70} (?:be|take place|remain|stay|cease|stop|start|begin|apply|refrain|withdraw|pull back"
    r"|pass|move|travel|return|share|exchange|keep|leave|carry) [^.;]{3,160})"
    r"|(?: that|:) (?P<is>(?:nobody|no one|no|neither side|neither army|both sides|each side|both armies|all)\b [^.;]{4,160})"
    rf"| (?:on|upon|to) (?P<on>(?:(?:the |an? |all )?(?:[\w-]+ ){{0,2}}(?:{lexis.MATTERS})|[a-z]{{3,}}ing)\b[^.;]{{0,160}}))",
    re.I,
)
_WAS_AGREED: Final = re.compile(
    rf"(?:^|, |\b(?:that|and|where) )(?P<on>(?:the |an? |all )?(?:[\w-]+ )?(?:{lexis.MATTERS})\b[^.;,]{{0,100}}?(?:, [^.;,]{{3,40}},)?)"
    r" (?:was|were|has been|have been|had been) (?:\w+ )?agreed(?: upon| on)?",
    re.I,
)
"""What was agreed as the subject: "the opening of the road was agreed"."""
_OF_AGREEING: Final = frozenset(
    ("agree", "agree to", "agree on", "agree upon", "consent", "consent to", "settle on", "settle * on")
)
_COMMANDS: Final = frozenset(
    ("announce", "declare", "order", "instruct", "command", "say", "pledge", "promise", "vow", "proclaim")
)
"""Verbs by which one alone stops shooting: "said it would hold its fire"."""
_WILL_STOP: Final = re.compile(
    rf"{_ASIDES}(?: that)? ?(?P<who>(?:it|they|he|she|we)\b|(?:(?:all|its|his|their|the|army|government|rebel) )*"
    rf"(?:forces|fighters|troops|men|units|soldiers|army|militants|rebels|group))?{_ASIDES}"
    rf" ?(?:(?:will|would|to|shall) (?:\w+ly )?(?P<do>(?:{lexis.STOPS.compiled.pattern})[^.;]{{0,160}})"
    rf"|(?:is|are|was|were|has|have|had)(?: been)? (?:\w+ly )?(?P<on>(?:{lexis.STOPPING})\b[^.;]{{0,160}}))",
    re.I,
)
_OTHERS: Final = frozenset(("the army", "the rebels", "the group", "rebels", "army", "the militants"))
"""Of whom another tells what they would do."""
_DEED: Final = re.compile(
    rf"{_ASIDES} (?:not )?to (?:let|allow|withdraw|release|free|hand over|stop|halt|cease|pull|lift|open|reopen|suspend|refrain|respect|observe"
    r"|exchange|return|evacuate|spare|admit|leave|vacate|lower|clear)\b",
    re.I,
)
"""What one party alone agrees to do, on a day."""
_PIECES: Final = re.compile(r",? and (?:to )?|; |, (?:to )?(?=[a-z]+(?:ing)? )")
_PLURAL: Final = re.compile(
    r"\b(?:and|parties|sides|two|both|belligerents|rivals|governments|armies|they|guarantors|groups|factions|countries|forces)\b",
    re.I,
)
_IS_MANY: Final = re.compile(r"\b(?:[a-z]{3,}[^su\W]s|we|we all)$", re.I)
"""The subject ends in a common noun of many: "the two mayors"."""
_OF_TELLING: Final = frozenset(
    ("say", "announce", "confirm", "report", "state", "add", "declare", "tell", "note", "recall")
)
_PROMISES: Final = gated(
    r"\b(?:settled?|agreed?|agreeing|consent\w*|undert\w+|pledg\w+|promis\w+|commit(?:s|ted|ting)?|bound|vow\w*|swore|sworn)\b",
    re.I,
)
_DONE: Final = re.compile(
    r"(?:Done|DONE|Signed|SIGNED|Adopted|Concluded) (?:and \w+ )?(?:at|in)(?: the city of)? (?P<place>[A-Z][\w'-]+)"
)
_ADOPTED: Final = re.compile(
    r"Adopted (?:unanimously )?by (?:the )?(?P<who>[A-Z][\w -]{3,40}?)(?: at its [^.;]{3,50}?)?,? on "
)
"""The words below the title of a resolution."""


def read_promise(sentence: Sentence) -> list[Claim]:
    """Find what two or more agreed to do; what binds nobody ("to meet again") and what one alone promised is left."""
    if not _PROMISES.search(sentence.text) and not lexis.STOPS.search(sentence.text):
        return []
    for mention in sentence.analysis.of("agreement", "speech"):
        match = _what(sentence, mention) if mention.part == "verb" and mention.is_fact else None
        if match:
            return _promised(sentence, mention, match)
    return []


def _what(sentence: Sentence, mention: Mention) -> re.Match[str] | None:
    """Return what a verb says that somebody will do: stop shooting, or anything that binds where two agree to it."""
    halt = _WILL_STOP.match(sentence.text, mention.trigger[1]) if mention.lemma in _COMMANDS else None
    if halt and (halt["who"] or "").lower().strip() not in _OTHERS:
        return halt
    passive = _WAS_AGREED.search(sentence.text) if mention.voice is Voice.PASSIVE else None
    if passive and passive.end() == mention.trigger[1]:
        return passive
    match = _WHAT.match(sentence.text, _before_preposition(mention)) if _agrees(sentence, mention) else None
    return match if match and is_undertaking(match[match.lastgroup or 0]) else None


def _before_preposition(mention: Mention) -> int:
    """Return where what was agreed begins: before the "on" or "to" that the words of the verb may hold already."""
    last = mention.lemma.rsplit(" ", 1)[-1]
    return mention.trigger[1] - (len(last) + 1 if last in ("on", "upon", "to") else 0)


def _agrees(sentence: Sentence, mention: Mention) -> bool:
    subject = sentence.analysis.words_in(mention.subject)
    if lexis.OTHERS.search(subject) or (mention.under and mention.under not in _OF_TELLING):
        return False
    by_all = mention.voice is Voice.PASSIVE and subject.lower() == "it"
    if mention.lemma in ("agree", "consent") and _is_deed_of_a_day(sentence, mention.trigger[1]):
        return True
    if not (by_all or _PLURAL.search(subject) or _IS_MANY.search(subject)) and not _named_in(sentence, mention):
        return False
    return mention.lemma in _OF_AGREEING or mention.lemma in lexis.UNDERTAKEN or (by_all and mention.lemma == "decide")


def _is_deed_of_a_day(sentence: Sentence, end: int) -> bool:
    """Return whether a day stands between a verb that ends at an offset and the deed agreed to: "agreed on 3 May to withdraw"."""
    deed = _DEED.match(sentence.text, end)
    return deed is not None and any(end <= d.start < deed.end() for d in sentence.event_dates)


def _named_in(sentence: Sentence, mention: Mention) -> bool:
    """Return whether two known bodies are the subject, by the names that stand in it."""
    if mention.subject is None:
        return False
    return len({n for s, _, n in sentence.actors if mention.subject[0] <= s < mention.trigger[0]}) > 1


def _promised(sentence: Sentence, mention: Mention, match: re.Match[str]) -> list[Claim]:
    group = match.lastgroup or 0
    what = match[group]
    telling = Telling(pact=None, act=Act.MADE, start=mention.trigger[0], end=mention.trigger[1], mention=mention)
    stop = lexis.STOPS.match(what)
    pact = (
        Pact(
            start=match.start(group),
            noun=match.start(group),
            end=match.start(group) + stop.end(),
            words=stop[0],
            definite=False,
        )
        if stop
        else None
    )
    begins = [Telling(pact=pact, act=Act.STARTS, start=pact.start, end=pact.end)] if pact else []
    days = days_of(sentence, pact, [telling, *begins], ())
    makers = makers_of(sentence, pact, [telling])
    if not makers and not days.told:
        return []
    return [_drafted(sentence, mention, match, pact, days, makers)]


def _drafted(
    sentence: Sentence, mention: Mention, match: re.Match[str], pact: Pact | None, days: Days, makers: tuple[str, ...]
) -> Claim:
    telling = Telling(pact=None, act=Act.MADE, start=mention.trigger[0], end=mention.trigger[1], mention=mention)
    group = match.lastgroup or 0
    what = match[group]
    end = next(
        (
            at
            for mark in (", while ", ", but ", ", according to ")
            if (at := sentence.text.find(mark, match.start(group))) > 0
        ),
        match.end(),
    )
    begin = min(mention.subject[0] if mention.subject else mention.trigger[0], match.start(group))
    return sentence.draft(
        ClaimType.AGREEMENT,
        begin,
        min(end, match.end()),
        "agreements/agreed-to",
        kind=pact.kind if pact else lexis.kind_of(what[:70]),
        date=days.made,
        effective=days.effective,
        expires=days.expires,
        place=place_of(sentence, pact, [telling]),
        actors=makers,
        provisions=tuple(piece.strip() for piece in _PIECES.split(what) if len(piece.strip()) > 3)[:6],
        status="agreed",
        modality=Modality.HELD,
    )


def read_done(sentence: Sentence) -> list[Claim]:
    """Find the words that close an instrument: "Done at Orvan on 9 May 2031"."""
    adopted = _ADOPTED.match(sentence.text)
    match = adopted or _DONE.match(sentence.text)
    day = next((d.value for d in sentence.dates if d.value), None) if match else None
    if match is None or day is None or any(c.group.finite for c in sentence.analysis.clauses[1:]):
        return []
    place = next((p.name if p.known else p.text for p in sentence.places), None)
    return [
        sentence.draft(
            ClaimType.AGREEMENT,
            0,
            len(sentence.text),
            "agreements/leaning",
            kind=_kind_done(sentence, day, adopted=adopted is not None),
            date=day,
            place=place or (None if adopted else match["place"]),
            status="adopted" if adopted else "signed",
        )
    ]


def _kind_done(sentence: Sentence, day: DateRange, *, adopted: bool) -> str:
    """Return the kind of what was closed: a resolution where a body adopted it, else that of the agreement told before."""
    before = sentence.thread.pact
    if adopted:
        return lexis.kind_of("resolution")
    return before.kind or "agreement" if before and before.date in (None, day) else "agreement"
