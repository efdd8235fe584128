"""The summary lines: what a person reads in the first minute, the same in the terminal and in the report."""

from ceasefire.figures import Figure
from ceasefire.publication import report, summary

from .page import parse
from .world import inputs, table


def lines() -> dict[str, Figure]:
    return {label: figure for label, figure, _ in summary(inputs())}


def test_every_line_has_a_figure_with_lineage() -> None:
    for label, figure, remark in summary(inputs()):
        assert figure.lineage, label
        assert remark, label
        assert not any(c.isdigit() for c in label + remark), label


def test_lines_count_what_the_tables_hold() -> None:
    found = {label: figure.text() for label, figure in lines().items()}
    assert found["reports"] == "4"
    assert found["incidents"] == "3"
    assert found["incident in scope"] == "1"
    assert found["incident undetermined"] == "1"
    assert found["incident not tested"] == "1"
    assert not [label for label in found if label.endswith("out of scope")]
    assert found["cases of firing listed by North"] == "6"
    assert found["days on which both lists were found"] == "3"
    assert found["entries of South confirmed by North"].startswith("1 of 9")
    assert found["duty overdue, missed, partly met or contested"] == "1"
    assert found["fact with conflicting statements"] == "1"
    assert found["bulletin whose places do not add up"] == "1"


def test_report_prints_the_same_lines() -> None:
    root = parse(report(inputs()))
    printed = ["".join(t.itertext()) for t in root.xpath("//div[contains(@class, 'tile')]/dd/a")]
    assert printed == [figure.text() for _, figure, _ in summary(inputs())]


def test_incidents_whose_reports_differ_are_counted_and_say_on_what() -> None:
    row = {"conflict_id": "d", "kind": "reports_differ", "subject": "inc-a", "property": "killed", "statement_id": "x"}
    given = inputs().tables | {"conflicts": table("conflicts", [row | {"value": "2"}, row | {"value": "9"}])}
    asked = inputs(given)
    assert {label: f.text() for label, f, _ in summary(asked)}["incident whose reports differ"] == "1"
    first = parse(report(asked)).xpath("//details[.//code='inc-a']")[0]
    assert "The reports differ on: killed" in "".join(first.itertext())


def test_a_record_without_an_agreement_has_nothing_undetermined() -> None:
    untested = inputs(inputs().tables | {"scope": table("scope", []), "hits": table("hits", [])})
    found = {label: figure.text() for label, figure, _ in summary(untested)}
    assert found["incidents not tested"] == found["incidents"] == "3"
    root = parse(report(untested))
    for section in ("summary", "places", "scope", "incidents"):
        said = "".join(root.xpath(f"//section[@id='{section}']")[0].itertext())
        assert "not tested" in said, section
        for word in ("undetermined", "in scope", "out of scope", "no single area is certain"):
            assert word not in said, section


def test_a_duty_rests_on_the_statement_of_its_agreement_or_on_nothing() -> None:
    label = "duties overdue, missed, partly met or contested"
    held = inputs().tables
    [owed] = [row for row in held["duties"].to_pylist() if row["state"] == "overdue"]
    two = held | {"duties": table("duties", [owed, owed | {"instrument": "not-filed"}])}
    assert {label: f.lineage for label, f, _ in summary(inputs(two))}[label] == ("a1" * 32,)
    unfiled = two | {"agreements": table("agreements", [])}
    assert label not in {label for label, _, _ in summary(inputs(unfiled))}


def test_an_empty_record_has_no_lines() -> None:
    assert summary(type(inputs())(tables={}, options=inputs().options)) == []
