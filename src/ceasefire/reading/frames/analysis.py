"""The analysis of one sentence: its frames, who does what in each, and whether it is told as fact."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final, Literal

import msgspec

from ceasefire.reading.frames import reality as facts
from ceasefire.reading.frames.clauses import Clause, clauses_of
from ceasefire.reading.frames.cues import Reality
from ceasefire.reading.frames.frame_data import Frame
from ceasefire.reading.frames.gaps import Gap, gaps_of
from ceasefire.reading.frames.index import triggers, verb_words
from ceasefire.reading.frames.nearby import headed, numbers_near
from ceasefire.reading.frames.phrases import Phrase, phrase_left, prepositions
from ceasefire.reading.frames.scopes import FACT, Verdict, cued
from ceasefire.reading.frames.verb_groups import Tense, Voice, triggers_at, verb_groups
from ceasefire.reading.frames.words import REACH, Words, words_of

Span = tuple[int, int]
"""A stretch of the sentence, as offsets of its characters."""

_NOMINAL: Final = frozenset("N#J")


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One place where a sentence tells of a frame. All spans are offsets of the sentence, None where there is none.

    `subject` is the grammatical one; of a noun ("the shelling of X by Y") `object` is what follows "of", `by` what
    follows "by". `phrases` are the prepositions after it with what follows each. `reality_span` are the words that
    decide `reality`. `under` is the lemma of the verb that governs the clause ("agree" in "agreed to extend the truce").
    `gapped` is a mention whose verb stands before: "and one in Veldara".
    """

    frame: Frame
    lemma: str
    part: Literal["verb", "noun", "adjective"]
    trigger: Span
    clause: Span
    voice: Voice = Voice.ACTIVE
    tense: Tense = Tense.NONE
    finite: bool = False
    subject: Span | None = None
    object: Span | None = None
    by: Span | None = None
    phrases: tuple[tuple[str, Span], ...] = ()
    speaker: Span | None = None
    under: str = ""
    gapped: bool = False
    reality: Reality = Reality.FACT
    reality_span: Span | None = None

    @property
    def is_fact(self) -> bool:
        return self.reality is Reality.FACT

    def role(self, name: str) -> Span | None:
        """Return what plays a role in the frame ("doer", "harmed", "target", "party", "pact", ...), whatever the voice."""
        roles = self.frame.roles
        for place, span in self._places():
            if roles.get(place) == name:
                return span
        return next((span for preposition, span in self.phrases if roles.get(preposition) == name), None)

    def _places(self) -> Iterator[tuple[str, Span]]:
        """Yield what stands as subject and object of the active: a passive's subject is its object."""
        if self.part == "verb" and self.voice is Voice.PASSIVE:
            yield from (("object", s) for s in (self.subject,) if s)
            yield from (("subject", s) for s in (self.by,) if s)
        elif self.voice is not Voice.OPEN:
            yield from (("subject", s) for s in (self.subject,) if s)
            yield from (("object", s) for s in (self.object,) if s)
        yield from (("by", s) for s in (self.by,) if s)

    def after(self, *prepositions_: str) -> Span | None:
        """Return what follows the first of these prepositions."""
        return next((span for preposition, span in self.phrases if preposition in prepositions_), None)


class Analysis:
    """All that is found in one sentence; made by `analyse`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Words = words_of(text)
        self.clauses: list[Clause] = clauses_of(self.words, verb_groups(self.words))
        self._verdicts = cued(self.words, self.clauses)
        self._of: dict[tuple[str, ...], tuple[Mention, ...]] = {}

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of frames, in the order of their words."""
        taken: set[int] = set()
        found = [m for number in range(len(self.clauses)) for m in self._verbs(number, taken)]
        known, tags = triggers(), self.words.tags
        nouns = [at for at, low in enumerate(self.words.lows) if tags[at] in _NOMINAL and low in known]
        found += [m for at in nouns if at not in taken for m in self._nouns(at, taken)]
        return tuple(sorted(found, key=lambda m: m.trigger))

    def of(self, *groups: str) -> tuple[Mention, ...]:
        """Return the mentions whose frame is of one of these groups ("harm", "attack", "meeting", ...)."""
        if groups not in self._of:
            self._of[groups] = tuple(m for m in self.mentions if m.frame.group in groups)
        return self._of[groups]

    def between(self, start: int, end: int, *groups: str) -> tuple[Mention, ...]:
        """Return the mentions whose word stands between two offsets, of these groups where any are given."""
        told = self.of(*groups) if groups else self.mentions
        return tuple(m for m in told if m.trigger[0] < end and start < m.trigger[1])

    def span_of(self, phrase: Phrase | None) -> Span | None:
        """Return where the words of a phrase stand; None for none."""
        return self.words.span(phrase.first, phrase.after) if phrase else None

    def words_in(self, span: Span | None) -> str:
        """Return the words of a span; empty for None."""
        return self.text[span[0] : span[1]] if span else ""

    def reality_at(self, start: int, end: int) -> Reality:
        """Return what becomes of the words between two offsets, be there a frame or not: that of the verb there, else of the nouns."""
        words = self.words
        judged: list[Reality] = []
        for at in range(bisect_right(words.ends, start), bisect_left(words.starts, end)):
            clause = headed(self.clauses, at)
            if clause is not None and not clause.group.copula:
                judged.insert(0, facts.of_verb(words, self.clauses, clause, self._verdicts).reality)
            elif words.tags[at] == "N":
                judged.append(facts.of_noun(words, self.clauses, self._verdicts, at).reality)
        return judged[0] if judged else Reality.FACT

    def _verbs(self, number: int, taken: set[int]) -> Iterator[Mention]:
        clause, words = self.clauses[number], self.words
        group = clause.group
        verdict = facts.of_verb(words, self.clauses, clause, self._verdicts) if group.triggers else FACT
        gaps = gaps_of(words, clause) if group.triggers else []
        held = any("*" in trigger.lemma and trigger.frame.group == "blame" for trigger in group.triggers)
        taken.update(range(group.head, group.head + 1 if held else group.after if group.triggers else group.head))
        own_stop = gaps[0].start if gaps else clause.stop
        for trigger in group.triggers:
            mention = Mention(
                frame=trigger.frame,
                lemma=trigger.lemma,
                part="verb",
                trigger=words.span(group.head, group.after),
                clause=self._clause_span(clause),
                voice=group.voice,
                tense=group.tense,
                finite=group.finite,
                subject=self.span_of(clause.subject),
                object=self.span_of(clause.object),
                by=self.span_of(clause.by),
                phrases=self._phrases(clause, clause.group.after, own_stop),
                speaker=self._speaker(number),
                under=self._under(clause),
                reality=verdict.reality,
                reality_span=self._deciding(verdict),
            )
            yield mention
            yield from (self._gapped(mention, clause, gap) for gap in gaps)

    def _phrases(self, clause: Clause, start: int, stop: int) -> tuple[tuple[str, Span], ...]:
        return tuple((p, self.words.span(f.first, f.after)) for p, f in clause.phrases if start <= f.first < stop)

    def _gapped(self, mention: Mention, clause: Clause, gap: Gap) -> Mention:
        """Return the mention again for a number that shares its verb; the number is its object where that has one."""
        span = self.words.span(gap.phrase.first, gap.phrase.after)
        return msgspec.structs.replace(
            mention,
            clause=self.words.span(gap.start, gap.stop),
            subject=mention.subject if mention.object else span,
            object=span if mention.object else None,
            phrases=self._phrases(clause, gap.phrase.after, gap.stop),
            gapped=True,
        )

    def _under(self, clause: Clause) -> str:
        """Return the lemma of the verb over a clause; empty without."""
        if clause.over < 0:
            return ""
        low = self.words.lows[self.clauses[clause.over].group.head]
        return verb_words().get(low, (low,))[0]

    def _nouns(self, at: int, taken: set[int]) -> Iterator[Mention]:
        words = self.words
        part: Literal["noun", "adjective"] = "noun"
        found, after = triggers_at(words, at, "noun")
        if not found:
            part = "adjective"
            found, after = triggers_at(words, at, "adjective")
        if not found:
            return
        taken.update(range(at, after))
        number = self._clause_at(at)
        stop = self._stop_of(number, after)
        follow = prepositions(words, after, stop) if words.tags[after : after + 1] == ["P"] else []
        before = phrase_left(words, at, 0) if part == "adjective" else None
        verdict = facts.of_noun(words, self.clauses, self._verdicts, at)
        spans = tuple((p, words.span(f.first, f.after)) for p, f in follow)
        for trigger in found:
            yield Mention(
                frame=trigger.frame,
                lemma=trigger.lemma,
                part=part,
                trigger=words.span(at, after),
                clause=self._clause_span(self.clauses[number]) if number >= 0 else (0, len(self.text)),
                subject=self.span_of(before),
                object=next((span for p, span in spans if p == "of"), None),
                by=next((span for p, span in spans if p == "by"), None),
                phrases=spans,
                speaker=self._speaker(number) if number >= 0 else None,
                reality=verdict.reality,
                reality_span=self._deciding(verdict),
            )

    def _deciding(self, verdict: Verdict) -> Span | None:
        return self.words.span(verdict.first, verdict.after) if verdict.after > verdict.first else None

    def _clause_at(self, at: int) -> int:
        """Return the number of the clause that a word stands in; -1 without."""
        numbers = numbers_near(self.clauses, at)
        for number in reversed(numbers):
            clause = self.clauses[number]
            first = (
                clause.group.first
                if clause.subject is None
                else min(clause.group.first, max(clause.start, clause.subject.first))
            )
            if first <= at < max(clause.stop, clause.group.after):
                return number
        return next((n for n in numbers if self.clauses[n].start <= at < self.clauses[n].stop), -1)

    def _stop_of(self, number: int, after: int) -> int:
        """Return where what follows a noun ends: at the verb of its clause where it stands before that, else at the clause's end."""
        if number < 0:
            size = min(len(self.words.tags), after + REACH)
            return next((at for at in range(after, size) if self.words.tags[at] in ";:.?!"), size)
        clause = self.clauses[number]
        return clause.group.first if after <= clause.group.first else clause.stop

    def _speaker(self, number: int) -> Span | None:
        """Return who says it: the subject of the verb of speech over the clause, or of one at the end (", medics said")."""
        over = self.clauses[number].over
        while over >= 0:
            if self.clauses[over].group.tells_of("speech"):
                return self.span_of(self.clauses[over].subject)
            over = self.clauses[over].over
        last = self.clauses[-1]
        trailing = (
            last.group.triggers and len(self.clauses) > 1 and number < len(self.clauses) - 1 and last.object is None
        )
        if (
            trailing
            and last.group.tells_of("speech")
            and last.over < 0
            and last.subject
            and self.words.tags[last.subject.first - 1] == ","
        ):
            return self.span_of(last.subject)
        return None

    def _clause_span(self, clause: Clause) -> Span:
        first = min(clause.start, clause.group.first)
        return self.words.span(first, max(clause.stop, clause.group.after, first + 1))


def analyse(text: str) -> Analysis:
    """Return the analysis of one folded sentence; offsets of what is found are those of `text`."""
    return Analysis(text)
