"""Two readings of one text side by side: what an instrument's rival readings change in the tests and in the duties."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import numpy as np

from ceasefire.api.arguments import looked_on, one_of, one_of_or_none
from ceasefire.api.other_law import OtherLaw
from ceasefire.api.page import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa

    from ceasefire.agreements import Context
    from ceasefire.agreements.language.model import Instrument, Rival
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.vocabulary.arrays import Levels

Answer = dict[str, Any]
OURS: Final = "ours"
"""Name of the reading that the coding itself is."""
SHOWN_OF_DUTY: Final = ("holder_words", "due", "due_from", "due_why", "state")
"""Columns of a duty that are shown side by side; a duty of which none differs is no difference."""


class Reading(NamedTuple):
    """A rival reading that can be tested: of which instrument, and of which provision where it is about one."""

    instrument: str
    provision: str | None
    rival: "Rival"

    @property
    def name(self) -> str:
        """How it is asked for: INSTRUMENT:ID."""
        return f"{self.instrument}:{self.rival.id}"


def readings(record: "HeldRecord", instrument: str | None = None) -> list[Reading]:
    """Return the rival readings of the coded instruments that can be tested beside ours, or those of one instrument.

    Raises BadArgument for an instrument that no coding answers for.
    """
    held = {one.id: one for one in record.instruments()}
    one_of_or_none("instrument", instrument, sorted(held))
    return [one for name in sorted(held) if instrument in (None, name) for one in _of(held[name])]


def _of(instrument: "Instrument") -> "Iterator[Reading]":
    from ceasefire.agreements.language.readings import readings as ids

    testable = set(ids(instrument))
    told: list[tuple[str | None, Rival]] = [(None, one) for one in instrument.rivals]
    told += [(p.id, one) for p in instrument.provisions for one in p.rivals]
    return (Reading(instrument.id, provision, one) for provision, one in told if one.id in testable and one.reads)


def law_under(record: "HeldRecord", reading: str) -> OtherLaw:
    """Return the tables of a record under a rival reading, asked for as INSTRUMENT:ID; raises BadArgument for one that there is not."""
    known = {one.name: one for one in readings(record)}
    return _under(record, known[one_of("reading that can be tested", reading, known)])


def _under(record: "HeldRecord", reading: Reading) -> OtherLaw:
    from ceasefire.agreements.language.readings import under
    from ceasefire.agreements.law.instruments import InstrumentLaw

    law = record.tables.typed_value("instrument_law", InstrumentLaw)
    assert reading.rival.id is not None
    answering = tuple(under(one, reading.rival.id) if one.id == reading.instrument else one for one in law.answering)
    return OtherLaw(record.tables, values={"instrument_law": law._replace(answering=answering)})


def compare(record: "HeldRecord") -> list[Answer]:
    """Return the tests whose result differs between the coding and a rival reading, for every reading that can be tested.

    A row names the thing (`what` is `reading`, `id` INSTRUMENT:ID), incident, instrument and provision, and in `results` what
    each of the two gives: `ours`, and the id of the reading.
    """
    every = readings(record)
    if not every:
        return []
    tested = _Tested.of(record)
    return [row for one in every for row in tested.differing(one, _under(record, one))]


def changes(
    record: "HeldRecord", instrument: str | None = None, *, on: "date | str | None" = None, limit: int | None = None
) -> list[Answer]:
    """Return for each rival reading of an instrument (of all without one) what it says, and which tests and duties differ under it.

    `hits` and `duties` are `{"total", "rows"}`, with `limit` rows at the most; duties are as of a day (default: today). Raises
    BadArgument for an instrument of which no coding answers, or for what is no day.
    """
    every, day = readings(record, instrument), looked_on(on) or date.today()
    if not every:
        return []
    tested, owed = _Tested.of(record), record.table("duties", on=day).to_pylist()
    found = []
    for one in every:
        law = _under(record, one)
        hits, duties = tested.differing(one, law), _differing_duties(one, owed, law, day)
        found.append(_told(one) | {"hits": listed(hits, limit), "duties": listed(duties, limit)})
    return found


def _told(reading: Reading) -> Answer:
    """Return what a reading says, and in `reads` what it puts in the place of ours, in the fields of the language."""
    from ceasefire.agreements.language.model import plain

    rival = reading.rival
    assert rival.reads is not None
    return {
        "reading": reading.name,
        "provision": reading.provision,
        "about": rival.about,
        "says": rival.says,
        "reads": plain(rival.reads),
        "source": plain(rival.source),
    }


class _Tested(NamedTuple):
    """The incidents with the results of their tests as the coding has it."""

    incidents: "pa.Table"
    results: "dict[tuple[str, str], Levels]"

    @classmethod
    def of(cls, record: "HeldRecord") -> "_Tested":
        incidents = record.table("incidents")
        return cls(incidents, _results(incidents, OtherLaw(record.tables).context()))

    def differing(self, reading: Reading, law: OtherLaw) -> list[Answer]:
        """Return the tests that differ under a reading, provision by provision."""
        from ceasefire.agreements.scope.results import RESULTS

        ids, theirs = self.incidents["incident_id"].to_pylist(), _results(self.incidents, law.context())
        return [
            {
                "what": "reading",
                "id": reading.name,
                "incident_id": ids[n],
                "instrument": name[0],
                "provision": name[1],
                "results": {OURS: str(RESULTS[ours[n]]), str(reading.rival.id): str(RESULTS[theirs[name][n]])},
            }
            for name, ours in self.results.items()
            for n in np.flatnonzero(ours != theirs[name]).tolist()
        ]


def _results(incidents: "pa.Table", context: "Context") -> "dict[tuple[str, str], Levels]":
    """Return the result of each test: int8 [incidents] for each provision."""
    from ceasefire.agreements.scope.hit_test import HitTest

    test = HitTest(context)
    batches = list(test.batches(incidents))
    return {
        (i.id, p.id): np.concatenate([batch.answers[n].result for batch in batches] or [np.empty(0, np.int8)])
        for n, (i, p) in enumerate(test.tested)
    }


def _differing_duties(reading: Reading, owed: list[Answer], law: OtherLaw, day: date) -> list[Answer]:
    """Return the duties that differ, one row each: what of them is shown as the coding has it, and as the reading has it."""
    ours, theirs = _by_duty(owed), _by_duty(cast("pa.Table", law.get("duties", day)).to_pylist())
    return [
        {"instrument": key[0], "provision": key[1], "what": (ours.get(key) or theirs[key])["what"]}
        | {OURS: _shown(ours.get(key)), str(reading.rival.id): _shown(theirs.get(key))}
        for key in sorted(ours.keys() | theirs.keys())
        if _shown(ours.get(key)) != _shown(theirs.get(key))
    ]


def _by_duty(rows: "Iterable[Answer]") -> "Mapping[tuple[str, str, int], Answer]":
    """Return the rows by provision and their number within it: a provision with several deadlines has several rows."""
    found: dict[tuple[str, str, int], Answer] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["instrument"], row["provision"])
        found[*key, seen.setdefault(key, 0)] = row
        seen[key] += 1
    return found


def _shown(row: Answer | None) -> Answer | None:
    return None if row is None else {name: row[name] for name in SHOWN_OF_DUTY}
