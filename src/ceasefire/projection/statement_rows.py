"""One typed body, one row: how a statement of each kind fills the columns of its table."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from ceasefire.projection.days import last_day, utc_interval
from ceasefire.vocabulary import statements as s
from ceasefire.vocabulary.parts import Count, When

Row = dict[str, Any]


class Origin(Protocol):
    """What a row needs of the statement around the body."""

    @property
    def id(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def address(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def claimed_at(self) -> str: ...
    @property
    def superseded(self) -> bool: ...


def _days(when: When | None) -> Row:
    if when is None:
        return {}
    return {"date_start": when.start, "date_end": last_day(when), "date_precision": when.precision}


def _interval(when: When | None) -> Row:
    if when is None:
        return {}
    start, end = utc_interval(when)
    return {"utc_start": start, "utc_end": end}


def _bounds(count: Count | None, name: str) -> Row:
    return {} if count is None else {f"{name}_low": count.low, f"{name}_high": count.high}


def _degrees(e7: int | None) -> float | None:
    return None if e7 is None else e7 / 1e7


def report(b: s.Report, o: Origin) -> Row:
    where = b.where
    row: Row = {
        "report_id": o.id,
        "label": b.label,
        "ledger": o.office,
        "source": b.source,
        "publisher": b.publisher or o.publisher,
        "address": o.address,
        "language": b.language,
        "published": b.published,
        "date_precision": 0,
        "place_precision": 0,
        "event_type": b.event_type,
        "category": b.category,
        "weapon": b.weapon,
        "actor_alleged": b.actor_alleged,
        "actor_target": b.actor_target,
        "denied_by": b.denied_by,
        "killed_civilians": b.killed_civilians,
        "killed_children": b.killed_children,
        "attribution": b.attribution,
        "summary": b.summary,
    }
    if b.exemption is not None:
        row |= {"exempt_by": b.exemption.asserted_by, "exempt_basis": b.exemption.basis}
    if where is not None:
        row |= {
            "place": where.name,
            "admin1": where.admin1,
            "admin2": where.admin2,
            "admin3": where.admin3,
            "pcode": where.pcode,
            "lat": _degrees(where.lat_e7),
            "lon": _degrees(where.lon_e7),
            "place_precision": where.precision,
            "radius_km": None if where.radius_m is None else where.radius_m / 1000,
        }
    return row | _days(b.when) | _interval(b.when) | _bounds(b.killed, "killed") | _bounds(b.injured, "injured")


def tally(b: s.Tally, o: Origin) -> Row:
    return (
        {
            "tally_id": o.id,
            "label": b.label,
            "ledger": o.office,
            "counted_by": b.counted_by,
            "measure": b.measure,
            "unit": b.unit,
            "place": b.place or (b.where.name if b.where else None),
            "low": b.count.low,
            "high": b.count.high,
            "vague": b.count.vague,
            "as_of": b.as_of,
            "said_by": b.said_by,
            "publisher": b.publisher or o.publisher,
            "address": o.address,
            "language": b.language,
            "subject": b.subject,
            "method": b.method,
            "note": b.note,
        }
        | _days(b.period)
        | _interval(b.period)
    )


def party(b: s.Party, o: Origin) -> Row:
    names = tuple(n.text for n in b.names)
    return {
        "party_id": b.id,
        "name": b.name,
        "role": b.role,
        "answers_for": b.answers_for,
        "part_of": b.part_of,
        "classes": b.classes,
        "aliases": b.aliases + names,
        "statement_id": o.id,
    }


def source(b: s.Source, o: Origin) -> Row:
    return {
        "source_id": b.id,
        "name": b.name,
        "kind_of": b.kind_of,
        "country": b.country,
        "related_to": b.related_to,
        "aliases": b.aliases,
        "statement_id": o.id,
    }


def meeting(b: s.Meeting, o: Origin) -> Row:
    return {
        "meeting_id": o.id,
        "label": b.label,
        "thing": b.id,
        "process": b.process,
        "round": b.round,
        "kind_of": b.kind_of,
        "status": b.status,
        "place": b.where.name if b.where else None,
        "present": [p.party for p in b.present if p.attended],
        "absent": [p.party for p in b.present if not p.attended],
        "outcome": b.outcome,
        "said_by": b.said_by,
        "publisher": b.publisher or o.publisher,
        "published": b.published,
        "address": o.address,
        "ledger": o.office,
    } | _days(b.when)


def assertion(b: s.Assertion, o: Origin) -> Row:
    return {
        "assertion_id": o.id,
        "subject": b.subject,
        "property": b.property,
        "value": b.value,
        "said_by": b.said_by,
        "publisher": b.publisher or o.publisher,
        "published": b.published,
        "as_of": b.as_of,
        "resolves": b.resolves,
        "ground": b.ground,
        "address": o.address,
        "ledger": o.office,
        "note": b.note,
    } | _days(b.when)


def agreement(b: s.Agreement, o: Origin) -> Row:
    return {
        "agreement_id": b.id,
        "title": b.title,
        "symbol": b.symbol,
        "signed": b.signed,
        "reading": b.reading,
        "statement_id": o.id,
    }


def accession(b: s.Accession, o: Origin) -> Row:
    count = b.count or Count(vague="not told")
    return {
        "instrument": b.instrument,
        "joined": b.joined,
        "class_of": b.class_of,
        "announced_by": b.announced_by,
        "withdrew": b.withdrew,
        "low": count.low,
        "high": count.high,
        "members_known": b.members_known,
        "statement_id": o.id,
    } | _days(b.when)


def designation(b: s.Designation, o: Origin) -> Row:
    return {
        "list_id": b.list,
        "version": b.version,
        "name": b.name,
        "by": b.by,
        "valid_from": b.valid_from,
        "valid_to": b.valid_to,
        "members": b.members,
        "members_known": b.members_known,
        "statement_id": o.id,
    }


def act(b: s.Act, o: Origin) -> Row:
    return {
        "act_id": o.id,
        "act": b.act,
        "instrument": b.instrument,
        "provision": b.provision,
        "by": b.by,
        "term_to": b.term_to,
        "zone": b.zone,
        "outcome": b.outcome,
    } | _days(b.when)


def judgement(b: s.Judgement, o: Origin) -> Row:
    return {
        "judgement_id": o.id,
        "a": b.a,
        "b": b.b,
        "verdict": b.verdict,
        "office": o.office,
        "reason": b.reason,
        "claimed_at": o.claimed_at,
        "superseded": o.superseded,
    }


def position(b: s.Position, o: Origin) -> Row:
    return {
        "position_id": o.id,
        "about": b.about,
        "axis": b.axis,
        "value": b.value,
        "of": b.of,
        "role": b.role,
        "stand": b.stand,
        "against": b.against,
        "standard_of_proof": b.standard_of_proof,
        "reason": b.reason,
        "evidence": b.evidence,
        "claimed_at": o.claimed_at,
        "ledger": o.office,
        "superseded": o.superseded,
    } | _days(b.when)


def duty_report(b: s.DutyReport, o: Origin) -> Row:
    return {
        "duty_report_id": o.id,
        "instrument": b.instrument,
        "provision": b.provision,
        "says": b.says,
        "said_by": b.said_by,
        "holder": b.holder,
        "method": b.method,
        "address": o.address,
    } | _days(b.when)


def coverage(b: s.Coverage, o: Origin) -> Row:
    return {
        "coverage_id": o.id,
        "by": b.by,
        "zone": b.zone,
        "place": b.where.name if b.where else None,
        "posts": b.posts,
        "patrols": b.patrols,
        "hours": b.hours,
        "denied": b.denied,
        "means": b.means,
    } | _days(b.when)


def remedy(b: s.Remedy, o: Origin) -> Row:
    return {
        "remedy_id": o.id,
        "label": b.label,
        "ledger": o.office,
        "about": b.about,
        "asked_by": b.asked_by,
        "asked_of": b.asked_of,
        "what": b.what,
        "deadline": b.deadline,
    }


FILLERS: Final[Mapping[str, tuple[str, Callable[[Any, Origin], Row]]]] = {
    "party": ("parties", party),
    "source": ("sources", source),
    "report": ("reports", report),
    "tally": ("tallies", tally),
    "meeting": ("meetings", meeting),
    "assertion": ("assertions", assertion),
    "agreement": ("agreements", agreement),
    "accession": ("accessions", accession),
    "designation": ("designations", designation),
    "act": ("acts", act),
    "judgement": ("judgements", judgement),
    "position": ("positions", position),
    "duty_report": ("duty_reports", duty_report),
    "coverage": ("coverage", coverage),
    "remedy": ("remedies", remedy),
}
"""Statement kind -> table and the function that fills a row. Zones, batches and replies are joined in `tables`."""

KEEPS_SUPERSEDED: Final = frozenset({"judgement", "position"})
"""Kinds whose superseded statements stay in their table, marked: the history of a stand is part of it."""
