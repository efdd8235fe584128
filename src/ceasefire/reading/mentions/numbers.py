"""Numbers in running text, with the bounds that the words around them give."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.lexicon.load import alternation, words
from ceasefire.reading.model import Count
from ceasefire.reading.text.fold import lower

_UNITS = {word: n for n, word in enumerate(words("en", "numbers", "units"), 1)}
_TENS = {word: n * 10 for n, word in enumerate(words("en", "numbers", "tens"), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES], key=len, reverse=True))
_NUMERAL = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?: \d{3}){1,4}(?!\d)|\d{1,9}(?:\.\d{1,3})?)"
    r"(?:[ -]?(?:hundred|thousand|million|billion|bn|mln)\b)?"
)
_WORDS = rf"(?:(?:a|half a|{_WORD})[ -])?(?:{_WORD})(?:(?:[ -]and[ -]|[ -])(?:{_WORD})){{0,5}}"
_VAGUE = (
    r"(?:(?:many |several )?(?:tens|scores|hundreds|dozens|thousands|millions)(?: and (?:hundreds|thousands))?"
    r"(?: of (?:thousands|millions|hundreds))?|several (?:dozen|hundred|thousand)|several|a handful|numerous"
    r"|many(?! as)|a few)"
)
_FLOOR = (
    r"at least|no fewer than|no less than|not less than|more than|(?<!handed )(?<!handing )(?<!hand )(?<!took )"
    r"(?<!taken )(?<!turned )(?<!passed )over|upwards? of|a minimum of|in excess of|above"
    r"|exceeding|exceeded|surpassing|surpassed|topping"
)
_CEILING = alternation("en", "numbers", "at_most")
_ABOUT = alternation("en", "numbers", "about")
_BOUND = re.compile(rf"(?:(?P<floor>{_FLOOR})|(?P<ceiling>{_CEILING})|(?:{_ABOUT})) (?:(?:{_ABOUT}|other) )?$")
_NUMBER = re.compile(
    rf"(?<![\w.,$#/-])(?P<between>(?:between|from) (?P<b1>{_NUMERAL}|{_WORDS}) (?:and|to) (?P<b2>{_NUMERAL}"
    rf"|{_WORDS}))(?![\w%])"
    rf"|(?<![\w.,$#/-])(?P<range>(?P<r1>\d{{1,6}}) ?(?:-|to|or) ?(?P<r2>\d{{1,6}}))(?![\w%/:-]|[.,]\d)"
    rf"|(?<![\w.$#/-])(?<!\d[,:])(?P<numeral>{_NUMERAL})(?![\w%:/]|[.,]\d|-\d| ?per ?cent|-?(?:year|month|day|week"
    rf"|hour|minute|mm|km|point|man|member|strong)|(?:st|nd|rd|th)\b| ?mm\b| ?km\b| years? old)"
    rf"|\b(?P<vague>{_VAGUE})\b|\b(?<![\w]-)(?P<words>{_WORDS})\b(?!-(?:year|day|month|week|hour|strong|party"
    rf"|point|man|mile))",
)
_DATEISH = re.compile(
    r"(?:resolution|article|paragraph|annex|chapter|section|page|route|highway|no\.|number|channel|form|grade"
    r"|phase|line)"
    r" ?$"
)
_AFTER = re.compile(r"(?P<floor>(?: people)? or more\b|-plus\b|\+)")


class Number(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number mention: where it stands (bounds such as "at least" included) and what it says."""

    start: int
    end: int
    core: int
    count: Count

    @property
    def plain(self) -> int | None:
        return self.count.plain


def value_of(told: str) -> int | None:
    """Return the whole number that digits or number words name, e.g. "7.6 million" -> 7600000; None if they name none."""
    low = told.lower().replace(",", "").strip()
    match = re.fullmatch(r"(\d[\d ]*(?:\.\d+)?)[ -]?(hundred|thousand|million|billion|bn|mln)?", low)
    if match:
        scale = {"bn": 10**9, "mln": 10**6}.get(match[2] or "", _SCALES.get(match[2] or "", 1))
        number = float(match[1].replace(" ", "")) * scale
        return round(number) if number == round(number) or scale > 1 else None
    return _words_value(re.split(r"[ -]+", low))


def _words_value(parts: list[str]) -> int | None:
    total, part, seen = 0, 0, False
    if parts[:2] == ["half", "a"]:
        return {"dozen": 6, "million": 500_000}.get(parts[-1])
    for word in parts:
        if word in ("and", "a"):
            continue
        seen = True
        if word in _UNITS or word in _TENS:
            part += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            part = max(part, 1) * _SCALES[word]
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
        else:
            return None
    return total + part if seen else None


def find_numbers(text: str) -> tuple[Number, ...]:
    """Find every number in a folded sentence, in reading order; ordinals, percentages and times are left out."""
    found = []
    low = lower(text)
    for match in _NUMBER.finditer(low):
        before = low[max(0, match.start() - 40) : match.start()]
        if _DATEISH.search(before) or before.endswith(("one in ", "One in ", "out of ", "two in ", "three in ", "no ")):
            continue
        count = _count(match)
        if count is None:
            continue
        start, bound = match.start(), _BOUND.search(before)
        after = _AFTER.match(low, match.end())
        if count.low is not None and count.low == count.high:
            if (bound and bound["floor"]) or after:
                count = Count(low=count.low)
            elif bound and bound["ceiling"]:
                count = Count(high=count.high)
        if bound and not bound[0].lower().startswith("the "):
            start -= len(bound[0])
        found.append(Number(start=start, core=match.start(), end=match.end(), count=count))
    return tuple(found)


def _count(match: re.Match[str]) -> Count | None:
    if match["vague"]:
        return Count(vague=match["vague"].lower())
    if match["between"] or match["range"]:
        low = value_of(match["b1"] or match["r1"])
        high = value_of(match["b2"] or match["r2"])
        if low is None or high is None or low >= high:
            return None
        return Count(low=low, high=high)
    value = value_of(match["numeral"] or match["words"])
    return None if value is None else Count(low=value, high=value)
