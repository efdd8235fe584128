"""The figures of a text as tests of counts compare them."""

import datetime as dt

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)


def figures(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.FIGURE]


def counts(text: str) -> list[tuple[str | None, int | None]]:
    return [
        (c.measure, (c.value.low if c.value.low is not None else c.value.high) if c.value else None)
        for c in figures(text)
    ]
