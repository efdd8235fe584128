"""Bodies are strict both ways: nothing unknown gets in, nothing is written in two ways."""

import json
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.vocabulary import BODIES, RESERVED, check_body
from ceasefire.vocabulary.parts import Count, When, Where, to_builtins

TALLY = {"count": {"high": 5, "low": 5}, "measure": "alleged ceasefire violations", "unit": "case_of_firing"}


def canonical(body: object) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_plain_body_is_accepted_and_typed() -> None:
    body = check_body("tally", 1, canonical(TALLY))
    assert body.count == Count(low=5, high=5)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"extra": 1}, "unknown field"),
        ({"count": {"low": 6, "high": 5}}, "above high"),
        ({"count": {}}, "low, high or the vague word"),
        ({"unit": "Case Of Firing"}, "regex"),
        ({"period": {"start": "2017-02-31"}}, "date"),
        ({"period": {"start": "2017-02-03", "end": "2017-02-01"}}, "before it starts"),
        ({"count": {"low": -1, "high": 5}}, ">= 0"),
        ({"note": None}, "canonical"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_with_the_reason(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_body("tally", 1, canonical(TALLY | change))


def test_defaults_are_never_written_so_fields_can_be_added_later() -> None:
    with pytest.raises(ValueError, match="canonical"):
        check_body("report", 1, canonical({"killed": {"high": 3, "low": 3, "vague": None}}))


@pytest.mark.parametrize("kind", sorted(RESERVED))
def test_reserved_kinds_are_refused_until_they_are_defined(kind: str) -> None:
    with pytest.raises(ValueError, match="reserved"):
        check_body(kind, 1, b"{}")


def test_an_unknown_kind_or_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        check_body("rumour", 1, b"{}")
    with pytest.raises(ValueError, match="edition 2"):
        check_body("tally", 2, canonical(TALLY))


@pytest.mark.parametrize("kind", BODIES)
def test_no_body_allows_unknown_fields_or_writes_defaults(kind: str) -> None:
    config = BODIES[kind].__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields
    assert config.omit_defaults


def test_a_point_needs_both_coordinates() -> None:
    with pytest.raises(ValueError, match="both"):
        Where(lat_e7=1)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 400), st.integers(0, 5))
def test_when_survives_the_round_trip(start: date, length: int, precision: int) -> None:
    end = date.fromordinal(min(start.toordinal() + length, date(2200, 12, 31).toordinal()))
    when = When(start=start, end=end, precision=precision)
    assert msgspec.convert(to_builtins(when), When) == when
    assert when.last == end
