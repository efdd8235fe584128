"""What a reading left: the numbers that nothing accounts for, and the likest sentences that nothing touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from ceasefire.reading.model import Claim, Unread, UnreadNumber, UnreadSentence
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.segment import Unit, segment
from ceasefire.reading.text.unwrap import Unwrapped, unwrap
from ceasefire.reading.unread.numbers import Told, told_by, unread_numbers
from ceasefire.reading.unread.sentences import unread_sentences

_Part = TypeVar("_Part", UnreadNumber, UnreadSentence)


def unread(whole: Unwrapped, units: Sequence[Unit], claims: Iterable[Claim], also: Iterable[Told] = ()) -> Unread:
    """Return what claims, and what else is told of the text, leave of it, pointing at the text as it came.

    Claims, told and units are those of the joined text. Numbers are found in every language; sentences only where a unit
    is read, which are those in English.
    """
    folded = fold(whole.text)
    told = [*(t for claim in claims for t in told_by(claim)), *also]
    sentences = unread_sentences(folded, units, ((t.start, t.end) for t in told))
    return Unread(
        numbers=tuple(_moved(n, whole, sentence=whole.back(*n.sentence)) for n in unread_numbers(folded, units, told)),
        sentences=tuple(_moved(s, whole) for s in sentences),
    )


def unread_of(text: str, claims: Iterable[Claim], also: Iterable[Told] = (), *, english: bool) -> Unread:
    """Return what claims of a text as it came leave of it; sentences only of an English text."""
    whole = unwrap(text)
    told = [t for claim in claims for t in told_by(claim)] + [*also]
    moved = (msgspec.structs.replace(t, start=s, end=e) for t in told for s, e in (whole.forth(t.start, t.end),))
    left = unread(whole, segment(fold(whole.text)), (), moved)
    return left if english else msgspec.structs.replace(left, sentences=())


def _moved(one: _Part, whole: Unwrapped, **more: object) -> _Part:
    start, end = whole.back(one.start, one.end)
    return msgspec.structs.replace(one, start=start, end=end, **more)
