"""Fields that name kept files: every digest in a body is either one of them or known not to be."""

from collections.abc import Iterator

from msgspec import inspect

from ceasefire.vocabulary.kept_files import blobs_of, kept_fields
from ceasefire.vocabulary.parts import KEPT
from ceasefire.vocabulary.statements import BODIES

HEX = "^[0-9a-f]{64}\\Z"
NOT_KEPT = {
    *("batch.rows_root", "publication.heads.root", "publication.heads.key", "publication.outputs.sha256"),
    *("parameters.heads.root", "parameters.heads.key"),
    *("charter.bodies.offices.key", "charter.depositaries.office.key", "charter.cuts.key", "charter.cuts.root"),
    *("charter.follows", "acceptance.charter", "finding.positions"),
}
"""Roots of trees, ids of keys and of statements, and published files, which lie where they were published."""


def digests(found: inspect.Type, at: str) -> Iterator[tuple[str, bool]]:
    """Yield each place of a digest in a type, and whether it is marked as that of a kept file."""
    if isinstance(found, inspect.Metadata):
        kept = found.extra == KEPT
        yield from ((place, kept or marked) for place, marked in digests(found.type, at))
    elif isinstance(found, inspect.StrType) and found.pattern == HEX:
        yield at, False
    elif isinstance(found, inspect.UnionType):
        for part in found.types:
            yield from digests(part, at)
    elif isinstance(found, inspect.VarTupleType):
        yield from digests(found.item_type, at)
    elif isinstance(found, inspect.StructType):
        for field in found.fields:
            yield from digests(field.type, f"{at}.{field.encode_name}")


def test_every_digest_in_a_body_is_that_of_a_kept_file_or_known_not_to_be() -> None:
    found = dict(place for kind, struct in BODIES.items() for place in digests(inspect.type_info(struct), kind))
    assert {place for place, kept in found.items() if not kept} == NOT_KEPT
    kept = {f"{kind}.{name}" for kind in BODIES for name in kept_fields(kind)}
    assert kept == {place for place, marked in found.items() if marked}
    of_rules = {"charter.rules", "rule.sha256", "settings.sha256"}
    assert kept == {"batch.sha256", "agreement.reading", "zone.geometry_blob", "parameters.sha256", *of_rules}


def test_a_body_of_any_shape_names_only_what_is_text() -> None:
    assert list(blobs_of("zone", {"geometry_blob": "ab" * 32})) == ["ab" * 32]
    for body in ({}, {"geometry_blob": None}, {"geometry_blob": ["x"]}, {"reading": "ab" * 32}):
        assert list(blobs_of("zone", body)) == []
    assert list(blobs_of("a kind of tomorrow", {"sha256": "ab" * 32})) == []
