"""Names, texts and addresses that would give a place back: withheld row by row, as `columns.toml` decides."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from ceasefire.parties import fold
from ceasefire.parties.words import protected_kinds
from ceasefire.publication.column_rules import columns_with
from ceasefire.reading.lexicon.gazetteer_names import known_names
from ceasefire.vocabulary import codes
from ceasefire.vocabulary.charters import Charter
from ceasefire.vocabulary.codes import CATEGORIES, WHOLE, EventType, ObjectKind
from ceasefire.vocabulary.labels import WHOLE_ID
from ceasefire.vocabulary.web_addresses import is_public

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.vocabulary.arrays import Bools

SHARED: Final = frozenset(
    ("party", "source", "zone", "agreement", "accession", "designation", "act", "meeting", "assertion", "duty_report")
    + ("key", "publication", "parameters", "charter", "acceptance", "rule", "settings")
)
"""Kinds of statements that are the shared law and lists. Any other kind, known or not, may speak of an incident."""
ROW_IDS: Final = (
    *("statement_id", "report_id", "tally_id", "judgement_id", "position_id", "coverage_id", "remedy_id"),
    *("finding_id", "question_id", "stance_id", "complaint_id", "reply_id"),
)
"""Columns of stated tables that hold the row's own statement, by which its address is found where it has no column."""
ROW_IDS_OF_LAW: Final = ("meeting_id", "assertion_id", "act_id", "duty_report_id", "acceptance_id")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?=\S)|[/\\~.]|.*\\")
"""What begins like an address or a path: a scheme and no space after its colon, a slash, a home folder; or holds a
backslash. Anything else is the title or symbol of a text, as S/RES/2268 (2016)."""
SOURCE: Final = "source not named"
PLACE: Final = "place not named"
NAME: Final = "not named"
NUMBERED: Final = re.compile(rf"({NAME}|{SOURCE}|{PLACE}), [1-9][0-9]*")
"""What stands where a name was withheld."""
_NAMED_BY: Final = (
    *(("zones", "zone_id"), ("zones", "name"), ("agreements", "agreement_id"), ("agreements", "title")),
    *(("agreements", "symbol"), ("designations", "list_id"), ("meetings", "thing"), ("meetings", "label")),
    *(("meetings", "process"), ("accessions", "instrument"), ("acts", "instrument"), ("acts", "provision")),
    *(("zones", "admin1"), ("zones", "admin1_whole"), ("zones", "country")),
    *(("designations", "members"), ("parties", "answers_for"), ("parties", "classes")),
)
"""Columns of the shared law and lists whose words are published in any case."""
_LABELS: Final = (
    *(("statements", "label"), ("reports", "label"), ("tallies", "label"), ("complaints", "label")),
    *(("remedies", "label"), ("questions", "thing"), ("questions", "options")),
)
"""Columns that hold what an office calls a thing of its own."""


class Withholding:
    """What the rows of one edition's tables may tell: which are public, which names are known to all."""

    def __init__(self, tables: Mapping[str, "pa.Table"]) -> None:
        """Take the tables that are published together; those that are missing hold nothing."""
        self._tables = tables
        self._is_public: dict[str | None, bool] = {}
        self._numbers: dict[str, str] = {}
        self._asked: tuple[pa.Table, Bools] | None = None

    def of(self, name: str, table: "pa.Table", protected: "Bools | None" = None) -> "pa.Table":
        """Return a table without what it may not tell; `protected` marks rows that speak of a protected site."""
        steps: tuple[tuple[str, Callable[[pa.Table, str], pa.Table]], ...] = (
            ("never", lambda t, c: null(t, c, None)),
            ("public", lambda t, c: null(t, c, self.public(t))),
            ("site", lambda t, c: null(t, c, self.public(t) if protected is None else self.public(t) & ~protected)),
            ("account", self._accounts),
            ("reference", lambda t, c: _each(self._accounts(t, c), c, citation)),
            ("governorate", self._governorates),
            ("area", self._areas),
            ("name", self._references),
            ("subject", self._subjects),
            ("word", self._words),
            ("term", lambda t, c: _where_private(t, c, self.public(t), self._terms(c, name).get)),
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
        if self._asked is None or self._asked[0] is not table:
            self._asked = (table, self._told_in_public(table))  # asked once a column, of one table after the other
        return self._asked[1]

    def _told_in_public(self, table: "pa.Table") -> "Bools":
        import numpy as np

        if "address" in table.column_names:
            each = table["address"].combine_chunks().dictionary_encode("encode")
            opens = np.fromiter((self._opens(address) for address in each.dictionary.to_pylist()), dtype=bool)
            found: Bools = opens[each.indices.to_numpy(zero_copy_only=False)]
            return found
        ids = next((c for c in (*ROW_IDS, *ROW_IDS_OF_LAW) if c in table.column_names), None)
        told = (self._addresses.get(i) for i in table[ids].to_pylist()) if ids else [None] * table.num_rows
        return np.fromiter((self._opens(address) for address in told), dtype=bool, count=table.num_rows)

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
        kinds = [
            *ObjectKind,
            *EventType,
            *CATEGORIES,
            *(f"{one}/{two}" for one, all_ in CATEGORIES.items() for two in all_),
        ]
        found = {fold(str(code)) for code in kinds}
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

    def _references(self, table: "pa.Table", column: str) -> "pa.Table":
        """Keep ids and the names that are published; number what else a row calls a statement or its subject."""
        withheld = self._labels[1]
        return self._renamed(
            table, column, lambda word, public: self._published(word) or (public and word not in withheld)
        )

    def _subjects(self, table: "pa.Table", column: str) -> "pa.Table":
        """Number what is a withheld label; any other subject is one of the shared law, which is published."""
        withheld = self._labels[1]
        return self._renamed(table, column, lambda word, _: word not in withheld)

    def _words(self, table: "pa.Table", column: str) -> "pa.Table":
        """Keep words that the shared law and lists, the codes or a row with a public address hold; number the others."""
        told = {w for w, public in zip(table[column].to_pylist(), self.public(table).tolist(), strict=True) if public}
        return self._renamed(table, column, lambda word, _: word in told or self._published(word))

    def _published(self, word: str) -> bool:
        return bool(
            WHOLE_ID.fullmatch(word) or NUMBERED.fullmatch(word) or word in self._labels[0] or fold(word) in self._law
        )

    def _renamed(self, table: "pa.Table", column: str, keeps: Callable[[str, bool], bool]) -> "pa.Table":
        """Return the table with each name that is not kept replaced by a number that is its own in all tables.

        The numbers follow the ids of the rows, which are digests: their order tells nothing.
        """
        import pyarrow as pa

        cells = table[column].to_pylist()
        rows = list(zip(table[table.column_names[0]].to_pylist(), cells, self.public(table).tolist(), strict=True))
        hidden = sorted(
            (i, word) for i, cell, public in rows for word in _listed(cell) if word and not keeps(word, public)
        )
        if not hidden:
            return table
        for _, word in hidden:
            self._numbers.setdefault(word, f"{NAME}, {len(self._numbers) + 1}")

        def shown(word: str, public: bool) -> str:
            return word if not word or keeps(word, public) else self._numbers[word]

        changed = [
            [shown(word, public) for word in cell] if isinstance(cell, list) else cell and shown(cell, public)
            for _, cell, public in rows
        ]
        field = table.schema.field(column)
        return table.set_column(table.column_names.index(column), field, pa.array(changed, field.type))

    def _terms(self, column: str, name: str) -> dict[str, str]:
        """Return the words that a row without a public address may tell: codes, and what rows with one print."""
        rows = self._tables[name]
        told = {w for w, p in zip(rows[column].to_pylist(), self.public(rows).tolist(), strict=True) if p and w}
        every = {w for w in rows[column].to_pylist() if w}
        return {word: word for word in every if word in told or fold(word) in self._law}

    @cached_property
    def _labels(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the labels that are published, and those that are withheld and not published of another row."""
        shown: set[str] = set()
        every: set[str] = set()
        for name, column in _LABELS:
            if name not in self._tables or column not in self._tables[name].column_names:
                continue
            rows = self._tables[name]
            open_ = self.public(rows) | self._shared(rows) if name == "statements" else self.public(rows)
            told = [_listed(cell) for cell in rows[column].to_pylist()]
            every.update(label for labels in told for label in labels)
            shown.update(label for labels, kept in zip(told, open_.tolist(), strict=True) if kept for label in labels)
        return frozenset(shown), frozenset(every - shown)

    @cached_property
    def _law(self) -> frozenset[str]:
        """Return the words of the shared law and lists and all codes, folded."""
        found = set(self._names)
        kinds = [kind for kind in vars(codes).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
        found |= {fold(code.value) for kind in kinds for code in kind}
        for name, column in _NAMED_BY:
            if name in self._tables and column in self._tables[name].column_names:
                found |= {fold(word) for cell in self._tables[name][column].to_pylist() for word in _listed(cell)}
        if "charters" in self._tables:
            found |= {fold(body) for terms in self._tables["charters"]["terms"].to_pylist() for body in _bodies(terms)}
        return frozenset(found - {""})

    @cached_property
    def _known_areas(self) -> frozenset[str]:
        """Return the names of governorates that are told anyway: by rows with a public address, or as shared areas."""
        found = {WHOLE}
        if "reports" in self._tables:
            rows = self._tables["reports"]
            for column in (c for c in columns_with("reports", "area") if c in rows.column_names):
                told = zip(rows[column].to_pylist(), self.public(rows).tolist(), strict=True)
                found |= {word for word, public in told if public and word}
        return frozenset(found)

    def _areas(self, table: "pa.Table", column: str) -> "pa.Table":
        """Number the areas that no row with a public address and no shared list names."""
        known = self._known_areas

        def told(word: str) -> bool:
            return word in known or fold(word) in self._law or fold(word) in _gazetteer_areas()

        return _numbered(table, column, self.public(table), told, PLACE)

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
            rows = self._areas(self._tables["reports"], "admin1")
            named = set(zip(rows["ledger"].to_pylist(), rows["admin1"].to_pylist(), strict=True))
        own = zip(table["ledger"].to_pylist(), table[column].to_pylist(), strict=True)
        coarse = np.fromiter((place == WHOLE or (ledger, place) in named for ledger, place in own), dtype=bool)
        return _numbered(table, column, self.public(table) | coarse, lambda _: False, PLACE)


@cache
def _gazetteer_areas() -> frozenset[str]:
    """Return the names of governorates, provinces and countries that the gazetteer knows, folded."""
    return frozenset(fold(word) for one in known_names() if one.kind in ("admin", "country") for word in one.spellings)


def citation(address: str) -> str | None:
    """Return what a coarse edition prints of an address: a public one, or the title of a text; None for any other."""
    return address if is_public(address) or not _ADDRESS.match(address) else None


def _bodies(terms: str | None) -> list[str]:
    """Return the bodies that a charter names; none where its terms are not those of one."""
    try:
        return [one.body for one in msgspec.json.decode(terms or "", type=Charter).bodies]
    except msgspec.MsgspecError:
        return []


def _listed(cell: str | list[str] | None) -> list[str]:
    return cell if isinstance(cell, list) else [cell] if cell else []


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
        if not known(name) and not NUMBERED.fullmatch(name):
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
