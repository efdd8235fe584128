"""The exceptions of a provision as a tree: what the text says first, what takes out of it, what keeps in, what goes before which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ceasefire.agreements.language.clause_words import acts, excepted, object_, place
from ceasefire.agreements.language.exception_fields import Exception_
from ceasefire.agreements.language.exception_ranks import goes_before, name_of, unranked
from ceasefire.agreements.language.fields import Modality
from ceasefire.agreements.language.model import Instrument, Provision


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """One exception: its name, whether it takes out or keeps in, of what, and those that go before it."""

    name: str
    effect: Literal["takes_out", "keeps_in"]
    of: str
    before: "tuple[Branch, ...]" = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ExceptionTree:
    """A provision in words, its exceptions, and the pairs that point different ways while the text ranks neither."""

    instrument: str
    provision: str
    base: str
    branches: tuple[Branch, ...]
    unranked: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """Yield the tree as lines of text."""
        yield f"{self.instrument}/{self.provision}: {self.base}"
        yield from (line for one in self.branches for line in _lines(one, 1))
        for out, kept in self.unranked:
            yield f"  not ranked: {out} takes out and {kept} keeps in; where both fit an act the answer is undetermined"


def trees(instrument: Instrument) -> list[ExceptionTree]:
    """Return the tree of each provision that has an exception."""
    return [tree(instrument, one) for one in instrument.provisions if one.exceptions]


def tree(instrument: Instrument, provision: Provision) -> ExceptionTree:
    """Return the exceptions of a provision as a tree; those before which none goes stand at its root's branches.

    An exception stands below each one before which the text ranks it. Of exceptions ranked in a circle each stands below the
    root as well, and the circle is cut.
    """
    held = provision.exceptions
    roots = [one for one in held if not any(goes_before(one, other) for other in held) or _in_a_circle(one, held)]
    return ExceptionTree(
        instrument=instrument.id,
        provision=provision.id,
        base=_base(provision),
        branches=tuple(_branch(one, held, ()) for one in roots),
        unranked=tuple((name_of(out), name_of(kept)) for out, kept in unranked(held)),
    )


def _base(provision: Provision) -> str:
    if not provision.acts and not provision.breached_by:
        return " ".join(provision.says.split())
    verb = {Modality.MUST_NOT: "forbidden are", Modality.MAY: "allowed are"}.get(provision.modality, "against it are")
    words = acts(provision.acts or provision.breached_by)
    return f"{verb} {words}{object_(provision.object)}; where: {place(provision.place)}"


def _branch(one: Exception_, held: Sequence[Exception_], above: tuple[Exception_, ...]) -> Branch:
    way = (*above, one)
    before = [other for other in held if goes_before(other, one) and not any(other is past for past in way)]
    return Branch(
        name=name_of(one),
        effect=one.effect,
        of=excepted(one),
        before=tuple(_branch(other, held, way) for other in before),
    )


def _in_a_circle(one: Exception_, held: Sequence[Exception_]) -> bool:
    """Say whether an exception goes before itself in the end."""
    seen: list[Exception_] = []
    waiting = [other for other in held if goes_before(one, other)]
    while waiting:
        other = waiting.pop()
        if other is one:
            return True
        if not any(other is past for past in seen):
            seen.append(other)
            waiting += [further for further in held if goes_before(other, further)]
    return False


def _lines(one: Branch, depth: int) -> Iterator[str]:
    verb = "takes out" if one.effect == "takes_out" else "keeps in"
    yield f"{'  ' * depth}{one.name} {verb}: {one.of}"
    for other in one.before:
        yield f"{'  ' * (depth + 1)}before it goes:"
        yield from _lines(other, depth + 2)
