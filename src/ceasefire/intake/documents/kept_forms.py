"""Rules YAML and settings TOML: the file becomes a blob and one statement that names it; what it says is read elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from ceasefire.intake.documents.nodes import load_yaml
from ceasefire.intake.model import MAX_YAML, IntakeError
from ceasefire.vocabulary.charters import RuleSet, SettingsSet
from ceasefire.vocabulary.parts import Body

LABEL_OF_SETTINGS: Final = "settings"
"""Label of an office's settings: it has one set of them, and what it files later supersedes it."""


class KeptForm(NamedTuple):
    """The statement's body, and the file as a blob."""

    body: dict[str, Any]
    blob: bytes


def read_kept_form(path: Path, kind: str, file: str) -> KeptForm:
    """Return the file that holds rules (`rule`) or settings (`settings`), read as far as its head.

    Raises IntakeError with what does not fit. Rules have the id of their mechanism as label, so that changed ones
    supersede those that their office filed before.
    """
    if path.stat().st_size > MAX_YAML:
        raise IntakeError(file, f"larger than {MAX_YAML:,} bytes")
    data = path.read_bytes()
    struct, head = _HEADS[kind]
    body = {**head(data, file), "sha256": hashlib.sha256(data).hexdigest()}
    try:
        return KeptForm(msgspec.to_builtins(msgspec.convert(body, struct)), data)
    except msgspec.ValidationError as error:
        words, _, field = str(error).partition(" - at `$")
        raise IntakeError(file, words, field=field.strip(".`") or kind) from None


def _rules(data: bytes, file: str) -> Mapping[str, Any]:
    top = load_yaml(data, file)
    told = {name: str(top[name]) for name in ("mechanism", "title") if top.get(name) is not None}
    return {**told, "label": told.get("mechanism")}


def _settings(data: bytes, file: str) -> Mapping[str, Any]:
    return {"label": LABEL_OF_SETTINGS}


_HEADS: Final[dict[str, tuple[type[Body], Callable[[bytes, str], Mapping[str, Any]]]]] = {
    "rule": (RuleSet, _rules),
    "settings": (SettingsSet, _settings),
}
