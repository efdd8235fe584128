"""Decisions on incidents: each rule that rules on an axis, applied to what bodies themselves filed on that axis."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ceasefire.findings.heard import heard_words, not_withdrawn, time_of
from ceasefire.findings.own_words import Word
from ceasefire.findings.positions import as_signed, reports_named
from ceasefire.findings.rules.evaluate import admit, decide
from ceasefire.findings.rules.language import Given, Gone, Heard, Held, Mechanism, Outcome, Rule
from ceasefire.findings.rules.moments import said, seen, start
from ceasefire.findings.stands import holding
from ceasefire.linkage import membership
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import AXES
from ceasefire.vocabulary.stand_words import told_by_ledger

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Filed = list[tuple[Row, Word]]


def decisions(
    mechanism: Mechanism | None,
    positions: "pa.Table",
    links: "pa.Table",
    now: str,
    *,
    authority: Authority,
    gone: Iterable[Gone] = (),
    asked_by: str | None = None,
) -> "pa.Table":
    """Return what each rule with an axis gives on each incident that has a position there: table `decisions`, sorted.

    `now` is an ISO day or time. Only a body's own word is heard, each entry from the moment at which it was said (`heard`),
    and a matter opens with the first one that the rule counts: what is refused, or told by another, opens none, and the
    told ones stand beside. No decision and pending are rows like the decided ones, with their dates and who is missing.
    Where no charter is in force nobody's word is heard: each rule answers `no_charter`, and where there are no rules either
    one row says so. Chains are left to `rules.decide`, since a position on an incident names no stage.
    """
    import pyarrow as pa

    rules = {axis: rules_of(mechanism, axis) for axis in AXES}
    found: list[Row] = []
    matters = _by_matter(positions, links, authority, now)
    for incident, axis in sorted(matters):
        filed = matters[incident, axis]
        if authority.in_force is None:
            found += _unheard(incident, axis, [rule.id for rule in rules[axis]] or [None], filed, authority)
        elif mechanism is not None:
            ask = _Ask(mechanism, authority, now, tuple(gone), asked_by)
            found += [row for rule in rules[axis] for row in ask.rows(incident, rule, filed)]
    return pa.Table.from_pylist(found, schema=schema("decisions"))


def _by_matter(
    positions: "pa.Table", links: "pa.Table", authority: Authority, now: str
) -> dict[tuple[str, str], Filed]:
    """Return by incident and axis the positions taken by then, each with what it is for itself."""
    incident_of = membership.incident_among(links, reports_named(positions))
    filed: dict[tuple[str, str], Filed] = {}
    for row in positions.to_pylist():
        found = as_signed(row, authority)
        for incident in {incident_of[r] for r in row["about"] or () if r in incident_of}:
            filed.setdefault((incident, row["axis"]), []).append((row, found))
    known = ((matter, _by_then(not_withdrawn(rows, authority), now)) for matter, rows in filed.items())
    return {matter: rows for matter, rows in known if rows}


def _by_then(filed: Filed, now: str) -> Filed:
    """Return what was said by then; what tells no time at all is left in, and no rule hears it."""
    return [(row, found) for row, found in filed if is_said_by(row, now)]


def is_said_by(row: Row, now: str) -> bool:
    """Return whether a position was taken by a day; one that tells no time at all is there at all times."""
    at = time_of(row)
    return at is None or start(at) <= seen(now)


def rules_of(mechanism: Mechanism | None, axis: str) -> list[Rule]:
    """Return the rules that rule on an axis, chains left out."""
    return [] if mechanism is None else [one for one in mechanism.rules if one.axis == axis and not one.stages]


def _unheard(
    incident: str, axis: str, rules: Iterable[str | None], filed: Filed, authority: Authority
) -> Iterator[Row]:
    for rule in rules:
        yield {
            "incident_id": incident,
            "rule": rule,
            "axis": axis,
            "state": "no_charter",
            "why": authority.why_not,
            "told": _told(filed),
            **{name: [] for name in ("heard", "missing", "dissent", "silent", "late", "refused", "lineage")},
        }


class _Ask:
    """How the rules are asked: under whose authority, as of when."""

    def __init__(
        self, mechanism: Mechanism, authority: Authority, now: str, gone: tuple[Gone, ...], asked_by: str | None
    ) -> None:
        self.mechanism, self.authority, self.now, self.gone, self.asked_by = mechanism, authority, now, gone, asked_by

    def rows(self, incident: str, rule: Rule, filed: Filed) -> Iterator[Row]:
        """Yield what a rule gives on an incident, if anything opens the matter."""
        heard = heard_words(filed)
        given = given_of(self.mechanism, rule, heard, self.now, gone=self.gone, asked_by=self.asked_by)
        if given is not None:
            outcome = decide(self.mechanism, rule, given)
            yield self._row(incident, rule, outcome, filed, heard)

    def _row(self, incident: str, rule: Rule, outcome: Outcome, filed: Filed, heard: Iterable[Heard]) -> Row:
        version = self.authority.in_force
        assert version is not None
        return {
            "incident_id": incident,
            "rule": rule.id,
            "axis": rule.axis,
            "state": outcome.state,
            "value": outcome.value,
            "charter": version.id,
            "rules": version.charter.rules,
            "heard": [_heard(one) for one in outcome.heard],
            "told": _told(filed),
            "since": outcome.at,
            "due": outcome.due,
            "why": outcome.why,
            "missing": [f"{m.body} since {m.since} ({m.why})" for m in outcome.missing],
            "dissent": [_words(h) for h in outcome.dissent],
            "silent": list(outcome.silent),
            "late": [_words(h) for h in outcome.late],
            "refused": [*_refused(filed), *(f"{r.body} on {r.at}: {r.why}" for r in outcome.refused)],
            "lineage": sorted(one.id for one in heard),
        }


def given_of(
    mechanism: Mechanism,
    rule: Rule,
    heard: Iterable[Heard],
    now: str,
    *,
    gone: tuple[Gone, ...] = (),
    asked_by: str | None = None,
) -> Given | None:
    """Return what a rule is given of one matter; None where nothing that the rule counts opens it by then."""
    every = tuple(heard)
    counted, _ = admit(mechanism, rule, every)
    if not counted:
        return None
    opened = min(counted, key=said).at
    return Given(opened=opened, now=now, positions=every, gone=gone, asked_by=asked_by)


def _told(filed: Filed) -> list[str]:
    """Return the positions that others tell of a body, in words with their ids."""
    told = (row for row, found in filed if found.state == "told")
    return [
        f"{row['of']} {holding(row['value'], row['stand']).words}, {row['position_id']}, {told_by_ledger(row['ledger'])}"
        for row in sorted(told, key=lambda row: (row["of"], row["ledger"], row["seq"], row["position_id"]))
    ]


def _refused(filed: Filed) -> list[str]:
    """Return the own words of bodies that their role does not allow, in words with their ids."""
    refused = sorted((row["of"], row["position_id"], found.why) for row, found in filed if found.state == "refused")
    return [f"{of}, {name}: {why}" for of, name, why in refused]


def _heard(held: Held) -> str:
    return f"{held.body} {holding(held.value, held.stand).words}, {_id(held)}"


def _words(held: Held) -> str:
    reason = f": {held.reason}" if held.reason else ""
    return f"{held.body}, {holding(held.value, held.stand).words} on {held.at}, {_id(held)}{reason}"


def _id(held: Held) -> str:
    assert isinstance(held, Heard)
    return held.id
