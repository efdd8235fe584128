"""The world `front`: two dug-in armies on a line of 200 km, guns, a monitoring mission, and all who write about them.

Invented: "Kelmar" (side A, KAF) and "Sovna" (side B, SPG); 34 spots where it bangs each day, 250 villages, 8 towns, 4 cities.
Fire is answered by fire minutes later (a fifth of heavy fire); offensives of 2 to 5 weeks burn a stretch, truces hush the line.
About half of what happens is heard of by one source alone. Shares of reports (10,000 reports, seeds 1 to 5, about):

- `Line Monitoring Mission`, 32-35 %: a line for each camera (to the minute) and patrol (hours of its stay) that hears it, so 0
  to 3 lines for one incident; place as distance and direction from the post, or the post; never says who; 72 % of bangs
  "undetermined"; 2 % of lines come again as corrections; casualties followed up to 16 days later.
- the two armies, 36-38 %: own side's suffering only, the village's centre claimed as exact (or no point); A by the briefing
  day from six to six in a quarter of its entries, B by the minute on its own clock (no summer time), in its own spelling, two classes
  of type; 9 % of the list come twice (evening, morning); nearly two fifths of what A knows and a fifth of what B knows is only counted.
- `Conflict Event List`, 12-14 %: one event a day, place and class, from others' reports; deaths summed, zero told; 13 % at the
  town's centre, 4 % over several days.
- councils 7-9 %, two wires 4-5 % (one for the dead only, both fond of capitals), `FrontWatch` 3-4 % (days and hours of UTC, to
  the metre; 6 % of its points 10 km off; 9 % undated), hospitals 1-2 % (their own town and point, the day of admission, the hurt).
- echoes by outlets (same source, other publisher, nearly the same words) 4-5 %; revised tolls about 1 %.
- wholes 8-9 %: evening to evening by region (mission), a day by district or region (armies), a day in a town, a ward's day, a
  week, 30 days, and the list's sums; two sources that sum the same incidents tell one whole.
- hours told 64-68 % (within two hours 55 %), parts of the day ("night of 3 to 4") 6-8 %, undated 0.6 %, a day late 1.8 %, a month
  off 0.3 %; an hour off (a clock not changed, the other side's clock) 1 %; briefing days and UTC days differ from local days.
- no place name 9 %, no point 34 %, neither 8 %, point alone 1 %; 8 pairs of namesakes (35 % of their centres at the wrong one), 9 %
  of villages with two official names; of points 0.3 % swapped, 0.3 % at 0,0; of provinces 0.6 % wrong.
- toll told 40 %, above zero 15-20 %; early counts miss a fifth; "several", "dozens", killed and hurt summed now and then.

With fewer reports than three days' worth the world is a stretch of the line about a busy spot; with more than a year's
(about 88,000) the sources' reach grows.
"""

from itertools import accumulate
from typing import Final

import pyarrow as pa
from bench.linkage.made import Made
from bench.linkage.made.columns import as_table, fields_of
from bench.linkage.made.front_desks import ARMY, CALLED, DESKS, LIST, MISSION, OTHER, ZONE, Desk, army, echo
from bench.linkage.made.front_land import HEAVY, LENGTH, Incident, Land, days, survey
from bench.linkage.made.front_names import Dice
from bench.linkage.made.front_words import (
    Key,
    Row,
    again,
    centre,
    day_of,
    divisions,
    moment,
    spelled,
    spoil,
    tell_day,
    tell_hours,
    town_near,
)

USUAL: Final = 240.0
"""Reports a day on the whole line, on average over quiet weeks, truces and offensives."""
YEAR: Final = 365.0
UNDATED: Final = {MISSION: 0.0, LIST: 0.002, ARMY["A"]: 0.003, ARMY["B"]: 0.0, "FrontWatch": 0.09}
"""Share of reports without a day; others 2 %."""


def key_of(xs: list[Incident]) -> Key:
    """Name a sum by the incidents in it: the same incidents summed by two sources are one whole."""
    numbers = tuple(sorted({x.number for x in xs}))
    return numbers if len(numbers) > 1 else numbers[0]


def gather(d: Desk, x: Incident, known: bool) -> None:
    """Gather for the academic list, which codes one event a day, place and class from what others wrote."""
    if known and x.kind not in ("denied", "weapons", "overflight") and d.likely(0.85 if x.killed else 0.42):
        day = (x.minute + 120) // 1440
        guns = "guns" if x.kind in HEAVY else x.kind
        sort = "clash" if x.kind in ("small_arms", "heavy_machine_gun", "clash", "sniper") else guns
        d.count((day + 1) * 1440 - 120, LIST, f"{x.place.name}/{x.place.admin2}", sort, x)


def _list_entry(d: Desk, due: int, row: Row, xs: list[Incident]) -> None:
    """Code a day of one class at one place as one event: deaths summed, zero told, the village's or the district's centre."""
    dice, x = d.dice, xs[0]
    day = (due - 1) // 1440
    row.address, row.published = f"CEL{dice.whole(10**5, 10**6)}", (day // 7 + 1) * 7 + 3
    tell_day(row, "a", day, day + dice.whole(1, 6) if dice.chance(0.04) else day)
    place = town_near(d.land, x) if dice.chance(0.13) else x.place
    row.place = spelled(dice, place, "mixed" if dice.chance(0.3) else "a")
    divisions(row, x.place, 3)
    centre(dice, row, d.land, place, 1 if dice.chance(0.8) else 2)
    codes = {
        "clash": "ground_clash",
        "guns": "shelling",
        "drone": "airstrike",
        "airstrike": "airstrike",
        "mine": "mine",
    }
    sort = "guns" if x.kind in HEAVY else x.kind
    row.event_type = codes.get(sort, "territory_change" if sort == "seizure" else "ground_clash")
    row.actor_alleged = None if len(x.hit) > 1 else "Military Forces of Kelmar" if x.hit == "B" else "Sovna Guard"
    row.actor_target = "Civilians (Kelmar)" if x.civil and dice.chance(0.6) else None
    dead, civil = sum(x.killed for x in xs), sum(x.killed_civil for x in xs)
    row.killed_low = row.killed_high = dead
    row.killed_civilians = civil if dead else 0
    sides = "Sovna and Kelmar forces" if row.actor_alleged is None else row.actor_alleged
    row.summary = f"On {day_of(day)}, {sides}: {row.event_type.replace('_', ' ')} reported in {row.place} ({x.place.admin2}). {dead} fatalities."


def _count_entry(d: Desk, due: int, row: Row, xs: list[Incident], area: str, sort: str) -> None:
    """Write a count: the mission's evening-to-evening table, an army's by district or region, a town's day, a ward's, a month's."""
    dice, x, n = d.dice, xs[0], len(xs)
    row.admin1 = x.place.admin1
    day = (due - 1) // 1440
    dead, hurt = sum(x.killed_civil for x in xs), sum(x.hurt_civil for x in xs)
    if row.source == MISSION and sort == "day":
        row.address, row.published, row.place_precision = f"https://lmm.example/daily/{day_of(day + 1)}", day + 1, 4
        tell_hours(row, "a", due - 1440, due)
        bangs = sum(x.kind in HEAVY for x in xs)
        row.event_type, row.actor_target = "other", None
        row.summary = f"In {area} region, the Mission recorded {n} ceasefire violations, including {bangs} explosions, since the previous evening"
    elif row.source in ARMY.values():
        side = "A" if row.source == ARMY["A"] else "B"
        day = (due + 120) // 1440 - 1
        row.address, row.published = f"https://{'gs' if side == 'A' else 'control'}.example/{day_of(day + 1)}", day + 1
        row.admin2, row.place_precision = (area, 3) if side == "A" else (None, 4)
        tell_day(row, ZONE[side], day)
        if dice.chance(0.4):
            tell_hours(row, ZONE[side], due - 1440, due)
        row.event_type = "shelling" if side == "B" or sum(x.kind in HEAVY for x in xs) * 2 > n else "other"
        row.actor_alleged = dice.pick(CALLED[OTHER[side]][:3])
        row.summary = f"{n} violations by {row.actor_alleged} in the past 24 hours in {area}, {len({x.place.name for x in xs})} settlements hit"
    else:
        first = {"week": day - 6, "month": day - 29}.get(sort, day)
        row.published = day + (sort in ("week", "month")) * dice.whole(1, 4) + 1
        tell_day(row, ZONE[x.place.side] if row.source != MISSION else "a", first, day)
        row.event_type, row.actor_target, row.place_precision = "other", "civilians", 4
        if sort in ("town", "ward"):
            row.event_type, row.admin2 = "shelling" if sort == "town" else "other", x.place.admin2
            row.place, row.place_precision = area, 0
            if dice.chance(0.6):
                centre(dice, row, d.land, next(p for p in d.land.places if p.name == area), 1)
        row.injured_low = row.injured_high = hurt
        if sort != "ward":
            row.killed_low = row.killed_high = row.killed_civilians = dead
        what = {
            "town": "was fired at",
            "ward": "hospital took the wounded of",
            "week": "region: civilian harm of the week in",
        }.get(sort, "region: civilian harm of 30 days in")
        row.summary = f"{area} {what} {n} {'times in the day' if sort == 'town' else 'incidents'}: {dead} killed, {hurt} wounded in all"


def give_out(d: Desk, now: int) -> None:
    """Give out the counts whose period has ended; towns, wards, weeks and months only where there is more than one thing to sum."""
    for key in [k for k in d.sums if k[0] <= now]:
        due, source, area, sort = key
        xs = list({x.number: x for x in d.sums.pop(key)}.values())
        if source != LIST and (len(xs) < 2 or (sort in ("town", "ward") and d.dice.chance(0.35))):
            continue
        row = Row(
            source,
            source,
            d.link("health" if sort == "ward" else "lmm" if source == MISSION else "t"),
            0,
            key_of(xs),
            max(x.minute for x in xs),
        )
        d.rows.append(row)
        if source == LIST:
            _list_entry(d, due, row, xs)
        else:
            _count_entry(d, due, row, xs, area, sort)
            if d.dice.chance(0.22):
                echo(d, row)


def _write(dice: Dice, land: Land, reports: int) -> list[Row]:
    """Let days go by, over as much of the line as the number of reports fills for three days, until enough is written."""
    share = min(1.0, reports / (3.0 * USUAL))
    heart = dice.weighed(land.spots, list(accumulate(x.weight for x in land.spots))).s
    low = min(max(0.0, heart - share * LENGTH / 2 - 1.0), LENGTH * (1.0 - share))
    stretch = (low, low + share * LENGTH + 2.0)
    d = Desk(dice, land, max(1.0, reports / (USUAL * YEAR)))
    for day, incidents in days(dice, land, dice.whole(20, 120), stretch):
        d.dark = frozenset(i for i in range(len(land.cameras)) if dice.chance(0.08))
        for x in incidents:
            before = len(d.rows)
            for desk in DESKS:
                desk(d, x)
            for side in "AB":
                army(d, x, side)
            gather(d, x, len(d.rows) > before)
        give_out(d, (day + 1) * 1440 - 150)
        if len(d.rows) > reports * 1.01 + 3:
            break
    return d.rows


def _cut(rows: list[Row], reports: int) -> list[Row]:
    """End the world at a minute, so that no incident loses some of its reports."""
    rows = sorted(rows, key=lambda r: r.minute)
    end = min(reports, len(rows))
    while end < len(rows) and end < reports * 1.05 and rows[end].minute == rows[end - 1].minute:
        end += 1
    return rows[:end]


def _table(rows: list[Row], ids: list[str]) -> pa.Table:
    """Lay the rows out in the columns of the table of reports."""
    columns = fields_of(rows, ids)
    for name, when in (
        *((n, day_of) for n in ("published", "date_start", "date_end")),
        ("utc_start", moment),
        ("utc_end", moment),
    ):
        columns[name] = [when(value) for value in columns[name]]
    return as_table(columns)


def make(reports: int, seed: int) -> Made:
    """Make about so many reports with their truth; the same seed gives the same bytes."""
    dice = Dice(seed)
    land = survey(dice)
    rows = _cut(_write(dice, land, reports), reports)
    rows = [rows[i] for i in dice.permutation(len(rows))]
    ids = dice.tokens(len(rows))
    keys = list(dict.fromkeys(r.key for r in rows))
    number = dict(zip(keys, dice.permutation(len(keys)), strict=True))
    holders: dict[int, list[str]] = {}
    for row, name in zip(rows, ids, strict=True):
        if isinstance(row.key, int):
            holders.setdefault(row.key, []).append(name)
    parts = tuple(
        (part, whole)
        for row, whole in zip(rows, ids, strict=True)
        if isinstance(row.key, tuple)
        for n in row.key
        for part in holders.get(n, ())
    )
    truth = tuple(number[r.key] for r in rows)
    rows = [again(r) for r in rows]
    for row in rows:
        spoil(dice, row, UNDATED.get(row.source, 0.02) if not isinstance(row.key, tuple) else 0.0)
    return Made(_table(rows, ids), truth, parts)
