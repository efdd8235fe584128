"""Names of parties and places found in a text in any of their forms: cases, adjectives, what is written in one word with them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.word_data import NameForms, word_data
from ceasefire.reading.lexicon.gazetteer_names import KnownName

PLACES: Final = frozenset(("city", "admin", "area", "place", "zone"))
PARTIES: Final = frozenset(("party", "body", "monitor", "group", "forces", "government", "mediator"))
_COUNTRIES: Final = frozenset(("country", "demonym"))
_WHO: Final = ("party", "weak")
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = re.compile(r"[ '\-\n]{1,2}")
_AFTER: Final = re.compile(r"'(?:[^\W\d_]{1,7})?(?!\w)")
_LEAST: Final = 3
"""Letters that must be left of a name before an ending is looked for."""
_LONGEST: Final = 40
"""Letters that a word of a name has at most, with its endings."""
_OPENED: Final = 6
"""Letters that may be written in one word before a name, and one more."""
_OWN_WORD: Final = 4
"""Letters of a word that alone may stand for a party of several words, beside a word for "side"."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A name in the text: kind is party, place, either, or weak (a party only beside a word for "side")."""

    kind: str
    value: str
    start: int
    end: int
    adjective: bool
    before: str
    place: str = ""
    """The place that the same words name, of kind either."""


class _Spelling(msgspec.Struct, frozen=True, kw_only=True):
    """One spelling: its words, the stem of each, and what it names."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    kind: str
    value: str
    adjective: bool


class NameTable(msgspec.Struct, frozen=True, kw_only=True):
    """The spellings of all names by the stem of their first word, with how names change in the language."""

    spellings: dict[str, tuple[_Spelling, ...]]
    before: re.Pattern[str]
    ending: re.Pattern[str] | None
    adjective: re.Pattern[str]
    every_word: bool


@lru_cache(maxsize=32)
def name_table(language: str, names: tuple[KnownName, ...]) -> NameTable:
    """Return the names as they are looked for in one language."""
    forms = word_data(language).names
    by_stem: dict[str, list[_Spelling]] = defaultdict(list)
    for spelling in (*_spellings(names, forms), *_own_words(names, forms)):
        held = by_stem[spelling.stems[0]]
        if spelling not in held:
            held.append(spelling)
    return NameTable(
        spellings={stem: tuple(held) for stem, held in by_stem.items()},
        before=re.compile(forms.before),
        ending=re.compile(forms.ending) if forms.ending else None,
        adjective=re.compile(forms.adjective),
        every_word=forms.every_word,
    )


def _spellings(names: Iterable[KnownName], forms: NameForms) -> Iterator[_Spelling]:
    for name in names:
        kind = _kind(name)
        spelt = [(words, one) for one in name.spellings if (words := _words(one)) and not words[0].isdigit()]
        told = [words for words, _ in spelt]
        for words, one in spelt if kind else ():
            stems = _stems(words, forms)
            small = len(words) == 1 and " " not in one and one[0].islower()
            adjective = name.kind == "demonym" or (kind in _WHO and (small or _is_adjective(words, told, forms)))
            yield _Spelling(words=words, stems=stems, kind=kind, value=name.name, adjective=adjective)


def _kind(name: KnownName) -> str:
    """Return what a name is to a bulletin: place, party, nothing, or weak for a country.

    News names countries in every sentence; one that is no party on file counts only where it is "the Selvian side".
    """
    if name.kind in PLACES:
        return "place"
    if name.kind in _COUNTRIES:
        return "weak"
    return "party" if name.kind in PARTIES else ""


def _words(spelling: str) -> tuple[str, ...]:
    words = tuple(_WORD.findall(folded(re.sub(r" \(.*\)", "", spelling))[0]))
    return words[1:] if words[:1] == ("the",) else words


def _stems(words: tuple[str, ...], forms: NameForms) -> tuple[str, ...]:
    """Return what is left of each word that changes before an ending; the others as they are."""
    changing = words if forms.every_word else words[-1:]
    return (*words[: len(words) - len(changing)], *(_stem(word, forms) for word in changing))


def _stem(word: str, forms: NameForms) -> str:
    opened = re.match(forms.before, word)
    bare = word[opened.end() :] if opened and word.startswith("ال") else word
    word = bare if len(bare) >= _LEAST else word
    cut = re.search(rf"(?:{forms.cut})$", word) if forms.cut else None
    return word[: cut.start()] if cut and cut.start() >= _LEAST else word


def _is_adjective(words: tuple[str, ...], told: Sequence[tuple[str, ...]], forms: NameForms) -> bool:
    """Say whether a spelling is the adjective of another one of the same name, or is formed as adjectives are."""
    others = [other[0] for other in told if len(other) == 1 and other != words]
    if len(words) > 1 or len(told) < 2:
        return False
    word, stems = words[0], [_stem(other, forms) for other in others]
    if any(_is_of(word, stem, forms) for stem in stems):
        return True
    longer = any(other[0].startswith(word) and other != words for other in told)
    kin = not longer and any(stem[:_LEAST] == word[:_LEAST] for stem in stems)
    return kin and bool(forms.formed and re.fullmatch(forms.formed, word))


def _is_of(word: str, stem: str, forms: NameForms) -> bool:
    """Say whether a word is a stem with the ending of an adjective."""
    return word.startswith(stem) and word != stem and bool(re.fullmatch(forms.adjective, word[len(stem) :]))


def _own_words(names: Iterable[KnownName], forms: NameForms) -> Iterator[_Spelling]:
    """Yield the words that only one party has in its name: "the Veldaran side" is the Veldara Front's."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if name.kind == "party":
            for words in map(_words, name.spellings):
                for word in words if len(words) > 1 else ():
                    owners[word].add(name.name)
    for word, parties in owners.items():
        if len(parties) == 1 and len(word) >= _OWN_WORD:
            (party,) = parties
            for form in dict.fromkeys((word, _alone(word, forms))):
                yield _Spelling(words=(form,), stems=(_stem(form, forms),), kind="weak", value=party, adjective=True)


def _alone(word: str, forms: NameForms) -> str:
    """Return a word of a longer name as it is written alone: "Konsey" of "Kuzey Konseyi"."""
    cut = re.search(rf"(?:{forms.possessed})$", word) if forms.possessed else None
    return word[: cut.start()] if cut and cut.start() >= _OWN_WORD else word


def find_names(plain: str, table: NameTable, begins: Sequence[bool]) -> Iterator[Found]:
    """Yield the names in folded text from left to right, the longest at each place.

    `begins` says of each character whether a name may begin there: a capital letter, or one of a script without them.
    """
    tokens = list(_WORD.finditer(plain))
    at = 0
    while at < len(tokens):
        best = max(_at(plain, tokens, at, table, begins), key=lambda f: (f[0], f[1].kind != "weak"), default=None)
        if best is None:
            at += 1
        else:
            yield _either(best, list(_at(plain, tokens, at, table, begins)))
            at += best[0]


def _either(best: tuple[int, Found], others: list[tuple[int, Found]]) -> Found:
    """Return the name found, marked where the same words name a party and a place."""
    same = {f.kind: f for n, f in others if n == best[0] and f.kind in ("party", "place")}
    if len(same) < 2:
        return best[1]
    return msgspec.structs.replace(same["party"], kind="either", place=same["place"].value)


def _at(
    plain: str, tokens: list[re.Match[str]], at: int, table: NameTable, begins: Sequence[bool]
) -> Iterator[tuple[int, Found]]:
    """Yield the names that begin with a word, each with how many words it takes."""
    word = tokens[at][0]
    for before in (word[:n] for n in range(min(len(word), _OPENED)) if table.before.fullmatch(word, 0, n)):
        rest = word[len(before) :]
        for length in range(len(rest) if len(rest) <= _LONGEST else 0, 1, -1):
            for spelling in table.spellings.get(rest[:length], ()):
                adjective = _fits(plain, tokens, at, rest, spelling, table)
                if adjective is None or not (
                    adjective or spelling.adjective or begins[tokens[at].start() + len(before)]
                ):
                    continue
                end = tokens[at + len(spelling.words) - 1].end()
                after = _AFTER.match(plain, end)
                yield (
                    len(spelling.words) + (1 if after and len(after[0]) > 1 else 0),
                    Found(
                        kind=spelling.kind,
                        value=spelling.value,
                        start=tokens[at].start(),
                        end=after.end() if after else end,
                        adjective=adjective or spelling.adjective,
                        before=before,
                    ),
                )


def _fits(
    plain: str, tokens: list[re.Match[str]], at: int, first: str, spelling: _Spelling, table: NameTable
) -> bool | None:
    """Say whether the words from `at` on are a spelling in one of its forms: True as an adjective, False as a noun."""
    count = len(spelling.words)
    if at + count > len(tokens):
        return None
    for n in range(count - 1):
        if not _BETWEEN.fullmatch(plain, tokens[at + n].end(), tokens[at + n + 1].start()):
            return None
    told = [first, *(_bare(token[0], table) for token in tokens[at + 1 : at + count])]
    forms = [_form(word, n, spelling, table) for n, word in enumerate(told)]
    if None in forms:
        return None
    return count == 1 and bool(forms[0])


def _bare(word: str, table: NameTable) -> str:
    """Return a later word of a name without the article that may stand before it."""
    return word[2:] if table.every_word and word.startswith("ال") and len(word) > _LEAST else word


def _form(word: str, n: int, spelling: _Spelling, table: NameTable) -> bool | None:
    """Say in which form a word of a spelling stands: False as a noun, True as an adjective, None in none."""
    whole, stem = _bare(spelling.words[n], table), spelling.stems[n]
    if word in (whole, spelling.words[n]):
        return spelling.adjective and spelling.kind == "weak"
    changes = table.every_word or n == len(spelling.words) - 1
    if not changes or len(stem) < _LEAST or not word.startswith(stem):
        return None
    ending = word[len(stem) :]
    if table.ending and table.ending.fullmatch(ending):
        return False
    return True if table.adjective.fullmatch(ending) else None
