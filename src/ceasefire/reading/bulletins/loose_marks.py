"""Numbers that words around them take back: "not 5 but 3", "these seven", "looked into all twelve"."""

from __future__ import annotations

from typing import Final

import msgspec

from ceasefire.reading.bulletins.loose_sentences import VERBS, Sentence, segments
from ceasefire.reading.bulletins.word_items import Item

_MARKS: Final = frozenset(("these", "negated", "but", "examined", "except", "us"))
"""Kinds of words that only say something of the numbers beside them."""
_NOT: Final = ("negated", "not_registered", "instead")
_EARLIER: Final = ("yesterday", "date", "since")
_COUNTED: Final = ("num", "none", "rest", "each")
_DENIED: Final = {"not_confirmed": "confirmed", "not_registered": "registered", "denied": "confirmed"}
_EXCEPT: Final = 6
"""Items between a verb that is denied and "except" at most."""
_GAP: Final = 2
_WRONG: Final = "wrong"
_BASE: Final = "base"
"""Kinds of numbers that count nothing: one that is denied, and one of cases told before."""


def without_marks(sentence: Sentence) -> Sentence | None:
    """Return a sentence without such words, and with the numbers that they take back as no counts; None if nothing is left."""
    items = _with_exceptions(sentence.items)
    wrong = _wrong(items)
    back = wrong | _looked_into(items) | _told_before(items)
    kept = tuple(
        msgspec.structs.replace(item, kind=_WRONG if n in wrong else _BASE) if n in back else item
        for n, item in enumerate(items)
        if item.kind not in _MARKS and not (n in back and item.kind != "num")
    )
    return msgspec.structs.replace(sentence, items=kept) if kept else None


def _with_exceptions(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items in which "confirmed none but 3" confirms three, and who accuses "us" says so."""
    us = any(i.kind == "us" for i in items)
    out = [msgspec.structs.replace(i, kind="registered") if us and i.kind == "accused" else i for i in items]
    for at, item in enumerate(items):
        denied = next((n for n in range(at - 1, max(-1, at - _EXCEPT), -1) if items[n].kind in _DENIED), None)
        if item.kind == "except" and denied is not None and [i.kind for i in items[at + 1 : at + 2]] == ["num"]:
            out[denied] = msgspec.structs.replace(items[denied], kind=_DENIED[items[denied].kind])
            for n in range(denied + 1, at):
                out[n] = msgspec.structs.replace(items[n], kind=_BASE) if items[n].kind in ("none", "num") else items[n]
    return tuple(out)


def _wrong(items: tuple[Item, ...]) -> set[int]:
    """Return the numbers, and what denies them, of "not 5 but 3", "3 and not 5", "3, not 5"; not those of a day before."""
    back: set[int] = set()
    for but in (n for n, i in enumerate(items) if i.kind == "but"):
        before = [n for n in range(but) if items[n].kind in ("num", *_NOT)]
        denied = len(before) > 1 and items[before[-1]].kind == "num" and items[before[-2]].kind in _NOT
        if denied and any(i.kind == "num" for i in items[but:]):
            back |= set(before[-2:])
    for n, item in enumerate(items):
        if item.kind == "num" and n not in back and _is_put_right(items, n):
            back.add(n)
    return back


def _is_put_right(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number stands behind "not" or before "instead of", with another number that holds and no day before."""
    denied = [i.kind for i in items[at + 1 : at + 2]] == ["instead_after"] or items[max(0, at - 1)].kind == "instead"
    others = any(i.kind == "num" for n, i in enumerate(items) if n != at)
    return denied and others and not any(i.kind in _EARLIER for i in items)


def _looked_into(items: tuple[Item, ...]) -> set[int]:
    """Return the numbers of cases that somebody only looked into."""
    back: set[int] = set()
    for start, end in segments(items):
        kinds = {i.kind for i in items[start:end]}
        at = [n for n in range(start, end) if items[n].kind == "examined"]
        near = (
            range(start, end) if not kinds & set(VERBS) else [m for n in at for m in (n - 1, n + 1) if start <= m < end]
        )
        back |= {n for n in near if at and items[n].kind == "num"}
    return back


def _told_before(items: tuple[Item, ...]) -> set[int]:
    """Return the numbers behind "these" in a sentence that counts something else: "of these seven it confirmed two"."""
    found = {
        n
        for n in range(1, len(items))
        if items[n].kind == "num" and items[n - 1].kind == "these" and items[n].start - items[n - 1].end < _GAP
    }
    others = any(i.kind in _COUNTED for n, i in enumerate(items) if n not in found)
    return found if others else set()
