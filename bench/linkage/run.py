"""How well linkage finds which reports speak of one incident, beside simple rules and other tools; see README.md.

Real rows, made worlds, and the published answer of meltt; one CSV row per world, seed and method.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import airwars, measures, worlds  # noqa: E402
from bench.linkage.peers import environment  # noqa: E402

from ceasefire import linkage  # noqa: E402
from ceasefire.linkage.compat import meltt  # noqa: E402
from ceasefire.linkage.matching import Linked, link  # noqa: E402
from ceasefire.vocabulary.earth import KM_PER_DEGREE  # noqa: E402

COLUMNS = (
    "set",
    "seed",
    "method",
    "reports",
    "precision",
    "recall",
    "f1",
    "b3_precision",
    "b3_recall",
    "b3_f1",
    "calibration_error",
)
SHARED = ROOT.parent / "shared" / "data"
QUIET = linkage.Options(words=False)
RENAMED = {
    "url": "address",
    "event_date_start": "date_start",
    "event_date_end": "date_end",
    "latitude": "lat",
    "longitude": "lon",
    "where_precision": "place_precision",
    "attribution_phrase": "attribution",
}
Row = dict[str, Any]


def score(found: Any, truth: Any) -> Row:
    """Pairwise and B-cubed scores of one answer."""
    pair, cube = measures.pairwise(found, truth), measures.b_cubed(found, truth)
    return {
        "reports": len(truth),
        "precision": pair.precision,
        "recall": pair.recall,
        "f1": pair.f1,
        "b3_precision": cube.precision,
        "b3_recall": cube.recall,
        "b3_f1": cube.f1,
    }


def calibration(linked: Linked, truth: dict[str, Any], bins: int = 10) -> float:
    """Mean gap between told probability and share of true pairs, over ten bins of the shown pairs, by their size.

    Pairs with a report of unknown incident are left out.
    """
    a, b = (linked.pairs[side].to_pylist() for side in ("a", "b"))
    told = np.array(linked.pairs["probability"].to_pylist(), float)
    known = np.array([x in truth and y in truth for x, y in zip(a, b, strict=True)], bool)
    true = np.array([truth.get(x) == truth.get(y) for x, y in zip(a, b, strict=True)], bool)[known]
    told = told[known]
    at = np.minimum((told * bins).astype(int), bins - 1)
    gaps = [abs(told[at == k].mean() - true[at == k].mean()) * (at == k).sum() for k in range(bins) if (at == k).any()]
    return float(sum(gaps) / max(len(told), 1))


def ours(table: pa.Table, truth: dict[str, Any], parameters: linkage.Parameters | None = None) -> Row:
    """Our own answer and how well its probabilities are calibrated, on the reports whose incident is known."""
    linked = link(table, options=QUIET, parameters=parameters)
    names = dict(zip(*(linked.links[c].to_pylist() for c in ("report_id", "incident_id")), strict=True))
    ids = list(truth)
    return score(np.array([names[i] for i in ids]), np.array([truth[i] for i in ids])) | {
        "calibration_error": calibration(linked, truth)
    }


def syria() -> tuple[pa.Table, dict[str, str]] | None:
    """Real reports and the incident of those that carry one; None where the file is absent."""
    path = SHARED / "syria_incident_reports.csv"
    if not path.exists():
        print(f"real rows: skipped, {path.name} is not beside the project")
        return None
    table = pc.read_csv(path, convert_options=pc.ConvertOptions(strings_can_be_null=True))
    gold = dict(zip(table["report_id"].to_pylist(), table["incident_gold"].to_pylist(), strict=True))
    table = table.rename_columns([RENAMED.get(name, name) for name in table.column_names])
    return table.drop_columns(["incident_gold", "zone"]), {r: g for r, g in gold.items() if g}


WITHHELD = {
    "": [],
    ", no coordinates or provinces": ["lat", "lon", "place_precision", "admin1"],
    ", names and dates only": [
        "lat",
        "lon",
        "place_precision",
        "admin1",
        "summary",
        "weapon",
        "event_type",
        "actor_alleged",
        "actor_target",
        "attribution",
        "killed_low",
        "killed_high",
        "killed_civilians",
        "killed_children",
        "injured_low",
        "injured_high",
        "address",
    ],
}


def real_rows() -> list[Row]:
    """Our answer, cross-validated halves, and two simple rules, on the real rows."""
    found = syria()
    if found is None:
        return []
    table, gold = found
    rows = []
    for what, hidden in WITHHELD.items():
        seen = table.drop_columns([c for c in hidden if c in table.column_names])
        rows.append({"set": f"real rows{what}", "method": "ceasefire"} | ours(seen, gold))
        rows += crossed(seen, gold, f"real rows{what}")
    kept = table.filter(pa.array([i in gold for i in table["report_id"].to_pylist()]))
    truth = np.array([gold[i] for i in kept["report_id"].to_pylist()])
    rows.append({"set": "real rows", "method": "rule: 1 km and the same day"} | score(near(kept, 1.0, 0), truth))
    rows.append({"set": "real rows", "method": "rule: equal place, within a day"} | score(named(kept, 1), truth))
    return rows


def crossed(table: pa.Table, gold: dict[str, str], what: str) -> list[Row]:
    """Learn on one half of the incidents, with the answers of that half as judgements, and judge on the other half."""
    names = sorted(set(gold.values()))
    half = dict(zip(names, np.random.default_rng(5).permutation(len(names)) % 2, strict=True))
    rows = []
    for side in (0, 1):
        train = {r: g for r, g in gold.items() if half[g] == side}
        test = {r: g for r, g in gold.items() if half[g] != side}
        rest = [r for r in table["report_id"].to_pylist() if r not in gold]
        pick = lambda wanted: table.filter(pa.array([i in wanted for i in table["report_id"].to_pylist()]))  # noqa: E731
        seen, kept = pick(set(train) | set(rest)), pick(set(test) | set(rest))
        for method, ruled in (
            ("ceasefire, learnt on the other half", None),
            ("ceasefire, learnt on the other half with its answers", verdicts(train)),
        ):
            parameters = linkage.learn(seen, ruled, QUIET)
            rows.append({"set": what, "seed": side, "method": method} | ours(kept, test, parameters))
    return rows


def verdicts(gold: dict[str, str]) -> pa.Table:
    """The known answers as judgements: pairs of one incident, and as many of neighbouring ones."""
    from ceasefire.vocabulary import schema

    ids = sorted(gold, key=lambda r: (gold[r], r))
    pairs = [(a, b) for k, a in enumerate(ids) for b in ids[k + 1 : k + 12]]
    shape = schema("judgements")
    made = [
        {
            "judgement_id": f"j{n}",
            "a": a,
            "b": b,
            "verdict": "same" if gold[a] == gold[b] else "different",
            "office": "bench",
            "superseded": False,
        }
        for n, (a, b) in enumerate(pairs)
    ]
    return pa.Table.from_pylist([{f.name: row.get(f.name) for f in shape} for row in made], schema=shape)


def joined(n: int, pairs: list[tuple[int, int]]) -> Any:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    i, j = np.array(pairs, int).reshape(-1, 2).T
    return connected_components(coo_array((np.ones(len(i), np.int8), (i, j)), shape=(n, n)))[1]


def near(table: pa.Table, km: float, days: int) -> Any:
    """Components of reports within so many kilometres whose first days are at most so far apart."""
    lat, lon = (np.array(table[c].to_pylist(), float) for c in ("lat", "lon"))
    day = table["date_start"].cast(pa.int32()).to_numpy()
    pairs = []
    for d in np.unique(day):
        rows = np.flatnonzero((day >= d) & (day <= d + days))
        for i in rows[day[rows] == d]:
            far = np.hypot(
                (lat[rows] - lat[i]) * KM_PER_DEGREE, (lon[rows] - lon[i]) * KM_PER_DEGREE * np.cos(np.radians(lat[i]))
            )
            pairs += [(int(i), int(j)) for j in rows[far <= km] if j != i]
    return joined(len(day), pairs)


def named(table: pa.Table, days: int) -> Any:
    """Components of reports of one place name (as written) whose first days are at most so far apart."""
    day = table["date_start"].cast(pa.int32()).to_pylist()
    at: dict[str, list[int]] = {}
    for k, place in enumerate(table["place"].to_pylist()):
        if place:
            at.setdefault(place, []).append(k)
    pairs = [(i, j) for rows in at.values() for i in rows for j in rows if i < j and abs(day[i] - day[j]) <= days]
    return joined(len(day), pairs)


def made_worlds(
    names: list[str], seeds: list[int], size: int, peers: Path | None, also: list[int], folder: Path
) -> Iterator[Row]:
    """Our answer and the peers' on every world and seed, one by one."""
    for name in names:
        for seed in seeds:
            table, truth = worlds.make(worlds.WORLDS[name], reports=size, seed=seed)
            known = dict(zip(table["report_id"].to_pylist(), truth.tolist(), strict=True))
            head = {"set": name, "seed": seed}
            yield head | {"method": "ceasefire"} | ours(table, known)
            yield from (head | {"method": m} | score(f, truth) for m, f in simple(table))
            if peers is not None and seed in also:
                path = folder / f"{name}-{seed}.parquet"
                pq.write_table(table, path)
                for peer in ("splink4", "others"):
                    yield from (head | row for row in beside(peer, path, table, truth, peers))


def simple(table: pa.Table) -> list[tuple[str, Any]]:
    """Rules that need no learning, and meltt's rules."""
    found = [("rule: equal place, within a day", named(table, 1))]
    if table["lat"].null_count < len(table):
        found.append(("rule: 1 km and the same day", near(table, 1.0, 0)))
        found.append(("meltt's rules, 20 km, the same day", by_meltt(table, 20.0, 0)))
    return found


def by_meltt(table: pa.Table, km: float, days: int) -> Any:
    """Incidents that our option with meltt's rules finds, by type, fine and broad."""
    types = sorted(set(table["event_type"].to_pylist()))
    names = sorted(set(table["source"].to_pylist()))
    taxonomy = {
        "event_type": pa.table(
            {
                "data.source": [n for n in names for _ in types],
                "base.categories": types * len(names),
                "level1": types * len(names),
                "level2": ["any"] * (len(types) * len(names)),
            }
        )
    }
    shaped = pa.table(
        {
            "dataset": table["source"],
            "event": np.arange(len(table)),
            "date": table["date_start"],
            "enddate": table["date_end"],
            "latitude": table["lat"],
            "longitude": table["lon"],
            "event_type": table["event_type"],
        }
    )
    sets = [shaped.filter(pa.array([s == n for s in table["source"].to_pylist()])) for n in names]
    matches = meltt.match(sets, taxonomy, days=days, km=km).matches.to_pylist()
    label = np.arange(len(table))
    for row in matches:
        label[int(row["event"])] = len(table) + int(row["match"])
    return label


def beside(peer: str, path: Path, table: pa.Table, truth: Any, peers: Path) -> list[Row]:
    """The best answer of each tool of a peer environment: its setting is picked by the truth, which flatters it."""
    python = environment(peer, peers)
    if isinstance(python, str):
        print(f"{peer}: skipped, {python}")
        return []
    out = path.with_suffix(f".{peer}")
    done = subprocess.run(
        [python, HERE / "peers" / f"{peer}.py", path, out],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    if done.returncode:
        print(f"{peer}: skipped on {path.stem}, {done.stderr.strip().splitlines()[-1:]}")
        return []
    told = json.loads(done.stdout.strip().splitlines()[-1])
    for tool, why in told.get("skipped", {}).items():
        print(f"{tool}: skipped on {path.stem}, {why}")
    order = table.select(["report_id"])
    best: dict[str, Row] = {}
    for name in told["thresholds"]:
        found = dict(zip(*(c.to_pylist() for c in pq.read_table(f"{out}.{name}").columns), strict=True))
        row = score(np.array([found[i] for i in order["report_id"].to_pylist()]), truth)
        tool = "splink 4, EM" if peer == "splink4" else name.split("-")[0]
        if tool not in best or row["f1"] > best[tool]["f1"]:
            best[tool] = {"method": f"{tool} (best: {name})"} | row
    return list(best.values())


def crash_data() -> None:
    """The published answer of meltt on its crash data, by our option."""
    folder = SHARED / "meltt"
    if not folder.exists():
        print("meltt's crash data: skipped, not beside the project")
        return
    kinds = {n: pa.string() for n in ("model_tax", "color_tax", "damage_tax", "base.categories")}
    read = lambda n: pc.read_csv(folder / f"{n}.csv", convert_options=pc.ConvertOptions(column_types=kinds))  # noqa: E731
    taxonomies = {n: read(f"taxonomy_{n}") for n in ("color_tax", "damage_tax", "model_tax")}
    found = meltt.match([read(f"crash_data{k}") for k in (1, 2, 3)], taxonomies, days=2, km=4.0)
    matches = Counter(row["match"] for row in found.matches.to_pylist())
    print(f"meltt's crash data: {len(matches)} matches, {len(found.unique)} unique (published: 34 and 140)")
    print("the R package meltt itself: skipped, R is not part of this bench")


def say(row: Row) -> None:
    """Print a row as it comes."""
    print(
        f"{row['set']:34} {row.get('seed', ''):>3} {row['method']:52} F1 {row['f1']:.3f}  B3 {row.get('b3_f1', float('nan')):.3f}"
        f"  P {row['precision']:.3f} R {row['recall']:.3f}  cal {row.get('calibration_error', float('nan')):.3f}",
        flush=True,
    )


def main() -> None:
    """Run what is asked for and write one CSV."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", default=",".join(worlds.WORLDS))
    parser.add_argument("--seeds", default="11,12")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--peers", type=Path, help="folder for the peers' environments; without it no peers run")
    parser.add_argument("--peer-seeds", default="11", help="seeds on which the peers run too")
    parser.add_argument("--airwars", type=Path, help="the Airwars side of the UCDP-Airwars links")
    parser.add_argument("--no-real", action="store_true")
    parser.add_argument("--out", type=Path, default=HERE / "run.csv")
    chosen = parser.parse_args()
    chosen.out.unlink(missing_ok=True)
    if not chosen.no_real:
        for row in real_rows():
            kept(row, chosen.out)
        crash_data()
        if chosen.airwars is None:
            print("UCDP-Airwars: skipped, give the Airwars side with --airwars")
        else:
            for row in airwars.measure(chosen.airwars, SHARED):
                kept(row, chosen.out)
    names = [n for n in chosen.worlds.split(",") if n]
    seeds, also = ([int(s) for s in text.split(",") if s] for text in (chosen.seeds, chosen.peer_seeds))
    with tempfile.TemporaryDirectory() as folder:
        for row in made_worlds(names, seeds, chosen.reports, chosen.peers, also, Path(folder)):
            kept(row, chosen.out)


def kept(row: Row, out: Path) -> None:
    """Print a row and add it to the CSV as it comes, so that a run that is cut short keeps what it found."""
    say(row)
    new = not out.exists()
    with out.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if new:
            writer.writeheader()
        writer.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    main()
