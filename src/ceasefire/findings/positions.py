"""Positions: which count for the body that they speak of, which are superseded, rival, refused, or told by another."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ceasefire.findings.own_words import Word, signed, stand_of_each
from ceasefire.findings.permissions import refusal
from ceasefire.findings.stands import Holding, holding
from ceasefire.linkage import membership
from ceasefire.parties.authority import Authority, Voice
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def check_positions(positions: "pa.Table", links: "pa.Table | None", authority: Authority) -> "pa.Table":
    """Return what became of each position: table `position_checks`, in the order of the positions.

    A position counts for the body `of` where an office signed it that speaks for that body under the charter version it
    cites, and the charter lets the body's role enter the value; the role is the charter's alone. Of one body's counted
    positions on one incident and axis the last of each ledger stands (`own_words`); those of two offices that differ are
    rival. All others are told: they replace nothing of the body's own.
    """
    import pyarrow as pa

    rows = positions.to_pylist()
    incident_of = membership.incident_among(links, reports_named(positions)) if links is not None else {}
    found = [_check(row, one, authority) for row, one in zip(rows, words_of(rows, incident_of, authority), strict=True)]
    return pa.Table.from_pylist(found, schema=schema("position_checks"))


def words_of(rows: Sequence[Row], incident_of: Mapping[str, str], authority: Authority) -> list[Word]:
    """Return what became of each of these rows of `positions`; complete where they are all those of their incidents."""

    def subject(row: Row) -> Hashable:
        return row["of"], row["axis"], tuple(sorted({incident_of.get(one, one) for one in row["about"] or ()}))

    return stand_of_each(rows, [as_signed(row, authority) for row in rows], authority, subject, _content)


def as_signed(row: Row, authority: Authority) -> Word:
    """Return what one position is as it was signed, whatever came after it: counted, refused or told."""
    return signed(row, row["of"], authority, lambda row, voice: _refused(row, voice, authority))


def held_by(row: Row) -> Holding:
    """Return what a row of `positions` says that its body holds."""
    return holding(row["value"], row["stand"], row["against"])


def _content(row: Row) -> Hashable:
    held = held_by(row)
    return held.value, held.towards, held.against


def _refused(row: Row, voice: Voice, authority: Authority) -> str | None:
    assert voice.version is not None
    assert voice.role is not None
    says = authority.versions[voice.version].says
    proof = row["standard_of_proof"]
    return refusal(says, voice.role, row["axis"], row["value"], stand=row["stand"], standard_of_proof=proof)


def reports_named(positions: "pa.Table", of: Collection[str] | None = None) -> set[str]:
    """Return the reports that the positions are about; with `of`, only what those name that are about one of these.

    What became of a position depends on the incidents of all the reports that it names, and of those that the other
    positions of its body on the same incidents name: so who works out the standing of some incidents alone asks here with
    their reports, and gives the links of what comes back beside the incidents' own.
    """
    asked = None if of is None else frozenset(of)
    about: Iterable[frozenset[str]] = (frozenset(told or ()) for told in positions["about"].to_pylist())
    return {report for told in about if asked is None or told & asked for report in told}


def _check(row: Row, found: Word, authority: Authority) -> Row:
    return {
        "position_id": row["position_id"],
        "of": row["of"],
        "ledger": row["ledger"],
        "charter": found.voice.version,
        "role": _role(row["of"], found.voice, authority),
        "axis": row["axis"],
        "value": row["value"],
        "stand": row["stand"],
        "state": found.state,
        "rule": found.rule,
        "why": found.why,
    }


def _role(of: str, voice: Voice, authority: Authority) -> str | None:
    """Return the role of a body in the version that an entry cites, whoever signed the entry."""
    version = authority.versions.get(voice.version) if voice.version is not None else None
    return None if version is None else version.roles.get(of)
