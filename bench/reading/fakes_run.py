"""Read the 804 news articles of FA-KES: speed, crashes, and agreement of incidents with its place and date columns."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
import time
import unicodedata
from pathlib import Path

from ceasefire.reading import Reading, read

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fa_kes.csv"
SAME = {
    "hasakeh": ("hasak", "hassak"),
    "deir ezzor": ("deir", "dayr"),
    "lattakia": ("latak", "lattak"),
    "damascus": ("damasc", "dimashq", "ghouta"),
    "daraa": ("dara", "dera"),
    "raqqa": ("raqqa",),
    "tartous": ("tart",),
    "quneitra": ("quneitra", "qunaitra"),
}


def published(text: str, column: str) -> dt.date:
    """The date in the article's first words where there is one, else the column's date."""
    month, day, year = (int(part) for part in column.split("/"))
    return dt.date(2000 + year, month, day)


def seconds_of(row: dict[str, str]) -> float:
    started = time.process_time()
    read(row["article_title"] + "\n" + row["article_content"], date=published(row["article_content"], row["date"]))
    return time.process_time() - started


def additions() -> float:
    """What a million additions take: on a busy machine a second of processor time does less."""
    started, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - started


def plain(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z ]", " ", folded)


def main() -> None:
    csv.field_size_limit(10**7)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    if not DATA.exists():
        print("skipped: needs ../shared/data/fa_kes.csv, which is not part of the project")
        return
    with DATA.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    started, crashes, readings = time.process_time(), 0, []
    for row in rows:
        try:
            readings.append(
                (
                    row,
                    read(
                        row["article_title"] + "\n" + row["article_content"],
                        date=published(row["article_content"], row["date"]),
                    ),
                )
            )
        except Exception as error:
            crashes += 1
            print("crash", row["unit_id"], repr(error), file=sys.stderr)
    seconds = time.process_time() - started
    sample = rows[::8]
    best = sum(min(seconds_of(row) for _ in range(3)) for row in sample)
    figures = {
        "articles": len(rows),
        "crashes": crashes,
        "articles_per_cpu_second": round(len(rows) / seconds, 1),
        "articles_per_cpu_second_best_of_3": round(len(sample) / best, 1),
        "million_additions_seconds": round(min(additions() for _ in range(5)), 3),
        **shares(readings),
    }
    for name, value in figures.items():
        print(f"{name},{value}")
    if options.frozen:
        options.frozen.write_text(
            "measure,value\n" + "".join(f"{n},{v}\n" for n, v in figures.items()), encoding="utf-8"
        )


def shares(readings: list[tuple[dict[str, str], Reading]]) -> dict[str, float]:
    found = placed = dated = both = place_ok = day_ok = near_ok = claims = rejected = 0
    for row, reading in readings:
        incidents = [c for c in reading.claims if c.type == "incidents"]
        claims, rejected = claims + len(reading.claims), rejected + len(reading.rejected)
        found += bool(incidents)
        placed += any(c.place for c in incidents)
        dated += any(c.date for c in incidents)
        both += any(c.date and c.place for c in incidents)
        wanted = SAME.get(row["location"].lower(), (row["location"].lower(),))
        place_ok += any(c.place and any(w in plain(c.place) for w in wanted) for c in incidents)
        day = published(row["article_content"], row["date"])
        day_ok += any(c.date and c.date.start <= day <= c.date.end for c in incidents)
        near_ok += any(c.date and abs((c.date.start - day).days) <= 3 for c in incidents)
    total = len(readings)
    return {
        "share_with_incident": round(found / total, 3),
        "share_placed": round(placed / total, 3),
        "share_dated": round(dated / total, 3),
        "share_dated_and_placed": round(both / total, 3),
        "place_agrees_of_placed": round(place_ok / max(1, placed), 3),
        "date_agrees_of_dated": round(day_ok / max(1, dated), 3),
        "date_within_3_days_of_dated": round(near_ok / max(1, dated), 3),
        "claims": claims,
        "rejected": rejected,
    }


if __name__ == "__main__":
    main()
