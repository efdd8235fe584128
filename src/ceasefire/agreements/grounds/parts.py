"""The grounds of the answers of each instrument: statements by id and digest, editions, code; one digest over them all."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.agreements.context import Context
from ceasefire.agreements.grounds.named_things import named_things
from ceasefire.agreements.language.fields import Modality
from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.law.act_states import Claim
from ceasefire.agreements.law.codings import Contest
from ceasefire.agreements.law.instruments import CodedInstrument
from ceasefire.agreements.named_meetings import IDS, READ, READ_OF_ACCOUNTS

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
PLACED: Final = frozenset({"ledger", "seq", "superseded"})
"""Columns that say where a statement stands, not what it says."""
_READ: Final = {"meeting": READ, "account": READ_OF_ACCOUNTS}
MEMBERS: Final = "members not named"
ROOMS: Final = ("agreements", "parties")
"""The rooms of the program that work out an answer."""


class Part(NamedTuple):
    """One part of a list of grounds, as a row of the table `grounds` without its digest of the list."""

    part: str
    id: str
    statement_id: str | None
    digest: str


class Facts(NamedTuple):
    """The rows that answer, by which a context was built."""

    parties: "pa.Table"
    zones: "pa.Table"
    lists: "pa.Table"
    accessions: "pa.Table"
    acts: "pa.Table"
    meetings: "pa.Table"
    accounts: "pa.Table"


class Grounds:
    """What the answers of each instrument of a context rest on; worked out when it is first asked for, once for each."""

    def __init__(self, context: Context, coded: Mapping[str, tuple[CodedInstrument, ...]], facts: Facts) -> None:
        """Take a context, the codings of each instrument that could answer, and the rows that the context is built from."""
        self._context, self._coded, self._facts = context, coded, facts
        self._digests: dict[str, str] = {}

    def digest(self, instrument: str) -> str:
        """Return the digest of everything that the answers of an instrument rest on."""
        if instrument not in self._digests:
            self._digests[instrument] = list_digest(self.parts(instrument))
        return self._digests[instrument]

    def rows(self) -> list[Row]:
        """Return the rows of the table `grounds`: one list for each tested instrument, and one of all parties."""
        tested = sorted({one.id for one, _ in self._context.tested})
        lists = {self.digest(one): self.parts(one) for one in tested}
        if lists:
            lists[self._of_parties] = self._parties
        return [{"grounds": digest} | one._asdict() for digest, parts in sorted(lists.items()) for one in parts]

    def parts(self, instrument: str) -> tuple[Part, ...]:
        """Return what the answers of an instrument rest on, sorted, each part once."""
        own = [self._context.instruments[one] for one in sorted({instrument, *self._permitting})]
        found = {part for one in own for part in self._of_instrument(one)}
        found |= {Part("party", "all parties", None, self._of_parties), Part("code", "agreements", None, code_digest())}
        return tuple(sorted(found, key=lambda part: tuple(text or "" for text in part)))

    @cached_property
    def _permitting(self) -> frozenset[str]:
        """Instruments that permit acts: what another forbids is tested beside them."""
        held = ((i, p) for i, p in self._context.provisions if p.modality is Modality.MAY and p.acts)
        return frozenset(instrument.id for instrument, _ in held)

    @cached_property
    def _parties(self) -> tuple[Part, ...]:
        return tuple(sorted(_stated("party", "party_id", "statement_id", self._by_thing("parties", "party_id"))))

    @cached_property
    def _of_parties(self) -> str:
        return list_digest(self._parties)

    def _of_instrument(self, one: Instrument) -> Iterator[Part]:
        named = named_things(one)
        named = named._replace(zones=self._with_outer(named.zones))
        for coding in self._coded.get(one.id, ()):
            yield Part("instrument", one.id, coding.statement, coding.reading)
        yield Part("language", one.ceasefire, None, text_digest(one.ceasefire))
        yield from self._told("zone", "zones", "zone_id", "statement_id", named.zones)
        yield from self._told("list", "lists", "list_id", "statement_id", named.lists)
        yield from self._for_whom("accession", "accessions", "statement_id", named.joined)
        yield from self._for_whom("act", "acts", "act_id", {one.id})
        for name in IDS:
            yield from self._told("meeting", "meetings", name, "meeting_id", named.meetings)
        yield from (
            Part("account", f"{one.id}/{row['provision']}", row["duty_report_id"], row_digest(read_of("account", row)))
            for row in self._by_thing("accounts", "instrument").get(one.id, ())
        )
        yield from (_said("claim", _claimed(claim)) for claim in self._context.claims if claim.instrument == one.id)
        yield from self._contested(one, named.zones, named.lists, named.joined)

    def _with_outer(self, zones: frozenset[str]) -> frozenset[str]:
        """Return zones with those in which they lie, and so on outwards."""
        outer = {z for name in zones for version in self._context.zones.get(name, ()) for z in version.lies_in}
        return zones if outer <= zones else self._with_outer(zones | outer)

    def _contested(
        self, one: Instrument, zones: Iterable[str], lists: Iterable[str], joined: Iterable[str]
    ) -> Iterator[Part]:
        held = self._context.contested
        for what, contests, names in (
            ("instrument", held.instruments, (one.id,)),
            ("zone", held.zones, zones),
            ("list", held.lists, lists),
        ):
            yield from (_contest({"what": what, "id": name}, contests[name]) for name in names if name in contests)
        for who, contest in held.accessions:
            if who.instrument in joined:
                yield _contest({"what": "accession"} | who._asdict(), contest)

    def _told(self, part: str, table: str, column: str, key: str, names: Iterable[str]) -> Iterator[Part]:
        """Yield the statements on some things in one of the tables."""
        held = self._by_thing(table, column)
        yield from _stated(part, column, key, {name: held[name] for name in names if name in held})

    def _for_whom(self, part: str, table: str, key: str, instruments: Iterable[str]) -> Iterator[Part]:
        """Yield the statements on some instruments that count for some of those whom they name, and for whom they do."""
        held = self._by_thing(table, "instrument")
        rows = (row for one in instruments for row in held.get(one, ()))
        yield from (Part(part, whom(row), row[key], row_digest(row)) for row in rows)

    def _by_thing(self, table: str, column: str) -> dict[str, list[Row]]:
        if (table, column) not in self._held:
            found: dict[str, list[Row]] = {}
            for row in self._rows(table):
                if row[column] is not None:
                    found.setdefault(row[column], []).append(row)
            self._held[table, column] = found
        return self._held[table, column]

    def _rows(self, table: str) -> list[Row]:
        rows: list[Row] = getattr(self._facts, table).to_pylist()
        return rows

    @cached_property
    def _held(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        return {}


def _stated(part: str, column: str, key: str, rows: Mapping[str, list[Row]]) -> Iterator[Part]:
    for name, some in rows.items():
        yield from (Part(part, name, row[key], row_digest(read_of(part, row))) for row in some)


def read_of(part: str, row: Row) -> Row:
    """Return what an answer reads of a row: of meetings and accounts of duties some columns alone."""
    columns = _READ.get(part)
    return row if columns is None else {name: row[name] for name in columns}


def whom(row: Row) -> str:
    """Return of a row of `accessions` or `acts` its instrument, and of whom it counts."""
    names = list(row["joined" if "joined" in row else "by"] or ())
    others = [MEMBERS] if row.get("members_known") is False else []
    return f"{row['instrument']}: {', '.join([*sorted(names), *others])}"


def counted_for(row: Row, told: str) -> Row:
    """Return a row as its statement tells it with those alone of whom it counts, as `whom` tells that."""
    names = [one for one in told.partition(": ")[2].split(", ") if one]
    column = "joined" if "joined" in row else "by"
    kept = row | {column: [one for one in row[column] or () if one in names]}
    return kept | {"members_known": True} if row.get("members_known") is False and MEMBERS not in names else kept


def _said(part: str, what: Row) -> Part:
    """Return a part that no statement says by itself: it is written out whole in its id."""
    text = json.dumps(what, sort_keys=True, ensure_ascii=False)
    return Part(part, text, None, text_digest(text))


def _claimed(claim: Claim) -> Row:
    return claim._asdict() | {"day": claim.day.isoformat() if claim.day else None}


def _contest(what: Row, contest: Contest) -> Part:
    return _said("contested", what | {"words": contest.words, "rests": list(contest.rests)})


def list_digest(parts: Iterable[Part]) -> str:
    """Return the digest of a list of grounds, whatever order its parts come in."""
    lines = sorted(json.dumps(part, ensure_ascii=False) for part in parts)
    return text_digest("\n".join(lines))


def row_digest(row: Mapping[str, Any]) -> str:
    """Return the digest of what a row says, wherever its statement stands; a list of ids says the same in any order."""
    said = {name: _plain(value) for name, value in row.items() if name not in PLACED}
    return text_digest(json.dumps(said, sort_keys=True, ensure_ascii=False))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return sorted(map(str, value)) if isinstance(value, list) else value if value is None else str(value)


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return one digest over the code and word lists of the rooms that work out an answer."""
    root = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
