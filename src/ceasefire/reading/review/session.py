"""One pass over a document: what was proposed, what was left, and what a person decides; no screen, no keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

import msgspec

from ceasefire.reading.gate.entry import fault_of, value_fault
from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.gate.validator import MAX_QUOTE, MIN_QUOTE
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import find_dates
from ceasefire.reading.mentions.names import find_names, tokens
from ceasefire.reading.mentions.places import find_places
from ceasefire.reading.model import COUNT_SLOTS, Claim, ClaimType, DateRange, Modality, Reading, Unread, UnreadNumber
from ceasefire.reading.review.entries import EntryError
from ceasefire.reading.review.forms import QUOTE, Slot, emptied, form_of
from ceasefire.reading.review.passages import Passage, passages_of
from ceasefire.reading.spans import as_joined
from ceasefire.reading.statements.drafts import Made
from ceasefire.reading.statements.proposals import Proposal
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.unwrap import unwrap
from ceasefire.record import Draft

NO_REASON: Final = "no reason given"


class Verdict(StrEnum):
    """What became of a proposal; what a person adds is `added`."""

    ACCEPTED = "accepted"
    MENDED = "mended"
    REFUSED = "refused"
    UNDECIDED = "undecided"
    ADDED = "added"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One claim under review: as it was proposed, as it stands now, and what it would file or why it files nothing.

    `proposed` is None for what a person adds; `place` is then the number of the passage or claim beside which it was added.
    """

    proposed: Claim | None
    claim: Claim
    made: Made
    verdict: Verdict = Verdict.UNDECIDED
    reason: str | None = None
    title: str = ""
    place: str = ""
    only: tuple[str, ...] = ()

    @property
    def form(self) -> tuple[Slot, ...]:
        """Return the slots that a person sees and mends."""
        slots = form_of(self.claim.type, self.title)
        return tuple(slot for slot in slots if slot.field in self.only) if self.only else slots

    @property
    def filed(self) -> tuple[Draft, ...]:
        """Return the statements that are to be filed of it."""
        kept = self.verdict in (Verdict.ACCEPTED, Verdict.MENDED, Verdict.ADDED)
        return self.made if kept and not isinstance(self.made, str) else ()


class Session:
    """A pass over the proposals of one document and what was left of it; nothing is filed here.

    Each act on an item is one method, and each can be taken back: a terminal, a page or a program drives it alike.
    """

    def __init__(
        self,
        text: str,
        reading: Reading,
        proposals: Iterable[Proposal],
        *,
        make: Callable[[Claim], Made],
        unread: Unread | None = None,
    ) -> None:
        offered = [p for p in proposals if p.made and not (isinstance(p.made, str) and _is_stand(p))]
        self.text, self.reference, self._make_added = text, reading.reference, make
        self._proposals = sorted(offered, key=lambda p: isinstance(p.made, str))
        self.whole = unwrap(text)
        self._evidence = Evidence(self.whole.text, reading.reference, reading.names)
        self.items = [_undecided(p) for p in self._proposals]
        self.added: list[Item] = []
        self.passages: tuple[Passage, ...] = passages_of(fold(text), unread or reading.unread)

    # --- decisions ------------------------------------------------------------------------------------------------

    def accept(self, number: int) -> None:
        """Accept a proposal as it stands now: mended where it was mended, else as it was read."""
        item = self.items[number]
        verdict = Verdict.MENDED if item.claim != item.proposed else Verdict.ACCEPTED
        reason = item.reason if verdict is Verdict.MENDED else None
        self.items[number] = msgspec.structs.replace(item, verdict=verdict, reason=reason)

    def refuse(self, number: int, reason: str = "") -> None:
        """Refuse a proposal, with the reason."""
        told = reason.strip() or NO_REASON
        self.items[number] = msgspec.structs.replace(self.items[number], verdict=Verdict.REFUSED, reason=told)

    def mend(self, number: int, claim: Claim, reason: str = "") -> None:
        """Put a mended claim in the place of a proposal, with the reason; it stays mended until it is taken back."""
        told = reason.strip() or NO_REASON
        made = _noted(self._proposals[number].make(claim), f"Mended in review: {told}.")
        self.items[number] = msgspec.structs.replace(
            self.items[number], claim=claim, made=made, verdict=Verdict.MENDED, reason=told
        )

    def take_back(self, number: int) -> None:
        """Put a proposal back as it was read, undecided."""
        self.items[number] = _undecided(self._proposals[number])

    def add(self, claim: Claim, reason: str = "", *, place: str = "") -> Item:
        """Add a claim that the reader missed, with the reason; `place` says where it was added."""
        item = self._added(claim, reason.strip() or NO_REASON, place)
        self.added.append(item)
        return item

    def change(self, place: str, claim: Claim, reason: str = "") -> Item:
        """Put a changed claim in the place of what was last added there, under its reason where no other is given.

        Raises LookupError where nothing was added.
        """
        at = self._last_added(place)
        if at is None:
            raise LookupError("nothing was added here")
        self.added[at] = self._added(claim, reason.strip() or self.added[at].reason or NO_REASON, place)
        return self.added[at]

    def drop(self, place: str) -> Item | None:
        """Take back what was last added at a place; None where nothing was."""
        at = self._last_added(place)
        return None if at is None else self.added.pop(at)

    def _added(self, claim: Claim, reason: str, place: str) -> Item:
        made = _noted(self._make_added(claim), f"Added in review: {reason}.")
        return Item(proposed=None, claim=claim, made=made, verdict=Verdict.ADDED, reason=reason, place=place)

    def _last_added(self, place: str) -> int | None:
        return max((n for n, item in enumerate(self.added) if item.place == place), default=None)

    def added_at(self, place: str) -> list[Item]:
        """Return what was added at a place."""
        return [item for item in self.added if item.place == place]

    def would_make(self, claim: Claim, number: int | None = None) -> Made:
        """Return what a claim would file: of a proposal by its number, or added."""
        return self._make_added(claim) if number is None else self._proposals[number].make(claim)

    @property
    def everything(self) -> list[Item]:
        """Return all items, the added ones last."""
        return [*self.items, *self.added]

    # --- entries ----------------------------------------------------------------------------------------------------

    def entered(self, claim: Claim, slot: Slot, told: str) -> Claim:
        """Return a claim with a slot as typed; an empty entry empties it. Raises EntryError, also where the text does not bear it out."""
        if slot is QUOTE:
            return self._moved(claim, told)
        value = (
            slot.read(told, self.reference, ahead=claim.type is ClaimType.EXPECTED) if told.strip() else emptied(slot)
        )
        changed = msgspec.structs.replace(claim, **{slot.field: value})
        reason = self._fault(changed, slot.field)
        if reason:
            raise EntryError(reason)
        return changed

    def _moved(self, claim: Claim, told: str) -> Claim:
        """Return a claim on other words of the text; what it says must stand in these too."""
        start, end = self.marked(told, self.sentence(claim.start, claim.end))
        moved = msgspec.structs.replace(claim, quote=self.text[start:end], start=start, end=end)
        reason = fault_of(as_joined(moved, self.whole), COUNT_SLOTS, self._evidence)
        if reason:
            raise EntryError(reason)
        return moved

    def _fault(self, changed: Claim, field: str) -> str | None:
        claim = as_joined(changed, self.whole)
        if field == "what" and claim.what:
            return value_fault(claim.what, claim, self._evidence) if claim.type is not ClaimType.EXPECTED else None
        return fault_of(claim, (field,), self._evidence)

    def marked(self, told: str, around: tuple[int, int]) -> tuple[int, int]:
        """Return the words a person marks: "first words ... last words" or all of them, there or once in the text.

        Raises EntryError where they do not stand in the text, or stand there several times.
        """
        first, dots, last = (part.strip() for part in fold(told).replace("\u2026", "...").partition("..."))
        start, end = self._found(first, self.whole.forth(*around))
        if dots:
            stop = self._evidence.folded.find(last, end) if last else -1
            if stop < 0:
                raise EntryError(f"{last!r} does not follow in the text")
            end = stop + len(last)
        start, end = self.whole.back(start, end)
        if not MIN_QUOTE <= end - start <= MAX_QUOTE:
            raise EntryError(f"{end - start} characters; a claim stands on {MIN_QUOTE} to {MAX_QUOTE}")
        return start, end

    def _found(self, words: str, around: tuple[int, int]) -> tuple[int, int]:
        spaced = r"\s+".join(map(re.escape, words.split()))
        pattern = re.compile(rf"(?<!\w){spaced}(?!\w)", re.I)
        if not words.split():
            raise EntryError("no words; type them as they stand in the text")
        here = pattern.search(self._evidence.folded, *around)
        found = [here] if here else list(pattern.finditer(self._evidence.folded))
        if len(found) != 1:
            times = f"{len(found)} times; mark more of them" if found else "nowhere"
            raise EntryError(f"{words!r} stands in the text {times}")
        return found[0].span()

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence around a place, without blanks around it and no longer than a claim's words."""
        left, right = self._evidence.sentence(*self.whole.forth(start, end))
        words = self.whole.text[left:right]
        left, right = left + len(words) - len(words.lstrip()), right - len(words) + len(words.rstrip())
        left, right = self.whole.back(left, right)
        return left, min(right, left + MAX_QUOTE)

    def blank(self, kind: ClaimType, start: int, end: int) -> Claim:
        """Return a claim of a type on these words with no slot filled."""
        modality = Modality.PLANNED if kind is ClaimType.EXPECTED else Modality.HELD
        return Claim(type=kind, quote=self.text[start:end], start=start, end=end, rule="review", modality=modality)

    def offered(self, claim: Claim, numbers: Iterable[UnreadNumber] = ()) -> Claim:
        """Return a blank claim with the only day, place and unread number of its words filled in, to be kept or changed."""
        at = as_joined(claim, self.whole)
        days, places = self._days_and_places(fold(at.quote).replace("\n", " "))
        counts = {n.count for n in numbers if claim.start <= n.start and n.end <= claim.end}
        found: dict[str, object] = {"place": places.pop() if len(places) == 1 else None}
        found["period" if claim.type is ClaimType.FIGURE else "date"] = days.pop() if len(days) == 1 else None
        if claim.type is ClaimType.FIGURE and len(counts) == 1:
            found["value"] = counts.pop()
        taken = {name: value for name, value in found.items() if value is not None}
        return msgspec.structs.replace(claim, **taken)

    def _days_and_places(self, words: str) -> tuple[set[DateRange], set[str]]:
        clock = Clock(reference=self.reference)
        days = {m.value for m in find_dates(words, clock) if m.value}
        names = find_names(words, tokens(words), self._evidence.given)
        return days, {place.text for place in find_places(words, names) if place.prep}


def _undecided(one: Proposal) -> Item:
    return Item(proposed=one.claim, claim=one.claim, made=one.made, title=one.title, only=one.only)


def _is_stand(proposal: Proposal) -> bool:
    return proposal.claim.type is ClaimType.POSITION


def _noted(made: Made, note: str) -> Made:
    """Return drafts that say in their note what a person did to them."""
    if isinstance(made, str):
        return made
    return tuple(_with_note(draft, note) for draft in made)


def _with_note(draft: Draft, note: str) -> Draft:
    told = "; ".join(p for p in (str(draft.body.get("note") or ""), note) if p)
    return msgspec.structs.replace(draft, body={**draft.body, "note": told[:8000]})
