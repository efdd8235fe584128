"""Statements as rows of their tables: the same for all statements of a record and for the few that a filing touches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final, NamedTuple

import pyarrow as pa

from ceasefire.projection import statement_rows
from ceasefire.projection.aside import Aside, SetAside
from ceasefire.projection.batches import batch_rows
from ceasefire.projection.blobs import Blobs, content
from ceasefire.projection.counted import Corrections, spot
from ceasefire.projection.geometry import MOST_BYTES as MOST_GEOMETRY
from ceasefire.projection.references import Placed, id_or_name, resolve
from ceasefire.projection.statement_rows import Row, Said
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.charters import Charter, RuleSet, SettingsSet
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.labels import Labels
from ceasefire.vocabulary.law_statements import Agreement
from ceasefire.vocabulary.reports_named import NAMES_REPORTS
from ceasefire.vocabulary.statements import Batch, LearntSet, Reply
from ceasefire.vocabulary.tables_stated import TABLE_OF

MOST_AGREEMENT: Final = 8 << 20
"""Bytes of an agreement's file that are looked at: far more than the agreement language reads."""
MOST_SET: Final = 4 << 20
"""Bytes of a learnt set's file that are looked at: with every word and value that one may list it has less than one MiB."""
MOST_RULES: Final = 4 << 20
"""Bytes of a file of rules or settings that are looked at: the readers of both take less."""
_MOST_OF: Final = {
    "agreement": MOST_AGREEMENT,
    "parameters": MOST_SET,
    "charter": MOST_RULES,
    "rule": MOST_RULES,
    "settings": MOST_RULES,
}
KEEPS_SUPERSEDED: Final = frozenset(
    {"judgement", "position", "parameters", "charter", "acceptance", "rule", "settings", "stance"}
)
"""Kinds whose superseded statements stay in their table, marked: the history of a stand is part of it, a learnt set, rules
and settings hold again where those after them cannot be read, and a charter is left by a version that follows it alone."""
PLAIN: Final = ("statements", *(table for table in TABLE_OF.values() if table not in NAMES_REPORTS))
"""Tables of which each row follows from its own statement; in the others rows name reports, or replies are joined."""
_PART: Final = 1000
"""So many rows are filled at a time: one that does not fit makes no more than these be filled one by one. By hand."""
_UNFIT: Final = (pa.ArrowException, OverflowError, ValueError, TypeError)


class Filled(NamedTuple):
    """The plain tables, the rows of the other tables as their statements tell them, and replies that are joined to them."""

    tables: dict[str, pa.Table]
    placed: dict[str, list[Placed]]
    replies: list[Said]

    def and_placed(self, more: "Filled") -> "Filled":
        """Return these with the rows and replies of more statements; the plain tables are these."""
        placed = {name: rows + more.placed[name] for name, rows in self.placed.items()}
        return Filled(self.tables, placed, self.replies + more.replies)


def fill(said: Sequence[Said], corrections: Corrections, blobs: Blobs, aside: Aside) -> Filled:
    """Return what statements fill; each is marked with what others do to it, and a superseded one loses its body.

    What cannot be read is set aside.
    """
    of_table: dict[str, list[Said]] = {name: [] for name in PLAIN}
    placed: dict[str, list[Placed]] = {name: [] for name in NAMES_REPORTS}
    batches: dict[str, list[pa.Table]] = {name: [] for name in PLAIN}
    replies: list[Said] = []

    def blob(digest: str, most: int) -> bytes:
        return content(blobs, digest, most)

    for one in said:
        _mark(one, corrections, aside)
        one.blob = partial(blob, most=_MOST_OF.get(one.kind, MOST_GEOMETRY))
        table = TABLE_OF.get(one.kind)
        if isinstance(one.body, Batch):
            rows = batch_rows(one, one.body, blobs, corrections.rows(one.id), aside)
            batches[TABLE_OF[one.body.row_kind]].append(rows)
        elif one.body is None or table is None:
            continue
        elif table in placed:
            placed[table] += _rows([one], aside)
        elif _here(one, aside):
            of_table[table].append(one)
            if isinstance(one.body, Reply):
                replies.append(one)
    of_table["statements"] = list(said)
    return Filled({name: _plain_table(name, of_table[name], batches[name], aside) for name in PLAIN}, placed, replies)


def named(
    filled: Filled, reports: pa.Table, statements: pa.Table, standing: Callable[[str], str], aside: Aside
) -> dict[str, pa.Table]:
    """Return the tables of rows that name reports; `reports` and `statements` hold at least what these rows name."""
    resolve(filled.placed, reports, statements, standing)
    _join_replies(filled.placed["remedies"], filled.replies)
    return {name: _table(schema(name), rows, aside) if rows else empty(name) for name, rows in filled.placed.items()}


def _mark(said: Said, corrections: Corrections, aside: Aside) -> None:
    corrections.mark(said)
    if said.superseded and said.kind not in KEEPS_SUPERSEDED:
        said.body, said.notes = None, ()
    for state, reason in said.notes:
        aside.add(spot(said), state, reason)


def _here(said: Said, aside: Aside) -> bool:
    """Say whether the file that an agreement names is here and whole; of another kind always.

    A learnt set, rules and settings keep their row (`here` is false in it): or another office's would hold in their place
    unseen. So does a charter, of which the file of rules is a part.
    """
    digest = _file_of(said.body)
    if digest is None:
        return True
    try:
        said.blob(digest)
    except SetAside as error:
        aside.add(spot(said), error.state, error.reason)
        return not isinstance(said.body, Agreement)
    return True


def _file_of(body: object) -> str | None:
    if isinstance(body, Agreement):
        return body.reading
    if isinstance(body, Charter):
        return body.rules
    return body.sha256 if isinstance(body, LearntSet | RuleSet | SettingsSet) else None


# --- rows of a table --------------------------------------------------------------------------------------------------


def _plain_table(name: str, said: Sequence[Said], batches: Iterable[pa.Table], aside: Aside) -> pa.Table:
    shape = schema(name)
    parts = [_part(name, shape, said[start : start + _PART], aside) for start in range(0, len(said), _PART)]
    return together(name, [*parts, *batches])


@cache
def empty(name: str) -> pa.Table:
    """Return a table without rows."""
    return schema(name).empty_table()


def together(name: str, parts: Iterable[pa.Table]) -> pa.Table:
    """Return the rows of several tables of that name as one; a single one is not copied."""
    some = [part for part in parts if part.num_rows]
    return pa.concat_tables(some).combine_chunks() if some else empty(name)


def _part(name: str, shape: pa.Schema, said: Sequence[Said], aside: Aside) -> pa.Table:
    """Return the rows of some statements, filled column by column, or one by one where a value does not fit."""
    try:
        columns = [
            pa.array(statement_rows.column(name, number, said), type=field.type) for number, field in enumerate(shape)
        ]
    except (SetAside, *_UNFIT):
        placed = [(one, statement_rows.statement(one)) for one in said] if name == "statements" else _rows(said, aside)
        return _table(shape, placed, aside)
    return pa.Table.from_arrays(columns, schema=shape)


def _rows(said: Iterable[Said], aside: Aside) -> list[Placed]:
    found = ((one, _row(one, aside)) for one in said)
    return [(one, row) for one, row in found if row is not None]


def _row(said: Said, aside: Aside) -> Row | None:
    """Return the row of a statement, or None where it has none; a zone without a readable line keeps its row.

    A zone's version still ends the one before it, so that nobody is tested against a line that no longer holds.
    """
    try:
        return statement_rows.row(said)
    except SetAside as error:
        aside.add(spot(said), error.state, error.reason)
        return statement_rows.row(said, without_line=True)
    except (ValueError, OverflowError) as error:
        aside.add(spot(said), AsideState.DOES_NOT_FIT, str(error))
        return None


def _table(shape: pa.Schema, placed: Sequence[Placed], aside: Aside) -> pa.Table:
    """Return rows as a table; a row that does not fit its columns is set aside."""
    try:
        columns = _columns(shape, placed)
    except _UNFIT:
        columns = _columns(shape, [one for one in placed if _fits(shape, one, aside)])
    return pa.Table.from_arrays(columns, schema=shape)


def _columns(shape: pa.Schema, placed: Sequence[Placed]) -> list[pa.Array]:
    return [pa.array([row.get(field.name) for _, row in placed], type=field.type) for field in shape]


def _fits(shape: pa.Schema, one: Placed, aside: Aside) -> bool:
    said, row = one
    for field in shape:
        try:
            pa.array([row.get(field.name)], type=field.type)
        except _UNFIT:
            words = f"{field.name} {row[field.name]!r} is beyond what a table holds ({field.type})"
            aside.add(spot(said), AsideState.DOES_NOT_FIT, words)
            return False
    return True


def _join_replies(remedies: Sequence[Placed], replies: Sequence[Said]) -> None:
    labels = Labels((said.id, said.origin, said.label) for said, _ in remedies)
    by_id: Mapping[str, Row] = {said.id: row for said, row in remedies}
    for said in replies:
        assert isinstance(said.body, Reply)
        row: dict[str, Any] | None = by_id.get(id_or_name(labels, said.body.to, said.origin))
        if row is not None:
            row |= statement_rows.reply(said)
