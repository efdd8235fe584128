"""Sets of seven authority statements, each with what it comes to for a reader who pins its first version."""

from typing import Final, NamedTuple

from ceasefire.parties.authority import Entry, Seen
from ceasefire.vocabulary.codes import Acceptance as Stand
from tests.parties.authority.world import accept, body, charter, cut, office, seen

A, B, C = body("alpha", "a"), body("beta", "b"), body("gamma", "c")
OTHER: Final = "a tree that nobody here has"


class Seven(NamedTuple):
    """Seven statements, the versions adopted in the end, and who is heard at the end of a ledger under which version.

    `heard` has pairs of an office and a version that it cites at position 9.
    """

    entries: tuple[Entry, ...]
    adopted: set[str]
    heard: set[tuple[str, str]]
    in_force: str | None
    keys: dict[str, str] = {}

    @property
    def seen(self) -> Seen:
        return seen(self.entries, self.keys)


PLAIN = Seven(
    (
        charter("v1", (A, B, C), "all alpha beta gamma"),
        accept("a", 1, "alpha", "v1"),
        accept("b", 1, "beta", "v1"),
        accept("c", 1, "gamma", "v1", stand=Stand.DECLINE),
        accept("c", 2, "gamma", "v1"),
        accept("d", 1, "alpha", "v1"),
        charter("x2", (body("alpha", "d"),), "one alpha", by="d", follows="v1"),
    ),
    adopted={"v1"},
    heard={("a", "v1"), ("b", "v1"), ("c", "v1")},
    in_force="v1",
)
ANOTHER_OFFICE = Seven(
    (
        charter("v1", (A, B), "all alpha beta"),
        accept("a", 1, "alpha", "v1"),
        accept("b", 1, "beta", "v1"),
        charter("v2", (A, body("beta", "e")), "all alpha beta", follows="v1", cuts=(cut("b", 5),)),
        accept("a", 2, "alpha", "v2"),
        accept("b", 2, "beta", "v2"),
        accept("e", 1, "beta", "v2"),
    ),
    adopted={"v1", "v2"},
    heard={("a", "v1"), ("a", "v2"), ("e", "v2")},
    in_force="v2",
)
DUEL = Seven(
    (
        charter("v1", (A, B), "one alpha beta"),
        accept("a", 1, "alpha", "v1"),
        accept("b", 1, "beta", "v1"),
        charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 5),)),
        accept("a", 2, "alpha", "v2"),
        charter("w2", (B,), "one beta", by="b", follows="v1", cuts=(cut("a", 6),)),
        accept("b", 2, "beta", "w2"),
    ),
    adopted={"v1", "v2", "w2"},
    heard=set(),
    in_force=None,
)
FORK = Seven(
    (
        charter("v1", (A, B), "one alpha beta"),
        accept("a", 1, "alpha", "v1"),
        charter("v2", (A, B, C), "one alpha beta", follows="v1"),
        accept("a", 2, "alpha", "v2"),
        charter("w2", (A, B, body("delta", "d")), "one alpha beta", by="b", follows="v1"),
        accept("b", 2, "beta", "w2"),
        charter("v3", (A, B, C), "one alpha beta", follows="v2"),
    ),
    adopted={"v1", "v2", "w2"},
    heard={(one, v) for one in "ab" for v in ("v1", "v2", "w2")} | {("c", "v2"), ("d", "w2")},
    in_force=None,
)
AGAIN = Seven(
    (
        charter("v1", (A, B), "one alpha beta"),
        accept("a", 1, "alpha", "v1"),
        charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 5),)),
        accept("a", 2, "alpha", "v2"),
        charter("v3", (A, body("beta", "b", "e")), "all alpha beta", follows="v2"),
        accept("a", 3, "alpha", "v3"),
        accept("e", 1, "beta", "v3"),
    ),
    adopted={"v1", "v2", "v3"},
    heard={("a", "v1"), ("a", "v2"), ("a", "v3"), ("e", "v3")},
    in_force="v3",
)
DEAD_KEY = Seven(
    (
        charter("v1", (A, B, body("gamma", office("c", "a lost key"))), "2 alpha beta gamma"),
        accept("a", 1, "alpha", "v1"),
        accept("b", 1, "beta", "v1"),
        accept("c", 1, "gamma", "v1"),
        charter("v2", (A, B, C), "2 alpha beta gamma", follows="v1", cuts=(cut("c", 0, "no tree", key="a lost key"),)),
        accept("a", 2, "alpha", "v2"),
        accept("b", 2, "beta", "v2"),
    ),
    adopted={"v1", "v2"},
    heard={(one, v) for one in "ab" for v in ("v1", "v2")} | {("c", "v2")},
    in_force="v2",
)
LEAVER = Seven(
    (
        charter("v1", (A, B, C), "all alpha beta gamma"),
        accept("a", 1, "alpha", "v1"),
        accept("b", 1, "beta", "v1"),
        accept("c", 1, "gamma", "v1"),
        charter("w2", (C,), "one gamma", by="c", follows="v1", cuts=(cut("a", 0), cut("b", 0))),
        accept("c", 2, "gamma", "w2"),
        accept("c", 3, "gamma", "v1", stand=Stand.DECLINE),
    ),
    adopted={"v1"},
    heard={("a", "v1"), ("b", "v1"), ("c", "v1")},
    in_force="v1",
)
BACKDATED = Seven(
    (
        charter("v1", (A, B), "one alpha beta"),
        accept("a", 1, "alpha", "v1"),
        charter("v2", (A,), "one alpha", follows="v1", cuts=(cut("b", 5, OTHER),)),
        accept("a", 2, "alpha", "v2"),
        charter("w3", (A, B), "one alpha beta", by="b", follows="v2"),
        accept("b", 0, "beta", "w3"),
        accept("b", 0, "beta", "v1"),
    ),
    adopted={"v1", "v2"},
    heard={("a", "v1"), ("a", "v2")},
    in_force="v2",
)
SETS: Final = {
    "plain adoption": PLAIN,
    "another office for a body": ANOTHER_OFFICE,
    "two who expel each other": DUEL,
    "fork": FORK,
    "named again with the old key and a new office": AGAIN,
    "dead key in k of n": DEAD_KEY,
    "leaver who revokes everybody": LEAVER,
    "backdated": BACKDATED,
}
