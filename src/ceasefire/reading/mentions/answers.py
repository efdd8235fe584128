"""What those who are accused of an act answer to it: that they were not there, that it was others, that it was otherwise."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.lexicon.load import alternation, forms, wordset
from ceasefire.reading.mentions.blame import called, is_anonymous
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import Attribution, Stance

_ANSWERS: Final = re.compile(rf"(?:{forms('en', 'incidents', 'answers')})", re.I)
_QUOTED: Final = re.compile(rf"\"(?:no,? |but )?(?:{forms('en', 'incidents', 'own_answers')})", re.I)
_WHICH: Final = re.compile(
    r"(?:[,;]| -) (?:which|who|the latter)\b[^.;]{0,60}?\b"
    r"(?:(?:denied|denies|deny|disclaimed|disclaims|rejected|rejects|dismissed|dismisses|refuted|disowned|disowns"
    r"|(?:says?|said) (?:no|otherwise)(?=[.,;]|$))"
    r"(?! (?:access|entry|passage|permission|the (?:plan|offer|proposal|terms)))"
    rf"|(?:called|calls|branded|brands) (?:it|this|that|the \w+) [^.;]{{0,20}}\b(?:{alternation('en', 'incidents', 'falsehoods')}))"
)
"""What is added of the accused who was named last: ", which in a letter disclaimed any role"."""
_SAY_NO: Final = re.compile(
    r"(?:^|[;.] )(?:They|they|It|it|He|he|The latter) (?:(?:say|says|said) (?:no|otherwise)|den(?:y|ies|ied)(?: (?:it|this|that))?)(?=[.,;]|$)"
)
_NO_ANSWER: Final = re.compile(rf"(?:{forms('en', 'incidents', 'no_answers')})", re.I)
_NAMELESS: Final = wordset("en", "incidents", "nameless_rebels")
_OF_STATES: Final = wordset("en", "incidents", "of_states")
_SMALL: Final = frozenset(
    (
        "the",
        "of",
        "for",
        "a",
        "an",
        "and",
        "its",
        "his",
        "spokesman",
        "spokeswoman",
        "members",
        "fighters",
        "forces",
        "men",
    )
)
_PRONOUNS: Final = frozenset(("it", "the latter", "the accused", "which", "who"))
_NOT_WHOM: Final = (" as ", " for ", " over ", " in ", " after ", " by ", " of ")
"""What follows "blamed" where it tells that somebody was: "Front blamed as bomb kills two"."""
_FIRST: Final = 60
"""Characters before what the first words of a sentence say in which their subject stands."""


def is_the_same(sentence: Sentence, words: str, accused: str) -> bool:
    """Return whether words can name the accused: by a known name, by a word of his own, or as "the rebels" where he serves no state."""
    if words.lower() in _PRONOUNS or is_nameless(words, accused) or _words(words) & _words(accused):
        return True
    return called(sentence, words) == (called(sentence, accused) or accused)


def is_nameless(words: str, accused: str) -> bool:
    """Return whether words are "the rebels" or the like, and the accused serve no state."""
    named = words.lower().removeprefix("the ") in _NAMELESS and not is_anonymous(accused)
    return named and _words(accused).isdisjoint(_OF_STATES)


def answers(sentence: Sentence, accused: str | None) -> bool:
    """Return whether the accused answers in a sentence that it was not so, or not he."""
    if accused is None or is_anonymous(accused) or accused[:2] in ("a ", "an") or _NO_ANSWER.search(sentence.text):
        return False
    said = [a for a in sentence.attributions if is_the_same(sentence, a.source, accused)]
    if any(a.stance is Stance.BLAME and _blames_another(sentence, a, accused) for a in said):
        return True
    if _SAY_NO.search(sentence.text) or _is_added(sentence, accused):
        return True
    if said and in_own_words(sentence):
        return True
    return any(_is_his(sentence, match.start(), said, accused) for match in _ANSWERS.finditer(sentence.text))


def _is_added(sentence: Sentence, accused: str) -> bool:
    """Return whether a denial is added right behind the accused: "the Front, which disclaimed any role"."""
    which = _WHICH.search(sentence.text)
    return which is not None and is_the_same(sentence, re.split(r"[,;] ", sentence.text[: which.start()])[-1], accused)


def in_own_words(sentence: Sentence) -> bool:
    """Return whether a sentence begins with words of one who denies: "We were nowhere near that town"."""
    return _QUOTED.match(sentence.text) is not None


def _blames_another(sentence: Sentence, speech: Attribution, accused: str) -> bool:
    if speech.target is None or sentence.is_heading or sentence.text[speech.end :].lower().startswith(_NOT_WHOM):
        return False
    return not is_the_same(sentence, speech.target, accused)


def _is_his(sentence: Sentence, at: int, said: list[Attribution], accused: str) -> bool:
    """Return whether an answer at an offset is the accused's: he speaks last before it, or heads the sentence in which nobody else speaks."""
    last = max((a for a in sentence.attributions if a.start < at), key=lambda a: a.start, default=None)
    if last is not None:
        return last in said
    first = re.split(r"[,:]", sentence.text[: min(at, _FIRST)])[0]
    return is_the_same(sentence, first, accused)


def _words(words: str) -> set[str]:
    return {w for w in re.findall(r"\w+", words.lower().replace("'s", "")) if w not in _SMALL}
