"""Accounts of duties: what somebody says was met, missed or is under way, as statements tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One account of one duty: what somebody said, when; or an act that shows it done (`act`), which nobody says.

    `first` to `last` are the days that it tells; `filed` is the day on which it was filed, for one that tells none.
    """

    instrument: str
    provision: str
    says: str
    by: str
    first: date | None = None
    last: date | None = None
    filed: date | None = None
    about: tuple[str, ...] = ()
    phase: int | None = None
    percent: int | None = None
    id: str = ""
    ledger: str = ""
    """The ledger in which it stands: whose word it is that it was said."""
    act: str = ""
    """How an act shows it, in words; empty where somebody says it."""

    @property
    def known(self) -> date | None:
        """The day from which it is known: the last that it tells, else the day on which it was filed."""
        return self.last or self.first or self.filed

    @property
    def words(self) -> str:
        """The account in words, as the column `said` holds it."""
        day = self.first.isoformat() if self.first else f"day not told, filed {self.filed}" if self.filed else ""
        percent = f" ({self.percent} percent)" if self.percent is not None else ""
        return f"{self.act or self.says}{percent}: {self.by}, {day or 'day not told'}"


def accounts_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Account, ...]:
    """Return the accounts of rows of `duty_reports`, by instrument, provision and day; columns left out are null."""
    found = [
        Account(
            instrument=r["instrument"],
            provision=r["provision"],
            says=r["says"],
            by=r["said_by"],
            first=r.get("date_start"),
            last=r.get("date_end") or r.get("date_start"),
            filed=filed_on(r),
            about=tuple(r.get("about") or ()),
            phase=r.get("phase"),
            percent=r.get("percent"),
            id=r.get("duty_report_id") or "",
            ledger=r.get("ledger") or "",
        )
        for r in rows
    ]
    return tuple(sorted(found, key=_order))


def _order(one: Account) -> tuple[str, str, date, str, str, str]:
    return one.instrument, one.provision, one.known or date.min, one.by, one.says, one.id


def filed_on(row: Mapping[str, Any]) -> date | None:
    """Return the day on which a row's office says that it signed it (`claimed_at`); None where the row tells none."""
    told = row.get("claimed_at")
    return date.fromisoformat(told[:10]) if told else None
