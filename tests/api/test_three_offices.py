"""Three offices say what they like, in any order: what one signs changes nothing that another body holds, and stops nothing.

The charter names a registry as depositary of the law that all share and of the links; it says no more after the
beginning. So whatever the three file, hits, scope and links stay; a decision moves by a member's own position alone.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.derive import GRAPH
from ceasefire.record import Draft
from ceasefire.vocabulary.charters import ActNeeds, Depositary, Needs
from ceasefire.vocabulary.codes import Shared
from ceasefire.vocabulary.duty_words import ActKind
from ceasefire.vocabulary.parts import to_builtins
from tests.charters import RULES, accept, adopted, charter_of, office_of
from tests.live.statements import AINE, READINGS, TRUCE, square
from tests.soak import rounds

pytestmark = pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.CeasefireWarning")
Body = dict[str, Any]
Rng = random.Random

BODIES: Final = {"alpha": "a", "beta": "b", "gamma": "c"}
"""The three bodies, each with its office."""
OFFICE_OF: Final = {office: body for body, office in BODIES.items()}
REGISTRY: Final = "keeper"
BOURJ: Final = {"name": "Bourj", "lat_e7": 34_1000000, "lon_e7": 36_9000000, "precision": 1}
KEPT: Final = tuple(of for of in Shared if of not in (Shared.ACT, Shared.MEETING))
"""What the registry keeps: acts take what the charter says, and meetings are said by who was there."""
VALUES: Final = ("violation", "not_a_violation", "out_of_scope")


class World(NamedTuple):
    """A record with an adopted charter, its id, and the reports by label."""

    record: Record
    charter: str
    reports: dict[str, str]

    def file(self, office: str, kind: str, body: Body, *cites: str, supersedes: str | None = None) -> str:
        draft = Draft(kind=kind, body=body, cites=tuple(dict.fromkeys(cites)), supersedes=supersedes)
        return self.record.file_drafts(office, [draft])[0].id


class Step(NamedTuple):
    """What an office signs, and whether it is its body's own position."""

    office: str
    kind: str
    body: Body
    cites: tuple[str, ...] = ()
    supersedes: str | None = None
    own: bool = False


# --- the beginning


@contextmanager
def world(folder: Path) -> Iterator[World]:
    with ceasefire.create(folder, name="whose") as record:
        for body, office in BODIES.items():
            record.init_office(office, body)
        record.init_office(REGISTRY, "registry")
        rules = record.store.put_blob(RULES.encode())
        takes = Needs(takes="consensus", of=tuple(BODIES))
        charter = adopted(
            record,
            {body: [office] for body, office in BODIES.items()},
            rules=rules,
            acts=tuple(ActNeeds(act=act, needs=takes) for act in ActKind),
            depositaries=tuple(Depositary(of=of, office=office_of(record, REGISTRY)) for of in KEPT),
        )
        made = World(record, charter, {})
        _law(made)
        _reports(made)
    with ceasefire.open(folder, charter=charter) as record:
        yield made._replace(record=record)


def _law(made: World) -> None:
    zone = {
        "id": "zone-1",
        "version": 1,
        "name": "Zone",
        "status": "drawn",
        "basis": "annex",
        "valid_from": "2020-01-01",
    }
    reading = made.record.store.put_blob(READINGS[0].encode())
    for name in ("force-a", "force-b"):
        made.file(REGISTRY, "party", {"id": name, "name": name.replace("-", " ").title(), "role": "party"})
    made.file(REGISTRY, "source", {"id": "north", "name": "Watch North"})
    made.file(REGISTRY, "zone", zone | {"area_type": "de_escalation_area", "polygons": square(36.0, 35.0, 1.0)})
    made.file(REGISTRY, "agreement", {"id": "truce", "title": "Truce", "reading": reading})
    nobody = {
        "list": "list-1",
        "version": 1,
        "name": "List",
        "by": "all",
        "valid_from": "2019-01-01",
        "members": ["other"],
    }
    made.file(REGISTRY, "designation", nobody)
    made.file(REGISTRY, "accession", {"instrument": "truce", "joined": ["force-b"], "when": {"start": "2020-02-01"}})


def _reports(made: World) -> None:
    shelling = {"when": {"start": "2020-05-01"}, "where": AINE, "event_type": "shelling"}
    shelling |= {"actor_alleged": "Force A", "actor_target": "Force B"}
    told: dict[str, tuple[str, Body]] = {
        "A1": ("a", shelling | {"source": "Watch North"}),
        "B1": ("b", shelling | {"source": "Watch South", "killed": {"low": 3, "high": 3}}),
        "B2": (
            "b",
            {"when": {"start": "2020-06-11"}, "where": BOURJ, "event_type": "airstrike", "source": "Watch South"},
        ),
        "C1": ("c", shelling | {"when": {"start": "2020-05-09"}, "source": "Watch East", "actor_alleged": "Force B"}),
    }
    for label, (office, body) in told.items():
        made.reports[label] = made.file(office, "report", body | {"label": label})


# --- what an office may sign


def position(rng: Rng, made: World, office: str) -> Step:
    """An own position, one of another body, or one that cites no charter, another, or two."""
    about = rng.choice(list(made.reports.values()))
    body = {"about": [about], "axis": "legal", "value": rng.choice(VALUES), "of": rng.choice(list(BODIES))}
    if rng.random() < 0.3:
        body["stand"] = rng.choice(("concur", "dissent", "abstain"))
    cites = rng.choice([(made.charter,)] * 4 + [(), ("0" * 64,)])
    before = made.record.table("positions").to_pylist()
    supersedes = rng.choice(before)["position_id"] if before and rng.random() < 0.3 else None
    return Step(office, "position", body, (about, *cites), supersedes, own=body["of"] == OFFICE_OF[office])


def judgement(rng: Rng, made: World, office: str) -> Step:
    a, b = rng.sample(list(made.reports.values()), 2)
    return Step(office, "judgement", {"a": a, "b": b, "verdict": rng.choice(("same", "different", "part_of"))}, (a, b))


def agreement(rng: Rng, made: World, office: str) -> Step:
    """Another coding of the truce, a pact of its own, or a file that cannot be read."""
    pact = TRUCE.format(id="own-pact", bound="anyone", acts="air/*", posts="2020-05-02")
    text = rng.choice((*READINGS[1:], pact, "not: [an agreement", "\0"))
    name = rng.choice(("truce", "truce", "own-pact"))
    return Step(
        office, "agreement", {"id": name, "title": "Ours", "reading": made.record.store.put_blob(text.encode())}
    )


def zone(rng: Rng, made: World, office: str) -> Step:
    body = {
        "id": rng.choice(("zone-1", "zone-1", "zone-2")),
        "version": rng.choice((1, 1, 2)),
        "name": "Ours",
        "status": "drawn",
        "basis": "our map",
        "area_type": "de_escalation_area",
        "valid_from": rng.choice(("2019-01-01", "2020-01-01", "2020-05-02")),
        "polygons": square(rng.choice((36.0, 40.0)), rng.choice((35.0, 20.0)), 1.0),
    }
    return Step(office, "zone", body)


def accession(rng: Rng, made: World, office: str) -> Step:
    joined = [rng.choice(("force-a", "force-b", *BODIES))]
    body: Body = {"instrument": "truce", "joined": joined, "when": {"start": "2020-01-02"}}
    return Step(office, "accession", body | rng.choice(({}, {"withdrew": True})))


def exemption(rng: Rng, made: World, office: str) -> Step:
    body = {
        "list": "list-1",
        "version": 1,
        "name": "Ours",
        "by": office,
        "valid_from": "2019-01-01",
        "members": ["force-b"],
    }
    return Step(office, "designation", body)


def act(rng: Rng, made: World, office: str) -> Step:
    """An act in the name of all, or of another; never what all three say, so it never has effect."""
    kind = rng.choice(("ending", "withdrawal", "extension", "decision"))
    by = rng.choice((list(BODIES), [OFFICE_OF[office]], [rng.choice(list(BODIES))]))
    body = {"act": kind, "instrument": "truce", "by": by, "when": {"start": f"2020-01-0{1 + 'abc'.index(office)}"}}
    return Step(office, "act", body, (made.charter,))


def party(rng: Rng, made: World, office: str) -> Step:
    name = rng.choice(("force-a", "force-b", "alpha"))
    return Step(office, "party", {"id": name, "name": "Another", "aliases": ["Force A"], "role": "party"})


def charter(rng: Rng, made: World, office: str) -> Step:
    """A version in which this office alone is left, and all others are cut; or its word against the one that holds."""
    if rng.random() < 0.3:
        said = {"charter": made.charter, "of": OFFICE_OF[office], "stand": "decline"}
        return Step(office, "acceptance", said, (made.charter,))
    cuts = [one for one in BODIES.values() if one != office]
    alone = charter_of(made.record, {OFFICE_OF[office]: [office]}, follows=made.charter)
    body = to_builtins(alone) | {
        "cuts": [to_builtins(office_of(made.record, one)) | {"size": 0, "root": "0" * 64} for one in cuts]
    }
    return Step(office, "charter", body)


def rest(rng: Rng, made: World, office: str) -> Step:
    """Rules, settings, a finding, a question, a stance or a complaint of an office's own, at times without sense."""
    blob = made.record.store.put_blob(
        rng.choice((RULES.replace("consensus", "majority"), "rules: [", "x = 1")).encode()
    )
    about = rng.choice(list(made.reports.values()))
    decided = {"axis": "legal", "state": "decided", "value": "violation", "decided_on": "2020-07-01"}
    bodies: dict[str, Body] = {
        "rule": {"mechanism": "test-mechanism", "sha256": blob},
        "settings": {"sha256": blob},
        "finding": {"mechanism": "test-mechanism", "about": [about], "rule": "ruling"} | decided,
        "question": {"id": "q-1", "text": "Who presides?"},
        "stance": {"question": "q-1", "of": rng.choice(list(BODIES)), "words": "We do."},
        "complaint": {"by": rng.choice(list(BODIES)), "about": [about], "asks": "That it stop."},
    }
    kind = rng.choice(list(bodies))
    return Step(office, kind, bodies[kind], (about, made.charter))


SAYS: Final[tuple[Callable[[Rng, World, str], Step], ...]] = (
    position, position, position, judgement, agreement, zone, accession, exemption, act, party, charter, rest
)  # fmt: skip


# --- what stays


def rows(record: Record, table: str, *left_out: str) -> list[str]:
    """Return the rows of a table as sorted text, without columns that may say of more than before."""
    return sorted(repr({k: v for k, v in row.items() if k not in left_out}) for row in record.table(table).to_pylist())


def held(record: Record) -> dict[str, list[str]]:
    """Return what no other office's signature may change, by what it is."""
    counted = [row for row in record.table("position_checks").to_pylist() if row["state"] == "counted"]
    of_body = {
        f"what counts as the word of {body}": sorted(repr(row) for row in counted if row["of"] == body)
        for body in BODIES
    }
    return of_body | {
        "decisions": rows(record, "decisions", "told", "why", "lineage", "refused"),
        "links": rows(record, "links"),
        # an act without effect is named beside an answer, and so among its grounds; it changes no answer
        "hits": rows(record, "hits", "why", "grounds"),
        "scope": rows(record, "scope", "why"),
    }


def may_change(step: Step) -> set[str]:
    """Return what a step may change: a body's own position changes its word, and so perhaps the decision."""
    return {f"what counts as the word of {OFFICE_OF[step.office]}", "decisions"} if step.own else set()


@pytest.mark.parametrize("seed", range(rounds(10, 300)))
def test_no_signature_changes_what_another_body_holds_and_none_stops_the_record(seed: int) -> None:
    rng = random.Random(seed)
    with TemporaryDirectory() as folder, world(Path(folder) / "record") as made:
        before = held(made.record)
        done: list[Step] = []
        for _ in range(rounds(8, 20)):
            step = rng.choice(SAYS)(rng, made, rng.choice(list(OFFICE_OF)))
            made.file(step.office, step.kind, step.body, *step.cites, supersedes=step.supersedes)
            done.append(step)
            after = held(made.record)
            moved = {name for name, was in before.items() if after[name] != was}
            assert moved <= may_change(step), (step, {name: (before[name], after[name]) for name in moved})
            before = after
        for name in GRAPH.names:
            assert made.record.table(name).num_rows >= 0, done


def test_what_stays_is_worth_looking_at() -> None:
    """There are hits, links and a decision; each body's own word counts, and with the third all have decided."""
    with TemporaryDirectory() as folder, world(Path(folder) / "record") as made:
        assert any("'result': 'in_scope'" in one for one in held(made.record)["hits"])
        assert len({row["incident_id"] for row in made.record.table("links").to_pylist()}) < len(made.reports)
        about = made.reports["A1"]
        for body, office in BODIES.items():
            said = {"about": [about], "axis": "legal", "value": "violation", "of": body}
            made.file(office, "position", said, about, made.charter)
        found = held(made.record)
        assert all(len(found[f"what counts as the word of {body}"]) == 1 for body in BODIES)
        assert sum("'state': 'decided'" in one for one in found["decisions"]) == 1


def test_a_charter_that_all_adopt_does_change_who_is_heard() -> None:
    """The walk above can see a change: where beta leaves by its own acceptance, its later word no longer counts."""
    with TemporaryDirectory() as folder, world(Path(folder) / "record") as made:
        size = next(one.size for one in made.record.offices() if one.name == "b")
        root = made.record.store.root_at(office_of(made.record, "b").origin, size)
        cut = to_builtins(office_of(made.record, "b")) | {"size": size, "root": root}
        left = {body: [office] for body, office in BODIES.items() if body != "beta"}
        later = to_builtins(charter_of(made.record, left, follows=made.charter)) | {"cuts": [cut]}
        version = made.file("a", "charter", later)
        for body, office in BODIES.items():
            accept(made.record, office, body, version)
        about = made.reports["A1"]
        said = {"about": [about], "axis": "legal", "value": "violation", "of": "beta"}
        made.file("b", "position", said, about, made.charter)
        checks = {row["of"]: row for row in made.record.table("position_checks").to_pylist()}
        assert checks["beta"]["state"] == "told"
        assert f"ends what {office_of(made.record, 'b').origin} says" in checks["beta"]["why"]


def test_settings_and_rules_that_cannot_be_read_stop_no_table() -> None:
    """Also where their office is the one that publishes: those before hold, or plain ones."""
    with TemporaryDirectory() as folder, ceasefire.create(Path(folder) / "record", name="whose") as record:
        record.init_office("a", "alpha")
        for text in ("rules: [", "\0", "counters = 7"):
            blob = record.store.put_blob(text.encode())
            record.file_drafts("a", [Draft(kind="settings", body={"sha256": blob})])
            record.file_drafts("a", [Draft(kind="rule", body={"mechanism": "m", "sha256": blob})])
        for name in GRAPH.names:
            assert record.table(name).num_rows >= 0
