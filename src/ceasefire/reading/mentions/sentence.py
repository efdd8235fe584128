"""A sentence with all that the annotators find in it, and the thread of the story it stands in."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import Final

import msgspec

from ceasefire.reading.frames import Analysis, analyse
from ceasefire.reading.known_names.bundle import Names, package_names
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.casualties import Casualties, find_casualties
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import DateMention, Duration, find_dates, find_durations
from ceasefire.reading.mentions.dates.line_years import is_day_first, year_at
from ceasefire.reading.mentions.names import Name, names_in
from ceasefire.reading.mentions.numbers import Number, find_numbers
from ceasefire.reading.mentions.people import Person, find_actors, find_people
from ceasefire.reading.mentions.places import Place, find_places
from ceasefire.reading.mentions.speech import Attribution, Stance, find_attributions
from ceasefire.reading.mentions.speech_patterns import OF_A_PERSON
from ceasefire.reading.model import Basis, Claim, ClaimType, DateRange
from ceasefire.reading.text.segment import Unit, UnitKind

_TURNS = (";", ", while ", ", but ")
"""What parts the clauses of two speakers."""
_DAYS_OF_SPEECH = ("weekday", "today", "dmy", "mdy", "rel-part", "rel-unit")
"""Forms of dates that tell when somebody spoke."""
MONTHS_OF_SPEECH: Final = frozenset(("m", "my", "rel-m", "part", "rel-year-part"))
"""Those that do so behind the verb and before "that", or at the end: "said in March that 40 had died"."""
_RELEASED_ON = (
    "statement released on",
    "statement on",
    "statement of",
    "communique of",
    "letter of",
    "message of",
    "report of",
    "statement issued on",
    "told reporters on",
    "briefing on",
    "published on",
    "released on",
    "issued on",
    "dated",
)
_GOES_ON = ("that", "the", "it", "at", "a ", "its", "in a", "to", "they")
"""Beginnings of what is said, after the day on which it was said."""


class LastIncident(msgspec.Struct, frozen=True, kw_only=True):
    """The incident told last, and where: the number of its sentence and of its block."""

    claim: Claim
    sentence: int
    block: int


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """The day that a head of a line, a lead or the sentence before names: in which block, and for how many after it.

    `head` where it holds for all that follows, else for what takes the sentence up with a pronoun, and for a toll right behind `sentence`.
    """

    day: DateRange
    block: int
    reach: int = 0
    head: bool = True
    sentence: int = -9


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The town and the day that a question names, and the number of its sentence; the answer is of them."""

    town: str | None
    day: DateRange | None
    sentence: int


class Thread:
    """What later sentences may lean on: the day of writing, who speaks, and the last date, place, source and incident.

    It changes as the reading goes on and never leaves the reader. Each field below the first group is written by one
    module alone, which is named over it (a test holds this); all others only read it.
    """

    def __init__(
        self,
        text: str,
        folded: str,
        reference: dt.date | None,
        author: str | None,
        *,
        today: dt.date | None = None,
        period: DateRange | None = None,
        names: Names | None = None,
        here: str | None = None,
        reports: bool | None = None,
    ) -> None:
        # Of the whole text; never changed.
        self.text = text
        self.folded = folded
        self.reference = reference
        self.author = author
        # whether it is the report of one who watches, which covers a time and lists what it saw
        self.reports = author is not None if reports is None else reports
        self.today = today
        self.period = period
        self.here = here
        self.names = names or package_names()
        # claims.in_order: what each sentence leaves to those after it
        self.country: str | None = None
        self.anchor: DateRange | None = None
        self.lead: Lead | None = None
        self.town_at = (-9, -9)
        self.town: str | None = None
        self.town_day: DateRange | None = None
        self.source: str | None = None
        self.source_block = -9
        self.source_counts = False
        self.incident: LastIncident | None = None
        self.asked: Asked | None = None
        self.meeting_date: DateRange | None = None
        self.meeting_place: str | None = None
        # claims.other_subjects: the paragraph that tells of another subject than conflict
        self.other_block = -9
        # claims.headings
        self.heading_place: str | None = None
        self.heading_date: DateRange | None = None
        # claims.participants
        self.people: dict[str, str] = {}
        self.pair: tuple[str, ...] = ()
        # claims.meetings
        self.process: str | None = None
        self.process_place: str | None = None
        # claims.agreement_clauses, claims.agreements and claims.agreement_makers: the agreement and its parties told last
        self.resolved_at = -99
        self.pact: Claim | None = None
        self.parties: tuple[str, ...] = ()
        # claims.figures: the count told last, and what the heading or opening of a list counts
        self.counted: Claim | None = None
        self.listed: Claim | None = None


_GOES_ON_SAYING: Final = re.compile(rf"{forms('en', 'speech', 'goes_on')}", re.I)
"""What begins a sentence in which the speaker of the one before goes on."""


_QUESTION: Final = re.compile(r"(?:Q|Question|Journalist|Reporter)\d{0,2} ?[:.] ", re.I)
"""The head of a line in which somebody asks the one who speaks in a text."""


class Sentence:
    """One unit of a text; every annotation is made when first asked for, in offsets of the sentence."""

    def __init__(self, thread: Thread, unit: Unit, index: int) -> None:
        self.thread = thread
        self.unit = unit
        self.index = index
        self.raw_text = thread.folded[unit.start : unit.end]
        self.text = self.raw_text.replace("\n", " ").replace("\t", " ")
        self.clock = Clock(
            reference=thread.reference,
            anchor=thread.anchor,
            today=thread.today,
            year=year_at(thread.folded, unit.start),
            day_first=is_day_first(thread.folded),
        )

    @cached_property
    def future(self) -> bool:
        """Say whether anything in the sentence looks ahead."""
        return modality.is_future(self.text)

    @property
    def is_heading(self) -> bool:
        return self.unit.kind is UnitKind.HEADING

    @property
    def is_alone(self) -> bool:
        """Say whether this headline is the whole text, so that nothing below tells of it again."""
        return self.is_heading and len(self.thread.text.strip()) <= self.unit.end - self.unit.start

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return find_dates(self.text, self.clock)

    @cached_property
    def durations(self) -> tuple[Duration, ...]:
        return find_durations(self.text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        spans = [(d.start, d.end) for d in self.dates] + [(d.start, d.end) for d in self.durations]
        return tuple(n for n in find_numbers(self.text) if not any(n.core < e and s < n.end for s, e in spans))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return names_in(self.text, self.thread.names)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        titled = [(p.start, p.end) for p in self._persons if p.titled]
        return tuple(
            p for p in find_places(self.text, self.names) if not any(p.start < e and s < p.end for s, e in titled)
        )

    @cached_property
    def people(self) -> tuple[tuple[int, int, str], ...]:
        where = [(p.start, p.end) for p in self.places]
        return tuple(
            (p.start, p.end, p.name) for p in self._persons if not any(p.start < e and s < p.end for s, e in where)
        )

    @cached_property
    def _persons(self) -> tuple[Person, ...]:
        return find_people(self.text, self.names)

    @cached_property
    def actors(self) -> tuple[tuple[int, int, str], ...]:
        return find_actors(self.names, self.text)

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        return find_attributions(self.text)

    @cached_property
    def casualties(self) -> tuple[Casualties, ...]:
        return find_casualties(self.text, self.numbers)

    @cached_property
    def analysis(self) -> Analysis:
        """The frames of the sentence: who does what, and whether it is told as fact."""
        return analyse(self.text)

    @cached_property
    def speech_dates(self) -> frozenset[int]:
        """Starts of dates that tell when somebody spoke, not when the thing happened."""
        if not self.attributions:
            return frozenset()
        return frozenset(d.start for d in self.dates if self._dates_speech(d))

    def _dates_speech(self, date: DateMention) -> bool:
        """Say whether a date stands straight after a verb of speech, or after "in a statement released on"."""
        if self.text[: date.start].rstrip().lower().endswith(_RELEASED_ON):
            return True
        if date.form == "weekday" and not date.role and any(date.start == a.end + 1 for a in self.attributions):
            return True
        if date.form not in (*_DAYS_OF_SPEECH, *MONTHS_OF_SPEECH) or date.role not in ("", "on", "in"):
            return False
        rest = self.text[date.end :].lstrip()
        goes_on = ("that ",) if date.form in MONTHS_OF_SPEECH else _GOES_ON
        ends = not rest or rest[:1] in '.,;:"' or rest.startswith(goes_on)
        return ends and any(self._is_close(speech, date) for speech in self.attributions)

    def _is_close(self, speech: Attribution, date: DateMention) -> bool:
        between = self.text[speech.end : date.start]
        counted = any(speech.end <= n.core < date.start for n in self.numbers)
        if " that " in between or (speech.stance is Stance.DENY and "ing " in between):
            return False  # "recalled that on 13 May they had met", "denied shelling X on 9 May": the day is of what is said
        return 0 <= date.start - speech.end <= 26 and not counted and not set(",;:") & set(between.strip())

    @cached_property
    def event_dates(self) -> tuple[DateMention, ...]:
        return tuple(d for d in self.dates if d.start not in self.speech_dates)

    def has_gone_by(self, date: DateMention) -> bool:
        """Return whether a day is known and does not begin after that of writing, where that is known."""
        reference = self.thread.reference
        return date.value is not None and (reference is None or date.value.start <= reference)

    def source(
        self, at: int | None = None, *, stance: Stance = Stance.SAY, counted: bool = False
    ) -> tuple[str | None, Basis | None]:
        """Return who says what stands at offset `at`, and how that is known: here, carried, or the text's author.

        What is `counted` is of the body whose count its paragraph tells.
        """
        speech = self._speech_at(at, stance)
        if speech is None:
            return self._carried_source(counted=counted)
        if speech.pronoun:
            speech = self._named_before(speech, stance)
        if self.thread.author and speech.is_body and not OF_A_PERSON.search(self.thread.author):
            return self.thread.author, Basis.AUTHOR
        if speech.pronoun and not self.quoted and self._is_author(speech):
            return self.thread.author, Basis.AUTHOR
        if self.thread.source and (speech.pronoun or speech.takes_up(self.thread.source)):
            return self.thread.source, Basis.CARRIED
        return self.raw(speech.source), Basis.SENTENCE

    def _named_before(self, speech: Attribution, stance: Stance) -> Attribution:
        """Return who speaks by name before a pronoun in the same sentence, "the army told us that it had counted 40"; else the pronoun."""
        named = [a for a in self.attributions if a.stance is stance and not a.pronoun and a.verb < speech.start]
        return named[-1] if named else speech

    def _is_author(self, speech: Attribution) -> bool:
        """Return whether a pronoun is the body whose report the text is: "we", or "it" where nobody has spoken before."""
        says_we = speech.source.lower() == "we"
        return self.thread.author is not None and (says_we or self.thread.source is None)

    def _speech_at(self, at: int | None, stance: Stance) -> Attribution | None:
        """Return the speech act nearest to an offset, of its clause where that has one; the first one without offset."""
        speeches = [a for a in self.attributions if a.stance is stance]
        speeches = speeches or [a for a in self.attributions if a.stance is Stance.BLAME and a.target]
        if at is None:
            return min(speeches, key=lambda a: a.start, default=None)
        left = max(self.text.rfind(mark, 0, at) for mark in _TURNS)
        right = min((p for p in (self.text.find(mark, at) for mark in _TURNS) if p > 0), default=len(self.text))
        speeches = [a for a in speeches if left < a.verb < right] or speeches
        return min(speeches, key=lambda a: (abs(a.verb - at), a.start), default=None)

    def _carried_source(self, *, counted: bool) -> tuple[str | None, Basis | None]:
        """Return who speaks where the sentence names nobody: the last speaker in a quotation, else the author."""
        thread = self.thread
        apart = self.unit.block - thread.source_block
        if thread.source and apart <= 1 and self.quoted:
            return thread.source, Basis.CARRIED
        if thread.author and not _QUESTION.match(thread.folded, thread.folded.rfind("\n", 0, self.unit.start) + 1):
            return thread.author, Basis.AUTHOR
        if thread.source and apart == 0 and (_GOES_ON_SAYING.match(self.text) or (counted and thread.source_counts)):
            return thread.source, Basis.CARRIED
        return None, None

    @property
    def quoted(self) -> bool:
        return self.text.startswith(('"', "It added", "The statement", "He added", "She added"))

    @staticmethod
    def raw(words: str) -> str:
        return " ".join(words.split())

    def draft(self, claim_type: ClaimType, start: int, end: int, rule: str, **slots: object) -> Claim:
        """Return a claim whose quote is this stretch of the sentence, without the blanks and commas around it."""
        while start < end and self.text[start] in " ,;:-":
            start += 1
        while end > start and self.text[end - 1] in " ,;:":
            end -= 1
        if end - start > 500:
            cut = self.text.rfind(" ", start + 1, start + 500)
            end = cut if cut > 0 else start + 500
        first, last = self.unit.start + start, self.unit.start + end
        return Claim(type=claim_type, quote=self.thread.text[first:last], start=first, end=last, rule=rule, **slots)  # type: ignore[arg-type]
