"""Rival statements of one fact, side by side with their sources, and the argued answer where there is one."""

from dataclasses import dataclass
from typing import Final

from ceasefire.publication.inputs import Row
from ceasefire.publication.views.material import Material

KINDS: Final = {
    "rival": "Told differently by different sources",
    "outlets_differ": "One bulletin, printed differently by outlets",
    "counter_falls": "A running counter that falls",
    "count_against_list": "A count that does not fit its own list",
    "over_time": "Told differently as time passed: not necessarily in conflict",
}
"""Kinds of conflict in the order in which they are printed."""


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
    for row in material.inputs.rows("conflicts"):
        facts.setdefault(row["conflict_id"], []).append(row)
    every = sorted((_rivalry(rows) for rows in facts.values()), key=lambda r: (r.subject, r.about, r.statements))
    kinds = [*KINDS, *sorted({r.kind for r in every} - KINDS.keys())]
    return {k: found for k in kinds if (found := tuple(r for r in every if r.kind == k))}


def _rivalry(rows: list[Row]) -> Rivalry:
    told: dict[str, list[Row]] = {}
    for row in sorted((r for r in rows if not r["answer"]), key=_order):
        told.setdefault(row["normal"] or row["value"] or "", []).append(row)
    grounds = (r["ground"] for r in rows if r["ground"] and not r["answer"])
    return Rivalry(
        kind=rows[0]["kind"] or "rival",
        subject=rows[0]["subject"] or "",
        about=rows[0]["property"] or "",
        versions=tuple(Version(value=v[0]["value"] or "no value told", told_by=tuple(v)) for v in told.values()),
        answers=tuple(sorted((r for r in rows if r["answer"]), key=_order)),
        found=tuple(dict.fromkeys(grounds)),
    )


def _order(row: Row) -> tuple[str, str, str]:
    return str(row["published"] or row["as_of"] or "9"), row["publisher"] or "", row["statement_id"] or ""
