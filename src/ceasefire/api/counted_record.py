"""Counts and what was watched beside them: questions of a `Record`."""

from typing import TYPE_CHECKING, Any

from ceasefire.api.held_record import HeldRecord

if TYPE_CHECKING:
    from collections.abc import Collection

    from ceasefire.api.tally_comparison import Answer


class CountedRecord(HeldRecord):
    """A record as far as it is asked for counts of periods, entries a day, and coverage."""

    def period_counts(self, measure: str | None = None) -> "list[Answer]":
        """Return counts for longer than a day that several bodies give of shared days, side by side.

        Each answer holds `from`, `to`, `place`, `counts` (who counts what, the number, its unit and days) and `compared`
        in words: a difference only between counts of one unit over the same days.
        """
        from ceasefire.api import tally_comparison

        return tally_comparison.of_periods(self, measure)

    def rates(self, *, body: str | None = None, measure: str | None = None) -> "list[Answer]":
        """Return the entries a day with a list, body by body and period by period, with what that body watched.

        Raises BadArgument for a body or measure of which no list is in the record.
        """
        from ceasefire.api import tally_comparison

        return tally_comparison.rates(self, body, measure)

    def coverage(self, *, instrument: str | None = None, provision: str | None = None) -> list[dict[str, Any]]:
        """Return, clause by clause and period by period, the incidents in scope beside what was watched on that ground.

        Where nobody says what was watched the days are None and `coverage` says "not known". Raises BadArgument for an
        instrument or provision of which there is no row.
        """
        from ceasefire.api import tally_comparison

        return tally_comparison.coverage(self, instrument, provision)

    def documents_read(self, *, ids: "Collection[str] | None" = None, kind: str | None = None) -> list[dict[str, Any]]:
        """Return each text on whose words statements stand: how many, and which numbers and sentences of it none holds.

        `ids` asks for the texts of these statements, `kind` for those of a kind, as "tally". It is counted anew from the
        text that the record keeps, so that what is added later is no longer left.
        """
        from ceasefire.api import documents_read

        return documents_read.documents_read(self, ids, kind)
