"""What a learnt set must be for links to be computed under it: it may come from anybody, so nothing of it is believed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import msgspec

from ceasefire.linkage.learning.sampling import COMMON_MOST, WORDS_OF
from ceasefire.linkage.options import EDITION, MOST_BITS, Parameters
from ceasefire.linkage.scoring.fields import CODES, FIELDS, Field
from ceasefire.vocabulary.errors import CeasefireError

MOST_BYTES: Final = 4 << 20
"""Bytes of a set's JSON: one with as many words and values as may be listed has less than one MiB."""

_MOST_SCALE: Final = 4.0
"""How far a field may be trusted at the most; learning stays below 2."""

_MOST_SLOPE: Final = 16.0
"""Steepest slope from bits to log2-odds; learning stays below 2."""

_HASH: Final = re.compile(r"[0-9a-f]{16}")


class _Form(msgspec.Struct):
    """Of a set of whatever edition, the edition alone."""

    edition: int = EDITION


class Unfit(CeasefireError, ValueError):
    """Bytes are no learnt set that links can be computed under; the message says why."""


def read(data: bytes) -> Parameters:
    """Return the parameters that JSON holds, as `Parameters.to_json` writes them; raises Unfit for anything else."""
    if len(data) > MOST_BYTES:
        raise Unfit(f"longer than {MOST_BYTES:,} bytes")
    try:
        edition = msgspec.json.decode(data, type=_Form).edition
        if edition != EDITION:
            raise Unfit(unknown_form(edition))
        found = Parameters.from_json(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unfit(f"it is no learnt set: {error}") from None
    return fitting(found)


def unknown_form(edition: int) -> str:
    """Say in words that sets of this edition cannot be read here."""
    return f"form {edition} of a learnt set is not known here (known: {EDITION})"


def fitting(parameters: Parameters) -> Parameters:
    """Return the parameters where links can be computed under them; raises Unfit with the first thing that does not fit."""
    try:
        msgspec.convert(msgspec.to_builtins(parameters), Parameters)
    except (msgspec.MsgspecError, TypeError) as error:
        raise Unfit(f"it is no learnt set: {error}") from None
    for reason in _misfits(parameters):
        raise Unfit(reason)
    return parameters


def _misfits(found: Parameters) -> Iterator[str]:
    if found.edition != EDITION:
        yield unknown_form(found.edition)
    for name, number, most in _single(found):
        if not abs(number) <= most:  # so that a number which is none is refused, too
            yield f"{name} is {number}; at most {most:g}"
    if not found.calibration[0] > 0:
        yield "the slope of the calibration is not above 0"
    yield from _of_fields(found)
    yield from _of_cells(found)
    yield from _of_words(found)


def _single(found: Parameters) -> Iterator[tuple[str, float, float]]:
    slope, offset = found.calibration
    yield from (
        ("prior_bits", found.prior_bits, MOST_BITS),
        ("within_prior_bits", found.within_prior_bits, MOST_BITS),
    )
    yield "threshold_bits", found.threshold_bits, MOST_BITS
    yield from (("calibration slope", slope, _MOST_SLOPE), ("calibration offset", offset, MOST_BITS))


def _of_fields(found: Parameters) -> Iterator[str]:
    names = {field.name for field in FIELDS}
    given_names = (("weights", found.weights), ("within", found.within), ("scale", found.scale))
    for what, given in ((what, set(table)) for what, table in given_names):
        if given != names:
            yield f"{what} does not name the fields {', '.join(sorted(names))}"
            return
    for field in FIELDS:
        yield from _of_levels("weights", field, found.weights[field.name])
        yield from _of_levels("within", field, found.within[field.name])
        scale = found.scale[field.name]
        if not 0 <= scale <= _MOST_SCALE:
            yield f"scale of {field.name} is {scale}; 0 to {_MOST_SCALE:g}"


def _of_levels(what: str, field: Field, bits: list[float]) -> Iterator[str]:
    if len(bits) != len(field) or not _bounded(bits):
        yield f"{what} of {field.name} are not {len(field)} numbers of at most {MOST_BITS:g} bits"
        return
    if any(bits[level] for level in _no_evidence(field)):
        yield f"{what} of {field.name} count what is not told as evidence"
    if any(bits[a] > bits[b] for run in field.rising for a, b in pairwise(run)):
        yield f"{what} of {field.name} fall where the evidence grows"
    if any(bits[level] < 0 for level in field.agreeing):
        yield f"{what} of {field.name} count what two reports have in common against them"


def _no_evidence(field: Field) -> list[int]:
    """Return the levels that are the only one of their circumstance: a missing value, which says nothing."""
    sizes = Counter(field.given)
    return [level for level, circumstance in enumerate(field.given) if sizes[circumstance] == 1]


def _of_cells(found: Parameters) -> Iterator[str]:
    refined = {field.name: field for field in FIELDS if field.refine}
    if set(found.codes) != set(CODES):
        yield f"codes does not name the columns {', '.join(sorted(CODES))}"
        return
    for name, values in found.codes.items():
        if len(values) >= CODES[name] or len(set(values)) < len(values):
            yield f"codes of {name} are not up to {CODES[name] - 1} different values"
    for name, bits in found.refined.items():
        if name not in refined or len(bits) != refined[name].cells or not _bounded(bits) or bits[0]:
            yield f"refined weights of {name} do not fit"


def _of_words(found: Parameters) -> Iterator[str]:
    if not set(found.common) <= set(WORDS_OF):
        yield f"common words are told of other fields than {', '.join(WORDS_OF)}"
    for name, shares in found.common.items():
        if len(shares) > COMMON_MOST:
            yield f"more than {COMMON_MOST:,} common words of {name}"
        if not all(_HASH.fullmatch(word) and 0 < share <= 1 for word, share in shares.items()):
            yield f"common words of {name} are not hashes of 16 digits with a share above 0 and up to 1"


def _bounded(bits: Iterable[float]) -> bool:
    return all(math.isfinite(b) and abs(b) <= MOST_BITS for b in bits)
