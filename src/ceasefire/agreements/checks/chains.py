"""Provisions that name each other: what opens what, what a power reaches, what goes before what, without circles."""

from collections.abc import Iterable, Mapping
from typing import Final

from ceasefire.agreements.checks.names import Seen, near
from ceasefire.agreements.checks.problem import Findings, Path
from ceasefire.agreements.language.exception_ranks import name_of, unranked
from ceasefire.agreements.language.fields import Bound, Modality
from ceasefire.agreements.language.files.long_chains import places
from ceasefire.agreements.language.model import Instrument, Provision

_LISTS: Final = ("then", "otherwise", "in_return_for")
_NAME: Final = {"otherwise": "else"}


def chains(instrument: Instrument, seen: Seen) -> Findings:
    """Yield names of provisions that are not there, and provisions that open themselves in the end."""
    own = {one.id for one in instrument.provisions}
    for number, one in enumerate(instrument.provisions):
        at: Path = ("provisions", number)
        for path, names in _named(one):
            yield from _there(names, own, (*at, *path))
            if one.id in names and path != ("power", "of"):
                yield "error", (*at, *path), "self-reference", f"{one.id!r} names the provision itself"
    yield from _opened_in_a_circle(instrument)
    for number, case in enumerate(instrument.cases):
        yield from _there([case.provision], own, ("cases", number, "provision"))
        for field in ("acts", "accounts"):
            for place, given in enumerate(getattr(case, field)):
                yield from _there([given.provision or case.provision], own, ("cases", number, field, place))


def _named(provision: Provision) -> Iterable[tuple[Path, tuple[str, ...]]]:
    for field in _LISTS:
        yield (_NAME.get(field, field),), getattr(provision, field)
    if provision.power is not None:
        yield ("power", "of"), provision.power.of
        yield ("power", "after"), provision.power.after


def _there(names: Iterable[str], own: set[str], path: Path) -> Findings:
    for name in names:
        if name not in own:
            yield "error", path, "dangling", f"no provision {name!r} in this instrument{near(name, own)}"


def _opened_in_a_circle(instrument: Instrument) -> Findings:
    opens = {one.id: tuple(dict.fromkeys((*one.then, *one.otherwise))) for one in instrument.provisions}
    straight = places(opens)  # of these none is in a circle, nor behind one
    for number, one in enumerate(instrument.provisions):
        round_ = circle(one.id, opens) if one.id not in straight else []
        if len(round_) > 1:  # one that names itself is told already
            words = f"it opens itself in the end, so that none of these ever opens: {' -> '.join([*round_, one.id])}"
            yield "error", ("provisions", number), "circle", words


def circle(start: str, leads: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the shortest way from a name back to itself, the name first; empty where there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for name in leads.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def ranks(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    """Yield what is wrong with the ranks of a provision's exceptions, and which point different ways without one."""
    ids = [one.id for one in provision.exceptions if one.id]
    over: dict[str, tuple[str, ...]] = {}
    for number, one in enumerate(provision.exceptions):
        at: Path = ("exceptions", number)
        if one.id in over:
            yield "error", (*at, "id"), "repeated", f"two exceptions of this provision have the id {one.id!r}"
        over |= {one.id: one.over} if one.id else {}
        for name in one.over:
            if name not in ids:
                yield "error", (*at, "over"), "dangling", f"no exception {name!r} in this provision{near(name, ids)}"
    yield from _ranked_in_a_circle(provision, over)
    for first, second in unranked(provision.exceptions):
        words = (
            f"{name_of(first)} takes out and {name_of(second)} keeps in; where both fit an act the answer is undetermined, "
            "unless the text ranks one `over` the other"
        )
        yield "warning", ("exceptions",), "unranked", words


def _ranked_in_a_circle(provision: Provision, over: Mapping[str, Iterable[str]]) -> Findings:
    for number, one in enumerate(provision.exceptions):
        found = circle(one.id, over) if one.id else []
        if found and one.id:
            words = f"it goes before itself in the end: {' -> '.join([*found, one.id])}"
            yield "error", ("exceptions", number, "over"), "circle", words


def powers(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    """Yield powers that nobody can exercise, or whose fields do not go together."""
    power = provision.power
    if power is None:
        return
    if provision.bound == "unspecified":
        yield "warning", ("bound",), "no-holder", "a power whose holders the text does not name: no act can exercise it"
    if power.most_days is not None and power.to in ("resume", "terminate"):
        yield "warning", ("power", "most_days"), "redundant", f"to {power.to} has no length"
    if power.needs != "any_one" and isinstance(provision.bound, Bound) and _is_one(provision.bound):
        yield "note", ("power", "needs"), "redundant", f"{power.needs} of a single holder"


def _is_one(bound: Bound) -> bool:
    several = bound.classes or bound.joined or bound.supporting or bound.everyone
    return len(bound.actors) == 1 and not several


def consequences(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    """Yield fields that can have no effect beside the others of a provision."""
    if provision.offensive is not None and not provision.forbids:
        yield "warning", ("offensive",), "redundant", "it forbids no acts, so that none can be offensive"
    if provision.then and provision.modality in (Modality.DECLARES, Modality.MAY, Modality.POWER):
        yield (
            "warning",
            ("then",),
            "never-opens",
            "what only declares or allows is never said to be met, so nothing opens",
        )
