"""What stages take that is no table: who answers and speaks, the rules and settings in force, files by their digest."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

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

if TYPE_CHECKING:
    from ceasefire.findings.rules import Mechanism

_OWN: Final = ("blobs", "parsed", "authority", "answering", "linkage_ledger", "judges", "publisher", "mechanism")
OF_SETTINGS: Final = ("charters", "acceptances", "rules", "settings")
"""Stated tables that these settings are read from."""
Row = dict[str, Any]


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
    | those of `Settings` | the fields of the settings that the publishing office filed |
    """

    def __init__(self, store: Store, stated: Stated, trusted: Trusted, parsed: ParsedAgreements) -> None:
        self._store, self._stated, self.trusted, self._parsed = store, stated, trusted, parsed

    # --- whose word counts

    @cached_property
    def first_keys(self) -> Mapping[str, str]:
        """The key that each ledger begins with, by origin."""
        return self._store.first_keys()

    @cached_property
    def pin(self) -> str | None:
        """The id of the charter version that the reader pins and that is in this record; one that is not here if it is the only one.

        Raises RecordError where several pinned ones are here.
        """
        pins = self.trusted.charters
        if not pins:
            return None
        here = set(self._stated("charters")["charter_id"].to_pylist())
        found = [one for one in pins if one in here]
        if len(found) > 1:
            raise RecordError(
                f"several pinned charters are in this record: {', '.join(one[:12] for one in found)}; name one (--charter ID)"
            )
        asked = self.trusted.asked.charter
        return found[0] if found else asked if asked in pins else None

    @cached_property
    def authority(self) -> Authority:
        """Who speaks for whom; raises RecordError as `pin`."""
        pin = self.pin
        if pin is None:
            return Authority(pin=None)
        return resolve(self.seen, pin)

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
        return self.answering.keeper(Shared.LINKS, self._named_ledger() or self._store.first_ledger())

    @cached_property
    def judges(self) -> tuple[str, ...]:
        """The ledgers whose judgements the links follow: that of the view asked for, else the one that keeps the links."""
        asked = self.trusted.asked.judged_by
        chosen = self._store.origin(asked) if asked is not None else self.linkage_ledger
        return () if chosen is None else (chosen,)

    def _named_ledger(self) -> str | None:
        """Return the ledger that the settings name; none where they cannot be read: what rests on them tells their fault."""
        try:
            return self.settings.linkage_ledger
        except RecordError:
            return None

    # --- rules and settings

    @cached_property
    def publisher(self) -> str | None:
        """The ledger whose settings hold: the charter's depositary of settings, else the first of the record."""
        return self.answering.keeper(Shared.SETTINGS, self._store.first_ledger())

    @cached_property
    def settings_row(self) -> Row | None:
        """The `settings` statement in force: the last one of the publishing office whose file is here; None: there is none."""
        return self._last("settings", self.publisher)

    @cached_property
    def settings(self) -> Settings:
        """The settings in force; plain ones where none are filed. Raises RecordError naming a wrong field."""
        row = self.settings_row
        return Settings() if row is None else parsed(self._file(row["sha256"]), f"settings {row['settings_id'][:12]}")

    @cached_property
    def rules_digest(self) -> str | None:
        """The digest of the file of rules in force: that of the charter, without one the last of the publishing office that is here."""
        version = self.authority.in_force
        if version is not None:
            return version.charter.rules
        row = self._last("rules", self.publisher)
        return None if row is None else row["sha256"]

    @cached_property
    def mechanism(self) -> "Mechanism | None":
        """The decision rules; None where there are none. Raises RecordError or RulesError where they cannot be read."""
        from ceasefire import findings

        digest = self.rules_digest
        if digest is None:
            return None
        return findings.read_rules(self._file(digest).decode("utf-8"), f"rules {digest[:12]}")

    @property
    def parameters(self) -> dict[str, str]:
        """What a manifest says of them: charter, rules and settings in force, each by its digest or id; `none` for none."""
        row, version = self.settings_row, self.authority.in_force
        return {
            "charter": "none" if version is None else version.id,
            "charter_pin": self.pin or "none",
            "rules": self.rules_digest or "none",
            "settings": "none" if row is None else row["sha256"],
        }

    def _last(self, table: str, ledger: str | None) -> Row | None:
        """Return the last statement of a ledger whose file is here: as of learnt sets, the one before a lost one holds again."""
        rows = [row for row in self._stated(table).to_pylist() if row["ledger"] == ledger and row["here"]]
        return max(rows, key=lambda row: row["seq"], default=None)

    def _file(self, digest: str) -> bytes:
        return self._store.read_blob(digest)

    # --- as a mapping

    def __getitem__(self, name: str) -> Setting:
        if name == "blobs":
            return Setting("", lambda: self._store.read_blob)
        if name == "parsed":
            return Setting("", lambda: self._parsed)
        if name == "mechanism":
            return Setting(self.rules_digest or "none", lambda: self.mechanism)
        if name in _OWN:
            return self._of(getattr(self, name))
        if name not in OF_TABLES:
            raise KeyError(name)
        found = getattr(self.settings, name)
        value: Callable[[], object] = (lambda: self.settings.spans) if name == "periods" else (lambda: found)
        return Setting(hashlib.sha256(msgspec.json.encode(found)).hexdigest(), value)

    @staticmethod
    def _of(value: object) -> Setting:
        return Setting(hashlib.sha256(msgspec.json.encode(value)).hexdigest(), lambda: value)

    def __iter__(self) -> Iterator[str]:
        yield from (*_OWN, *OF_TABLES)

    def __len__(self) -> int:
        return len(_OWN) + len(OF_TABLES)
