"""Read a batch of incidents into plain arrays: places, times, and each distinct set of names once."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.agreements.clocks.calendar_time import BEGINNING, END
from ceasefire.agreements.scope.places.positions import Positions
from ceasefire.agreements.scope.places.zone_index import radius_classes
from ceasefire.agreements.scope.who_what.deaths import WAYS, deaths_told
from ceasefire.agreements.scope.who_what.names import Names
from ceasefire.agreements.scope.who_what.reason_cache import NameSets
from ceasefire.vocabulary.arrays import Codes, Floats, Ints

_MARK: Final = "\x1f"
"""Joins the names of a set into one text: the unit separator, which no name of a source holds."""
_NEEDED: Final = ("incident_id", "utc_start", "utc_end", "lat", "lon", "event_types", "actors_alleged", "targets")


@dataclass(frozen=True, slots=True)
class _TextSets:
    """The distinct sets of texts in one column.

    distinct: each set sorted, without repetition
    which:    int64 [n], for each incident the number of its set in `distinct`
    """

    distinct: list[tuple[str, ...]]
    which: Ints


class IncidentArrays:
    """One batch of incidents as arrays.

    ids:       string [n], Arrow
    start:     int64 [n], seconds since 1970 (UTC); BEGINNING where not known
    end:       int64 [n], seconds since 1970 (UTC), not included; END where not known
    positions: places and times, see `Positions`

    Raises ValueError naming a column that is missing, or an incident that ends before it starts.
    """

    def __init__(self, batch: "pa.Table") -> None:
        missing = [name for name in _NEEDED if name not in batch.column_names]
        if missing:
            raise ValueError(f"the incidents table has no column {', '.join(missing)}")
        self._batch, self.size = batch, batch.num_rows
        self.ids = _one(batch.column("incident_id").cast(pa.string()))
        self.start, self.end = self._times()
        self.positions = self._positions()
        self._actors, self._targets = self._sets("actors_alleged"), self._sets("targets")
        self._acts = _both(self._sets("event_types"), self._sets("categories"))
        self._exempt_by, self._basis = self._sets("exempt_by"), self._sets("exempt_basis")
        killed = np.maximum(self._whole("killed_low", 0), self._whole("killed_high", 0))
        low, high = self._whole("civilians_killed_low", -1), self._whole("civilians_killed_high", -1)
        self._deaths = deaths_told(low, high, killed)

    def nobody(self) -> NameSets:
        """Return the empty set of names for every incident, for answers that depend on time alone."""
        return NameSets([Names()], np.zeros(self.size, np.int64))

    def actors(self) -> NameSets:
        """Return the distinct sets of alleged actors."""
        return NameSets([Names(actors=a) for a in self._actors.distinct], self._actors.which)

    def acts(self) -> NameSets:
        """Return the distinct sets of acts: event types and categories together."""
        return NameSets([Names(acts=a) for a in self._acts.distinct], self._acts.which)

    def acts_and_targets(self) -> NameSets:
        """Return the distinct sets of acts, targets, and what is told of civilians killed."""
        pairs, pair = _pairs(self._acts, self._targets)
        found, which = np.unique(pair * WAYS + self._deaths, return_inverse=True)
        told = ((*pairs[of // WAYS], of % WAYS) for of in found.tolist())
        acts, targets = self._acts.distinct, self._targets.distinct
        return NameSets(
            [Names(acts=acts[i], targets=targets[j], deaths=d) for i, j, d in told], np.asarray(which, np.int64)
        )

    def targets_and_claims(self) -> NameSets:
        """Return the distinct sets of targets, assertions of exemption, and their grounds."""
        claims, claim = _pairs(self._exempt_by, self._basis)
        pairs, which = _pairs(self._targets, _TextSets([()] * len(claims), claim))
        made = [
            Names(
                targets=self._targets.distinct[i],
                exempt_by=self._exempt_by.distinct[claims[j][0]],
                exempt_basis=self._basis.distinct[claims[j][1]],
            )
            for i, j in pairs
        ]
        return NameSets(made, which)

    def _times(self) -> tuple[Ints, Ints]:
        start, end = self._seconds("utc_start", BEGINNING), self._seconds("utc_end", END)
        known = (start != BEGINNING) & (end != END)
        if (known & (end < start)).any():
            row = int(np.flatnonzero(known & (end < start))[0])
            raise ValueError(f"incident {self.ids[row]} ends before it starts")
        return start, end

    def _seconds(self, name: str, unknown: int) -> Ints:
        column = _one(self._batch.column(name)).cast(pa.timestamp("s", tz="UTC")).cast(pa.int64())
        return np.asarray(column.fill_null(unknown).to_numpy(zero_copy_only=False), np.int64)

    def _floats(self, name: str) -> Floats:
        if name not in self._batch.column_names:
            return np.full(self.size, np.nan)
        column = _one(self._batch.column(name)).cast(pa.float64())
        return np.asarray(column.fill_null(float("nan")).to_numpy(zero_copy_only=False), np.float64)

    def origins(self) -> Positions:
        """Return from where the incidents were done, as far as reports tell it, and when they were."""
        return self._positions("origin_", "origin_precision")

    def _positions(self, prefix: str = "", precision: str = "place_precision") -> Positions:
        lat, lon, radius = (self._floats(prefix + name) for name in ("lat", "lon", "radius_km"))
        units, unit = self._words(prefix + "admin1")
        countries, country = self._words(prefix + "country")
        return Positions(
            lat=lat,
            lon=lon,
            radius_class=radius_classes(lat, lon, radius, self._precision(precision)),
            unit=unit,
            units=units,
            country=country,
            countries=countries,
            start=self.start,
            end=self.end,
        )

    def _precision(self, name: str) -> Ints:
        return self._whole(name, 0)

    def _whole(self, name: str, untold: int) -> Ints:
        """Return a column of whole numbers: int64 [n], `untold` where there is none."""
        if name not in self._batch.column_names:
            return np.full(self.size, untold, np.int64)
        column = _one(self._batch.column(name)).cast(pa.int64()).fill_null(untold)
        return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)

    def _words(self, name: str) -> tuple[tuple[str, ...], Codes]:
        """Return the distinct texts of a column, and the number of each incident's, -1 where it has none."""
        if name not in self._batch.column_names:
            return (), np.full(self.size, -1, np.int32)
        coded = _one(self._batch.column(name)).cast(pa.string()).dictionary_encode()
        which = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return tuple(coded.dictionary.to_pylist()), np.asarray(which, np.int32)

    def _sets(self, name: str) -> _TextSets:
        if name not in self._batch.column_names:
            return _TextSets([()], np.zeros(self.size, np.int64))
        column = _one(self._batch.column(name))
        if column.values.null_count:
            column = pa.array([[v for v in row or () if v is not None] for row in column.to_pylist()], column.type)
        joined = pc.binary_join(column.cast(pa.list_(pa.string())), _MARK).fill_null("")
        coded = joined.dictionary_encode()
        distinct = [tuple(sorted({n for n in text.split(_MARK) if n})) for text in coded.dictionary.to_pylist()]
        return _merged(distinct, np.asarray(coded.indices.to_numpy(zero_copy_only=False), np.int64))


def _one(column: "pa.ChunkedArray") -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _merged(distinct: list[tuple[str, ...]], which: Ints) -> _TextSets:
    """Give sets that differ only in order or repetition one number."""
    numbers: dict[tuple[str, ...], int] = {}
    renumber = np.array([numbers.setdefault(d, len(numbers)) for d in distinct] or [0], np.int64)
    return _TextSets(list(numbers) or [()], renumber[which])


def _both(a: _TextSets, b: _TextSets) -> _TextSets:
    """Join two columns of one kind: event types and, where given, categories."""
    pairs, which = _pairs(a, b)
    return _merged([tuple(sorted({*a.distinct[i], *b.distinct[j]})) for i, j in pairs], which)


def _pairs(a: _TextSets, b: _TextSets) -> tuple[list[tuple[int, int]], Ints]:
    wide = len(b.distinct)
    found, which = np.unique(a.which * wide + b.which, return_inverse=True)
    return [divmod(int(f), wide) for f in found], np.asarray(which, np.int64)
