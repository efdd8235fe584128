"""An answer worked out again on its own grounds: the same, different and in what, or why that cannot be told."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.agreements.context import Context
from ceasefire.agreements.grounds.parts import Part, code_digest, list_digest
from ceasefire.agreements.grounds.rebuilt import NotAsItWas, lists_of, rebuilt
from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.scope.hit_tables import hits
from ceasefire.agreements.scope.wanted import Wanted
from ceasefire.vocabulary.tables import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_NAMES: Final = ("incident_id", "instrument", "provision")
COMPARED: Final = tuple(name for name in schema("hits").names if name not in (*_NAMES, "grounds"))
"""Columns of `hits` that are compared."""
_WORDS: Final = ("text_ref", "says")
"""The clause in words, as its instrument tells it."""
_ANY_ORDER: Final = ("missing", "rests_on", "asserted_by", "disputed_by")


class Again(NamedTuple):
    """What became of one answer: `same`, `differs` or `cannot`; columns with what they said then and say now; what is missing."""

    instrument: str
    provision: str
    state: str
    differs: tuple[tuple[str, Any, Any], ...] = ()
    missing: tuple[str, ...] = ()
    other_code: bool = False
    """Whether the program that worked it out then was another than this one."""


class Filed(NamedTuple):
    """What statements and files say as they were filed, in or out of force today."""

    tables: "Callable[[Iterable[str]], Mapping[str, pa.Table]]"
    """Gives the stated tables of some statements alone, by their ids."""
    coded: Callable[[str, str], Instrument]
    """Gives the instrument of a file by its digest, and its name; raises ValueError or OSError where there is none."""


def recompute(told: Iterable[Row], grounds: Iterable[Row], incident: "pa.Table", filed: Filed) -> list[Again]:
    """Work out rows of `hits` of one incident again, each on the grounds that it names; `incident` is its row as it was."""
    rows, contexts = list(grounds), dict[str, Context | NotAsItWas]()
    found = []
    for hit in told:
        digest = hit["grounds"] or ""
        if digest not in contexts:
            contexts[digest] = _context(digest, rows, filed)
        found.append(_again(hit, contexts[digest], incident, _is_other_code(digest, rows)))
    return found


def _context(digest: str, grounds: list[Row], filed: Filed) -> Context | NotAsItWas:
    try:
        rows = list(lists_of(digest, grounds))
        for one in {row["grounds"] for row in rows}:
            if list_digest(_parts(row for row in rows if row["grounds"] == one)) != one:
                raise NotAsItWas(
                    [f"the grounds {one} are not those of their digest: some were added, changed or left out"]
                )
        ids = {row["statement_id"] for row in rows if row["statement_id"] is not None}
        return rebuilt(rows, filed.tables(ids), filed.coded)
    except NotAsItWas as lost:
        return lost


def _parts(rows: Iterable[Row]) -> list[Part]:
    return [Part(row["part"], row["id"], row["statement_id"], row["digest"]) for row in rows]


def _is_other_code(digest: str, grounds: Iterable[Row]) -> bool:
    return any(row["grounds"] == digest and row["part"] == "code" and row["digest"] != code_digest() for row in grounds)


def _again(hit: Row, context: Context | NotAsItWas, incident: "pa.Table", other_code: bool) -> Again:
    name = (hit["instrument"], hit["provision"])
    if isinstance(context, NotAsItWas):
        return Again(*name, "cannot", missing=context.missing, other_code=other_code)
    [own] = incident["incident_id"].to_pylist()
    if hit["incident_id"] != own:
        missing = (f"it is a test of the incident {hit['incident_id']}, and the file tells of {own}",)
        return Again(*name, "cannot", missing=missing, other_code=other_code)
    wanted = Wanted(instrument=name[0], provision=name[1])
    now = next(iter(hits(incident, context, wanted).to_pylist()), None)
    if now is None:
        missing = (f"{'/'.join(name)} is no provision that is tested, or the incident is not there",)
        return Again(*name, "cannot", missing=missing, other_code=other_code)
    words = {c: text for c, text in _words(context, *name).items() if hit.get(c) is not None}
    now, columns = now | words, (*COMPARED, *words)
    differs = tuple((c, hit.get(c), now[c]) for c in columns if _plain(c, hit.get(c)) != _plain(c, now[c]))
    return Again(*name, "differs" if differs else "same", differs, other_code=other_code)


def _words(context: Context, instrument: str, provision: str) -> dict[str, str | None]:
    """Return the clause of a test in words, from the instrument as it was rebuilt; nothing of a contested one."""
    held = [p for i, p in context.provisions if (i.id, p.id) == (instrument, provision)]
    return {name: getattr(held[0], name) for name in _WORDS} if held else {}


def _plain(column: str, value: Any) -> Any:
    return sorted(value or ()) if column in _ANY_ORDER else value
