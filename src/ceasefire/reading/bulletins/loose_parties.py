"""Whose count a number of a sentence is: who is named before it, who issues the bulletin, or whose cases it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.loose_sentences import Sentence, is_of_cases, segments
from ceasefire.reading.bulletins.name_forms import PLACES
from ceasefire.reading.bulletins.sides import gap
from ceasefire.reading.bulletins.word_items import CONFIRMING, PROVED, TOLD, Item
from ceasefire.reading.lexicon.gazetteer_names import KnownName

_TOGETHER: Final = frozenset(("party", "conj", "comma", "none", "neither"))
_HEAD: Final = 4
_NOUN: Final = 5
"""Letters by which a body's noun is known in any of its forms."""
_LEAD: Final = 2
"""Lines of the head; of these, those in which whoever is named first issues."""
_WHICH: Final = 4
"""Characters of "that" between cases and who reported them at least."""
_OWNED: Final = 40
"""Characters between whose the cases are and these at most, where the name itself says so."""
_AGENT: Final = 4
"""Items between a number and who is told before it to count at most."""
_NEAR: Final = 4
"""Characters between cases and whose they are at most."""
_FORCES: Final = 8
"""Characters between a party and the word for its forces at most."""
_WHO: Final = ("party", "own")
_OWNS: Final = ("party", "owner")
_SEVERAL: Final = 2
_PIECE: Final = ("comma", "conj", "turn", "semi")
_BODIES: Final = frozenset(("body", "monitor"))
_OPENS: Final = frozenset(("comma", "conj", "turn", "colon", "break", "semi", "since", "date", "dash", "yesterday"))


class Speakers(msgspec.Struct, frozen=True):
    """Who is known, and who issues the bulletin."""

    known: frozenset[str]
    issuer: str | None
    sides: tuple[str, ...] = ()
    takes_sides: bool = False
    """Whether the issuer is a party, so that another's cases are those that it did, and not those that it counts."""

    nouns: dict[str, str] = {}
    """The bodies by the first letters of the nouns that none but they have in their names."""

    def of(self, item: Item) -> str | None:
        """Return the party of an item; the issuer for "we" and for bodies that are not known by name, as long as one is known."""
        if item.value in self.known:
            return item.value
        told = (self.nouns.get(word[:_NOUN]) for word in folded(item.value)[0].split())
        return next((name for name in told if name), self.issuer or item.value or None)


def speakers(pieces: list[Sentence], names: Sequence[KnownName]) -> Speakers:
    """Return who is known and who issues: the first body named in the head, else the first party there."""
    kinds = {name.name: name.kind for name in names if name.kind not in PLACES}
    told = [i.value for s in pieces for i in s.items if i.kind == "party"]
    parties = tuple(name for name, kind in kinds.items() if kind not in _BODIES)
    spoken = dict.fromkeys(_named(pieces))
    sides = parties if len(parties) == 2 else tuple(value for value in spoken if value in parties)
    issuer = _issuer(pieces, kinds)
    known = frozenset(kinds) or frozenset(told)
    takes_sides = kinds.get(issuer or "") not in (None, *_BODIES)
    return Speakers(known, issuer, sides if len(sides) == 2 else (), takes_sides, _nouns(tuple(names)))


@lru_cache(maxsize=32)
def _nouns(names: tuple[KnownName, ...]) -> dict[str, str]:
    """Return the bodies by the first letters of the words that they alone have in their names."""
    owners: dict[str, set[str]] = {}
    bodies = {name.name for name in names if name.kind in _BODIES}
    for name in names:
        for word in folded(" ".join(name.spellings))[0].split() if name.kind not in PLACES else ():
            owners.setdefault(word[:_NOUN], set()).add(name.name)
    return {
        word: next(iter(held))
        for word, held in owners.items()
        if len(word) == _NOUN and len(held) == 1 and held <= bodies
    }


def _named(pieces: list[Sentence]) -> list[str]:
    return [i.value for s in pieces for i in s.items if i.kind in ("party", "owner")]


def _issuer(pieces: list[Sentence], kinds: dict[str, str]) -> str | None:
    """Return who issues: named in the first two lines, else a body named in the head, foot or text, else the first party."""
    lead = _named([s for s in pieces if s.line < _LEAD])
    ends = [*_named([s for s in pieces if s.line < _HEAD]), *_named(pieces[-1:])]
    bodies = [value for value in (*ends, *_named(pieces)) if kinds.get(value) in _BODIES]
    return next((value for value in (*lead, *bodies, *ends) if value in kinds), None)


def without_accused(items: tuple[Item, ...], who: Speakers) -> tuple[Item, ...]:
    """Return items without words for forces and without the parties that are told to have broken the truce: these count nothing."""
    gone: set[int] = set()
    for at, item in enumerate(items):
        if item.kind == "accused" and _is_party(items, at + 1):
            gone.add(at + 1)
        if item.kind == "accused_after" and _is_party(items, at - 1):
            gone.add(at - 1)
        if item.kind == "broke":
            gone |= _breaker(items, at)
        if item.kind == "cases" and item.value != TOLD:
            gone |= _doer(items, at, who)
        if item.kind == "forces":
            gone |= {at, *_commander(items, at, who)}
    return tuple(i for n, i in enumerate(items) if n not in gone) if gone else items


def _doer(items: tuple[Item, ...], at: int, who: Speakers) -> set[int]:
    """Return where the party stands that did the cases of a word, "cases by B", or, as another party says, "B's cases"."""
    if any(i.kind in CONFIRMING for i in items):
        return set()
    if [i.kind for i in items[at + 1 : at + 3]] == ["by", "party"] and gap(items[at], items[at + 1]) < _NEAR:
        return {at + 2}
    if not who.takes_sides:
        return set()
    beside = (n for n in (at - 1, at + 1) if 0 <= n < len(items) and _are_of(items[n], items[at]))
    return {n for n in beside if items[n].value != who.issuer}


def _are_of(party: Item, cases: Item) -> bool:
    """Say whether a party tells whose cases they are; other words may stand between them behind one that owns them."""
    if party.kind == "owner" or party.possessor:
        return gap(party, cases) < (_OWNED if party.possessor and party.start < cases.start else _NEAR)
    return False


def _commander(items: tuple[Item, ...], at: int, who: Speakers) -> set[int]:
    """Return where the party stands whose forces are told to have done something, and to have counted nothing."""
    beside = (n for n in (at + 1, at - 1) if 0 <= n < len(items) and items[n].kind in ("party", "owner"))
    party = next((n for n in beside if gap(items[n], items[at]) <= _FORCES), None)
    if party is None or items[party].value == who.issuer or any(i.kind in CONFIRMING for i in items):
        return set()
    tells = {i.kind for i in items[max(0, min(at, party) - 1) : max(at, party) + 2]} & {"registered", "not_registered"}
    return set() if tells else {party}


def _breaker(items: tuple[Item, ...], at: int) -> set[int]:
    """Return where the party stands that broke the truce: right behind its verb, or the last one before that is not who says so."""
    if _is_party(items, at + 1):
        return {at + 1}
    named = [n for n in range(at) if items[n].kind in ("party", "owner")]
    own = next((n for n in range(at - 1, -1, -1) if items[n].kind not in ("num", "times")), 0)
    if own < at and items[own].kind == "own":
        return {own} if any(items[n].kind == "party" for n in named) else set()
    return set() if _only_says_so(items, at, named) else set(named[-1:])


def _only_says_so(items: tuple[Item, ...], at: int, named: list[int]) -> bool:
    """Say whether the last party before a verb tells that the truce was broken and did not break it: a verb of counting is its own."""
    last = named[-1] if named else at
    if any(i.kind == "registered" for i in items[last + 1 : at]):
        return True
    return len(named) == 1 and last > 0 and items[last - 1].kind == "registered"


def _is_party(items: tuple[Item, ...], at: int) -> bool:
    return 0 <= at < len(items) and items[at].kind == "party"


def counter_of(items: tuple[Item, ...], at: int, who: Speakers, carried: str | None) -> str | None:
    """Return whose count a number is."""
    told = _told_by(items, at)
    if told is not None:
        return who.of(items[told])
    before = [n for n in range(at) if items[n].kind in _WHO and _reaches(items, n, at)]
    if not before and [i.kind for i in items[at + 1 : at + 4]] == ["open", "party", "close"]:
        return who.of(items[at + 2])
    opening = [n for n in before if _opens(items, n) and not _follows_subject(items, n)]
    chosen = opening[-1:] or before[:1] or _behind(items, at)
    return who.of(items[chosen[0]]) if chosen else carried


def _told_by(items: tuple[Item, ...], at: int) -> int | None:
    """Return the party that the words around a number themselves give it to."""
    return next((n for find in (_reported_by, _agent_before, _beside) if (n := find(items, at)) is not None), None)


def _beside(items: tuple[Item, ...], at: int) -> int | None:
    """Return the party right beside a number of a list by parties: "22 complaints: 13 from A, from B - 9", "five Bish", "4 cases by A"."""
    if _is_dashed(items, at):
        return at + 2
    if not any(i.kind == "colon" for i in items[:at]) and len({i.value for i in items if i.kind in _OWNS}) < _SEVERAL:
        return None
    before = at - 2 if at > 1 and items[at - 1].kind == "dash" else at - 1
    if before >= 0 and items[before].kind == "owner" and _parts(items, before - 1):
        return before
    return _owner_behind(items, at)


def _is_dashed(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is all of an entry with the dash and party behind it: "9 - B"."""
    dashed = [i.kind for i in items[at + 1 : at + 3]] == ["dash", "party"] and _parts(items, at + 3)
    return dashed and _parts(items, at - 1)


def _owner_behind(items: tuple[Item, ...], at: int) -> int | None:
    """Return the party behind a number and its word for cases, where an entry ends with it: "4 cases by A"."""
    after = at + 1 + (items[at + 1].kind == "cases" if at + 1 < len(items) else 0)
    begun = at - 1 - (at > 1 and items[at - 1].kind == "cases")
    return after if _is_owner(items, after) and _parts(items, after + 1) and _parts(items, begun) else None


def _parts(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a sentence begins, ends or has a break at a place."""
    return not 0 <= at < len(items) or items[at].kind in _OPENS or items[at].kind == "open"


def _is_owner(items: tuple[Item, ...], at: int) -> bool:
    return at < len(items) and items[at].kind in _OWNS and not items[at].possessor


def _agent_before(items: tuple[Item, ...], at: int) -> int | None:
    """Return the party before a number by which it is told to be counted or blamed on others: "we are blamed by X for 8"."""
    before = range(max(1, at - _AGENT), at)
    return next((n for n in before if items[n].kind == "party" and _is_by(items, n) and _reaches(items, n, at)), None)


def _is_by(items: tuple[Item, ...], at: int) -> bool:
    listed = items[at - 1].kind == "by" and any(i.value == TOLD for i in items[at + 1 : at + 2])
    return listed or [i.kind for i in items[max(0, at - 2) : at]] in (["accused", "by"], ["registered", "by"])


def _behind(items: tuple[Item, ...], at: int) -> list[int]:
    """Return where who counts is told behind a number, or whose cases these are."""
    after = [n for n in range(at + 1, len(items)) if items[n].kind in _WHO and _acts(items, n)]
    return after[:1] or [n for n, i in enumerate(items) if i.kind == "owner"][:1]


def is_bracketed(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number stands in brackets behind a party: "in X 5 (A 3, B 2)"."""
    kinds = [i.kind for i in items[:at]]
    return kinds[-1:] == ["party"] and kinds.count("open") > kinds.count("close")


def _reaches(items: tuple[Item, ...], party: int, at: int) -> bool:
    """Say whether a party before a number is not in brackets that end before it."""
    depth = 0
    for item in items[party + 1 : at]:
        depth += (item.kind == "open") - (item.kind == "close")
        if depth < 0:
            return False
    return True


def together(items: tuple[Item, ...]) -> tuple[str, ...]:
    """Return the parties of which a sentence says one thing of all: "neither A nor B reported any"; none of one alone."""
    at = [n for n, i in enumerate(items) if i.kind == "party"]
    between = {i.kind for i in items[at[0] : at[-1] + 1]} if at else set()
    return tuple(items[n].value for n in at) if len(at) > 1 and between <= _TOGETHER else ()


def _reported_by(items: tuple[Item, ...], at: int) -> int | None:
    """Return the party of a clause on the cases behind a number: "of the six that X had reported it accepts four"."""
    end = next((stop for start, stop in segments(items) if start <= at < stop), at)
    if [i.kind for i in items[at + 1 : at + 3]] != ["cases", "party"] or items[at + 2].start - items[
        at + 1
    ].end < _WHICH:
        return None
    return at + 2 if any(i.kind == "registered" for i in items[at + 3 : end]) else None


def _opens(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a party begins a piece of a sentence, with no more than its verb before it."""
    while at and items[at - 1].kind in ("registered", "not_registered"):
        at -= 1
    return not at or items[at - 1].kind in _OPENS


def _follows_subject(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a comma alone parts a party from the one that begins the sentence, its subject: "A, of B's 11 entries"."""
    return [i.kind for i in items[:at]] == ["party", "comma"]


def _acts(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a party behind a number is told as who counts, and not as where: "recorded by", "complaints from"."""
    return not items[at].bare or items[at - 1].kind in ("by", "registered", "cases", "owner", "not_registered")


def confirmer_of(
    items: tuple[Item, ...], verb: int, at: int, who: Speakers, *, verb_last: bool
) -> tuple[str | None, str | None]:
    """Return who confirms or denies a number, and whose counts these are as far as the sentence names them."""
    told = _reporting(items)
    named = [n for n, i in enumerate(items) if i.kind in _WHO and not i.possessor and n not in told]
    if items[verb].value == PROVED:
        return who.issuer, _other(items, (*told, *_owners(items, at), *named), who, who.issuer)
    colon = next((n for n in range(verb, at) if items[n].kind == "colon"), None)
    if colon is not None:
        return _by_head(items, colon, at, who)
    agent = _answers_alone(items, verb, at, named)
    agent = _agent(items, verb, named, verb_last=verb_last) if agent is None else agent
    if agent is not None and _answers_own(items, agent, verb):
        agent = None
    by = who.issuer if agent is None else who.of(items[agent])
    return by, _other(items, (*told, *_owners(items, at), *(n for n in named if n != agent)), who, by)


def _reporting(items: tuple[Item, ...]) -> list[int]:
    """Return where the parties stand that only reported the cases that another answers."""
    return [n for n, i in enumerate(items) if i.kind == "party" and n and is_of_cases(items, n - 1)]


def _answers_own(items: tuple[Item, ...], agent: int, verb: int) -> bool:
    """Say whether a party would answer what it told itself, "A told of nine, of which three were confirmed": somebody else does."""
    between = [i.kind for i in items[agent:verb]]
    told = between.index("num") if "num" in between else 0
    return "registered" in between[: told + 2] and "of_them" in between[told + 1 :]


def _other(items: tuple[Item, ...], at: Iterable[int], who: Speakers, by: str | None) -> str | None:
    """Return the first party at some places that is not who answers."""
    return next((other for other in (who.of(items[n]) for n in at) if other and other != by), None)


def _by_head(items: tuple[Item, ...], colon: int, at: int, who: Speakers) -> tuple[str | None, str | None]:
    """Return who answers, as the head of a list says, and whose cases each entry is of: "confirmed by A: 3 of B"."""
    before = [n for n in range(colon) if items[n].kind in _WHO and not items[n].possessor]
    by = who.of(items[before[-1]]) if before else who.issuer
    piece = next((range(*span) for span in segments(items) if at in range(*span)), range(at, at + 1))
    others = [n for n in piece if items[n].kind in (*_WHO, "owner")]
    owners = [n for n in range(colon) if items[n].possessor or items[n].kind == "owner"]
    return by, _other(items, (*others, *owners), who, by)


def _answers_alone(items: tuple[Item, ...], verb: int, at: int, named: list[int]) -> int | None:
    """Return the party of which a piece without a verb says how many of the same: "A confirmed four, B none"."""
    comma = max((n for n in range(at) if items[n].kind in _PIECE), default=-1)
    alone = [n for n in named if comma < n < at]
    between = {i.kind for i in items[comma + 1 : at]} - {"dash", "turn", "colon", "of", "of_them", "cases", "party"}
    apart = comma > verb or any(i.kind in _PIECE for i in items[at:verb])
    return alone[0] if len(alone) == 1 and apart and not between and items[alone[0]].kind == "party" else None


def _owners(items: tuple[Item, ...], at: int) -> list[int]:
    """Return where it is told whose cases these are, those of a number's own piece of the sentence and nearest to it first."""
    piece = next((range(*span) for span in segments(items) if at in range(*span)), range(0))
    owners = [n for n, i in enumerate(items) if i.kind == "owner" or (i.kind == "party" and i.possessor)]
    return sorted(owners, key=lambda n: (n not in piece, abs(n - at)))


def _agent(items: tuple[Item, ...], verb: int, named: list[int], *, verb_last: bool) -> int | None:
    """Return where the party stands that confirms: the last one before the verb, or one right behind it.

    Where verbs come last it is the one that begins its piece of the sentence, for others say whose the cases are.
    """
    if verb + 1 in named and (items[verb + 1].kind == "own" or _begins_piece(items, verb)):
        return verb + 1
    behind = [n for n in named if n > verb and _is_agent(items, verb, n)]
    by = [n for n in behind if items[n - 1].kind == "by"]
    before = [n for n in named if n < verb and _may_confirm(items, n, verb_last=verb_last)]
    return next(iter((*by[:1], *before[-1:], *behind[:1], *(_at_ends(items, verb, named) if verb_last else ()))), None)


def _at_ends(items: tuple[Item, ...], verb: int, named: list[int]) -> list[int]:
    """Return where who is whose begins a sentence, "X's officer", or stands right before its last verb."""
    officer = items[0].kind == "owner" and [i.kind for i in items[1:2]] not in (["cases"], ["genitive"])
    return [*([0] if officer else []), *(n for n in named if n == verb - 1)]


def _begins_piece(items: tuple[Item, ...], verb: int) -> bool:
    """Say whether a verb right before its subject begins a piece of a sentence: "while confirmed B none"."""
    return verb > 0 and items[verb - 1].kind in _PIECE


def _may_confirm(items: tuple[Item, ...], at: int, *, verb_last: bool) -> bool:
    """Say whether a party before a verb of confirming may be its subject, and is not told as whose the cases are."""
    if at and (items[at - 1].kind == "by" or (items[at - 1].kind == "of" and items[at].bare)):
        return False
    if items[at].kind == "own" and [i.kind for i in items[at + 1 : at + 3]] == ["registered", "num"]:
        return False
    return not verb_last or (not _follows_subject(items, at) and (_opens(items, at) or not items[at].bare))


def _is_agent(items: tuple[Item, ...], verb: int, at: int) -> bool:
    """Say whether a party behind a verb is who did it: no other number or verb of confirming stands between."""
    return not any(i.kind in ("num", *CONFIRMING) for i in items[verb + 1 : at])
