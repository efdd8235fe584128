"""Words of an agreement: what is not translated, quotes, sources, rival readings, paragraphs that no provision codes."""

from collections.abc import Callable
from typing import Final

from ceasefire.agreements.checks.names import Seen, near
from ceasefire.agreements.checks.problem import Finding, Findings, Path
from ceasefire.agreements.language.model import Instrument, Provision, Reads, Rival
from ceasefire.agreements.language.readings import readings, under
from ceasefire.vocabulary.codes import CATEGORIES
from ceasefire.vocabulary.duty_words import DUTY_STATES
from ceasefire.vocabulary.missing import MISSING

_MOST_QUOTED: Final = 12
"""Words of a quote at most, as the agreement language says of `quote`."""
_OF_INSTRUMENT: Final = ("in_force", "term", "extension")
_OF_PROVISION: Final = tuple(name for name in Reads.__struct_fields__ if name not in _OF_INSTRUMENT)


def own_words(instrument: Instrument, seen: Seen) -> Findings:
    """Yield what is wrong with sources, rival readings, paragraphs and cases of an instrument."""
    yield from _quoted(instrument.source.quote, ("source",))
    yield from _rivals(instrument.rivals, (), _OF_PROVISION, "a provision")
    yield from _reading_ids(instrument)
    yield from _paragraphs(instrument)
    yield from _cases(instrument)


def words(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    """Yield what is wrong with the sources, rival readings and untranslatable words of a provision."""
    if provision.source:
        yield from _quoted(provision.source.quote, ("source",))
    yield from _rivals(provision.rivals, (), _OF_INSTRUMENT, "the instrument")
    for number, rival in enumerate(provision.rivals):
        if not (rival.source.publisher or rival.source.address or rival.source.text):
            yield "warning", ("rivals", number, "source"), "no-source", "a rival reading without a source"
    left = provision.untranslatable
    if left is not None and left.closes:
        told = f"the coding leaves out {left.words!r} ({left.why}); every test of the provision stays open"
        yield (
            "error",
            ("untranslatable",),
            "untranslatable",
            f"{told} until somebody accepts it by name in `accepted_by`",
        )
    elif left is not None:
        told = f"the coding leaves out {left.words!r}, accepted by {left.accepted_by}; every result says so"
        yield "note", ("untranslatable",), "untranslatable", told


def _quoted(quote: str | None, path: Path) -> Findings:
    if quote and len(quote.split()) > _MOST_QUOTED:
        yield "error", path, "quote", f"a quote of {len(quote.split())} words; at most {_MOST_QUOTED}"


def _rivals(rivals: tuple[Rival, ...], at: Path, foreign: tuple[str, ...], whose: str) -> Findings:
    for number, one in enumerate(rivals):
        path: Path = (*at, "rivals", number)
        yield from _quoted(one.source.quote, (*path, "source"))
        if one.reads is None:
            continue
        if one.id is None:
            yield "warning", path, "no-id", "a rival reading with `reads` needs an `id`, by which it can be asked for"
        told = [name for name in Reads.__struct_fields__ if getattr(one.reads, name) is not None]
        for name in told:
            if name in foreign:
                yield (
                    "error",
                    (*path, "reads", name),
                    "other-level",
                    f"`{name}` is a field of {whose}; put this reading there",
                )
        if not told:
            yield "warning", (*path, "reads"), "redundant", "it puts nothing in the place of ours"


def _reading_ids(instrument: Instrument) -> Findings:
    seen: set[str] = set()
    held: list[tuple[Path, Rival]] = [(("rivals", n), one) for n, one in enumerate(instrument.rivals)]
    for place, provision in enumerate(instrument.provisions):
        held += [(("provisions", place, "rivals", n), one) for n, one in enumerate(provision.rivals)]
    for path, rival in held:
        if rival.id and rival.id in seen:
            yield "error", (*path, "id"), "repeated", f"two rival readings have the id {rival.id!r}"
        seen |= {rival.id} if rival.id else set()


def _paragraphs(instrument: Instrument) -> Findings:
    """Yield paragraphs that no provision codes, and those that a provision names and the instrument does not list."""
    coded = {name for one in instrument.provisions for name in one.paragraphs}
    left = [name for name in instrument.paragraphs if name not in coded]
    if left:
        yield "note", ("paragraphs",), "not-coded", f"no provision codes paragraph {', '.join(left)}"
    for number, provision in enumerate(instrument.provisions):
        for name in provision.paragraphs:
            if name not in instrument.paragraphs:
                told = (
                    f"paragraph {name!r} is not among the instrument's `paragraphs`{near(name, instrument.paragraphs)}"
                )
                yield "error", ("provisions", number, "paragraphs"), "dangling", told


def _cases(instrument: Instrument) -> Findings:
    forbids = {one.id: bool(one.forbids) for one in instrument.provisions}
    for number, case in enumerate(instrument.cases):
        at: Path = ("cases", number)
        if case.state is not None and case.state not in DUTY_STATES:
            told = (
                f"{case.state!r} is no state of a duty{near(case.state, DUTY_STATES)} (known: {', '.join(DUTY_STATES)})"
            )
            yield "error", (*at, "state"), "unknown-word", told
        for name in case.missing:
            if name not in MISSING:
                yield (
                    "error",
                    (*at, "missing"),
                    "unknown-word",
                    f"{name!r} is nothing that can be missing{near(name, MISSING)}",
                )
        if case.incident is not None and not forbids.get(case.provision, True):
            told = f"{case.provision} forbids no acts: no incident is tested against it"
            yield "error", (*at, "incident"), "untestable", told
        if case.incident is not None and case.incident.category and not _is_category(case.incident.category):
            told = f"{case.incident.category!r} is no kind of act, such as fire/mortar"
            yield "error", (*at, "incident", "category"), "unknown-word", told


def _is_category(word: str) -> bool:
    group, _, kind = word.partition("/")
    return kind in CATEGORIES.get(group, ())


def rival_findings(instrument: Instrument, findings: Callable[[Instrument], Findings], own: set[Finding]) -> Findings:
    """Yield what is found in the instrument as its rival readings have it and not as ours does, where the reading stands."""
    for name in readings(instrument):
        path = _place_of(instrument, name)
        try:
            read = under(instrument, name)
        except ValueError as fault:
            yield "error", path, "reading", f"with this reading in place of ours it does not hold: {fault}"
            continue
        for weight, _, rule, told in dict.fromkeys(findings(read)):
            if not any((weight, rule, told) == (one[0], *one[2:]) for one in own):
                yield weight, path, rule, f"as {name} reads it: {told}"


def _place_of(instrument: Instrument, reading: str) -> Path:
    for number, one in enumerate(instrument.rivals):
        if one.id == reading and one.reads:
            return ("rivals", number, "reads")
    for place, provision in enumerate(instrument.provisions):
        for number, one in enumerate(provision.rivals):
            if one.id == reading and one.reads:
                return ("provisions", place, "rivals", number, "reads")
    return ()
