"""Made worlds with known truth, for judging linkage: nothing here knows how the matcher works.

A world is a theatre of towns and fronts in which incidents happen, and sources of different reach that report them with
their own habits: coarse places, late days, other types, rounded tolls, doubled entries, spellings in three scripts. Every
draw comes from one seed. `truth` is the incident of each report; it stands beside the table, never in it.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from ceasefire.vocabulary.earth import KM_PER_DEGREE as KM

TYPES = (
    "shelling",
    "airstrike",
    "rocket",
    "ground_clash",
    "ied",
    "small_arms",
    "abduction",
    "drone",
    "aid_obstruction",
)
LATIN = ("b", "d", "f", "h", "j", "k", "l", "m", "n", "q", "r", "s", "t", "w", "z", "sh", "kh", "gh")
VOWELS = ("a", "i", "u", "aa", "ee", "ou")
SOUNDS = (*LATIN, *VOWELS)
ARABIC_LETTERS = "ب د ف ه ج ك ل م ن ق ر س ت و ز ش خ غ ا ي و ا ي و"
CYRILLIC_LETTERS = "б д ф х дж к л м н к р с т в з ш х г а и у а и у"
ARABIC, CYRILLIC = (dict(zip(SOUNDS, text.split(" "), strict=True)) for text in (ARABIC_LETTERS, CYRILLIC_LETTERS))


@dataclass(frozen=True, kw_only=True)
class Habit:
    """How one source reports: what it catches, how coarse, how late, how often twice."""

    name: str
    reach: float
    lethal_only: bool = False
    town_bias: float = 0.0
    coarse: tuple[float, float, float, float] = (0.72, 0.16, 0.08, 0.04)  # exact, near, district, governorate
    offset_km: float = 1.2
    lag: float = 0.04
    mistype: float = 0.06
    one_type: bool = False
    actor_known: float = 0.85
    twice: float = 0.03
    multi_day: float = 0.0
    toll_noise: float = 0.15
    script: str = "latin"
    coordinates: float = 1.0


@dataclass(frozen=True, kw_only=True)
class World:
    """The parameters of a world; `per_day` incidents over `days` days."""

    name: str
    per_day: float
    days: int
    towns: int = 450
    size_km: float = 600.0
    burst: float = 0.25
    town_zipf: float = 1.05
    texts: bool = True
    sources: tuple[Habit, ...] = ()


CATALOGUE = Habit(name="catalogue", reach=0.72, twice=0.02, mistype=0.05)
DEATHS = Habit(
    name="deaths-register",
    reach=0.85,
    lethal_only=True,
    one_type=True,
    multi_day=0.12,
    twice=0.01,
    coarse=(0.6, 0.2, 0.12, 0.08),
    offset_km=2.5,
    toll_noise=0.1,
)
MONITOR = Habit(
    name="monitor", reach=0.45, town_bias=-0.5, actor_known=0.5, coarse=(0.85, 0.1, 0.04, 0.01), offset_km=0.6
)
PRESS = Habit(
    name="press",
    reach=0.5,
    town_bias=0.6,
    lag=0.25,
    mistype=0.22,
    twice=0.15,
    toll_noise=0.35,
    coarse=(0.55, 0.22, 0.13, 0.1),
    offset_km=3.0,
)
USUAL = (CATALOGUE, DEATHS, MONITOR, PRESS)

WORLDS = {
    "dense": World(name="dense", per_day=45, days=115, sources=USUAL),
    "sparse": World(name="sparse", per_day=5, days=1040, sources=USUAL),
    "scripts": World(
        name="scripts",
        per_day=12,
        days=430,
        sources=(
            CATALOGUE,
            replace(MONITOR, name="monitor-ar", script="arabic"),
            replace(PRESS, name="press-ru", script="cyrillic"),
        ),
    ),
    "no-coordinates": World(
        name="no-coordinates",
        per_day=8,
        days=650,
        sources=tuple(replace(habit, coordinates=0.0) for habit in (CATALOGUE, MONITOR, PRESS)),
    ),
    "front": World(name="front", per_day=40, days=130, towns=60, size_km=120, burst=0.6, sources=USUAL),
    "two-lists": World(
        name="two-lists",
        per_day=20,
        days=360,
        texts=False,
        sources=(
            replace(MONITOR, name="list-a", reach=0.5, coarse=(0.0, 0.0, 0.3, 0.7), actor_known=0.0),
            replace(MONITOR, name="list-b", reach=0.4, coarse=(0.2, 0.2, 0.3, 0.3)),
        ),
    ),
    "echo": World(
        name="echo",
        per_day=6,
        days=700,
        sources=(
            CATALOGUE,
            replace(PRESS, name="wire", twice=0.45),
            replace(PRESS, name="wire-copy", twice=0.45, reach=0.6),
        ),
    ),
}
"""Several worlds, some unlike what a matcher would assume: one front, coarse lists, echoes, no coordinates."""


def make(world: World, *, reports: int | None = None, seed: int = 1) -> tuple[pa.Table, np.ndarray[Any, Any]]:
    """Return a table of reports (columns of `vocabulary.tables`) in random order and the true incident of each row.

    `reports` sets about how many rows come out, by lengthening or shortening the world in time at the same density.
    """
    rng = np.random.default_rng(seed)
    if reports is not None:
        mean = sum(habit.reach * (0.45 if habit.lethal_only else 1) * (1 + habit.twice) for habit in world.sources)
        world = replace(world, days=max(2, round(reports / (world.per_day * mean))))
    land = _land(world, rng)
    truth = _incidents(world, land, rng)
    parts = [_reports(world, land, truth, habit, rng) for habit in world.sources]
    table = pa.concat_tables([part for part, _ in parts])
    labels = np.concatenate([label for _, label in parts])
    order = rng.permutation(table.num_rows)
    table = table.take(pa.array(order))
    ids = pa.array([f"r{n:08d}" for n in range(table.num_rows)])
    return table.add_column(0, "report_id", ids), labels[order]


@dataclass(frozen=True)
class _Land:
    lat: np.ndarray[Any, Any]
    lon: np.ndarray[Any, Any]
    weight: np.ndarray[Any, Any]
    admin2: np.ndarray[Any, Any]
    admin1: np.ndarray[Any, Any]
    names: dict[str, list[list[str]]]
    centre2: np.ndarray[Any, Any]
    centre1: np.ndarray[Any, Any]


def _land(world: World, rng: np.random.Generator) -> _Land:
    half = world.size_km / 2 / KM
    lat, lon = 35 + rng.uniform(-half, half, world.towns), 38 + rng.uniform(-half, half, world.towns) / 0.82
    weight = 1 / np.arange(1, world.towns + 1) ** world.town_zipf
    rng.shuffle(weight)
    admin2, admin1 = (_dense(_grid(lat, lon, step)) for step in (0.45, 1.3))
    syllables = [
        [(LATIN[rng.integers(len(LATIN))], VOWELS[rng.integers(len(VOWELS))]) for _ in range(rng.integers(2, 4))]
        for _ in range(world.towns)
    ]
    prefix = [rng.choice(["", "", "", "al-", "Tall ", "Kafr "]) for _ in range(world.towns)]
    names = {
        "latin": [_latin(p, s, rng) for p, s in zip(prefix, syllables, strict=True)],
        "arabic": [
            ["".join(ARABIC[c] + (ARABIC[v] if len(v) > 1 or v == "a" else "") for c, v in s)] for s in syllables
        ],
        "cyrillic": [["".join(CYRILLIC[c] + CYRILLIC[v] for c, v in s).title()] for s in syllables],
    }
    centres = [
        np.stack([[lat[a == k].mean(), lon[a == k].mean()] for k in range(a.max() + 1)]) for a in (admin2, admin1)
    ]
    return _Land(lat, lon, weight / weight.sum(), admin2, admin1, names, centres[0], centres[1])


def _grid(lat: np.ndarray[Any, Any], lon: np.ndarray[Any, Any], step: float) -> np.ndarray[Any, Any]:
    return (np.floor((lat - lat.min()) / step) * 97 + np.floor((lon - lon.min()) / step)).astype(int)


def _dense(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.unique(values, return_inverse=True)[1]


def _latin(prefix: str, syllables: list[tuple[str, str]], rng: np.random.Generator) -> list[str]:
    plain = "".join(c + v for c, v in syllables)
    other = plain.replace("aa", "a").replace("ee", "i").replace("ou", "u").replace("q", "k").replace("kh", "h")
    typo = plain[:-1] if len(plain) > 5 else plain + "h"
    return [f"{prefix}{spelling.title()}" for spelling in (plain, plain, plain, other, other + "h", typo)]


def _incidents(world: World, land: _Land, rng: np.random.Generator) -> dict[str, np.ndarray[Any, Any]]:
    n = rng.poisson(world.per_day * world.days)
    day = rng.integers(0, world.days, n)
    town = rng.choice(world.towns, n, p=land.weight)
    follow = rng.random(n) < world.burst  # a burst repeats place within days: hard negatives
    parent = rng.integers(0, n, n)
    town = np.where(follow, town[parent], town)
    day = np.where(follow, np.clip(day[parent] + rng.integers(-2, 3, n), 0, world.days - 1), day)
    kind = rng.choice(len(TYPES), n, p=[0.3, 0.18, 0.08, 0.2, 0.07, 0.07, 0.04, 0.04, 0.02])
    actor, target = rng.choice(8, n, p=[0.3, 0.2, 0.15, 0.1, 0.1, 0.07, 0.05, 0.03]), rng.integers(0, 8, n)
    _, keep = np.unique(np.stack([day, town, kind, actor]), axis=1, return_index=True)  # one a town, day, type, actor
    day, town, kind, actor, target = (a[keep] for a in (day, town, kind, actor, target))
    killed = np.where(rng.random(len(keep)) < 0.45, rng.geometric(0.28, len(keep)), 0)
    return {
        "day": day,
        "town": town,
        "kind": kind,
        "actor": actor,
        "target": target,
        "killed": killed,
        "word": rng.integers(0, 3000, (len(keep), 1)),
    }


def _reports(
    world: World, land: _Land, truth: dict[str, np.ndarray[Any, Any]], habit: Habit, rng: np.random.Generator
) -> tuple[pa.Table, np.ndarray[Any, Any]]:
    n = len(truth["day"])
    popular = (land.weight[truth["town"]] / land.weight.mean()) ** habit.town_bias
    seen = rng.random(n) < np.clip(habit.reach * popular / popular.mean(), 0, 0.97)
    if habit.lethal_only:
        seen &= truth["killed"] > 0
    which = np.flatnonzero(seen)
    which = np.concatenate([which, which[rng.random(len(which)) < habit.twice]])
    m, t = len(which), {key: value[which] for key, value in truth.items()}
    precision = rng.choice(4, m, p=habit.coarse)
    spread = np.choose(precision, [habit.offset_km, 9.0, 0.0, 0.0]) / KM
    lat = land.lat[t["town"]] + rng.normal(0, 1, m) * spread
    lon = land.lon[t["town"]] + rng.normal(0, 1, m) * spread / 0.82
    for level, centre, area in ((2, land.centre2, land.admin2), (3, land.centre1, land.admin1)):
        at = precision == level
        lat[at], lon[at] = centre[area[t["town"][at]], 0], centre[area[t["town"][at]], 1]
    start = t["day"] + np.where(rng.random(m) < habit.lag, rng.choice([-1, 1, 1, 2], m), 0)
    length = np.where(rng.random(m) < habit.multi_day, rng.integers(1, 5, m), 0)
    kind = np.where(rng.random(m) < habit.mistype, rng.integers(0, len(TYPES), m), t["kind"])
    known = rng.random(m) < habit.actor_known
    noise = np.rint(t["killed"] * np.exp(rng.normal(0, habit.toll_noise, m))).astype(int)
    told = rng.random(m) < 0.85
    spell = land.names[habit.script]
    places = [spell[k][rng.integers(len(spell[k]))] for k in t["town"]]
    first = date(2017, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
    actors = [f"Force {chr(65 + a)}" if k else None for a, k in zip(t["actor"], known, strict=True)]
    fine = precision < 2
    located = rng.random(m) < habit.coordinates
    words = _texts(t, places, kind, rng) if world.texts else [None] * m
    table = pa.table(
        {
            "source": pa.repeat(pa.scalar(habit.name), m),
            "date_start": pa.array((first + start).astype("int32"), pa.int32()).cast(pa.date32()),
            "date_end": pa.array((first + start + length).astype("int32"), pa.int32()).cast(pa.date32()),
            "date_precision": pa.array(np.where(length > 0, 2, 1).astype("int8")),
            "place": pa.array([p if f else None for p, f in zip(places, fine, strict=True)], pa.string()),
            "admin2": pa.array(
                [f"D{k}" if p < 3 else None for k, p in zip(land.admin2[t["town"]], precision, strict=True)],
                pa.string(),
            ),
            "admin1": pa.array([f"G{k}" for k in land.admin1[t["town"]]], pa.string()),
            "lat": pa.array(np.round(lat, 4), mask=~located),
            "lon": pa.array(np.round(lon, 4), mask=~located),
            "place_precision": pa.array((precision + 1).astype("int8")),
            "event_type": pa.array(["fatal_violence" if habit.one_type else TYPES[k] for k in kind]),
            "actor_alleged": pa.array(actors, pa.string()),
            "actor_target": pa.array([f"Force {chr(65 + a)}" for a in t["target"]]),
            "killed_low": pa.array(noise.astype("int32"), mask=~told),
            "killed_high": pa.array(noise.astype("int32"), mask=~told),
            "summary": pa.array(words, pa.string()),
        }
    )
    return table, which


def _texts(
    t: dict[str, np.ndarray[Any, Any]], places: list[str], kind: np.ndarray[Any, Any], rng: np.random.Generator
) -> list[str]:
    """Short texts: words of the told type, the place as spelt, and only now and then a detail that sets it apart."""
    m = len(places)
    common = kind[:, None] * 40 + rng.integers(0, 40, (m, 3))
    detail = rng.random(m) < 0.15
    return [
        " ".join([*(_word(int(c)) for c in row), place, *([_word(500 + int(own[0]))] if told else [])])
        for row, place, own, told in zip(common, places, t["word"], detail, strict=True)
    ]


def _word(number: int) -> str:
    return LATIN[number % 18] + VOWELS[number // 18 % 6] + LATIN[number // 108 % 18] + VOWELS[number // 1944 % 6]
