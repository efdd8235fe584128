"""The whole from five answers, held against the rule as the docs say it, for every combination."""

from itertools import product

import numpy as np

from ceasefire.agreements.scope.results import ELEMENTS, RESULTS, Elements, ResultTable
from ceasefire.agreements.three_valued import Reason, Reasons, State, no, undetermined, yes
from ceasefire.vocabulary.missing import MISSING

ANSWERS = {
    "no": no("no"),
    "open": undetermined("open", "actor"),
    "yes": yes("yes"),
    "asserted": Reason(state=State.YES, words="asserted", asserted_by=("somebody",)),
}
COMBINATIONS = list(product(*[("no", "open", "yes")] * 4, ANSWERS))


def whole(where: str, when: str, who: str, what: str, exempt: str) -> str:
    """Return the result as agreements-as-code.md words it; a yes of exempt that nobody asserts is an excepted area."""
    four = (where, when, who, what)
    if "no" in four or exempt == "yes":
        return "out_of_scope"
    if "open" in four:
        return "undetermined"
    return {"asserted": "exemption_asserted", "open": "undetermined", "no": "in_scope"}[exempt]


def test_every_combination_of_answers_has_the_result_that_the_rule_gives() -> None:
    reasons = Reasons()
    codes = [reasons.codes(ANSWERS[row[e]] for row in COMBINATIONS) for e in range(len(ELEMENTS))]
    result, missing, refused = ResultTable(reasons, codes).weigh(Elements(0, 1, 2, 3, 4))
    assert [str(RESULTS[r]) for r in result] == [whole(*row) for row in COMBINATIONS]
    for row, bits, said_no in zip(COMBINATIONS, missing.tolist(), refused.tolist(), strict=True):
        assert bits == (1 << MISSING.index("actor") if whole(*row) == "undetermined" else 0), row
        out = {e for e, answer in zip(ELEMENTS[:4], row, strict=False) if answer == "no"}
        out |= {"exempt"} if row[4] == "yes" else set()
        assert {e for i, e in enumerate(ELEMENTS) if said_no & 1 << i} == out, row


def test_elements_that_share_an_array_are_read_as_what_each_of_them_is() -> None:
    reasons = Reasons()
    same = reasons.codes([ANSWERS["yes"], ANSWERS["no"], ANSWERS["open"]])
    result, _, refused = ResultTable(reasons, [same]).weigh(Elements(0, 0, 0, 0, 0))
    assert [str(RESULTS[r]) for r in result] == ["out_of_scope", "out_of_scope", "undetermined"]
    assert refused.tolist() == [1 << 4, 0b1111, 0]
    assert np.array_equal(same, [0, 1, 2])
