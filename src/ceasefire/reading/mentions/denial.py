"""Who denies what a text tells of, by a verb of denial, by "we had no part in it", or by one word in quotation marks."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.frames import Mention, Reality, Voice
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.answers import answers, in_own_words, is_nameless
from ceasefire.reading.mentions.blame import called, is_anonymous
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import Attribution, Stance

_NO_PART: Final = re.compile(
    r"(?: \w+)?(?: (?:in|by|through|on|to) [^,.;:\"]{2,40}?)?(?: that)? (?:no such (?:thing|attack|incident|event|operation)\b"
    r"|nothing of the (?:sort|kind)\b"
    r"|it (?:wasn't|was not) (?:them|us|its)\b"
    r"|(?:it|they|we|he) (?:had |have |has )?(?:fired|shot|shelled|hit|attacked|bombed) (?:nothing|no one|nobody|no)\b"
    r"|(?:its|their|our|his) (?:guns|weapons|mortars|batteries|artillery|tanks) (?:were|was|had been|stayed|remained|fell) (?:all )?silent\b"
    r"|(?:it|they|we|he|(?:its|their|our|his|none of (?:its|their)) [\w-]+)"
    r" \"?(?:(?:had|has|have|took|bore|played) (?:no|nothing|nobody|no one|not|neither|never)"
    r"|(?:had|has|have|did|was|were)(?: (?:not|never|nowhere)|n't)"
    r"|\"did not )\b(?! (?:(?:yet|immediate|immediately|been|further|independent|at present|currently|in) )*"
    r"(?:an?|able|clear|known?|possible|aware|certain|sure|a position|verif\w+|confirm\w*|comment\w*|receiv\w+"
    r"|information|details|evidence|access|reports?|data|seen|have|rul\w+"
    r"|surpris\w+|heard|casualties|losses|doubt|choice|plans?|intention|option|alternative)\b))"
)
_NOT_THEM: Final = re.compile(
    rf"(?:,|,? (?:and|but)) (?:never|not)(?: once)?(?: (?:at|on|against|into|in|near|any|the|a|an|from"
    rf"|its|their|innocent|unarmed|ordinary|peaceful)){{0,3}}"
    rf" (?:\w+ )?(?:{alternation('en', 'incidents', 'never_targets')})\b|(?: rather than|,? instead of"
    rf"|,? and avoid(?:ed|ing)|,? sparing)(?: \w+){{0,3}}"
    rf" (?:{alternation('en', 'incidents', 'never_targets')})\b"
)
"""What it is said was not hit: "shelled rebels, not civilians"."""
_CONTRASTS: Final = (" not ", " never ", "n't ", " rather than ", " instead of ", " avoid", ", sparing ")
_OF_A_SIDE: Final = re.compile(rf"\b(?:{alternation('en', 'incidents', 'of_a_side')})\b", re.I)
_ITS_SPOKESMAN: Final = re.compile(
    r"(?:an?|its|their|the|his|our) (?:[\w-]+ )?(?:spokes\w+|statement|ministry|command|commander)$", re.I
)
"""A speaker who by himself is nobody, and speaks for those of whom he says that they did not do it."""
_OWN_MEN: Final = re.compile(
    r"(?:the |its |our |their )?(?:troops|(?:armed |security |government )?forces|soldiers"
    r"|army|military|air force|police|jets|warplanes)$",
    re.I,
)
"""Those of whom one who speaks for a side speaks without a name."""
_OTHERWISE: Final = re.compile(r" (?:the opposite|otherwise|the contrary)\b")
_UNTRUE: Final = re.compile(
    rf"(?: that)? (?:the|that|this|those|these|such|any|all|its|his|their|\w+'s) (?:\w+ ){{0,2}}(?:{alternation('en', 'incidents', 'charges')})s?"
    rf" (?:was|were|is|are|had been|as|to be)(?: \w+)? ?['\"]?(?:{alternation('en', 'incidents', 'falsehoods')})"
)
"""What follows a verb of speech that calls a charge untrue."""
_RETORT: Final = re.compile(
    rf"(?:^(?:\[?\d\d[:.]\d\d\]? )?|[.;] )(?P<np>[A-Z][^:;.\"]{{2,60}}): ?"
    rf"(?:\"[^\"]{{0,40}}\b(?:{alternation('en', 'incidents', 'retorts')})\b|(?i:(?:it (?:was not|wasn't) |not )(?:us|ours|our)\b))"
)
_CRIED: Final = re.compile(
    rf"\"(?:[^\"]{{0,30}}\b)?(?:{alternation('en', 'incidents', 'falsehoods')}|(?i:lies|nonsense|rubbish|fabrication|propaganda))\b[^\"]{{0,60}}\",?"
    r" (?:said|says|replied|replies|retorted|answered|countered) (?P<np>[^.,;:\"]{3,50})"
    r"|\",? (?:said|says|replied|replies) (?P<by>[^.,;:\"]{3,50}), \"(?:it (?:was not|wasn't) |not )(?:us|ours|our men)\b"
)
"""What is called untrue in one word: "\"Nonsense,\" said the Front"."""
_ISSUED: Final = re.compile(
    r"(?P<np>(?:The |the )?[A-Z][\w' -]{2,40}?) (?:has |have |quickly |promptly |later |also )*"
    r"(?:issued|published|put out|sent out|made) (?:an? |its |their )(?:\w+ )?denial\b"
    r"|\b[Dd]enials? (?:also |soon |promptly )?(?:came|followed|arrived) from (?P<by>[^.,;:]{3,50}?)(?= (?:within|on|at|in|by|the)\b|[.,;:]|$)"
)
"""A denial that is told as a thing: "The Front issued a denial"."""
_OTHER_THINGS: Final = re.compile(
    r"\b(?:access|entry|passage|permission|visas?|requests?|proposals?|offers?|plans?|deals?|terms|calls?|demands?|talks)\b"
)


_TAKEN_UP: Final = frozenset(
    ("the group", "it", "they", "the movement", "the accused", "the latter", "which", "who", "he")
)
_HOW: Final = re.compile(r" (?:\w+ly|also|again|too|both)$")
_OURS: Final = frozenset(
    ("we", "our forces", "our army", "our fighters", "our troops", "our government", "my government")
)
"""Those whose own word the text is."""
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
        if speech.stance is Stance.DENY or _says_no(sentence, speech):
            return _denier(sentence, speech.source, blamed)
    if (spared := spared_by(sentence)) is not None:
        return _denier(sentence, spared, blamed)
    for mention in _denials(sentence):
        if mention.voice is Voice.PASSIVE and mention.by and not _is_of_other_things(sentence, mention.subject):
            return _denier(sentence, sentence.analysis.words_in(mention.by), blamed)
        if mention.subject and _is_of_it(sentence, mention):
            return _denier(sentence, sentence.analysis.words_in(mention.subject), blamed)
    return _answered(sentence, blamed)


def _answered(sentence: Sentence, blamed: str | None) -> str | None:
    """Return who denies it without a verb of denial: "Army: not us", "issued a denial", "was nowhere near"."""
    retort = _RETORT.search(sentence.text) if ":" in sentence.text else None
    if retort := retort or (_CRIED.search(sentence.text) if '"' in sentence.text else None):
        return _denier(sentence, retort["np"] or retort.groupdict()["by"], blamed)
    issued = _ISSUED.search(sentence.text) if "enial" in sentence.text else None
    if issued:
        return _denier(sentence, issued["np"] or issued["by"], blamed)
    if answers(sentence, blamed):
        return blamed
    return _in_own_words(sentence) if blamed is None or is_anonymous(blamed) else None


def _in_own_words(sentence: Sentence) -> str | None:
    """Return who speaks for a side and begins with "we were not there" where nobody is named as the doer."""
    speech = (
        next((a for a in sentence.attributions if a.stance is Stance.SAY), None) if in_own_words(sentence) else None
    )
    if speech is None or speech.pronoun or not _OF_A_SIDE.search(speech.source):
        return None
    return _denier(sentence, speech.source, None)


def _denials(sentence: Sentence) -> list[Mention]:
    """Return the verbs by which somebody denies, and does not "not deny"."""
    return [m for m in sentence.analysis.of("speech") if m.frame.name == "deny" and m.part == "verb" and m.is_fact]


def denying(sentence: Sentence, speech: Attribution) -> bool:
    """Return whether one who speaks says that it was not so, that his own had no part, or that others were not hit."""
    if speech.stance is Stance.DENY:
        return True
    return speech.stance is Stance.SAY and (_says_no(sentence, speech) or spared_by(sentence) is not None)


def spared_by(sentence: Sentence) -> str | None:
    """Return who says that others were not hit ("shelled rebels, not homes", "did not target civilians"); None where nobody does.

    It is the army of "the army did not, a spokesman said", else the one who speaks.
    """
    if not any(word in sentence.text for word in _CONTRASTS):
        return None
    spared = _NOT_THEM.search(sentence.text) is not None
    speech = next((a for a in sentence.attributions if a.stance is Stance.SAY), None)
    if speech is None or not _OF_A_SIDE.search(speech.source):
        return None
    return speech.source if spared else _of_no_deed(sentence, speech.source)


def _of_no_deed(sentence: Sentence, speaker: str) -> str | None:
    """Return of whom one who speaks for him says that he did not do it."""
    undone = (m for m in sentence.analysis.of("attack", "harm") if m.reality is Reality.NEGATED and m.part == "verb")
    who = next((sentence.analysis.words_in(m.subject) for m in undone if m.subject and m.voice is Voice.ACTIVE), None)
    if who is not None and who.lower().startswith("our "):
        return speaker
    if who is None or _ITS_SPOKESMAN.match(speaker):
        return who
    return speaker if _OWN_MEN.match(who) else None


def _denier(sentence: Sentence, words: str, blamed: str | None) -> str | None:
    """Return what one who denies is called, without the charge before him and what is said of him behind a comma."""
    words = _CHARGE.sub("", words.rpartition(". ")[2], count=1)
    short = re.split(r", (?:accused|blamed|which|who|by|in|via|through|for)\b", words, maxsplit=1)[0]
    short = _HOW.sub("", short)
    if (
        short.lower() in _TAKEN_UP
        or (" " not in short and _ITS_SPOKESMAN.match(f"its {short}"))
        or (
            blamed
            and short.lower().startswith("the ")
            and is_nameless(short, blamed)
            and short.lower() != blamed.lower()
        )
    ):
        return blamed
    if short.lower() in _OURS:
        return sentence.thread.author
    nobody = _SOMEBODY.match(short) or _BOTH.match(short)
    return None if nobody else called(sentence, short)


def _is_of_it(sentence: Sentence, mention: Mention) -> bool:
    """Return whether somebody denies what is told, and not access or a proposal; a pronoun alone names nobody."""
    words = sentence.analysis.words_in(mention.subject).lower()
    return " " in words and not _is_of_other_things(sentence, mention.object)


def _is_of_other_things(sentence: Sentence, span: tuple[int, int] | None) -> bool:
    return _OTHER_THINGS.search(sentence.analysis.words_in(span)) is not None


def _says_no(sentence: Sentence, speech: Attribution) -> bool:
    """Return whether what follows a verb of speech is that the speaker's own had no part in it, or that it was otherwise."""
    rest = _end_of_verb(sentence.text, speech)
    return any(pattern.match(sentence.text, rest) for pattern in (_NO_PART, _OTHERWISE, _UNTRUE))


def _end_of_verb(text: str, speech: Attribution) -> int:
    """Return where the verb of a speech act ends."""
    word = re.compile(r"[\w']+").match(text, speech.verb)
    return word.end() if word else speech.verb
