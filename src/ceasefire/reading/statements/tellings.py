"""The same words told again: on another day, or by another, they are a statement of their own and not the one that is held."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec

from ceasefire.reading.statements.across_documents import NOT_TOLD
from ceasefire.record import Draft, SourceRef

Spot = tuple[str, str | None, tuple[int, int] | None, str | None]


def spot_of(draft: Draft) -> Spot:
    """Return where a draft stands: of two at one spot a record holds one."""
    source = draft.source or SourceRef()
    return draft.kind, source.sha256, source.span, source.cell


def told_by_another(draft: Draft, body: Mapping[str, Any], source: SourceRef | None, voice: str) -> bool:
    """Say whether what is held was told on another day, at another address, or by another than the draft.

    `voice` speaks in the draft's document where nobody is named. What a newer reader reads otherwise in the same document
    is not told by another.
    """
    if _published(draft.body, draft.source) != _published(body, source):
        return True
    return _speaker(draft.body) == voice and _named(_speaker(body)) != _named(voice)


def apart(draft: Draft, voice: str) -> Draft:
    """Return a draft at a spot of its own, which depends on nothing but who told it, when and where."""
    told = [*_published(draft.body, draft.source), _named(voice) if _speaker(draft.body) == voice else None]
    mark = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]
    body = {**draft.body, "label": f"{str(draft.body.get('label', ''))[:380]}-{mark}"}
    source = draft.source or SourceRef()
    cell = f"{source.cell or ''} told {mark}".strip()
    return msgspec.structs.replace(draft, body=body, source=msgspec.structs.replace(source, cell=cell))


def _published(body: Mapping[str, Any], source: SourceRef | None) -> tuple[str | None, str | None, str | None]:
    return body.get("published"), _named(body.get("publisher")), _named(source.address if source else None)


def _speaker(body: Mapping[str, Any]) -> str | None:
    return body.get("said_by") or body.get("source")


def _named(name: str | None) -> str | None:
    """Return a name as records spell it; None where it only says that nobody is named."""
    return None if name is None or name.startswith(NOT_TOLD) else unicodedata.normalize("NFC", name)
