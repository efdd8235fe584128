"""What the reports of one incident say together: body by body, who is named, and how many sources are independent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, combinations
from typing import Any, NamedTuple

from ceasefire.findings.retold import Retold
from ceasefire.parties import Directory, Naming, Speaker, Speakers, fold
from ceasefire.parties.names import is_of_others
from ceasefire.parties.readings import are_troops
from ceasefire.parties.speakers import independent
from ceasefire.vocabulary.codes import Occurrence, Responsibility
from ceasefire.vocabulary.wording import plural

ALL_SOURCES = "all sources"
REPORT_COLUMNS = ("report_id", "source", "publisher", "published", "actor_alleged", "denied_by", "ledger")

Row = dict[str, Any]
Told = tuple[str, str | None]
"""A body, and the ledger that tells what it says; None: an account of its own."""
NOBODY = Retold()
"""No body has an office: every account stands as its source's."""


class Account(NamedTuple):
    """One report as standing reads it: the columns of REPORT_COLUMNS, in their order.

    `ledger` is told only where it retells a body that has offices of its own (`Retold.tellers`).
    """

    report: str
    source: str | None
    publisher: str | None
    published: date | None
    actor: str | None
    denied_by: str | None
    ledger: str | None = None


@dataclass
class BodyAccounts:
    """What one body's reports say of one incident: its own, or those in which a ledger tells what it says."""

    speaker: Speaker
    told_by: str | None = None
    reports: list[str] = field(default_factory=list)
    naming: list[tuple[str, Naming]] = field(default_factory=list)
    """Reports that name somebody, each with whom."""
    described: list[str] = field(default_factory=list)
    """Words for somebody who is described and not named."""
    days: list[date] = field(default_factory=list)

    def add(self, told: Account, naming: Naming | None) -> None:
        """Add one report of this body."""
        self.reports.append(told.report)
        self.days += [told.published] if told.published is not None else []
        if naming is not None:
            self.naming += [(told.report, naming)] if naming.named else []
            self.described += naming.described

    @property
    def first(self) -> date | None:
        """The day of the first report, where one is told."""
        return min(self.days, default=None)

    @property
    def against(self) -> set[str]:
        """Whom it names: a body, or "one of A, B" where the words leave open which."""
        return {str(clause) for _, naming in self.naming for clause in naming.named}

    @property
    def names_itself(self) -> bool:
        """Whether the only body that it names, and names for certain, is its own."""
        named = {clause.certain for _, naming in self.naming for clause in naming.named}
        return {fold(one or "") for one in named} == {fold(self.speaker.body)}


class Denial(NamedTuple):
    """One report of a denial: which report, whose report it is in words, its day."""

    report: str
    told_by: str
    day: date | None


@dataclass
class Accounts:
    """Everything that the reports of one incident say, by body and by the ledger that tells it of the body (None: itself)."""

    bodies: dict[Told, BodyAccounts] = field(default_factory=dict)
    denials: dict[Told, list[Denial]] = field(default_factory=dict)


def by_body(accounts: Iterable[Account], speakers: Speakers, directory: Directory, retold: Retold) -> Accounts:
    """Return what the reports of one incident say, by the body that speaks or denies."""
    found = Accounts()
    for told in accounts:
        naming = directory.accused(told.actor) if told.actor else None
        for speaker in speakers.of(told.source, told.publisher):
            key = (speaker.body, retold.by(speaker.body, told.ledger))
            found.bodies.setdefault(key, BodyAccounts(speaker, key[1])).add(told, naming)
        for speaker in speakers.of(told.denied_by):
            denial = Denial(told.report, told.source or told.publisher or "a source", told.published)
            key = (speaker.body, retold.by(speaker.body, told.ledger))
            found.denials.setdefault(key, []).append(denial)
    return found


def rows_of_reports(
    accounts: Iterable[Account],
    speakers: Speakers,
    directory: Directory,
    doubts: Mapping[str, float],
    retold: Retold = NOBODY,
) -> Iterator[Row]:
    """Yield the rows of standing that the reports of one incident give: each body's own, then all sources together.

    `doubts` gives, for a report whose link is unsure, the probability that it belongs here; it matters beside others.
    What a ledger tells of a body that has offices of its own (`retold`) is a row of its own, and never the body's admission.
    """
    accounts = tuple(accounts)
    found = by_body(accounts, speakers, directory, retold)
    for key, of_body in found.bodies.items():
        yield _occurrence(of_body)
        if key not in found.denials:
            yield _responsibility(of_body)
    for (body, told_by), denied in found.denials.items():
        kind = "party" if speakers.of(body)[0].kind == "party" else "source"
        yield _denial(body, kind, denied, told_by)
    if found.bodies:
        bodies = list(found.bodies.values())
        unsure = doubts if len({told.report for told in accounts}) > 1 else {}
        yield _rests(_occurrence_together(bodies), unsure)
        yield _rests(_responsibility_together(bodies, _of_bodies(found.denials), directory), unsure)


def _of_bodies(denials: Mapping[Told, list[Denial]]) -> dict[str, list[Denial]]:
    """Return denials by body, whoever tells them."""
    found: dict[str, list[Denial]] = {}
    for (body, _), denied in denials.items():
        found.setdefault(body, []).extend(denied)
    return found


def _rests(made: Row, doubts: Mapping[str, float]) -> Row:
    """Return a row that says which of the reports it rests on may not belong to the incident."""
    unsure = [doubts[report] for report in made["lineage"] if report in doubts]
    return made | {"why": rests_on(made["why"], unsure)} if unsure else made


def rests_on(why: str, unsure: Iterable[float]) -> str:
    """Return a reason that names the probabilities of the unsure links it rests on: one, or several by size."""
    told = sorted(unsure)
    links = "an unsure link" if len(told) == 1 else "unsure links"
    return f"{why}; rests on {links} ({', '.join(f'{p:.2f}' for p in told)})"


def _occurrence(of_body: BodyAccounts) -> Row:
    why = f"says so in {plural(len(of_body.reports), 'report')}"
    return _of(of_body, "occurrence", Occurrence.ALLEGED, of_body.reports, why=why)


def _responsibility(of_body: BodyAccounts) -> Row:
    if not of_body.naming:
        why = "; ".join(["names nobody", *_described([of_body])])
        return _of(of_body, "responsibility", Responsibility.UNATTRIBUTED, of_body.reports, why=why)
    rests = _naming_reports([of_body])
    if of_body.names_itself and of_body.told_by is None:
        why, value = "says that it acted itself", Responsibility.ADMITTED
    else:
        why, value = f"names {_how_sure([of_body])} acted", Responsibility.ALLEGED
    why = "; ".join([why, *_described([of_body])])
    return _of(of_body, "responsibility", value, rests, why=why, against=of_body.against)


def _naming_reports(bodies: Iterable[BodyAccounts]) -> list[str]:
    return [report for v in bodies for report, _ in v.naming]


def _how_sure(bodies: Iterable[BodyAccounts]) -> str:
    """Return "who", or "one of several who" where no body is named for certain."""
    clauses = [clause for v in bodies for _, naming in v.naming for clause in naming.named]
    return "who" if any(c.certain is not None for c in clauses) else "one of several who"


def _described(bodies: Iterable[BodyAccounts]) -> list[str]:
    """Return how bodies describe who acted: in their own words, and whose; no text where none does."""
    described = sorted({f"“{d}” ({v.speaker.body})" for v in bodies for d in v.described})
    return [f"described without a name: {', '.join(described)}"] if described else []


def _described_otherwise(bodies: Iterable[BodyAccounts]) -> list[str]:
    """Return, body by body, the words of those that name nobody for somebody whom they describe."""
    told = {v.speaker.body: ", ".join(f"“{d}”" for d in sorted(set(v.described))) for v in bodies if v.described}
    return [f"described otherwise by {body}: {words}" for body, words in sorted(told.items())]


def _denial(body: str, kind: str, denied: list[Denial], told_by: str | None) -> Row:
    return row(
        body,
        kind,
        "responsibility",
        Responsibility.DENIED,
        [one.report for one in denied],
        why=f"denies it, as told by {', '.join(sorted({one.told_by for one in denied}))}",
        day=min((one.day for one in denied if one.day is not None), default=None),
        dated=[one.report for one in denied],
        told_by=told_by,
    )


def _occurrence_together(bodies: list[BodyAccounts]) -> Row:
    """Return how many independent sources tell of it."""
    n = independent(v.speaker for v in bodies)
    unlisted = sum(not v.speaker.listed for v in bodies)
    why = plural(n, "independent source")
    why += f", {unlisted} of them not in the table of sources" if unlisted else ""
    value = Occurrence.REPORTED if n > 1 else Occurrence.ALLEGED
    return _together(bodies, "occurrence", value, [r for v in bodies for r in v.reports], why=why, independent=n)


def _responsibility_together(bodies: list[BodyAccounts], denials: dict[str, list[Denial]], directory: Directory) -> Row:
    """Return whether the open reports name one actor, and who denies it."""
    naming = [v for v in bodies if v.naming]
    silent = [v for v in bodies if not v.naming]
    if not naming and not denials:
        every = _reports_of(bodies)
        why = "; ".join(["no source names anybody", *_described(bodies)])
        return _together(bodies, "responsibility", Responsibility.UNATTRIBUTED, every, why=why)
    clash = any(not _agree(a, b, directory) for a, b in combinations(naming, 2))
    shifted = _blame_others(silent, naming, directory)
    others = _described_otherwise(silent) if naming else _described(silent)
    denied = [f"{', '.join(sorted(denials))} denies it"] if denials else []
    why = "; ".join([_who_names(naming, clash=clash, shifted=shifted), *_described(naming), *others, *denied])
    value = Responsibility.CONTESTED if clash or shifted or denials else Responsibility.ALLEGED
    rests = [*_naming_reports(naming), *_reports_of(shifted), *_denying_reports(denials)]
    return _together(bodies, "responsibility", value, rests, why=why, against=_against(naming))


def _reports_of(bodies: Iterable[BodyAccounts]) -> Iterator[str]:
    return chain.from_iterable(v.reports for v in bodies)


def _denying_reports(denials: Mapping[str, list[Denial]]) -> list[str]:
    return [one.report for one in chain.from_iterable(denials.values())]


def _against(bodies: Iterable[BodyAccounts]) -> set[str]:
    return set[str]().union(*(v.against for v in bodies))


def _agree(a: BodyAccounts, b: BodyAccounts, directory: Directory) -> bool:
    """Return whether every account of the one body and every account of the other can both be true."""
    return all(directory.can_both_hold(x, y) for _, x in a.naming for _, y in b.naming)


def _blame_others(
    silent: Iterable[BodyAccounts], naming: Iterable[BodyAccounts], directory: Directory
) -> list[BodyAccounts]:
    """Return the parties, and sources of one party, that describe somebody where others accuse their own side alone.

    Who says "terrorists" or "gunmen" says that it was not its own side; words for troops may mean its own, and an
    accusation told as that of others is not the describer's.
    """
    accused = [account for v in naming for _, account in v.naming]
    return [
        v
        for v in silent
        if any(not are_troops(words) and not is_of_others(words) for words in v.described)
        and any(directory.all_within(account, v.speaker.family) for account in accused)
    ]


def _who_names(naming: list[BodyAccounts], *, clash: bool, shifted: list[BodyAccounts]) -> str:
    if not naming:
        return "no source names anybody"
    if clash:
        return "sources name different actors"
    if len(naming) == 1:
        who = "the only body that names somebody"
    elif len({frozenset(v.against) for v in naming}) == 1:
        who = "the bodies that name somebody name the same"
    else:
        who = "the bodies that name somebody do not name the same, and all can be true"
    if shifted:
        who += f"; {', '.join(sorted(v.speaker.body for v in shifted))} describes somebody else than its own side"
    return who


def _of(
    of_body: BodyAccounts, axis: str, value: str, lineage: Iterable[str], *, why: str, against: Iterable[str] = ()
) -> Row:
    body, kind = of_body.speaker.body, of_body.speaker.kind
    day, dated, told_by = of_body.first, of_body.reports, of_body.told_by
    return row(body, kind, axis, value, lineage, why=why, against=against, day=day, dated=dated, told_by=told_by)


def _together(
    bodies: list[BodyAccounts],
    axis: str,
    value: str,
    lineage: Iterable[str],
    *,
    why: str,
    against: Iterable[str] = (),
    independent: int | None = None,
) -> Row:
    first = min((v.first for v in bodies if v.first is not None), default=None)
    dated = _reports_of(bodies)
    made = row(ALL_SOURCES, "all_sources", axis, value, lineage, why=why, against=against, day=first, dated=dated)
    return made | {"independent_sources": independent}


def row(
    body: str,
    kind: str,
    axis: str,
    value: str,
    lineage: Iterable[str],
    *,
    why: str,
    against: Iterable[str] = (),
    day: date | None = None,
    dated: Iterable[str] = (),
    entry: str = "report",
    stand: str | None = None,
    towards: str | None = None,
    told_by: str | None = None,
) -> Row:
    """Return one row of the table `standing`, all columns but the incident's; its day is the first of those `dated`."""
    return {
        "body": body,
        "body_kind": kind,
        "axis": axis,
        "value": str(value),
        "stand": stand,
        "towards": towards,
        "told_by": told_by,
        "why": why,
        "against": sorted(against),
        "independent_sources": None,
        "date": day,
        "dated": tuple(dict.fromkeys(dated)),
        "entry": entry,
        "lineage": sorted(set(lineage)),
    }
