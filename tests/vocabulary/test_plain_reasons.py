"""Why a body does not fit is said in plain words, over the kinds of message that the library makes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest

from ceasefire.vocabulary import understand
from ceasefire.vocabulary.plain_reasons import plain_reason


class Colour(StrEnum):
    RED = "red"


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One field of each kind that statements have."""

    low: int | None = None
    rank: Annotated[int, msgspec.Meta(ge=0, le=5)] = 1
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=3)] = "a"
    code: Annotated[str, msgspec.Meta(pattern="^a$")] = "a"
    many: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = ("a",)
    colour: Colour = Colour.RED
    day: date | None = None
    at: datetime | None = None
    sure: bool = True
    named: dict[str, str] = {}


class Whole(msgspec.Struct, kw_only=True):
    """A body."""

    killed: Part = Part()
    need: int


CASES: list[tuple[dict[str, Any], str]] = [
    ({"low": "x"}, "killed.low: text where a number belongs"),
    ({"rank": -1}, "killed.rank: a number of at least 0 belongs there"),
    ({"rank": 9}, "killed.rank: a number of at most 5 belongs there"),
    ({"name": ""}, "killed.name: text of at least 1 character belongs there"),
    ({"name": "long"}, "killed.name: text of at most 3 characters belongs there"),
    ({"code": "b"}, "killed.code: text of another form than belongs there"),
    ({"many": []}, "killed.many: a list of at least 1 entry belongs there"),
    ({"many": [1]}, "killed.many[0]: a number where text belongs"),
    ({"colour": "blue"}, "killed.colour: 'blue' is not in the list of codes"),
    ({"day": "2020-02-31"}, "killed.day: no day of the calendar"),
    ({"at": "noon"}, "killed.at: no time that exists"),
    ({"sure": 1}, "killed.sure: a number where true or false belongs"),
    ({"named": {"a": 1}}, "killed.named: a number where text belongs"),
    ({"named": []}, "killed.named: a list where a group of fields belongs"),
    ({"mood": 1}, "killed: mood is not known"),
]


@pytest.mark.parametrize(("part", "words"), CASES, ids=[words for _, words in CASES])
def test_each_kind_of_message(part: dict[str, Any], words: str) -> None:
    with pytest.raises(msgspec.ValidationError) as told:
        msgspec.convert({"killed": part, "need": 1}, Whole)
    assert plain_reason(str(told.value)) == words


def test_a_missing_field_and_a_body_of_another_form() -> None:
    for body, words in (({}, "need is missing"), ([], "a list where a group of fields belongs")):
        with pytest.raises(msgspec.ValidationError) as told:
            msgspec.convert(body, Whole)
        assert plain_reason(str(told.value)) == words


def test_what_is_not_known_passes_unchanged() -> None:
    assert plain_reason("Something `else` of a later version") == "Something `else` of a later version"
    assert plain_reason("low (3) is above high (2) - at `$.killed`") == "killed: low (3) is above high (2)"


def test_reading_a_body_uses_them() -> None:
    with pytest.raises(ValueError, match=r"^name: a number where text belongs$"):
        understand("party", 1, {"id": "a", "name": 3})
