"""Which exception of a provision goes before which: by what the text itself ranks, and by nothing else."""

from collections.abc import Iterable

from ceasefire.agreements.language.exception_fields import Exception_
from ceasefire.vocabulary.wording import spaced


def name_of(exception: Exception_) -> str:
    """Return what an exception is called: its id, else where it stands in the text, else its kind."""
    kind = spaced(str(exception.__struct_config__.tag))
    return f"exception {exception.id}" if exception.id else f"the exception of {exception.text_ref or kind}"


def goes_before(one: Exception_, other: Exception_) -> bool:
    """Say whether the text ranks an exception over another."""
    return other.id is not None and other.id in one.over


def unranked(exceptions: Iterable[Exception_]) -> list[tuple[Exception_, Exception_]]:
    """Return each exception that takes out with each that keeps in where neither goes before the other, or each does."""
    held = list(exceptions)
    out = [one for one in held if one.effect == "takes_out"]
    kept = [one for one in held if one.effect == "keeps_in"]
    return [(one, two) for one in out for two in kept if goes_before(one, two) == goes_before(two, one)]
