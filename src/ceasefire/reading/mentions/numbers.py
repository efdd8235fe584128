"""Numbers in running text, with the bounds that the words around them give."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from ceasefire.reading.lexicon.load import alternation, mapping, words
from ceasefire.reading.mentions.number_names import is_name
from ceasefire.reading.model import Count
from ceasefire.reading.text.fold import lower

UNITS = {word: n for n, word in enumerate(words("en", "numbers", "units"), 1)}
"""Words of the numbers from one on, and their values."""
_TENS = {word: n * 10 for n, word in enumerate(words("en", "numbers", "tens"), 2)}
_SCALES = {word: int(size) for word, size in mapping("en", "numbers", "scales").items()}
_SHORT = {"bn": 10**9, "mln": 10**6, "mn": 10**6, "m": 10**6}
_WORD = "|".join(sorted([*UNITS, *_TENS, *_SCALES], key=len, reverse=True))
_SCALE = "|".join(sorted((s for s in _SCALES if s != "dozen"), key=len, reverse=True))
_LAKHS = r"\d{1,2}(?:,\d\d){1,3},\d{3}(?!\d)"
"""Thousands and lakhs parted as in 2,50,000."""
_SCALED = rf"\d{{1,9}}(?:[.,]\d{{1,3}})?(?:[ -]?(?:{_SCALE}|bn|mln|mn)\b|m\b(?= (?:people|persons|civilians|refugees|displaced)))"
_PLAIN = r"\d{1,9}(?:\.\d{1,2})?"


def _numeral(name: str) -> str:
    """Return the pattern of a numeral; `name` makes its inner group one of its own."""
    # thousands are parted by one and the same mark: 1,240 or 1.240 or 1'240 or 1 240
    grouped = rf"\d{{1,3}}(?:(?P<{name}>[,.' ])\d{{3}})(?:(?P={name})\d{{3}}){{0,3}}(?!\d)"
    return rf"(?:{_SCALED}|{_LAKHS}|{grouped}|{_PLAIN})"


_AFTER_SCALE = "(?:" + "|".join(rf"(?<={scale})" for scale in _SCALES) + ")"
"""Where "and" goes on with one number: "two hundred and five", and not "four and nine"."""
_WORDS = (
    rf"(?:(?:{_WORD})(?:[ -](?:{_WORD}))? and a half (?:million|thousand|billion|lakh|crore)"
    rf"|(?:(?:a|half a|a quarter of a|{_WORD})[ -])?(?:{_WORD})(?:(?:{_AFTER_SCALE}[ -]and[ -]|[ -])(?:{_WORD})){{0,5}})"
)
_VAGUE = (
    r"(?:(?:many |several )?(?:tens|scores|hundreds|dozens|thousands|millions)(?: and (?:hundreds|thousands))?"
    rf"(?: of (?:thousands|millions|hundreds))?|{alternation('en', 'numbers', 'vague')}|many(?! as))"
)
_FLOOR = (
    r"(?<!handed )(?<!handing )(?<!hand )(?<!took )(?<!taken )(?<!turned )(?<!passed )"
    rf"(?:{alternation('en', 'numbers', 'at_least')})"
)
_CEILING = alternation("en", "numbers", "at_most")
_ABOUT = alternation("en", "numbers", "about")
_BOUND = re.compile(rf"\b(?:(?P<floor>{_FLOOR})|(?P<ceiling>{_CEILING})|(?:{_ABOUT})) (?:(?:{_ABOUT}|other) )?$")
_LENGTHS = alternation("en", "numbers", "lengths")
_NO_COUNT = (
    r"(?![\w%/]|:\d|[.,]\d|-\d| ?per ?cent|-?(?:year|month|day|week|hour|minute|mm|km|point|man|member|strong)"
    rf"|(?:st|nd|rd|th)\b|[ -]?(?:{_LENGTHS})\b| years? old| (?:a|p)\.?m\b"
    rf"| ?(?:to|or|and|-) ?[\d.,]+(?:%|[ -]?(?:{_LENGTHS}|per ?cent)\b| years? old))"
)
_NO_WORDS = rf"(?!-(?:year|day|month|week|hour|strong|party|point|man|mile)| ?per ?cent\b| (?:{_LENGTHS})\b)"
_SMALL = rf"(?:{'|'.join(UNITS)}|{'|'.join(_TENS)}|\d{{1,4}})"
_NUMBER = re.compile(
    rf"(?<![\w.,$#/-])(?P<between>(?P<lead>between|from) (?P<b1>{_numeral('b')}|{_WORDS}) (?P<join>and|to)"
    rf" (?P<b2>{_numeral('c')}|{_WORDS}))(?![\w%]|-\d){_NO_COUNT}"
    rf"|(?<![\w.,$#/-])(?P<range>(?P<r1>{_numeral('e')}) ?(?:-|to|or) ?(?P<r2>{_numeral('f')})){_NO_COUNT}"
    rf"|\b(?<![\w]-)(?P<pair>(?P<p1>{_SMALL}) (?:to|or) (?P<p2>{_SMALL}(?:[ -](?:{_SCALE}|dozen))?))\b{_NO_WORDS}"
    rf"|(?<![\w.$#/-])(?<!\d[,:'])(?P<numeral>{_numeral('d')}){_NO_COUNT}"
    rf"|\b(?P<vague>{_VAGUE})\b|\b(?<![\w]-)(?P<words>{_WORDS})\b{_NO_WORDS}",
)
_CHANGED = re.compile(
    r"\b(?:rose|risen|rising|fell|fallen|falling|increas\w+|decreas\w+|declin\w+|dropp\w+|climb\w+|grew|grown|jump\w+"
    r"|revis\w+|rais\w+|went|gone|up|down|doubl\w+|tripl\w+|lower\w+|cut|correct\w+)\b[^.;]{0,40}$"
)
"""What makes "from 210 to 340" two numbers and no range."""
_SHARE = ("out of ", "no ")
_IN_EVERY = rf"(?:in|out of) (?:every )?(?:{'|'.join(UNITS)}|\d{{1,3}})\b(?= of\b| (?:people|persons|households|children|families)|\W*$)"
_ONE_IN = re.compile(rf" {_IN_EVERY}")
_IN_FOUR = re.compile(r"\b(?:one|two|three|four|\d) (?:in|out of) (?:every )?$")
_OF_BOTH = re.compile(rf"[ -]?(?:{_SCALE}|bn|mln|mn|dozen)$")
_AGE = re.compile(
    r"\b(?:an?|the|one|another|his|her|their) (?:[\w-]+ )?(?:boy|girl|man|woman|child|kid|baby|toddler|youngster|youth|lad"
    r"|teenager|son|daughter|brother|sister|father|mother|widow|pensioner|labourer|farmer|herder|student|pupil) of (?:about |only |just |barely )?$"
)
"""What makes "fifteen" the age of "a boy of fifteen"."""
_OPENS = re.compile(r'"(?:nearer |closer to |more like |barely |a good )?$')
_MORE = re.compile(r" (?:of|more|dozen|hundred|thousand|[a-z]+s)\b")
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
    low = told.lower().strip()
    match = re.fullmatch(rf"(?P<d>\d[\d ,.']*?)[ -]?(?P<s>{_SCALE}|bn|mln|mn|m)?", low)
    if match is None:
        return _words_value(re.split(r"[ -]+", low))
    scale = match["s"]
    digits = _whole(match["d"], scaled=scale is not None)
    if digits is None:
        return None
    number = digits * (_SHORT.get(scale) or _SCALES[scale] if scale else 1)
    return round(number) if scale or number == round(number) else None


def _whole(digits: str, *, scaled: bool) -> float | None:
    """Return what digits mean: three after a mark are thousands, fewer (or any before "million") a fraction."""
    if scaled and (part := re.fullmatch(r"(\d+)[.,](\d{1,3})", digits)):
        return float(f"{part[1]}.{part[2]}")
    if re.fullmatch(r"\d+|\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d\d)+,\d{3}", digits):
        return float(re.sub(r"\D", "", digits))
    return float(digits) if re.fullmatch(r"\d+\.\d{1,2}", digits) else None


def _words_value(parts: list[str]) -> int | None:
    if parts[:2] == ["half", "a"] or parts[:2] == ["a", "quarter"]:
        return _SCALES.get(parts[-1], 0) // (2 if parts[0] == "half" else 4) or None
    if parts[-4:-1] == ["and", "a", "half"]:
        whole = _words_value(parts[:-4])
        return None if whole is None else whole * _SCALES[parts[-1]] + _SCALES[parts[-1]] // 2
    total, part, seen = 0, 0, False
    for word in parts:
        if word in ("and", "a"):
            continue
        seen = True
        if word in UNITS or word in _TENS:
            part += UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            part = max(part, 1) * _SCALES[word]
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
        else:
            return None
    return total + part if seen else None


@lru_cache(maxsize=1024)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Find every number in a folded sentence, in reading order; names, ordinals, percentages and times are left out."""
    found: list[Number] = []
    low = lower(text)
    for match in _NUMBER.finditer(low):
        before = low[max(0, match.start() - 40) : match.start()]
        if (
            _is_share(before, low, match.end())
            or _is_age(before)
            or _is_pair(low, match)
            or is_name(text, match.start(), match.end())
        ):
            continue
        found += _two(match) if match["lead"] == "from" and _CHANGED.search(before) else _one(low, match, before)
    return tuple(found)


def _is_age(before: str) -> bool:
    """Say whether a number is the age of "a boy of fifteen"."""
    return " of " in before[-12:] and _AGE.search(before) is not None


def _is_pair(low: str, match: re.Match[str]) -> bool:
    """Say whether "a couple" are two persons: not "a couple of" and not "a couple more"."""
    return match[0] == "a couple" and _MORE.match(low, match.end()) is None


def _is_share(before: str, low: str, end: int) -> bool:
    """Say whether a number is part of "one in four people", or counted as none."""
    return before.endswith(_SHARE) or bool(_ONE_IN.match(low, end) or _IN_FOUR.search(before))


def _one(low: str, match: re.Match[str], before: str) -> list[Number]:
    """The number of a match, bounded by the words before and after it; "30 to 20 people" is no number of them."""
    count = _count(match)
    if count is None:
        falls = _CHANGED.search(before) or " to " not in match[0]
        return _two(match) if falls and (match["pair"] or (match["range"] and "-" not in match["range"])) else []
    start, bound = match.start(), _BOUND.search(before)
    count = _bounded(count, bound, more=_AFTER.match(low, match.end()) is not None)
    if bound and not bound[0].lower().startswith("the "):
        start -= len(bound[0])
    # in quotation marks of its own ("over 200") a number stands in its clause as without them
    label = not low[:start].strip(" -*\u2022") and re.match(r": (?=[a-z])", low[match.end() :]) is not None
    quoted = low[match.end() : match.end() + 1] == '"' and _OPENS.search(low, 0, start) is not None
    return [
        Number(
            start=low.rfind('"', 0, start) if quoted else start,
            core=match.start(),
            end=match.end() + (quoted or label),
            count=count,
        )
    ]


def _bounded(count: Count, bound: re.Match[str] | None, *, more: bool) -> Count:
    """Return a number as a floor or a ceiling where the words before it bound it, or behind it say `more`; a range stays one."""
    if count.low is None or count.low != count.high:
        return count
    if more or (bound and bound["floor"]):
        return Count(low=count.low)
    return Count(high=count.high) if bound and bound["ceiling"] else count


def _two(match: re.Match[str]) -> list[Number]:
    """The two numbers of "from 210 to 340" after a verb of change, and of what only looks like a range."""
    found = []
    for group in ("b1", "b2", "p1", "p2", "r1", "r2"):
        value = value_of(match[group]) if match[group] else None
        if value is not None:
            start, end = match.span(group)
            found.append(Number(start=start, core=start, end=end, count=Count(low=value, high=value)))
    return found


def _count(match: re.Match[str]) -> Count | None:
    if match["vague"]:
        return Count(vague=match["vague"].lower())
    if match["numeral"] or match["words"]:
        value = value_of(match["numeral"] or match["words"])
        return None if value is None else Count(low=value, high=value)
    low, high = _ends(match["b1"] or match["r1"] or match["p1"], match["b2"] or match["r2"] or match["p2"])
    if low is None or high is None or low >= high:
        return None
    return Count(low=low, high=high)


def _ends(first: str, last: str) -> tuple[int | None, int | None]:
    """Return the ends of a range; of "2 to 3 million" both are millions."""
    scale = _OF_BOTH.search(last)
    if scale and not _OF_BOTH.search(first):
        first += scale[0]
    return value_of(first), value_of(last)
