"""Whose word counts, restated: plain sets, and loops until nothing is added. Slow, and beside the code in every test."""

from collections.abc import Iterable, Mapping

from ceasefire.parties.authority import Seen
from ceasefire.vocabulary.charters import Acceptance, Charter

Said = tuple[str, int, tuple[str, ...]]
"""A statement: its ledger, its position there, what it cites."""
Word = tuple[Said, str, str]
"""A statement that counts, the version under which it does, and the body for which it does."""


def answer(seen: Seen, pin: str, said: Iterable[Said]) -> tuple[set[str], set[Word]]:
    """Return the versions that are adopted, and the statements that count."""
    charters = {one.id: one.body for one in seen.entries if isinstance(one.body, Charter)}
    accepts = {
        (one.origin, one.seq, one.body.of, one.body.charter)
        for one in seen.entries
        if isinstance(one.body, Acceptance) and one.body.stand == "accept" and one.body.charter in one.cites
    }
    speaks = {(v, o.origin, o.key, b.body) for v, c in charters.items() for b in c.bodies for o in b.offices}
    after = {(v, c.follows) for v, c in charters.items() if c.follows is not None}
    while more := {(v, x) for v, u in after for w, x in after if u == w} - after:
        after |= more
    family = {v for v in charters if v == pin or (v, pin) in after or (pin, v) in after}

    def ended(by: Iterable[str], origin: str, seq: int) -> bool:
        cuts = [cut for v in by if v in charters for cut in charters[v].cuts if cut.origin == origin]
        ours = [cut for cut in cuts if cut.key == seen.keys.get(origin)]
        return any(seq >= cut.size or seen.root(origin, cut.size) != cut.root for cut in ours)

    def enough(version: str, under: str) -> bool:
        before = [w for v, w in after if v == version]
        bodies = {
            body
            for origin, seq, body, accepted in accepts
            if accepted == version and (under, origin, seen.keys.get(origin), body) in speaks
            if not ended(before, origin, seq)
        }
        changes = charters[under].changes
        return len(bodies & set(changes.of)) >= changes.number

    def grown(adopted: set[str]) -> set[str]:
        at_first = {v for v in family if charters[v].follows is None and enough(v, v)}
        later = {(v, w) for v in family if (w := charters[v].follows) is not None and w in adopted}
        return {v for v in at_first if fits(charters, v)} | {
            v for v, w in later if fits(charters, v) and enough(v, v) and enough(v, w)
        }

    adopted: set[str] = set()
    while more_adopted := grown(adopted) - adopted:
        adopted |= more_adopted
    words = {
        ((origin, seq, cites), version, body)
        for origin, seq, cites in said
        if pin in adopted and len(set(cites) & family) == 1 and not ended(adopted, origin, seq)
        for version, of, key, body in speaks
        if version in adopted and version in cites and of == origin and seen.keys.get(origin) == key
    }
    return adopted, words


def fits(charters: Mapping[str, Charter], version: str) -> bool:
    """Say whether a version can be adopted at all: it names nobody twice, and cuts each office that it drops."""
    one = charters[version]
    bodies = [b.body for b in one.bodies]
    offices = [o.origin for b in one.bodies for o in b.offices]
    able = [b.body for b in one.bodies if b.offices and b.body in one.changes.of]
    if len(bodies) > len(set(bodies)) or len(offices) > len(set(offices)) or len(able) < one.changes.number:
        return False
    former = charters[one.follows] if one.follows is not None else one
    held = {(b.body, o.origin, o.key) for b in former.bodies for o in b.offices}
    kept = {(b.body, o.origin, o.key) for b in one.bodies for o in b.offices}
    cut = {(c.origin, c.key) for c in one.cuts}
    named = set(one.changes.of) <= set(bodies)
    return named and one.mechanism == former.mechanism and all((o, k) in cut for _, o, k in held - kept)
