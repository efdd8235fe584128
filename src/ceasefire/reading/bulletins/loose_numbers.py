"""Which numbers of a sentence count something, and what: the noun beside them, or the one that the text speaks of."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.bulletins.loose_bases import is_base
from ceasefire.reading.bulletins.loose_places import COUNTS
from ceasefire.reading.bulletins.loose_sentences import FAMILIES
from ceasefire.reading.bulletins.word_items import CONFIRMING, TOLD, YEARS, Item

_THROUGH: Final = frozenset(
    ("provinces", "times", "more", "all", "of", "owner", "genitive", "registered", "open", "close")
)
_BETWEEN: Final = frozenset(
    (
        "comma",
        "colon",
        "dash",
        "total",
        "close",
        "registered",
        "more",
        "party",
        "owner",
        "open",
        "instead",
        "confirmed",
        "all",
        "by",
        "genitive",
        "yesterday",
        "date",
        "own",
        "none",
    )
)
_TARGETS: Final = ("posts", "settlements", "checkpoints", "people", "formations")
"""What is fired at, and not counted, behind a verb of breaking the truce."""
_NOUN_AFTER: Final = 20
_NOUN_BEFORE: Final = 90
_STRANGE: Final = re.compile(
    r"[ -](?!\d)(?:[^\W\u0600-\u06ff]{5}|(?!في |من |الي |علي |قرب |در |از )[\u0600-\u06ff]{4})"
)
_WHERE: Final = re.compile(
    r" (?:in|at|near|from|around|by|on|dans|aux?|a|pres|sur|в|на|у|под|из|около|في|قرب|من|در|از|نزديك) "
)
"""Words by which a settlement is where the cases were, and not what is counted."""
_NEAR: Final = 24
_BY_VERB: Final = 14
"""Characters between a number without a noun and a place or party, and a verb, at most."""
_TO: Final = re.compile(r" ?(?:-|to|ila|or|a|ou|veya|ya da|تا|يا|او|до|или) ?")
_BETWEEN_WORDS: Final = re.compile(r"(?:between|entre|بين|между)\W*$")
_ONTO: Final = re.compile(r",? (?:to|a|до|на|الي|به)? ?")
_FROM: Final = re.compile(r"(?:^|[ ,:])(?:from|de|со?|من|از) \S+$|[dt][ae]n$")
"""Words between the old number of a thing and the new one, and before the old one or at its end."""
_OPENED: Final = 12
_JOINT: Final = 8
_GAP: Final = 3
_NUMBERED: Final = 9
"""A number behind "post" up to this one is rather its name."""
_TELLS: Final = (
    *CONFIRMING,
    "registered",
    "of_them",
    "including",
    "rest",
    "total",
    "party",
    "owner",
    "cases",
    "genitive",
    "since",
    "yesterday",
    "place",
    "all",
    "explosions",
)


def noun_of(items: tuple[Item, ...], at: int, plain: str) -> str | None:
    """Return the kind of the noun that a number stands beside."""
    return _noun_after(items, at, plain) or _noun_of_total(items, at) or _noun_before(items, at, plain)


def _noun_after(items: tuple[Item, ...], at: int, plain: str) -> str | None:
    """Return the kind of the noun that a number stands before: "12 violations"."""
    ranged = at + 1 < len(items) and items[at + 1].kind == "num" and _ends_range(items, at + 1, plain)
    for n in range(at + 1 + ranged, len(items)):
        item = items[n]
        if item.start - items[n - 1].end > _NOUN_AFTER or (item.kind not in _THROUGH and item.kind not in FAMILIES):
            return None
        if item.kind == "provinces" and n == at + 1 and item.start - items[at].end == 1:
            return item.kind
        if item.kind == "times":
            return _of_times(items)
        if item.kind in FAMILIES:
            where = item.kind == "settlements" and _WHERE.match(plain, items[at].end, item.start)
            return None if where else item.kind
        if item.kind == "genitive":
            return "cases"
    return None


def _noun_of_total(items: tuple[Item, ...], at: int) -> str | None:
    """Return what "the number of X" before a number counts, with no other number and none of X's own nouns right before it."""
    total = next((n for n in range(at - 1, -1, -1) if items[n].kind in ("total", "num")), -1)
    if total < 0 or items[total].kind == "num" or items[at - 1].kind in ("place", "party", "colon", "dash"):
        return None
    noun = items[total + 1].kind if total + 2 < at else ""
    return noun if noun in FAMILIES and noun not in ("cases", "explosions") else None


def _of_times(items: tuple[Item, ...]) -> str:
    """Return what "three times" counts: cases, where the sentence speaks of them or says that the truce was broken."""
    return "cases" if any(i.kind in ("cases", "broke") for i in items) else "times"


def _noun_before(items: tuple[Item, ...], at: int, plain: str) -> str | None:
    """Return the kind of the noun that stands before a number: "violations: 12"."""
    for n in range(at - 1, -1, -1):
        item = items[n]
        if n == at - 1 and _is_left(items, n, plain):
            continue
        if items[at].start - item.end > _NOUN_BEFORE or (item.kind not in _BETWEEN and item.kind not in FAMILIES):
            return None
        if item.kind == "genitive":
            return "cases"
        if item.kind in FAMILIES and not _is_target(items, n):
            return item.kind if _is_counted_by(items, n, at, plain) else None
    return None


def _is_target(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a noun says what was fired at."""
    return items[at].kind in _TARGETS and any(i.kind == "broke" for i in items[:at])


def _is_counted_by(items: tuple[Item, ...], noun: int, at: int, plain: str) -> bool:
    """Say whether a number is that of a noun before it, and no part of its name nor of what has a number of its own."""
    if items[noun].kind not in ("cases", "explosions") and noun and items[noun - 1].kind == "num":
        return False
    named = plain[items[at].start].isdecimal() and _is_name(items, noun, at, plain)
    return not (named or _is_of_others(items, noun, at))


def _is_of_others(items: tuple[Item, ...], noun: int, at: int) -> bool:
    """Say whether a comma parts a number from a noun that is none for cases: "6 cases by posts, five of them here"."""
    whole = (noun > 0 and items[noun - 1].kind == "total") or items[noun + 1].kind == "colon"
    others = not whole and items[noun].kind not in ("cases", "explosions")
    return others and any(i.kind == "comma" for i in items[noun:at])


def _is_name(items: tuple[Item, ...], noun: int, at: int, plain: str) -> bool:
    """Say whether a number right behind a noun is part of a name: "Post 8", but not "Posts manned 16" or "Posts 33."."""
    told = noun + 1 < at or items[noun].kind in ("cases", "explosions") or (noun and items[noun - 1].kind == "total")
    apart = bool(re.search(r"\w", plain[items[noun].end : items[at].start]))
    end = plain[items[at].end : items[at].end + _GAP].strip(" ")[:1]
    alone = not noun and (end in ("", ".", "\n") or (end == "," and int(items[at].value) > _NUMBERED))
    return not (told or apart or alone)


def counts_of(items: tuple[Item, ...], plain: str) -> list[int]:
    """Return where numbers stand that count something."""
    return [at for at, item in enumerate(items) if item.kind in COUNTS and _counts(items, at, plain)]


def _counts(items: tuple[Item, ...], at: int, plain: str) -> bool:
    item = items[at]
    if item.kind == "rest":
        before = [i.kind for i in items[max(0, at - 2) : at] if i.kind not in FAMILIES]
        return before[-1:] != ["num"] and not any(i.kind == "num" for i in items[at + 1 : at + 2])
    if item.kind in ("none", "each"):
        return True
    if _is_no_end(items, at, plain):
        return False
    if noun_of(items, at, plain) is not None:
        return True
    end = items[at + 1].start if at + 1 < len(items) else len(plain)
    strange = "'" not in plain[item.start : item.end] and _STRANGE.match(plain, item.end, end)
    if int(item.value) in YEARS or (strange and not _goes_on(items, at, plain)):
        return False
    return _beside(items, at)


def _goes_on(items: tuple[Item, ...], at: int, plain: str) -> bool:
    """Say whether a number counts although a word that is not known follows it: "five aid runs: two runs", "of which 5 hit X"."""
    part = items[at - 1].kind in ("of_them", "including") if at else False
    placed = part and [i.kind for i in items[at + 1 : at + 2]] == ["place"]
    return placed or _confirmed(items, at) or _named_before(items, at, plain)


def _is_no_end(items: tuple[Item, ...], at: int, plain: str) -> bool:
    """Say whether a number only says of what another is part, how far it may reach, or what it was before."""
    listed = items[at].value == "1" and [(i.kind, i.value) for i in items[at + 1 : at + 2]] == [("cases", TOLD)]
    if listed and any(i.kind == "num" for i in items[at + 2 : at + 5]):
        return True
    return is_base(items, at, plain) or _ends_range(items, at, plain) or _is_left(items, at, plain)


def _named_before(items: tuple[Item, ...], at: int, plain: str) -> bool:
    """Say whether the word behind a number is the first word of a noun before it: "five aid runs: two runs to X"."""
    after = re.match(r" (\w+)", plain[items[at].end : items[at].end + _NEAR])
    heads = {plain[i.start : i.end].split()[0] for i in items[:at] if i.kind in FAMILIES}
    return after is not None and after[1] in heads


def _confirmed(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a word of confirming or denying comes right behind a number."""
    return any(i.kind in CONFIRMING and i.start - items[at].end < _NEAR for i in items[at + 1 : at + 2])


def _ends_range(items: tuple[Item, ...], at: int, plain: str) -> bool:
    """Say whether a number is the upper end of "between three and five"."""
    if not at or "num" not in (items[at - 1].kind, items[max(0, at - 2)].kind):
        return False
    first = items[at - 1] if items[at - 1].kind == "num" else items[at - 2]
    if _is_left(items, at - 1, plain):
        return False
    between = plain[first.end : items[at].start]
    opened = plain[max(0, first.start - _OPENED) : first.start]
    return bool(_TO.fullmatch(between)) or (len(between) < _JOINT and bool(_BETWEEN_WORDS.search(opened)))


def _is_left(items: tuple[Item, ...], at: int, plain: str) -> bool:
    """Say whether a number is what a count was before: the 22 of "rose from 22 to 23"."""
    if (
        items[at + 1 : at + 2]
        and items[at + 1].kind == "num"
        and _ONTO.fullmatch(plain, items[at].end, items[at + 1].start)
    ):
        told = plain[max(0, items[at].start - _JOINT) : items[at].end]
        return bool(_FROM.search(told))
    return False


def _beside(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a word that tells of counts, or a place, stands near a number."""
    if _ends_behind_place(items, at) or _is_part(items, at):
        return True
    near = [i for i in (*items[max(0, at - 3) : at], *items[at + 1 : at + 4]) if i.kind in _TELLS]
    here = items[at]
    return any(
        max(i.start - here.end, here.start - i.end) <= (_BY_VERB if i.kind == "registered" else _NEAR) for i in near
    )


def _ends_behind_place(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number ends a piece of a sentence right behind a place and its verb: "in X they registered 5,"."""
    if at + 1 < len(items) and items[at + 1].kind not in ("comma", "conj", "turn"):
        return False
    return next((i.kind for i in reversed(items[:at]) if i.kind not in ("registered", "more")), "") == "place"


def _is_part(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is one of several of another, "3 of the 8", or goes on answering: "confirmed 2 and 3"."""
    behind = [i.kind for i in items[at + 1 : at + 4]]
    if behind[:2] == ["of", "num"] or behind in (["of", "owner", "num"], ["of", "party", "num"]):
        return True
    return at > 1 and items[at - 1].kind == "conj" and any(i.kind in CONFIRMING for i in items[:at])


def is_aside(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number of explosions, or their noun, is only told as part of cases: "37 cases, including 16 explosions"."""
    kinds = [i.kind for i in items[max(0, at - 2) : at + 2]]
    return "explosions" in kinds and "including" in kinds and "cases" not in kinds


def by_head(items: tuple[Item, ...], at: int) -> str:
    """Return what a head says that numbers count, "explosions: X 9", or that the truce was broken; an empty text for none."""
    colon = next((n for n, i in enumerate(items[:at]) if i.kind == "colon"), 0)
    if any(i.kind == "explosions" for i in items[:colon]):
        return "explosions"
    return "cases" if any(i.kind == "broke" for i in items) else ""
