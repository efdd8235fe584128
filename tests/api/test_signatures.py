"""The Python face can be used as its signatures say: typed, checked, and with the required arguments alone."""

import ast
import inspect
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ceasefire
from ceasefire import CeasefireError, NoRecord, Record
from ceasefire.api.arguments import BadArgument
from ceasefire.api.query import QueryError
from ceasefire.intake import IntakeError
from tests.api.charter_forms import written
from tests.complexity import SRC
from tests.small_truce import TRUCE, agreement

PUBLIC = {name: found for name, found in inspect.getmembers(Record) if not name.startswith("_") and callable(found)}
TALLIES = """\
ceasefire: statements/1
origin: made for this test
licence: Apache-2.0
kind: party
items:
  - {label: p, id: ngo, name: Watch, role: commission}
  - {label: t, kind: tally, counted_by: ngo, measure: shelling, unit: case_of_firing, count: 4, place: Aine,
     period: {start: 2020-05-01, zone: UTC}}
"""


@pytest.fixture
def example(record: Record, reports: Path, tmp_path: Path) -> Record:
    """A record with reports, a party with a role, and a tally."""
    (tmp_path / "tallies.yaml").write_text(TALLIES, encoding="utf-8")
    assert record.file(reports, time_zone="UTC").filed == 3
    assert record.file(tmp_path / "tallies.yaml").filed == 2
    return record


@pytest.mark.parametrize("name", PUBLIC)
def test_no_public_method_takes_any_keyword_whatever(name: str) -> None:
    kinds = {p.kind for p in inspect.signature(PUBLIC[name]).parameters.values()}
    assert not kinds & {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_parameter_of_a_public_method_has_a_type(name: str) -> None:
    found = inspect.signature(PUBLIC[name])
    bare = [p for p in found.parameters.values() if p.name not in ("self", "cls") and p.annotation is p.empty]
    assert not bare
    assert found.return_annotation is not found.empty


ONE_BODY = """\
ceasefire: charter/1
mechanism: one
title: A charter of one body
bodies: [{body: ngo, role: commission, offices: [watch]}]
changes: {takes: one, of: [ngo]}
"""


def proposed(record: Record, folder: Path, more: str = "") -> str:
    """File a charter of one body and return its id."""
    return str(record.propose_charter(written(folder, ONE_BODY + more))["id"])


RULES = """ceasefire: rules/1
mechanism: one
title: One body decides
bodies: [{body: ngo, role: commission}]
rules: [{id: ruling, matter: whether it happened, axis: occurrence, members: [ngo], needs: unanimity}]
"""


def decidable(record: Record, folder: Path) -> tuple[str, str]:
    """Let a charter be adopted and asked under, and its one body take a position; return the incident and the rule."""
    (folder / "rules.yaml").write_text(RULES)
    found = proposed(record, folder, "rules: rules.yaml\n")
    record.accept_charter(found)
    record.under(found)
    record.take_position("A1", "occurrence", "reported")
    return record.report_id("A1"), "ruling"


def one_test(record: Record) -> str:
    """File a truce, so that there is something to test reports against; return the id of a report."""
    record.file_drafts("watch", [agreement(record, TRUCE)])
    return record.report_id("A1")


LEAST: dict[str, Callable[[Record, Path], tuple[Any, ...]]] = {
    "init_office": lambda r, p: ("second", "ngo"),
    "office": lambda r, p: ("watch",),
    "signer": lambda r, p: ("watch",),
    "first_key": lambda r, p: ("watch",),
    "file_drafts": lambda r, p: ("watch", []),
    "file": lambda r, p: (p / "reports.csv",),
    "get": lambda r, p: (r.report_id("A1"),),
    "judge": lambda r, p: ("A1", "A2", "same"),
    "take_position": lambda r, p: ("A1", "occurrence", "reported"),
    "show": lambda r, p: ("A1",),
    "proof": lambda r, p: ("A1",),
    "tallies_of_day": lambda r, p: ("2020-05-01",),
    "report_id": lambda r, p: ("A1",),
    "candidates": lambda r, p: ("A1",),
    "incident_name": lambda r, p: ("A1",),
    "sql": lambda r, p: ("select 1 as a",),
    "report": lambda r, p: (p / "report.html",),
    "export": lambda r, p: (p / "export",),
    "table": lambda r, p: ("links",),
    "rows": lambda r, p: ("links", "report_id", [r.report_id("A1")]),
    "beginning": lambda r, p: ("links", "report_id", r.report_id("A1")[:8]),
    "where": lambda r, p: ("links", lambda rows: rows["report_id"].is_valid()),
    "derivation": lambda r, p: ("links",),
    "propose_charter": lambda r, p: (written(p, ONE_BODY),),
    "accept_charter": lambda r, p: (proposed(r, p),),
    "trust_charter": lambda r, p: (proposed(r, p),),
    "compare_charters": lambda r, p: (proposed(r, p, f"follows: {proposed(r, p)}\n"),),
    "under": lambda r, p: ("none",),
    "file_finding": lambda r, p: decidable(r, p),
    "why_not": lambda r, p: (one_test(r), "fire"),
    "hits_with_grounds": lambda r, p: (one_test(r),),
    "recompute_hits": lambda r, p: (r.hits_with_grounds(one_test(r)),),
}
"""What each method needs; a method that is not named here needs nothing."""


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in ("create", "open", "find", "slips")])
def test_a_method_can_be_called_with_its_required_arguments_alone(name: str, example: Record, tmp_path: Path) -> None:
    given = LEAST.get(name, lambda r, p: ())(example, tmp_path)
    needed = [p for p in inspect.signature(getattr(example, name)).parameters.values() if p.default is p.empty]
    assert len(given) == len(needed)
    getattr(example, name)(*given)


def test_a_record_is_made_found_and_opened_by_its_folder_alone(tmp_path: Path) -> None:
    with Record.create(tmp_path / "r", name="r"):
        assert Record.find(tmp_path / "r") == tmp_path / "r"
    with Record.open(tmp_path / "r") as again:
        assert again.offices() == []


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda r: r.incidents(since="2018-13-99"), "'2018-13-99' is not a valid date"),
        (lambda r: r.incidents(until="tomorrow"), "'tomorrow' is not a valid date"),
        (lambda r: r.incidents(result="in scope"), "did you mean 'in_scope'"),
        (lambda r: r.incidents(result=5), "5 is not a valid result: it must be text"),
        (lambda r: r.take_position("A1", None, "verified"), "None is not a valid axis: it must be text"),
        (lambda r: r.hits(result="nonsense"), "choose from in_scope, exemption_asserted"),
        (lambda r: r.hits(instrument="nothing"), "there is none here"),
        (lambda r: r.hits(provision="nothing"), "not a valid provision"),
        (lambda r: r.standing(body="nobody"), "'nobody' is not a valid body; choose from .*ngo"),
        (lambda r: r.conflicts(kind="quarrel"), "not a valid kind of conflict; .*rival"),
        (lambda r: r.duties("2018"), "not a valid date"),
        (lambda r: r.decisions("2018"), "not a valid date"),
        (lambda r: r.calendar("2018"), "not a valid date"),
        (lambda r: r.table("duties", on="2018"), "not a valid date"),
        (lambda r: r.tallies_of_day("2018"), "not a valid date"),
        (lambda r: r.summary(on="2018"), "not a valid date"),
        (lambda r: r.report("x", on="2018"), "not a valid date"),
        (lambda r: r.export("x", formats=["xml"]), "not a valid format; .*csv"),
        (lambda r: r.judge("A1", "A2", "alike"), "not a valid judgement; .*same"),
        (lambda r: r.take_position("A1", "truth", "verified"), "not a valid axis; .*occurrence"),
        (lambda r: r.take_position("A1", "occurrence", "verifed"), "value for occurrence; did you mean 'verified'"),
        (lambda r: r.take_position("A1", "occurrence", "verified", stand="aye"), "not a valid stand; .*concur"),
        (lambda r: r.take_position("A1", "occurrence", "verified", on="x"), "not a valid date"),
    ],
)
def test_what_is_not_there_is_refused_with_what_there_is(
    example: Record, ask: Callable[[Record], object], words: str
) -> None:
    with pytest.raises(BadArgument, match=words):
        ask(example)


def test_a_day_is_a_date_or_its_text(example: Record) -> None:
    day = date(2020, 5, 1)
    assert example.incidents(since=day, until=day) == example.incidents(since="2020-05-01", until="2020-05-01")
    assert len(example.incidents(since=day, until=day)) == 1
    assert len(example.incidents(since=date(2020, 7, 1))) == 1
    assert example.tallies_of_day(day) == example.tallies_of_day("2020-05-01")
    assert len(example.tallies_of_day(day)) == 1
    assert example.duties(day).equals(example.duties("2020-05-01"))


def test_a_body_that_is_known_and_says_nothing_has_no_rows(example: Record) -> None:
    assert example.standing(body="ngo") == []
    assert len(example.standing(body="watch north")) > 0


def test_a_stand_has_its_day_and_a_later_one_supersedes_it(example: Record) -> None:
    first = example.take_position("A1", "occurrence", "reported", on="2020-06-01")
    second = example.take_position("A1", "occurrence", "verified", on=date(2020, 6, 2))
    held = {row["position_id"]: row for row in example.table("positions").to_pylist()}
    assert held[first.id]["superseded"]
    assert not held[second.id]["superseded"]
    assert [str(held[one.id]["date_start"]) for one in (first, second)] == ["2020-06-01", "2020-06-02"]
    assert held[second.id]["of"] == "ngo"


def test_a_body_speaks_in_the_role_that_the_charter_gives_it(example: Record, tmp_path: Path) -> None:
    charter = proposed(example, tmp_path)
    example.accept_charter(charter)
    example.under(charter)
    filed = example.take_position("A1", "occurrence", "verified", office="watch")
    assert (filed.of, filed.role, filed.told) == ("ngo", "commission", None)


def test_one_root_catches_what_the_program_refuses(example: Record, tmp_path: Path) -> None:
    assert all(issubclass(one, CeasefireError) for one in (NoRecord, QueryError, IntakeError, BadArgument))
    with pytest.raises(CeasefireError):
        ceasefire.open(tmp_path / "nowhere")
    with pytest.raises(CeasefireError):
        example.sql("drop table reports")
    (tmp_path / "x.bin").write_bytes(b"\0\1\2")
    with pytest.raises(CeasefireError):
        example.file(tmp_path / "x.bin")


def test_names_of_the_package_are_listed_and_found() -> None:
    assert {"open", "create", "Record", "CeasefireError"} <= set(dir(ceasefire))
    for name in ceasefire.__all__:
        assert getattr(ceasefire, name) is not None
    assert ceasefire.open == Record.open


def test_below_the_public_face_no_function_takes_more_than_eight_arguments() -> None:
    wide = []
    for file in [*(SRC / "api").rglob("*.py"), *(SRC / "cli").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                if len([one for one in found if one.arg != "self"]) > 8:
                    wide.append(f"{file.name}: {node.name}")
    # their keywords are what a user types
    wide_doors = {"record.py: file", "record.py: take_position", "published_record.py: report", "record.py: hits"}
    wide_doors.add("reading.py: read")
    assert set(wide) == {"link.py: link", *wide_doors}
