"""How far charter versions have come, as rows of the table `charter_states`."""

from collections.abc import Iterable, Mapping
from typing import Any

from ceasefire.parties.authority.speaking import Authority, beside, waiting_words

Row = dict[str, Any]


def states(charters: Iterable[Mapping[str, Any]], authority: Authority) -> list[Row]:
    """Return a row for each row of `charters`, sorted by mechanism and id; the pinned one also where it is not here."""
    rows = [_row(one, authority) for one in charters]
    here = {row["charter_id"] for row in rows}
    if authority.pin is not None and authority.pin not in here:
        rows.append(_not_here(authority.pin))
    return sorted(rows, key=lambda row: (row.get("mechanism") or "", row["charter_id"]))


def _row(charter: Mapping[str, Any], authority: Authority) -> Row:
    name = charter["charter_id"]
    version = authority.versions.get(name)
    row: Row = {
        "charter_id": name,
        "mechanism": charter["mechanism"],
        "title": charter["title"],
        "follows": charter["follows"],
        "proposed_by": charter["ledger"],
        "pinned": name == authority.pin,
        "in_force": authority.in_force is not None and authority.in_force.id == name,
        "fork": beside(name, authority.forks),
    }
    if version is None:
        return row | {"state": "proposed", "why": _not_reached(charter["follows"], authority)}
    return row | {
        "accepted_by": list(version.accepted),
        "declined_by": list(version.declined),
        "waiting_for": list(version.waiting),
        "state": version.state,
        "why": waiting_words(version),
    }


def _not_reached(follows: str | None, authority: Authority) -> str:
    """Say why a version is not looked at: the pin chose the one beside it, or has nothing to do with it."""
    before = authority.versions.get(follows or "")
    if before is not None:
        return f"it follows {before.id[:12]} beside the line that the reader's pin chose; pin it to see who accepted it"
    return "the reader's pin does not reach it; pin it to see who accepted it"


def _not_here(pin: str) -> Row:
    why = "the reader pins it, and it is not among the charters that can be read in this record"
    return {"charter_id": pin, "state": "not_here", "pinned": True, "in_force": False, "why": why}
