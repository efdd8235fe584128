"""Names, texts and addresses that would give a place back: withheld row by row, as `columns.toml` decides."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ceasefire.parties import fold
from ceasefire.parties.words import protected_kinds
from ceasefire.publication.column_rules import columns_with
from ceasefire.vocabulary.codes import CATEGORIES, WHOLE, EventType, ObjectKind
from ceasefire.vocabulary.web_addresses import is_public

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.vocabulary.arrays import Bools

SHARED: Final = frozenset(
    ("party", "source", "zone", "agreement", "accession", "designation", "act", "meeting", "assertion", "duty_report")
    + ("key", "publication")
)
"""Kinds of statements that are the shared law and lists. Any other kind, known or not, may speak of an incident."""
ROW_IDS: Final = ("statement_id", "report_id", "tally_id", "judgement_id", "position_id", "coverage_id", "remedy_id")
"""Columns of stated tables that hold the row's own statement, by which its address is found where it has no column."""
ROW_IDS_OF_LAW: Final = ("meeting_id", "assertion_id", "act_id", "duty_report_id")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?=\S)|[/\\~.]|.*\\")
"""What begins like an address or a path: a scheme and no space after its colon, a slash, a home folder; or holds a
backslash. Anything else is the title or symbol of a text, as S/RES/2268 (2016)."""
SOURCE: Final = "source not named"
PLACE: Final = "place not named"


class Withholding:
    """What the rows of one edition's tables may tell: which are public, which names are known to all."""

    def __init__(self, tables: Mapping[str, "pa.Table"]) -> None:
        """Take the tables that are published together; those that are missing hold nothing."""
        self._tables = tables
        self._is_public: dict[str | None, bool] = {}

    def of(self, name: str, table: "pa.Table", protected: "Bools | None" = None) -> "pa.Table":
        """Return a table without what it may not tell; `protected` marks rows that speak of a protected site."""
        steps: tuple[tuple[str, Callable[[pa.Table, str], pa.Table]], ...] = (
            ("never", lambda t, c: null(t, c, None)),
            ("public", lambda t, c: null(t, c, self.public(t))),
            ("site", lambda t, c: null(t, c, self.public(t) if protected is None else self.public(t) & ~protected)),
            ("account", self._accounts),
            ("reference", lambda t, c: _each(self._accounts(t, c), c, citation)),
            ("governorate", self._governorates),
            ("known", self._known),
            ("source", self._sources),
            ("citation", lambda t, c: _each(t, c, citation)),
        )
        published = table
        for treatment, step in steps:
            for column in columns_with(name, treatment):
                if column in table.column_names:
                    published = _taken(published, column, step(table, column))
        return published

    def public(self, table: "pa.Table") -> "Bools":
        """Tell which rows retell a public address: their own, or that of their statement."""
        import numpy as np

        if "address" in table.column_names:
            told: Iterable[str | None] = table["address"].to_pylist()
        else:
            ids = next((c for c in (*ROW_IDS, *ROW_IDS_OF_LAW) if c in table.column_names), None)
            told = (self._addresses.get(i) for i in table[ids].to_pylist()) if ids else [None] * table.num_rows
        return np.fromiter((self._opens(address) for address in told), dtype=bool)

    def _opens(self, address: str | None) -> bool:
        found = self._is_public.get(address)
        return self._is_public.setdefault(address, is_public(address)) if found is None else found

    def _accounts(self, table: "pa.Table", column: str) -> "pa.Table":
        return null(table, column, self.public(table) | self._shared(table))

    @staticmethod
    def _shared(table: "pa.Table") -> "Bools":
        import numpy as np

        return np.fromiter((kind in SHARED for kind in table["kind"].to_pylist()), dtype=bool)

    @cached_property
    def _addresses(self) -> dict[str, str]:
        if "statements" not in self._tables:
            return {}
        rows = self._tables["statements"]
        return dict(zip(rows["statement_id"].to_pylist(), rows["address"].to_pylist(), strict=True))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Return the spellings that the shared lists of parties and sources hold, and the codes, folded."""
        codes = [
            *ObjectKind,
            *EventType,
            *CATEGORIES,
            *(f"{one}/{two}" for one, all_ in CATEGORIES.items() for two in all_),
        ]
        found = {fold(str(code)) for code in codes}
        for table, key in (("parties", "party_id"), ("sources", "source_id")):
            for row in (
                self._tables[table].select([key, "name", "aliases"]).to_pylist() if table in self._tables else ()
            ):
                found |= {fold(name) for name in (row[key], row["name"], *(row["aliases"] or ())) if name}
        return frozenset(found)

    def _known(self, table: "pa.Table", column: str) -> "pa.Table":
        """Keep words of the shared lists and codes; of any other, no more than the kinds of protected things it names."""

        def told(word: str) -> str | None:
            return word if fold(word) in self._names else "; ".join(sorted(protected_kinds(word))) or None

        return _where_private(table, column, self.public(table), told)

    def _sources(self, table: "pa.Table", column: str) -> "pa.Table":
        """Number the sources whose name is withheld, so that two of them stay two."""
        return _numbered(table, column, self.public(table), lambda name: fold(name) in self._names, SOURCE)

    def _governorates(self, table: "pa.Table", column: str) -> "pa.Table":
        """Keep the whole, and what rows of the same ledger call a governorate: another's word for it would be a guess.

        Other places are numbered, not left out: a row without a place counts the whole.
        """
        import numpy as np

        named: set[tuple[str, str]] = set()
        if "reports" in self._tables:
            rows = self._tables["reports"]
            named = set(zip(rows["ledger"].to_pylist(), rows["admin1"].to_pylist(), strict=True))
        own = zip(table["ledger"].to_pylist(), table[column].to_pylist(), strict=True)
        coarse = np.fromiter((place == WHOLE or (ledger, place) in named for ledger, place in own), dtype=bool)
        return _numbered(table, column, self.public(table) | coarse, lambda _: False, PLACE)


def citation(address: str) -> str | None:
    """Return what a coarse edition prints of an address: a public one, or the title of a text; None for any other."""
    return address if is_public(address) or not _ADDRESS.match(address) else None


def null(table: "pa.Table", name: str, keep: "Bools | None") -> "pa.Table":
    """Return the table with the column empty but where `keep` says otherwise."""
    import pyarrow as pa
    import pyarrow.compute as pc

    nothing = pa.nulls(table.num_rows, table.schema.field(name).type)
    column = nothing if keep is None else pc.if_else(pa.array(keep, pa.bool_()), table[name], nothing)
    return table.set_column(table.column_names.index(name), table.schema.field(name), column)


def _numbered(table: "pa.Table", column: str, keep: "Bools", known: Callable[[str], bool], what: str) -> "pa.Table":
    """Return the table with each name that is withheld replaced by `what` and a number.

    The numbers follow the ids of the rows, which are digests: their order tells nothing.
    """
    names = zip(table[table.column_names[0]].to_pylist(), table[column].to_pylist(), keep, strict=True)
    numbers: dict[str, str] = {}
    for _, name in sorted((i, name) for i, name, kept in names if name and not kept):
        if not known(name) and not name.startswith(what):
            numbers.setdefault(name, f"{what}, {len(numbers) + 1}")
    return _where_private(table, column, keep, lambda name: numbers.get(name, name))


def _each(table: "pa.Table", name: str, change: Callable[[str], str | None]) -> "pa.Table":
    """Return the table with a text column changed, each distinct text once."""
    import pyarrow as pa

    found = table[name].combine_chunks().dictionary_encode()
    words = pa.array([None if w is None else change(w) for w in found.dictionary.to_pylist()], pa.string())
    return table.set_column(table.column_names.index(name), table.schema.field(name), words.take(found.indices))


def _where_private(table: "pa.Table", name: str, public: "Bools", change: Callable[[str], str | None]) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    changed = _each(table, name, change)[name]
    column = pc.if_else(pa.array(public, pa.bool_()), table[name], changed)
    return table.set_column(table.column_names.index(name), table.schema.field(name), column)


def _taken(table: "pa.Table", name: str, other: "pa.Table") -> "pa.Table":
    return table.set_column(table.column_names.index(name), table.schema.field(name), other[name])
