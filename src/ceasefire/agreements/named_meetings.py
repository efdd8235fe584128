"""The meetings and duties that coded agreements name: those that a clause, a clock or a power begins, opens or ends with."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from ceasefire.agreements.language.files.stored import dump
from ceasefire.agreements.language.model import Instrument

IDS = ("meeting_id", "label", "thing")
"""Columns by which an agreement may name a meeting (`Context` reads them)."""
READ = (*IDS, "process", "status", "date_start", "date_end", "date_precision", "claimed_at")
READ_OF_ACCOUNTS = (
    *("duty_report_id", "instrument", "provision", "says", "said_by"),
    *("date_start", "date_end", "about", "phase", "percent", "claimed_at", "ledger"),
)
"""Columns that `Context` reads of accounts of duties."""


def named_in(instruments: Iterable[Instrument], meetings: pa.Table) -> pa.Table:
    """Return what is read of the meetings that any of the instruments names, as `meeting:ID`; perhaps a few more."""
    texts = [dump(one).decode("utf-8") for one in instruments]
    names = zip(*(meetings[column].to_pylist() for column in IDS), strict=True)
    kept = [any(one and f"meeting:{one}" in text for one in ids for text in texts) for ids in names]
    return meetings.select(READ).filter(pa.array(kept, pa.bool_()))


def opening_accounts(instruments: Iterable[Instrument], duty_reports: pa.Table) -> pa.Table:
    """Return what is read of the accounts on which it hangs whether a provision is open, a moment has come, or a power may be used."""
    named = {(one.id, provision) for one in instruments for provision in _asked(one)}
    pairs = zip(duty_reports["instrument"].to_pylist(), duty_reports["provision"].to_pylist(), strict=True)
    kept = [pair in named for pair in pairs]
    return duty_reports.select(READ_OF_ACCOUNTS).filter(pa.array(kept, pa.bool_()))


def _asked(one: Instrument) -> Iterator[str]:
    """Yield the provisions of which an instrument asks whether they are said to be met or missed."""
    text = dump(one).decode("utf-8")
    for provision in one.provisions:
        moment = any(f'"{what}:{provision.id}"' in text for what in ("met", "breached"))
        if provision.then or provision.otherwise or moment:
            yield provision.id
        if provision.power is not None:
            yield from provision.power.after
