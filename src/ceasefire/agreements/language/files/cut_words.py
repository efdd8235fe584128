"""Words of a file that a comment cuts short: outside quotes everything after ` #` is dropped, and a clause may lose its end."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, get_args, get_origin

from ceasefire.agreements.language.fields import Short, Words
from ceasefire.agreements.language.files.file_faults import Path, known, parts
from ceasefire.agreements.language.model import Instrument

_FREE = (Short, Words)


def cut_words(commented: Iterable[Path]) -> Iterator[Path]:
    """Yield, of places of bare words with a comment behind them, those of fields that hold words of one's own."""
    yield from (path for path in commented if any(one in _FREE for one in _forms(path)))


def _forms(path: Path) -> list[Any]:
    """Return the forms that a value at this place may have; of a part of several kinds those of each."""
    held: list[Any] = [Instrument]
    for step in path:
        if isinstance(step, str):
            fields = [known(part) for form in held for part in parts(form)]
            held = [one[step].form for one in fields if step in one]
    return [bare for form in held for bare in _bare(form)]


def _bare(form: Any) -> Iterator[Any]:
    """Yield a form, and the members of one that is a list or a choice."""
    yield form
    if get_origin(form) is not Annotated:
        yield from (inner for one in get_args(form) for inner in _bare(one))
