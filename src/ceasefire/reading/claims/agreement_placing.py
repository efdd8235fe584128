"""Which agreement a verb or noun is of: its subject, its object, or the one right before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.frames import Mention, Voice
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.sentence import Sentence

_RELATIVE: Final = re.compile(r"\b(?:which|that)\b")
_ASIDE: Final = re.compile(r", [^,;]{3,90}, (?:(?:was|were|is|has|had|been|be|will|then|later|\w+ly) )*")
_OWNS: Final = re.compile(r"(?:'s|') (?:\w+ )?")
LABEL: Final = re.compile(
    r"(?: (?:of|in|for|at) [A-Z][\w' -]{1,30})?(?: \([^)]{1,30}\))?(?: ?:| -) (?:(?:was|were|is|has|had|been|then|formally|again|\w+ly) )*"
)
"""Between the name of an agreement that labels its line and what the line tells of it."""
_ADVERBS: Final = frozenset(
    ("late", "early", "today", "yesterday", "jointly", "separately", "formally", "again", "here")
)
_WANTED: Final = re.compile(
    r"\b(?:want|wants|wanted|wish|wishes|wished|needs?|needed|like|expect|expects|expected|to see|to have) $", re.I
)
_HEADS_LINE: Final = re.compile(r"\W*(?:\(?[\w]{1,3}[.):] )?(?:the )?", re.I)
_GOVERNED: Final = re.compile(
    r"\b(?:under|of|by|in|to|with|from|on|despite|after|since|following|through|per|violat\w+|breach\w*) $", re.I
)
_PLACED: Final = re.compile(
    r"(?:,? (?:in|at|on|by|after|during|under|late|early|here|jointly|today|yesterday)(?: [\w.'-]+){0,6}?){1,4},? (?:to )?"
)
_HANGS: Final = re.compile(r"\b(?:of|on|in|at|to|for|with|under|about|by|from|and|the|into|against|over|between) $")
_ACCEPTS: Final = frozenset(
    ("accept", "agree to", "agree on", "agree upon", "approve", "endorse", "adopt", "consent to")
)
_ALONE: Final = frozenset(("agree", "consent"))
_ON_AFTER: Final = re.compile(r",? [^;:]{3,90}?,? (?:on|to|upon) ")
_MADE_ACTS: Final = frozenset((Act.MADE, Act.EXTENDED, Act.LEFT, Act.KEPT))
TO_BE: Final = frozenset((Act.STARTS, Act.HOLDS, Act.ENDS))
_WITH: Final = ("on", "to", "upon", "from", "under", "by")
_LISTED: Final = re.compile(r"(?:.{0,80}(?:,| and| or|;) ?)?(?:the |a |an |both |this |that )?", re.I)
_CHANGE_OF: Final = re.compile(
    rf"(?:[\w'-]+ ){{0,4}}(?:(?:{'|'.join(lexis.CHANGES)}) of|(?:participation in|adherence to|commitment to))"
    r" (?:the |a |an |this |that |both |its |their )?",
    re.I,
)
_PAPER_OF: Final = re.compile(
    r"(?:[\w'-]+ ){0,4}(?:proposals?|offers?|text|terms|wording|calls?|plan) (?:of|for|on) (?:the |a |an )?", re.I
)
"""Between a verb of agreeing and what it agrees to: "accepted a proposal for a truce"."""
_CHANGE_HEADS: Final = re.compile(
    rf"(?:^|[,;:\"(.] ?|\b(?:that|and|but|while|when|after) )(?:[\w'-]+ ){{0,3}}(?:{'|'.join(lexis.CHANGES)}) of $",
    re.I,
)
"""Before an agreement that is the matter of what is agreed: "a second extension of the truce"."""
_HUNG: Final = re.compile(
    r"(?: (?:in|between|of|on|for|with|across|covering|applying to|extending to|over|at|to) [^,.;:]{2,70})?(?:,? \([^)]{1,30}\))?,? ?(?:which|that)?"
    r"(?: (?:was|were|is|are|had|has|have|been|be|being|first|jointly|recently|just|to|then|now|still|since|once|already|only|\w+ly))* ?",
)
_OBJECT_RELATIVE: Final = re.compile(
    r"(?: (?:in|between|of|on|for|with|across|over) [^,.;:]{2,50})?,? ?(?:(?:(?:on|to|under|in|upon|for) which|that|which) "
    r"|(?=[A-Z]|the (?:two|parties|sides|three)|both |they |we |all |he |she |it ))"
    r"(?P<who>(?:the |both |a )?[A-Z\w][^;:\"]{0,90}?)(?: (?:had|have|has|first|jointly|\w+ly))* ?"
)
_BEGINS_CLAUSE: Final = re.compile(
    r"(?:^|[,;:\"(.] ?|\b(?:that|and|but|while|when|since|because|as|after|before|whether|until|though|although|if) )$",
    re.I,
)
NEAR: Final = 130


def pact_of(
    sentence: Sentence, mention: Mention, act: Act, pacts: tuple[Pact, ...]
) -> tuple[Pact | None, tuple[int, int] | None]:
    """Return the agreement that a mention is of, in its place as subject or object or right before it, and who stands between."""
    placed = (
        _within(mention, pacts) or _right_before(sentence, mention, pacts) or _placed(sentence, mention, act, pacts)
    )
    if placed or mention.part == "noun":
        return placed or _owner(sentence, mention, pacts), None
    if not sentence.text[: mention.trigger[0]].strip() and mention.object is None:
        return next((p for p in pacts if p.definite and sentence.text.endswith(", ", 0, p.start)), None), None
    apart = _behind(sentence, mention, pacts) or _set_apart(sentence, mention, pacts)
    if apart:
        return apart, None
    hung = _hung_on(sentence, mention, act, pacts)
    return hung if hung[0] else (_subject_before(sentence, mention, act, pacts), None)


def _behind(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the agreement that a comma parts from what was done to it: "resolution 2481, adopted on 10 January"."""
    if mention.tense is not Tense.PAST or not lacks_object(sentence, mention):
        return None
    return next((p for p in pacts if sentence.text[p.end : mention.trigger[0]] == ", "), None)


def _owner(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the agreement of "the accord's signing"."""
    at = mention.trigger[0]
    return next((p for p in pacts if _OWNS.fullmatch(sentence.text, p.end, max(p.end, at))), None)


def _within(mention: Mention, pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the agreement among the words of the verb itself: "struck a deal"."""
    start, end = mention.trigger
    return next((p for p in pacts if mention.part == "verb" and start < p.noun < end), None)


def _right_before(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the agreement that a participle follows, or that labels the line: "under a deal struck in May", "Truce: extended"."""
    at = mention.trigger[0]
    before = [p for p in pacts if p.end <= at]
    if not before or mention.part != "verb" or mention.tense not in (Tense.PAST, Tense.NONE):
        return None
    pact = before[-1]
    if LABEL.fullmatch(sentence.text, pact.end, at):
        return pact if _HEADS_LINE.fullmatch(sentence.text, 0, pact.start) else None
    close = sentence.text[pact.end : at] == " " and (mention.object is None or mention.object[0] >= at)
    governed = _GOVERNED.search(sentence.text, max(0, pact.start - 30), pact.start)
    return pact if close and governed and lacks_object(sentence, mention) else None


def _placed(sentence: Sentence, mention: Mention, act: Act, pacts: tuple[Pact, ...]) -> Pact | None:
    accepts = mention.lemma in _ACCEPTS and mention.part == "verb"
    return next(
        (found for span in _places(mention, act) if (found := _in_span(sentence, span, pacts, accepts=accepts))), None
    )


def _set_apart(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the agreement of "agreed, in talks held in Tarn, on a ceasefire" and of "signed in Kessel a protocol"."""
    end = mention.trigger[1]
    apart = next((p for p in pacts if p.start > end), None)
    other = mention.object is not None and sentence.text[slice(*mention.object)].lower() not in _ADVERBS
    if (
        apart is None
        or other
        or mention.lemma.endswith((" with", " in"))
        or _heads_between(sentence, end, apart.start, finite=True)
    ):
        return None
    between = sentence.text[end : apart.start]
    if mention.lemma in _ALONE and _ON_AFTER.fullmatch(between):
        return apart
    return apart if _PLACED.fullmatch(between) and not _HANGS.search(between) else None


def _places(mention: Mention, act: Act) -> Iterator[tuple[int, int]]:
    """Yield where the agreement can stand: subject of a passive and of "took effect", object or what follows "on" else."""
    subject = mention.part != "noun" and (act in TO_BE or mention.voice is Voice.PASSIVE)
    with_ = _WITH if act is Act.LEFT else tuple(p for p in _WITH if p != "from")
    spans = [mention.subject] if subject else [mention.object, *(mention.after(p) for p in with_)]
    if act is Act.STARTS or (not subject and mention.part == "verb" and mention.object is None):
        spans += [mention.object, mention.subject]
    yield from (span for span in spans if span)


def _in_span(sentence: Sentence, span: tuple[int, int], pacts: tuple[Pact, ...], *, accepts: bool) -> Pact | None:
    """Return the first agreement that heads a phrase, or is joined by "and" to its head."""
    for pact in pacts:
        if span[0] <= pact.noun < span[1] or span[0] <= pact.start < span[1]:
            before = sentence.text[span[0] : max(span[0], pact.start)]
            paper = accepts and _PAPER_OF.fullmatch(before) is not None
            if paper or _LISTED.fullmatch(before) or _CHANGE_OF.fullmatch(before) or pact.start <= span[0]:
                return pact
    return None


def _hung_on(
    sentence: Sentence, mention: Mention, act: Act, pacts: tuple[Pact, ...]
) -> tuple[Pact | None, tuple[int, int] | None]:
    """Return the agreement that "reached in May", "which was announced" or "that the two signed" follows, and who did it."""
    before = [p for p in pacts if p.end <= mention.trigger[0] and mention.trigger[0] - p.end <= NEAR]
    if (
        not before
        or _WANTED.search(sentence.text, 0, before[-1].start)
        or not (act in TO_BE or lacks_object(sentence, mention))
    ):
        return None, None
    pact, at = before[-1], mention.trigger[0]
    if _HUNG.fullmatch(sentence.text, pact.end, at):
        follows = act not in TO_BE or not mention.finite or _RELATIVE.search(sentence.text, pact.end, at) is not None
        return (pact, None) if follows else (None, None)
    if act not in _MADE_ACTS or _heads_between(sentence, pact.end, at, finite=False):
        return None, None
    relative = _OBJECT_RELATIVE.fullmatch(sentence.text, pact.end, at)
    return (pact, relative.span("who")) if relative else (None, None)


def _heads_between(sentence: Sentence, start: int, end: int, *, finite: bool) -> bool:
    """Return whether a verb stands between two offsets; with `finite` only one with a subject of its own."""
    words, clauses = sentence.analysis.words, sentence.analysis.clauses
    groups = [
        c.group for c in clauses if start <= words.starts[c.group.first] < end and words.ends[c.group.head] <= end
    ]
    return any(not finite or (g.finite and g.voice is not Voice.PASSIVE) for g in groups)


def _subject_before(sentence: Sentence, mention: Mention, act: Act, pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the agreement that heads the clause of "was extended" or "took effect", with participles and names between."""
    if not mention.finite or not (act in TO_BE or mention.voice is Voice.PASSIVE):
        return None
    at = mention.trigger[0]
    for pact in reversed([p for p in pacts if p.end <= at and at - p.end <= NEAR]):
        between = sentence.text[pact.end : at]
        ahead = sentence.text[: pact.start]
        heads = (_BEGINS_CLAUSE.search(ahead) or _CHANGE_HEADS.search(ahead)) is not None
        if heads and _ASIDE.fullmatch(between):
            return pact
        if (
            heads
            and not re.search(r"[;:]|\. |, (?:and|but|while)\b", between)
            and not _heads_between(sentence, pact.end, at - 1, finite=True)
        ):
            return pact
    return None


def lacks_object(sentence: Sentence, mention: Mention) -> bool:
    """Return whether nothing but a day stands where the object would be."""
    if mention.object is None or mention.voice is Voice.PASSIVE:
        return True
    first, after = mention.object
    lengths = mention.frame.name == "run until" and any(
        first <= d.start + 5 and d.start < after for d in sentence.durations
    )
    return lengths or any(first <= d.start + 5 and d.start < after for d in sentence.dates)
