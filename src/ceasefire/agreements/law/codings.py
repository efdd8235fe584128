"""Whose coding of a thing answers where several offices code it: one answers, the others stand beside it, or all are contested.

One office's coding of a thing is all its standing statements on it. Offices whose codings say the same do not differ.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.parties.authority import Answering, Authority
from ceasefire.parties.spelling import fold
from ceasefire.vocabulary.codes import Shared

Row = dict[str, Any]
NOT_SAID: Final = frozenset(
    {
        *("statement_id", "meeting_id", "label", "ledger", "seq"),
        *("basis", "announced_by", "said_by", "publisher", "published", "address", "claimed_at"),
    }
)
"""Columns that tell where a coding comes from, not what it says: codings that differ in these alone say the same."""
SIDE_BY_SIDE: Final = "statements on a meeting stand side by side; `conflicts` names where they differ"


class Coding(NamedTuple):
    """One office's coding of a thing: `says` is equal where two say the same; `statements` are those that make it up."""

    says: Hashable
    statements: tuple[str, ...]


class Contest(NamedTuple):
    """A thing that offices code differently while none is named to answer: who does, in words, and their statements."""

    words: str
    rests: tuple[str, ...] = ()


class Weighed(NamedTuple):
    """What becomes of the codings of one thing: the ledger whose coding answers (None: none), and rows of `codings`."""

    answers: str | None
    rows: tuple[Row, ...]
    contest: Contest | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is something to show: several offices code it, or the one that does does not answer."""
        return len(self.rows) > 1 or self.answers is None


class Settled(NamedTuple):
    """The rows of a table that answer, in their order; rows of `codings`; and what is contested, by its id."""

    table: pa.Table
    codings: tuple[Row, ...] = ()
    contested: Mapping[str, Contest] = {}


class _Counted(NamedTuple):
    """The ledger whose coding answers (None: none), those whose codings could, and why in words."""

    answers: str | None
    could: tuple[str, ...]
    ground: str


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """Under what codings are weighed: who answers, and the ledger that compiles the record where its rows go before others'."""

    answering: Answering
    compiler: str | None = None

    def weighed(self, what: Shared, thing: str, said: Mapping[str, Coding], name: str | None = None) -> Weighed:
        """Return what becomes of the codings of a thing, given by ledger; `name` is how the thing is called in the rows."""
        found = self._counted(what, thing, said)
        rows = tuple(
            {"what": what.value, "id": name or thing, "ledger": one, "statement_ids": list(said[one].statements)}
            | _state(one, found, said)
            for one in sorted(said)
        )
        contested = found.answers is None and found.could
        return Weighed(found.answers, rows, _contest(found, said) if contested else None)

    def _counted(self, what: Shared, thing: str, said: Mapping[str, Coding]) -> _Counted:
        answers, ground = self.answering.of(what, thing, said)
        if answers is not None:
            return _Counted(answers, (answers,), ground)
        kept = self.answering.depositaries(what, thing)
        if kept:
            return _Counted(None, tuple(sorted(o for o in said if (o, self.answering.keys.get(o)) in kept)), ground)
        if self.compiler is not None and self.compiler in said:
            ground = f"as compiled: {self.compiler} compiles the record, and no office is named to answer"
            return _Counted(self.compiler, (self.compiler,), ground)
        could = tuple(sorted(said))
        if len({one.says for one in said.values()}) == 1:  # all one, then, whose statements are shown
            return _Counted(could[0], could, f"as compiled: {both(could)} code it alike")
        return _Counted(None, could, ground)


def both(ledgers: Iterable[str]) -> str:
    """Return the names of ledgers in words."""
    return " and ".join(sorted(ledgers))


def _contest(found: _Counted, said: Mapping[str, Coding]) -> Contest:
    alike = len({said[one].says for one in found.could}) == 1
    words = f"coded {'' if alike else 'differently '}by {both(found.could)}"
    ids = sorted({i for one in found.could for i in said[one].statements})
    return Contest(f"{words}, and {found.ground}" if alike else words, tuple(ids))


def _state(ledger: str, found: _Counted, said: Mapping[str, Coding]) -> Row:
    """Return state and ground of a ledger's coding."""
    if ledger in found.could:
        return {"state": "contested" if found.answers is None else "answers", "ground": found.ground}
    same = found.answers is not None and said[ledger].says == said[found.answers].says
    words = f"says the same as {found.answers}; " if same else ""
    return {"state": "stands_beside", "ground": words + found.ground}


class Kind(NamedTuple):
    """A kind of thing that has rows in a stated table: what it is, and the column of its id."""

    what: Shared
    id: str


ZONES: Final = Kind(Shared.ZONE, "zone_id")
LISTS: Final = Kind(Shared.LIST, "list_id")
PARTIES: Final = Kind(Shared.PARTY, "party_id")
SOURCES: Final = Kind(Shared.SOURCE, "source_id")
MEETINGS: Final = Kind(Shared.MEETING, "thing")


def settle(table: pa.Table, kind: Kind, weighing: Weighing) -> Settled:
    """Return what answers of a table of things: rows of contested ones, and of codings that stand beside, are left out.

    Where one office codes everything, and no charter names another to keep it, no row is looked at.
    """
    table = standing(table, weighing.answering.authority)
    asked = in_question(table, kind, weighing.answering)
    if not len(asked):
        return Settled(table)
    places = np.flatnonzero(pc.is_in(table[kind.id], asked).to_numpy())
    rows = table.take(pa.array(places)).to_pylist()
    weighed = {thing: weighing.weighed(kind.what, thing, said) for thing, said in _said(rows, kind.id)}
    gone = [n for n, row in zip(places, rows, strict=True) if row["ledger"] != weighed[row[kind.id]].answers]
    kept = np.ones(table.num_rows, bool)
    kept[gone] = False
    return Settled(
        table.filter(pa.array(kept)),
        tuple(row for one in weighed.values() for row in one.rows),
        {thing: one.contest for thing, one in weighed.items() if one.contest is not None},
    )


def without_borrowed(found: Settled, kind: Kind, compiler: str | None) -> Settled:
    """Return what answers without rows of other offices that take a name which the compiling office gives to another thing.

    Whoever may file would else make every name mean two things, or several sources one.
    """
    if compiler is None or len(pc.unique(found.table["ledger"])) < 2:
        return found
    rows = found.table.to_pylist()
    given = {name: row[kind.id] for row in rows if row["ledger"] == compiler for name in _names(row, kind)}
    taken = [_taken(row, kind, given) if row["ledger"] != compiler else None for row in rows]
    told = tuple(
        {"what": kind.what.value, "id": row[kind.id], "ledger": row["ledger"], "state": "stands_beside"}
        | {"statement_ids": list(coding([row]).statements), "ground": f"{of} has that name, as {compiler} compiles it"}
        for row, of in zip(rows, taken, strict=True)
        if of is not None
    )
    kept = found.table.filter(pa.array([of is None for of in taken], pa.bool_()))
    return found._replace(table=kept, codings=(*found.codings, *told))


def _names(row: Row, kind: Kind) -> set[str]:
    return {fold(name) for name in (row[kind.id], row["name"], *(row["aliases"] or ())) if name}


def _taken(row: Row, kind: Kind, given: Mapping[str, str]) -> str | None:
    """Return the thing of which a row takes a name; None where it takes none."""
    return min((given[one] for one in _names(row, kind) if given.get(one, row[kind.id]) != row[kind.id]), default=None)


def settle_meetings(meetings: pa.Table, answering: Answering) -> Settled:
    """Return the meetings that answer: all, unless a charter names who keeps them; then of a thing only its depositary's.

    A statement on a meeting that gives it no id stands by itself.
    """
    found = settle(meetings, MEETINGS, Weighing(answering=answering))
    kept = {row["id"] for row in found.codings if answering.depositaries(Shared.MEETING, row["id"])}
    beside = {"state": "stands_beside", "ground": SIDE_BY_SIDE}
    rows = tuple(row if row["id"] in kept else row | beside for row in found.codings)
    if not kept:
        return Settled(meetings, rows)
    out = pc.and_(pc.is_in(meetings["thing"], pa.array(sorted(kept), pa.string())), _lacks(found.table, meetings))
    return Settled(meetings.filter(pc.invert(out)), rows)


def _lacks(found: pa.Table, whole: pa.Table) -> pa.ChunkedArray:
    """Return which rows of a whole table are not among those found."""
    return pc.invert(pc.is_in(whole["meeting_id"], found["meeting_id"].combine_chunks()))


def standing(table: pa.Table, authority: Authority) -> pa.Table:
    """Return a table without the rows of entries that a charter silences."""
    silenced = authority.mute | {origin for origin, _ in authority.ends}
    if not silenced or "seq" not in table.column_names:
        return table
    ledgers, seqs = table["ledger"].to_pylist(), table["seq"].to_pylist()
    said = zip(ledgers, seqs, strict=True)
    kept = [one not in silenced or authority.ended(one, seq) is None for one, seq in said]
    return table.filter(pa.array(kept, pa.bool_()))


def in_question(table: pa.Table, kind: Kind, answering: Answering) -> pa.Array:
    """Return the ids of things of which it must be asked whose coding answers: coded by several, or not by who keeps them."""
    named = answering.named_things(kind.what)
    if len(pc.unique(table["ledger"])) < 2 and not named:
        return pa.array([], pa.string())
    told = table.select([kind.id, "ledger"]).group_by([kind.id, "ledger"]).aggregate([])
    counted = told.group_by(kind.id).aggregate([("ledger", "count")])
    several = set(counted.filter(pc.greater(counted["ledger_count"], 1))[kind.id].to_pylist())
    if named:
        several |= _not_by_keeper(told, kind, [one for one in named if one is not None], answering)
    return pa.array(sorted(several - {None}), pa.string())


def _not_by_keeper(told: pa.Table, kind: Kind, own: list[str], answering: Answering) -> set[str]:
    """Return the things that an office codes which is not their depositary; `own` have one of their own."""
    asked = pc.is_in(told[kind.id], pa.array(own, pa.string()))
    if answering.depositaries(kind.what):
        asked = pc.or_(asked, pc.not_equal(told["ledger"], answering.keeper(kind.what) or ""))
    some = told.filter(asked).drop_null()
    pairs = zip(some[kind.id].to_pylist(), some["ledger"].to_pylist(), strict=True)
    return {thing for thing, ledger in pairs if _foreign(kind.what, thing, ledger, answering)}


def _foreign(what: Shared, thing: str, ledger: str, answering: Answering) -> bool:
    """Say whether a thing is coded by an office that is not its one depositary under the charter."""
    kept = answering.depositaries(what, thing)
    return bool(kept) and kept != ((ledger, answering.keys.get(ledger)),)


def _said(rows: Iterable[Row], of: str) -> Iterator[tuple[str, dict[str, Coding]]]:
    """Yield each thing with its codings by ledger."""
    held: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        held.setdefault(row[of], {}).setdefault(row["ledger"], []).append(row)
    for thing, by_ledger in sorted(held.items()):
        yield thing, {ledger: coding(found) for ledger, found in by_ledger.items()}


def coding(rows: Iterable[Row], *, but: Collection[str] = ()) -> Coding:
    """Return the coding that rows of one ledger make up; columns in `but` say nothing either."""
    rows = list(rows)
    names = [name for name in rows[0] if name not in NOT_SAID and name not in but]
    says = frozenset(tuple([_plain(row[name]) for name in names]) for row in rows)
    ids = {row.get("statement_id") or row.get("meeting_id") for row in rows}
    return Coding(says, tuple(sorted(one for one in ids if one)))


def _plain(value: Any) -> Hashable:
    return tuple(sorted(value)) if isinstance(value, list) else value
