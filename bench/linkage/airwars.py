"""Airwars incidents and the UCDP events whose coders cite them: two real lists, of which one may not be shipped.

How to bring the Airwars side: take the incidents of Syria 2016-2019 from airwars.org (their terms forbid passing the rows on, so they
are not here) and write a CSV or Parquet with a row for each incident and the columns of the table `reports`:

| column | holds | |
|---|---|---|
| `report_id` | the Airwars code as its page shows it, such as CS225 | needed |
| `date_start` | the day, YYYY-MM-DD | needed |
| `lat`, `lon` | degrees | without them the rules of the nearest event find nothing |
| `place`, `admin1`, `admin2` | names | asked for; left out where absent |
| `actor_alleged`, `actor_target`, `event_type` | as told | likewise |
| `killed_low`, `killed_high`, `killed_civilians`, `summary` | persons; text | likewise; without tolls no sum is found |

Civilians reported killed are `killed_civilians` and, where nobody else died, `killed_low` and `killed_high`, too. Bring all incidents, not
only those that UCDP cites: the others are what an event may be instead.

Then `python bench/linkage/listwise.py --airwars FILE --shared DIR`, where DIR/data holds `ucdp_ged_syria.csv` and
`ucdp_airwars_links.csv` (of UCDP, CC BY 4.0). `python bench/linkage/airwars.py FILE DIR` says whether all of it is there.
"""

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as pc
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.linkage.lists import MORE_SOURCES, ONE_SOURCE, Lists  # noqa: E402

LINKS, GED = "ucdp_airwars_links.csv", "ucdp_ged_syria.csv"
OURS = {"latitude": "lat", "longitude": "lon", "date_prec": "date_precision", "where_prec": "place_precision",
        "where_coordinates": "place", "adm_1": "admin1", "adm_2": "admin2", "side_a": "actor_alleged",
        "side_b": "actor_target", "low": "killed_low", "high": "killed_high", "deaths_civilians": "killed_civilians"}  # fmt: skip
"""UCDP's columns as the table `reports` names them; `deaths_civilians` only where nobody is among the dead of whom it is not known
what they were (`deaths_unknown`). `source_article` is not among them: it cites the codes that are to be found."""
NEEDED = ("report_id", "date_start")
USED = ("lat", "lon", "place", "admin1", "admin2", "actor_alleged", "actor_target", "event_type", "killed_low",
        "killed_high", "killed_civilians", "summary")  # fmt: skip
HOW = "how to bring it stands at the head of bench/linkage/airwars.py"


def lists(side: Path | None, shared: Path) -> Lists | str:
    """Return Airwars's codes and UCDP's events with the sure citations (tier A), or in words why they cannot be had."""
    if side is None:
        return f"UCDP-Airwars: skipped, the Airwars side may not be shipped; give it by --airwars ({HOW})"
    gone = [str(path) for path in (side, shared / "data" / LINKS, shared / "data" / GED) if not path.is_file()]
    if gone:
        return f"UCDP-Airwars: skipped, there is no {', no '.join(gone)} ({HOW})"
    try:
        asked = pq.read_table(side) if side.suffix == ".parquet" else pc.read_csv(side)
        ged, links = (pc.read_csv(shared / "data" / name) for name in (GED, LINKS))
    except (OSError, pa.ArrowInvalid) as error:
        return f"UCDP-Airwars: skipped, {side} or a file beside it is no table: {str(error).splitlines()[0]} ({HOW})"
    for path, table, names in (
        (side, asked, NEEDED),
        (GED, ged, ("id", "date_start", "date_end", "number_of_sources", "deaths_unknown", *OURS)),
        (LINKS, links, ("ucdp_id", "airwars_code", "tier")),
    ):
        if lacking := [name for name in names if name not in table.column_names]:
            return f"UCDP-Airwars: skipped, {path} has no column {', '.join(lacking)} ({HOW})"
    if not pa.types.is_date(asked["date_start"].type):
        return f"UCDP-Airwars: skipped, date_start of {side} is to be days as YYYY-MM-DD ({HOW})"
    found = _lists(asked, ged, links)
    if not found.cited:
        return f"UCDP-Airwars: skipped, no report_id of {side} is a code that {LINKS} names, such as CS225 ({HOW})"
    return found


def lacking(side: Path) -> list[str]:
    """Return the columns that would help and that a file of the Airwars side lacks."""
    names = pq.read_schema(side).names if side.suffix == ".parquet" else pc.read_csv(side).column_names
    return [name for name in USED if name not in names]


def _lists(asked: pa.Table, ged: pa.Table, links: pa.Table) -> Lists:
    asked = asked.select([name for name in (*NEEDED, "date_end", *USED) if name in asked.column_names])
    asked = asked.set_column(0, "report_id", asked["report_id"].cast(pa.string()))
    codes = set(asked["report_id"].to_pylist())
    sure = (row for row in links.select(["ucdp_id", "airwars_code", "tier"]).to_pylist() if row["tier"] == "A")
    cited = frozenset((row["airwars_code"], str(row["ucdp_id"])) for row in sure if row["airwars_code"] in codes)
    one = {str(i) for i, n in zip(*(ged[c].to_pylist() for c in ("id", "number_of_sources")), strict=True) if n == 1}
    rests = frozenset(code for code, event in cited if event not in one)
    more = {ONE_SOURCE: frozenset(code for code, _ in cited) - rests, MORE_SOURCES: rests}
    return Lists("UCDP-Airwars", _said_by("Airwars", asked), _events(ged), cited, more=more)


def _events(ged: pa.Table) -> pa.Table:
    """UCDP events in the words of the table `reports`, without the text they rest on."""
    kept = ged.select(["id", "date_start", "date_end", *OURS]).rename_columns(
        ["report_id", "date_start", "date_end", *OURS.values()]
    )
    civilians = compute.if_else(compute.equal(ged["deaths_unknown"], 0), ged["deaths_civilians"], None)
    kept = kept.set_column(kept.column_names.index("killed_civilians"), "killed_civilians", civilians)
    return _said_by("UCDP", kept.set_column(0, "report_id", kept["report_id"].cast(pa.string())))


def _said_by(source: str, table: pa.Table) -> pa.Table:
    return table.append_column("source", pa.array([source] * len(table), pa.string()))


def main(words: list[str]) -> None:
    """Say whether the two lists are there, how many citations meet, and which columns would help."""
    if len(words) != 2:
        raise SystemExit(
            "say: python bench/linkage/airwars.py FILE DIR, the Airwars side and the folder that holds data/\n" + HOW
        )
    found: Any = lists(Path(words[0]), Path(words[1]))
    if isinstance(found, str):
        raise SystemExit(found)
    print(f"{len(found.asked)} codes, {len(found.events)} events, {len(found.cited)} sure citations")
    if some := lacking(Path(words[0])):
        print(f"columns that would help and are not there: {', '.join(some)}")


if __name__ == "__main__":
    main(sys.argv[1:])
