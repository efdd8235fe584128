"""A reading written as the JSON of the reading schema, so that other tools and the scorer can take it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.mentions.names import find_names, tokens
from ceasefire.reading.model import COUNT_SLOTS, DAY_SLOTS, Claim, ClaimType, Count, DateRange, Reading

_WORDS = (
    "kind",
    "place",
    "status",
    "process",
    "round",
    "victims",
    "blamed",
    "denied_by",
    "measure",
    "population",
    "method",
    "what",
)
_LISTS = ("actors", "provisions", "mediators")


def to_schema(reading: Reading) -> dict[str, Any]:
    """Return the reading as {"claims": {"meetings": [...], ...}} with empty slots left out; positions are not in it."""
    lists: dict[str, list[dict[str, Any]]] = {t.value: [] for t in ClaimType if t is not ClaimType.POSITION}
    for claim in reading.claims:
        if claim.type is not ClaimType.POSITION:
            lists[claim.type.value].append(
                _claim(claim, f"{claim.type.value[0]}{len(lists[claim.type.value]) + 1}", reading.names)
            )
    reference = reading.reference.isoformat() if reading.reference else None
    return {
        "language": reading.language,
        "reference_date": reference,
        "reader": reading.reader,
        "claims": lists,
        "checks": [{"rule": c.rule, "words": c.words, "span": [c.start, c.end]} for c in reading.checks],
    }


def _claim(claim: Claim, name: str, names: Names) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": name,
        "quote": claim.quote,
        "span": [claim.start, claim.end],
        "rule": claim.rule,
        "modality": str(claim.modality),
    }
    if claim.attribution:
        out |= {"source": speaker(claim.attribution, names), "source_basis": str(claim.basis)}
    if claim.also:
        out["also"] = [list(span) for span in claim.also]
    for slots, written in _SLOTS:
        for slot in slots:
            value = getattr(claim, slot)
            out |= written(slot, value) if value not in _EMPTY else {}
    return out


def _date_slot(slot: str, value: DateRange) -> dict[str, Any]:
    return {slot: _date(value)}


def _count_slot(slot: str, count: Count) -> dict[str, Any]:
    if count.vague:
        return {"vague" if slot == "value" else f"{slot}_vague": count.vague}
    return {slot: {"low": count.low, "high": count.high}}


def _word_slot(slot: str, value: object) -> dict[str, Any]:
    return {slot: value}


def _list_slot(slot: str, value: tuple[str, ...]) -> dict[str, Any]:
    return {slot: list(value)}


def _map_slot(slot: str, value: dict[str, int]) -> dict[str, Any]:
    return {slot: dict(value)}


_EMPTY: Final[tuple[object, ...]] = (None, (), {})
_SLOTS: Final[tuple[tuple[tuple[str, ...], Callable[[str, Any], dict[str, Any]]], ...]] = (
    (DAY_SLOTS, _date_slot),
    (COUNT_SLOTS, _count_slot),
    (_WORDS, _word_slot),
    (_LISTS, _list_slot),
    (("breakdown",), _map_slot),
)


def speaker(words: str, names: Names) -> str:
    """Return the speaker as the text names it, with the full name before it where the text uses a known short one."""
    bare = re.sub(r"^(?:the|an?) ", "", words, flags=re.I)
    found = find_names(bare, tokens(bare), names)
    if (
        len(found) == 1
        and found[0].start == 0
        and found[0].end == len(bare)
        and found[0].entry.name.lower() != bare.lower()
    ):
        return f"{found[0].entry.name} ({bare})"
    return words


def _date(value: DateRange) -> dict[str, Any]:
    out: dict[str, Any] = {"start": value.start.isoformat(), "end": value.end.isoformat()}
    return out | {"approx": True} if value.approx else out
