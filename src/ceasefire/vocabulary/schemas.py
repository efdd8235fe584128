"""The words as JSON Schema and as plain descriptions, for programs and for the reference pages."""

from typing import Any

import msgspec

from ceasefire.vocabulary.statements import BODIES
from ceasefire.vocabulary.tables import TABLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (2020-12) of each statement kind's body, by kind."""
    return {kind: {"$schema": DIALECT, "title": kind, **msgspec.json.schema(body)} for kind, body in BODIES.items()}


def describe_tables() -> dict[str, list[dict[str, str]]]:
    """Return each table's columns with type and meaning, by table."""
    return {name: [{"name": c.name, "type": c.type, "doc": c.doc} for c in columns] for name, columns in TABLES.items()}
