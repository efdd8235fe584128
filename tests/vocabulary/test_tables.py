"""Tables and code lists hang together."""

import pytest

from ceasefire.vocabulary import TABLES, codes, duty_words, schema
from ceasefire.vocabulary.codes import CATEGORIES, CATEGORY_OF_EVENT, EventType
from ceasefire.vocabulary.schemas import describe_tables, json_schemas
from ceasefire.vocabulary.units import NOT_ADDITIVE, UNITS


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_schema_with_its_columns_once(name: str) -> None:
    names = schema(name).names
    assert names == [column.name for column in TABLES[name]]
    assert len(set(names)) == len(names)
    assert all(column.doc for column in TABLES[name])


def test_an_unknown_table_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        schema("rumours")


STATES = {
    "duties": duty_words.DUTY_STATES,
    "decisions": codes.DECISION_STATES,
    "position_checks": codes.POSITION_STATES,
    "stances_held": codes.POSITION_STATES,
    "charter_states": codes.CHARTER_STATES,
    "codings": codes.CODING_STATES,
    "act_states": codes.ACT_STATES,
    "finding_checks": codes.FINDING_STATES,
    "complaint_states": codes.COMPLAINT_STATES,
}


@pytest.mark.parametrize(("table", "states"), STATES.items())
def test_the_states_of_a_table_are_those_that_its_column_names(table: str, states: tuple[str, ...]) -> None:
    [column] = [column for column in TABLES[table] if column.name == "state"]
    assert column.doc == ", ".join(states)


def test_the_kinds_of_runnings_are_those_that_their_column_names() -> None:
    [column] = [column for column in TABLES["duty_runs"] if column.name == "run_kind"]
    assert column.doc == ", ".join(duty_words.RUN_KINDS)


@pytest.mark.parametrize("event", CATEGORY_OF_EVENT)
def test_the_category_of_an_event_type_is_in_the_list(event: EventType) -> None:
    group, _, leaf = CATEGORY_OF_EVENT[event].partition("/")
    assert leaf in CATEGORIES[group]


def test_units_that_are_never_added_are_units() -> None:
    assert set(UNITS) >= NOT_ADDITIVE


def test_schemas_and_descriptions_cover_everything() -> None:
    assert json_schemas()["report"]["title"] == "report"
    assert set(describe_tables()) == set(TABLES)
