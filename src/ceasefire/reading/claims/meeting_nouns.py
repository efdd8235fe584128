"""Which nouns are gatherings, and by which verb the lists of meetings know a clause."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.frames import Analysis, Mention
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.index import verb_words
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.calendar_names import WEEKDAY_NUMBERS

_GONE_BY: Final = frozenset(("opened", "ended", "closed", "began", "resumed", "concluded", "adjourned"))
"""What "the round" of talks did, and no round of a gun."""
_NOTED: Final = re.compile(
    r"(?:[^.!?]{0,30}[:-] |(?:Also|Then|Just) )?[Hh]ad (?:an? |our |another |some )?(?:\w+ )?", re.I
)
_SUPPOSED: Final = re.compile(r"\b(?:would|could|might|should)\b")
_BEHIND_ROUND: Final = frozenset(
    (
        "in",
        "at",
        "that",
        "which",
        "held",
        "on",
        "(",
        ",",
        "of",
        "left",
        "ended",
        "brought",
        "produced",
        "closed",
        "opened",
    )
)
"""What stands behind "the round" of talks."""
_OWN: Final = frozenset(("their", "our", "its", "a"))
_OF_TIME: Final = frozenset(("on", "of", "late", "early", "last", "yesterday", "today", "earlier", "this", "that"))
"""Words between "a call" and "with", which tell when."""
_NEVER: Final = frozenset(("discussion", "assembly"))
_ORDINAL_ENDS: Final = frozenset(("st", "nd", "rd", "th"))
_NUMBERED: Final = (
    "-day",
    "teenth",
    "tieth",
    "-first",
    "-second",
    "-third",
    "-fourth",
    "-fifth",
    "-sixth",
    "-seventh",
    "-eighth",
    "-ninth",
)
_AUXILIARY: Final = {"B": "be", "H": "have"}
_COUNTED = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|numerous) (?!days|hours|weeks)", re.I
)
_PLURAL = re.compile(r"\b(?:rounds|meetings|sessions|summits|conferences|gatherings|calls)\b", re.I)


def is_gathering_noun(analysis: Analysis, m: Mention, at: int, last: int) -> bool:
    """Return whether a noun is a gathering here: no press conference, no round of shots, no "meeting room", no call for help."""
    words = analysis.words
    before = words.lows[at - 1] if at else ""
    if before in lexis.NOT_AFTER or words.lows[last + 1 : last + 2] in ([w] for w in lexis.NOT_BEFORE):
        return False
    if m.lemma in lexis.UNSURE:
        return _is_sure(analysis, m.lemma, at, last)
    if m.lemma == "round":
        return _is_round(words, at)
    return not (
        last + 1 < len(words.tags) and words.tags[last + 1] == "N" and words.lows[last + 1] not in lexis.AFTER_NOUN
    )


def _is_sure(analysis: Analysis, lemma: str, at: int, last: int) -> bool:
    """Return whether a noun that is a gathering only in some uses is one here: "a call with X", "lunch was had"."""
    words = analysis.words
    before, after = words.lows[at - 1] if at else "", words.lows[last + 1 : last + 2]
    if lemma == "contact":
        return before in lexis.CONTACTS or (words.lows[at] == "contacts" and _with_whom(words.lows, last))
    if lemma == "call":
        return _is_talk(analysis, before, at, last)
    if lemma in lexis.MEALS and _is_of_work(analysis, before, last):
        return True
    if words.lows[at] == "discussions":
        return after in (["with"], ["between"])
    if lemma == "visit" and not lexis.VISITORS.isdisjoint(words.lows[max(0, at - 5) : at + 7]):
        return after in (["to"], ["of"], ["by"], [","], ["took"])
    return lemma not in _NEVER and words.tags[last + 1 : last + 2] != ["N"] and _is_paid(analysis, at)


def with_its_lead(words: Words, first: int) -> int:
    """Return where a noun phrase begins with what leads up to it: "the following", or a day, a count or an adjective apart."""
    tags, lows = words.tags, words.lows
    if first > 1 and tags[first - 1] == "'" and tags[first - 2] == "A":
        first -= 2  # "yesterday's sitting"
    if first > 1 and lows[first - 2 : first] == ["the", "following"]:
        first -= 2
    if first > 2 and lows[first - 3] == "day" and lows[first - 1] == "of" and tags[first - 2] == "#":
        first -= 3  # "day two of the talks"
    if first > 2 and tags[first - 1] == "," and tags[first - 2] in "JN" and tags[first - 3] == "D":
        first -= 3  # "a single, inconclusive encounter"
    return first


def _with_whom(lows: list[str], last: int) -> bool:
    """Return whether "between" or "with" follows a noun, perhaps behind a day: "a call on Tuesday between the two"."""
    behind = lows[last + 1 : last + 5]
    with_ = next((n for n, low in enumerate(behind) if low in ("with", "between")), -1)
    return with_ == 0 or (with_ > 0 and behind[0] in _OF_TIME)


def _is_talk(analysis: Analysis, before: str, at: int, last: int) -> bool:
    """Return whether a call is a talk with somebody: "a phone call", "a call between the two", "ended his call"."""
    if before in lexis.RINGS or _with_whom(analysis.words.lows, last):
        return True
    return before in _OWN and _is_paid(analysis, at)


def _is_of_work(analysis: Analysis, before: str, last: int) -> bool:
    """Return whether a meal is one of work, "over lunch", or taken with people: "breakfast with the rebels", not with bread."""
    if before == "over" or before in lexis.WORKING:
        return True
    words = analysis.words
    behind = words.lows[last + 2 : last + 8]
    with_ = words.lows[last + 1 : last + 2] == ["with"]
    return with_ and (not lexis.PEOPLE.isdisjoint(behind) or (last + 2 < len(words.lows) and words.capital(last + 2)))


def _is_paid(analysis: Analysis, at: int) -> bool:
    """Return whether a visit is what somebody paid, made or ended."""
    paid = next((c for c in analysis.clauses if c.object is not None and c.object.first <= at < c.object.after), None)
    return paid is not None and verb_of(analysis, paid) in lexis.PAYS


def _is_round(words: Words, at: int) -> bool:
    """Return whether a round is one of talks: an ordinal or "next" before it, or "of talks" behind it."""
    lows = words.lows
    numbered = _has_number(lows, at)
    if lows[at - 1 : at] == ["the"] and at + 1 < len(lows) and lows[at + 1] in _GONE_BY:
        return True
    if _is_known(words, at):
        return lexis.NO_TALKS.isdisjoint(lows) and lexis.OF_SHELLS.isdisjoint(lows)
    at += at + 1 < len(lows) and lows[at + 1].isdigit()
    if lows[at + 1 : at + 2] == ["of"]:
        behind = lows[at + 2 : at + 7]
        return any(low in lexis.TALKS for low in behind) or (
            numbered and not any(low in lexis.NO_TALKS for low in behind)
        )
    return numbered


def _is_known(words: Words, at: int) -> bool:
    """Return whether a round is told as one known, with a verb or a place behind it: "this round in X", "the Orvan round"."""
    lows = words.lows
    named = at > 1 and lows[at - 2] == "the" and words.capital(at - 1)
    definite = named or lows[at - 1 : at] in (["the"], ["this"], ["'s"])
    return definite and not _BEHIND_ROUND.isdisjoint(lows[at + 1 : at + 2])


def _has_number(lows: list[str], at: int) -> bool:
    """Return whether an ordinal or a day stands before a round, or a number behind it: "round 3", "the round, the third"."""
    if any(
        low in lexis.BEFORE_ROUND or low in WEEKDAY_NUMBERS or low in _ORDINAL_ENDS or low.endswith(_NUMBERED)
        for low in lows[max(0, at - 4) : at]
    ):
        return True
    after = lows[at + 1 : at + 5]
    if after[:1] == [","]:
        return any(low in lexis.BEFORE_ROUND for low in after[1:])
    return bool(after) and (after[0] in lexis.COUNTS or after[0].isdigit())


def are_several(words: str) -> bool:
    """Return whether words tell of more than one gathering: "two sessions", "the recent rounds of talks"."""
    return _COUNTED.match(words) is not None or _PLURAL.search(words) is not None


def is_noted(analysis: Analysis, start: int) -> bool:
    """Return whether the writer "had" a gathering, without a subject as in notes, and supposes nothing: "Had tea with the elders"."""
    return _NOTED.fullmatch(analysis.text, 0, start) is not None and not _SUPPOSED.search(analysis.text)


def verb_of(analysis: Analysis, clause: Clause) -> str:
    """Return the verb of a clause as the lists have it: the longest phrase that it is known by, else the word's own lemma."""
    known = [t.lemma for t in clause.group.triggers]
    if known:
        longest = max(known, key=len)
        first, _, last = longest.partition(" ")
        return first if first in lexis.ENDS and last.endswith(("in", "with")) else longest
    low = analysis.words.lows[clause.group.head]
    if analysis.words.tags[clause.group.head] in _AUXILIARY:
        return _AUXILIARY[analysis.words.tags[clause.group.head]]
    if low in verb_words() or not low.endswith("ed"):
        return verb_words().get(low, (low,))[0]
    return low[:-1] if low[:-1] in lexis.HAPPENS | lexis.PLANS else low[:-2]
