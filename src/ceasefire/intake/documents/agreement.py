"""Agreement YAML: the file becomes a blob and one `agreement` statement; its provisions are the agreements room's."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from ceasefire.intake.documents.nodes import load_yaml
from ceasefire.intake.model import IntakeError
from ceasefire.vocabulary.agreement_editions import AGREEMENT_HEADS, FIRST, edition_of, is_later, unknown_edition
from ceasefire.vocabulary.law_statements import Agreement


class AgreementFile(NamedTuple):
    """The statement's body, what it says of its source, and the file as a blob."""

    body: dict[str, Any]
    source: dict[str, str]
    blob: bytes


def read_agreement(path: Path, file: str) -> AgreementFile:
    """Return the agreement a file codes, checked as far as its head; IntakeError with the line that does not fit."""
    data = path.read_bytes()
    top = load_yaml(data, file)
    told_head = top.get("ceasefire")
    if told_head not in AGREEMENT_HEADS:
        known = " and ".join(AGREEMENT_HEADS)
        words = unknown_edition(told_head) if is_later(told_head) else f"ceasefire is {told_head!r}; this reads {known}"
        raise IntakeError(file, words, field="ceasefire")
    head = top.get("agreement") if isinstance(top.get("agreement"), dict) else top
    assert isinstance(head, dict)
    told = {k: str(head[k]) for k in ("id", "title", "symbol", "signed") if head.get(k) is not None}
    body: dict[str, Any] = {**told, "label": told.get("id"), "reading": hashlib.sha256(data).hexdigest()}
    body["language_edition"] = edition_of(told_head) or FIRST
    try:
        plain = msgspec.to_builtins(msgspec.convert(body, Agreement))
    except msgspec.ValidationError as error:
        words, _, path_ = str(error).partition(" - at `$")
        raise IntakeError(file, words, field=path_.strip(".`") or "agreement") from None
    source = head.get("source")
    kept = {k: str(source[k]) for k in ("address", "publisher") if source.get(k)} if isinstance(source, dict) else {}
    return AgreementFile(plain, kept, data)
