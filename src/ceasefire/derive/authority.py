"""Whose word counts: how far each charter version has come."""

from typing import TYPE_CHECKING

import pyarrow as pa

from ceasefire.derive.graph import Tables, stage
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from ceasefire.parties.authority import Authority


@stage("charter_states")
def charter_states(charters: pa.Table, *, authority: "Authority") -> Tables:
    """Return every charter version of the record, and how far it has come; one that the pin does not reach is proposed."""
    from ceasefire.parties.authority.charter_states import states

    return {
        "charter_states": pa.Table.from_pylist(states(charters.to_pylist(), authority), schema=schema("charter_states"))
    }
