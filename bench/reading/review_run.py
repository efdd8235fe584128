"""What a review of so many decisions a text recovers: the gold answers, and adds only from what the screens show.

Each stop is one decision, and each claim added is one more. Right claims are accepted, wrong slots mended, claims that
the gold does not have refused; a missed claim is added from a passage that was left, or beside a claim whose sentence
holds it. Every value is typed in plain words and passes the gate that a person's entries pass.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ceasefire.api.reading import drafts, read_document, review_of
from ceasefire.reading.documents.opening import Document
from ceasefire.reading.model import Claim, ClaimType, Count
from ceasefire.reading.review.entries import EntryError
from ceasefire.reading.review.forms import form_of, said
from ceasefire.reading.review.session import Item, Session, Verdict

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT.parent / "shared" / "reading" / "practice"
BUDGETS = (6, 12, 20)
COUNTS = ("killed", "injured", "value")
SAID = {"attribution": "source"}
KEYS = {
    "meetings": ("date", "round"),
    "agreements": ("date", "effective"),
    "incidents": ("date", "place", "killed", "injured"),
    "figures": ("value", "measure"),
    "expected": ("date", "place"),
}
Gold = dict[str, Any]
Told = tuple[str, Gold]


def spans(claim: Gold) -> list[tuple[int, int]]:
    return [tuple(s) for s in (claim["span"], *claim.get("also", []))]


def half(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Say whether two spans share half of the shorter one, as the shared scorer does."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both > 0 and both * 2 >= min(a[1] - a[0], b[1] - b[0])


def matches(told: Told, claim: Claim) -> bool:
    return told[0] == claim.type.value and any(half(s, (claim.start, claim.end)) for s in spans(told[1]))


def right_counts(gold: Gold, claim: Claim) -> bool:
    """Say whether a claim has the gold's numbers, where it has any."""
    return all(_same(getattr(claim, slot), gold, slot) for slot in COUNTS if gold.get(slot))


def _same(told: Count | None, gold: Gold, slot: str) -> bool:
    values = [gold[slot], *gold.get("accept", {}).get(slot, [])]
    ours = told and {"low": told.low, "high": told.high}
    return ours in [v if isinstance(v, dict) else {"low": v, "high": v} for v in values]


def words(value: Any) -> str:
    """Return a value of the gold as a person types it."""
    if isinstance(value, dict) and "start" in value:
        return value["start"] if value["start"] == value.get("end") else f"{value['start']} to {value['end']}"
    if isinstance(value, dict):
        low, high = value.get("low"), value.get("high")
        return (
            f"{low}"
            if low == high
            else f"at least {low}"
            if high is None
            else f"up to {high}"
            if low is None
            else f"{low} to {high}"
        )
    return ", ".join(value) if isinstance(value, list) else str(value)


def filled(session: Session, claim: Claim, gold: Gold, wrong: Counter[str], only: tuple[str, ...] = ()) -> Claim:
    """Return a claim with the slots of the gold typed in; what the gate refuses is counted and left."""
    for slot in form_of(claim.type):
        value = gold.get(SAID.get(slot.field, slot.field))
        if value is None or (only and slot.field not in only):
            continue
        try:
            claim = session.entered(claim, slot, words(value))
        except EntryError as error:
            wrong[slot.field] += 1
            REFUSED.append(f"{slot.field}: {error} | {claim.quote[:120]}")
    return claim


REFUSED: list[str] = []


def mended(session: Session, number: int, told: Told, wrong: Counter[str]) -> None:
    """Accept a claim that has the gold's key slots, else mend those it has not."""
    kind, gold = told
    claim = session.items[number].claim
    off = tuple(
        slot
        for slot in KEYS[kind]
        if gold.get(slot) is not None and said(getattr(claim, slot)) not in _readings(gold, slot)
    )
    if off and "quote" in {slot.field for slot in session.items[number].form}:
        start, end = gold["span"]
        claim = msgspec.structs.replace(claim, quote=session.text[start:end], start=start, end=end)
    changed = filled(session, claim, gold, wrong, off) if off else claim
    session.accept(number) if changed == claim else session.mend(number, changed)


def _readings(gold: Gold, slot: str) -> list[str]:
    values = [gold[slot], *gold.get("accept", {}).get(slot, [])]
    return [words(v).replace("up to", "at most") for v in values]


def reviewed(session: Session, gold: list[Told], budget: int, beside: bool, wrong: Counter[str]) -> list[Claim]:
    """Go through a document with so many decisions; return the claims that are kept."""
    left = budget
    for number, item in enumerate(session.items):
        if left <= 0:
            break
        left -= 1
        if item.title:
            session.accept(number)
            continue
        told = next((t for t in gold if matches(t, item.claim)), None)
        if told is None:
            session.refuse(number)
        else:
            mended(session, number, told, wrong)
        if beside:
            left = added(session, gold, session.sentence(item.claim.start, item.claim.end), left, wrong, f"{number}")
    for passage in session.passages:
        if left <= 0:
            break
        left = added(session, gold, (passage.start, passage.end), left - 1, wrong, f"p{passage.start}")
    return [i.claim for i in session.everything if i.verdict in (Verdict.ACCEPTED, Verdict.MENDED, Verdict.ADDED)]


def added(session: Session, gold: list[Told], at: tuple[int, int], left: int, wrong: Counter[str], place: str) -> int:
    """Add the missed claims that a sentence holds, one decision each; return the decisions left."""
    for kind, claim in missing(session, gold):
        if left <= 0:
            break
        if not any(s < at[1] and at[0] < e for s, e in spans(claim)):
            continue
        blank = session.blank(ClaimType(kind), *claim["span"])
        session.add(filled(session, blank, claim, wrong), place=place)
        left -= 1
    return left


def missing(session: Session, gold: list[Told]) -> Iterator[Told]:
    """Yield the gold claims of which no item, whatever its verdict, is one."""
    items: list[Item] = [i for i in session.everything if not i.title]
    for told in gold:
        if not any(matches(told, item.claim) for item in items):
            yield told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=PRACTICE / "gold")
    parser.add_argument("--texts", type=Path, default=PRACTICE / "texts")
    parser.add_argument("--frozen", type=Path)
    parser.add_argument("--refused", action="store_true", help="print what the gate refused")
    options = parser.parse_args()
    if not options.gold.exists():
        print("skipped: needs texts with gold in ../shared/reading, which is not part of the project")
        return
    lines = ["adds_from,decisions,claims,recall,counts,recall_of_counts,offered_a_text,refused_slots"]
    for beside in (False, True):
        lines += [line(options.gold, options.texts, budget, beside) for budget in (0, *BUDGETS, 999)]
    print("\n".join(lines))
    if options.frozen:
        options.frozen.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if options.refused:
        print("\n".join(dict.fromkeys(REFUSED)))


def line(folder: Path, texts: Path, budget: int, beside: bool) -> str:
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        gold = [(kind, c) for kind, listed in held["claims"].items() for c in listed if not c.get("optional")]
        one = read_document(document(texts / f"{path.stem}.txt", dt.date.fromisoformat(held["reference_date"])))
        session = review_of(one, drafts([one])[0])
        offered = len(session.items) + len(session.passages)
        kept = list(one.reading.claims) if budget == 0 else reviewed(session, gold, budget, beside, wrong)
        for told in gold:
            counts = any(told[1].get(slot) for slot in COUNTS)
            hits = [c for c in kept if matches(told, c)]
            found["claims"] += 1
            found["hit"] += bool(hits)
            found["counts"] += counts
            found["counts hit"] += counts and any(right_counts(told[1], c) for c in hits)
        found["texts"] += 1
        found["offered"] += offered
    name = "the claims and what was left" if beside else "what was left"
    what = {0: "as read", 999: "all"}.get(budget, str(budget))
    return (
        f"{name},{what},{found['claims']},{found['hit'] / found['claims']:.3f},{found['counts']},"
        f"{found['counts hit'] / found['counts']:.3f},{found['offered'] / found['texts']:.1f},{sum(wrong.values())}"
    )


def document(path: Path, day: dt.date) -> Document:
    text = path.read_text(encoding="utf-8")
    return Document(name=path.name, kind="text", text=text, sha256="0" * 64, date=day, date_basis="given")


if __name__ == "__main__":
    main()
