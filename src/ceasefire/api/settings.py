"""How this record is published: title, counters, periods, cut-off. A small file of its own beside the ledgers.

Not trusted: the file is not signed. What was used is written into each publication's manifest.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from ceasefire.api.folder_files import RULES, SETTINGS, bytes_of, digest_of
from ceasefire.derive import Setting
from ceasefire.record import RecordError, plain_files
from ceasefire.vocabulary.confirmations import Confirms

if TYPE_CHECKING:
    from ceasefire.figures import Period
    from ceasefire.findings.rules import Mechanism
    from ceasefire.findings.rules.cases import CaseResult

OF_TABLES: Final = ("counters", "daily_unit", "measure", "periods", "confirmations", "running_counters")
"""Fields of the settings that tables rest on; the others only shape what is published."""


class PeriodOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named span of days, first and last included."""

    name: str
    start: date
    end: date


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`publication.toml`. `counters` are the two bodies whose daily lists are compared, over `periods`.

    `linkage_ledger` is the origin of the ledger whose learnt sets hold; by default the first ledger of the record.
    """

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
    linkage_ledger: str | None = None
    notes: tuple[str, ...] = ()


def read(folder: Path) -> Settings:
    """Return the record's settings, or plain ones where there is no file; raises RecordError naming a wrong field."""
    return Beside(folder).settings


def _parse(path: Path, text: bytes) -> Settings:
    import tomllib

    try:
        return msgspec.convert(tomllib.loads(text.decode("utf-8")), Settings)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RecordError(f"{path}: {error}") from error


class Beside(Mapping[str, Setting]):
    """What lies beside the ledgers and shapes the tables, as it stood when this was made: each field a `Setting`.

    A file is parsed only when something that stands in it is asked for, so that a fault in it costs no table that
    does not rest on it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._settings, self._rules = bytes_of(folder / SETTINGS), bytes_of(folder / RULES)
        self.digest = digest_of(self._settings, self._rules)

    @cached_property
    def settings(self) -> Settings:
        """Return the settings; raises RecordError naming a wrong field."""
        return Settings() if self._settings is None else _parse(self.folder / SETTINGS, self._settings)

    @cached_property
    def mechanism(self) -> "Mechanism | None":
        """Return the decision rules; None where the record has none."""
        from ceasefire import findings

        return None if self._rules is None else findings.read_rules(self._rules.decode("utf-8"), RULES)

    @cached_property
    def periods(self) -> "list[Period]":
        """Return the periods of the settings as the figures take them."""
        from ceasefire.figures import Period

        return [Period(name=p.name, start=p.start, end=p.end) for p in self.settings.periods]

    def __getitem__(self, name: str) -> Setting:
        if name == "mechanism":
            return Setting(digest_of(self._rules), lambda: self.mechanism)
        if name not in OF_TABLES:
            raise KeyError(name)
        found = getattr(self.settings, name)
        return Setting(digest_of(msgspec.json.encode(found)), lambda: self.periods if name == "periods" else found)

    def __iter__(self) -> Iterator[str]:
        yield from ("mechanism", *OF_TABLES)

    def __len__(self) -> int:
        return 1 + len(OF_TABLES)


def run_rules(path: Path) -> "tuple[CaseResult, ...]":
    """Return how each case of a rules file came out; raises RecordError where there is no such file."""
    from ceasefire.findings.rules import read_rules, run_cases

    text = bytes_of(path)
    if text is None:
        raise RecordError(f"{path}: there are no decision rules here")
    return run_cases(read_rules(text.decode("utf-8"), path.name))


def adopt_rules(folder: Path, source: Path) -> None:
    """Copy a rules file into a record's folder, once it is known to be one."""
    from ceasefire import findings

    text = _needed(source)
    findings.read_rules(text.decode("utf-8"), source.name)
    plain_files.put(folder / RULES, text, mode=0o644)


def adopt(folder: Path, source: Path) -> None:
    """Copy a settings file into a record's folder, once it is known to be one; raises RecordError."""
    text = _needed(source)
    _parse(source, text)
    plain_files.put(folder / SETTINGS, text, mode=0o644)


def _needed(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise RecordError(f"{source}: {error.strerror}") from error
