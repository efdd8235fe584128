"""Records to measure on: the Astana example, and made reports by its sources, at 550 a day, of one of two worlds.

`single`: most reports tell of an incident of their own (see there). `crowded`: all in the example's twenty towns, one to
four accounts of an incident, so that a report has eighteen others beside it and chains of likeness run through all days.
A record of up to 10^5 made reports holds one statement a row, a larger one batches of 10^4 rows; each has 300 judgements
and 200 positions on made reports as well. The seeds are fixed.
"""

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import single

WORLDS = ("single", "crowded")
FIRST = date(2017, 5, 7)
A_DAY = 550
"""Reports a day: 10^6 in five years. A record grows in time, so the day is as full in a small record as in a large one."""
SINGLES = 100_000
BATCH = 10_000
TYPES = ("shelling", "airstrike", "rocket", "ground_clash", "ied", "sniper", "small_arms", "drone")
ACTORS = ("Syrian government forces", "opposition armed groups", "Russian forces", "HTS", "Turkish forces", None)
WORDS = (
    "shells fell on the market",
    "an aircraft struck a house",
    "rockets hit the edge of the town",
    "shots were heard at the line",
)
OFFICE = "made"


def towns(example: Path) -> list[dict[str, Any]]:
    """Return the places of the example's reports that have a point, as a statement tells them."""
    with (example / "syria_incident_reports.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["latitude"] and row["place"]]
    found = {row["place"]: row for row in rows}
    return [
        {
            "name": name,
            "admin1": row["admin1"] or "Idlib",
            "lat_e7": round(float(row["latitude"]) * 1e7),
            "lon_e7": round(float(row["longitude"]) * 1e7),
            "precision": 1,
        }
        for name, row in sorted(found.items())
    ]


def bodies(world: str, count: int, example: Path, sources: list[str]) -> Iterator[dict[str, Any]]:
    """Yield so many made reports of a world, in order of day; those of one incident side by side."""
    made = _crowded(example, sources) if world == "crowded" else _single(example, sources)
    for number, body in enumerate(islice(made, count)):
        yield {"label": f"M{number:07d}"} | body


def newest(world: str, count: int, example: Path, sources: list[str]) -> list[dict[str, Any]]:
    """Return reports of the last day of a record, drawn anew: what comes in next."""
    at = last_day(count)
    if world == "single":
        return list(islice(_told_of(at, example, sources, "next"), A_DAY))
    return [body for body in bodies(world, count, example, sources) if body["when"]["start"] >= at.isoformat()]


def last_day(count: int) -> date:
    """Return the day of the last of so many reports."""
    return FIRST + timedelta(days=(count - 1) // A_DAY)


def _single(example: Path, sources: list[str]) -> Iterator[dict[str, Any]]:
    for day in range(10**6):
        yield from islice(_told_of(FIRST + timedelta(days=day), example, sources), A_DAY)


def _told_of(at: date, example: Path, sources: list[str], seed: str = "") -> Iterator[dict[str, Any]]:
    where = single.places(tuple((town["lat_e7"] / 1e7, town["lon_e7"] / 1e7) for town in towns(example)))
    for body in single.day_of(at, where, sources, seed):
        del body["incident"]
        yield body


def _crowded(example: Path, sources: list[str]) -> Iterator[dict[str, Any]]:
    rng, places, made = random.Random(7), towns(example), 0
    while True:
        where, kind = rng.choice(places), rng.choice(TYPES)
        actor, killed, words = rng.choice(ACTORS), rng.choice((0, 0, 1, 2, 5)), rng.choice(WORDS)
        at = FIRST + timedelta(days=made // A_DAY)
        for source in rng.sample(sources, rng.choice((1, 1, 2, 2, 3, 4))):
            yield _told(rng, source, at, where, kind, actor, killed, words)
            made += 1


def _told(
    rng: random.Random, source: str, at: date, where: dict[str, Any], kind: str, actor: str | None, killed: int,
    words: str,
) -> dict[str, Any]:  # fmt: skip
    """Return one account of an incident."""
    near = {name: where[name] + round(rng.gauss(0, 1) * 8e4) for name in ("lat_e7", "lon_e7")}
    day = (at + timedelta(days=rng.choice((0, 0, 0, 0, 1)))).isoformat()
    body = {
        "source": source,
        "published": day,
        "when": {"start": day, "zone": "Asia/Damascus"},
        "where": where | near,
        "event_type": kind,
        "killed": {"low": killed, "high": killed + rng.choice((0, 0, 1))},
        "summary": f"In {where['name']} {words}, says a made account of number {rng.randrange(3000)}.",
    }
    return body | ({"actor_alleged": actor} if actor and rng.random() < 0.8 else {})


def build(folder: Path, world: str, count: int) -> None:
    """Make a record with so many made reports of a world in a new folder."""
    import ceasefire
    from ceasefire.api.example import EXAMPLES
    from ceasefire.record import Draft

    with ceasefire.create(folder, name="made") as record:
        for _ in ceasefire.load_example(record, "astana"):
            pass
        record.init_office(OFFICE, "made")
        sources = [row["name"] for row in record.table("sources").to_pylist()][:12]
        told = bodies(world, count, EXAMPLES / "astana", sources)
        names = _batches(record, told) if count > SINGLES else _singles(record, told)
        rng = random.Random(8)
        said = [Draft("judgement", _judgement(rng, names)) for _ in range(300)]
        said += [Draft("position", _position(rng, names)) for _ in range(200)]
        record.file_drafts(OFFICE, said)


def _singles(record: Any, told: Iterator[dict[str, Any]]) -> list[str]:
    from ceasefire.record import Draft

    return [receipt.id for receipt in record.file_drafts(OFFICE, (Draft("report", body) for body in told))]


def _batches(record: Any, told: Iterator[dict[str, Any]]) -> list[str]:
    """File the reports as batches; return the id of each row."""
    names: list[str] = []
    while rows := list(islice(told, BATCH)):
        receipt = batch(record, rows)
        names += [f"{receipt.id}#{n}" for n in range(len(rows))]
    return names


def batch(record: Any, rows: list[dict[str, Any]]) -> Any:
    """File rows as one batch."""
    import pyarrow as pa

    from ceasefire.intake.tables.flat import batch_schema, flatten
    from ceasefire.record import Draft

    flat = [flatten("report", row, {}) | {"source_row": n + 1} for n, row in enumerate(rows)]
    written = record.store.write_batch(pa.Table.from_pylist(flat, schema=batch_schema("report")))
    body = {"row_kind": "report", "sha256": written.sha256, "rows": written.rows, "rows_root": written.rows_root}
    return record.file_drafts(OFFICE, [Draft("batch", body)])[0]


def _judgement(rng: random.Random, names: list[str]) -> dict[str, Any]:
    """Return a judgement on two reports that stand close in time."""
    at = rng.randrange(len(names) - 4)
    return {"a": names[at], "b": names[at + rng.randint(1, 3)], "verdict": rng.choice(("same", "different", "unsure"))}


def _position(rng: random.Random, names: list[str]) -> dict[str, Any]:
    axis, value = rng.choice((("occurrence", "reported"), ("occurrence", "refuted"), ("legal", "violation")))
    return {"about": [rng.choice(names)], "axis": axis, "value": value, "of": rng.choice(("russia", "turkey", "iran"))}


if __name__ == "__main__":
    build(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
