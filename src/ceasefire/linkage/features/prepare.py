"""Reports turned once into arrays the matcher can compare: days, points, codes, word sets; nothing is guessed.

A value that is missing or cannot be used (a latitude of 95, an end before its start) is missing evidence (`usable`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features import strings
from ceasefire.linkage.features.days_and_places import (
    instants,
    issued_days,
    number,
    on_sphere,
    points,
    precision,
    stated_days,
)
from ceasefire.linkage.features.event_families import acts, as_code, families
from ceasefire.linkage.features.party_names import as_compared
from ceasefire.linkage.features.strings import Words
from ceasefire.linkage.features.sums_told import long_days, sums_told
from ceasefire.linkage.features.usable import dateless, shortened
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Hashes, Ints, Levels, Singles, Wholes

CODED = {"type": "event_type", "actor": "actor_alleged", "target": "actor_target", "source": "source"}
"""Columns whose commonest values are distinguished by name, and the code's name for each."""

_ROWWISE = ("unit", "killed", "injured")
"""Arrays with one row per component and one column per report."""

_ROWS_PER_DEGREE = 4
"""Rows of latitude in the canonical order. Any number would do: it only puts neighbours near each other in memory."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """n reports in canonical order (day, place, content): row i of every array is report `order[i]` of the table.

    | array | dtype, shape | holds, and what stands for "not known" |
    |---|---|---|
    | order | int32 [n] | row of the table |
    | ids | string [n] | report_id; never null |
    | rank | int32 [n] | place of the report's id among all ids, sorted |
    | row | int32 [n] | quarter degrees of latitude from the south pole, rounded down; -1 without a point |
    | content | uint64 [n] | hash of what the report says, free of its id and row |
    | first, last | int32 [n] | days since 1970-01-01, both included, widened by precision; `UNDATED` |
    | dateless | bool [n] | whether it states no day at all: `first` and `last` are then those up to its filing, if any |
    | begin, end | int64 [n] | the same as seconds since 1970 UTC, the end not included; 0 and 0 |
    | lat, lon | float64 [n] | degrees, lon in [-180, 180); nan |
    | unit | float32 [3, n] | the point in km from the centre of the earth; nan |
    | place_class | int8 [n] | 0 exact, 1 within 25 km, 2 district, 3 coarser; 4 without a point |
    | level | int8 [n] | blocking level 0 (exact) to 3 (`ANYWHERE`), 3 without a point |
    | source, publisher, address | uint64 [n] | hash of the name; 0 |
    | place, bigrams | Words | sound keys of the place name, and their pairs of letters; empty set |
    | admin | uint64 [n, 4] | hashes of admin1, admin2, admin3 and P-code; 0 |
    | named | lists | for each name in `CODED` the distinct values; "" stands last |
    | code | int32 [n, 4] | positions in `named`, a column for each name in `CODED`; that of "" |
    | actor, target, weapon | Words | words of the name; empty set |
    | killed, injured | float32 [2, n] | persons, lower and upper bound (equal where one is stated); nan |
    | detail | float32 [n, 2] | persons killed that are civilians, children; nan |
    | text | Words | words of the summary; empty set |
    | whole | int16 [n] | incidents that it says it sums, 1 where not how many (`sums_told`); 0 |
    | rolling | int8 [n] | 1 where it tells of the hours before it came out (`sums_told`); 0 |
    | issued | int32 [n] | day of publication, since 1970-01-01; `UNDATED` |
    | scope | int8 [n] | what it names as the place: 0 a place, 1 a district, 2 a governorate, 3 an area of another name; 4 nothing |
    """

    order: Codes
    ids: pa.Array
    rank: Codes
    row: Codes
    content: Hashes
    first: Codes
    last: Codes
    dateless: Bools
    begin: Ints
    end: Ints
    lat: Floats
    lon: Floats
    unit: Singles
    place_class: Levels
    level: Levels
    source: Hashes
    publisher: Hashes
    address: Hashes
    place: Words
    bigrams: Words
    admin: Hashes
    named: dict[str, list[str]]
    code: Codes
    actor: Words
    target: Words
    weapon: Words
    killed: Singles
    injured: Singles
    detail: Singles
    text: Words
    whole: Wholes
    rolling: Levels
    issued: Codes
    scope: Levels

    def __len__(self) -> int:
        return len(self.order)

    @property
    def killed_low(self) -> Singles:
        """Persons killed, lower bound, float32 [n]; nan."""
        return np.asarray(self.killed[0])

    @property
    def killed_high(self) -> Singles:
        """Persons killed, upper bound, float32 [n]; nan."""
        return np.asarray(self.killed[1])

    @property
    def killed_civilians(self) -> Singles:
        """Persons killed that are civilians, float32 [n]; nan."""
        return np.asarray(self.detail[:, 0])

    @property
    def unit1(self) -> Hashes:
        """Governorate, uint64 [n]; 0."""
        return np.ascontiguousarray(self.admin[:, 0])

    @property
    def unit2(self) -> Hashes:
        """District, uint64 [n]; 0."""
        return np.ascontiguousarray(self.admin[:, 1])

    @property
    def spot(self) -> Hashes:
        """Name of the place as a whole, uint64 [n]; 0."""
        return self.place.whole()

    @property
    def accuses(self) -> Levels:
        """1 where it names who did it, int8 [n]; 0."""
        return (self.actor.counts() > 0).astype(np.int8)

    @property
    def kind(self) -> Levels:
        """Family of the event type (`event_families`), int8 [n]; 0 where it is not told or can be any."""
        return families(self.named["type"])[self.code[:, 0]]

    @property
    def act(self) -> Levels:
        """Number of the event type (`event_families`), int8 [n]; 0 where it is not told or no code of the list."""
        return acts(self.named["type"])[self.code[:, 0]]


def prepare(reports: pa.Table, rank: Codes | None = None) -> Prepared:
    """Return reports, as `given` gives them, as arrays; raises ValueError when `report_id` is missing, null or not unique.

    `rank` (int32 [n]) is the place of each id among all, where it is known and the ids are known to be sound.
    """
    if rank is None:
        ids, rank = ranked(reports)
    else:
        ids = reports["report_id"].combine_chunks().cast(pa.string())
    first, last = stated_days(reports)
    lat, lon, known = points(reports)
    klass, level = precision(reports, known)
    klass = np.maximum(klass, _centre(reports, klass))
    columns = _columns(reports, first, last, lat, lon, klass, level)
    columns["begin"], columns["end"] = instants(reports, first, last)
    row = np.where(np.isnan(lat), -1, np.floor((np.nan_to_num(lat) + 90) * _ROWS_PER_DEGREE)).astype(np.int32)
    columns |= {"rank": rank, "row": row, "content": _content(columns)}
    no_day, sums = np.asarray(dateless(reports)), sums_told(reports, long_days(first, last))
    # Of which days a report without a day would sum what happened, nobody can say.
    columns |= {"dateless": no_day, "whole": sums.whole * ~no_day, "rolling": sums.rolling}
    columns |= {"issued": issued_days(reports), "scope": _scope(reports, klass)}
    order = canonical(first, row, columns["content"], rank)
    picked = {name: _take(name, column, order) for name, column in columns.items()}
    return Prepared(order=order, ids=ids.take(pa.array(order)), **picked)


_CENTRES = (("admin1", 1), ("admin2", 1))
"""Units of which a place can bear the name, and the class that its point then has at least: the centre of a town that
gives a governorate or a district its name stands for the whole town, whatever precision it claims."""


def _centre(reports: pa.Table, klass: Levels) -> Levels:
    """Return the least class of each place by its name alone: that of the unit's name it bears, int8 [n]; 0 for others."""
    least = np.zeros(len(reports), np.int8)
    place = strings.name_words(reports, "place").whole()
    for unit, own in _CENTRES:
        same = (place != 0) & (place == strings.name_words(reports, unit).whole())
        least[same & (klass < 4)] = own
    return least


def _scope(reports: pa.Table, klass: Levels) -> Levels:
    """Return what each report names as the place: 0 a place, 1 a district, 2 a governorate, 3 an area of another name; 4 nothing."""
    place, first, second = (strings.name_words(reports, name).whole() for name in ("place", "admin1", "admin2"))
    named = (place != 0) & (place != first) & (place != second)
    wide = (klass == 2) | (klass == 3)
    by_name = np.where(place == second, 1, 2)
    by_unit = np.where(second != 0, 1, np.where(first != 0, 2, 4))
    return np.where(named, np.where(wide, 3, 0), np.where(place != 0, by_name, by_unit)).astype(np.int8)


def canonical(first: Codes, row: Codes, content: Hashes, rank: Codes) -> Codes:
    """Return the order of reports (int32 [n]) by day, place and what they say; ids decide between equals alone."""
    return np.lexsort((rank, content, row, first)).astype(np.int32)


def subset(data: Prepared, rows: Wholes) -> Prepared:
    """Return the reports at these positions, which must ascend; they stay in canonical order."""
    fields = {name: getattr(data, name) for name in data.__dataclass_fields__ if name not in ("ids", "named")}
    picked = {name: _take(name, value, rows) for name, value in fields.items()}
    return Prepared(ids=data.ids.take(pa.array(rows)), named=data.named, **picked)


def joined(one: Prepared, other: Prepared) -> Prepared:
    """Return the reports of both in canonical order, as if they had been prepared at once; `order` and `rank` are by the
    rows of the one, then of the other.

    A word that both know stands twice in a table of words: it has one hash, and that alone is compared.
    """
    ids = pa.concat_arrays([one.ids, other.ids])
    rank = np.empty(len(ids), np.int32)
    rank[pc.sort_indices(ids).to_numpy()] = np.arange(len(ids), dtype=np.int32)
    code, named = zip(*(_codes_joined(one, other, k, name) for k, name in enumerate(CODED)), strict=True)
    columns: dict[str, Any] = {
        "rank": rank,
        "code": np.stack(code, axis=1),
        "named": dict(zip(CODED, named, strict=True)),
    }
    columns["order"] = np.concatenate([one.order, other.order + np.int32(len(one))])
    for name in one.__dataclass_fields__.keys() - columns.keys() - {"ids"}:
        a, b = getattr(one, name), getattr(other, name)
        columns[name] = (
            a.and_(b) if isinstance(a, Words) else np.concatenate([a, b], axis=-1 if name in _ROWWISE else 0)
        )
    order = canonical(columns["first"], columns["row"], columns["content"], rank)
    return Prepared(
        ids=ids.take(pa.array(order)), **{name: _take(name, value, order) for name, value in columns.items()}
    )


def _codes_joined(one: Prepared, other: Prepared, k: int, name: str) -> tuple[Codes, list[str]]:
    """Codes of the reports of both in a column of `CODED`, and the distinct values that they index."""
    distinct = [*sorted({*one.named[name], *other.named[name]} - {""}), ""]
    place = {value: at for at, value in enumerate(distinct)}
    codes = [np.array([place[v] for v in part.named[name]], np.int32)[part.code[:, k]] for part in (one, other)]
    return np.concatenate(codes), distinct


def _columns(
    reports: pa.Table, first: Codes, last: Codes, lat: Floats, lon: Floats, klass: Levels, level: Levels
) -> dict[str, Any]:
    reports = as_compared(reports)
    written = {"type": as_code}
    coded = {name: strings.factor(reports, column, written.get(name, str.strip)) for name, column in CODED.items()}
    return {
        "first": first,
        "last": last,
        "lat": lat,
        "lon": lon,
        "unit": on_sphere(lat, lon),
        "place_class": klass,
        "level": level,
        "source": strings.source_codes(reports),
        "publisher": strings.plain_codes(reports, "publisher"),
        "address": strings.plain_codes(reports, "address"),
        "place": strings.name_words(reports, "place"),
        "bigrams": strings.bigram_words(reports, "place"),
        "admin": np.stack([strings.name_codes(reports, c) for c in ("admin1", "admin2", "admin3", "pcode")], axis=1),
        "named": {name: found[1] for name, found in coded.items()},
        "code": np.stack([found[0] for found in coded.values()], axis=1),
        "actor": strings.actor_words(reports, "actor_alleged"),
        "target": strings.actor_words(reports, "actor_target"),
        "weapon": strings.actor_words(reports, "weapon"),
        "killed": _bounds(reports, "killed"),
        "injured": _bounds(reports, "injured"),
        "detail": np.stack([number(reports, "killed_civilians"), number(reports, "killed_children")], axis=1),
        "text": strings.text_words(reports, "summary"),
    }


def _take(name: str, column: Any, order: Wholes) -> Any:
    if name == "named":
        return column
    if name in _ROWWISE:
        return np.ascontiguousarray(column[:, order])
    return column.take(order) if isinstance(column, Words) else column[order]


def ranked(reports: pa.Table) -> tuple[pa.Array, Codes]:
    """Return the ids and the place of each in sorted order (int32 [n]).

    Raises ValueError, naming the row or the id, for ids that are missing, null, empty or not unique.
    """
    if "report_id" not in reports.column_names:
        raise ValueError("reports: column report_id is missing")
    ids = reports["report_id"].combine_chunks().cast(pa.string())
    if ids.null_count:
        raise ValueError(f"reports: report_id is null in row {int(pc.index(pc.is_null(ids), True).as_py()) + 1}")
    empty = pc.index(ids, "").as_py()
    if empty >= 0:
        raise ValueError(f"reports: report_id is empty in row {empty + 1}")
    order = pc.sort_indices(ids)
    ordered = ids.take(order)
    twice = pc.index(pc.equal(ordered.slice(1), ordered.slice(0, max(len(ids) - 1, 0))), True).as_py()
    if twice >= 0:
        one, other = sorted(order[at].as_py() + 1 for at in (twice, twice + 1))
        named = shortened(repr(ordered[twice].as_py()))
        raise ValueError(f"reports: report_id {named} stands on more than one row ({one} and {other})")
    rank = np.empty(len(ids), np.int32)
    rank[order.to_numpy()] = np.arange(len(ids), dtype=np.int32)
    return ids, rank


def _bounds(reports: pa.Table, what: str) -> Singles:
    """Lower and upper bound of a toll, float32 [2, n]: where one alone is stated it stands for both, nan where none is."""
    low, high = number(reports, f"{what}_low"), number(reports, f"{what}_high")
    low = np.where(np.isnan(low), high, low)
    return np.stack([low, np.where(np.isnan(high), low, high)])


def _content(columns: dict[str, Any]) -> Hashes:
    """A number that depends on what a report says and not on its id or row: ties are settled by it."""
    parts = [columns["source"], columns["publisher"], columns["address"]]
    parts += [strings.hashes(list(names))[columns["code"][:, k]] for k, names in enumerate(columns["named"].values())]
    parts += [columns[name].whole() for name in ("place", "actor", "target", "weapon", "text")]
    parts += list(columns["admin"].T)
    for name in ("last", "begin", "end", "lat", "lon", "killed", "injured", "detail"):
        values = np.nan_to_num(columns[name].astype(np.float64), nan=-1.0)
        values = values.T if name == "detail" else values
        parts += list(np.ascontiguousarray(np.atleast_2d(values)).view(np.uint64))
    total = np.zeros(len(columns["first"]), np.uint64)
    for part in parts:  # the number added is that of SplitMix64 (2^64 over the golden ratio), so that zeros count, too
        total = strings.mix(total ^ part.astype(np.uint64, copy=False)) + np.uint64(0x9E3779B97F4A7C15)
    return total
