"""Find letters that must stand in every match of a pattern, so that most sentences are passed over without trying it.

Patterns here are those of the lexicon: letters, classes, `(?:a|b)`, and the quantifiers `?`, `*`, `+`, `{m,n}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECE = re.compile(
    r"(?P<open>\(\?:)|(?P<close>\))|(?P<bar>\|)|(?P<wide>\[[^\]]*\]|\\\w)|(?P<letter>[^\\\[\]().*+?{}^$])"
)
_OFTEN = re.compile(r"(?P<maybe>[?*]|\{0?,\d*\}|\{0\})|\+|\{[1-9]\d*(?:,\d*)?\}")

Stems = frozenset[str]
"""Letters of which at least one run stands in every match; empty where nothing is certain."""


def stems_of(forms: Iterable[str]) -> tuple[str, ...]:
    """Return runs of letters of which at least one stands in each match of any form, none within another.

    Raises ValueError for a form that certainly holds no run of letters, or that is not of the patterns read here.
    """
    found: set[str] = set()
    for form in forms:
        stems, end = _alternatives(form, 0)
        if end != len(form) or not stems:
            raise ValueError(f"no letters are certain in {form!r}")
        found |= stems
    return tuple(sorted(stem for stem in found if not any(other in stem for other in found - {stem})))


def _alternatives(form: str, at: int) -> tuple[Stems, int]:
    """Return the stems of `a|b|c` from a place on, and where it ends: nothing is certain unless it is in each."""
    all_stems: list[Stems] = []
    while True:
        stems, at = _sequence(form, at)
        all_stems.append(stems)
        if form[at : at + 1] != "|":
            return (frozenset().union(*all_stems) if all(all_stems) else frozenset()), at
        at += 1


def _sequence(form: str, at: int) -> tuple[Stems, int]:
    """Return the most telling stems of pieces that follow one another, and where they end."""
    choices: list[Stems] = []
    run = ""
    while at < len(form) and form[at] not in "|)":
        letters, stems, at = _piece(form, at)
        often = _OFTEN.match(form, at)
        if often:
            at = often.end()
            letters, stems = "", frozenset() if often["maybe"] else (stems or _certain(letters))
        if letters:
            run += letters
            continue
        choices += [_certain(run), stems]
        run = ""
    return max([*choices, _certain(run)], key=_telling), at


def _piece(form: str, at: int) -> tuple[str, Stems, int]:
    """Return one piece as a letter or as the stems of a group, and where it ends."""
    piece = _PIECE.match(form, at)
    if piece is None:
        raise ValueError(f"{form!r} is not of the patterns read here (at {at})")
    if piece["open"]:
        stems, at = _alternatives(form, piece.end())
        return "", stems, at + 1
    return piece["letter"] or "", frozenset(), piece.end()


def _certain(run: str) -> Stems:
    return frozenset([run]) if run.strip() else frozenset()


def _telling(stems: Stems) -> tuple[int, int]:
    """Rank stems: the longer their shortest run, the better; then the fewer they are."""
    return min((len(stem.strip()) for stem in stems), default=0), -len(stems)
