"""How sources of the world `front` tell a day, an hour, a place, a weapon, a toll: the habits of each kind of source."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from bench.linkage.made.front_land import COS, HEAVY, KINDS, KM, Incident, Land, Place, kilometres
from bench.linkage.made.front_names import QUARTERS, Dice

ORIGIN: Final = date(2033, 1, 1)
"""Day 0 of the world."""
_EPOCH: Final = datetime(2033, 1, 1, tzinfo=UTC)
Key = int | tuple[int, ...]
"""What a report speaks of: one incident, or (a whole) the incidents it sums."""


@dataclass(slots=True)
class Row:
    """One report: the columns of the table, then what the world knows of it (`key`: its incident, `minute`: when)."""

    source: str
    publisher: str
    address: str | None
    published: int
    key: Key
    minute: int
    date_start: int | None = None
    date_end: int | None = None
    date_precision: int = 0
    utc_start: int | None = None
    utc_end: int | None = None
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


def again(row: Row, **changed: Any) -> Row:
    """Copy a row (a wire copy, an echo, a second edition) with some fields changed."""
    return replace(row, **changed)


def day_of(day: int | None) -> date | None:
    """Turn a day of the world into a date."""
    return None if day is None else ORIGIN + timedelta(days=day)


def moment(minute: int | None) -> datetime | None:
    """Turn a minute of the world into a time in UTC."""
    return None if minute is None else _EPOCH + timedelta(minutes=minute)


def offset(minute: int, zone: str) -> int:
    """Give the minutes a clock is ahead of UTC: side A keeps summer time, side B keeps its patron's clock all year."""
    if zone == "utc":
        return 0
    if zone == "b":
        return 180
    return 180 if 85 <= minute // 1440 % 365 < 302 else 120


def local_day(minute: int, zone: str) -> int:
    """Give the local day in which a minute falls."""
    return (minute + offset(minute, zone)) // 1440


def tell_day(row: Row, zone: str, first: int, last: int | None = None) -> None:
    """Tell a day, or some days, without an hour."""
    last = first if last is None else last
    row.date_start, row.date_end = first, last
    n = last - first + 1
    row.date_precision = 1 if n == 1 else 2 if n < 7 else 3 if n == 7 else 4 if n <= 31 else 5
    row.utc_start = first * 1440 - offset(first * 1440, zone)
    row.utc_end = (last + 1) * 1440 - offset((last + 1) * 1440, zone)


def tell_hours(row: Row, zone: str, start: int, end: int) -> None:
    """Tell hours (UTC minutes); the local days follow from the clock of the source."""
    row.date_start, row.date_end = local_day(start, zone), local_day(max(start, end - 1), zone)
    row.date_precision = 1 if row.date_start == row.date_end else 2
    row.utc_start, row.utc_end = start, max(end, start + 1)


def tell_part_of_day(row: Row, zone: str, minute: int) -> str:
    """Tell the part of the day as newsrooms and councils do: the night of 3 to 4, at dawn, in the morning, the evening."""
    off = offset(minute, zone)
    local = minute + off
    day, hour = local // 1440, local % 1440 / 60
    if hour >= 20 or hour < 4:
        first = day if hour >= 20 else day - 1
        tell_hours(row, zone, first * 1440 + 20 * 60 - off, (first + 1) * 1440 + 6 * 60 - off)
        dates = [ORIGIN + timedelta(days=first + i) for i in (0, 1)]
        return f"in the night of {dates[0].day} to {dates[1].day} {dates[1]:%B}"
    for low, high, word in (
        (4, 7, "at dawn"),
        (7, 12, "in the morning"),
        (12, 17, "in the afternoon"),
        (17, 20, "in the evening"),
    ):
        if low <= hour < high:
            tell_hours(row, zone, day * 1440 + low * 60 - off, day * 1440 + high * 60 - off)
            return word
    return ""


def clock(minute: int, zone: str) -> str:
    """Write the hour of a clock."""
    local = (minute + offset(minute, zone)) % 1440
    return f"{local // 60:02d}:{local % 60:02d}"


def tell_time(dice: Dice, row: Row, x: Incident, zone: str, exact: float, window: float, part: float, sd: float) -> str:
    """Tell the time of an incident: exact (as well as its clock goes), a window, a part of the day, or the day alone.

    A long spell of fire is logged at some minute of it. Gives the words for the time.
    """
    u = dice.u()
    if u < exact:
        start = x.minute + int(0.6 * x.span * dice.u() ** 2 + dice.normal(sd))
        start = start if sd < 2 or dice.chance(0.25) else round(start / 5) * 5
        tell_hours(row, zone, start, start + (x.span if dice.chance(0.5) else 1))
        return f"at {clock(start, zone)}"
    if u < exact + window:
        start = (x.minute - dice.whole(0, 40)) // 10 * 10
        end = max(start + 30, (x.minute + x.span + dice.whole(0, 70)) // 10 * 10)
        tell_hours(row, zone, start, end)
        return f"between {clock(start, zone)} and {clock(end, zone)}"
    if u < exact + window + part:
        return tell_part_of_day(row, zone, x.minute)
    tell_day(row, zone, local_day(x.minute, zone))
    return f"on {ORIGIN + timedelta(days=local_day(x.minute, zone)):%-d %B}"


_SLIPS: Final = (
    ("ivka", "iwka"), ("zh", "j"), ("kh", "h"), ("yshche", "ysce"), ("ychi", "ichi"), ("sh", "sch"), ("v", "w"), ("ets", "ec"),
    ("y", "i"), ("ove", "owe"), ("anka", "anca"), ("h", ""),
)  # fmt: skip


def spelled(dice: Dice, place: Place, house: str) -> str:
    """Write a name in a house's way: own spelling, the other side's, a newsroom's transliteration, seldom a slip."""
    name = place.name_b if house == "b" or (house == "mixed" and dice.chance(0.35)) else place.name
    if house == "mixed" and dice.chance(0.30):
        a, b = dice.pick(_SLIPS)
        name = name.replace(a, b) or name
    if dice.chance(0.008) and len(name) > 5:
        i = dice.whole(1, len(name) - 3)
        name = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return name


def divisions(row: Row, place: Place, depth: int) -> None:
    """Tell the province, the district, the commune, as deep as the source cares."""
    row.admin1 = place.admin1
    row.admin2 = place.admin2 if depth > 1 else None
    row.admin3 = place.admin3 if depth > 2 else None


def centre(dice: Dice, row: Row, land: Land, place: Place, precision: int = 1, digits: int = 4) -> None:
    """Put the report at the centre of its village, claimed as exact; a namesake's centre is taken now and then."""
    twins = land.twins.get(place.name, (place,))
    if len(twins) > 1 and dice.chance(0.35):
        place = dice.pick(twins)
    row.lat, row.lon, row.place_precision = round(place.lat, digits), round(place.lon, digits), precision


def town_near(land: Land, x: Incident) -> Place:
    """Give the town that outsiders name for it."""
    return min(land.towns, key=lambda p: kilometres(p.lat, p.lon, x.lat, x.lon))


_WINDS: Final = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")


def heard_from(dice: Dice, row: Row, post: Place, x: Incident, name: str) -> str:
    """Tell a distance and a direction from an ear's or a camera's post, as guessed; the point is guessed, or is the post's."""
    east, north = (x.lon - post.lon) * KM * COS, (x.lat - post.lat) * KM
    angle = math.degrees(math.atan2(east, north)) + dice.normal(16.0)
    wind = round(angle / 22.5) % 16
    true = math.hypot(east, north) * math.exp(dice.normal(0.25))
    low = max(0, int(true - 0.5))
    high = low + 1 + int(true / 3)
    how = "SMC" if post.rank == "camera" else "team"
    row.place = f"{low}-{high}km {_WINDS[wind]} of {how} at {name}" if dice.chance(0.7) else name
    if row.place == name or dice.chance(0.25):
        row.lat, row.lon, row.place_precision = round(post.lat, 4), round(post.lon, 4), 2
    elif dice.chance(0.85):
        mid, rad = (low + high) / 2, math.radians(wind * 22.5)
        row.lat = round(post.lat + mid * math.cos(rad) / KM, 4)
        row.lon = round(post.lon + mid * math.sin(rad) / (KM * COS), 4)
        row.place_precision = 2
        row.radius_km = float(high - low) if dice.chance(0.3) else None
    return f"{low}-{high}km {_WINDS[wind]}"


_AS_TOLD: Final = {
    "full": {
        "small_arms": "small_arms", "heavy_machine_gun": "small_arms", "grenade_launcher": "shelling", "mortar": "shelling",
        "artillery": "shelling", "tank": "shelling", "rocket": "rocket", "anti_tank": "shelling", "clash": "ground_clash",
        "drone": "drone", "sniper": "sniper", "mine": "mine", "airstrike": "airstrike", "overflight": "overflight",
        "seizure": "territory_change", "weapons": "force_movement", "denied": "access_denied",
    },
    "list": {
        "small_arms": "ground_clash", "heavy_machine_gun": "ground_clash", "grenade_launcher": "shelling", "mortar": "shelling",
        "artillery": "shelling", "tank": "shelling", "rocket": "shelling", "anti_tank": "shelling", "clash": "ground_clash",
        "drone": "airstrike", "sniper": "ground_clash", "mine": "mine", "airstrike": "airstrike", "overflight": "other",
        "seizure": "territory_change", "weapons": "force_movement", "denied": "other",
    },
}  # fmt: skip
_WEAPONS: Final = {
    "small_arms": ("small arms", "assault rifles", "bursts"), "heavy_machine_gun": ("heavy machine gun", "HMG", "12.7mm"),
    "grenade_launcher": ("AGS", "automatic grenade launcher", "under-barrel grenade launcher"),
    "mortar": ("82mm mortar", "120mm mortar", "mortar", "mortars"), "artillery": ("152mm artillery", "122mm howitzer", "artillery"),
    "tank": ("tank", "125mm tank gun"), "rocket": ("BM-21", "MLRS", "rocket artillery"), "anti_tank": ("ATGM", "anti-tank missile"),
    "drone": ("FPV drone", "UAV", "drone-dropped munition", "kamikaze drone"), "sniper": ("sniper rifle", "sniper"),
    "mine": ("anti-personnel mine", "anti-tank mine", "mine or ERW"), "clash": ("small arms and mortars", "assault group"),
    "airstrike": ("guided bomb", "aerial bomb", "missile"), "overflight": ("mini-UAV", "quadcopter"),
    "seizure": ("infantry", "assault group"), "weapons": ("towed howitzers", "tanks", "MLRS"), "denied": ("armed persons", "barrier"),
}  # fmt: skip


def tell_kind(dice: Dice, row: Row, x: Incident, house: str) -> str:
    """Tell what was fired in a house's code; give the words. Ears know bangs; one army has two classes; wires count dead."""
    known, weapon = x.kind, dice.pick(_WEAPONS[x.kind])
    if house in ("full", "list") and dice.chance(0.12) and x.kind in HEAVY:
        known = dice.pick(sorted(HEAVY))
    row.event_type = _AS_TOLD["list" if house == "list" else "full"][known]
    if house == "two" and KINDS[x.kind].category.startswith(("fire", "air/uav", "air/strike")):
        row.event_type = "small_arms" if x.kind in ("small_arms", "heavy_machine_gun", "sniper") else "shelling"
    if house == "ear" and x.kind in HEAVY | {"mine", "drone"} and dice.chance(0.72):
        row.event_type, row.category, row.weapon = "explosion", "explosives/unspecified", "undetermined weapon"
        return f"{dice.pick(('undetermined', 'outgoing', 'impact of'))} explosions, assessed as undetermined weapon"
    if house == "news" and x.killed and dice.chance(0.35):
        row.event_type = dice.pick(("fatal_violence", "killing"))
    if house not in ("list", "news") or dice.chance(0.3):
        row.category = KINDS[known].category
    row.weapon = weapon if dice.chance(0.55 if house in ("news", "list") else 0.85) else None
    return weapon


def tell_toll(dice: Dice, row: Row, x: Incident, who: str, early: bool) -> str:
    """Tell the toll one's own way (`civil`, `all`, `dead`, `hurt`, `sum`); early counts miss some; give the words."""
    dead, hurt = (x.killed_civil, x.hurt_civil) if who in ("civil", "hurt") else (x.killed, x.hurt_civil + x.hurt_armed)
    if early and dead + hurt > 1:
        dead, hurt = sum(dice.chance(0.8) for _ in range(dead)), sum(dice.chance(0.75) for _ in range(hurt))
        dead, hurt = (dead, hurt) if dead + hurt else (0, 1)
    if who == "hurt":
        dead = 0
    if hurt >= 12 and dice.chance(0.5):  # "dozens"
        row.injured_low, row.injured_high = (24, 99) if dice.chance(0.5) else (None, None)
        row.killed_low = row.killed_high = dead
        return "dozens wounded" + (f" and {dead} dead" if dead else "")
    if hurt >= 4 and early and dice.chance(0.2):
        row.killed_low = row.killed_high = dead if dead or dice.chance(0.3) else None
        return "several people wounded" + (f" and {dead} killed" if dead else "")
    if who == "sum" and dead + hurt:
        row.injured_low = row.injured_high = dead + hurt
        return f"casualties: {dead + hurt}"
    if who != "hurt":
        row.killed_low = row.killed_high = dead
    if who == "all" and dead > 2 and dice.chance(0.3):
        row.killed_high = dead + dice.whole(1, 3)
    if who in ("civil", "all") and dice.chance(0.7 if who == "civil" else 0.4):
        row.killed_civilians = min(dead, x.killed_civil)
        row.killed_children = min(x.killed_children, dead) if dice.chance(0.5) else None
    if who != "dead":
        row.injured_low = row.injured_high = hurt
    if not dead + hurt:
        return "no one was hurt"
    people = dice.pick(
        ("people", "residents", "civilians") if not x.killed_armed + x.hurt_armed else ("people", "persons", "men")
    )
    people = {"people": "person", "men": "man"}.get(people, people[:-1]) if dead == 1 else people
    return " and ".join(w for n, w in ((dead, f"{dead} {people} killed"), (hurt, f"{hurt} wounded")) if n)


_CLERKS: Final = {"swap": 0.003, "null": 0.003, "province": 0.006, "late": 0.018, "month": 0.003}


def spoil(dice: Dice, row: Row, undated: float) -> None:
    """Let the clerk err: coordinates swapped or 0,0, another province, a day late, a typo of the month, no date at all."""
    if row.lat is not None and dice.chance(_CLERKS["swap"]):
        row.lat, row.lon = row.lon, row.lat
    if row.lat is not None and dice.chance(_CLERKS["null"]):
        row.lat, row.lon = 0.0, 0.0
    if row.admin1 is not None and dice.chance(_CLERKS["province"]):
        row.admin1 = "Hrast" if row.admin1 == "Dol" else "Dol"
    if row.date_start is not None and dice.chance(undated):
        row.date_start = row.date_end = row.utc_start = row.utc_end = None
        row.date_precision = 0
    shift = 1 if dice.chance(_CLERKS["late"]) else dice.pick((-31, 31)) if dice.chance(_CLERKS["month"]) else 0
    if (
        shift
        and row.date_start is not None
        and row.date_end is not None
        and row.utc_start is not None
        and row.utc_end is not None
    ):
        row.date_start, row.date_end = row.date_start + shift, row.date_end + shift
        row.utc_start, row.utc_end = row.utc_start + shift * 1440, row.utc_end + shift * 1440


def street(dice: Dice, x: Incident) -> str | None:
    """Name the street or quarter if the place has any; neighbours err about it now and then."""
    return None if x.quarter is None else x.quarter if dice.chance(0.93) else dice.pick(QUARTERS)
