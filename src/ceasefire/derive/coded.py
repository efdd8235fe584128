"""The agreements of a record as each office codes them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from ceasefire.derive.graph import value
from ceasefire.projection.aside import shortened
from ceasefire.record import RecordError
from ceasefire.vocabulary.codes import AsideState

if TYPE_CHECKING:
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.agreements.law.instruments import CodedInstrument


class Coded(NamedTuple):
    """The agreements that can be read, as each office codes them, and rows of `set_aside` for those that cannot."""

    instruments: "tuple[CodedInstrument, ...]"
    aside: tuple[dict[str, Any], ...]


@value
def coded(
    agreements: pa.Table, *, blobs: Callable[[str], bytes], parsed: "Callable[[bytes, str], Instrument]"
) -> Coded:
    """Return the agreements parsed from the files that their statements name by digest; what does not fit is set aside.

    `parsed` gives the instrument of a file's bytes and name. Of two different files that one office names under one id the
    one that stands first is read, and the other set aside; what several offices code, `shared_law` weighs.
    """
    from ceasefire.agreements.law.instruments import CodedInstrument

    read: dict[tuple[str, str], CodedInstrument] = {}
    aside = []
    for row in agreements.to_pylist():
        found, reason, state = _read(row, blobs, parsed)
        if found is not None:
            one = CodedInstrument(found, row["reading"], row["ledger"], row["seq"], row["statement_id"])
            if read.setdefault((one.ledger, found.id), one).reading != one.reading:
                reason = f"another agreement of the id {found.id} stands before it in the same ledger"
        if reason is not None:
            aside.append(aside_row(row, reason, state=state))
    return Coded(tuple(read.values()), tuple(aside))


def _read(
    row: dict[str, Any], blobs: Callable[[str], bytes], parsed: "Callable[[bytes, str], Instrument]"
) -> "tuple[Instrument | None, str | None, AsideState]":
    """Return the agreement that a statement names, or why it is not read, and what that makes of the statement."""
    from ceasefire.agreements.language.files.loading import UNKNOWN_EDITION, AgreementError

    try:
        found = parsed(blobs(row["reading"]), f"{row['agreement_id']}.yaml")
    except AgreementError as error:
        later = next((fault.words for fault in error.faults if fault.rule == UNKNOWN_EDITION), None)
        if later is not None:
            return None, later, AsideState.NOT_UNDERSTOOD
        return None, f"its file cannot be read: {error}", AsideState.DOES_NOT_FIT
    except (ValueError, RecordError, OSError, RecursionError) as error:
        return None, f"its file cannot be read: {error}", AsideState.DOES_NOT_FIT
    if found.id != row["agreement_id"]:
        reason = f"its file holds the agreement {found.id}, the statement says {row['agreement_id']}"
        return None, reason, AsideState.DOES_NOT_FIT
    return found, None, AsideState.DOES_NOT_FIT


def aside_row(
    row: dict[str, Any], reason: str, kind: str = "agreement", state: AsideState = AsideState.DOES_NOT_FIT
) -> dict[str, Any]:
    """Return a row of `set_aside` for a row of a stated table, with the reason."""
    same = {name: row[name] for name in ("statement_id", "ledger", "seq")}
    return same | {"kind": kind, "state": str(state), "reason": shortened(reason)}
