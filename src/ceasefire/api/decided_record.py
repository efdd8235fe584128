"""What rules decide and whose word decided, findings, questions and complaints: questions of a `Record`."""

from datetime import date
from typing import TYPE_CHECKING

from ceasefire.api.held_record import HeldRecord

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.decided import Answer
    from ceasefire.record.filing import Receipt


class DecidedRecord(HeldRecord):
    """A record as far as it is asked what bodies decided, hold on questions, complained of, and by whose word."""

    def decisions(self, on: date | str | None = None) -> "pa.Table":
        """Return what the decision rules in force give on each incident with positions, as of a day."""
        return self.table("decisions", on=on)

    def outcomes(self, incident: str | None = None, *, on: date | str | None = None) -> "list[Answer]":
        """Return what each rule gives, with the positions behind it: whose word each is, and what became of it.

        `incident` is an incident or any of its reports. One that no rule has anything to decide on is returned with its
        positions alone. Raises NotFound for a name that there is not.
        """
        from ceasefire.api import decided

        return decided.outcomes(self, incident, on)

    def finding_checks(self) -> "pa.Table":
        """Return what recomputing each signed finding gives."""
        return self.table("finding_checks")

    def stances_held(self) -> "pa.Table":
        """Return who holds what on each question that is no incident, and whose word each is."""
        return self.table("stances_held")

    def complaint_states(self) -> "pa.Table":
        """Return how far each complaint has come, and by whose word."""
        return self.table("complaint_states")

    def file_finding(
        self,
        incident: str,
        rule: str,
        *,
        on: date | str | None = None,
        reason: str | None = None,
        office: str | None = None,
        passphrase: str | None = None,
    ) -> "Receipt":
        """File what a rule gives on an incident on a day (default: today) as a finding, with the positions it rests on.

        Raises BadArgument for a rule that there is not, and Refused where it decides nothing yet, or no charter is in force.
        """
        from ceasefire.api import decided, entries

        signer = entries.Signer(office=office, passphrase=passphrase)
        return decided.file_finding(self, incident, rule, on=on, reason=reason, signer=signer)
