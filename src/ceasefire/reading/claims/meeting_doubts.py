"""When words of a meeting do not tell of one that was held."""

from __future__ import annotations

import re

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.participants import participants
from ceasefire.reading.claims.told_as_fact import is_played
from ceasefire.reading.lexicon.calendar_names import ANY_WEEKDAY
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.sentence import Sentence

_TRUCE = re.compile(r"\b(?:ceasefire|truce|fighting|war|clashes|offensive)\b", re.I)
_NOT_DONE = re.compile(
    r"\b(?:due|supposed|expected|scheduled|planned|likely|failed|refused|hoped|until) to $|\bnot (?:yet )?$"
)
_COUNTED = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several) (?:[\w'-]+ ){0,2}$")
_DECIDED = re.compile(r"called for|agreed|adopted|decided|endorsed|ordered", re.I)
_WEEKDAY = re.compile(ANY_WEEKDAY)


def is_doubtful(sentence: Sentence, match: re.Match[str], rule: str) -> bool:
    """Return whether a match of the meeting patterns is to come, wished for, only counted, or not a meeting at all."""
    text, low = sentence.text, match[0].lower()
    to_come = modality.future_at(text, match.start(), 35)
    if to_come and not re.search(r"\b(?:was|were) held|took place|met\b|concluded", low):
        return True
    wish = modality.is_wish(text[max(0, match.start() - 40) : match.start()])
    if wish or is_played(sentence, match.start(), match.end()):
        return True
    if rule == "meetings/held":
        return _not_held(sentence, match)
    return _not_met(sentence, match) if rule == "meetings/met" else _only_aside(sentence, low)


def _dated(sentence: Sentence) -> bool:
    return any(d.value is not None for d in sentence.event_dates)


def _not_held(sentence: Sentence, match: re.Match[str]) -> bool:
    text, verb = sentence.text, match["verb"].lower()
    if (verb in lexis.SPANS and _TRUCE.search(match[0])) or _NOT_DONE.search(text[: match.start("verb")]):
        return True
    if _COUNTED.search(text[max(0, match.start() - 40) : match.start()]) and not _dated(sentence):
        return True
    if _DECIDED.match(verb):
        gathering = re.match(r"(?:summit|conference|meeting|session)\b", match["noun"], re.I)
        if not gathering or not any(d.value and match.start() <= d.start < match.end() for d in sentence.event_dates):
            return True
    return not (_dated(sentence) or participants(sentence, 0, len(text)) or sentence.places)


def _not_met(sentence: Sentence, match: re.Match[str]) -> bool:
    verb, people = match["verb"].lower(), participants(sentence, 0, len(sentence.text))
    dated = _dated(sentence)
    if verb in ("received", "hosted", "visited", "gathered") and (len(people) < 2 or not dated or sentence.casualties):
        return True
    weak = bool(lexis.RECEIVED.match(verb)) or verb.startswith(("spoke with", "discussed"))
    return len(people) < (2 if weak else 1) and not dated


def _only_aside(sentence: Sentence, low: str) -> bool:
    """ "At talks ..." counts with a day or two people; "during the talks ..." only takes up what was told."""
    if re.search(r"\b(?:hours|days|weeks|months|years) of\b", low):
        return True
    if re.match(r"(?:after|following) (?!the|their|a )", low):
        return True
    if re.search(r"talks|negotiations|discussions", low) and low.startswith("in "):
        return True
    dated = _dated(sentence)
    named = re.search(lexis.CALL, low, re.I) or _WEEKDAY.search(low)
    if re.match(r"(?:at|during|in|after|following) (?:the|their|this|its|his) ", low):
        return not dated or not (named or re.search(r"summit|conference|round|meeting", low))
    return not dated and not named and len(participants(sentence, 0, len(sentence.text))) < 2
