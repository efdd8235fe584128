"""What the lists of unread numbers and sentences catch: of the counts that the reader missed, and per place in the list."""

from __future__ import annotations

import argparse
import datetime as dt
import json
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=PRACTICE / "gold")
    parser.add_argument("--texts", type=Path, default=PRACTICE / "texts")
    options = parser.parse_args()
    texts = numbers = counts = caught = other = 0
    at: dict[int, list[int]] = {1: [0, 0, 0], 3: [0, 0, 0], 99: [0, 0, 0]}
    for path in sorted(options.gold.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (options.texts / f"{path.stem}.txt").read_text(encoding="utf-8")
        reading = read(text, date=dt.date.fromisoformat(gold["reference_date"]))
        lacking = missed(gold["claims"], reading)
        texts, numbers = texts + 1, numbers + len(reading.unread.numbers)
        for _, claim in lacking:
            if not has_count(claim):
                continue
            if elsewhere(claim, reading):
                other += 1
                continue
            counts += 1
            hit = any(s < n.end and n.start < e for n in reading.unread.numbers for s, e in spans(claim))
            caught += hit
            if not hit:
                print("no number listed:", path.stem, claim["quote"])
        for k, cell in at.items():
            listed = reading.unread.sentences[:k]
            cell[0] += len(listed)
            cell[1] += sum(holds(one, lacking, typed=False) for one in listed)
            cell[2] += sum(holds(one, lacking, typed=True) for one in listed)
    print(f"texts {texts}, unread numbers {numbers} ({numbers / texts:.1f} a text)")
    print(f"missed counts {counts}, with a listed number in their words {caught}; read as another type {other}")
    for k, (listed, right, typed) in at.items():
        name = "all" if k == 99 else f"{k} a text"
        print(
            f"sentences, {name}: {listed} listed, {right} hold a missed claim ({right / max(1, listed):.2f}), {typed} of the type named"
        )


if __name__ == "__main__":
    main()
