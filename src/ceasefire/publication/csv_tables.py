"""Tables as CSV that a spreadsheet opens without running anything; column by column, so large tables stay quick."""

import codecs
import io
from typing import TYPE_CHECKING, Final

from ceasefire.publication.coarse import place_word
from ceasefire.publication.words import clean
from ceasefire.vocabulary.formulas import RUNS, guarded

if TYPE_CHECKING:
    import pyarrow as pa

SUSPECT: Final = RUNS + "|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
"""Texts that `harmless` may change (RE2); all others are written as they are."""
BYTE_ORDER_MARK: Final = codecs.BOM_UTF8


def csv_bytes(table: "pa.Table", words: str, *, bom: bool | None = None) -> bytes:
    """Return a table as CSV (RFC 4180, line feeds); where it has points, `place_published` says how coarse they are.

    Lists are joined by ` | `, geometry is WKT, moments are ISO 8601 in UTC, what is not told is an empty cell.
    `bom` says whether the file begins with a byte order mark; by default it does where any text is not ASCII, because
    a spreadsheet that opens such a file by double click reads it as Latin-1 without one.
    """
    import pyarrow as pa
    from pyarrow import csv

    columns = {name: _text(table[name]) for name in table.column_names}
    if "lat" in columns:
        columns["place_published"] = pa.array([place_word(words)] * table.num_rows, pa.string())
    out = io.BytesIO()
    csv.write_csv(pa.table(columns), out, csv.WriteOptions(quoting_style="needed"))
    data = out.getvalue()
    marked = not data.isascii() if bom is None else bom
    return BYTE_ORDER_MARK + data if marked else data


def harmless(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe before what could begin a formula, no control characters."""
    return guarded(clean(text))


def _text(column: "pa.ChunkedArray") -> "pa.ChunkedArray | pa.Array":
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_list(kind):
        return _harmless(pc.binary_join(column, " | "))
    if pa.types.is_binary(kind):
        return pa.array([None if v is None else _wkt(v) for v in column.to_pylist()], pa.string())
    if pa.types.is_timestamp(kind):
        plain = pc.replace_substring(column.cast(pa.timestamp("s")).cast(pa.string()), " ", "T")
        return pc.binary_join_element_wise(plain, "Z", "")
    return _harmless(column) if pa.types.is_string(kind) else column


def _harmless(column: "pa.ChunkedArray") -> "pa.ChunkedArray | pa.Array":
    import pyarrow as pa
    import pyarrow.compute as pc

    suspect = pc.fill_null(pc.match_substring_regex(column, SUSPECT), False)
    if not pc.any(suspect).as_py():
        return column
    return pa.array([v if v is None else harmless(v) for v in column.to_pylist()], pa.string())


def _wkt(wkb: bytes) -> str:
    import shapely

    return str(shapely.to_wkt(shapely.from_wkb(wkb), rounding_precision=5))
