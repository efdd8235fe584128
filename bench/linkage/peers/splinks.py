"""Splink 4 or 5 on a world, in a light set-up or the best one we found, learnt by EM.

`splinks.py WORLD.parquet OUT light|best` writes OUT.<way>-<threshold> with report_id and incident_id for two ways of gathering
and several thresholds, so that the bench can show the usual one and grant it the best. `splinks.py WORLD.parquet OUT best pairs`
writes OUT.pairs with the probability of each pair of two sources and no groups; with a word `labels=FILE` m is learnt from the
judged pairs of a file (a, b, verdict).
"""

import json
import logging
import signal
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
USUAL = ("components", 0.95)
"""Components at 0.95, as Splink's own examples gather."""
WAYS = (USUAL, *(("components", t) for t in (0.5, 0.9, 0.99, 0.999)), *(("best", t) for t in (0.05, 0.2, 0.5)))
COMMON = 0.02
"""Share of the texts above which a word says nothing."""
RECALL = 0.3
"""Share of the true pairs that one day, one type and a rare word in common are taken to find, for Splink's estimate of all pairs."""
MOST_S = 120.0
"""Processor seconds after which one way of gathering, other than the usual, is given up."""
FEWEST = 0.001
"""Least probability of the pairs asked for where the pairs themselves are the answer."""
CELL, WINDOW_KM, KM = 0.5, 40, 111.195
"""Degrees of a cell of the light set-up; kilometres within which two places share a key of the best one; kilometres a degree."""


def frame(table: pa.Table, best: bool) -> pd.DataFrame:
    """Columns that Splink compares and blocks on; reports without a day are left out, for no block holds them."""
    table = table.filter(pc.is_valid(table["date_start"]))
    day = table["date_start"].cast(pa.int32()).to_numpy()
    end = pc.coalesce(table["date_end"], table["date_start"]).cast(pa.int32()).to_numpy()
    lat, lon = (table[c].to_numpy(zero_copy_only=False).astype(float) for c in ("lat", "lon"))
    names = {
        "admin1": "admin1",
        "place": "place",
        "kind": "event_type",
        "actor": "actor_alleged",
        "target": "actor_target",
    }
    cell = pd.Series(np.floor(lat / CELL) * 1000 + np.floor(lon / CELL)).astype("Int64")
    data = {
        "unique_id": table["report_id"].to_pylist(),
        "origin": table["source"].to_pylist(),
        "day": day,
        "day_end": end,
        "lat": lat,
        "lon": lon,
        "cell": cell,
        "killed": table["killed_low"].to_pandas().astype(float),
        **{ours: table[theirs].to_pandas().astype(object) for ours, theirs in names.items()},
    }
    if best:
        blocks = windows(day, lat, lon, table["admin1"].to_pylist())
        tokens = rare_words(table["summary"].to_pylist())
        data |= {
            "grain": table["place_precision"].to_pandas().fillna(0).astype(int),
            "tokens": tokens,
            "token": [some[0] if some else None for some in tokens],
            "blocks": blocks,
            "dyad": [
                "|".join(sorted((a, b))) if isinstance(a, str) and isinstance(b, str) else None
                for a, b in zip(data["actor"], data["target"], strict=True)
            ],
        }
    return pd.DataFrame(data)


def rare_words(texts: list[str | None]) -> list[list[str] | None]:
    """Words of each text that stand in at most `COMMON` of the texts and have three letters, sorted; None where there are none."""
    words = [set(text.lower().split()) if text else set() for text in texts]
    count = Counter(word for some in words for word in some)
    most = max(COMMON * len(texts), 2)
    return [sorted(w for w in some if len(w) > 2 and count[w] <= most) or None for some in words]


def windows(day: np.ndarray, lat: np.ndarray, lon: np.ndarray, province: list[str | None]) -> list[list[str]]:
    """Keys of each report such that two within a day and 40 km, or within a day and of one province, share one."""
    x, y = lon * KM * np.cos(np.radians(np.nanmean(lat) if (lat == lat).any() else 0.0)), lat * KM
    keys = []
    for d in (0, 1):
        window = (day + d) // 2 * 2 + d
        for sx in (0, WINDOW_KM):
            for sy in (0, WINDOW_KM):
                cells = zip(window, *(np.floor((v + s) / (2 * WINDOW_KM)) for v, s in ((x, sx), (y, sy))), strict=True)
                keys.append([f"{w}:{sx}{sy}:{a}:{b}" if a == a and b == b else None for w, a, b in cells])
        keys.append([f"{w}:{a}" if a else None for w, a in zip(window, province, strict=True)])
    return [[k for k in row if k] for row in zip(*keys, strict=True)]


KILOMETRES = "sqrt(power((lat_l - lat_r) * 111.195, 2) + power((lon_l - lon_r) * 111.195 * cos(radians(lat_l)), 2))"
GAP = "greatest(day_l - day_end_r, day_r - day_end_l, 0)"


def light() -> list[tuple[str, object]]:
    """Columns and comparisons as Splink's library has them: kilometres, days, type, actors, deaths, place name."""
    import splink.comparison_library as cl

    return [
        ("lat", cl.DistanceInKMAtThresholds("lat", "lon", [1, 5, 20])),
        ("day", custom("day", [(f"{GAP} = 0", "0"), (f"{GAP} <= 1", "1")])),
        *((name, cl.ExactMatch(name)) for name in ("kind", "actor", "target", "killed")),
        ("place", cl.JaroWinklerAtThresholds("place", [0.9])),
    ]


def best(both: bool) -> list[tuple[str, object]]:
    """Columns and comparisons, richer: distance by the precision of both places, actors in either order (where `both` are
    told), deaths by size, rare words."""
    import splink.comparison_library as cl

    where = []
    for grain in (1, 2, 3):
        coarsest = f"greatest(grain_l, grain_r) = {grain}"
        where += [(f"{coarsest} AND {KILOMETRES} <= {reach}", f"{grain} {reach} km") for reach in (1, 5, 15, 40)]
        where.append((coarsest, f"{grain} far"))
    where += [(f"{KILOMETRES} <= {reach}", f"4 {reach} km") for reach in (5, 40, 100)]
    overlap, apart = "len(list_intersect(tokens_l, tokens_r))", "abs(killed_l - killed_r)"
    killed = [
        ("killed_l = killed_r AND killed_l > 3", "equal, many"),
        ("killed_l = killed_r AND killed_l > 0", "equal"),
        ("killed_l = killed_r", "none"),
        (f"{apart} <= 1 + 0.3 * least(killed_l, killed_r)", "close"),
    ]
    when = [
        ("day_l = day_r AND day_end_l = day_end_r", "same"),
        (f"{GAP} = 0", "overlap"),
        (f"{GAP} = 1", "a day"),
        (f"{GAP} = 2", "two"),
    ]
    actors = [
        ("dyad_l = dyad_r", "both"),
        ("actor_l = actor_r AND (target_l IS NULL OR target_r IS NULL)", "actor, target not told"),
        ("actor_l IN (actor_r, target_r) OR target_l IN (actor_r, target_r)", "one"),
    ]
    return [
        ("lat", custom("lat", where)),
        ("day", custom("day", when)),
        ("kind", cl.ExactMatch("kind").configure(term_frequency_adjustments=True)),
        *((("actor", custom("actor", actors)),) if both else ()),
        *((n, cl.ExactMatch(n).configure(term_frequency_adjustments=True)) for n in ("actor", "target") if not both),
        ("killed", custom("killed", killed)),
        ("place", cl.JaroWinklerAtThresholds("place", [0.95, 0.85])),
        ("tokens", custom("tokens", [(f"{overlap} >= {n}", f"{n} words") for n in (3, 2, 1)])),
    ]


def custom(column: str, levels: list[tuple[str, str]]) -> object:
    """A comparison of a column by levels of our own; null where either is null."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    told = [cll.CustomLevel(sql, label) for sql, label in levels]
    named = {"lat": "where", "day": "when"}.get(column, column)
    return cl.CustomComparison(
        output_column_name=named, comparison_levels=[cll.NullLevel(column), *told, cll.ElseLevel()]
    )


def linker_of(data: pd.DataFrame, setup: str, link_type: str) -> tuple[object, list[str]]:
    """A linker over one table a source, of either version, and the names of these tables."""
    import splink
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    has = lambda column: any(len(v) > 0 if isinstance(v, list) else pd.notna(v) for v in data[column])  # noqa: E731
    by_word = [block_on("day", "tokens", arrays_to_explode=["tokens"])] if setup == "best" and has("tokens") else []
    settings = SettingsCreator(
        link_type=link_type,
        unique_id_column_name="unique_id",
        comparisons=[c for column, c in (best(has("dyad")) if setup == "best" else light()) if has(column)],
        blocking_rules_to_generate_predictions=(
            [block_on("blocks", arrays_to_explode=["blocks"]), *by_word]
            if setup == "best"
            else [block_on("day", column) for column in ("cell", "admin1") if has(column)]
        ),
        probability_two_random_records_match=min(0.5, 1.0 / len(data)),
        max_iterations=15,
    )
    sources = sorted(data["origin"].unique())
    parts = [data[data["origin"] == name].reset_index(drop=True) for name in sources]
    names = [f"s{k}" for k in range(len(sources))]
    api = DuckDBAPI()
    if splink.__version__ < "5":
        return Linker(parts, settings, api, input_table_aliases=names, set_up_basic_logging=False), names
    tables = [
        api.register(part, dataset_display_name=name, table_name=f"in_{name}")
        for part, name in zip(parts, names, strict=True)
    ]
    return Linker(tables, settings, log_level=logging.ERROR), names


def trained(linker: object, data: pd.DataFrame, labels: pa.Table | None) -> None:
    """u by sampling, m by EM in two sessions that leave out different columns, or from the pairs that were judged the same."""
    import splink
    from splink import block_on

    if "tokens" in data and data["tokens"].notna().any():
        same = [] if data["origin"].nunique() == 2 else ["kind"]  # two lists may share no word for a type
        sure = block_on("day", "tokens", *same, arrays_to_explode=["tokens"])
        linker.training.estimate_probability_two_random_records_match([sure], recall=RECALL)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6 if "tokens" in data else 1e6, seed=1)
    if labels is not None:
        linker.table_management.register_table(by_source(labels, data), "labels", overwrite=True)
        linker.training.estimate_m_from_pairwise_labels("labels")
        return
    more = {"record_sample_proportion": 1.0} if splink.__version__ >= "5" and len(data) <= 20_000 else {}
    region = "admin1" if data["admin1"].notna().mean() > 0.5 else "cell"
    rules = [block_on("day", region), block_on("day", "kind", "target"), block_on("day", "kind")]
    if "token" in data:
        rules.insert(1, block_on("token", "kind"))
    rules += [block_on("day", "cell"), block_on("day")]  # two lists may share no word for a province or a type
    done = 0
    for rule in rules:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule, **more)
            done += 1
        except Exception as error:  # a rule under which no pair stands teaches nothing
            print(f"EM: {type(error).__name__}: {error}"[:200], file=sys.stderr)
        if done == 2:
            return
    if not done:
        raise ValueError("EM learnt from no rule")


def by_source(labels: pa.Table, data: pd.DataFrame) -> pd.DataFrame:
    """Labels as Splink wants them: the pairs judged the same (it takes all for matches), with the names of their tables."""
    names = {name: f"s{k}" for k, name in enumerate(sorted(data["origin"].unique()))}
    home = dict(zip(data["unique_id"], data["origin"].map(names), strict=True))
    pairs = labels.filter(pc.equal(labels["verdict"], "same")).select(["a", "b"]).to_pylist()
    rows = [sorted((home[p[side]], p[side]) for side in ("a", "b")) for p in pairs if p["a"] in home and p["b"] in home]
    told = [
        {"source_dataset_l": a, "unique_id_l": i, "source_dataset_r": b, "unique_id_r": j, "clerical_match_score": 1.0}
        for (a, i), (b, j) in rows
    ]
    return pd.DataFrame(told)


def main(path: Path, out: Path, setup: str, *words: str) -> None:
    """Link one world and write what each threshold gives."""
    import splink  # noqa: F401  its import is not counted

    pairs_only = "pairs" in words
    table = pq.read_table(path)
    begun, spent = time.time(), time.process_time()
    data = frame(table, setup == "best")
    linker, names = linker_of(data, setup, "link_only" if pairs_only else "link_and_dedupe")
    labels = next((pq.read_table(word.removeprefix("labels=")) for word in words if word.startswith("labels=")), None)
    trained(linker, data, labels)
    learnt = time.time()
    least = FEWEST if pairs_only else min(t for _, t in WAYS)
    found = linker.inference.predict(threshold_match_probability=least)
    told = {"setup": setup, "reports": len(data), "learn_s": learnt - begun}
    if pairs_only:
        rows = found.as_pandas_dataframe()[["unique_id_l", "unique_id_r", "match_probability", "match_weight"]]
        pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), f"{out}.pairs")
        print(json.dumps(told | {"pairs": len(rows)}))
        return
    pairs = found.as_duckdbpyrelation().count("*").fetchall()[0][0]
    scored, before = time.time(), time.process_time() - spent
    cost, kinds, tried = {}, [], 0.0
    signal.signal(signal.SIGPROF, _stop)
    for kind, threshold in WAYS:
        at = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, 0.0 if (kind, threshold) == USUAL else MOST_S)
        try:
            rows = gathered(linker, found, threshold, names if kind == "best" else []).as_pandas_dataframe()
        except Exception as error:  # with hundreds of sources single best links go on for hours
            print(f"{kind}-{threshold}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
            tried += time.process_time() - at
            continue
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
        kinds.append(f"{kind}-{threshold}")
        ids = {"report_id": rows["unique_id"].tolist(), "incident_id": rows["cluster_id"].astype(str).tolist()}
        pq.write_table(pa.table(ids), f"{out}.{kinds[-1]}")
        cost[kinds[-1]] = before + time.process_time() - at
    once = (time.time() - scored) / len(WAYS)  # a user would gather once: count the mean of all
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    told |= {"pairs": pairs, "score_s": scored - learnt, "settle_s": once, "wall_s": scored - begun + once}
    usual = "-".join(map(str, USUAL))
    more = tried + sum(spent - before for name, spent in cost.items() if name != usual)
    told |= {"cpu_s": cost[usual], "cost": cost, "peak_mib": peak, "other_ways_s": more}
    print(json.dumps(told | {"thresholds": kinds, "usual": [usual]}))


def _stop(*_: object) -> None:
    raise TimeoutError(f"stopped after {MOST_S} processor seconds")


def gathered(linker: object, found: object, threshold: float, free: list[str]) -> object:
    """Single best links where sources hold no duplicates (`free`), else components."""
    if free:
        return linker.clustering.cluster_using_single_best_links(
            found, duplicate_free_datasets=free, threshold_match_probability=threshold, ties_method="lowest_id"
        )
    return linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_probability=threshold)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
