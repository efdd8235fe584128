"""Where a sentence names an agreement: its noun, with the words before it that belong to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.frames import Reality
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY
from ceasefire.reading.mentions.sentence import Sentence

_UNREAL: Final = frozenset(
    (
        Reality.WISHED, Reality.FEARED, Reality.POSSIBLE, Reality.QUESTION, Reality.FICTION, Reality.DRILL,
        Reality.RETRACTED, Reality.DENIED, Reality.AVERTED, Reality.QUOTED,
    )
)  # fmt: skip
_UNTOLD: Final = frozenset(
    (Reality.QUESTION, Reality.QUOTED, Reality.FICTION, Reality.DRILL, Reality.RETRACTED, Reality.DENIED)
)
"""What takes even "the truce" out of the text's facts; that it "may be extended" does not."""
_DEFINITE: Final = frozenset(("the", "this", "that", "these", "its", "their", "his", "her", "both"))
_BODIES: Final = frozenset(("monitoring body", "working group", "mandate"))
_IF: Final = re.compile(r"\b(?:if|unless|in case|provided|in the event|as long as)\b", re.I)
_IN_A_NAME: Final = re.compile(
    r"(?:Government|Party|Front|Movement|Ministry|Congress|Council|Forces|Union) (?:of|for) (?:the )?(?:[A-Z]\w+ )*$"
)
_LENGTH: Final = re.compile(r"(?:\b(?:an?|the|its|their|this|that) )?(?:[\w]+ )?\d+-$", re.I)
_TITLE: Final = re.compile(
    rf"(?: \([A-Z][A-Z-]+\))? (?:on|for|concerning|regarding)(?: the)? (?!(?:{ANY_MONTH}|{ANY_WEEKDAY})\b)[A-Z][\w'-]*"
    r"(?:,? (?:(?:of|and|for|on|in|the|to|from|between) ){0,2}(?!(?:of|in)\b)[A-Z][\w'-]*){0,8}"
)
"""What belongs to a name in capitals: "the Protocol on the Removal of Mines"."""
STATED: Final = re.compile(r"\bin (?:an?|the|their|this|that) $", re.I)
"""Before a joint statement in which two said something."""
_BEFORE: Final = frozenset("D#NJW'")
_MOST: Final = 6


class Pact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An agreement that is named: the words of its phrase from `start`, its noun from `noun` to `end`."""

    start: int
    noun: int
    end: int
    words: str
    definite: bool
    head: str = ""

    @property
    def kind(self) -> str:
        """Return the kind that its own words name."""
        return lexis.kind_of(self.words)

    @property
    def is_truce(self) -> bool:
        """Return whether it stops the fighting, whatever it is called."""
        return bool(lexis.TRUCE.search(self.words))

    @property
    def is_body(self) -> bool:
        """Return whether it is a body or its mandate, which is only told of where somebody sets it up or extends it."""
        return self.kind in _BODIES

    @property
    def is_weak(self) -> bool:
        """Return whether its noun also names other things: a declaration, a mechanism, a pledge."""
        return not self.is_truce and bool(lexis.WEAK_NOUN.fullmatch((self.head or self.words).split(" ")[-1]))


def find_pacts(sentence: Sentence) -> tuple[Pact, ...]:
    """Return the agreements that a sentence names, in order; drafts, proposals and "no truce" are none."""
    found: list[Pact] = []
    for match in lexis.NOUN.finditer(sentence.text):
        pact = _pact(sentence, *match.span()) if not found or match.start() >= found[-1].end else None
        if pact and found and pact.noun - found[-1].end <= 1:
            found.pop()  # "a hostage release deal" is one
        if pact:
            found.append(pact)
    return tuple(found)


def _pact(sentence: Sentence, noun: int, end: int) -> Pact | None:
    text = sentence.text
    if lexis.NOT_ITSELF.match(text, end) and not text.startswith((", ", "s "), end):
        return None
    if text[noun].isupper() and _IN_A_NAME.search(text[:noun]):
        return None
    first = _phrase_start(sentence, noun)
    length = _LENGTH.search(text[:first])
    first = length.start() if length else first
    before = text[first:noun].lower().split()
    title = _TITLE.match(text, end) if text[noun].isupper() else None
    head, end = text[noun:end], title.end() if title else end
    words = text[first:end]
    definite = bool(before) and (before[0] in _DEFINITE or "'s" in text[first:noun])
    reality = _reality(sentence, head, noun, end)
    supposed = reality is Reality.CONDITION and _IF.search(text) is not None
    if (
        lexis.NOT_YET.intersection(_plain(text, first, noun))
        or supposed
        or reality in (_UNTOLD if definite else _UNREAL)
    ):
        return None
    return Pact(start=first, noun=noun, end=end, words=words, definite=definite, head=head)


def _reality(sentence: Sentence, head: str, noun: int, end: int) -> Reality:
    """Return what becomes of an agreement; a joint statement in which something is said is a fact."""
    if STATED.search(sentence.text, 0, noun) and lexis.kind_of(head) == "joint statement":
        return Reality.FACT
    return sentence.analysis.reality_at(noun, end)


def _plain(text: str, first: int, noun: int) -> list[str]:
    """Return the words before a noun; of a name in capitals ("the Trade Road Protocol") only those that are none of it."""
    words = text[first:noun].split()
    named = text[noun].isupper()
    return [word.lower() for at, word in enumerate(words) if not named or word.islower() or (at == 0 and not first)]


def _phrase_start(sentence: Sentence, noun: int) -> int:
    """Return where the phrase of a noun begins: at its determiner, or at the first adjective or noun before it."""
    words = sentence.analysis.words
    at = bisect_left(words.starts, noun)
    floor = max(0, at - _MOST)
    first = noun
    while at > floor and (words.tags[at - 1] in _BEFORE or words.lows[at - 1].endswith("ly")):
        at -= 1
        if first - words.ends[at] > 2 or words.lows[at] == "about":
            break
        first = words.starts[at]
        if words.tags[at] == "D" or words.lows[at] in _DEFINITE:
            break
    return first
