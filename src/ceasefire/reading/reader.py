"""From a text to claims: cut, annotate, read, join, check, validate."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from ceasefire.reading.claims.in_order import claims_of
from ceasefire.reading.gate.checks import check_document
from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.gate.validator import Accepted, validate
from ceasefire.reading.known_names.bundle import Names, package_names
from ceasefire.reading.mentions.dates import dateline
from ceasefire.reading.mentions.sentence import Sentence, Thread
from ceasefire.reading.model import Claim, Reading, Rejected
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.segment import Unit, UnitKind, segment

READER: Final = "grammar-1"
MAX_TEXT: Final = 4_000_000
_LATIN = re.compile(r"[A-Za-z]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff]+")
_FOREIGN = re.compile(r"\b(?:ve|bir|ile|el|los|las|que|les|des|und|der|dans|sur|para|della)\b|[\u011f\u0131\u015f]")
_ENGLISH = re.compile(r"\b(?:the|and|of|in|was|were|to|on)\b")


class TextTooLong(ValueError):
    """The text is longer than any article or report; it is not read."""


def read(
    text: str,
    *,
    date: dt.date | None,
    publisher: str | None = None,
    language: str | None = None,
    names: Names | None = None,
) -> Reading:
    """Read a text's meetings, agreements, incidents, figures, expected things and positions.

    `date` is the day the text was written; without it a full date in the head of the text is taken, and without that
    relative dates stay open. A `publisher` that is a monitoring body speaks where its report names nobody else; a news
    house does not. `names` are the places and bodies that are known by name; without them the general ones of the package
    are, which are of no conflict. Only English text is read here; for another `language` the reading is empty. Raises TextTooLong
    above 4,000,000 characters.
    """
    if len(text) > MAX_TEXT:
        raise TextTooLong(f"text of {len(text)} characters; at most {MAX_TEXT} are read")
    folded = fold(text)
    units = segment(folded)
    reference, basis = _reference(folded, units, date)
    known = names or package_names()
    author = dateline.author_of(folded, units, known) or dateline.body_named(publisher or "", known)
    tongue = language or ("en" if _looks_english(folded) else "und")
    claims = _claims(text, folded, units, reference, author, known) if tongue.startswith("en") else []
    accepted, rejected = _judged(claims, Evidence(text, reference, known))
    return Reading(
        claims=accepted,
        checks=check_document(folded, accepted),
        rejected=rejected,
        reference=reference,
        reference_basis=basis,
        author=author or publisher,
        language=tongue,
        reader=READER,
        names=known,
    )


def _claims(
    text: str, folded: str, units: tuple[Unit, ...], reference: dt.date | None, author: str | None, names: Names
) -> list[Claim]:
    """Return the claims of a text; its dateline and its furniture are not read as sentences."""
    written = dateline.written_on(folded, units)
    near = written and reference and 0 <= (reference - written).days <= 3
    thread = Thread(
        text,
        folded,
        reference,
        author,
        today=written if near else None,
        period=dateline.covered_period(folded, units, reference) if author else None,
        names=names,
    )
    told = [(u, i) for i, u in enumerate(units) if u.kind not in (UnitKind.FURNITURE, UnitKind.DATELINE)]
    return claims_of(thread, [Sentence(thread, unit, index) for unit, index in told])


def _reference(folded: str, units: tuple[Unit, ...], date: dt.date | None) -> tuple[dt.date | None, str]:
    """Return the day the text was written, and how it is known."""
    if date is not None:
        return date, "given"
    found = dateline.written_on(folded, units)
    return found, "text" if found else "none"


def _looks_english(folded: str) -> bool:
    sample = folded[:1_500]
    latin, other = sum(map(len, _LATIN.findall(sample))), sum(map(len, _OTHER_SCRIPT.findall(sample)))
    return latin + other < 40 or (latin > 2 * other and (bool(_ENGLISH.search(sample)) or not _FOREIGN.search(sample)))


def _judged(claims: list[Claim], evidence: Evidence) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    accepted: list[Claim] = []
    rejected: list[Rejected] = []
    for claim in claims:
        verdict = validate(claim, evidence)
        if isinstance(verdict, Accepted):
            accepted.append(verdict.claim)
        else:
            rejected.append(verdict)
    return tuple(accepted), tuple(rejected)
