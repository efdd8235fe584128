"""Reads a batch of incidents into plain arrays: places, times, and each distinct set of names once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ceasefire.agreements.clocks.calendar_time import BEGINNING, END
from ceasefire.agreements.scope.elements import Names
from ceasefire.agreements.scope.zones import Spot
from ceasefire.agreements.three_valued import Codes, Reason, Reasons, agreed

Numbers = NDArray[np.int64]
_MARK: Final = "\x1f"
_NEEDED: Final = ("incident_id", "utc_start", "utc_end", "lat", "lon", "event_types", "actors_alleged", "targets")


@dataclass(frozen=True, slots=True)
class Sets:
    """Distinct sets of names and, for each incident, the number of its set."""

    distinct: list[tuple[str, ...]]
    which: Numbers


class Columns:
    """One batch of incidents as arrays; raises ValueError naming a column that is missing."""

    def __init__(self, batch: "pa.Table") -> None:
        missing = [name for name in _NEEDED if name not in batch.column_names]
        if missing:
            raise ValueError(f"the incidents table has no column {', '.join(missing)}")
        self.batch, self.size = batch, batch.num_rows
        self.ids = _one(batch.column("incident_id").cast(pa.string()))
        self.start, self.end = self._times()
        self.spot = self._spot()
        self._actors, self._targets = self._sets("actors_alleged"), self._sets("targets")
        self._acts = _both(self._sets("event_types"), self._sets("categories"))
        self._exempt_by, self._basis = self._sets("exempt_by"), self._sets("exempt_basis")

    def _times(self) -> tuple[Numbers, Numbers]:
        start, end = self._seconds("utc_start", BEGINNING), self._seconds("utc_end", END)
        known = (start != BEGINNING) & (end != END)
        if (known & (end < start)).any():
            row = int(np.flatnonzero(known & (end < start))[0])
            raise ValueError(f"incident {self.ids[row]} ends before it starts")
        return start, end

    def _seconds(self, name: str, untold: int) -> Numbers:
        column = _one(self.batch.column(name)).cast(pa.timestamp("s", tz="UTC")).cast(pa.int64())
        return np.asarray(column.fill_null(untold).to_numpy(zero_copy_only=False), np.int64)

    def _floats(self, name: str) -> NDArray[np.float64]:
        if name not in self.batch.column_names:
            return np.full(self.size, np.nan)
        column = _one(self.batch.column(name)).cast(pa.float64())
        return np.asarray(column.fill_null(float("nan")).to_numpy(zero_copy_only=False), np.float64)

    def _spot(self) -> Spot:
        precision = np.zeros(self.size, np.int64)
        if "place_precision" in self.batch.column_names:
            column = _one(self.batch.column("place_precision")).cast(pa.int64()).fill_null(0)
            precision = np.asarray(column.to_numpy(zero_copy_only=False), np.int64)
        units, which = self._units()
        return Spot.of(
            self._floats("lat"),
            self._floats("lon"),
            self._floats("radius_km"),
            precision,
            which,
            units,
            self.start,
            self.end,
        )

    def _units(self) -> tuple[list[str], NDArray[np.int32]]:
        if "admin1" not in self.batch.column_names:
            return [], np.full(self.size, -1, np.int32)
        coded = _one(self.batch.column("admin1")).cast(pa.string()).dictionary_encode()
        which = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return coded.dictionary.to_pylist(), np.asarray(which, np.int32)

    def _sets(self, name: str) -> Sets:
        if name not in self.batch.column_names:
            return Sets([()], np.zeros(self.size, np.int64))
        column = _one(self.batch.column(name))
        if column.values.null_count:
            column = pa.array([[v for v in row or () if v is not None] for row in column.to_pylist()], column.type)
        joined = pc.binary_join(column.cast(pa.list_(pa.string())), _MARK).fill_null("")
        coded = joined.dictionary_encode()
        distinct = [tuple(sorted({n for n in text.split(_MARK) if n})) for text in coded.dictionary.to_pylist()]
        return _merged(distinct, np.asarray(coded.indices.to_numpy(zero_copy_only=False), np.int64))

    def actors(self) -> "Combos":
        """Return the distinct sets of alleged actors."""
        return Combos([Names(actors=a) for a in self._actors.distinct], self._actors.which)

    def acts_and_targets(self) -> "Combos":
        """Return the distinct pairs of acts and targets."""
        pairs, which = _pairs(self._acts, self._targets)
        make = [Names(acts=self._acts.distinct[i], targets=self._targets.distinct[j]) for i, j in pairs]
        return Combos(make, which)

    def targets_and_claims(self) -> "Combos":
        """Return the distinct sets of targets, assertions of exemption, and their grounds."""
        claims, claim = _pairs(self._exempt_by, self._basis)
        pairs, which = _pairs(self._targets, Sets([()] * len(claims), claim))
        make = [
            Names(
                targets=self._targets.distinct[i],
                exempt_by=self._exempt_by.distinct[claims[j][0]],
                exempt_basis=self._basis.distinct[claims[j][1]],
            )
            for i, j in pairs
        ]
        return Combos(make, which)


def _one(column: "pa.ChunkedArray") -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _merged(distinct: list[tuple[str, ...]], which: Numbers) -> Sets:
    """Give sets that differ only in order or repetition one number."""
    numbers: dict[tuple[str, ...], int] = {}
    renumber = np.array([numbers.setdefault(d, len(numbers)) for d in distinct] or [0], np.int64)
    return Sets(list(numbers) or [()], renumber[which])


def _both(a: Sets, b: Sets) -> Sets:
    """Lay two columns of one kind together: event types and, where given, categories."""
    pairs, which = _pairs(a, b)
    return _merged([tuple(sorted({*a.distinct[i], *b.distinct[j]})) for i, j in pairs], which)


def _pairs(a: Sets, b: Sets) -> tuple[list[tuple[int, int]], Numbers]:
    wide = len(b.distinct)
    found, which = np.unique(a.which * wide + b.which, return_inverse=True)
    return [divmod(int(f), wide) for f in found], np.asarray(which, np.int64)


@dataclass(frozen=True, slots=True)
class Combos:
    """Distinct sets of names, and for each incident the number of its set."""

    distinct: list[Names]
    which: Numbers


class Book:
    """Numbers every set of names once, for good, over all batches."""

    def __init__(self) -> None:
        self.names: list[Names] = []
        self._numbers: dict[Names, int] = {}

    def numbers(self, combos: Combos) -> Numbers:
        """Return each incident's number in the book."""
        own = np.fromiter((self._number(n) for n in combos.distinct), np.int64, len(combos.distinct))
        return own[combos.which]

    def _number(self, names: Names) -> int:
        number = self._numbers.get(names)
        if number is None:
            number = self._numbers[names] = len(self.names)
            self.names.append(names)
        return number


class SpellTable:
    """Answers that depend on names and on the spell of time: reckoned once for each, then looked up.

    `key` tells what of the names the answer depends on, so that sets that differ otherwise share one reckoning.
    """

    def __init__(
        self,
        reasons: Reasons,
        cuts: Sequence[int],
        answer: Callable[[Names, int], Reason],
        doubt: Reason,
        key: Callable[[Names], object] = lambda names: names,
    ) -> None:
        self._reasons, self._answer, self._doubt, self._key = reasons, answer, doubt, key
        self._cuts = np.asarray(cuts, np.int64)
        self._seconds = (BEGINNING, *cuts)
        self._rows: dict[object, Codes] = {}
        self._table = np.empty((0, len(self._seconds)), np.int32)
        self._filled = 0

    def _row(self, names: Names) -> Codes:
        key = self._key(names)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._reasons.codes(self._answer(names, second) for second in self._seconds)
        return row

    def _fill(self, book: Book) -> None:
        if len(book.names) > len(self._table):
            wider = np.empty((2 * len(book.names), len(self._seconds)), np.int32)
            wider[: self._filled] = self._table[: self._filled]
            self._table = wider
        for number in range(self._filled, len(book.names)):
            self._table[number] = self._row(book.names[number])
        self._filled = len(book.names)

    def codes(self, book: Book, numbers: Numbers, start: Numbers, end: Numbers) -> Codes:
        """Return one reason code for each incident; a time that spans spells with different answers is in doubt."""
        self._fill(book)
        if not len(self._cuts):
            return np.asarray(self._table[numbers, 0])
        first = np.searchsorted(self._cuts, start, side="right")
        last = np.maximum(np.searchsorted(self._cuts, end, side="left"), first)
        codes: Codes = self._table[numbers, first]
        spans = np.flatnonzero(first != last)
        if len(spans):
            codes[spans] = self._spanning(numbers[spans], first[spans], last[spans])
        return codes

    def _spanning(self, which: Numbers, first: Numbers, last: Numbers) -> Codes:
        side = len(self._seconds)
        found, inverse = np.unique((which * side + first) * side + last, return_inverse=True)
        codes = np.empty(len(found), np.int32)
        for i, packed in enumerate(found.tolist()):
            rest, until = divmod(packed, side)
            row, begin = divmod(rest, side)
            answers = [self._reasons.known[c] for c in self._table[row, begin : until + 1]]
            codes[i] = self._reasons.code(agreed(answers, self._doubt))
        return codes[inverse]
