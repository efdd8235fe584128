"""How an office publishes: title, counters, periods, cut-off. A form (TOML) that is filed as a `settings` statement.

Which one is in force, `record_settings` says; what was used is written into each publication's manifest.
"""

from datetime import date
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from ceasefire.record import RecordError
from ceasefire.vocabulary.confirmations import Confirms

if TYPE_CHECKING:
    from ceasefire.figures import Period

OF_TABLES: Final = ("counters", "daily_unit", "measure", "periods", "confirmations", "running_counters")
"""Fields of the settings that tables rest on; the others only shape what is published."""


class PeriodOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named span of days, first and last included."""

    name: str
    start: date
    end: date


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`publication.toml`, whose first key says what it is. `counters` are the two bodies whose daily lists are compared, over `periods`.

    `linkage_ledger` is the origin of the ledger whose learnt sets hold; by default the first ledger of the record;
    a charter goes before it.
    """

    ceasefire: Literal["settings/1"] = "settings/1"
    title: str = ""
    start: date | None = None
    end: date | None = None
    cut_off: date | None = None
    counters: tuple[str, str] | None = None
    daily_unit: str = "case_of_firing"
    measure: str | None = None
    periods: tuple[PeriodOf, ...] = ()
    confirmations: tuple[Confirms, ...] = ()
    running_counters: tuple[str, ...] = ()
    linkage_ledger: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def spans(self) -> "list[Period]":
        """The periods as the figures take them."""
        from ceasefire.figures import Period

        return [Period(name=p.name, start=p.start, end=p.end) for p in self.periods]


def parsed(text: bytes, name: str) -> Settings:
    """Return settings from the bytes of their file (TOML); raises RecordError that names the file and what does not fit."""
    import tomllib

    try:
        return msgspec.convert(tomllib.loads(text.decode("utf-8")), Settings)
    except (ValueError, RecursionError) as error:  # ValueError: bad UTF-8, bad TOML, a field that does not fit
        raise RecordError(f"{name}: {error}") from error
