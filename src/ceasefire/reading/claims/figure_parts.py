"""Numbers without a noun of their own, and the parts of a count that "of them" and "of which" make of them."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_before import bare
from ceasefire.reading.claims.figure_clauses import governed
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.load import alternation, forms, wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

OTHER_TIME = re.compile(
    r"[^,;.]{0,40}?\b(?:the (?:day|week|month|year|quarter|period) before|(?:last|previous|preceding|past|same|earlier)"
    r" (?:\w+ ){0,2}?(?:day|week|month|year|quarter|period|report|round|fortnight)"
    r"|(?:first|second|third|fourth|opening|final) (?:day|week|month|quarter|round)"
    r"|(?:a|one) (?:day|week|fortnight|month|quarter|year) (?:before|earlier|ago))\b"
)
"""What makes a number that is compared with a count of its own, of another time, and not the older state of it."""
CLOSES: Final = frozenset(",;:.?!)(-\"'")
"""Tags of the marks that close a number off."""
AFTER_BARE: Final = wordset("en", "figures", "after_bare")
JUDGED = re.compile(rf" (?:to (?:be|have been)\b|(?:{alternation('en', 'figures', 'judged')})\b)")
"""What somebody found of so many: "found 24 to be justified and nine unfounded"."""
_TAKEN_UP = forms("en", "figures", "taken_up")
_OF_THEM = re.compile(rf"(?:, | )?(?:of|among) (?:{_TAKEN_UP})\b", re.I)
_OF_WHICH = re.compile(rf"\b(?:(?:of|among) (?:{_TAKEN_UP})|including|includes?)(?: were)?,? $", re.I)
_OF_THESE = re.compile(rf"Of (?:{_TAKEN_UP})\b", re.I)
_WHO = re.compile(
    r",? (?:were |are |had |have |died "
    r"|(?:[\w-]+ ){0,2}(?:women|children|civilians|soldiers|minors|men|girls|boys|police\w*|fighters|combatants)\b)"
)
_ACCOUNTS = re.compile(r"\baccount(?:s|ed)? for $")
_CLASSED = re.compile(r" (?:as|(?:were|was|are|have been)(?: classified as| considered| counted as)?) ")
_DEFINITE: Final = wordset("en", "figures", "definite")
_RESTS: Final = frozenset(("remaining", "other", "further", "another", "additional"))
_GOES_ON: Final = frozenset("VBHCSRPW!")
_NOUN_FOLLOWS: Final = frozenset("NJ#")
_TOLLS: Final = ("deaths", "dead", "killed", "injured", "wounded")
_ANY_KIND: Final = frozenset(("incidents", "cases", "attacks"))
"""Measures that take up what was counted before, whatever it is."""
_NEAR: Final = 90
"""Characters between persons counted and the number of those among them; chosen by hand, not measured."""


class Around(msgspec.Struct, frozen=True):
    """The words of a sentence round a number: the first of the number, and the one after it."""

    words: Words
    first: int
    after: int

    @property
    def follows(self) -> str:
        """The tag of the word after the number; a full stop at the end."""
        return self.words.tags[self.after] if self.after < len(self.words.tags) else "."


def around(sentence: Sentence, number: Number) -> Around:
    """Return the words round a number."""
    words = sentence.analysis.words
    first = next((i for i, end in enumerate(words.ends) if end > number.core), len(words.ends))
    after = next((i for i, start in enumerate(words.starts) if start >= number.end), len(words.starts))
    return Around(words, first, after)


def is_bare(text: str, number: Number, near: Around) -> bool:
    """Say whether a number has no noun, and is none of things told before ("the two"), nor of a name or an hour."""
    words = near.words
    before = next((i for i, end in enumerate(words.ends) if end > number.start), len(words.ends)) - 1
    if before >= 0 and (words.lows[before] in _DEFINITE or _is_clock(words, before)):
        return False
    if re.match(r":\d", text[number.end : number.end + 2]):
        return False
    return near.follows in CLOSES or _stands_free(text, number, near, before)


def _stands_free(text: str, number: Number, near: Around, before: int) -> bool:
    """Whether what follows a number is no noun of its own."""
    if _OF_THEM.match(text, number.end) or JUDGED.match(text, number.end):
        return True
    low = near.words.lows[near.after]
    if near.follows not in _NOUN_FOLLOWS and (
        OTHER_TIME.match(text[number.end :]) or (before >= 0 and near.words.lows[before] in _RESTS)
    ):
        return True
    return low != "of" and (near.follows in _GOES_ON or low in AFTER_BARE)


def _is_clock(words: Words, at: int) -> bool:
    """Whether "at" before a number is that of an hour and not of "stands at"."""
    return words.lows[at] == "at" and (at == 0 or words.tags[at - 1] not in "VB")


def takes_up(text: str, number: Number) -> bool:
    """Say whether "of them" or "of which" stands with a number."""
    return bool(_OF_THEM.match(text, number.end) or _OF_WHICH.search(text, 0, number.start) or _OF_THESE.match(text))


def part_of(sentence: Sentence, number: Number, near: Around, measure: str) -> Counted | None:
    """Return the count of "nine of them" and "19 of the injured"; of persons, where it says who they were."""
    text = sentence.text
    told = _OF_THEM.match(text, number.end)
    end = told.end() if told else number.end
    named = lexis.measure_in(told[0]) if told else None
    named = (None if named in _ANY_KIND else named) or _classed(text, end)
    of_persons = (named or measure) in lexis.OF_PERSONS and not (told and told[0].endswith(_TOLLS))
    if of_persons and (
        number.plain == 1
        or not (
            _WHO.match(text, end)
            or governed(sentence, near.words, near.first)
            or _ACCOUNTS.search(text, 0, number.start)
        )
    ):
        return None
    return bare(number, named or measure, part=True)


def _classed(text: str, end: int) -> str | None:
    """What the things of a part were: "690 of them were explosions"."""
    kind = _CLASSED.match(text, end)
    noun = lexis.NOUN.match(" " + text[kind.end() :]) if kind else None
    return next((m for i, (m, _) in enumerate(lexis.MEASURES) if noun and noun[f"m{i}"]), None)


def among(sentence: Sentence, number: Number, before: Counted) -> Counted | None:
    """Return the count of those among the persons counted who were women, children and the like: "among them five children"."""
    text = sentence.text
    if before.measure not in lexis.OF_PERSONS or number.plain == 1 or not 0 <= number.start - before.end < _NEAR:
        return None
    told = _OF_WHICH.search(text, 0, number.start) and _WHO.match(text, number.end)
    return bare(number, before.measure, part=True) if told else None


CHANGED = re.compile(
    rf"\b(?:{alternation('en', 'figures', 'changed')})\b[^;.]*\bto(?: only| just| about| some)? $", re.I
)
"""A verb of change, up to the number that something rose or fell to."""
