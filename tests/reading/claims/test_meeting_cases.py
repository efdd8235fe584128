"""Sentences of meetings held and to come, and of what is neither, against what each tells of."""

import datetime as dt
from pathlib import Path

import pytest

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)
CASES = Path(__file__).parent / "meeting_cases.txt"


def cases() -> list[tuple[str, tuple[str, ...]]]:
    """Return each sentence of the file with the lines that say what it tells of."""
    blocks = CASES.read_text(encoding="utf-8").split("\n\n")
    kept = [[line for line in block.splitlines() if not line.startswith("#")] for block in blocks]
    return [(lines[0], tuple(lines[1:])) for lines in kept if len(lines) > 1]


def told(text: str) -> list[Claim]:
    """Return the meetings and the expected things of a text."""
    wanted = (ClaimType.MEETING, ClaimType.EXPECTED)
    return [c for c in read(text, date=DAY).claims if c.type in wanted]


def fits(claim: Claim, line: str) -> bool:
    """Return whether a claim is what a line of the file says, `*` left open."""
    stage, days, place, number, actors = (part.strip() for part in line.split("|"))
    date = claim.date
    found = (
        "held" if claim.type is ClaimType.MEETING else "ahead",
        "-" if date is None else str(date.start) if date.start == date.end else f"{date.start}/{date.end}",
        claim.place or "-",
        str(claim.round or "-"),
        "; ".join(claim.actors) or "-",
    )
    return all(want in ("*", got) for want, got in zip((stage, days, place, number, actors), found, strict=True))


@pytest.mark.parametrize(("text", "lines"), cases(), ids=lambda v: v[:60] if isinstance(v, str) else "")
def test_a_sentence_tells_of_what_stands_below_it(text: str, lines: tuple[str, ...]) -> None:
    claims = told(text)
    wanted = [] if lines == ("none",) else list(lines)
    assert len(claims) == len(wanted), claims
    assert all(fits(claim, line) for claim, line in zip(claims, wanted, strict=True)), claims
