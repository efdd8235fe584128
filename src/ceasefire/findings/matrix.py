"""Agreement between bodies: who confirms whose entries, always with the entries as denominator."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ceasefire.findings.eras import Span, eras
from ceasefire.findings.own_words import OWN
from ceasefire.findings.positions import held_by, reports_named
from ceasefire.findings.stands import Comparison, compare
from ceasefire.linkage import membership
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import WHOLE
from ceasefire.vocabulary.confirmations import Confirms

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_OfBody = dict[str, list[Row]]


def matrix(
    tallies: "pa.Table",
    positions: "pa.Table",
    links: "pa.Table",
    reports: "pa.Table",
    *,
    checks: "pa.Table",
    confirms: Iterable[Confirms] = (),
    periods: Sequence[Span] = (),
    whole: str = WHOLE,
) -> "pa.Table":
    """Return who confirms whose entries: table `matrix`.

    For counts a row a day and one for the sum of each era (`eras`): days of two eras, in which a body may confirm by
    another practice, are never added. For positions one row a pair of bodies and axis.

    From tallies: each measure in `confirms`, with the total that the same text, else every text of that day, gives
    for the body whose entries are confirmed; without such a total the denominator is null and no rate follows. From
    positions: of the incidents on which `of` holds a value on an axis, on how many `by` holds the same, and on how
    many another. A dissent from a value is a disagreement with it, never an agreement; where it stands beside another
    value or another dissent nobody can tell, and `agreed_low` to `agreed_high` leave that open. An abstention is neither.
    Nothing is assumed of incidents on which `by` is silent. `checks` (from `check_positions`) says which positions are a
    body's own word that stands: all others, and what others tell, are left out.
    """
    import pyarrow as pa

    rows: list[Row] = []
    told = tallies.to_pylist()
    for one in confirms:
        rows += _from_tallies(told, one, periods, whole)
    rows += _from_positions(positions.to_pylist(), _incidents(positions, links, reports), checks)
    rows.sort(key=lambda r: (r["by"], r["of"], r["basis"], r["date"] or date.max, r["date_start"] or date.max))
    return pa.Table.from_pylist(rows, schema=schema("matrix"))


def _from_tallies(told: Sequence[Row], one: Confirms, periods: Sequence[Span], whole: str) -> list[Row]:
    entries = one.entries if one.entries is not None else _own_measure(told, one.of, whole)
    totals: dict[date, dict[tuple[str, str], Row]] = {}
    days: dict[date, list[Row]] = {}
    for row in told:
        day = _bulletin_day(row)
        if day is None or row["low"] is None:
            continue
        if row["measure"] == one.measure:
            days.setdefault(day, []).append(row)
        elif row["measure"] == entries and row["counted_by"] == one.of and (row["place"] or whole) == whole:
            totals.setdefault(day, {})[_text(row)] = row
    daily = [_day(one, day, days[day], totals.get(day, {})) for day in sorted(days)]
    return [*daily, *_sums(daily, days, periods)]


def _sums(daily: Sequence[Row], said: Mapping[date, Sequence[Row]], periods: Sequence[Span]) -> Iterator[Row]:
    """Yield the sum of each era, with those who print what is `said` on its days."""
    of_day = {row["date"]: row for row in daily}
    for era in eras(of_day, periods):
        printed = {r["publisher"] for day in era.days for r in said[day] if r["publisher"]}
        yield _sum(era.name, [of_day[day] for day in era.days], printed)


def _sum(era: str, daily: Sequence[Row], printed: Iterable[str]) -> Row:
    """Return the sum of the days of an era that have both numbers; a day without a total adds nothing to either side."""
    both = [r for r in daily if r["entries"] is not None]
    used = [r["date"] for r in both or daily]
    why = f"days with both numbers: {len(both)}; without a total, left out: {len(daily) - len(both)}"
    return daily[0] | {
        "period": era,
        "date": None,
        "date_start": used[0],
        "date_end": used[-1],
        "agreed_low": sum(r["agreed_low"] for r in both),
        "agreed_high": sum(r["agreed_high"] for r in both),
        "entries": sum(r["entries"] for r in both) if both else None,
        "why": "; ".join([why, *([f"printed by {', '.join(sorted(printed))}"] if printed else [])]),
        "lineage": sorted({i for r in both for i in r["lineage"]}),
    }


def _bulletin_day(row: Row) -> date | None:
    """Return the day of the bulletin that states a count: its one day, or the day stated for 24 hours over two days."""
    start, end = row["date_start"], row["date_end"] or row["date_start"]
    if start is None or end - start > timedelta(days=1):
        return None
    day: date | None = start if start == end else row["as_of"]
    return day


def _own_measure(told: Sequence[Row], body: str, whole: str) -> str | None:
    counts: dict[str, int] = {}
    for row in told:
        if row["counted_by"] == body and row["place"] not in (None, whole):
            counts[row["measure"]] = counts.get(row["measure"], 0) + 1
    return min(counts, key=lambda m: (-counts[m], m)) if counts else None


def _text(row: Row) -> tuple[str, str]:
    return row["publisher"] or "", row["address"] or ""


def _day(one: Confirms, day: date, said: Sequence[Row], totals: Mapping[tuple[str, str], Row]) -> Row:
    """Return one day's confirmation: texts that differ give a span; the total is the same text's, else all texts'."""
    same = [totals[_text(r)] for r in said if _text(r) in totals]
    used = same or list(totals.values())
    entries = _one_total(used)
    why = (
        "total from same text"
        if same
        else "total from other texts of the day"
        if used
        else "no total found for the day"
    )
    high = [r["low"] if r["high"] is None else r["high"] for r in said]
    return {
        "by": one.by,
        "of": one.of,
        "basis": one.measure,
        "unit": said[0]["unit"],
        "period": None,
        "date": day,
        "date_start": day,
        "date_end": day,
        "agreed_low": min(r["low"] for r in said),
        "agreed_high": max(high),
        "disagreed": None,
        "entries": entries,
        "why": why,
        "lineage": sorted({r["tally_id"] for r in (*said, *(used if entries is not None else ()))}),
    }


def _one_total(used: Sequence[Row]) -> int | None:
    """Return the total on which all these texts agree exactly; None where there is none."""
    spans = {(r["low"], r["high"]) for r in used}
    low, high = next(iter(spans)) if len(spans) == 1 else (None, None)
    return low if low == high else None


def _incidents(positions: "pa.Table", links: "pa.Table", reports: "pa.Table") -> dict[str, str]:
    """Return the incident of each report that a position names; in a record that was not linked each report is one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    named = reports_named(positions)
    if len(links):
        return membership.incident_among(links, named)
    known = reports["report_id"].filter(pc.is_in(reports["report_id"], pa.array(sorted(named), pa.string())))
    return {report: report for report in known.to_pylist()}


def _from_positions(positions: Sequence[Row], incident_of: Mapping[str, str], checks: "pa.Table") -> list[Row]:
    held = _held(positions, incident_of, {c["position_id"] for c in checks.to_pylist() if c["state"] in OWN})
    pairs = [(by, of, axis) for of, axis in held for by, other in held if other == axis and by != of]
    found = (_pair(by, of, axis, held[by, axis], held[of, axis]) for by, of, axis in pairs)
    return [row for row in found if row["entries"]]


def _held(positions: Sequence[Row], incident_of: Mapping[str, str], own: set[str]) -> dict[tuple[str, str], _OfBody]:
    """Return by body and axis its own positions on each incident: several where its offices differ, or say the same."""
    found: dict[tuple[str, str], _OfBody] = {}
    for row in positions:
        if row["position_id"] in own:
            for incident in {incident_of[one] for one in row["about"] or () if one in incident_of}:
                found.setdefault((row["of"], row["axis"]), {}).setdefault(incident, []).append(row)
    return found


def _pair(by: str, of: str, axis: str, mine: _OfBody, theirs: _OfBody) -> Row:
    entries = {i: rows for i, rows in theirs.items() if not all(held_by(row).says_nothing for row in rows)}
    both = [i for i in entries if i in mine]
    found = Counter(_compared(mine[i], entries[i]) for i in both)
    used = [row for i, rows in entries.items() for row in (*rows, *mine.get(i, ()))]
    return {
        "by": by,
        "of": of,
        "basis": f"positions on {axis}",
        "unit": "incident",
        "period": None,
        "date": None,
        "date_start": None,
        "date_end": None,
        "agreed_low": found["agree"],
        "agreed_high": found["agree"] + found["cannot_tell"],
        "disagreed": found["disagree"],
        "entries": len(entries),
        "why": "; ".join(_reckoned(by, of, len(entries), len(entries) - len(both), found)),
        "lineage": sorted({row["position_id"] for row in used}),
    }


def _reckoned(by: str, of: str, entries: int, silent: int, found: Mapping[Comparison | None, int]) -> Iterator[str]:
    yield f"{by} is silent on {silent} of {entries} incidents on which {of} holds a value"
    if found[None]:
        yield f"{by} abstains on {found[None]}"
    if found["cannot_tell"]:
        yield f"on {found['cannot_tell']} nobody can tell: a dissent names no value of its own, or a body's offices differ"


def _compared(mine: Sequence[Row], theirs: Sequence[Row]) -> Comparison | None:
    """Return how the positions of two bodies on one incident compare; where one body's differ, nobody can tell."""
    found = {compare(held_by(a), held_by(b)) for a in mine for b in theirs}
    return found.pop() if len(found) == 1 else "cannot_tell"
