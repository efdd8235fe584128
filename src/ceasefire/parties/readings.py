"""Under which words a name may be known: without what stands around it, its unit, its place, its "forces"."""

import re
from collections.abc import Iterable
from functools import cache

from ceasefire.parties.names import either_of, is_name, is_of_others
from ceasefire.parties.spelling import fold, tidy, unquoted, without_brackets
from ceasefire.parties.words import phrases, says_unknown


@cache
def before(which: str) -> re.Pattern[str]:
    """Return the pattern of words before a noun of one list of phrases: "X" in "X troops"."""
    return re.compile(rf"(.+?)\s(?:{either_of(phrases()[which])})", re.IGNORECASE)


def is_proper(name: str) -> bool:
    """Return whether words are a proper name, alone or before "fighters", and not common nouns."""
    bare = led(unquoted(without_brackets(name)))
    tail = before("fighters").fullmatch(bare) or before("opponents").fullmatch(bare)
    return is_name(tail[1] if tail else bare)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns in which `of` is the party: "UNIT of X", "X's UNIT", "X in PLACE"."""
    units, places = either_of(phrases()["units"]), either_of(phrases()["places"])
    return (
        re.compile(rf".*\b(?:{units}) of (?P<of>.+)", re.IGNORECASE),
        re.compile(rf"(?P<of>.+?)['’]s?\s(?:.*\s)?(?:{units})", re.IGNORECASE),
        re.compile(rf"(?P<of>.+?)\s(?:{places})\s.+", re.IGNORECASE),
    )


@cache
def _hedge() -> re.Pattern[str]:
    hedges, backings = either_of(phrases()["hedges"]), either_of(phrases()["backings"])
    return re.compile(rf"(?:(?:{hedges}|[^\s-]+-(?:{backings}))\s+)+", re.IGNORECASE)


@cache
def _tail(which: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{either_of(phrases()[which])})\Z")


def led(words: str) -> str:
    """Return words without what may stand before a name ("suspected", "either", "Y-backed")."""
    return _hedge().sub("", words, count=1) if _hedge().match(words) else words


def readings_of(name: str) -> Iterable[str]:
    """Yield the words under which a name may be known, the closest to those of the source first."""
    whole = unquoted(tidy(name))
    bare = unquoted(without_brackets(name))
    yield from (whole, bare, led(whole), led(bare))
    for pattern in _patterns():
        if found := pattern.fullmatch(led(bare)):
            yield led(found["of"])


def with_tails(words: str) -> Iterable[str]:
    """Yield a folded name and what it is without "forces", "fighters" and the like."""
    stem = re.sub(r"['’]s?\Z", "", _tail("military").sub("", words))
    yield from dict.fromkeys((words, stem, f"{stem} forces", _tail("fighters").sub("", words)))


def are_troops(text: str) -> bool:
    """Return whether a description is of regular troops ("soldiers"): they may be of any side, one's own too."""
    return bool(re.fullmatch(rf"(?:.*\s)?(?:{either_of(phrases()['military'])})", fold(without_brackets(text))))


def are_of_no_state(text: str) -> bool:
    """Return whether a description is surely of persons who act for no State: "rebels in PLACE", "terrorist groups".

    Whoever is "X-backed" or "loyalist" may act for one, and what brackets add may say anything.
    """
    words = fold(text)
    if says_unknown(text) or is_of_others(text) or without_brackets(words) != words or _backed().search(words):
        return False
    found = _no_state().fullmatch(words)
    return found is not None and _may_be_of_a_state().isdisjoint(re.findall(r"[^\W_]+", found["kind"] or ""))


@cache
def _backed() -> re.Pattern[str]:
    return re.compile(rf"\S-(?:{either_of(phrases()['backings'])})\b")


@cache
def _may_be_of_a_state() -> frozenset[str]:
    """Return the words before a noun of `no_state` that leave open who is meant: "loyalist militants", "raids on rebels"."""
    return phrases()["organs"] | phrases()["places"] | phrases()["against"] | {"by", "of", "on"}


@cache
def _no_state() -> re.Pattern[str]:
    nouns, tails = either_of(phrases()["no_state"]), either_of(phrases()["places"] | phrases()["against"])
    return re.compile(rf"(?:(?P<kind>.*?)\s)?(?:{nouns})(?:\s(?:{tails})\s.+)?")


def body_before(text: str) -> str | None:
    """Return the name in "NAME fighters" and "NAME in PLACE", where NAME is a plain name; None where there is none.

    Before "fighters" a name counts only where it holds a word of armed bodies or a number ("Jaysh al-Nasr", "M23"):
    "Druze gunmen" and "Eastern Valley rebels" name no body.
    """
    place = re.compile(rf"(.+?)\s(?:{either_of(phrases()['places'])})\s.+").fullmatch(text)
    if place and is_name(place[1]):
        return place[1]
    if place and (inner := body_before(place[1])):
        return inner
    tail = re.compile(rf"(.+?)\s(?:{either_of(phrases()['fighters'] | phrases()['opponents'])})").fullmatch(text)
    if not tail or not is_name(tail[1]):
        return None
    words = set(re.findall(r"[^\W_]+", fold(tail[1])))
    return tail[1] if words & phrases()["bodies"] or any(c.isdigit() for c in tail[1]) else None
