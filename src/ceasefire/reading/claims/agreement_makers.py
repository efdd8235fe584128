"""Who made an agreement, and who only mediated it."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.frames import Mention, Voice
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence

_MEDIATED_BY: Final = re.compile(
    r"\b(?:(?:mediated|brokered|facilitated|witnessed|hosted|sponsored|negotiated|overseen|chaired|convened|organi[sz]ed)"
    r" by|(?:help|mediation|support"
    r"|assistance|facilitation|auspices|good offices|supervision) of|mediators?|mediation by) (?:the )?(?P<np>[^,.;]{3,80})",
    re.I,
)
_MEDIATED_ADJ: Final = re.compile(
    r"\b(?P<np>(?:[A-Z][\w.]+(?:-| and |, )?){1,4})-?(?:brokered|mediated|sponsored|led)\b"
    r"(?! (?:[\w-]+ )?(?:coalition|alliance|forces?|government|militias?|rebels?|groups?|army|bloc|troops|fighters|front)\b)"
)
_TOLD_BY: Final = frozenset(("announce", "make public", "publish", "release"))
"""Verbs whose agent may only tell of an agreement of others."""
_MEDIATES: Final = frozenset(("broker", "mediate", "facilitate"))
_LEADS: Final = frozenset(("pave the way for", "clear the way for", "open the way to"))
"""Verbs whose subject is what came before an agreement, and not who made it."""
_BETWEEN: Final = re.compile(
    r" (?:\w+ ){0,4}?(?:between|among|involving) (?P<np>.{5,160}?)(?=,? (?:has|have|had|was|were|is|are|will|would"
    r"|that|which|who|in|at|on|to|for|after|under|since|from|began|took|entered|came|expired?s?|signed|reached|agreed"
    r"|brokered|mediated|covering|begins|starts|held|went|goes|remains|ended|collapsed)\b|[.;:]|$)"
)
_SPLIT: Final = re.compile(r",? and (?:with )?|, (?:and )?|,? as well as |,? together with | & ")
_LEADING: Final = re.compile(
    r"^(?:(?:[Tt]he|[Aa]n?|[Bb]oth|[Aa]ll|[Ii]ts|[Tt]heir|his|[Tt]his|[Tt]hese|two|three|four|rival|warring|former"
    r"|besides|with|which|that|new|paramilitary|(?:Two|Three|Four|Five)(?= [a-z])) )+"
)
_ALIAS: Final = re.compile(r"\s*\((?P<short>[A-Z][A-Z0-9-]{1,9})\)$")
_OFFICE_OF: Final = re.compile(
    r"(?:(?:foreign|defen[cs]e|prime|interior) )?(?:presidents?|ministers?|chiefs? of staff|leaders?|heads?|generals?"
    r"|officers?|envoys?|delegations?|representatives?|commanders?|governments?|officials?) (?:of|from|for) (?:the"
    r" )?(?P<body>[A-Z].*)"
)
_ON_A_DAY: Final = re.compile(r" (?:on|late|early|in|last|this) [A-Z]\w*day\b.*$")
_NO_NAME: Final = re.compile(
    r"\d|\b(?:which|who|that|had|have|has|was|were|said|talks|meeting|agreement|deal|days?|weeks?|months?|hours?|years?|text|document|offices|help|support|mediation|assistance)\b",
    re.I,
)
_NAME: Final = r"(?:[A-Z][\w'.-]*(?<!\.)|rebels?|government|army|armed|opposition|forces?|groups?|military|movement|front|guerrillas?)"
_RUN: Final = rf"(?:[Tt]he )?{_NAME}(?:(?: of(?: the)?)? {_NAME})*(?: \([A-Z-]{{2,8}}\))?"
_JOINED_AFTER: Final = re.compile(rf"(?: \([A-Z-]{{2,8}}\))?(?:(?:,| and|, and) {_RUN})*(?=[ ,.;]|$)")
_JOINED_BEFORE: Final = re.compile(rf"(?:{_RUN}, )*{_RUN},? and (?:the )?$")
_IN_FRONT: Final = re.compile(
    rf"(?:^|, |\bthat )(?P<who>{_RUN}(?:, {_RUN})*,? and {_RUN}) (?:ha[sd] |have )?(?:\w+ly )?$"
)
_COLOURLESS: Final = frozenset(
    (
        "the",
        "a",
        "all",
        "warring",
        "rival",
        "opposing",
        "former",
        "conflicting",
        "other",
        "concerned",
        "of",
        "their",
        "these",
        "those",
        "fighting",
        "four",
        "five",
        "same",
        "main",
        "guarantor",
    )
)
_NOBODY: Final = _COLOURLESS | {
    "effect",
    "and",
    "telephone",
    "phone",
    "radio",
    "letter",
    "exchange of letters",
    "video",
    "one",
    "group",
    "we",
    "i",
    "he",
    "she",
    "you",
    "nobody",
    "none",
}
_COMMENTS: Final = re.compile(
    r"(?:'s [\w ]{3,30})?,? (?:ha(?:ve|s|d) |both |all |also |jointly |again |\w+ly ){0,3}"
    r"(?:welcom|reaffirm|hail|prais|commend|urg|call(?:ed|s)? (?:on|for)|condemn|express|support|back(?:ed|s)"
    r"|applaud|salut|congratulat|appeal|reiterat|encourag"
    r"|broker|mediat|facilitat|host|offer|voic|endors|not(?:ed|es)\b|stress|underlin|guarantee|monitor|supervis|observ)"
)
"""What those do behind whose names it stands who are no party to the pact."""
_MEDIATED: Final = re.compile(
    r"\b(?:(?:broker|mediat|facilitat|host|supervis|monitor|sponsor|guarantee|witness|oversee|convene"
    r"|verifi|welcom|hail)\w*|auspices|supervision|mediation|presence) (?:by|of) (?:the )?$"
)
_NAMES_IN_ROW: Final = re.compile(r"(?:'s)?(?:,| and|, and|,? the|,? and the)? ?")


def makers_of(sentence: Sentence, pact: Pact | None, tellings: list[Telling]) -> tuple[str, ...]:
    """Return the parties of an agreement: those of "between X and Y", else the doers of what made it.

    Mediators are left out. Where only "the parties" or "both sides" stand there, they are those that the text named last.
    """
    mediators = mediators_of(sentence, tellings)
    between = _BETWEEN.match(sentence.text, pact.end) if pact else None
    spans = [between.span("np")] if between else [s for t in tellings for s in _doers(sentence, t)]
    found = dict.fromkeys(name for span in spans for name in _parties(sentence, *span))
    makers = tuple(name for name in found if name not in mediators)
    if makers:
        if len(makers) > 1:
            sentence.thread.parties = makers
        return makers
    generic = any(_is_generic(sentence.text[s:e]) for s, e in spans)
    return sentence.thread.parties if generic else ()


def parties_named(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """Return the bodies that words name; for "the parties" those that the text named last."""
    names = tuple(dict.fromkeys(_parties(sentence, start, end)))
    return sentence.thread.parties if not names and _is_generic(sentence.text[start:end]) else names


def learn_parties(sentence: Sentence) -> None:
    """Keep two or more known bodies that are named in a row, for "the parties" of later sentences."""
    row: list[str] = []
    first = last = -1
    for start, end, name in sentence.actors:
        joined = bool(row) and _NAMES_IN_ROW.fullmatch(sentence.text[last:start]) is not None and start > last + 1
        row, first = ([*row, name], first) if joined else ([name], start)
        last = end
        beside = _COMMENTS.match(sentence.text, end) or _MEDIATED.search(sentence.text[:first])
        if len(set(row)) > 1 and not beside:
            sentence.thread.parties = tuple(dict.fromkeys(row))


def mediators_of(sentence: Sentence, tellings: list[Telling]) -> tuple[str, ...]:
    """Return the bodies that a sentence names as mediators, brokers or hosts of an agreement."""
    spans = [m.span("np") for pattern in (_MEDIATED_BY, _MEDIATED_ADJ) for m in pattern.finditer(sentence.text)]
    known = [name for s, e in spans for b, _, name in sentence.actors if s <= b < e]
    brokers = [s for t in tellings if t.lemma in _MEDIATES and t.mention for s in _brokers(sentence, t, t.mention) if s]
    return tuple(dict.fromkeys([*known, *(name for s in brokers for name in _parties(sentence, *s))]))


def _brokers(sentence: Sentence, telling: Telling, mention: Mention) -> list[tuple[int, int] | None]:
    active = mention.voice is Voice.ACTIVE and not (telling.pact and telling.pact.end <= mention.trigger[0])
    by = _whole(sentence, mention, mention.by) if mention.by else None
    return [mention.subject if active else None, by, telling.who]


def _doers(sentence: Sentence, telling: Telling) -> list[tuple[int, int]]:
    """Return the spans of who made it: the subject of the active, the agent of the passive, and who stands with them."""
    mention = telling.mention
    if mention is None or telling.told_only or mention.lemma in _MEDIATES | _LEADS:
        return []
    if telling.who:
        return [telling.who]
    spans = _spans(telling, mention)
    if spans[:1] == [None] and mention.voice is Voice.ACTIVE and mention.part == "verb":
        before = _IN_FRONT.search(sentence.text[: mention.trigger[0]])
        spans = [before.span("who") if before else None, *spans[1:]]
    return [_whole(sentence, mention, span) for span in spans if span]


def _spans(telling: Telling, mention: Mention) -> list[tuple[int, int] | None]:
    pact = telling.pact
    if telling.act is Act.STARTS and _takes(mention, pact):
        return [mention.subject]
    if telling.act not in (Act.MADE, Act.EXTENDED):
        return []
    if mention.part == "noun" or mention.voice is Voice.PASSIVE:
        if mention.lemma in _TOLD_BY:
            return [mention.after("between", "with")]
        return [mention.by, mention.after("between", "with")]
    by = mention.by or mention.after("by")
    if pact and mention.subject and (pact.noun < mention.subject[1] or pact.end <= mention.trigger[0]):
        return [by]
    return [mention.subject or by, mention.after("with")]


def _takes(mention: Mention, pact: Pact | None) -> bool:
    """Return whether an agreement is the object of a verb: "the two began a truce"."""
    return bool(pact and mention.object and mention.object[0] <= pact.noun < mention.object[1])


def _whole(sentence: Sentence, mention: Mention, span: tuple[int, int]) -> tuple[int, int]:
    """Return a span with what is joined to it: "Y" of "X, Y and Z" reaches back to X and on to Z, with "(ABC)" behind a name."""
    start, end = span
    stop = mention.trigger[0] if end <= mention.trigger[0] else len(sentence.text)
    more = _JOINED_AFTER.match(sentence.text, end, stop)
    before = _JOINED_BEFORE.search(sentence.text[:start])
    return (before.start() if before else start, more.end() if more else end)


def _parties(sentence: Sentence, start: int, end: int) -> list[str]:
    """Return the bodies of a list in the text: known ones by their names, others in the text's words."""
    text = sentence.text[start:end]
    names: list[str] = []
    at = 0
    for piece in [*_SPLIT.finditer(text), None]:
        stop = piece.start() if piece else len(text)
        name = _party(sentence, start + at, text[at:stop])
        if name:
            names.append(name)
        at = piece.end() if piece else stop
    return names


def _party(sentence: Sentence, start: int, words: str) -> str | None:
    """Return who the words of a list's item name: by its short name, as it is known, by its office, or in the text's words."""
    lead = _LEADING.match(words)
    bare = _ON_A_DAY.sub("", words[lead.end() if lead else 0 :]).strip(" ,;:'\"")
    core = bare.removesuffix("'s")
    alias, office = _ALIAS.search(bare), _OFFICE_OF.fullmatch(core)
    if alias:
        return alias["short"]
    end = start + len(words)
    known = next((n for s, e, n in sentence.actors if start <= s and e <= end and sentence.text[s:e] == core), None)
    person = next((n for s, _, n in sentence.people if start <= s < end), None)
    return known or (office["body"] if office else None) or person or (bare if _is_name(core) else None)


def _is_name(words: str) -> bool:
    """Return whether words can name a body: few, without a number or a verb, and not only "the two sides"."""
    if not words or len(words) > 60 or len(words.split()) > 7 or words.lower() in _NOBODY or find_rounds(words):
        return False
    papers = words.islower() and lexis.NOUN.search(words)
    return not papers and not _is_generic(words) and not _NO_NAME.search(words)


def _is_generic(words: str) -> bool:
    """Return whether words name nobody: "the two sides", "they", "all warring parties"."""
    bare = re.sub(r"^\w+ (?:of|from) (?=both|all|the (?:two|three|four|parties|sides))", "", words.strip(" ,").lower())
    found = re.split(r"[ -]", bare.split(" of the ")[0])
    return (
        bool(found)
        and found[-1] in lexis.PARTIES
        and all(word in lexis.PARTIES or word in _COLOURLESS for word in found)
    )
