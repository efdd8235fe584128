"""What the frames of a sentence say of the agreements that it names: made, extended, begun, kept, ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import STATED, Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_placing import LABEL, NEAR, TO_BE, lacks_object, pact_of
from ceasefire.reading.claims.told_as_fact import KEPT
from ceasefire.reading.frames import Mention, Reality, Voice
from ceasefire.reading.frames.frame_data import frames
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.mentions.sentence import Sentence

OF_AGREEING: Final = frozenset(
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
_SIGNED: Final = frozenset(("sign", "initial", "conclude", "ratify", "adopt", "finalise", "finalize"))
_UNDONE: Final = re.compile(
    r"\b(?:(?:was|were|had been) (?:due |meant |supposed |expected )?to have (?:been )?|(?:shall|may|would) be (?:deemed |considered |taken as ))$"
    r"|\b(?:far from|short of|close to|nowhere near) [^,;.]{0,24}$",
    re.I,
)
"""Before a verb: it "was to have been signed", or "shall be deemed renewed"."""
_ONCE: Final = re.compile(r",? (?:only |not )?(?:once|when|if|as soon as|after|upon|unless|until)\b(?! \d)")
"""After "takes effect": it has not yet."""
_IT_IS: Final = re.compile(
    r"(?:It|This|The (?:text|paper|document|measure|arrangement)) (?:is|was|has been|had been|will be|shall be|remains|stays) (?:\w+ly |now )?"
)
_TAKES_UP: Final = re.compile(r"(?:it|this|the (?:text|paper|document|measure|arrangement))\b", re.I)
_IN_FORCE: Final = gated(
    r"\b(?:in force|in vigou?r|in effect|in place|effective|valid|binding|applicable|operative|operational"
    r"|to (?:begin|start|run|open|apply)|starts|(?:starting|beginning)(?! with)|with effect)\b(?= |$)",
    re.I,
)
SETS_UP: Final = frozenset(
    lemma for frame in frames() if frame.name == "establish" for lemma in (*frame.verbs, *frame.nouns)
) | {"launch", "agree", "agree on", "agree upon", "agree to"}
_ACCEPTS: Final = frozenset(("accept", "consent to", "decide on", "decide upon", "resolve upon"))
"""What two do who are to have a body: "both accepted a hotline"."""
_ACCEDES: Final = frozenset(("accede", "accession", "sign up", "sign on", "come aboard"))
_BY_LETTER: Final = re.compile(r"\bby (?:an? )?(?:[a-z]+ )?(?:letter|note|declaration|communication|statement)\b", re.I)
_OF_A_MISSION: Final = re.compile(
    r"\b(?:missions?|observers?|monitors?|peacekeep\w+|verification|forces?|committee|commission|UN[A-Z]{2,}|envoy|group|team|body|mechanism)\b",
    re.I,
)
_OVER: Final = re.compile(r"[^,.;:]{0,30}? (?:null|void|over|dead|ended|finished|off|suspended|terminated|at an end)\b")
"""Behind what was declared: "declared the truce over"."""
_PUT_TO_PAPER: Final = frozenset(
    (
        "sign",
        "countersign",
        "accept",
        "ratify",
        "initial",
        "adopt",
        "approve",
        "agree",
        "agree on",
        "agree upon",
        "agree to",
        "settle on",
        "conclude",
        "finalise",
        "finalize",
        "endorse",
        "put * names to",
        "put * signatures to",
        "put * names",
        "put * signatures",
        "set * signatures to",
        "set * signatures",
    )
)
_SIGNED_TEXT: Final = re.compile(r"(?:\w+ ){0,2}(?:signed|initialled|agreed|joint|common)\b", re.I)
_LABELS: Final = 6
_CAME_OUT: Final = re.compile(
    r"\b(?:outcome|result|upshot|what (?:was|(?:they|both|the two|the parties)(?: had)?) (?:signed|agreed|initialled)|fruit|product"
    r"|what (?:came|emerged|resulted|they (?:brought|took))|all that came)\b"
    r"(?: (?!will|would|could|should|may|might)[\w'-]+,?){0,10}? (?:was|is|were|has been|had been) $",
    re.I,
)
_SINCE: Final = re.compile(r"(?: on| in place| there)?(?: (?:in|at|near|along|between|with) [^,.;:]{2,40}?)? since\b")
_THERE_IS: Final = re.compile(
    r"\b[Tt]here's (?:a |an )?$|\b(?:(?:been|is|are|was|were|lived?) (?:under|bound by)|has been|have been|is|was) $"
)
_THERE_WAS: Final = re.compile(
    r"\bthere (?:was|were|had been|has been)(?: (?:once|also|already|then|before|even|first))? $", re.I
)
_ORDERS: Final = frozenset(("order", "impose"))
_CLOSE: Final = 30
_NEXT: Final = 40
"""Characters between an agreement and the sentence right behind it; chosen by hand, not measured."""
_PLAIN: Final = frozenset(
    ("apply", "become binding", "remain in force", "remain in effect", "stay in force", "run until", "last until")
)
"""Their words that are said of no other thing with a day."""
_VAGUE: Final = frozenset(
    ("bring about", "begin to hold", "go on holding", "run until", "come to its end", "establish", "observe truce")
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
    found += [t for t in _stated(sentence, pacts) if all(o.start < t.start for o in found)]
    said = {t.start for t in found}
    more = (
        *_in_force(sentence, pacts),
        *_since(sentence, pacts),
        *_outcome(sentence, pacts),
        *_there_was(sentence, pacts),
    )
    found += [t for t in more if t.start not in said]
    return sorted(found, key=lambda t: t.start)


def _of_mention(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    act = _act(mention)
    if mention.lemma == "adhere to" and _BY_LETTER.search(sentence.text):
        act = Act.MADE
    if act is None or mention.gapped or _is_other(sentence, mention, pacts):
        return
    start, end = mention.trigger
    pact, who = pact_of(sentence, mention, act, pacts)
    if not _is_told(mention, act) and not _in_relative(sentence, mention, pact):
        return
    act = _declaredover_of(sentence, mention, pact) or act
    if not (_fits(sentence, pact, mention, act) if pact else _takes_up(sentence, mention, act)):
        return
    over = over_of(sentence, mention) if pact is None or sentence.text[pact.end : start] != " " else None
    if over is not None:
        spoken = over.lemma in _OF_TELLING
        yield Telling(
            pact=pact, act=Act.MADE, start=over.trigger[0], end=over.trigger[1], mention=over, told_only=spoken
        )
    to_come = act in TO_BE and mention.reality is not Reality.FACT
    yield Telling(pact=pact, act=act, start=start, end=end, mention=mention, who=who, to_come=to_come)


def _declaredover_of(sentence: Sentence, mention: Mention, pact: Pact | None) -> Act | None:
    """Return that an agreement was left where it was only "declared" void."""
    over = pact and mention.lemma in _OF_TELLING and _OVER.match(sentence.text, pact.end)
    return Act.LEFT if over else None


def _fits(sentence: Sentence, pact: Pact, mention: Mention, act: Act) -> bool:
    """Return whether this can be done to it: a body is set up, a mandate extended, and what is "ordered" is a truce."""
    if pact.kind == "mandate":
        return act is Act.EXTENDED and _OF_A_MISSION.search(sentence.text) is not None
    if pact.is_body:
        return act is Act.EXTENDED or mention.lemma in SETS_UP or (mention.lemma in _ACCEPTS and not pact.definite)
    if lexis.PAPER.fullmatch(pact.head):
        return act is Act.MADE and (mention.lemma in _PUT_TO_PAPER or _SIGNED_TEXT.match(pact.words) is not None)
    if mention.frame.name == "establish" and not _holds(mention, pact):
        return False
    return pact.is_truce or mention.lemma not in _ORDERS


def _holds(mention: Mention, pact: Pact) -> bool:
    """Return whether what is set up is the agreement and not a body: "a commission was formed to watch the truce"."""
    span = mention.subject if mention.voice is Voice.PASSIVE else mention.object
    return span is None or (pact.start < span[1] and span[0] < pact.end)


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
    if _is_no_doer(sentence, mention):
        return True
    if mention.frame.name not in _WITHOUT_OBJECT or lacks_object(sentence, mention):
        return False
    return mention.object is None or not any(mention.object[0] <= p.noun < mention.object[1] for p in pacts)


def _is_no_doer(sentence: Sentence, mention: Mention) -> bool:
    """Return whether "neither side" did it, a bank or a court, or a subject is a clause: "with both sides agreeing to ..."."""
    doer = mention.by if mention.voice is Voice.PASSIVE else mention.subject
    if doer and lexis.OTHERS.search(sentence.text, *doer):
        return True
    if mention.subject is None:
        return False
    start, end = mention.subject
    return _NEITHER.search(sentence.text[:start]) is not None or sentence.text.endswith(" agreeing", start, end)


def _is_undone(sentence: Sentence, mention: Mention) -> bool:
    """Return whether the words before a verb take it back: "was to have been signed"; or it "failed to" do another thing."""
    at = mention.trigger[0]
    if mention.frame.name == "take effect" and _ONCE.match(sentence.text, mention.trigger[1]):
        return True
    fails = mention.lemma == "fail" and sentence.text.startswith(" to ", mention.trigger[1])
    return fails or (mention.part == "verb" and _UNDONE.search(sentence.text, max(0, at - 50), at) is not None)


def _to_be_signed(sentence: Sentence, mention: Mention, pacts: tuple[Pact, ...]) -> Iterator[Pact]:
    """Yield an agreement that is still to be signed, which is expected and not made: "a deal that is to be signed in June"."""
    if mention.reality is not Reality.PLANNED or _act(mention) is not Act.MADE or mention.under in OF_AGREEING:
        return
    pact, _ = pact_of(sentence, mention, Act.MADE, pacts)
    if pact and mention.lemma in _SIGNED:
        yield pact


def _in_relative(sentence: Sentence, mention: Mention, pact: Pact | None) -> bool:
    """Return whether a wish only governs the noun, and what follows it is told: "asked them to honour the truce signed in May"."""
    if pact is None or not pact.definite:
        return False
    past = mention.tense is Tense.PAST and mention.reality in (
        Reality.WISHED,
        Reality.PLANNED,
        Reality.POSSIBLE,
        Reality.FEARED,
    )
    return (
        past and pact.end <= mention.trigger[0] and not _NOT_DONE.search(sentence.text[pact.end : mention.trigger[1]])
    )


def over_of(sentence: Sentence, mention: Mention) -> Mention | None:
    """Return the verb of agreeing over a mention: "agreed" of "agreed to extend the truce"."""
    if mention.under not in OF_AGREEING and mention.under not in _OF_TELLING:
        return None
    before = [m for m in sentence.analysis.of("agreement") if m.part == "verb" and m.trigger[0] < mention.trigger[0]]
    return next((m for m in reversed(before) if m.lemma.startswith(mention.under) and m.is_fact), None)


def _act(mention: Mention) -> Act | None:
    if mention.part == "noun":
        return lexis.CHANGES.get(mention.lemma)
    return lexis.ACTS.get(mention.frame.name)


def _is_told(mention: Mention, act: Act) -> bool:
    """Return whether it is told as a fact; also what was agreed to be done, and what begins or ends on a day to come."""
    if mention.reality in KEPT:
        return True
    if mention.reality is Reality.CONDITION:
        return act in TO_BE and mention.under in _OF_SAYING
    if mention.reality is not Reality.PLANNED:
        return False
    return (mention.under in OF_AGREEING and not mention.finite and act is not Act.KEPT) or act in TO_BE


def _goes_on(sentence: Sentence) -> bool:
    """Return whether a sentence that begins with "It" stands right behind one on a truce."""
    before = sentence.thread.pact
    close = before is not None and 0 <= sentence.unit.start - before.end < _NEXT
    return (
        close
        and sentence.text.startswith("It ")
        and lexis.TRUCE.search(before.kind or "" if before else "") is not None
    )


def _takes_up(sentence: Sentence, mention: Mention, act: Act) -> bool:
    """Return whether what is told is of the agreement told before, which is not named."""
    return _subject_takes_up(sentence, mention, act) or _accedes(sentence, mention)


def _accedes(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a body is told to have acceded, to what the text told before: "The Lake Brigade acceded on 3 May"."""
    alone = mention.lemma in _ACCEDES and mention.object is None and mention.after("to") is None
    return alone and mention.subject is not None and sentence.thread.pact is not None


def _subject_takes_up(sentence: Sentence, mention: Mention, act: Act) -> bool:
    """Return whether "it" stands in the place of the agreement, so that the one told before is meant."""
    if (
        mention.part != "verb"
        or not mention.finite
        or (mention.frame.name in _VAGUE and mention.lemma not in _PLAIN and not _goes_on(sentence))
    ):
        return False
    passive = act in TO_BE or mention.voice is Voice.PASSIVE
    span = mention.subject if passive else mention.object
    near = span is not None and (mention.trigger[0] - span[1] < _CLOSE if passive else True)
    return span is not None and near and bool(_TAKES_UP.fullmatch(sentence.text[span[0] : span[1]]))


def _in_force(sentence: Sentence, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    """Yield "in force since 3 May" and "starting on 4 June" after an agreement, without a verb between of anything else."""
    for match in _IN_FORCE.finditer(sentence.text):
        if _IT_IS.fullmatch(sentence.text, 0, match.start()):
            yield Telling(pact=None, act=Act.STARTS, start=match.start(), end=match.end())
            continue
        before = [p for p in pacts if not p.is_body and p.end <= match.start() <= p.end + NEAR]
        clean = before and _is_one_line(sentence, before[-1], match.start())
        if clean and not sentence.analysis.clauses and _opens_row(sentence):
            yield Telling(pact=before[-1], act=Act.STARTS, start=match.start(), end=match.end())
        reach = 14 if match[0].lower() in ("starting", "beginning") else 45
        if clean and any(0 <= d.start - match.end() <= reach for d in sentence.dates):
            yield Telling(pact=before[-1], act=Act.STARTS, start=match.start(), end=match.end())


def _opens_row(sentence: Sentence) -> bool:
    """Return whether a day labels the line of a sentence: "22 April, 12:00: Ceasefire in force"."""
    return any(d.start < _LABELS and lexis.LABELLED.match(sentence.text, d.end) for d in sentence.dates[:1])


def _since(sentence: Sentence, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    """Yield that there has been a truce since a day: "the hills have been under a truce since 3 May"."""
    for pact in pacts:
        match = _SINCE.match(sentence.text, pact.end) if pact.is_truce else None
        if match and _THERE_IS.search(sentence.text, max(0, pact.start - 20), pact.start):
            yield Telling(pact=pact, act=Act.STARTS, start=pact.noun, end=match.end())


def _there_was(sentence: Sentence, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    """Yield a truce that there was at a time: "in 2019 there was a truce"."""
    for pact in pacts:
        if (
            pact.is_truce
            and not pact.definite
            and _THERE_WAS.search(sentence.text, max(0, pact.start - 40), pact.start)
        ):
            yield Telling(pact=pact, act=Act.MADE, start=pact.noun, end=pact.end)


def _stated(sentence: Sentence, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    """Yield a joint statement in which two said something, where nothing else is told: "called for calm in a joint statement"."""
    for pact in pacts:
        if pact.kind == "joint statement" and STATED.search(sentence.text, 0, pact.noun):
            yield Telling(pact=pact, act=Act.MADE, start=pact.noun, end=pact.end)


def _outcome(sentence: Sentence, pacts: tuple[Pact, ...]) -> Iterator[Telling]:
    """Yield an agreement that talks are told to have had as their outcome: "what came out of it is a deal on the road"."""
    for pact in pacts:
        if not pact.is_body and _CAME_OUT.search(sentence.text, max(0, pact.start - NEAR), pact.start):
            yield Telling(pact=pact, act=Act.MADE, start=pact.noun, end=pact.end)


def _is_one_line(sentence: Sentence, pact: Pact, at: int) -> bool:
    """Return whether nothing is set between an agreement and "in force" but the mark of a label or of a list."""
    between = sentence.text[pact.end : at]
    return not re.search(r"[;:]", between) or between.endswith("; ") or LABEL.fullmatch(between) is not None
