"""The days of an agreement: when it was made, from when it is in force, until when."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_ahead import in_its_week, in_its_year, run_in_its_year
from ceasefire.reading.claims.agreement_days_of_talks import ENDS, day_untold
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.claims.meeting_slots import label_day, row_of
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.mentions.dates.calendar_math import shift, single
from ceasefire.reading.mentions.dates.in_sentence import RUNS, DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_NOT_MADE: Final = frozenset(("by", "no later than", "before", "prior to"))
_BEGINS: Final = frozenset(
    (
        "since",
        "from",
        "starting",
        "starting from",
        "starting on",
        "beginning",
        "beginning on",
        "beginning from",
        "as of",
        "as at",
        "effective",
        "effective from",
    )
)
_BEFORE_NOUN_FORMS: Final = frozenset(("mdy", "dmy", "my", "y", "m", "weekday", "rel-unit", "rel-m"))
_OWN_ONLY: Final = frozenset(("rel-unit", "rel-m"))
"""Forms that name an agreement only before its noun: "last month's truce"."""
_AFTER_NOUN: Final = re.compile(
    r"(?: [(\[][A-Z][\w'-]+, |, [A-Z][\w'-]+, | \[|(?: in [A-Z][\w'-]+)?,? ?\(?(?:\([\w/ -]+\) )?"
    r"(?:of|from|dated|concluded on|signed on|reached on|signed in|reached in|signed|as of)? ?)(?:the )?"
)
_AFTER_TITLE: Final = re.compile(
    r" (?:on|for|concerning|regarding|about|covering|to|between|of) [^,.;:()]{3,70} (?:of|dated|signed on|signed|concluded on) (?:the )?"
)
_BEFORE_NOUN: Final = re.compile(r"(?:'s)? ?(?:[\w-]+ ){0,3}")
_CHANGED: Final = re.compile(rf" (?:[a-z-]+ )?(?:{'|'.join(lexis.CHANGES)}) of (?:the |this |that |their )?")
"""Between a month and what was done in it: "the June extension of the truce"."""
_SPOKEN: Final = frozenset(("announce", "declare", "proclaim", "make public"))
_TO_BEGIN: Final = re.compile(
    r"\b(?:in vigou?r|effective|starting|beginning|begin|start|commenc|in force|in effect|take effect|into force"
    r"|into effect|with effect|tak\w+ effect|valid"
    r"|operative|operational|applicable|binding|into operation|to apply|applies|has bound|have bound|binds)\b",
    re.I,
)
_TO_END: Final = re.compile(
    r"\b(?:expir\w+|ending|lapses?|runs? (?:on )?(?:to|through)|runs? out|ran out|(?:due|set|scheduled|meant|is"
    r"|was) to (?:last|end|run|expire)|(?:will"
    r"|would) (?:last|end|run|expire)|lasting|lasts|ends|until|till)\b[^.;,]{0,14}$",
    re.I,
)
_TO_A_DAY: Final = re.compile(r"\bto (?:the )?$")
_FROM_HOUR: Final = re.compile(
    r"\b(?:from|as of|since|starting(?: at)?|beginning(?: at)?) (?:midnight|noon|dawn|\d{1,2}(?:[:.]\d\d)?)\b[^,;]*(?:day, )?$",
    re.I,
)
_OPENS: Final = re.compile(
    r"(?:[,:(]|\b(?:and|that|but|while|when|after|as|which|who))(?: (?:on|in|late|early|at|by|only|just|earlier|last|the))* ?$",
    re.I,
)
_RUNNING: Final = frozenset((Act.EXTENDED, Act.HOLDS, Act.STARTS))
_LENGTHS: Final = frozenset(("for", "lasting", "a", "an", "the", ""))
_FOR_A_TIME: Final = re.compile(r"for|lasting|period|-|\ba\b", re.I)
_EACH_DAY: Final = re.compile(
    r"\b(?:hour|minute)s?(?:-long)?,? (?:daily|a day|(?:each|every) day)\b|\bdaily,? [\w-]+[ -](?:hour|minute)"
)
_COUNTED_ON: Final = re.compile(r" (?:later|after|afterwards|earlier|before|ago)\b")
_OF_DAY: Final = {Act.MADE: "made", Act.EXTENDED: "made", Act.STARTS: "effective", Act.ENDS: "expires"}
"""Which day of an agreement the day is on which something was done."""
_BY_LABEL: Final = frozenset((Act.MADE, Act.EXTENDED, Act.STARTS))
"""What is told to have been done on the day that labels its line."""
_NOT_MAKING: Final = frozenset((Act.HOLDS, Act.KEPT, Act.LEFT))
_OF_COURSE: Final = re.compile(r"expir|end|last|run|due|set|is|was|will|had|has|hold|stand")
"""Verbs that go on telling of the same agreement."""
_CLOCK: Final = re.compile(
    r"\b(?:from|as of|as from|effective|starting(?: at| from)?|beginning(?: at| from)?|with effect from)"
    r" (?:midnight|noon|midday|dawn|\d{1,2}(?:[:.]\d\d| ?[ap]\.?m|(?= hours)))",
    re.I,
)
_AT_ONCE: Final = re.compile(
    r"\b(?:(?:effective|effect|force|applicable|operative|operational|binding|valid|apply\w*|applies)"
    r" (?:immediately|at once|forthwith|with immediate)"
    r"|with immediate effect|immediately (?:effective|applicable|binding|operative))\b",
    re.I,
)
_WHEN: Final = re.compile(
    r"(?:, | )(?:when|(?:the|that) (?:same )?(?:day|date)(?! after| before)(?: (?:when|that|on which))?|on which)(?: [^,;:.()]{2,70})? ",
    re.I,
)
"""Between a day and what is told of it: "on 18 October, the day the truce was signed there"."""
_BEHIND: Final = 40
_FAR: Final = 160


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """The days of an agreement; None where the text does not tell."""

    made: DateRange | None = None
    effective: DateRange | None = None
    expires: DateRange | None = None

    @property
    def told(self) -> bool:
        """Return whether any of them is told."""
        return bool(self.made or self.effective or self.expires)


def days_of(sentence: Sentence, pact: Pact | None, tellings: list[Telling], others: tuple[Pact, ...]) -> Days:
    """Return the days of an agreement, each from the words that tell of it and of nothing else."""
    found: dict[str, DateRange] = {}
    for date in _usable(sentence, tellings):
        slot = _slot(sentence, date, pact, tellings, others)
        if slot and date.value:
            near = _last_before(tellings, date)
            day = run_in_its_year(sentence, date, in_its_week(sentence, date, date.value, near))
            for part, value in _parts(slot, date, day, tellings, truce=pact is not None and pact.is_truce):
                _keep(found, part, in_its_year(sentence, date, part, value, found, near), tellings)
    return _completed(sentence, tellings, found)


def _last_before(tellings: list[Telling], date: DateMention) -> Telling | None:
    return next((t for t in reversed(tellings) if t.start <= date.start), None)


def _keep(found: dict[str, DateRange], part: str, value: DateRange, tellings: list[Telling]) -> None:
    """Keep the first day of each kind; of a truce that is told to be extended the last of its ends."""
    narrower = (
        part in found and found[part] != value and found[part].start <= value.start and value.end <= found[part].end
    )
    later = part == "expires" and part in found and found[part].end < value.end
    if part not in found or narrower or (later and any(t.act is Act.EXTENDED for t in tellings)):
        found[part] = value


def _parts(
    slot: str, date: DateMention, value: DateRange, tellings: list[Telling], *, truce: bool
) -> list[tuple[str, DateRange]]:
    """Return the first and the last day of "from 1 May until 1 August"; of other dates the date itself."""
    runs = {t.act for t in tellings} & (_RUNNING | ({Act.DATED, Act.KEPT} if truce else set()))
    if date.form not in RUNS or not (runs or date.role in _BEGINS) or value.start == value.end:
        return [(slot, value)]
    begins = "made" if Act.EXTENDED in runs and date.role not in _BEGINS else "effective"
    return [(begins, single(value.start)), ("expires", single(value.end))]


def _completed(sentence: Sentence, tellings: list[Telling], found: dict[str, DateRange]) -> Days:
    made, effective, expires = _in_order(sentence, found)
    if made is None and effective is None:
        made, effective = _by_label(sentence, tellings)
    if made is None:
        made = day_untold(sentence, tellings, effective)
    if effective is None and made and made.start == made.end and _begins_at_an_hour(sentence, tellings):
        effective = made
    if made is None and effective and _is_of_today(sentence, effective, tellings):
        made = effective
    return Days(made=made, effective=effective, expires=expires or _last_day(sentence, tellings, effective or made))


def _by_label(sentence: Sentence, tellings: list[Telling]) -> tuple[DateRange | None, DateRange | None]:
    """Return the day that labels the line, as that on which an agreement was made or on which it begins."""
    if not tellings or tellings[-1].act not in _BY_LABEL:
        return None, None
    line = label_day(sentence)
    return (None, line) if tellings[-1].act is Act.STARTS else (line, None)


def _last_day(sentence: Sentence, tellings: list[Telling], base: DateRange | None) -> DateRange | None:
    """Return the day on which an agreement ends by its length; of one that is extended the length is of more than it."""
    if any(t.act is Act.EXTENDED for t in tellings):
        return None
    return _runs_out(sentence, min((t.start for t in tellings), default=0), base)


def _begins_at_an_hour(sentence: Sentence, tellings: list[Telling]) -> bool:
    """Return whether "from 20:00" stands behind what was agreed, with no day of its own."""
    if _AT_ONCE.search(sentence.text):
        return True
    found = _CLOCK.search(sentence.text, min(t.start for t in tellings)) if tellings else None
    return found is not None and not any(
        found.end() <= d.start < found.end() + 24 for d in sentence.dates if d.form != "today"
    )


def _is_of_today(sentence: Sentence, day: DateRange, tellings: list[Telling]) -> bool:
    """Return whether it was only agreed, to begin "tonight": that was on the same day."""
    agreed = bool(tellings) and tellings[0].act is Act.MADE and tellings[0].lemma in ("agree", "agree to")
    return agreed and any(d.form == "today" and d.value == day for d in sentence.dates)


def _in_order(
    sentence: Sentence, found: dict[str, DateRange]
) -> tuple[DateRange | None, DateRange | None, DateRange | None]:
    """Return the days found without what cannot be: made after the day of writing, or ended before it began."""
    made, effective, expires = found.get("made"), found.get("effective"), found.get("expires")
    reference = sentence.thread.reference
    if made and reference and made.start > reference:
        made = None
    begun = effective or made
    if expires and begun and begun.start > expires.end:
        expires = None
    return made, effective, expires


def _usable(sentence: Sentence, tellings: list[Telling]) -> tuple[DateMention, ...]:
    """Return the dates that can be of an agreement: those of no speech, or right behind what is told of it."""
    spoken = any(t.lemma in _SPOKEN for t in tellings)
    told = (
        d for d in sentence.dates if spoken or d.start not in sentence.speech_dates or _follows(sentence, d, tellings)
    )
    return tuple(d for d in told if d.value and d.form != "window")


def _follows(sentence: Sentence, date: DateMention, tellings: list[Telling]) -> bool:
    """Return whether a date stands close behind what is told of an agreement, with no verb of speech between."""
    near = [t.end for t in tellings if 0 <= date.start - t.end < _BEHIND]
    return bool(near) and not any(near[-1] <= a.verb < date.start for a in sentence.attributions)


def _slot(
    sentence: Sentence, date: DateMention, pact: Pact | None, tellings: list[Telling], others: tuple[Pact, ...]
) -> str | None:
    """Return which day a date tells: "made", "effective" or "expires"; None where it is of something else."""
    named = all(t.act is Act.DATED for t in tellings)
    if pact and beside_noun(sentence.text, pact, date) and (named or not _labels(sentence, date)):
        return _slot_beside(sentence, date, pact)
    if named and date.role not in ENDS:
        return None  # of an agreement that is only named, nothing but the day beside its name and its end
    of_day = _told_of(sentence, date, tellings)
    if of_day is not None:
        return _OF_DAY.get(of_day.act)
    telling = _owner(sentence, date, pact, tellings, others)
    return _slot_by(sentence, date, telling) if telling else None


def _told_of(sentence: Sentence, date: DateMention, tellings: list[Telling]) -> Telling | None:
    """Return what is told to have been done on the day before it: "since 3 May, when the truce began"."""
    behind = next((t for t in tellings if t.start >= date.end), None)
    return behind if behind and _WHEN.fullmatch(sentence.text, date.end, behind.start) else None


def _labels(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date is the label of its line: "3 May 2031: the truce begins"."""
    return lexis.LABELLED.match(sentence.text, date.end) is not None or date in row_of(sentence)


def _slot_beside(sentence: Sentence, date: DateMention, pact: Pact) -> str:
    if date.end <= pact.noun:
        return "made"
    between = sentence.text[pact.end : max(date.start, pact.end)]
    begins = date.role in _BEGINS and (pact.is_truce or date.role != "from")
    return "effective" if begins or _FROM_HOUR.search(between) else "made"


def _slot_by(sentence: Sentence, date: DateMention, telling: Telling) -> str | None:
    """Return which day a date tells by the words before it, else by what is said of the agreement in its clause."""
    before = sentence.text[max(0, date.start - 46) : date.start]
    if date.role in ENDS or _TO_END.search(before) or (telling.act is Act.EXTENDED and _TO_A_DAY.search(before)):
        return "expires"
    if telling.act is Act.ENDS:
        return "expires" if date.role not in _BEGINS and _ran_out(telling) else None
    if telling.act in (Act.MADE, Act.EXTENDED) and _is_since(sentence, date, before):
        return None
    if date.role in _BEGINS or _begins_here(before) or telling.act is Act.STARTS:
        return "effective"
    return None if date.role in _NOT_MADE or telling.act in _NOT_MAKING else "made"


def _ran_out(telling: Telling) -> bool:
    """Return whether an agreement came to its end, which was not broken off; a line may tell it without a verb."""
    return lexis.STATUSES.get(telling.lemma or "end") == "expired"


def _is_since(sentence: Sentence, date: DateMention, before: str) -> bool:
    """Return whether "since" stands before a date or is the first of its words."""
    return date.role == "since" or sentence.text.startswith("since", date.start) or before.endswith("since ")


def _begins_here(before: str) -> bool:
    if _FROM_HOUR.search(before):
        return True
    hits = list(_TO_BEGIN.finditer(before))
    return bool(hits) and not re.search(r"[,;]", before[hits[-1].end() :])


def beside_noun(text: str, pact: Pact, date: DateMention) -> bool:
    """Return whether a date stands right after the noun ("the accord of 3 May") or right before it ("the 3 May accord")."""
    if date.start >= pact.end and _AFTER_NOUN.fullmatch(text[pact.end : date.start].lstrip("\"'")):
        own = date.form not in _OWN_ONLY or text[pact.end : date.start] == " of "
        return date.role not in ENDS and own and (date.form != "y" or date.role != "in")
    if date.start >= pact.end and date.value and _AFTER_TITLE.fullmatch(text[pact.end : date.start]):
        return date.form in ("dmy", "mdy") and lexis.NOUN.search(text, pact.end, date.start) is None
    return date.end <= pact.noun and _is_before_noun(text, pact, date)


def _is_before_noun(text: str, pact: Pact, date: DateMention) -> bool:
    """Return whether a date belongs to the words before the noun, also where only its year was counted to them."""
    owns = text.startswith("'s", date.end)
    if not (owns or date.form in _BEFORE_NOUN_FORMS):
        return False
    if _CHANGED.fullmatch(text, date.end, max(date.end, pact.noun)):
        return True
    inside = date.end > pact.start or (owns and date.start >= pact.start - 12)
    return inside and _BEFORE_NOUN.fullmatch(text[date.end : pact.noun]) is not None


def _owner(
    sentence: Sentence, date: DateMention, pact: Pact | None, tellings: list[Telling], others: tuple[Pact, ...]
) -> Telling | None:
    """Return what is said of the agreement in the clause in which a date stands."""
    if not tellings or (pact and _is_of_another(sentence, date, pact, others)):
        return None
    if _labels(sentence, date):
        return next((t for t in reversed(tellings) if t.mention), tellings[-1])
    before = [t for t in tellings if t.start <= date.start]
    if not before:
        return (
            None
            if _begins_behind(sentence, tellings[0])
            else tellings[0]
            if _leads(sentence, date, tellings[0], _heads(sentence))
            else None
        )
    near = before[-1]
    close = date.start - near.end <= _FAR and ";" not in sentence.text[near.end : date.start]
    return near if close and not _foreign(sentence, near, date, pact, tellings) else None


def _begins_behind(sentence: Sentence, telling: Telling) -> bool:
    """Return whether the day on which something begins stands close behind it, so that none before it is meant."""
    if telling.act is not Act.STARTS:
        return False
    behind = (d for d in sentence.event_dates if d.value and telling.end <= d.start <= telling.end + _BEHIND + 10)
    return any(d.role not in ENDS for d in behind)


def _foreign(sentence: Sentence, near: Telling, date: DateMention, pact: Pact | None, tellings: list[Telling]) -> bool:
    """Return whether a verb of something else stands between what is said of an agreement and a date."""
    own = {t.start for t in tellings}
    inside = range(pact.start, pact.end) if pact else range(0)
    start = max(near.start, pact.end) if pact and pact.end <= date.start else near.start
    between = (at for at in _heads(sentence) if start < at < date.start and at not in own and at not in inside)
    return any(not (_TO_BEGIN.match(sentence.text, at) or _OF_COURSE.match(sentence.text, at)) for at in between)


def _is_of_another(sentence: Sentence, date: DateMention, pact: Pact, others: tuple[Pact, ...]) -> bool:
    """Return whether a date stands beside another agreement's noun, behind this one's."""
    behind = (o for o in others if o.noun != pact.noun and pact.end <= o.noun and o.end > pact.end + 4)
    return any(o.end <= date.start < o.end + 8 or beside_noun(sentence.text, o, date) for o in behind)


def _leads(sentence: Sentence, date: DateMention, telling: Telling, heads: list[int]) -> bool:
    """Return whether a date before the verb belongs to its clause: it opens the sentence, or follows a mark or "and"."""
    if any(date.end <= at < telling.start for at in heads):
        clause = _clause_at(sentence, date.start)
        return clause is not None and sentence.analysis.words.starts[clause.group.head] == telling.start
    before = [at for at in heads if at < date.start]
    return not before or _OPENS.search(sentence.text[before[-1] : date.start]) is not None


def _heads(sentence: Sentence) -> list[int]:
    """Return where the verbs of a sentence stand."""
    words = sentence.analysis.words
    return [words.starts[c.group.head] for c in sentence.analysis.clauses if not c.group.copula]


def _clause_at(sentence: Sentence, start: int) -> Clause | None:
    at = bisect_left(sentence.analysis.words.starts, start)
    holding = [c for c in sentence.analysis.clauses if c.start <= at < max(c.stop, c.group.after)]
    return max(holding, key=lambda c: c.start, default=None)


def _runs_out(sentence: Sentence, at: int, base: DateRange | None) -> DateRange | None:
    """The day on which "for 72 hours" from the day it was made or took effect ends; what is for some hours of each day does not end so."""
    for length in sentence.durations if not _EACH_DAY.search(sentence.text) else ():
        told = _FOR_A_TIME.search(sentence.text[max(0, length.start - 12) : length.end])
        if _COUNTED_ON.match(sentence.text, length.end):
            continue
        if base and told and length.start > at - 60 and length.lead in _LENGTHS and base.start == base.end:
            end = shift(base.start, length.amount, length.unit)
            return single(end) if end else None
    return None
