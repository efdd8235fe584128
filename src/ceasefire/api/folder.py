"""A record's folder: where it is, its ledgers, and filing drafts into them."""

import os
import warnings
from collections.abc import Callable, Iterable
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ceasefire.api import kept_heads, trust
from ceasefire.api.asked import NO_PIN, Asked
from ceasefire.record import Draft, Entry, RecordError, Store, database, plain_files
from ceasefire.record.envelope import HEX64
from ceasefire.record.filing import Receipt
from ceasefire.record.store import Office
from ceasefire.record.verify_report import pin_words
from ceasefire.vocabulary import check_body
from ceasefire.vocabulary.errors import CeasefireError, CeasefireWarning
from ceasefire.vocabulary.offices import office_labels
from ceasefire.vocabulary.parts import Head
from ceasefire.vocabulary.wording import plural

RECORD_FILE: Final = database.FILE


class NoRecord(CeasefireError):
    """There is no record where one was looked for, or it is not said which office is meant."""


class LedgerChosen(CeasefireWarning):
    """Several ledgers have the name of the office that signs; the message says which was taken and why."""


class RecordFolder:
    """The folder of a record with the ledgers of all offices, open for reading or for filing as well."""

    def __init__(self, path: Path, store: Store, asked: Asked | None = None) -> None:
        self.path = path
        self.store = store
        self.asked = asked or Asked()

    @classmethod
    def create(cls, path: str | Path, *, name: str) -> Self:
        """Make an empty record in a new or empty folder; raises RecordError where one is already."""
        folder = Path(path)
        return cls(folder, Store.create(folder, name=name, check=check_body))

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        readonly: bool = False,
        charter: str | None = None,
        judged_by: str | None = None,
    ) -> Self:
        """Open the record at `path`, or the one CEASEFIRE_RECORD names, or the nearest upward; raises NoRecord.

        `charter` is the id of the charter version under which questions are answered, or its beginning, in place of the one
        that the reader's trust file pins (`none`: under none). `judged_by` is the office whose judgements the links follow,
        for a view of its own. Raises NotFoundError and NoRecord where these are not here.
        """
        folder = cls.find(path)
        found = cls(folder, Store.open(folder, check=check_body, readonly=readonly))
        try:
            judge = None if judged_by is None else found.office(judged_by)
            found.asked = Asked(charter=found._charter_id(charter), judged_by=judge)
        except BaseException:
            found.close()
            raise
        return found

    def _charter_id(self, name: str | None) -> str | None:
        """Return the whole id of a charter that is named by its beginning; a whole id need not be here."""
        if name is None or name == NO_PIN or HEX64.fullmatch(name):
            return name
        entry = self.get(name)
        if entry.kind != "charter":
            raise RecordError(f"{name} is a statement of the kind {entry.kind}, not a charter")
        return entry.id

    @staticmethod
    def find(path: str | Path | None = None, *, advise: bool = True) -> Path:
        """Return the folder of the record meant, without opening it; raises NoRecord.

        With `advise` the message says how to make one: not where a record was to be there, and may be lost.
        """
        given = path or os.environ.get("CEASEFIRE_RECORD")
        if given:
            if plain_files.kind(Path(given) / RECORD_FILE):
                return Path(given)
            make = f"; make one with `ceasefire init --record {given}`" if advise else ""
            raise NoRecord(f"{given} holds no record (no {RECORD_FILE}){make}")
        here = Path.cwd().resolve()
        for folder in (here, *here.parents):
            if plain_files.kind(folder / RECORD_FILE):
                return folder
        make = "make one with `ceasefire init`, or " if advise else ""
        raise NoRecord(f"no record at {here} or above it; {make}name one with --record DIR")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}: {self._size()}>"

    def _size(self) -> str:
        """Return how much the record holds in words, or why that cannot be read: printing must not end in an error."""
        try:
            offices = self.offices()
        except RecordError:
            return "closed or not readable"
        return f"{plural(len(offices), 'office')}, {plural(sum(office.size for office in offices), 'statement')}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    # --- ledgers ---------------------------------------------------------------------------------------------

    def init_office(self, office: str, party: str, *, passphrase: str | None = None) -> str:
        """Enrol an office of a party with keys of its own, and return its key id."""
        key = self.store.enrol(office, party, passphrase=passphrase)
        kept_heads.keep(self.store, self.store.origin(office))
        return key

    def offices(self) -> list[Office]:
        """Return the offices, each with the size and root of its ledger."""
        return self.store.offices()

    def heads(self) -> tuple[Head, ...]:
        """Return the ledger heads that what is published or learnt now rests on."""
        return tuple(
            Head(office=o.name, size=o.size, root=o.root, origin=o.origin, key=o.first_key) for o in self.offices()
        )

    def office_labels(self) -> dict[str, str]:
        """Return what people call the office of each origin here: its name, and more where two ledgers share it."""
        return office_labels(office.origin for office in self.offices())

    def office(self, name: str | None) -> str:
        """Return the origin of the ledger meant, by its office's name or by origin, else the only one here.

        For reading: what lies in the folder's `keys/` does not say which is meant. Raises NoRecord where none or several
        are, with their origins.
        """
        return self._only(name).origin

    def signer(self, name: str | None) -> str:
        """Return the origin of the ledger to sign in, as `office`; of several of one name the pinned one.

        Where none of these is pinned it is the one whose private key lies here. Either choice is said
        (`LedgerChosen`). Raises NoRecord where none or several are meant, TrustError where pins are asked for and
        cannot be relied on.
        """
        meant = self._meant(name)
        if name is None or len(meant) < 2:
            return self._only(name, meant).origin
        chosen, why = self._choice(meant)
        if chosen is None:
            raise self._unclear(name, meant)
        others = ", ".join(one.origin for one in meant if one.origin != chosen)
        text = f"{name!r} is taken to mean {chosen}, {why}; {others} has this name too"
        warnings.warn(text, LedgerChosen, stacklevel=3)
        return chosen

    def first_key(self, office: str | None) -> tuple[str, str]:
        """Return origin and first key of an office's ledger, as the record has them: to be compared, not yet trusted."""
        one = self._only(office)
        return one.origin, one.first_key

    def _meant(self, name: str | None) -> list[Office]:
        return [office for office in self.offices() if name in (None, office.name, office.origin)]

    def _only(self, name: str | None, meant: list[Office] | None = None) -> Office:
        """Return the one office meant (of those that the name can mean, where they are known); raises NoRecord."""
        meant = self._meant(name) if meant is None else meant
        if len(meant) != 1:
            raise self._unclear(name, meant)
        return meant[0]

    def _choice(self, meant: list[Office]) -> tuple[str | None, str]:
        """Return the one ledger of several that may sign, and why it is that one; None where that is not clear."""
        pins = trust.pins()
        pinned = [one.origin for one in meant if pins.get(one.origin) == one.first_key]
        if len(pinned) == 1:
            return pinned[0], "which is pinned"
        free = pinned or [one.origin for one in meant if one.origin not in pins]
        able = [origin for origin in free if self.store.signs_here(origin)]
        return (able[0] if len(able) == 1 else None), "whose key lies here"

    def _unclear(self, name: str | None, meant: list[Office]) -> NoRecord:
        """Return why no one ledger is meant, with the origins to choose from, or the offices that there are."""
        if name and meant:
            pins = trust.pins()
            told = ", ".join(f"{one.origin} ({pin_words(pins.get(one.origin, ''), one.first_key)})" for one in meant)
            return NoRecord(f"{len(meant)} ledgers are called {name!r}; name one by its origin: {told}")
        here = self.offices()
        names = [one.name for one in here]
        shown = names if len(set(names)) == len(names) else [one.origin for one in here]
        said = f"office {name!r} is not in this record" if name else "say which office is meant: --office"
        return NoRecord(f"{said} (offices: {', '.join(shown) or 'none yet; see `ceasefire init`'})")

    def file_drafts(
        self,
        office: str,
        drafts: Iterable[Draft],
        *,
        passphrase: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> list[Receipt]:
        """Sign and append statements; what is returned is on disk. Filing the same thing twice returns the first id.

        Warns (`BehindKeptHead`) before anything is signed if this machine knows a later head of the ledger.
        """
        waiting = iter(drafts)
        first = list(islice(waiting, 1))
        if not first:
            return []
        with kept_heads.watched(self.store, self.store.origin(office)):
            return self.store.file(office, chain(first, waiting), passphrase=passphrase, progress=progress)

    # --- proofs ----------------------------------------------------------------------------------------------

    def checkpoint(self, office: str | None = None) -> str:
        """Return the signed note over all that an office has filed; keep it elsewhere, and it shows any rewriting."""
        return self.store.checkpoint(self.office(office))

    def vkeys(self, office: str | None = None) -> tuple[str, ...]:
        """Return the verifier keys (C2SP signed-note) of an office's checkpoints, in order of enrolment."""
        return self._only(office).vkeys

    def get(self, statement_id: str) -> Entry:
        """Return a statement by its id or a unique beginning of at least eight digits."""
        return self.store.get(statement_id)
