"""Whose coding of an instrument answers, by the digest of the coded file."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.law.codings import Coding, Contest, Weighing
from ceasefire.parties.authority import Answering
from ceasefire.vocabulary.codes import Shared

Row = dict[str, Any]


class CodedInstrument(NamedTuple):
    """An instrument as one office codes it, and the statement that names the file."""

    instrument: Instrument
    reading: str
    ledger: str
    seq: int
    statement: str


class ContestedInstrument(NamedTuple):
    """An instrument that offices code differently while none is named to answer."""

    codings: tuple[CodedInstrument, ...]
    contest: Contest

    @property
    def id(self) -> str:
        """The id that all codings have."""
        return self.codings[0].instrument.id

    @property
    def stand_in(self) -> Instrument:
        """An instrument in the place of all: it has every provision that any coding has, each without a meaning of its own."""
        provisions = {p.id: p for one in self.codings[::-1] for p in one.instrument.provisions}
        for one in self.codings:  # what any coding forbids is tested, whatever another makes of it
            provisions |= {p.id: p for p in one.instrument.provisions if p.forbids}
        held = tuple(provisions[name] for name in sorted(provisions))
        first = self.codings[0].instrument
        return msgspec.structs.replace(first, provisions=held, precedence=(), extension=None, term="not_told")


class InstrumentLaw(NamedTuple):
    """The instruments that answer, those contested, all codings as they are, and rows of `codings`."""

    answering: tuple[Instrument, ...]
    contested: tuple[ContestedInstrument, ...]
    coded: tuple[CodedInstrument, ...]
    codings: tuple[Row, ...]

    def codings_of(self, instrument: str) -> tuple[CodedInstrument, ...]:
        """Return the codings of one instrument that could answer: the one that does, or all those contested."""
        contested = [one.codings for one in self.contested if one.id == instrument]
        return contested[0] if contested else tuple(one for one in self.coded if one.instrument.id == instrument)


def settle_instruments(coded: Iterable[CodedInstrument], answering: Answering) -> InstrumentLaw:
    """Return which coding of each instrument answers; each office codes an instrument once."""
    held: dict[str, dict[str, CodedInstrument]] = {}
    for one in coded:
        if answering.authority.ended(one.ledger, one.seq) is None:
            held.setdefault(one.instrument.id, {})[one.ledger] = one
    weighing = Weighing(answering=answering)
    answers, contested, shown = [], [], []
    rows: list[Row] = []
    for thing, by in held.items():
        found = weighing.weighed(
            Shared.INSTRUMENT, thing, {ledger: Coding(one.reading, (one.statement,)) for ledger, one in by.items()}
        )
        if found.answers is not None:
            answers.append(by[found.answers].instrument)
            shown.append(by[found.answers])
        elif found.contest is not None:
            rivals = [row["ledger"] for row in found.rows if row["state"] == "contested"]
            contested.append(ContestedInstrument(tuple(by[one] for one in rivals), found.contest))
        rows += found.rows if found.is_shown else ()
    return InstrumentLaw(tuple(answers), tuple(contested), tuple(shown), tuple(rows))
