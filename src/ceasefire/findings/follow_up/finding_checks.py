"""Findings: what a body signed that it decided, checked by recomputing the rule on the positions that it cites."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire.findings.decisions import given_of
from ceasefire.findings.heard import heard_words, not_withdrawn
from ceasefire.findings.own_words import Word, voice_of, why_told
from ceasefire.findings.positions import as_signed
from ceasefire.findings.rules.evaluate import decide
from ceasefire.findings.rules.language import Mechanism, Outcome, Rule
from ceasefire.linkage import membership
from ceasefire.parties.authority import Authority
from ceasefire.parties.authority.speaking import Version
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
ReadRules = Callable[[str], Mechanism]
"""Gives the rules of a file by its digest; raises ValueError, with the reason in words, where they cannot be read."""


class _Unchecked(ValueError):
    """What a check would need is missing; the message says what."""


def finding_checks(
    findings: "pa.Table", positions: "pa.Table", links: "pa.Table", *, authority: Authority, read_rules: ReadRules
) -> "pa.Table":
    """Return what recomputing each finding gives: table `finding_checks`, in the order of the findings.

    The rule of the charter version that the finding cites is applied to exactly the positions that it cites, as of its day:
    `holds` where that gives what was signed, `differs` where it does not, `cannot_be_checked` where the rules or a
    position are not here, and `told` where the signer speaks for no body of the mechanism. A cited position that is no
    body's own word, or is on something else, is not heard, and `why` names it. Where all own words that were said by
    that day give something else than what was signed, `why` says so: who signs chooses what it cites.
    """
    import pyarrow as pa

    rows = findings.to_pylist()
    held = {row["position_id"]: row for row in positions.to_pylist()} if rows else {}
    named = chain((r for row in rows for r in row["about"] or ()), (r for p in held.values() for r in p["about"] or ()))
    incident_of = membership.incident_among(links, named)
    check = _Check(held, _by_matter(held.values(), incident_of), incident_of, authority, read_rules)
    return pa.Table.from_pylist([check.row(row) for row in rows], schema=schema("finding_checks"))


class _Check(NamedTuple):
    """What findings are checked against."""

    positions: Mapping[str, Row]
    matters: Mapping[tuple[str, str], list[Row]]
    incident_of: Mapping[str, str]
    authority: Authority
    read_rules: ReadRules

    def row(self, row: Row) -> Row:
        """Return the row of one finding."""
        state, recomputed, why = self._checked(row)
        incidents = self._incidents(row)
        return {
            "finding_id": row["finding_id"],
            "incident_id": min(incidents, default=None),
            "ledger": row["ledger"],
            "rule": row["rule"],
            "state": state,
            "value": row["value"] or row["state"],
            "recomputed": recomputed,
            "why": why,
            "lineage": [row["finding_id"], *sorted(row["positions"] or ())],
        }

    def _checked(self, row: Row) -> tuple[str, str | None, str]:
        voice = voice_of(row, self.authority)
        version = self.authority.versions.get(voice.version) if voice.version is not None else None
        if version is None or voice.body is None:
            return "told", None, why_told(row, voice)
        if version.charter.mechanism != row["mechanism"]:
            return "told", None, f"{voice.body} is a body of {version.charter.mechanism}, not of {row['mechanism']}"
        try:
            outcome, why = self._recomputed(row, version)
        except ValueError as error:
            return "cannot_be_checked", None, str(error)
        if outcome is None:
            return "differs", "pending", "; ".join(["nothing that it cites opens the matter", *why])
        same = (outcome.state, outcome.value) == (row["state"], row["value"])
        return "holds" if same else "differs", outcome.value or outcome.state, "; ".join([outcome.why, *why])

    def _recomputed(self, row: Row, version: Version) -> tuple[Outcome | None, list[str]]:
        """Return what the rule gives, and what of the positions was not heard; raises ValueError where it cannot tell."""
        mechanism, rule = self._rule(row, version)
        cited, here = self._cited(row)
        words = [(one, as_signed(one, self.authority)) for one in here]
        why = [f"not on this incident and axis: {one['position_id'][:12]}" for one in cited if one not in here]
        why += [f"not heard: {one['position_id'][:12]} ({word.why})" for one, word in words if word.state != "counted"]
        outcome = _outcome(mechanism, rule, words, row)
        return outcome, [*why, *self._all_that_was_said(mechanism, rule, row)]

    def _all_that_was_said(self, mechanism: Mechanism, rule: Rule, row: Row) -> Iterator[str]:
        """Yield what the rule gives on all own words of that day, where that is not what was signed."""
        [incident] = self._incidents(row)
        filed = [(one, as_signed(one, self.authority)) for one in self.matters.get((incident, row["axis"]), ())]
        outcome = _outcome(mechanism, rule, not_withdrawn(filed, self.authority), row)
        if outcome is not None and (outcome.state, outcome.value) != (row["state"], row["value"]):
            yield f"all that was said by that day gives {outcome.value or outcome.state}: {outcome.why}"

    def _cited(self, row: Row) -> tuple[list[Row], list[Row]]:
        """Return the positions that a finding cites, and those of them that are on its incident and axis."""
        incidents = self._incidents(row)
        if len(incidents) != 1:
            raise _Unchecked(f"it is about {len(incidents)} incidents of this record, and a rule decides on one")
        names = sorted(set(row["positions"] or ()))
        missing = [name for name in names if name not in self.positions]
        if missing:
            raise _Unchecked(f"not here: position {', '.join(missing)}")
        cited = [self.positions[name] for name in names]
        return cited, [one for one in cited if one["axis"] == row["axis"] and incidents & self._incidents(one)]

    def _rule(self, row: Row, version: Version) -> tuple[Mechanism, Rule]:
        if version.charter.rules is None:
            raise _Unchecked(f"the charter {version.id[:12]} names no rules")
        mechanism = self.read_rules(version.charter.rules)
        rule = next((one for one in mechanism.rules if one.id == row["rule"]), None)
        if rule is None:
            raise _Unchecked(f"the rules of the charter {version.id[:12]} have no rule {row['rule']}")
        if rule.axis != row["axis"]:
            raise _Unchecked(f"the rule {rule.id} rules on {rule.axis or 'no axis'}, not on {row['axis']}")
        return mechanism, rule

    def _incidents(self, row: Row) -> set[str]:
        return {self.incident_of[one] for one in row["about"] or () if one in self.incident_of}


def _outcome(mechanism: Mechanism, rule: Rule, words: Iterable[tuple[Row, Word]], finding: Row) -> Outcome | None:
    """Return what a rule gives on positions as of the day of a finding; None where none of them opens the matter."""
    given = given_of(mechanism, rule, heard_words(words), finding["decided_on"].isoformat())
    return None if given is None else decide(mechanism, rule, given)


def _by_matter(positions: Iterable[Row], incident_of: Mapping[str, str]) -> Mapping[tuple[str, str], list[Row]]:
    """Return the positions by the incident and axis that they are on."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in positions:
        for incident in sorted({incident_of[one] for one in row["about"] or () if one in incident_of}):
            found.setdefault((incident, row["axis"]), []).append(row)
    return found
