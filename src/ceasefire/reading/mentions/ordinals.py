"""Ordinals of rounds and meetings."""

from __future__ import annotations

import re
from functools import lru_cache

from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import words
from ceasefire.reading.mentions.numbers import UNITS

_WORDS = {word: n for n, word in enumerate(words("en", "numbers", "ordinals"), 1)}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
ORDINAL = rf"(?:(?P<tens>twenty|thirty|forty|fifty)-)?(?P<word>{'|'.join(_WORDS)})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th)"
ROUND = gated(
    rf"\b(?:{ORDINAL})(?: and (?:last|final|latest|most recent))?(?:,? (?!of\b|and\b|to\b|in\b|time\b|day\b|phase\b|stage\b|week\b|month\b|year\b"
    rf"|anniversary\b|batch\b|group\b)[\w'()/-]+){{0,5}}? "
    r"(?P<noun>rounds?|meetings?|sessions?|talks|summit|conference|cycle|sittings?|consultations|negotiations|plenary)\b"
    r"|\b(?P<noun2>[Rr]ound|[Mm]eeting|[Ss]ession|[Cc]ycle) (?:[Nn]o\.? ?)?(?P<digits2>\d{1,2})\b(?! (?:people"
    r"|hours|days))"
    r"|\b(?P<series>[A-Z][a-z]+)[- ](?P<digits3>\d{1,2})\b (?=meeting|round|talks|format)",
    re.I,
)
_BEHIND = re.compile(
    rf"\b(?P<noun>rounds?|meetings?|sessions?|sittings?|summit|conference|plenary)"
    rf"(?: (?:of|in|on|at)(?: [\w'-]+){{1,4}}?)?(?:,|,? (?:is|was|will be)(?: also)?) (?:the|their|its|our) (?:{ORDINAL})"
    r"(?=[.,;:)]|$| (?:in|since|so far|between|under|to be|held|of (?:its kind|the (?:series|year|talks|process)))\b)",
    re.I,
)
"""A round with its number behind it: "another round, the sixth," and "Monday's session was their third"."""
_SPELT = re.compile(rf"\b(?P<noun>[Rr]ound|[Ss]ession) (?P<n>{'|'.join(UNITS)})\b(?! (?:people|hours|days|more))")
"""A round numbered by a word: "Round ten"."""


def ordinal_value(match: re.Match[str]) -> int:
    """Return the number that a ROUND match names."""
    slots = match.groupdict()
    digits = slots["digits"] or slots.get("digits2") or slots.get("digits3")
    if digits:
        return int(digits)
    return _TENS.get((match["tens"] or "").lower(), 0) + _WORDS[match["word"].lower()]


@lru_cache(maxsize=16)
def find_rounds(text: str) -> tuple[tuple[int, int, int, str], ...]:
    """Find "the third round of ..." in a folded sentence: (start, end, number, noun)."""
    low = text.lower()
    if not any(
        noun in low
        for noun in (
            "round",
            "meeting",
            "session",
            "talks",
            "summit",
            "conference",
            "cycle",
            "format",
            "sitting",
            "consultation",
            "negotiation",
            "plenary",
        )
    ):
        return ()
    found = []
    for match in ROUND.finditer(text):
        noun = match["noun"] or match["noun2"] or "round"
        found.append((match.start(), match.end(), ordinal_value(match), noun.lower().rstrip("s")))
    for match in _BEHIND.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end, _, _ in found):
            found.append((match.start(), match.end(), ordinal_value(match), match["noun"].lower().rstrip("s")))
    found += [(m.start(), m.end(), UNITS[m["n"].lower()], m["noun"].lower()) for m in _SPELT.finditer(text)]
    return tuple(sorted(found))


def ordinals_in(text: str) -> frozenset[int]:
    """Return every ordinal that a folded sentence names, by word or by digits."""
    found = set()
    for match in re.finditer(rf"\b(?:{ORDINAL})\b", text, re.I):
        if match["digits"]:
            found.add(int(match["digits"]))
        else:
            found.add(_TENS.get((match["tens"] or "").lower(), 0) + _WORDS[match["word"].lower()])
    for match in re.finditer(
        r"\b(?:[Rr]ound|[Mm]eeting|[Ss]ession|[Cc]ycle|[A-Z][a-z]{2,})[ -](?:[Nn]o\.? ?)?(\d{1,2})\b", text
    ):
        found.add(int(match[1]))
    found.update(UNITS[match["n"].lower()] for match in _SPELT.finditer(text))
    return frozenset(found)
