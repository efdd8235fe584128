"""Items of a bulletin that keeps to no set form, in sentences; each knows its line and paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.bulletins.word_items import CONFIRMING, Item, Stretch

FAMILIES: Final = (
    *("cases", "explosions", "settlements", "formations", "agreements"),
    *("humanitarian", "posts", "checkpoints", "tonnes", "people"),
)
"""Kinds of words for what is counted."""
VERBS: Final = (*CONFIRMING, "registered", "not_registered")
PARTING: Final = frozenset(("comma", "conj", "turn", "colon", "open", "close", "dash", "break"))
"""Kinds of words and marks that part one count from the next."""
_TOLD: Final = ("num", "base")
_LONGEST: Final = 160
"""Items of a sentence at most; a longer one is read in pieces."""
_NUMBERING: Final = re.compile(r"[.)]\s")
_BULLET: Final = re.compile(r"[ ]*[-*•·▪◦]\s")


class Sentence(Stretch, frozen=True):
    """The items of a sentence or of an entry of a list; `bullet`: it is one, `ends_open`: a list follows its colon."""

    line: int
    paragraph: int
    bullet: bool = False

    @property
    def ends_open(self) -> bool:
        """Say whether the sentence ends on a colon."""
        return self.items[-1].kind == "colon"


def sentences(items: list[Item], plain: str) -> list[Sentence]:
    """Return items in sentences: cut at stops, semicolons and the ends of lines."""
    found: list[Sentence] = []
    held: list[Item] = []
    line, paragraph, began = 0, 0, 0
    for item in (*items, Item("stop", "\n", len(plain), len(plain))):
        if item.kind in ("stop", "semi") or item.value == "\n" or len(held) >= _LONGEST:
            if told := _told(held, plain):
                found.append(Sentence(tuple(told), line, paragraph, bool(_BULLET.match(plain, began))))
            held = []
            if item.kind not in ("stop", "semi") and item.value != "\n":
                held.append(item)
            if item.value == "\n":
                paragraph += plain[item.end :].startswith("\n")
                line, began = line + 1, item.end
        else:
            held.append(item)
    return _headed(found, plain)


def _headed(found: list[Sentence], plain: str) -> list[Sentence]:
    """Return sentences in which the place that heads a line, "X: A 4; B 2", stands before each of its pieces that names none."""
    out: list[Sentence] = []
    head: tuple[Item, ...] = ()
    for n, sentence in enumerate(found):
        goes_on = (
            n
            and sentence.line == found[n - 1].line
            and ";" in plain[found[n - 1].items[-1].end : sentence.items[0].start]
        )
        if not goes_on:
            head = sentence.items[:2] if [i.kind for i in sentence.items[:2]] == ["place", "colon"] else ()
        elif head and not sentence.has("place", "total", "since"):
            sentence = msgspec.structs.replace(sentence, items=(*head, *sentence.items))
        out.append(sentence)
    return out


def _told(held: list[Item], plain: str) -> list[Item]:
    """Return the items of a sentence without the number or dash that begins an entry of a list."""
    if held and held[0].kind == "num" and _NUMBERING.match(plain, held[0].end) and _begins_line(held[0], plain):
        held = held[1:]
    while held and held[0].kind in ("dash", "close", "comma"):
        held = held[1:]
    return held


def _begins_line(item: Item, plain: str) -> bool:
    return not plain[max(0, plain.rfind("\n", 0, item.start)) : item.start].strip()


def segments(items: tuple[Item, ...]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence between marks and words that part counts, as first and last index."""
    start = 0
    for at, item in enumerate(items):
        if item.kind in PARTING:
            yield start, at
            start = at + 1
    yield start, len(items)


def governing(items: tuple[Item, ...], *, verb_last: bool) -> dict[int, int]:
    """Return for each place in a sentence the verb that governs it: of its own piece, else of the piece beside it."""
    head = _head_of_answers(items)
    if head is not None:
        return dict.fromkeys(range(head, len(items)), head)
    found: dict[int, int] = {}
    verbs = [n for n, i in enumerate(items) if i.kind in VERBS and not is_of_cases(items, n)]
    for start, end in segments(items):
        inside = [n for n in verbs if start <= n < end]
        other = _beside(items, verbs, start, end, verb_last=verb_last)
        for n in range(start, end):
            own = min(inside, key=lambda v: _rank(items[v], v, n, verb_last=verb_last), default=other)
            own = next(v for v in inside if v > n) if verb_last and _two_counts(items, inside, n) else own
            if own is not None:
                found[n] = own
    return found


def is_of_cases(items: tuple[Item, ...], verb: int) -> bool:
    """Say whether a verb only says who reported the cases that another verb answers: "confirmed 2 of the 8 reported by B"."""
    if items[verb].kind != "registered" or not any(i.kind in CONFIRMING for i in items):
        return False
    behind = [i.kind for i in items[verb + 1 : verb + 3]]
    before = items[verb - 1] if verb else items[verb]
    if before.kind == "of" or _is_clause_on_cases(before, behind):
        return True
    if any(i.kind in CONFIRMING for i in items[verb:]):
        return _is_told_of_one(items, verb, before, behind)
    return before.kind in _TOLD


def _is_clause_on_cases(before: Item, behind: list[str]) -> bool:
    """Say whether a verb stands between cases and their party, "cases reported by B", or behind the word that answers them."""
    if before.kind in ("cases", "genitive"):
        return behind[:1] == ["party"] or behind == ["by", "party"]
    return before.kind in CONFIRMING and behind == ["party", "num"]


def _is_told_of_one(items: tuple[Item, ...], verb: int, before: Item, behind: list[str]) -> bool:
    """Say whether a verb before the answer belongs to a count of its own: "B's reported 8", or "of 8 reported B confirmed 2"."""
    if before.kind not in _TOLD:
        return _owns(before) and behind[:1] == ["num"]
    told = next((i.kind for i in items[verb + 1 :] if i.kind in ("num", "none", *CONFIRMING)), "")
    return behind[:1] == ["party"] and told == "num"


def _owns(item: Item) -> bool:
    return item.possessor or item.kind in ("owner", "own")


def _head_of_answers(items: tuple[Item, ...]) -> int | None:
    """Return the word of confirming that heads a list, "confirmed: 3 of A, 1 of B", with no other in the sentence."""
    colon = next((n for n, i in enumerate(items) if i.kind == "colon"), 0)
    answers = [n for n, i in enumerate(items) if i.kind in CONFIRMING]
    counted = any(i.kind in ("num", "none", "place") for i in items[:colon])
    return answers[0] if len(answers) == 1 and answers[0] < colon and not counted else None


def _two_counts(items: tuple[Item, ...], verbs: list[int], number: int) -> bool:
    """Say whether a verb behind a number has another number behind it, and a verb of its own for that."""
    after = [v for v in verbs if v > number]
    return len(after) > 1 and any(i.kind == "num" for i in items[after[0] : after[-1]])


def _rank(verb: Item, at: int, number: int, *, verb_last: bool) -> tuple[bool, int]:
    """Return how far a verb of its piece is from governing a number: the last one before it governs, or the one that ends the piece."""
    return (verb.kind not in CONFIRMING if verb_last else at > number), abs(at - number)


def _beside(items: tuple[Item, ...], verbs: list[int], start: int, end: int, *, verb_last: bool) -> int | None:
    """Return the verb before or after a piece that has none; one of confirming reaches back over an "and" alone."""
    before, after = [n for n in verbs if n < start], [n for n in verbs if n >= end]
    if verb_last:
        return next(iter((*after[:1], *before[-1:])), None)
    if not before and after[:1] == [end + 1] and items[end].kind == "conj" and _ends(items, end + 1):
        return end + 1
    return next(iter((*before[-1:], *(n for n in after[:1] if items[n].kind not in CONFIRMING))), None)


def _ends(items: tuple[Item, ...], verb: int) -> bool:
    """Say whether no number follows a verb: "nine of these were visited and confirmed"."""
    return not any(i.kind in ("num", "none", "rest") for i in items[verb + 1 :])


def with_us(items: list[Item], plain: str, we: str) -> list[Item]:
    """Return items with an own word before each verb whose form says "we"."""
    form = re.compile(rf"(?:{we})$") if we else None
    out: list[Item] = []
    for item in items:
        if form is not None and item.kind in (*VERBS, "broke") and form.search(plain, item.start, item.end):
            out.append(Item("own", "", item.start, item.start))
        out.append(item)
    return out
