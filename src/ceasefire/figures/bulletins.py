"""Bulletins: the daily lists as they stand in the tallies, their arithmetic, and the choice of one report a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import WHOLE

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = (
    "tally_id",
    "date_start",
    "date_end",
    "counted_by",
    "measure",
    "unit",
    "place",
    "low",
    "high",
    "publisher",
    "address",
    "breakdown",
)


class Counted(NamedTuple):
    """One stated number of a bulletin, with the statement it stands on."""

    tally_id: str
    low: int
    high: int | None


@dataclass(kw_only=True)
class Bulletin:
    """What one text says of one body's count for one period: the stated total, and the places it names.

    `breakdown` is what is known of the places: `incomplete` where some are known to be left out, by the source or by who
    copied it; `complete` where all are known to stand here; None where nobody says.
    """

    counted_by: str
    start: date
    end: date
    publisher: str
    address: str
    measure: str
    unit: str
    totals: list[Counted] = field(default_factory=list)
    places: dict[str, list[Counted]] = field(default_factory=dict)
    breakdown: str | None = None

    @property
    def stated(self) -> int | None:
        """Return the exact total stated; None where there is none, or several that differ, or only a bound."""
        told = {(t.low, t.high) for t in self.totals}
        low, high = told.pop() if len(told) == 1 else (None, 0)
        return low if low == high else None

    @property
    def by_place(self) -> dict[str, int]:
        return {place: sum(c.low for c in counts) for place, counts in self.places.items()}

    @property
    def added(self) -> int:
        return sum(self.by_place.values())

    @property
    def state(self) -> str:
        """Return adds_up, places_below_total, places_above_total, breakdown_incomplete, zero, total_only or no_total.

        Places that fall short of their total are no slip where some are known to be missing, nor where a single place is
        named and nobody says that it is all of them.
        """
        if self.stated is None:
            return "no_total"
        if not self.places:
            return "zero" if self.stated == 0 else "total_only"
        if self.added == self.stated:
            return "adds_up"
        if self.added > self.stated:
            return "places_above_total"
        return "breakdown_incomplete" if self._known_short else "places_below_total"

    @property
    def _known_short(self) -> bool:
        return self.breakdown == "incomplete" or (len(self.places) == 1 and self.breakdown != "complete")

    @property
    def ids(self) -> tuple[str, ...]:
        counts = [*self.totals, *(c for told in self.places.values() for c in told)]
        return tuple(sorted(c.tally_id for c in counts))


def stated_total(bulletin: Bulletin) -> int:
    """Return the exact total of a bulletin that is known to state one."""
    assert bulletin.stated is not None
    return bulletin.stated


Text = tuple[str, str]
"""Publisher and address: one text."""


def bulletins(
    tallies: "pa.Table", *, measure: str | None = None, unit: str | None = None, whole: str = WHOLE
) -> list[Bulletin]:
    """Return the bulletins that the tallies hold, sorted by day, body and text.

    A bulletin is all counts of one measure that one text (publisher and address) gives for one body and period. `whole`
    is the word for the total. Rows without a period, a body or a lower bound belong to no bulletin.
    """
    found: dict[_Terms, Bulletin] = {}
    for row in tallies.select(_COLUMNS).to_pylist():
        if _belongs(row, measure, unit):
            terms = _terms(row)
            bulletin = found.setdefault(terms, Bulletin(**terms._asdict()))
            _put(bulletin, row["place"] or whole, whole, Counted(row["tally_id"], row["low"], row["high"]))
            bulletin.breakdown = _weaker(bulletin.breakdown, row["breakdown"])
    return [found[terms] for terms in sorted(found)]


class _Terms(NamedTuple):
    """What all counts of one bulletin have in common, in the order in which bulletins are sorted."""

    start: date
    end: date
    counted_by: str
    measure: str
    publisher: str
    address: str
    unit: str


def _belongs(row: dict[str, Any], measure: str | None, unit: str | None) -> bool:
    """Tell whether a tally belongs to a bulletin: with a day, a body and a lower bound, of what was asked for."""
    known = None not in (row["date_start"], row["counted_by"], row["low"])
    return known and measure in (None, row["measure"]) and unit in (None, row["unit"])


def _terms(row: dict[str, Any]) -> _Terms:
    return _Terms(
        start=row["date_start"],
        end=row["date_end"] if row["date_end"] is not None else row["date_start"],
        counted_by=row["counted_by"],
        measure=row["measure"],
        publisher=row["publisher"] or "",
        address=row["address"] or "",
        unit=row["unit"],
    )


def _put(bulletin: Bulletin, place: str, whole: str, counted: Counted) -> None:
    counts = bulletin.totals if place == whole else bulletin.places.setdefault(place, [])
    counts.append(counted)


def _weaker(one: str | None, other: str | None) -> str | None:
    """Return what two statements say together of a breakdown: once it is called incomplete it is."""
    return "incomplete" if "incomplete" in (one, other) else one or other


def main_measure(tallies: "pa.Table", bodies: Sequence[str], whole: str = WHOLE) -> str | None:
    """Return the measure that these bodies break down by place most often; None where nobody breaks anything down."""
    counts: dict[str, int] = {}
    for body, place, measure in zip(*(tallies[c].to_pylist() for c in ("counted_by", "place", "measure")), strict=True):
        if body in bodies and place is not None and place != whole:
            counts[measure] = counts.get(measure, 0) + 1
    return min(counts, key=lambda m: (-counts[m], m)) if counts else None


def check_bulletins(tallies: "pa.Table", *, whole: str = WHOLE) -> "pa.Table":
    """Return the arithmetic of every bulletin with a total or places: table `bulletin_checks`.

    `difference` is places added less total stated. A breakdown that is known not to be whole (`Tally.breakdown`), or that
    names a single place, is `breakdown_incomplete` and no error; of any other that falls short the arithmetic cannot tell
    an omission from a slip, and says which it saw, not which it was.
    """
    import pyarrow as pa

    rows = [_check(b) for b in bulletins(tallies, whole=whole) if b.places or b.stated is not None]
    return pa.Table.from_pylist(rows, schema=schema("bulletin_checks"))


def _check(bulletin: Bulletin) -> dict[str, Any]:
    compared = bulletin.stated is not None and bool(bulletin.places)
    return {
        "date_start": bulletin.start,
        "date_end": bulletin.end,
        "counted_by": bulletin.counted_by,
        "measure": bulletin.measure,
        "unit": bulletin.unit,
        "publisher": bulletin.publisher or None,
        "address": bulletin.address or None,
        "stated": bulletin.stated,
        "added": bulletin.added if bulletin.places else None,
        "difference": bulletin.added - (bulletin.stated or 0) if compared else None,
        "state": bulletin.state,
        "lineage": list(bulletin.ids),
    }


@dataclass(frozen=True, kw_only=True)
class Day:
    """The one text chosen for a day, body by body, and how many texts there were and whether their numbers differ."""

    day: date
    text: Text
    of: dict[str, Bulletin]
    texts: int
    differ: bool


def choose(found: Iterable[Bulletin], bodies: Sequence[str]) -> list[Day]:
    """Return one text for each day, in order of days.

    Where several texts report a day, the one that gives most of the bodies' totals is taken; then the one with most
    breakdowns that add up (a total of zero needs none); then the one that names most places; then the first by address
    and publisher. Nothing is averaged, and no text is completed from another. Lists for longer than a day are left out.
    """
    days: dict[date, dict[Text, dict[str, Bulletin]]] = {}
    for bulletin in found:
        if bulletin.start == bulletin.end and bulletin.counted_by in bodies:
            text = (bulletin.publisher, bulletin.address)
            days.setdefault(bulletin.start, {}).setdefault(text, {})[bulletin.counted_by] = bulletin
    return [_chosen(day, days[day], bodies) for day in sorted(days)]


def _chosen(day: date, texts: dict[Text, dict[str, Bulletin]], bodies: Sequence[str]) -> Day:
    def worth(text: Text) -> tuple[int, int, int, str, str]:
        of = texts[text].values()
        totals = sum(b.stated is not None for b in of)
        whole = sum(b.state in ("adds_up", "zero") for b in of)
        return -totals, -whole, -sum(len(b.places) for b in of), text[1], text[0]

    best = min(texts, key=worth)
    return Day(day=day, text=best, of=texts[best], texts=len(texts), differ=_differ(list(texts.values())))


def _differ(texts: Sequence[dict[str, Bulletin]]) -> bool:
    """Whether two texts give one body another total, another number for one place, or another full breakdown."""
    for a, b in combinations(texts, 2):
        for body in a.keys() & b.keys():
            one, two = a[body], b[body]
            both = one.by_place.keys() & two.by_place.keys()
            if None not in (one.stated, two.stated) and one.stated != two.stated:
                return True
            if any(one.by_place[place] != two.by_place[place] for place in both):
                return True
            if one.state == two.state == "adds_up" and one.by_place != two.by_place:
                return True
    return False
