"""Who takes part: persons with their titles, states, bodies and armed groups."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.mentions import person_words as lexis
from ceasefire.reading.mentions.names import Name


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a text, by the name without title; `titled` when a title stands before it."""

    start: int
    end: int
    name: str
    titled: bool


def find_people(text: str, names: tuple[Name, ...]) -> tuple[Person, ...]:
    """Find persons in a folded sentence.

    A run of capitalised words counts when what is left after titles and known names has two words or more and none of
    them belongs to bodies, places or the calendar; a single word counts only straight after a title.
    """
    found = []
    taken = [(n.start, n.end) for n in names]
    for match in lexis.RUN.finditer(text):
        hit = _person(text, match, taken)
        if hit:
            found.append(hit)
    return tuple(found)


def _person(text: str, match: re.Match[str], taken: list[tuple[int, int]]) -> Person | None:
    if " " not in match[0] and match[0].lower() in lexis.FUNCTION:
        return None
    words = [(m.start() + match.start(), m[0]) for m in lexis.WORD.finditer(match[0])]
    before = lexis.LAST_WORD.search(text[max(0, match.start() - 22) : match.start()])
    titled = before is not None and before[1] in lexis.TITLES
    last = max((i for i, (_, w) in enumerate(words) if w.lower().rstrip(".,") in lexis.TITLE_WORDS), default=-1)
    if last >= 0:
        titled, words = True, words[last + 1 :]
    while words and words[0][1].isupper() and len(words[0][1]) > 1 and words[0][1][-1] != ".":
        words.pop(0)
    while words:
        start, word = words[0]
        low = word.lower().rstrip(".,")
        low = low.removesuffix("'s")
        in_name = any(s <= start < e for s, e in taken)
        if (
            low in lexis.TITLE_WORDS
            or in_name
            or low in lexis.FUNCTION
            or ("-" in low and low.split("-")[0] in lexis.TITLE_WORDS)
        ):
            titled = titled or low in lexis.TITLE_WORDS
            words.pop(0)
            continue
        break
    if not words:
        return None
    lows = [w.lower().rstrip(".,").removesuffix("'s") for _, w in words]
    start, end = words[0][0], words[-1][0] + len(words[-1][1])
    if any(low in lexis.ORG_WORDS for low in lows) or any(start < e and s < end for s, e in taken):
        return None
    if (len(words) < 2 and not titled) or any(w.isupper() and len(w) > 2 for _, w in words):
        return None
    name = text[start:end].rstrip(".,").removesuffix("'s")
    return Person(start=start, end=start + len(name), name=name, titled=titled) if len(name) > 2 else None


def find_actors(names: tuple[Name, ...], text: str) -> tuple[tuple[int, int, str], ...]:
    """Find states and bodies that act in a folded sentence, as (start, end, canonical name).

    A state counts by its name or its adjective, but not where the text only puts something in it ("in Russia").
    """
    found = []
    for name in names:
        kind = name.entry.kind
        before = text[max(0, name.start - 18) : name.start].lower()
        if before.endswith(("all-", "intra-", "anti-", "pro-", "inter-")):
            continue
        if name.is_actor and kind != "outlet":
            found.append((name.start, name.end, name.entry.name))
        elif kind == "demonym" or kind == "country":
            if kind == "country" and re.search(
                r"\b(?:in|across|near|inside|throughout|on|into|of|for|to|over|southern|northern|eastern"
                r"|western) (?:the )?$",
                before,
            ):
                continue
            after = text[name.end : name.end + 22].lower()
            if kind == "demonym" and re.match(
                r"[ -](?:capital|conflict|crisis|city|border|town|province|war|people|soil|territory|civil"
                r"|village|issue|peace|cities|refugees|resort|island|port)",
                after,
            ):
                continue
            found.append((name.start, name.end, name.entry.name))
    return tuple(found)
