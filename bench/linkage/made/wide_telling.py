"""How one source of the world `wide` tells one incident: day and hour, place and point, toll, doer, code and words."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bench.linkage.made.wide_days import Incident
from bench.linkage.made.wide_land import Dice, Land, Settlement, in_arabic, moved, respelt
from bench.linkage.made.wide_words import CATEGORIES, TYPES, UMBRELLA, english, name_of, short_message, toll_words

ZONE_MINUTES: Final = 180
"""The country keeps UTC+3."""
DAY_ZERO: Final = date(1970, 1, 1)
PARTS_OF_DAY: Final = (("at dawn", 270, 420), ("in the morning", 360, 720), ("in the afternoon", 720, 1020),
                       ("in the evening", 1020, 1260), ("at night", 1140, 1440), ("in the early hours", 0, 300))  # fmt: skip
CRUDE: Final = frozenset({"raid", "clash", "ambush", "assault", "killing", "shelling", "airstrike", "ied"})


@dataclass(slots=True)
class Row:
    """A report as the table has it; days count from 1970, `window` is in local minutes since then."""

    truth: int
    source: str
    publisher: str
    address: str | None = None
    published: int | None = None
    first: int | None = None
    last: int | None = None
    date_precision: int = 0
    window: tuple[int, int] | None = None
    place: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    lat: float | None = None
    lon: float | None = None
    place_precision: int = 0
    radius_km: float | None = None
    event_type: str | None = None
    category: str | None = None
    weapon: str | None = None
    actor_alleged: str | None = None
    actor_target: str | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    killed_civilians: int | None = None
    killed_children: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    summary: str | None = None


@dataclass(frozen=True)
class Desk:
    """The habits of a source: weights of how it tells the day, the place and the toll, and its style of names and codes."""

    name: str
    delay: tuple[int, int]
    when: dict[str, float]
    where: dict[str, float]
    toll: dict[str, float]
    style: str
    types: str
    who: dict[str, float] = field(default_factory=lambda: {"named": 6.0, "umbrella": 2.0, "none": 1.5, "blamed": 0.3})
    respells: float = 0.35
    zero: float = 0.3
    category: float = 0.2
    script: str = "english"
    in_utc: bool = False
    """Its log keeps UTC days: an act of the first hours of a day stands under the day before."""


def monday(day: int) -> int:
    """Return the Monday of a day's week."""
    return day - (day + 3) % 7


def month_of(day: int) -> tuple[int, int]:
    """Return the first and last day of a day's month."""
    at = DAY_ZERO + timedelta(days=day)
    first = at.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return (first - DAY_ZERO).days, (after - DAY_ZERO).days - 1


def tell_when(dice: Dice, row: Row, incident: Incident, mode: str) -> str:
    """Tell the day by one of the habits, and return the words for it.

    After midnight "Monday night" is Monday's date for most; "on Monday" read a week late is another Monday; a text without a
    day takes the day it was published; a typo of a month stays within the year.
    """
    day, evening = incident.day, incident.day - int(incident.minute < 300)
    published = row.published if row.published is not None else day + 1
    if mode in ("hour", "part"):
        return _tell_hours(dice, row, incident, mode, evening)
    spans = {
        "day": (evening if dice.chance(0.4) else day,) * 2,
        "published": (published,) * 2,
        "utc": ((day * 1440 + incident.minute - ZONE_MINUTES) // 1440,) * 2,
        "late": (day + (1 if dice.chance(0.75) else -1),) * 2,
        "weekday": (max(day, published - (published - day) % 7) if dice.chance(0.7) else day - 7,) * 2,
        "typo": (day + dice.pick((-31, -30, 30, 31)),) * 2,
        "range": (day - dice.whole(0, 2), day + dice.whole(1, 2)),
        "week": (monday(day), monday(day) + 6)
        if dice.chance(0.5)
        else (min(day, published - 7), max(day, published - 1)),
        "month": month_of(day),
    }
    if mode not in spans:
        return ""
    row.first, row.last = spans[mode]
    if mode == "published" and row.first == day:
        mode = "day"
    row.date_precision = {"range": 2, "week": 3, "month": 4}.get(mode, 1)
    row.window = (row.first * 1440, (row.last + 1) * 1440)
    return {"week": " last week", "month": " this month", "range": " in recent days"}.get(mode) or _day_words(
        dice, row.first
    )


def _tell_hours(dice: Dice, row: Row, incident: Incident, mode: str, evening: int) -> str:
    """Tell an hour as logged (half hours, one source a little later than another), or the part of the day, or the night of two days."""
    at = incident.day * 1440 + incident.minute
    if mode == "hour":
        start = round((at + 18 * dice.normal()) / 15) * 15
        row.window = (start, start + dice.pick((0, 0, 30, 60, 120)) + 1)
        row.first = row.last = start // 1440
        row.date_precision = 1
        return f" at {start % 1440 // 60:02d}:{start % 60:02d}"
    if (incident.minute < 300 or incident.minute >= 1140) and dice.chance(0.6):
        row.first, row.last, row.date_precision = evening, evening + 1, 2
        row.window = (evening * 1440 + 1140, (evening + 1) * 1440 + 300)
        first = DAY_ZERO + timedelta(days=evening)
        return f" on the night of {first.day} to {(first + timedelta(days=1)).day}"
    words, start, end = next((p for p in PARTS_OF_DAY if p[1] <= incident.minute < p[2]), PARTS_OF_DAY[1])
    row.first = row.last = incident.day
    row.date_precision = 1
    row.window = (incident.day * 1440 + start, incident.day * 1440 + end)
    return " " + words


def _day_words(dice: Dice, day: int) -> str:
    at = DAY_ZERO + timedelta(days=day)
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[at.weekday()]
    return dice.pick((f" on {weekday}", f" on {weekday}", f" on {at.day}/{at.month}", "", " yesterday"))


def tell_where(dice: Dice, land: Land, row: Row, incident: Incident, desk: Desk) -> None:
    """Tell the place by one of the habits; then, rarely, slips of a coder: lat and lon swapped, 0,0, the wrong province."""
    mode = dice.weighted(desk.where)
    here, district = land.settlements[incident.spot], land.district_of(incident.spot)
    centre = land.settlements[district.centre]
    if incident.road and mode == "village":
        mode = "road"
    row.admin1 = land.provinces[district.province].name + (" State" if dice.chance(0.12) else "")
    row.admin2 = respelt(dice, district.name, int(dice.chance(0.12))) if dice.chance(0.75) else None
    row.place = place_words(dice, incident, here, desk)
    if mode in ("exact", "near", "point"):
        km = {"near": 7.0}.get(mode, 0.15) * dice.u()
        lat, lon = moved(incident.lat, incident.lon, km, 6.28 * dice.u())
        _point(row, lat, lon, 2 if mode == "near" else 1)
        row.radius_km = 5.0 if mode == "near" and dice.chance(0.2) else None
        row.place = None if mode == "point" else row.place
        row.admin3 = here.ward if dice.chance(0.4) else None
    elif mode == "village":
        _look_up(dice, land, row, incident.spot)
    elif mode in ("centre", "district"):
        _point(row, centre.lat, centre.lon, 1 if mode == "centre" and dice.chance(0.6) else 3)
        if mode == "district":
            row.place, row.admin2 = spelt(dice, district.name, desk), district.name
    elif mode == "road":
        _point(row, incident.lat, incident.lon, 5) if dice.chance(0.3) else _point(row, centre.lat, centre.lon, 2)
        row.radius_km = 20.0 if row.place_precision == 5 and dice.chance(0.3) else None
    elif mode == "town":
        row.place = f"near {spelt(dice, centre.name, desk)}"
    else:
        _without_point(dice, land, row, mode, district.province)
    _slip(dice, land, row)


def _without_point(dice: Dice, land: Land, row: Row, mode: str, province: int) -> None:
    """Tell a bare name, a province only (its seat as its point, or no point), or no place at all; a name alone stays as it is."""
    if mode == "bare":
        row.admin1 = row.admin2 = None
    elif mode == "province":
        row.place = row.admin2 = None
        row.place_precision = 4
        seat = land.settlements[land.provinces[province].seat]
        if dice.chance(0.4):
            _point(row, seat.lat, seat.lon, 4)
    elif mode == "none":
        row.place = row.admin1 = row.admin2 = None


def _look_up(dice: Dice, land: Land, row: Row, spot: int) -> None:
    """Take the point from a gazetteer by name: where several villages bear it, now and then another one, with its district."""
    here = land.settlements[spot]
    bearers = land.named[here.name]
    if len(bearers) > 1 and dice.chance(0.09):
        here = land.settlements[dice.pick(bearers)]
        if dice.chance(0.5):
            row.admin2 = land.districts[here.district].name
            row.admin1 = land.provinces[land.districts[here.district].province].name
    _point(row, here.lat, here.lon, 1)


def _point(row: Row, lat: float, lon: float, precision: int) -> None:
    row.lat, row.lon, row.place_precision = round(lat, 4), round(lon, 4), precision


def _slip(dice: Dice, land: Land, row: Row) -> None:
    draw = dice.u()
    if draw < 0.003 and row.lat is not None:
        row.lat, row.lon = row.lon, row.lat
    elif draw < 0.006 and row.lat is not None:
        row.lat = row.lon = 0.0
    elif draw < 0.015 and row.admin1 is not None:
        row.admin1 = dice.pick(land.provinces).name


def place_words(dice: Dice, incident: Incident, here: Settlement, desk: Desk) -> str:
    """Name the place: the road as drivers say it, a quarter of a town, a village by itself."""
    if desk.script != "english":
        return _message_place(dice, incident, here, desk)
    if incident.road:
        return " ".join(spelt(dice, w, desk) if w[:1].isupper() else w for w in incident.road.split(" "))
    name = spelt(dice, here.name, desk)
    if not incident.quarter or dice.chance(0.25):
        return name
    return dice.pick(
        (f"{incident.quarter}, {name}", f"{incident.quarter} area of {name}", f"{name} ({incident.quarter})")
    )


def _message_place(dice: Dice, incident: Incident, here: Settlement, desk: Desk) -> str:
    """Name the place in a short message: the monitor's own tongue, few words, no quarters."""
    if not incident.road:
        return spelt(dice, here.name, desk)
    start, far = (spelt(dice, name, desk) for name in incident.road.split(" of ", 1)[1].split(" on the road to "))
    km = incident.road.split(" ", 1)[0]
    return f"طريق {start} {far}" if desk.script == "arabic" else f"{km} km de {start}, route de {far}"


def spelt(dice: Dice, name: str, desk: Desk) -> str:
    """Spell a name in the manner of a source, or in the second script."""
    if desk.script == "arabic":
        return in_arabic(name)
    return respelt(dice, name, 1 + int(dice.chance(0.3))) if dice.chance(desk.respells) else name


def tell_toll(dice: Dice, row: Row, incident: Incident, desk: Desk) -> None:
    """Tell the toll by one of the habits; where nobody died most say nothing, some say zero."""
    dead, hurt, mode = incident.dead, incident.hurt, dice.weighted(desk.toll)
    if mode == "none":
        return
    if dead == 0:
        if dice.chance(desk.zero):
            row.killed_low = row.killed_high = 0
    elif mode == "dozens" and dead >= 14:
        row.killed_low, row.killed_high = dice.pick(((None, None), (24, None), (20, 99), (12, 99)))
    elif mode == "early":
        row.killed_low = max(1, int(dead * (0.4 + 0.5 * dice.u())))
        row.killed_high = None if dice.chance(0.4) else row.killed_low
    elif mode == "range":
        row.killed_low, row.killed_high = max(0, dead - dice.poisson(dead * 0.25)), dead + dice.poisson(dead * 0.2)
    elif mode == "summed":
        row.killed_low = row.killed_high = dead + hurt
        return
    elif mode == "civilians" and incident.civilians:
        row.killed_civilians = incident.civilians
    elif mode == "army":
        own = incident.doer == "army"
        row.killed_low = row.killed_high = (
            int(dead * (1.2 + 1.6 * dice.u())) if own else max(0, dead - dice.whole(0, 4))
        )
        row.killed_civilians = 0 if own and dice.chance(0.3) else None
        return
    else:
        row.killed_low = max(1, round(dead * (1 + 0.12 * dice.normal()))) if dead > 4 else dead
        row.killed_high = None if dice.chance(0.15) else row.killed_low
    _tell_more(dice, row, incident)


def _tell_more(dice: Dice, row: Row, incident: Incident) -> None:
    """Tell the injured of half, civilians and children of some."""
    if incident.hurt and dice.chance(0.6):
        row.injured_low = max(1, round(incident.hurt * (1 + 0.2 * dice.normal())))
        row.injured_high = row.injured_low if dice.chance(0.8) else None
    if row.killed_low and incident.civilians == incident.dead and dice.chance(0.3):
        row.killed_civilians = row.killed_low
    if incident.children and dice.chance(0.3):
        row.killed_children = incident.children


def tell_who(dice: Dice, row: Row, incident: Incident, desk: Desk, province: int) -> None:
    """Name the doer: by an alias, by an umbrella, not at all, or the other side (each blames the other)."""
    mode = dice.weighted(desk.who)
    doer, target = incident.doer, incident.target
    if mode == "blamed" or (incident.kind == "clash" and dice.chance(0.3)):
        doer, target = (
            target if target in ("herders", "farmers", "insurgents", "bandits", "guards") else "unknown",
            doer,
        )
    if mode in ("named", "blamed"):
        row.actor_alleged = name_of(dice, doer, desk.style, province)
    elif mode == "umbrella":
        row.actor_alleged = "security forces" if doer in ("army", "police") else dice.pick(UMBRELLA)
    if dice.chance(0.65):
        row.actor_target = name_of(dice, target, desk.style, province)
    row.weapon = incident.weapon if dice.chance(0.3) else None


def tell_what(dice: Dice, row: Row, incident: Incident, desk: Desk) -> None:
    """Code the act: lists and newsrooms by their own codes, a lethal list by one code, the monitors of the network by two."""
    if desk.types == "lethal":
        row.event_type = "fatal_violence"
    elif desk.types == "two":
        fatal = row.killed_low > 0 if row.killed_low is not None else incident.dead > 0 and incident.kind in CRUDE
        row.event_type = "fatal_violence" if fatal else "other"
    else:
        codes = TYPES[desk.types][incident.kind]
        row.event_type = codes[0] if dice.chance(0.6) else dice.pick(codes)
    if row.event_type and dice.chance(desk.category):
        row.category = CATEGORIES.get(row.event_type)


def put_in_words(dice: Dice, row: Row, incident: Incident, desk: Desk, when: str) -> str:
    """Write the text from what the report tells, so that text and columns agree."""
    where = row.place or row.admin2 or row.admin1 or "an undisclosed place"
    if desk.script != "english":
        return short_message(dice, incident, where, row.killed_low, desk.script)
    toll = toll_words(
        dice, row.killed_low or row.killed_civilians, row.killed_high or row.killed_civilians, row.injured_low
    )
    if row.killed_low == 0:
        toll = toll_words(dice, 0, row.killed_high, row.injured_low)
    return english(dice, incident, row.actor_alleged, row.actor_target, where, toll, when)


def tell(dice: Dice, land: Land, incident: Incident, desk: Desk, source: str, publisher: str) -> Row:
    """Make the report of a source that has the incident at first hand."""
    row = Row(incident.number, source, publisher)
    row.published = incident.day + dice.whole(*desk.delay)
    mode = dice.weighted(desk.when)
    when = tell_when(dice, row, incident, "utc" if desk.in_utc and mode == "day" else mode)
    tell_where(dice, land, row, incident, desk)
    tell_toll(dice, row, incident, desk)
    district = land.district_of(incident.spot)
    tell_who(dice, row, incident, desk, district.province)
    tell_what(dice, row, incident, desk)
    row.summary = put_in_words(dice, row, incident, desk, when)
    return row
