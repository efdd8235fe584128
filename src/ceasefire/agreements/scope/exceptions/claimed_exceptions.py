"""Which exception of a provision a claim of exemption answers, by the ground that the claim gives.

A ground names parties or things, an area, a list, self-defence, notice. It fits an exception of its own kind; of one that excepts
targets it is asked whether those are whom the ground names. A claim without a ground may be any of them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.exception_fields import ByAct, ByArea, ByTarget, Exception_
from ceasefire.agreements.language.exception_ranks import name_of
from ceasefire.agreements.scope.exceptions.claimed_grounds import AREA, ASSOCIATED, LISTED, TARGET, claimed, ground_of
from ceasefire.agreements.scope.exceptions.exempt_targets import ExemptTargets
from ceasefire.agreements.three_valued import Reason, State, no, strongest, undetermined, yes
from ceasefire.parties import Naming

_UNTOLD: Final = yes("the ground of the claim is not told")
_OF_TARGETS: Final = frozenset({TARGET, LISTED, ASSOCIATED})
"""Grounds that speak of who was the target."""


class _Ground(NamedTuple):
    """What the words of a ground come to: the kinds and, by id, the lists that they claim, and whom they name, if anybody."""

    kinds: frozenset[str]
    lists: frozenset[str]
    naming: Naming | None
    label: bool

    @property
    def is_read(self) -> bool:
        """Whether the words say anything that can be held against an exception."""
        return bool(self.kinds or self.lists or self.naming or self.label)


class ClaimedExceptions:
    """What some exceptions say of the ground of a claim; each ground is read once."""

    def __init__(self, context: Context, exceptions: Sequence[Exception_], zone: str) -> None:
        """Take exceptions that take out; drawn areas and acts are excepted by themselves and answer no claim."""
        self._context = context
        self._targets = [(e, ExemptTargets(context, [e], zone)) for e in exceptions if isinstance(e, ByTarget)]
        self._lists = frozenset(one for e, _ in self._targets for one in e.lists)
        self._others = [e for e in exceptions if not isinstance(e, ByTarget | ByAct) and _is_claimable(e)]
        self._read: dict[str, _Ground] = {}

    def answer(self, grounds: Iterable[str], second: int) -> Reason:
        """Return whether any of these grounds is one that an exception leaves room for; its words name the exception."""
        told = [text for text in grounds if text.strip()]
        if not self._targets and not self._others:
            return no("no exception of the provision is one that a claim could answer")
        return strongest(self._of(self._ground(text), second) for text in told) if told else _UNTOLD

    def _of(self, ground: _Ground, second: int) -> Reason:
        found = [_named(e, self._of_targets(e, targets, ground, second)) for e, targets in self._targets]
        return strongest([*found, *(_named(e, _of_kind(e, ground)) for e in self._others)])

    def _of_targets(self, exception: ByTarget, targets: ExemptTargets, ground: _Ground, second: int) -> Reason:
        if AREA in ground.kinds or (ground.kinds and not ground.naming and not ground.kinds & _OF_TARGETS):
            return no("the ground claimed is no target")
        if ground.naming is None and (
            ground.lists & set(exception.lists) or (exception.lists and LISTED in ground.kinds)
        ):
            return yes("the ground claimed is its list")
        if ground.naming is None:
            return yes("a label alone") if ground.label else _not_understood("target")
        found = targets.whole(ground.naming, second)
        if ASSOCIATED in ground.kinds and not exception.associated and found.state is State.YES:
            return undetermined("whether who is associated with those exempt is meant as well is not told", "target")
        return found

    def _ground(self, text: str) -> _Ground:
        if text not in self._read:
            lists = frozenset(one for one in self._lists if _has_word(text, one))
            self._read[text] = _Ground(claimed(text), lists, *self._names(text))
        return self._read[text]

    def _names(self, text: str) -> tuple[Naming | None, bool]:
        """Return whom a ground names: as a whole where it is nothing but names, else by the names that stand in it."""
        parties = self._context.parties
        whole = parties.naming(text)
        if not whole.unknown and all(whole.settled):
            return whole, False
        names = parties.names_in(text)
        return (parties.naming(" and ".join(names)) if names else None), whole.label


def _has_word(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.I) is not None


def _is_claimable(exception: Exception_) -> bool:
    return not isinstance(exception, ByArea) or bool(exception.undrawn)


def _of_kind(exception: Exception_, ground: _Ground) -> Reason:
    """Return whether a ground is that of an exception of undrawn ground, self-defence or notice."""
    kind = ground_of(exception) or AREA
    if kind in ground.kinds:
        return yes("the ground claimed is the one that it excepts")
    return (
        no("the ground claimed is another")
        if ground.is_read
        else _not_understood("geometry" if kind == AREA else "act")
    )


def _not_understood(missing: str) -> Reason:
    return undetermined("whether the ground claimed is the one that it excepts cannot be told", missing)


def _named(exception: Exception_, reason: Reason) -> Reason:
    """Return a reason that says of which exception it is."""
    words = f"the claim is held against {name_of(exception)}: {reason.words}"
    return Reason(state=reason.state, words=words, missing=reason.missing, rests=reason.rests)
