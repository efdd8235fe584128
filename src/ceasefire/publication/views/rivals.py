"""Rival statements of one fact, side by side with their sources, and the argued answer where there is one."""

from dataclasses import dataclass

from ceasefire.publication.inputs import Row
from ceasefire.publication.views.material import Material


@dataclass(frozen=True, kw_only=True)
class Rivalry:
    """One fact with the values told of it, each with those who tell it, and the argued answers."""

    subject: str
    property: str
    values: tuple[tuple[str, tuple[Row, ...]], ...]
    resolved: tuple[Row, ...]


def rivalries(material: Material) -> tuple[Rivalry, ...]:
    """Return the facts of which at least two different values are told."""
    facts: dict[tuple[str, str], list[Row]] = {}
    for row in material.inputs.rows("assertions"):
        facts.setdefault((row["subject"] or "", row["property"] or ""), []).append(row)
    found = (_rivalry(subject, name, rows) for (subject, name), rows in sorted(facts.items()))
    return tuple(r for r in found if len(r.values) > 1)


def _rivalry(subject: str, name: str, rows: list[Row]) -> Rivalry:
    told: dict[str, list[Row]] = {}
    for row in sorted((r for r in rows if not r["resolves"]), key=_order):
        told.setdefault(_value(row), []).append(row)
    return Rivalry(
        subject=subject,
        property=name,
        values=tuple((v, tuple(r)) for v, r in told.items()),
        resolved=tuple(sorted((r for r in rows if r["resolves"]), key=_order)),
    )


def _order(row: Row) -> tuple[str, str]:
    return str(row["published"] or ""), row["assertion_id"]


def _value(row: Row) -> str:
    if row["value"]:
        return str(row["value"])
    days = [d.isoformat() for d in (row["date_start"], row["date_end"]) if d is not None]
    return " to ".join(dict.fromkeys(days)) or "no value told"
