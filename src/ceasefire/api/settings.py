"""How this record is published: title, counters, periods, cut-off. A small file of its own beside the ledgers.

Not trusted: the file is not signed. What was used is written into each publication's manifest.
"""

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ceasefire.findings.matrix import Confirms
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.findings.rules import Mechanism
    from ceasefire.findings.rules.cases import CaseResult

FILE = "publication.toml"
RULES = "rules.yaml"


class PeriodOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named span of days, first and last included."""

    name: str
    start: date
    end: date


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`publication.toml`. `counters` are the two bodies whose daily lists are compared, over `periods`."""

    title: str = ""
    start: date | None = None
    end: date | None = None
    cut_off: date | None = None
    counters: tuple[str, str] | None = None
    daily_unit: str = "case_of_firing"
    measure: str | None = None
    periods: tuple[PeriodOf, ...] = ()
    confirmations: tuple[Confirms, ...] = ()
    running_counters: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read(folder: Path) -> Settings:
    """Return the record's settings, or plain ones where there is no file; raises RecordError naming a wrong field."""
    path = folder / FILE
    return _parse(path) if path.exists() else Settings()


def _parse(path: Path) -> Settings:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RecordError(f"{path}: {error}") from error


def rules(folder: Path) -> "Mechanism | None":
    """Return the mechanism's decision rules, where the record has them beside it."""
    from ceasefire import findings

    path = folder / RULES
    return findings.read_rules(path.read_text(encoding="utf-8"), RULES) if path.exists() else None


def run_rules(path: Path) -> "tuple[CaseResult, ...]":
    """Return how each case of a rules file came out; raises RecordError where there is no such file."""
    from ceasefire.findings.rules import read_rules, run_cases

    if not path.exists():
        raise RecordError(f"{path}: there are no decision rules here")
    return run_cases(read_rules(path.read_text(encoding="utf-8"), path.name))


def adopt_rules(folder: Path, source: Path) -> None:
    """Copy a rules file into a record's folder, once it is known to be one."""
    from ceasefire import findings

    findings.read_rules(source.read_text(encoding="utf-8"), source.name)
    (folder / RULES).write_bytes(source.read_bytes())


def adopt(folder: Path, source: Path) -> None:
    """Copy a settings file into a record's folder, once it is known to be one; raises RecordError."""
    _parse(source)
    (folder / FILE).write_bytes(source.read_bytes())


def digest(folder: Path) -> str:
    """Return one SHA-256 over what lies beside the ledgers and shapes the tables: settings and decision rules."""
    found = hashlib.sha256()
    for path in (folder / FILE, folder / RULES):
        found.update(hashlib.sha256(path.read_bytes()).digest() if path.exists() else b"none")
    return found.hexdigest()
