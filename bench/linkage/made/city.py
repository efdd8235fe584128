"""A made world: a large city, besieged and divided, its quarters, camps, crossings and a few towns around.

The ground is in `city_ground`, the sources in `city_sources`, how they tell in `city_telling`, their sums in `city_wholes`.
All is simulated; no place, party or outlet is a real one. One city of 60 quarters in 25 x 20 km (and 8 towns) gives some
30 reports on a usual day and 100 to 250 on the worst; 10,000 reports are 200 to 340 days, beyond a year more cities come in
(ten at 100,000; the hospital is of the capital alone, and the wire hears less from the others).

Ten sources have people of their own and two lists read these. Five outlets repeat. Shares, measured at 10,000 reports:

- incidents 2.4 to 2.6 reports each (sums apart); told by one source only 37 to 40 %, in one report only 34 to 37 %; nearly
  half of what truly happens (most without dead) is told by nobody; one in four of these still goes into somebody's sums;
- echoes by another publisher 10 % of reports (words nearly those of the source; three in ten lose the hour, a quarter the
  quarter's name), corrections of a toll by the source itself 3 %, entries made twice 1 %; the documentation centre has
  one entry for each of up to five victims of one incident, each with "1 killed", some at the later day of death (2 %);
- wholes: some 700 (9 % of reports with their echoes), of 25,000 to 30,000 pairs; days (the army's from 18:00 to 18:00), the
  UN's weeks, months, and like incidents of a day coded as one event; a whole may stand beside entries of the same source for
  its parts; its truth is its own, and a day within a week is not paired; one cut off from all its parts has no pairs;
- days: one exact day 93 %, a night or a range of 2-6 days 4-5 %, a week 2 %, a month 0.2 %, not told 0.4 %; an hour or part
  of the day 27 %; a day off the others 4 %, a wrong month 0.2 to 0.3 %;
- places: name without point 42 %, a quarter's centre (points and spellings by gazetteers that differ) a third, the city's
  centre claimed exact 10 %, a sector 8 %, no place 2 % (a fifth of these without a governorate), a point alone 0.3 %; the
  neighbouring quarter 3 %, a namesake 15 % of the quarters that have one, swapped or at 0,0 0.2 %, the wrong governorate 0.3 %;
- types: two reports of an incident have one code in 55 to 60 % of pairs (the academic list has one class, the monitor two;
  6 % mistake the act); one toll, where both tell it, in 67 to 70 %; killed not told 19 %, zero told 13 %, injured not told
  63 %, a range 5 %, dead and injured summed 1 %, "dozens" 0.1 %; killed 1 is more than a third of the tolls told;
- actors: not named 15 %; each partisan source names the other side for a third and more of what is not a raid or a clash.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import ceil, log1p
from typing import Final

import numpy as np
import pyarrow as pa
from bench.linkage.made import Made
from bench.linkage.made.city_ground import CITIES, DAY, NEXT, REGIMES, City, Incident, city_of, day_of, pick, weighed
from bench.linkage.made.city_rows import Row, set_days
from bench.linkage.made.city_sources import (
    ACADEMIC,
    CHANNEL,
    CIVIL,
    DOC,
    FIRST,
    LOCAL,
    OUTLETS,
    REGISTER,
    STATE,
    UN,
    WATCH,
    WIRE,
    Source,
    chance,
)
from bench.linkage.made.city_telling import Desk, tell, victims
from bench.linkage.made.city_wholes import Sums, coded_together, daily, monthly, round_ups, weekly
from bench.linkage.made.columns import as_table, fields_of

A_CITY: Final = 15_000
"""Reports that one city gives in about a year; beyond these more cities of the country come in."""
SITES: Final = {source.name: source for source in (*FIRST, REGISTER, ACADEMIC)}

HEARD, LOUD = 0.4, 0.8
"""How much of their reach the sources have on a usual incident, and how unlike incidents are in this (log scale)."""
ECHOED: Final = {WIRE.name: 0.25, STATE.name: 0.12, CIVIL.name: 0.1, CHANNEL.name: 0.07, LOCAL.name: 0.08}
"""How many outlets repeat a report without dead, on average; more with each doubling of the dead."""


@dataclass
class World:
    """What is told so far, and the weeks of each city."""

    desk: Desk
    cities: list[City]
    sums: Sums
    rows: list[Row] = field(default_factory=list)
    regimes: list[str] = field(default_factory=list)
    hot: list[list[int]] = field(default_factory=list)
    recent: list[list[Incident]] = field(default_factory=list)


def corrected(desk: Desk, row: Row, i: Incident) -> Row:
    """Publish again with the later toll, a day or two on: "22 killed", then "24"; on the same page or a new one."""
    rng = desk.rng
    after = replace(
        row, killed_low=i.killed, killed_high=i.killed, published=(row.published or 0) + 1 + int(rng.exponential(0.8))
    )
    if row.injured_high is not None and rng.random() < 0.8:
        after.injured_low = after.injured_high = i.injured
    if rng.random() < 0.7:
        after.address = desk.text(SITES[row.source].site, "own", 0, i.city)
    start = pick(rng, ("Update:", "Toll rises:")) if i.killed > (row.killed_high or 0) else "Correction:"
    after.summary = f"{start} {i.killed} killed; {row.summary}"
    return after


def echo(desk: Desk, row: Row, city: City) -> Row:
    """Repeat another's report under a second publisher: nearly its words, at times without the place or on a map of its own."""
    rng = desk.rng
    outlet, site = pick(rng, OUTLETS)
    after = replace(row, publisher=outlet, address=desk.text(site, "own", 0, city))
    after.published = None if row.published is None else row.published + (rng.random() < 0.3)
    words = (row.summary or "").split()
    if len(words) > 7 and rng.random() < 0.5:
        del words[int(rng.random() * len(words))]
    start = pick(rng, ("", "", f"{row.source}:", "Breaking:", f"(via {row.source})"))
    after.summary = " ".join(([start] if start else []) + words)
    after.admin2 = after.admin3 = after.weapon = None
    if outlet == "Pulse Map":
        after.lat, after.lon, after.place_precision = (
            (row.lat, row.lon, 1) if row.lat is not None and rng.random() < 0.5 else (city.lat, city.lon, 1)
        )
    elif rng.random() < 0.25:
        after.place, after.lat, after.lon, after.place_precision = city.names[0], None, None, 0
    if rng.random() < 0.3 and after.date_start is not None and after.date_precision == 1:
        set_days(after, after.date_start, after.date_start, 1)  # the hour is lost
    if rng.random() < 0.04 and after.published is not None:
        set_days(after, after.published, after.published, 1)  # dated by its own publication
    return after


def echoes(desk: Desk, row: Row, city: City, source: Source) -> list[Row]:
    """Repeat a report as often as its source and toll make outlets want to."""
    wanted = ECHOED.get(source.name, 0.02)
    if source in (DOC, WATCH, UN):
        return []
    return [
        echo(desk, row, city) for _ in range(int(desk.rng.poisson(wanted * (1 + 1.2 * log1p(row.killed_high or 0)))))
    ]


def told(desk: Desk, i: Incident) -> list[Row]:
    """Make the first-hand reports of an incident with their corrections, repeats and echoes."""
    rng, found = desk.rng, list[Row]()
    loud = HEARD * min(4.0, float(np.exp(LOUD * rng.normal())))
    for source in FIRST:
        if rng.random() >= chance(source, i, loud):
            continue
        rows = victims(desk, i) if source is DOC else [tell(desk, source, i)]
        found += rows
        for row in rows:
            found += echoes(desk, row, i.city, source)
        if i.killed > 1 and rng.random() < source.update and (rows[0].killed_high or 0) < i.killed + 3:
            found.append(corrected(desk, rows[0], i))
            found += echoes(desk, found[-1], i.city, source)
        if source is not WATCH and rng.random() < 0.015:  # entered twice
            found.append(
                replace(
                    rows[0], address=desk.text(source.site, "own", 0, i.city), published=(rows[0].published or 0) + 2
                )
            )
    return found


def derived(desk: Desk, i: Incident, rows: Sequence[Row], held: tuple[set[int], set[int]]) -> list[Row]:
    """Make the entries of the two lists that read others; what nobody told they seldom have."""
    found = []
    best = max(rows, key=lambda r: r.killed_high or 0, default=None)
    for source, done in zip((REGISTER, ACADEMIC), held, strict=True):
        seen = min(1.5, 0.7 + 0.25 * len(rows)) if rows else 0.15
        if i.number not in done and desk.rng.random() < chance(source, i, seen):
            cited = best.source if best else "local sources"
            found.append(tell(desk, source, i, cited, best))
    return found


def turn(world: World, c: int, first: bool) -> None:
    """Begin a city's week: what kind of week it is, and the two or three quarters that are hot."""
    rng, city = world.desk.rng, world.cities[c]
    if first:
        world.regimes.append(pick(rng, ("quiet", "tense", "tense", "offensive", "air")))
        world.hot.append([])
        world.recent.append([])
    else:
        world.regimes[c] = weighed(rng, tuple(REGIMES), list(accumulate(NEXT[world.regimes[c]])))
    fresh = [weighed(rng, city.quarters, city.sums["mortar"]).number for _ in range(1 + int(rng.random() * 3))]
    world.hot[c] = [*(world.hot[c][:1] if rng.random() < 0.6 else []), *fresh]


def live(world: World, c: int, day: int, week: int, reports: int) -> None:
    """Live one day of one city: what happens, who tells it, who sums it; stop in mid-day when enough is told."""
    city, rows, before = world.cities[c], world.rows, len(world.rows)
    today = list[Incident]()
    spoken = dict[int, list[Row]]()
    happened = day_of(world.desk.rng, city, day, world.regimes[c], world.hot[c], world.sums.number)
    world.sums.number += len(happened)
    for i in happened:
        if len(rows) + 0.3 * (len(rows) - before) >= reports:
            break
        today.append(i)
        spoken[i.number] = told(world.desk, i)
        i.told = bool(spoken[i.number])
        rows += spoken[i.number]
    whole = daily(world.sums, city, day, today, world.recent[c])
    if not world.sums.summed:
        whole += round_ups(world.sums, city, day, today, True)
    rows += whole
    for row in whole:
        rows += echoes(world.desk, row, city, SITES[row.source])
    together, *held = coded_together(world.sums, city, day, today)
    rows += together
    for i in today:
        rows += derived(world.desk, i, spoken[i.number], (held[0], held[1]))
    world.recent[c] = [i for i in world.recent[c] if i.minute >= (day - 29) * DAY] + today
    if week % 7 == 6:
        sums = weekly(world.sums, city, day, [i for i in world.recent[c] if i.minute >= (day - 6) * DAY])
        rows += [*sums, *(echo(world.desk, row, city) for row in sums if world.desk.rng.random() < 0.3)]
    if week % 30 == 29:
        rows += monthly(world.sums, city, day, world.recent[c])


def table(rows: Sequence[Row], ids: Sequence[str]) -> pa.Table:
    """Turn rows into the table of reports."""
    return as_table(fields_of(rows, ids))


def parts_of(rows: Sequence[Row], ids: Sequence[str], summed: dict[int, list[int]]) -> tuple[tuple[str, str], ...]:
    """Pair each report of an incident with each report of a whole that sums it."""
    of: dict[int, list[str]] = {}
    for row, report in zip(rows, ids, strict=True):
        of.setdefault(row.truth, []).append(report)
    return tuple(
        (part, whole)
        for w, numbers in summed.items()
        for whole in of.get(w, ())
        for n in numbers
        for part in of.get(n, ())
    )


def make(reports: int, seed: int) -> Made:
    """Make the world: exactly as many reports as asked, in no order."""
    rng = np.random.default_rng(seed)
    desk = Desk(rng)
    cities = [city_of(rng, n) for n in range(min(len(CITIES), max(1, ceil(1.4 * reports / A_CITY - 0.4))))]
    world = World(desk, cities, Sums(desk))
    start, passed = 15_340 + int(rng.random() * 2900), 0
    while len(world.rows) < reports:
        for c in range(len(cities)):
            if passed % 7 == 0:
                turn(world, c, passed == 0)
            live(world, c, start + passed, passed, reports)
        passed += 1
    rows = sorted(world.rows, key=lambda row: row.truth not in world.sums.summed)[
        :reports
    ]  # what is too much is the latest
    rows = [rows[int(k)] for k in rng.permutation(reports)]
    ids = [f"city-{int(k):06d}" for k in rng.permutation(reports)]
    return Made(table(rows, ids), tuple(row.truth for row in rows), parts_of(rows, ids, world.sums.summed))
