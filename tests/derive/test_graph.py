"""The graph of tables: each table is made once, from what its stage declares and from nothing else."""

import pyarrow as pa
import pytest

from ceasefire.derive import GRAPH, Graph, Setting, stage
from ceasefire.derive.graph import Stage, Tables, value
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.tables_computed import COMPUTED
from ceasefire.vocabulary.tables_stated import STATED

EMPTY = {name: schema(name).empty_table() for name in GRAPH.names}


def test_every_computed_table_of_the_vocabulary_is_made_by_exactly_one_stage() -> None:
    values = {name for name, one in GRAPH.of.items() if one.value}
    assert set(GRAPH.of) - values == set(COMPUTED)
    assert set(GRAPH.stated) == set(STATED)
    facts = {
        "coded",
        "instrument_law",
        "instruments",
        "named_meetings",
        "opening_accounts",
        "clock_starts",
        "shared_law",
    }
    assert values == {*facts, "scope_context", "context", "linkage_parameters"}


def test_what_depends_on_the_day_is_never_the_input_of_another_table() -> None:
    assert set(GRAPH.as_of) == {"duties", "duty_runs", "remedy_states", "decisions"}
    assert not {need for one in GRAPH.of.values() for need in one.needs} & set(GRAPH.as_of)


@pytest.mark.parametrize("name", GRAPH.of)
def test_a_stage_is_given_what_it_declares_and_is_asked_for_no_more(name: str) -> None:
    asked: list[str] = []
    given: list[object] = []
    one = GRAPH.of[name]

    def seen(*tables: object, **settings: object) -> dict[str, object]:
        given.extend([*tables, *settings.values()])
        return dict.fromkeys(one.makes, EMPTY["links"].schema)

    graph = Graph(GRAPH.stated, [found._replace(run=seen) if found is one else found for found in stages()])
    settings = {key: Setting("", lambda key=key: f"value of {key}") for key in one.settings}  # type: ignore[misc]
    graph.run(name, lambda need: asked.append(need) or need, settings)
    assert asked == list(one.needs)
    assert given[: len(asked)] == asked
    assert given[len(asked) :] == [f"value of {key}" for key in one.settings] + [None] * one.as_of


def stages() -> list[Stage]:
    return list(dict.fromkeys(GRAPH.of.values()))


@stage("links")
def peeking(reports: pa.Table) -> Tables:
    return {"links": globals()["tallies"]}


def test_a_stage_that_reaches_for_another_table_fails() -> None:
    with pytest.raises(KeyError, match="tallies"):
        Graph(STATED, [peeking]).run("links", EMPTY.__getitem__, {})


@stage("links", "pairs")
def forgetful(reports: pa.Table) -> Tables:
    return {"links": EMPTY["links"]}


def test_a_stage_makes_all_that_it_declares() -> None:
    with pytest.raises(ValueError, match="declares links, pairs"):
        Graph(STATED, [forgetful]).run("links", EMPTY.__getitem__, {})


@stage("pairs")
def pairs(links: pa.Table) -> Tables:
    return {"pairs": links}


@stage("links")
def links(pairs: pa.Table) -> Tables:
    return {"links": pairs}


@stage("conflicts")
def conflicts(duties: pa.Table) -> Tables:
    return {"conflicts": duties}


@value
def reports(tallies: pa.Table) -> int:
    return len(tallies)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ([pairs], "needs links, which no stage makes"),
        ([pairs, links], "in a circle: pairs -> links -> pairs"),
        ([peeking, forgetful], "links is made twice"),
        ([reports], "reports is made twice"),
        ([*stages()[:2], *[one for one in stages() if one.as_of], conflicts], "which no stage makes|depends on a day"),
    ],
)
def test_a_graph_that_cannot_be_is_refused(made: list[Stage], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Graph(STATED, made)


def stamps(**changed: str) -> dict[str, str]:
    """Return the stamps of all tables where some stated tables or settings are not what they were."""
    names = {need for one in GRAPH.of.values() for need in one.settings}
    settings = {name: Setting(changed.get(name, "as before"), lambda: None) for name in names}
    kept = [name for name in GRAPH.kept if name not in GRAPH.stated]
    code = changed.get("code", "code")

    def content(name: str) -> str | None:
        return changed.get(name, name) if name in GRAPH.stated else None

    return {name: GRAPH.stamp(name, settings, content, code) for name in kept}


@pytest.mark.parametrize("changed", [*GRAPH.stated, "mechanism", "counters", "running_counters", "blobs"])
def test_a_stamp_changes_with_what_the_table_rests_on_and_only_then(changed: str) -> None:
    before, after = stamps(), stamps(**{changed: "new"})
    for name in before:
        rests = set(GRAPH.upstream(name))
        settings = {s for one in (name, *rests) if one in GRAPH.of for s in GRAPH.of[one].settings}
        assert (before[name] != after[name]) == (changed in rests | settings), name


def test_a_table_that_came_out_as_it_was_leaves_the_stamps_of_what_is_made_from_it() -> None:
    settings = {name: Setting("", lambda: None) for one in GRAPH.of.values() for name in one.settings}

    def stamp(reports: str, incidents: str | None) -> str:
        known = {"reports": reports, "incidents": incidents}
        return GRAPH.stamp("hits", settings, lambda name: known.get(name, name if name in GRAPH.stated else None), "")

    assert stamp("before", None) != stamp("after", None)
    assert stamp("before", "the same") == stamp("after", "the same") != stamp("after", "others")


def test_other_code_is_another_stamp() -> None:
    before, after = stamps(), stamps(code="new")
    assert all(before[name] != after[name] for name in before)


def test_a_tally_does_not_touch_links_and_a_report_does() -> None:
    assert "tallies" not in set(GRAPH.upstream("links"))
    needs = {"reports", "judgements", "parties", "sources", "parameters", "linkage_parameters"}
    assert needs == set(GRAPH.upstream("links"))


def test_the_graph_says_how_a_table_comes_about() -> None:
    assert GRAPH.describe("reports") == {"table": "reports", "made_from": "the statements of the ledgers"}
    told = GRAPH.describe("hits")
    assert told["made_with"] == []
    assert GRAPH.describe("links")["made_with"] == ["pairs", "incidents"]
    assert told["needs"] == ["incidents", "scope_context"]
    assert {"reports", "zones", "judgements"} <= set(told["rests_on"])
    assert GRAPH.describe("decisions")["as_of_a_day"] is True


def test_no_stage_reads_parties_or_sources_that_do_not_answer() -> None:
    weigh = {"shared_law", "codings"}
    reads = [one for one in stages() if {"parties", "sources"}.intersection(one.needs) and weigh.isdisjoint(one.makes)]
    assert [one.makes for one in reads if not {"answering", "publisher"} <= set(one.settings)] == []
    assert len(reads) > 2
