"""Answers that depend on names and time: worked out once for each distinct set of names, then looked up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ceasefire.agreements.clocks.calendar_time import BEGINNING
from ceasefire.agreements.scope.who_what.names import Names
from ceasefire.agreements.three_valued import Reason, Reasons, agreed
from ceasefire.vocabulary.arrays import Codes, Ints


@dataclass(frozen=True, slots=True)
class NameSets:
    """The distinct sets of names of one batch.

    distinct: the sets, without repetition
    which:    int64 [n], for each incident the number of its set in `distinct`
    """

    distinct: list[Names]
    which: Ints


class NameIndex:
    """Numbers each distinct set of names once, over all batches; a number never changes its meaning."""

    def __init__(self) -> None:
        self.names: list[Names] = []
        self._numbers: dict[Names, int] = {}

    def numbers(self, sets: NameSets) -> Ints:
        """Return for each incident the number of its set of names: int64 [n]."""
        own = np.fromiter((self._number(n) for n in sets.distinct), np.int64, len(sets.distinct))
        return own[sets.which]

    def _number(self, names: Names) -> int:
        number = self._numbers.get(names)
        if number is None:
            number = self._numbers[names] = len(self.names)
            self.names.append(names)
        return number


@dataclass(frozen=True, slots=True)
class Question:
    """One element of one provision as a question to names and time.

    The answer may change at the seconds `cuts` and at no other. `doubt` is the answer for a time that spans a change.
    `depends_on` gives what of the names the answer depends on, so that sets that differ otherwise share one answer.
    """

    cuts: Sequence[int]
    answer: Callable[[Names, int], Reason]
    doubt: Reason
    depends_on: Callable[[Names], object] = lambda names: names


class Times:
    """The times of one batch against the cuts of any question; questions with equal cuts share the look-up.

    start: int64 [n], seconds since 1970 (UTC)
    end:   int64 [n], seconds since 1970 (UTC), not included
    """

    def __init__(self, start: Ints, end: Ints) -> None:
        self._start, self._end = start, end
        self._found: dict[tuple[int, ...], tuple[Ints, Ints, Ints]] = {}

    def periods(self, cuts: tuple[int, ...]) -> tuple[Ints, Ints, Ints]:
        """Return the first and the last period that each time meets, and the times that meet more than one."""
        if cuts not in self._found:
            edges = np.asarray(cuts, np.int64)
            first = np.searchsorted(edges, self._start, side="right")
            last = np.maximum(np.searchsorted(edges, self._end, side="left"), first)
            self._found[cuts] = first, last, np.flatnonzero(first != last)
        return self._found[cuts]


class ReasonCache:
    """The answers to one question for every set of names in an index and every period between two cuts."""

    def __init__(self, question: Question, index: NameIndex, reasons: Reasons) -> None:
        self._question, self._index, self._reasons = question, index, reasons
        self._cuts = tuple(question.cuts)
        self._periods = (BEGINNING, *question.cuts)
        self._rows: dict[object, Codes] = {}
        self._table = np.empty((0, len(self._periods)), np.int32)
        self._filled = 0

    def codes(self, numbers: Ints, times: Times) -> Codes:
        """Return one reason code for each incident, int32 [n]; a time over periods that answer differently is in doubt.

        `numbers` are those of the index.
        """
        self._fill()
        if not self._cuts:
            return np.asarray(self._table[numbers, 0])
        first, last, spans = times.periods(self._cuts)
        codes: Codes = self._table[numbers, first]
        if len(spans):
            codes[spans] = self._spanning(numbers[spans], first[spans], last[spans])
        return codes

    def _fill(self) -> None:
        names = self._index.names
        if len(names) > len(self._table):
            # Twice what is needed, so that growing costs a constant per set of names, however many batches come.
            wider = np.empty((2 * len(names), len(self._periods)), np.int32)
            wider[: self._filled] = self._table[: self._filled]
            self._table = wider
        for number in range(self._filled, len(names)):
            self._table[number] = self._row(names[number])
        self._filled = len(names)

    def _row(self, names: Names) -> Codes:
        key = self._question.depends_on(names)
        row = self._rows.get(key)
        if row is None:
            answer = self._question.answer
            row = self._rows[key] = self._reasons.codes(answer(names, second) for second in self._periods)
        return row

    def _spanning(self, numbers: Ints, first: Ints, last: Ints) -> Codes:
        side = len(self._periods)
        found, inverse = np.unique((numbers * side + first) * side + last, return_inverse=True)
        codes = np.empty(len(found), np.int32)
        for i, packed in enumerate(found.tolist()):
            rest, until = divmod(packed, side)
            row, begin = divmod(rest, side)
            answers = [self._reasons.known[c] for c in self._table[row, begin : until + 1]]
            codes[i] = self._reasons.code(agreed(answers, self._question.doubt))
        return codes[inverse]
