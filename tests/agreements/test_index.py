"""The index of provisions: every statement that names one, zero rows shown, nothing lost."""

from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.agreements.index import index
from ceasefire.vocabulary.tables import schema
from tests.agreements.worlds import table, truce

TABLES = ("duty_reports", "acts", "accessions", "assertions", "tallies", "questions", "stances")


def rows(scope: list[dict[str, Any]] | None = None, **spoken: list[dict[str, Any]]) -> list[dict[str, Any]]:
    every = {name: table(name, spoken.get(name, [])) for name in TABLES}
    found: list[dict[str, Any]] = index([truce()], every, table("scope", scope or [])).to_pylist()
    return found


def short(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(r["provision"], r["kind"], r["statements"], r["incidents"], r["lineage"]) for r in found]


def test_a_provision_that_nobody_speaks_of_has_a_row_of_zero() -> None:
    assert short(rows()) == [("t-1", None, 0, 0, []), ("t-2", None, 0, 0, [])]
    assert [row["testable"] for row in rows()] == [True, True]


def test_statements_stand_by_provision_and_kind() -> None:
    told = {"instrument": "truce", "provision": "t-2"}
    found = rows(
        duty_reports=[{"duty_report_id": one, **told} for one in ("d2", "d1")],
        acts=[{"act_id": "a1", **told}, {"act_id": "a2", "instrument": "truce"}],
        assertions=[{"assertion_id": "s1", "subject": "truce/t-1"}, {"assertion_id": "s2", "subject": "truce-2/t-1"}],
        questions=[{"question_id": "q1", "thing": "truce"}],
    )
    assert short(found) == [
        ("t-1", "assertion", 1, 0, ["s1"]),
        ("t-2", "act", 1, 0, ["a1"]),
        ("t-2", "duty_report", 2, None, ["d1", "d2"]),
        (None, "act", 1, None, ["a2"]),
        (None, "question", 1, None, ["q1"]),
    ]


def test_a_name_that_is_not_coded_keeps_its_row() -> None:
    found = rows(duty_reports=[{"duty_report_id": "d1", "instrument": "truce", "provision": "t-9"}])
    assert short(found)[-1] == ("t-9", "duty_report", 1, None, ["d1"])
    assert found[-1]["testable"] is None


def test_incidents_in_scope_are_counted_apart_from_statements() -> None:
    scope = [
        {"incident_id": f"i{n}", "clauses": clauses}
        for n, clauses in enumerate((["truce/t-1"], ["truce/t-1", "x/y"], []))
    ]
    assert short(rows(scope))[0] == ("t-1", None, 0, 2, [])


def test_the_text_has_as_many_paragraphs_as_its_file_says() -> None:
    made = truce(
        ("ceasefire: agreement/1", "ceasefire: agreement/2"),
        ("confidence: K\nsource", 'paragraphs: ["1", "2", "3"]\nconfidence: K\nsource'),
        ("says: No fire", 'paragraphs: ["1", "2"]\n    says: No fire'),
    )
    found = index([made], {name: schema(name).empty_table() for name in TABLES}, schema("scope").empty_table())
    assert found["of_paragraphs"].to_pylist() == [3, 3]
    assert found["paragraphs"].to_pylist() == [["1", "2"], []]
    assert [row["of_paragraphs"] for row in rows()] == [None, None]


names = st.sampled_from(["t-1", "t-2", "t-9", None])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["duty_reports", "acts"]), st.sampled_from(["truce", "other"]), names), max_size=12
    )
)
def test_every_statement_on_a_coded_instrument_is_counted_once(told: list[tuple[str, str, str | None]]) -> None:
    ids = {"duty_reports": "duty_report_id", "acts": "act_id"}
    given_: dict[str, list[dict[str, Any]]] = {"duty_reports": [], "acts": []}
    for number, (name, instrument, provision) in enumerate(told):
        given_[name].append({ids[name]: f"s{number}", "instrument": instrument, "provision": provision})
    found = pa.Table.from_pylist(rows(**given_), schema=schema("provision_index"))
    counted = sorted(one for row in found["lineage"].to_pylist() for one in row)
    assert counted == sorted(f"s{number}" for number, one in enumerate(told) if one[1] == "truce")
    assert sum(found["statements"].to_pylist()) == len(counted)
