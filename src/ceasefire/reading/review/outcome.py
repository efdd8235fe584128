"""What a review comes to: the statements to file, and the protocol of what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from ceasefire.reading.model import Claim
from ceasefire.reading.review.forms import said
from ceasefire.reading.review.session import Item, Verdict
from ceasefire.reading.statements.tellings import Spot, spot_of
from ceasefire.record import Draft
from ceasefire.vocabulary.wording import plural

_NOT_SLOTS: Final = frozenset(("type", "quote", "start", "end", "rule", "basis", "also"))


def kept(items: Iterable[Item]) -> list[Draft]:
    """Return what is to be filed, in order; of two kinds of one statement on the same words each is filed, the same one once."""
    out: list[Draft] = []
    held: dict[Spot, list[dict[str, Any]]] = {}
    for draft in (d for item in items for d in item.filed):
        bodies = held.setdefault(spot_of(draft), [])
        if draft.body in bodies:
            continue
        bodies.append(dict(draft.body))
        out.append(draft if len(bodies) == 1 else _apart(draft, len(bodies)))
    return out


def _apart(draft: Draft, number: int) -> Draft:
    """Return a draft that stands on the words of another of its kind, so that the record holds both."""
    assert draft.source is not None
    cell = f"{draft.source.cell or ''} {number}".strip()
    body: dict[str, Any] = {**draft.body, "label": f"{draft.body.get('label', '')}-{number}"[:400]}
    return msgspec.structs.replace(draft, body=body, source=msgspec.structs.replace(draft.source, cell=cell))


def slots_of(claim: Claim) -> dict[str, str]:
    """Return the slots of a claim that are filled, in words."""
    told = {name: said(getattr(claim, name)) for name in claim.__struct_fields__ if name not in _NOT_SLOTS}
    return {name: words for name, words in told.items() if words and words != "{}"}


def protocol(items: Sequence[Item], by: str | None = None) -> list[dict[str, Any]]:
    """Return what was decided of each, by whom and why, and what was left undecided, as plain data to keep."""
    return [_entry(item, by) for item in items]


def _entry(item: Item, by: str | None) -> dict[str, Any]:
    claim = item.claim
    out: dict[str, Any] = {
        "verdict": str(item.verdict),
        "type": claim.type.value,
        "kinds": [] if isinstance(item.made, str) else [draft.kind for draft in item.made],
        "quote": claim.quote,
        "span": [claim.start, claim.end],
        "title": item.title,
        "proposed": slots_of(item.proposed) if item.proposed else None,
        "filed": slots_of(claim) if item.verdict in (Verdict.MENDED, Verdict.ADDED) else None,
        "makes_no_statement": item.made if isinstance(item.made, str) else None,
        "reason": item.reason,
        "by": by if item.verdict is not Verdict.UNDECIDED else None,
    }
    return {name: value for name, value in out.items() if value not in (None, "")}


def counted(items: Sequence[Item]) -> str:
    """Return in words how many were accepted, mended, added, refused and left undecided."""
    count = {v: sum(item.verdict is v for item in items) for v in Verdict}
    order = (Verdict.ACCEPTED, Verdict.MENDED, Verdict.ADDED, Verdict.REFUSED, Verdict.UNDECIDED)
    return ", ".join(f"{count[v]} {v}" for v in order)


def coverage_words(claims: int, numbers: int, sentences: int) -> str:
    """Return how much of a text was read: "read 12 claims; 3 numbers and 2 sentences left"."""
    left = [plural(count, noun) for count, noun in ((numbers, "number"), (sentences, "sentence")) if count]
    return f"read {plural(claims, 'claim')}; {' and '.join(left) or 'nothing'} left"
