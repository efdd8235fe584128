"""What is proposed of one document: each claim with the statements it makes, and how they are made anew where it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from ceasefire.reading.bulletins import Bulletin
from ceasefire.reading.model import Claim, ClaimType
from ceasefire.reading.statements.across_documents import Joined, Text
from ceasefire.reading.statements.bodies import MAX_QUOTE, count_of, when_of
from ceasefire.reading.statements.drafts import UNFIT, Made, Maker, Parties, or_why
from ceasefire.reading.statements.tellings import Spot, spot_of
from ceasefire.record import Draft
from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.codes import WHOLE


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with what it would file, and how that is made anew where a person changes the claim.

    `title` names a property whose value stands in the claim's `what`; it is empty where the claim itself is filed.
    `only` names the slots that can be changed, where it is not all.
    """

    claim: Claim
    made: Made
    make: Callable[[Claim], Made]
    title: str = ""
    only: tuple[str, ...] = ()


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """The drafts of one document, the claims that make none, each with the reason, and both as proposals for a review.

    `make` gives the drafts of a claim that a person adds; `unfit` are reasons for which nothing, or not all, can be drafted.
    """

    drafts: tuple[Draft, ...]
    left: tuple[tuple[Claim, str], ...]
    proposals: tuple[Proposal, ...]
    make: Callable[[Claim], Made]
    unfit: tuple[str, ...] = ()


def drafts_of(
    text: Text, joined: Joined, *, parties: Parties | None = None, bulletin: Bulletin | None = None
) -> Drafted:
    """Return the statements that a document makes, each pointing at its words in the stored text.

    `parties` maps spellings to party ids, so that the bodies present carry the record's own ids. A claim that no statement
    kind can hold (a stand on no particular report, an agreement without a day) is left, with the reason.
    """
    maker = Maker(text, joined, parties or {})
    found = tuple(_proposals(text, maker, joined, bulletin))
    drafts = [draft for one in found if not isinstance(one.made, str) for draft in one.made]
    left = [(one.claim, one.made) for one in found if isinstance(one.made, str)]
    return Drafted(
        drafts=tuple(distinct(drafts)),
        left=tuple((claim, reason) for claim, reason in left if not reason.startswith(UNFIT)),
        unfit=tuple(f"{reason}: {claim.quote[:MAX_QUOTE]}" for claim, reason in left if reason.startswith(UNFIT)),
        proposals=found,
        make=maker.made,
    )


_COUNTED = ("value", "place", "period", "attribution")


def _proposals(text: Text, maker: Maker, joined: Joined, bulletin: Bulletin | None) -> Iterator[Proposal]:
    """Yield what is filed of a bulletin's counts, of the claims that are not such a count, and of the process."""
    taken = [(e.start, e.end) for e in bulletin.entries] if bulletin else []
    if bulletin:
        for entry in bulletin.entries:
            made = maker.tally(entry, bulletin.language)
            make = partial(_recounted, made)
            yield Proposal(claim=maker.counted(entry), made=made, make=make, only=_COUNTED)
    for claim in text.reading.claims:
        if claim.type in (ClaimType.FIGURE, ClaimType.INCIDENT) and any(
            s < claim.end and claim.start < e for s, e in taken
        ):
            continue
        yield Proposal(claim=claim, made=maker.made(claim), make=maker.made)
    for one in joined.stated(text):
        told = msgspec.structs.replace(one.claim, what=one.value, attribution=one.said_by)
        title = f"{one.subject}: {one.property.replace('_', ' ')}"
        yield Proposal(claim=told, made=maker.asserted(one, told), make=partial(maker.asserted, one), title=title)


def _recounted(made: Made, claim: Claim) -> Made:
    """Return the tally of a bulletin with the count, place, days and counting body that a person gives it."""
    if isinstance(made, str):
        return made
    [draft] = made
    changed = {
        "count": count_of(claim.value),
        "place": claim.place or WHOLE,
        "counted_by": claim.attribution,
        "period": when_of(claim.period),
    }
    body = {k: v for k, v in {**draft.body, **changed}.items() if v is not None}
    return or_why(
        lambda: [msgspec.structs.replace(draft, body=msgspec.to_builtins(msgspec.convert(body, type=BODIES["tally"])))]
    )


def distinct(drafts: Iterable[Draft]) -> Iterable[Draft]:
    """Return one draft for each spot and kind: the record takes two at one spot for one statement."""
    first: dict[Spot, Draft] = {}
    for draft in drafts:
        first.setdefault(spot_of(draft), draft)
    return first.values()
