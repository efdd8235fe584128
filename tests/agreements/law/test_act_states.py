"""What an act takes, and whether it has effect: by the text, with words in the form "extension claimed by 1 of 3"."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements import load
from ceasefire.agreements.language.fields import Extension
from ceasefire.agreements.law.act_states import ActLaw, act_law
from ceasefire.agreements.law.powers import Granted, TextLaw
from ceasefire.parties.authority import Answering, Authority
from ceasefire.vocabulary.charters import ActNeeds, Needs
from ceasefire.vocabulary.codes import Shared
from ceasefire.vocabulary.duty_words import ActKind
from tests.agreements.law.test_codings import NOBODY, A, B, forked, kept_by, table

THREE = Extension(mode="automatic", needs="consensus", who=("iran", "russia", "turkey"))


def act(ledger: str, *by: str, day: int = 1, kind: str = "extension", **more: Any) -> dict[str, Any]:
    told = {"act": kind, "instrument": "truce", "by": list(by), "date_start": date(2020, 3, day), "seq": 0}
    return told | {"ledger": ledger, "act_id": f"{ledger[-1]}{day}{''.join(by)}"} | more


def law(
    *rows: dict[str, Any],
    text: Extension | None = THREE,
    powers: tuple[Granted, ...] = (),
    contested: tuple[str, ...] = (),
    answering: Answering = NOBODY,
) -> ActLaw:
    return act_law(table("acts", list(rows)), {"truce": TextLaw(text, powers)}.get, contested, answering)


def test_bodies_claim_one_matter_in_statements_of_their_own() -> None:
    found = law(act(A, "russia"), act(B, "turkey"), act(B, "iran"))
    [state] = found.states
    assert (state["state"], state["claimed_by"], len(state["act_ids"])) == (
        "has_effect",
        ["iran", "russia", "turkey"],
        3,
    )
    assert state["why"] == "extension has 3 of 3 (iran, russia, turkey); as compiled: no charter is pinned"
    assert found.acts.num_rows == 3


def test_one_office_ends_nothing_where_several_pinned_charters_are_here() -> None:
    unclear = Answering(authority=Authority(pin=None, several=("c" * 64, "d" * 64)))
    found = law(act(A, "russia", "turkey", "iran", kind="ending"), text=None, answering=unclear)
    [state] = found.states
    assert (state["state"], state["claimed_by"], found.acts.num_rows) == ("told", [], 0)
    assert "as compiled" not in state["why"]


def test_acts_of_another_day_are_another_matter() -> None:
    found = law(act(A, "russia"), act(B, "turkey", "iran", day=2))
    assert [state["state"] for state in found.states] == ["claimed", "claimed"]
    assert (found.acts.num_rows, len(found.claims)) == (0, 2)


@pytest.mark.parametrize(
    ("by", "state", "why"),
    [
        (("russia",), "claimed", "extension claimed by 1 of 3 (russia)"),
        (("jordan",), "told", "extension claimed by 0 of 3"),
        ((), "told", "extension claimed by 0 of 3"),
    ],
)
def test_what_lacks_a_word_has_no_effect(by: tuple[str, ...], state: str, why: str) -> None:
    found = law(act(A, *by))
    assert (found.states[0]["state"], found.acts.num_rows) == (state, 0)
    assert found.states[0]["why"] == f"{why}; as compiled: no charter is pinned"
    assert [one.words for one in found.claims] == ([found.states[0]["why"]] if state == "claimed" else [])


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        (None, "nothing more than being recorded"),
        (Extension(mode="by_act", needs="nothing"), "nothing more than being recorded"),
        (
            Extension(mode="by_act", needs="unanimity"),
            "unanimity of holders whom the text does not name: taken as compiled",
        ),
    ],
)
def test_an_act_of_which_the_text_asks_nobody_by_name_has_effect_as_compiled(text: Extension, needs: str) -> None:
    [state] = law(act(A, "russia"), text=text).states
    assert (state["state"], state["needs"], state["missing"]) == ("has_effect", needs, [])
    assert state["why"].endswith("as compiled: no charter is pinned")


def test_acts_of_other_kinds_take_no_more_than_being_recorded() -> None:
    found = law(act(A, "russia", kind="endorsement"))
    assert found.states[0]["state"] == "has_effect"


def test_what_an_act_takes_is_not_known_where_the_text_is_coded_differently() -> None:
    [state] = law(act(A, "russia", "iran", "turkey"), contested=("truce",)).states
    assert state["state"] == "claimed"
    assert "what it takes is not known" in state["why"]


def test_under_a_charter_the_record_of_the_depositary_of_acts_counts_and_no_other() -> None:
    answering = kept_by((Shared.ACT, None, A))
    ours, theirs = act(A, "russia", "iran", "turkey"), act(B, "jordan", "west", kind="ending")
    found = law(ours, theirs, answering=answering)
    assert {state["act"]: state["state"] for state in found.states} == {"extension": "has_effect", "ending": "told"}
    assert found.acts["ledger"].to_pylist() == [A]


def test_without_a_depositary_nobody_records_for_another() -> None:
    [state] = law(act(A, "russia", "iran", "turkey"), answering=kept_by()).states
    assert (state["state"], state["told_of"][0]) == ("told", f"iran, as told by {A}")


@given(st.permutations([act(A, "russia"), act(B, "turkey"), act(B, "iran"), act(A, "iran", kind="ending")]))
def test_no_order_of_acts_changes_what_has_effect(rows: list[dict[str, Any]]) -> None:
    found = law(*rows)
    assert found.states == law(*rows[::-1]).states
    assert [state["state"] for state in found.states] == ["has_effect", "has_effect"]


def test_where_the_charter_forks_and_its_branches_differ_nobody_knows_what_an_act_takes() -> None:
    def acts(*of: str) -> dict[str, Any]:
        return {"acts": (ActNeeds(act=ActKind.EXTENSION, needs=Needs(takes="consensus", of=of)),)}

    keeps = (Shared.ACT, None, B)
    for right in (acts("russia"), {}):
        [state] = law(act(B, "russia"), text=None, answering=forked(acts("iran", "turkey"), right, keeps)).states
        assert (state["state"], state["needs"]) == ("claimed", "not known: the charter forks, and its branches differ")
    [state] = law(act(B, "russia"), text=None, answering=forked(acts("russia"), acts("russia"), keeps)).states
    assert (state["state"], state["needs"]) == ("has_effect", "all of russia (the charter)")


def test_of_several_pinned_charters_none_makes_an_act_count_as_compiled() -> None:
    several = Answering(authority=Authority(pin=None, several=("v" * 64, "w" * 64)))
    found = law(act(A, "iran", "russia", "turkey"), answering=several)
    assert (found.states[0]["state"], found.acts.num_rows) == ("told", 0)
    assert "as compiled" not in found.states[0]["why"]


ONE = Granted("suspension", (), "any_one", ("north", "south"))
BOTH = ONE._replace(needs="consensus")


@pytest.mark.parametrize(
    ("power", "by", "state", "needs"),
    [
        (ONE, ("north",), "has_effect", "any one of north, south (the text)"),
        (ONE, ("west",), "told", "any one of north, south (the text)"),
        (BOTH, ("north",), "claimed", "consensus of north, south (the text)"),
        (BOTH, ("north", "south"), "has_effect", "consensus of north, south (the text)"),
        (
            ONE._replace(of=()),
            ("west",),
            "claimed",
            "any one of holders whom the text does not name (the text)",
        ),
        (ONE._replace(on=("t-2",)), ("north",), "has_effect", "any one of north, south (the text)"),
    ],
)
def test_an_act_that_uses_a_power_takes_what_the_text_says(power: Granted, by: Any, state: str, needs: str) -> None:
    [found] = law(act(A, *by, kind="suspension"), powers=(power,)).states
    assert (found["state"], found["needs"]) == (state, needs)


@pytest.mark.parametrize("kind", ["suspension", "resumption"])
@pytest.mark.parametrize("powers", [(), (ONE._replace(on=("t-2",)),)])
def test_without_a_power_a_suspension_is_a_claim_without_effect(kind: str, powers: tuple[Granted, ...]) -> None:
    found = law(act(A, "north", kind=kind, provision="t-1"), powers=powers)
    [state] = found.states
    assert (state["state"], found.acts.num_rows) == ("claimed", 0)
    words = f"{kind} claimed by north; neither charter nor text grants the power; as compiled: no charter is pinned"
    assert [(one.words, one.day) for one in found.claims] == [(words, date(2020, 3, 1))]
    [nobody] = law(act(A, kind=kind, provision="t-1"), powers=powers).states
    assert nobody["why"].startswith(f"{kind} claimed by nobody named")


def test_what_the_charter_says_goes_before_the_power_of_the_text() -> None:
    needs = ActNeeds(act=ActKind.SUSPENSION, needs=Needs(takes="one", of=("russia",)))
    charter = forked({"acts": (needs,)}, {"acts": (needs,)}, (Shared.ACT, None, B))
    [state] = law(act(B, "russia", kind="suspension"), powers=(BOTH,), answering=charter).states
    assert (state["state"], state["needs"]) == ("has_effect", "one of russia (the charter)")


def test_who_may_suspend_may_resume_unless_the_text_says_who_else_may() -> None:
    def text(*powers: tuple[str, str]) -> TextLaw:
        lines = [
            f"  - {{id: p-{n}, says: x, modality: power, bound: {{actors: [{who}]}}, confidence: K, power: {{to: {to}}}}}"
            for n, (to, who) in enumerate(powers)
        ]
        head = ["ceasefire: agreement/2", "id: pact", "title: t", "confidence: K", "source: {text: x}", "provisions:"]
        return TextLaw.of(load("\n".join([*head, *lines]).encode(), file="pact.yaml"))

    assert [(one.act, one.of) for one in text(("suspend", "north")).powers] == [
        ("suspension", ("north",)),
        ("resumption", ("north",)),
    ]
    both = text(("suspend", "north"), ("resume", "south"))
    assert [one.of for one in both.power("resumption", None)] == [("south",)]
    assert [one.act for one in text(("extend", "north"), ("terminate", "north")).powers] == ["extension", "ending"]


def test_where_each_may_use_a_power_of_its_own_any_of_all_may() -> None:
    others = (ONE._replace(of=("north",)), ONE._replace(of=("south",)))
    [state] = law(act(A, "south", kind="suspension"), powers=others).states
    assert state["state"] == "has_effect"
    [state] = law(act(A, "south", kind="suspension"), powers=(*others, BOTH)).states
    assert (state["state"], state["missing"]) == ("has_effect", [])
