"""Which tests of incidents are asked for: of one instrument, of one provision, with some results, lacking something."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ceasefire.vocabulary.missing import MISSING
from ceasefire.vocabulary.scope import TESTED, ScopeResult

if TYPE_CHECKING:
    from ceasefire.agreements.context import Tested


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which rows of `hits` are asked for: those of every field that is given.

    `results` are results that a row may have, `missing` is something of `MISSING` that an undetermined row lacks.
    Raises ValueError for a result or missing thing that there is not.
    """

    instrument: str | None = None
    provision: str | None = None
    results: tuple[str, ...] = TESTED
    missing: str | None = None

    def __post_init__(self) -> None:
        unknown = {*self.results} - {*TESTED} | {self.missing} - {*MISSING, None}
        if unknown:
            raise ValueError(f"hits have no {', '.join(sorted(map(str, unknown)))}")

    def numbers(self, tested: "Tested") -> list[int]:
        """Return which of these provisions can have such rows, by their number."""
        asked = (self.instrument, self.provision)
        return [n for n, (i, p) in enumerate(tested) if asked[0] in (None, i.id) and asked[1] in (None, p.id)]

    def in_order(self) -> tuple[str, ...]:
        """Return the results that such a row can have, the strongest first; only an undetermined one lacks something."""
        possible = TESTED if self.missing is None else (ScopeResult.UNDETERMINED,)
        return tuple(str(result) for result in possible if result in self.results)


ALL: Final = Wanted()
TOUCHING: Final = Wanted(results=tuple(r for r in TESTED if r is not ScopeResult.OUT_OF_SCOPE))
"""Those that touch a provision or may touch it: all but what is out of scope."""
