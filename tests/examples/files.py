"""Reads the example files in a plain way of its own, so that the data are not checked by the code that files them."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML

from ceasefire.vocabulary import BODIES

EXAMPLES = Path(__file__).resolve().parents[2] / "src" / "ceasefire" / "examples"
NAMES = ("astana", "doha")
STATEMENTS = "ceasefire: statements/1"
_COUNTS = ("count", "killed", "injured")


@cache
def yaml(path: Path) -> dict[str, Any]:
    """Return a file as plain values, parsed once per run; whoever changes what is returned changes it for all."""
    loaded = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict), path
    return loaded


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def manifest(name: str) -> dict[str, Any]:
    return tomllib.loads((EXAMPLES / name / "manifest.toml").read_text(encoding="utf-8"))


def statement_files(name: str) -> list[Path]:
    """Return the files of statements, which say so in a line of their own; nothing is parsed, the list is wanted at import."""
    return [p for p in sorted((EXAMPLES / name).glob("*.yaml")) if STATEMENTS in p.read_text("utf-8").splitlines()]


def agreement_files(name: str) -> list[Path]:
    return sorted((EXAMPLES / name / "agreements").glob("*.yaml"))


def items(name: str, kind: str) -> list[dict[str, Any]]:
    """Return every item of a kind, as written in its file."""
    found = []
    for path in statement_files(name):
        top = yaml(path)
        found += [item for item in top["items"] if item.get("kind", top.get("kind")) == kind]
    return found


def body(item: dict[str, Any], kind: str) -> Any:
    """Return an item as the vocabulary's structure; the file's short forms are spelt out here."""
    full = {k: v for k, v in item.items() if k != "kind" and not (k == "source" and isinstance(v, dict))}
    for key in ("when", "period"):
        if key in full:
            full[key] = _when(full[key])
    if "where" in full:
        full["where"] = _where(full["where"])
    for key in _COUNTS:
        if isinstance(full.get(key), int):
            full[key] = {"low": full[key], "high": full[key]}
    if "present" in full:
        full["present"] = [{"party": p} if isinstance(p, str) else p for p in full["present"]]
    return msgspec.convert(full, BODIES[kind], strict=False)


def _when(told: Any) -> Any:
    if isinstance(told, dict):
        return told
    start, _, end = str(told).partition("/")
    lengths = {4: ("-01-01", 5), 7: ("-01", 4), 10: ("", 1)}
    tail, precision = lengths[len(start)]
    return {"start": start + tail, "precision": precision} | ({"end": end} if end else {})


def _where(told: Any) -> Any:
    if isinstance(told, str):
        return {"name": told}
    spelt = dict(told)
    for key in ("lat", "lon"):
        if key in spelt:
            spelt[f"{key}_e7"] = round(float(spelt.pop(key)) * 1e7)
    return spelt
