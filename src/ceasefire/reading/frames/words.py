"""The words of a sentence, each with what it does there: determiner, preposition, verb, noun, comma and the like."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import Final

import msgspec

from ceasefire.reading.frames.index import end_of, listed, noun_words, triggers, verb_words
from ceasefire.reading.frames.inflection import Form
from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS, SHORT_MONTH, WEEKDAY_NUMBERS
from ceasefire.reading.text.fold import lower

_WORD: Final = re.compile(
    rf"\b(?:{SHORT_MONTH.title()})\.(?= ?\d)|\d+(?:[.,:/]\d+)*|(?:[^\W\d_]\.){{2,}}"
    r"|[^\W\d_]+(?:['-](?!s\b)[^\W_]+)*|'s\b|[^\w\s]|[\w]+"
)
_CLOSED: Final = (
    ("B", "be"), ("H", "have"), ("X", "do"), ("M", "modals"), ("!", "negations"), ("C", "coordinators"), ("R", "relatives"),
    ("S", "subordinators"), ("O", "pronouns"), ("D", "determiners"), ("P", "prepositions"), ("#", "numbers"), ("A", "adverbs"),
)  # fmt: skip
_PASSED: Final = frozenset("A!")
_ENDS: Final = frozenset(',;:.?!()"-')
_NICKNAME: Final = 3
"""Words between two marks that are no quotation; chosen by hand, not measured."""
_AUXILIARY: Final = frozenset("BHXM")
_SAYS: Final = _ENDS | _AUXILIARY | {"v"}
"""What stands in a quotation that says something, and not in a nickname."""
_ROUGHLY: Final = [words.split() for words in ("at least", "at most", "more than", "less than", "fewer than", "up to")]
_NO_FEWER: Final = [["no", word, "than"] for word in ("fewer", "less", "more")]
_ABOUT: Final = [
    [word] for word in ("over", "around", "about", "under", "nearly", "almost", "roughly", "approximately")
]
_BEFORE_NOUNS: Final = frozenset(("D", "'", "#", "J"))
_BEFORE_GERUNDS: Final = frozenset(("P", "V", "S", "C", ","))
_NEVER_BEFORE_VERBS: Final = frozenset(("D", "'", "P", "#", "J", ".", "B", "H"))
_ENDS_SUBJECTS: Final = frozenset(("N", "W", ")", ",", "C"))
_BEGINS: Final = frozenset("D#O")
_PAST: Final = Form.PAST | Form.PARTICIPLE
_DAYS: Final = frozenset(
    ("day", "night", "week", "month", "year", "time", "evening", "morning", "town", "village", "area")
)


REACH: Final = 120
"""How many words anything reaches: no clause of a sentence that people write is longer, and time grows with the length only."""


class Words(msgspec.Struct, frozen=True):
    """The words of a sentence in parallel lists: places, small letters, tags, forms as verbs, and capitals.

    Tags: B be, H have, X do, M modal, V verb, T "to" before a verb, ! not, A adverb, D determiner, # number, N noun or
    adjective, J participle before a noun, O pronoun, W word of time, P preposition, C and/or/but, S subordinator,
    R relative, ' possessive ending; a mark of punctuation is its own tag.
    """

    text: str
    starts: list[int]
    ends: list[int]
    lows: list[str]
    tags: list[str]
    forms: list[int]

    def capital(self, at: int) -> bool:
        """Return whether a word begins with a capital."""
        return self.text[self.starts[at]].isupper()

    def opens_quote(self, at: int) -> bool:
        """Return whether a mark of quotation stands at a place and opens what is quoted."""
        return self.tags[at : at + 1] == ['"'] and self.text[self.starts[at] - 1 : self.starts[at]] == " "

    def inside(self, span: tuple[int, int]) -> range:
        """Return the places of the words that stand within a stretch of the text."""
        return range(bisect_left(self.starts, span[0]), bisect_right(self.ends, span[1]))

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Return the stretch of the text that the words from `first` up to `after` cover."""
        return self.starts[first], self.ends[after - 1]


def words_of(text: str) -> Words:
    """Cut a folded sentence into words and tag them."""
    low = lower(text)
    found = list(_WORD.finditer(text))
    starts, ends = [m.start() for m in found], [m.end() for m in found]
    lows = [low[s:e] for s, e in zip(starts, ends, strict=True)]
    raw = [_raw(word) for word in lows]
    words = Words(text, starts, ends, lows, [tag for tag, _ in raw], [form for _, form in raw])
    _Tagger(words).run()
    return words


@cache
def _tags() -> dict[str, str]:
    tags = dict.fromkeys((*listed("times"), *(m for m in MONTH_NUMBERS if m not in ("may", "march"))), "W")
    for tag, table in reversed(_CLOSED):
        tags |= dict.fromkeys(listed(table), tag)
    return tags | {"may": "M", "march": "W", "'s": "'", "to": "P", "no": "D", "there": "O"}


@cache
def _no_verbs() -> frozenset[str]:
    return listed("no_verbs")


@lru_cache(maxsize=8192)
def _raw(word: str) -> tuple[str, int]:
    """Return the tag of a word by itself, and its forms where it can be a verb; tag "v" where it may be one."""
    tag = _tags().get(word)
    if tag is not None:
        return tag, 0
    if not word[0].isalpha():
        return ("#" if word[0].isdigit() else word), 0
    known = verb_words().get(word)
    if known is not None:
        return "v", known[1]
    return _unknown(word)


def _unknown(word: str) -> tuple[str, int]:
    """Return the tag of a word that is in no list, by its ending."""
    if word in _no_verbs() or word.endswith("-led"):
        return "N", 0
    if len(word) > 4 and word.endswith("ed"):
        return "v", Form.PAST | Form.PARTICIPLE
    if len(word) > 5 and word.endswith("ing"):
        return "v", Form.ING
    return ("A" if len(word) > 4 and word.endswith("ly") else "N"), 0


def _begins_phrase(lows: list[str], at: int) -> bool:
    """Return whether a word that is no noun begins a verb of several words: "takes effect", "comes into force"."""
    low = lows[at]
    if not low.endswith("s") or low in noun_words():
        return False
    longer = (t.rest for t in triggers().get(low, ()) if t.part == "verb" and t.rest)
    return any(rest[-1] not in listed("prepositions") and end_of(rest, lows, at) > 0 for rest in longer)


_TIMES: Final = frozenset((
    *WEEKDAY_NUMBERS, *MONTH_NUMBERS, "week", "month", "year", "night", "weekend", "spring", "summer", "autumn", "winter",
))  # fmt: skip
_THIS: Final = frozenset(("this", "last", "next", "that"))
"""Words before a week or a month that is no object."""


_MANY: Final = frozenset(
    ("police", "people", "men", "women", "children", "gunmen", "militiamen", "policemen", "cattle")
)
"""Nouns of many that end in no "s"."""


class _Tagger:
    """Decide by the words around it whether a word that may be a verb is one."""

    def __init__(self, words: Words) -> None:
        self.words, self.lows, self.tags, self.forms = words, words.lows, words.tags, words.forms
        self.size = len(words.lows)
        named = (
            tag in _AUXILIARY and not (low == "may" and words.capital(at))
            for at, (low, tag) in enumerate(zip(self.lows, self.tags, strict=True))
        )
        self.sure = any(named) or any(form & Form.PAST for form in self.forms)

    def run(self) -> None:
        self._nicknames()
        for at, tag in enumerate(self.tags):
            if tag == "v":
                self.tags[at] = self._verb(at)
            elif tag == "M" and self.lows[at] == "may":
                self._may(at)
            elif self.lows[at] == "to":
                self._to(at)
            elif self.lows[at] == "that":
                self._that(at)
            elif self.lows[at] == "yet" and self.tags[at - 1 : at] == ["!"]:
                self.tags[at] = "A"
            elif tag == "#":
                self._number(at)
            elif tag == "A" and at and self.words.capital(at) and _unknown(self.lows[at])[0] == "A":
                self.tags[at] = "N"

    def _nicknames(self) -> None:
        """Pass over the marks round a few words inside a sentence: Commander "Aldo", a "window of silence"."""
        marks = [at for at, low in enumerate(self.lows) if low == '"']
        for first, last in zip(marks[::2], marks[1::2], strict=False):
            inside = self.tags[first + 1 : last]
            if first > 0 and 0 < len(inside) <= _NICKNAME and _SAYS.isdisjoint(inside):
                self.tags[first] = self.tags[last] = "A"

    def _may(self, at: int) -> None:
        """Tell the month from the modal."""
        after = self.tags[at + 1] if at + 1 < self.size else "."
        past = after == "v" and self.forms[at + 1] & Form.PAST and not self.forms[at + 1] & Form.BASE
        if self.words.capital(at) and (past or after not in "vBHA!" or self.before(at) in "P#"):
            self.tags[at] = "W"

    def _to(self, at: int) -> None:
        here = at + 1
        while here < self.size and self.tags[here] in _PASSED:
            here += 1
        if here < self.size and (self.forms[here] & Form.BASE or self.lows[here] in ("be", "have", "do")):
            self.tags[at] = "P" if at and self.words.capital(here) else "T"

    def _number(self, at: int) -> None:
        """Take "at least", "no fewer than" and "some" before a number for determiners."""
        before = self.lows[max(0, at - 3) : at]
        if before[-2:] in _ROUGHLY:
            self.tags[at - 2] = self.tags[at - 1] = "D"
        elif before in _NO_FEWER:
            self.tags[at - 3] = self.tags[at - 2] = self.tags[at - 1] = "D"
        elif before[-1:] == ["between"] and self._is_range(at):
            self.tags[at - 1] = self.tags[at + 1] = "D"
        elif before[-1:] in _ABOUT and at > 1 and self.tags[at - 2] not in "NB":
            self.tags[at - 1] = "D"

    def _is_range(self, at: int) -> bool:
        """Return whether "between" stands before a range of persons or things: "between eight and ten people"."""
        counted = self.tags[at + 3 : at + 4] == ["N"] and not self.words.capital(at + 3)
        return self.lows[at + 1 : at + 2] == ["and"] and self.tags[at + 2 : at + 3] == ["#"] and counted

    def _that(self, at: int) -> None:
        if at + 1 < self.size and self.lows[at + 1] in _DAYS:
            self.tags[at] = "D"

    def before(self, at: int) -> str:
        """Return the tag of the word before, adverbs passed over; "." at the beginning."""
        here = at - 1
        while here >= 0 and self.tags[here] in _PASSED:
            here -= 1
        return self.tags[here] if here >= 0 else "."

    def after(self, at: int) -> str:
        """Return the tag of the word after, adverbs passed over; "." at the end."""
        here = at + 1
        while here < self.size and (self.tags[here] in _PASSED or self.words.opens_quote(here)):
            here += 1
        return self.tags[here] if here < self.size else "."

    def _verb(self, at: int) -> str:
        if fixed := self._fixed(at):
            return fixed
        form, before, after = self.forms[at], self.before(at), self.after(at)
        if (
            self._is_no_verb(at, before)
            or self._ends_noun(at)
            or (before == "N" and self.lows[at + 1 : at + 2] == ["of"] and self.lows[at] in listed("laid_arms"))
            or self._is_name(at)
            or (not form & _PAST and self._inside_name(at))
        ):
            return "N"
        if before in ("M", "T", "X") and form & Form.BASE:
            return "V"
        if form & Form.ING and not form & Form.PAST:
            return self._ing(at, before, after)
        if form & _PAST:
            return self._past(at, before, after)
        return self._present(at, before, after)

    def _is_no_verb(self, at: int, before: str) -> bool:
        """Return whether a word only looks like a verb; "suspected" of "are suspected" is one, and so it is at the end of words."""
        if self.lows[at] not in _no_verbs():
            return False
        done = bool(self.forms[at] & Form.PARTICIPLE) and self.lows[at] in verb_words()
        opens = at == 0 and self.lows[1:2] in (["of"], ["by"])
        return not (done and (before == "B" or opens or (before == "N" and self.after(at) == ".")))

    def _ends_noun(self, at: int) -> bool:
        """Return whether a word is the last of a noun of two: "fire" of "sniper fire"."""
        low = self.lows[at]
        found = triggers().get(self.lows[at - 1]) if at else None
        return found is not None and any(t.rest == (low,) and t.part == "noun" for t in found)

    def _fixed(self, at: int) -> str:
        """Return the tag of "face" in "face to face", of "Sat" in "Sat 21 Nov" and of "last" in "last Friday"; empty for the verbs."""
        if self.lows[at] == "last":
            day = at + 1 < self.size and (self.lows[at + 1] in _TIMES or self.tags[at + 1] == "W")
            return "N" if day and self.before(at) not in ("M", "T", "X") else ""
        if self.lows[at] == "face":
            return "A" if "face" in self.lows[max(0, at - 2) : at] + self.lows[at + 2 : at + 3] else ""
        return "W" if self.lows[at] == "sat" and self.words.capital(at) and self.tags[at + 1 : at + 2] == ["#"] else ""

    def _before_date(self, at: int) -> bool:
        """Return whether a day follows that is no object: "meeting 16 Nov", "meeting this month"."""
        if self.lows[at + 1 : at + 2] and self.lows[at + 1] in _THIS:
            return at + 2 < self.size and (self.lows[at + 2] in _TIMES or self.tags[at + 2] == "W")
        return at + 2 < self.size and self.lows[at + 2] in MONTH_NUMBERS and self.tags[at + 1] in "#W"

    def _ing(self, at: int, before: str, after: str) -> str:
        noun = self.lows[at] in noun_words()
        object_follows = (after in _BEGINS and not self._before_date(at)) or (after in "NvJ" and self._next_is_name(at))
        if before == "B":
            there = "there" in self.lows[max(0, at - 4) : at]
            return "N" if there and noun and not object_follows else "V"
        if before in _BEFORE_NOUNS or (not object_follows and (noun or before == "N")):
            return "N"
        return "V" if object_follows or before in _BEFORE_GERUNDS else "N"

    def _past(self, at: int, before: str, after: str) -> str:
        noun = bool(self.forms[at] & Form.BASE) and self.lows[at] in noun_words()
        if before in ("D", "'"):
            return self._after_determiner(at, before, after, noun=noun)
        if before == "P":
            return "J" if after in "Nv" else "N"
        if before in "#J":
            return "N" if noun else "J" if before == "#" and after in "NJ" else "V"
        if before in '.(:"' and after == "N" and not self._next_is_name(at):
            return "J"
        return "N" if noun and self._in_compound(at, before, after) and not self._next_is_name(at) else "V"

    def _is_name(self, at: int) -> bool:
        """Return whether a word of no list that only ends as verbs do has a capital inside a sentence: "Mohammed", "Kunming"."""
        inside = at > 0 and self.tags[at - 1] not in '.:"(?!'
        return (
            inside
            and self.words.capital(at)
            and self.lows[at] not in verb_words()
            and any(w.islower() for w in self.words.text.split()[:4])
        )

    def _in_compound(self, at: int, before: str, after: str) -> bool:
        """Return whether a word stands behind a noun with no object and no "into" after it: "mortar hit"."""
        return before == "N" and after not in _BEGINS and self.lows[at + 1 : at + 2] != ["into"]

    def _after_determiner(self, at: int, before: str, after: str, *, noun: bool) -> str:
        """Return the tag of "wounded" in "the wounded soldiers" (J) and "the wounded were" (N)."""
        attribute = after in "NJv" and not (after == "v" and self._is_done(at + 1))
        if attribute and not noun:
            return "J"
        return "N" if before == "D" else "V"

    def _present(self, at: int, before: str, after: str) -> str:
        if before in _NEVER_BEFORE_VERBS or (self.tags[at - 1 : at] == ["V"] and self._is_plural(at)):
            return "N"
        if self._is_of_thing(at):
            return "N"
        if self.lows[at + 1 : at + 3] == ["to", "have"]:
            return "V"
        if before in "OR" or after in _BEGINS or self.lows[at - 1 : at] == ["that"]:
            return "V"
        if self.lows[at] not in noun_words() and self._goes_on_so(at, before, after):
            return "V"
        if _begins_phrase(self.lows, at):
            return "V"
        return "V" if not self.sure and before == "N" and after in "NJ" else "N"

    def _is_of_thing(self, at: int) -> bool:
        """Return whether a bare form stands behind a singular noun after a verb and a preposition: "killed by artillery fire in Orvan"."""
        word = self.lows[at - 1] if at > 1 and self.tags[at - 1] == "N" and not self.words.capital(at - 1) else ""
        many = word in _MANY or (word.endswith("s") and "-" not in word)
        if not word or many or self.forms[at] & Form.S:
            return False
        here = at - 2
        while here > 0 and self.tags[here] in "NJD":
            here -= 1
        return self.tags[here] == "P" and "V" in self.tags[:here]

    def _is_plural(self, at: int) -> bool:
        """Return whether a word behind a verb is its object: "began talks the next day"."""
        low = self.lows[at]
        return at > 0 and low.endswith("s") and low in noun_words()

    def _goes_on_so(self, at: int, before: str, after: str) -> bool:
        """Return whether a noun stands before, and behind it what follows a verb: a preposition, a name, a noun."""
        if after == "v":
            return before == "N" and not self._is_done(self._following(at))
        return before in _ENDS_SUBJECTS and (after in "SP" or self._next_is_name(at))

    def _following(self, at: int) -> int:
        at += 1
        while at < self.size and self.tags[at] in _PASSED:
            at += 1
        return at

    def _inside_name(self, at: int) -> bool:
        """Return whether a word goes on a name in a sentence that has a verb elsewhere: "Forces" of "Rapid Support Forces"."""
        return (
            self.sure and at > 0 and self.words.capital(at) and self.words.capital(at - 1) and self.tags[at - 1] == "N"
        )

    def _next_is_name(self, at: int) -> bool:
        at += 2 if self.words.opens_quote(at + 1) else 1
        return at < self.size and self.words.capital(at)

    def _is_done(self, at: int) -> bool:
        return bool(self.forms[at] & (Form.PAST | Form.PARTICIPLE)) if at < self.size else False
