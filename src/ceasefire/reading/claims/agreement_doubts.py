"""When words of an agreement do not tell of one that was made or is in force."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_dates import Days
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.sentence import Sentence

_LEANS_ON: Final = re.compile(
    r"\b(?:violat\w+|breach\w*|infring\w+|support for|welcom\w+|compl\w+ with|respect for|comments? on|accused|call\w* for"
    r"|urg\w+|work\w* on|negotiat\w+|talks on|draft of|towards?|based on|on the basis of|in (?:line|accordance|keeping) with)\b[^,;]{0,30}$",
    re.I,
)
_DATES_ANOTHER: Final = re.compile(r"\b(?:since|before|after|until|once)(?: [\w-]+){0,3} ?$", re.I)
"""Before an agreement without a day, which only dates another thing: "the most since the truce began"."""
_TALKING: Final = re.compile(r"\b(?:talks|negotiations?|dialogue|meetings?|consultations|discussions|round)\b", re.I)
_OF_TRUCES: Final = frozenset(("zones", "demilitarized zone", "monitoring body"))
"""Kinds that belong to a truce, so that to agree to create one is an agreement whoever did it."""
_BINDS: Final = re.compile(
    r"(?: \([^)]{1,30}\))?,? (?:(?:also|already|still|now|has|have|had|which|that|\w+ly) )*(?:commit(?:s|ted)|binds?|bound|oblige[sd]?"
    r"|provide[sd]?|forbids?|forbade|bans?"
    r"|require[sd]?|allow(?:s|ed)|keeps?|kept|held|holds|bar(?:s|red)|stipulate[sd]?|been (?:kept|broken|respected|violated)|(?:is"
    r"|was) (?:kept|broken|respected|violated|observed))\b",
    re.I,
)
"""Behind the day of an agreement: what it does, or what became of it."""
_PAPER: Final = re.compile(
    r"protocol|understanding|annex|addend|supplement|memo|minutes|armistice|covenant|(?:joint|common) (?:declaration|statement)",
    re.I,
)
"""Papers of which "the protocol of 3 May" tells enough."""
_BY_HAND: Final = frozenset(lemma for lemma, status in lexis.STATUSES.items() if status in ("signed", "initialled")) | {
    "agree", "agree on", "agree upon", "settle on", "shake on", "shake hands on",
    "come out with", "emerge with", "come home with", "come away with", "leave with",
}  # fmt: skip
_TWO: Final = re.compile(
    r"\b(?:they|we|both|the (?:two|parties|sides|pair)|\w+ and \w+|the delegations|negotiators|envoys|commanders)\b",
    re.I,
)
_WEAK_ACTS: Final = frozenset((Act.HOLDS, Act.KEPT, Act.ENDS, Act.LEFT))


def is_doubtful(sentence: Sentence, pact: Pact | None, tellings: list[Telling], days: Days, *, acted: bool) -> bool:
    """Return whether an agreement is only leant on or wished for, or has neither a day nor anybody who made it."""
    if pact is None:
        return not days.told
    if _only_ends_later(sentence, tellings, days) or (pact.kind == "mandate" and not days.made):
        return True
    before = sentence.text[max(0, pact.start - 60) : pact.start]
    if {t.act for t in tellings} == {Act.DATED} and (_is_bare(pact) or not pact.definite):
        return _is_no_name(pact, before, told=days.told) and not _is_binding(sentence, pact)
    if days.told or _is_agreed_to(pact, tellings):
        return False
    return _is_in_passing(pact, before) or _is_untold(sentence, pact, tellings, acted=acted)


def _is_binding(sentence: Sentence, pact: Pact) -> bool:
    """Return whether "the declaration of 3 May" is told to bind, or to be kept, as an agreement is and a speech is not."""
    day = next((d for d in sentence.event_dates if d.start >= pact.end), None)
    return day is not None and pact.definite and _BINDS.match(sentence.text, day.end) is not None


def _is_no_name(pact: Pact, before: str, *, told: bool) -> bool:
    """Return whether a noun that only a day stands beside names no agreement: "a declaration of 3 May", "hopes for a truce in May"."""
    return _is_bare(pact) or modality.is_wish(before[-45:]) or (told and pact.is_weak and not _is_named(pact))


def _is_in_passing(pact: Pact, before: str) -> bool:
    """Return whether an agreement without a day is one of many, is leant on, or only dates another thing."""
    dates = pact.definite and _DATES_ANOTHER.search(before) is not None
    return dates or _is_of_many(pact) or _LEANS_ON.search(before) is not None


def _is_untold(sentence: Sentence, pact: Pact, tellings: list[Telling], *, acted: bool) -> bool:
    """Return whether neither who made it nor a verb tells enough of an agreement without a day."""
    if {t.act for t in tellings} <= _WEAK_ACTS:
        return not _is_ended(sentence, pact, tellings)
    return not (acted or _is_plain(pact, tellings) or any(_is_of_two(sentence, t) for t in tellings))


def _is_of_two(sentence: Sentence, telling: Telling) -> bool:
    """Return whether two who are not named put something to paper or shook hands on it: "they signed a protocol"."""
    mention = telling.mention
    if mention is None or not mention.finite or mention.lemma not in _BY_HAND or mention.subject is None:
        return False
    return _TWO.search(sentence.text, *mention.subject) is not None


def _only_ends_later(sentence: Sentence, tellings: list[Telling], days: Days) -> bool:
    """Return whether nothing but an end to come is named, without a verb: "30 June: expiry of the truce"."""
    if any(t.act is not Act.ENDS or t.mention is None or t.mention.part != "noun" for t in tellings):
        return False
    reference = sentence.thread.reference
    later = reference is not None and days.expires is not None and days.expires.start > reference
    return later and not (days.made or days.effective)


def _is_named(pact: Pact) -> bool:
    """Return whether a number or a title belongs to the name: "resolution 2741", "the Protocol on Prisoners"."""
    return any(letter.isdigit() for letter in pact.head) or pact.end > pact.noun + len(pact.head)


def _is_bare(pact: Pact) -> bool:
    """Return whether a weak noun has no name, and is no resolution, so that a day beside it makes no agreement of it."""
    named = any(word[:1].isupper() for word in pact.words.split()[1:]) or (pact.definite and _PAPER.search(pact.head))
    return pact.is_weak and not named and (pact.head or pact.words).islower() and "resolution" not in pact.words.lower()


def _is_of_many(pact: Pact) -> bool:
    """Return whether the words are of agreements and of no one of them; "hostilities" alone are of one."""
    return pact.words.endswith("s") and not pact.definite and not pact.words.endswith("hostilities")


def _is_ended(sentence: Sentence, pact: Pact, tellings: list[Telling]) -> bool:
    """Return whether a known agreement is told to have ended, with a day near it."""
    ended = any(t.act in (Act.LEFT, Act.ENDS) and t.mention and t.mention.finite for t in tellings)
    return ended and pact.definite and any(d.value and d.start > pact.start - 40 for d in sentence.event_dates)


def _is_plain(pact: Pact, tellings: list[Telling]) -> bool:
    """Return whether a strong verb makes it, or it has begun: "a ceasefire was signed" needs neither day nor maker."""
    if any(t.act is Act.STARTS and not t.to_come and t.mention for t in tellings):
        return True
    acts = {t.act for t in tellings}
    if pact.is_truce and {Act.MADE, Act.HOLDS} <= acts:
        return True
    made = [t for t in tellings if t.act in (Act.MADE, Act.EXTENDED) and t.lemma not in lexis.WEAK_VERBS]
    return not pact.is_weak and _is_finite(made)


def _is_agreed_to(pact: Pact, tellings: list[Telling]) -> bool:
    """Return whether "agreed" stands over what makes a part of a truce: "agreed to create a buffer zone"."""
    agreed = any(t.lemma == "agree" and t.mention and t.mention.finite for t in tellings)
    under = any(t.mention and t.mention.under == "agree" for t in tellings)
    return pact.kind in _OF_TRUCES and agreed and under


def _is_finite(tellings: list[Telling]) -> bool:
    return any(t.mention is not None and t.mention.finite for t in tellings)


def is_undertaking(what: str) -> bool:
    """Return whether what was agreed to binds anybody: "to continue" and "to meet" do not."""
    return not lexis.TRIVIAL.match(what) and not _TALKING.search(what[:45])
