"""Who says so: speech verbs, "according to", denials and blame, with the words that name the speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions import speech_patterns as lexis
from ceasefire.reading.text.fold import lower

_BODIES_OF_STATES = wordset("en", "speech", "bodies_of_states")
_SPEAKER_AFTER = wordset("en", "speech", "speaker_after")
_NAMED_LAST = re.compile(r"(?P<before>[\w']+) (?P<np>(?:an?|the) (?:[a-z-]+ ){0,2}[a-z]+) $")
_NO_END = wordset("en", "people", "function_words")
"""Words that tie what follows them to the words before: "by a monitor" and "and the army" name no speaker."""
_DOES = re.compile(
    r"\b(?:was|were|had|has|have|is|are|will|would|could|killed|killing|wounded|injured|hit|struck|destroyed|claimed|left|began|continued)\b"
)


_NAME_ALONE = re.compile(r"(?:the )?[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,4}")


class Stance(StrEnum):
    """What the speaker does with the thing said."""

    SAY = "say"
    DENY = "deny"
    BLAME = "blame"


class Attribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One speech act in a sentence: the speaker's words, their place, the verb's place and the stance."""

    start: int
    end: int
    source: str
    stance: Stance
    verb: int
    target: str | None = None

    @property
    def pronoun(self) -> bool:
        return bool(lexis.PRONOUN.match(self.source))

    @property
    def is_body(self) -> bool:
        """Say whether this is "the Mission" and the like: in a body's own report, that body."""
        body = lexis.BODY.match(self.source)
        return body is not None and body["noun"].lower() not in _BODIES_OF_STATES

    def takes_up(self, last: str) -> bool:
        """Say whether "the ministry" or the like can only be the last speaker."""
        body = lexis.BODY.match(self.source)
        return body is not None and body["noun"].lower().rstrip("s") in last.lower()


def find_attributions(text: str) -> tuple[Attribution, ...]:
    """Find every speech act of a folded sentence that names its speaker, in reading order."""
    low = lower(text)
    found = [*_by_phrase(text, low), *_by_verb(text, low), *_by_label(text)]
    return tuple(sorted((a for a in found if not lexis.NO_SPEAKER.search(a.source)), key=lambda a: a.start))


def _by_phrase(text: str, low: str) -> Iterator[Attribution]:
    """Yield speakers after "according to" and the like."""
    for match in lexis.ACCORDING.finditer(low):
        at = match.start("np")
        source = _trim(text[at : match.end("np")])
        if source:
            yield Attribution(
                start=match.start(), end=at + len(source), source=source, stance=Stance.SAY, verb=match.start()
            )


def _by_verb(text: str, low: str) -> Iterator[Attribution]:
    """Yield the subjects of verbs of speech."""
    for match in lexis.VERB.finditer(low):
        if lexis.NOT_SPEECH.search(text[max(0, match.start() - 14) : match.start()]) or lexis.IS_SAID.match(
            text, match.end()
        ):
            continue
        found = _subject(text, match)
        if found:
            yield found


def _by_label(text: str) -> Iterator[Attribution]:
    """Yield the source that a sentence ends with ("(Reuters)", "Source: BBC"), and the speaker before a colon at its head."""
    label = lexis.LABEL.match(text)
    if label and lexis.SPEAKER.search(label["np"]) and not lexis.CLAUSE.search(label["np"]):
        at = label.start("np")
        yield Attribution(start=at, end=label.end("np"), source=_statement_of(label["np"]), stance=Stance.SAY, verb=at)
    if "(" not in text and "ource:" not in text:
        return
    for match in lexis.NAMED_SOURCE.finditer(text):
        source = match["np"].rstrip(".")
        start = match.start("np")
        yield Attribution(start=start, end=start + len(source), source=source, stance=Stance.SAY, verb=start)


def _statement_of(words: str) -> str:
    """Return whose statement a label names: "Army" for "Army statement just in"."""
    return lexis.STATEMENT.split(words, maxsplit=1)[0].strip() or words


def _subject(text: str, match: re.Match[str]) -> Attribution | None:
    """Return the speech act of a verb, with the speaker before it, or after it where the verb may stand first."""
    stance = Stance.DENY if match["deny"] else Stance.BLAME if match["blame"] else Stance.SAY
    verb = match[0].lower()
    if stance is not Stance.SAY and lexis.NOT_SO.search(text, 0, match.start()):
        return None
    needed = lexis.NEEDED.get(verb)
    if needed and not needed.search(text[match.end() : match.end() + 60]):
        return None
    speaker = _speaker_of(text, match)
    if speaker is None or lexis.NOBODY.match(speaker[1]):
        return None
    start, source = speaker
    return Attribution(
        start=min(start, match.start()),
        end=max(match.end(), start + len(source)),
        source=source,
        stance=stance,
        verb=match.start(),
        target=_target(text, match) if stance is Stance.BLAME else None,
    )


def _speaker_of(text: str, match: re.Match[str]) -> tuple[int, str] | None:
    """Return where the speaker of a verb begins, and the speaker's words: before it, or after where it may stand first."""
    may_stand_first, left = match[0].lower() in _SPEAKER_AFTER, text[: match.start()]
    after = may_stand_first and left.rstrip().endswith(",")
    speaker = _named_after(text, match.end()) if after else None
    speaker = speaker or _left_speaker(left)
    if speaker is None and may_stand_first:
        speaker = _right_speaker(text, match.end())
    if speaker is None and not text[match.end() :].strip(" ."):
        speaker = _last_named(left)
    return speaker


def _named_after(text: str, end: int) -> tuple[int, str] | None:
    """Return the speaker that ends a headline or sentence: ", says hospital"."""
    match = re.match(r" (?P<np>[\w' -]{3,40})\.?$", text[end:])
    if match is None or lexis.CLAUSE.search(match["np"]):
        return None
    named = lexis.SPEAKER.search(match["np"]) or _NAME_ALONE.fullmatch(match["np"])
    return (end + 1, match["np"]) if named else None


def _last_named(left: str) -> tuple[int, str] | None:
    """Return the speaker right before the verb that ends a sentence without a comma: "were hit on Monday a monitor said"."""
    match = _NAMED_LAST.search(left)
    named = match is not None and lexis.SPEAKER.search(match["np"]) and match["before"].lower() not in _NO_END
    return (match.start("np"), match["np"]) if match and named else None


def speaker_before(text: str) -> tuple[int, str] | None:
    """Return where the speaker begins who is the subject of a verb right after a text, and the speaker's words."""
    return _left_speaker(text)


def _left_speaker(left: str) -> tuple[int, str] | None:
    """Return the noun phrase before the verb, with the name before an apposition ("A. B., a spokesman for C, said")."""
    left = left[-260:] if len(left) > 260 else left
    trimmed = lexis.ADVERB.sub("", left).rstrip()
    closed = left.rstrip().endswith(",") or (trimmed != left.rstrip() and left[len(trimmed) :].lstrip().startswith(","))
    cuts = [m.end() for m in lexis.CUT.finditer(trimmed)]
    base = cuts[-1] if cuts else 0
    if trimmed.endswith(")"):
        open_at = trimmed.rfind("(")
        base = max((c for c in cuts if c <= open_at), default=0) if open_at > 0 else base
        base = 0 if base == open_at + 1 else base
    segment = trimmed[base:]
    pieces = segment.split(",")
    if closed and len(pieces) >= 2:
        return _appositive(trimmed, base, pieces)
    start = base + len(segment) - len(pieces[-1])
    return _phrase(trimmed, start)


def _appositive(trimmed: str, base: int, pieces: list[str]) -> tuple[int, str] | None:
    for index in range(len(pieces) - 2, -1, -1):
        if re.search(r"[A-Z]", pieces[index].strip()[:1] or "") or lexis.SPEAKER.search(pieces[index]):
            start = base + sum(len(p) + 1 for p in pieces[:index])
            return _phrase(trimmed, start)
        if len(pieces) - index > 3:
            break
    return _phrase(trimmed, base + sum(len(p) + 1 for p in pieces[:-1]))


def _phrase(text: str, start: int) -> tuple[int, str] | None:
    words = text[start:]
    lead = lexis.LEAD.match(words)
    if lead:
        start += lead.end()
        words = text[start:]
    gap = len(words) - len(words.lstrip())
    start, words = start + gap, words.strip().rstrip(",")
    if not words or len(words) > 140 or words.count(" ") > 18:
        return None
    opening = lexis.OPENING.fullmatch(words)
    if opening:
        name = "np" if opening["np"] else "body"
        start, words = start + opening.start(name), opening[name]
    if re.match(r"(?:in|at|on|by|during|after|with|from|to|for|under|i) ", words, re.I) or lexis.CLAUSE.search(words):
        return None
    named = re.search(r"\b[A-Z]", words[1:] if words.split(" ")[0] in ("The", "A", "An", "In") else words)
    if not lexis.SPEAKER.search(words) and (not named or lexis.TAKEN_UP.match(words)):
        return None
    return start, words


def _right_speaker(text: str, end: int) -> tuple[int, str] | None:
    match = re.match(r" (?P<np>[^.;:\"\n]{2,120})", text[end:])
    if not match:
        return None
    words = match["np"]
    if not re.match(
        r"(?:[A-Z]|(?:the|a|an|one|local|two|several|its|their|his|police|residents|officials|witnesses|medics) )",
        words,
    ):
        return None
    if re.match(r"(?:On |In |At |By )", words):
        return None
    source = _trim(words.split(",")[0])
    if not source or not (lexis.SPEAKER.search(source) or re.search(r"\b[A-Z]\w", source)):
        return None
    if _DOES.search(lexis.CUT.compiled.split(words.split(",")[0])[0]):
        return None  # "said army planes on Monday killed nine": what is said, and not who says it
    return end + 1, source


def _trim(words: str) -> str | None:
    words = lexis.CUT.compiled.split(words)[0]
    words = lexis.DATE_TAIL.sub("", words)
    words = lexis.WEEKDAY_TAIL.sub("", words)
    words = re.split(r"\b(?:said|says|were|was|had|has|have|killed|killing|where)\b", words)[0].strip(" ,'")
    return words if 1 < len(words) <= 110 else None


def _target(text: str, match: re.Match[str]) -> str | None:
    hit = lexis.TARGET.match(text, match.end())
    words = hit["np"].strip() if hit else ""
    return words if len(words) > 1 else None
