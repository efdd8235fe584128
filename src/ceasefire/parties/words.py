"""The word lists of names: unknown, protected, and the phrases around a name; read strictly from the TOML files here."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ceasefire.parties.spelling import fold
from ceasefire.vocabulary.codes import ObjectKind

UNKNOWN_LISTS: Final = ("words", "whole")
PHRASE_LISTS: Final = (
    "and",
    "or",
    "joined",
    "remarks",
    "attributions",
    "outlets",
    "asides",
    "places",
    "hedges",
    "backings",
    "units",
    "military",
    "fighters",
    "opponents",
    "no_state",
    "against",
    "organs",
    "of_forces",
    "bodies",
    "common_names",
    "others",
    "descriptions",
    "particles",
)
_WORD: Final = re.compile(r"[^\W_]+")


class WordListError(ValueError):
    """A word list that cannot be used; the message names the file and what is wrong in it."""


def read_lists(text: str, name: str, lists: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the lists of a TOML text, each a set of folded words or phrases.

    Raises WordListError naming the file for broken TOML, a list that is missing or not known, anything that is no text,
    an empty text, and a word given twice in one list.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WordListError(f"{name}: {error}") from None
    wanted = set(lists)
    odd = sorted(wanted ^ set(told))
    if odd:
        raise WordListError(f"{name}: {odd[0]} is {'missing' if odd[0] in wanted else 'not a list of this file'}")
    return {key: _folded(value, f"{name}: {key}") for key, value in told.items()}


def _folded(value: object, where: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise WordListError(f"{where}: a list of texts that are not empty is expected")
    words = [fold(one) for one in value]
    twice = sorted({w for w in words if words.count(w) > 1})
    if twice:
        raise WordListError(f"{where}: {twice[0]!r} is given twice")
    return frozenset(words)


def _shipped(name: str, lists: Iterable[str]) -> dict[str, frozenset[str]]:
    return read_lists(Path(__file__).with_name(name).read_text(encoding="utf-8"), name, lists)


@cache
def phrases() -> Mapping[str, frozenset[str]]:
    """Return the phrases around names, by list; what each list means is said in `phrases.toml`."""
    return _shipped("phrases.toml", PHRASE_LISTS)


@cache
def unknown_words() -> frozenset[str]:
    """Return the words that leave a name unknown wherever they stand in it, folded."""
    return _shipped("unknown.toml", UNKNOWN_LISTS)["words"]


@cache
def unknown_texts() -> frozenset[str]:
    """Return the texts that, as a whole, say that nobody is known, folded."""
    return _shipped("unknown.toml", UNKNOWN_LISTS)["whole"]


def says_unknown_whole(text: str) -> bool:
    """Return whether a text says nothing but that it is not known or told: "n/a", "unknown", nothing at all."""
    folded = fold(text)
    return folded in unknown_texts() or unknown_words().issuperset(_WORD.findall(folded))


def says_unknown(text: str) -> bool:
    """Return whether a text says that nobody is known or told: "n/a", "unidentified gunmen", nothing at all."""
    folded = fold(text)
    return not folded or folded in unknown_texts() or not unknown_words().isdisjoint(_WORD.findall(folded))


def names_forces(text: str) -> bool:
    """Return whether a text says by its words what of a side is meant: its fighters, a post, vehicles, a base."""
    return not phrases()["of_forces"].isdisjoint(_WORD.findall(fold(text)))


@cache
def _kinds() -> Mapping[tuple[str, ...], frozenset[ObjectKind]]:
    """Return the kinds of each word or phrase, by its words."""
    lists = _shipped("protected.toml", [kind.value for kind in ObjectKind])
    every = {phrase for phrases_ in lists.values() for phrase in phrases_}
    return {
        tuple(_WORD.findall(one)): frozenset(ObjectKind(kind) for kind, held in lists.items() if one in held)
        for one in every
    }


@cache
def _longest() -> int:
    return max(len(words) for words in _kinds())


def protected_kinds(text: str) -> frozenset[ObjectKind]:
    """Return the kinds of protected persons and things that a text's words name, the longest phrase first."""
    words, found, at = _WORD.findall(fold(text)), frozenset[ObjectKind](), 0
    while at < len(words):
        spans = (tuple(words[at : at + n]) for n in range(_longest(), 0, -1))
        phrase = next((one for one in spans if one in _kinds()), (words[at],))
        found |= _kinds().get(phrase, frozenset())
        at += len(phrase)
    return found
