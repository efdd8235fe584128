"""The context of an answer again, from exactly the statements that its grounds name, whatever answers today."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ceasefire.agreements.context import Context
from ceasefire.agreements.grounds.parts import counted_for, read_of, row_digest
from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.law.accessions import Joiner
from ceasefire.agreements.law.act_states import Claim
from ceasefire.agreements.law.codings import Contest
from ceasefire.agreements.law.instruments import CodedInstrument, ContestedInstrument
from ceasefire.vocabulary.tables import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
TABLES: Final = {
    "party": ("parties", "statement_id"),
    "zone": ("zones", "statement_id"),
    "list": ("designations", "statement_id"),
    "accession": ("accessions", "statement_id"),
    "act": ("acts", "act_id"),
    "meeting": ("meetings", "meeting_id"),
    "account": ("duty_reports", "duty_report_id"),
}
"""The table of each part that is stated, and its column of ids."""


class NotAsItWas(ValueError):
    """Some grounds cannot be had again; `missing` says in words which."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__("; ".join(self.missing))


def rebuilt(
    grounds: Iterable[Row], tables: "Mapping[str, pa.Table]", coded: Callable[[str, str], Instrument]
) -> Context:
    """Return the context that rows of `grounds` name, all parties among them.

    `tables` hold at least the rows of the statements named, as they were filed; `coded` gives the instrument of a file by its
    digest, and its name. Raises NotAsItWas for a statement that is not there, or says another thing than it did, and for a
    file that cannot be had.
    """
    rows = list(grounds)
    held = {part: _stated(part, rows, tables) for part in TABLES}
    missing = [words for found in held.values() for words in found[1]]
    instruments = {}
    for row in rows:
        if row["part"] == "instrument":
            try:
                one = coded(row["digest"], f"{row['id']}.yaml")
                instruments[row["digest"]] = CodedInstrument(one, row["digest"], "", 0, row["statement_id"])
            except (ValueError, OSError) as error:
                missing.append(f"the file of the instrument {row['id']} cannot be read: {error}")
    if missing:
        raise NotAsItWas(missing)
    try:
        return _context(rows, {TABLES[part][0]: table for part, (table, _) in held.items()}, instruments)
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise NotAsItWas(
            ["the grounds do not fit together: a claim or contest among them is not of its form"]
        ) from None
    except ValueError as error:
        raise NotAsItWas([f"the grounds do not fit together: {error}"]) from None


def _stated(part: str, rows: Iterable[Row], tables: "Mapping[str, pa.Table]") -> "tuple[pa.Table, list[str]]":
    """Return the rows of the statements that a kind of part names, and in words what of them is not as it was."""
    import pyarrow as pa

    name, key = TABLES[part]
    filed: dict[str, Row] = {row[key]: row for row in tables[name].to_pylist()}
    found, missing = {}, []
    for row in rows:
        if row["part"] != part or row["statement_id"] is None:
            continue
        held = filed.get(row["statement_id"])
        held = counted_for(held, row["id"]) if held is not None and part in ("accession", "act") else held
        if held is None:
            missing.append(f"the {part} {row['id']} is not in the record: statement {row['statement_id']}")
        elif row_digest(read_of(part, held)) != row["digest"]:
            missing.append(f"the {part} {row['id']} is read in another way now: statement {row['statement_id']}")
        else:
            found[row["statement_id"]] = held
    return pa.Table.from_pylist(list(found.values()), schema=schema(name)), missing


def _context(rows: list[Row], tables: "Mapping[str, pa.Table]", coded: Mapping[str, CodedInstrument]) -> Context:
    contested = _contests(rows, "instrument")
    answering = [one.instrument for one in coded.values() if one.instrument.id not in contested]
    claims = [_claim(_told(row)) for row in rows if row["part"] == "claim"]
    accounts = tables["duty_reports"]
    facts = {name: table for name, table in tables.items() if name != "duty_reports"}
    return Context.build(answering, **facts, accounts=accounts, claims=claims).with_contested(
        instruments=[ContestedInstrument(_codings(one, coded), contest) for one, contest in contested.items()],
        zones=_contests(rows, "zone"),
        lists=_contests(rows, "list"),
        accessions=[(_joiner(one), _contest(one)) for one in _of(rows, "accession")],
    )


def _claim(told: Row) -> Claim:
    day = told["day"]
    return Claim(**told | {"day": date.fromisoformat(day) if day else None})


def _of(rows: Iterable[Row], what: str) -> list[Row]:
    """Return what is contested of one kind."""
    told = (_told(row) for row in rows if row["part"] == "contested")
    return [one for one in told if one["what"] == what]


def _contests(rows: Iterable[Row], what: str) -> dict[str, Contest]:
    return {one["id"]: _contest(one) for one in _of(rows, what)}


def _told(row: Row) -> Row:
    """Return what a part that no statement says by itself holds."""
    return dict(json.loads(row["id"]))


def _contest(told: Row) -> Contest:
    return Contest(told["words"], tuple(told["rests"]))


def _joiner(told: Row) -> Joiner:
    return Joiner(told["instrument"], told["party"], told["class_of"])


def _codings(instrument: str, coded: Mapping[str, CodedInstrument]) -> tuple[CodedInstrument, ...]:
    return tuple(one for one in coded.values() if one.instrument.id == instrument)


def lists_of(digest: str, grounds: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of one list of grounds and of the list of parties that it names; raises NotAsItWas where none has it."""
    rows = list(grounds)
    own = [row for row in rows if row["grounds"] == digest]
    if not own:
        raise NotAsItWas([f"no grounds have the digest {digest}"])
    parties = {row["digest"] for row in own if row["part"] == "party" and row["statement_id"] is None}
    yield from own
    yield from (row for row in rows if row["grounds"] in parties)
