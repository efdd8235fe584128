"""Codings of shared law side by side: what one office's coding gives, and where the tests differ between codings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ceasefire.api.other_law import OtherLaw
from ceasefire.derive import Setting
from ceasefire.parties.authority import Answering
from ceasefire.parties.authority.answering import Answer as Answers
from ceasefire.vocabulary.codes import Shared

if TYPE_CHECKING:
    from collections.abc import Collection

    import pyarrow as pa

    from ceasefire.agreements import Context
    from ceasefire.agreements.context import Tested
    from ceasefire.agreements.language.model import Instrument, Provision
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.api.tables import HeldTables
    from ceasefire.vocabulary.arrays import Levels

Answer = dict[str, Any]
COMPARED = (Shared.INSTRUMENT, Shared.ZONE, Shared.LIST)
"""What of shared law is compared: what incidents are tested by, wherever an actor stands."""
NOT_CODED = "not_coded"
"""Result of a provision in a coding that does not have it."""


@dataclass(frozen=True, kw_only=True)
class _OfOneThing(Answering):
    """Who answers, but that one thing is asked for as one office codes it."""

    what: Shared
    thing: str
    origin: str

    def of(self, what: Shared, thing: str, coded_by: "Collection[str]") -> Answers:
        if (what, thing) == (self.what, self.thing) and self.origin in coded_by:
            return Answers(self.origin, f"asked for as coded by {self.origin}")
        return super().of(what, thing, coded_by)


def answering_rows(record: "HeldRecord", name: str) -> "pa.Table":
    """Return of the table `parties` or `sources` the rows that answer: of each party or source one office's."""
    from ceasefire.derive import shared_law

    now = record.tables.chosen()
    return shared_law.answering_rows(name, record.table(name), now.answering, now.publisher)


def context_as_coded_by(record: "HeldRecord", office: str) -> "Context":
    """Return what incidents are tested against where an office's codings answer wherever it has one.

    `office` is its name or the origin of its ledger; raises RecordError for one that is not here.
    """
    tables = record.tables
    return _context(tables, replace(tables.chosen().answering, chosen=record.store.origin(office)))


def _context(tables: "HeldTables", answering: Answering) -> "Context":
    """Return the context under which others answer; what does not rest on who answers is the record's own."""
    return OtherLaw(tables, settings={"answering": Setting("", lambda: answering)}).context()


class _Thing(NamedTuple):
    """Something that offices code differently, and the ledgers that code it."""

    what: Shared
    id: str
    ledgers: tuple[str, ...]

    def concerns(self, instrument: "Instrument", provision: "Provision") -> bool:
        """Say whether the tests of a provision may rest on it."""
        from ceasefire.agreements.grounds.named_things import named_things

        if self.what is Shared.INSTRUMENT:
            return instrument.id == self.id
        named = named_things(provision)
        return self.id in (named.lists if self.what is Shared.LIST else named.zones)


def compare(record: "HeldRecord") -> list[Answer]:
    """Return, for each instrument, zone and list with several codings, the tests whose result differs between these.

    A row names the thing, incident, instrument and provision, and in `results` what each coding gives, by ledger;
    `not_coded` where a coding lacks the provision.
    """
    incidents = record.table("incidents")
    return [row for thing in _compared(record) for row in _differing(record, thing, incidents)]


def _compared(record: "HeldRecord") -> Iterator[_Thing]:
    held: dict[tuple[str, str], list[str]] = {}
    for row in record.table("codings").to_pylist():
        held.setdefault((row["what"], row["id"]), []).append(row["ledger"])
    for (what, thing), ledgers in held.items():
        if what in COMPARED and len(ledgers) > 1:
            yield _Thing(Shared(what), thing, tuple(ledgers))


def _differing(record: "HeldRecord", thing: _Thing, incidents: "pa.Table") -> Iterator[Answer]:
    from ceasefire.agreements.scope.results import RESULTS

    given = {ledger: _results(record, thing, ledger, incidents) for ledger in thing.ledgers}
    ids = incidents["incident_id"].to_pylist()
    for provision in sorted({name for one in given.values() for name in one}):
        columns = [one.get(provision) for one in given.values()]
        stacked = np.stack([np.full(len(ids), -1, np.int8) if one is None else one for one in columns])
        for n in np.flatnonzero((stacked != stacked[0]).any(axis=0)).tolist():
            results = [NOT_CODED if code < 0 else str(RESULTS[code]) for code in stacked[:, n].tolist()]
            yield {
                "what": thing.what.value,
                "id": thing.id,
                "incident_id": ids[n],
                "instrument": provision[0],
                "provision": provision[1],
                "results": dict(zip(thing.ledgers, results, strict=True)),
            }


def _results(
    record: "HeldRecord", thing: _Thing, ledger: str, incidents: "pa.Table"
) -> "dict[tuple[str, str], Levels]":
    """Return the result of each test of a provision that a thing concerns, as one office codes it: int8 [incidents]."""
    from ceasefire.agreements.scope.hit_test import HitTest

    now = record.tables.chosen().answering
    answering = _OfOneThing(
        authority=now.authority,
        keys=now.keys,
        chosen=now.chosen,
        named=now.named,
        what=thing.what,
        thing=thing.id,
        origin=ledger,
    )
    context = _context(record.tables, answering)
    tested: Tested = tuple((i, p) for i, p in context.tested if thing.concerns(i, p))
    batches = list(HitTest(context, tested).batches(incidents)) if tested else []
    return {
        (i.id, p.id): np.concatenate([batch.answers[n].result for batch in batches] or [np.empty(0, np.int8)])
        for n, (i, p) in enumerate(tested)
    }
