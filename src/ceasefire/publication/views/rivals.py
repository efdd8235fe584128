"""Rival statements of one fact, side by side with their sources, and the argued answer where there is one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ceasefire.publication.inputs import Row
from ceasefire.publication.views.report_data import Material
from ceasefire.vocabulary.codes import CLASHING

if TYPE_CHECKING:
    import pyarrow as pa

KINDS: Final = {
    "rival": "Told differently by different sources",
    "count_against_list": "Counts that do not fit their own list",
    "counter_falls": "Running counters that fall",
    "outlets_differ": "One bulletin, printed differently by outlets",
    "bounds_differ": "Bounds that differ and can all hold",
    "coarser": "Told more or less exactly, not in conflict",
    "series": "Running counts as of several days: dated answers, not in conflict",
    "over_time": "Another answer as of another day, not in conflict",
}
"""Kinds of conflict in the order in which they are printed; `reports_differ` is printed with its incident."""
OF_AN_INCIDENT: Final = "reports_differ"
IN_CONFLICT: Final = frozenset({*CLASHING, "counter_falls"}) - {OF_AN_INCIDENT}


@dataclass(frozen=True, kw_only=True)
class Version:
    """One value of the fact, with those who tell it."""

    value: str
    told_by: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Rivalry:
    """One fact with the values told of it, the argued answers, and what a check found."""

    kind: str
    subject: str
    about: str
    versions: tuple[Version, ...]
    answers: tuple[Row, ...]
    found: tuple[str, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(r["statement_id"] for v in self.versions for r in v.told_by if r["statement_id"])


def rivalries(material: Material) -> dict[str, tuple[Rivalry, ...]]:
    """Return the conflicts by kind, kinds in the order of KINDS; unknown kinds come last."""
    facts: dict[str, list[Row]] = {}
    for row in _conflicts(material, of_an_incident=False).to_pylist():
        facts.setdefault(row["conflict_id"], []).append(row)
    every = sorted((_rivalry(rows) for rows in facts.values()), key=lambda r: (r.subject, r.about, r.statements))
    kinds = [*KINDS, *sorted({r.kind for r in every} - KINDS.keys())]
    return {k: found for k in kinds if (found := tuple(r for r in every if r.kind == k))}


def differing(material: Material) -> dict[str, tuple[str, ...]]:
    """Return for each incident whose reports differ what they differ on."""
    found: dict[str, set[str]] = {}
    for row in _conflicts(material, of_an_incident=True).select(["subject", "property"]).to_pylist():
        if row["subject"] and row["property"]:
            found.setdefault(row["subject"], set()).add(row["property"])
    return {incident: tuple(sorted(on)) for incident, on in found.items()}


def _conflicts(material: Material, *, of_an_incident: bool) -> "pa.Table":
    import pyarrow.compute as pc

    table = material.inputs.table("conflicts")
    own = pc.fill_null(pc.equal(table["kind"], OF_AN_INCIDENT), False)
    return table.filter(own if of_an_incident else pc.invert(own))


def _rivalry(rows: list[Row]) -> Rivalry:
    stated = sorted((r for r in rows if not r["answer"]), key=_order)
    return Rivalry(
        kind=rows[0]["kind"] or "rival",
        subject=rows[0]["subject"] or "",
        about=rows[0]["property"] or "",
        versions=_versions(stated),
        answers=tuple(sorted((r for r in rows if r["answer"]), key=_order)),
        found=tuple(dict.fromkeys(r["ground"] for r in rows if r["ground"] and not r["answer"])),
    )


def _versions(stated: list[Row]) -> tuple[Version, ...]:
    """Return the values in the order in which they are first stated, each with all who state it."""
    by_value: dict[str, list[Row]] = {}
    for row in stated:
        by_value.setdefault(row["normal"] or row["value"] or "", []).append(row)
    return tuple(Version(value=_value(rows[0]), told_by=tuple(rows)) for rows in by_value.values())


def _value(row: Row) -> str:
    """Return the value as stated; where it is an item of a list, with the day that makes it countable."""
    value = row["value"] or "no value told"
    listed = row["kind"] == "count_against_list" and row["normal"] not in (None, value)
    return f"{value}: {row['normal']}" if listed else str(value)


def _order(row: Row) -> tuple[str, str, str]:
    return str(row["as_of"] or row["published"] or "9"), row["publisher"] or "", row["statement_id"] or ""
