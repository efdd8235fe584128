"""Decision rules, settings and agreements as files: what is refused before it is filed, and how the cases of rules come out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ceasefire.api.settings import parsed
from ceasefire.intake.model import IntakeError
from ceasefire.record import RecordError
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.findings.rules import CaseResult, Mechanism
    from ceasefire.intake import Intake


def run_rules(source: "HeldRecord | Path") -> "tuple[CaseResult, ...]":
    """Return how each case came out: of a file, or of the rules in force in a record.

    Raises RulesError with line and column where they do not fit, RecordError where a record has none.
    """
    from ceasefire.findings.rules import run_cases

    if isinstance(source, Path):
        return run_cases(_read(source.read_bytes(), source.name))
    found = source.tables.chosen().mechanism
    if found is None:
        raise RecordError(f"{source.path}: there are no decision rules here; file them: ceasefire file rules.yaml")
    return run_cases(found)


def require_accepted(source: "Intake") -> None:
    """Refuse a file of rules, of settings or of a coded agreement that this program would not read, before it is signed.

    Raises RulesError and AgreementError with line and column, IntakeError naming the cases of rules that do not hold, and
    RecordError naming the field of settings. Any other file is left alone.
    """
    check = _CHECKS.get(source.format.kind)
    if check is not None:
        check(source.path.read_bytes(), source.file)


def _read(data: bytes, name: str) -> "Mechanism":
    from ceasefire.findings.rules import read_rules

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise IntakeError(name, f"not UTF-8 (byte {error.start + 1})") from None
    return read_rules(text, name)


def _check_rules(data: bytes, name: str) -> None:
    from ceasefire.findings.rules import run_cases

    results = run_cases(_read(data, name))
    wrong = [f"{one.case}: {'; '.join(one.differences)}" for one in results if not one.passed]
    if wrong:
        what = f"nothing is filed: {len(wrong)} of {plural(len(results), 'case')} of these rules come out otherwise"
        raise IntakeError(name, "\n".join([what, *wrong]))


def _check_settings(data: bytes, name: str) -> None:
    parsed(data, name)


def _check_agreement(data: bytes, name: str) -> None:
    from ceasefire.agreements.language.stored import parsed as coded

    coded(data, name)


_CHECKS: Final[dict[str, Callable[[bytes, str], None]]] = {
    "rule": _check_rules,
    "settings": _check_settings,
    "agreement": _check_agreement,
}
