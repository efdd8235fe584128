"""What the lists of unread numbers and sentences catch: of the counts that the reader missed, and per place in the list."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ceasefire.reading import Reading, read
from ceasefire.reading.model import UnreadSentence

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT.parent / "shared" / "reading" / "practice"
Gold = dict[str, Any]
COUNTS = ("killed", "injured", "value")


def spans(claim: Gold) -> list[tuple[int, int]]:
    return [tuple(s) for s in (claim["span"], *claim.get("also", []))]


def half(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Say whether two spans share half of the shorter one, as the shared scorer does."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both > 0 and both * 2 >= min(a[1] - a[0], b[1] - b[0])


def has_count(claim: Gold) -> bool:
    return any(claim.get(slot) for slot in COUNTS)


def missed(claims: dict[str, list[Gold]], reading: Reading) -> list[tuple[str, Gold]]:
    """Return the claims of the gold, with their type, of which the reader has none of that type at their words."""
    found = [(c.type.value, (c.start, c.end)) for c in reading.claims]
    return [
        (kind, c)
        for kind, listed in claims.items()
        for c in listed
        if not c.get("optional") and not any(k == kind and half(s, at) for k, at in found for s in spans(c))
    ]


def elsewhere(claim: Gold, reading: Reading) -> bool:
    """Say whether a claim of another type stands at these words, so that a person sees them anyway."""
    return any(half(s, (c.start, c.end)) for c in reading.claims for s in spans(claim))


def holds(one: UnreadSentence, lacking: list[tuple[str, Gold]], *, typed: bool) -> bool:
    return any(
        (not typed or kind == one.like.value) and any(s < one.end and one.start < e for s, e in spans(c))
        for kind, c in lacking
    )


def measured(folder: Path, texts: Path) -> Iterator[str]:
    """Yield the lines of the table: numbers and the missed counts they stand in, then sentences by their place."""
    seen: Counter[str] = Counter()
    at: dict[int, Counter[str]] = {1: Counter(), 3: Counter(), 99: Counter()}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (texts / f"{path.stem}.txt").read_text(encoding="utf-8")
        reading = read(text, date=dt.date.fromisoformat(gold["reference_date"]))
        lacking = missed(gold["claims"], reading)
        seen["texts"] += 1
        seen["listed"] += len(reading.unread.numbers)
        for _, claim in lacking:
            if has_count(claim) and not elsewhere(claim, reading):
                seen["missed"] += 1
                seen["caught"] += any(
                    s < n.end and n.start < e for n in reading.unread.numbers for s, e in spans(claim)
                )
        for k, cell in at.items():
            listed = reading.unread.sentences[:k]
            cell["listed"] += len(listed)
            cell["right"] += sum(holds(one, lacking, typed=False) for one in listed)
            cell["typed"] += sum(holds(one, lacking, typed=True) for one in listed)
    yield "what,texts,listed,hold_a_missed_claim,of_the_type_named,missed_counts,missed_counts_with_a_listed_number"
    yield f"numbers,{seen['texts']},{seen['listed']},,,{seen['missed']},{seen['caught']}"
    for k, cell in at.items():
        name = "all sentences" if k == 99 else f"sentences at most {k} a text"
        yield f"{name},{seen['texts']},{cell['listed']},{cell['right']},{cell['typed']},,"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=PRACTICE / "gold")
    parser.add_argument("--texts", type=Path, default=PRACTICE / "texts")
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    if not options.gold.exists():
        print("skipped: needs texts with gold in ../shared/reading, which is not part of the project")
        return
    lines = "\n".join(measured(options.gold, options.texts)) + "\n"
    print(lines, end="")
    if options.frozen:
        options.frozen.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
