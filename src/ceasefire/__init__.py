"""The joint record of a ceasefire.

`ceasefire.open(path)` is the root of everything: it returns a `Record` whose methods call the rooms in order. The command
line adds nothing to it.
"""

from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ceasefire import moved

if TYPE_CHECKING:
    from ceasefire.api.example import load_example
    from ceasefire.api.kept_heads import BehindKeptHead
    from ceasefire.api.opening import backup, open_or_create, restore
    from ceasefire.api.proofs import check_proof
    from ceasefire.api.record import NoRecord, Record
    from ceasefire.intake import template
    from ceasefire.vocabulary.errors import CeasefireError
    from ceasefire.vocabulary.schemas import describe_tables, json_schemas

    create = Record.create
    open = Record.open

_HOME = {
    "BehindKeptHead": ("api.kept_heads", "BehindKeptHead"),
    "CeasefireError": ("vocabulary.errors", "CeasefireError"),
    "NoRecord": ("api.record", "NoRecord"),
    "Record": ("api.record", "Record"),
    "backup": ("api.opening", "backup"),
    "check_proof": ("api.proofs", "check_proof"),
    "create": ("api.record", "Record.create"),
    "open": ("api.record", "Record.open"),
    "open_or_create": ("api.opening", "open_or_create"),
    "restore": ("api.opening", "restore"),
    "template": ("intake", "template"),
    "load_example": ("api.example", "load_example"),
    "json_schemas": ("vocabulary.schemas", "json_schemas"),
    "describe_tables": ("vocabulary.schemas", "describe_tables"),
}
__all__ = [
    "BehindKeptHead",
    "CeasefireError",
    "NoRecord",
    "Record",
    "backup",
    "check_proof",
    "create",
    "describe_tables",
    "json_schemas",
    "load_example",
    "open",
    "open_or_create",
    "restore",
    "template",
]

moved.install()


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("ceasefire")
    if name not in _HOME:
        raise AttributeError(f"module 'ceasefire' has no attribute {name!r}")
    module, path = _HOME[name]
    return reduce(getattr, path.split("."), import_module(f"ceasefire.{module}"))


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
