"""Say a coded instrument in plain English, for a lawyer to hold against the text."""

from collections.abc import Iterable, Iterator
from typing import Final

from ceasefire.agreements.language.fields import Confidence, Modality
from ceasefire.agreements.language.holders import holder_words, listed
from ceasefire.agreements.language.in_words import clause_words as said
from ceasefire.agreements.language.in_words.assumptions import assumptions
from ceasefire.agreements.language.model import Instrument, Provision, Rival
from ceasefire.vocabulary.wording import plural, spaced

_CONFIDENCE: Final = {
    Confidence.R: "the text or a verbatim quotation of it was read",
    Confidence.P: "read in a press or second-hand report",
    Confidence.K: "from background knowledge, not re-read",
}
_VERB: Final = {
    Modality.MUST: "must do this",
    Modality.MUST_NOT: "must not do what is forbidden below",
    Modality.MAY: "may do this",
    Modality.DECLARES: "in a declaration",
    Modality.POWER: "may do this",
}
_NOUN: Final = {
    Modality.MUST: "duty",
    Modality.MUST_NOT: "prohibition",
    Modality.MAY: "permission",
    Modality.DECLARES: "declaration",
    Modality.POWER: "power",
}
_ASSUMED: Final = "Assumptions that a lawyer must accept or challenge"


def explain(instrument: Instrument) -> str:
    """Return the whole coding of an instrument in plain English; what the text leaves open is said to be open.

    Nothing is added to what is coded. The last part lists, numbered, what our reading takes for granted (`assumptions`).
    """
    lines = [*_head(instrument), *(line for p in instrument.provisions for line in ("", *_provision(p, instrument)))]
    taken = assumptions(instrument)
    lines += ["", f"{_ASSUMED}:" if taken else f"{_ASSUMED}: none."]
    lines += [f"  {number}. {one}" for number, one in enumerate(taken, 1)]
    return "\n".join(lines) + "\n"


def _head(i: Instrument) -> Iterator[str]:
    yield f"{i.title}" + (f" ({i.symbol})" if i.symbol else "")
    at = f" at {i.signed_at}" if i.signed_at else ""
    signed = f"Signed on {i.signed}{at}" if i.signed else "No signature told"
    by = listed(i.signatories) or "nobody named"
    yield f"{signed} by {by}. Times are those of {i.time_zone} unless said."
    yield f"In force: {said.moment(i.in_force) if i.in_force else 'not told'}. Term: {said.term(i)}."
    if i.extension:
        yield f"It is extended {said.extension(i.extension)}."
    yield from _beside(i)
    yield f"Coded: {i.covers or 'not told which part'}. Reading: {_CONFIDENCE[i.confidence]}; {said.source(i.source)}."
    if i.paragraphs:
        yield f"Its operative paragraphs: {listed(i.paragraphs)}."
    if i.cases:
        yield f"{plural(len(i.cases), 'case')} beside the text say what the coding must answer."
    yield from _rivals(i.rivals)
    if i.note:
        yield f"Note: {said.flat(i.note)}"


def _beside(i: Instrument) -> Iterator[str]:
    """Yield how the instrument stands to others."""
    if i.layered_on:
        yield f"It lies over {listed(i.layered_on)}."
    if i.supersedes:
        yield f"It supersedes {listed(i.supersedes)}."
    for one in i.precedence:
        yield f"It says of itself that it goes before {one.over} ({one.text_ref}; {_CONFIDENCE[one.confidence]})."


def _provision(p: Provision, i: Instrument) -> Iterator[str]:
    yield f"{p.id}" + (f" ({p.text_ref})" if p.text_ref else "") + f": {said.flat(p.says)}"
    parts = (_demand(p, i), _limits(p), _timing(p), _chain(p, i), _coding(p))
    yield from (f"  {line}" for part in parts for line in part)


def _demand(p: Provision, i: Instrument) -> Iterator[str]:
    if p.bound == "unspecified":
        yield f"Who: the text names no holder of this {_NOUN[p.modality]}."
    else:
        yield f"Who: {said.holder(p.bound)} {_VERB[p.modality]}."
    if p.owed_to is not None:
        yield f"Owed to: {holder_words(p.owed_to)}."
    if p.power is not None:
        yield f"Power: {said.power(p.power, {one.id for one in i.provisions if _forbids(one)})}."
    if p.forbids or p.acts:
        against = "Forbidden" if p.modality is Modality.MUST_NOT else "Allowed" if p.acts else "Against it"
        yield f"{against}: {said.acts(p.acts or p.breached_by)}{said.object_(p.object)}."
    if p.offensive is not None:
        yield f"Of these: {said.offensive(p.offensive)}."


def _limits(p: Provision) -> Iterator[str]:
    of = " (from where it was done)" if p.place and p.place.of == "origin" else ""
    yield f"Where{of}: {said.place(p.place)}."
    if p.window:
        starts = f"from {said.moment(p.window.starts)}" if p.window.starts else "from entry into force"
        yield f"When: {starts}" + (f" until {said.moment(p.window.ends)}" if p.window.ends else "") + "."
    if p.survives:
        yield "It goes on holding after the instrument ends."
    yield from (said.exception(one) for one in p.exceptions)


def _timing(p: Provision) -> Iterator[str]:
    if p.deadline is not None:
        yield f"Deadline: {said.deadline(p.deadline)}."
    if p.clock:
        yield f"Clock: {said.clock(p.clock)}."
    yield from (said.phase(number, one) for number, one in enumerate(p.phases, 1))
    if p.evidence:
        yield f"Shown by: {p.evidence}."
    if p.shown_by is not None:
        yield f"Shown by an act: {said.shown_by(p.shown_by)}."
    if p.scheduled:
        yield f"Verified by: {listed(p.verified_by) or 'the text does not say'}."


def _forbids(p: Provision) -> bool:
    return p.modality is Modality.MUST_NOT


def _chain(p: Provision, i: Instrument) -> Iterator[str]:
    """Yield what opens the provision, what it opens, and for what it is promised."""
    by = [(one.id, "met") for one in i.provisions if p.id in one.then]
    by += [(one.id, said.broken(_forbids(one))) for one in i.provisions if p.id in one.otherwise]
    if by:
        yield f"It opens once {listed((f'{name} is said to be {what}' for name, what in by), 'or')}; before that it is not open."
    if p.then:
        yield f"Once it is said to be met, {listed(p.then)} {'opens' if len(p.then) == 1 else 'open'}."
    if p.otherwise:
        yield f"Once it is said to be {said.broken(_forbids(p))}, {listed(p.otherwise)} {'opens' if len(p.otherwise) == 1 else 'open'}."
    if p.in_return_for:
        yield f"Promised in return for {listed(p.in_return_for)}; neither is excused by the other."


def _coding(p: Provision) -> Iterator[str]:
    if p.untranslatable is not None:
        yield f"Not coded: {p.untranslatable.account}."
    own = f"; {said.source(p.source)}" if p.source else ""
    noun = "paragraph" if len(p.paragraphs) == 1 else "paragraphs"
    coded = f" Codes {noun} {listed(p.paragraphs)}." if p.paragraphs else ""
    yield f"Reading: {_CONFIDENCE[p.confidence]}{own}.{coded}"
    yield from _rivals(p.rivals)
    if p.note:
        yield f"Note: {said.flat(p.note)}"


def _rivals(rivals: Iterable[Rival]) -> Iterator[str]:
    for one in rivals:
        day = f" ({one.day})" if one.day else ""
        beside = f" It can be tested beside ours: {one.id}." if one.id and one.reads else ""
        yield f"Rival reading of {spaced(one.about)}: {one.says}{day}; {said.source(one.source)}.{beside}"
