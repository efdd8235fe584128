"""The two main lists of `casebooks`: a casebook of alleged strikes, in the way of Airwars, and a register of lethal events, as UCDP GED."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import log
from typing import Final

from bench.linkage.made.casebooks_news import WORDS, Desk
from bench.linkage.made.casebooks_telling import Draft, Telling, When, days, hours_of, month_end, side
from bench.linkage.made.casebooks_war import FROM_AFAR, Act, apart, smoothed

CODE_FORMS: Final = (
    ("quarter", 0.40),
    ("spot", 0.28),
    ("centre", 0.20),
    ("near", 0.06),
    ("name", 0.03),
    ("province", 0.015),
    ("none", 0.005),
)
STRIKE_EVENT_FORMS: Final = (
    ("quarter", 0.36),
    ("centre", 0.46),
    ("near", 0.165),
    ("line", 0.008),
    ("district", 0.003),
    ("province", 0.004),
)
"""Of events that cite a code: 82 % exact, 17 % near, the rest 1 % [links]."""
EVENT_FORMS: Final = (
    ("centre", 0.25),
    ("quarter", 0.05),
    ("near", 0.555),
    ("line", 0.06),
    ("province", 0.027),
    ("country", 0.028),
    ("district", 0.03),
)
"""Of all events: 54 % exact, 35 % near, 2 % district, 3.7 % governorate, 3.4 % line, 1.5 % country [GED]."""


class Books(Desk):
    """The casebook and the register, which reads and cites the casebook."""

    def __init__(self, telling: Telling, first_day: date) -> None:
        super().__init__(telling, first_day)
        self._codes: dict[int, Draft] = {}  # the casebook's entry of an act
        self._untold: list[Act] = []  # deaths without an event of their own, for the month's event
        self._residue = 0

    def day(self, day: int, raids: list[list[Act]], by_province: dict[str, list[Act]]) -> None:
        """Write of one day's raids; a governorate's sum of the day and the rest of a month come after."""
        self._casebook(raids)
        for raid in raids:
            self._register(raid)
        for acts in by_province.values():
            self._event_of_a_governorate(acts)
        if day == month_end(day, self.first_day):
            self._events_of_a_month(day)

    # the casebook of strikes

    def _casebook(self, raids: list[list[Act]]) -> None:
        """One entry an alleged strike; 5 % of cited entries are told by several events [links]: one entry for strikes on two villages."""
        struck = sorted((r for r in raids if r[0].kind in FROM_AFAR), key=_neighbours)
        joined = {b[0].number: a[0] for a, b in pairwise(struck) if self._one_entry(a, b)}
        for raid in struck:
            previous = joined.get(raid[0].number)
            for act in raid:
                alleged = act.civil > 0 or (act.injured > 1 and self.dice.hit(0.5))
                chance = {"shelling": 0.3, "rocket": 0.35}.get(act.kind, 0.78)
                if not alleged or not self.dice.hit(chance):
                    continue
                told = (previous, act) if previous and previous.number in self._codes else (act,)
                self._entry(told)
                previous = act if self.dice.hit(0.1) else None

    def _one_entry(self, a: list[Act], b: list[Act]) -> bool:
        return a[0].actor == b[0].actor and apart(_at(a[0]), _at(b[0])) < 45 and self.dice.hit(0.25)

    def _entry(self, acts: Sequence[Act]) -> None:
        dice, act = self.dice, acts[-1]
        old = self._codes.get(acts[0].number) if len(acts) > 1 else None
        where = self.telling.where(act, "strikes", dice.of(CODE_FORMS))
        if old is not None and where.place and old.where.place and acts[0].place is not act.place:
            where = replace(old.where, place=f"{old.where.place} and {where.place}")
        toll, hurt = sum(a.civil for a in acts), sum(a.injured for a in acts)
        killed = self._range(toll)
        voices = 1 + dice.about(min(1 + toll * 0.6, 9))
        actor = side(act.actor, "strikes", dice)
        when = self.telling.when(act, 0.02, 0.03, 0.12) if not dice.hit(0.003) else When()
        kind = act.kind if act.kind != "rocket" else "shelling"
        draft = Draft(
            covers=frozenset(a.number for a in acts),
            order=self.order(acts, 0.0),
            origin="strikes",
            source="Skyline Casebook",
            publisher="Skyline Casebook",
            address=self.page("skyline"),
            published=act.day + dice.between(6, 70),
            when=when,
            where=where,
            event_type=kind,
            category={"airstrike": "air/strike", "drone": "air/uav_strike"}.get(kind),
            weapon=dice.of(((None, 0.6), ("barrel bomb", 0.15), ("cluster munition", 0.1), ("missile", 0.15))),
            actor=actor,
            target="civilians",
            killed=killed,
            civilians=killed[0],
            children=sum(a.children for a in acts) if dice.hit(0.3) else None,
            injured=(hurt, smoothed(hurt * 1.2, dice)) if hurt and dice.hit(0.5) else (None, None),
            summary=f"{dice.pick(WORDS[act.kind])} alleged by {voices} local sources on {where.place or 'an unnamed place'}{hours_of(when)}; "
            f"{_span(killed)} civilians reported killed, belligerent {actor or 'unknown'}",
        )
        if old is not None:
            old.covers = frozenset()  # this entry stands in its place
        for a in acts:
            self._codes[a.number] = draft
        self.drafts.append(draft)
        self._entry_again(draft)

    def _entry_again(self, draft: Draft) -> None:
        """A case is assessed anew and published with another toll (3 %); or two desk officers open two codes for one strike (1.5 %)."""
        dice = self.dice
        low, high = draft.killed
        if dice.hit(0.03):
            later = replace(
                draft,
                published=draft.published + dice.between(20, 200),
                killed=(low, (high or 0) + dice.below(4)),
                again=True,
            )
            self.drafts.append(
                replace(later, order=(draft.order[0], dice.one()), summary=f"Reassessed. {draft.summary}")
            )
        elif dice.hit(0.015):
            twin = replace(
                draft,
                address=self.page("skyline"),
                killed=(max((low or 0) - dice.below(2), 0), high),
                order=(draft.order[0], dice.one()),
            )
            self.drafts.append(
                replace(
                    twin,
                    where=replace(draft.where, admin3=None),
                    summary=draft.summary.replace("local sources", "accounts"),
                )
            )

    def _range(self, toll: int) -> tuple[int, int]:
        """Local sources give several counts: of 654 cited events with dead 60 % have one figure, most others a high twice as high [links]."""
        dice = self.dice
        low = smoothed(toll, dice, 0.1)
        if dice.hit(0.58):
            return low, low
        if dice.hit(0.25):
            return max(0, round(low * (0.3 + 0.5 * dice.one()))), low
        return low, max(low + 1, round(low * (1.15 + 1.5 * dice.one())))

    # the register of lethal events

    def _register(self, raid: list[Act]) -> None:
        """Events for the dead of a raid: one that sums the strikes, or one each; what it does not write may come in a larger sum."""
        dice = self.dice
        lethal = [a for a in raid if a.killed > 0 or (a.number in self._codes and dice.hit(0.5))]
        for act in [a for a in lethal if self._shared(a) and dice.hit(0.8)]:
            self._event([act])  # one code, several events: the register parts what the casebook told together
            lethal.remove(act)
        apart_told = list(lethal)
        if len(lethal) > 1 and dice.hit(0.38 if len(lethal) < 4 else 0.6):
            told = [a for a in lethal if dice.hit(0.96)] or lethal
            self._event(told)
            apart_told = [a for a in lethal if a not in told or dice.hit(0.04)]
        for act in apart_told:
            base = 0.5 if act.kind in FROM_AFAR else 0.66
            if dice.hit(min(base + 0.06 * log(act.killed + 1), 0.95)):
                self._event([act])
            else:
                self._untold.append(act)

    def _shared(self, act: Act) -> bool:
        return act.number in self._codes and len(self._codes[act.number].covers) > 1

    def _event(self, acts: list[Act], form: str | None = None, when: When | None = None, rank: float = 1.0) -> None:
        dice, act = self.dice, max(acts, key=lambda a: a.killed)
        codes = list(
            {id(self._codes[a.number]): self._codes[a.number] for a in acts if a.number in self._codes}.values()
        )
        cited = (
            tuple(c for c in codes[:7] if dice.hit(0.95))
            if form is None and dice.hit(0.92 if self._shared(act) else 0.65)
            else ()
        )
        copied = cited[0] if len(cited) == 1 and len(acts) == 1 and dice.hit(0.58) else None
        killed, civil = self._event_toll(acts, copied, 0.33 if cited else 0.03)
        sources = (
            1
            if copied
            else min(len(cited) + dice.of(((0, 0.5), (1, 0.3), (2, 0.2))), 26)
            if cited
            else dice.of(((1, 81), (2, 14), (3, 5)))
        )
        afar = act.kind in FROM_AFAR
        where = self.telling.where(act, "register", form or dice.of(STRIKE_EVENT_FORMS if afar else EVENT_FORMS))
        if copied and copied.where.lat is not None and where.precision == 1 and dice.hit(0.3):
            where = replace(where, lat=round(copied.where.lat, 4), lon=round(copied.where.lon or 0.0, 4))
        if when is None:
            when = self._event_days(acts, copied)
        onesided = not afar and act.kind in ("killing", "abduction") and dice.hit(0.5)
        first, second = (
            side(act.actor, "register", dice),
            "civilians" if onesided else side(act.target, "register", dice),
        )
        draft = Draft(
            covers=frozenset(a.number for a in acts),
            order=self.order(acts, rank),
            origin="register",
            source="Event Register",
            publisher="Event Register",
            address=None if dice.hit(0.7) else self.page("register"),
            published=month_end(max(a.day for a in acts), self.first_day) + 20,
            when=when,
            where=where,
            event_type="fatal_violence",
            category="civilians/killing" if onesided else None,
            weapon=None,
            actor=first,
            target=second,
            killed=killed,
            civilians=civil,
            children=None,
            injured=(None, None),
            summary=f"{first} - {second}: {dice.pick(WORDS[act.kind])}, {where.place or 'place not known'}, "
            f"{_span(killed)} deaths, {sources} sources",
            cites=cited,
        )
        self.drafts.append(draft)
        if dice.hit(0.03):  # the month's first edition and the year's last one stand side by side
            later = replace(
                draft, published=draft.published + 200, killed=(killed[0], killed[1] + dice.below(3)), again=True
            )
            self.drafts.append(replace(later, order=(draft.order[0], draft.order[1])))

    def _event_days(self, acts: list[Act], copied: Draft | None) -> When:
        """Days of an event: a date copied from the casebook, an own one, or two days for a sum (a quarter of the sums of four or more [links])."""
        dice = self.dice
        first, last = min(a.day for a in acts), max(a.day for a in acts)
        if copied and copied.when.start is not None and dice.hit(0.97):
            return days(copied.when.start, copied.when.end or copied.when.start, copied.when.precision)
        if len(acts) > 1 and (first != last or (len(acts) > 3 and dice.hit(0.25))):
            return days(first, max(last, first + 1), 2)
        if dice.hit(0.0013):
            return days(first - dice.below(7), first + 6, 3)
        return self.telling.when(acts[0], 0.04, 0.035, 0.0)

    def _event_toll(self, acts: list[Act], copied: Draft | None, spread: float) -> tuple[tuple[int, int], int]:
        """Low and high and civilians: one figure in 88 % of events, a higher high in 10 % [GED]; of cited ones 60 % and 28 % [links]."""
        dice = self.dice
        civil, fighters = sum(a.civil for a in acts), sum(a.dead_a + a.dead_b for a in acts)
        if copied:
            low, high = copied.killed[0] or 0, copied.killed[1] or 0
            return (low, high if dice.hit(0.9) else low), low
        if acts[0].kind == "ground_clash" and dice.hit(0.3):
            return (4, 4), 0  # "dead on both sides" without a number is written as two and two
        if not dice.hit(0.65):
            civil = smoothed(civil, dice, 0.18)
        low = civil + (fighters if acts[0].kind not in FROM_AFAR or dice.hit(0.6) else 0)
        if low and dice.hit(0.012):
            return (round(low * 0.6), low), civil
        return (low, max(low + 1, round(low * (1.1 + dice.one()))) if low == 0 or dice.hit(spread) else low), civil

    def _event_of_a_governorate(self, acts: list[Act]) -> None:
        """`Killed across the governorate on the day`: what had no event of its own, at the governorate's point."""
        numbers = {a.number for a in acts}
        left = [a for a in self._untold if a.number in numbers and a.killed > 0]
        if len(left) > 1 and self.dice.hit(0.17):
            self._event(left, "province", days(left[0].day, left[0].day, 1), 2.0)
            self._untold = [a for a in self._untold if a not in left]

    def _events_of_a_month(self, day: int) -> None:
        """The rest of a month by governorate, at a governorate's or district's point; some of it no list tells by the case [GED: 1.4 %]."""
        dice, groups = self.dice, dict[tuple[str, bool], list[Act]]()
        for act in self._untold:
            if act.killed > 0:
                groups.setdefault((act.place.admin1, act.kind in FROM_AFAR), []).append(act)
        for acts in groups.values():
            if not dice.hit(0.33):
                continue
            month = min(day, min(a.day for a in acts) + dice.between(8, 30))
            long = dice.hit(0.2)
            when = days(min(a.day for a in acts) - (dice.between(31, 90) if long else 0), month, 5 if long else 4)
            told = [a for a in acts if a.day <= month]
            if dice.hit(0.3):
                self._residue += 1
                self._event(
                    [
                        replace(
                            told[0], number=-self._residue, civil=dice.toll(2.3, 1.2), raid=max(a.raid for a in acts)
                        )
                    ],
                    "province",
                    when,
                )
            else:
                self._event(told, dice.pick(("province", "district", "country")), when, 3.0)
        self._untold = []


def _at(act: Act) -> tuple[float, float]:
    return act.place.lat, act.place.lon


def _neighbours(raid: list[Act]) -> tuple[str, int, float]:
    return raid[0].place.admin1, raid[0].actor, raid[0].place.lat


def _span(killed: tuple[int | None, int | None]) -> str:
    low, high = killed
    return f"{low}" if low == high else f"{low}-{high}"
