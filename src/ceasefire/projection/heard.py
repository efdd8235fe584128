"""An entry as rows are filled from it: its body as far as this version understands it, and what it does not."""

from typing import Any

from ceasefire.projection.counted import KEY
from ceasefire.projection.statement_rows import Note, Said
from ceasefire.record import Entry
from ceasefire.record.envelope import instant
from ceasefire.vocabulary import understand
from ceasefire.vocabulary.codes import AsideState


def heard(entry: Entry) -> Said:
    """Return what an entry says, by itself: what others do to it (`Corrections.mark`) is not known yet.

    The envelope and the plain body are not held: 10^5 entries would take 1 GB.
    """
    stated, source = entry.statement, entry.statement.source
    label = stated.body.get("label")
    body, notes = (None, ()) if entry.kind == KEY else _body(entry)
    return Said(
        id=entry.id,
        origin=entry.origin,
        office=entry.office,
        party=entry.party,
        seq=entry.seq,
        kind=entry.kind,
        label=label if isinstance(label, str) else None,
        claimed_at=stated.claimed_at,
        cites=stated.cites,
        supersedes=stated.supersedes,
        address=source.address if source else None,
        publisher=source.publisher if source else None,
        sha256=source.sha256 if source else None,
        row=source.row if source else None,
        cell=source.cell if source else None,
        quote=source.quote if source else None,
        key=stated.key,
        notes=notes,
        body=body,
    )


def _body(entry: Entry) -> tuple[Any, tuple[Note, ...]]:
    """Return the body as far as it is understood, or None; and what is not understood or does not fit."""
    stated = entry.statement
    if instant(stated.claimed_at) is None:
        return None, ((AsideState.DOES_NOT_FIT, f"its time, {stated.claimed_at}, does not exist"),)
    try:
        found = understand(entry.kind, stated.edition, stated.body)
    except ValueError as error:
        return None, ((AsideState.DOES_NOT_FIT, str(error)),)
    if found.unknown:
        state = AsideState.NOT_UNDERSTOOD if found.body is None else AsideState.PARTLY_UNDERSTOOD
        return found.body, ((state, ", ".join(found.unknown)),)
    return found.body, ()
