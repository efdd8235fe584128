"""Under what a question is asked: the charter and the offices that the reader trusts, and the view that was chosen."""

import hashlib
from typing import Final

import msgspec

from ceasefire.api import trust

NO_PIN: Final = "none"
"""Given as a charter, it stands for none: the answer is that of a reader who pins nothing."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader chose for one question or a whole session.

    `charter` is the id of a charter version that goes before the reader's trust file (`none`: pin none). `judged_by` is the
    office, by name or origin, whose judgements the links follow in place of those of the office that keeps the links.
    """

    charter: str | None = None
    judged_by: str | None = None

    @property
    def view(self) -> str:
        """Return what tells apart the kept tables of this view from those that everybody sees; empty for these."""
        return "" if self.judged_by is None else f"judged by {self.judged_by}"


class Trusted(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader's trust file says, with what was chosen for this question.

    `charters` are the ids of pinned versions, `coded_by` the offices (origin, key) whose coding answers where no charter
    says whose does.
    """

    asked: Asked
    charters: tuple[str, ...]
    coded_by: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, asked: Asked) -> "Trusted":
        """Return what the trust file says now; raises TrustError where it cannot be relied on."""
        held = trust.held()
        pinned = tuple(sorted(one.id for one in held.charters))
        if asked.charter is not None:
            pinned = () if asked.charter == NO_PIN else (asked.charter,)
        return cls(asked=asked, charters=pinned, coded_by=tuple((one.origin, one.key) for one in held.coded_by))

    @property
    def digest(self) -> str:
        """Return one digest over all of it."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()
