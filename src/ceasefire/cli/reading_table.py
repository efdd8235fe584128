"""The table of what was read in a document: a row for each claim, with its slots, who says so and its words."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ceasefire.vocabulary.wording import range_words

if TYPE_CHECKING:
    from ceasefire.reading.model import Claim, Count

_TAKEN_PART: Final = ("meetings", "agreements", "expected")
"""Types of which the actors are those who take part, not those who speak or are accused."""
_NAMED: Final = 3


def claims_table(claims: "Iterable[Claim]") -> tuple[list[list[str]], list[str]]:
    """Return the claims as rows, without the columns in which none of them has a word."""
    claims = list(claims)
    doubtful = any(c.modality != "held" for c in claims)
    rows = [_row(c) | {"put as": _put_as(c, doubtful=doubtful), "words": short(c.quote)} for c in claims]
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    return [[row[name] for name in names] for row in rows], names


def _row(claim: "Claim") -> dict[str, str]:
    """Return the columns of a claim by their names, but how it is put and its words."""
    return {
        "what": claim.type.value,
        "kind": claim.kind or claim.measure or short(claim.what or "", 40),
        "slots": _slots(claim),
        "who takes part": _some(claim.actors) if claim.type in _TAKEN_PART else "",
        "who says so": claim.attribution or "",
        "accused": claim.blamed or "",
        "denied by": claim.denied_by or "",
    }


def _put_as(claim: "Claim", *, doubtful: bool) -> str:
    """Return how a claim is put; what is held is called a fact where others of the text are not."""
    if claim.modality != "held":
        return str(claim.modality)
    return "fact" if doubtful else ""


def _some(names: "Sequence[str]") -> str:
    """Return the first names of a list, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _slots(claim: Any) -> str:
    """Return when and where a thing was, and how many it counts."""
    parts = [f"round {claim.round}" if claim.round else "", _range(claim.date or claim.period), claim.place or ""]
    parts += [f"{word} {_range(day)}" for word, day in (("from", claim.effective), ("until", claim.expires)) if day]
    for name, label in (("killed", "killed "), ("injured", "injured "), ("value", "")):
        words = _count(getattr(claim, name))
        parts.append(f"{label}{words}" if words else "")
    return ", ".join(p for p in parts if p)


def _range(day: Any) -> str:
    """Return a day, or the first and the last of several; nothing where none is told."""
    return "" if day is None else day.start.isoformat() if day.start == day.end else f"{day.start} to {day.end}"


def _count(count: "Count | None") -> str:
    """Return a count in figures, or in its own words where these give none."""
    return "" if count is None else range_words(count.low, count.high) or count.vague or ""


def short(words: str, limit: int = 140) -> str:
    """Return words on one line, cut off where they are longer than a limit."""
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"
