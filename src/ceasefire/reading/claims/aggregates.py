"""Whether a toll covers a period or a whole war, and not one incident."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.figure_patterns import PER_DAY
from ceasefire.reading.claims.incident_dates import is_of_a_part, is_start
from ceasefire.reading.claims.incident_kinds import WEAK, kind_at
from ceasefire.reading.claims.periods import of_report
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.text.fold import lower

Scope = tuple[int, int]
"""The part of a sentence that a toll stands in, as offsets."""

_LONG_FORMS: Final = frozenset(("y", "y-y", "my-my", "quarter", "first-months"))
TOTALS: Final = ("toll", "death toll", "number", "put", "estimated")
"""Words before a toll that is a total."""
_OF_A_WAR: Final = 3_000
"""A toll from which on no single incident is meant; chosen by hand, not measured."""
_WEEK: Final = 6
"""Days from the first to the last of a week."""
_DURING: Final = gated(
    r"\b(?:over|in|during|within) (?:the|those|these) (?:(?:past|last|first|same|whole|entire|\w+teen|ten|eleven|twelve|two|three"
    r"|four|five|six|seven|eight|nine|\d+) ){1,3}(?:weeks|months|years)\b"
    r"|\b(?:over|in|during|within) (?:(?:five|six|seven|eight|nine|ten|[5-9]|\d\d) days"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:weeks|months|years))\b"
    r"|\b(?:over|in|during|within) (?:that|this|the same|the said) (?:time|period|interval|span|stretch|quarter|year)\b"
    r"|\b(?:over|in|during|within) the (?:quarter|month|fortnight|year)\b(?! (?:of|before|after|since|to)\b)",
    re.I,
)
"""A time of weeks, months or years that is not counted back from a day told."""
_ONE: Final = gated(
    r"\b(?:when|after(?! (?:at least |some |about |more than )?\d)|as|in an?|by an?|the (?:attack|raid|strike|blast|ambush)) ",
    re.I,
)
"""Words that tell of the one act that did the harm."""
_BESIDE: Final = frozenset(("until", "by", "as of", "from", "as at", "to", "ending"))
_MARKS: Final = ("; ", ", while ", ", but ")
_IN_A_WAR: Final = re.compile(
    r",? in (?:a|the|its) (?:[\w-]+ ){0,3}(?:war|conflict|uprising|insurgency|revolt)\b[^,;.]* (?:that|which) (?:has|had)\b"
)
"""A war told by the way, behind one act in it: "killed three, in a war that has killed 90,000"."""
_HARM: Final = ("killed", "injured", "casualties")
_ACTS: Final = gated(
    r"\b(?:[Ii]n|[Bb]y|[Dd]uring|[Oo]ver|[Aa]cross) (?:(?:the|those|these|all|its|their|some|at least|about|separate) ){0,2}"
    r"(?P<n>\d+|[a-z]+(?:teen|ty)|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|dozens of|several|hundreds of|scores of|various|many) (?:[a-z-]+ ){0,2}"
    r"(?:actions|attacks|incidents|violations|breaches|clashes|raids|ambushes"
    r"|air ?strikes|strikes|shellings|bombings|cases|occasions|operations)\b"
)
"""Several acts in which harm was done."""
_LASTED: Final = re.compile(
    r"\b(?:has|have) (?:now |already |so far )?(?:[a-z]+ed|left|been)\b|\b[Tt]his (?:month|week|year)\b|\bsince\b"
)
_PART_ON: Final = re.compile(
    r",? (?:including|among them|of (?:them|whom|which))\b[^.;]{0,60}? (?:on|in|at|during|over) "
)
"""A part of a toll that fell on a day of its own."""
PART_OF: Final = gated(r",? (?:including|among (?:them|these|whom)|(?:[\w-]+ ){1,2}of (?:them|these|whom|which))\b")
_ALONE: Final = gated(r"\balone\b")
_OF_TALLY: Final = gated(
    r"(?:\b(?:(?:tally|count|figures|statistics|totals?)\b[^.;]{0,40}: |casualties \()"
    r"|\b(?:toll|count|tally) (?:now |already |so far )?(?:stands?|stood|is|was|rose|had reached) (?:at|to) (?:some |about |at least )?"
    r"|\b(?:our|their|enemy|own|its) (?:own )?(?:losses|casualties|toll): "
    r"|^(?:but |and )?by (?:our|my|his|her|its|their|the [\w' ]{2,30}|[A-Z][\w' ]{2,30}'s?) (?:own |latest |last )?"
    r"(?:count|tally|reckoning|figures|estimates?|records), "
    r"|^(?:since|as (?:of|at)|up to|to date|so far|this (?:week|month|year))\b[^.;:]{0,40}: "
    r"|^(?:[Cc]ivilian |[Tt]otal |[Oo]verall |[Mm]ilitary )+(?:casualties|losses) (?:\w+ )?(?:includ(?:ed|e)|compris(?:ed?|ing)|were|are"
    r"|numbered|amounted to|stood at|came to) (?:some |about |at least )?)(?:[^.;()]{1,60}(?:,| and) )?$",
    re.I,
)
"""What stands before a toll that is the content of a count: "tally for April: ", "23 casualties ("."""
_GIVEN: Final = gated(
    r"\b(?:(?:speaks?|spoke|spoken|talks?|talked) (?:to [\w' ]{2,30} )?of|counts?|counted|claims?|claimed|cites?|cited"
    r"|tallied|lists?|listed|admit(?:s|ted)?(?: to)?|insist(?:s|ed)? on|acknowledge[sd]?|conced(?:es?|ed)(?: to)?|owns? up to"
    r"|(?:has|have|had) (?:so far )?(?:ascertained|certified|confirmed|verified|documented|registered)|"
    r"(?:figure|count|tally|estimate) (?:is|was|stands at|stood at)"
    r"|puts? [^.;]{3,60} at|gives?|gave)(?: [^.;,]{1,60} (?:dead|killed|deaths|wounded|injured) and)? $",
    re.I,
)

_OF_ALL: Final = re.compile(r"(?:^|[,;] )(?:[Oo]f|[Aa]mong) (?:the|those|these|all)(?: the)? $")


def is_aggregate(sentence: Sentence, casualty: Casualties | None = None) -> bool:
    """Return whether a toll covers a period or a whole war and not one incident; without one, whether the sentence does."""
    if casualty is None:
        return _is_of_a_time(sentence)
    if _is_total(casualty) or _is_rival(sentence, casualty) or PER_DAY.search(sentence.text):
        return True
    if _is_listed(sentence) or _of_many(sentence, casualty):
        return True
    if _ALONE.search(sentence.text, casualty.start, casualty.end + 40) and any(map(_lasts, sentence.event_dates)):
        return True
    return _covers_time(sentence, _before_part(sentence, casualty, _told_scope(sentence, casualty)))


@lru_cache(maxsize=16)
def _is_of_a_time(sentence: Sentence) -> bool:
    """Return whether a whole sentence covers a period or a war; asked for each act that it tells of."""
    return _covers_time(sentence, (0, len(sentence.text)))


def _covers_time(sentence: Sentence, scope: Scope) -> bool:
    return _is_long(sentence, scope) or _goes_on(sentence, scope) or _is_counted(sentence, scope)


def _before_part(sentence: Sentence, casualty: Casualties, scope: Scope) -> Scope:
    """The scope of a toll up to a part of it that is told with a place or day of its own: "41 were killed, 12 of them in Tarn"."""
    part = PART_OF.search(sentence.text, casualty.end, scope[1])
    return (scope[0], part.start()) if part else scope


def _is_listed(sentence: Sentence) -> bool:
    """Whether a sentence tells harm of no day, town or act, in a report of a week or more."""
    period = of_report(sentence.thread)
    if period is None or (period.end - period.start).days < _WEEK or sentence.event_dates:
        return False
    return _is_of_no_place(sentence, (0, len(sentence.text)))


def _of_many(sentence: Sentence, casualty: Casualties) -> bool:
    """Whether a toll is that of several acts ("in those 33 actions"), or one of which a part fell on the day told."""
    acts = [m for m in _ACTS.finditer(sentence.text) if not casualty.start <= m.start("n") < casualty.end]
    if casualty.measure in _HARM and any(not m["n"] or m["n"].lower() not in ("one", "1", "two", "2") for m in acts):
        return True
    return (
        _LASTED.search(sentence.text, 0, casualty.start + 30) is not None
        and _PART_ON.search(sentence.text, casualty.end) is not None
    )


def _is_total(casualty: Casualties) -> bool:
    vague, low = casualty.count.vague, casualty.count.low
    many = bool(vague and re.search(r"thousand|million", vague))
    return many or casualty.verb.startswith(TOTALS) or (low is not None and low >= _OF_A_WAR)


def _is_rival(sentence: Sentence, casualty: Casualties) -> bool:
    """Whether somebody only gives a number ("speaks of 17 dead"), which is a count beside another one's and no new incident."""
    words = sentence.text[max(0, casualty.start - 120) : casualty.start]
    if _OF_TALLY.search(words):
        return True
    before = _GIVEN.search(words)
    own_day = any(_is_day(d) and d.start > casualty.start for d in sentence.event_dates)
    return before is not None and not own_day


def _told_scope(sentence: Sentence, casualty: Casualties) -> Scope:
    """The part of the sentence that a toll stands in where that part tells of an incident by itself, else all of it."""
    whole = (0, len(sentence.text))
    scope = _scope(sentence, casualty)
    if scope != whole and _spans_war(sentence.text[slice(*scope)]):
        return scope
    told = kind_at(sentence.text[slice(*scope)]) if scope != whole else None
    if told and (told[0] not in WEAK or _single_day(sentence, scope)):
        return scope
    return whole


def _scope(sentence: Sentence, casualty: Casualties) -> Scope:
    """The part of a sentence that a toll stands in, parted from others by "; ", ", while " and the like."""
    text = sentence.text
    left = max(text.rfind(m, 0, casualty.start) for m in _MARKS)
    right = min((p for m in _MARKS if (p := text.find(m, casualty.end)) > 0), default=len(text))
    war = _IN_A_WAR.search(text)
    if war is not None and casualty.end <= war.start():
        right = min(right, war.start())
    own = text.find(", and ", max(0, casualty.start - 60), casualty.start)
    if own > 0 and any(_is_day(d) and own < d.start < right for d in sentence.event_dates):
        left = max(left, own)
    return max(0, left), right


def _is_day(date: DateMention) -> bool:
    return date.value is not None and date.value.start == date.value.end


def _is_long(sentence: Sentence, scope: Scope) -> bool:
    """Whether a year, a quarter, or a window of two days or more stands in the scope."""
    inside = [d for d in sentence.dates if scope[0] <= d.start < scope[1]]
    if _DURING.search(sentence.text, *scope):
        return True
    if inside and _is_of_no_place(sentence, scope) and all(_lasts(d) for d in inside):
        return True
    return any(d.form in _LONG_FORMS or (d.form == "window" and not _is_day(d)) for d in inside)


def _lasts(date: DateMention) -> bool:
    """Whether a date is a week or longer; a year at the head of a line of a chronicle is only when one thing happened."""
    return date.form != "year-label" and date.value is not None and (date.value.end - date.value.start).days >= _WEEK


def _is_of_no_place(sentence: Sentence, scope: Scope) -> bool:
    """Whether a scope tells of harm and of no act that did it, nor of one town where it was done."""
    told = kind_at(sentence.text[slice(*scope)])
    towns = any(p.level == 1 and p.prep and scope[0] <= p.start < scope[1] for p in sentence.places)
    return (told is None or told[0] in WEAK) and not towns and not _ONE.search(sentence.text, *scope)


def _goes_on(sentence: Sentence, scope: Scope) -> bool:
    """Whether the scope tells since when something goes on, or of a whole war, and names no single day."""
    inside = [d for d in sentence.event_dates if d.value and scope[0] <= d.start < scope[1]]
    started = any(is_start(sentence, d) for d in inside)
    return (started or _spans_war(sentence.text[slice(*scope)])) and not _single_day(sentence, scope)


@lru_cache(maxsize=256)
def _spans_war(text: str) -> bool:
    return lexis.WAR.search(lower(text)) is not None


def _single_day(sentence: Sentence, scope: Scope) -> bool:
    days = [
        d
        for d in sentence.event_dates
        if _is_day(d)
        and scope[0] <= d.start < scope[1]
        and not is_start(sentence, d)
        and d.role not in _BESIDE
        and not is_of_a_part(sentence, d)
    ]
    return bool(days) and kind_at(sentence.text) is not None


def _is_counted(sentence: Sentence, scope: Scope) -> bool:
    """Whether somebody counted what happened ("12 cases ... were documented by"), and not in one place alone."""
    by_somebody, counted = _says_counted(sentence.text[slice(*scope)])
    return by_somebody or (counted and len({p.name for p in sentence.places if p.level == 1}) != 1)


@lru_cache(maxsize=256)
def _says_counted(text: str) -> tuple[bool, bool]:
    """Return whether words tell by whom something was counted, and whether they tell that it was."""
    by_somebody = lexis.COUNTED_BY.search(text) is not None
    return by_somebody, bool(lexis.AGGREGATE_VERB.search(text) and lexis.COUNTABLE.search(text))


def is_of_the_war(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether the words right behind a toll give it to a war or a year long ago."""
    rest = sentence.text[toll.end : toll.end + 40]
    return bool(lexis.OF_LONG_AGO.search(re.split(r"[,;.]", rest)[0]))


def is_shared_out(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether a toll is only the whole of which another is told: "Of the 45 killed, 17 died in X"."""
    part = next((t.start for t in sentence.casualties if t.measure == toll.measure and t.start > toll.end), 0)
    own = len({p.start > part for p in sentence.places if p.start >= toll.end}) > 1
    return part > 0 and not own and _OF_ALL.search(sentence.text, 0, toll.start) is not None
