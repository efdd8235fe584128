"""Who was killed, hurt or driven out in a sentence: active, passive, inverted and split wordings."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.lexicon.load import mapping, words, wordset
from ceasefire.reading.mentions import casualty_patterns as lexis
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.model import Count
from ceasefire.reading.text.fold import lower

_STEMS = words("en", "casualties", "stems")
_TAKEN = mapping("en", "casualties", "taken")
_PASSIVE_VERBS = wordset("en", "casualties", "passive_verbs")

_VERB = re.compile(r"\b(?:were|was|are|is|have|has|had|been)\b")
_OF_THEM = re.compile(r"^of (?:them|whom) ")
_LIVES = ("lives", "life")
_HURT_ALREADY = ("wounded",)
"""Persons by what was done to them: they are a toll of their own and no part of the next one."""


class Casualties(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Persons killed, injured, displaced or taken in one clause: how many, who, and what part of them is named."""

    start: int
    end: int
    measure: str
    count: Count
    people: str | None
    verb: str
    breakdown: dict[str, int]


class _Marked(msgspec.Struct, frozen=True):
    text: str
    raw: str
    numbers: dict[int, Number]


def find_casualties(text: str, numbers: tuple[Number, ...]) -> tuple[Casualties, ...]:
    """Find every casualty clause of a folded sentence, in reading order; one number is read once."""
    low = lower(text)
    if not any(map(low.__contains__, _STEMS)):
        return ()
    marked = _mark(text, numbers)
    found: list[Casualties] = []
    used: set[int] = set()
    for pattern in _tried(low) if marked.numbers else ():
        found += _search(pattern, marked, used, 0, len(marked.text))
    told = {toll.measure for toll in found}
    found += [zero for match in lexis.NOBODY.finditer(low) for zero in _nobody(match) if zero.measure not in told]
    return tuple(sorted(found, key=lambda c: c.start))


def _tried(low: str) -> list[re.Pattern[str]]:
    """Return the patterns that can match a text in small letters, in the order in which they are tried."""
    return [pattern for words, pattern in lexis.TRIED if not words or any(map(low.__contains__, words))]


def _search(pattern: re.Pattern[str], marked: _Marked, used: set[int], start: int, end: int) -> list[Casualties]:
    """Return the clauses of one pattern between two offsets; numbers that a match leaves out are looked at once more."""
    found = []
    for match in pattern.finditer(marked.text, start, end):
        before = set(used)
        hit = _read(match, marked, used)
        first = min(used - before, default=match.start())
        if hit:
            found.append(hit)
        if any(match.start() <= at < first for at in marked.numbers):
            found += _search(pattern, marked, used, match.start(), first)
    return found


def _nobody(match: re.Match[str]) -> list[Casualties]:
    """The zeros of "no one was killed": of what the words name, and of nothing else."""
    done = match["done"] or ""
    dead = match["both"] or match["dead"] or re.search(r"killed|dead|died|hurt", done)
    hurt = match["both"] or match["hurt"] or re.search(r"hurt|injured|wounded", done)
    return [
        Casualties(
            start=match.start(),
            end=match.end(),
            measure=measure,
            count=Count(low=0, high=0),
            people=None,
            verb=match[0],
            breakdown={},
        )
        for measure, told in (("killed", dead), ("injured", hurt))
        if told
    ]


def _mark(text: str, numbers: tuple[Number, ...]) -> _Marked:
    """Return the sentence with every number (and "a" before one person) overwritten, so that patterns can see it."""
    chars, by_start = list(text), {}
    one = Count(low=1, high=1)
    for match in lexis.ARTICLE.finditer(lower(text)):
        if not any(n.start < match.end() and match.start() < n.end for n in numbers):
            by_start[match.start()] = Number(start=match.start(), core=match.start(), end=match.end(), count=one)
    for number in numbers:
        by_start[number.start] = number
    for number in by_start.values():
        chars[number.start : number.end] = "\u00a7" * (number.end - number.start)
    marked = lower("".join(chars))
    for match in lexis.BESIDE.finditer(marked) if any(map(marked.__contains__, lexis.BESIDE_WORDS)) else ():
        start, end = match.span("x" if match["x"] else "y")
        by_start[start] = Number(start=start, core=start, end=end, count=one)
        chars[start:end] = "\u00a7" * (end - start)
    raw = "".join(chars)
    for match in lexis.NAMED_PEOPLE.finditer(raw):
        for start, end in (match.span("a"), match.span("b")):
            chars[max(start, 0) : max(end, 0)] = "\u00fe" * (end - start)
    return _Marked(lower("".join(chars)), raw, by_start)


def _measure(match: re.Match[str]) -> tuple[str, str] | None:
    groups = match.re.groupindex
    for name, measure in (("both", "casualties"), ("dead", "killed"), ("hurt", "injured"), ("gone", "displaced")):
        if name in groups and match[name]:
            return measure, match[name].lower()
    if "taken" in groups and match["taken"]:
        return _taken(match["taken"].lower()), match["taken"].lower()
    return None


def _taken(verb: str) -> str:
    for stem, measure in _TAKEN.items():
        if stem in verb:
            return measure
    return "detained"


def _read(match: re.Match[str], marked: _Marked, used: set[int]) -> Casualties | None:
    start, end = match.span("group")
    parts = sorted((n for s, n in marked.numbers.items() if start <= s < end), key=lambda n: n.start)
    measure = _measure(match)
    if not parts or measure is None or _misread(match, marked.text, measure):
        return None
    if match.re is lexis.ACTIVE:
        parts = _stop_at_verb(marked.text, parts, end)
    elif match.re in (lexis.PASSIVE, lexis.LEFT, lexis.FAR):
        parts = _only_last(marked.text, parts)
    parts = [p for p in parts if p.start not in used]
    if not parts:
        return None
    used.update(p.start for p in parts)
    breakdown = _breakdown(marked, match, parts, used)
    return Casualties(
        start=match.start(),
        end=max(match.end(), parts[-1].end),
        measure=measure[0],
        count=_sum(parts),
        people=_people(marked, parts[0]),
        verb=measure[1],
        breakdown=breakdown,
    )


def _misread(match: re.Match[str], text: str, measure: tuple[str, str]) -> bool:
    """Say whether the words only look like this pattern: an active verb read as a passive one, or the reverse."""
    after = text[match.end() : match.end() + 30]
    if match.re is lexis.PASSIVE:
        active = not match["aux"].strip() and bool(re.match(r" (?:at least |more than |up to )?\u00a7", after))
        return active and not lexis.HEADLINE_AFTER.match(text, match.end())
    if match.re is lexis.NOMINAL:
        return bool(lexis.SPOKEN_FOR.search(after))
    if match.re is not lexis.ACTIVE:
        return False
    flight = measure[0] != "displaced" or _flight(match, text)
    if measure[1] in _PASSIVE_VERBS and _is_headline(match, text):
        return True
    return not flight or (measure[1] in _PASSIVE_VERBS and _is_passive_before(text, match.start()))


def _is_headline(match: re.Match[str], text: str) -> bool:
    """Say whether the number after a verb has a verb of its own: "2 civilians killed 5 injured"."""
    before = text[max(0, match.start() - 60) : match.start()]
    return bool(lexis.HEADLINE_BEFORE.search(before) and lexis.HEADLINE_AFTER.match(text, match.start("group") - 1))


def _flight(match: re.Match[str], text: str) -> bool:
    verb = match["gone"].lower()
    if verb.startswith(("displac", "uproot")):
        return True
    return bool(
        re.match(
            r"[^.;]{0,40}?\b(?:to flee|to leave|from their homes|out of their homes|to abandon)",
            text[match.end() : match.end() + 80],
        )
    )


def _is_passive_before(text: str, start: int) -> bool:
    return bool(re.search(r"\b(?:were|was|been|being|are|is|be)(?: \w+ly)? $", text[max(0, start - 22) : start]))


def _stop_at_verb(text: str, parts: list[Number], end: int) -> list[Number]:
    """In "killing 12 people and 30 others wounded" the second number belongs to the second verb."""
    kept = parts[:1]
    for part in parts[1:]:
        after = text[part.end : part.end + 60]
        own_verb = re.match(
            rf"(?: [\w'-]+){{0,4}}? (?:{lexis.DEAD}|{lexis.HURT}|displaced|missing|abducted|detained|arrested)\b", after
        )
        if own_verb or re.match(r" of (?:them|whom|these|those)\b", after) or not lexis.EACH.match(text, part.start):
            break
        kept.append(part)
    return kept


def _only_last(text: str, parts: list[Number]) -> list[Number]:
    """Of "killed 12, 30 people were wounded" only numbers that name persons in one list belong together."""
    kept = [parts[-1]]
    if not _named(text, parts[-1]):
        return kept
    for part in reversed(parts[:-1]):
        if not _named(text, part):
            break
        kept.insert(0, part)
    return kept


def _named(text: str, part: Number) -> bool:
    """Say whether a number names its persons: not "11 were wounded", nor persons by what was done to them."""
    noun = lexis.EACH.match(text, part.start)
    return noun is not None and noun["noun"] not in _HURT_ALREADY and not _VERB.search(noun["words"])


def _sum(parts: list[Number]) -> Count:
    """Return the parts of one toll added up; a vague part ("dozens") leaves only a floor."""
    if len(parts) == 1:
        return parts[0].count
    counted = [p for p in parts if p.count.vague is None]
    if not counted:
        return parts[0].count
    if len(counted) < len(parts):
        return Count(low=sum(p.plain or 0 for p in counted))
    return Count(low=_total([p.count.low for p in parts]), high=_total([p.count.high for p in parts]))


def _total(bounds: list[int | None]) -> int | None:
    """Return the sum of bounds; None where one of them is open."""
    known = [bound for bound in bounds if bound is not None]
    return sum(known) if len(known) == len(bounds) else None


def _people(marked: _Marked, part: Number) -> str | None:
    match = lexis.EACH.match(marked.text, part.start)
    if not match:
        return None
    people = _OF_THEM.sub("", marked.raw[match.start("words") : match.end()].strip())
    return None if people in _LIVES else people


def _breakdown(marked: _Marked, match: re.Match[str], parts: list[Number], used: set[int]) -> dict[str, int]:
    named: dict[str, int] = {}
    if len(parts) > 1:
        for part in parts:
            people = _people(marked, part)
            if people and part.plain is not None:
                named[people] = part.plain
    window = marked.text[parts[-1].end : min(len(marked.text), max(match.end(), parts[-1].end) + 70)]
    hit = lexis.INCLUDING.search(window)
    if hit and not re.search(r"[.;\u00a7]", window[: hit.start()]):
        for start, number in marked.numbers.items():
            inside = parts[-1].end + hit.start() <= start < parts[-1].end + hit.end()
            if inside and number.plain is not None and number.start not in used:
                people = _people(marked, number)
                if people:
                    named[people] = number.plain
                    used.add(number.start)
    return named
