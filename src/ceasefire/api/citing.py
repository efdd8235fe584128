"""What uses authority cites the charter version under which its office speaks: exactly one, put in where none stands.

The one place for it: whatever is filed, by a command, from a file or from Python, passes here (`HeldRecord.file_drafts`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from ceasefire.record import Draft
from ceasefire.record.errors import DraftRefusedError
from ceasefire.vocabulary.codes import AXES

if TYPE_CHECKING:
    from ceasefire.api.tables import HeldTables
    from ceasefire.parties.authority.speaking import Version

USES_AUTHORITY: Final = frozenset({"position", "act", "finding", "stance", "complaint", "remedy", "reply"})
"""Kinds that are a body's own word where its office signs them under a charter."""

_WHOSE: Final = {"position": "of", "stance": "of", "complaint": "by", "reply": "by"}
"""The field of a body's word that names the body."""


class Citing:
    """The charter in force under the reader's pin, as one ledger cites it; asked for when a draft first needs it."""

    def __init__(self, tables: "Callable[[], HeldTables]", ledger: str) -> None:
        self._tables, self.ledger = tables, ledger

    @cached_property
    def version(self) -> "Version | None":
        """The version in force under which the ledger's office speaks for a body; None where there is none."""
        chosen = self._tables().chosen()
        version = chosen.authority.in_force if chosen.trusted.charters else None
        office = (self.ledger, "" if version is None else chosen.first_keys.get(self.ledger, ""))
        return version if version is not None and office in version.offices else None

    @property
    def body(self) -> str | None:
        """The body for which the office speaks; None where it speaks for none."""
        if self.version is None:
            return None
        return self.version.offices[self.ledger, self._tables().chosen().first_keys[self.ledger]]

    @property
    def why_not(self) -> str:
        """Why the office speaks for no body, in words; empty where it speaks for one."""
        if self.version is not None:
            return ""
        chosen = self._tables().chosen()
        version = chosen.authority.in_force
        if version is None:
            return chosen.authority.why_not
        return f"it speaks for no body under the charter {version.id[:16]}"

    def not_own(self, of: str) -> str | None:
        """Return why a word of this body, filed by the office, is only told, in words; None for the body's own word."""
        if self.version is not None and self.body == of:
            return None
        return self.why_not or f"it speaks for {self.body}, not for {of}"

    def told(self, drafts: Iterable[Draft]) -> list[str]:
        """Return for each draft that would be some body's word and is only told, why; acts have effect as compiled."""
        words = (one.body.get(_WHOSE[one.kind]) for one in drafts if one.kind in _WHOSE)
        return [why for of in words if isinstance(of, str) and (why := self.not_own(of)) is not None]

    @cached_property
    def _charters(self) -> frozenset[str]:
        """The charters that are here at the first question, looked up once for all drafts."""
        return frozenset(self._tables().table("charters")["charter_id"].to_pylist())

    def charters_among(self, cites: Sequence[str]) -> list[str]:
        """Return which of the statements cited are charters that are here."""
        return sorted(self._charters.intersection(cites)) if cites else []

    def refusal(self, draft: Draft) -> str | None:
        """Return why a draft is refused: it uses authority and cites several charter versions, so that none is meant."""
        if draft.kind not in USES_AUTHORITY or len(draft.cites) < 2:
            return None
        named = self.charters_among(draft.cites)
        if len(named) < 2:
            return None
        return f"cites {len(named)} charter versions ({', '.join(one[:12] for one in named)}); it speaks under one"

    def refusals(self, drafts: Sequence[Draft]) -> dict[int, str]:
        """Return the drafts of a file that are refused, by place, each with the reason: also what a role forbids."""
        told = ((index, self.refusal(draft) or self._forbidden(draft)) for index, draft in enumerate(drafts))
        return {index: why for index, why in told if why is not None}

    def forbids(
        self, of: str, axis: str, value: str | None, *, stand: str | None = None, proof: str | None = None
    ) -> str | None:
        """Return why the charter does not let the role of a body say this, in words; of another's word, which is told, None."""
        if self.version is None or self.body != of:
            return None
        from ceasefire.findings.permissions import refusal

        version = self.version
        return refusal(version.says, version.roles[of], axis, value, stand=stand, standard_of_proof=proof)

    def _forbidden(self, draft: Draft) -> str | None:
        body = draft.body
        if draft.kind != "position" or not isinstance(body.get("of"), str) or body.get("axis") not in AXES:
            return None  # what does not fit is refused by the check of its body
        if self.charters_among(draft.cites) not in ([], [self.version.id if self.version is not None else ""]):
            return None
        proof = body.get("standard_of_proof")
        return self.forbids(body["of"], body["axis"], body.get("value"), stand=body.get("stand"), proof=proof)

    def cited(self, draft: Draft) -> Draft:
        """Return a draft as it is filed: one that uses authority and cites no charter cites the one in force."""
        if draft.kind not in USES_AUTHORITY or self.version is None:
            return draft
        if self.charters_among(draft.cites):
            return draft
        return msgspec.structs.replace(draft, cites=(*draft.cites, self.version.id))

    def all(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """Yield drafts as they are filed; raises DraftRefusedError for one that cites several charter versions."""
        for index, draft in enumerate(drafts):
            why = self.refusal(draft)
            if why is not None:
                raise DraftRefusedError(why, index=index, kind=draft.kind)
            yield self.cited(draft)
