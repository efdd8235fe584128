"""Cuts: up to which position of its ledger an office speaks, and whether that ledger stands here as the cut saw it."""

from collections.abc import Callable, Iterable, Mapping

from ceasefire.vocabulary.charters import Cut

OfficeKey = tuple[str, str]
"""Origin and key of an office."""


def unlike(cut: Cut, keys: Mapping[str, str], root: Callable[[str, int], str | None]) -> bool:
    """Say whether the ledger of a cut is here as another tree than the cut saw, or ends before it.

    A ledger that ends before it cannot be told from one written anew, shorter: then nothing of it speaks, until the rest
    is here. A ledger that is not here, or begins with another key, is none of the cut's.
    """
    return keys.get(cut.origin) == cut.key and root(cut.origin, cut.size) != cut.root


def lowest(cuts: Iterable[Cut]) -> dict[OfficeKey, int]:
    """Return from which position on each office does not speak: the lowest of its cuts."""
    found: dict[OfficeKey, int] = {}
    for cut in cuts:
        office = (cut.origin, cut.key)
        found[office] = min(cut.size, found.get(office, cut.size))
    return found


class CutsSoFar:
    """The cuts of the versions on the way from the first to the one at hand: from where on each office does not speak.

    It is gone down and back up version by version, so that a long line of versions costs no more than its cuts.
    """

    def __init__(self, unlike: Callable[[Cut], bool]) -> None:
        self.ends: dict[OfficeKey, int] = {}
        self._unlike = unlike
        self._former: list[list[tuple[OfficeKey, int | None]]] = []

    def enter(self, cuts: Iterable[Cut]) -> None:
        """Go one version further: the lowest cut of each office holds, and one whose ledger is unlike ends it whole."""
        former: list[tuple[OfficeKey, int | None]] = []
        for cut in cuts:
            office = (cut.origin, cut.key)
            size = 0 if self._unlike(cut) else cut.size
            former.append((office, self.ends.get(office)))
            self.ends[office] = min(size, self.ends.get(office, size))
        self._former.append(former)

    def back_to(self, depth: int) -> None:
        """Go back until so many versions are left on the way."""
        while len(self._former) > depth:
            for office, size in reversed(self._former.pop()):
                if size is None:
                    del self.ends[office]
                else:
                    self.ends[office] = size
