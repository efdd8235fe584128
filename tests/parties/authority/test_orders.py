"""Seven statements in every order, and every part of them: the order says nothing, and less seen is less heard."""

from collections.abc import Iterator
from itertools import combinations, permutations

import pytest

from ceasefire.parties.authority import Authority, Seen, resolve
from ceasefire.vocabulary.charters import Charter
from tests.parties.authority import oracle
from tests.parties.authority.sets import SETS, Seven
from tests.parties.authority.world import origin, seen

every_set = pytest.mark.parametrize("seven", SETS.values(), ids=SETS.keys())


def versions(seven: Seven) -> list[str]:
    return [one.id for one in seven.entries if isinstance(one.body, Charter)]


def said(seven: Seven) -> list[oracle.Said]:
    """Return statements of each office, early and late in its ledger, that cite each version, two of them, and none."""
    names = versions(seven)
    cites = [(one,) for one in names] + list(combinations(names, 2)) + [(), ("a report", names[0])]
    return [(origin(one), seq, cite) for one in "abcde" for seq in (0, 4, 5, 9) for cite in cites]


def words(authority: Authority, statements: list[oracle.Said]) -> set[oracle.Word]:
    found = ((one, authority.voice(*one)) for one in statements)
    return {(one, voice.version, voice.body) for one, voice in found if voice.version is not None and voice.body}


def parts(seven: Seven) -> Iterator[Seen]:
    for mask in range(1 << len(seven.entries)):
        yield seen([one for at, one in enumerate(seven.entries) if mask >> at & 1], seven.keys)


@every_set
def test_seven_statements_come_to_what_is_written_beside_them(seven: Seven) -> None:
    assert len(seven.entries) == 7
    found = resolve(seven.seen, "v1")
    assert {one.id for one in found.adopted} == seven.adopted
    assert (found.in_force.id if found.in_force else None) == seven.in_force
    assert bool(found.why_not) == (seven.in_force is None)
    late = [(office, name) for office in "abcde" for name in versions(seven)]
    assert {one for one in late if found.voice(origin(one[0]), 9, (one[1],)).body is not None} == seven.heard


@every_set
def test_all_5040_orders_give_one_answer(seven: Seven) -> None:
    found = resolve(seven.seen, "v1")
    orders = list(permutations(seven.entries))
    assert len(orders) == 5040
    assert all(resolve(seven.seen._replace(entries=order), "v1") == found for order in orders)
    assert list(resolve(seven.seen._replace(entries=orders[-1]), "v1").versions) == list(found.versions)


@every_set
def test_the_oracle_agrees_on_every_part_and_pin(seven: Seven) -> None:
    for part in parts(seven):
        for pin in versions(seven):
            found = resolve(part, pin)
            assert ({one.id for one in found.adopted}, words(found, said(seven))) == oracle.answer(
                part, pin, said(seven)
            )


@every_set
def test_of_a_part_no_word_is_heard_that_is_not_heard_of_the_whole_but_for_a_denial_not_seen(seven: Seven) -> None:
    """A denial is a cut of a version that the part does not adopt, or a second version cited that it does not hold."""
    for pin in versions(seven):
        whole = resolve(seven.seen, pin)
        heard = words(whole, said(seven))
        for part in parts(seven):
            less = resolve(part, pin)
            assert {one.id for one in less.adopted} <= {one.id for one in whole.adopted}
            of_part = words(less, said(seven))
            denied = {
                one
                for one in of_part
                if whole.ended(one[0][0], one[0][1]) or len(set(one[0][2]) & set(whole.versions)) > 1
            }
            assert of_part - heard == denied
            missing = {one.id for one in whole.adopted} - {one.id for one in less.adopted}
            cut = {name for name in missing if whole.versions[name].charter.cuts}
            unseen = set(whole.versions) - set(less.versions)
            assert not denied or cut or unseen


@every_set
def test_a_shorter_ledger_is_heard_less(seven: Seven) -> None:
    heard = words(resolve(seven.seen, "v1"), said(seven))
    for name in "abcde":
        for size in range(11):
            part = [one for one in seven.entries if one.origin != origin(name) or one.seq < size]
            if any(isinstance(one.body, Charter) for one in set(seven.entries) - set(part)):
                continue
            shorter = resolve(seen(part, seven.keys, {name: size}), "v1")
            statements = [one for one in said(seven) if one[0] != origin(name) or one[1] < size]
            adopted = {one.id for one in shorter.adopted}
            if adopted == seven.adopted:  # else a cut may be unseen
                assert words(shorter, statements) <= heard


def test_a_statement_given_twice_is_one() -> None:
    seven = SETS["fork"]
    twice = seven.entries + seven.entries[::-1]
    once = resolve(seven.seen, "v1")
    found = resolve(seven.seen._replace(entries=twice), "v1")
    assert (found.forks, found.ends, found.keys) == (once.forks, once.ends, once.keys)
    assert words(found, said(seven)) == words(once, said(seven))
