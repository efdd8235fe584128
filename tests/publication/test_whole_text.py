"""The section on the whole text: nothing that nobody speaks of is left out, and no number stands without its statements."""

from typing import Any

from ceasefire.publication import report

from .page import parse
from .world import inputs, table


def row(provision: str | None, **given: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "instrument": "memo",
        "provision": provision,
        "paragraphs": [],
        "testable": True,
        "statements": 0,
        "lineage": [],
    }
    return plain | given


def section(*rows: dict[str, Any], scope: list[dict[str, Any]] | None = None) -> Any:
    given = {**inputs().tables, "provision_index": table("provision_index", list(rows))}
    if scope is not None:
        given["scope"] = table("scope", scope)
    return parse(report(inputs(given))).xpath("//section[@id='whole-text']")


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def test_each_provision_has_a_row_and_says_who_speaks_of_it() -> None:
    told = {"kind": "duty_report", "statements": 2, "lineage": ["d1" * 32, "d2" * 32]}
    index = (
        row("m-1", paragraphs=["1", "2"], of_paragraphs=4, incidents=0),
        row("m-2", of_paragraphs=4, incidents=1, **told),
        row(None, testable=None, of_paragraphs=4, kind="act", statements=1, lineage=["d3" * 32]),
    )
    scope = [{"incident_id": "inc-a", "result": "in_scope", "clauses": ["memo/m-2"]}]
    [found] = section(*index, scope=scope)
    assert "2 of 4 paragraphs coded; 2 of 2 provisions testable, 1 never mentioned by anybody" in words(found)
    printed = [[words(cell) for cell in line.xpath("th|td")] for line in found.xpath(".//tbody/tr")]
    assert printed == [
        ["m-1", "1, 2", "yes", "nobody", "–"],
        ["m-2", "", "yes", "duty report: 2", "1"],
        ["the instrument as a whole", "", "", "act: 1", "–"],
    ]


def test_a_text_of_unknown_length_is_said_to_be_so() -> None:
    [found] = section(row("m-1", incidents=0, testable=False))
    assert "The file does not say how many paragraphs the text has; none of 1 provision testable" in words(found)


def test_without_agreements_there_is_no_section() -> None:
    assert section() == []
