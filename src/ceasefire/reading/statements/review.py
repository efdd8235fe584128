"""Going through what the reader proposes: each statement with its sentence, to accept, mend or refuse.

Nothing here draws on a screen or knows a terminal: `Review` is told keys and words through `ask`, and shows through `show`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Final

import msgspec

from ceasefire.reading.gate.validator import validate
from ceasefire.reading.model import Claim, ClaimType, Count, DateRange, Rejected
from ceasefire.record import Draft
from ceasefire.vocabulary import BODIES

KEYS: Final = "[a]ccept  [m]end  [r]efuse  [b]ack  [q]uit"
_REACH: Final = 240
_FIXED: Final = frozenset({"label"})
"""Fields that a reviewer does not mend: the statement's own name."""


class Verdict(StrEnum):
    """What became of a proposal."""

    ACCEPTED = "accepted"
    MENDED = "mended"
    REFUSED = "refused"
    UNDECIDED = "undecided"


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal as it is shown: where it stands, the words around, the words lit, the slots."""

    number: int
    of: int
    kind: str
    before: str
    lit: str
    after: str
    slots: tuple[tuple[str, str], ...]
    verdict: Verdict


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer decided: the draft as it is to be filed, the one proposed, and why where they differ."""

    verdict: Verdict
    proposed: Draft
    draft: Draft
    reason: str | None = None


class Review:
    """A pass over proposals. `ask(prompt, one_key)` returns a key or a line; `show` draws a screen; `tell` says a line."""

    def __init__(
        self,
        proposals: Sequence[tuple[Draft, str]],
        *,
        ask: Callable[[str, bool], str],
        show: Callable[[Screen], None],
        tell: Callable[[str], None],
    ) -> None:
        self._proposals = list(proposals)
        self._ask, self._show, self._tell = ask, show, tell
        self._decided = [Decision(verdict=Verdict.UNDECIDED, proposed=d, draft=d) for d, _ in self._proposals]

    def run(self) -> list[Decision]:
        """Go through the proposals until the last is decided or the reviewer quits; what is not decided stays so."""
        at = 0
        while 0 <= at < len(self._proposals):
            self._show(self._screen(at))
            step = self._answer(at)
            if step is None:
                break
            at = max(0, at + step)
        return self._decided

    def _answer(self, at: int) -> int | None:
        """Act on one key: how far to step, or None to quit. End of input quits, so that nothing is accepted unseen."""
        key = self._ask(KEYS, True).strip().lower()[:1]
        draft = self._proposals[at][0]
        if key == "a":
            self._decided[at] = Decision(verdict=Verdict.ACCEPTED, proposed=draft, draft=draft)
            return 1
        if key == "r":
            reason = self._ask("why refused?", False).strip()
            self._decided[at] = Decision(
                verdict=Verdict.REFUSED, proposed=draft, draft=draft, reason=reason or "no reason given"
            )
            return 1
        if key == "m":
            return 1 if self._mend(at) else 0
        if key == "b":
            return -1
        if key in ("q", ""):
            return None
        self._tell(f"no such key: {KEYS}")
        return 0

    def _mend(self, at: int) -> bool:
        draft = self._proposals[at][0]
        body = dict(draft.body)
        while True:
            line = self._ask("field=value (empty when done; field= takes the field away)", False).strip()
            if not line:
                break
            try:
                changed = mended(draft.kind, body, line)
                not_told = unsupported(draft, changed, self._proposals[at][1])
                if not_told:
                    raise ValueError(not_told)
                body = changed
            except ValueError as error:
                self._tell(f"not taken: {error}")
        if body == dict(draft.body):
            self._tell("nothing was changed")
            return False
        reason = self._ask("why mended?", False).strip() or "no reason given"
        note = "; ".join(p for p in (str(body.get("note") or ""), f"Mended in review: {reason}.") if p)
        full = msgspec.structs.replace(draft, body=body | {"note": note[:8000]})
        self._decided[at] = Decision(verdict=Verdict.MENDED, proposed=draft, draft=full, reason=reason)
        return True

    def _screen(self, at: int) -> Screen:
        draft, text = self._proposals[at]
        before, lit, after = around(text, draft)
        slots = tuple((name, _shown(value)) for name, value in draft.body.items() if name not in _FIXED)
        return Screen(
            number=at + 1,
            of=len(self._proposals),
            kind=draft.kind,
            before=before,
            lit=lit,
            after=after,
            slots=slots,
            verdict=self._decided[at].verdict,
        )


def around(text: str, draft: Draft) -> tuple[str, str, str]:
    """Return the words before, the words a draft stands on, and the words after, up to the edges of their paragraph."""
    start, end = draft.source.span if draft.source and draft.source.span else (0, 0)
    left = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + _REACH)
    return text[left:start], text[start:end], text[end:right]


def mended(kind: str, body: dict[str, Any], line: str) -> dict[str, Any]:
    """Return a body with one field changed by `field=value`; ValueError says why the kind does not take it.

    The value is read as JSON where it is JSON (numbers, lists, {"low": 3}), as plain words otherwise.
    """
    name, mark, told = line.partition("=")
    name = name.strip()
    if not mark:
        raise ValueError("write it as field=value")
    if name in _FIXED:
        raise ValueError(f"{name} is the statement's own name and stays")
    changed = {k: v for k, v in body.items() if k != name}
    if told.strip():
        changed[name] = _value(told.strip())
    try:
        typed = msgspec.convert(changed, type=BODIES[kind])
    except msgspec.ValidationError as error:
        if isinstance(changed.get(name), int | float) and "str" in str(error):
            changed[name] = told.strip()
            typed = msgspec.convert(changed, type=BODIES[kind])
        else:
            raise ValueError(str(error)) from None
    built: dict[str, Any] = msgspec.to_builtins(typed)
    return built


def unsupported(draft: Draft, body: dict[str, Any], text: str) -> str | None:
    """Return why the words do not bear out a body's numbers, days and round, or None; the gate that stands after every reader."""
    if draft.source is None or draft.source.span is None:
        return None
    start, end = draft.source.span
    when = body.get("when") or body.get("period")
    days = DateRange(start=_day(when["start"]), end=_day(when.get("end") or when["start"])) if when else None
    changed = {k for k in (*draft.body, *body) if draft.body.get(k) != body.get(k)}

    def count(name: str) -> Count | None:
        told = body.get(name)
        return Count(low=told.get("low"), high=told.get("high")) if name in changed and isinstance(told, dict) else None

    claim = Claim(
        type=ClaimType.MEETING,
        quote=text[start:end],
        start=start,
        end=end,
        rule="review",
        date=days if changed & {"when", "period"} else None,
        round=body.get("round") if "round" in changed else None,
        killed=count("killed"),
        injured=count("injured"),
        value=count("count"),
    )
    told = body.get("published")
    verdict = validate(claim, text, reference=_day(told) if told else None)
    return verdict.reason if isinstance(verdict, Rejected) else None


def _day(told: str) -> dt.date:
    return dt.date.fromisoformat(told)


def _value(told: str) -> Any:
    try:
        return json.loads(told)
    except ValueError:
        return told


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def kept(decisions: Sequence[Decision]) -> list[Draft]:
    """Return what is to be filed: the accepted and the mended, in order."""
    return [d.draft for d in decisions if d.verdict in (Verdict.ACCEPTED, Verdict.MENDED)]


def protocol(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """Return the refused and the mended with their reasons, and what was left undecided, as plain data to keep."""
    out = []
    for one in decisions:
        if one.verdict is Verdict.ACCEPTED:
            continue
        source = one.proposed.source
        entry: dict[str, Any] = {
            "verdict": str(one.verdict),
            "kind": one.proposed.kind,
            "proposed": dict(one.proposed.body),
            "quote": source.quote if source else None,
            "span": list(source.span) if source and source.span else None,
        }
        if one.reason:
            entry["reason"] = one.reason
        if one.verdict is Verdict.MENDED:
            entry["filed"] = dict(one.draft.body)
        out.append(entry)
    return out
