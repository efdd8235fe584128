"""Which files a statement's body names that the program keeps with the record: fields of the type `Kept`."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import inspect

from ceasefire.vocabulary.parts import KEPT
from ceasefire.vocabulary.statements import BODIES


def blobs_of(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the digests of the kept files that a body names; of a kind that is not known here nothing is known."""
    for name in kept_fields(kind):
        digest = body.get(name)
        if isinstance(digest, str):
            yield digest


@lru_cache
def kept_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind whose digest is that of a file kept with the record."""
    struct = BODIES.get(kind)
    if struct is None:
        return ()
    found = inspect.type_info(struct)
    assert isinstance(found, inspect.StructType)
    return tuple(field.encode_name for field in found.fields if _is_kept(field.type))


def _is_kept(found: inspect.Type) -> bool:
    parts = found.types if isinstance(found, inspect.UnionType) else (found,)
    return any(isinstance(part, inspect.Metadata) and part.extra == KEPT for part in parts)
