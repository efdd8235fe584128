"""One test in all its reasons: five elements, and what each would need."""

import pytest

from ceasefire.agreements.scope.why_not import elements_of
from ceasefire.agreements.three_valued import State
from tests.agreements.worlds import context, incident, incidents


def told(row, *swaps):
    where = context(*swaps)
    [(instrument, provision)] = where.tested
    result, found = elements_of(incidents(row), where, instrument, provision)
    return result, {one.element: one for one in found}


def test_what_says_yes_needs_nothing():
    result, found = told(incident())
    assert result == "in_scope"
    assert [(name, one.needs) for name, one in found.items()] == [
        (name, "") for name in ("where", "when", "who", "what", "exempt")
    ]


@pytest.mark.parametrize(
    ("row", "element", "needs"),
    [
        ({"lat": 10.0}, "where", "a report that places it in area"),
        ({"lat": None, "lon": None}, "where", "the place, told as a point"),
        ({"actors_alleged": ["Outlaws"]}, "who", "names as who did it: north; whoever joined or joins truce"),
        ({"actors_alleged": ["somebody"]}, "who", "who did it, by a name that is known"),
        ({"event_types": ["aid_delivery"]}, "what", "a report of fire/* or air/strike"),
        ({"targets": ["Outlaws"]}, "exempt", "reports that assert no exemption"),
        ({"targets": ["somebody"]}, "exempt", "who or what it was done to"),
    ],
)
def test_what_says_no_or_cannot_be_told_says_what_it_needs(row, element, needs):
    _, found = told(incident(**row))
    assert needs in found[element].needs
    assert {name for name, one in found.items() if one.needs} == {element}


@pytest.mark.parametrize(("reports", "alike"), [(None, False), (1, False), (2, True)])
def test_several_reports_must_tell_alike_and_one_must_not(reports, alike):
    _, found = told(incident(actors_alleged=["somebody"], reports=reports))
    assert found["who"].needs.endswith("and the same in every report") is alike


def test_a_time_outside_says_so():
    from tests.agreements.worlds import utc

    _, found = told(incident(utc_start=utc("2019-02-01T10:00"), utc_end=utc("2019-02-01T11:00")))
    assert found["when"].reason.state is State.NO
    assert "dates it into the time in which the clause holds" in found["when"].needs
