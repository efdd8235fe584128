"""What stages take that is no table: who answers and speaks, the rules and settings in force, files by their digest."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, Protocol, TypeVar

import msgspec
import pyarrow as pa

from ceasefire.api.asked import Trusted
from ceasefire.api.parsed_agreements import ParsedAgreements
from ceasefire.api.settings import OF_TABLES, Settings, parsed
from ceasefire.derive import Setting
from ceasefire.parties.authority import Answering, Authority, Entry, Seen, resolve
from ceasefire.record import RecordError, Store
from ceasefire.vocabulary.charters import Acceptance, Charter
from ceasefire.vocabulary.codes import Acceptance as Stand
from ceasefire.vocabulary.codes import Shared
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.set_aside import Unfit
from ceasefire.vocabulary.tables_stated import ID_OF, KIND_OF

if TYPE_CHECKING:
    from ceasefire.findings.rules import Mechanism

_OWN: Final = (
    "blobs",
    "parsed",
    "authority",
    "answering",
    "linkage_ledger",
    "judges",
    "publisher",
    "mechanism",
    "unfit_files",
)
_READ: Final = ("mechanism", "unfit_files")
OF_SETTINGS: Final = ("charters", "acceptances", "rules", "settings")
"""Stated tables that these settings are read from."""
Row = dict[str, Any]
T = TypeVar("T")


class FiledFile(NamedTuple, Generic[T]):
    """What a file in force says, and its digest; `unfit` are those that would have held before it and cannot be read."""

    value: T | None = None
    digest: str | None = None
    unfit: tuple[Unfit, ...] = ()


def _rules(data: bytes, name: str) -> "Mechanism":
    from ceasefire import findings

    return findings.read_rules(data.decode("utf-8"), name)


class Stated(Protocol):
    """Gives a stated table as of the question."""

    def __call__(self, name: str) -> pa.Table: ...


class RecordSettings(Mapping[str, Setting]):
    """The settings of one moment, each worked out when it is asked for, so that a fault in one costs nothing else.

    | setting | value |
    |---|---|
    | blobs, parsed | files by digest; the agreement of a file |
    | authority | who speaks for whom under the reader's pin |
    | answering | whose coding of shared law answers |
    | linkage_ledger | the ledger whose learnt sets hold (None: none) |
    | judges | the ledgers whose judgements the links follow |
    | publisher | the ledger whose settings hold: the office that compiles the record |
    | mechanism | the decision rules: of the charter in force, without one of the office that publishes |
    | unfit_files | rules and settings that would be in force and cannot be read |
    | those of `Settings` | the fields of the settings that the publishing office filed |
    """

    def __init__(self, store: Store, stated: Stated, trusted: Trusted, parsed: ParsedAgreements) -> None:
        self._store, self._stated, self.trusted, self._parsed = store, stated, trusted, parsed
        self._made: dict[str, Setting] = {}

    # --- whose word counts

    @cached_property
    def first_keys(self) -> Mapping[str, str]:
        """The key that each ledger begins with, by origin."""
        return self._store.first_keys()

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many entries each ledger has, by origin."""
        return {one.origin: one.size for one in self._store.offices()}

    @cached_property
    def pins(self) -> tuple[str, ...]:
        """The charter versions that the reader pins and that are in this record; one asked for by option also where it is not."""
        asked = self.trusted.asked.charter
        if asked is not None:
            return self.trusted.charters
        here = set(self._stated("charters")["charter_id"].to_pylist()) if self.trusted.charters else set()
        return tuple(one for one in self.trusted.charters if one in here)

    @cached_property
    def authority(self) -> Authority:
        """Who speaks for whom; nobody where several pinned charters are here, until one is named."""
        if len(self.pins) != 1:
            return Authority(pin=None, several=self.pins)
        return resolve(self.seen, self.pins[0])

    @cached_property
    def seen(self) -> Seen:
        """Every charter and acceptance of the record, with what resolving them rests on."""
        return Seen(tuple(self._entries()), self.first_keys, self._store.root_at)

    def _entries(self) -> Iterator[Entry]:
        charters = self._stated("charters").select(["charter_id", "ledger", "seq", "terms"])
        for row in charters.to_pylist():
            yield Entry(row["charter_id"], row["ledger"], row["seq"], msgspec.json.decode(row["terms"], type=Charter))
        for row in self._stated("acceptances").to_pylist():
            said = Acceptance(charter=row["charter"], of=row["of"], stand=Stand(row["stand"]))
            yield Entry(row["acceptance_id"], row["ledger"], row["seq"], said, tuple(row["cites"] or ()))

    @cached_property
    def answering(self) -> Answering:
        """Whose coding of shared law answers."""
        named = {origin for origin, _ in self.trusted.coded_by}
        keys = dict(self.authority.keys) | {
            one: self.first_keys[one] for one in sorted(named) if one in self.first_keys
        }
        return Answering(authority=self.authority, keys=keys, named=self.trusted.coded_by)

    @cached_property
    def linkage_ledger(self) -> str | None:
        """The ledger that keeps the links for all: the charter's depositary, else the one the settings name, else the first."""
        return self.answering.keeper(Shared.LINKS, self.settings.linkage_ledger or self._store.first_ledger())

    @cached_property
    def judges(self) -> tuple[str, ...]:
        """The ledgers whose judgements the links follow: that of the view asked for, else the one that keeps the links."""
        asked = self.trusted.asked.judged_by
        chosen = self._store.origin(asked) if asked is not None else self.linkage_ledger
        return () if chosen is None else (chosen,)

    # --- rules and settings

    @cached_property
    def publisher(self) -> str | None:
        """The ledger whose settings hold: the charter's depositary of settings, else the first of the record."""
        return self.answering.keeper(Shared.SETTINGS, self._store.first_ledger())

    @cached_property
    def _settings_rows(self) -> list[Row]:
        """The settings that may be in force, the one that holds first; the next where it cannot be read."""
        return self._filed("settings")

    @cached_property
    def filed_settings(self) -> FiledFile[Settings]:
        """The settings in force: the last that the publishing office filed and that can be read."""
        return self._first_read(self._settings_rows, "settings", parsed)

    @property
    def settings(self) -> Settings:
        """The settings in force; plain ones where none are filed."""
        return self.filed_settings.value or Settings()

    @cached_property
    def _rules_rows(self) -> tuple[str, list[Row]]:
        """The statements whose rules may be in force with their table, the one that holds first."""
        version = self.authority.in_force
        if version is None:
            return "rules", self._filed("rules")
        rows = self._stated("charters").to_pylist() if version.charter.rules is not None else []
        return "charters", [row | {"sha256": row["rules"]} for row in rows if row["charter_id"] == version.id]

    @cached_property
    def filed_rules(self) -> "FiledFile[Mechanism]":
        """The rules in force: those of the charter, without one the last of the publishing office that can be read."""
        table, rows = self._rules_rows
        return self._first_read(rows, table, _rules)

    @property
    def mechanism(self) -> "Mechanism | None":
        """The decision rules; None where there are none, or none that can be read."""
        return self.filed_rules.value

    @property
    def unfit_files(self) -> tuple[Unfit, ...]:
        """Settings and rules that would be in force and cannot be read."""
        return (*self.filed_settings.unfit, *self.filed_rules.unfit)

    @property
    def parameters(self) -> dict[str, str]:
        """What a manifest says of them: charter, rules and settings in force, each by its digest or id; `none` for none."""
        version = self.authority.in_force
        return {
            "charter": "none" if version is None else version.id,
            "charter_pin": " ".join(self.pins) or "none",
            "rules": self.filed_rules.digest or "none",
            "settings": self.filed_settings.digest or "none",
        }

    def _filed(self, table: str) -> list[Row]:
        """Return what the publishing office filed and is here, the last first."""
        rows = [row for row in self._stated(table).to_pylist() if row["ledger"] == self.publisher and row["here"]]
        return sorted(rows, key=lambda row: -row["seq"])

    def _first_read(self, rows: list[Row], table: str, read: "Callable[[bytes, str], T]") -> "FiledFile[T]":
        """Return the first file of these that can be read: as of learnt sets, the one before an unfit one holds again."""
        unfit: list[Unfit] = []
        name, kind = ID_OF[table], KIND_OF[table]
        for row in rows:
            try:
                value = read(self._store.read_blob(row["sha256"]), f"{kind} {row[name][:12]}")
            except (RecordError, CeasefireError, ValueError) as error:
                unfit.append(Unfit(row[name], row["ledger"], row["seq"], kind, str(error)))
            else:
                return FiledFile(value, row["sha256"], tuple(unfit))
        return FiledFile(unfit=tuple(unfit))

    # --- as a mapping

    def __getitem__(self, name: str) -> Setting:
        if name == "blobs":
            return Setting("", lambda: self._store.read_blob)
        if name == "parsed":
            return Setting("", lambda: self._parsed)
        if name in _READ:
            return self._named_by_files(name)
        if name in _OWN:
            if name not in self._made:
                self._made[name] = self._of(getattr(self, name))
            return self._made[name]
        if name not in OF_TABLES:
            raise KeyError(name)
        found = getattr(self.settings, name)
        value: Callable[[], object] = (lambda: self.settings.spans) if name == "periods" else (lambda: found)
        return Setting(hashlib.sha256(msgspec.json.encode(found)).hexdigest(), value)

    def _named_by_files(self, name: str) -> Setting:
        """Return a setting that is read from files: their digests say what it is, so that none is read to know that."""
        rows = [*self._rules_rows[1], *(self._settings_rows if name == "unfit_files" else ())]
        told = "\n".join(row["sha256"] for row in rows)
        return Setting(hashlib.sha256(told.encode()).hexdigest(), lambda: getattr(self, name))

    @staticmethod
    def _of(value: object) -> Setting:
        return Setting(hashlib.sha256(msgspec.json.encode(value)).hexdigest(), lambda: value)

    def __iter__(self) -> Iterator[str]:
        yield from (*_OWN, *OF_TABLES)

    def __len__(self) -> int:
        return len(_OWN) + len(OF_TABLES)
