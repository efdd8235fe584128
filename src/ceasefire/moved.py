"""Modules that have moved: their former names work for one version, with a DeprecationWarning that says the new one.

Only names that the documentation of 0.1 or its how-to pages used, and the modules of the former room `facade`.
"""

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

NOW: Final[dict[str, str]] = {
    "facade": "api",
    "facade.actions": "api.entries",
    "facade.answers": "api.answers",
    "facade.cache": "api.cache",
    "facade.coded": "api.agreement_files",
    "facade.demo": "api.demo",
    "facade.doors": "api.opening",
    "facade.example": "api.example",
    "facade.filing": "api.filing",
    "facade.geometry": "projection.geometry",
    "facade.ledgers": "api.tally_comparison",
    "facade.linking": "api.linking",
    "facade.look": "api.show",
    "facade.publish": "api.publish",
    "facade.query": "api.query",
    "facade.reading": "api.reading",
    "facade.record": "api.record",
    "facade.references": "projection.references",
    "facade.rows": "projection.statement_rows",
    "facade.settings": "api.settings",
    "facade.stages": "derive.tables",
    "facade.tables": "projection.stated_tables",
    "facade.time": "vocabulary.days",
    "intake.reading": "reading",
    "intake.reading.bulletins": "reading.bulletins",
    "intake.reading.model": "reading.model",
    "linkage.meltt": "linkage.compat.meltt",
    "linkage.shards": "linkage.scale.shards",
}
"""Former name of each module, and the name it has now."""
_FORMER_ROOM: Final = {
    f"api.{name}": NOW[f"facade.{name}"]
    for name in ("actions", "coded", "doors", "geometry", "ledgers", "look", "references", "rows", "stages", "time")
}
"""`from ceasefire.facade import doors` asks for `ceasefire.api.doors`, since `ceasefire.facade` is `ceasefire.api`."""
_ROOT: Final = "ceasefire."


def _named(fullname: str) -> str | None:
    """Return the name that a module has now, None for one that has not moved."""
    name = fullname.removeprefix(_ROOT)
    return NOW.get(name) or _FORMER_ROOM.get(name)


class Moved:
    """Finds a module under its former name; on `sys.meta_path` before the finders that look for files.

    It has the methods of a finder and a loader without their base classes, which take 20 ms to import.

    Before them, because `ceasefire.facade.record` would else be looked for in the folder of `ceasefire.api`, found,
    and loaded a second time under the former name.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to load a module that has moved, else None."""
        return ModuleSpec(fullname, cast("Loader", self)) if _named(fullname) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Return None: an empty module will do until `exec_module` replaces it."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Put the module itself in the place of the one under its former name."""
        now = _ROOT + str(_named(module.__name__))
        warnings.warn(
            f"{module.__name__} is {now} now; the old name goes with the next version", DeprecationWarning, stacklevel=2
        )
        sys.modules[module.__name__] = import_module(now)


def install() -> None:
    """Let former names be found; a second call changes nothing."""
    if not any(isinstance(one, Moved) for one in sys.meta_path):
        sys.meta_path.insert(0, Moved())
