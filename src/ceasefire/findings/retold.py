"""Whose word a report is where a charter names the offices of the body that it names as its source.

Another office may retell what such a body says. It stays what that office tells: the body speaks by its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from ceasefire.parties import Speakers
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary.distinct_rows import distinct_rows

_NAMES = ("source", "publisher", "denied_by", "ledger")


@dataclass(frozen=True)
class Retold:
    """The bodies that have offices under the charter in force, and the body of each such office's ledger by its origin."""

    bodies: frozenset[str] = frozenset()
    own: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, authority: Authority) -> "Retold":
        """Return those of the charter in force; without one no body has an office, and every account stands as it is told."""
        version = authority.in_force
        if version is None:
            return cls()
        own = {origin: body for (origin, key), body in version.offices.items() if authority.keys.get(origin) == key}
        return cls(frozenset(version.offices.values()), own)

    def by(self, body: str, ledger: str | None) -> str | None:
        """Return the ledger that tells what a body says, None where it is the body's own or the body has no office."""
        return ledger if body in self.bodies and self.own.get(ledger or "") != body else None

    def tellers(self, reports: pa.Table, speakers: Speakers) -> pa.Table:
        """Return reports with their `ledger` left only where it matters: where it retells a body that has an office.

        So reports that say alike are alike whoever filed them, in the greater part of every record.
        """
        place = reports.schema.names.index("ledger")
        if not self.bodies or not len(reports):
            return reports.set_column(place, "ledger", pa.nulls(len(reports), pa.string()))
        distinct = distinct_rows(reports[name] for name in _NAMES)
        held = reports.select(_NAMES).take(pa.array(distinct.first))
        rows = zip(*(held[name].to_pylist() for name in _NAMES), strict=True)
        kept = pa.array([self._kept(row, speakers) for row in rows], pa.string())
        return reports.set_column(place, "ledger", kept.take(pa.array(distinct.which)))

    def _kept(self, row: tuple[str | None, ...], speakers: Speakers) -> str | None:
        source, publisher, denied_by, ledger = row
        bodies = {one.body for one in (*speakers.of(source, publisher), *speakers.of(denied_by))}
        return ledger if any(self.by(body, ledger) is not None for body in bodies) else None
