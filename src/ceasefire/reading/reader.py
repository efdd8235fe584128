"""From a text to claims: cut, annotate, read, join, check, validate."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from ceasefire.reading.claims.in_order import claims_of
from ceasefire.reading.documents.quoted import thread_below
from ceasefire.reading.gate.checks import check_document
from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.gate.validator import Accepted, validate
from ceasefire.reading.known_names.bundle import Names, package_names
from ceasefire.reading.mentions.dates import dateline
from ceasefire.reading.mentions.issuer import issuer_of
from ceasefire.reading.mentions.sentence import Sentence, Thread
from ceasefire.reading.model import Claim, ClaimType, Reading, Rejected
from ceasefire.reading.spans import as_it_came, check_as_it_came
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.language import language_at, languages_of, may_be_english
from ceasefire.reading.text.legibility import share_of_words
from ceasefire.reading.text.no_report import reports_nothing
from ceasefire.reading.text.segment import Unit, UnitKind, segment
from ceasefire.reading.text.unwrap import unwrap
from ceasefire.reading.unread.left import unread

READER: Final = "grammar-1"
MAX_TEXT: Final = 4_000_000
_HEAD: Final = 600
"""Characters in which the lines of a head stand; chosen by hand, not measured."""


class TextTooLong(ValueError):
    """The text is longer than any article or report; it is not read."""


def read(
    text: str,
    *,
    date: dt.date | None,
    publisher: str | None = None,
    speaker: str | None = None,
    language: str | None = None,
    names: Names | None = None,
) -> Reading:
    """Read a text's meetings, agreements, incidents, figures, expected things and positions.

    `date` is the day the text was written; without it a full date in the head of the text is taken, and without that
    relative dates stay open. A `publisher` that is a monitoring body speaks where its report names nobody else; a news
    house does not; a `speaker`, who wrote all of it, always does. `names` are the places and bodies that are known by
    name; without them the general ones of the package are, which are of no conflict. Only English is read here: paragraphs
    in another language are passed over, all where `language` names one, none where it names English. Raises TextTooLong
    above 4,000,000 characters.
    """
    if len(text) > MAX_TEXT:
        raise TextTooLong(f"text of {len(text)} characters; at most {MAX_TEXT} are read")
    whole = unwrap(text)
    folded = fold(whole.text)
    units = segment(folded)
    reference, basis = _reference(folded, units, date)
    known = names or package_names()
    reporter = speaker or _reporter(folded, units, publisher, known)
    author = reporter or issuer_of(folded, units, known) or _issuer_in_lines(text, known)
    tongues = languages_of(folded)
    below, nothing = thread_below(folded), reports_nothing(folded, units)
    told = tuple(
        _told(unit, folded, language or language_at(tongues, unit.start))
        if unit.start < below and number not in nothing
        else _unread(unit)
        for number, unit in enumerate(units)
    )
    claims = _claims(whole.text, folded, told, reference, (reporter, author), known)
    accepted, rejected = _judged(claims, Evidence(whole.text, reference, known))
    return Reading(
        claims=tuple(as_it_came(claim, whole) for claim in accepted),
        checks=tuple(check_as_it_came(check, whole) for check in check_document(folded, accepted)),
        rejected=tuple(msgspec.structs.replace(one, claim=as_it_came(one.claim, whole)) for one in rejected),
        reference=reference,
        reference_basis=basis,
        author=author or publisher,
        language=language or tongues.main,
        reader=READER,
        names=known,
        languages=dict(tongues.letters),
        legible=share_of_words(text),
        unread=unread(whole, told, accepted),
    )


def _reporter(folded: str, units: tuple[Unit, ...], publisher: str | None, names: Names) -> str | None:
    """Return the body whose report a text is: the one that its lines name as the author, else a publisher that is a body."""
    return dateline.author_of(folded, units, names) or dateline.body_named(publisher or "", names) or None


def _issuer_in_lines(text: str, names: Names) -> str | None:
    """Return the body that the lines of a head show to be the author, where these were taken for one broken line."""
    head = fold(text[:_HEAD])
    return issuer_of(head, segment(head), names)


def _claims(
    text: str,
    folded: str,
    units: tuple[Unit, ...],
    reference: dt.date | None,
    by: tuple[str | None, str | None],
    names: Names,
) -> list[Claim]:
    """Return the claims of a text by the body that reports and whoever's word it is; its dateline and its furniture are not read as sentences."""
    reporter, author = by
    written = dateline.written_on(folded, units)
    near = written and reference and 0 <= (reference - written).days <= 3
    thread = Thread(
        text,
        folded,
        reference,
        author,
        today=written if near else None,
        period=dateline.covered_period(folded, units, reference) if reporter else None,
        names=names,
        reports=reporter is not None,
        here=dateline.written_at(folded, units),
    )
    told = [(u, i) for i, u in enumerate(units) if u.kind not in (UnitKind.FURNITURE, UnitKind.DATELINE)]
    return claims_of(thread, [Sentence(thread, unit, index) for unit, index in told])


def _told(unit: Unit, folded: str, language: str) -> Unit:
    """Return a unit as it is read; one in another language, or repeated from another mail, is passed over as furniture is."""
    read_ = may_be_english(language) and not _is_repeated(unit, folded)
    return unit if read_ else _unread(unit)


def _unread(unit: Unit) -> Unit:
    return msgspec.structs.replace(unit, kind=UnitKind.FURNITURE)


def _is_repeated(unit: Unit, folded: str) -> bool:
    """Return whether a unit stands on a line of another's mail: "> Two men were killed"."""
    line = folded[folded.rfind("\n", 0, unit.start) + 1 : unit.start + 1]
    return line.lstrip().startswith(">")


def _reference(folded: str, units: tuple[Unit, ...], date: dt.date | None) -> tuple[dt.date | None, str]:
    """Return the day the text was written, and how it is known."""
    if date is not None:
        return date, "given"
    found = dateline.written_on(folded, units)
    return found, "text" if found else "none"


def _is_long(claim: Claim, verdict: Rejected) -> bool:
    """Whether a claim fell for its period alone, and that is longer than a day: a day missed is often that of another event."""
    return verdict.reason.startswith("period:") and claim.period is not None and claim.period.start < claim.period.end


def _without_days(verdict: Accepted | Rejected, evidence: Evidence) -> Accepted | Rejected:
    """Return the verdict on an agreement without the days that cannot be pointed to, where who made it or a day is left."""
    for slot in ("expires", "effective", "date"):
        if isinstance(verdict, Rejected) and verdict.reason.startswith(f"{slot}:"):
            less = msgspec.structs.replace(verdict.claim, **{slot: None})
            if not (less.actors or less.date or less.effective or less.expires):
                return verdict
            verdict = validate(less, evidence)
    return verdict


def _judged(claims: list[Claim], evidence: Evidence) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    accepted: list[Claim] = []
    rejected: list[Rejected] = []
    for claim in claims:
        verdict = validate(claim, evidence)
        if isinstance(verdict, Rejected) and claim.type is ClaimType.FIGURE and _is_long(claim, verdict):
            # a count whose time cannot be pointed to is a count of no told time
            verdict = validate(msgspec.structs.replace(claim, period=None), evidence)
        if isinstance(verdict, Rejected) and claim.type is ClaimType.AGREEMENT:
            verdict = _without_days(verdict, evidence)
        if isinstance(verdict, Accepted):
            accepted.append(verdict.claim)
        else:
            rejected.append(verdict)
    return tuple(accepted), tuple(rejected)
