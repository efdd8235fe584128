"""A learnt set may come from anybody: what would break or mislead linking is refused, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.options import Parameters
from ceasefire.linkage.pinned import limits
from ceasefire.linkage.scoring.fields import FIELDS, Field
from tests.linkage.worlds import world

PRIOR = linkage.prior()
BITS, WITHIN = {**PRIOR.weights}, {**PRIOR.within}


def changed(**fields: Any) -> bytes:
    """Return the shipped set as JSON with other fields, unchecked."""
    return msgspec.json.encode(msgspec.to_builtins(PRIOR) | fields)


def of_edition_1() -> bytes:
    """Return the shipped set as the first edition wrote one, which knew one table of weights."""
    told = msgspec.to_builtins(PRIOR) | {"edition": 1}
    return msgspec.json.encode({name: told[name] for name in told if name not in ("within", "within_prior_bits")})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no learnt set"),
        (b"[" * 100_000, "no learnt set"),
        (b'{"edition": "one"}', "no learnt set"),
        (b'{"edition": 1}', r"form 1 of a learnt set is not known here \(known: 2\)"),
        (b'{"edition": 2}', "no learnt set"),
        (b" " * (limits.MOST_BYTES + 1), "longer than"),
        (changed(more=1), "no learnt set"),
        (of_edition_1(), r"form 1 of a learnt set is not known here \(known: 2\)"),
        (changed(edition=3), "form 3 of a learnt set is not known"),
        (changed(prior_bits=1e300), "prior_bits"),
        (changed(within_prior_bits=-65), "within_prior_bits"),
        (changed(threshold_bits=-65), "threshold_bits"),
        (changed(calibration=[0, 1]), "slope"),
        (changed(weights={}), "weights does not name"),
        (changed(weights=BITS | {"when": [0.0] * 5}), "weights of when"),
        (changed(weights=BITS | {"when": [1e9] * 11}), "weights of when"),
        (changed(within={}), "within does not name"),
        (changed(within=WITHIN | {"when": [0.0] * 6}), "within of when"),
        (changed(within=WITHIN | {"killed": [*WITHIN["killed"][:-1], 3.0]}), "what is not told as evidence"),
        (changed(weights=BITS | {"type": [0.1, 0.0, 0.2, 0.0]}), "weights of type fall where the evidence grows"),
        (changed(within=WITHIN | {"source": [0.0, 0.0, 1.0, 1.5, 0.0]}), "within of source fall where the evidence"),
        (
            changed(weights=BITS | {"text": [-3.0, -0.1, 0.7, 1.0, 2.0, 3.0, 0.0]}),
            "weights of text count what two reports have in common against them",
        ),
        (changed(weights=BITS | {"killed": [*BITS["killed"][:-1], 3.0]}), "what is not told as evidence"),
        (changed(scale=PRIOR.scale | {"when": -1}), "scale of when"),
        (changed(scale={"when": 1}), "scale does not name"),
        (changed(codes={"type": []}), "codes does not name"),
        (changed(codes=PRIOR.codes | {"source": [str(n) for n in range(16)]}), "codes of source"),
        (changed(codes=PRIOR.codes | {"source": ["a", "a"]}), "codes of source"),
        (changed(refined={"type": [0.0] * 9}), "refined weights of type"),
        (changed(refined={"type": [1.0] + [0.0] * 899}), "refined weights of type"),
        (changed(refined={"killed": [0.0]}), "refined weights of killed"),
        (changed(common={"summary": {}}), "common words are told of other fields"),
        (changed(common={"text": {"zz": 0.5}}), "common words of text"),
        (changed(common={"text": {"0" * 16: 0}}), "common words of text"),
        (changed(common={"text": {f"{n:016x}": 0.5 for n in range(4097)}}), "more than"),
    ],
)
def test_what_is_no_set_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(limits.Unfit, match=reason):
        limits.read(data)


@pytest.mark.parametrize(
    "make",
    [linkage.prior, lambda: linkage.learn(world(7, 300)[0]), lambda: linkage.learn(world(7, 300)[0].slice(0, 0))],
)
def test_what_learning_gives_fits_and_comes_back_as_it_was(make: Callable[[], Parameters]) -> None:
    found = make()
    assert limits.read(found.to_json()) == found


def test_the_shipped_set_names_nobody_and_no_word() -> None:
    assert not any([*PRIOR.codes.values(), *PRIOR.common.values(), PRIOR.refined])
    assert PRIOR.labels == PRIOR.pairs  # of made worlds, whose truth is known


def test_without_words_no_word_and_no_name_of_the_reports_is_in_the_set() -> None:
    found = linkage.learn(world(7, 300)[0], words=False)
    assert not any([*found.codes.values(), *found.common.values(), found.refined])


@given(st.sampled_from([(f, run) for f in FIELDS for run in f.rising]), st.data())
def test_bits_that_fall_anywhere_where_the_evidence_grows_are_unfit(
    of: tuple[Field, tuple[int, ...]], data: st.DataObject
) -> None:
    field, run = of
    step = data.draw(st.integers(0, len(run) - 2))
    what = data.draw(st.sampled_from(["weights", "within"]))
    told = {name: list(bits) for name, bits in getattr(PRIOR, what).items()}
    told[field.name][run[step]] = told[field.name][run[step + 1]] + 0.01
    with pytest.raises(limits.Unfit, match=f"{what} of {field.name} (fall|count)"):
        limits.fitting(msgspec.structs.replace(PRIOR, **{what: told}))
