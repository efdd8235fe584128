"""Nothing seen: "The patrol reported no shelling in Orvan" is a count of none, told by the patrol."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims.figure_clauses import in_report, over_a_time
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.figure_frames import outcome_in
from ceasefire.reading.lexicon.load import alternation, forms
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count

_WHAT = rf"(?P<what>{forms('en', 'figures', 'of_anything')})"
_SEEN = alternation("en", "figures", "none_seen")
_PAST = rf"(?:(?:{_SEEN})(?:e?d|s)?|heard|saw|seen|logged)"
_OTHER = r"(?:(?:reports?|signs?|evidence|indications?) of )?(?:(?:new|further|more|other|serious|major|such|ceasefire|armed|direct|reported) ){0,2}"
_NONE = re.compile(
    rf"\b{_PAST} (?P<no>no|not a single|not one|zero) {_OTHER}{_WHAT}\b"
    rf"|\b[Tt]here (?:was|were|has been|have been) (?P<no2>no|not a single|zero) {_OTHER}{_WHAT.replace('what', 'what2')}\b"
    rf"|(?:^|[,;:] |\bthat )(?P<no3>[Nn]o|[Nn]ot a single|[Nn]ot one) {_OTHER}{_WHAT.replace('what', 'what3')}"
    rf"(?: [\w' -]{{0,60}}?)? (?:was|were|has been|have been|had been) (?:{_PAST}|fired)\b"
    rf"|\bwith (?P<no5>no|not a single) {_OTHER}{_WHAT.replace('what', 'what5')} (?:being |having been )?(?:{_PAST}|fired)\b"
    rf"|\b(?:did not|didn't|has not|have not|had not) {_PAST} (?P<no4>any|a single) {_OTHER}{_WHAT.replace('what', 'what4')}\b"
)
_NO = ("No ", "no ", "ot a single ", "ot one ", "zero ", " any ", " a single ")
"""Letters of which some stand in every match of `_NONE`."""
_UNREAL = re.compile(
    r"\b(?:if|unless|whether|should|would|could|may|might|will|must|hopes?|demand\w*|calls? for|agreed that)\b", re.I
)
_ANSWER = re.compile(r"\b(?:No|Never|Not at all|Nonsense|Rubbish|That is (?:false|a lie|untrue))[.,!] $")
"""Before "there was no shelling": the answer of one who is accused, and no count."""
_NOS, _WHATS = ("no", "no2", "no3", "no4", "no5"), ("what", "what2", "what3", "what4", "what5")
_TIME = re.compile(
    rf"\b(?:overnight|(?:that|this|the same|all|whole|the) (?:day|night|week|month|period|morning|weekend))\b|\b{_PAST} by\b"
)
_LOOKED = re.compile(rf"\b{_PAST} (?:no|not|zero)\b|\b(?:not|n't) {_PAST} (?:any|a single)\b")
_HELD = forms("en", "figures", "held")
_ANYBODY = rf"(?:{forms('en', 'figures', 'anybody')}|{_HELD}|family|household|person|prisoner|captive|hostage|detainee)"
_NOBODY = re.compile(
    rf"(?:^|[,;:] |\b(?:that|and|but) )(?P<no>[Nn]obody|[Nn]o one|[Nn](?:o|ot a single|ot one) {_ANYBODY})"
    r"(?: (?:was|were|has|have|had|been))* "
)
_HOLDS = re.compile(
    rf"\b(?:(?:still )?hold(?:s|ing)?|has|have) (?P<no>nobody|no one|no (?:more )?(?:{_HELD}))(?: left| any ?more)?"
    r"(?=[.,;\")]|$)"
)
_NONE_THERE = re.compile(
    r"(?:^|[,;:] (?:and |but )?)(?P<no>[Nn]one|[Nn]il) (?:(?:was|were) [a-z]+ed )?(?:in|at|on|near|along|since) (?=[\w])"
)
_PLURAL = re.compile(r"(?:s|es)(?: of .*)?$")
_REFUSED = re.compile(r" (?:by|on) (?:its|their|our) (?:side|part|forces)\b")


def none_seen(text: str) -> list[Counted]:
    """Return the counts of none in a sentence that tells of looking and finding nothing."""
    if not any(map(text.__contains__, _NO)):
        return []
    return [
        Counted(
            start=match.start("no3") if match["no3"] else match.start(),
            end=match.end(),
            at=next(match.start(no) for no in _NOS if match[no]),
            rule="figures/none",
            measure=_measure(next(match[what] for what in _WHATS if match[what])),
            value=Count(low=0, high=0),
        )
        for match in _NONE.finditer(text)
        if not _ANSWER.search(text[: match.start()])
        and not _UNREAL.search(text[max(0, match.start() - 60) : match.start()])
        and not _REFUSED.match(text, match.end())
    ]


def none_counted(sentence: Sentence, counted: str | None) -> list[Counted]:
    """Return the counts of none of a sentence that names who looked, or the time; without both it is an aside of a story.

    `counted` is what was counted before, of which "none in Orvan" is a count too.
    """
    found = none_seen(sentence.text)
    told = found and (_LOOKED.search(sentence.text) is not None or _is_of_a_time(sentence))
    return [*(found if told else []), *_nobody(sentence), *(_none_left(sentence, counted) if counted else [])]


def _nobody(sentence: Sentence) -> list[Counted]:
    """The counts of "nobody was exchanged in May" and "the Front holds nobody"."""
    text = sentence.text
    held = [
        _zero(match, "detained")
        for match in _HOLDS.finditer(text)
        if not sentence.future and not _UNREAL.search(text, 0, match.start())
    ]
    done = _NOBODY.search(text) if _is_of_a_time(sentence) and not sentence.future else None
    became = outcome_in(text[done.end() :]) if done else None
    return [*held, *([_zero(done, became)] if done and became and not _UNREAL.search(text, 0, done.start()) else [])]


def _none_left(sentence: Sentence, measure: str) -> list[Counted]:
    return [msgspec.structs.replace(_zero(m, measure), leans=True) for m in _NONE_THERE.finditer(sentence.text)]


def _zero(match: re.Match[str], measure: str) -> Counted:
    at = match.start("no")
    return Counted(
        start=match.start(), end=match.end(), at=at, rule="figures/none", measure=measure, value=Count(low=0, high=0)
    )


def _is_of_a_time(sentence: Sentence) -> bool:
    told = any(d.value for d in sentence.event_dates) or over_a_time(sentence) or in_report(sentence)
    return told or _TIME.search(sentence.text) is not None


def _measure(what: str) -> str:
    """What there was none of, in the plural: shelling and firing are counted as incidents."""
    low = what.lower()
    if re.fullmatch(r"(?:cease-?fire |truce )?(?:violations?|breach(?:es)?)(?: of .*)?", low):
        return "ceasefire violations"
    if low in ("hostilities", "clashes") or _PLURAL.search(low):
        return low
    mass = re.search(r"(?:fire|firing|gunfire|shelling|shooting|bombardment|fighting)$", low) and not low.startswith(
        "exchange"
    )
    return f"{low} incidents" if mass else f"{low}s"
