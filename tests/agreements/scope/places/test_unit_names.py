import itertools

import pytest

from ceasefire.agreements.scope.places.unit_names import is_among
from ceasefire.agreements.three_valued import State

SYRIA = [
    "Aleppo",
    "Al-Hasakah",
    "As-Suwayda",
    "Damascus",
    "Daraa",
    "Hama",
    "Homs",
    "Idlib",
    "Latakia",
    "Quneitra",
    "Raqqa",
    "Tartus",
] + [
    "Deir ez-Zor",
    "Rif Dimashq",
]
NORTH = ("Idlib", "Aleppo", "Hama", "Latakia")


@pytest.mark.parametrize(
    ("told", "names", "answer"),
    [
        ("Idlib", NORTH, State.YES),
        ("IDLIB ", NORTH, State.YES),
        ("Idleb", NORTH, State.UNDETERMINED),
        ("Idleb", (*NORTH, "Idleb"), State.YES),
        ("Rural Damascus", ("Rif Dimashq", "Rural Damascus"), State.YES),
        ("Damascus", ("Rif Dimashq", "Rural Damascus"), State.UNDETERMINED),
        ("Burma", ("Myanmar",), State.YES),
        ("Sana'a", ("Sanaa",), State.YES),
        ("Idlib / Hama", NORTH, State.YES),
        ("Idlib, Daraa", NORTH, State.UNDETERMINED),
        ("Homs and Daraa", NORTH, State.NO),
        ("Daraa", NORTH, State.NO),
        ("Damascus", ("Rif Dimashq",), State.NO),
        ("Idlib province", NORTH, State.UNDETERMINED),
        ("northern Edlib", NORTH, State.UNDETERMINED),
        ("إدلب", NORTH, State.UNDETERMINED),
        ("unknown", NORTH, State.UNDETERMINED),
        ("n/a", NORTH, State.UNDETERMINED),
        ("", NORTH, State.UNDETERMINED),
        (None, NORTH, State.UNDETERMINED),
        ("Idlib", (), State.UNDETERMINED),
        ("SY07", NORTH, State.UNDETERMINED),
        ("SY07", ("SY01", "SY07"), State.YES),
        ("SY07", ("SY01",), State.NO),
        ("Israel", ("Lebanon",), State.NO),
        ("ISR", ("Lebanon",), State.UNDETERMINED),
        ("IL", ("Lebanon", "LB"), State.NO),
        ("ISR", ("Lebanon", "LB"), State.UNDETERMINED),
        ("Syrian Arab Republic", ("Syria",), State.YES),
        ("Lebanese Republic", ("Lebanon",), State.UNDETERMINED),
        ("Bosnia and Herzegovina", ("Bosnia and Herzegovina",), State.YES),
    ],
)
def test_a_name_is_another_only_where_that_is_plain(told, names, answer):
    assert is_among(told, names) is answer


def test_no_two_provinces_are_taken_for_one():
    assert [pair for pair in itertools.permutations(SYRIA, 2) if is_among(pair[0], pair[1:]) is State.YES] == []
