"""The sentences of a text with the claims that stand in them, and what the text as a whole is about."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import find_dates
from ceasefire.reading.mentions.names import find_names, tokens
from ceasefire.reading.mentions.speech import Stance, find_attributions
from ceasefire.reading.model import Claim, DateRange, Reading
from ceasefire.reading.statements import wordings as forms
from ceasefire.reading.text.segment import UnitKind, segment

HEAD = 5_000
"""How much of a text is searched for what it is about, in characters."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a text with the claims that stand in it."""

    text: str
    start: int
    end: int
    claims: tuple[Claim, ...]
    reference: dt.date | None = None

    def day(self, at: int) -> DateRange | None:
        """Return the first date of the sentence from a place on, else the last before it."""
        found = [
            (d.start, d.value) for d in find_dates(self.text, Clock(reference=self.reference, future=False)) if d.value
        ]
        return next((v for s, v in found if s >= at), found[-1][1] if found else None)

    @property
    def speaker(self) -> str | None:
        """Return who says so in this sentence; None where the article itself does."""
        told = next((c.attribution for c in self.claims if c.attribution and c.basis == "sentence"), None)
        if told:
            return told
        said = [a for a in find_attributions(self.text) if a.stance is Stance.SAY and not a.pronoun]
        return next((a.source for a in said if re.search(r"[A-Z]", re.sub(r"^[Tt]he ", "", a.source))), None)


def process_named(folded: str, names: Names) -> str | None:
    """Return the process that a text names by its town ("the Astana talks") where no meeting in it carries one."""
    head = folded[:HEAD]
    spots = {match.start() for match in forms.TALKS.finditer(head)}
    if not spots:
        return None
    found = find_names(head, tokens(head), names)
    return main_of(n.entry.name for n in found if n.entry.kind == "city" and n.start in spots)


def main_of(values: Iterator[str | None]) -> str | None:
    """Return the value that occurs most often, None left out; None where there is none."""
    top = Counter(v for v in values if v).most_common(1)
    return top[0][0] if top else None


def country_of(folded: str, process: str | None, names: Names) -> str | None:
    """Return the country that a text is about: most often named as the ground of the war or the talks, else most named.

    The town that gives the process its name does not count for its country.
    """
    ground: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for name in find_names(folded[:HEAD], tokens(folded[:HEAD]), names):
        country = name.entry.within or (name.entry.name if name.entry.kind in ("country", "demonym") else "")
        if country and name.entry.name != process:
            named[country] += 1
            before, after = folded[max(0, name.start - 20) : name.start], folded[name.end : name.end + 24]
            ground[country] += bool(forms.GROUND_BEFORE.search(before) or forms.GROUND_AFTER.match(after))
    best = ground.most_common(1) or named.most_common(1)
    return best[0][0] if best and best[0][1] else (named.most_common(1)[0][0] if named else None)


def lines_of(folded: str, reading: Reading) -> list[Line]:
    """Return the sentences and bullets of a text, each with the claims that begin in it."""
    units = [u for u in segment(folded) if u.kind in (UnitKind.SENTENCE, UnitKind.BULLET)]
    return [
        Line(
            text=folded[u.start : u.end],
            start=u.start,
            end=u.end,
            claims=tuple(c for c in reading.claims if u.start <= c.start < u.end),
            reference=reading.reference,
        )
        for u in units
    ]
