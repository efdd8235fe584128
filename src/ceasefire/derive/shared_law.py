"""Shared law: whose coding of instruments, zones, lists, accessions, parties and sources answers, and which acts have effect."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa

from ceasefire.derive.graph import Get, Stage, Tables, stage, value
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta, Held

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.grounds.parts import Grounds
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.agreements.law.accessions import SettledAccessions
    from ceasefire.agreements.law.act_states import ActLaw
    from ceasefire.agreements.law.codings import Settled
    from ceasefire.agreements.law.instruments import InstrumentLaw
    from ceasefire.agreements.law.powers import Holds
    from ceasefire.derive.coded import Coded
    from ceasefire.parties.authority import Answering


class SharedLaw(NamedTuple):
    """What answers of the facts around the instruments, with what stands beside it or is contested."""

    instruments: "InstrumentLaw"
    zones: "Settled"
    lists: "Settled"
    accessions: "SettledAccessions"
    parties: "Settled"
    acts: "ActLaw"

    def context(self, meetings: pa.Table, accounts: pa.Table) -> "Context":
        """Return what incidents and duties are tested against."""
        from ceasefire.agreements import Context
        from ceasefire.agreements.scope.who_what.holders import holds

        found = Context.build(
            self.instruments.answering,
            parties=self.parties.table,
            zones=self.zones.table,
            accessions=self.accessions.table,
            designations=self.lists.table,
            acts=self.acts.acts,
            meetings=meetings,
            accounts=accounts,
            claims=self.acts.claims,
        )
        whole = found.with_contested(
            instruments=self.instruments.contested,
            zones=self.zones.contested,
            lists=self.lists.contested,
            accessions=self.accessions.contested,
        )
        return replace(whole, grounds=self._grounds(whole, meetings, accounts), holds=holds)

    def _grounds(self, context: "Context", meetings: pa.Table, accounts: pa.Table) -> "Grounds":
        from ceasefire.agreements.grounds.parts import Facts, Grounds

        facts = Facts(
            parties=self.parties.table,
            zones=self.zones.table,
            lists=self.lists.table,
            accessions=self.accessions.table,
            acts=self.acts.acts,
            meetings=meetings,
            accounts=accounts,
        )
        return Grounds(context, {one: self.instruments.codings_of(one) for one in context.instruments}, facts)

    @property
    def codings(self) -> tuple[dict[str, Any], ...]:
        """Rows of `codings`, of all but sources and meetings."""
        parts = (self.instruments, self.zones, self.lists, self.accessions, self.parties)
        return tuple(row for one in parts for row in one.codings)


@value
def instrument_law(coded: "Coded", *, answering: "Answering") -> "InstrumentLaw":
    """Return whose coding of each instrument answers, and which instruments are contested."""
    from ceasefire.agreements.law.instruments import settle_instruments

    return settle_instruments(coded.instruments, answering)


@value
def instruments(instrument_law: "InstrumentLaw") -> "tuple[Instrument, ...]":
    """Return the coded agreements that answer."""
    return instrument_law.answering


@value
def shared_law(
    instrument_law: "InstrumentLaw",
    parties: pa.Table,
    zones: pa.Table,
    accessions: pa.Table,
    designations: pa.Table,
    acts: pa.Table,
    *,
    answering: "Answering",
    publisher: str | None,
) -> SharedLaw:
    """Return what answers of the facts around the instruments."""
    from ceasefire.agreements.law.accessions import settle_accessions
    from ceasefire.agreements.law.act_states import act_law
    from ceasefire.agreements.law.codings import LISTS, ZONES, Weighing, settle
    from ceasefire.agreements.law.powers import TextLaw

    weighing = Weighing(answering=answering)
    joined, known = settle_accessions(accessions, weighing), settled_parties(parties, answering, publisher)
    texts = {one.id: TextLaw.of(one) for one in instrument_law.answering}
    contested = [one.id for one in instrument_law.contested]
    return SharedLaw(
        instruments=instrument_law,
        zones=settle(zones, ZONES, weighing),
        lists=settle(designations, LISTS, weighing),
        accessions=joined,
        parties=known,
        acts=act_law(acts, texts.get, contested, answering, _holders(instrument_law, known, joined)),
    )


def _holders(instrument_law: "InstrumentLaw", parties: "Settled", accessions: "SettledAccessions") -> "Holds":
    """Return who tells whether a party is one of a group that holds a power; what it asks is made when first asked for."""
    from ceasefire.agreements import Context
    from ceasefire.agreements.scope.who_what.holders import holds

    @cache
    def held() -> Context:
        found = Context.build(instrument_law.answering, parties=parties.table, accessions=accessions.table)
        return found.with_contested(accessions=accessions.contested)

    return lambda *asked: holds(held(), *asked)


def settled_parties(parties: pa.Table, answering: "Answering", publisher: str | None) -> "Settled":
    """Return the rows of `parties` that answer: of each party one office's, never several merged.

    Where nobody is named to answer it is the office that compiles the record (`publisher`); a name that it gives to one
    party is taken by no other office for another.
    """
    from ceasefire.agreements.law.codings import PARTIES, Weighing, settle, without_borrowed

    found = settle(parties, PARTIES, Weighing(answering=answering, compiler=publisher))
    return without_borrowed(found, PARTIES, publisher)


def settled_sources(sources: pa.Table, answering: "Answering", publisher: str | None) -> "Settled":
    """Return the rows of `sources` that answer, as `settled_parties` does."""
    from ceasefire.agreements.law.codings import SOURCES, Weighing, settle, without_borrowed

    found = settle(sources, SOURCES, Weighing(answering=answering, compiler=publisher))
    return without_borrowed(found, SOURCES, publisher)


_SETTLED: Final[Mapping[str, Callable[[pa.Table, "Answering", str | None], "Settled"]]] = {
    "parties": settled_parties,
    "sources": settled_sources,
}
_UNDER: Final = ("answering", "publisher")


def answering_rows(name: str, table: pa.Table, answering: "Answering", publisher: str | None) -> pa.Table:
    """Return of the table `parties` or `sources` the rows that answer; raises KeyError for any other."""
    return _SETTLED[name](table, answering, publisher).table


def of_what_answers(one: Stage) -> Stage:
    """Return a stage that is given, of `parties` and `sources`, the rows that answer and no others."""

    def run(*needs: object, **settings: object) -> Mapping[str, object]:
        given = [_answering(name, need, settings.__getitem__) for name, need in zip(one.needs, needs, strict=True)]
        return one.run(*given, **{name: settings[name] for name in one.settings})

    def step(changes: Mapping[str, Delta], held: Held, get: Get) -> Mapping[str, Delta] | None:
        return one.step(changes, _HeldAnswers(held, get), get) if one.step is not None else None

    settings = (*one.settings, *(name for name in _UNDER if name not in one.settings))
    return one._replace(run=run, settings=settings, step=None if one.step is None else step)


def _answering(name: str, need: object, get: Get) -> object:
    if name not in _SETTLED:
        return need
    assert isinstance(need, pa.Table)
    return answering_rows(name, need, get("answering"), get("publisher"))  # type: ignore[arg-type]


class _HeldAnswers:
    """The kept tables, of `parties` and `sources` with the rows that answer."""

    def __init__(self, held: Held, get: Get) -> None:
        self._held, self._get = held, get
        self.during, self.count, self.rows = held.during, held.count, held.rows

    def whole(self, table: str) -> pa.Table:
        """Return a whole table."""
        found = _answering(table, self._held.whole(table), self._get)
        assert isinstance(found, pa.Table)
        return found


@stage("codings")
def codings(
    shared_law: SharedLaw, sources: pa.Table, meetings: pa.Table, *, answering: "Answering", publisher: str | None
) -> Tables:
    """Return the codings of everything that several offices code, or another than the charter names: which answers, and why."""
    from ceasefire.agreements.law.codings import settle_meetings

    others = (settled_sources(sources, answering, publisher), settle_meetings(meetings, answering))
    rows = [*shared_law.codings, *(row for one in others for row in one.codings)]
    rows.sort(key=lambda row: (row["what"], row["id"], row["ledger"]))
    return {"codings": pa.Table.from_pylist(rows, schema=schema("codings"))}


@stage("act_states")
def act_states(shared_law: SharedLaw) -> Tables:
    """Return every act that is recorded: what it takes, whose word is there, and whether it has effect."""
    return {"act_states": pa.Table.from_pylist(list(shared_law.acts.states), schema=schema("act_states"))}
