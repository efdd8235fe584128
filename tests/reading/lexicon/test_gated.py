"""Patterns that are tried only where their letters stand answer as they do without that."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import ceasefire.reading.claims as claims
import ceasefire.reading.mentions as mentions
from ceasefire.reading.lexicon.gated import Gated, gated, letters_of, letters_of_forms

TEXTS = (
    "Over the past three weeks 40 people were killed in shelling.",
    "NOBODY was hurt; the bodies were pulled from the rubble.",
    "The truce, agreed in June, expires on Friday.",
    "Le b\u00e9tail a \u00e9t\u00e9 vol\u00e9; the TRUCE of the hill (\u017ftill in force).",
    "",
)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\b(?:truces?|ceasefire)\b", ("ceasefire", "truce")),
        (r"[Ss]ources?: ?\d", ("source:", "sources:")),
        (r"(?:\w+ ){0,3}bodies", ("bodies",)),
        (r"(?:killed|hurt)+ (?:by|with) \d", ("hurt", "killed")),
        (r"(?:killed )?\d+", ()),
        (r"\bof the\b|\d", ()),
        (r"a(?=bodies)", ("a",)),
    ],
)
def test_letters_of_every_match_are_found_in_the_pattern(pattern: str, letters: tuple[str, ...]) -> None:
    assert letters_of(re.compile(pattern, re.I)) == letters


@pytest.mark.parametrize(
    ("forms", "letters"),
    [
        (["shell(?:ed|ing|s|fire)?", "shells"], ("shell",)),
        ([r"(?:struck|hit) (?:a )?(?:[\w-]+ ){0,2}mines?", "air ?strikes?"], ("air strike", "airstrike", "mine")),
        (["ab+c"], ("b",)),
    ],
)
def test_letters_of_many_forms_stand_in_what_one_of_them_matches(forms: list[str], letters: tuple[str, ...]) -> None:
    assert letters_of_forms(forms) == letters


@pytest.mark.parametrize("form", ["(?:a)?", r"\w+", r".\.?", "(?:ab|c?)", "a|", " "])
def test_a_form_in_which_no_letters_are_certain_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="no letters are certain"):
        letters_of_forms(["truce", form])


def test_a_text_without_the_letters_is_passed_over_and_one_beyond_ascii_is_not() -> None:
    pattern = gated(r"\btruces?\b", re.I)
    assert not pattern.may_stand("The convoy left.")
    assert pattern.may_stand("The TRUCES held.")
    assert pattern.may_stand("Le caf\u00e9.")
    assert gated(r"s\b", re.I).search("\u017f") is not None


def test_search_keeps_to_the_offsets() -> None:
    pattern = gated(r"truce")
    assert pattern.search("a truce, a truce", 4) is not None
    assert pattern.search("a truce", 0, 4) is None
    assert [m.start() for m in pattern.finditer("a truce, a truce")] == [2, 11]


def _all_gated() -> list[Gated]:
    modules = [
        importlib.import_module(f"{room.__name__}.{one.name}")
        for room in (claims, mentions)
        for one in pkgutil.iter_modules(room.__path__)
    ]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Gated)]


def test_every_gated_pattern_of_the_rooms_answers_as_without_its_gate() -> None:
    patterns = _all_gated()
    assert len(patterns) > 60
    for pattern in patterns:
        for text in (*TEXTS, *map(str.upper, TEXTS), *map(str.title, TEXTS)):
            assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in pattern.compiled.finditer(text)]


@pytest.mark.parametrize(
    "pattern", [r"\btruce\b", r"[A-C]\W+(?P<Old>[a-z]+)", r"(?-i:May) \d", r"[\u00c0-\u024f]", r"x*", r"\bNo\S+"]
)
def test_small_letters_find_what_a_pattern_blind_to_capitals_does(pattern: str) -> None:
    compiled = re.compile(pattern, re.I)
    for text in ("A TRUCE of May 9, b: NOTHING", "xX no x", "may 9 May 10", "s \u017f truce"):
        assert [m.span() for m in Gated(compiled).finditer(text)] == [m.span() for m in compiled.finditer(text)]
