"""Names compared by sound across Arabic, Cyrillic and Latin script, without a list of places.

A word becomes a key: its consonants in a small common alphabet, long and short vowels left out, articles and words such
as "near", "city" or "province" dropped. "Khan Shaykhun", "خان شيخون" and "Хан-Шейхун" have the same keys.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC = dict(
    zip(
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچژگڤکیہەۆ",
        ["", "a", "a", "w", "a", "y", "a", "b", "", "t", "th", "j", "h", "kh", "d", "dh", "r", "z", "s", "sh", "s",
         "d", "t", "z", "", "gh", "f", "q", "k", "l", "m", "n", "h", "w", "y", "a", "b", "j", "j", "k", "f", "k",
         "y", "h", "a", "w"],
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя",
        ["a", "b", "w", "g", "g", "d", "e", "e", "e", "j", "z", "i", "i", "i", "y", "k", "l", "m", "n", "o", "p", "r",
         "s", "t", "u", "f", "kh", "ts", "j", "sh", "sh", "", "i", "", "e", "yu", "ya"],
        strict=True,
    )
)
_SCRIPT = {**_ARABIC, **_CYRILLIC}

GENERIC = frozenset(
    """near the of in at on and or to from by for with between around outside inside city town village villages
    countryside province governorate district subdistrict area areas road roads region axis front frontline line zone
    north northern south southern east eastern west western central suburb suburbs neighbourhood neighborhood
    quarter quarters crossing environs vicinity surroundings several various parts
    rural rif reef countrysides qaryat madinat muhafazat
    قرب محيط ريف مدينة بلدة قرية محافظة منطقة طريق حي شمال جنوب شرق غرب شمالي جنوبي شرقي غربي شمالية جنوبية شرقية غربية
    في من على بين
    город города городе село деревня деревни провинция провинции провинцию район района районе область области возле
    около близ север юг восток запад северный северная северной южный южная южной восточный восточная восточной
    западный западная западной пригород в на и у под из
    ville village province gouvernorat region pres nord sud est ouest de du des la le les et""".split()
)
_ARTICLES = frozenset(
    "al el as es ash esh ad ed at et an en ar er az ez ul ud аль эль аш эш ас эс ар эр эт ат эд ад эн ан эз аз уль".split()
)
_WORD = re.compile(r"[^\W_]+")
_DIGRAPHS = (("sh", "S"), ("ch", "S"), ("kh", "x"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("dj", "j"), ("ck", "k"))
_ALIKE = str.maketrans({"q": "k", "c": "k", "v": "w", "p": "b"})
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640ʿʾ’‘`´ʻʼ']")
_BOUND_T = re.compile(r"ة(?=\s+\w)")
_LOUD_X = str.maketrans({"x": "h"})


def words(text: str) -> list[str]:
    """Return the words of a text in order: case folded, accents and marks off, articles left out."""
    folded = unicodedata.normalize("NFKD", _MARKS.sub("", text)).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    found = _WORD.findall(_BOUND_T.sub("ت", _MARKS.sub("", folded)))
    return [_bare(word) for word in found if word not in _ARTICLES] or found


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _generic(word: str) -> bool:
    return word in GENERIC or (word.endswith("ت") and word[:-1] + "ة" in GENERIC)


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """Return the sound key of one folded word; digits stay as they are, short skeletons keep their vowels."""
    if word.isdigit():
        return word
    latin = word if word.isascii() else "".join(_SCRIPT.get(c, c) for c in word)
    for digraph, letter in _DIGRAPHS:
        latin = latin.replace(digraph, letter)
    latin = latin.translate(_ALIKE).removesuffix("h").translate(_LOUD_X)
    skeleton = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]", "", latin))
    if len(skeleton) >= 2:
        return skeleton
    vowels = latin.translate(str.maketrans("eyow", "iiuu"))
    return re.sub(r"(.)\1+", r"\1", vowels) or word


def tokens(*texts: str | None) -> tuple[str, ...]:
    """Return the distinct sound keys of place names, sorted; generic words are left out unless nothing else remains."""
    every: set[str] = set()
    proper: set[str] = set()
    for text in texts:
        for word in words(text or ""):
            found = key(word)
            every.add(found)
            if not _generic(word):
                proper.add(found)
    return tuple(sorted(proper or every))
