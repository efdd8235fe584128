"""Alter true claims and count how many the validator turns away; count the true ones it turns away too."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ceasefire.reading import Claim, ClaimType, Rejected, validate
from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.known_names.bundle import package_names
from ceasefire.reading.model import Count, DateRange

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT / "tests" / "intake" / "reading" / "practice"
SHARED = ROOT.parent / "shared" / "reading"
DATES = ("date", "effective", "expires", "period", "as_of")
COUNTS = ("killed", "injured", "value")


def corpora() -> Iterator[tuple[str, dict[str, Any]]]:
    folders = [
        (SHARED / "seeds_gold", SHARED / "texts"),
        (PRACTICE / "tuned", PRACTICE / "tuned"),
        (PRACTICE / "held_out", PRACTICE / "held_out"),
    ]
    for gold, texts in folders:
        for path in sorted(gold.glob("*.json")):
            yield (texts / f"{path.stem}.txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))


def claim_of(kind: str, gold: dict[str, Any]) -> Claim:
    """The annotated claim in the reader's struct; who says so and who takes part are left to other tests.

    Optional claims and those told in several places are left out: their slots may stand outside the quote.
    """
    slots: dict[str, Any] = {
        n: DateRange(start=dt.date.fromisoformat(v["start"]), end=dt.date.fromisoformat(v["end"]))
        for n in DATES
        if (v := gold.get(n))
    }
    slots |= {
        n: Count(low=v["low"], high=v["high"])
        for n in COUNTS
        if (v := gold.get(n)) and (v["low"], v["high"]) != (None, None)
    }
    start, end = gold["span"]
    return Claim(
        type=ClaimType(kind),
        quote=gold["quote"],
        start=start,
        end=end,
        rule="meetings/chain" if kind == "meetings" and len(gold["quote"]) < 28 and gold.get("round") else "gold",
        round=gold.get("round") if kind == "meetings" else None,
        **slots,
    )


def accepted_readings(kind: str, gold: dict[str, Any]) -> Iterator[Claim]:
    """The claim with one slot set to another value that the annotation also calls right."""
    for slot, values in gold.get("accept", {}).items():
        if slot not in (*DATES, *COUNTS):
            continue
        for value in values:
            if isinstance(value, str):
                first, _, last = value.partition("/")
                value = {"start": first, "end": last or first} if len(first) == 10 else None
            yield claim_of(kind, {**gold, slot: value})


def alterations(claim: Claim, text: str, other: str, chance: random.Random) -> Iterator[tuple[str, Claim]]:
    replace = msgspec.structs.replace
    for name in COUNTS:
        count: Count | None = getattr(claim, name)
        if count is not None:
            yield "number in slot", replace(claim, **{name: _count_plus(count, chance.choice((1, 2, 7, 11, 100)))})
    for name in DATES:
        value: DateRange | None = getattr(claim, name)
        if value is not None:
            days = dt.timedelta(days=chance.choice((-17, -9, -5, -3, 3, 4, 6, 11, 19, 40)))
            yield "date moved", replace(claim, **{name: DateRange(start=value.start + days, end=value.end + days)})
    if claim.round is not None:
        yield "ordinal", replace(claim, round=claim.round + chance.choice((1, 2, 5)))
    words = claim.quote.split(" ")
    at = chance.randrange(len(words))
    yield "word replaced", replace(claim, quote=" ".join([*words[:at], "quietly", *words[at + 1 :]]))
    if len(words) > 6:
        yield "middle dropped", replace(claim, quote=" ".join(words[:2] + words[-3:]))
    begin = chance.randrange(max(1, len(other) - len(claim.quote)))
    yield "other text", replace(claim, quote=other[begin : begin + len(claim.quote)])
    yield "span shifted", replace(claim, start=claim.start + 3, end=claim.end + 3)


def _count_plus(count: Count, by: int) -> Count:
    return Count(
        low=None if count.low is None else count.low + by, high=None if count.high is None else count.high + by
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frozen", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    chance, tried, refused = random.Random(5), Counter[str](), Counter[str]()
    documents = list(corpora())
    for index, (text, gold) in enumerate(documents):
        evidence = Evidence(text, dt.date.fromisoformat(gold["reference_date"]), package_names())
        other = documents[(index + 1) % len(documents)][0]
        for kind, claims in gold["claims"].items():
            for one in claims:
                if one.get("also") or one.get("optional"):
                    continue
                claim = claim_of(kind, one)
                verdict = validate(claim, evidence)
                for other_claim in accepted_readings(kind, one) if isinstance(verdict, Rejected) else ():
                    if not isinstance(validate(other_claim, evidence), Rejected):
                        claim, verdict = other_claim, validate(other_claim, evidence)
                        break
                tried["true"] += 1
                refused["true"] += isinstance(verdict, Rejected)
                if isinstance(verdict, Rejected):
                    if options.show:
                        print(gold["id"], verdict.reason, "|", claim.quote[:90])
                    continue
                for name, altered in alterations(claim, text, other, chance):
                    tried[name] += 1
                    turned = isinstance(validate(altered, evidence), Rejected)
                    refused[name] += turned
                    if options.show and not turned:
                        print(
                            "PASSED",
                            gold["id"],
                            name,
                            altered.quote[:60],
                            altered.date,
                            altered.killed,
                            altered.value,
                            altered.round,
                        )
    altered_total = sum(n for k, n in tried.items() if k != "true")
    turned_away = sum(n for k, n in refused.items() if k != "true")
    lines = ["alteration,claims,rejected,share"] + [
        f"{k},{n},{refused[k]},{refused[k] / n:.3f}" for k, n in tried.items()
    ]
    lines.append(f"all altered,{altered_total},{turned_away},{turned_away / altered_total:.3f}")
    print("\n".join(lines))
    if options.frozen:
        options.frozen.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
