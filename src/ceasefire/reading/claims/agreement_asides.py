"""Agreements that a sentence only brings in on its way: "a bargain struck at Tarn in May", "as agreed on 3 May", "that of 1 March"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims import meeting_patterns as talks
from ceasefire.reading.claims.told_as_fact import KEPT
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, Modality

_HANDS: Final = (
    r"(?:jointly |first |later |duly |hastily )?(?:signed|initialled|initialed|countersigned|hammered out|thrashed out)"
)
_PAPER: Final = gated(
    rf"(?P<np>(?:[Tt]he |[Aa]n? |[Tt]heir |[Oo]ne )?(?:\"?[\w'-]+ ){{0,3}}(?P<head>[\w-]{{3,}})\"?),? (?P<v>{_HANDS})(?= )"
)
"""A paper of whatever name that a participle calls signed."""
_BARGAIN: Final = gated(
    r"(?P<np>(?:[Tt]he |[Aa]n? |[Tt]heir |[Oo]ne )?(?:[\w'-]+ ){0,3}(?P<head>bargain|compromise|promise|pledge|undertaking|understanding"
    r"|arrangement|deal|truce|ceasefire|accord|pact|annex|framework|Framework|list|code|note|paper|text))\"?,? "
    r"(?P<v>(?:\w+ly |first )?(?:struck|made|given|agreed|settled|endorsed"
    r"|concluded|reached|done|adopted|sealed|proclaimed|declared|announced|brokered|negotiated))(?= )"
)
"""What is an agreement by its noun, with the participle that tells of its making."""
_AS_AGREED: Final = gated(
    r"(?:\b[Aa]s(?: was| had been)?|\b(?:terms|lines|places|posts|positions|routes?|dates?|hours?|limits"
    r"|distances?|quotas?)(?: that were| which were)?)"
    r"(?P<np>) (?P<v>agreed|settled|stipulated|laid down|decided|arranged|fixed)(?= )"
)
"""What is done as it was agreed."""
_TO_DAY: Final = re.compile(
    r"(?: (?:by|between|with|under|through|thanks to|there|here|verbally|in writing|upon)(?: [\w'-]+){0,6})?"
    r"(?:,? (?:in|at|near|aboard|outside) [^,;:.()]{3,40}?)?"
    r",?(?: (?:on|in|late in|early in|as far back as|back in|only))?(?: the)? "
)
"""Between the making of a paper and its day."""
_THAT_OF: Final = gated(
    r"(?:\bthat|(?<=, )(?:one|another)|(?<=and )(?:one|another)|\bthe one)(?P<np>)(?P<v> of) (?=the |\d|[A-Z]|last )"
)
_OWNER: Final = re.compile(r"([\w-]+)(?:,? signed| \(|,)? ?(?:of|from|in|on)? ?(?:the )?$")
"""The noun that a day stands beside."""
_MANY: Final = gated(r"\b(?:agreements|deals|accords|pacts|protocols|truces|ceasefires|understandings)\b")
_OF_TALKS: Final = re.compile(r"\b(?:meet|met|talks|table|sit|convene)\b")
"""What is done as agreed is but to meet."""
_NEAR: Final = 60
"""Characters before "as agreed" within which that stands; chosen by hand, not measured."""


def read_asides(sentence: Sentence, found: list[Claim]) -> list[Claim]:
    """Return the claims found with those that a sentence brings in on its way; one found without a day takes that of its participle."""
    told = (*_by_participle(sentence), *_as_that(sentence, found))
    out = list(found)
    for claim in told:
        if any(_tells(o, claim) for o in out):
            continue
        same = next((i for i, o in enumerate(out) if not (o.date or o.effective) and _holds(o, claim)), None)
        if same is None:
            out.append(claim)
        else:
            out[same] = msgspec.structs.replace(out[same], date=claim.date, effective=claim.effective)
    return out


def _holds(other: Claim, claim: Claim) -> bool:
    """Return whether the words of a claim stand among those of another one."""
    return other.start <= claim.start and claim.end <= other.end


def _tells(other: Claim, claim: Claim) -> bool:
    """Return whether another claim has the same day."""
    days = claim.date or claim.effective
    return days in (other.date, other.effective) and days is not None


def _by_participle(sentence: Sentence) -> Iterator[Claim]:
    for pattern in (_PAPER, _BARGAIN, _AS_AGREED):
        for match in pattern.finditer(sentence.text):
            date = _day_behind(sentence, match.end("v"))
            if date is None or not _is_made(sentence, match, named=pattern is _PAPER):
                continue
            yield _claim(sentence, match, date, "agreements/aside", lexis.kind_of(match["np"] or "agreement"))


def _is_made(sentence: Sentence, match: re.Match[str], *, named: bool) -> bool:
    """Return whether a participle tells as a fact of what stands before it, which is a paper and nobody who signs."""
    start = match.start("v")
    clause = next((c for c in sentence.analysis.clauses if _covers(sentence, c.group.head, match)), None)
    if clause is not None and clause.group.finite and match["np"]:
        return False
    if sentence.analysis.reality_at(start, match.end("v")) not in KEPT:
        return False
    words = match["np"].lower().replace('"', "").split()
    if not lexis.NOT_YET.isdisjoint(words):
        return False
    if not words and _OF_TALKS.search(sentence.text, max(0, start - _NEAR), start):
        return False
    return not named or (_is_noun(sentence, match) and not _are_signers(sentence, match, words[-1] if words else ""))


def _are_signers(sentence: Sentence, match: re.Match[str], head: str) -> bool:
    """Return whether those who sign stand before a participle, and no paper: "the generals who signed"."""
    if head in talks.PEOPLE or head in lexis.PARTIES or head in lexis.SIGNED_ELSEWHERE:
        return True
    return bool(head) and any(s < match.end("np") <= e + 1 for s, e, _ in (*sentence.actors, *sentence.people))


def _covers(sentence: Sentence, at: int, match: re.Match[str]) -> bool:
    return match.start("v") <= sentence.analysis.words.starts[at] < match.end("v")


def _is_noun(sentence: Sentence, match: re.Match[str]) -> bool:
    """Return whether the word before a participle is a noun: "the water letter, signed", not "which they then signed"."""
    words = sentence.analysis.words
    at = next((i for i, start in enumerate(words.starts) if start == match.start("head")), None)
    return at is not None and words.tags[at] == "N"


def _day_behind(sentence: Sentence, at: int) -> DateMention | None:
    """Return the day gone by that stands behind the making of a paper, with at most a town and its makers between."""
    date = next((d for d in sentence.dates if d.start >= at and d.value), None)
    if date is None or not sentence.has_gone_by(date):
        return None
    return date if date.role not in _NOT_ITS and _TO_DAY.fullmatch(sentence.text, at, date.start) else None


_NOT_ITS: Final = frozenset(("until", "till", "through", "by", "before", "since", "from", "after"))


def _claim(sentence: Sentence, match: re.Match[str], date: DateMention, rule: str, kind: str) -> Claim:
    towns = (p for p in sentence.places if p.prep in ("in", "at", "near", "outside") and match.end("v") <= p.start)
    behind = next((p.text for p in towns if p.start < date.end + 30), None)
    return sentence.draft(
        ClaimType.AGREEMENT,
        match.start(),
        date.end,
        rule,
        kind=kind,
        date=date.value,
        place=behind,
        status="signed" if "sign" in match["v"] else "agreed",
        modality=Modality.HELD,
    )


def _as_that(sentence: Sentence, found: list[Claim]) -> Iterator[Claim]:
    """Yield what "that of 1 March" is of: the agreement of another day that the same sentence names before it."""
    for match in _THAT_OF.finditer(sentence.text):
        date = next((d for d in sentence.dates if match.end() <= d.start <= match.end() + 5 and d.value), None)
        before = _before(sentence, found, sentence.unit.start + match.start())
        if date is not None and before is not None and sentence.has_gone_by(date):
            yield _claim(sentence, match, date, "agreements/aside", before)


def _before(sentence: Sentence, found: list[Claim], at: int) -> str | None:
    """Return the kind of the agreement told last before an offset in the same sentence: by its day, as "that of" is, or as one of many."""
    words = sentence.text[: at - sentence.unit.start]
    told = [c.kind or "agreement" for c in found if c.start < at and (c.date or c.effective)]
    days = [d for d in sentence.dates if d.end <= len(words)]
    owner = _OWNER.search(words[: days[-1].start]) if days else None
    if told and owner and lexis.NOUN.fullmatch(owner[1]):
        return told[-1]
    many = _MANY.search(words)
    return lexis.kind_of(many[0]) if many else None
