"""Hostile input: documents that are set aside, and how the time of the bulletin and process readers grows with the text.

python bench/reading/bulletins_hostile.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bulletins_score import NAMES

from ceasefire.reading import read
from ceasefire.reading.bulletins import read_bulletin
from ceasefire.reading.statements.process import process_facts

PIECES = {
    "one word": "a",
    "one word in capitals": "Astana ",
    "digits": "1 ",
    "number words": "two hundred and ",
    "brackets": "Hama (",
    "party and commas": "The Russian side, registered, ",
    "rounds": "Four rounds of the talks and ",
    "agreed on zones": "agreed on a deal, agreement ",
    "truce": "Russia brokered a very long quiet ",
    "arabic": "سجل الجانب الروسي و",
    "russian": "не подтвердил случаев нарушений ",
    "turkish": "ihlal kaydetti ve on yedi ",
    "direction marks": "\u202e17\u202c ",
}


def seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(2):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    print("piece, reader, milliseconds at 12,500 / 25,000 / 50,000 characters, growth of the last doubling")
    for name, piece in PIECES.items():
        for reader in ("bulletin", "process", "whole reader"):
            took = []
            for size in (12_500, 25_000, 50_000):
                text = "The Russian side registered 2 cases. " + (piece * (size // len(piece)))[:size]
                if reader == "bulletin":
                    took.append(seconds(lambda text=text: read_bulletin(text, names=NAMES)))  # type: ignore[misc]
                elif reader == "process":
                    reading = read(text, date=None)
                    took.append(seconds(lambda text=text, reading=reading: process_facts(text, reading)))  # type: ignore[misc]
                else:
                    took.append(seconds(lambda text=text: read(text, date=None)))  # type: ignore[misc]
            print(
                f"{name}, {reader}, "
                + " / ".join(f"{t * 1000:.1f}" for t in took)
                + f", x{took[2] / max(took[1], 1e-6):.2f}"
            )


if __name__ == "__main__":
    main()
