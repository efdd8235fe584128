"""Where things happen: known places, places named by their kind ("the town of X"), and plain "in X"."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.lexicon.common_words import function_words
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions import place_patterns as lexis
from ceasefire.reading.mentions.names import Name
from ceasefire.reading.text.fold import lower

_LEVEL = {"city": 1, "area": 2, "admin": 3, "country": 4}
"""Kind of a name in the gazetteer -> level of the place."""
_AREAS = ("district", "county", "area", "zone", "valley")
_FAR = 40
_TOWN = 2
"""The largest level of a place that can head a paragraph of its own."""
_LOOSE = wordset("en", "places", "loose")
"""Prepositions that stand before other things as often as before places."""
_DIRECTIONS = (
    "upstream of",
    "downstream of",
    "road to",
    "way to",
    "track to",
    "highway to",
    "north of",
    "south of",
    "east of",
    "west of",
    "close to",
    "next to",
)
OF_A_PACT = "with"
"""What is said to stand before a place that a pact is called after, or one with which it is."""
NO_WHERE = ("", "by", "from", "to", "against", OF_A_PACT)
_LOOSELY_TIED = ("of", "against", "to", "")
_COMMON = (
    wordset("en", "people", "function_words")
    | wordset("en", "casualties", "persons")
    | wordset("en", "places", "sites")
)
_TOWN_HEADS = wordset("en", "places", "name_heads")
_TOWN_TAILS = (
    wordset("en", "places", "sites") | wordset("en", "places", "sites_after") | wordset("en", "places", "name_tails")
)
_LABELS = wordset("en", "places", "labels")
_Spans = list[tuple[int, int]]


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place in the text. `level`: 1 settlement or site, 2 area, 3 province, 4 country; `prep`: the word before it."""

    start: int
    end: int
    text: str
    name: str
    level: int
    prep: str
    within: str = ""
    known: bool = True


def find_places(text: str, names: tuple[Name, ...]) -> tuple[Place, ...]:
    """Find places in a folded sentence: the gazetteer's first, then those that the sentence itself calls places."""
    found = [_known(text, name) for name in names if name.is_place]
    taken = [(n.start, n.end) for n in names]
    found = _with_label(text, found, taken)
    if lexis.DAY_OF_ENTRY.search(text):
        found = _in_list(text, found, taken)
    for pattern in (lexis.OF, lexis.BEFORE, lexis.PREP):
        for match in pattern.finditer(text):
            place = _unknown(text, match, taken)
            if place:
                found.append(place)
                taken.append((place.start, place.end))
    for match in (*lexis.SET_IN.finditer(text), *lexis.APPOSED.finditer(text)):
        place = _unknown(text, match, taken)
        if place and place.text.split()[0].lower() not in _COMMON:
            found.append(msgspec.structs.replace(place, prep="in"))
            taken.append((place.start, place.end))
    return tuple(sorted(found, key=lambda p: p.start))


def _with_label(text: str, found: list[Place], taken: _Spans) -> list[Place]:
    """Read the label of "Orbeke: two people were killed" as "in Orbeke"; a new place is added to `taken`."""
    clock = lexis.CLOCK.match(text)
    label = (
        lexis.LABEL.match(text, clock.end() if clock else 0) or lexis.HEAD.match(text) or lexis.IN_BRACKETS.match(text)
    )
    if not label:
        return _alone(text, found)
    start, end = label.span("x") if label["x"] else label.span("y")
    word = text[start:end]
    if _is_topic(word):
        return found
    found = [msgspec.structs.replace(p, prep="in") if start <= p.start < end + 1 else p for p in found]
    listed = clock is not None and label.re is lexis.LABEL
    if not listed and not _overlaps(start, end, taken) and not text[start:end].isupper():
        found.append(_named_in(word, start))
        taken.append((start, end))
    return found


def _is_topic(label: str) -> bool:
    """Say whether a label tells what a sentence is about, and not where it happened."""
    if lexis.TOPIC.match(label) or lexis.NEVER.match(label):
        return True
    return label.lower() in _LABELS or label.lower() in function_words()


def _alone(text: str, found: list[Place]) -> list[Place]:
    """Read a town that is all of a sentence as "in X": a known one, or one that is called as no person is."""
    alone = lexis.ALONE.fullmatch(text) if len(text) <= _FAR else None
    if alone and " " in alone["x"] and not any(p.start < alone.end("x") for p in found) and _is_like_a_town(alone["x"]):
        return [*found, _named_in(alone["x"], 0)]
    if alone:
        return [msgspec.structs.replace(p, prep="in") if p.level <= _TOWN and not p.start else p for p in found]
    return found


def _in_list(text: str, found: list[Place], taken: _Spans) -> list[Place]:
    """Read the places that stand behind the day of an entry of a list as "in X"; new ones are added to `taken`."""
    for match in lexis.IN_LIST.finditer(text):
        start, end = match.span("x")
        found = [msgspec.structs.replace(p, prep="in") if start <= p.start < end else p for p in found]
        if not _overlaps(start, end, taken) and _is_like_a_town(match["x"]):
            found.append(_named_in(match["x"], start))
            taken.append((start, end))
    return found


def _is_like_a_town(words: str) -> bool:
    """Return whether an unknown name is rather one of a place than of a person: one word, or with a word such as "Upper" or "bridge"."""
    parts = words.split()
    shaped = parts[0] in _TOWN_HEADS or parts[-1].lower() in _TOWN_TAILS
    return not is_no_place(words) and (len(parts) == 1 or shaped)


def _named_in(words: str, start: int) -> Place:
    """Return a town that no list of names has, in which something is."""
    return Place(start=start, end=start + len(words), text=words, name=words, level=1, prep="in", known=False)


def _overlaps(start: int, end: int, taken: _Spans) -> bool:
    return any(start < e and s < end for s, e in taken)


def _preposition(text: str, start: int) -> str:
    """Return the word that ties what stands at an offset to the sentence; an empty text without one."""
    before = text[max(0, start - 90) : start]
    town = lower(before).removesuffix(" ").removesuffix(" of").endswith(lexis.KINDS_OF_TOWNS)
    match = (lexis.TOWN_OF.search(before) if town else None) or lexis.PREP_BEFORE.search(before)
    prep = match[1].lower() if match else ""
    if prep == "from" and lexis.REPORTED.search(text[max(0, start - _FAR) : start]):
        return "in"
    return "near" if prep == "from" and lexis.DISTANT.search(text, max(0, start - 30), start) else prep


def _known(text: str, name: Name) -> Place:
    """Return the place that a name of the gazetteer stands for, with the noun after it ("Kigali province")."""
    tail = lexis.TAIL.match(text, name.end)
    end = tail.end() if tail and not tail[0].lower().startswith("'s") else name.end
    level = _LEVEL[name.entry.kind]
    if level < 4 and _is_province(text, name, tail):
        level = 3
    return Place(
        start=name.start,
        end=end,
        text=text[name.start : end],
        name=name.entry.name,
        level=level,
        prep=OF_A_PACT
        if _is_of_a_pact(text, name.start, end)
        else _preposition(text, name.start) or _of_attack(text, end, level),
        within=name.entry.within,
    )


def _of_attack(text: str, end: int, level: int) -> str:
    """Return "in" for the town of "the X blast"."""
    return "in" if level <= _TOWN and lexis.OF_ATTACK.match(text, end) else ""


def _is_of_a_pact(text: str, start: int, end: int) -> bool:
    """Return whether a place only tells which pact it is: "the Geneva Accord", "the truce with X", "the deal between X and Y"."""
    return bool(lexis.CALLED_AFTER.match(text, end) or lexis.PACT_WITH.search(text[max(0, start - 60) : start]))


def _is_province(text: str, name: Name, tail: re.Match[str] | None) -> bool:
    if tail and lexis.PROVINCE.search(tail[0]):
        return True
    return bool(lexis.PROVINCE.search(text[max(0, name.start - 15) : name.start]))


def _unknown(text: str, match: re.Match[str], taken: _Spans) -> Place | None:
    """Return the place that the words around a capitalised word make it, unless it is a name already read."""
    slots = match.groupdict()
    words, start = re.split(r"'s\b", slots["x"])[0].rstrip(".-'"), match.start("x")
    end = start + len(words)
    if is_no_place(words) or _overlaps(start, end, taken) or lexis.CALLED_AFTER.match(text, end):
        return None
    if lexis.OF_A_SIDE.match(text, end) or (match.re is lexis.BEFORE and lexis.POST_OF_A_SIDE.fullmatch(match[0])):
        return None
    prep = (slots.get("prep") or "").lower()
    if prep in _LOOSE and (not _is_settled(text, start, end) or _between_two(text, match.start(), end)):
        return None
    kind = slots.get("kind") or ""
    whole_end = match.end() if match.re is lexis.BEFORE else end
    return Place(
        start=start,
        end=whole_end,
        text=text[start:whole_end],
        name=words,
        level=3 if lexis.PROVINCE.search(kind) else 2 if kind in _AREAS else 1,
        prep=_preposition(text, start),
        known=False,
    )


def _between_two(text: str, start: int, end: int) -> bool:
    """Return whether a name is the first of two that something is between, and no road: they can be parties as well."""
    if text[start:].lower().startswith("between") and text.startswith(" and ", end):
        return not lexis.ROAD.search(text[max(0, start - 12) : start])
    return False


def _is_settled(text: str, start: int, end: int) -> bool:
    """Return whether a name after a loose preposition is a place by what follows it, or by an attack before it."""
    if lexis.SETTLED.match(text[end : end + 24]) or lexis.ROUTE.match(text, end):
        return True
    aimed = lexis.AIMED.search(text[max(0, start - 40) : start])
    return bool(aimed and (lexis.DETERMINED.match(text, end) or lexis.SITE_AFTER.match(text, end)))


def is_no_place(words: str) -> bool:
    """Say whether a capitalised word is no name of a place: too short, an abbreviation, a day, a body."""
    if len(words) < 3 or (words.isupper() and len(words) < 6):
        return True
    return bool(lexis.NEVER.match(words) or lexis.NOT_AT_THE_END.search(words))


def best_place(text: str, places: tuple[Place, ...], near: int, *, deepest: int = 4) -> str | None:
    """Return the place of something told at offset `near`: the most local one that a preposition ties to the sentence.

    Where the text goes on to name what the place lies in ("in Inkhil, Daraa province"), both are kept. `deepest` is
    the largest level looked at.
    """
    tied = _tied(text, places, deepest)
    tied = _before_aside(text, tied, near) or tied
    tied = _in_clause(text, tied, near) or tied
    tied = tied or [p for p in places if p.level <= deepest and p.prep in _LOOSELY_TIED]
    if not tied:
        return None
    return compose(text, places, min(tied, key=lambda p: (p.level, abs(p.start - near), p.start)))


def _tied(text: str, places: tuple[Place, ...], deepest: int) -> list[Place]:
    """Return the places in which, by their prepositions, something happens."""
    tied = [
        p
        for p in places
        if p.level <= deepest and (p.prep not in NO_WHERE or _is_route(text, p)) and not _belonging(text, p)
    ]
    return [p for p in tied if not _beside(p, tied)]


def _is_route(text: str, place: Place) -> bool:
    """Return whether a place is the first of "from X to Y", where something can be on the way."""
    return place.prep == "from" and place.level <= _TOWN and lexis.ROUTE.match(text, place.end) is not None


def _before_aside(text: str, places: list[Place], near: int) -> list[Place]:
    """Return the places before ", hours after ..." and the like, which tells of something else than what stands at an offset."""
    aside = lexis.ASIDE.search(text, near)
    return [p for p in places if p.end <= aside.start()] if aside else []


def _in_clause(text: str, places: list[Place], near: int) -> list[Place]:
    """Return the places smaller than a country between the commas around an offset."""
    left = max(text.rfind(mark, 0, near) for mark in (", ", "; "))
    right = min((at for at in (text.find(mark, near) for mark in (", ", "; ")) if at > 0), default=len(text))
    return [p for p in places if left <= p.start < right and p.level <= 3]


def _belonging(text: str, place: Place) -> bool:
    """Say whether a place is the X of "the government of X", which says nothing of where."""
    return place.prep == "of" and bool(lexis.BELONGS.search(text[max(0, place.start - 40) : place.start]))


def _beside(place: Place, others: list[Place]) -> bool:
    """Say whether a place is the Y of "X near Y" or "X, a town south of Y": the thing was in X."""
    gap = 14 if place.prep in ("near", "outside", "around") else 40 if place.prep in _DIRECTIONS else -1
    return any(0 <= place.start - o.end <= gap and o.level <= 2 and o.prep not in _DIRECTIONS for o in others)


def compose(text: str, places: tuple[Place, ...], choice: Place) -> str:
    """Return the place with the larger place that the same phrase names, as "Inkhil, Daraa province"."""
    for other in places:
        gap = other.start - choice.end
        larger = choice.level < other.level < 4 and 0 <= gap <= 45
        if larger and lexis.LIES_IN.fullmatch(text[choice.end : other.start]):
            return f"{choice.text}, {other.text}"
    return choice.text
