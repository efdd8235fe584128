"""Makes the worlds of this bench: polygons with ragged borders, instruments over them, points, incidents. Seeded."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from ruamel.yaml import YAML

from ceasefire.agreements import Context, load
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.tables import schema

ASTANA = Path(__file__).resolve().parents[2] / "src/ceasefire/examples/astana"
WEST, SOUTH, EAST, NORTH = 35.6, 32.3, 42.4, 37.3
CHUNK = 1_000_000
TYPES = ["airstrike", "shelling", "rocket", "ground_clash", "ied", "sniper", "abduction", "aid_obstruction", "other"]


def ragged(line: np.ndarray, rng: np.random.Generator, depth: int) -> np.ndarray:
    """Return a line whose pieces were split `depth` times, each middle moved sideways by up to 12% of the piece."""
    for _ in range(depth):
        step = np.diff(line, axis=0)
        side = np.c_[-step[:, 1], step[:, 0]] * rng.uniform(-0.12, 0.12, (len(step), 1))
        middle = line[:-1] + step / 2 + side
        line = np.insert(line, np.arange(1, len(line)), middle, axis=0)
    return line


def tiles(rng: np.random.Generator, many: int) -> list[Any]:
    """Return polygons that tile the frame, neighbours sharing their ragged borders (about 370 corners each)."""
    seeds = shapely.multipoints(np.c_[rng.uniform(WEST, EAST, many), rng.uniform(SOUTH, NORTH, many)])
    frame = shapely.box(WEST, SOUTH, EAST, NORTH)
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=frame))
    edges = shapely.get_parts(shapely.union_all(shapely.boundary(shapely.intersection(cells, frame))))
    rough = [shapely.LineString(ragged(shapely.get_coordinates(e), rng, 6)) for e in edges]
    return sorted(shapely.get_parts(shapely.polygonize(rough)), key=lambda p: (p.centroid.x, p.centroid.y))


def polygons(seed: int = 1) -> list[Any]:
    """Return 300 polygons: 220 tiles, 50 that overlap them and each other, 30 later versions of tiles, widened."""
    rng = np.random.default_rng(seed)
    ground = tiles(rng, 240)[:220]
    over = []
    for _ in range(50):
        corners = rng.uniform([WEST, SOUTH], [EAST, NORTH]) + np.c_[
            np.cos(a := np.linspace(0, 2 * np.pi, 7)[:-1]), np.sin(a)
        ] * rng.uniform(0.1, 0.6)
        over.append(shapely.Polygon(ragged(np.vstack([corners, corners[:1]]), rng, 6)).buffer(0))
    later = [p.buffer(0.02, quad_segs=2) for p in ground[:30]]
    return ground + over + later


def points(many: int, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y: half spread evenly, half in 200 clusters of about 6 km."""
    rng = np.random.default_rng(seed)
    even = many // 2
    middle = np.c_[rng.uniform(WEST, EAST, 200), rng.uniform(SOUTH, NORTH, 200)][rng.integers(0, 200, many - even)]
    spread = middle + rng.normal(0, 0.05, middle.shape)
    x = np.concatenate([rng.uniform(WEST - 0.2, EAST + 0.2, even), spread[:, 0]])
    y = np.concatenate([rng.uniform(SOUTH - 0.2, NORTH + 0.2, even), spread[:, 1]])
    order = rng.permutation(many)
    return x[order], y[order]


MADE = """
ceasefire: agreement/1
id: made-{n}
title: Made instrument {n}
signed: 2016-12-{day}
time_zone: Asia/Damascus
in_force: {{after: signature, days: 1}}
term: {{months: {months}}}
extension: {{mode: automatic, needs: consensus}}
confidence: K
source: {{text: made for the bench}}
provisions:
{provisions}
"""
PROVISION = """
  - id: p-{k}
    says: Made.
    modality: must_not
    bound: {bound}
    acts: [{acts}]
    place: {{zones: [{zones}]}}
    exceptions: [{{kind: target, actors: [isil, nusra], lists: [unsc-1267], associated: true}}]
    confidence: K"""
BOUNDS = [
    "{actors: [syrian-government], joined: [ceasefire-2016-12-29], joined_classes: [armed_opposition]}",
    "{classes: [armed_opposition]}",
    "anyone",
    "{actors: [russia, turkey]}",
]
ACTS = ["fire/*, air/*", "ground/*", "explosives/*, fire/mortar", "access/*, protected/*, civilians/*"]


def sources() -> dict[str, bytes]:
    """Return the files of the coded instruments of the example, and of ten made ones of four provisions over 27 zones."""
    found = {path.name: path.read_bytes() for path in sorted((ASTANA / "agreements").glob("*.yaml"))}
    for n in range(10):
        zones = ", ".join(f"z{i}" for i in range(n * 27, n * 27 + 27))
        rows = "".join(PROVISION.format(k=k, bound=BOUNDS[k], acts=ACTS[k], zones=zones) for k in range(4))
        text = MADE.format(n=n, day=20 + n % 10, months=3 + 3 * n, provisions=rows)
        found[f"made-{n}.yaml"] = text.encode()
    return found


def instruments() -> list[Instrument]:
    """Return the instruments of these files."""
    return [load(data, file=name) for name, data in sources().items()]


def items(name: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load((ASTANA / name).read_text(encoding="utf-8"))["items"])


def day(text: Any) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema(name))


def zone_rows() -> list[dict[str, Any]]:
    """Return the 300 polygons as 270 zones: the last 30 are second versions of the first 30."""
    rows = []
    for n, shape in enumerate(polygons()):
        second, first = n >= 270, n < 30
        rows.append(
            {
                "zone_id": f"z{n - 270 if second else n}",
                "version": 2 if second else 1,
                "status": "drawn",
                "valid_from": date(2017, 7, 1) if second else date(2016, 1, 1),
                "uncertainty_km": 2.0,
                "valid_to": date(2017, 7, 1) if first else None,
                "wkb": shapely.to_wkb(shape),
            }
        )
    return rows


def context() -> Context:
    """Return the example's parties, accessions and lists with the zones and instruments of this bench."""
    return Context.build(instruments(), **tables())


def tables() -> dict[str, pa.Table]:
    """Return the tables that the context of this bench is built from."""
    parties = [
        {
            "party_id": i["id"],
            "name": i["name"],
            "part_of": i.get("part_of", []),
            "classes": i.get("classes", []),
            "aliases": i.get("aliases", []),
        }
        for i in items("parties.yaml")
    ]
    joined = [
        {
            "instrument": i["instrument"],
            "joined": i.get("joined", []),
            "class_of": i.get("class_of"),
            "date_start": day(i.get("when")),
            "date_end": day(i.get("when")),
            "members_known": i.get("members_known", True),
        }
        for i in items("accessions.yaml")
    ]
    lists = [
        {
            "list_id": i["list"],
            "version": i["version"],
            "by": i["by"],
            "valid_from": day(i["valid_from"]),
            "valid_to": day(i.get("valid_to")),
            "members": i.get("members", []),
            "members_known": i.get("members_known", True),
        }
        for i in items("designations.yaml")
    ]
    return {
        "parties": table("parties", parties),
        "zones": table("zones", zone_rows()),
        "accessions": table("accessions", joined),
        "designations": table("designations", lists),
    }


def names() -> tuple[list[list[str]], list[list[str]]]:
    """Return the sets of alleged actors and of targets that incidents draw from: single names, pairs, none."""
    rng = np.random.default_rng(3)
    known = sorted({a for i in items("parties.yaml") for a in i.get("aliases", [])})
    actors = [[n] for n in known] + [[], ["unidentified"], ["Syrian government or Russian forces"]]
    actors += [sorted(rng.choice(known, 2, replace=False).tolist()) for _ in range(200)]
    targets = [[n] for n in known] + [[]] * 20 + [["terrorists (as labelled)"]]
    targets += [sorted(rng.choice(known, 2, replace=False).tolist()) for _ in range(200)]
    return actors, targets


def incidents(many: int, seed: int = 4) -> Iterator[pa.Table]:
    """Yield incidents, a million at a time: 80% exact places, 15% within 25 km, 4% a governorate, 1% none."""
    actors, targets = names()
    x, y = points(many, seed)
    for first in range(0, many, CHUNK):
        yield _chunk(first, x[first : first + CHUNK], y[first : first + CHUNK], actors, targets)


def _chunk(first: int, x: np.ndarray, y: np.ndarray, actors: list[list[str]], targets: list[list[str]]) -> pa.Table:
    rng = np.random.default_rng(first + 5)
    many = len(x)
    begin = np.datetime64("2016-12-30", "s").astype(int)
    start = begin + rng.integers(0, 640, many) * 86_400 + 3600 * 3 * rng.integers(0, 8, many)
    length = rng.choice([3600, 86_400, 7 * 86_400], many, p=[0.3, 0.6, 0.1])
    precision = rng.choice([1, 2, 4, 0], many, p=[0.80, 0.15, 0.04, 0.01])
    untold = precision == 0
    lists = pa.list_(pa.string())
    types = [[t] for t in TYPES] + [["airstrike", "shelling"], []]
    columns = {
        "incident_id": pa.array(np.char.add("i", np.arange(first, first + many).astype(str))),
        "utc_start": pa.array(start, pa.timestamp("s", tz="UTC")),
        "utc_end": pa.array(start + length, pa.timestamp("s", tz="UTC")),
        "lat": pa.array(y, mask=untold),
        "lon": pa.array(x, mask=untold),
        "place_precision": pa.array(precision.astype(np.int8)),
        "actors_alleged": pa.array(actors, lists).take(pa.array(rng.integers(0, len(actors), many))),
        "targets": pa.array(targets, lists).take(pa.array(rng.integers(0, len(targets), many))),
        "event_types": pa.array(types, lists).take(pa.array(rng.integers(0, len(types), many))),
    }
    return pa.table(columns)
