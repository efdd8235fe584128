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
    assert found["duty past the deadline with nobody's word, missed, partly met or contested"] == "1"
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
    label = "duties past the deadline with nobody's word, missed, partly met or contested"
    held = inputs().tables
    [owed] = [row for row in held["duties"].to_pylist() if row["state"] == "overdue"]
    two = held | {"duties": table("duties", [owed, owed | {"instrument": "not-filed"}])}
    assert {label: f.lineage for label, f, _ in summary(inputs(two))}[label] == ("a1" * 32,)
    unfiled = two | {"agreements": table("agreements", [])}
    assert label not in {label for label, _, _ in summary(inputs(unfiled))}


def test_incidents_in_scope_of_one_instrument_alone_are_counted_and_the_instrument_is_named() -> None:
    held = inputs().tables
    ids = ("inc-a", "inc-b", "inc-c")
    clauses = (["memo/M-2", "un/p-1"], ["un/p-1"], ["un/p-1", "un/p-2"])
    rows = [{"incident_id": i, "result": "in_scope", "clauses": c} for i, c in zip(ids, clauses, strict=True)]
    asked = inputs(held | {"scope": table("scope", rows)})
    found = {label: (figure.text(), remark) for label, figure, remark in summary(asked)}
    assert found["incidents in scope"][0] == "3"
    assert found["of these in scope of un alone"] == ("2", "un")
    assert "of these in scope of memo alone" not in found
    [head] = parse(report(asked)).xpath("//table[.//th='Of these, of no other instrument']")
    assert [[" ".join("".join(c.itertext()).split()) for c in row] for row in head.xpath(".//tbody/tr")] == [
        ["unun", "3", "2"],
        ["Memorandummemo", "1", "–"],
    ]


def test_under_an_incident_its_clauses_stand_in_scope_first() -> None:
    results = ("undetermined", "out_of_scope", "exemption_asserted", "in_scope")
    hits = [
        {"incident_id": "inc-a", "instrument": "memo", "provision": f"p-{r}", "result": r, "why": "so"} for r in results
    ]
    root = parse(report(inputs(inputs().tables | {"hits": table("hits", hits)})))
    shown = root.xpath("//details[.//code='inc-a']//ul[@class='hits']/li/b")
    assert ["".join(one.itertext()) for one in shown] == [
        f"memo p-{r}" for r in ("in_scope", *results[2:3], results[0])
    ]


def test_aid_and_evacuation_are_counted_apart_from_what_is_out_of_scope() -> None:
    rows = [
        {"incident_id": "inc-a", "result": "no_act", "why": "no clause speaks of what was done: evacuation"},
        {"incident_id": "inc-b", "result": "out_of_scope"},
        {"incident_id": "inc-c", "result": "no_act"},
    ]
    asked = inputs(inputs().tables | {"scope": table("scope", rows), "hits": table("hits", [])})
    found = {label: figure.text() for label, figure, _ in summary(asked)}
    assert (found["incident out of scope"], found["aid and evacuation events"]) == ("1", "2")
    root = parse(report(asked))
    for section in ("summary", "places", "scope", "incidents"):
        assert "aid or evacuation" in "".join(root.xpath(f"//section[@id='{section}']")[0].itertext()) or (
            section == "summary"
        )
    assert len(root.xpath("//details[contains(@class, 'no_act')]")) == 2


def test_an_empty_record_has_no_lines() -> None:
    assert summary(type(inputs())(tables={}, options=inputs().options)) == []
