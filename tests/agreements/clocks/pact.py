"""A pact in edition 2 of the language, changed by each test, with short rows of acts, accounts and meetings."""

from datetime import date
from typing import Any

from ceasefire.agreements import Context, duties
from ceasefire.agreements.clocks.calendar_time import instant
from ceasefire.agreements.clocks.duties import duty_runs
from ceasefire.agreements.clocks.holding import Holding, hold, stretches
from ceasefire.agreements.three_valued import State
from tests.agreements.worlds import context, table

HEAD = """
ceasefire: agreement/2
id: pact
title: A made pact
signed: 2024-11-26
signatories: [north, south]
time_zone: Asia/Beirut
in_force: {date: 2024-11-27, at: "04:00"}
term: {days: 60}
extension: {mode: by_act, needs: consensus, who: [north, south]}
confidence: K
source: {text: made for the tests}
provisions:
"""
"""In force at 04:00 of 27 November 2024 for sixty days: up to 04:00 of 26 January 2025."""
QUIET = """
  - id: p-1
    says: No fire.
    modality: must_not
    bound: {actors: [north]}
    acts: [fire/*]
    confidence: K
"""


def duty(name: str = "p-2", *lines: str, bound: str = "{actors: [north]}", modality: str = "must") -> str:
    """Return a provision; `lines` are fields of it."""
    head = f"\n  - id: {name}\n    says: {name} is done.\n    modality: {modality}\n    bound: {bound}\n    confidence: K\n"
    return head + "".join(f"    {line}\n" for line in lines)


def pact(*provisions: str, swaps: tuple[tuple[str, str], ...] = (), **tables: list[dict[str, Any]]) -> Context:
    """Return the world of the pact with these provisions after the first."""
    from ceasefire.agreements import load

    text = HEAD
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    made = load((text + QUIET + "".join(provisions)).encode(), file="pact.yaml")
    accounts = table("duty_reports", tables.pop("accounts", []))
    return context(instruments=[made], **tables).with_accounts(accounts)


def act(kind: str, day: date | None, **more: Any) -> dict[str, Any]:
    told = {"act_id": f"{kind}-{day}", "act": kind, "instrument": "pact", "by": ["north", "south"]}
    return told | {"date_start": day, "date_end": day} | more


def account(says: str, day: date | None, by: str = "monitor", provision: str = "p-2", **more: Any) -> dict[str, Any]:
    told = {"duty_report_id": f"{says}-{by}-{day}-{provision}", "instrument": "pact", "provision": provision}
    return told | {"says": says, "said_by": by, "date_start": day, "date_end": day} | more


def meeting(name: str, first: date | None, last: date | None = None, **more: Any) -> dict[str, Any]:
    told = {"meeting_id": "0" * 64, "label": f"{name}-as-told", "thing": name, "process": "talks", "status": "held"}
    return told | {"date_start": first, "date_end": last or first, "date_precision": 1} | more


def row(
    where: Context, on: date, *accounts: dict[str, Any], provision: str = "p-2", starts: Any = None
) -> dict[str, Any]:
    """Return the row of a duty on a day."""
    found = duties(where, table("duty_reports", list(accounts)), on=on, starts=starts).to_pylist()
    [one] = [r for r in found if r["provision"] == provision]
    return one


def states(where: Context, on: date, *accounts: dict[str, Any], provision: str = "p-2") -> list[str]:
    found = duties(where, table("duty_reports", list(accounts)), on=on).to_pylist()
    return [r["state"] for r in found if r["provision"] == provision]


def runs(
    where: Context, on: date, *accounts: dict[str, Any], provision: str = "p-2", starts: Any = None
) -> list[dict[str, Any]]:
    found = duty_runs(where, table("duty_reports", list(accounts)), on=on, starts=starts).to_pylist()
    return [r for r in found if r["provision"] == provision]


def second(day: date, clock: str = "12:00") -> int:
    return instant(day, clock, "Asia/Beirut")


def when(where: Context, day: date, clock: str = "12:00", provision: str = "p-1") -> tuple[State, str]:
    """Return whether a provision holds at a local time of a day, and why."""
    instrument = where.instruments["pact"]
    [one] = [p for p in instrument.provisions if p.id == provision]
    answer = hold(where, instrument, one).over(second(day, clock), second(day, clock) + 1)
    return answer.state, answer.words


def standing(where: Context, day: date, clock: str = "12:00", provision: str = "p-1") -> Holding:
    instrument = where.instruments["pact"]
    [one] = [p for p in instrument.provisions if p.id == provision]
    return stretches(where, instrument, one).at(second(day, clock)).holding
