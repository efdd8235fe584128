"""Time the reader on hostile texts of growing length: four times the text should take about four times as long."""

from __future__ import annotations

import argparse
import datetime as dt
import time
from pathlib import Path

from ceasefire.reading import read

UNITS = {
    "one word": "killed ",
    "one letter": "a",
    "bidi overrides": "\u202ekilled\u202c 12 \u2066people\u2069 ",
    "digits": "1234567890",
    "digit groups": "123 456 789 ",
    "quote marks": '"',
    "nested quotes": "(\"['",
    "names": "Aleppo Homs ",
    "lists": "12 people, 13 soldiers, and ",
    "dates": "January 23-24, ",
    "speech": "he said that she said that ",
    "rows": "a | 1 | b\n",
    "agreements": "agreed agreement signed truce to ",
    "kinds of place": "town of X province of ",
    "one sentence": "On Monday 12 people were killed in Aleppo, the army said. ",
}
SIZES = (25_000, 100_000, 400_000)


def seconds(text: str) -> float:
    started = time.process_time()
    read(text, date=dt.date(2017, 8, 24))
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    lines = ["text,characters,cpu_seconds,microseconds_per_character"]
    for name, unit in UNITS.items():
        for size in SIZES:
            text = unit * (size // len(unit))
            took = seconds(text)
            lines.append(f"{name},{len(text)},{took:.2f},{took / len(text) * 1e6:.2f}")
            print(lines[-1], flush=True)
            if took > 12:
                break
    if options.frozen:
        options.frozen.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
