"""The meetings that coded agreements name: those that a clause or a clock begins or ends with."""

from collections.abc import Iterable

import pyarrow as pa

from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.language.stored import dump

IDS = ("meeting_id", "label", "thing")
"""Columns by which an agreement may name a meeting (`Context` reads them)."""
READ = (*IDS, "process", "status", "date_start", "date_end")


def named_in(instruments: Iterable[Instrument], meetings: pa.Table) -> pa.Table:
    """Return what is read of the meetings that any of the instruments names, as `meeting:ID`; perhaps a few more."""
    texts = [dump(one).decode("utf-8") for one in instruments]
    names = zip(*(meetings[column].to_pylist() for column in IDS), strict=True)
    kept = [any(one and f"meeting:{one}" in text for one in ids for text in texts) for ids in names]
    return meetings.select(READ).filter(pa.array(kept, pa.bool_()))
