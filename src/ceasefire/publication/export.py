"""The documented tables as files that other programs read: CSV, GeoJSON, Parquet, each saying how coarse it is."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ceasefire.linkage.membership import members
from ceasefire.publication.coarse import place_word, place_words, publishable
from ceasefire.publication.csv_tables import csv_bytes
from ceasefire.publication.geojson import collection, incident_features, zone_features
from ceasefire.publication.inputs import Options, set_aside_words
from ceasefire.publication.whole_files import put_files
from ceasefire.vocabulary.choices import FORMATS, Format
from ceasefire.vocabulary.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

ADDED: Final = {"report_ids": "reports the incident rests on"}
"""Columns that an export adds to the documented ones."""
WHOSE_WORD: Final = (
    "Whose word: a row of standing with told_by is what another ledger says of the body; it is counted nowhere.",
    "The value holds_otherwise is a dissent from the value in the column towards, never that value; abstains and silent",
    "hold none. The manifest names the charter under which words were counted (charter, charter_pin; none: no charter).",
    "",
)
"""What the README says of the tables of positions."""
README_WIDTH: Final = 110
"""Characters in a line of the README: that of its other lines."""


def export(
    tables: Mapping[str, "pa.Table"],
    out_dir: Path,
    formats: Iterable[Format] = FORMATS,
    exact: bool = False,
    *,
    cell_km: float = 5.0,
    cut_off: date | None = None,
    delay_days: int = 0,
    bom: bool | None = None,
) -> list[Path]:
    """Write the tables into a folder, each file whole or not at all, and return the files written, sorted.

    Coarse in place unless `exact`; late in time by `delay_days` before `cut_off`. Raises as `export_files` does, and
    OSError when the folder cannot be written.
    """
    options = Options(title="", exact=exact, cell_km=cell_km, cut_off=cut_off, delay_days=delay_days)
    files = export_files(tables, options, formats, bom=bom)
    out_dir.mkdir(parents=True, exist_ok=True)
    put_files([(out_dir / name, data) for name, data in files.items()])
    return [out_dir / name for name in files]


def export_files(
    tables: Mapping[str, "pa.Table"], options: Options, formats: Iterable[Format] = FORMATS, *, bom: bool | None = None
) -> dict[str, bytes]:
    """Return the files of an export by name, sorted.

    CSV is UTF-8, lists joined by ` | `, geometry as WKT, texts that a spreadsheet would run as formulas get a leading
    apostrophe; CSV that holds more than ASCII begins with a byte order mark, or as `bom` says. GeoJSON follows RFC
    7946. Raises KeyError for a table the house does not document, ValueError for an unknown format.
    """
    wanted = tuple(dict.fromkeys(formats))
    if unknown := [f for f in wanted if f not in FORMATS]:
        raise ValueError(f"unknown format {unknown[0]!r}; known are {', '.join(FORMATS)}")
    if strange := sorted(set(tables) - set(TABLES)):
        raise KeyError(f"{strange[0]} is not a documented table")
    ready = publishable(tables, options)
    if {"incidents", "links"} <= ready.keys():
        ready["incidents"] = _with_lineage(ready["incidents"], ready["links"])
    words = place_words(options)
    files = dict(_files(ready, wanted, words, bom))
    files["README.txt"] = _readme(ready, words, set_aside_words(tables)).encode()
    return dict(sorted(files.items()))


def _with_lineage(incidents: "pa.Table", links: "pa.Table") -> "pa.Table":
    import pyarrow as pa

    rests = members(links)
    ids = [list(rests.get(i, ())) for i in incidents["incident_id"].to_pylist()]
    return incidents.append_column("report_ids", pa.array(ids, pa.list_(pa.string())))


def _files(
    tables: dict[str, "pa.Table"], formats: tuple[Format, ...], words: str, bom: bool | None
) -> Iterator[tuple[str, bytes]]:
    for name, table in tables.items():
        if "csv" in formats:
            yield f"{name}.csv", csv_bytes(table, words, bom=bom)
        if "parquet" in formats:
            yield f"{name}.parquet", _parquet_bytes(table, words)
    if "geojson" in formats:
        if "incidents" in tables:
            yield "incidents.geojson", collection(incident_features(tables["incidents"], tables.get("scope")), words)
        if "zones" in tables:
            yield "zones.geojson", collection(zone_features(tables["zones"]), words)


def _parquet_bytes(table: "pa.Table", words: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    if "lat" in table.column_names:
        table = table.append_column("place_published", pa.array([place_word(words)] * table.num_rows, pa.string()))
    marked = table.replace_schema_metadata({"ceasefire.place": words})
    pq.write_table(marked, sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _readme(tables: dict[str, "pa.Table"], words: str, set_aside: str) -> str:
    incomplete = textwrap.wrap(f"Not all of the record is in these tables. {set_aside}", README_WIDTH)
    lines = [
        "Tables of a joint ceasefire record.",
        *(incomplete if set_aside else ()),
        "",
        *textwrap.wrap(f"Place: {words}.", README_WIDTH),
        "Days are local days of the zone the source tells them in; utc_ columns are half-open intervals in UTC.",
        "An empty cell means: not told. Lists are joined by ' | '. A leading apostrophe keeps a text from being run as",
        "a formula. Each row leads to its statement: report_id, tally_id, statement_id; incidents list report_ids.",
        "",
        *(WHOSE_WORD if "standing" in tables else ()),
    ]
    for name in sorted(tables):
        docs = {c.name: c.doc for c in TABLES[name]} | ADDED
        lines.append(f"{name} ({tables[name].num_rows} rows)")
        lines += [f"  {column:<18} {docs.get(column, '')}".rstrip() for column in tables[name].column_names]
        lines.append("")
    return "\n".join(lines)
