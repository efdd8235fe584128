import pytest

from ceasefire.vocabulary.scope import OF_INCIDENTS, TESTED, ScopeResult, result_words, scope_result, shown_results


@pytest.mark.parametrize("row", [None, {}, {"result": None}])
def test_an_incident_that_no_agreement_was_held_against_is_not_tested(row: dict[str, None] | None) -> None:
    assert scope_result(row) is ScopeResult.NOT_TESTED
    assert result_words(scope_result(row)) == "not tested"


def test_the_result_of_a_test_is_kept() -> None:
    assert [scope_result({"result": r.value}) for r in OF_INCIDENTS] == list(OF_INCIDENTS)


def test_a_result_of_a_later_version_is_undetermined() -> None:
    assert scope_result({"result": "in_scope_in_part"}) is ScopeResult.UNDETERMINED


def test_what_was_not_tested_is_shown_only_where_it_occurs() -> None:
    assert shown_results(set(TESTED)) == TESTED
    assert shown_results({ScopeResult.NOT_TESTED}) == (ScopeResult.NOT_TESTED,)
    assert shown_results({ScopeResult.NOT_TESTED, ScopeResult.IN_SCOPE}) == (*TESTED, ScopeResult.NOT_TESTED)
    assert shown_results(set()) == TESTED


def test_aid_and_evacuation_are_no_result_of_one_provision_and_shown_only_where_they_occur() -> None:
    assert set(OF_INCIDENTS) - set(TESTED) == {ScopeResult.NO_ACT}
    assert result_words("no_act") == "aid or evacuation"
    assert shown_results({ScopeResult.NO_ACT}) == (*TESTED, ScopeResult.NO_ACT)
    assert shown_results({ScopeResult.NO_ACT, ScopeResult.NOT_TESTED}) == (*TESTED, *list(ScopeResult)[-2:])
