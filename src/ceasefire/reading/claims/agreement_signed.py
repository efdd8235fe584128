"""Papers that no list knows by their name, and that are agreements because two sign them: "initialled the Orchard Tables"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.frames import Mention, Voice
from ceasefire.reading.frames.analysis import Span
from ceasefire.reading.mentions.sentence import Sentence

_SIGNED: Final = frozenset(lemma for lemma, status in lexis.STATUSES.items() if status in ("signed", "initialled"))
_MADE: Final = _SIGNED | {"agree", "adopt", "conclude", "ratify"}
_QUOTED: Final = re.compile(r'(?:the |an? |their |this |that )?(?:so-called )?"(?P<name>[^"]{3,40})"', re.I)
_TITLE: Final = re.compile(r"(?:the|an?|their) (?P<name>(?:[A-Z][\w'-]+ ){1,4}[A-Z][\w'-]+)")
_TITLE_BEFORE: Final = re.compile(
    r"\b[Tt]he (?P<name>(?:[A-Z][\w'-]+ ){1,4}[A-Z][\w'-]+),? (?:(?:which|that) (?:was|were) )?$"
)
_PLAIN: Final = re.compile(
    r"(?:(?:the|an?|their|this|that|one|two|three) )?(?P<name>(?:[\w-]+ ){0,4}?[a-z-]{3,})(?= (?:of|on|for|about|that|which|by)\b|$)"
)
_TWO: Final = re.compile(
    r"\b(?:both|two|sides|parties|all|they|armies|governments|delegations|commanders|generals|elders|ministers|negotiators|envoys|leaders|we|pair|and)\b",
    re.I,
)


def things_signed(sentence: Sentence, known: tuple[Pact, ...]) -> tuple[Pact, ...]:
    """Return the known agreements of a sentence with the papers that two are told to have signed, in order."""
    more = [_paper(sentence, m, known) for m in sentence.analysis.of("agreement") if m.part == "verb" and m.is_fact]
    fresh = {p.start: p for p in more if p}
    kept = (k for k in known if not any(p.start <= k.start and k.end <= p.end for p in fresh.values()))
    return tuple(sorted((*kept, *fresh.values()), key=lambda p: p.start)) if fresh else known


def _paper(sentence: Sentence, mention: Mention, known: tuple[Pact, ...]) -> Pact | None:
    passive = mention.voice is Voice.PASSIVE
    span, doer = (mention.subject, mention.by) if passive else (mention.object, mention.subject)
    name = _named(sentence, mention, span) or (_thing(sentence, mention, span, doer) if span else None)
    if name is None or any(
        p.start < name[1] and name[0] < p.end and not name[0] <= p.noun < p.end <= name[1] for p in known
    ):
        return None
    words = sentence.text[slice(*name)]
    first = span[0] if span and span[0] <= name[0] < span[1] + 2 else name[0]
    return Pact(start=first, noun=name[0], end=name[1], words=words, definite=False, head=words)


def _named(sentence: Sentence, mention: Mention, span: Span | None) -> Span | None:
    """Return the words of a paper that is told by its name, in quotes or in capitals."""
    quoted = _QUOTED.match(sentence.text, span[0]) if span else None
    if quoted and lexis.ACTS.get(mention.frame.name) is Act.MADE:
        return quoted.span("name")
    if mention.lemma not in _MADE:
        return None
    title = _TITLE_BEFORE.search(sentence.text, 0, mention.trigger[0])
    if title is None and span is not None and mention.lemma in _SIGNED:
        title = _TITLE.match(sentence.text, span[0])
    return title.span("name") if title and _is_paper(sentence, title.span("name")) else None


def _thing(sentence: Sentence, mention: Mention, span: Span, doer: Span | None) -> Span | None:
    """Return the words of a paper without a name where two or more sign it."""
    if mention.lemma not in _SIGNED or doer is None or not _TWO.search(sentence.text, *doer):
        return None
    plain = _PLAIN.match(sentence.text, *span)
    return plain.span("name") if plain and _is_paper(sentence, plain.span("name")) else None


def _is_paper(sentence: Sentence, span: Span) -> bool:
    """Return whether words name no body and no place, and nothing that is signed in other matters: a law, a contract."""
    others = (*((s, e) for s, e, _ in sentence.actors), *((p.start, p.end) for p in sentence.places))
    head = sentence.text[slice(*span)].rsplit(" ", 1)[-1].lower()
    return head not in lexis.SIGNED_ELSEWHERE and not any(e >= span[1] and s < span[1] for s, e in others)
