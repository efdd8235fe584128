"""Reports that sum several incidents in the world `wide`: a night of raids, a day of fighting, an army's or a mission's week, a month."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from bench.linkage.made.wide_days import Incident
from bench.linkage.made.wide_land import Dice, Land
from bench.linkage.made.wide_sources import ARMY, FORUM, MISSION, PAPERS, REGISTER, STATIONS, iso, slug
from bench.linkage.made.wide_telling import Row, monday, month_of
from bench.linkage.made.wide_words import number_word, toll_words

K = TypeVar("K")
NIGHT: Final = ("Bandits attack {n} villages in {d}{t}", "{n} communities in {d} raided overnight{t}, residents say",
                "Gunmen on motorbikes sacked {n} villages of {d} in one night{t}")  # fmt: skip
DAY: Final = ("{n} incidents in the past 24 hours in {d}{t}", "A day of heavy fighting in {d}: {n} incidents{t}")
WEEK: Final = ("In the week under review {n} security incidents were recorded in {d}{t}",
               "{d}: {n} incidents this week, against fewer last week{t}")  # fmt: skip
STRIKES: Final = (
    "Own troops neutralised many in {n} actions in {d}{t}",
    "Air and ground actions in {d}{t} at several spots",
)
SWEEP: Final = ("In the last week troops in {d} carried out {n} operations{t}, and recovered arms and ammunition",
                "Own troops sustained operations across {d}{t}; several camps were destroyed")  # fmt: skip


@dataclass(slots=True)
class Whole:
    """A sum: its own number, the incidents in it, and the reports that tell it."""

    number: int
    inside: frozenset[int]
    rows: list[Row]


def grouped(incidents: Iterable[Incident], key: Callable[[Incident], K | None], least: int) -> dict[K, list[Incident]]:
    """Group incidents by a key (None: in no group), where at least so many meet."""
    found: dict[K, list[Incident]] = {}
    for incident in incidents:
        at = key(incident)
        if at is not None:
            found.setdefault(at, []).append(incident)
    return {at: group for at, group in found.items() if len(group) >= least}


class Sums:
    """Makes the wholes of all incidents that happened."""

    def __init__(self, dice: Dice, land: Land, incidents: list[Incident], next_number: int) -> None:
        self.dice, self.land, self.incidents = dice, land, incidents
        self.number = next_number
        self.wholes: list[Whole] = []
        self.replaced: set[int] = set()
        """Incidents whose own entries the register of lethal acts leaves out, as it sums them."""

    def make(self) -> list[Whole]:
        """Make all wholes: nights, days of offensives, weeks of the army and of the mission, months of the NGO network."""
        self._nights()
        self._days()
        self._army_weeks()
        self._mission_weeks()
        self._months()
        return self.wholes

    def _district(self, incident: Incident) -> int:
        return self.land.settlements[incident.spot].district

    def _province(self, incident: Incident) -> int:
        return self.land.district_of(incident.spot).province

    def _row(
        self, group: list[Incident], source: str, first: int, last: int, words: tuple[str, ...], province: bool
    ) -> Row:
        """Make the report of a sum: its toll is the sum as that source had it, its place a district or a province."""
        dice, land = self.dice, self.land
        number = self.land.settlements[group[0].spot].district
        district = land.districts[number]
        home = land.provinces[district.province]
        centre = land.settlements[home.seat if province else district.centre]
        row = Row(self.number, source, source, published=last + 1, first=first, last=last)
        row.window = (first * 1440, (last + 1) * 1440)
        span = last - first + 1
        row.date_precision = 1 if span == 1 else (2 if span < 7 else (3 if span == 7 else 4))
        row.admin1, row.admin2 = home.name, None if province else district.name
        row.place = None if province else dice.pick((district.name, f"{district.name} district"))
        if dice.chance(0.55):
            row.lat, row.lon = round(centre.lat, 4), round(centre.lon, 4)
        row.place_precision = 4 if province else 3
        dead, hurt = sum(i.dead for i in group), sum(i.hurt for i in group)
        if dead and dice.chance(0.85):
            row.killed_low = max(1, round(dead * (1 + 0.1 * dice.normal())))
            row.killed_high = None if dice.chance(0.3) else row.killed_low
        row.injured_low = row.injured_high = hurt if hurt and dice.chance(0.3) else None
        where = row.place or f"{home.name}"
        toll = toll_words(dice, row.killed_low, row.killed_high, row.injured_low)
        row.summary = dice.pick(words).format(n=number_word(dice, len(group)), d=where, t=toll)
        return row

    def _keep(self, group: list[Incident], rows: list[Row]) -> None:
        self.wholes.append(Whole(self.number, frozenset(i.number for i in group), rows))
        self.number += 1

    def _echoed(self, row: Row, share: float, outlets: Iterable[str]) -> list[Row]:
        """Return a report and its echoes: other outlets, the same source or their own name, now and then a higher toll."""
        dice, rows = self.dice, [row]
        for outlet in outlets:
            if outlet == row.publisher or not dice.chance(share):
                continue
            source = row.source if dice.chance(0.6) else outlet
            echo = replace(row, source=source, publisher=outlet, published=(row.published or 0) + dice.whole(0, 2))
            echo.address = f"https://{slug(outlet)}.example/{iso(echo.published or 0)}/sum-{self.number * 6151 % 99991}"
            if row.killed_low and dice.chance(0.3):
                echo.killed_low = echo.killed_high = row.killed_low + dice.whole(1, 4)
            rows.append(echo)
        return rows

    def _nights(self) -> None:
        """Sum a gang's night in one story: "five villages", told by the papers in place of each village by itself."""
        nights = grouped(self.incidents, lambda i: i.group if i.group.startswith("night") else None, 3)
        for group in nights.values():
            if not self.dice.chance(0.6):
                continue
            first, last = min(i.day for i in group), max(i.day for i in group)
            paper = self.dice.weighted(PAPERS)
            row = self._row(group, paper, first, last, NIGHT, False)
            if self.dice.chance(0.4):
                names = [self.land.settlements[i.spot].name for i in group]
                row.place = f"{', '.join(names[:2])} and {names[2]}"
            row.published = last + self.dice.whole(1, 3)
            row.address = f"https://{slug(paper)}.example/{iso(row.published)}/night-{self.number * 6151 % 99991}"
            row.event_type, row.actor_alleged = (
                self.dice.pick(("killing", "looting", "small_arms")),
                self.dice.pick(("bandits", "gunmen")),
            )
            self._keep(group, self._echoed(row, 0.4, (*PAPERS, STATIONS[self._province(group[0]) % 3])))

    def _days(self) -> None:
        """Sum a day of an offensive: the log's daily count with a station's echo, the army's own acts, the register's lethal ones."""
        days = grouped(self.incidents, lambda i: (i.group, i.day) if i.group[:4] in ("bush", "town") else None, 4)
        for (_, day), group in days.items():
            if self.dice.chance(0.5):
                row = self._row(group, FORUM, day, day, DAY, False)
                row.killed_low = row.killed_high = row.injured_low = row.injured_high = None
                row.summary = self.dice.pick(DAY).format(n=number_word(self.dice, len(group)), d=row.place, t="")
                row.address = f"{FORUM} daily summary {iso(day + 1)}"
                self._keep(group, self._echoed(row, 0.5, STATIONS[:1]))
            own = [i for i in group if i.doer == "army"]
            if len(own) >= 2 and self.dice.chance(0.45):
                self._army(own, day, day)
            lethal = [i for i in group if i.dead]
            if len(lethal) >= 2 and self.dice.chance(0.4):
                self._register(lethal, day)

    def _army(self, own: list[Incident], first: int, last: int) -> None:
        row = self._row(own, ARMY, first, last, SWEEP if last > first else STRIKES, last > first)
        row.event_type, row.actor_alleged = "airstrike" if first == last else "ground_clash", "own troops"
        row.actor_target = self.dice.pick(("terrorists", "criminal elements"))
        if row.killed_low:
            row.killed_low = row.killed_high = int(row.killed_low * (1.2 + self.dice.u()))
        row.address = f"{ARMY} statement {iso(row.published or 0)}"
        self._keep(own, self._echoed(row, 0.35, PAPERS))

    def _register(self, lethal: list[Incident], day: int) -> None:
        row = self._row(lethal, REGISTER, day, day, DAY, False)
        row.published = month_of(day)[1] + 20
        row.event_type, row.address = "fatal_violence", f"{REGISTER} candidates {iso(row.published)[:7]}"
        row.killed_low = sum(i.dead for i in lethal)
        row.killed_high = row.killed_low + self.dice.poisson(2.0)
        row.killed_civilians = sum(i.civilians for i in lethal)
        self.replaced.update(i.number for i in lethal if self.dice.chance(0.85))
        self._keep(lethal, [row])

    def _army_weeks(self) -> None:
        own = (i for i in self.incidents if i.doer == "army")
        for (week, _), group in grouped(own, lambda i: (monday(i.day), self._province(i)), 3).items():
            if self.dice.chance(0.5):
                self._army(group, week, week + 6)

    def _mission_weeks(self) -> None:
        """Sum a district's week in the mission's bulletin; a night or day that lies in it whole is part of it too."""
        weeks = grouped(self.incidents, lambda i: (monday(i.day), self._district(i)), 6)
        for (week, _), group in weeks.items():
            if self.dice.chance(0.35):
                row = self._row(group, MISSION, week, week + 6, WEEK, False)
                row.published, row.address = week + 9, f"{MISSION} weekly bulletin {iso(week + 7)}"
                self._keep(group, [row])

    def _months(self) -> None:
        """Sum a month's abductions in a province, as the NGO network's trend notes do."""
        taken = (i for i in self.incidents if i.kind == "kidnap")
        for (month, _), group in grouped(taken, lambda i: (month_of(i.day)[0], self._province(i)), 8).items():
            if self.dice.chance(0.5):
                row = self._row(
                    group, FORUM, month, month_of(month)[1], ("{n} abductions in {d} over the month{t}",), True
                )
                row.event_type, row.address = "abduction", f"{FORUM} trends {iso(month)[:7]}"
                row.killed_low = row.killed_high = row.injured_low = row.injured_high = None
                row.summary = (
                    f"{len(group)} abductions were recorded in {row.admin1} over the month, most on main roads"
                )
                self._keep(group, [row])
