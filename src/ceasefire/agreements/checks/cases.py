"""Cases that can never hold, and names in them that the directory of parties reads as nobody."""

from collections.abc import Iterable
from typing import Final

from ceasefire.agreements.checks.names import Seen
from ceasefire.agreements.checks.problem import Findings, Path
from ceasefire.agreements.language.case_fields import Case
from ceasefire.agreements.language.fields import Modality
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.vocabulary.scope import TESTED

_POWER: Final = "a power has no state; give an incident under a suspension, as a case of a provision that it reaches"


def cases(instrument: Instrument, seen: Seen) -> Findings:
    """Yield cases that ask what their provision cannot answer, and names that mean nobody."""
    own = {one.id: one for one in instrument.provisions}
    for number, case in enumerate(instrument.cases):
        at: Path = ("cases", number)
        if case.provision in own:
            yield from (
                (weight, (*at, *path), rule, words) for weight, path, rule, words in _asked(case, own[case.provision])
            )
        for path, names in _named(case):
            yield from _known(names, seen, (*at, *path))
        for place, act in enumerate(case.acts):
            for party in act.by:
                yield from seen.party(party, (*at, "acts", place, "by"))
        for place, account in enumerate(case.accounts):
            yield from seen.told(account.by, (*at, "accounts", place, "by"), only_near=True)


def _asked(case: Case, provision: Provision) -> Findings:
    """Yield why a provision cannot answer what a case asks of it."""
    if case.expect is not None and case.expect not in TESTED:
        words = f"no test of one provision comes to {case.expect}; expect one of {', '.join(TESTED)}"
        yield "error", ("expect",), "never-holds", words
    if case.on is not None and provision.modality is Modality.POWER:
        yield "error", ("provision",), "never-holds", _POWER
    elif case.on is not None and not provision.scheduled:
        words = f"{provision.id} has no deadline and no clock, and so no state; give an incident"
        yield "error", ("provision",), "never-holds", words


def _named(case: Case) -> Iterable[tuple[Path, tuple[str, ...]]]:
    if case.incident is not None:
        yield ("incident", "actors"), case.incident.actors
        yield ("incident", "targets"), case.incident.targets


def _known(names: Iterable[str], seen: Seen, path: Path) -> Findings:
    for name in names:
        yield from seen.told(name, path)
