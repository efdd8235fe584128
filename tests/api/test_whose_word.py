"""Whose word counts, from filing to answers: nobody's office speaks for another body, and dissent is no agreement."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

import ceasefire
from ceasefire.api import trust
from ceasefire.api.entries import Refused
from ceasefire.cli.main import cli
from ceasefire.findings import default_says
from ceasefire.record import Draft
from ceasefire.record.errors import NotFound
from ceasefire.vocabulary.charters import CharterBody, Cut
from ceasefire.vocabulary.codes import Role
from tests.charters import accept, charter_of, office_of, propose

RULES = """ceasefire: rules/1
mechanism: test-mechanism
title: Rules of a test
bodies:
  - {body: israel, role: party}
  - {body: lebanon, role: party}
rules:
  - {id: ruling, matter: violation or not, axis: legal, members: [israel, lebanon], needs: consensus, clock: {days: 30}}
  - {id: consent, matter: did it happen, axis: occurrence, members: [israel, lebanon], needs: consensus,
     clock: {days: 2, silence: consent}}
"""
OFFICES = {"israel": "il", "lebanon": "lb", "unifil": "un"}
ROLES = {"israel": Role.PARTY, "lebanon": Role.PARTY, "unifil": Role.MONITOR}
AINE = {"name": "Aine", "lat_e7": 355000000, "lon_e7": 365000000, "precision": 1}


class World:
    """A record of three bodies and a stranger under one charter, with two accounts of one incident and one of another."""

    def __init__(self, path: Path) -> None:
        with ceasefire.create(path, name="test") as made:
            for body, office in OFFICES.items():
                made.init_office(office, body)
            made.init_office("mallory", "mallory")
            bodies = tuple(
                CharterBody(body=body, role=ROLES[body], offices=(office_of(made, office),))
                for body, office in OFFICES.items()
            )
            rules = made.store.put_blob(RULES.encode())
            says = default_says(Role)
            plain = charter_of(made, {b: [o] for b, o in OFFICES.items()}, roles=says, rules=rules)
            self.charter = propose(made, "il", msgspec.structs.replace(plain, bodies=bodies))
            for body, office in OFFICES.items():
                accept(made, office, body, self.charter)
            told = [
                ("one", "2020-05-01", "shelling"),
                ("two", "2020-05-01", "shelling"),
                ("far", "2021-05-01", "airstrike"),
            ]
            reports = [
                Draft(
                    kind="report",
                    body={"label": label, "source": label, "event_type": event, "when": {"start": day}, "where": AINE},
                )
                for label, day, event in told
            ]
            self.reports = {
                one[0]: receipt.id for one, receipt in zip(told, made.file_drafts("un", reports), strict=True)
            }
        self.path = path

    def open(self, charter: str | None = "") -> ceasefire.Record:
        """Open the record under the charter, or under another one."""
        return ceasefire.open(self.path, charter=self.charter if charter == "" else charter)

    def say(self, office: str, of: str, value: str, *, axis: str = "legal", about: str = "one", **more: Any) -> str:
        """File a position that cites the charter (`cites` for others) and return its id."""
        cites = more.pop("cites", (self.charter,))
        supersedes, day = more.pop("supersedes", None), more.pop("day", "2020-05-02")
        body = {"about": [self.reports[about]], "axis": axis, "value": value, "of": of, "when": {"start": day}} | more
        draft = Draft(kind="position", body=body, cites=cites, supersedes=supersedes)
        return self.file(office, draft)

    def file(self, office: str, draft: Draft) -> str:
        with self.open() as record:
            return record.file_drafts(office, [draft])[0].id

    def rows(self, table: str, charter: str | None = "", on: date | None = None) -> list[dict[str, Any]]:
        with self.open(charter) as record:
            found: list[dict[str, Any]] = record.table(table, on=on).to_pylist()
            return found

    def stands(
        self, about: str = "one", axis: str = "legal", charter: str | None = ""
    ) -> list[tuple[str, str, str | None]]:
        with self.open(charter) as record:
            rows = record.standing(incident=self.reports[about])
        told = [(r["body"], r["value"], r["told_by"]) for r in rows if r["axis"] == axis and r["body"] in ROLES]
        return sorted(told, key=lambda one: (one[0], one[2] or ""))

    def standing_of(self, body: str, about: str = "one") -> list[dict[str, Any]]:
        with self.open() as record:
            return [row for row in record.standing(incident=self.reports[about]) if row["body"] == body]

    def ledger(self, office: str) -> str:
        with self.open() as record:
            return record.store.origin(office)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "record")


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Result]]:
    monkeypatch.setenv("COLUMNS", "250")  # else words are broken over lines
    trust.pin_charter(world.charter, "test-mechanism")
    yield lambda *line: CliRunner().invoke(cli, [*line, "--record", str(world.path)], catch_exceptions=False)
    trust.unpin_charter("test-mechanism")


def outcome(world: World, rule: str = "ruling") -> dict[str, Any]:
    [row] = [one for one in world.rows("decisions", on=date(2020, 5, 20)) if one["rule"] == rule]
    return row


# --- one body does not enter another's vote


def test_one_party_does_not_enter_the_other_s_vote(world: World) -> None:
    own = world.say("lb", "lebanon", "violation")
    told = world.say("lb", "israel", "violation", role="party")
    row = outcome(world)
    assert (row["state"], row["value"], row["missing"]) == (
        "pending",
        None,
        ["israel since 2020-05-02 (has said nothing)"],
    )
    assert row["told"] == [f"israel violation, {told}, as told by {world.ledger('lb')}"]
    assert row["heard"] == [f"lebanon violation, {own}"]
    checks = {one["position_id"]: one for one in world.rows("position_checks")}
    assert (checks[told]["state"], checks[told]["ledger"]) == ("told", world.ledger("lb"))
    assert world.stands() == [
        ("israel", "silent", None),
        ("israel", "violation", world.ledger("lb")),
        ("lebanon", "violation", None),
    ]


@pytest.mark.parametrize("later", [True, False])
def test_what_is_told_of_a_body_does_not_replace_its_own_signed_word(world: World, later: bool) -> None:
    entries = [("il", "not_a_violation"), ("lb", "violation")]
    for office, value in entries if later else entries[::-1]:
        world.say(office, "israel", value)
    assert world.stands() == [
        ("israel", "not_a_violation", None),
        ("israel", "violation", world.ledger("lb")),
        ("lebanon", "silent", None),
    ]


def test_one_key_casts_no_votes_of_others_with_a_charter_or_without(world: World) -> None:
    for body in ROLES:
        world.say("mallory", body, "violation", role="guarantor")
    assert {one["state"] for one in world.rows("position_checks")} == {"told"}
    assert world.rows("decisions") == []
    for row in world.rows("decisions", charter="none"):
        assert (row["state"], row["heard"], len(row["told"])) == ("no_charter", [], 3)
        assert "no charter is pinned" in row["why"]


def test_a_role_that_a_caller_names_gives_nothing(world: World) -> None:
    refused = world.say("un", "unifil", "violation", role="guarantor")
    [check] = world.rows("position_checks")
    assert (check["state"], check["role"], check["rule"]) == ("refused", "monitor", "monitor.legal")
    assert (world.rows("decisions"), world.stands()) == ([], [])
    world.say("il", "israel", "violation", day="2020-05-09")
    row = outcome(world)
    assert (row["since"], row["lineage"]) == ("2020-05-09", [row["lineage"][0]])
    assert any(refused in words for words in row["refused"])


def test_nothing_that_an_office_dates_back_moves_what_counts(world: World) -> None:
    first = world.say("il", "israel", "violation", day="2020-05-05")
    with world.open() as record:
        body = {"about": [world.reports["one"]], "axis": "legal", "value": "undecided", "of": "israel"}
        back = Draft(kind="position", body=body, cites=(world.charter,), claimed_at="2000-01-02T00:00:00Z")
        [second] = record.file_drafts("il", [back])
    states = {one["position_id"]: one["state"] for one in world.rows("position_checks")}
    assert states == {first: "superseded", second.id: "counted"}
    assert world.stands()[0] == ("israel", "undecided", None)


# --- a dissent is no agreement


def test_a_dissent_on_the_same_value_is_no_agreement_anywhere(world: World, run: Callable[..., Result]) -> None:
    world.say("lb", "lebanon", "violation")
    dissent = world.say("il", "israel", "violation", stand="dissent", reason="no flights that hour")
    assert world.stands()[0] == ("israel", "holds_otherwise", None)
    for row in world.rows("matrix"):
        assert (row["agreed_low"], row["agreed_high"], row["disagreed"], row["entries"]) == (0, 0, 1, 1)
    row = outcome(world)
    assert row["state"] == "no_decision"
    assert row["dissent"] == [f"israel, holds otherwise than violation on 2020-05-02, {dissent}: no flights that hour"]
    printed = run("standing", "one").output
    assert "holds otherwise than violation" in printed
    shift = run("today", "--since", "2000-01-01", "--limit", "0").output
    assert "il signed israel: legal holds otherwise" in shift  # a line is cut at 80 columns
    assert "incidents on which positions differ: 1" in shift
    with world.open() as record:
        [differing] = record.today("2000-01-01")["disputed"]["positions"]["rows"]
    assert {one["body"]: one["holds"] for one in differing["held"]} == {
        "israel": "holds otherwise than violation",
        "lebanon": "violation",
    }


def test_an_abstention_is_neither_agreement_nor_disagreement(world: World) -> None:
    world.say("lb", "lebanon", "violation")
    world.say("il", "israel", "violation", stand="abstain")
    assert world.stands()[0] == ("israel", "abstains", None)
    [row] = world.rows("matrix")
    assert (row["by"], row["of"], row["agreed_high"], row["disagreed"]) == ("israel", "lebanon", 0, 0)
    with world.open() as record:
        assert record.today("2000-01-01")["disputed"]["positions"]["total"] == 0


# --- positions do not vanish


def test_positions_stand_on_an_incident_of_unsure_links(world: World) -> None:
    for office in ("un", "lb"):
        body = {"a": world.reports["one"], "b": world.reports["two"], "verdict": "unsure"}
        world.file(office, Draft(kind="judgement", body=body))
    world.say("il", "israel", "violation", about="two")
    world.say("lb", "israel", "undecided", about="two")
    assert world.stands("two") == [
        ("israel", "violation", None),
        ("israel", "undecided", world.ledger("lb")),
        ("lebanon", "silent", None),
    ]
    assert [one["state"] for one in world.rows("decisions", on=date(2020, 5, 20))] == ["pending"]


# --- from a position to whose word decided


def test_one_command_says_whose_word_decided_under_which_rule_with_which_silence(
    world: World, run: Callable[..., Result]
) -> None:
    own = world.say("lb", "lebanon", "verified", axis="occurrence")
    told = world.say("lb", "israel", "verified", axis="occurrence")
    done = run("rules", "outcomes", "one", "--why", "--on", "2020-05-20")
    assert done.exit_code == 0
    said = done.output
    assert "rule consent: decided verified since 2020-05-05" in said
    assert f"under the charter {world.charter[:12]}, rules " in said
    assert "silent, counted as consent: israel" in said
    assert f"position {told[:12]} signed by lb: israel verified; not counted, as told by {world.ledger('lb')}" in said
    assert f"this answer saw: {world.ledger('il')} (" in said
    assert f"position {own[:12]} signed by lb: lebanon as party verified; counted" in said
    for name in (own, told):
        assert run("show", name[:12]).exit_code == 0
    [row] = json.loads(run("rules", "outcomes", "one", "--on", "2020-05-20", "--json").output)
    assert [one["position_id"] for one in row["positions"]] == [own, told]
    with world.open() as record:
        assert [one["rule"] for one in record.outcomes(world.reports["one"], on="2020-05-20")] == ["consent"]
        with pytest.raises(NotFound):
            record.outcomes("nothing")


def test_outcomes_as_of_a_day_hold_nothing_said_after_it(world: World) -> None:
    early = world.say("lb", "lebanon", "verified", axis="occurrence", day="2020-05-02")
    late = world.say("il", "israel", "verified", axis="occurrence", day="2020-05-25")
    with world.open() as record:
        for day, seen in (("2020-05-01", []), ("2020-05-10", [early]), ("2020-05-25", [early, late])):
            rows = record.outcomes(world.reports["one"], on=day)
            told = {one["position_id"] for row in rows for one in row["positions"]}
            assert told == set(seen)
            assert all(str(row["since"] or "")[:10] <= day for row in rows)


def test_what_an_office_puts_into_another_body_s_mouth_is_told_by_it(world: World) -> None:
    for name in ("Israel", "Lebanon"):
        world.file("il", Draft(kind="party", body={"id": name.lower(), "name": name}))
    world.say("il", "israel", "verified", axis="occurrence")
    said = {"event_type": "shelling", "when": {"start": "2020-05-01"}, "where": AINE, "source": "lebanon"}
    false = world.file("il", Draft(kind="report", body=said | {"label": "false", "actor_alleged": "lebanon"}))
    judge = {"a": world.reports["one"], "b": false, "verdict": "same"}
    with ceasefire.open(world.path, charter=world.charter) as record:
        record.file_drafts(record.tables.linkage_ledger() or "", [Draft(kind="judgement", body=judge)])
    rows = [one for one in world.standing_of("lebanon") if one["axis"] != "legal"]
    assert {(one["axis"], one["value"], one["told_by"]) for one in rows} == {
        ("occurrence", "alleged", world.ledger("il")),
        ("responsibility", "alleged", world.ledger("il")),
        ("occurrence", "silent", None),
    }
    with world.open(charter="none") as record:
        plain = record.standing(incident=world.reports["one"])
    assert {one["told_by"] for one in plain if one["body"] == "lebanon"} == {None}
    own = said | {"label": "own", "actor_alleged": "israel"}
    mine = world.file("lb", Draft(kind="report", body=own))
    with ceasefire.open(world.path, charter=world.charter) as record:
        told = Draft(kind="judgement", body=judge | {"b": mine})
        record.file_drafts(record.tables.linkage_ledger() or "", [told])
    values = {(one["axis"], one["value"], one["told_by"]) for one in world.standing_of("lebanon")}
    assert {("occurrence", "alleged", None), ("responsibility", "alleged", None)} <= values
    assert ("occurrence", "silent", None) not in values


def test_an_incident_on_which_nobody_s_own_word_is_there_is_shown_with_what_is_told(
    world: World, run: Callable[..., Result]
) -> None:
    told = world.say("mallory", "israel", "violation")
    said = run("rules", "outcomes", "one", "--why").output
    assert "not opened" in said
    assert told[:12] in said
    assert "not counted, as told by" in said
    assert "no rule has anything to decide here" in run("rules", "outcomes").output
    assert "israel, as told by" in run("standing", "one").output


# --- findings


def find(world: World, office: str = "il", rule: str = "ruling", on: str = "2020-05-20") -> str:
    with world.open() as record:
        return record.file_finding(world.reports["one"], rule, on=on, office=office).id


def test_a_finding_is_filed_of_what_a_rule_gives_and_checked_by_recomputing(
    world: World, run: Callable[..., Result]
) -> None:
    both = [world.say(office, of, "violation") for of, office in list(OFFICES.items())[:2]]
    filed = find(world)
    [row] = world.rows("finding_checks")
    assert (row["finding_id"], row["state"], row["recomputed"]) == (filed, "holds", "violation")
    assert row["lineage"] == [filed, *sorted(both)]
    assert run("rules", "findings").exit_code == 0
    world.say("il", "israel", "not_a_violation", day="2020-05-25", supersedes=both[0])
    assert [one["state"] for one in world.rows("finding_checks")] == ["holds"]
    told = find(world, office="mallory")
    assert {one["finding_id"]: one["state"] for one in world.rows("finding_checks")}[told] == "told"
    assert run("rules", "findings").exit_code == 0


def test_a_finding_that_differs_is_found(world: World, run: Callable[..., Result]) -> None:
    one = world.say("il", "israel", "violation")
    body = {
        "mechanism": "test-mechanism",
        "about": [world.reports["one"]],
        "rule": "ruling",
        "axis": "legal",
        "state": "decided",
        "value": "violation",
        "positions": [one],
        "decided_on": "2020-05-20",
    }
    world.file("il", Draft(kind="finding", body=body, cites=(world.charter,)))
    done = run("rules", "findings")
    assert (done.exit_code, "differs" in done.output) == (1, True)


def test_what_is_not_decided_cannot_be_found(world: World, run: Callable[..., Result]) -> None:
    world.say("il", "israel", "violation")
    with pytest.raises(Refused, match=r"has decided nothing .* pending"):
        find(world)
    with pytest.raises(ValueError, match="rule of this charter"):
        find(world, rule="no-such")
    with world.open("none") as record, pytest.raises(Refused, match="no charter is pinned"):
        record.file_finding(world.reports["one"], "ruling", office="il")
    world.say("lb", "lebanon", "violation")
    done = run("rules", "find", "one", "ruling", "--office", "lb", "--on", "2020-05-20")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("finding ")


# --- questions and complaints


def test_what_bodies_hold_on_a_question(world: World, run: Callable[..., Result]) -> None:
    world.file("un", Draft(kind="question", body={"id": "role", "text": "The role of the president?"}))
    for office, words in (("il", "he goes"), ("lb", "he stays")):
        body = {"question": "role", "of": "israel", "words": words}
        world.file(office, Draft(kind="stance", body=body, cites=(world.charter,)))
    rows = {one["words"]: (one["state"], one["told_by"]) for one in world.rows("stances_held")}
    assert rows == {"he goes": ("counted", None), "he stays": ("told", world.ledger("lb"))}
    said = run("questions").output
    assert "The role of the president?" in said
    assert "as told by" in said


def test_a_complaint_is_closed_by_a_body_s_own_reply(world: World, run: Callable[..., Result]) -> None:
    body = {"by": "lebanon", "about": [world.reports["one"]], "against": "israel", "asks": "Withdraw."}
    complaint = world.file("lb", Draft(kind="complaint", body=body, cites=(world.charter,)))
    said = {"to": complaint, "by": "israel", "says": "We did."}
    world.file("lb", Draft(kind="reply", body=said, cites=(world.charter,)))
    [row] = world.rows("complaint_states")
    assert (row["state"], row["told_by"], row["why"]) == ("open", None, f"reply of israel told by {world.ledger('lb')}")
    assert "told by lb" in " ".join(run("complaints").output.split()), "an office is named as people call it"
    reply = world.file("il", Draft(kind="reply", body=said, cites=(world.charter,)))
    [row] = world.rows("complaint_states")
    assert (row["state"], row["closed_by"]) == ("answered", [reply])
    assert "answered" in run("complaints").output


def test_a_reply_that_another_tells_leaves_a_remedy_open(world: World) -> None:
    body = {
        "about": [world.reports["one"]],
        "asked_by": "unifil",
        "asked_of": "israel",
        "what": "Answer.",
        "deadline": "2020-05-10",
        "when": {"start": "2020-05-04"},
    }
    remedy = world.file("un", Draft(kind="remedy", body=body, cites=(world.charter,)))
    said = {"to": remedy, "by": "israel", "says": "It was not us.", "when": {"start": "2020-05-08"}}
    world.file("lb", Draft(kind="reply", body=said, cites=(world.charter,)))
    [row] = world.rows("remedy_states", on=date(2020, 5, 20))
    assert (row["state"], row["reply"], row["why"]) == (
        "overdue",
        None,
        f"reply of israel told by {world.ledger('lb')}",
    )
    with world.open() as record:
        assert record.today(on="2020-05-20")["remedies"]["total"] == 1
    world.file("il", Draft(kind="reply", body=said, cites=(world.charter,)))
    [row] = world.rows("remedy_states", on=date(2020, 5, 20))
    assert (row["state"], row["reply"]) == ("replied", "It was not us.")
    with world.open() as record:
        assert record.today(on="2020-05-20")["remedies"]["total"] == 0


def test_what_others_tell_is_told_in_every_list_of_a_shift(world: World, run: Callable[..., Result]) -> None:
    world.say("il", "israel", "violation")
    world.say("lb", "israel", "undecided")
    with world.open() as record:
        found = record.today("2000-01-01")
    told = {one["holds"]: (one["state"], one["told_by"]) for one in found["positions"]["rows"]}
    assert told == {"violation": ("counted", None), "undecided": ("told", world.ledger("lb"))}
    assert found["disputed"]["positions"]["total"] == 0
    assert "told: israel: legal undecided" in run("today", "--since", "2000-01-01").output


def test_what_is_filed_one_by_one_stands_as_in_a_record_that_is_read_anew(world: World) -> None:
    """The kept standing follows each filing: what counts, what is told, and who is silent."""
    with world.open() as record:
        for office, of, stand in (
            ("lb", "israel", None),
            ("il", "israel", "dissent"),
            ("lb", "lebanon", None),
            ("il", "israel", None),
        ):
            record.table("standing")
            body = {"about": [world.reports["one"]], "axis": "legal", "value": "violation", "of": of} | (
                {"stand": stand} if stand else {}
            )
            record.file_drafts(office, [Draft(kind="position", body=body, cites=(world.charter,))])
            assert record.table("standing").equals(record.recomputed().table("standing"))
    assert world.stands() == [
        ("israel", "violation", None),
        ("israel", "violation", world.ledger("lb")),
        ("lebanon", "violation", None),
    ]


def test_what_stands_follows_the_charter_as_it_is_adopted_and_as_it_ends_an_office(world: World) -> None:
    """The kept tables follow who speaks for whom: by acceptances, and by a cut of a later version."""

    def held() -> list[tuple[str, str, str | None]]:
        assert record.table("standing").equals(record.recomputed().table("standing"))
        rows = record.standing(incident=world.reports["one"])
        told = [(r["body"], r["value"], r["told_by"]) for r in rows if r["entry"] == "position"]
        return sorted(told, key=lambda one: (one[0], one[2] or ""))

    with world.open() as first:
        terms = charter_of(first, {b: [o] for b, o in OFFICES.items()}, roles=default_says(Role))
        bodies = tuple(msgspec.structs.replace(one, role=ROLES[one.body]) for one in terms.bodies)
        second = propose(first, "il", msgspec.structs.replace(terms, bodies=bodies, title="Another"))
    lebanon = ("lebanon", "violation", None)
    with world.open(second) as record:
        says = Draft(
            kind="position",
            body={"about": [world.reports["one"]], "axis": "legal", "value": "violation", "of": "lebanon"},
            cites=(second,),
        )
        record.file_drafts("lb", [says])
        for body, office in OFFICES.items():
            assert held() == [("lebanon", "violation", world.ledger("lb"))]
            accept(record, office, body, second)
        assert held() == [lebanon]
        size = next(one.size for one in record.heads() if one.origin == world.ledger("lb"))
        root = record.store.root_at(world.ledger("lb"), size)
        assert root is not None
        ended = office_of(record, "lb")
        cut = Cut(origin=ended.origin, key=ended.key, size=size, root=root)
        third = propose(
            record,
            "il",
            msgspec.structs.replace(terms, bodies=bodies, title="A third", follows=second, cuts=(cut,)),
        )
        for body, office in OFFICES.items():
            accept(record, office, body, third)
        undecided = dict(says.body) | {"value": "undecided"}
        other = msgspec.structs.replace(says, body=undecided)  # by the key that has ended
        record.file_drafts("lb", [other])
        assert held()[0] == lebanon, record.table("charter_states").to_pylist()
        assert held()[1:] == [("lebanon", "undecided", world.ledger("lb"))]


def test_status_says_which_charter_is_pinned_and_in_force_and_whose_word_counts(
    world: World, run: Callable[..., Result]
) -> None:
    first = run("status")
    assert f"charter in force: {world.charter[:16]}" in first.stdout
    assert "whose word counts: israel, lebanon, unifil" in first.stdout
    assert run("status").stdout == first.stdout, "told without the tables it is the same"
    told = json.loads(run("status", "--json").stdout)["charter"]
    assert (told["pin"], told["in_force"], told["counts"]) == (world.charter, world.charter, True)
    none = run("status", "--charter", "none").stdout
    assert "charter in force: none; no charter is pinned: nobody's word is counted" in none
    assert "ceasefire charter trust ID" in none
    told = json.loads(run("status", "--charter", "none", "--json").stdout)["charter"]
    assert (told["pin"], told["in_force"], told["counts"], told["bodies"]) == (None, None, False, [])


def test_showing_a_position_says_whether_it_counts_and_leads_to_whose_word_decided(
    world: World, run: Callable[..., Result]
) -> None:
    own = world.say("lb", "lebanon", "violation")
    other = world.say("il", "lebanon", "not_a_violation")
    word = json.loads(run("show", own, "--json").stdout)["word"]
    assert (word["counts"], word["state"], word["role"], word["charter"]) == (True, "counted", "party", world.charter)
    said = run("show", other[:12]).stdout
    assert "counts: False" not in said
    assert "counts: no" in said
    assert "it speaks for israel" in said
    assert f"ceasefire rules outcomes {other[:12]} --why" in said
    decided = run("rules", "outcomes", other[:12], "--why").stdout
    assert decided == run("rules", "outcomes", word["incidents"][0], "--why").stdout
    assert own[:12] in decided
    none = json.loads(run("show", own, "--charter", "none", "--json").stdout)["word"]
    assert (none["counts"], none["state"]) == (False, "told")


def test_an_axis_without_a_rule_and_a_word_under_no_rule_are_not_taken_for_each_other(
    world: World, run: Callable[..., Result]
) -> None:
    world.say("lb", "lebanon", "admitted", axis="responsibility")
    assert "why: this charter has no decision rule on responsibility" in run("rules", "outcomes", "one", "--why").output
    listed = run("rules", "outcomes", "one").output
    assert "not opened" in listed
    assert "waited for" not in listed, "a column in which nothing stands takes no room"


def test_what_is_no_position_leads_to_no_incident(world: World) -> None:
    with world.open() as record, pytest.raises(NotFound, match="no incident, report, or position on an incident has"):
        record.outcomes(world.charter)


def test_filing_a_file_says_which_words_in_it_are_only_told(
    world: World, run: Callable[..., Result], tmp_path: Path
) -> None:
    form = (
        "ceasefire: statements/1\nkind: complaint\nitems:\n  - {label: c, by: lebanon, about: [one], asks: a reply}\n"
    )
    (tmp_path / "c.yaml").write_text(form, encoding="utf-8")
    own = run("file", str(tmp_path / "c.yaml"), "--office", "lb")
    assert (own.exit_code, "note:" in own.stderr) == (0, False)
    told = run("file", str(tmp_path / "c.yaml"), "--office", "un")
    assert told.exit_code == 0
    assert "note: told by this office and not counted: it speaks for unifil, not for lebanon" in told.stderr
    [again] = json.loads(run("file", str(tmp_path / "c.yaml"), "--office", "un", "--json").stdout)
    assert (again["told"], again["already"]) == (1, 1)
