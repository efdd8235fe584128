"""UCDP events against Airwars incidents: the links that UCDP's own coders cite, tier A.

The Airwars side may not be shipped; it is given as a CSV or Parquet with the columns of the table `reports`:
`report_id` (the Airwars code) and `date_start` at least, `lat`, `lon`, `place`, tolls and text where they are known.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from ceasefire import linkage
from ceasefire.linkage.matching import link

OURS = {"latitude": "lat", "longitude": "lon", "date_prec": "date_precision", "where_prec": "place_precision",
        "where_coordinates": "place", "adm_1": "admin1", "adm_2": "admin2", "side_a": "actor_alleged",
        "side_b": "actor_target", "low": "killed_low", "high": "killed_high", "deaths_civilians": "killed_civilians",
        "source_article": "summary"}  # fmt: skip


def measure(airwars: Path, shared: Path) -> list[dict[str, Any]]:
    """Share of cited pairs that linkage joins, and share of joined pairs that are cited, for UCDP events that rest on
    Airwars alone and for the others; beside them the nearest UCDP event within a day."""
    links = [row for row in pc.read_csv(shared / "ucdp_airwars_links.csv").to_pylist() if row["tier"] == "A"]
    ged = pc.read_csv(shared / "ucdp_ged_syria.csv")
    alone = {str(i) for i, n in zip(ged["id"].to_pylist(), ged["number_of_sources"].to_pylist(), strict=True) if n == 1}
    theirs = _events(ged)
    side = pq.read_table(airwars) if airwars.suffix == ".parquet" else pc.read_csv(airwars)
    ours = side.append_column("source", pa.repeat(pa.scalar("Airwars"), len(side)))
    ours = ours.set_column(ours.column_names.index("report_id"), "report_id", ours["report_id"].cast(pa.string()))
    codes = set(ours["report_id"].to_pylist())
    cited = {(str(row["ucdp_id"]), row["airwars_code"]) for row in links if row["airwars_code"] in codes}
    both = pa.concat_tables([theirs, ours], promote_options="permissive")
    found = link(both, options=linkage.Options(words=False)).links
    rows = []
    for method, joined in (("ceasefire", _joined(found, codes)), ("nearest within a day", _nearest(theirs, ours))):
        for group, wanted in (("one source", True), ("more sources", False)):
            true = {pair for pair in cited if (pair[0] in alone) == wanted}
            events, known = {e for e, _ in true}, {c for _, c in cited}
            told = {(e, c) for e, c in joined if c in known and (e in alone) == wanted}
            right = len(true & told)
            rows.append({"set": f"UCDP-Airwars, {group}", "method": method, "reports": len(events),
                         "precision": right / max(len(told), 1), "recall": right / max(len(true), 1)})  # fmt: skip
    for row in rows:
        row["f1"] = 2 * row["precision"] * row["recall"] / max(row["precision"] + row["recall"], 1e-9)
    return rows


def _events(ged: pa.Table) -> pa.Table:
    """UCDP events in the words of the table `reports`; the text they rest on without the codes it cites."""
    kept = ged.select(["id", "date_start", "date_end", *OURS]).rename_columns(
        ["report_id", "date_start", "date_end", *OURS.values()]
    )
    kept = kept.set_column(0, "report_id", kept["report_id"].cast(pa.string()))
    kept = kept.drop_columns(["summary"])  # it cites the very codes that are to be found
    return kept.append_column("source", pa.repeat(pa.scalar("UCDP"), len(kept)))


def _joined(links: pa.Table, codes: set[str]) -> set[tuple[str, str]]:
    """Pairs of one event and one code that share an incident."""
    events: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for report, incident in zip(links["report_id"].to_pylist(), links["incident_id"].to_pylist(), strict=True):
        (named if report in codes else events).setdefault(incident, []).append(report)
    return {(e, c) for incident, some in named.items() for c in some for e in events.get(incident, [])}


def _nearest(theirs: pa.Table, ours: pa.Table) -> set[tuple[str, str]]:
    """For each code the nearest event whose first day is at most a day away."""
    day, lat, lon = (_numbers(theirs, name) for name in ("date_start", "lat", "lon"))
    ids = theirs["report_id"].to_pylist()
    found = set()
    for code, d, x, y in zip(ours["report_id"].to_pylist(), *(_numbers(ours, n) for n in ("date_start", "lat", "lon")),
                             strict=True):  # fmt: skip
        rows = np.flatnonzero(np.abs(day - d) <= 1)
        if len(rows) and x == x:
            far = np.hypot(lat[rows] - x, (lon[rows] - y) * np.cos(np.radians(x)))
            found.add((ids[rows[int(np.argmin(far))]], code))
    return found


def _numbers(table: pa.Table, name: str) -> Any:
    if name not in table.column_names:
        return np.full(len(table), np.nan)
    column = table[name].cast(pa.int32()) if pa.types.is_date(table[name].type) else table[name]
    return np.array([np.nan if v is None else v for v in column.to_pylist()], float)
