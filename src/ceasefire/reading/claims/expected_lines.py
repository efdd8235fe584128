"""Lines that tell of what is planned without a verb: those under "Ahead", behind a label, an answer to "when", a thing to be done."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.claims import expected_patterns as lexis
from ceasefire.reading.claims.meeting_slots import row_of
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.modality import CONDITION
from ceasefire.reading.mentions.sentence import Sentence

_AT: Final = frozenset(("", "on", "at", "in"))
"""Words before the day of a thing; "until" and "from" stand before that of a state."""
_ASKED: Final = 160
"""Characters back to a question; chosen by hand, not measured."""
_HEAD: Final = 1500
"""Characters back to the head of a list of plans; chosen by hand, not measured."""


def is_planned(sentence: Sentence, words: str, date: DateMention, *, event: bool) -> bool:
    """Return whether a line without a verb tells of what is planned: by what it names, its head, "to", a day to come, or as an answer."""
    return event or is_listed(sentence, words) or _is_answer(sentence) or _is_day_to_come(sentence, words, date)


def is_listed(sentence: Sentence, words: str) -> bool:
    """Return whether a line without a verb is one of things to come: it has their label, or "to" and a verb, or stands under their head."""
    labelled = lexis.TO_BE.search(words) is not None or lexis.DIARY.match(sentence.text) is not None
    return labelled or is_under_plans(sentence)


def is_under_plans(sentence: Sentence) -> bool:
    """Return whether a line stands in a list of which the head says that it is of things to come: "Planning", "4. Ahead", "To come: "."""
    folded, start = sentence.thread.folded, sentence.unit.start
    if lexis.RUN_IN.match(folded, folded.rfind("\n", 0, start) + 1, start):
        return True
    heads = [m.end() for m in lexis.PLANS_HEAD.finditer(folded, max(0, start - _HEAD), start)]
    return bool(heads) and "\n\n" not in folded[heads[-1] : start].strip("\n")


def _is_answer(sentence: Sentence) -> bool:
    """Return whether a line answers the question when something will be: "When will they meet? - On 20 May, in Sarn"."""
    before = sentence.thread.folded[max(0, sentence.unit.start - _ASKED) : sentence.unit.start]
    asked = lexis.ASKED.search(before) if "?" in before else None
    cues = (lexis.AHEAD, lexis.EVENT, lexis.WHEN)
    return asked is not None and any(cue.search(asked[0]) for cue in cues)


def _is_day_to_come(sentence: Sentence, words: str, date: DateMention) -> bool:
    """Return whether a line of words alone has a day after that of writing, and is of no agreement that runs until then."""
    reference = sentence.thread.reference
    later = reference is not None and date.value is not None and date.value.start > reference
    return later and date.role in _AT and not lexis.TERM.search(words)


def is_verbless(sentence: Sentence, at: int | None = None) -> bool:
    """Return whether a line, or its item at an offset, has no finite verb but in a condition: "- eighth session on 14 July, if it rains"."""
    text, analysis = sentence.text, sentence.analysis
    first = 0 if at is None else text.rfind(";", 0, at) + 1
    last = len(text) if at is None or ";" not in text[at:] else text.index(";", at)
    condition = CONDITION.search(text, first, last)
    last = condition.start() if condition else last
    return not any(c.group.finite and first <= analysis.words.starts[c.group.head] < last for c in analysis.clauses)


def is_of_line(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date opens a line of a chronology, or stands behind the label of one."""
    return date in row_of(sentence) or is_labelled(sentence, date)


def is_labelled(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date stands behind the label of a thing, as in "Tenth round: sometime in June"."""
    return lexis.LABEL.fullmatch(sentence.text, 0, date.start) is not None
