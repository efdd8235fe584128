"""The joint record of a ceasefire.

`ceasefire.open(path)` is the root of everything: it returns a `Record` whose methods call the rooms in order. The command
line adds nothing to it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ceasefire.api.example import load_example
    from ceasefire.api.opening import backup, create, open_or_create, restore
    from ceasefire.api.opening import open_record as open
    from ceasefire.api.record import Record
    from ceasefire.intake import template
    from ceasefire.vocabulary.schemas import describe_tables, json_schemas

_HOME = {
    "Record": ("api.record", "Record"),
    "backup": ("api.opening", "backup"),
    "create": ("api.opening", "create"),
    "open": ("api.opening", "open_record"),
    "open_or_create": ("api.opening", "open_or_create"),
    "restore": ("api.opening", "restore"),
    "template": ("intake", "template"),
    "load_example": ("api.example", "load_example"),
    "json_schemas": ("vocabulary.schemas", "json_schemas"),
    "describe_tables": ("vocabulary.schemas", "describe_tables"),
}
__all__ = [
    "Record",
    "backup",
    "create",
    "describe_tables",
    "json_schemas",
    "load_example",
    "open",
    "open_or_create",
    "restore",
    "template",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("ceasefire")
    if name not in _HOME:
        raise AttributeError(f"module 'ceasefire' has no attribute {name!r}")
    module, attribute = _HOME[name]
    return getattr(import_module(f"ceasefire.{module}"), attribute)
