"""The stages as plain functions of the tables that they name."""

from datetime import date

from ceasefire.derive import GRAPH, findings
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary import schema


def test_without_rules_nothing_is_decided() -> None:
    empty = {name: schema(name).empty_table() for name in GRAPH.names}
    made = findings.decisions.run(
        empty["positions"], empty["links"], authority=Authority(pin=None), mechanism=None, on=date(2020, 5, 1)
    )
    assert made["decisions"].num_rows == 0  # type: ignore[attr-defined]
