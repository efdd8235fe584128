"""Look for what the form of a file cannot show: dangling names, circles, impossible times, provisions that never apply."""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from ceasefire.agreements.checks import cases, chains, ground, one_name, times, wording
from ceasefire.agreements.checks.names import NOT_CHECKED, TABLES, Seen
from ceasefire.agreements.checks.problem import Finding, Findings, Path, Problem
from ceasefire.agreements.clocks.calendar_time import NO_DAY, UNRECKONABLE
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.exception_fields import ByTarget
from ceasefire.agreements.language.fields import Bound, Modality
from ceasefire.agreements.language.files.loading import Loaded, spell
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.vocabulary.wording import plural

_ONE_OF: Final = {
    "parties": "party",
    "zones": "zone",
    "lists": "list",
    "meetings": "series of meetings",
    "accessions": "list of joiners",
    "instruments": "other agreement",
}
_ORDER: Final = {"error": 0, "warning": 1, "note": 2}


def check(
    instruments: Iterable[Instrument | Loaded], context: Context, *, known: Collection[str] = TABLES
) -> list[Problem]:
    """Return what is wrong or open in these instruments, seen against the context; files give lines and columns.

    `known` are the kinds of names (`TABLES`) that the context holds: a name of another kind is not looked up, and one note
    at the end counts those. Sorted by instrument and place.
    """
    given = list(instruments)
    files = {one.instrument.id: one.file for one in given if isinstance(one, Loaded)}
    seen = Seen(context, frozenset(known), files)
    found: list[Problem] = []
    passed: set[str] = set()
    for one in given:
        loaded = one if isinstance(one, Loaded) else None
        instrument = one.instrument if isinstance(one, Loaded) else one
        for finding in _findings(instrument, seen):
            if finding[2] == NOT_CHECKED:
                passed.add(finding[3])
            else:
                found.append(_problem(instrument, loaded, finding))
        found += [_problem(instrument, loaded, _cut(path)) for path in (loaded.cut if loaded else ())]
    found = sorted(set(found), key=lambda p: (p.instrument, p.line, p.path, _ORDER[p.weight], p.rule, p.words))
    return [*found, *_not_checked(passed, seen)]


def _cut(path: Path) -> Finding:
    words = "everything after # is dropped; put the words in quotes, or the comment on a line of its own"
    return "warning", path, "comment", words


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
        clause=_clause(instrument, path),
    )


def _clause(instrument: Instrument, path: Path) -> str:
    """Return the id of the provision or case in which a place lies; empty for a place of the instrument itself."""
    if len(path) < 2 or not isinstance(path[1], int) or path[0] not in ("provisions", "cases"):
        return ""
    return (instrument.provisions if path[0] == "provisions" else instrument.cases)[path[1]].id


def _not_checked(passed: set[str], seen: Seen) -> Iterable[Problem]:
    """Yield one note on the names that nothing here could confirm; none where a record holds all kinds."""
    if not passed or seen.known >= TABLES:
        return
    counted = {kind: sum(one.startswith(f"{kind}:") for one in passed) for kind in _ONE_OF}
    told = ", ".join(plural(count, _ONE_OF[kind]) for kind, count in counted.items() if count)
    words = f"not checked: {told} named here; nothing given holds any (give their files too, or --record)"
    yield Problem(weight="note", instrument="", path="", rule=NOT_CHECKED, words=words)


def _findings(instrument: Instrument, seen: Seen) -> Findings:
    own = set(_of_one(instrument, seen))
    yield from own
    yield from wording.rival_findings(instrument, lambda read: _of_one(read, seen), own)


def _of_one(instrument: Instrument, seen: Seen) -> Findings:
    for whole in _WHOLE:
        yield from _reckoned(whole(instrument, seen))
    for number, provision in enumerate(instrument.provisions):
        for rule in _RULES:
            for weight, path, name, words in _reckoned(rule(instrument, provision, seen)):
                yield weight, ("provisions", number, *path), name, words


def _reckoned(found: Findings) -> Findings:
    """Yield findings, and one more where a day cannot be reckoned: it lies outside the calendar."""
    try:
        yield from found
    except UNRECKONABLE:
        yield "error", (), "impossible-time", NO_DAY


def _names(instrument: Instrument, seen: Seen) -> Findings:
    for field in ("layered_on", "supersedes"):
        for one in getattr(instrument, field):
            yield from seen.instrument(instrument, one, (field,))
    for number, before in enumerate(instrument.precedence):
        yield from seen.instrument(instrument, before.over, ("precedence", number))
    for party in instrument.signatories:
        yield from seen.party(party, ("signatories",))
    for party in instrument.extension.who if instrument.extension else ():
        yield from seen.party(party, ("extension",))


def _holder(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    if provision.bound == "unspecified" and provision.power is None:
        yield "note", ("bound",), "no-holder", "the text names no holder of this duty"
    about = provision.object.parties if provision.object else None
    for bound, path in ((provision.bound, "bound"), (provision.owed_to, "owed_to"), (about, "object")):
        if isinstance(bound, Bound):
            yield from seen.bound(instrument, bound, (path,))
    for party in provision.verified_by:
        yield from seen.party(party, ("verified_by",))


def _acts(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    for pattern in provision.forbids:
        group = f"{pattern.split('/', 1)[0]}/*"
        if pattern != group and group in provision.forbids:
            yield "note", ("acts",), "redundant", f"{pattern} is already covered by {group}"
    about = provision.object
    if about and about.words and not (about.kinds or about.parties):
        yield "note", ("object",), "untestable", "an object in words only cannot be tested: what was done stays open"
    timed = provision.deadline or provision.clock or provision.phases
    if provision.modality is Modality.MUST and not (provision.forbids or timed):
        yield "note", (), "untracked", "a duty without acts, deadline or clock: it is shown, never tested"


def _exceptions(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    for number, one in enumerate(provision.exceptions):
        if isinstance(one, ByTarget):
            at = ("exceptions", number)
            for party in one.actors:
                yield from seen.party(party, (*at, "actors"))
            for name in one.classes:
                yield from seen.class_of(name, (*at, "classes"))
            for name in one.lists:
                yield from seen.list_(name, (*at, "lists"))
    yield from _swallowed(provision)


def _swallowed(provision: Provision) -> Findings:
    """Yield a provision whose object is nothing but what its exceptions take out again."""
    parties = provision.object.parties if provision.object else None
    if parties is None or parties.classes or parties.joined or parties.supporting or parties.everyone:
        return
    out = [one for one in provision.exceptions if isinstance(one, ByTarget) and one.effect == "takes_out"]
    exempt = {actor for one in out for actor in one.actors}
    if parties.actors and exempt.issuperset(parties.actors):
        yield "error", ("exceptions",), "never-applies", "the exceptions take out everything the provision protects"


_WHOLE: Final[tuple[Callable[[Instrument, Seen], Findings], ...]] = (
    _names,
    times.own_times,
    chains.chains,
    cases.cases,
    wording.own_words,
    one_name.one_name,
)
_RULES: Final[tuple[Callable[[Instrument, Provision, Seen], Findings], ...]] = (
    _holder,
    ground.ground,
    times.times,
    _acts,
    _exceptions,
    chains.ranks,
    chains.powers,
    chains.consequences,
    wording.words,
)
