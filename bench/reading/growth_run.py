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
    "line ends": "\n",
    "ruled lines": "-\n",
    "heads of mails": "From: a\nSent: b\nTo: c\n",
    "rounds": "the first round of ",
    "joined numbers": "and 1 ",
    "one sentence": "On Monday 12 people were killed in Aleppo, the army said. ",
}
PLACES = ("Orvan", "Veldara", "Tarn", "Kolvar", "Besmir", "Lesk", "Mistral")
DISTINCT = "distinct claims"
"""A report of which each sentence tells another claim; 400,000 characters are some 150 pages."""
SIZES = (25_000, 100_000, 400_000)


def distinct(size: int) -> str:
    """Return a report of about so many characters in which no sentence tells what another does."""
    lines: list[str] = []
    while sum(map(len, lines[-1:])) * len(lines) < size:
        number = len(lines)
        place, other = PLACES[number % 7], PLACES[number // 7 % 7]
        day = dt.date(2014, 1, 1) + dt.timedelta(days=number)
        lines += [
            f"Shelling of {place} on {day:%d %B %Y} killed {number % 97 + 2} people and wounded {number % 53 + 2} near the mill.\n",
            f"The committee recorded {number + 5} ceasefire violations in {other} on {day:%d %B %Y}, the mission said.\n",
        ]
    return "\n".join(lines)


def seconds(text: str) -> float:
    started = time.process_time()
    read(text, date=dt.date(2017, 8, 24))
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    lines = ["text,characters,cpu_seconds,microseconds_per_character"]
    for name, unit in {**UNITS, DISTINCT: ""}.items():
        for size in SIZES:
            text = unit * (size // len(unit)) if unit else distinct(size)
            took = seconds(text)
            lines.append(f"{name},{len(text)},{took:.2f},{took / len(text) * 1e6:.2f}")
            print(lines[-1], flush=True)
            if took > 12:
                break
    if options.frozen:
        options.frozen.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
