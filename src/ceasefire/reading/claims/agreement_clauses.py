"""The clauses of a communique or of minutes: what stands under "have agreed:", "Decisions." or "The Parties concluded: (a) ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_doubts import is_undertaking
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.mentions.dates.calendar_math import single
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange

_RESOLVED: Final = gated(
    r"\b(?:agreed?|decided?|resolved?|undert(?:ake|ook|aken)|committed|concluded|adopted|approved)\b[^.]{0,90}:(?= \(|$)"
    r"|^(?:\d+[.)] )?decisions?[.:]?(?: taken)?[.:]?(?= \(|$)"
    r"|^(?:the )?(?:parties|sides|delegations|participants|ministers|guarantors|signatories|heads of state|conference|summit"
    r"|council|assembly|undersigned|commission)\b(?:[^.]{0,40}:(?= \(|$)|[^:]*,$)",
    re.I,
)
_NOT_YET: Final = re.compile(
    r"\b(?:should|must|would|could|urg\w+|call\w*|demand\w*|propos\w*|recommend\w*|not|fail\w*|disagree\w*|asked)\b",
    re.I,
)
"""Before the clauses: they are wished for, or told by somebody."""
_NUMBER: Final = re.compile(r"\((?:[a-h]|[ivx]{1,4}|\d{1,2})\) ")
_TO_DO: Final = re.compile(
    r"(?:\(?\w+[.):] |- )?(?:To )?(?:agree to )?"
    r"(?P<verb>establishment of|creation of|formation of|extension of|renewal of"
    r"|extend|renew|prolong|establish|create|set up|form|halt|cease|suspend|withdraw|release|open|allow|facilitate)\b",
    re.I,
)
_DO_MORE: Final = re.compile(
    r"(?:\(?\w+[.):] |- )?To (?P<verb>exchange|swap|hand over|refrain from|remove"
    r"|reopen|pull back|lift|guarantee|clear|ban|prohibit|stop|end|lower|protect|free)\b",
    re.I,
)
_DID: Final = re.compile(
    r"(?:also |further |jointly )?(?:(?P<verb>agree[sd]? (?:on|upon)|approve[sd]?|sign(?:ed|s)?|initialled|adopt(?:ed|s)?"
    r"|endorse[sd]?|settle[sd]? on|conclude[sd]?)"
    rf" (?:the |a |an |all )?(?:[\w-]+ ){{0,3}}?(?:{lexis.MATTERS}|{lexis.NOUN.compiled.pattern})"
    r"|(?:agree[sd]? to|undert(?:ook|ake) to|undert(?:ook|ake) not to|pledged? to|committ?(?:ed)? (?:themselves )?to"
    r"|decide[sd]? to) (?P<do>[^;]{5,200}))",
    re.I,
)
_THING: Final = re.compile(r"\(\w+\) (?:the |an? )?(?:[\w-]+ ){0,3}?$")
"""Before the name of an agreement that opens a clause: "(b) an addendum"."""
_STARTS: Final = re.compile(
    r"\b(?:operational|effective|in force|with effect|starting|beginning|as|operative|applicable|enters into (?:force|effect))"
    r" (?:from|of|on|as of)(?: the)? $",
    re.I,
)
_CLAUSES: Final = 14
_CLOSE: Final = 40
"""Characters before the words that say so; both chosen by hand, not measured."""


def read_clauses(sentence: Sentence) -> list[Claim]:
    """Find what a clause says was agreed, under the words that say so."""
    thread, text = sentence.thread, sentence.text
    head = _RESOLVED.search(text)
    if head and not _NOT_YET.search(text, max(0, head.start() - _CLOSE), head.end()):
        thread.resolved_at = sentence.index
    numbered = [m.start() for m in _NUMBER.finditer(text)]
    if thread.resolved_at == sentence.index and head and numbered:
        claims = (_clause(sentence, *span) for span in _items(text, numbered))
        return [claim for claim in claims if claim]
    if sentence.is_heading or not 0 < sentence.index - thread.resolved_at <= _CLAUSES:
        return []
    claim = _clause(sentence, 0, len(text))
    return [claim] if claim else []


def _items(text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _clause(sentence: Sentence, start: int, end: int) -> Claim | None:
    """Return what one clause tells as agreed; None where it binds nobody."""
    words = sentence.text[start:end]
    noun = lexis.NOUN.search(words) or lexis.BODY.search(words)
    match = _done(words, noun)
    if match is None and not (noun and _THING.match(words[: noun.start()])):
        return None
    days = [d for d in sentence.event_dates if d.value and start <= d.start < end]
    verb = (match["verb"] or "") if match else ""
    return sentence.draft(
        ClaimType.AGREEMENT,
        start,
        end,
        "agreements/clause",
        kind="monitoring body" if noun and noun.re is lexis.BODY else lexis.kind_of(noun[0] if noun else words[:60]),
        expires=_day(days, frozenset(("until", "till", "through"))),
        effective=next((d.value for d in days if _STARTS.search(sentence.text[: d.start])), None),
        date=_closing(sentence),
        status=lexis.STATUSES.get(verb.lower(), "agreed"),
        provisions=(words.strip(),),
    )


def _done(words: str, noun: re.Match[str] | None) -> re.Match[str] | None:
    """Return the words by which a clause binds those who agreed."""
    match = (_TO_DO.match(words) if noun else None) or _DO_MORE.match(words) or _DID.match(words)
    if match and match.re is _DID and match["do"] and not is_undertaking(match["do"]):
        return None
    return match


def _day(days: list[DateMention], roles: frozenset[str]) -> DateRange | None:
    return next((d.value for d in days if d.role in roles), None)


def _closing(sentence: Sentence) -> DateRange | None:
    """Return the last day of the meeting told before, on which its communique is made."""
    day = sentence.thread.meeting_date
    return single(day.end) if day else None
