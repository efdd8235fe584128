"""What of a file is new, what is held already, what mends something held: so that a re-sent file doubles nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from ceasefire.record import Draft

Held = tuple[str, Mapping[str, Any], bool]
"""A statement on file: its id, its body, and whether something supersedes it already."""


class Plan(NamedTuple):
    """The drafts of a file, sorted: to file as new, to leave alone, to file as superseding what is held."""

    new: list[Draft]
    unchanged: list[Draft]
    superseding: list[Draft]


def plan(drafts: Iterable[Draft], held: Mapping[tuple[str, str], Held]) -> Plan:
    """Sort drafts by what the office holds under the same kind and label.

    The same body is unchanged (where the file says it a second time, nothing is filed); another body supersedes what
    is held; a draft without a label is new, and the record's own key keeps it from being filed twice. `held` gives the
    newest statement of each (kind, label); one that is superseded without a successor under that label was withdrawn,
    and is not filed again by itself: it counts as unchanged.
    """
    made = Plan([], [], [])
    for draft in drafts:
        label = draft.body.get("label")
        before = held.get((draft.kind, label)) if isinstance(label, str) else None
        if before is None:
            made.new.append(draft)
        elif before[2] or _spelt(before[1]) == _spelt(draft.body):
            made.unchanged.append(draft)
        else:
            made.superseding.append(replace(draft, supersedes=before[0]))
    return made


def _spelt(body: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(dict(body), order="sorted")
