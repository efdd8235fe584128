"""What a reading left: the numbers that nothing accounts for, and the likest sentences that nothing touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ceasefire.reading.model import Claim, Unread
from ceasefire.reading.text.segment import Unit
from ceasefire.reading.unread.numbers import Told, told_by, unread_numbers
from ceasefire.reading.unread.sentences import unread_sentences


def unread(
    folded: str, units: Sequence[Unit], claims: Iterable[Claim], also: Iterable[Told] = (), *, english: bool = True
) -> Unread:
    """Return what claims, and what else is told of the text, leave of it.

    Numbers are found in every language; sentences only in English, of which the weights were learnt.
    """
    told = [*(t for claim in claims for t in told_by(claim)), *also]
    return Unread(
        numbers=unread_numbers(folded, units, told),
        sentences=unread_sentences(folded, units, ((t.start, t.end) for t in told)) if english else (),
    )
