"""What the frames of a sentence say of the agreements that it names: made, extended, begun, kept, ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.frames import Mention, Reality, Voice
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.sentence import Sentence

_TOLD: Final = frozenset((Reality.FACT, Reality.ENDED, Reality.GENERAL))
_OF_AGREEING: Final = frozenset(
    ("agree", "agree to", "consent", "consent to", "accept", "undertake", "pledge", "decide", "commit", "vote")
)
"""What they agree to do with an agreement is told as done: "agreed to extend the truce"."""
_OF_SAYING: Final = frozenset(("announce", "agree", "declare", "say", "confirm", "decide", "add", "report", "state"))
"""What "would take effect" under these is told as a day to come."""
_OF_WISHING: Final = frozenset(
    ("propose", "suggest", "urge", "recommend", "demand", "ask", "insist", "hope", "want", "seek", "try")
)
_OF_TELLING: Final = frozenset(("announce", "declare", "proclaim"))
_NOT_DONE: Final = re.compile(r"\b(?:would|should|could|may|might|will|not|never|to be|if)\b", re.I)
_WITHOUT_OBJECT: Final = frozenset(("come to its end", "go on holding", "run until", "begin to hold"))
_NEITHER: Final = re.compile(r"\b(?:neither|none of|no) (?:the )?$", re.I)
_RELATIVE: Final = re.compile(r"\b(?:which|that)\b")
_ASIDE: Final = re.compile(r", [^,;]{3,90}, (?:(?:was|were|is|has|had|been|be|will|then|later|\w+ly) )*")
_SIGNED: Final = frozenset(("sign", "initial", "conclude", "ratify", "adopt", "finalise", "finalize"))
_UNDONE: Final = re.compile(
    r"\b(?:(?:was|were|had been) (?:due |meant |supposed |expected )?to have (?:been )?|(?:shall|may|would) be (?:deemed |considered |taken as ))$",
    re.I,
)
"""Before a verb: it "was to have been signed", or "shall be deemed renewed"."""
_ONCE: Final = re.compile(r",? (?:only |not )?(?:once|when|if|as soon as|after|upon|unless|until)\b(?! \d)")
"""After "takes effect": it has not yet."""
_IT_IS: Final = re.compile(
    r"(?:It|This|The (?:text|paper|document|measure|arrangement)) (?:is|was|has been|had been|will be|shall be|remains|stays) (?:\w+ly |now )?"
)
_LABEL: Final = re.compile(
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
_PLACED: Final = re.compile(r"(?: (?:in|at|on|late|early|here|jointly|today|yesterday)(?: [\w.'-]+){1,6}?){1,3} ")
_HANGS: Final = re.compile(r"\b(?:of|on|in|at|to|for|with|under|about|by|from|and|the|into|against|over|between) $")
_ALONE: Final = frozenset(("agree", "consent"))
_ON_AFTER: Final = re.compile(r",? [^;:]{3,90}?,? (?:on|to|upon) ")
_MADE_ACTS: Final = frozenset((Act.MADE, Act.EXTENDED, Act.LEFT, Act.KEPT))
_TO_BE: Final = frozenset((Act.STARTS, Act.HOLDS, Act.ENDS))
_WITH: Final = ("on", "to", "upon", "from", "under", "by")
_LISTED: Final = re.compile(r"(?:.{0,80}(?:,| and| or|;) ?)?(?:the |a |an |both |this |that )?", re.I)
_CHANGE_OF: Final = re.compile(
    rf"(?:[\w'-]+ ){{0,4}}(?:{'|'.join(lexis.CHANGES)}) of (?:the |a |an |this |that |both |its |their )?", re.I
)
"""Before an agreement that is the matter of what is agreed: "a second extension of the truce"."""
_HUNG: Final = re.compile(
    r"(?: (?:in|between|of|on|for|with|across|covering|over|at|to) [^,.;:]{2,70})?(?:,? \([^)]{1,30}\))?,? ?(?:which|that)?"
    r"(?: (?:was|were|is|are|had|has|have|been|be|being|first|jointly|recently|just|to|then|now|still|since|once|already|only|\w+ly))* ?",
)
_OBJECT_RELATIVE: Final = re.compile(
    r"(?: (?:in|between|of|on|for|with|across|over) [^,.;:]{2,50})?,? ?(?:(?:(?:on|to|under|in|upon|for) which|that|which) "
    r"|(?=[A-Z]|the (?:two|parties|sides|three)|both ))"
    r"(?P<who>(?:the |both |a )?[A-Z\w][^;:()\"]{0,90}?)(?: (?:had|have|has|first|jointly|\w+ly))* ?"
)
_BEGINS_CLAUSE: Final = re.compile(
    r"(?:^|[,;:\"(.] ?|\b(?:that|and|but|while|when|since|because|as|after|before|whether|until|though|although|if) )$",
    re.I,
)
_TAKES_UP: Final = re.compile(r"(?:it|this|the (?:text|paper|document|measure|arrangement))\b", re.I)
_IN_FORCE: Final = re.compile(
    r"\b(?:in force|in effect|in place|effective|valid|to (?:begin|start|run)|(?:starting|beginning)(?! with)|with effect)\b(?= |$)",
    re.I,
)
_NEAR: Final = 130
_CLOSE: Final = 30
_PLAIN: Final = frozenset(
    ("apply", "become binding", "remain in force", "remain in effect", "stay in force", "run until", "last until")
)
"""Their words that are said of no other thing with a day."""
_VAGUE: Final = frozenset(
    ("begin to hold", "go on holding", "run until", "come to its end", "establish", "observe truce")
)
"""Frames whose words say too much of other things to be read of "it"."""


class Telling(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that is said of an agreement: by which mention, from `start` to `end`. `pact` is None for "it".

    `who` made it where a relative names them; `to_come` is not yet in force; who says `told_only` only announced it.
    """

    pact: Pact | None
    act: Act
    start: int
    end: int
    mention: Mention | None = None
    who: tuple[int, int] | None = None
    to_come: bool = False
    told_only: bool = False

    @property
    def lemma(self) -> str:
        """Return the word that says it; empty where only "in force" or a date does."""
        return self.mention.lemma if self.mention else ""


def find_tellings(sentence: Sentence, pacts: tuple[Pact, ...]) -> list[Telling]:
    """Return what is said of the agreements of a sentence, in order of the words that say it."""
    mentions = sentence.analysis.of("agreement")
    ahead = {p.noun for m in mentions for p in _to_be_signed(sentence, m, pacts)}
    found = [t for m in mentions for t in _of_mention(sentence, m, pacts) if t.pact is None or t.pact.noun not in ahead]
    said = {t.start for t in found}
    found += [t for t in _in_force(sentence, pacts) if t.start not in said]
    return sorted(found, key=lambda t: t.start)


def _of_mention(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    act = _act(mention)
    if act is None or mention.gapped or _is_other(sentence, mention, pacts):
        return
    start, end = mention.trigger
    pact, who = _pact_of(sentence, mention, act, pacts)
    if not _is_told(mention, act) and not (pact and pact.definite and _in_relative(sentence, mention, pact)):
        return
    taken_up = pact is None and _subject_takes_up(sentence, mention, act)
    if pact is None and not taken_up:
        return
    over = _over(sentence, mention) if pact is None or sentence.text[pact.end : start] != " " else None
    if over is not None:
        spoken = over.lemma in _OF_TELLING
        yield Telling(
            pact=pact, act=Act.MADE, start=over.trigger[0], end=over.trigger[1], mention=over, told_only=spoken
        )
    to_come = act in _TO_BE and mention.reality is not Reality.FACT
    yield Telling(pact=pact, act=act, start=start, end=end, mention=mention, who=who, to_come=to_come)


def _is_other(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> bool:
    """Return whether "ended nine years of war" and "began work" have another object, or "neither side" did it."""
    joining = (
        mention.tense is Tense.NONE and not mention.finite and mention.voice is Voice.ACTIVE and mention.part == "verb"
    )
    if (
        _is_undone(sentence, mention)
        or mention.under in _OF_WISHING
        or (joining and not mention.under and mention.reality is Reality.FACT)
    ):
        return True
    if mention.subject and _NEITHER.search(sentence.text[: mention.subject[0]]):
        return True
    if mention.frame.name not in _WITHOUT_OBJECT or _lacks_object(sentence, mention):
        return False
    return mention.object is None or not any(mention.object[0] <= p.noun < mention.object[1] for p in pacts)


def _is_undone(sentence: Sentence, mention: Mention) -> bool:
    """Return whether the words before a verb take it back: "was to have been signed"; or it "failed to" do another thing."""
    at = mention.trigger[0]
    if mention.frame.name == "take effect" and _ONCE.match(sentence.text, mention.trigger[1]):
        return True
    fails = mention.lemma == "fail" and sentence.text.startswith(" to ", mention.trigger[1])
    return fails or (mention.part == "verb" and _UNDONE.search(sentence.text, max(0, at - 50), at) is not None)


def _to_be_signed(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Iterator[Pact]:
    """Yield an agreement that is still to be signed, which is expected and not made: "a deal that is to be signed in June"."""
    if mention.reality is not Reality.PLANNED or _act(mention) is not Act.MADE or mention.under in _OF_AGREEING:
        return
    pact, _ = _pact_of(sentence, mention, Act.MADE, pacts)
    if pact and mention.lemma in _SIGNED:
        yield pact


def _in_relative(sentence: Sentence, mention: Mention, pact: Pact) -> bool:
    """Return whether a wish only governs the noun, and what follows it is told: "asked them to honour the truce signed in May"."""
    past = mention.tense is Tense.PAST and mention.reality in (
        Reality.WISHED,
        Reality.PLANNED,
        Reality.POSSIBLE,
        Reality.FEARED,
    )
    return (
        past and pact.end <= mention.trigger[0] and not _NOT_DONE.search(sentence.text[pact.end : mention.trigger[1]])
    )


def _over(sentence: Sentence, mention: Mention) -> Mention | None:
    """Return the verb of agreeing over a mention: "agreed" of "agreed to extend the truce"."""
    if mention.under not in _OF_AGREEING and mention.under not in _OF_TELLING:
        return None
    before = [m for m in sentence.analysis.of("agreement") if m.part == "verb" and m.trigger[0] < mention.trigger[0]]
    return next((m for m in reversed(before) if m.lemma.startswith(mention.under) and m.is_fact), None)


def _act(mention: Mention) -> Act | None:
    if mention.part == "noun":
        return lexis.CHANGES.get(mention.lemma)
    return lexis.ACTS.get(mention.frame.name)


def _is_told(mention: Mention, act: Act) -> bool:
    """Return whether it is told as a fact; also what was agreed to be done, and what begins or ends on a day to come."""
    if mention.reality in _TOLD:
        return True
    if mention.reality is Reality.CONDITION:
        return act in _TO_BE and mention.under in _OF_SAYING
    if mention.reality is not Reality.PLANNED:
        return False
    return (mention.under in _OF_AGREEING and not mention.finite and act is not Act.KEPT) or act in _TO_BE


def _pact_of(
    sentence: Sentence, mention: Mention, act: Act, pacts: tuple[Pact, ...]
) -> tuple[Pact | None, tuple[int, int] | None]:
    """Return the agreement that a mention is of, in its place as subject or object or right before it, and who stands between."""
    placed = (
        _within(mention, pacts) or _right_before(sentence, mention, pacts) or _placed(sentence, mention, act, pacts)
    )
    if placed or mention.part == "noun":
        return placed, None
    if not sentence.text[: mention.trigger[0]].strip() and mention.object is None:
        return next((p for p in pacts if p.definite and sentence.text.endswith(", ", 0, p.start)), None), None
    apart = _set_apart(sentence, mention, pacts)
    if apart:
        return apart, None
    hung = _hung_on(sentence, mention, act, pacts)
    return hung if hung[0] else (_subject_before(sentence, mention, act, pacts), None)


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
    if _LABEL.fullmatch(sentence.text, pact.end, at):
        return pact if _HEADS_LINE.fullmatch(sentence.text, 0, pact.start) else None
    close = sentence.text[pact.end : at] == " " and (mention.object is None or mention.object[0] >= at)
    governed = _GOVERNED.search(sentence.text, max(0, pact.start - 30), pact.start)
    return pact if close and governed and _lacks_object(sentence, mention) else None


def _placed(sentence: Sentence, mention: Mention, act: Act, pacts: tuple[Pact, ...]) -> Pact | None:
    return next((found for span in _places(mention, act) if (found := _in_span(sentence, span, pacts))), None)


def _set_apart(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the agreement of "agreed, in talks held in Tarn, on a ceasefire" and of "signed in Kessel a protocol"."""
    end = mention.trigger[1]
    apart = next((p for p in pacts if p.start > end), None)
    other = mention.object is not None and sentence.text[slice(*mention.object)].lower() not in _ADVERBS
    if apart is None or other or _heads_between(sentence, end, apart.start, finite=True):
        return None
    between = sentence.text[end : apart.start]
    if mention.lemma in _ALONE and _ON_AFTER.fullmatch(between):
        return apart
    return apart if _PLACED.fullmatch(between) and not _HANGS.search(between) else None


def _places(mention: Mention, act: Act) -> Iterator[tuple[int, int]]:
    """Yield where the agreement can stand: subject of a passive and of "took effect", object or what follows "on" else."""
    subject = mention.part != "noun" and (act in _TO_BE or mention.voice is Voice.PASSIVE)
    spans = [mention.subject] if subject else [mention.object, *(mention.after(p) for p in _WITH)]
    if act is Act.STARTS or (not subject and mention.part == "verb" and mention.object is None):
        spans += [mention.object, mention.subject]
    yield from (span for span in spans if span)


def _in_span(sentence: Sentence, span: tuple[int, int], pacts: tuple[Pact, ...]) -> Pact | None:
    """Return the first agreement that heads a phrase, or is joined by "and" to its head."""
    for pact in pacts:
        if span[0] <= pact.noun < span[1] or span[0] <= pact.start < span[1]:
            before = sentence.text[span[0] : max(span[0], pact.start)]
            if _LISTED.fullmatch(before) or _CHANGE_OF.fullmatch(before) or pact.start <= span[0]:
                return pact
    return None


def _hung_on(
    sentence: Sentence, mention: Mention, act: Act, pacts: tuple[Pact, ...]
) -> tuple[Pact | None, tuple[int, int] | None]:
    """Return the agreement that "reached in May", "which was announced" or "that the two signed" follows, and who did it."""
    before = [p for p in pacts if p.end <= mention.trigger[0] and mention.trigger[0] - p.end <= _NEAR]
    if (
        not before
        or _WANTED.search(sentence.text, 0, before[-1].start)
        or not (act in _TO_BE or _lacks_object(sentence, mention))
    ):
        return None, None
    pact, at = before[-1], mention.trigger[0]
    if _HUNG.fullmatch(sentence.text, pact.end, at):
        follows = act not in _TO_BE or not mention.finite or _RELATIVE.search(sentence.text, pact.end, at) is not None
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
    if not mention.finite or not (act in _TO_BE or mention.voice is Voice.PASSIVE):
        return None
    at = mention.trigger[0]
    for pact in reversed([p for p in pacts if p.end <= at and at - p.end <= _NEAR]):
        between = sentence.text[pact.end : at]
        heads = _BEGINS_CLAUSE.search(sentence.text[: pact.start]) is not None
        if heads and _ASIDE.fullmatch(between):
            return pact
        if (
            heads
            and not re.search(r"[;:]|\. |, (?:and|but|while)\b", between)
            and not _heads_between(sentence, pact.end, at - 1, finite=True)
        ):
            return pact
    return None


def _lacks_object(sentence: Sentence, mention: Mention) -> bool:
    """Return whether nothing but a day stands where the object would be."""
    if mention.object is None or mention.voice is Voice.PASSIVE:
        return True
    return any(mention.object[0] <= d.start + 5 and d.start < mention.object[1] for d in sentence.dates)


def _subject_takes_up(sentence: Sentence, mention: Mention, act: Act) -> bool:
    """Return whether "it" stands in the place of the agreement, so that the one told before is meant."""
    if mention.part != "verb" or not mention.finite or (mention.frame.name in _VAGUE and mention.lemma not in _PLAIN):
        return False
    passive = act in _TO_BE or mention.voice is Voice.PASSIVE
    span = mention.subject if passive else mention.object
    near = span is not None and (mention.trigger[0] - span[1] < _CLOSE if passive else True)
    return span is not None and near and bool(_TAKES_UP.fullmatch(sentence.text[span[0] : span[1]]))


def _in_force(sentence: Sentence, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    """Yield "in force since 3 May" and "starting on 4 June" after an agreement, without a verb between of anything else."""
    for match in _IN_FORCE.finditer(sentence.text):
        if _IT_IS.fullmatch(sentence.text, 0, match.start()):
            yield Telling(pact=None, act=Act.STARTS, start=match.start(), end=match.end())
            continue
        before = [p for p in pacts if p.end <= match.start() <= p.end + _NEAR]
        clean = before and _is_one_line(sentence, before[-1], match.start())
        reach = 14 if match[0].lower() in ("starting", "beginning") else 45
        if clean and any(0 <= d.start - match.end() <= reach for d in sentence.dates):
            yield Telling(pact=before[-1], act=Act.STARTS, start=match.start(), end=match.end())


def _is_one_line(sentence: Sentence, pact: Pact, at: int) -> bool:
    """Return whether nothing is set between an agreement and "in force" but the mark of a label or of a list."""
    between = sentence.text[pact.end : at]
    return not re.search(r"[;:]", between) or between.endswith("; ") or _LABEL.fullmatch(between) is not None
