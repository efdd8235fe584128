"""Ordinals of rounds and meetings."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import words

_WORDS = {word: n for n, word in enumerate(words("en", "numbers", "ordinals"), 1)}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ORDINAL = (
    rf"(?:(?P<tens>twenty|thirty|forty|fifty)-)?(?P<word>{'|'.join(_WORDS)})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th)"
)
ROUND = re.compile(
    rf"\b(?:{_ORDINAL})(?:,? (?!of\b|and\b|to\b|in\b|time\b|day\b|phase\b|stage\b|week\b|month\b|year\b"
    rf"|anniversary\b|batch\b|group\b)[\w'()/-]+){{0,5}}? "
    r"(?P<noun>rounds?|meetings?|sessions?|talks|summit|conference|cycle)\b"
    r"|\b(?P<noun2>[Rr]ound|[Mm]eeting|[Ss]ession|[Cc]ycle) (?:[Nn]o\.? ?)?(?P<digits2>\d{1,2})\b(?! (?:people"
    r"|hours|days))"
    r"|\b(?P<series>[A-Z][a-z]+)[- ](?P<digits3>\d{1,2})\b (?=meeting|round|talks|format)",
    re.I,
)


def ordinal_value(match: re.Match[str]) -> int:
    """Return the number that a ROUND match names."""
    digits = match["digits"] or match["digits2"] or match["digits3"]
    if digits:
        return int(digits)
    return _TENS.get((match["tens"] or "").lower(), 0) + _WORDS[match["word"].lower()]


def find_rounds(text: str) -> tuple[tuple[int, int, int, str], ...]:
    """Find "the third round of ..." in a folded sentence: (start, end, number, noun)."""
    low = text.lower()
    if not any(
        noun in low for noun in ("round", "meeting", "session", "talks", "summit", "conference", "cycle", "format")
    ):
        return ()
    found = []
    for match in ROUND.finditer(text):
        noun = match["noun"] or match["noun2"] or "round"
        found.append((match.start(), match.end(), ordinal_value(match), noun.lower().rstrip("s")))
    return tuple(found)


def ordinals_in(text: str) -> frozenset[int]:
    """Return every ordinal that a folded sentence names, by word or by digits."""
    found = set()
    for match in re.finditer(rf"\b(?:{_ORDINAL})\b", text, re.I):
        if match["digits"]:
            found.add(int(match["digits"]))
        else:
            found.add(_TENS.get((match["tens"] or "").lower(), 0) + _WORDS[match["word"].lower()])
    for match in re.finditer(
        r"\b(?:[Rr]ound|[Mm]eeting|[Ss]ession|[Cc]ycle|[A-Z][a-z]{2,})[ -](?:[Nn]o\.? ?)?(\d{1,2})\b", text
    ):
        found.add(int(match[1]))
    return frozenset(found)
