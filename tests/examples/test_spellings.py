"""Every actor that a report names is a known party, in whole or by its parts, or is listed as open with a reason."""

import re

import pytest

from tests.examples.files import EXAMPLES, NAMES, items, table

JOINTS = re.compile(r"\s+and\s+|\s+or\s+|,\s+|;\s+|\s+/\s+")
REPORTS = table(EXAMPLES / "astana" / "syria_incident_reports.csv")
OPEN = {(row["column"], row["spelling"]) for row in table(EXAMPLES / "astana" / "spellings-left-open.csv")}


def spellings(name: str, kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in items(name, kind):
        for text in (item["name"], *item.get("aliases", [])):
            found.setdefault(text.casefold(), set()).add(item["id"])
    return found


def resolved(text: str, known: dict[str, set[str]]) -> bool:
    return text.casefold() in known or all(part.casefold() in known for part in JOINTS.split(text))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["party", "source"])
def test_a_spelling_means_one_body(name: str, kind: str) -> None:
    twice = {text: ids for text, ids in spellings(name, kind).items() if len(ids) > 1}
    assert twice == {}


@pytest.mark.parametrize("column", ["actor_alleged", "actor_target"])
def test_every_actor_of_the_reports_resolves_or_is_open_with_a_reason(column: str) -> None:
    known = spellings("astana", "party")
    told = {row[column] for row in REPORTS if row[column]}
    unresolved = {text for text in told if not resolved(text, known)}
    assert unresolved == {text for where, text in OPEN if where == column}


def test_every_open_spelling_says_why() -> None:
    rows = table(EXAMPLES / "astana" / "spellings-left-open.csv")
    assert all(len(row["why"]) > 10 for row in rows)
    assert len(OPEN) == len(rows)


def test_both_counting_parties_of_the_daily_tallies_resolve() -> None:
    known = spellings("astana", "party")
    told = {row["party"] for row in table(EXAMPLES / "astana" / "astana_daily_tallies.csv")}
    assert {text for text in told if text.casefold() not in known} == set()


def test_an_agency_that_carries_the_observatory_is_the_observatory() -> None:
    known = spellings("astana", "source")
    carried = {row["source"] for row in REPORTS if re.fullmatch(r"SOHR( via .+| \(.+\).*)?", row["source"])}
    assert len(carried) >= 9
    assert {frozenset(known[text.casefold()]) for text in carried} == {frozenset({"sohr"})}


def test_most_reports_have_a_source_family() -> None:
    known = spellings("astana", "source")
    named = sum(row["source"].casefold() in known for row in REPORTS)
    assert named >= 0.6 * len(REPORTS)


def test_actors_of_the_exercise_resolve() -> None:
    known = spellings("doha", "party")
    reports = items("doha", "report")
    told = {item[key] for item in reports for key in ("actor_alleged", "actor_target", "denied_by") if key in item}
    assert {text for text in told if not resolved(text, known)} == set()
