"""Names compared by sound across Arabic, Cyrillic and Latin script, without a list of places.

A word becomes a key: its consonants in a small common alphabet, long and short vowels left out, articles and words such
as "near", "city" or "province" dropped. "Khan Shaykhun", "خان شيخون" and "Хан-Шейхун" have the same keys.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The tables of this module (letters, generic words, articles, digraphs) were made by hand and checked on the Syrian names
# of tests/linkage/features/test_names.py. They follow no romanisation standard, as spellings of one name in the press
# follow none. What a single entry is worth was not measured.

_LETTERS = """
ء: آ:a أ:a ؤ:w إ:a ئ:y ا:a ب:b ة: ت:t ث:th ج:j ح:h خ:kh د:d ذ:dh ر:r ز:z س:s ش:sh ص:s ض:d ط:t ظ:z ع: غ:gh ف:f ق:q ك:k
ل:l م:m ن:n ه:h و:w ى:y ي:y پ:b چ:j ژ:j ڤ:f گ:k ک:k ی:y ہ:h ە:a ۆ:w
а:a б:b в:w г:g ґ:g д:d е:e ё:e є:e ж:j з:z и:i і:i ї:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch
ш:sh щ:sh ъ: ы:i ь: э:e ю:yu я:ya
"""
_GENERIC = """
near the of in at on and or to from by for with between around outside inside city town village villages countryside
province governorate district subdistrict area areas road roads region axis front frontline line zone
central suburb suburbs neighbourhood neighborhood quarter quarters crossing
environs vicinity surroundings several various parts rural rif reef countrysides qaryat madinat muhafazat
قرب محيط ريف مدينة بلدة قرية محافظة منطقة طريق حي
في من على بين
город города городе село деревня деревни провинция провинции провинцию район района районе область области возле
около близ
пригород в на и у под из
ville village province gouvernorat region pres de du des la le les et
"""
GENERIC = frozenset(_GENERIC.split())
"""Words that say what kind of place or where beside it, in English, Arabic, Russian and French: no part of a name."""
_COMPASS_WORDS = """
N: north northern شمال شمالي شمالية север северный северная северное северной северного северном nord
S: south southern جنوب جنوبي جنوبية юг южный южная южное южной южного южном sud
E: east eastern شرق شرقي شرقية восток восточный восточная восточное восточной восточного восточном est
W: west western غرب غربي غربية запад западный западная западное западной западного западном ouest
"""
_COMPASS = {word: line[0] for line in _COMPASS_WORDS.split("\n") if line for word in line[2:].split()}
"""The quarter that a word tells: East and West Ghouta, North and South Kivu are two places each, in whatever language."""
_ARTICLE_FORMS = """
al el as es ash esh ad ed at et an en ar er az ez ul ud
аль эль аш эш ас эс ар эр эт ат эд ад эн ан эз аз уль
"""
_ARTICLES = frozenset(_ARTICLE_FORMS.split())
"""Forms of the Arabic article before each letter, in Latin and Cyrillic script."""
_WORD = re.compile(r"[^\W_]+")
_DIGRAPHS = (
    ("sh", "S"),
    ("ch", "S"),
    ("kh", "x"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("dj", "j"),
    ("ck", "k"),
    ("zh", "j"),
)
"""Two Latin letters that stand for one sound, and the sign for it (capitals: sounds without a letter of their own)."""


def _signs(latin: str) -> str:
    """Return a Latin spelling with one sign for each sound that two letters stand for."""
    for digraph, sign in _DIGRAPHS:
        latin = latin.replace(digraph, sign)
    return latin


_SCRIPT = {pair[0]: _signs(pair[2:]) for pair in _LETTERS.split()}
"""Signs of each Arabic, Persian, Kurdish and Cyrillic letter; emphatic and plain consonants fall together. Two letters are never
one sound: t and h of a name in Arabic are not th."""
_ALIKE = str.maketrans({"q": "k", "c": "k", "v": "w", "p": "b"})
"""Letters that transliterations use for one another; Arabic has no p and no v."""
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640ʿʾ’‘`´ʻʼ']")
"""Short vowels, the lengthening stroke and apostrophes in Arabic and Latin text."""
_BOUND_T = re.compile(r"ة(?=\s+\w)")
"""The ending that is pronounced t before another word."""
_LOUD_X = str.maketrans({"x": "h"})
"""kh is written h in many spellings: both count as one sound."""
_UKRAINIAN = frozenset("іїєґ")
"""Letters that Russian does not have."""
_CACHED_WORDS, _CACHED_NAMES = 1 << 16, 1 << 17
"""Entries kept by the two caches; they bound memory alone. Chosen by hand; not measured."""


def words(text: str) -> list[str]:
    """Return the words of a text in order: case folded, accents and marks off, articles left out."""
    folded = unicodedata.normalize("NFKD", _MARKS.sub("", text)).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    found = _WORD.findall(_BOUND_T.sub("ت", _MARKS.sub("", folded)))
    return [_bare(word) for word in found if word not in _ARTICLES] or found


def _bare(word: str) -> str:
    """Drop the Arabic article written together with its word where at least three letters remain."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _unbound(word: str) -> str:
    """Return an Arabic word without the t that its ending gets before another word."""
    return word[:-1] + "ة" if word.endswith("ت") else word


@lru_cache(maxsize=_CACHED_WORDS)
def key(word: str) -> str:
    """Return the sound key of one folded word; digits stay as they are, short skeletons keep their vowels."""
    if word.isdigit():
        return word
    latin = _signs(word)
    if not word.isascii():
        latin = latin.replace("дж", "ж")  # how Russian writes the j of others
        if not _UKRAINIAN.isdisjoint(latin):
            latin = latin.replace("г", "х")  # which is no g there
        latin = "".join(_SCRIPT.get(c, c) for c in latin)
    latin = latin.translate(_ALIKE).removesuffix("h").translate(_LOUD_X)
    skeleton = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]", "", latin))
    if len(skeleton) >= 2:  # a single consonant is too little to tell names apart
        return skeleton
    vowels = latin.translate(str.maketrans("eyow", "iiuu"))
    return re.sub(r"(.)\1+", r"\1", vowels) or word


@lru_cache(maxsize=_CACHED_NAMES)
def tokens(*texts: str | None) -> tuple[str, ...]:
    """Return the distinct sound keys of place names, sorted; generic words are left out unless nothing else remains.

    The quarter in a name ("Eastern Ghouta") is one key in all languages; beside other words of no name ("east of Ghouta", "the northern
    countryside of Homs") it is left out like them.
    """
    every: set[str] = set()
    proper: set[str] = set()
    quarters: set[str] = set()
    beside = False
    for text in texts:
        for word in words(text or ""):
            found = key(word)
            every.add(found)
            if quarter := _COMPASS.get(_unbound(word)):
                quarters.add(quarter)
            elif _unbound(word) in GENERIC:
                beside = True
            else:
                proper.add(found)
    return tuple(sorted((proper if beside else proper | quarters) if proper else every))
