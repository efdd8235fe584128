"""Who may enter what: the roles of a charter, and the matrix of roles that a new charter is filled in with."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from ceasefire.findings.rules.reading import load, plain
from ceasefire.vocabulary.charters import RoleSays
from ceasefire.vocabulary.codes import AXES, Role, Stand

_FORM: Final = "roles/1"
_ASSERTS_NOTHING: Final = (Stand.DISSENT, Stand.ABSTAIN)


def default_says(roles: Iterable[Role | str]) -> tuple[RoleSays, ...]:
    """Return what these roles may say, each once, in the order of the code list, by the matrix that comes with the program.

    It is what a proposed charter is filled in with; what holds is what the charter then says. Raises ValueError for what
    is no role.
    """
    asked = {Role(role) for role in roles}
    return tuple(one for one in _matrix() if one.role in asked)


@cache
def _matrix() -> tuple[RoleSays, ...]:
    path = Path(__file__).with_name("roles.yaml")
    told = plain(load(path.read_text(encoding="utf-8"), path.name))
    assert told["ceasefire"] == _FORM
    given: dict[str, Any] = told["roles"]
    return tuple(msgspec.convert({"role": role.value, **given[role.value]}, RoleSays) for role in Role)


def refusal(
    says: Mapping[str, RoleSays],
    role: str,
    axis: str,
    value: str | None,
    *,
    stand: str | None = None,
    standard_of_proof: str | None = None,
) -> str | None:
    """Return None where a charter's role may enter a value on an axis, else the refusal in words, with the rule that refuses.

    `says` is what the charter version lets each role say (`Version.says`); a role of which it says nothing enters nothing.
    A dissent from a value and an abstention enter no value: they only ask that the role has a word on the axis. Some
    values need a standard of proof. This is the one rule for filing and for checking. Raises ValueError on an unknown axis.
    """
    if axis not in AXES:
        raise ValueError(f"{axis} is no axis; the axes are {', '.join(AXES)}")
    known = [one.value for one in AXES[axis]]
    if value is not None and value not in known:
        return f"{axis}: {value} is no value of this axis ({', '.join(known)})"
    permission = says.get(role)
    words = role.replace("_", " ")
    if permission is None:
        return f"{role}.{axis}: the charter says nothing of what the role of {words} may enter"
    asserted = None if stand in _ASSERTS_NOTHING else value
    refused = _not_allowed(permission, axis, asserted)
    if refused is None and asserted in permission.proof_for and not standard_of_proof:
        return f"{role}.{axis}.proof: the role of {words} enters {asserted} only with a standard of proof"
    return refused


def _not_allowed(permission: RoleSays, axis: str, value: str | None) -> str | None:
    """Return why a role may not enter a value on an axis, whatever the proof; None where it may."""
    allowed = getattr(permission, axis)
    if allowed == "none":
        what = "may enter nothing"
    elif isinstance(allowed, tuple) and value is not None and value not in allowed:
        what = f"may not enter {value}"
    else:
        return None
    role = permission.role.value
    why = f": {permission.why}" if permission.why else ""
    return f"{role}.{axis}: the role of {role.replace('_', ' ')} {what} on {axis}{why}"
