"""Further meetings of one sentence, told without a verb of their own: "met X on 3 May and, a day later, Y in Tarn"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.claims.meeting_people import are_people
from ceasefire.reading.frames.analysis import Span
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import ordinals_in
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim

_JOINT: Final = re.compile(r"[,;:]? (?:and|then|and then)\b,?|[;,:](?= )")
_APART: Final = re.compile(
    r"\b(?:before|since|until|till|when|where|which|who|whose|that|because|attack\w*|than|not"
    r"|nor|or|as|while|but|signed|between|under|despite|over (?!an?\b))\b|\bof (?:the )?$"
)
"""What makes the words before a day those of another thing than one more meeting."""
_WHERE: Final = re.compile(
    r"(?: again)?,?(?: this time)?,? (?:in|at) (?:the )?[A-Z][\w' -]*?,? (?:on |in |from )?(?:the )?"
)
_ONCE_MORE: Final = re.compile(r" ?(?:(?:once |then )?again|once more)\b")
_AGAIN: Final = re.compile(
    r"(?:,? and|, but|,? then|; they|, who)(?: then)? (?P<v>(?:tried|did so|(?:had )?done so|met|sat down|convened|sat|talked|spoke"
    r"|gathered|were back|went at it)"
    r" (?:(?:once )?(?:again|more)|a second time|anew))\b"
)
"""That those who met did so once more."""
_STOPS: Final = re.compile(r"[;.](?= |$)|, (?:which|where|who|but|and)\b")
_WIRE: Final = re.compile(r"\b(?:phone|telephone|video|hotline|on (?:a|one|the) line|by radio)\b", re.I)
_ROLES: Final = frozenset(("on", "", "in", "late", "early", "from", "at", "last"))
_LONG: Final = 130
"""Characters between a day and the next one that are told of one more meeting; chosen by hand, not measured."""


def more_meetings(sentence: Sentence, claim: Claim, at: int) -> list[Claim]:
    """Return the meetings that the days behind an offset tell beside a claim, up to the next verb of something else."""
    out: list[Claim] = list(_tried_again(sentence, claim, at))
    if out:
        return out
    for date in _days(sentence, at):
        words = _words(sentence, at, date)
        if words is None:
            break
        if date.value not in [claim.date, *(c.date for c in out)]:
            out.append(_one_more(sentence, claim, date, *words))
        at = date.end
    return out


def _tried_again(sentence: Sentence, claim: Claim, at: int) -> Iterator[Claim]:
    """Yield the meeting of "and tried again five weeks later", "who did so again on 9 April": the same people, on a day behind those words."""
    match = _AGAIN.search(sentence.text, at)
    stop = min((m.start() for m in _STOPS.finditer(sentence.text, match.end())), default=None) if match else None
    date = next((d for d in _days(sentence, match.end())), None) if match else None
    if match and date and date.value != claim.date and date.start - match.end() < _LONG // 2:
        one = _one_more(sentence, claim, date, match.start("v"), stop or len(sentence.text))
        yield msgspec.structs.replace(one, actors=claim.actors)


def _days(sentence: Sentence, at: int) -> Iterator[DateMention]:
    """Yield the days gone by that follow an offset."""
    for date in sentence.event_dates:
        if date.start >= at and date.role in _ROLES and sentence.has_gone_by(date):
            yield date


def _words(sentence: Sentence, at: int, date: DateMention) -> Span | None:
    """Return the words of one more meeting round a day; None where they tell of something else."""
    before = sentence.text[at : date.start]
    joint = _JOINT.search(before)
    if joint is None or len(before) > _LONG or _has_verb(sentence, at, date.start) or ordinals_in(before):
        return None
    start = at + joint.end()
    stop = _stop(sentence, date)
    ahead, behind = sentence.text[start : date.start], (date.end, stop)
    if _APART.search(ahead):
        return None
    if are_people(sentence, (start, date.start)) and any(c.isalpha() for c in ahead):
        return (start, date.end) if ahead.strip() else None
    if len(ahead) < _NEAR and _opens_people(sentence, behind):
        return start, stop
    alone = _ONCE_MORE.match(ahead) or _WHERE.fullmatch(ahead)
    return (start, date.end) if alone and not _goes_on(sentence, date) else None


_NEAR: Final = 14
_TO_WHOM: Final = re.compile(r",? (?:with|to|on|by|at) ")


def _opens_people(sentence: Sentence, span: Span) -> bool:
    """Return whether words behind a day begin with whom somebody met: "the following day, with the rebel leader"."""
    return _TO_WHOM.match(sentence.text, *span) is not None and are_people(sentence, span)


def _goes_on(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a verb follows a day in its own clause, so that the day is of what it tells."""
    words = sentence.analysis.words
    heads = [words.starts[c.group.head] for c in sentence.analysis.clauses if c.group.finite]
    after = next((at for at in heads if at >= date.end), None)
    return after is not None and not set(",;") & set(sentence.text[date.end : after])


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    words = sentence.analysis.words
    return any(start <= words.starts[c.group.head] < end for c in sentence.analysis.clauses)


def _stop(sentence: Sentence, date: DateMention) -> int:
    """Return where the words behind a day end: at the next mark of a clause, day or verb."""
    words = sentence.analysis.words
    marks = [at for mark in (";", ", and ", ", who", ", which", ". ") if (at := sentence.text.find(mark, date.end)) > 0]
    days = [d.start for d in sentence.dates if d.start > date.end]
    verbs = [words.starts[c.group.first] for c in sentence.analysis.clauses if words.starts[c.group.first] > date.end]
    return min([*marks, *days, *verbs, len(sentence.text)])


def _one_more(sentence: Sentence, claim: Claim, date: DateMention, start: int, end: int) -> Claim:
    stop = max(end, _stop(sentence, date)) if _stop(sentence, date) - date.end < _LONG else end
    places = (p.text for p in sentence.places if p.prep in ("in", "at", "near") and start <= p.start < stop)
    people = [n for s, _, n in (*sentence.people, *sentence.actors) if start <= s < stop]
    draft = sentence.draft(claim.type, start, max(end, date.end), "meetings/another")
    again = _ONCE_MORE.match(sentence.text, start) is not None
    return msgspec.structs.replace(
        claim,
        quote=draft.quote,
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
        kind="call" if _WIRE.search(sentence.text, start, stop) else claim.kind,
        round=None,
        date=date.value,
        place=next(places, None),
        actors=claim.actors if again else tuple(dict.fromkeys((*claim.actors[:1], *people))) if people else (),
    )


__all__ = ["more_meetings"]
