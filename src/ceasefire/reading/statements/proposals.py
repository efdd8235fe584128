"""What is proposed of one document: each claim with the statements it makes, and how they are made anew where it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from ceasefire.reading.bulletins import Bulletin
from ceasefire.reading.model import Claim, ClaimType
from ceasefire.reading.statements.across_documents import Joined, Text
from ceasefire.reading.statements.bodies import count_of, when_of
from ceasefire.reading.statements.drafts import Made, Maker, Parties
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

    `make` gives the drafts of a claim that a person adds.
    """

    drafts: tuple[Draft, ...]
    left: tuple[tuple[Claim, str], ...]
    proposals: tuple[Proposal, ...]
    make: Callable[[Claim], Made]


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
    return Drafted(
        drafts=tuple(distinct(drafts)),
        left=tuple((one.claim, one.made) for one in found if isinstance(one.made, str)),
        proposals=found,
        make=maker.made,
    )


_COUNTED = ("value", "place", "period", "attribution")


def _proposals(text: Text, maker: Maker, joined: Joined, bulletin: Bulletin | None) -> Iterator[Proposal]:
    """Yield what is filed of a bulletin's counts, of the claims that are not such a count, and of the process."""
    taken = [(e.start, e.end) for e in bulletin.entries] if bulletin else []
    if bulletin:
        for entry, draft in zip(bulletin.entries, maker.tallies(bulletin), strict=True):
            counted = maker.counted(entry)
            yield Proposal(claim=counted, made=(draft,), make=partial(_recounted, draft), only=_COUNTED)
    for claim in text.reading.claims:
        if claim.type in (ClaimType.FIGURE, ClaimType.INCIDENT) and any(
            s < claim.end and claim.start < e for s, e in taken
        ):
            continue
        yield Proposal(claim=claim, made=maker.made(claim), make=maker.made)
    for one in joined.stated(text):
        told = msgspec.structs.replace(one.claim, what=one.value, attribution=one.said_by)
        title = f"{one.subject}: {one.property.replace('_', ' ')}"
        yield Proposal(claim=told, made=(maker.assertion(one),), make=partial(maker.asserted, one), title=title)


def _recounted(draft: Draft, claim: Claim) -> Made:
    """Return the tally of a bulletin with the count, place, days and counting body that a person gives it."""
    changed = {
        "count": count_of(claim.value),
        "place": claim.place or WHOLE,
        "counted_by": claim.attribution,
        "period": when_of(claim.period),
    }
    body = {**draft.body, **changed}
    typed = msgspec.convert({k: v for k, v in body.items() if v is not None}, type=BODIES["tally"])
    return (msgspec.structs.replace(draft, body=msgspec.to_builtins(typed)),)


def distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """One draft for each spot and kind: the record takes two at one spot for one statement."""
    seen: set[tuple[str, tuple[int, int] | None, str | None]] = set()
    for draft in drafts:
        assert draft.source is not None
        spot = (draft.kind, draft.source.span, draft.source.cell)
        if spot not in seen:
            seen.add(spot)
            yield draft
