"""Reason codes of one batch, an array for each question, worked out when it is first looked at."""

from collections.abc import Callable, Sequence

from ceasefire.vocabulary.arrays import Codes


class CodeColumns:
    """Arrays of reason codes by the number of their question, int32 [n] each; further ones may be added."""

    def __init__(self, made: Sequence[Callable[[], Codes]]) -> None:
        self._made, self._found = list(made), dict[int, Codes]()

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, number: int) -> Codes:
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = self._made[number]()
        return found

    def add(self, codes: Codes) -> int:
        """Take one more array and return its number."""
        self._found[len(self._made)] = codes
        self._made.append(lambda: codes)
        return len(self._made) - 1
