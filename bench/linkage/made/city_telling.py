"""How a source of the world `city` tells an incident: its place, its hours, its toll, its words, and its slips."""

from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import cos, radians
from typing import Final

import numpy as np
from bench.linkage.made.city_ground import (
    ACTS,
    ARMY,
    DAY,
    GROUP,
    KM,
    UNKNOWN,
    City,
    Incident,
    Quarter,
    about,
    pick,
    weighed,
)
from bench.linkage.made.city_rows import Row, set_days, utc
from bench.linkage.made.city_sources import DOC, Source, Weights, blamed
from bench.linkage.made.city_words import ACT_WORDS, ALIASES, FAMILIES, FIRST_NAMES, MISTAKEN, NOBODY, SCENES, SPELT
from numpy.random import Generator

LAND: Final = "Republic"
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PARTS: Final = ((4, 7, "at dawn"), (7, 12, "in the morning"), (12, 17, "in the afternoon"), (17, 22, "in the evening"))
WEEKDAYS: Final = ("Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday")


@dataclass
class Desk:
    """The desks of all sources: the one generator, the gazetteer each source keeps, and running numbers of texts."""

    rng: Generator
    gazetteers: dict[tuple[str, int, int], tuple[str, float, float]] = field(default_factory=dict)
    sums: dict[int, tuple[tuple[str, ...], list[float]]] = field(default_factory=dict)

    def style(self, weights: Weights) -> str:
        """Draw a style by its weight."""
        if id(weights) not in self.sums:
            self.sums[id(weights)] = (tuple(weights), list(accumulate(weights.values())))
        return weighed(self.rng, *self.sums[id(weights)])

    def listed(self, source: str, city: City, quarter: Quarter) -> tuple[str, float, float]:
        """Return a quarter as a source's own gazetteer has it: one spelling, one point up to some 300 m off the centre."""
        key = (source, city.number, quarter.number)
        if key not in self.gazetteers:
            off, digits = 0.0 if self.rng.random() < 0.4 else 0.2, pick(self.rng, (2, 3, 4, 4, 5, 6))
            lat, lon = about(self.rng, quarter.lat, quarter.lon, off)
            self.gazetteers[key] = (pick(self.rng, quarter.names), round(lat, digits), round(lon, digits))
        return self.gazetteers[key]

    def text(self, site: str, kind: str, day: int, city: City) -> str | None:
        """Return the address: a post of its own, the text of the day (many entries), the week's bulletin, or none."""
        if kind == "none":
            return None
        if kind == "daily" or (kind == "digest" and self.rng.random() < 0.3):
            return f"https://{site}/{city.names[0].lower().replace(' ', '-')}/day/{day}"
        if kind == "weekly":
            return f"https://{site}/bulletin/{day // 7}"
        return f"https://{site}/{int(self.rng.random() * 9e6) + 1000000}"


def tell_place(desk: Desk, source: Source, i: Incident, row: Row) -> None:
    """Tell the place in a source's style; now and then it is the neighbouring quarter, or the other bearer of the name."""
    rng, city, quarter = desk.rng, i.city, i.quarter
    style = desk.style(source.places)
    if rng.random() < 0.03:
        quarter = city.quarters[pick(rng, city.near[quarter.number])]
        style = "centre" if style in ("spot", "exact") else style
    if quarter.number in city.twins and rng.random() < 0.15:  # geocoded to the namesake
        quarter = city.quarters[city.twins[quarter.number]]
    name, lat, lon = desk.listed(source.name, city, quarter)
    if rng.random() < 0.12:
        name = pick(rng, quarter.names)
    sector = city.sectors[quarter.sector]
    row.admin1 = f"{city.names[0]} Governorate" if rng.random() < 0.8 else None
    if row.admin1:
        row.admin2 = sector[0] if quarter.town else city.names[0] if rng.random() < 0.8 else None
        row.admin3 = sector[0] if row.admin2 and rng.random() < 0.3 else None
    row.place = name if rng.random() < 0.7 else f"{name}, {pick(rng, city.names)}"
    if style == "centre":
        row.lat, row.lon, row.place_precision = lat, lon, 1 if rng.random() < 0.7 else 2
    elif style in ("spot", "exact"):
        at_spot(desk, i, row, name, style)
    elif style == "city":
        row.place = (
            pick(rng, city.names)
            if rng.random() < 0.7
            else f"{pick(rng, ('central', 'eastern', 'western'))} {city.names[0]}"
        )
        row.lat, row.lon, row.place_precision = city.lat, city.lon, pick(rng, (1, 1, 2, 3))
        if quarter.town:
            row.place, row.lat, row.lon = name, lat, lon
    elif style == "sector":
        row.place, row.lat, row.lon = sector
        row.place_precision = 3 if rng.random() < 0.7 else 1
    elif style == "between":
        other = desk.listed(source.name, city, city.quarters[city.near[quarter.number][0]])
        row.place, row.place_precision, row.radius_km = f"between {name} and {other[0]}", 5, 1.5
        row.lat, row.lon = (lat + other[1]) / 2, (lon + other[2]) / 2
    elif style == "ward":
        ward = city.quarters[0]
        row.place, row.lat, row.lon = f"al-Rahma hospital, {ward.names[0]}", ward.lat, ward.lon
        row.place_precision = 1
    elif style == "point":
        row.place, (row.lat, row.lon), row.place_precision = None, about(rng, i.lat, i.lon, 0.05), 1
    elif style == "none":
        row.place = row.admin2 = row.admin3 = None
    slip_place(rng, row)


def at_spot(desk: Desk, i: Incident, row: Row, name: str, style: str) -> None:
    """Tell the street or market by name, with the phone's point if `exact`; of a spot without name, the quarter."""
    rng = desk.rng
    if i.spot and rng.random() < 0.85:
        row.place = f"{i.spot.name}, {name}" if rng.random() < 0.85 else f"{name} ({i.spot.name})"
    if style == "exact" or rng.random() < 0.25:
        row.lat, row.lon = about(rng, i.lat, i.lon, 0.04 if style == "exact" else 0.2)
        row.place_precision = 1


def slip_place(rng: Generator, row: Row) -> None:
    """Let clerks err: latitude and longitude swapped, a point at 0,0, the wrong governorate."""
    roll = rng.random()
    if row.lat is not None and roll < 0.003:
        row.lat, row.lon = row.lon, row.lat
    elif row.lat is not None and roll < 0.005:
        row.lat, row.lon = 0.0, 0.0
    elif row.admin1 and roll > 0.995:
        row.admin1, row.admin2, row.admin3 = pick(rng, ("Ramun Governorate", "Badiya Governorate")), None, None


def tell_time(desk: Desk, source: Source, i: Incident, row: Row) -> str:
    """Tell when; return the words. Before dawn is the night before to some; a few err by a day or by a month."""
    rng, style = desk.rng, desk.style(source.hours)
    day, hour = divmod(i.minute, DAY)
    hour //= 60
    words = f"on {WEEKDAYS[day % 7]}"
    if style == "hour":
        set_days(row, day, day, 1)
        grain = pick(rng, (5, 15, 30))
        said = (i.minute + int(8 * rng.normal())) // grain * grain
        row.utc_start, row.utc_end = utc(said), utc(said + pick(rng, (0, grain, 60)))
        row.date_start = row.date_end = said // DAY
        words = f"at {said % DAY // 60:02d}:{said % 60:02d}"
    elif style == "part":
        words = part_of_day(row, day, hour, words)
    elif style in ("day", "week", "range", "month"):
        back = hour < 5 and rng.random() < source.night
        early = hour < 3 and rng.random() < source.said.get("utc", 0.0)  # a desk abroad writes the day in UTC
        late = rng.random() < source.late
        first = day + late - (back or early)
        span = {"day": 0, "range": 1 + int(rng.random() * 4), "week": 6, "month": 29}[style]
        first -= int(rng.random() * (span + 1))
        set_days(row, first, first + span, {"day": 1, "range": 2, "week": 3, "month": 4}[style])
    if row.date_start is not None and rng.random() < 0.004:
        slip = 31 if rng.random() < 0.5 else -30
        set_days(row, row.date_start + slip, (row.date_end or row.date_start) + slip, row.date_precision)
    return words


def part_of_day(row: Row, day: int, hour: int, words: str) -> str:
    """Tell a part of the day, or "the night of Monday to Tuesday", which is of two dates."""
    for first, last, said in PARTS:
        if first <= hour < last:
            set_days(row, day, day, 1)
            row.utc_start, row.utc_end = utc(day * DAY + first * 60), utc(day * DAY + last * 60)
            return f"{words} {said}"
    eve = day if hour >= 22 else day - 1
    set_days(row, eve, eve + 1, 2)
    row.utc_start, row.utc_end = utc(eve * DAY + 21 * 60), utc(eve * DAY + 29 * 60)
    return f"on the night of {WEEKDAYS[eve % 7]} to {WEEKDAYS[(eve + 1) % 7]}"


def heard(rng: Generator, number: int, spread: float) -> int:
    """Count as one source does: few are mostly counted alike, many differ, and crowds of injured are said in round numbers."""
    if number < 3 and rng.random() < 1 - spread / 3:
        return number
    said = max(1, round(number * float(np.exp(spread * rng.normal())))) if number else int(rng.random() < spread)
    return 5 * round(said / 5) if said > 12 and rng.random() < spread else said


def tell_toll(desk: Desk, source: Source, i: Incident, row: Row) -> None:
    """Tell the toll in a source's style; early counts miss dead and count the dying among the injured."""
    rng, style = desk.rng, desk.style(source.tolls)
    dead, hurt = heard(rng, i.killed, 0.16), heard(rng, i.injured, 0.4)
    zero = rng.random() < source.zero
    if style == "early":
        died_later = sum(rng.random() < 0.15 for _ in range(dead))
        dead, hurt = dead - died_later, hurt + died_later
    killed: int | None = dead if dead or zero else None
    injured: int | None = hurt if hurt or rng.random() < 0.1 else None
    row.killed_low = row.killed_high = killed
    if style in ("full", "early") or (style == "none" and zero):
        row.injured_low = row.injured_high = injured
    if style == "full" and killed is not None:
        row.killed_civilians = min(dead, i.civil)
        row.killed_children = i.children if i.children or rng.random() < 0.2 else None
    elif style == "civ" or style == "civil":
        row.killed_low = row.killed_high = row.killed_civilians = i.civil if i.civil or zero else None
        row.killed_children = i.children or None
    elif style == "none":
        row.killed_low = row.killed_high = None
    elif style == "range" and dead:
        row.killed_low, row.killed_high = (
            max(0, dead - int(rng.random() * (1 + dead / 3))),
            dead + int(rng.random() * (1 + dead / 2)),
        )
    else:
        odd_toll(rng, style, i, row)


def odd_toll(rng: Generator, style: str, i: Incident, row: Row) -> None:
    """Sum dead and injured as "casualties", say "dozens", or claim the other side's dead and keep still on one's own."""
    both = i.killed + i.injured
    if style == "sum" and both:
        row.killed_low, row.killed_high, row.injured_low, row.injured_high = 0, both, 0, both
    elif style == "dozens" and both >= 12:
        row.killed_low, row.killed_high = (None, None) if rng.random() < 0.5 else (24, 99)
    elif style == "claims":
        claimed = int(i.fighters * (1 + 1.5 * rng.random())) + i.civil
        row.killed_low = row.killed_high = claimed if claimed and rng.random() < 0.85 else None
        row.injured_low = row.injured_high = i.injured if i.injured and rng.random() < 0.3 else None


def copy_toll(rng: Generator, basis: Row, row: Row) -> None:
    """Take another's toll: a list of the dead leaves the injured out, and the not told becomes zero dead."""
    row.killed_low, row.killed_high = basis.killed_low or 0, basis.killed_high or 0
    row.killed_civilians, row.killed_children = basis.killed_civilians, None
    if rng.random() < 0.4:
        row.injured_low, row.injured_high = basis.injured_low, basis.injured_high


def tell_actors(desk: Desk, source: Source, i: Incident, row: Row) -> None:
    """Name who did it by the source's own words, and the target as a party or as the victims."""
    rng = desk.rng
    by = blamed(source, i.act, i.by, rng.random())
    view = ALIASES[source.blame if source.blame in ALIASES else "fair"]
    row.actor_alleged = None if by is None else pick(rng, NOBODY if by == UNKNOWN else view[by])
    other = GROUP if i.by == ARMY else ARMY
    if i.civil or not i.fighters:
        row.actor_target = (
            pick(rng, ("civilians", "residents", "a family", None, None, "men", "worshippers"))
            if rng.random() < 0.7
            else None
        )
        if i.children and rng.random() < 0.4:
            row.actor_target = "children"
    else:
        row.actor_target = pick(rng, view[other])


def phrase(rng: Generator, row: Row, i: Incident) -> str:
    """Say the told toll in words."""
    said = []
    if row.killed_high:
        many = NUMBERS[row.killed_high] if row.killed_high <= 10 and rng.random() < 0.5 else str(row.killed_high)
        said.append("dozens of dead" if row.killed_low == 24 else f"{many} {pick(rng, ('killed', 'dead', 'killed'))}")
    if row.injured_high:
        said.append(f"{row.injured_high} {pick(rng, ('injured', 'wounded', 'hurt'))}")
    if i.seized:
        said.append(f"{i.seized} {'arrested' if i.act == 'raid' else 'taken away'}")
    return " and ".join(said) or (
        "no casualties" if row.killed_high == 0 else pick(rng, ("toll not known", "damage to homes", "details to come"))
    )


def named(rng: Generator, victim: int, family: int | None = None) -> str:
    """Name a victim; now and then in another spelling."""
    first = FIRST_NAMES[victim % len(FIRST_NAMES)]
    name = f"{first} {FAMILIES[(victim // 100 if family is None else family) % len(FAMILIES)]}"
    if rng.random() < 0.3:
        for old, new in SPELT:
            name = name.replace(old, new)
    return name


def tell_words(
    desk: Desk, source: Source, i: Incident, row: Row, said: tuple[str, str], cited: str = "", who: str | None = None
) -> None:
    """Write the summary from the source's own turns of phrase, at times with what was hit or with the victim's name."""
    rng = desk.rng
    row.summary = pick(rng, source.words).format(
        who=who or named(rng, i.victim),
        age=3 + (i.victim // 7) % 70,
        place=row.place or row.admin1 or LAND,
        act=pick(rng, ACT_WORDS[said[1]]),
        toll=phrase(rng, row, i),
        when=said[0],
        actor=row.actor_alleged or "an unidentified group",
        target=row.actor_target or "civilians",
        cited=cited,
    )
    if rng.random() < (0.2 if source is DOC else 0.4) and (cited == "" or rng.random() < 0.4):
        scenes = SCENES[i.act]
        row.summary += f"; {pick(rng, scenes[i.scene % len(scenes)].split('/'))}"
    elif source is not DOC and i.civil == 1 and rng.random() < 0.15:
        row.summary += f"; {named(rng, i.victim)}"


def tell(desk: Desk, source: Source, i: Incident, cited: str = "", basis: Row | None = None) -> Row:
    """Make a source's report of an incident; one that reads others takes the toll of its `basis`."""
    rng, day = desk.rng, i.minute // DAY
    name = i.act if rng.random() < 0.94 else pick(rng, MISTAKEN[i.act])
    act = ACTS[name]
    row = Row(i.number, source.name, source.name)
    tell_place(desk, source, i, row)
    when = tell_time(desk, source, i, row)
    tell_toll(desk, source, i, row)
    if basis is not None:
        copy_toll(rng, basis, row)
        if basis.date_start is not None and basis.date_precision == 1 and rng.random() < 0.85:
            set_days(row, basis.date_start, basis.date_start, 1)
    row.published = day + source.lag[0] + int(rng.exponential(source.lag[1]))
    if row.date_precision == 1 and row.date_end is not None and row.date_end < day + 3:
        row.published = max(row.published, row.date_end)
    row.address = desk.text(source.site, source.address, day, i.city)
    row.event_type = pick(rng, source.codes.get(name, (act.code,)))
    row.category = act.category if rng.random() < source.category else None
    row.weapon = (pick(rng, act.weapons) or None) if rng.random() < 0.4 else None
    tell_actors(desk, source, i, row)
    tell_words(desk, source, i, row, (when, name), cited)
    return row


def victims(desk: Desk, i: Incident) -> list[Row]:
    """Make the documentation centre's entries: one a victim while they are few, some of whom died of wounds days later."""
    rng, first = desk.rng, tell(desk, DOC, i)
    if i.civil < 2 or i.civil > 5 or rng.random() < 0.3:
        return [first]
    found, home = [], i.victim // 100
    for v in range(i.civil - (rng.random() < 0.2)):
        row = replace(
            first, killed_low=1, killed_high=1, killed_civilians=1, killed_children=1 if rng.random() < 0.2 else None
        )
        row.published = (first.published or 0) + int(rng.exponential(2))
        row.address = desk.text(DOC.site, "own", 0, i.city)
        if row.date_precision == 1 and row.date_start is not None and rng.random() < 0.07:
            died = row.date_start + 1 + int(rng.exponential(4))
            set_days(row, died, died, 1)
        tell_words(
            desk, DOC, i, row, ("", i.act), "", named(rng, i.victim + 37 * v, home + (0 if rng.random() < 0.6 else v))
        )
        found.append(row)
    return found


def near_km(quarter: Quarter, lat: float, lon: float) -> float:
    """Return roughly how far a quarter's centre is from a point."""
    east = (quarter.lon - lon) * cos(radians(lat))
    return float(((quarter.lat - lat) ** 2 + east**2) ** 0.5 / KM)
