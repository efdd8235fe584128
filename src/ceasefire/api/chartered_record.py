"""What a person does with a charter, as methods of a record."""

from pathlib import Path
from typing import Any

from ceasefire.api.held_record import HeldRecord

Answer = dict[str, Any]


class CharteredRecord(HeldRecord):
    """A record with the questions and entries on whose word counts; `Record` is one."""

    def propose_charter(
        self,
        path: str | Path,
        *,
        accept: bool = False,
        dry_run: bool = False,
        office: str | None = None,
        passphrase: str | None = None,
    ) -> Answer:
        """File the charter that a form says (`ceasefire: charter/1`); with `accept` the office accepts it as well.

        Raises CharterError naming everything that is wrong with it, each with its line; see `charters.propose`.
        """
        from ceasefire.api import charters, entries

        signer = entries.Signer(office=office, passphrase=passphrase)
        return charters.propose(self, Path(path), accept=accept, dry_run=dry_run, signer=signer)

    def accept_charter(
        self,
        charter: str,
        *,
        of: str | None = None,
        decline: bool = False,
        reason: str | None = None,
        office: str | None = None,
        passphrase: str | None = None,
    ) -> Answer:
        """File that a body accepts a charter version, or declines it; the body is the one that the office speaks for.

        Raises Refused where the office speaks for none; see `charters.accept_version`.
        """
        from ceasefire.api import charters, entries

        said = charters.NewAcceptance(charter=charter, of=of, decline=decline, reason=reason)
        return charters.accept_version(self, said, entries.Signer(office=office, passphrase=passphrase))

    def trust_charter(self, charter: str, *, note: str = "") -> Answer:
        """Pin a charter version in the reader's own trust file, and say which pin it replaces; see `charters.pin`."""
        from ceasefire.api import charters

        return charters.pin(self, charter, note)

    def charters(self, charter: str | None = None) -> Answer:
        """Return the charter versions of the record, or one of them, and how far each has come; see `charter_answers.show`."""
        from ceasefire.api import charter_answers

        return charter_answers.show(self, charter)

    def compare_charters(self, charter: str, other: str | None = None) -> Answer:
        """Return what a charter version changes against the one that it follows, or another."""
        from ceasefire.api import charter_answers

        return charter_answers.compare(self, charter, other)
