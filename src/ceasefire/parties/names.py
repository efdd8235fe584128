"""How a text joins names: "A and B", "A, B or C", "A/B" taken apart, and what is said beside a name left out.

The reading is the weakest that the words bear: "A and B or C" gives one of A and C, and one of B and C, which holds
whichever way the words are meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from typing import Final, Literal, NamedTuple

from ceasefire.parties.spelling import fold, hide_brackets, in_brackets, tidy
from ceasefire.parties.words import phrases, says_unknown

Joint = Literal["", ";", ",", "and", "or", "/"]
Known = Callable[[str], bool]
AllOf = tuple[tuple[str, ...], ...]
"""Every inner tuple holds ("and"), each by at least one of its texts ("or")."""

MOST_CLAUSES = 16
"""Where "and" and "or" mixed give more clauses than this, one clause of everybody named stands for them (chosen by hand)."""
_UNSURE: Final = re.compile(r"\?|\s[+\u2013\u2014]\s")
"""Marks after or between names that leave open who is meant: "X?", "X + Y", "X - Y" with a dash."""
SOMEBODY: Final = "?"
"""Stands for somebody who is not named: "et al.". It is a word of `unknown.toml`."""


class Piece(NamedTuple):
    """One part of a text between joints: the joint before it, and its words as they stand."""

    joint: Joint
    words: str


def either_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of these phrases, the longest first, with any spaces between their words."""
    longest = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(r"\s+".join(re.escape(part) for part in phrase.split()) for phrase in longest)


@cache
def _joints() -> re.Pattern[str]:
    and_, or_ = either_of(phrases()["and"]), either_of(phrases()["or"])
    others = either_of(phrases()["others"])
    remark = either_of(phrases()["remarks"])
    return re.compile(
        rf"(?P<others>,?\s+(?:{others})(?=\s*(?:$|[,;])))"
        rf"|(?P<remark>\s+(?=(?:{remark})\b))"
        rf"|(?P<semicolon>\s*;\s*)"
        rf"|(?P<or>\s*,?\s+(?:{or_})\s+)"
        rf"|(?P<and>\s*,?\s+(?:{and_})\s+|\s*&\s*)"
        rf"|(?P<slash>\s*(?<!\d)/\s*|\s*/(?!\d)\s*)"
        rf"|(?P<comma>\s*(?<!\d),\s*|\s*,(?!\d)\s*)",
        re.IGNORECASE,
    )


_JOINT_OF: Final[dict[str, Joint]] = {
    "others": "and",
    "remark": "",
    "semicolon": ";",
    "or": "or",
    "and": "and",
    "slash": "/",
    "comma": ",",
}


def says_and(text: str) -> bool:
    """Return whether an "and" stands between the names of a text, and not commas or slashes alone."""
    return any(found.lastgroup == "and" for found in _joints().finditer(text))


def joints_in_sight(text: str) -> str:
    """Return a text in which a joint is written plainly: "A (or B)" as "A or B", "and / or" as "and/or"."""
    plain = re.sub(r"\band\s*/\s*or\b", "and/or", text, flags=re.IGNORECASE)
    return _joint_in_brackets().sub(r" \1", plain) if "(" in plain or "[" in plain else plain


@cache
def _joint_in_brackets() -> re.Pattern[str]:
    joints = either_of(word for kind in ("and", "or") for word in phrases()[kind] if word.isalpha())
    return re.compile(rf"\s*[(\[]\s*((?:{joints})\s[^()\[\]]+)[)\]]", re.IGNORECASE)


def pieces(text: str, known: Known) -> list[Piece]:
    """Return the parts of a text between its joints; a joint inside brackets, or inside a known spelling, parts nothing.

    What is said beside a name ("backed by B") is left out, up to the next comma or semicolon.
    """
    whole = tidy(text)
    found = list(_cut(whole))
    return list(_without_remarks(_rejoined(whole, found, known)))


class _Span(NamedTuple):
    joint: Joint
    kind: str
    start: int
    end: int


def _cut(text: str) -> Iterator[_Span]:
    joint: Joint = ""
    kind, start = "", 0
    for found in _joints().finditer(hide_brackets(text)):
        name = found.lastgroup or ""
        yield _Span(joint, kind, start, found.start())
        joint, kind, start = _JOINT_OF[name], name, found.end()
    yield _Span(joint, kind, start, len(text))


def _rejoined(text: str, spans: list[_Span], known: Known) -> Iterator[tuple[str, Piece]]:
    """Yield the pieces, the longest run of spans that is one known spelling taken as one piece."""
    at = 0
    while at < len(spans):
        last = next((n for n in range(len(spans) - 1, at, -1) if known(text[spans[at].start : spans[n].end])), at)
        first = spans[at]
        words = text[first.start : spans[last].end].strip()
        if first.kind == "others":
            yield first.kind, Piece("and", SOMEBODY)
        if words:
            yield first.kind, Piece(first.joint, words)
        at = last + 1


def _without_remarks(found: Iterable[tuple[str, Piece]]) -> Iterator[Piece]:
    remark = re.compile(rf"(?:{either_of(phrases()['remarks'])})\b", re.IGNORECASE)
    aside = False
    for kind, piece in found:
        aside = (aside and piece.joint not in (";", ",")) or kind == "remark" or bool(remark.match(piece.words))
        if not aside:
            yield piece


def all_of(text: str, known: Known, reads: Known | None = None) -> AllOf:
    """Return whom a text names, as all-of clauses of one-of texts; empty for a text without a word.

    `known` says of a spelling whether it is one name although it holds a joint ("Armed Forces of A and B", "n/a");
    `reads` of a text whether it names a known party in any way (by default as `known`).
    Semicolons part lists; a comma means what the next "and" or "or" of its list means; a slash binds most closely.
    """
    if known(text):
        return ((tidy(text),),)
    reads = reads or known
    found = [part for piece in pieces(text, known) for part in _joined_in_writing(piece, reads)]
    clauses: list[tuple[str, ...]] = []
    for group in _groups(_with_shared_noun(found, known, reads)):
        clauses += _weakest(_alternatives(group))
    return tuple(dict.fromkeys(clauses))


def _joined_in_writing(piece: Piece, reads: Known) -> list[Piece]:
    """Return the pieces of "X وY", where the word for "and" is written as one with Y: only where both are known."""
    for found in re.finditer(rf"\s+(?:{either_of(phrases()['joined'])})(?=\w)", piece.words):
        one, other = piece.words[: found.start()], piece.words[found.end() :]
        parts = _joined_in_writing(Piece("and", other), reads)
        if reads(one) and all(reads(part.words) for part in parts):
            return [Piece(piece.joint, one), *parts]
    return [piece]


def _with_shared_noun(found: list[Piece], known: Known, reads: Known) -> list[Piece]:
    """Return the pieces, "Xish and Yish warplanes" as "Xish warplanes" and "Yish warplanes" where that is a party's.

    An adjective that is no spelling shares "rebels" too: "Xish and Yish rebels" says nothing of the party X.
    """
    nouns = phrases()["military"] | phrases()["opponents"]
    tail = re.compile(rf".*?\s({either_of(nouns)})\Z")
    shared, made = "", list[Piece]()
    for piece in reversed(found):
        words = f"{piece.words} {shared}"
        adjective = reads(words) and not reads(piece.words)
        if shared in phrases()["opponents"]:
            adjective = " " not in piece.words and reads(piece.words) and not known(piece.words)
        made.append(Piece(piece.joint, words) if shared and adjective else piece)
        own = tail.match(made[-1].words)
        shared = (own[1] if own else shared) if piece.joint in ("and", "or", ",", "/") else ""
    return made[::-1]


def lists(text: str, known: Known) -> list[str]:
    """Return the lists that semicolons part, outside brackets; a known spelling stays whole."""
    whole = tidy(text)
    if known(whole):
        return [whole]
    ends = [found.start() for found in re.finditer(";", hide_brackets(whole))]
    starts = [0, *(end + 1 for end in ends)]
    return [part for a, b in zip(starts, [*ends, len(whole)], strict=True) if (part := whole[a:b].strip())]


@cache
def _attribution() -> tuple[re.Pattern[str], re.Pattern[str]]:
    by = either_of(phrases()["attributions"])
    outlet = either_of(phrases()["outlets"])
    return (
        re.compile(rf"(?:\A|[\s,])(?:{by})\s", re.IGNORECASE),
        re.compile(rf"(?:{by})\s.*|(?:.*[\s-])?(?:{outlet})", re.IGNORECASE),
    )


def is_of_others(text: str) -> bool:
    """Return whether a text says whose the accusation is: "A (per X)", "A, according to X", "A (one newspaper)".

    Then the source itself leaves open who acted.
    """
    outside, inside = _attribution()
    return bool(outside.search(hide_brackets(text))) or any(inside.fullmatch(b) for b in in_brackets(text))


def is_aside(name: str) -> bool:
    """Return whether a part of a list says something about the name before it: "A, allegedly paid".

    It begins with "allegedly" or the like and holds no common noun for persons and no name.
    """
    first, *rest = name.split()
    if fold(first) not in phrases()["asides"]:
        return False
    descriptions = frozenset[str]().union(
        *(phrases()[n] for n in ("descriptions", "fighters", "opponents", "military"))
    )
    return descriptions.isdisjoint(fold(w).strip(".,") for w in rest) and not is_name(" ".join(rest))


def _groups(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the lists that semicolons part."""
    group: list[Piece] = []
    for piece in found:
        if piece.joint == ";" and group:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _alternatives(group: list[Piece]) -> list[list[tuple[str, ...]]]:
    """Return the sides of "or", each a list of what "and" joins, each one name or the names that slashes join."""
    sides: list[list[tuple[str, ...]]] = [[]]
    for piece, joint in zip(group, _meant(group), strict=True):
        if joint == "or":
            sides.append([])
        if joint == "/" and sides[-1]:
            sides[-1][-1] = (*sides[-1][-1], piece.words)
        else:
            sides[-1].append((piece.words,))
    return sides


def _meant(group: list[Piece]) -> list[Joint]:
    """Return the joints of a list, each comma as the word that follows in the list, else the one before, else "and"."""
    words = [piece.joint for piece in group]
    spoken = [joint if joint in ("and", "or") else "" for joint in words]
    meant: list[Joint] = []
    for at, joint in enumerate(words):
        after = next((s for s in spoken[at:] if s), "")
        before = next((s for s in reversed(spoken[:at]) if s), "")
        meant.append(joint if joint != "," else "or" if (after or before) == "or" else "and")
    return meant


def _weakest(sides: list[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """Return clauses that hold if any side does; with one side, its own."""
    size = 1
    for side in sides:
        size *= len(side)
    if size > MOST_CLAUSES and len(sides) > 1:
        return [tuple(dict.fromkeys(name for side in sides for names in side for name in names))]
    return [tuple(dict.fromkeys(name for names in chosen for name in names)) for chosen in product(*sides)]


@cache
def _tokens_of_names() -> tuple[frozenset[str], frozenset[str]]:
    return phrases()["descriptions"], phrases()["particles"]


def is_name(text: str) -> bool:
    """Return whether a text is a plain name and no description: "Jaysh al-Nasr" is, "Islamist factions" is not.

    Every word begins with a capital (or is of a script without them), but for small words inside a name and a last
    "forces" or "troops"; and one of them is no common noun, but in the few names that are listed (`common_names`).
    Nothing longer than eight words is a name.
    """
    if _UNSURE.search(text):
        return False
    words = [w.strip(".,'’\"“”") for w in text.split()]
    if fold(text) in phrases()["common_names"]:
        return all(_like_a_name(w) for w in words)
    while len(words) > 1 and fold(words[-1]) in phrases()["military"]:
        words.pop()
    if not 0 < len(words) <= 8 or says_unknown(text) or not all(_like_a_name(w) for w in words):
        return False
    descriptions, particles = _tokens_of_names()
    plain = descriptions | particles
    return any(any(c.isalpha() for c in w) and fold(w) not in plain for w in words)


def _like_a_name(word: str) -> bool:
    particles = _tokens_of_names()[1]
    return fold(word) in particles or all(
        fold(part) in particles or (bool(part) and not part[0].islower()) for part in re.split(r"[-'’]", word)
    )
