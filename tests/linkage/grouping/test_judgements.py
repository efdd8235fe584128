"""Human judgements: obeyed through chains, never lost, and contradictions shown."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.grouping.judgements import VERDICTS, rule
from tests.linkage.helpers import partition
from tests.linkage.worlds import world

TABLE, _ = world(11, 220)
IDS = TABLE["report_id"].to_pylist()
PARAMETERS = linkage.learn(TABLE)


def verdicts(*rows: tuple[str, str, str, str]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "judgement_id": f"j{k}",
                "a": a,
                "b": b,
                "verdict": v,
                "office": o,
                "reason": "seen",
                "claimed_at": f"2020-01-{k + 1:02d}",
                "superseded": False,
            }
            for k, (a, b, v, o) in enumerate(rows)
        ]
    )


def link(judgements: pa.Table | None) -> linkage.Linked:
    return linkage.link(TABLE, judgements, parameters=PARAMETERS, options=linkage.Options(words=False))


def incident(linked: linkage.Linked) -> dict[str, str]:
    return dict(zip(linked.links["report_id"].to_pylist(), linked.links["incident_id"].to_pylist(), strict=True))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(["same", "different"])),
        min_size=1,
        max_size=25,
    )
)
def test_judgements_are_obeyed_or_listed_as_contradictions(rows: list[tuple[str, str, str]]) -> None:
    rows = [row for row in rows if row[0] != row[1]]
    if not rows:
        return
    linked = link(verdicts(*((a, b, v, f"office {k}") for k, (a, b, v) in enumerate(rows))))
    found = incident(linked)
    listed = {frozenset((c["a"], c["b"])) for c in linked.conflicts.to_pylist()}
    for a, b, verdict in rows:
        if frozenset((a, b)) not in listed:
            assert (found[a] == found[b]) == (verdict == "same")
    for a, b, verdict in rows:
        if verdict == "different":
            assert found[a] != found[b]


def test_same_runs_through_chains_and_different_follows() -> None:
    a, b, c, d = IDS[0], IDS[50], IDS[100], IDS[150]
    found = incident(link(verdicts((a, b, "same", "x"), (b, c, "same", "y"), (c, d, "different", "x"))))
    assert found[a] == found[b] == found[c] != found[d]


def test_offices_that_contradict_are_shown_and_the_reports_stay_apart() -> None:
    a, b = IDS[3], IDS[77]
    linked = link(verdicts((a, b, "same", "x"), (b, a, "different", "y")))
    assert incident(linked)[a] != incident(linked)[b]
    (row,) = linked.conflicts.to_pylist()
    assert {row["office"], row["against_office"]} == {"x", "y"}
    assert any("contradiction" in note for note in linked.notes)


def at_once(*rows: tuple[str, str, str, str], claimed_at: str | None = "2020-01-01") -> pa.Table:
    told = verdicts(*rows)
    return told.set_column(
        told.schema.get_field_index("claimed_at"), "claimed_at", pa.array([claimed_at] * len(told), pa.string())
    )


@pytest.mark.parametrize("claimed_at", ["2020-01-01", None])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("against", ["different", "part_of"])
def test_one_office_that_contradicts_itself_at_one_time_is_shown_and_the_reports_stay_apart(
    claimed_at: str | None, order: tuple[int, int], against: str
) -> None:
    a, b = IDS[3], IDS[77]
    judged = at_once((a, b, "same", "x"), (b, a, against, "x"), claimed_at=claimed_at).take(pa.array(order))
    linked = link(judged)
    assert incident(linked)[a] != incident(linked)[b]
    (row,) = linked.conflicts.to_pylist()
    assert (row["office"], row["verdict"], row["against_office"], row["against"]) == ("x", "same", "x", against)
    assert linked.notes[-1:] == ("1 contradiction between judgements; those reports stay apart until it is resolved",)


def test_a_verdict_with_a_later_time_still_replaces_both() -> None:
    a, b = IDS[3], IDS[77]
    judged = pa.concat_tables(
        [at_once((a, b, "same", "x"), (a, b, "different", "x")), verdicts((a, b, "unsure", "y"), (b, a, "same", "x"))]
    )
    linked = link(judged)
    assert incident(linked)[a] == incident(linked)[b]
    assert not len(linked.conflicts)


def test_two_verdicts_that_each_is_part_of_the_other_are_a_contradiction() -> None:
    a, b = IDS[3], IDS[77]
    for offices in (("x", "x"), ("x", "y")):
        linked = link(at_once((a, b, "part_of", offices[0]), (b, a, "part_of", offices[1])))
        (row,) = linked.conflicts.to_pylist()
        assert row["why"] == "each is said to be part of the other"
        assert incident(linked)[a] != incident(linked)[b]
        (pair,) = (row for row in linked.pairs.to_pylist() if row["judged"])
        assert (pair["judged"], pair["link_kind"]) == (", ".join(sorted(set(offices))), "different")


def test_a_chain_against_a_verdict_is_shown() -> None:
    a, b, c = IDS[5], IDS[60], IDS[120]
    linked = link(verdicts((a, b, "same", "x"), (b, c, "same", "y"), (a, c, "different", "z")))
    assert incident(linked)[a] != incident(linked)[c]
    assert linked.conflicts.to_pylist()[0]["against_office"] == "z"


def test_an_office_may_change_its_mind_and_superseded_verdicts_are_not_heard() -> None:
    a, b = IDS[8], IDS[90]
    assert (
        incident(link(verdicts((a, b, "different", "x"), (b, a, "same", "x"))))[a]
        == incident(link(verdicts((a, b, "same", "x"))))[b]
    )
    gone = verdicts((a, b, "same", "x")).set_column(7, "superseded", pa.array([True]))
    assert partition(link(gone).links) == partition(link(None).links)


def test_judged_pairs_carry_the_office_and_their_kind() -> None:
    linked = link(
        verdicts((IDS[1], IDS[40], "same", "x"), (IDS[2], IDS[41], "unsure", "y"), (IDS[9], IDS[42], "part_of", "z"))
    )
    rows = {(r["a"], r["b"]): r for r in linked.pairs.to_pylist() if r["judged"]}
    kinds = {r["judged"]: r["link_kind"] for r in rows.values()}
    assert kinds == {"x": "same", "y": "unsure", "z": "part_of"}
    assert (IDS[9], IDS[42]) in rows


def test_verdicts_on_absent_reports_are_counted_and_wrong_words_refused() -> None:
    assert any("not here" in note for note in link(verdicts((IDS[0], "nowhere", "same", "x"))).notes)
    with pytest.raises(ValueError, match="row 1"):
        link(verdicts((IDS[0], IDS[1], "perhaps", "x")))


def test_labels_teach() -> None:
    table, truth = world(12, 1500)
    ids = table["report_id"].to_pylist()
    group: dict[int, list[str]] = {}
    for report, known in zip(ids, truth.tolist(), strict=True):
        group.setdefault(known, []).append(report)
    same = [(m[0], other, "same", "x") for m in group.values() for other in m[1:]]
    near = linkage.link(table, options=linkage.Options(words=False)).pairs
    known = dict(zip(ids, truth.tolist(), strict=True))
    different = [(r["a"], r["b"], "different", "x") for r in near.to_pylist() if known[r["a"]] != known[r["b"]]]
    judged = pa.Table.from_pylist(
        [
            {
                "judgement_id": str(k),
                "a": a,
                "b": b,
                "verdict": v,
                "office": o,
                "reason": "",
                "claimed_at": "",
                "superseded": False,
            }
            for k, (a, b, v, o) in enumerate(same + different)
        ]
    )
    fresh, answer = world(13, 1500)
    from tests.linkage.helpers import pairwise

    quiet = linkage.Options(words=False)
    told = dict(zip(fresh["report_id"].to_pylist(), answer.tolist(), strict=True))
    taught = pairwise(linkage.link(fresh, parameters=linkage.learn(table, judged), options=quiet).links, told)[2]
    untaught = pairwise(linkage.link(fresh, parameters=linkage.learn(table), options=quiet).links, told)[2]
    assert taught > untaught - 0.01
    assert np.isfinite(taught)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_rows_of_judgements_does_not_matter(data: st.DataObject) -> None:
    names = st.sampled_from(["a", "b", "c"])
    row = st.tuples(names, names, st.sampled_from(VERDICTS), st.sampled_from(["x", "y"]))
    make = data.draw(st.sampled_from([verdicts, at_once]))
    judged = make(*data.draw(st.lists(row, min_size=2, max_size=6)))
    shuffled = judged.take(pa.array(data.draw(st.permutations(range(len(judged))))))
    one, two = (rule(pa.array(["a", "b", "c"]), table) for table in (judged, shuffled))
    assert one.part_of.tolist() == two.part_of.tolist()
    assert one.office == two.office
    assert one.group.tolist() == two.group.tolist()
    assert one.conflicts.equals(two.conflicts)


def test_a_later_part_of_keeps_its_direction_whichever_row_comes_first() -> None:
    late, early = ("b", "a", "part_of", "x"), ("a", "b", "same", "x")
    judged = verdicts(early, late)
    for table in (judged, judged.take(pa.array([1, 0]))):
        assert rule(pa.array(["a", "b"]), table).part_of.tolist() == [[1, 0]]


def test_a_judgement_by_label_holds_when_reports_are_added() -> None:
    labelled = TABLE.append_column("label", pa.array([f"L{k}" for k in range(len(TABLE))]))
    judged = verdicts(("L3", "L77", "same", "x"))
    whole = linkage.link(labelled, judged, parameters=PARAMETERS)
    first = linkage.link(labelled.slice(0, 100), parameters=PARAMETERS)
    more = linkage.extend(first, labelled.slice(0, 100), labelled.slice(100), judged)
    assert incident(whole)[IDS[3]] == incident(whole)[IDS[77]]
    assert (more.links.equals(whole.links), more.notes) == (True, whole.notes)


@pytest.mark.parametrize("missing", ["a", "b", "verdict"])
def test_judgements_without_a_column_are_refused_by_its_name(missing: str) -> None:
    with pytest.raises(ValueError, match=f"judgements: column {missing} is missing"):
        link(verdicts((IDS[0], IDS[1], "same", "x")).drop_columns(missing))


JUDGED = verdicts((IDS[0], IDS[1], "different", "x"))


@pytest.mark.parametrize(
    ("judged", "words"),
    [
        ([1], "a table of pyarrow is wanted, not list"),
        (JUDGED.append_column("a", JUDGED["b"]), "column a is there more than once"),
        (JUDGED.set_column(1, "a", pa.array([["x"]])), "column a cannot be read as string"),
        (JUDGED.set_column(1, "a", pa.array([b"\xff"])), "column a cannot be read as string"),
        (JUDGED.set_column(7, "superseded", pa.array(["perhaps"])), "column superseded cannot be read as bool"),
    ],
)
def test_what_is_no_table_of_judgements_is_refused_in_words(judged: pa.Table, words: str) -> None:
    with pytest.raises(ValueError, match=f"judgements: {words}"):
        link(judged)
    with pytest.raises(ValueError, match=f"judgements: {words}"):
        linkage.learn(TABLE, judged)


@pytest.mark.parametrize(("told", "heard"), [("false", True), ("true", False)])
def test_a_judgement_that_says_false_in_words_is_not_superseded(told: str, heard: bool) -> None:
    judged = JUDGED.set_column(7, "superseded", pa.array([told]))
    assert (len(rule(pa.array(IDS), judged).different) == 1) == heard


def test_a_set_is_learnt_from_judgements_by_label_as_links_are() -> None:
    labelled = TABLE.append_column("label", pa.array([f"L{k}" for k in range(len(TABLE))]))
    a, b = (link(None).pairs[side][0].as_py() for side in "ab")
    labels = [f"L{IDS.index(one)}" for one in (a, b)]
    found = linkage.learn(labelled, verdicts((*labels, "same", "x")))
    assert found == linkage.learn(labelled, verdicts((a, b, "same", "x")))
    assert found.labels == 1
