"""Measure, in a record that stays open, what a filing costs until it is seen: python in_one_record.py RECORD WORLD SIZE ROUNDS KINDS.

Prints a JSON line a measurement: way, step, what was filed, processor seconds, and at the end peak memory.
"""

import json
import random
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import world


def told(**row: Any) -> None:
    print(json.dumps({"way": "open record", **row}), flush=True)


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = what()
    return time.process_time() - began, found


def filings(record: Any, rng: random.Random, rows: list[dict[str, Any]]) -> dict[str, Callable[[], str]]:
    """Return how one statement of each kind is filed; each returns the name of a report to ask about."""
    from ceasefire.record import Draft

    last = {"id": ""}

    def file(kind: str, body: dict[str, Any], supersedes: str | None = None) -> str:
        found = record.file_drafts(world.OFFICE, [Draft(kind, body, supersedes=supersedes)])[0].id
        last["id"] = found if kind == "report" else last["id"]
        return last["id"]

    def report() -> dict[str, Any]:
        return rng.choice(rows) | {"label": f"L{rng.randrange(10**9)}"}

    def agreement() -> str:
        text = (Path(world.__file__).parent / "pact.yaml").read_text().replace("MADE", f"made-{rng.randrange(10**6)}")
        body = {
            "id": text.split("id: ")[1].split("\n")[0],
            "title": "Made pact",
            "reading": record.store.put_blob(text.encode()),
        }
        return file("agreement", body)

    def batch() -> str:
        last["id"] = world.batch(record, [report() for _ in range(100)]).id + "#7"
        return last["id"]

    def correction() -> str:
        before = file("report", report())
        for ask in questions(before).values():
            ask(record)
        return file("report", report(), before)

    other = record.table("reports")["report_id"][-1].as_py()
    one = {"of": "russia", "axis": "legal", "value": "violation"}
    tally = {"measure": "shots", "unit": "case_of_firing", "counted_by": "russia", "period": {"start": "2019-01-01"}}
    return {
        "report": lambda: file("report", report()),
        "correction": correction,
        "judgement": lambda: file(
            "judgement", {"a": last["id"], "b": other, "verdict": "different", "reason": str(rng.random())}
        ),
        "position": lambda: file("position", one | {"about": [last["id"]], "reason": str(rng.random())}),
        "tally": lambda: file("tally", tally | {"count": {"low": rng.randrange(10**6)}}),
        "meeting": lambda: file(
            "meeting", {"process": "made talks", "id": f"m-{rng.randrange(10**6)}", "when": {"start": "2019-01-01"}}
        ),
        "source": lambda: file(
            "source", {"id": f"s-{rng.randrange(10**6)}", "name": f"Made source {rng.randrange(10**6)}"}
        ),
        "party": lambda: file(
            "party", {"id": f"p-{rng.randrange(10**6)}", "name": f"Made party {rng.randrange(10**6)}"}
        ),
        "agreement": agreement,
        "batch of 100": batch,
    }


def questions(name: str) -> dict[str, Callable[[Any], Any]]:
    """Return the questions of a duty officer; the last days of the record are its newest."""
    return {
        "incidents": lambda record: record.incidents(since=str(SINCE[0]))[:40],
        "hits": lambda record: record.hits(incident=name),
        "standing": lambda record: record.standing(incident=name),
        "show": lambda record: record.show(name),
        "status": lambda record: record.status(),
    }


SINCE = [""]


def main() -> None:
    import ceasefire
    from ceasefire.api.example import EXAMPLES

    warnings.simplefilter("ignore")
    folder, name_of_world, size, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    SINCE[0] = str(world.last_day(size))
    rng = random.Random()
    seconds, record = timed(lambda: ceasefire.open(folder))
    told(step="open", filed="", cpu_s=seconds)
    sources = [row["name"] for row in record.table("sources").to_pylist()][:12]
    rows = world.newest(name_of_world, size, EXAMPLES / "astana", sources)
    for step, ask in questions(f"M{size - 1:07d}").items():
        told(step=step, filed="nothing, first time", cpu_s=timed(lambda ask=ask: ask(record))[0])
    kinds = filings(record, rng, rows)
    if sys.argv[5]:
        kinds = {kind: kinds[kind] for kind in sys.argv[5].split(",")}
    for _ in range(rounds):
        for step in questions(""):
            name = kinds["report"]()
            told(step=step, filed="report, and only this asked", cpu_s=timed(lambda: questions(name)[step](record))[0])  # noqa: B023
    for _ in range(rounds):
        for kind, file in kinds.items():
            seconds, name = timed(file)
            told(step="file", filed=kind, cpu_s=seconds)
            for step, ask in questions(name).items():
                told(step=step, filed=kind, cpu_s=timed(lambda ask=ask: ask(record))[0])
    for step, ask in questions(name).items():
        told(step=step, filed="nothing", cpu_s=timed(lambda ask=ask: ask(record))[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told(step="whole run", filed="all", cpu_s=time.process_time(), peak_mib=peak)


if __name__ == "__main__":
    main()
