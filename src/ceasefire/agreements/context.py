"""Everything an incident is tested against: instruments, parties, zones in time, accessions, lists, acts, meetings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from ceasefire.agreements.accounts import Account, accounts_in, filed_on
from ceasefire.agreements.language.breadth import breadth
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.law.accessions import Joiner
from ceasefire.agreements.law.act_states import Claim
from ceasefire.agreements.law.codings import Contest
from ceasefire.agreements.law.instruments import ContestedInstrument
from ceasefire.agreements.law.powers import cannot_tell
from ceasefire.agreements.reckoned import Reckoned
from ceasefire.agreements.three_valued import State
from ceasefire.parties import Directory
from ceasefire.vocabulary.codes import ZoneStatus

if TYPE_CHECKING:
    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

_AREAS: Final = ("Polygon", "MultiPolygon")
_LINES: Final = ("LineString", "MultiLineString")

Tested = tuple[tuple[Instrument, Provision], ...]
"""Provisions with their instruments."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ZoneVersion:
    """One version of an area or line: days `valid_from` up to and without `valid_to`; no geometry when described only.

    What is empty or None of how far it reaches at most, what it holds whole and in which zones it lies is not told.
    """

    zone: str
    version: int
    name: str
    valid_from: date
    valid_to: date | None
    uncertainty_km: float
    geometry: "BaseGeometry | None"
    statement: str = ""
    country: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    hull: "BaseGeometry | None" = None
    admin1_whole: tuple[str, ...] = ()
    lies_in: tuple[str, ...] = ()

    @property
    def is_line(self) -> bool:
        """Whether what is drawn is a line and no area."""
        return self.geometry is not None and self.geometry.geom_type in _LINES


@dataclass(frozen=True, kw_only=True, slots=True)
class Accession:
    """One accession or withdrawal: some day from `first` to `last`; `known` false means a count of `class_of` only."""

    instrument: str
    joined: frozenset[str]
    class_of: str | None
    first: date | None
    last: date | None
    withdrew: bool
    known: bool
    statement: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListVersion:
    """One version of a designation list, half-open days."""

    list: str
    version: int
    by: str
    valid_from: date
    valid_to: date | None
    members: frozenset[str]
    known: bool
    statement: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One recorded act on an instrument."""

    id: str
    act: str
    instrument: str
    provision: str | None
    by: tuple[str, ...]
    first: date | None
    last: date | None
    term_to: date | None
    zone: str | None
    outcome: str | None
    filed: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """One meeting, by the ids it goes by."""

    ids: frozenset[str]
    process: str | None
    status: str
    first: date | None
    last: date | None
    precision: int = 1
    """UCDP date_prec of its days; 0 not told."""
    filed: date | None = None

    @property
    def name(self) -> str:
        """The shortest of its ids: the id of the meeting itself rather than of a statement about it."""
        return min(self.ids, key=lambda i: (len(i), i), default="")


@dataclass(frozen=True, kw_only=True)
class Contested:
    """What offices code differently while none is named to answer, by id."""

    instruments: Mapping[str, Contest] = field(default_factory=dict)
    zones: Mapping[str, Contest] = field(default_factory=dict)
    lists: Mapping[str, Contest] = field(default_factory=dict)
    accessions: tuple[tuple[Joiner, Contest], ...] = ()


def _cannot_tell(context: "Context", instrument: str, bound: Bound, party: str, day: date | None) -> State:
    return cannot_tell(instrument, bound, party, day)


class HasGrounds(Protocol):
    """What the answers of each instrument rest on."""

    def digest(self, instrument: str) -> str: ...
    def rows(self) -> list[dict[str, Any]]: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Context(Reckoned):
    """The texts and the facts around them, ready for `hits` and `duties`. It never changes."""

    instruments: Mapping[str, Instrument]
    parties: Directory
    zones: Mapping[str, tuple[ZoneVersion, ...]] = field(default_factory=dict)
    accessions: tuple[Accession, ...] = ()
    lists: Mapping[str, tuple[ListVersion, ...]] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    contested: Contested = field(default_factory=Contested)
    claims: tuple[Claim, ...] = ()
    grounds: HasGrounds | None = None
    """Whole lists of what answers rest on; None where the context was not built from statements."""
    accounts: tuple[Account, ...] = ()
    holds: "Callable[[Context, str, Bound, str, date | None], State]" = _cannot_tell
    """Says of an instrument, a group, a party and a day whether the party is one of the group."""

    @classmethod
    def build(
        cls,
        instruments: Iterable[Instrument],
        *,
        parties: "pa.Table | None" = None,
        zones: "pa.Table | None" = None,
        accessions: "pa.Table | None" = None,
        designations: "pa.Table | None" = None,
        acts: "pa.Table | None" = None,
        meetings: "pa.Table | None" = None,
        claims: Iterable[Claim] = (),
        accounts: "pa.Table | None" = None,
    ) -> "Context":
        """Return the context of these instruments and tables (columns of `vocabulary.tables`), in whatever order.

        `accounts` has the columns of `duty_reports`: what is said of a duty may open others. Raises ValueError when two
        instruments share an id, or a zone's geometry cannot be read.
        """
        by_id: dict[str, Instrument] = {}
        for one in sorted(instruments, key=lambda i: i.id):
            if one.id in by_id:
                raise ValueError(f"two instruments have the id {one.id!r}")
            by_id[one.id] = one
        return cls(
            instruments=by_id,
            parties=Directory.build(_rows(parties)),
            zones=_zones(_rows(zones)),
            accessions=_accessions(_rows(accessions)),
            lists=_lists(_rows(designations)),
            acts=_acts(_rows(acts)),
            meetings=_meetings(_rows(meetings)),
            claims=tuple(claims),
            accounts=accounts_in(_rows(accounts)),
        )

    def with_contested(
        self,
        *,
        instruments: Iterable[ContestedInstrument] = (),
        zones: Mapping[str, Contest] | None = None,
        lists: Mapping[str, Contest] | None = None,
        accessions: Iterable[tuple[Joiner, Contest]] = (),
    ) -> "Context":
        """Return the same context with things that are contested: an instrument's provisions are those of any coding.

        A contested zone has one version without a line, a contested list one whose members are not known.
        """
        held = list(instruments)
        every = {**self.instruments, **{one.id: one for one in (i.stand_in for i in held)}}
        zones, lists = zones or {}, lists or {}
        return replace(
            self,
            instruments=dict(sorted(every.items())),
            zones={**self.zones, **{name: (_undrawn(name),) for name in zones}},
            lists={**self.lists, **{name: (_uncounted(name),) for name in lists}},
            contested=Contested(
                instruments={one.id: one.contest for one in held},
                zones=zones,
                lists=lists,
                accessions=tuple(accessions),
            ),
        )

    def claims_on(self, instrument: str, act: str) -> list[str]:
        """Return in words the acts of a kind on an instrument that are recorded and lack part of what they take."""
        return [one.words for one in self.claims if (one.instrument, one.act) == (instrument, act)]

    def with_meetings(self, meetings: "pa.Table") -> "Context":
        """Return the same context with these meetings in the place of its own."""
        return replace(self, meetings=_meetings(_rows(meetings)))

    def with_accounts(self, accounts: "pa.Table") -> "Context":
        """Return the same context with these accounts of duties in the place of its own."""
        return replace(self, accounts=accounts_in(_rows(accounts)))

    @cached_property
    def provisions(self) -> Tested:
        """Every provision with its instrument, by instrument id and place in the file's own ids."""
        pairs = [(i, p) for i in self.instruments.values() for p in i.provisions]
        return tuple(sorted(pairs, key=lambda pair: (pair[0].id, pair[1].id)))

    @cached_property
    def tested(self) -> Tested:
        """The provisions that an incident can go against, the most specific first (`breadth`), else as `provisions`."""
        return tuple(sorted(((i, p) for i, p in self.provisions if p.forbids), key=lambda pair: breadth(*pair)))

    def acts_on(self, instrument: str, act: str | None = None) -> list[Act]:
        """Return the recorded acts on an instrument, earliest first; undated ones last."""
        return [d for d in self._acts_by_instrument.get(instrument, ()) if act in (None, d.act)]

    @cached_property
    def _acts_by_instrument(self) -> dict[str, list[Act]]:
        found: dict[str, list[Act]] = {}
        for one in sorted(self.acts, key=lambda d: (d.first or date.max, d.id)):
            found.setdefault(one.instrument, []).append(one)
        return found

    def told_of(self, instrument: str, provision: str) -> tuple[Account, ...]:
        """Return the accounts of one duty."""
        return self._accounts_by_duty.get((instrument, provision), ())

    @cached_property
    def _accounts_by_duty(self) -> dict[tuple[str, str], tuple[Account, ...]]:
        found: dict[tuple[str, str], list[Account]] = {}
        for one in self.accounts:
            found.setdefault((one.instrument, one.provision), []).append(one)
        return {duty: tuple(some) for duty, some in found.items()}


def _rows(table: "pa.Table | None") -> list[dict[str, Any]]:
    return table.to_pylist() if table is not None else []


def _zones(rows: list[dict[str, Any]]) -> dict[str, tuple[ZoneVersion, ...]]:
    found: dict[str, list[ZoneVersion]] = {}
    for row in rows:
        found.setdefault(row["zone_id"], []).append(_zone(row))
    return {z: tuple(sorted(vs, key=lambda v: (v.version, v.valid_from))) for z, vs in sorted(found.items())}


def _undrawn(name: str) -> ZoneVersion:
    return ZoneVersion(
        zone=name, version=0, name=name, valid_from=date.min, valid_to=None, uncertainty_km=0.0, geometry=None
    )


def _uncounted(name: str) -> ListVersion:
    return ListVersion(
        list=name, version=0, by="", valid_from=date.min, valid_to=None, members=frozenset(), known=False
    )


def _zone(row: dict[str, Any]) -> ZoneVersion:
    return ZoneVersion(
        zone=row["zone_id"],
        version=row["version"],
        name=row.get("name") or row["zone_id"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        uncertainty_km=row.get("uncertainty_km") or 0.0,
        geometry=None if row.get("status") == ZoneStatus.DESCRIBED_ONLY else _geometry(row, "wkb", (*_AREAS, *_LINES)),
        statement=row.get("statement_id") or "",
        country=tuple(row.get("country") or ()),
        admin1=tuple(row.get("admin1") or ()),
        hull=_geometry(row, "hull", _AREAS),
        admin1_whole=tuple(row.get("admin1_whole") or ()),
        lies_in=tuple(row.get("lies_in") or ()),
    )


def _geometry(row: dict[str, Any], column: str, kinds: tuple[str, ...]) -> "BaseGeometry | None":
    if not row.get(column):
        return None
    import shapely

    name = f"zone {row['zone_id']!r} version {row['version']}"
    try:
        shape = shapely.from_wkb(row[column])
    except shapely.errors.GEOSException as fault:
        raise ValueError(f"{name}: the geometry cannot be read") from fault
    if shape.geom_type not in kinds:
        raise ValueError(f"{name}: the geometry is a {shape.geom_type}, not an area{' or a line' * (kinds != _AREAS)}")
    if not shape.is_valid:
        raise ValueError(f"{name}: {shapely.is_valid_reason(shape)}")
    return shape


def _accessions(rows: list[dict[str, Any]]) -> tuple[Accession, ...]:
    found = [
        Accession(
            instrument=r["instrument"],
            joined=frozenset(r.get("joined") or ()),
            class_of=r.get("class_of"),
            first=r.get("date_start"),
            last=r.get("date_end") or r.get("date_start"),
            withdrew=bool(r.get("withdrew")),
            known=r.get("members_known") is not False,
            statement=r.get("statement_id") or "",
        )
        for r in rows
    ]
    return tuple(sorted(found, key=lambda j: (j.instrument, j.first or date.max, j.withdrew, sorted(j.joined))))


def _lists(rows: list[dict[str, Any]]) -> dict[str, tuple[ListVersion, ...]]:
    found: dict[str, list[ListVersion]] = {}
    for r in rows:
        version = ListVersion(
            list=r["list_id"],
            version=r["version"],
            by=r.get("by") or "",
            valid_from=r["valid_from"],
            valid_to=r.get("valid_to"),
            members=frozenset(r.get("members") or ()),
            known=r.get("members_known") is not False,
            statement=r.get("statement_id") or "",
        )
        found.setdefault(version.list, []).append(version)
    return {name: tuple(sorted(vs, key=lambda v: v.version)) for name, vs in sorted(found.items())}


def _acts(rows: list[dict[str, Any]]) -> tuple[Act, ...]:
    found = [
        Act(
            id=r.get("act_id") or "",
            act=r["act"],
            instrument=r["instrument"],
            provision=r.get("provision"),
            by=tuple(sorted(r.get("by") or ())),
            first=r.get("date_start"),
            last=r.get("date_end") or r.get("date_start"),
            term_to=r.get("term_to"),
            zone=r.get("zone"),
            outcome=r.get("outcome"),
            filed=filed_on(r),
        )
        for r in rows
    ]
    return tuple(sorted(found, key=lambda d: (d.first or date.max, d.instrument, d.act, d.id)))


def _meetings(rows: list[dict[str, Any]]) -> tuple[Meeting, ...]:
    found = [
        Meeting(
            ids=frozenset(x for x in (r.get("meeting_id"), r.get("label"), r.get("thing")) if x),
            process=r.get("process"),
            status=r.get("status") or "held",
            first=r.get("date_start"),
            last=r.get("date_end") or r.get("date_start"),
            precision=1 if r.get("date_precision") is None else r["date_precision"],
            filed=filed_on(r),
        )
        for r in rows
    ]
    return tuple(sorted(found, key=lambda g: (g.first or date.max, sorted(g.ids))))
