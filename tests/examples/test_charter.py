"""The charter of the Doha example: of the bodies and roles that its rules have, adopted when the example is loaded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import trust
from ceasefire.api.charter_form import read_form
from ceasefire.api.demo import _next
from ceasefire.api.example import load_example
from ceasefire.vocabulary.charters import ActNeeds, Needs
from ceasefire.vocabulary.duty_words import ActKind
from tests.examples.files import EXAMPLES, items, manifest, yaml

DOHA = EXAMPLES / "doha"
BOTH = ("drc-government", "afc-m23")


def test_its_bodies_have_the_roles_of_its_rules_and_are_parties_of_the_example() -> None:
    charter, rules = read_form(DOHA / "charter.yaml").form, yaml(DOHA / "rules.yaml")
    assert {one.body: one.role.value for one in charter.bodies} == {one["body"]: one["role"] for one in rules["bodies"]}
    assert {one.body for one in charter.bodies} <= {one["id"] for one in items("doha", "party")}
    assert charter.mechanism == rules["mechanism"]
    consensus = Needs(takes="consensus", of=BOTH)
    assert charter.changes == consensus
    assert charter.acts == (ActNeeds(act=ActKind.DECISION, needs=consensus),)


def test_its_offices_are_those_of_the_manifest_and_of_the_bodies_they_speak_for() -> None:
    charter, told = read_form(DOHA / "charter.yaml").form, manifest("doha")
    party_of = {one["name"]: one["party"] for one in told["offices"]}
    assert {office: one.body for one in charter.bodies for office in one.offices} == party_of
    assert {one.office for one in charter.depositaries} == {told["office"]}
    assert set(told["charter"]["accepted_by"]) == set(party_of)


def test_positions_of_the_example_name_no_role_and_no_stand_against_their_own_value() -> None:
    for one in items("doha", "position"):
        assert "role" not in one
        assert one.get("stand", "concur") == "concur"


def test_astana_has_no_charter() -> None:
    assert "charter" not in manifest("astana")
    assert not (EXAMPLES / "astana" / "charter.yaml").exists()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("own")
        patch.setenv("CEASEFIRE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def loaded(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The example as it was loaded, open still under its charter."""
    with ceasefire.create(tmp_path_factory.mktemp("doha") / "record", name="doha") as record:
        for filed in load_example(record, "doha"):
            assert filed.aside_count == 0, filed.path
        yield record


def test_loading_adopts_the_charter_and_what_bodies_say_cites_it(loaded: Record) -> None:
    [charter] = loaded.charters()["charters"]
    assert (charter["state"], charter["in_force"]) == ("adopted", True)
    assert charter["accepted_by"] == ["afc-m23", "drc-government", "ejvm-plus"]
    used = list(loaded.store.entries(kinds=("position", "remedy", "reply")))
    assert {one.kind for one in used} == {"position", "remedy", "reply"}
    assert all(list(one.statement.cites).count(charter["id"]) == 1 for one in used)


def test_every_word_of_a_body_is_counted_under_it_and_told_without(loaded: Record) -> None:
    states = loaded.table("position_checks")["state"].to_pylist()
    assert set(states) == {"counted"}
    with ceasefire.open(loaded.path, readonly=True) as reader:
        assert set(reader.table("position_checks")["state"].to_pylist()) == {"told"}


def test_nothing_is_written_into_the_trust_file_and_the_next_step_is_to_pin(loaded: Record, home: Path) -> None:
    assert not trust.place().exists()
    assert str(trust.place()).startswith(str(home))
    [charter] = loaded.charters()["charters"]
    [line] = [line for line, _ in _next(loaded, loaded.path) if "charter trust" in line]
    assert line == f"ceasefire charter trust {charter['id'][:16]} --record {loaded.path}"
