"""What a coding takes for granted and the text does not say outright: each a sentence to accept or to challenge."""

from collections.abc import Callable, Iterator
from typing import Final

from ceasefire.agreements.language.duty_fields import Deadline, Power
from ceasefire.agreements.language.exception_fields import ByTarget, SelfDefence
from ceasefire.agreements.language.exception_ranks import name_of, unranked
from ceasefire.agreements.language.fields import Bound, Confidence, Moment
from ceasefire.agreements.language.holders import listed
from ceasefire.agreements.language.in_words.clause_words import flat, moment
from ceasefire.agreements.language.model import Instrument, Object, Provision, Rival
from ceasefire.vocabulary.wording import plural

_READ: Final = {
    Confidence.P: "read in a press or second-hand report, not in the text",
    Confidence.K: "coded from background knowledge and not re-read",
}
_ABOUT: Final = {
    "signed": "the signature",
    "in_force": "the entry into force",
    "term": "the term",
    "extension": "the extension",
    "bound": "the holder",
    "acts": "the kind of act",
    "place": "the place",
    "window": "the time",
    "exceptions": "what is excepted",
    "deadline": "the deadline",
    "other": "this",
}
"""What a rival reading is about."""


def assumptions(instrument: Instrument) -> list[str]:
    """Return the assumptions of a coding, a sentence each, those on the instrument first; each names its provisions."""
    own = [one for rule in _OF_INSTRUMENT for one in rule(instrument)]
    held: dict[str, list[str]] = {}
    for provision in instrument.provisions:
        for one in dict.fromkeys(one for rule in _OF_PROVISION for one in rule(provision)):
            held.setdefault(one, []).append(provision.id)
    return [*own, *(f"{', '.join(names)}: {one}" for one, names in held.items())]


def _days(i: Instrument) -> Iterator[str]:
    yield f"Days are those of {i.time_zone}: what has no hour begins at 00:00 there, and a deadline ends with its day."


def _read(i: Instrument) -> Iterator[str]:
    if i.confidence in _READ:
        yield f"Its dates, term and signatories are {_READ[i.confidence]}."


def _force(i: Instrument) -> Iterator[str]:
    if i.in_force is None:
        yield "Its entry into force is not told, so that every test stays open in time."
    if i.term == "open_ended":
        yield "The text sets no end: it is taken to hold until an act that ends it is recorded."
    if i.term == "not_told":
        yield "Its term is not told: it is taken to hold until an act that ends it is recorded."


def _paragraphs(i: Instrument) -> Iterator[str]:
    coded = {name for one in i.provisions for name in one.paragraphs}
    left = [name for name in i.paragraphs if name not in coded]
    if left:
        yield f"Paragraph {listed(left)} of the text is coded by no provision: nothing is tested against it."


def _own_rivals(i: Instrument) -> Iterator[str]:
    yield from (f"{one[0].upper()}{one[1:]}" for one in _chosen(i.rivals))


def _chosen(rivals: tuple[Rival, ...]) -> Iterator[str]:
    for one in rivals:
        who = one.source.reader or "a source not told"
        yield f"{_ABOUT[one.about]} is tested as we read it, not as {who} does: {one.says}."


def _holder(p: Provision) -> Iterator[str]:
    if p.bound == "unspecified":
        yield "the text names no holder and we name none: whom it binds stays open."
    for bound, what in (
        (p.bound, "bound"),
        (p.owed_to, "those to whom it is owed"),
        (_parties(p.object), "the object"),
    ):
        if isinstance(bound, Bound) and bound.supporting:
            yield f"{listed(bound.supporting)} count among the supporting forces ({what}), which the text does not name."


def _parties(about: Object | None) -> Bound | None:
    return about.parties if about else None


def _ground(p: Provision) -> Iterator[str]:
    if p.forbids and p.place is None:
        yield "it is read as bound to no place: an act anywhere counts."
    if p.place is None:
        return
    if p.place.undrawn:
        yield f"nobody has drawn {p.place.undrawn}: whether an act lies there stays open."
    if p.place.everywhere and not p.place.everywhere.outline:
        yield "the country has no outline here: whether a point lies in it stays open."
    wide = [one.along for one in p.place.belts if one.width_km is None]
    if wide:
        yield f"the text gives the belt along {listed(dict.fromkeys(wide))} no width, and we give it none: it stays open."


def _acts(p: Provision) -> Iterator[str]:
    if p.offensive is not None and p.offensive.reading == "presumed":
        yield "an act is presumed to be offensive unless somebody asserts defence."
    if p.offensive is not None and p.offensive.reading == "to_be_shown":
        yield "an act is not presumed to be offensive: it stays open until somebody says so."
    if p.object and p.object.words and not (p.object.kinds or p.object.parties):
        yield f"to what the act must be done is kept in words ({p.object.words}) and tested against nothing."


def _deadlines(p: Provision) -> Iterator[str]:
    for deadline in (p.deadline, *(one.deadline for one in p.phases)):
        if isinstance(deadline, Moment) and deadline.about_days:
            yield f'"about" ({_bare(deadline)}) is read as {plural(deadline.about_days, "day")} either way.'


def _bare(deadline: Deadline) -> str:
    assert isinstance(deadline, Moment)
    return moment(deadline).rpartition(", ")[0]


def _proof(p: Provision) -> Iterator[str]:
    if p.scheduled and not p.verified_by:
        yield "the text does not say who verifies: anybody but the holder may verify."


def _power(p: Provision) -> Iterator[str]:
    one: Power | None = p.power
    if one is not None and one.needs == "any_one":
        yield "an act of any one of the holders exercises the power; the text is not coded as asking for more."


def _exceptions(p: Provision) -> Iterator[str]:
    for one in p.exceptions:
        if isinstance(one, ByTarget) and one.associated:
            yield "no list says which groups are associated: one is asserted to be exempt where somebody says so, and no more."
        if isinstance(one, SelfDefence):
            told = (
                "its being proportionate is weighed by nothing here" if one.proportionate else "nothing here weighs it"
            )
            yield f"self-defence counts where anybody asserts it; {told}."
    for first, second in unranked(p.exceptions):
        yield f"the text does not say which goes before, {name_of(first)} or {name_of(second)}: where both fit it stays open."


def _left_out(p: Provision) -> Iterator[str]:
    left = p.untranslatable
    if left is None:
        return
    if left.accepted_by:
        yield f'the words "{left.words}" are not coded ({left.why}); {left.accepted_by} accepts that they are left out.'
    else:
        yield f'the words "{left.words}" are not coded ({left.why}), and nobody has accepted that: every test stays open.'


def _certainty(p: Provision) -> Iterator[str]:
    if p.confidence in _READ:
        yield f"it is {_READ[p.confidence]}."
    yield from _chosen(p.rivals)


def _noted(one: Instrument | Provision) -> Iterator[str]:
    if one.note:
        yield f"our note: {flat(one.note)}"


_OF_INSTRUMENT: Final[tuple[Callable[[Instrument], Iterator[str]], ...]] = (
    _days,
    _read,
    _force,
    _paragraphs,
    _own_rivals,
    _noted,
)
_OF_PROVISION: Final[tuple[Callable[[Provision], Iterator[str]], ...]] = (
    _holder,
    _ground,
    _acts,
    _deadlines,
    _proof,
    _power,
    _exceptions,
    _left_out,
    _certainty,
    _noted,
)
