"""The gate for what a person enters: the same as for the reader's claims, and places and speakers too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.gate.validator import validate
from ceasefire.reading.model import COUNT_SLOTS, DAY_SLOTS, Claim, DateRange, Rejected
from ceasefire.reading.text.fold import fold

WORDS = ("place", "attribution", "blamed", "denied_by", "victims", "population", "process")
"""Slots whose words must stand in the text, or be a name that the record or the names given hold."""
_APART = re.compile(r"[,;]| and ")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LABELS = {"attribution": "speaker", "blamed": "accused", "denied_by": "denied by"}


def fault_of(claim: Claim, changed: Iterable[str], evidence: Evidence) -> str | None:
    """Return why the text does not bear out the changed slots of a claim, or None where it does.

    Numbers stand in the claim's words; days can be derived there, or begin and end on days told elsewhere in the text;
    a round's ordinal stands in the sentence; places, speakers, the accused and other names stand in the text or are
    known.
    """
    slots = frozenset(changed)
    bare = Claim(type=claim.type, quote=claim.quote, start=claim.start, end=claim.end, rule="review")
    days = {n: getattr(claim, n) for n in slots & set(DAY_SLOTS)}
    far = {n for n, value in days.items() if value is not None and _elsewhere(value, evidence)}
    held = {n: getattr(claim, n) for n in slots if n in (*COUNT_SLOTS, "round", "actors", "mediators", "breakdown")}
    near = {n: value for n, value in days.items() if n not in far}
    verdict = validate(msgspec.structs.replace(bare, **held, **near), evidence)
    if isinstance(verdict, Rejected):
        return verdict.reason
    named = ((n, getattr(claim, n)) for n in WORDS if n in slots)
    return next((f"{_LABELS.get(n, n)}: {_unnamed(w)}" for n, w in named if w and not stands(w, evidence)), None)


def _unnamed(words: str) -> str:
    return f"{words} is not named in the text, nor known to the record or the names given"


def _elsewhere(value: DateRange, evidence: Evidence) -> bool:
    """Say whether days begin and end on days that the text tells anywhere: a person may know which ones are meant."""
    told = evidence.edges
    return value.start in told and value.end in told


def stands(words: str, evidence: Evidence) -> bool:
    """Say whether words, or each of several parted by commas, stand in the text as whole words or are a known name."""
    plain = " ".join(fold(words).lower().split())
    if not plain:
        return False
    parts = [re.sub(r"^(?:the|an?) ", "", part.strip()) for part in _APART.split(plain)]
    return (
        _written(plain, evidence)
        or evidence.knows(words)
        or all(part and (_written(part, evidence) or evidence.knows(part)) for part in parts)
    )


def _written(words: str, evidence: Evidence) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", evidence.flat))


def value_fault(value: str, claim: Claim, evidence: Evidence) -> str | None:
    """Return why the text does not bear out the value of a property: its days, its number, or each of its names."""
    days = [dt.date.fromisoformat(day) for day in _DAY.findall(value)]
    if days:
        told = DateRange(start=days[0], end=days[-1])
        borne = evidence.bears_date(told, claim.start, claim.end) or _elsewhere(told, evidence)
        return None if borne else f"value: {value} cannot be derived from the text there"
    missing = next((part for part in re.split(r";", value) if part.strip() and not stands(part, evidence)), None)
    return None if missing is None else f"value: {_unnamed(missing.strip())}"
