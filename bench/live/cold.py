"""Measure each command in fresh processes, right after nothing and right after one report filed: python cold.py RECORD.

Prints a JSON line a command: the lowest and the median processor seconds (user and system) of the runs. RECORD is
copied first, and the copy filed into; the key of its office has no passphrase.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = (sys.executable, "-m", "ceasefire.cli")
COLUMNS = (
    "report_id,source,publisher,published,url,language,event_date_start,event_date_end,place,admin1,latitude,longitude,"
    "where_precision,event_type,summary\n"
)


def run(folder: Path, *words: str) -> tuple[float, str]:
    """Return processor seconds and output of one command; raises CalledProcessError when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*PROGRAM, *words], cwd=folder, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def questions(incident: str) -> dict[str, tuple[str, ...]]:
    """Return what is measured, none of which files anything."""
    return {
        "--version": ("--version",),
        "status": ("status",),
        "show REPORT": ("show", "R0017"),
        "show INCIDENT": ("show", incident),
        "incidents --since": ("incidents", "--since", "2018-01-01"),
        "hits INCIDENT": ("hits", incident),
        "standing INCIDENT": ("standing", incident),
        "duties": ("duties",),
    }


def filed(folder: Path, number: int) -> float:
    """File one report with a body of its own; return what that cost."""
    day = f"2018-09-{number % 28 + 1:02}"
    place = "Kafr Zita,Hama,35.37,36.6,1"
    row = f"COLD{number},Reuters,Reuters,{day},https://x.example/1,en,{day},{day},{place},shelling,Shells fell.\n"
    (folder / "one.csv").write_text(COLUMNS + row)
    return run(folder, "file", "one.csv", "--record", "record")[0]


def judged(folder: Path, number: int) -> float:
    """Enter one judgement; return what that cost."""
    words = ("judge", "R0070", "R0071", "same", "--reason", f"reason {number}")
    return run(folder, *words, "--record", "record")[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ |= {"CEASEFIRE_HOME": str(folder / "home"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        shutil.copytree(given.record, folder / "record")
        where = ("--record", "record")
        told = json.loads(run(folder, "incidents", *where, "--json", "--limit", "1")[1])
        asked = questions((told if isinstance(told, list) else told["incidents"])[0]["incident_id"])
        seconds: dict[tuple[str, str], list[float]] = {}

        def note(step: str, when: str, cost: float) -> None:
            seconds.setdefault((step, when), []).append(cost)

        for words in asked.values():
            run(folder, *words, *where if words[0] != "--version" else ())
        for _ in range(given.rounds):
            for step, words in asked.items():
                note(step, "nothing", run(folder, *words, *where if words[0] != "--version" else ())[0])
        for number in range(given.rounds):
            for i, (step, words) in enumerate(asked.items()):
                note("file", "", filed(folder, number * len(asked) + i))
                note(step, "a report", run(folder, *words, *where if words[0] != "--version" else ())[0])
            note("judge", "", judged(folder, number))
        for (step, when), costs in seconds.items():
            row = {"step": step, "filed": when, "least_s": min(costs), "median_s": statistics.median(costs)}
            print(json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in row.items()}), flush=True)


if __name__ == "__main__":
    main()
