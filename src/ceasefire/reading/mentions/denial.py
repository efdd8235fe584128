"""Who denies what a text tells of, by a verb of denial, by "we had no part in it", or by one word in quotation marks."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.frames import Mention
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.blame import called
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import Attribution, Stance

_NO_PART: Final = re.compile(
    r"(?: that| on \w+day)? (?:it|they|we|he|(?:its|their|our|his|none of (?:its|their)) [\w-]+)"
    r" (?:(?:had|has|have|took|bore|played) (?:no|nothing|not|neither|never)|(?:had|has|have|did|was|were)(?: (?:not|never|nowhere)|n't)"
    r"|\"did not )\b"
)
_OTHERWISE: Final = re.compile(r" (?:the opposite|otherwise|the contrary)\b")
_RETORT: Final = re.compile(
    rf"(?:^|[.;] )(?P<np>[A-Z][^:;.\"]{{2,60}}): ?\"[^\"]{{0,40}}\b(?:{alternation('en', 'incidents', 'retorts')})\b"
)
_OTHER_THINGS: Final = re.compile(
    r"\b(?:access|entry|passage|permission|visas?|requests?|proposals?|offers?|plans?|deals?|terms|calls?|demands?|talks)\b"
)


_TAKEN_UP: Final = frozenset(
    ("the group", "it", "they", "the movement", "the accused", "the latter", "which", "who", "he")
)
_SOMEBODY: Final = re.compile(r"an? (?!.*(?:[A-Z]| (?:for|of|from) ))")
"""A speaker of no body: "a voice", "a commander reached by telephone"."""
_BOTH: Final = re.compile(r"(?:both|either|neither|the two|two|each) (?:sides?|parties|party|armies)\b", re.I)
_CHARGE: Final = re.compile(
    r"(?:an?|the|all|any|such) (?:\w+ )?(?:charges?|accusations?|claims?|allegations?|version|account)(?: that| which)? ",
    re.I,
)
"""What stands before the speaker in "a charge the group denies"."""


def denied_in_text(sentence: Sentence, blamed: str | None = None) -> str | None:
    """Return who denies it in the same sentence; "the group" is whom the text blames; else None."""
    for speech in sentence.attributions:
        rest = _end_of_verb(sentence.text, speech)
        if speech.stance is Stance.DENY or _NO_PART.match(sentence.text, rest) or _OTHERWISE.match(sentence.text, rest):
            return _denier(sentence, speech.source, blamed)
    for mention in sentence.analysis.of("speech"):
        if mention.frame.name == "deny" and mention.part == "verb" and mention.subject and _is_of_it(sentence, mention):
            return _denier(sentence, sentence.analysis.words_in(mention.subject), blamed)
    retort = _RETORT.search(sentence.text) if '"' in sentence.text else None
    return _denier(sentence, retort["np"], blamed) if retort else None


def _denier(sentence: Sentence, words: str, blamed: str | None) -> str | None:
    """Return what one who denies is called, without the charge before him and what is said of him behind a comma."""
    words = _CHARGE.sub("", words.rpartition(". ")[2], count=1)
    short = re.split(r", (?:accused|blamed|which|who)\b", words, maxsplit=1)[0]
    if short.lower() in _TAKEN_UP:
        return blamed
    nobody = _SOMEBODY.match(short) or _BOTH.match(short)
    return None if nobody else called(sentence, short)


def _is_of_it(sentence: Sentence, mention: Mention) -> bool:
    """Return whether somebody denies what is told, and not access or a proposal; a pronoun alone names nobody."""
    words = sentence.analysis.words_in(mention.subject).lower()
    return " " in words and not _OTHER_THINGS.search(sentence.analysis.words_in(mention.object))


def _end_of_verb(text: str, speech: Attribution) -> int:
    """Return where the verb of a speech act ends."""
    word = re.compile(r"[\w']+").match(text, speech.verb)
    return word.end() if word else speech.verb
