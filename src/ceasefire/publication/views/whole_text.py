"""The whole text: how much of each instrument is coded and testable, and who speaks of each provision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ceasefire.agreements.indexed import Indexed, indexed
from ceasefire.figures import Figure
from ceasefire.publication.inputs import Row
from ceasefire.publication.report_figures import count_of
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.words import phrase
from ceasefire.vocabulary.provision_names import provision_name

THE_WHOLE: Final = "the instrument as a whole"
_TESTABLE: Final = {True: "yes", False: "no", None: "not coded"}


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One provision: what of the text it codes, whether it can be tested, who speaks of it, incidents in scope under it."""

    provision: str
    paragraphs: str
    testable: str
    statements: tuple[tuple[str, Figure], ...]
    incidents: Figure | None


@dataclass(frozen=True, kw_only=True)
class WholeText:
    """One instrument: counts of paragraphs and provisions, and its provisions.

    `paragraphs` is None where the coded file does not say how many the text has; `coded` and `silent` are None for none.
    """

    instrument: str
    title: str
    coded: Figure | None
    paragraphs: Figure | None
    provisions: Figure | None
    testable: Figure | None
    silent: Figure | None
    rows: tuple[Spoken, ...]

    @property
    def with_paragraphs(self) -> bool:
        """Return whether any provision says which paragraphs it codes."""
        return any(row.paragraphs for row in self.rows)

    @property
    def with_incidents(self) -> bool:
        """Return whether incidents are in scope under any provision."""
        return any(row.incidents for row in self.rows)

    @property
    def spoken_of(self) -> bool:
        """Return whether any statement or incident speaks of the instrument or of one of its provisions."""
        return self.with_incidents or any(row.statements for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class WholeTexts:
    """All instruments as printed; `left_out` says how many are not."""

    texts: tuple[WholeText, ...]
    left_out: str


def whole_texts(material: Material) -> WholeTexts:
    """Return every instrument with its provisions, those that nobody speaks of among them."""
    agreements = {one["agreement_id"]: one for one in material.inputs.rows("agreements")}
    hit = _in_scope(material)
    found = indexed(material.inputs.table("provision_index"))
    texts, left_out = material.bounds.first(
        [_text(material, one, agreements.get(one.instrument, {}), hit) for one in found]
    )
    return WholeTexts(texts=texts, left_out=left_out)


def _in_scope(material: Material) -> Mapping[str, list[Row]]:
    """Return the incidents in scope under each provision, by `instrument/provision`; only rows with a clause are read."""
    import pyarrow.compute as pc

    scope = material.inputs.table("scope").select(["incident_id", "clauses"])
    some = scope.filter(pc.greater(pc.list_value_length(scope["clauses"]), 0))
    found: dict[str, list[Row]] = {}
    for row in some.to_pylist():
        for clause in row["clauses"]:
            found.setdefault(clause, []).append(row)
    return found


def _text(material: Material, found: Indexed, agreement: Row, hit: Mapping[str, list[Row]]) -> WholeText:
    statement = [agreement["statement_id"]] if agreement else []

    def counted(number: int, unit: str, method: str) -> Figure | None:
        return count_of(range(number), unit=unit, scope=found.instrument, method=method, lineage=statement)

    by: dict[str | None, list[Row]] = {}
    for row in found.rows:
        by.setdefault(row["provision"], []).append(row)
    return WholeText(
        instrument=found.instrument,
        title=agreement.get("title") or "",
        coded=counted(found.coded_paragraphs, "paragraph", "paragraphs that some provision codes"),
        paragraphs=counted(
            found.of_paragraphs or 0, "paragraph", "paragraphs of the text, as the coded file lists them"
        ),
        provisions=counted(found.provisions, "provision", "provisions coded"),
        testable=counted(
            found.testable, "provision", "provisions with acts that go against them, a deadline or a clock"
        ),
        silent=counted(len(found.unmentioned), "provision", "provisions that no statement of this record names"),
        rows=tuple(_spoken(material, rows, hit) for rows in by.values()),
    )


def _spoken(material: Material, rows: list[Row], hit: Mapping[str, list[Row]]) -> Spoken:
    first = rows[0]
    name = provision_name(first["instrument"], first["provision"])
    return Spoken(
        provision=first["provision"] or THE_WHOLE,
        paragraphs=", ".join(first["paragraphs"]),
        testable=_TESTABLE[first["testable"]] if first["provision"] else "",
        statements=tuple(_by_kind(name, rows)),
        incidents=count_of(
            hit.get(name, ()),
            unit="incident",
            scope=f"in scope under {name}",
            method="linked incidents, each counted once",
            lineage=material.lineage(hit.get(name, [])),
        ),
    )


def _by_kind(name: str, rows: Iterable[Row]) -> Iterable[tuple[str, Figure]]:
    for row in rows:
        method = "statements that name the provision"
        found = count_of(
            row["lineage"] or (), unit="statement", scope=name, method=method, lineage=row["lineage"] or ()
        )
        if found is not None:
            yield phrase(row["kind"]), found
