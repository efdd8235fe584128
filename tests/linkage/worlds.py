"""Small synthetic worlds with known truth: towns, drifting fronts, bursts, and four sources that see and err
differently.

Truth is one incident per town, day, pair of actors and type. Nothing here uses the code under test.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

TYPES = ["airstrike", "shelling", "ground_clash", "ied", "sniper", "rocket", "abduction", "drone"]
_TYPE_SHARE = np.array([0.22, 0.30, 0.20, 0.08, 0.06, 0.07, 0.03, 0.04])
_ACTORS = [
    "army of the north",
    "river brigade",
    "coast guard corps",
    "league of towns",
    "mountain front",
    "eastern council",
]
_ALIAS = [
    "northern army",
    "the river fighters",
    "coastal corps",
    "towns league",
    "mountain faction",
    "council of the east",
]
_CLASS = ["state-based", "non-state", "one-sided"]
_SYL = [
    "ka",
    "fr",
    "mar",
    "tal",
    "bi",
    "nab",
    "sar",
    "dur",
    "hal",
    "qas",
    "zur",
    "lat",
    "min",
    "rum",
    "shay",
    "khan",
    "deir",
    "jis",
    "tem",
    "un",
]
_FILL = [
    "reports",
    "said",
    "after",
    "early",
    "morning",
    "according",
    "local",
    "several",
    "people",
    "near",
    "area",
    "during",
    "yesterday",
    "forces",
    "again",
    "heavy",
    "residents",
]
_DAY0 = 17000
KM = 111.195


def _names(rng: np.random.Generator, n: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < n:
        found["".join(rng.choice(_SYL, rng.integers(2, 5))).capitalize()] = None
    return list(found)


def _typo(rng: np.random.Generator, name: str) -> str:
    k = int(rng.integers(1, len(name)))
    return name[:k] + name[k + 1 :] if rng.random() < 0.5 else name[:k] + "aeiou"[int(rng.integers(5))] + name[k:]


def _incidents(rng: np.random.Generator, n: int, per_day: float, towns: np.ndarray) -> dict[str, np.ndarray]:
    days = max(1, int(n / per_day))
    day = rng.integers(0, days, n)
    zipf = 1 / np.arange(1, len(towns) + 1) ** 0.9
    town = rng.choice(len(towns), n, p=zipf / zipf.sum())
    front = np.flatnonzero(rng.random(n) < 0.5)
    start, drift = rng.random((4, 2)) * 600, rng.normal(size=(4, 2)) * 80
    which = rng.integers(0, 4, len(front))
    spot = (start[which] + drift[which] * np.sin(day[front] / 200.0)[:, None]) % 600 + rng.normal(
        size=(len(front), 2)
    ) * 25
    for at in range(0, len(front), 20000):
        part = slice(at, at + 20000)
        town[front[part]] = ((spot[part, None] - towns[None]) ** 2).sum(2).argmin(1)
    burst = np.flatnonzero(rng.random(n) < 0.25)
    parent = rng.integers(0, n, len(burst))
    near = np.argsort(((towns[:, None] - towns[None]) ** 2).sum(2), axis=1)[:, :4]
    day[burst] = np.clip(day[parent] + rng.integers(-2, 3, len(burst)), 0, days - 1)
    town[burst] = near[town[parent], rng.integers(0, 4, len(burst))]
    region = (towns[town, 0] // 200).astype(int)
    a = (region + (rng.random(n) < 0.2)) % 6
    b = (a + 1 + rng.integers(0, 2, n) + (rng.random(n) < 0.1)) % 6
    kind = rng.choice(len(TYPES), n, p=_TYPE_SHARE)
    dead = np.where(rng.random(n) < 0.5, 0, np.ceil(rng.pareto(1.6, n) * 2)).astype(int).clip(0, 200)
    key = (((day * 1000 + town) * 8 + a) * 8 + b) * 16 + kind
    _, first = np.unique(key, return_index=True)
    return {k: v[first] for k, v in {"day": day, "town": town, "a": a, "b": b, "kind": kind, "dead": dead}.items()}


def _centroids(towns: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    seat = rng.random((n, 2)) * 600
    return seat[((towns[:, None] - seat[None]) ** 2).sum(2).argmin(1)]


def world(seed: int, reports: int, *, per_day: float = 45.0, theatre: int = 0) -> tuple[pa.Table, np.ndarray]:
    """Return about `reports` reports on a dense (45 incidents a day) or sparser war, and the incident of each row."""
    fixed = np.random.default_rng(theatre)
    towns = fixed.random((450, 2)) * 600
    names = _names(fixed, 450)
    district, province = _centroids(towns, 60, fixed), _centroids(towns, 14, fixed)
    rng = np.random.default_rng(1000 + seed)
    truth = _incidents(rng, int(reports / 1.95 * 1.25), per_day, towns)
    rows = [
        _source(rng, name, truth, towns, names, district, province) for name in ("acled", "ged", "monitor", "media")
    ]
    columns = {key: np.concatenate([r[key] for r in rows]) for key in rows[0]}
    order = rng.permutation(len(columns["truth"]))[:reports]
    table = {
        key: pa.array(list(value[order]) if value.dtype == object else value[order], from_pandas=True)
        for key, value in columns.items()
        if key != "truth"
    }
    for name in ("date_start", "date_end"):
        table[name] = table[name].cast(pa.int32()).cast(pa.date32())
    ids = pa.array([f"w{k:08d}" for k in range(len(order))])
    return pa.table({"report_id": ids, **table}), columns["truth"][order]


_REACH = {"acled": 0.62, "ged": 0.7, "monitor": 0.5, "media": 0.5}


def _source(rng, name, truth, towns, names, district, province):  # type: ignore[no-untyped-def]
    n = len(truth["day"])
    p = np.full(n, _REACH[name])
    if name == "ged":
        p = np.where(truth["dead"] > 0, p, 0)
    if name == "monitor":
        p = np.where(towns[truth["town"], 1] > 300, 0.8, 0.2)
    who = np.flatnonzero(rng.random(n) < p)
    if name == "media":
        who = np.concatenate([who, who[rng.random(len(who)) < 0.15]])
    t = {k: v[who] for k, v in truth.items()}
    m = len(who)
    precision = rng.choice(np.arange(1, 8), m, p=[0.6, 0.16, 0.1, 0.07, 0.03, 0.02, 0.02])
    offset = np.random.default_rng(len(name)).normal(size=towns.shape) * 1.2
    spot = (towns + offset)[t["town"]]
    spot = np.where((precision == 2)[:, None], spot + rng.normal(size=(m, 2)) * 9, spot)
    spot = np.where((precision == 3)[:, None], district[t["town"]], spot)
    spot = np.where(((precision == 4) | (precision == 5))[:, None], province[t["town"]], spot)
    spot = np.where((precision >= 6)[:, None], 300.0, spot)
    lat, lon = 33 + spot[:, 1] / KM, 36 + spot[:, 0] / (KM * np.cos(np.radians(35.7)))
    lag = {"acled": 0.04, "ged": 0.05, "monitor": 0.04, "media": 0.25}[name]
    day = t["day"] + np.where(rng.random(m) < lag, rng.integers(1, 3 if name == "media" else 2, m), 0) + _DAY0
    long_ = (rng.random(m) < (0.12 if name == "ged" else 0.0)) * rng.integers(1, 7, m)
    wrong = rng.random(m) < {"acled": 0.05, "ged": 0.03, "monitor": 0.08, "media": 0.22}[name]
    kind = np.where(wrong, rng.choice(len(TYPES), m, p=_TYPE_SHARE), t["kind"])
    label = np.array(TYPES, object)[kind]
    if name == "ged":
        label = np.array(_CLASS, object)[np.where(kind == 4, 2, (t["a"] + t["b"]) % 2)]
    lost = {"acled": 0.05, "ged": 0.0, "monitor": 0.5, "media": 0.3}[name]
    spell = np.array(_ALIAS if name == "media" else _ACTORS, object)
    actor = np.where(rng.random(m) < lost, None, spell[t["a"]])
    target = np.where(rng.random(m) < lost, None, spell[t["b"]])
    dead = np.rint(
        t["dead"] * np.exp(rng.normal(size=m) * {"acled": 0.15, "ged": 0.1, "monitor": 0.2, "media": 0.4}[name])
    )
    told = rng.random(m) < {"acled": 1.0, "ged": 1.0, "monitor": 0.7, "media": 0.6}[name]
    killed = np.where(told, dead, np.nan)
    place = np.array([names[k] if q <= 2 else None for k, q in zip(t["town"], precision, strict=True)], object)
    typos = rng.random(m) < 0.15
    place = np.array([_typo(rng, x) if x and bad else x for x, bad in zip(place, typos, strict=True)], object)
    text = np.array(
        [_text(rng, names[k], TYPES[c], a, d) for k, c, a, d in zip(t["town"], kind, actor, killed, strict=True)],
        object,
    )
    killed_column = np.array([None if np.isnan(x) else int(x) for x in killed], object)
    return {
        "source": np.full(m, name, object),
        "date_start": day,
        "date_end": day + long_,
        "place": place,
        "lat": lat,
        "lon": lon,
        "place_precision": precision,
        "event_type": label,
        "actor_alleged": actor,
        "actor_target": target,
        "killed_low": killed_column,
        "killed_high": killed_column,
        "summary": text,
        "truth": who,
    }


def _text(rng, town, kind, actor, dead):  # type: ignore[no-untyped-def]
    words = [kind.replace("_", " "), *rng.choice(_FILL, 3)]
    if rng.random() < 0.7:
        words.append(town if rng.random() < 0.75 else _typo(rng, town))
    if actor and rng.random() < 0.5:
        words.append(str(actor))
    if not np.isnan(dead) and rng.random() < 0.5:
        words.append(f"{int(dead)} killed")
    return " ".join(words)
