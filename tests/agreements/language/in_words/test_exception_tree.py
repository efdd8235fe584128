from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.agreements.language.exception_ranks import unranked
from ceasefire.agreements.language.in_words.exception_tree import tree, trees
from tests.agreements.worlds import truce
from tests.soak import rounds

EXCEPTION = "      - {kind: target, actors: [outlaws], lists: [black], associated: true}\n"


def given_(*texts: str):
    return truce(("agreement/1", "agreement/2"), (EXCEPTION, "".join(f"      - {{{one}}}\n" for one in texts)))


def shown(*texts: str) -> list[str]:
    [one] = trees(given_(*texts))
    return list(one.lines())


HEAD = "truce/t-1: forbidden are fire (every kind) or air (strike); where: inside area"
OUT = "kind: target, id: groups, actors: [outlaws], text_ref: para. 5"


def test_what_keeps_in_stands_below_what_it_goes_before():
    assert shown(OUT, "kind: target, id: hospitals, kinds: [medical], effect: keeps_in, over: [groups]") == [
        HEAD,
        "  exception groups takes out: acts against outlaws, named in the text (para. 5)",
        "    before it goes:",
        "      exception hospitals keeps in: acts against medical",
    ]


def test_a_pair_that_the_text_does_not_rank_is_named():
    assert shown(OUT, "kind: self_defence, id: defence, effect: keeps_in") == [
        HEAD,
        "  exception groups takes out: acts against outlaws, named in the text (para. 5)",
        "  exception defence keeps in: self-defence, where somebody asserts it",
        "  not ranked: exception groups takes out and exception defence keeps in; where both fit an act the answer is undetermined",
    ]


def test_ranks_in_a_circle_rank_nothing_and_end():
    one, two = "kind: act, id: a, acts: [fire/*], over: [b]", "kind: self_defence, id: b, over: [a], effect: keeps_in"
    assert shown(one, two)[-1].startswith("  not ranked: exception a takes out and exception b keeps in")


def test_a_provision_without_an_exception_has_no_tree():
    assert trees(truce((f"    exceptions:\n{EXCEPTION}", ""))) == []


RANKS = st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 4))), min_size=1, max_size=5)


@settings(max_examples=rounds(60, 2000), deadline=None)
@given(RANKS)
def test_every_exception_stands_in_its_tree_however_they_are_ranked(ranks):
    made = [
        f"kind: area, id: e{n}, zones: [z{n}], over: [{', '.join(f'e{m}' for m in over)}], "
        f"effect: {'keeps_in' if kept else 'takes_out'}"
        for n, (kept, over) in enumerate(ranks)
    ]
    instrument = given_(*made)
    found = tree(instrument, instrument.provisions[0])
    assert {f"exception e{n}" for n in range(len(ranks))} <= set(names(found.branches))
    assert len(found.unranked) == len(unranked(instrument.provisions[0].exceptions))


def names(branches):
    for one in branches:
        yield one.name
        yield from names(one.before)
