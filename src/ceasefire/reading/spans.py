"""Claims and counts moved between a text as it came and the same text with its lines joined."""

from __future__ import annotations

import msgspec

from ceasefire.reading.bulletins.model import Bulletin
from ceasefire.reading.model import Check, Claim
from ceasefire.reading.text.unwrap import Unwrapped


def as_it_came(claim: Claim, whole: Unwrapped) -> Claim:
    """Return a claim of the joined text pointing at the text as it came, with the words that stand there."""
    start, end = whole.back(claim.start, claim.end)
    also = tuple(whole.back(*span) for span in claim.also)
    return msgspec.structs.replace(claim, start=start, end=end, quote=whole.source[start:end], also=also)


def as_joined(claim: Claim, whole: Unwrapped) -> Claim:
    """Return a claim of the text as it came pointing at the joined text."""
    start, end = whole.forth(claim.start, claim.end)
    also = tuple(whole.forth(*span) for span in claim.also)
    return msgspec.structs.replace(claim, start=start, end=end, quote=whole.text[start:end], also=also)


def check_as_it_came(check: Check, whole: Unwrapped) -> Check:
    """Return a check of the joined text pointing at the text as it came."""
    start, end = whole.back(check.start, check.end)
    return msgspec.structs.replace(check, start=start, end=end)


def bulletin_as_it_came(bulletin: Bulletin, whole: Unwrapped) -> Bulletin:
    """Return the counts of a bulletin pointing at the text as it came, with the words that stand there."""
    entries, slips = [], []
    for entry in bulletin.entries:
        start, end = whole.back(entry.start, entry.end)
        entries.append(msgspec.structs.replace(entry, start=start, end=end, quote=whole.source[start:end]))
    for slip in bulletin.slips:
        start, end = whole.back(slip.start, slip.end)
        slips.append(msgspec.structs.replace(slip, start=start, end=end))
    return msgspec.structs.replace(bulletin, entries=tuple(entries), slips=tuple(slips))
