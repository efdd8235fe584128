"""Running the worked examples that a rules file carries."""

from collections.abc import Iterator

from msgspec import Struct

from ceasefire.findings.rules.evaluate import decide
from ceasefire.findings.rules.language import Case, Expect, Mechanism, Outcome


class CaseResult(Struct, frozen=True, kw_only=True):
    """One case and how it came out; `differences` is empty when everything expected came out."""

    case: str
    rule: str
    outcome: Outcome
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def run_cases(mechanism: Mechanism) -> tuple[CaseResult, ...]:
    """Return the result of every case of a rules file, in its order; a case without a difference passed."""
    return tuple(_run(mechanism, case) for case in mechanism.cases)


def _run(mechanism: Mechanism, case: Case) -> CaseResult:
    outcome = decide(mechanism, mechanism.rule(case.rule), case.given)
    return CaseResult(
        case=case.name, rule=case.rule, outcome=outcome, differences=tuple(_differences(case.expect, outcome))
    )


def _differences(expect: Expect, outcome: Outcome) -> Iterator[str]:
    got: dict[str, object] = {
        "state": outcome.state,
        "value": outcome.value,
        "at": outcome.at,
        "stage": outcome.stage,
        "due": outcome.due,
        "missing": _bodies(m.body for m in outcome.missing),
        "dissent": _bodies(h.body for h in outcome.dissent),
        "silent": _bodies(outcome.silent),
        "refused": _bodies(r.body for r in outcome.refused),
        "late": _bodies(h.body for h in outcome.late),
    }
    for name, value in got.items():
        wanted = getattr(expect, name)
        if wanted is None:
            continue
        if isinstance(wanted, tuple):
            wanted = _bodies(wanted)
        if wanted != value:
            yield f"{name}: expected {_words(wanted)}, got {_words(value)} ({outcome.why})"


def _bodies(names: "Iterator[str] | tuple[str, ...]") -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "nobody"
    return "nothing" if value is None else str(value)
