"""What edition 2 of the language says that edition 1 does not: a file of edition 1 may not use it."""

from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.agreements.language.fields import Model

SINCE_2: Final[dict[str, tuple[str, ...]]] = {
    "Moment": ("about_days",),
    "Bound": ("everyone", "but"),
    "Everywhere": ("country",),
    "Place": ("sides", "of"),
    "ByTarget": ("id", "over", "effect", "classes", "kinds"),
    "ByArea": ("id", "over", "effect"),
    "ByAct": ("acts",),
    "SelfDefence": ("id", "over", "effect"),
    "NotifiedExercise": ("id", "over", "effect"),
    "ProcedureClock": ("each", "every", "starts"),
    "Rival": ("id", "reads"),
    "Provision": (
        "owed_to",
        "paragraphs",
        "offensive",
        "phases",
        "shown_by",
        "in_return_for",
        "power",
        "then",
        "otherwise",
        "survives",
        "untranslatable",
    ),
    "Instrument": ("paragraphs", "cases"),
}
"""Fields of each part that edition 2 added."""
_WORDS: Final = {
    ("Belt", "side"): ("north", "south", "east", "west"),
    ("Moment", "after"): ("met:", "breached:"),
    ("Provision", "modality"): ("power",),
}
"""Values, or beginnings of values, that edition 2 added to a field of edition 1."""
Path = tuple[str | int, ...]


def later(part: Model, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything in a part of an instrument that edition 1 does not know."""
    name = type(part).__name__
    for one in msgspec.structs.fields(part):
        value, here = getattr(part, one.name), (*path, one.encode_name)
        added = one.name in SINCE_2.get(name, ()) and value != one.default
        if added or str(value).startswith(_WORDS.get((name, one.name), ("\0",))):
            yield here
        elif isinstance(value, Model):
            yield from later(value, here)
        elif isinstance(value, tuple):
            for number, inner in enumerate(value):
                if isinstance(inner, Model):
                    yield from later(inner, (*here, number))
