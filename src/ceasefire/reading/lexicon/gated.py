"""Patterns that are tried only on texts in which letters stand that each of their matches has.

Most sentences have none of the words of a pattern. That letters do not stand in a text is seen far sooner than that a
pattern does not match it, so the letters are taken from the pattern itself and looked for first. The answers are the same.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

_GRAMMAR: Final[Any] = importlib.import_module("re._parser")
"""The parser of patterns that `re` itself uses; where it changes, the tests of this module show it."""
_MOST: Final = 64
"""The most runs of letters that parts of a pattern are put together to; chosen by hand."""
_DEAREST: Final = 160
"""The most runs that are looked for; patterns of so many words take far longer. Chosen by hand."""
_COMMON: Final = frozenset(("from", "have", "that", "their", "this", "were", "with"))
"""Longer words that stand in most sentences, so that looking for them tells little."""
_CLASS: Final = 6
"""The most letters of a class that are told apart: "[Ii]n" begins with one of two."""
_ALWAYS: Final = 30
"""What a common or short word weighs beside a long one; chosen by hand."""
_ENDLESS: Final = sys.maxsize

_CASED: Final = re.compile(r"\(\?[a-zA-Z]*-?i|-(?:\\[uxNU]|[^\x00-\x7f])")
"""What tells capitals apart again, and ranges of letters beyond ASCII, some of which are another form of an ASCII one."""
_AS_WRITTEN: Final = re.compile(r"\\.|\(\?P[<=]\w+|[A-Z]", re.S)
"""Escapes and names of groups, which stay as they are, and capitals."""

Letters = frozenset[str]
_NOTHING: Final[Letters] = frozenset(("",))


class _Seen(msgspec.Struct, frozen=True):
    """What is known of a part of a pattern: all that it can match, where that is few, and runs of which one must stand."""

    all: Letters | None
    one_of: Letters


class Gated:
    """A compiled pattern with the letters of which some stand in every text that it matches.

    Where the pattern passes over the difference of small letters and capitals, a text in ASCII is searched in small
    letters for its first match, which takes a quarter of the time; the match itself is then made on the text as it stands.
    """

    __slots__ = ("_letters", "_small", "compiled", "fullmatch", "match")

    def __init__(self, compiled: re.Pattern[str]) -> None:
        self.compiled = compiled
        self._letters: tuple[str, ...] | None = None
        self._small: re.Pattern[str] | None = None
        self.match = compiled.match
        self.fullmatch = compiled.fullmatch

    def may_stand(self, text: str) -> bool:
        """Return whether a text has the letters of a match; one with letters beyond ASCII may, as their small forms are many."""
        return not text.isascii() or self._has_letters(text.lower())

    def _has_letters(self, low: str) -> bool:
        letters = self._letters
        if letters is None:
            letters = self._letters = letters_of(self.compiled)
            self._small = _in_small_letters(self.compiled)
        for run in letters:
            if run in low:
                return True
        return not letters

    def search(self, text: str, start: int = 0, stop: int = _ENDLESS) -> re.Match[str] | None:
        """Return the first match between two offsets."""
        if text.isascii():
            low = text.lower()
            if not self._has_letters(low):
                return None
            if self._small is not None:
                found = self._small.search(low, start, stop)
                return self.compiled.search(text, found.start(), stop) if found else None
        return self.compiled.search(text, start, stop)

    def finditer(self, text: str, start: int = 0, stop: int = _ENDLESS) -> Iterator[re.Match[str]]:
        """Return the matches between two offsets, in order."""
        found = self.search(text, start, stop)
        while found and found.end() > found.start():
            yield found
            found = self.search(text, found.end(), stop)
        if found:  # of nothing: `re` knows how to go on behind it
            yield from self.compiled.finditer(text, found.start(), stop)


def gated(pattern: str, flags: int = 0) -> Gated:
    """Return a pattern that is tried only where its letters stand; it takes what `re.compile` does."""
    return Gated(re.compile(pattern, flags))


def _in_small_letters(compiled: re.Pattern[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds in a text in small letters what another, blind to capitals, does; None where that is not sure."""
    if not compiled.flags & re.IGNORECASE or _CASED.search(compiled.pattern):
        return None
    small = _AS_WRITTEN.sub(lambda part: part[0] if len(part[0]) > 1 else part[0].lower(), compiled.pattern)
    return re.compile(small, compiled.flags & ~re.IGNORECASE)


def letters_of(compiled: re.Pattern[str]) -> tuple[str, ...]:
    """Return runs of small letters of which one at least stands in each text in ASCII that a pattern matches; none where they are too many."""
    seen = _of_all(_GRAMMAR.parse(compiled.pattern, compiled.flags))
    best = _better(seen.one_of, seen.all or _NOTHING)
    return () if _often(best) > _DEAREST else _none_within(best)


def letters_of_forms(forms: Iterable[str]) -> tuple[str, ...]:
    """Return runs of small letters of which one at least stands in each text in ASCII that one of some patterns matches.

    They may be many: a list of words is told by them once. Raises ValueError for a pattern that certainly holds no run.
    """
    found: set[str] = set()
    for form in forms:
        letters = letters_of(re.compile(form))
        if not any(run.strip() for run in letters):
            raise ValueError(f"no letters are certain in {form!r}")
        found |= set(letters)
    return _none_within(found)


def _none_within(runs: Iterable[str]) -> tuple[str, ...]:
    """Return runs without those in which another stands, which say no more than it."""
    kept = set(runs)
    return tuple(sorted(one for one in kept if not any(other in one for other in kept - {one})))


def _better(first: Letters, second: Letters) -> Letters:
    """Return those of two sets of runs that stand in fewer texts."""
    return min(first, second, key=_often)


def _often(runs: Letters) -> int:
    """Return roughly how often one of some runs stands in a text: long words seldom, common ones nearly always."""
    if "" in runs:
        return _ENDLESS
    bare = [run.strip() for run in runs]
    return sum(_ALWAYS if len(run) < 3 or run in _COMMON else 4 if len(run) == 3 else 1 for run in bare)


def _of_all(parts: Iterable[Any]) -> _Seen:
    """Return what is known of parts that stand one after another."""
    run: Letters = _NOTHING
    best: Letters = _NOTHING
    whole = True
    for part in parts:
        seen = _of(part)
        joined = _joined(run, seen.all)
        best = _better(best, seen.one_of)
        if joined is None:
            best, whole = _better(best, run), False
            run = _NOTHING if seen.all is None else seen.all
        else:
            run = joined
    return _Seen(run if whole else None, _better(best, run))


def _joined(before: Letters, after: Letters | None) -> Letters | None:
    """Return what two parts can match together; None where that is not known, or too much."""
    if after is None or len(before) * len(after) > _MOST:
        return None
    return frozenset(one + other for one in before for other in after)


def _of(part: tuple[Any, Any]) -> _Seen:
    """Return what is known of one part of a parsed pattern."""
    kind, value = str(part[0]), part[1]
    if kind == "LITERAL":
        return _Seen(frozenset((chr(value).lower(),)), _NOTHING)
    if kind == "IN":
        return _Seen(_of_class(value), _NOTHING)
    if kind == "SUBPATTERN":
        return _of_all(value[-1])
    if kind == "BRANCH":
        return _of_branches([_of_all(branch) for branch in value[1]])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_repeated(value[0], value[1], _of_all(value[2]))
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return _Seen(_NOTHING, _NOTHING)
    return _Seen(None, _NOTHING)


def _of_class(members: list[tuple[Any, Any]]) -> Letters | None:
    if len(members) > _CLASS or any(str(kind) != "LITERAL" for kind, _ in members):
        return None
    return frozenset(chr(value).lower() for _, value in members)


def _of_branches(branches: list[_Seen]) -> _Seen:
    wholes = [seen.all for seen in branches]
    known = frozenset[str]().union(*(runs for runs in wholes if runs is not None))
    one_of = frozenset[str]().union(*(_better(seen.one_of, seen.all or _NOTHING) for seen in branches))
    return _Seen(known if None not in wholes and len(known) <= _MOST else None, one_of)


def _of_repeated(least: int, most: int, seen: _Seen) -> _Seen:
    if least == 0:
        both = None if most > 1 or seen.all is None else seen.all | _NOTHING
        return _Seen(both, _NOTHING)
    return _Seen(seen.all if least == most == 1 else None, _better(seen.one_of, seen.all or _NOTHING))
