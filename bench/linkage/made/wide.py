"""A wide country with bandits: raids, ambushes, an insurgency in one corner, and news that comes late, from afar and by halves.

The land (`wide_land`) has nine provinces on 1,200 km by 900 km, 81 districts, some 3,700 settlements, two thirds of which
share their name. What happens (`wide_days`) is some 45 acts a day, with nights of raids on a row of villages, reprisals,
offensives in the bush and towns stormed (one on the second day of a world, later every 40 days and by chance). `wide_telling`
has how a source tells one act, `wide_sources` who tells, copies and lists, `wide_wholes` who sums. More reports are more days,
up to about a year; then more blocks of land.

Shares at 10,000 reports, about (tests/bench/test_made_wide.py holds them to within some room):

| what | share |
|---|---|
| incidents that one report tells; that one publisher tells | 35 %; 38 % |
| two lists / monitors / NGO log / papers, wire / radio / army / UN mission / insurgents | 23 / 18 / 19 / 19 / 10 / 4 / 5 / 2 % |
| papers' stories that copy another's word for word, nearly | 23 %; a higher toll follows 28 % of stories of 4 killed or more |
| true pairs with the same first day | 77 %; undated 1 %, a week or range 12 %, hours or a part of the day 27 % |
| no point | 32 %; of points 40 % are a district centre (11 % said to be exact); a namesake's 4 % of those by gazetteer |
| swapped lat and lon; 0,0; wrong province | 0.3 %, 0.3 %, 0.9 % |
| no low count told; zero told; true pairs that tell the same low count | 40 %; 15 %; 65 % |
| list of all events: entries published anew, doubles | 5 %, 1.2 % |
| clashes blamed on the other side | a third of tellings |
| messages in the second script | 6-8 % |
| reports that sum several incidents | 4-5 %: nights, days, weeks, months; echoes of a sum bear its number |
"""

from math import ceil
from typing import Final

import numpy as np
import pyarrow as pa
from bench.linkage.made import Made
from bench.linkage.made.columns import as_table, fields_of
from bench.linkage.made.wide_days import Days, Incident
from bench.linkage.made.wide_land import Dice, make_land
from bench.linkage.made.wide_sources import REGISTER, Newsrooms
from bench.linkage.made.wide_telling import ZONE_MINUTES, Row
from bench.linkage.made.wide_wholes import Sums, Whole

FIRST_DAY: Final = 22286
"""6 January 2031, a Monday; a world begins within the year after it."""
A_YEAR: Final = 27_000
"""So many reports a block of the country gives in a year, about; more reports want more blocks."""
UNTOLD: Final = 0.01
"""Share of reports whose day of publication is not known."""


def make(reports: int, seed: int) -> Made:
    """Make so many reports of the world: the days go on until there are enough of them."""
    rng = np.random.default_rng([seed, 1200, 900])
    dice = Dice(rng)
    land = make_land(dice, max(1, ceil(reports / A_YEAR - 0.1)))
    days, rooms = Days(dice, land, FIRST_DAY + dice.whole(0, 364)), Newsrooms(dice, land)
    incidents: list[Incident] = []
    rows: list[Row] = []
    while len(rows) < reports:
        for incident in days.next_day():
            incidents.append(incident)
            rows.extend(rooms.reports_of(incident))
            if len(rows) >= reports:
                break
    sums = Sums(dice, land, incidents, days.made + 1)
    wholes = sums.make()[: max(1, reports // 4)]
    summed = [row for whole in wholes for row in whole.rows][: reports // 4]
    told = [r for r in rows if r.source != REGISTER or r.truth not in sums.replaced]
    told = told if len(told) + len(summed) >= reports else rows
    told = told[: reports - len(summed)] + summed
    for row in told:
        row.published = None if dice.chance(UNTOLD) else row.published
    return _laid_out(rng, told, wholes)


def _laid_out(rng: np.random.Generator, told: list[Row], wholes: list[Whole]) -> Made:
    """Shuffle the reports, name them by numbers drawn apart from their order, and pair parts with wholes."""
    told = [told[at] for at in rng.permutation(len(told)).tolist()]
    ids = [f"w{number:06x}" for number in rng.permutation(len(told)).tolist()]
    numbers = {number: at for at, number in enumerate(rng.permutation(1 + max(r.truth for r in told)).tolist())}
    parts = _paired(told, ids, wholes)
    return Made(_table(told, ids), tuple(numbers[r.truth] for r in told), parts)


def _paired(told: list[Row], ids: list[str], wholes: list[Whole]) -> tuple[tuple[str, str], ...]:
    """Pair each report of an incident, and of a smaller sum, with each report of a sum that holds it whole."""
    named: dict[int, list[str]] = {}
    for row, name in zip(told, ids, strict=True):
        named.setdefault(row.truth, []).append(name)
    holders: dict[int, list[Whole]] = {}
    for whole in wholes:
        for number in sorted(whole.inside):
            holders.setdefault(number, []).append(whole)
    pairs: list[tuple[str, str]] = []
    for number, around in holders.items():
        pairs += [(part, name) for w in around for part in named.get(number, ()) for name in named.get(w.number, ())]
    for small in wholes:
        for large in holders[min(small.inside)]:
            if small.inside < large.inside:
                pairs += [(part, name) for part in named.get(small.number, ()) for name in named.get(large.number, ())]
    return tuple(sorted(pairs))


def _table(rows: list[Row], ids: list[str]) -> pa.Table:
    """Lay the reports out as the table `reports` has them."""
    columns = fields_of(rows, ids)
    columns["date_start"], columns["date_end"] = [r.first for r in rows], [r.last for r in rows]
    for name, at in (("utc_start", 0), ("utc_end", 1)):
        columns[name] = [None if r.window is None else (r.window[at] - ZONE_MINUTES) * 60 for r in rows]
    return as_table(columns)
