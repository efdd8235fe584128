"""A case that expects what the tests give holds, and one that expects anything else fails."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.agreements.cases.running import Outcome, run
from ceasefire.agreements.language.case_fields import Case, GivenAccount, GivenAct, GivenIncident, GivenPlace
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.codes import EventType
from ceasefire.vocabulary.duty_words import DUTY_STATES, ActKind, Fulfilment
from ceasefire.vocabulary.scope import TESTED
from tests.agreements.cases.test_running import coded
from tests.agreements.worlds import context

FIRST, SIGNED = date(2019, 12, 1), date(2020, 1, 1)
days = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))
names = st.sampled_from(
    ["North", "South", "Red Brigade", "Rebels", "Outlaws", "Shadow", "civilians", "hospital", "someone"]
)
places = st.builds(
    GivenPlace,
    lat=st.sampled_from([34.5, 35.02, 40.0]),
    lon=st.sampled_from([36.5, 37.03, 10.0]),
    precision=st.sampled_from([1, 3]),
)
incidents = st.builds(
    GivenIncident,
    day=st.none() | days,
    where=st.none() | places,
    event_type=st.sampled_from([EventType.SHELLING, EventType.AIRSTRIKE, EventType.ARREST, EventType.OTHER]),
    actors=st.lists(names, max_size=2).map(tuple),
    targets=st.lists(names, max_size=2).map(tuple),
    exempt_by=st.none() | st.just("North"),
)
acts = st.builds(
    GivenAct,
    act=st.sampled_from([ActKind.EXTENSION, ActKind.ENDING]),
    day=days,
    by=st.just(("north", "south")),
    term_to=days,
)
accounts = st.builds(
    GivenAccount, says=st.sampled_from(list(Fulfilment)), by=st.sampled_from(["North", "Council"]), day=days
)


def came(instrument: Instrument, cases: Iterable[Case]) -> dict[str, Outcome]:
    """Return the outcomes of cases by their ids."""
    held = msgspec.structs.replace(instrument, cases=tuple(cases))
    return {one.case: one for one in run(held, context(instruments=[instrument]))}


@settings(max_examples=25, deadline=None)
@given(incidents, st.lists(acts, max_size=2).map(tuple), st.booleans())
def test_of_all_results_one_holds_and_it_is_the_one_that_comes(
    incident: GivenIncident, given_acts: tuple[GivenAct, ...], alone: bool
) -> None:
    cases = [
        Case(id=result, provision="t-1", incident=incident, acts=given_acts, alone=alone, expect=result)
        for result in TESTED
    ]
    found = came(coded(), cases)
    assert [name for name, one in found.items() if one.holds] == [found["in_scope"].came.partition(" for want")[0]]


@settings(max_examples=25, deadline=None)
@given(days.filter(lambda day: day >= SIGNED), st.lists(accounts, max_size=3).map(tuple))
def test_of_all_states_one_holds_and_its_deadline_alone(on: date, said: tuple[GivenAccount, ...]) -> None:
    made = coded()

    def case(name: str, state: str, due: date | None = None) -> Case:
        return Case(id=name, provision="t-2", on=on, accounts=said, alone=True, state=state, due=due)

    found = came(made, [case(state, state) for state in DUTY_STATES])
    [holding] = [state for state, one in found.items() if one.holds]
    due = found[holding].due
    assert due is not None
    assert found[holding].came.startswith(holding)
    again = came(made, [case("right", holding, due), case("wrong", holding, due + timedelta(days=1))])
    assert (again["right"].holds, again["wrong"].holds) == (True, False)
