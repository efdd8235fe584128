"""The daily lists of two counters over time: one panel a year, one above the line, the other below, gaps left open."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ceasefire.figures import Figure
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication.inputs import Row
from ceasefire.publication.lineage import Lineages
from ceasefire.publication.report_figures import count_of, told
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.views.svg import picture, tag, tenth, words
from ceasefire.publication.words import plain_day
from ceasefire.vocabulary.codes import WHOLE

WIDTH, LEFT, HALF, HEAD = 900.0, 58.0, 44.0, 22.0
PER_DAY = (WIDTH - LEFT - 8) / 366


@dataclass(frozen=True, kw_only=True)
class Day:
    """What one counter's lists say of one day; outlets that differ give a range."""

    when: date
    figure: Figure

    @property
    def low(self) -> float:
        return float(self.figure.low or 0)

    @property
    def high(self) -> float:
        return float(self.figure.high or 0)


@dataclass(frozen=True, kw_only=True)
class LedgerChart:
    """The two counters with their days, and the picture."""

    days: tuple[dict[date, Day], dict[date, Day]]
    first_name: str
    second_name: str
    svg: Markup | None
    totals: tuple[Figure | None, Figure | None]
    both: Figure | None
    left_out: str


def ledger_chart(material: Material) -> LedgerChart:
    """Return the daily counts of the two counters, from tallies of one day and the whole country."""
    unit = material.inputs.options.daily_unit
    daily = [t for t in material.inputs.rows("tallies") if _is_daily(t, unit)]
    first, second = material.inputs.options.counters or _most_frequent(daily)
    names = material.called(first), material.called(second)
    both = (_days(daily, first, names[0]), _days(daily, second, names[1]))
    first_year = _first_year(both, material.bounds.years)
    return LedgerChart(
        first_name=names[0],
        second_name=names[1],
        days=both,
        svg=_draw(material.lineages, names, both, finest(material.inputs.comparisons), first_year)
        if any(both)
        else None,
        left_out=f"The picture shows the years from {first_year} on." if first_year > date.min.year else "",
        totals=(_total(names[0], both[0], unit), _total(names[1], both[1], unit)),
        both=_both(names, both),
    )


def _first_year(both: tuple[dict[date, Day], dict[date, Day]], most: int) -> int:
    """Return the first year of the picture, which has a panel a year; the first of the calendar where all are drawn."""
    years = sorted({day.year for days in both for day in days})
    return date.min.year if not years or years[-1] - years[0] < most else years[-1] - most + 1


def finest(periods: tuple[PeriodComparison, ...]) -> tuple[PeriodComparison, ...]:
    """Return the periods that hold no other one: those are shaded, a period over all of them is not."""

    def holds(a: PeriodComparison, b: PeriodComparison) -> bool:
        return a is not b and a.start <= b.start and b.end <= a.end

    return tuple(p for p in periods if not any(holds(p, other) for other in periods))


def _is_daily(tally: Row, unit: str) -> bool:
    one_day = tally["date_start"] is not None and tally["date_end"] in (None, tally["date_start"])
    return one_day and tally["unit"] == unit and tally["place"] == WHOLE and tally["low"] is not None


def _most_frequent(daily: list[Row]) -> tuple[str, str]:
    counted = Counter(t["counted_by"] for t in daily if t["counted_by"])
    names = sorted(counted, key=lambda n: (-counted[n], n))[:2]
    return (names[0] if names else "", names[1] if len(names) > 1 else "")


def _days(daily: list[Row], counter: str, name: str) -> dict[date, Day]:
    grouped: dict[date, list[Row]] = {}
    for tally in daily:
        if counter and tally["counted_by"] == counter:
            grouped.setdefault(tally["date_start"], []).append(tally)
    return {when: _day(name, when, rows) for when, rows in sorted(grouped.items())}


def _day(counter: str, when: date, rows: list[Row]) -> Day:
    low = min(r["low"] for r in rows)
    high = max(r["low"] if r["high"] is None else r["high"] for r in rows)
    figure = told(
        low,
        high,
        unit=rows[0]["unit"],
        scope=f"whole country on {when.isoformat()}",
        method="as the bulletin states it",
        ledger=counter,
        lineage=[r["tally_id"] for r in rows],
        days=[when],
    )
    assert figure is not None
    return Day(when=when, figure=figure)


def _both(names: tuple[str, str], both: tuple[dict[date, Day], dict[date, Day]]) -> Figure | None:
    shared = both[0].keys() & both[1].keys()
    return count_of(
        shared,
        unit="day",
        ledger=f"{names[0]} and {names[1]}",
        scope="days on which both lists were found",
        method="days with a stated total of each",
        lineage=[i for days in both for when in shared for i in days[when].figure.lineage],
    )


def _total(counter: str, days: dict[date, Day], unit: str) -> Figure | None:
    if not days:
        return None
    return told(
        sum(int(d.low) for d in days.values()),
        sum(int(d.high) for d in days.values()),
        unit=unit,
        ledger=counter,
        scope="all days on which its list was found",
        method="sum of the daily totals; where outlets differ, lowest to highest",
        lineage=[i for d in days.values() for i in d.figure.lineage],
        days=days,
    )


def _draw(
    lineages: Lineages,
    names: tuple[str, str],
    both: tuple[dict[date, Day], dict[date, Day]],
    periods: tuple[PeriodComparison, ...],
    first_year: int,
) -> Markup:
    every = sorted(day for days in both for day in days if day.year >= first_year)
    years = range(every[0].year, every[-1].year + 1)
    top = scale_top([d.high for days in both for d in days.values()])
    panel = HEAD + 2 * HALF + 18
    parts = [_panel(lineages, year, n * panel, both, top, periods) for n, year in enumerate(years)]
    desc = (
        f"Bars above the line: {names[0]}; below: {names[1]}. A day without a list has no bar and no line; a dot is a "
        f"list that reports none. All panels share one scale, up to {tenth(top)} a day; a higher bar is cut."
    )
    return picture(WIDTH, panel * len(years) + 4, *parts, name="series", title="Daily lists of two counters", desc=desc)


def scale_top(values: list[float]) -> float:
    """Return a round number that only the highest hundredth of the values exceed, so that small days stay visible."""
    ranked = sorted(values)
    want = ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))] if ranked else 1.0
    return next(float(m * 10**e) for e in range(12) for m in (1, 2, 3, 4, 5, 6, 8) if m * 10**e >= want)


def _panel(
    lineages: Lineages,
    year: int,
    y: float,
    both: tuple[dict[date, Day], dict[date, Day]],
    top: float,
    periods: tuple[PeriodComparison, ...],
) -> Markup:
    base = y + HEAD + HALF
    parts = [_shade(year, y, n, p) for n, p in enumerate(periods) if p.start.year <= year <= p.end.year]
    parts += [
        tag("text", words(str(year)), class_="panel-name", x=0, y=base + 4),
        *_levels(base, top),
        *_months(year, base),
    ]
    for side, days in zip((-1, 1), both, strict=True):
        css = "first" if side < 0 else "second"
        parts += [_bar(lineages, d, base, side, top, css) for d in days.values() if d.when.year == year]
    return tag("g", *parts)


def _levels(base: float, top: float) -> list[Markup]:
    out = []
    for level in (-top, -top / 2, top / 2, top):
        y = base - level / top * HALF
        out.append(tag("path", class_="level", d=f"M{tenth(LEFT)},{tenth(y)}H{tenth(WIDTH - 8)}"))
        out.append(tag("text", words(f"{abs(level):g}"), class_="axis", x=LEFT - 5, y=y + 3.5, text_anchor="end"))
    return out


def _x(when: date) -> float:
    return LEFT + (when.timetuple().tm_yday - 1) * PER_DAY


def _shade(year: int, y: float, n: int, period: PeriodComparison) -> Markup:
    start, end = max(period.start, date(year, 1, 1)), min(period.end, date(year, 12, 31))
    x, wide = _x(start), ((end - start).days + 1) * PER_DAY
    band = tag(
        "rect", class_=f"shade shade-{'even' if n % 2 else 'odd'}", x=x, y=y + 4, width=wide, height=HEAD + 2 * HALF
    )
    room = int(wide / 5.6)
    name = period.name if len(period.name) <= room else period.name[: max(room - 1, 0)].rstrip() + "…"
    label = tag("text", words(name), class_="axis", x=x + 4, y=y + 15) if room > 4 else Markup("")
    return tag("g", tag("title", words(period.name)), band, label)


def _months(year: int, base: float) -> list[Markup]:
    out = []
    for month, letter in enumerate("JFMAMJJASOND", start=1):
        x = _x(date(year, month, 1))
        out.append(tag("path", class_="tick", d=f"M{tenth(x)},{tenth(base + HALF + 4)}v4"))
        out.append(tag("text", words(letter), class_="axis month", x=x + 3, y=base + HALF + 13))
    return out


def _bar(lineages: Lineages, day: Day, base: float, side: int, top: float, css: str) -> Markup:
    x, wide = _x(day.when), PER_DAY
    parts = [tag("title", words(f"{plain_day(day.when)}: {day.figure.text()}"))]
    parts.append(tag("path", class_="known", d=f"M{tenth(x)},{tenth(base)}h{tenth(wide)}"))
    if not day.high:
        parts.append(tag("circle", class_=f"none {css}", cx=x + wide / 2, cy=base + side * 3.2, r=1.6))
    for value, kind in ((day.high, "maybe"), (day.low, "sure")):
        tall = min(value / top, 1) * HALF
        if tall and (kind == "sure" or value > day.low):
            y = base - tall if side < 0 else base
            parts.append(tag("rect", class_=f"bar {css} {kind}", x=x, y=y, width=wide, height=tall))
    if day.high > top:
        end = base + side * HALF
        parts.append(tag("path", class_="cut", d=f"M{tenth(x - 2)},{tenth(end - side * 7)}l{tenth(wide + 4)},-3"))
        right = x > WIDTH - 40
        at, anchor = (x - 3, "end") if right else (x + wide + 3, "start")
        y = end if side > 0 else end + 8
        parts.append(tag("text", words(tenth(day.high)), class_="axis", x=at, y=y, text_anchor=anchor))
    return tag("a", *parts, href=f"#{lineages.href(day.figure)}")
