"""Score the bulletin reader on made bulletins: the share of texts in which every count is right.

    python bench/reading/bulletins_score.py [--set practice|apart|fresh|last] [--wrong N] [--csv FILE]

A text is right when its counts by party and place, its further numbers and its slip are all found and nothing else is.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bulletins_made import KEPT, LANGUAGES, bulletins

from ceasefire.reading.bulletins import read_bulletin
from ceasefire.reading.bulletins.model import CASE
from ceasefire.reading.known_names.bundle import joined
from ceasefire.reading.known_names.in_folder import names_in_folder

ASTANA = Path(__file__).resolve().parents[2] / "src" / "ceasefire" / "examples" / "astana" / "names"
NAMES = joined(names_in_folder(ASTANA)).known


def read_as_gold(text: str) -> dict[str, Any]:
    found = read_bulletin(text, names=NAMES)
    if found is None:
        return {"counts": [], "facts": {}, "slip": False, "language": None, "slips": []}
    counts = sorted([e.counted_by.lower(), e.place, e.count] for e in found.entries if e.counted_by and e.unit == CASE)
    facts = {e.measure: e.count for e in found.entries if e.measure in KEPT}
    return {
        "counts": counts,
        "facts": facts,
        "slip": any(s.rule == "sum" for s in found.slips),
        "language": found.language,
        "slips": [s.words for s in found.slips],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=["practice", "apart", "fresh", "last"], action="append")
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong texts a language")
    parser.add_argument("--csv", type=Path)
    options = parser.parse_args()
    rows = []
    for which in options.set or ["practice", "apart", "fresh", "last"]:
        for language in LANGUAGES:
            tally: Counter[str] = Counter()
            missed: Counter[str] = Counter()
            shown = 0
            began = time.perf_counter()
            for name, text, gold in bulletins(language, which):
                got = read_as_gold(text)
                counts = got["counts"] == gold["counts"]
                facts = got["facts"] == gold["facts"]
                slip = got["slip"] == gold["slip"]
                tally.update(
                    texts=1,
                    counts=counts,
                    facts=facts,
                    slips=slip,
                    all=counts and facts and slip,
                    tongue=got["language"] == language,
                )
                if not (counts and facts and slip):
                    missed[name.split("-", 3)[3]] += 1
                    if shown < options.wrong:
                        shown += 1
                        print(
                            name,
                            text,
                            "GOLD",
                            gold["counts"],
                            gold["facts"],
                            gold["slip"],
                            "\nGOT ",
                            got["counts"],
                            got["facts"],
                            got["slips"],
                            "\n",
                            sep="\n",
                        )
            seconds = time.perf_counter() - began
            share = {k: round(tally[k] / tally["texts"], 4) for k in ("counts", "facts", "slips", "all", "tongue")}
            rows.append(
                {
                    "set": which,
                    "language": language,
                    "texts": tally["texts"],
                    **share,
                    "texts_per_second": round(tally["texts"] / seconds),
                }
            )
            print(rows[-1], dict(missed))
    if options.csv:
        with options.csv.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
