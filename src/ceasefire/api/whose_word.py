"""Which charter a reader pins, which is in force, and whose word counts under it: for `status`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.api.tables import HeldTables
    from ceasefire.parties.authority import Authority
    from ceasefire.parties.authority.speaking import Version

Answer = dict[str, Any]


def in_record(tables: "HeldTables") -> Answer:
    """Return which charter a reader pins, which is in force, and whose word counts under it.

    | key | value |
    |---|---|
    | pin | id of the pinned version; None: none, or none that is clear |
    | in_force | id of the version in force; None: none |
    | mechanism, title | of the version in force |
    | bodies | bodies of the version in force for which an office speaks that is here |
    | not_here | its bodies for which no office that is here speaks, or none speaks any more |
    | counts | whether anybody's word counts: also where the charter forks, under the version that an entry cites |
    | why_not | why no version is in force, in words; empty where one is |
    | charters | how many charter versions are in the record |
    """
    held = {"charters": tables.count("charters")}
    try:
        authority = tables.chosen().authority
    except RecordError as error:
        return _nobody(None, str(error)) | held
    version = authority.in_force
    if version is None:
        return _nobody(authority.pin, authority.why_not) | {"counts": not authority.unheard} | held
    sizes = tables.chosen().sizes
    heard = [one for one in version.roles if _speaks(one, version, authority, sizes)]
    return {
        "pin": authority.pin,
        "in_force": version.id,
        "mechanism": version.charter.mechanism,
        "title": version.charter.title,
        "bodies": heard,
        "not_here": [one for one in version.roles if one not in heard],
        "counts": bool(heard),
        "why_not": "",
    } | held


def _nobody(pin: str | None, why: str) -> Answer:
    empty: Answer = {"in_force": None, "mechanism": None, "title": None, "bodies": [], "not_here": []}
    return {"pin": pin} | empty | {"counts": False, "why_not": why}


def _speaks(body: str, version: "Version", authority: "Authority", sizes: Mapping[str, int]) -> bool:
    """Tell whether the next entry of an office that is here would be the body's own word."""
    return any(
        origin in sizes and authority.voice(origin, sizes[origin], (version.id,)).speaks_for(body)
        for (origin, _), whose in version.offices.items()
        if whose == body
    )
