"""Who gives a count: the speaker of its own clause before those of the sentence; and the incident of which it is the toll."""

from __future__ import annotations

import re

from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.figure_givers import SAID_BEHIND, giver_named
from ceasefire.reading.claims.figure_patterns import NOUN
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import speaker_before
from ceasefire.reading.model import Basis, Claim

COUNTER = gated(rf"\b(?:{forms('en', 'figures', 'counters')})\b", re.I)
_BEFORE_NUMBER = re.compile(r"[^.;:]{0,60}$")
_ESTIMATES = re.compile(
    r"\b[Bb]y (?P<who>(?:most|some|all|conservative|official|several) (?:estimates|accounts|counts))\b"
)
TRAILING = re.compile(
    r", (?P<who>(?:[Tt]he |[Aa]n? |[Ii]ts )?[A-Za-z][\w'.-]*(?: [\w'.()-]+){0,9}?) (?:calculat(?:es?|ed)|reckons?|reckoned|writes?|wrote"
    r"|counts|counted|holds|notes?|noted|finds?|found|shows?|showed|has it)\b"
)
"""Who gives a count after it: ", the charity calculates"."""
_OWN_COUNT = re.compile(
    r"(?:But |And |Yet )?(?P<who>(?:The |An? )?[A-Za-z][\w'-]*(?: [\w'-]+){0,4}?) (?:has|have|had|gives?|gave|puts?|offers?|cites?) an? "
    r"(?:much |far |slightly )?(?:lower|higher|different|smaller|larger|similar)\b"
)
"""Who has another number: "The ministry has a lower figure, three"."""
_BACKGROUND = re.compile(r",? (?:which|that|who) (?:has|have|had)\b[^,;]*$|, in which [^,;]*$")
_TOLLS = ("killed", "injured", "casualties")
_PARAGRAPH = 400
"""Characters over which a count goes on from the one before it in its paragraph; chosen by hand, not measured."""
_REACH = 4
"""Sentences over which a toll may lean back on its incident; chosen by hand, not measured."""
_OF_A_WAR = re.compile(
    r"\b(?:war|conflict|since|so far|to date|this (?:year|month)|uprising|in all|years?|months?)\b", re.I
)
_SUBJECT = re.compile(
    r"(?:^|[,;:] |\b(?:that|and|but|while|but) )(?P<who>(?:[Tt]he|[Aa]n?) [\w'-]+(?: (?!has\b|have\b|had\b|was\b|were\b|of\b)[\w'-]+){0,3}?)"
    r"(?: has| have| had| also| already| so far)* $"
)
_WE = re.compile(r"\b(?:we|I|they|he|she)$")
_NO_NAME = re.compile(
    r"(?:[Ww]hat|[Hh]ow|[Ww]here|[Ww]hen|[Kk]ey|[Tt]otals?|[Nn]umber|[Ss]ince"
    r"|[Ii]n|[Oo]n|[Dd]uring|[Aa]fter|[Bb]efore|[Oo]ver|[Ww]ithin|[Bb]etween|[Ss]ays?|[Ss]aid|[Tt]hose|[Tt]hese|[Tt]he month|[Tt]he week"
    r"|[Ll]ast|[Tt]his (?:week|month|year)) "
    r"|(?:[Tt]he|[Tt]his|[Aa]n?) (?:[a-z-]+ )?(?:cease-?fire|truce|agreement|accord|armistice|pact)(?= (?:with|of|between|in)\b|$)"
)
EVENT = re.compile(r"\d+ times|\b(?:shelled|killed|attacked|wounded|fired|broke|violated)\b")
"""Words of a whole clause that was taken for a speaker."""
_SAID = re.compile(r" (?:said|says|told|announced|added|reported)\b")
_POSSESSIVE = (
    "his", "her", "its", "their", "our", "this", "that", "which", "who", "they", "we", "he", "she", "it", "i", "there", "us",
)  # fmt: skip
_ADJECTIVE = re.compile(
    r"(?:'s|\b(?:his|her|its|their|our|the|a|previous|earlier|own|first|last|latest|new|official|individual|total|death)) $",
    re.I,
)
_THINGS = re.compile(
    r"(?:the |all )?(?:\w+ )?(?:violations?|breaches|incidents|tolls?|numbers?|counts?|totals?|figures?|shelling|fighting)",
    re.I,
)
"""What is counted, and no speaker."""
_NO_SPEAKER = re.compile(
    r"\b(?:violations?|toll|number|count|total|war|conflict|fighting|shelling|figure|month|week|year|period)\b", re.I
)


_DOER = re.compile(r"\bby (?:the )?[^,;:.()]{2,50} \((?P<who>[A-Z]{2,8})\)\.?$")
"""The short name in brackets of who did so many things, and said nothing: "five by the armed forces (FAO)"."""
Zone = tuple[int, int]


def of_incident(sentence: Sentence, count: Counted) -> Claim | None:
    """Return the incident told just before, where somebody gives its toll and names neither a day nor a place."""
    last = sentence.thread.incident
    if last is None or count.measure not in _TOLLS or sentence.index - last.sentence > _REACH:
        return None
    given = count.rule in (
        "figures/verb",
        "figures/rival",
        "figures/sum",
        "figures/persons",
        "figures/count",
    ) and not _OF_A_WAR.search(sentence.text)
    return last.claim if given and not sentence.event_dates else None


def source_of(
    sentence: Sentence, count: Counted, zone: tuple[int, int], before: tuple[str | None, Basis | None]
) -> tuple[str | None, Basis | None]:
    """Return who gives a count and how that is known: who counts it in its clause, else who speaks in the sentence."""
    text = sentence.text
    named = giver_named(text, zone[0], count.at, zone[1]) or count.source
    if named:
        return sentence.raw(named), Basis.SENTENCE
    counter = _counter(sentence, text[: count.at])
    told, basis = _speaker(sentence, count)
    spoken = told if basis is Basis.SENTENCE else None
    if counter and _goes_before(sentence, counter, spoken, zone):
        return counter, Basis.SENTENCE
    if basis is Basis.SENTENCE and _BACKGROUND.search(text[: count.start]):
        return _author(sentence)
    own = _OWN_COUNT.match(text)
    if own and own.end() <= count.at and spoken is None:
        return sentence.raw(own["who"]), Basis.SENTENCE
    if told is None:
        return _further(sentence, count, before)
    return before if before[0] and count.leans and spoken is None else (told, basis)


def _author(sentence: Sentence) -> tuple[str | None, Basis | None]:
    """The author of a report, as who gives what it tells in its own words."""
    return (sentence.thread.author, Basis.AUTHOR) if sentence.thread.author else (None, None)


def _goes_before(sentence: Sentence, counter: str, spoken: str | None, zone: Zone) -> bool:
    """Whether who counts is the source, and not who speaks in the sentence."""
    return not spoken or counter in spoken or _inside(sentence, zone) is None


def _speaker(sentence: Sentence, count: Counted) -> tuple[str | None, Basis | None]:
    """Who speaks at a count; nobody where the words of the count were taken for a speaker."""
    told, basis = clean(sentence.source(count.at, counted=True))
    if told is None:
        others = (
            clean((a.source, Basis.SENTENCE)) for a in sentence.attributions if a.source != sentence.source(count.at)[0]
        )
        told, basis = next((o for o in others if o[0]), (told, basis))
    is_count = told and basis is Basis.SENTENCE and sentence.text[count.start : count.end] in told
    is_doer = told and (doer := _DOER.search(sentence.text)) and doer["who"] == told
    return (None, None) if is_count or is_doer else (told, basis)


def _further(
    sentence: Sentence, count: Counted, before: tuple[str | None, Basis | None]
) -> tuple[str | None, Basis | None]:
    """Who is named behind a count or by an estimate, else who gave the count before."""
    trailing = TRAILING.search(sentence.text, count.at) or SAID_BEHIND.search(sentence.text.split(";")[0], count.at)
    if trailing:
        return sentence.raw(trailing["who"]), Basis.SENTENCE
    estimates = _ESTIMATES.search(sentence.text)
    if estimates:
        return estimates["who"], Basis.SENTENCE
    return before if before[0] else _of_paragraph(sentence, count)


def _plain_subject(before: str) -> str:
    """The subject of a verb of counting, whatever its noun: "the observatory", "an aid group"."""
    match = _SUBJECT.search(before)
    return match["who"] if match else ""


def _after_date(sentence: Sentence, before: str) -> str | None:
    """The subject after a time that no comma closes: "In October sources confirmed ..."."""
    ends = [d.end for d in sentence.dates if d.end < len(before)]
    words = before[max(ends) :] if ends else ""
    who = re.sub(r"(?: has| have| had| also| already)+ *$", "", words).strip()
    return who if words.startswith(" ") and re.fullmatch(r"[\w'()-]+(?: [\w'()-]+){0,5}", who) else None


def _of_paragraph(sentence: Sentence, count: Counted) -> tuple[str | None, Basis | None]:
    """Who gave the count before, of the same things and in the same paragraph."""
    last = sentence.thread.counted
    if last is None or not last.attribution or not 0 <= sentence.unit.start - last.end <= _PARAGRAPH:
        return None, None
    apart = "\n" in sentence.thread.folded[last.end : sentence.unit.start]
    return (None, None) if apart or last.measure != count.measure else (last.attribution, Basis.CARRIED)


def is_thing(who: str) -> bool:
    """Say whether words taken for a speaker are what is counted: "IDPs", "the number"."""
    noun = NOUN.match(" " + who)
    return _THINGS.fullmatch(who) is not None or (
        noun is not None and noun.end() == len(who) + 1 and who[:4].lower() != "the "
    )


def clean(source: tuple[str | None, Basis | None]) -> tuple[str | None, Basis | None]:
    """Return a speaker without the hour of a log before it; None for words that begin in the middle of a number."""
    who, basis = source
    if who is not None and (
        _WE.search(who) or _NO_NAME.match(who) or EVENT.search(who) or who.lower() in _POSSESSIVE or is_thing(who)
    ):
        return None, None
    if who is None or not who[:1].isdigit():
        return source
    rest = re.sub(r"^\d{1,2}(?:[:.]\d\d)? (?=(?:[Tt]he )?[A-Z])", "", who)
    return (rest, basis) if rest != who else (None, None)


def _inside(sentence: Sentence, zone: tuple[int, int]) -> str | None:
    """The speaker whose verb stands in the clause of a count."""
    return next((a.source for a in sentence.attributions if zone[0] <= a.verb < zone[1]), None)


def _is_no_counter(words: str) -> bool:
    """Whether words name nobody who counts: a thing, a pronoun, or more than a name."""
    if len(words) > 90 or words.lower() in _POSSESSIVE or is_thing(words):
        return True
    return _NO_SPEAKER.search(words) is not None or _NO_NAME.match(words) is not None


def _counter(sentence: Sentence, before: str) -> str | None:
    """The subject of a verb of counting that governs the number after `before`."""
    verbs = [m for m in COUNTER.finditer(before) if _BEFORE_NUMBER.fullmatch(before[m.end() :])]
    if not verbs:
        return None
    at = verbs[-1].start()
    found = speaker_before(before[:at])
    who = _after_date(sentence, before[:at]) or (found[1] if found else _plain_subject(before[:at]))
    dated = any(who.endswith(sentence.text[d.start : d.end]) for d in sentence.dates) if who else False
    if not who or dated or _is_no_counter(who) or _ADJECTIVE.search(before[:at]):
        return None
    author = sentence.thread.author
    who = _SAID.split(who)[0]
    who = re.sub(r"^\d{1,2}(?:[:.]\d\d)? ", "", who)
    return None if author and who.lower() in ("the mission", "the mechanism", "it", "teams") else sentence.raw(who)
