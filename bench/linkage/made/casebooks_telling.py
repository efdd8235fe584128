"""How the lists of `casebooks` tell: spellings, points, days and hours, sides; and the table that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bench.linkage.made import Made
from bench.linkage.made.casebooks_war import Act, Dice, Land, Place, moved
from bench.linkage.made.columns import COLUMNS, as_table

SPELLINGS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "strikes": (("el-Gharb", "al-Gharbi"),),
    "register": (
        ("Tel ", "Tall "),
        ("Deir ", "Dayr "),
        ("Kafr ", "Kfar "),
        ("iya", "iyah"),
        ("oun", "un"),
        ("ieh", "iya"),
        ("our", "ur"),
    ),
    "wire": (
        ("Al-", ""),
        ("q", "k"),
        ("Q", "K"),
        ("iya", "ia"),
        ("Tel ", "Tal "),
        ("kh", "k"),
        ("Upper ", ""),
        ("Lower ", ""),
    ),
    "monitor": (("Al-", "El "), ("eh", "ah"), ("oun", "oon"), ("sh", "ch"), ("Tel ", "Tell "), ("our", "or")),
}
NAMES: Final[dict[str, tuple[tuple[tuple[str, float], ...], ...]]] = {
    # STATE, ALLY, COALITION, REBELS, BANNER, MILITIA: a casebook names who is alleged; a register knows dyads only, and counts the ally
    # with the state; newsrooms use whatever the speaker said; a monitor says little.
    "strikes": (
        (("Sarhan regime", 0.8), ("Sarhan regime, Ostmark", 0.2)),
        (("Ostmark", 0.7), ("Ostmark, Sarhan regime", 0.3)),
        (("Northern Coalition", 0.9), ("Northern Coalition, Ostmark", 0.1)),
        (("Dawn Brigades", 0.4), ("armed opposition", 0.6)),
        (("Black Banner", 1.0),),
        (("River Guard", 1.0),),
    ),
    "register": (
        (("Government of Sarhan", 1.0),),
        (("Government of Sarhan", 0.9), ("Government of Ostmark", 0.1)),
        (("Government of Sarhan", 0.1), ("Northern Coalition", 0.9)),
        (("Sarhan insurgents", 0.85), ("Hill Front", 0.15)),
        (("BBO", 1.0),),
        (("RG", 1.0),),
    ),
    "wire": (
        (("government forces", 0.5), ("Sarhan army", 0.3), ("warplanes", 0.2)),
        (("Ostmark warplanes", 0.4), ("warplanes", 0.4), ("government forces", 0.2)),
        (("the coalition", 0.8), ("unidentified jets", 0.2)),
        (("rebels", 0.6), ("Hill Front", 0.2), ("Dawn Brigades", 0.2)),
        (("Black Banner militants", 0.7), ("gunmen", 0.3)),
        (("River Guard", 0.7), ("local militia", 0.3)),
    ),
    "monitor": (
        (("government side", 1.0),),
        (("government side", 0.8), ("allied aviation", 0.2)),
        (("coalition", 1.0),),
        (("opposition", 1.0),),
        (("opposition", 0.2), ("BB", 0.8)),
        (("other", 1.0),),
    ),
}
UNKNOWN: Final = {"strikes": 0.06, "register": 0.01, "wire": 0.3, "monitor": 0.35}


@dataclass(slots=True, frozen=True)
class Where:
    """Where a report says it was; None is not told."""

    place: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int = 0
    radius: float | None = None


@dataclass(slots=True, frozen=True)
class When:
    """When a report says it was: local days since the world's first, and minutes of local time; None is not told."""

    start: int | None = None
    end: int | None = None
    precision: int = 0
    low: int | None = None
    high: int | None = None

    def moved(self, days: int) -> "When":
        """Return the same window some days later."""
        if self.start is None or self.end is None or self.low is None or self.high is None:
            return self
        return When(self.start + days, self.end + days, self.precision, self.low + 1440 * days, self.high + 1440 * days)


@dataclass(slots=True)
class Draft:
    """A report before it has an id: `covers` are the acts it tells, `order` where it stands in time."""

    covers: frozenset[int]
    order: tuple[float, float]
    origin: str
    source: str
    publisher: str
    address: str | None
    published: int
    when: When
    where: Where
    event_type: str
    category: str | None
    weapon: str | None
    actor: str | None
    target: str | None
    killed: tuple[int | None, int | None]
    civilians: int | None
    children: int | None
    injured: tuple[int | None, int | None]
    summary: str
    again: bool = False
    cites: "tuple[Draft, ...]" = ()


def spelled(name: str, origin: str, dice: Dice | None = None) -> str:
    """Write a name as a list transliterates it; by hand (with dice) a letter is doubled or lost now and then."""
    for old, new in SPELLINGS[origin]:
        name = name.replace(old, new)
    if dice and len(name) > 5 and dice.hit(0.06):
        at = dice.between(2, len(name) - 2)
        name = name[:at] + (name[at] if dice.hit(0.5) else "") + name[at + (0 if dice.hit(0.5) else 1) :]
    return name


def side(who: int, origin: str, dice: Dice) -> str | None:
    """Name a side by a list's words; umbrella names and not knowing are each list's own habit."""
    return None if dice.hit(UNKNOWN[origin]) else dice.of(NAMES[origin][who])


class Telling:
    """Tells places and days; holds the land, for names that are borne twice and towns that stand for a village."""

    def __init__(self, land: Land, dice: Dice) -> None:
        self.land, self.dice = land, dice
        self._gazetteers: dict[tuple[str, str, float], tuple[float, float]] = {}

    def units(self, place: Place, origin: str, depth: int) -> tuple[str | None, str | None, str | None]:
        """Name the units above a place; a register writes what they are; one report in 250 names a wrong governorate."""
        first = self.dice.pick(self.land.provinces).name if self.dice.hit(0.004) else place.admin1
        own = [spelled(u, origin) for u in (first, place.admin2, place.admin3)]
        if origin == "register":
            own = [own[0] + " Governorate", own[1] + " district", own[2]]
        return (own[0], own[1] if depth > 1 else None, own[2] if depth > 2 else None)

    def where(self, act: Act, origin: str, form: str) -> Where:
        """Tell an act's place in one of the forms that lists use."""
        dice, place = self.dice, act.place
        name = spelled(place.name, origin, dice)
        if form == "none":
            return Where()
        if form in ("district", "province", "line", "country"):
            return self._coarse(act, origin, form)
        one, two, three = self.units(
            place, origin, 3 if origin == "strikes" and dice.hit(0.6) else 2 if origin != "wire" else 1
        )
        if form == "name":
            quarter = f"{spelled(act.spot, origin, dice)}, " if act.spot and dice.hit(0.3) else ""
            return Where(quarter + name, one if dice.hit(0.7) else None, two if dice.hit(0.3) else None)
        if form == "near":
            return self._near(act, origin)
        lat, lon, told = self._point(act, origin, form, name)
        return self._slipped(Where(told if form != "point" else None, one, two, three, lat, lon, 1), place)

    def centre(self, origin: str, name: str, lat: float, lon: float, km: float) -> tuple[float, float]:
        """Return where a list's own gazetteer has a settlement: each list its own point, the same each time (8 % agree to 10 m [links])."""
        key = (origin, name, lat)
        if key not in self._gazetteers:
            self._gazetteers[key] = (lat, lon) if self.dice.hit(0.3) else moved(lat, lon, 0.25 + 0.2 * km, self.dice)
        return self._gazetteers[key]

    def _point(self, act: Act, origin: str, form: str, name: str) -> tuple[float, float, str]:
        """Return a point that is claimed as exact: the spot, its quarter's centre, or the town's centre."""
        place = act.place
        quarter = next(((lat, lon) for n, lat, lon in place.quarters if n == act.spot), None)
        if form in ("spot", "point"):
            lat, lon = moved(act.lat, act.lon, 0.12, self.dice)
        elif form == "quarter" and quarter is not None:
            lat, lon = self.centre(origin, act.spot or "", *quarter, 0.8)
        else:
            lat, lon = self.centre(origin, place.name, place.lat, place.lon, place.km)
        if act.spot and form in ("spot", "quarter"):
            spot = spelled(act.spot, origin, self.dice)
            name = f"{name} ({spot} neighbourhood)" if origin == "register" else f"{spot}, {name}"
        elif origin == "register":
            name = f"{name} {'village' if place.kind == 'village' else 'town' if place.kind == 'town' else 'city'}"
        return round(lat, 6), round(lon, 6), name

    def _near(self, act: Act, origin: str) -> Where:
        """Tell `near X`: the place itself, the town of its subdistrict or its district's seat; half within 2 km, a tenth over 30 [links]."""
        place = act.place
        if self.dice.hit(0.65):
            hub = self.dice.pick([place.admin3, place.admin3, place.admin2])
            seats = [p for p in self.land.named.get(hub, ()) if p.admin1 == place.admin1]
            place = seats[0] if seats else place
        one, two, _ = self.units(place, origin, 2)
        lat, lon = self.centre(origin, place.name, place.lat, place.lon, place.km)
        where = Where(f"near {spelled(place.name, origin, self.dice)}", one, two, None, round(lat, 6), round(lon, 6), 2)
        return self._slipped(where, place)

    def _coarse(self, act: Act, origin: str, form: str) -> Where:
        """Tell a district, a governorate, a road or the country: the point, if any, is its seat."""
        place, pointed = act.place, origin in ("register", "strikes")
        one, two, _ = self.units(place, origin, 2)
        province = self.land.of_name[place.admin1]
        if form == "country":
            return Where("Sarhan", None, None, None, 29.9 if pointed else None, 20.4 if pointed else None, 6)
        if form == "district":
            seat = province.districts[place.admin2][0]
            return Where(two, one, two, None, seat.lat if pointed else None, seat.lon if pointed else None, 3)
        if form == "province":
            return Where(one, one, None, None, province.lat if pointed else None, province.lon if pointed else None, 4)
        lat, lon = moved(act.lat, act.lon, 8, self.dice)
        road = f"{spelled(place.name, origin, self.dice)} - {spelled(province.name, origin, self.dice)} road"
        return Where(road, one, None, None, round(lat, 4), round(lon, 4), 5, 15.0 if self.dice.hit(0.2) else None)

    def _slipped(self, where: Where, place: Place) -> Where:
        """Make the slips of hands that geocode: a name's other bearer, axes swapped, 0,0, one mistyped digit (5 % lie over 20 km off [links])."""
        slip = self.dice.one()
        twins = [p for p in self.land.named[place.name] if p is not place]
        if twins and slip > 0.92:
            twin = self.dice.pick(twins)
            return replace(where, lat=twin.lat, lon=twin.lon)
        if slip > 0.006 or where.lat is None or where.lon is None:
            return where
        if slip < 0.0012:
            return replace(where, lat=where.lon, lon=where.lat)
        if slip < 0.002:
            return replace(where, lat=0.0, lon=0.0)
        return replace(where, lon=where.lon + self.dice.pick((-1.0, 1.0, 0.1, -0.1, 0.3)))

    def when(self, act: Act, late: float, ranged: float, hours: float) -> When:
        """Tell an act's day: `late` the share of stray days besides midnight's, `ranged` of windows, `hours` of reports with hours."""
        dice, day = self.dice, act.day
        if dice.hit(hours):
            return self._hours(act)
        if (act.hour < 3 or act.hour > 22.5) and dice.hit(0.2):
            day += -1 if act.hour < 3 else 1
        elif dice.hit(late):
            # one day 85 %, two or more 13 %, a slip of the month 2 % [links: -1 in 3.3 %, 0 in 91 %, +1 in 4.7 %, more in 1.3 %]
            day += dice.of(((1, 0.5), (-1, 0.35), (2, 0.07), (-2, 0.04), (6, 0.02), (30, 0.015), (-30, 0.005)))
        if not dice.hit(ranged):
            return days(day, day, 1)
        # days after the first, counted [GED, date_prec 2]
        length = dice.of(((1, 420), (2, 271), (3, 78), (4, 33), (5, 26)))
        start = day - (dice.between(1, length) if dice.hit(0.38) else 0)
        return days(start, start + length, 2)

    def _hours(self, act: Act) -> When:
        """Tell hours: a clock time, about a clock time, at dawn, or a night between two days."""
        at = act.day * 1440 + int(act.hour * 60)
        if (act.hour < 5 or act.hour > 21) and self.dice.hit(0.6):
            eve = act.day - (act.hour < 12)
            return When(eve, eve + 1, 2, eve * 1440 + 1080, (eve + 1) * 1440 + 360)
        if self.dice.hit(0.5):
            at = round(at / 30) * 30
            return When(act.day, act.day, 1, at - 45, at + 45)
        if act.hour < 8 and self.dice.hit(0.5):
            return When(act.day, act.day, 1, act.day * 1440 + 240, act.day * 1440 + 480)
        at += self.dice.pick((0, 0, 0, 0, -5, 5, 10, 60))
        return When(act.day, act.day, 1, at, at)


def hours_of(when: When) -> str:
    """Say the hours of a window in words, nothing if it is whole days."""
    if when.low is None or when.high is None or when.high - when.low >= 1440:
        return ""
    if when.high - when.low > 600:
        return ", overnight"
    middle = (when.low + when.high) // 2 % 1440
    return ", at dawn" if when.high - when.low == 240 else f", at {middle // 60:02d}:{middle % 60:02d}"


def days(start: int, end: int, precision: int) -> When:
    """Return whole local days."""
    return When(start, end, precision, start * 1440, (end + 1) * 1440)


def made_of(drafts: Sequence[Draft], first_day: date) -> tuple[Made, list[str]]:
    """Write drafts as a table in their order and say what is true: equal covers are one incident, smaller covers are parts of larger."""
    ids = [f"r{n:06d}" for n in range(1, len(drafts) + 1)]
    truth: dict[frozenset[int], int] = {}
    numbers = tuple(truth.setdefault(d.covers, len(truth) + 1) for d in drafts)
    of_act: dict[int, list[int]] = {}
    for row, draft in enumerate(drafts):
        for act in draft.covers:
            of_act.setdefault(act, []).append(row)
    parts = [
        (ids[part], ids[whole])
        for whole, draft in enumerate(drafts)
        if len(draft.covers) > 1
        for part in sorted({row for act in draft.covers for row in of_act[act]})
        if drafts[part].covers < draft.covers
    ]
    rows = [_row(name, draft, first_day.toordinal()) for name, draft in zip(ids, drafts, strict=True)]
    columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
    return Made(as_table(columns), numbers, tuple(parts)), ids


EPOCH: Final = date(1970, 1, 1).toordinal()


def _utc(minute: int | None, first: int) -> int | None:
    """Return seconds of UTC of a local minute: two hours ahead in winter, three in summer."""
    if minute is None:
        return None
    day = date.fromordinal(first + minute // 1440)
    ahead = 180 if date(day.year, 3, 28) <= day <= date(day.year, 10, 25) else 120
    return ((first - EPOCH) * 1440 + minute - ahead) * 60


def _day(day: int | None, first: int) -> int | None:
    return None if day is None else first - EPOCH + day


def _row(name: str, d: Draft, first: int) -> tuple[object, ...]:
    w, t = d.where, d.when
    told = (
        _day(d.published, first),
        _day(t.start, first),
        _day(t.end, first),
        t.precision,
        _utc(t.low, first),
        _utc(t.high, first),
    )
    at = (w.place, w.admin1, w.admin2, w.admin3, w.lat, w.lon, w.precision, w.radius)
    act = (d.event_type, d.category, d.weapon, d.actor, d.target)
    return (
        name,
        d.source,
        d.publisher,
        d.address,
        *told,
        *at,
        *act,
        *d.killed,
        d.civilians,
        d.children,
        *d.injured,
        d.summary,
    )


def month_end(day: int, first_day: date) -> int:
    """Return the last day of a day's month, counted from the world's first."""
    on = first_day + timedelta(day)
    following = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return (following - first_day).days - 1
