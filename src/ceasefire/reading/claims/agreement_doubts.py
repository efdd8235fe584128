"""When words of an agreement do not tell of one that was made or is in force."""

from __future__ import annotations

import re

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.dates.in_sentence import DateMention

_LEANS_ON = re.compile(
    r"\b(?:according to|based on|under|violat\w+|in line with|breach\w* of|accordance with|support for"
    r"|welcomed|implementation of|terms of|provided for in|in violation of|respect|comply with|part of"
    r"|despite|accused|comments? on|implement\w*)\b[^,;]{0,30}$",
    re.I,
)
_DONE = re.compile(r"\b(?:signed|reached|took effect|came into|entered into|agreed)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:(?:is|are|was|were|yet|expected|due|set|scheduled) to be|will be|would be|should be|must be|to be)\b", re.I
)
_ENDED = re.compile(r"ended|collapsed|expired?|expires|began|started", re.I)
_OTHER_THING = re.compile(r"\b(?:violations?|incidents?|talks|rounds?|meetings?|attacks?)\b", re.I)
_SINCE = re.compile(r"\bsince\b[^,;]{0,30}$")
_UNDONE = re.compile(r"\b(?:not|never|yet|had|would have) $")
_DATED_FORMS = frozenset(("mdy", "dmy", "my", "y", "m", "dmy-dmy"))


def is_doubtful(text: str, match: re.Match[str], rule: str, date: DateMention | None, *, acted: bool) -> bool:
    """Return whether a match only leans on an agreement, wishes for one, or has neither a date nor anybody who made it."""
    before = text[max(0, match.start() - 60) : match.start()]
    if rule != "agreements/made" and date is None and _SINCE.search(before):
        return True
    if _LEANS_ON.search(before):
        return not _dated_aside(rule, before, date)
    to_come = modality.future_at(text, match.start(), 30) and not _DONE.search(match[0])
    if to_come or modality.is_wish(before[-45:]):
        return True
    if rule == "agreements/from":
        return False
    if rule == "agreements/agreed-to":
        return _not_agreed(match, before, made=acted or (date is not None and date.value is not None))
    if lexis.NOT_ITSELF.match(text[match.end("noun") :][:40]):
        return True
    if rule == "agreements/dated":
        return date is None or date.form not in _DATED_FORMS
    return _weak(match, rule, date, acted=acted)


def _not_agreed(match: re.Match[str], before: str, *, made: bool) -> bool:
    """True for "agreed to continue", "had not agreed to", and where neither a day nor anybody stands with it."""
    return not made or bool(lexis.TRIVIAL.match(match["what"]) or _UNDONE.search(before))


def _dated_aside(rule: str, before: str, date: DateMention | None) -> bool:
    """ "Under the Minsk agreement of 12 May" names an agreement with its day; "violated the truce" names none."""
    if rule == "agreements/dated":
        return (
            date is not None
            and date.form in ("mdy", "dmy")
            and bool(re.search(r"(?:under|of)\b[^,;]{0,30}$", before, re.I))
        )
    return rule == "agreements/in-force" and date is not None and not re.search(r"violat|breach|accus", before)


def _weak(match: re.Match[str], rule: str, date: DateMention | None, *, acted: bool) -> bool:
    if rule == "agreements/in-force":
        if _TO_COME.search(match["gap"] + match["verb"]):
            return True
        if _ENDED.match(match["verb"]):
            return date is None
    if _OTHER_THING.search(match["gap"]):
        return True
    return rule == "agreements/made" and match["verb"].lower() in lexis.WEAK_VERBS and not (date or acted)
