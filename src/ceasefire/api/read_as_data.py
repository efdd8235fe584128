"""What was read in a document as plain data: in the reading schema, and with all that stands beside it."""

from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire.reading import ClaimType, to_schema
from ceasefire.reading.bulletins.in_schema import with_counts

if TYPE_CHECKING:
    from ceasefire.api.reading import Read


def schema_of(one: "Read") -> dict[str, Any]:
    """Return a reading in the reading schema; a bulletin's counts stand among the figures, positions are left out."""
    out = to_schema(one.reading)
    return with_counts(out, one.bulletin) if one.bulletin else out


def details_of(one: "Read") -> dict[str, Any]:
    """Return all that was read in a document as plain data: the schema, positions, tallies, properties, what was refused."""
    document = msgspec.to_builtins(one.document)
    del document["text"]
    rejected = (*one.reading.rejected, *one.facts.rejected)
    return {
        **document,
        **to_schema(one.reading),
        "date": document.get("date"),
        "date_basis": one.document.date_basis,
        "languages": one.reading.languages,
        "not_read": one.not_read,
        "positions": [
            {"quote": c.quote, "span": [c.start, c.end], "kind": c.kind, "source": c.attribution, "blamed": c.blamed}
            for c in one.reading.claims
            if c.type is ClaimType.POSITION
        ],
        "tallies": [msgspec.to_builtins(e) for e in one.bulletin.entries] if one.bulletin else [],
        "slips": [msgspec.to_builtins(s) for s in one.bulletin.slips] if one.bulletin else [],
        "properties": [
            {
                "thing": t.thing,
                "property": t.property,
                "value": t.value,
                "source": t.said_by,
                "quote": t.claim.quote,
                "span": [t.claim.start, t.claim.end],
            }
            for t in one.facts.told
        ],
        "unread": unread_of(one),
        "rejected": [{"quote": r.claim.quote, "reason": r.reason, "rule": r.claim.rule} for r in rejected],
    }


def unread_of(one: "Read") -> dict[str, Any]:
    """Return as plain data what a reading left: how much was read, each number and each sentence with its span."""
    return {
        "coverage": one.coverage,
        "numbers": [
            {
                "words": n.words,
                "span": [n.start, n.end],
                "value": {"low": n.count.low, "high": n.count.high, "vague": n.count.vague},
                "sentence": list(n.sentence),
            }
            for n in one.unread.numbers
        ],
        "sentences": [
            {
                "quote": one.document.text[s.start : s.end],
                "span": [s.start, s.end],
                "likeness": s.likeness,
                "like": s.like,
            }
            for s in one.unread.sentences
        ],
    }
