"""Positions: who may enter what, which entries stand, which are superseded, which are refused and by which rule."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ceasefire.findings.rules.reading import RulesError, load, plain
from ceasefire.linkage import membership
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import AXES, Role
from ceasefire.vocabulary.parts import Part, Short, Text

if TYPE_CHECKING:
    import pyarrow as pa

Allowed = Literal["any", "none"] | tuple[Short, ...]


class Permission(Part, frozen=True, kw_only=True):
    """What one role may enter on each axis: any value, none, or those listed; some values need a standard of proof."""

    why: Text
    occurrence: Allowed = "none"
    responsibility: Allowed = "none"
    legal: Allowed = "none"
    proof_for: tuple[Short, ...] = ()

    def __post_init__(self) -> None:
        for axis, values in AXES.items():
            allowed = getattr(self, axis)
            unknown = set(allowed) - {v.value for v in values} if isinstance(allowed, tuple) else set()
            if unknown:
                raise ValueError(f"{axis} has no value {', '.join(sorted(unknown))}")


class Roles(Part, frozen=True, kw_only=True):
    """The permission matrix: `ceasefire: roles/1`."""

    ceasefire: Literal["roles/1"]
    title: Short
    roles: dict[Role, Permission]


def read_roles(text: str, name: str = "roles.yaml") -> Roles:
    """Return a permission matrix from YAML; raises RulesError naming what does not fit."""
    try:
        return msgspec.convert(plain(load(text, name)), Roles)
    except msgspec.ValidationError as error:
        raise RulesError(name, [(1, 1, str(error))]) from None


@cache
def default_roles() -> Roles:
    """Return the matrix that comes with the program."""
    text = Path(__file__).with_name("roles.yaml").read_text(encoding="utf-8")
    return read_roles(text)


def may_enter(
    role: str | None,
    axis: str,
    value: str | None = None,
    *,
    roles: Roles | None = None,
    standard_of_proof: str | None = None,
    proof_asked: bool = False,
) -> str | None:
    """Return None where a role may enter a value on an axis, else the refusal in words, with the rule that refuses.

    Roles and their powers are data (`roles`; by default those that come with the program). A body without a role
    enters nothing. `proof_asked` also asks for the standard of proof where the matrix does. Raises ValueError on an
    unknown axis.
    """
    if axis not in AXES:
        raise ValueError(f"{axis} is no axis; the axes are {', '.join(AXES)}")
    known = [v.value for v in AXES[axis]]
    if value is not None and value not in known:
        return f"{axis}: {value} is no value of this axis ({', '.join(known)})"
    matrix = roles if roles is not None else default_roles()
    permission = matrix.roles.get(Role(role)) if role in {r.value for r in Role} else None
    if role is None or permission is None:
        return f"{axis}: {'no role told' if not role else f'{role} is no role of this matrix'}; only a role may enter"
    refusal = _not_allowed(permission, role, axis, value)
    if refusal is None and proof_asked and value in permission.proof_for and not standard_of_proof:
        words = role.replace("_", " ")
        return f"{role}.{axis}.proof: the role of {words} enters {value} only with a standard of proof"
    return refusal


def _not_allowed(permission: Permission, role: str, axis: str, value: str | None) -> str | None:
    """Return why a role may not enter a value on an axis, whatever the proof; None where it may."""
    allowed = getattr(permission, axis)
    if allowed == "none":
        what = "may enter nothing"
    elif isinstance(allowed, tuple) and value is not None and value not in allowed:
        what = f"may not enter {value}"
    else:
        return None
    return f"{role}.{axis}: the role of {role.replace('_', ' ')} {what} on {axis}: {permission.why}"


def known_roles(parties: "pa.Table", given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the role of each body that has one: as the mechanism gives it (`given`), else the party's own."""
    own = {row["party_id"]: row["role"] for row in parties.to_pylist() if row["role"]}
    return own | dict(given or {})


def refusal(
    axis: str,
    value: str | None,
    *,
    known: str | None,
    named: str | None,
    standard_of_proof: str | None = None,
    roles: Roles | None = None,
) -> str | None:
    """Return why a position is refused, or None where it may be entered: the one rule for filing and for checking.

    `known` is the role that its body has, `named` the one that the position names. A body that names no role speaks in
    its own; one that names another is not freed from its own, and must pass both. A value for which the matrix asks a
    standard of proof needs one. Raises ValueError on an unknown axis.
    """
    asked: list[str | None] = [*dict.fromkeys(role for role in (known, named) if role)] or [None]
    found = (
        may_enter(role, axis, value, roles=roles, standard_of_proof=standard_of_proof, proof_asked=True)
        for role in asked
    )
    return next((why for why in found if why is not None), None)


def check_positions(
    positions: "pa.Table",
    parties: "pa.Table",
    *,
    links: "pa.Table | None" = None,
    roles: Roles | None = None,
    given: Mapping[str, str] | None = None,
) -> "pa.Table":
    """Return what became of each position: table `position_checks`, in the order of the positions.

    A position is refused when the role of its body may not enter it (`given` roles of a mechanism first, then the
    party's own, then the one the position names); an entry under another role than the body has must pass both. Of
    one body's positions on one incident and axis only the latest counts; two different ones of one date are rival,
    and both are shown.
    """
    import pyarrow as pa

    known = known_roles(parties, given)
    rows = positions.to_pylist()
    checks = [_check(row, known.get(row["of"]), roles) for row in rows]
    incident_of = membership.incident_among(links, reports_named(positions)) if links is not None else {}
    _mark_superseded(rows, checks, incident_of)
    return pa.Table.from_pylist(checks, schema=schema("position_checks"))


def reports_named(positions: "pa.Table", of: Collection[str] | None = None) -> set[str]:
    """Return the reports that the positions are about; with `of`, only what those name that are about one of these.

    What became of a position depends on the incidents of all the reports that it names, and of those that the other
    positions of its body on the same incidents name: so who works out the standing of some incidents alone asks here with
    their reports, and gives the links of what comes back beside the incidents' own.
    """
    asked = None if of is None else frozenset(of)
    about = (frozenset(told or ()) for told in positions["about"].to_pylist())
    return {report for told in about if asked is None or told & asked for report in told}


def _check(row: dict[str, Any], known: str | None, roles: Roles | None) -> dict[str, Any]:
    named, proof = row["role"], row["standard_of_proof"]
    refused = refusal(row["axis"], row["value"], known=known, named=named, standard_of_proof=proof, roles=roles)
    rule, _, why = (refused or "").partition(": ")
    return {
        "position_id": row["position_id"],
        "of": row["of"],
        "role": known or named,
        "axis": row["axis"],
        "value": row["value"],
        "state": "refused" if refused else "superseded" if row["superseded"] else "counted",
        "rule": rule or None,
        "why": why or None,
    }


def _mark_superseded(rows: list[dict[str, Any]], checks: list[dict[str, Any]], incident_of: Mapping[str, str]) -> None:
    """Let a body's latest position on each axis of an incident stand; mark in place the earlier and the rival ones."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for i, (row, check) in enumerate(zip(rows, checks, strict=True)):
        if check["state"] == "counted":
            about = tuple(sorted({incident_of.get(r, r) for r in row["about"] or ()}))
            groups.setdefault((row["of"], row["axis"], about), []).append(i)
    for members in groups.values():
        newest = max(_when(rows[i]) for i in members)
        last = [i for i in members if _when(rows[i]) == newest]
        rival = len({rows[i]["value"] for i in last}) > 1
        for i in members:
            if i not in last:
                checks[i] |= {"state": "superseded", "why": "a later position of the same body stands"}
            elif rival:
                checks[i] |= {"state": "rival", "why": "another position of the same body has the same date"}


def _when(row: dict[str, Any]) -> tuple[str, str]:
    return str(row["date_start"] or row["claimed_at"] or ""), str(row["claimed_at"] or "")
