"""Wholes of the world `city`: reports that sum several incidents, by the day, the week or the month.

A source sums what it knows of (some 85 in 100 of the incidents in its scope), so its toll is the sum of these; the parts
are all reports of the incidents summed, of which some have none. A whole often looks like an incident: one row, one place, one toll.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.linkage.made.city_ground import ARMY, CITIES, DAY, City, Incident, Quarter, pick
from bench.linkage.made.city_rows import Row, set_days, utc
from bench.linkage.made.city_sources import (
    ACADEMIC,
    CIVIL,
    DOC,
    HOSPITAL,
    LOCAL,
    OFFICE,
    REGISTER,
    STATE,
    UN,
    WATCH,
    WIRE,
    Source,
)
from bench.linkage.made.city_telling import Desk, near_km

UNTOLD: Final = 0.25
"""How much less an incident that no source tells of by itself goes into sums."""
Where = tuple[str | None, float | None, float | None, int]
FROM_AFAR: Final = ("mortar", "rocket", "air", "drone")
ON_FOOT: Final = ("raid", "clash", "sniper", "arms")
HUNDREDS: Final = {
    "mortar": "shelling",
    "rocket": "shelling",
    "air": "airstrike",
    "drone": "airstrike",
    "clash": "ground_clash",
    "sniper": "sniper",
}


@dataclass
class Sums:
    """The wholes so far: `number` is the next free number of truth, `summed` gives the incidents of each whole."""

    desk: Desk
    number: int = 0
    summed: dict[int, list[int]] = field(default_factory=dict)

    def add(
        self,
        source: Source,
        chosen: Sequence[Incident],
        days: tuple[int, int],
        where: Where,
        code: str,
        text: str,
        civil: bool = False,
    ) -> Row:
        """Make one whole of the incidents chosen."""
        rng = self.desk.rng
        row = Row(self.number, source.name, source.name)
        self.summed[self.number] = [i.number for i in chosen]
        self.number += 1
        first, last = days
        set_days(row, first, last, 1 if first == last else 2 if last - first < 6 else 3 if last - first < 7 else 4)
        row.place, row.lat, row.lon, row.place_precision = where
        city = chosen[0].city
        row.admin1 = f"{city.names[0]} Governorate"
        row.admin2 = city.names[0] if rng.random() < 0.7 else None
        dead = sum(i.civil if civil else i.killed for i in chosen)
        row.killed_low = row.killed_high = dead
        row.killed_civilians = dead if civil else None
        if rng.random() < 0.5:
            row.injured_low = row.injured_high = sum(i.injured for i in chosen)
        row.event_type = code
        row.published = last + source.lag[0] + int(rng.exponential(source.lag[1]))
        row.address = self.desk.text(source.site, source.address, last, city)
        row.summary = text.format(
            n=len(chosen), dead=dead, hurt=sum(i.injured for i in chosen), place=row.place or city.names[0]
        )
        return row

    def known(
        self, incidents: Iterable[Incident], scope: Callable[[Incident], bool], share: float = 0.85
    ) -> list[Incident]:
        """Return the incidents in a scope that a source knows of: few of those of which nobody has an entry."""
        return [i for i in incidents if scope(i) and self.desk.rng.random() < (share if i.told else UNTOLD * share)]


def centre(city: City) -> Where:
    """Return the city by name with its centre point, claimed as exact."""
    return city.names[0], city.lat, city.lon, 1


def quarter_at(desk: Desk, source: Source, city: City, quarter: Quarter) -> Where:
    """Return a quarter as a source lists it."""
    return (*desk.listed(source.name, city, quarter), 1)


def daily(sums: Sums, city: City, day: int, today: Sequence[Incident], recent: Sequence[Incident]) -> list[Row]:
    """Make the sums of one day in one city."""
    return [
        *communique(sums, city, day, [*recent[-120:], *today]),
        *call_outs(sums, city, day, today),
        *round_ups(sums, city, day, today),
        *admissions(sums, city, day, today),
        *several_quarters(sums, city, day, today),
        *strikes_in_one_quarter(sums, city, day, today),
    ]


def communique(sums: Sums, city: City, day: int, latest: Sequence[Incident]) -> list[Row]:
    """Sum the army's day, from 18:00 to 18:00, so that it is of two dates."""
    rng, start = sums.desk.rng, (day - 1) * DAY + 18 * 60
    known = sums.known(latest, lambda i: i.act in ON_FOOT and i.by == ARMY and start <= i.minute < start + DAY)
    if len(known) < 3 or rng.random() < 0.4:
        return []
    text = "In the past 24 hours units of the army carried out {n} operations in {place}, {dead} militants were killed and others arrested"
    where: Where = (city.names[0], None, None, 0) if rng.random() < 0.6 else centre(city)
    row = sums.add(OFFICE, known, (day - 1, day), where, pick(rng, ("ground_clash", "other", "arrest")), text)
    row.utc_start, row.utc_end = utc(start), utc(start + DAY)
    row.actor_alleged, row.actor_target, row.injured_low, row.injured_high = (
        "Army of the Republic",
        "militants",
        None,
        None,
    )
    return [row]


def call_outs(sums: Sums, city: City, day: int, today: Sequence[Incident]) -> list[Row]:
    """Sum the civil defence's call-outs in one sector in a day: "12 strikes on the sector"."""
    found = []
    for number, (title, lat, lon) in enumerate(city.sectors):
        inside = [i for i in today if i.quarter.sector == number]
        known = sums.known(inside, lambda i: i.act in FROM_AFAR and i.quarter.holder != ARMY)
        if len(known) >= 3 and sums.desk.rng.random() < 0.5:
            text = "Daily summary: {n} strikes and shells on {place}, {dead} killed, {hurt} injured"
            found.append(sums.add(CIVIL, known, (day, day), (title, lat, lon, 3), "shelling", text))
    return found


def round_ups(sums: Sums, city: City, day: int, today: Sequence[Incident], sure: bool = False) -> list[Row]:
    """Sum a bad day in the city: the wire's "at least 17 killed across the city", the committees' list of the day."""
    rng, found = sums.desk.rng, []
    lethal = sums.known(today, lambda i: i.killed > 0)
    if len(lethal) > 1 and sum(i.killed for i in lethal) >= 10 and rng.random() < 0.6:
        text = (
            "At least {dead} people killed across {place} in a day of shelling and clashes, medics and residents said"
        )
        found.append(
            sums.add(
                WIRE, lethal, (day, day), centre(city), pick(rng, ("fatal_violence", "ground_clash", "shelling")), text
            )
        )
    every = list(today) if sure else sums.known(today, lambda _: True, 0.7)
    if len(every) > 1 and (sure or (len(every) >= 5 and rng.random() < 0.45)):
        text = "{n} violations in {place} today, {dead} martyrs and {hurt} wounded"
        found.append(sums.add(LOCAL, every, (day, day), (city.names[0], None, None, 0), "other", text))
    return found


def admissions(sums: Sums, city: City, day: int, today: Sequence[Incident]) -> list[Row]:
    """Sum what one hospital received in a day from the quarters around; the place is the hospital's."""
    if city.number:
        return []
    ward = city.quarters[0]
    known = sums.known(today, lambda i: i.injured + i.killed > 0 and near_km(i.quarter, ward.lat, ward.lon) < 5, 0.7)
    if len(known) < 3 or sums.desk.rng.random() < 0.4:
        return []
    text = "Received today: {dead} bodies and {hurt} injured from several quarters"
    return [
        sums.add(
            HOSPITAL, known, (day, day), (f"al-Rahma hospital, {ward.names[0]}", ward.lat, ward.lon, 1), "other", text
        )
    ]


def several_quarters(sums: Sums, city: City, day: int, today: Sequence[Incident]) -> list[Row]:
    """Sum shells on several army-held quarters, as a police source gives them: names of quarters, no point."""
    known = sums.known(today, lambda i: i.act in ("mortar", "rocket") and i.quarter.holder == ARMY)
    quarters = sorted({i.quarter.names[0] for i in known})
    if len(quarters) < 2 or len(known) < 3 or sums.desk.rng.random() < 0.5:
        return []
    place = ", ".join(quarters[:3])
    return [
        sums.add(
            STATE,
            known,
            (day, day),
            (place, None, None, 0),
            "shelling",
            "Shells on {place}: {dead} killed and {hurt} injured",
        )
    ]


def strikes_in_one_quarter(sums: Sums, city: City, day: int, today: Sequence[Incident]) -> list[Row]:
    """Sum a day's strikes on one quarter as if they were one."""
    groups = defaultdict(list)
    for i in sums.known(today, lambda i: i.act in ("air", "mortar"), 1.0):
        groups[(i.quarter.number, i.act)].append(i)
    found = []
    for (number, act), group in groups.items():
        if len(group) >= 3 and sums.desk.rng.random() < 0.35:
            where = quarter_at(sums.desk, WATCH, city, city.quarters[number])
            text = (
                "Neighbourhood {place}: "
                + f"{'air strikes' if act == 'air' else 'shelling'} "
                + "through the day, {dead} killed, {hurt} injured"
            )
            found.append(sums.add(WATCH, group, (day, day), where, "shelling", text))
    return found


def coded_together(sums: Sums, city: City, day: int, today: Sequence[Incident]) -> tuple[list[Row], set[int], set[int]]:
    """Code a day's like incidents as one event; return the rows and what the register and the academic list so hold."""
    rng, found, held = sums.desk.rng, list[Row](), (set[int](), set[int]())
    by_quarter, by_side = defaultdict(list), defaultdict(list)
    for i in sums.known(today, lambda _: True, 1.0):
        by_quarter[(i.quarter.number, HUNDREDS.get(i.act, "other"))].append(i)
        if i.killed and not i.quarter.town:
            by_side[(i.by, HUNDREDS.get(i.act, "other"))].append(i)
    for (number, code), group in by_quarter.items():
        if len(group) >= 3 and code != "other" and rng.random() < 0.4:
            text = "On the day, several rounds on {place}. {dead} fatalities"
            found.append(
                sums.add(
                    REGISTER,
                    group,
                    (day, day),
                    quarter_at(sums.desk, REGISTER, city, city.quarters[number]),
                    code,
                    text,
                )
            )
            held[0].update(i.number for i in group)
    for (_, code), group in by_side.items():
        if len(group) >= 3 and code != "other" and rng.random() < 0.4:
            text = "{dead} deaths in {place}, several sites in the city, summed, clarity 2"
            found.append(sums.add(ACADEMIC, group, (day, day), centre(city), "fatal_violence", text))
            held[1].update(i.number for i in group)
    return found, *held


def weekly(sums: Sums, city: City, last: int, week: Sequence[Incident]) -> list[Row]:
    """Make the UN's week: civilians killed in the city, in the worse sectors, and by shelling."""
    rng, found, days = sums.desk.rng, list[Row](), (last - 6, last)
    civil = sums.known(week, lambda i: i.civil > 0)
    if len(civil) > 1:
        found.append(
            sums.add(
                UN,
                civil,
                days,
                centre(city)[:3] + (3,),
                "fatal_violence",
                "At least {dead} civilians killed in {place} this week",
                True,
            )
        )
    for number, (title, lat, lon) in enumerate(city.sectors):
        inside = [i for i in civil if i.quarter.sector == number and i.act in FROM_AFAR]
        if len(inside) >= 4 and rng.random() < 0.6:
            text = "Shelling and strikes in {place} reportedly killed {dead} civilians during the reporting period"
            found.append(
                sums.add(UN, inside, days, (title, lat, lon, 3), pick(rng, ("shelling", "airstrike")), text, True)
            )
    blocked = sums.known(week, lambda i: i.act == "aid", 0.95)
    if len(blocked) > 1:
        text = "{n} incidents of obstruction of aid were recorded at the crossings of {place} this week"
        found.append(sums.add(UN, blocked, days, (city.names[0], None, None, 0), "aid_obstruction", text))
    return found


def monthly(sums: Sums, city: City, last: int, month: Sequence[Incident]) -> list[Row]:
    """Make the documentation centre's month: the civilians killed in the governorate."""
    known = sums.known(month, lambda i: i.civil > 0, 0.7)
    if len(known) < 2:
        return []
    where: Where = (f"{CITIES[city.number][0][0]} Governorate", city.lat, city.lon, 4)
    return [
        sums.add(
            DOC,
            known,
            (last - 29, last),
            where,
            "fatal_violence",
            "Rasd documents {dead} civilian victims in {place} this month",
            True,
        )
    ]
