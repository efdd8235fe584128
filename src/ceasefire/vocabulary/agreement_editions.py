"""The editions of the agreement language: what the head of a coded file says, and which editions this program knows."""

import re
from typing import Final

FIRST, LATEST = 1, 2
AGREEMENT_HEADS: Final = tuple(f"agreement/{edition}" for edition in range(FIRST, LATEST + 1))
"""What may stand as `ceasefire:` at the top of a coded agreement."""
_HEAD: Final = re.compile(r"agreement/([0-9]{1,6})", re.ASCII)


def edition_of(head: object) -> int | None:
    """Return the edition of the agreement language that a file's `ceasefire:` names; None for anything else."""
    found = _HEAD.fullmatch(head) if isinstance(head, str) else None
    return int(found[1]) if found else None


def is_later(head: object) -> bool:
    """Say whether a file's `ceasefire:` names an edition of the agreement language that this program does not know."""
    edition = edition_of(head)
    return edition is not None and not FIRST <= edition <= LATEST


def unknown_edition(head: object) -> str:
    """Return why a file whose `ceasefire:` names an edition unknown here is not read."""
    return f"coded in edition {edition_of(head)} of the language, which this version does not know (it knows {FIRST} to {LATEST})"
