"""Look for what the form of a file cannot show: dangling names, impossible times, provisions that can never apply."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from ceasefire.agreements.clocks.calendar_time import END, midnight
from ceasefire.agreements.clocks.events import in_force, moment_of
from ceasefire.agreements.clocks.holding import hold
from ceasefire.agreements.clocks.terms import term_end
from ceasefire.agreements.context import Context, ZoneVersion
from ceasefire.agreements.language.duty_fields import EachMeeting
from ceasefire.agreements.language.exception_fields import ByArea, ByTarget
from ceasefire.agreements.language.fields import Bound, Modality, Moment, Window
from ceasefire.agreements.language.loading import Loaded, Step, spell
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.three_valued import State

Weight = Literal["error", "warning", "note"]
_MOST_QUOTED: Final = 12
"""Words of a quote at most, as the agreement language says of `quote`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing to look at: an error cannot be meant, a warning is likely a slip, a note is open by the text itself."""

    weight: Weight
    instrument: str
    path: str
    rule: str
    words: str
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        at = f"{self.file}:{self.line}:{self.column}: " if self.file else f"{self.instrument}: "
        return f"{at}{self.weight}: {self.words} at {self.path} [{self.rule}]"


Path = tuple[Step, ...]
Finding = tuple[Weight, Path, str, str]


def check(instruments: Iterable[Instrument | Loaded], context: Context) -> list[Problem]:
    """Return what is wrong or open in these instruments, seen against the context; files give lines and columns.

    Sorted by instrument and place. Nothing is found wrong with a name that the context has no table for.
    """
    found = []
    for one in instruments:
        loaded = one if isinstance(one, Loaded) else None
        instrument = one.instrument if isinstance(one, Loaded) else one
        found += [_problem(instrument, loaded, f) for f in _findings(instrument, context)]
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(set(found), key=lambda p: (p.instrument, p.line, p.path, order[p.weight], p.rule, p.words))


def _problem(instrument: Instrument, loaded: Loaded | None, finding: Finding) -> Problem:
    weight, path, rule, words = finding
    line, column = loaded.at(*path) if loaded else (0, 0)
    return Problem(
        weight=weight,
        instrument=instrument.id,
        path=spell(path) or "the instrument",
        rule=rule,
        words=words,
        file=loaded.file if loaded else "",
        line=line,
        column=column,
    )


def _findings(instrument: Instrument, context: Context) -> Iterator[Finding]:
    yield from _whole(instrument, context)
    for number, provision in enumerate(instrument.provisions):
        at = ("provisions", number)
        for rule in _RULES:
            for weight, path, name, words in rule(instrument, provision, context):
                yield weight, (*at, *path), name, words


def _whole(instrument: Instrument, context: Context) -> Iterator[Finding]:
    yield from _others_named(instrument, context)
    yield from _parties_named(instrument, context)
    yield from _own_times(instrument, context)
    for number, rival in enumerate(instrument.rivals):
        yield from _quoted(rival.source.quote, ("rivals", number, "source"))
    yield from _quoted(instrument.source.quote, ("source",))


def _others_named(instrument: Instrument, context: Context) -> Iterator[Finding]:
    for field in ("layered_on", "supersedes"):
        for one in getattr(instrument, field):
            yield from _instrument_known(instrument, one, context, (field,))
    for number, one in enumerate(instrument.precedence):
        yield from _instrument_known(instrument, one.over, context, ("precedence", number))


def _parties_named(instrument: Instrument, context: Context) -> Iterator[Finding]:
    for party in instrument.signatories:
        yield from _party_known(party, context, ("signatories",))
    for party in instrument.extension.who if instrument.extension else ():
        yield from _party_known(party, context, ("extension",))


def _own_times(instrument: Instrument, context: Context) -> Iterator[Finding]:
    if instrument.in_force is None:
        yield "note", (), "in-force", "its entry into force is not told: every hit is open in time"
        return
    start = in_force(context, instrument)
    if start is None:
        return
    end = term_end(context, instrument)
    if end and end.second <= start.second:
        yield "error", ("term",), "impossible-time", f"the term ends on {end.day}, before it begins on {start.day}"
    if instrument.signed and start.day < instrument.signed:
        yield "warning", ("in_force",), "impossible-time", f"in force on {start.day}, before signature"


def _instrument_known(instrument: Instrument, other: str, context: Context, path: Path) -> Iterator[Finding]:
    if other == instrument.id:
        yield "error", path, "self-reference", f"{other!r} names the instrument itself"
    elif other not in context.instruments:
        yield "warning", path, "dangling", f"no instrument {other!r} is coded"


def _party_known(party: str, context: Context, path: Path) -> Iterator[Finding]:
    if context.parties.belongs and not context.parties.known(party):
        yield "error", path, "dangling", f"no party or class {party!r} is recorded"


def _quoted(quote: str | None, path: Path) -> Iterator[Finding]:
    if quote and len(quote.split()) > _MOST_QUOTED:
        yield "error", path, "quote", f"a quote of {len(quote.split())} words; at most {_MOST_QUOTED}"


def _holder(instrument: Instrument, provision: Provision, context: Context) -> Iterator[Finding]:
    if provision.bound == "unspecified":
        yield "note", ("bound",), "no-holder", "the text names no holder of this duty"
    bounds = [(provision.bound, ("bound",)), (provision.object.parties if provision.object else None, ("object",))]
    for bound, path in bounds:
        if isinstance(bound, Bound):
            for field in ("actors", "classes", "supporting", "joined_classes"):
                for party in getattr(bound, field):
                    yield from _party_known(party, context, (*path, field))
            for other in bound.joined:
                yield from _joined_known(instrument, other, context, (*path, "joined"))
    for party in provision.verified_by:
        yield from _party_known(party, context, ("verified_by",))


def _joined_known(instrument: Instrument, other: str, context: Context, path: Path) -> Iterator[Finding]:
    if other != instrument.id and other not in context.instruments:
        yield "warning", path, "dangling", f"no instrument {other!r} is coded"
    mine = [j for j in context.accessions if j.instrument == other]
    if not mine:
        yield "note", path, "nobody-joined", f"nobody is recorded as having joined {other}"
    elif not all(j.known for j in mine):
        yield "note", path, "count-only", f"who joined {other} is known in part by count only"


def _ground(instrument: Instrument, provision: Provision, context: Context) -> Iterator[Finding]:
    place = provision.place
    if place is None:
        return
    for zone in place.zones:
        yield from _zone(instrument, provision, zone, context, ("place", "zones"))
    for number, belt in enumerate(place.belts):
        yield from _zone(instrument, provision, belt.along, context, ("place", "belts", number))
        if belt.width_km is None:
            words = f"the width of the belt along {belt.along} is not told"
            yield "note", ("place", "belts", number), "no-width", words
    if place.everywhere and place.everywhere.outline:
        yield from _zone(instrument, provision, place.everywhere.outline, context, ("place", "everywhere"))
    if place.undrawn:
        words = "ground in words only: the place of every report stays open there"
        yield "note", ("place", "undrawn"), "undrawn", words


def _zone(instrument: Instrument, provision: Provision, zone: str, context: Context, path: Path) -> Iterator[Finding]:
    versions = context.zones.get(zone, ())
    if not versions:
        yield "error", path, "dangling", f"no zone {zone!r} is recorded"
        return
    if all(v.geometry is None for v in versions):
        yield "warning", path, "no-geometry", f"no version of {zone} is drawn"
    elif not any(_overlaps(instrument, provision, v, context) for v in versions if v.geometry is not None):
        yield "warning", path, "no-geometry", f"no drawn version of {zone} holds while the provision does"
    for one, two in pairwise(versions):
        if one.valid_to is None or one.valid_to > two.valid_from:
            words = f"versions {one.version} and {two.version} of {zone} hold on the same days; the higher goes before"
            yield "warning", path, "overlapping-versions", words


def _overlaps(instrument: Instrument, provision: Provision, version: ZoneVersion, context: Context) -> bool:
    zone = instrument.time_zone
    first = midnight(version.valid_from, zone)
    last = midnight(version.valid_to, zone) if version.valid_to else END
    return hold(context, instrument, provision).over(first, last).state is not State.NO


def _time(instrument: Instrument, provision: Provision, context: Context) -> Iterator[Finding]:
    yield from _window(instrument, provision.window, context)
    periods = hold(context, instrument, provision).periods
    if all(p.state is State.NO for p in periods):
        yield "error", (), "never-applies", "it is never in force: its window and the term do not meet"
    if isinstance(provision.deadline, Moment):
        yield from _deadline(instrument, provision.deadline, context)
    if isinstance(provision.deadline, EachMeeting):
        process = provision.deadline.each_meeting
        if not any(m.process == process for m in context.meetings):
            yield "warning", ("deadline",), "dangling", f"no meeting of {process!r} is recorded"


def _window(instrument: Instrument, window: Window | None, context: Context) -> Iterator[Finding]:
    starts = moment_of(context, instrument, window.starts) if window and window.starts else None
    ends = moment_of(context, instrument, window.ends) if window and window.ends else None
    if starts and ends and ends.second <= starts.second:
        yield "error", ("window",), "impossible-time", f"it ends on {ends.day}, not after it starts on {starts.day}"


def _deadline(instrument: Instrument, deadline: Moment, context: Context) -> Iterator[Finding]:
    point = moment_of(context, instrument, deadline, end_of_day=True)
    if point is None:
        weight: Weight = "warning" if deadline.after in ("signature", "in_force") else "note"
        yield weight, ("deadline",), "no-date", f"it counts from {deadline.after}, which is not recorded"
    elif instrument.signed and point.day < instrument.signed:
        yield "warning", ("deadline",), "impossible-time", f"due on {point.day}, before signature"
    after = deadline.after or ""
    if after.startswith("deadline:") and after[9:] not in {p.id for p in instrument.provisions}:
        yield "error", ("deadline",), "dangling", f"no provision {after[9:]!r} in this instrument"


def _acts(instrument: Instrument, provision: Provision, context: Context) -> Iterator[Finding]:
    for pattern in provision.forbids:
        group = f"{pattern.split('/', 1)[0]}/*"
        if pattern != group and group in provision.forbids:
            yield "note", ("acts",), "redundant", f"{pattern} is already covered by {group}"
    about = provision.object
    if about and about.words and not (about.kinds or about.parties):
        yield "note", ("object",), "untestable", "an object in words only cannot be tested: what was done stays open"
    if provision.modality is Modality.MUST and not (provision.forbids or provision.deadline or provision.clock):
        yield "note", (), "untracked", "a duty without acts, deadline or clock: it is shown, never tested"


def _exceptions(instrument: Instrument, provision: Provision, context: Context) -> Iterator[Finding]:
    for number, one in enumerate(provision.exceptions):
        at = ("exceptions", number)
        if isinstance(one, ByTarget):
            for party in one.actors:
                yield from _party_known(party, context, (*at, "actors"))
            for name in one.lists:
                if name not in context.lists:
                    yield "warning", (*at, "lists"), "dangling", f"no version of the list {name!r} is recorded"
        if isinstance(one, ByArea):
            for zone in one.zones:
                yield from _zone(instrument, provision, zone, context, (*at, "zones"))
    yield from _swallowed(provision)


def _swallowed(provision: Provision) -> Iterator[Finding]:
    """Yield a provision whose object is nothing but what its exceptions take out again."""
    parties = provision.object.parties if provision.object else None
    if parties is None or parties.classes or parties.joined or parties.supporting:
        return
    exempt = {a for e in provision.exceptions if isinstance(e, ByTarget) for a in e.actors}
    if parties.actors and exempt.issuperset(parties.actors):
        yield "error", ("exceptions",), "never-applies", "the exceptions take out everything the provision protects"


def _sources(instrument: Instrument, provision: Provision, context: Context) -> Iterator[Finding]:
    if provision.source:
        yield from _quoted(provision.source.quote, ("source",))
    for number, rival in enumerate(provision.rivals):
        yield from _quoted(rival.source.quote, ("rivals", number, "source"))
        if not (rival.source.publisher or rival.source.address or rival.source.text):
            yield "warning", ("rivals", number, "source"), "no-source", "a rival reading without a source"


_RULES: Final[tuple[Callable[[Instrument, Provision, Context], Iterator[Finding]], ...]] = (
    _holder,
    _ground,
    _time,
    _acts,
    _exceptions,
    _sources,
)
