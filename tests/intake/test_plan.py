"""Re-sent and corrected files: nothing twice, a change supersedes, a withdrawal stays withdrawn."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.intake import plan
from ceasefire.record import Draft

BODIES = st.fixed_dictionaries({"label": st.sampled_from("abcd"), "n": st.integers(0, 3)})


def _id(body: dict[str, object]) -> str:
    return hashlib.sha256(repr(body).encode()).hexdigest()


def test_a_corrected_file_is_sorted_into_new_unchanged_and_superseding() -> None:
    held = {
        ("report", "a"): ("1" * 64, {"label": "a", "names": ["x"]}, False),
        ("report", "b"): ("2" * 64, {"label": "b", "n": 1}, False),
        ("report", "w"): ("3" * 64, {"label": "w", "n": 1}, True),
    }
    drafts = [
        Draft("report", {"label": "a", "names": ("x",)}),
        Draft("report", {"label": "b", "n": 2}),
        Draft("report", {"label": "w", "n": 9}),
        Draft("tally", {"label": "a"}),
        Draft("report", {"n": 1}),
    ]
    new, unchanged, superseding = plan(drafts, held)
    assert [d.body for d in new] == [{"label": "a"}, {"n": 1}]
    assert [d.body["label"] for d in unchanged] == ["a", "w"]
    assert [(d.body["n"], d.supersedes) for d in superseding] == [(2, "2" * 64)]


@given(st.lists(BODIES, unique_by=lambda b: b["label"]), st.lists(BODIES, unique_by=lambda b: b["label"]))
def test_filing_the_plan_leaves_what_the_file_says_and_a_second_plan_is_empty(
    before: list[dict[str, object]], file: list[dict[str, object]]
) -> None:
    held = {("report", str(b["label"])): (_id(b), b, False) for b in before}
    made = plan([Draft("report", b) for b in file], held)
    assert len(made.new) + len(made.unchanged) + len(made.superseding) == len(file)
    for draft in [*made.new, *made.superseding]:
        held["report", str(draft.body["label"])] = (_id(dict(draft.body)), draft.body, False)
    assert all(held["report", str(b["label"])][1] == b for b in file)
    again = plan([Draft("report", b) for b in file], held)
    assert (again.new, again.superseding) == ([], [])
