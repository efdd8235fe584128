"""What leaves a record: the report, the export and the summary, as methods of a record."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.api.held_record import HeldRecord
from ceasefire.vocabulary.choices import FORMATS

if TYPE_CHECKING:
    from ceasefire.figures import Figure
    from ceasefire.vocabulary.choices import Format

Answer = dict[str, Any]


class PublishedRecord(HeldRecord):
    """A record as far as something of it is published; `Record` is one."""

    def report(
        self,
        out: str | Path,
        *,
        title: str | None = None,
        on: date | str | None = None,
        exact: bool = False,
        delay_days: int = 0,
        sign: bool = False,
        incomplete: bool = False,
        office: str | None = None,
        passphrase: str | None = None,
    ) -> Answer:
        """Write the report, coarse in place unless `exact`, and its manifest; return where, and how many figures.

        `on` is the day on which deadlines are looked at; with `sign` the manifest is filed as a statement.
        Raises IncompleteError with `sign`, but for `incomplete`, where files that statements name are missing or altered.
        """
        from ceasefire.api import publish

        options = publish.PublishOptions(
            title=title,
            on=on,
            exact=exact,
            delay_days=delay_days,
            sign=sign,
            incomplete=incomplete,
            office=office,
            passphrase=passphrase,
        )
        return publish.report(self, Path(out), options)

    def export(
        self,
        out: str | Path,
        *,
        formats: "Iterable[Format]" = FORMATS,
        exact: bool = False,
        delay_days: int = 0,
        sign: bool = False,
        incomplete: bool = False,
        office: str | None = None,
        passphrase: str | None = None,
    ) -> Answer:
        """Write the tables as files with a manifest, coarse in place unless `exact`; `sign` and `incomplete` as `report`."""
        from ceasefire.api import publish

        options = publish.PublishOptions(
            exact=exact,
            delay_days=delay_days,
            sign=sign,
            incomplete=incomplete,
            office=office,
            passphrase=passphrase,
        )
        return publish.export(self, Path(out), options, formats)

    def summary(self, *, on: date | str | None = None, delay_days: int = 0) -> "list[tuple[str, Figure, str]]":
        """Return the lines a person reads in a minute: label, figure, remark."""
        from ceasefire.api import publish

        return publish.summary(self, publish.PublishOptions(on=on, delay_days=delay_days))
