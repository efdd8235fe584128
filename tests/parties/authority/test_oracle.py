"""Random charters, acceptances and ledgers: the code answers as the rules restated, in any order of what is seen."""

import random
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.parties.authority import Entry, Seen, resolve
from ceasefire.vocabulary.charters import Charter, CharterBody, Cut
from ceasefire.vocabulary.codes import Acceptance as Stand
from tests.parties.authority import oracle
from tests.parties.authority.world import ROOT, accept, body, charter, cut, office, origin, seen
from tests.soak import SOAK

OFFICES = "abcdef"
BODIES = ("alpha", "beta", "gamma")
SEEDS = st.integers(0, 2**32 - 1)


def chance(rng: random.Random, share: float) -> bool:
    return rng.random() < share


def bodies(rng: random.Random, before: Charter | None) -> list[CharterBody]:
    """Return bodies as in the version before but for a change, or drawn anew."""
    if before is not None and chance(rng, 0.5):
        return list(before.bodies)
    free = list(OFFICES)
    rng.shuffle(free)
    found = []
    for name in BODIES[: rng.randint(1, 3)]:
        mine = [free.pop() for _ in range(rng.choice((0, 1, 1, 1, 2)))]
        found.append(body(name, *(office(one, "a lost key" if chance(rng, 0.1) else None) for one in mine)))
    return found


def cuts(rng: random.Random, before: Charter | None, now: Sequence[CharterBody]) -> tuple[Cut, ...]:
    """Return cuts of the offices that a version drops, at times not of all, and at times of others."""
    kept = {one for b in now for one in b.offices}
    dropped = [] if before is None else [o for b in before.bodies for o in b.offices if o not in kept]
    found = [Cut(origin=o.origin, key=o.key, size=rng.randint(0, 12), root=ROOT) for o in dropped if chance(rng, 0.9)]
    if chance(rng, 0.15):
        found.append(cut(rng.choice(OFFICES), rng.randint(0, 9), ROOT if chance(rng, 0.7) else "another"))
    return tuple(found)


def version(rng: random.Random, name: str, former: dict[str, Charter]) -> Entry:
    follows: str | None = rng.choice([*former, *former, None]) if former else None
    before = former.get(follows or "")
    named = bodies(rng, before)
    asked = [one.body for one in named]
    takes = rng.choice(("one", "one", "all", str(rng.randint(1, len(asked)))))
    told: dict[str, Any] = {"mechanism": "m" if chance(rng, 0.97) else "another"}
    if chance(rng, 0.03):
        follows = "a version that is not here"
    return charter(name, named, f"{takes} {' '.join(asked)}", follows=follows, cuts=cuts(rng, before, named), **told)


def acceptance(rng: random.Random, of: Entry) -> Entry:
    assert isinstance(of.body, Charter)
    speakers = [(o.origin.split("/")[2], b.body) for b in of.body.bodies for o in b.offices]
    name, who = rng.choice(speakers) if speakers and chance(rng, 0.85) else (rng.choice(OFFICES), rng.choice(BODIES))
    stand = Stand.DECLINE if chance(rng, 0.1) else Stand.ACCEPT
    return accept(name, rng.randint(0, 9), who, of.id, stand=stand, cites=(of.id,) if chance(rng, 0.95) else ())


def world(rng: random.Random) -> Seen:
    """Return up to five versions with up to sixteen acceptances, each of one of them or of a version it follows."""
    found: list[Entry] = []
    former: dict[str, Charter] = {}
    for number in range(rng.randint(1, 5)):
        one = version(rng, f"v{number}", former)
        assert isinstance(one.body, Charter)
        found.append(one)
        former[one.id] = one.body
    held = {one.id: one for one in found}
    for _ in range(rng.randint(0, 16)):
        of = rng.choice(list(held.values()))
        assert isinstance(of.body, Charter)
        before = held.get(of.body.follows or "", of)
        said = acceptance(rng, of if chance(rng, 0.6) else before)
        assert not isinstance(said.body, Charter)
        cites = (of.id,) if said.cites else ()
        found.append(
            accept(said.origin.split("/")[2], said.seq, said.body.of, of.id, stand=said.body.stand, cites=cites)
        )
    sizes = {name: rng.randint(0, 9) for name in OFFICES if chance(rng, 0.1)}
    return seen(found, sizes=sizes)


def statements(rng: random.Random, names: Sequence[str]) -> list[oracle.Said]:
    drawn = ((rng.choice(OFFICES), rng.randint(0, 11), rng.sample(names, min(len(names), n))) for n in (1, 1, 2) * 8)
    return [(origin(name), seq, tuple(cites)) for name, seq, cites in drawn]


def compared(rng: random.Random) -> tuple[int, int]:
    """Compare one world under each pin; return how many versions were adopted and words heard."""
    here = world(rng)
    names = [one.id for one in here.entries if isinstance(one.body, Charter)]
    said = statements(rng, names)
    adopted = heard = 0
    for pin in names:
        found = resolve(here, pin)
        expected = oracle.answer(here, pin, said)
        voices = [(one, found.voice(*one)) for one in said]
        words = {(one, voice.version, voice.body) for one, voice in voices if voice.version and voice.body}
        assert ({one.id for one in found.adopted}, words) == expected
        assert all(bool(voice.why) == (voice.body is None) for _, voice in voices)
        shuffled = rng.sample(here.entries, len(here.entries))
        assert resolve(here._replace(entries=tuple(shuffled)), pin) == found
        adopted, heard = adopted + len(expected[0]), heard + len(words)
    return adopted, heard


@given(SEEDS)
@settings(max_examples=10_000 if SOAK else 400)
def test_the_code_answers_as_the_rules_restated(seed: int) -> None:
    compared(random.Random(seed))


def test_the_random_worlds_are_worth_the_comparison() -> None:
    """In a good part of them versions are adopted one after the other, and words are heard."""
    found = [compared(random.Random(seed)) for seed in range(200)]
    assert sum(adopted > 1 for adopted, _ in found) > 50
    assert sum(heard > 0 for _, heard in found) > 50


@given(SEEDS)
@settings(max_examples=5_000 if SOAK else 200)
def test_more_grants_never_take_a_word_away(seed: int) -> None:
    """An acceptance added, or a charter that cuts nobody, leaves every word of one version cited that was heard."""
    rng = random.Random(seed)
    here = world(rng)
    names = [one.id for one in here.entries if isinstance(one.body, Charter)]
    uncut = {one.id for one in here.entries if isinstance(one.body, Charter) and not one.body.cuts}
    said = [one for one in statements(rng, names) if len(one[2]) == 1]
    added = [one for one in here.entries if not isinstance(one.body, Charter) and one.body.charter in uncut]
    added += [one for one in here.entries if one.id in uncut]
    fewer = tuple(one for one in here.entries if one not in added or chance(rng, 0.5))
    for pin in names:
        less, more = resolve(here._replace(entries=fewer), pin), resolve(here, pin)
        cut_anew = {one.id for one in more.adopted if one.charter.cuts} - {one.id for one in less.adopted}
        if cut_anew:  # a grant that lets a version with cuts be adopted brings its cuts
            continue
        for one in said:
            if less.voice(*one).body is not None:
                assert more.voice(*one)[:3] == less.voice(*one)[:3]
